"""A registered person speaks for the company only where the text shows the role, and not in private affairs."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Person, Registry
from pipeline.model.reading import Statement, Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

PEOPLE = (Person("Jane Roe", "chief executive"), Person("Otto Lund", "co-founder"))
ACME = Company("acme", "Acme", people=PEOPLE)
INITECH = Company("initech", "Initech")
READER = prepare(Registry((ACME, INITECH), "0"), parse_pack("en", pack_source("en")))


def statements(text: str) -> list[Statement]:
    return list(READER.read(Text(text)).statements)


@pytest.mark.parametrize(
    "text",
    [
        "Acme chief executive Jane Roe was in town. Roe rejected the offer.",
        "Acme's chief executive at the time, Jane Roe, rejected the offer.",
        "Acme's Jane Roe rejected the offer.",
        "Jane Roe of Acme rejected the offer.",
        "Jane Roe, the chief executive, was in town. Ms Roe rejected the offer.",
        "Jane Roe, who runs Acme, rejected the offer.",
        "The talks went on. Its chief executive, Jane Roe, rejected the offer.",
        "Acme met the banks. Jane Roe rejected the offer.",
        "The company's head for Norway, Jane Roe, rejected the offer.",
    ],
)
def test_a_person_shown_in_the_role_acts_for_the_company(text: str) -> None:
    """A role beside the name, or the company as a subject shortly before, is what it takes."""
    assert [(one.company_key, str(one.stance)) for one in statements(text)] == [("acme", "refuse")]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe rejected the offer.",
        "Ms Roe was at the fair. Jane Roe rejected the offer.",
        "Former chief executive Jane Roe rejected the offer.",
        "Jane Roe, a delegate of the party, rejected the offer.",
        "Campaign chairman Omar Reyes came. Jane Roe rejected the offer.",
        "Acme chief executive Jane Roe was in town. Roe agreed to give away her fortune.",
        "Acme chief executive Jane Roe was in town. Roe agreed to sell part of her own shares.",
        "Acme met the banks. Jane Roe agreed to serve as a delegate.",
        "Initech chief executive Mina Shaw, Acme chief executive Jane Roe and others met. Shaw, of Initech, left.",
    ],
)
def test_a_person_alone_or_in_private_affairs_does_not(text: str) -> None:
    """A bare name, a former role and what is one's own give no record."""
    assert [one for one in statements(text) if one.company_key == "acme"] == []


def test_a_title_behind_a_name_with_a_name_of_its_own_is_no_apposition() -> None:
    """In a list of people each title goes with its own name."""
    text = "The talks were led by Grain Board chairman Paul Otter, Acme chairman Omar Reyes and a minister."
    assert statements(f"{text} Otter declined to comment.") == []
    assert [one.company_key for one in statements(f"{text} Reyes declined to comment.")] == ["acme"]


def test_a_title_within_somebody_elses_name_is_no_office() -> None:
    """A "campaign chairman" is not the chairman of the company spoken of."""
    text = "Acme opened an office. The tour by campaign chairman Omar Reyes began. Reyes opposes the bill."
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contoso's chief lawyer Mina Shaw, a veteran of the old Acme, declined to comment.", []),
        ("Contoso's director Mina Shaw, a veteran of Acme, is here. Contoso ally Omar Reyes opposes the bill.", []),
        ("Leaders in the Acme declined to comment.", []),
        ("Mr Paul Otter has spoken to Acme chairman Omar Reyes about rates. He opposes the bill.", []),
        ("Mina Shaw, a spokeswoman for Acme, declined to comment.", ["acme"]),
        ("Acme chairman Omar Reyes joked about rates. He opposes the bill.", ["acme"]),
    ],
)
def test_a_name_beside_a_person_teaches_nothing_of_others(text: str, expected: list[str]) -> None:
    """A past, a body spoken in and whom somebody talked to make nobody a speaker."""
    assert [one.company_key for one in statements(text)] == expected
