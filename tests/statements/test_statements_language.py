"""The language stands in the rules: a few German ones read a German paragraph with the same code."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.company import Company, Registry
from pipeline.model.labels import Form, Stance
from pipeline.model.reading import Text
from pipeline.rules import load_pack
from pipeline.statements.examples import broken
from pipeline.statements.reader import prepare

PACK = load_pack(Path(__file__).parent / "packs" / "de")
REGISTRY = Registry((Company("nordwind", "Nordwind"), Company("suedstern", "Südstern")), "0")
TEXT = (
    "Das Gericht entschied am Montag gegen die Firma. Nordwind sagte, es werde das Urteil anfechten. "
    "„Wir gehen vor Gericht“, sagte Südstern. Die Aktie fiel."
)


def test_a_german_paragraph_is_read() -> None:
    """Who said what, in whose words, and which position it is."""
    found = prepare(REGISTRY, PACK).read(Text(TEXT)).statements

    assert [(one.company, one.stance, one.form, one.source, one.cue, one.exact) for one in found] == [
        ("Nordwind", Stance.CHALLENGE, Form.INDIRECT, "Nordwind", "sagte", "es werde das Urteil anfechten"),
        ("Südstern", Stance.CHALLENGE, Form.DIRECT, "Südstern", "sagte", "Wir gehen vor Gericht"),
    ]
    assert all(TEXT[one.start : one.end] == one.exact for one in found)


def test_its_rules_keep_their_promises() -> None:
    """The same check as for the shipped pack."""
    assert broken(PACK) == []
