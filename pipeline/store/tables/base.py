"""What all tables share: names of constraints, types that lose nothing, and the digest that every row carries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from pipeline.model.errors import DamageError
from pipeline.model.identity import canonical_json

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time as ISO 8601 text with microseconds and Z, so that text order is time order everywhere."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text that is stored; a naive time is refused."""
        del dialect
        return None if value is None else spelled(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the stored time."""
        del dialect
        try:
            return None if value is None else datetime.fromisoformat(value)
        except (ValueError, TypeError) as error:
            raise DamageError(f"the database is damaged: {str(value)[:40]!r} stands where a time is due") from error


class Json(TypeDecorator[Any]):
    """A JSON value as canonical text: equal values are equal rows."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Return the text that is stored."""
        del dialect
        return canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the stored value."""
        del dialect
        try:
            return None if value is None else json.loads(value)
        except (ValueError, TypeError, RecursionError) as error:
            raise DamageError(f"the database is damaged: {str(value)[:40]!r} stands where JSON is due") from error


def spelled(moment: datetime) -> str:
    """Return an aware time as UTC text of one fixed width; raises `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; every time that is stored is aware")
    # isoformat and not strftime, which does not pad the years before 1000
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def row_digest() -> Column[str]:
    """Return the column that holds the digest of a row's other values."""
    return Column("row_digest", String(64), nullable=False)
