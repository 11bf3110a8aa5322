"""Who a source is that is not named: roles, descriptions, people met before, and companies spoken of together."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Person, Registry
from pipeline.model.labels import Recognised
from pipeline.model.reading import Statement, Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

ACME = Company("acme", "Acme", people=(Person("Jane Roe", "chief executive"),))
INITECH = Company("initech", "Initech")
VERDANT = Company("verdant", "Verdant Airways")
CRUMB = Company("crumb", "Crumb", parent="acme")
READER = prepare(
    Registry((ACME, CRUMB, INITECH, VERDANT), "0"),
    parse_pack("en", pack_source("en")),
)


def statements(text: str) -> list[Statement]:
    return list(READER.read(Text(text)).statements)


def last(text: str) -> tuple[str, str]:
    found = statements(text)
    return (found[-1].company_key, str(found[-1].stance)) if found else ("", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paul Otter, spokesman for the anti-virus firm Acme, spoke first. Mr Otter said it opposes the bill.", "acme"),
        ("Initech's finance chief, Mina Shaw, met MPs. She said it opposes the bill.", "initech"),
        (
            "Initech chief executive Mina Shaw met MPs. Other guests came late. Shaw said it opposes the bill.",
            "initech",
        ),
        ("A spokeswoman for Acme, Lena Holt, was in town. Ms Holt said it opposes the bill.", "acme"),
        ("Acme closed two shops. Its lawyer, Omar Reyes, said it opposes the bill.", "acme"),
        ("Acme closed two shops. Chief executive Omar Reyes said it opposes the bill.", "acme"),
        ("Acme closed two shops. A spokesman for the company said it opposes the bill.", "acme"),
        ("Acme closed two shops. A statement from the firm said it opposes the bill.", "acme"),
        ("Acme closed two shops. The company's chairman, Omar Reyes, said it opposes the bill.", "acme"),
        ("Acme closed two shops. One of its executives said it opposes the bill.", "acme"),
        ("Acme's lawyers met the judge. Lawyers said Acme opposes the bill.", "acme"),
        ("The mail service Acme met Initech. Nobody spoke. The mail service said it opposes the bill.", "acme"),
        ("Initech closed two shops. The Swiss group said it opposes the bill.", "initech"),
        ("Acme met its rivals. The Acme subsidiary grew. Crumb grew as well. The Acme unit opposes the bill.", "crumb"),
        ("Acme's partner in the north, Initech, said it opposes the bill.", "initech"),
        ("Acme, Initech's biggest customer, said it opposes the bill.", "acme"),
        ("Cloud developer Initech said it opposes the bill.", "initech"),
        ("Initech was there. Paul Otter, head of roads at Acme, came. He said his company opposes the bill.", "acme"),
        ("Acme and Crumb met. Initech chief executive Mina Shaw spoke. Later she said it opposes the bill.", "initech"),
    ],
)
def test_resolves_sources_that_are_described(text: str, expected: str) -> None:
    """A role, a description and a person met before lead to the company; the position is its own."""
    assert last(text) == (expected, "oppose")


@pytest.mark.parametrize(
    "text",
    [
        "Acme closed two shops. The law firm said it opposes the bill.",
        "Acme closed two shops. The president said he opposes the bill.",
        "Acme closed two shops. A spokesman for the ministry said it opposes the bill.",
        "Acme closed two shops. Police chief Omar Reyes said he opposes the bill.",
        "Acme closed two shops. Contoso spokesman Omar Reyes said it opposes the bill.",
        "Acme closed two shops. The minister's spokesman, Omar Reyes, said he opposes the bill.",
        "Acme closed two shops. Contoso's chief executive, Omar Reyes, said it opposes the bill.",
        "Former Acme chief executive Omar Reyes is 60. Mr Reyes said he opposes the bill.",
        "Acme spokesman Omar Reyes was there. Lena Holt came too. She said she opposes the bill.",
        "An Acme customer said he opposes the bill.",
        "Analysts Initech said it opposes the bill. A user of Acme said he opposes the bill.",
        "Acme closed two shops. The group of farmers said it opposes the bill.",
        "Acme closed two shops. The union met on Monday. It said it opposes the bill.",
        "Acme closed two shops. The Financial Times broke the story. It said it opposes the bill.",
    ],
)
def test_leaves_sources_that_may_be_others(text: str) -> None:
    """Where somebody else may be meant there is no record."""
    assert [one for one in statements(text) if one.stance == "oppose"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Acme and Initech filed papers. The companies said they oppose the bill.",
        "Acme and Initech have paused sales. Both companies said they oppose the bill.",
        "Acme met Initech on Monday. The two firms said they oppose the bill.",
        "Acme and Initech filed papers. They said they oppose the bill.",
    ],
)
def test_takes_companies_spoken_of_together(text: str) -> None:
    """What two companies say together is a record of each."""
    found = [one for one in statements(text) if one.stance == "oppose"]
    assert [one.company_key for one in found] == ["acme", "initech"]


def test_leaves_a_plural_that_could_be_three() -> None:
    """Two of three companies cannot be told apart."""
    found = statements("Acme, Initech and Verdant Airways have paused sales. Both companies said they oppose the bill.")
    assert [one for one in found if one.stance == "oppose"] == []


def test_keeps_the_antecedent_as_evidence() -> None:
    """What recognised the company is a span of the text."""
    text = "Initech chief executive Mina Shaw met MPs. Shaw said it opposes the bill."
    (one,) = statements(text)
    assert one.recognised is Recognised.PERSON
    assert one.recognised_span is not None
    assert text[one.recognised_span.start : one.recognised_span.end] == "Shaw"


def test_passes_over_names_in_quotations() -> None:
    """A name within somebody's words is not what a later pronoun stands for."""
    text = 'Acme has paused its sales. "Nobody should trust what Initech says about us now," it said. It will appeal.'
    assert {one.company_key for one in statements(text)} == {"acme"}
