"""What is no position: a practice, what is said of others, what a news organisation tells, passives of nobody."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.labels import MissReason
from pipeline.model.reading import Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

COMPANIES = (Company("acme", "Acme"), Company("reuters", "Reuters"))
READER = prepare(Registry(COMPANIES, "0"), parse_pack("en", pack_source("en")))


def stances(text: str) -> list[tuple[str, str]]:
    return [(one.company_key, str(one.stance)) for one in READER.read(Text(text)).statements]


@pytest.mark.parametrize(
    "text",
    [
        "Acme regularly hands over data to the police.",
        "Acme said it has policies prohibiting threats.",
        "Acme said it had teams that suspend such accounts.",
        "Acme said it quickly removed such posts when they were flagged by readers.",
        "If it is informed of a threat, Acme will take down the post.",
        "As soon as Acme suspends one account, another opens.",
    ],
)
def test_a_practice_is_no_position(text: str) -> None:
    """What a company usually does is a miss with its reason."""
    reading = READER.read(Text(text))
    assert reading.statements == ()
    assert MissReason.NO_STANCE in {miss.reason for miss in reading.misses} or not reading.misses


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Acme has handed over data to the police.", "comply"),
        ("Acme said it has suspended the accounts of two teams.", "suspend"),
        ("Acme said it had removed the posts after a court order.", "comply"),
        ("Acme will hand over the data if the court orders it.", "comply"),
        ("Acme suspended one account as another opened.", "suspend"),
        ("Acme never hands over data to the police.", "refuse"),
    ],
)
def test_one_act_is_a_position(text: str, stance: str) -> None:
    """An act done once, or to be done, and what is never done."""
    assert ("acme", stance) in stances(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"They are very open to new rules," an Acme spokesman said.', []),
        ('"She had agreed to the plan before," an Acme spokesman said.', []),
        ('"It did not share the list," an Acme spokesman said of the ministry.', []),
        ('"We are open to new rules," an Acme spokesman said.', [("acme", "review")]),
        ('Acme said it "did not share the list".', [("acme", "deny")]),
        ('"We did not share the list," an Acme spokesman said.', [("acme", "deny")]),
    ],
)
def test_third_persons_in_a_quotation_are_others(text: str, expected: list[tuple[str, str]]) -> None:
    """Whoever is quoted says "we" of the company; "it" outside the quotation is the company still."""
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry will appeal, Reuters reported.", []),
        ("The plan harms children, according to Reuters.", []),
        ("Reuters said the union opposed the plan.", []),
        ("Acme has rejected the offer, Reuters reported.", [("acme", "refuse")]),
        ("Reuters said in a statement that the charges were false.", [("reuters", "deny")]),
        ("Reuters said it opposed the plan.", [("reuters", "oppose")]),
    ],
)
def test_a_news_organisation_that_reports_takes_no_position(text: str, expected: list[tuple[str, str]]) -> None:
    """What it tells its readers is not its own; a statement or words about itself are."""
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hours later, Acme said the dinner was cancelled.", []),
        ("Acme said the plan for its shops was scrapped.", [("acme", "exit")]),
        ("Acme said it made no sale under generally accepted rules.", []),
        ("By then the union had 40 pledged votes, Acme said.", []),
        ("Acme accepted the rules.", [("acme", "comply")]),
        ("After rejected bids, Acme pledged to stay.", [("acme", "pledge")]),
    ],
)
def test_a_passive_or_a_participle_needs_a_doer(text: str, expected: list[tuple[str, str]]) -> None:
    """A passive that names neither the speaker nor what is its own says nothing of who acted."""
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is not our role to take down posts, Acme said.", []),
        ("Acme said it will pay in cases where a shop has not kept its promises to invest.", []),
        ("Acme is in town. Nor, apparently, has it accused the mayor.", []),
        ("Acme is in town. Apparently, it has accused the mayor.", [("acme", "oppose")]),
        ("The lender told Acme that the notice suggested an effort to harm farmers.", []),
        ("Omar Reyes met with the mayor, Acme said.", []),
        ("Acme met with the mayor on the takeover.", [("acme", "review")]),
        ("A seat for its founder at Acme proved challenging.", []),
        ("Acme is challenging the fine.", [("acme", "challenge")]),
        ("It has closed two schools, Reuters reported.", []),
        ("Reuters reports that the letter was sent. The letter warned that harm would come.", []),
    ],
)
def test_the_doer_and_the_denied_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    """Roles, cases, addressees and other people's acts give nothing; negation across an aside holds."""
    assert stances(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is little chance of officials being sued by Acme.", []),
        ("It is unclear when and how Acme will appeal.", []),
        ("Acme is in town. It's implied that the shop is to close.", []),
        ('"We will fight the plan and appeal," an Acme spokesman said.', [("acme", "challenge")]),
        ("Acme will appeal.", [("acme", "challenge")]),
    ],
)
def test_doubt_and_an_empty_it_give_nothing(text: str, expected: list[tuple[str, str]]) -> None:
    """A chance, an open question, and an "it" that is nobody."""
    assert stances(text) == expected
