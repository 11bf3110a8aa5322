"""Read an outlet's options: which of its articles are wanted, how often it is asked, and as whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pipeline.config.source import Where
from pipeline.config.values import Reader, header_text, kind_of, number, some_of, text, whole
from pipeline.model.settings import Options

_SECONDS = MappingProxyType({"s": 1, "m": 60, "h": 3600, "d": 86400})
DAY = 86400
_MOST_STARS = 10


def duration(least: float, most: float) -> Reader:
    """Return a reader of times: a number of seconds, or a text such as "90s", "20m", "3h" or "2d"."""
    seconds = number(least, most, unit="seconds")

    def read(value: Any, where: Where) -> float:
        if not isinstance(value, str):
            return float(seconds(value, where))
        found = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*([smhd])", value.strip())
        if not found:
            raise where.fault('must be a time, such as "90s", "20m", "3h" or "2d"')
        return float(seconds(float(found[1]) * _SECONDS[found[2]], where))

    return read


def _pattern(value: Any, where: Where) -> str:
    pattern = text(value, where)
    if not pattern.startswith(("/", "http://", "https://", "*")):
        raise where.fault('must begin with "/", "*", "https://" or "http://": it is matched from the beginning')
    if pattern.count("*") > _MOST_STARS:
        raise where.fault(f"has more than {_MOST_STARS} stars")
    return pattern


def _headers(value: Any, where: Where) -> tuple[tuple[str, str], ...]:
    """Return names of headers with the names of the environment's variables that hold their values."""
    if not isinstance(value, dict):
        raise where.fault(f"must be a table of header names and names of environment variables, not {kind_of(value)}")
    found = []
    for name, variable in value.items():
        at = where.key(name)
        if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name):
            raise at.fault("is no name of a header")
        if name.lower() in _OURS:
            raise at.fault("is a header that is set for every request")
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text(variable, at)):
            raise at.fault("must be the name of an environment variable; the value itself may not stand here")
        found.append((name, str(variable)))
    return tuple(found)


_OURS = frozenset(
    (
        *("host", "connection", "accept", "accept-encoding", "content-length", "transfer-encoding", "user-agent"),
        *("from", "if-none-match", "if-modified-since", "range"),
    )
)
FIELDS: Mapping[str, Reader] = MappingProxyType(
    {
        "include": some_of(_pattern),
        "exclude": some_of(_pattern),
        "interval": duration(60, DAY),
        "max_per_run": whole(1, 100_000, unit="articles"),
        "user_agent": header_text,
        "headers": _headers,
    }
)


def options_of(values: Mapping[str, Any]) -> Options:
    """Return the options among an outlet's checked values."""
    return Options(**{key: value for key, value in values.items() if key in FIELDS})
