"""Read every row, for checks that trust none of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, String, Table, case, func, select, text, type_coerce

from pipeline.store.insert import digest_of_row
from pipeline.store.tables import METADATA, Json, Moment, article, blob, capture, evidence, fetch, revision, statement
from pipeline.store.views import Chain, holding


def database_faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what the database's own checks say: kind and message. SQLite only; elsewhere the server checks itself."""
    for (message,) in connection.execute(text("PRAGMA quick_check")):
        if message != "ok":
            yield "database", message
    for table, number, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield "reference", f"{table} {number} names a row of {parent} that is not there"


def changed_rows(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    """Yield table, key, expected and found digest of every row.

    A row that cannot even be read (a date that is none, broken JSON) is given with the error as what was found.
    """
    for table in METADATA.sorted_tables:
        # The raw text is read and converted here, row by row, so that one unreadable row hides no other.
        columns = [type_coerce(column, String) if is_text(column) else column for column in table.columns]
        for row in connection.execute(select(*columns)):
            values = dict(zip(table.columns.keys(), row, strict=True))
            key = ", ".join(str(values[column.name]) for column in table.primary_key.columns)
            yield table.name, key, str(values["row_digest"]), found_digest(table, values)


def is_text(column: Column[Any]) -> bool:
    """Return whether a column's values are kept as text that stands for something else."""
    return isinstance(column.type, Moment | Json)


def found_digest(table: Table, values: dict[str, Any]) -> str:
    """Return the digest of a row as it stands now, or why there is none."""
    try:
        read = {name: converted(table.c[name], value) for name, value in values.items()}
        return digest_of_row(table, read)
    except (ValueError, TypeError, RecursionError) as error:
        return f"unreadable: {error}"


def converted(column: Column[Any], value: Any) -> Any:
    """Return a stored value as it was before it was stored; raises `ValueError` or `TypeError` when it is none."""
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return json.loads(value) if isinstance(column.type, Json) else value


def captures_with_fetches(connection: Connection) -> Iterator[RowMapping]:
    """Yield every capture with its article, the fetches that made it, and how many of these agree with it."""
    agrees = (fetch.c.digest == capture.c.digest) & (fetch.c.requested_url == capture.c.url)
    agrees &= fetch.c.started_at == capture.c.captured_at
    query = (
        select(
            capture,
            article.c.key,
            article.c.first_url,
            func.count(fetch.c.id).label("made"),
            func.coalesce(func.sum(case((agrees, 1), else_=0)), 0).label("fetches"),
        )
        .join(article, article.c.id == capture.c.article_id)
        .outerjoin(fetch, (fetch.c.capture_id == capture.c.id) & fetch.c.made_capture)
        .group_by(capture.c.id)
        .order_by(capture.c.id)
    )
    yield from connection.execute(query).mappings()


def blobs(connection: Connection) -> list[RowMapping]:
    """Return every blob."""
    return list(connection.execute(select(blob).order_by(blob.c.digest)).mappings())


def subjects(connection: Connection) -> list[RowMapping]:
    """Return every registry, rule pack and configuration digest with the blob that holds its contents."""
    query = select(evidence, blob.c.shelf).join(blob, blob.c.digest == evidence.c.digest).order_by(evidence.c.subject)
    return list(connection.execute(query).mappings())


def statements_on_blob(connection: Connection, chain: Chain, digest: str) -> tuple[str, ...]:
    """Return the ids of accepted statements that rest on a payload."""
    held = holding(chain)
    query = (
        select(statement.c.statement_id)
        .join(revision, revision.c.id == statement.c.revision_id)
        .join(held, (held.c.capture_id == revision.c.capture_id) & (held.c.generation_id == revision.c.generation_id))
        .join(capture, capture.c.id == revision.c.capture_id)
        .where(capture.c.digest == digest)
        .order_by(statement.c.statement_id)
        .distinct()
    )
    return tuple(connection.scalars(query))


def revisions_held_by(connection: Connection, chain: Chain) -> list[RowMapping]:
    """Return number, capture, payload, article key, outlet and generation of every revision that holds in a chain."""
    held = holding(chain)
    query = (
        select(
            revision.c.id,
            revision.c.generation_id,
            capture.c.id.label("capture_id"),
            capture.c.article_id,
            capture.c.url,
            capture.c.digest,
            capture.c.custody,
            capture.c.status,
            capture.c.headers,
            capture.c.file,
            capture.c.outlet_name,
            article.c.key,
            blob.c.shelf,
        )
        .join(held, (held.c.capture_id == revision.c.capture_id) & (held.c.generation_id == revision.c.generation_id))
        .join(capture, capture.c.id == revision.c.capture_id)
        .join(article, article.c.id == capture.c.article_id)
        .join(blob, blob.c.digest == capture.c.digest)
        .order_by(revision.c.id)
    )
    return list(connection.execute(query).mappings())


def revision_row(connection: Connection, number: int) -> RowMapping:
    """Return a revision with its text."""
    return connection.execute(select(revision).where(revision.c.id == number)).mappings().one()


def statement_ids_of(connection: Connection, number: int) -> tuple[str, ...]:
    """Return the ids of a revision's statements, whatever else of them can be read."""
    query = select(statement.c.statement_id).where(statement.c.revision_id == number).order_by(statement.c.id)
    return tuple(map(str, connection.scalars(query)))


def statement_rows_of(connection: Connection, number: int) -> list[RowMapping]:
    """Return the statements of a revision in reading order."""
    query = select(statement).where(statement.c.revision_id == number)
    order = (statement.c.start, statement.c.end, statement.c.company_key, statement.c.id)
    return list(connection.execute(query.order_by(*order)).mappings())
