"""Insert rows, each with the digest of its own values, so that a changed row is known for changed.

The digest covers the table's name and every value, the row's number included: numbers are given out here, one after
another under the write lock, so that two rows cannot change places. It finds damage and careless edits; whoever
recomputes it is found by the checks that lead back to the payload.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_ignoring

from pipeline.model.identity import digest_of
from pipeline.store.tables import spelled

Values = Mapping[str, Any]


def digest_of_row(table: Table, values: Values | RowMapping) -> str:
    """Return the digest of a row's values, as they are before they are stored or after they are read."""
    return digest_of([table.name, {column.name: plain(values.get(column.name)) for column in digested(table)}])


def digested(table: Table) -> list[Column[Any]]:
    """Return the columns that a row's digest covers: all but the one that holds it."""
    return [column for column in table.columns if column.name != "row_digest"]


def plain(value: Any) -> Any:
    """Return a value as canonical JSON can spell it."""
    if isinstance(value, datetime):
        return spelled(value)
    return list(value) if isinstance(value, tuple) else value


def add(connection: Connection, table: Table, values: Values) -> int:
    """Insert one row and return its number (0 for a table without one)."""
    (row,) = complete(connection, table, [values])
    connection.execute(insert(table).values(row))
    number = table.autoincrement_column
    return row[number.name] if number is not None else 0


def add_all(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Insert many rows at once."""
    if ready := complete(connection, table, rows):
        connection.execute(insert(table), ready)


def add_new(connection: Connection, table: Table, values: Values) -> bool:
    """Insert a row unless an equal key stands there already; return whether it was new."""
    (row,) = complete(connection, table, [values])
    return connection.execute(insert_ignoring(table).values(row).on_conflict_do_nothing()).rowcount > 0


def complete(connection: Connection, table: Table, rows: Iterable[Values]) -> list[dict[str, Any]]:
    """Return rows with their numbers, where the table has such, and their digests."""
    number = table.autoincrement_column
    numbered = [dict(values) for values in rows]
    if number is not None and numbered:
        last = connection.scalar(select(func.max(number))) or 0
        numbered = [{number.name: last + place, **values} for place, values in enumerate(numbered, 1)]
    return [{**values, "row_digest": digest_of_row(table, values)} for values in numbered]
