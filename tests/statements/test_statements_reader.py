"""The reader: who speaks, which position, how it was recognised, and what is left out."""

from __future__ import annotations

import pytest

from pipeline.model.company import Alias, Company, Person, Registry
from pipeline.model.document import Block, BlockKind
from pipeline.model.labels import Form, Modality, Recognised
from pipeline.model.reading import Reading, Statement, Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare, read

ACME = Company("acme", "Acme", people=(Person("Jane Roe", "chief executive"),), aliases=(Alias("Acme Mail"),))
INITECH = Company("initech", "Initech")
PACK = parse_pack("en", pack_source("en"))
REGISTRY = Registry((ACME, INITECH), "0")
READER = prepare(REGISTRY, PACK)


def reading(text: str, **more: str) -> Reading:
    return READER.read(Text(text, **more))


def records(text: str) -> list[tuple[str, str, str]]:
    return [(one.company_key, str(one.stance), one.exact) for one in reading(text).statements]


def only(text: str) -> Statement:
    (one,) = reading(text).statements
    return one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A spokesman for Acme said it would appeal against the fine.", ("acme", "challenge")),
        ("Acme has suspended its sales in the region.", ("acme", "suspend")),
        ("Acme said it will not comply with the order.", ("acme", "refuse")),
        ("Acme denied any wrongdoing.", ("acme", "deny")),
        ("Acme did not respond to a request for comment.", ("acme", "no_response")),
        ("We have reached out to Acme for more information.", ("acme", "asked")),
        ("A spokesman for Acme declined to comment.", ("acme", "declined")),
        ("Initech rejected the takeover bid.", ("initech", "refuse")),
        ("Acme welcomed the ruling.", ("acme", "support")),
        ("Jane Roe said Acme was disappointed by the ruling.", ("acme", "oppose")),
        ("Acme admitted the error.", ("acme", "acknowledge")),
        ("Acme will pull out of the market.", ("acme", "exit")),
    ],
)
def test_reads_position(text: str, expected: tuple[str, str]) -> None:
    """One position gives one record with its company and label."""
    assert [(company, stance) for company, stance, _ in records(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Analysts expect Acme to appeal.",
        "The regulator fined Acme.",
        "Acme's profits rose by a tenth.",
        "A former Acme employee said the order was unfair.",
        "The minister said Acme should pay the fine.",
        "Acme launched a new phone on Monday.",
        "The union criticised Acme.",
        "Nobody followed rejected the offer.",
    ],
)
def test_leaves_others_alone(text: str) -> None:
    """What others say of a company, and what only describes it, gives no record."""
    assert records(text) == []


def test_names_every_member_of_a_list() -> None:
    """Each company in a list of subjects has a record on the same evidence."""
    found = records("Acme and Initech have paused their review of requests.")
    assert [company for company, _, _ in found] == ["acme", "initech"]
    assert len({exact for _, _, exact in found}) == 1


def test_resolves_pronoun_to_the_last_subject() -> None:
    """A pronoun stands for the company that was the subject before."""
    found = reading("Acme has closed a plant. It rejected the offer.").statements[-1]
    assert (found.company_key, found.recognised) == ("acme", Recognised.PRONOUN)


def test_keeps_headings_out() -> None:
    """A heading states nothing, whether its block says so or its look."""
    text = "Acme rejects the bid\n\nThe bid was high."
    block = Block(0, 20, BlockKind.HEADING, None)
    assert READER.read(Text(text, blocks=(block,))).statements == ()
    assert READER.read(Text(text)).statements == ()


def test_spans_stand_in_the_text() -> None:
    """Evidence, source and cue are the text at their offsets."""
    text = 'Acme will leave the market, a spokeswoman said. "We oppose the law," Jane Roe told Reuters.'
    for one in reading(text).statements:
        assert text[one.start : one.end] == one.exact
        if one.source_span is not None and one.cue_span is not None:
            assert text[one.source_span.start :].startswith(one.source)
            assert text[one.cue_span.start : one.cue_span.end] == one.cue


def test_tells_form_and_origin() -> None:
    """A quotation told to an outlet is direct, with the outlet as origin."""
    text = 'Acme met MPs. "We oppose the law," Jane Roe told Reuters.'
    one = only(text)
    assert (one.form, one.origin, one.recognised) == (Form.DIRECT, "outlet:Reuters", Recognised.PERSON)
    assert reading(text, outlet="Reuters").statements[0].origin == "this"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Acme said it would leave the market.", Modality.PLANNED),
        ("Acme said it may appeal.", Modality.POSSIBLE),
        ("Acme said it would appeal if the fine stands.", Modality.CONDITIONAL),
        ("Acme has rejected the offer.", Modality.ASSERTED),
    ],
)
def test_tells_modality(text: str, modality: Modality) -> None:
    """Helpers and conditions decide how real a position is."""
    assert {one.modality for one in reading(text).statements} == {modality}


def test_text_without_names_gives_nothing() -> None:
    """A text that names nobody followed returns at once."""
    assert reading("The minister said it would appeal.") == Reading()


def test_accounts_for_every_cue() -> None:
    """A reporting cue beside a followed company is a statement's cue or a miss."""
    text = (
        "Acme said it had hired staff. The minister told Acme the law was fair. Initech said it would appeal. "
        "A former Acme worker claimed the plant was unsafe."
    )
    found = reading(text)
    taken = {one.cue_span.start for one in found.statements if one.cue_span} | {one.start for one in found.misses}
    assert {cue.start for one in found.attributions for cue in one.cue} <= taken


def test_reading_is_repeatable() -> None:
    """The same text gives the same reading, prepared or not."""
    text = "Acme and Initech have paused their review. Acme said it would appeal."
    assert reading(text) == read(Text(text), REGISTRY, PACK)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Signal said it would appeal.", True),
        ("Signal has halted its sales there.", True),
        ("The Signal Hill council said it would appeal.", False),
        ("The signal has halted all trains.", False),
    ],
)
def test_ambiguous_name_needs_evidence(text: str, counts: bool) -> None:
    """A name that is also a word counts where the text shows that it is the company."""
    registry = Registry((Company("signal", "Signal", ambiguous=True),), "0")
    assert bool(read(Text(text), registry, PACK).statements) is counts
