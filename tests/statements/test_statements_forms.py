"""How far a position reaches, how real it is, and whose it is where a sentence is not built plainly."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.reading import Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

READER = prepare(
    Registry((Company("acme", "Acme"), Company("initech", "Initech")), "0"), parse_pack("en", pack_source("en"))
)


def records(text: str) -> list[tuple[str, str, str]]:
    found = READER.read(Text(text)).statements
    return [(str(one.stance), str(one.modality), one.exact) for one in found if one.company_key == "acme"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acme has put its new mill on hold, saying little.",
            ("suspend", "asserted", "Acme has put its new mill on hold"),
        ),
        ("Acme took the state to court.", ("challenge", "asserted", "Acme took the state to court")),
        ("Acme, by contrast, has suspended sales.", ("suspend", "asserted", "Acme, by contrast, has suspended sales")),
        (
            "Acme, which makes soap, has suspended sales.",
            ("suspend", "asserted", "Acme, which makes soap, has suspended sales"),
        ),
        ("Acme has suspended sales so that others can catch up.", ("suspend", "asserted", "Acme has suspended sales")),
        (
            "If the law passed, it would sue, Acme said.",
            ("challenge", "conditional", "If the law passed, it would sue"),
        ),
        ("Acme threatened to sue the state.", ("challenge", "planned", "threatened to sue the state")),
        ("Acme vowed to appeal against the ruling.", ("challenge", "planned", "vowed to appeal against the ruling")),
        ("Acme warned that it would leave the market.", ("exit", "planned", "it would leave the market")),
        ("Acme is to close its mill.", ("exit", "planned", "Acme is to close its mill")),
        ("Acme ruled out discontinuing the service.", ("continue", "asserted", "ruled out discontinuing the service")),
        (
            "Acme is among the firms that have sued the state.",
            ("challenge", "asserted", "Acme is among the firms that have sued the state"),
        ),
        (
            "Acme became the latest firm to suspend its sales.",
            ("suspend", "asserted", "Acme became the latest firm to suspend its sales"),
        ),
        (
            "Acme and Initech have each sued the state.",
            ("challenge", "asserted", "Acme and Initech have each sued the state"),
        ),
        ("The lawsuit was brought by Acme.", ("challenge", "asserted", "The lawsuit was brought by Acme")),
        (
            "Plans by Acme to sell films were shelved.",
            ("suspend", "asserted", "Plans by Acme to sell films were shelved"),
        ),
        ("Acme's campaign has been suspended.", ("suspend", "asserted", "Acme's campaign has been suspended")),
        ("Acme expressed doubts about the plan.", ("oppose", "asserted", "expressed doubts about the plan")),
    ],
)
def test_reads_a_position_whole(text: str, expected: tuple[str, str, str]) -> None:
    """Insertions, conditions, passives and objects in the middle are grammar, whatever the words are."""
    assert expected in records(text)


@pytest.mark.parametrize(
    "text",
    ["Acme's licence was suspended.", "Acme's mill was closed by protesters.", "Acme took visitors to the tower."],
)
def test_leaves_what_others_do(text: str) -> None:
    """What others may have stopped, and what is no position, is not the company's."""
    assert not records(text)
