"""Check rows against the digests that they carry."""

from __future__ import annotations

from sqlalchemy import Connection, select

from pipeline.audit.faults import Faults
from pipeline.store.complete import (
    captures_left_out,
    gaps,
    miscounted,
    rows_cut_off,
    runs_without_end,
    schema_changes,
    statements_made_with,
    subjects_not_kept,
)
from pipeline.store.decide import out_of_line
from pipeline.store.rows import changed_rows, database_faults
from pipeline.store.tables import statement
from pipeline.store.views import accepted_chain


def check_database(connection: Connection, faults: Faults) -> None:
    """Note what the database's own checks find."""
    faults.checked["database"] += 1
    for kind, message in database_faults(connection):
        faults.add(kind, "onrecord.db", "ok", message)
    for expected, found in schema_changes(connection):
        faults.add("schema", "onrecord.db", expected, found)


def check_rows(connection: Connection, faults: Faults) -> None:
    """Note every row whose values are not those that it was written with."""
    for table, key, expected, found in changed_rows(connection):
        faults.checked[f"{table} rows"] += 1
        if expected != found:
            faults.add("row", f"{table} {key}", f"digest {expected}", found, _resting(connection, table, key))


def check_completeness(connection: Connection, faults: Faults) -> None:
    """Note rows that are not there any more, and shown statements whose ids were never issued or have ended."""
    for table, last, number in gaps(connection):
        faults.add("missing", f"{table} rows", f"{last} without a gap", number)
    for table, then, now in rows_cut_off(connection):
        faults.add("missing", f"{table} rows", f"at least {then}, as when the last run ended", now)
    for number in runs_without_end(connection):
        faults.add("missing", f"end of run {number}", "a row", "none")
    for number in captures_left_out(connection):
        faults.add("missing", f"outcome of capture {number}", "a row", "none")
    for kind, digest in subjects_not_kept(connection):
        faults.add(kind, digest, "its contents kept", "gone", statements_made_with(connection, digest))
    for generation_id, capture_id, difference in miscounted(connection):
        faults.add("missing", f"outcome {generation_id}, {capture_id}", "as many as it counts", difference)
    for article_id in out_of_line(connection, accepted_chain(connection)):
        faults.add("issued", f"article {article_id}", "its shown ids issued and open", "others")


def _resting(connection: Connection, table: str, key: str) -> tuple[str, ...]:
    """Return the statement that a damaged row is, or those of a damaged revision."""
    if table not in {"statement", "revision"}:
        return ()
    column = statement.c.id if table == "statement" else statement.c.revision_id
    return tuple(connection.scalars(select(statement.c.statement_id).where(column == int(key))))
