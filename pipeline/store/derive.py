"""Write what was derived: generations, and one article's derivation in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select

from pipeline.model.document import Document
from pipeline.model.generation import Derivation, Recipe
from pipeline.model.identity import digest, statement_id
from pipeline.model.reading import Reading, Statement
from pipeline.store.decide import Succession, decide, settle
from pipeline.store.engine import Store
from pipeline.store.insert import add, add_all
from pipeline.store.tables import acceptance, article, blob, capture, generation, miss, outcome, revision, statement
from pipeline.store.views import Chain, accepted_chain

CONTEXT = 32
BATCH = 500


@dataclass(frozen=True, slots=True)
class Pending:
    """A capture that a chain of generations has not derived yet, with all that is needed to do so."""

    capture_id: int
    article_id: int
    article_key: str
    url: str
    digest: str
    shelf: str
    custody: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    file: str
    outlet_name: str


def begin_generation(
    store: Store, run_id: int, recipe: Recipe, *, parent: int | None, created_at: datetime, accepted: str = ""
) -> int:
    """Record a new generation and return its number.

    It is open, neither accepted nor discarded, unless `accepted` says why it is accepted before it derives anything:
    a run's first one, or one that extends what is accepted.
    """
    with store.write() as connection:
        number = add(
            connection,
            generation,
            {
                "parent_id": parent,
                "recipe": recipe.digest,
                "extractor": recipe.extractor,
                "libraries": [list(pair) for pair in recipe.libraries],
                "rules_digest": recipe.rules_digest,
                "registry_digest": recipe.registry_digest,
                "code_digest": recipe.code_digest,
                "created_at": created_at,
                "run_id": run_id,
            },
        )
        if accepted:
            decide(connection, run_id, number, "accepted", created_at, accepted)
    return number


def open_generations(connection: Connection) -> list[tuple[int, str, int | None]]:
    """Return number, recipe and parent of every generation that was neither accepted nor discarded, newest first."""
    query = (
        select(generation.c.id, generation.c.recipe, generation.c.parent_id)
        .outerjoin(acceptance, acceptance.c.generation_id == generation.c.id)
        .where(acceptance.c.id.is_(None))
        .order_by(generation.c.id.desc())
    )
    return [(row.id, row.recipe, row.parent_id) for row in connection.execute(query)]


def left_behind(connection: Connection) -> list[int]:
    """Return discarded generations of which rows are left, because deleting them was interrupted."""
    discarded = select(acceptance.c.generation_id).where(acceptance.c.decision == "discarded")
    query = select(revision.c.generation_id).where(revision.c.generation_id.in_(discarded)).distinct()
    return sorted(connection.scalars(query))


def forget_quarantined(store: Store, generation_id: int) -> None:
    """Let the captures that an open generation quarantined be tried again: a time-out may heal."""
    with store.write() as connection:
        connection.execute(
            delete(outcome).where(outcome.c.generation_id == generation_id, outcome.c.ending == "quarantined")
        )


def recipe_of(connection: Connection, generation_id: int) -> str:
    """Return the digest of a generation's recipe."""
    found: str = connection.scalars(select(generation.c.recipe).where(generation.c.id == generation_id)).one()
    return found


def pending(connection: Connection, chain: Chain) -> list[Pending]:
    """Return the captures that no generation of the chain has derived, by article, time and digest.

    The order does not depend on the order of arrival within an article.
    """
    done = select(outcome.c.capture_id).where(outcome.c.generation_id.in_(chain))
    query = (
        select(capture, article.c.key, blob.c.shelf)
        .join(article, article.c.id == capture.c.article_id)
        .join(blob, blob.c.digest == capture.c.digest)
        .where(capture.c.id.not_in(done))
        .order_by(article.c.id, func.coalesce(capture.c.captured_at, ""), capture.c.digest)
    )
    return [_pending(row) for row in connection.execute(query)]


def _pending(row: Any) -> Pending:
    return Pending(
        capture_id=row.id,
        article_id=row.article_id,
        article_key=row.key,
        url=row.url,
        digest=row.digest,
        shelf=row.shelf,
        custody=row.custody,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        file=row.file,
        outlet_name=row.outlet_name,
    )


def save_derivation(
    store: Store, run_id: int, generation_id: int, one: Pending, derived: Derivation, *, succession: Succession
) -> None:
    """Keep all that was derived from one capture, in one transaction; a capture that has an outcome is left alone.

    In an accepted generation the ids that the article shows from now on are issued, and those that it no longer shows
    are ended, in the same transaction.
    """
    with store.write() as connection:
        known = select(outcome.c.capture_id).where(
            outcome.c.generation_id == generation_id, outcome.c.capture_id == one.capture_id
        )
        if connection.scalar(known) is not None:
            return
        values = {
            "generation_id": generation_id,
            "capture_id": one.capture_id,
            "run_id": run_id,
            "ending": str(derived.ending),
            "reason": derived.reason,
            "statements": len(derived.reading.statements),
            "misses": len(derived.reading.misses),
        }
        add(connection, outcome, values)
        if derived.document is not None:
            revision_id = _add_revision(connection, generation_id, one.capture_id, derived.document)
            _add_reading(connection, revision_id, one.article_key, derived.document.text, derived.reading)
        chain = accepted_chain(connection)
        if generation_id in chain:
            settle(connection, run_id, chain, one.article_id, reason="revised", succession=succession)


