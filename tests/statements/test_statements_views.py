"""What a company thinks, argues and is reported to have done, without a verb that names the position."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.reading import Statement, Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

READER = prepare(
    Registry((Company("acme", "Acme"), Company("initech", "Initech")), "0"),
    parse_pack("en", pack_source("en")),
)


def statements(text: str) -> list[Statement]:
    return list(READER.read(Text(text)).statements)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.company_key, str(one.stance)) for one in statements(text)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Acme said the law would cripple small shops.", "oppose"),
        ('"This tax will punish people who did nothing," Acme said.', "oppose"),
        ("Acme said the ruling was a blow to its users.", "oppose"),
        ("Acme said the merger was a milestone.", "support"),
        ('Acme called the ruling "a charter for thieves".', "oppose"),
        ('Acme called the ruling "a great day for users".', "support"),
        ("Acme said none of its ships had been there.", "deny"),
        ("Acme said there had been no contact since May.", "deny"),
        ('"This should never have happened," Acme said.', "acknowledge"),
        ('"We were asked to spy and we won\'t," Acme said.', "refuse"),
        ("Acme said it was consulting its lawyers.", "review"),
        ("Acme said it would publish the replies in full.", "pledge"),
        ("Acme argued that a US court could declare it bankrupt.", "challenge"),
        ("Acme's lawyer told the court that the money had been paid.", "challenge"),
        ("Acme said the files would be sent to the regulator within a week.", "comply"),
    ],
)
def test_reads_evaluations_and_arguments(text: str, stance: str) -> None:
    """What a company says of a law, a deal or a dispute has the label of its evaluation."""
    assert found(text) == [("acme", stance)]


@pytest.mark.parametrize(
    "text",
    [
        "Acme said lower prices would hurt profits.",
        "Acme said its new phone was the best on the market.",
        'Acme called the phone "the best we have made".',
        "Acme said there was no better time to buy.",
        "Acme said it would publish its results in May.",
        "Acme argued that users like it.",
        "Acme said it was exploring for oil.",
        "Acme said the tool would protect users against those who steal data.",
        'A device called "Crumb" is sold by Acme.',
    ],
)
def test_leaves_commerce_alone(text: str) -> None:
    """Results, products and plans are no position."""
    assert found(text) == []


def test_confirms_before_it_turns() -> None:
    """What the cue states and what follows the turn are two records."""
    assert found("Acme confirmed that talks had taken place but would not say why they ended.") == [
        ("acme", "acknowledge"),
        ("acme", "declined"),
    ]


def test_records_the_act_that_another_reports() -> None:
    """A neutral report of a followed company's act is a record of that company, from that source."""
    (one,) = statements("The minister said Acme had rejected the offer.")
    assert (one.company_key, one.stance, one.source) == ("acme", "refuse", "The minister")
    (one,) = statements("Reuters reported that Acme would sue the regulator.")
    assert (one.company_key, one.stance, one.origin) == ("acme", "challenge", "outlet:Reuters")


@pytest.mark.parametrize(
    "text",
    [
        "The minister said Acme would reject the offer.",
        "The minister said Acme should pay the fine.",
        "Critics claimed Acme had rejected the offer.",
        "The minister said Acme opposes the bill.",
        '"Acme has rejected our offer," said the minister.',
        "The minister said Acme was wrong.",
        "The union rejected the offer. It said the bill was unfair. Acme was not there.",
        "Acme closed a shop. The union met. It said the bill was unfair.",
    ],
)
def test_leaves_what_others_expect_or_allege(text: str) -> None:
    """What outsiders predict, demand or accuse of gives no record of unfair views and acts."""
    assert [one for one in found(text) if one[1] != "exit"] == []
