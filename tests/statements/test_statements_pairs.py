"""Minimal pairs: two short texts of which one small piece changes what a company is reported to do.

Each text names the statements that it deserves, company and label; a text with none must give none.
"""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.reading import Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

READER = prepare(
    Registry((Company("acme", "Acme"), Company("initech", "Initech")), "0"), parse_pack("en", pack_source("en"))
)
PAIRS = {
    "coordination-or": [
        ('"We will not assist or comply with such demands," Acme said.', {"acme refuse"}),
        ('"We will assist the police and comply with such demands," Acme said.', {"acme comply"}),
    ],
    "coordination-infinitive": [
        ("Acme said it would not hand over or delete the messages.", {"acme refuse"}),
        ("Acme said it would hand over the messages.", {"acme comply"}),
    ],
    "coordination-three": [
        ("Acme will not bow to pressure or remove the posts.", {"acme refuse"}),
        ("Acme bowed to pressure to remove the posts.", {"acme comply"}),
    ],
    "neither-nor": [
        ("Acme neither removed the posts nor complied with the order.", {"acme refuse"}),
        ("Acme removed the posts and complied with the order.", {"acme comply"}),
    ],
    "nor-inverted": [
        ("Acme did not remove the posts, nor did it comply with the order.", {"acme refuse"}),
        ("Acme complied with the order.", {"acme comply"}),
    ],
    "either-open": [
        ("Acme has neither accepted nor rejected the offer.", set()),
        ("Acme has rejected the offer.", {"acme refuse"}),
    ],
    "either-verbs": [
        ("Acme said it neither supports nor opposes the bill.", set()),
        ("Acme said it opposes the bill.", {"acme oppose"}),
    ],
    "nobody": [
        ('"Nobody at Acme refused to cooperate," Acme said.', set()),
        ("Acme refused to cooperate.", {"acme refuse"}),
    ],
    "stop-gerund": [
        ("Acme will stop complying with such orders in the interim.", {"acme suspend"}),
        ("Acme will comply with such orders in the interim.", {"acme comply"}),
    ],
    "not-stopped": [
        ("Acme has not stopped complying with such orders.", {"acme comply"}),
        ("Acme has stopped complying with such orders.", {"acme suspend"}),
    ],
    "refused-to": [
        ("Acme refused to comply with the order.", {"acme refuse"}),
        ("Acme did not refuse to comply with the order.", set()),
    ],
    "denied-refusing": [
        ("Acme denied that it had refused to comply with the order.", {"acme deny"}),
        ("Acme said that it had refused to comply with the order.", {"acme refuse"}),
    ],
    "denied-would-refuse": [
        ("Acme denied that it would refuse the offer.", {"acme deny"}),
        ("Acme said that it would refuse the offer.", {"acme refuse"}),
    ],
    "never-refused": [
        ('"We have never refused to cooperate," Acme said.', {"acme deny"}),
        ('"We refused to cooperate," Acme said.', {"acme refuse"}),
    ],
    "failed": [
        ("Acme failed to comply with the order, the court found.", set()),
        ("Acme complied with the order, the court found.", {"acme comply"}),
    ],
    "yet-to": [
        ("Acme has yet to comply with the order.", set()),
        ("Acme has already complied with the order.", {"acme comply"}),
    ],
    "yet-to-respond": [
        ("Acme has yet to respond to the order.", {"acme no_response"}),
        ("Acme has yet to decide whether to respond.", {"acme review"}),
    ],
    "no-longer": [
        ("Acme no longer complies with such orders.", {"acme suspend"}),
        ("Acme still complies with such orders.", {"acme comply"}),
    ],
    "no-longer-supports": [
        ("Acme said it no longer supports the bill.", {"acme oppose"}),
        ("Acme said it still supports the bill.", {"acme support"}),
    ],
    "no-longer-considers": [
        ("Acme is no longer considering the offer.", set()),
        ("Acme is considering the offer.", {"acme review"}),
    ],
    "stopped-considering": [
        ("Acme has stopped considering the offer.", set()),
        ("Acme has begun considering the offer.", {"acme review"}),
    ],
    "finished-review": [
        ("Acme has finished reviewing the order.", set()),
        ("Acme is reviewing the order.", {"acme review"}),
    ],
    "not-support": [
        ("Acme does not support the bill.", {"acme oppose"}),
        ("Acme supports the bill.", {"acme support"}),
    ],
    "not-oppose": [
        ("Acme said it did not oppose the bill.", set()),
        ("Acme said it opposed the bill.", {"acme oppose"}),
    ],
    "not-opposed": [
        ("Acme is not opposed to the bill.", set()),
        ("Acme said it was opposed to the bill.", {"acme oppose"}),
    ],
    "not-unfair": [("Acme said the bill was not unfair.", set()), ("Acme said the bill was unfair.", {"acme oppose"})],
    "not-concerned": [
        ("Acme said it was not concerned about the bill.", set()),
        ("Acme said it was concerned about the bill.", {"acme oppose"}),
    ],
    "never-will": [
        ("Acme said it would never comply with the order.", {"acme refuse"}),
        ("Acme said it would always comply with orders.", {"acme comply"}),
    ],
    "threat-act": [
        ("Acme threatened to sue the ministry.", {"acme challenge"}),
        ("The ministry threatened to sue Acme.", set()),
    ],
    "considering": [
        ("Acme is considering leaving the market.", {"acme review"}),
        ("Acme is leaving the market.", {"acme exit"}),
    ],
    "decided-against": [
        ("Acme decided against suing the ministry.", set()),
        ("Acme decided to sue the ministry.", {"acme challenge"}),
    ],
    "short-of": [("Acme stopped short of leaving the market.", set()), ("Acme left the market.", {"acme exit"})],
    "door-open": [
        ("Acme left the door open to leaving the market.", set()),
        ("Acme announced that it was leaving the market.", {"acme exit"}),
    ],
    "far-from": [
        ("Acme said it was far from accepting the offer.", set()),
        ("Acme said it was accepting the offer.", {"acme comply"}),
    ],
    "think-twice": [
        ("Acme said it would think twice before leaving the market.", set()),
        ("Acme said it would be leaving the market.", {"acme exit"}),
    ],
    "rule-out": [
        ("Acme did not rule out leaving the market.", {"acme review"}),
        ("Acme ruled out leaving the market.", {"acme continue"}),
    ],
    "rule-out-appeal": [
        ("Acme has not ruled out an appeal.", {"acme review"}),
        ("Acme has filed an appeal.", {"acme challenge"}),
    ],
    "no-plans": [
        ("Acme has no plans to leave the market.", {"acme continue"}),
        ("Acme plans to leave the market.", {"acme exit"}),
    ],
    "no-intention": [
        ("Acme said it had no intention of complying with the order.", {"acme refuse"}),
        ("Acme said it had every intention of complying with the order.", {"acme comply"}),
    ],
    "avoided": [("Acme avoided paying the fine.", set()), ("Acme said it would pay the fine.", {"acme comply"})],
    "would-not-pay": [
        ("Acme said it would not pay the fine.", {"acme refuse"}),
        ("Acme said it would pay the fine.", {"acme comply"}),
    ],
    "without-admitting": [
        ("Acme settled the lawsuit without admitting any wrongdoing.", {"acme comply"}),
        ("Acme admitted wrongdoing.", {"acme acknowledge"}),
    ],
    "not-mean": [
        ("Acme said the settlement does not mean that it admits any wrongdoing.", set()),
        ("Acme admits wrongdoing.", {"acme acknowledge"}),
    ],
    "not-admit": [("Acme did not admit wrongdoing.", set()), ("Acme did admit wrongdoing.", {"acme acknowledge"})],
    "claim-rejected": [
        ("Acme rejected a claim that it had shared the data.", {"acme deny"}),
        ("Acme rejected a request for the data.", {"acme refuse"}),
    ],
    "reports-dismissed": [
        ("Acme dismissed reports that it would leave the market.", {"acme deny"}),
        ("Acme reported that it would leave the market.", {"acme exit"}),
    ],
    "person-dismissed": [
        ("Acme dismissed a clerk who had spoken of a leak.", set()),
        ("Acme dismissed talk of a leak as false.", {"acme deny"}),
    ],
    "asked-think-again": [
        ("Acme had asked the regulator to think again.", set()),
        ("Acme had urged the regulator not to pass the rule.", {"acme oppose"}),
    ],
    "dropped-suit": [
        ("Acme dropped its suit against Initech.", {"acme exit"}),
        ("Acme filed a suit against Initech.", {"acme challenge"}),
    ],
    "conceded": [
        ("Acme conceded that the order was unlawful.", {"acme acknowledge"}),
        ("Acme said that the order was unlawful.", {"acme oppose"}),
    ],
    "former": [
        ("A former Acme executive said it had refused the order.", set()),
        ("An Acme executive said it had refused the order.", {"acme refuse"}),
    ],
    "former-owner": [
        ("Acme's former chief executive said the firm would fight the order.", set()),
        ("Acme's chief executive said the firm would fight the order.", {"acme challenge"}),
    ],
    "former-director": [
        (
            "The chief executive of Initech, a former Acme director, said it would fight the order.",
            {"initech challenge"},
        ),
        ("The chief executive of Initech said it would fight the order.", {"initech challenge"}),
    ],
    "critics-claim": [
        ("Acme said critics claim it has refused to comply with the order.", set()),
        ("Acme said it has refused to comply with the order.", {"acme refuse"}),
    ],
    "critics-say": [
        ("Critics say Acme has refused to comply with the order.", set()),
        ("Acme has refused to comply with the order.", {"acme refuse"}),
    ],
    "asked-it-to": [
        ("Acme said regulators had asked it to hand over the data.", set()),
        ("Acme said it had agreed to hand over the data.", {"acme comply"}),
    ],
    "ordered-to": [("Acme was ordered to pay a fine.", set()), ("Acme was happy to pay the fine.", {"acme comply"})],
    "should": [("Acme should pay the fine.", set()), ("Acme will pay the fine.", {"acme comply"})],
    "can": [
        ("Under the law Acme can refuse such orders.", set()),
        ("Under the law Acme has refused such orders.", {"acme refuse"}),
    ],
    "others-order": [
        ("The court ordered Acme to suspend its service.", set()),
        ("Acme suspended its service.", {"acme suspend"}),
    ],
    "others-hope": [
        ("The minister hoped Acme would accept the offer.", set()),
        ("Acme accepted the offer.", {"acme comply"}),
    ],
    "wants-it-to": [("Initech wants Acme to withdraw its bid.", set()), ("Acme withdrew its bid.", {"acme exit"})],
    "would-have": [
        ("Acme would have complied with the order.", set()),
        ("Acme would comply with the order.", {"acme comply"}),
    ],
    "may-have": [("Acme may have rejected the offer.", set()), ("Acme has rejected the offer.", {"acme refuse"})],
    "had-it": [
        ("Had Acme complied with the order, it would have been spared the fine.", set()),
        ("Since Acme complied with the order, it was spared the fine.", {"acme comply"}),
    ],
    "antecedent": [
        ("If Acme refuses the offer, Initech will sue.", {"initech challenge"}),
        ("Acme refuses the offer.", {"acme refuse"}),
    ],
    "unless": [
        ("Unless Acme pays the fine, it will lose its licence.", set()),
        ("Acme will appeal unless the fine is cut.", {"acme challenge"}),
    ],
    "conditional": [
        ("Acme said it would leave the market if the law passed.", {"acme exit"}),
        ("Acme said it would not leave the market if the law passed.", {"acme continue"}),
    ],
    "question": [("Will Acme comply with the order?", set()), ("Acme will comply with the order.", {"acme comply"})],
    "why-would": [
        ('"Why would we leave the market?" Acme said.', set()),
        ('"We will leave the market," Acme said.', {"acme exit"}),
    ],
    "whether-decided": [
        ("Acme has not decided whether to appeal against the fine.", {"acme review"}),
        ("Acme has decided to appeal against the fine.", {"acme challenge"}),
    ],
    "not-withdrawn": [("Acme did not withdraw its bid.", {"acme continue"}), ("Acme withdrew its bid.", {"acme exit"})],
    "not-suspended": [
        ("Acme has not suspended its service.", {"acme continue"}),
        ("Acme has suspended its service.", {"acme suspend"}),
    ],
    "resumed": [
        ("Acme resumed its service.", {"acme continue"}),
        ("Acme did not resume its service.", {"acme suspend"}),
    ],
    "lifted-suspension": [
        ("Acme ended its suspension of flights.", {"acme continue"}),
        ("Acme announced its suspension of flights.", {"acme suspend"}),
    ],
    "undone-plans": [
        ("Acme cancelled its plans to leave the market.", {"acme continue"}),
        ("Acme announced its plans to leave the market.", {"acme exit"}),
    ],
    "patient": [
        ("Acme was sued by Initech.", {"initech challenge"}),
        ("Initech was sued by Acme.", {"acme challenge"}),
    ],
    "patient-said": [
        ("Acme said it had been sued by Initech.", set()),
        ("Acme said it had sued Initech.", {"acme challenge"}),
    ],
    "other-in-content": [("Acme said Initech would not pay.", set()), ("Acme said it would not pay.", {"acme refuse"})],
    "shareholders": [
        ("The offer was rejected by Acme's shareholders.", set()),
        ("The offer was rejected by Acme.", {"acme refuse"}),
    ],
    "workers": [("Acme workers suspended their strike.", set()), ("Acme suspended its service.", {"acme suspend"})],
    "users": [
        ("Users of Acme have rejected the new terms.", set()),
        ("Acme has rejected the new terms.", {"acme refuse"}),
    ],
    "asked-minister": [
        ("Asked if Acme would comply, the minister declined to comment.", set()),
        ("Asked if it would comply, Acme declined to comment.", {"acme declined"}),
    ],
    "confirm-deny": [
        ("Acme would neither confirm nor deny the report.", {"acme declined"}),
        ("Acme confirmed the report.", {"acme acknowledge"}),
    ],
    "reached": [
        ("Acme could not be reached for comment.", {"acme no_response"}),
        ("Acme could not be reached by road.", set()),
    ],
    "apology": [
        ("Acme did not apologise for the error.", set()),
        ("Acme apologised for the error.", {"acme acknowledge"}),
    ],
    "refuse-apology": [
        ("Acme refused to apologise for the error.", {"acme refuse"}),
        ("Acme agreed to apologise for the error.", {"acme comply"}),
    ],
    "promise-not": [
        ("Acme promised not to share the data.", {"acme pledge"}),
        ("Acme did not promise to delete the data.", set()),
    ],
    "commerce-considered": [
        ("Acme is considering to buy 50 new aircraft.", set()),
        ("Acme is considering to accept the offer.", {"acme review"}),
    ],
    "commerce-negotiated": [
        ("Acme negotiated a deal to defer $20m of debt.", set()),
        ("Acme is negotiating with the regulator.", {"acme review"}),
    ],
    "product-blocks": [
        ("The Acme phone blocks unwanted calls.", set()),
        ("Acme blocked access to the forum.", {"acme limit"}),
    ],
    "fee": [
        ("Acme said it would cap the fee at 3%.", set()),
        ("Acme said it would restrict access to the forum.", {"acme limit"}),
    ],
    "frozen-food": [
        ("Acme said frozen food sold well.", set()),
        ("Acme said it had frozen the accounts.", {"acme suspend"}),
    ],
    "not-selling": [
        ("Acme has not stopped selling the device in the region.", {"acme continue"}),
        ("Acme has stopped selling the device in the region.", {"acme exit"}),
    ],
    "said-never-gave": [
        ("Acme said it had never handed over data to the police.", {"acme deny"}),
        ("Acme said it would never hand over data to the police.", {"acme refuse"}),
    ],
    "instead-of": [
        ("Acme left the market instead of complying with the order.", {"acme exit"}),
        ("Acme complied with the order instead of leaving the market.", {"acme comply"}),
    ],
    "rather-than": [
        ("Acme paid the fine rather than appeal.", {"acme comply"}),
        ("Acme appealed rather than pay the fine.", {"acme challenge"}),
    ],
    "contrast": [
        ("Acme said it would comply with the order, but Initech refused.", {"acme comply", "initech refuse"}),
        ("Acme said it would refuse the order, but Initech complied.", {"acme refuse", "initech comply"}),
    ],
    "prevented": [
        ("Acme is prevented from complying with the order.", set()),
        ("Acme is far from refusing the order.", set()),
    ],
    "free-to": [("Acme is free to leave the market.", set()), ("Acme is ready to leave the market.", {"acme exit"})],
    "need-not": [
        ("Acme need not comply with the order.", set()),
        ("Acme did not comply with the order.", {"acme refuse"}),
    ],
    "own-mistake": [
        ("Acme said its silence was a mistake.", {"acme acknowledge"}),
        ("Acme said the ban was a mistake.", {"acme oppose"}),
    ],
    "regret": [
        ("Acme regretted the delay.", {"acme acknowledge"}),
        ("Acme said it regretted the ministry's decision.", {"acme oppose"}),
    ],
    "not-true": [
        ('"It is not true that we refused to cooperate," Acme said.', {"acme deny"}),
        ('"It is true that we refused to cooperate," Acme said.', {"acme refuse"}),
    ],
    "abandoned-opposition": [
        ("Acme abandoned its opposition to the bill.", set()),
        ("Acme repeated its opposition to the bill.", {"acme oppose"}),
    ],
    "until": [
        ("Acme said it would not process any request until the law was clear.", {"acme suspend"}),
        ("Acme said it would not process any request from the ministry.", {"acme refuse"}),
    ],
    "time-that": [
        ("Acme said it was time advertisers stopped funding such sites.", {"acme oppose"}),
        ("Acme said it had stopped funding such sites.", {"acme exit"}),
    ],
    "against-lawyers": [
        ("Lawyers suing Acme said it would appeal.", set()),
        ("A lawyer representing Acme said it would appeal.", {"acme challenge"}),
    ],
    "accused-of": [
        ("Acme is accused of refusing to comply.", set()),
        ("Acme accuses the ministry of refusing to comply.", {"acme oppose"}),
    ],
    "criticised-for": [
        ("Acme was criticised for refusing to pay.", set()),
        ("Acme is refusing to pay.", {"acme refuse"}),
    ],
    "fears-that": [
        ("There were fears that Acme would leave the market.", set()),
        ("Acme said that it would leave the market.", {"acme exit"}),
    ],
    "rumours-that": [
        ("Rumours that Acme had left the market were false, the ministry said.", set()),
        ("Acme has left the market, the ministry said.", {"acme exit"}),
    ],
    "quoted-verb": [
        ("Initech's boss said Acme “refused to pay”.", set()),
        ("Initech's boss said it “refused to pay”.", {"initech refuse"}),
    ],
    "unlike": [
        ("Unlike Acme, the ferry company has refused to sign.", set()),
        ("Acme, the ferry company, has refused to sign.", {"acme refuse"}),
    ],
    "beside-a-name": [
        ("Borealis fights several cases, most of them against Acme. The company said it would appeal.", set()),
        (
            "Acme fights several cases, most of them against Borealis. The company said it would appeal.",
            {"acme challenge"},
        ),
    ],
    "not-just": [
        ("Acme isn't just staying put, it is hiring.", {"acme continue"}),
        ("Acme said it did not copy the songs.", {"acme deny"}),
    ],
    "appeals-court": [
        ("Acme fell in London after an appeals court ruled against it.", set()),
        ("Acme appealed against the ruling.", {"acme challenge"}),
    ],
    "no-place": [
        ("Acme said violent threats deserve no place on its service.", {"acme oppose"}),
        ("Acme said users deserve a fair hearing.", set()),
    ],
    "urge": [
        ("Acme urged the ministry to block the merger.", {"acme oppose"}),
        ("Acme urged the ministry to pass the bill.", {"acme support"}),
    ],
    "nothing-less": [
        ("Acme said it would accept nothing less than a contract of its own.", {"acme refuse"}),
        ("Acme said it would accept the contract.", {"acme comply"}),
    ],
    "little-sign": [
        ("Acme showed little sign of walking away from the deal.", set()),
        ("Acme walked away from the deal.", {"acme exit"}),
    ],
    "title": [
        ("The firm was fined. Ms Acme refused to pay.", set()),
        ("The firm was fined. Acme refused to pay.", {"acme refuse"}),
    ],
    "appeals-to": [
        ("Acme said the car would appeal to young people.", set()),
        ("Acme said it would appeal to the supreme court.", {"acme challenge"}),
    ],
    "regret-others": [
        ("Acme regrets the inconvenience caused by the delayed flights.", {"acme acknowledge"}),
        ("Acme regrets the court's decision.", {"acme oppose"}),
    ],
}
CASES = [pytest.param(*side, id=f"{name}-{n}") for name, pair in PAIRS.items() for n, side in enumerate(pair)]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads_each_side_of_a_pair(text: str, expected: set[str]) -> None:
    """Company and label of all statements in the text are those that it deserves, no more and no less."""
    assert {f"{one.company_key} {one.stance}" for one in READER.read(Text(text)).statements} == expected


@pytest.mark.parametrize("name", PAIRS)
def test_sides_of_a_pair_differ(name: str) -> None:
    """A pair of which both sides deserve the same shows nothing, save for who speaks."""
    (first, _), (second, _) = PAIRS[name]
    assert first != second


def test_there_are_enough_pairs() -> None:
    """Fewer would say little."""
    assert len(PAIRS) >= 80