def _add_revision(connection: Connection, generation_id: int, capture_id: int, document: Document) -> int:
    values = {"generation_id": generation_id, "capture_id": capture_id, **revision_values(document)}
    return add(connection, revision, values)


def revision_values(document: Document) -> dict[str, Any]:
    """Return what a revision's row says of a document."""
    metadata = document.metadata
    return {
        "outcome": document.outcome,
        "reason": document.reason,
        "text": document.text,
        "text_digest": digest(document.text.encode("utf-8", "surrogatepass")),
        "method": document.method,
        "headline": metadata.headline,
        "byline": list(metadata.byline),
        "date_published": metadata.date_published,
        "date_modified": metadata.date_modified,
        "publisher": metadata.publisher,
        "language": metadata.language,
        "canonical_url": metadata.canonical_url,
        "topics": list(metadata.topics),
        "provenance": [list(pair) for pair in metadata.provenance],
        "blocks": [[b.start, b.end, str(b.kind), b.xpath, b.reason] for b in document.blocks],
        "links": [[link.url, link.text, link.start, link.end] for link in document.links],
    }


def _add_reading(connection: Connection, revision_id: int, article_key: str, text: str, reading: Reading) -> None:
    add_all(connection, statement, statement_rows(revision_id, article_key, text, reading.statements))
    rows = [
        {
            "revision_id": revision_id,
            "company_key": one.company_key,
            "cue": one.cue,
            "start": one.start,
            "end": one.end,
            "reason": str(one.reason),
            "detail": one.detail,
        }
        for one in reading.misses
    ]
    add_all(connection, miss, rows)


def statement_rows(
    revision_id: int, article_key: str, text: str, statements: Sequence[Statement]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a text's statements, with ids: equal evidence of a company is counted in reading order."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in sorted(statements, key=lambda one: (one.start, one.end, one.company_key)):
        n = seen[one.company_key, one.exact]
        seen[one.company_key, one.exact] += 1
        yield {
            "statement_id": statement_id(article_key, one.company_key, one.exact, n),
            "revision_id": revision_id,
            "n": n,
            "company_key": one.company_key,
            "company": one.company,
            "stance": str(one.stance),
            "modality": str(one.modality),
            "form": str(one.form),
            "source": one.source,
            "cue": one.cue,
            "exact": one.exact,
            "prefix": text[max(0, one.start - CONTEXT) : one.start],
            "suffix": text[one.end : one.end + CONTEXT],
            "start": one.start,
            "end": one.end,
            "origin": one.origin,
            "target": one.target,
            "rule": one.rule,
            "voice": str(one.voice),
            "counterparty": one.counterparty,
            "condition": one.condition,
            "qualifier": one.qualifier,
            "recognised": str(one.recognised),
            "spans": spans_of(one),
            "steps": [list(step) for step in one.steps],
        }


def spans_of(one: Statement) -> dict[str, list[list[int]]]:
    """Return the spans of a statement's parts by name, each a list of [start, end]."""
    single = {
        "source": one.source_span,
        "cue": one.cue_span,
        "target": one.target_span,
        "recognised": one.recognised_span,
        "counterparty": one.counterparty_span,
        "condition": one.condition_span,
        "qualifier": one.qualifier_span,
    }
    found = {name: [list(span)] for name, span in single.items() if span is not None}
    return {**found, "content": [list(span) for span in one.content_spans]}


def twins(connection: Connection, generation_id: int) -> list[int]:
    """Return the generations before this one that were made with its recipe and still have rows."""
    query = (
        select(outcome.c.generation_id)
        .join(generation, generation.c.id == outcome.c.generation_id)
        .where(generation.c.recipe == recipe_of(connection, generation_id), generation.c.id < generation_id)
        .distinct()
    )
    return sorted(connection.scalars(query))


def discard_rows(store: Store, generation_id: int) -> None:
    """Delete what a generation derived that was discarded or has an equal successor, in batches; its own row stays.

    The outcomes go first: from then on nothing counts what is left, and a kill in between leaves rows that the next
    re-processing finds (`left_behind`) and deletes.
    """
    with store.write() as connection:
        connection.execute(delete(outcome).where(outcome.c.generation_id == generation_id))
    revisions = select(revision.c.id).where(revision.c.generation_id == generation_id).limit(BATCH)
    while True:
        with store.write() as connection:
            numbers = list(connection.scalars(revisions))
            for table in (statement, miss):
                connection.execute(delete(table).where(table.c.revision_id.in_(numbers)))
            connection.execute(delete(revision).where(revision.c.id.in_(numbers)))
        if not numbers:
            return
