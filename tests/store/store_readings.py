"""Derivations for the store's tests: texts of one paragraph and what an invented company says in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from store_values import NOON, RECIPE

from pipeline.model.document import Block, BlockKind, Document, Link, Metadata, Span
from pipeline.model.generation import Derivation, Ending
from pipeline.model.identity import digest
from pipeline.model.labels import Form, Modality, Stance
from pipeline.model.reading import Miss, Reading, Statement, Step
from pipeline.store.decide import Shown
from pipeline.store.derive import begin_generation, pending, save_derivation
from pipeline.store.engine import Store
from pipeline.store.listing import Filter, Listed, listed

METADATA_OF_A_PAGE = Metadata(
    "A headline", ("A. Writer",), "2026-03-01", None, "Kurier", "en", "", ("energy",), (("headline", "h1"),)
)


def said(text: str, exact: str, start: int = -1) -> Statement:
    """Return what Nordwind says in a text: the words `exact`, at their first place unless told."""
    at = text.index(exact) if start < 0 else start
    end = at + len(exact)
    return Statement(
        "nordwind", "Nordwind", Stance.EXIT, Modality.PLANNED, Form.DIRECT, "Nordwind", "said", exact, at, end, "this",
        "the market", "exit.leave@1", source_span=Span(0, 1), content_spans=(Span(at, end),),
        steps=(Step("stance", "head", "exit.leave@1", at, end),),
    )  # fmt: skip


def derivation(
    text: str,
    statements: Iterable[Statement],
    *,
    misses: tuple[Miss, ...] = (),
    ending: Ending | None = None,
    reason: str = "",
) -> Derivation:
    """Return what was derived from a page with this text."""
    reading = Reading(tuple(statements), misses)
    block = Block(0, len(text), BlockKind.PARAGRAPH, "/html/body/p")
    link = Link("https://a.example/", text[3:7], 3, 7)
    document = Document("article", "", text, METADATA_OF_A_PAGE, (block,), (link,), "trafilatura")
    return Derivation(ending or (Ending.STATEMENTS if reading.statements else Ending.NONE), reason, document, reading)


def quarantined() -> Derivation:
    """Return what is left of a page that killed the extractor."""
    return Derivation(Ending.QUARANTINED, "hung")


def generation(store: Store, run: int, *, parent: int | None = None, accepted: bool = True) -> int:
    """Begin a generation and, unless told otherwise, accept it at once as a run does."""
    why = "as a run does" if accepted else ""
    return begin_generation(store, run, RECIPE, parent=parent, created_at=NOON, accepted=why)


def derive_all(
    store: Store, run: int, number: int, answers: Mapping[bytes, Derivation], *, only: int | None = None
) -> None:
    """Derive every pending capture: each payload's answer is given."""
    known = {digest(payload): answer for payload, answer in answers.items()}
    with store.read() as connection:
        waiting = [one for one in pending(connection, (number,)) if only in (None, one.capture_id)]
    for one in waiting:
        if one.digest in known:
            save_derivation(store, run, number, one, known[one.digest], succession=unrelated)


def unrelated(ended: Sequence[Shown], came: Sequence[Shown]) -> Mapping[str, str]:
    """Say that nothing succeeds anything."""
    return {}


def in_turn(ended: Sequence[Shown], came: Sequence[Shown]) -> Mapping[str, str]:
    """Say that what came succeeds what ended, in order."""
    return {old.statement_id: new.statement_id for old, new in zip(ended, came, strict=False)}


def shown(store: Store) -> list[Listed]:
    """Return every statement that is shown."""
    with store.read() as connection:
        return list(listed(connection, Filter()))
