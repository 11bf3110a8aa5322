"""Whom a pronoun or a description may not stand for: a medium, a modifier, and whoever somebody else takes it from."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Person, Registry
from pipeline.model.reading import Statement, Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

CHIRP = Company("chirp", "Chirp", people=(Person("Jane Roe", "chief executive"),))
INITECH = Company("initech", "Initech")
HERALD = Company("reuters", "Reuters")
READER = prepare(Registry((CHIRP, INITECH, HERALD), "0"), parse_pack("en", pack_source("en")))


def statements(text: str) -> list[Statement]:
    return list(READER.read(Text(text)).statements)


def test_a_place_that_is_no_subject_takes_nothing_away() -> None:
    """What follows a preposition is not what the clause is about, though a verb comes next."""
    text = "The step is unusual for Chirp. It is banned in Norland but has long worked there. It said it would comply."

    assert [one.company for one in statements(text)] == ["Chirp"]


@pytest.mark.parametrize(
    "text",
    [
        "The charity put a poster on Chirp. The group deleted the message after complaints.",
        "Farmers planned the march via Chirp. The group cancelled the march after complaints.",
        "He posted the list to Chirp. The company withdrew the list after complaints.",
        "A Chirp user found the list. It refused to comply with the order.",
        "The Chirp page was full of praise. It refused to comply with the order.",
        "The Chirp political page was full of praise. It refused to comply with the order.",
        "Chirp/Omar Reyes. Reyes ran a bakery in Leeds. The company confirmed that he had left.",
        "Two clubs clashed over how to share information on Chirp. It refused to comply with the order.",
        "Omar Reyes told Reuters that he was glad. The company confirmed that the talks had ended.",
        "Firms such as Chirp pay for the fair. It refused to comply with the order.",
    ],
)
def test_a_medium_or_a_modifier_is_no_antecedent(text: str) -> None:
    """Where a name only tells where something was put or what kind of thing it is, nothing later stands for it."""
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "So far, Chirp paid. Nordhaven has raised half of the money it pledged to pay for the fair.",
        "Chirp is in town. The Wheat Growers Union has backed Roe, the first time it has endorsed a candidate.",
        "Chirp is in town. Redmoor has seized a port in the south. It vowed to close a second one.",
        "Chirp is in town. Voters are tired of both candidates. They refused to comply with the order.",
        "Chirp is in town. A small lender in Leeds has closed. The company refused to comply with the order.",
        "Chirp is in town. Northgate Logistics Group has moved. The company refused to comply with the order.",
        "Ads on the now closed Chirp began. The organisation pays for them. Spokesman Omar Reyes opposes the bill.",
        "Chirp opened an office. One organisation wants it closed. The group refused to comply with the order.",
    ],
)
def test_somebody_else_in_between_takes_the_reference_away(text: str) -> None:
    """A place, a body, a firm or several people as a subject in between may be meant."""
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Chirp is in town. It refused to comply with the order.",
        "Traders cheered when Chirp shares fell. The company refused to comply with the order.",
        "The senate imposed a ban on Chirp. The company refused to comply with the order.",
        "Chirp is in town. Omar Reyes liked the view. It refused to comply with the order.",
        "Regulators have fined Chirp. The company refused to comply with the order.",
        "Chirp's offices are open. The tax is high. They refused to comply with the order.",
        "Reuters opened an office. The company refused to comply with the order.",
        "Omar Reyes runs the bakery. Chirp is next door. The company refused to comply with the order.",
    ],
)
def test_a_company_that_a_clause_is_about_is_an_antecedent(text: str) -> None:
    """Subjects, possessors, objects and whoever bears a measure may be referred to."""
    assert [one.stance for one in statements(text)] == ["refuse"]


def test_a_name_told_of_inside_a_list_of_speakers_still_makes_a_pair() -> None:
    """The boards of "both" are those of the two firms named before, however they are named."""
    text = "Chirp swaps its shares for each Initech share. Both company boards support the merger."
    assert {one.company_key for one in statements(text)} == {"chirp", "initech"}
