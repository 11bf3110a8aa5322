"""Read what is missing: rows that were there, rows that others ask for, and tables and indexes that should be there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from pipeline.store.tables import (
    METADATA,
    acceptance,
    address,
    article,
    blob,
    capture,
    evidence,
    fetch,
    generation,
    issued,
    issued_change,
    miss,
    outcome,
    revision,
    run,
    run_end,
    sighting,
    statement,
)

APPENDED = (
    *(run, run_end, article, address, capture, fetch, sighting, blob, evidence, acceptance, issued, issued_change),
)
NUMBERED = tuple(table for table in APPENDED if table.autoincrement_column is not None)


def gaps(connection: Connection) -> Iterator[tuple[str, int, int]]:
    """Yield append-only tables from which a row is missing: name, rows there should be, rows there are.

    Their numbers run from 1 without a gap, since a transaction that fails takes its numbers back. A row cut off the
    end leaves none: only a copy kept elsewhere tells that.
    """
    for table in NUMBERED:
        last, number = connection.execute(select(func.max(table.c.id), func.count())).one()
        if (last or 0) != number:
            yield table.name, last, number


def row_numbers(connection: Connection) -> dict[str, int]:
    """Return how many rows each append-only table has."""
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in APPENDED}


def rows_cut_off(connection: Connection) -> Iterator[tuple[str, int, int]]:
    """Yield append-only tables with fewer rows than the newest run that ended saw: name, then, now."""
    counts = connection.scalar(select(run_end.c.counts).order_by(run_end.c.run_id.desc()).limit(1)) or {}
    now = row_numbers(connection)
    for name, then in sorted(counts.get("rows", {}).items()):
        if now.get(name, 0) < then:
            yield name, then, now.get(name, 0)


def runs_without_end(connection: Connection) -> list[int]:
    """Return the runs that have no end, though a later run of their command would have closed them."""
    newest = select(func.max(run.c.id)).group_by(run.c.command)
    query = (
        select(run.c.id)
        .outerjoin(run_end, run_end.c.run_id == run.c.id)
        .where(run_end.c.run_id.is_(None), run.c.id.not_in(newest))
        .order_by(run.c.id)
    )
    return list(connection.scalars(query))


def captures_left_out(connection: Connection) -> list[int]:
    """Return the captures that the newest finished run should have read, and that have no outcome in any generation."""
    ended = (
        select(run.c.id, run_end.c.counts)
        .join(run_end, run_end.c.run_id == run.c.id)
        .where(run.c.command == "run", run_end.c.status == "finished")
        .order_by(run.c.id.desc())
        .limit(1)
    )
    last = connection.execute(ended).one_or_none()
    if last is None or last.counts.get("postponed"):
        return []
    query = (
        select(capture.c.id)
        .where(capture.c.run_id <= last.id, capture.c.id.not_in(select(outcome.c.capture_id)))
        .order_by(capture.c.id)
    )
    return list(connection.scalars(query))


def subjects_not_kept(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield kind and digest of every registry, rule pack and configuration that is named and not kept any more."""
    kept = select(evidence.c.subject)
    for kind, columns in (
        ("registry", (run.c.registry_digest, generation.c.registry_digest)),
        ("rules", (run.c.rules_digest, generation.c.rules_digest)),
        ("config", (run.c.config_digest,)),
    ):
        named = {
            digest for column in columns for digest in connection.scalars(select(column).where(column.not_in(kept)))
        }
        yield from ((kind, digest) for digest in sorted(named))


def schema_changes(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what the database has or lacks against this software's tables: triggers, and indexes that are gone."""
    there = {(row.type, row.name) for row in connection.execute(text("SELECT type, name FROM sqlite_master"))}
    for kind, name in sorted(there):
        if kind == "trigger":
            yield "no trigger", f"trigger {name}"
    for table in METADATA.sorted_tables:
        if ("table", table.name) not in there:
            yield f"table {table.name}", "none"
        for one in sorted(table.indexes, key=lambda index: str(index.name)):
            if ("index", str(one.name)) not in there:
                yield f"index {one.name}", "none"


def miscounted(connection: Connection) -> Iterator[tuple[int, int, str]]:
    """Yield generation, capture and what differs where an outcome counts other statements or misses than there are."""
    for table, counted in ((statement, outcome.c.statements), (miss, outcome.c.misses)):
        query = (
            select(outcome.c.generation_id, outcome.c.capture_id, counted, func.count(table.c.id))
            .select_from(outcome)
            .outerjoin(
                revision,
                (revision.c.capture_id == outcome.c.capture_id) & (revision.c.generation_id == outcome.c.generation_id),
            )
            .outerjoin(table, table.c.revision_id == revision.c.id)
            .group_by(outcome.c.generation_id, outcome.c.capture_id, counted)
            .having(counted != func.count(table.c.id))
        )
        for generation_id, capture_id, should, are in connection.execute(query):
            yield generation_id, capture_id, f"{should} {table.name} rows, {are} there"


def statements_made_with(connection: Connection, digest: str) -> tuple[str, ...]:
    """Return the ids of the statements of generations made with these rules or this registry."""
    query = (
        select(statement.c.statement_id)
        .join(revision, revision.c.id == statement.c.revision_id)
        .join(generation, generation.c.id == revision.c.generation_id)
        .where((generation.c.rules_digest == digest) | (generation.c.registry_digest == digest))
        .order_by(statement.c.statement_id)
        .distinct()
    )
    return tuple(map(str, connection.scalars(query)))
