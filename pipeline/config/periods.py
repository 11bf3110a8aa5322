"""Readers of the first and last day of a period: `from` and `to`, both inclusive."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from typing import Any

from pipeline.config.source import Where
from pipeline.config.values import kind_of

_FORMS = 'must be a date (2021-10-28), "2021-10" or "2021"'


def first_day(value: Any, where: Where) -> date:
    """Return the day that `from` names: the first of its month or year where only that is given."""
    return _day(value, where, last=False)


def last_day(value: Any, where: Where) -> date:
    """Return the day that `to` names: the last of its month or year where only that is given."""
    return _day(value, where, last=True)


def period(values: dict[str, Any], where: Where) -> tuple[date | None, date | None]:
    """Return `from` and `to` of a table, None where open; raises ConfigError when they are the wrong way round."""
    since, until = values.get("from"), values.get("to")
    if since and until and since > until:
        raise where.fault(f"is from {since} to {until}: the end is before the beginning")
    return since, until


def overlap(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """Tell whether two periods share a day."""
    return (a[0] or date.min) <= (b[1] or date.max) and (b[0] or date.min) <= (a[1] or date.max)


def _day(value: Any, where: Where, *, last: bool) -> date:
    if isinstance(value, datetime):
        raise where.fault(f"{_FORMS}, without a time")
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise where.fault(f"{_FORMS}, not {kind_of(value)}")
    words = value if isinstance(value, str) else f"{min(max(value, 0), 10**9)}"  # Python writes no endless number
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", words)
    if found is None:
        raise where.fault(f"{_FORMS}, not `{words[:20]}`")
    year = int(found[1])
    month = int(found[2]) if found[2] else (12 if last else 1)
    try:
        return date(year, month, _day_of_month(found[3], year, month, last=last))
    except ValueError:  # calendar.IllegalMonthError is one
        raise where.fault(f"{_FORMS}; there is no day `{words}`") from None


def _day_of_month(given: str | None, year: int, month: int, *, last: bool) -> int:
    if given:
        return int(given)
    return calendar.monthrange(year, month)[1] if last else 1
