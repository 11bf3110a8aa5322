"""Read the whole chain of one statement, from its row to the rows of the bytes and of the run that got them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from pipeline.store.tables import (
    acceptance,
    article,
    blob,
    capture,
    evidence,
    fetch,
    generation,
    issued,
    issued_change,
    outcome,
    revision,
    run,
    sighting,
    statement,
)
from pipeline.store.views import accepted_chain, revisions_held


@dataclass(frozen=True, slots=True)
class Chained:
    """Every row that a statement rests on. `fetch` is None for a capture that we did not fetch."""

    statement: RowMapping
    revision: RowMapping
    generation: RowMapping
    acceptance: RowMapping | None
    outcome: RowMapping
    capture: RowMapping
    article: RowMapping
    blob: RowMapping
    fetch: RowMapping | None
    capture_run: RowMapping
    derive_run: RowMapping
    sightings: tuple[RowMapping, ...]
    newest: bool
    also_in: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """An id that was shown once and is not any more: what it stood for, why it ended, what succeeded it."""

    issued: RowMapping
    change: RowMapping | None


def chain_of_statement(connection: Connection, statement_id: str) -> Chained | None:
    """Return the chain of a statement in the accepted view: of the newest revision of its article that carries it."""
    chain = accepted_chain(connection)
    if not chain:
        return None
    carried = (
        select(capture.c.article_id)
        .join(revision, revision.c.capture_id == capture.c.id)
        .join(statement, statement.c.revision_id == revision.c.id)
        .where(statement.c.statement_id == statement_id)
    )
    ranked = revisions_held(chain).where(capture.c.article_id.in_(carried)).subquery("ranked")
    query = (
        select(statement.c.id, statement.c.revision_id, ranked.c.rank, ranked.c.capture_id)
        .join(ranked, ranked.c.revision_id == statement.c.revision_id)
        .where(statement.c.statement_id == statement_id)
        .order_by(ranked.c.rank)
    )
    carriers = connection.execute(query).all()
    if not carriers:
        return None
    first = carriers[0]
    return _chained(connection, first, tuple(row.capture_id for row in carriers[1:]))


def _chained(connection: Connection, place: Any, also_in: tuple[int, ...]) -> Chained:
    one = _row(connection, statement, place.id)
    text = _row(connection, revision, place.revision_id)
    taken = _row(connection, capture, text["capture_id"])
    made = _row(connection, generation, text["generation_id"])
    ended = connection.execute(
        select(outcome).where(outcome.c.generation_id == made["id"], outcome.c.capture_id == taken["id"])
    )
    fetched = select(fetch).where(fetch.c.capture_id == taken["id"], fetch.c.made_capture)
    decided = select(acceptance).where(acceptance.c.generation_id == made["id"]).order_by(acceptance.c.id)
    seen = select(sighting).where(sighting.c.article_id == taken["article_id"]).order_by(sighting.c.id)
    how = ended.mappings().one()
    return Chained(
        statement=one,
        revision=text,
        generation=made,
        acceptance=connection.execute(decided).mappings().first(),
        outcome=how,
        capture=taken,
        article=_row(connection, article, taken["article_id"]),
        blob=connection.execute(select(blob).where(blob.c.digest == taken["digest"])).mappings().one(),
        fetch=connection.execute(fetched).mappings().first(),
        capture_run=_row(connection, run, taken["run_id"]),
        derive_run=_row(connection, run, how["run_id"]),
        sightings=tuple(connection.execute(seen).mappings()),
        newest=place.rank == 1,
        also_in=also_in,
    )


def ended_of(connection: Connection, statement_id: str) -> Ended | None:
    """Return what became of an id that was issued once, or None for one that never was."""
    found = connection.execute(select(issued).where(issued.c.statement_id == statement_id)).mappings().first()
    if found is None:
        return None
    last = select(issued_change).where(issued_change.c.statement_id == statement_id).order_by(issued_change.c.id.desc())
    return Ended(found, connection.execute(last.limit(1)).mappings().first())


def evidence_for(connection: Connection, subject: str) -> tuple[str, str] | None:
    """Return digest and shelf of the kept contents of a registry, rule pack or configuration, or None."""
    query = select(blob.c.digest, blob.c.shelf).join(evidence, evidence.c.digest == blob.c.digest)
    row = connection.execute(query.where(evidence.c.subject == subject)).first()
    return None if row is None else (row.digest, row.shelf)


def generation_row(connection: Connection, number: int) -> RowMapping:
    """Return a generation's row."""
    return _row(connection, generation, number)


def _row(connection: Connection, table: Table, number: int) -> RowMapping:
    return connection.execute(select(table).where(table.c.id == number)).mappings().one()
