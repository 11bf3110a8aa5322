"""Positions in the article's own voice: who acts, in verbs, nouns, participles and lists."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.reading import Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

READER = prepare(
    Registry((Company("acme", "Acme"), Company("borealis", "Borealis"), Company("initech", "Initech")), "0"),
    parse_pack("en", pack_source("en")),
)


def records(text: str) -> list[tuple[str, str, str]]:
    return [(one.company_key, str(one.stance), one.exact) for one in READER.read(Text(text)).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme is to close its mill in the spring.", ("acme", "exit")),
        ("Acme has begun to withdraw from the market.", ("acme", "exit")),
        ("Acme's lawyers will try to have the seizure overturned.", ("acme", "challenge")),
        ("Acme moved to have the case dismissed.", ("acme", "challenge")),
        ("Acme has asked a court to strike down the rule.", ("acme", "challenge")),
        ("Acme lodged its own challenge on Friday.", ("acme", "challenge")),
        ("Acme will seek sanctions against the buyer.", ("acme", "challenge")),
        ("The court will hear an appeal by Acme in May.", ("acme", "challenge")),
        ("Acme's appeal will be heard in May.", ("acme", "challenge")),
        ("The vote follows Acme's decision to suspend its sales.", ("acme", "suspend")),
        ("The decision by Acme to reopen the inquiry came late.", ("acme", "continue")),
        ("Acme opted out of the auction.", ("acme", "exit")),
        ("Acme left the UK in the summer.", ("acme", "exit")),
        ("Acme did not sign the letter.", ("acme", "refuse")),
        ("Acme has halved its orders until the strike is over.", ("acme", "limit")),
        ("Acme paid $298m in 2010 over sanctions violations.", ("acme", "comply")),
        ("Acme agreed in May last year to pay the fine.", ("acme", "comply")),
        ("Acme is staying put.", ("acme", "continue")),
        ("Acme has not published a figure.", ("acme", "no_response")),
        ("Acme, which makes soap, has suspended its sales.", ("acme", "suspend")),
        ("In voicing its opposition to the merger, Acme stood alone.", ("acme", "oppose")),
        ("Acme will go to court next month to seek penalties against the buyer.", ("acme", "challenge")),
        ("Acme removed the songs after the label had flagged them.", ("acme", "comply")),
        ("The web shop, Acme, stopped supporting the scheme.", ("acme", "exit")),
        ("Acme, which sold the site to Initech, has been contacted for comment.", ("acme", "asked")),
    ],
)
def test_reads_what_a_company_does(text: str, expected: tuple[str, str]) -> None:
    """Each act gives one record of the company that acts."""
    assert [(company, stance) for company, stance, _ in records(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Acme had its assets frozen.",
        "Acme is expected to try to have the case dismissed.",
        "A court dismissed the case against Acme.",
        "Acme's appeal to young buyers is clear.",
        "The merger of Swiss grocer Acme and phone firm Initech is to go ahead.",
        "Acme closed at 40 cents on Monday.",
        "Acme paid a dividend.",
        "The bill may face opposition from Acme.",
        "The format has lost support from Acme.",
        "Initech's customers opted out of the scheme, and Acme's shares fell.",
        "The ministry asked a court to strike down the deal with Acme.",
        "Opposition to Acme's bid grew.",
        "The union asked Acme to seek sanctions against the buyer.",
        "Acme was told to seek sanctions against the buyer.",
        "A reporter has asked Acme for a figure.",
    ],
)
def test_leaves_what_is_done_to_a_company(text: str) -> None:
    """What others do, expect or price is no position of the company."""
    assert records(text) == []


def test_takes_everybody_named_behind_backing_from() -> None:
    """Backing that comes from a list is a record of each followed company in it."""
    found = records("The format has won backing from studios, such as Contoso, Acme, as well as firms like Initech.")
    assert [(company, stance) for company, stance, _ in found] == [("acme", "support"), ("initech", "support")]
    assert {exact.rsplit(" ", 1)[1] for _, _, exact in found} == {"Initech"}


def test_reads_what_the_outlet_has_asked() -> None:
    """The outlet may call itself by its name or its initials."""
    for name in ("Kestrel News Radio", "KNR"):
        (one,) = READER.read(Text(f"{name} has asked Acme for a figure.", outlet="Kestrel News Radio")).statements
        assert (one.company_key, str(one.stance), one.origin) == ("acme", "asked", "this")


def test_joined_verbs_share_their_subject() -> None:
    """A verb behind "but" has the subject of the act before it, whatever stands between."""
    found = records(
        "Acme has begun to delete the lists, as a new law demands, but has asked a court to strike it down."
    )
    assert [(company, stance) for company, stance, _ in found] == [("acme", "comply"), ("acme", "challenge")]


def test_takes_a_subject_across_its_relative_clause() -> None:
    """The evidence runs from the subject; a joined verb stands alone."""
    found = records("Acme, whose name is on the shirt, has put off the signing and sued the club.")
    assert [exact for _, _, exact in found] == [
        "Acme, whose name is on the shirt, has put off the signing",
        "sued the club",
    ]


def test_keeps_an_end_that_is_no_review() -> None:
    """What an act waits for belongs to it, unless the company itself examines something."""
    assert records("Acme has suspended its sales until the strike is over.")[0][2].endswith("until the strike is over")
    found = records("Acme has suspended its sales until it has reviewed the law.")
    assert [stance for _, stance, _ in found] == ["suspend", "review"]


def test_leaves_the_next_sentence_its_own_record() -> None:
    """Two sentences of one quotation with one label are two positions."""
    found = records('"We never shared any data. We do not store user records either," Acme said.')
    assert [stance for _, stance, _ in found] == ["deny", "deny"]
