"""Readers of single values: each takes what TOML gave and where it stands, and returns it checked.

Strings that may hold a secret are never repeated in a message; what kind of value was found is.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pipeline.config.source import Where
from pipeline.config.words import nearest_or_all

T = TypeVar("T")
Reader = Callable[[Any, Where], Any]

# bool before int and datetime before date: Python's are subclasses.
_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"),
    (str, "a string"),
    (int, "an integer"),
    (float, "a float"),
    (datetime, "a date with a time"),
    (date, "a date"),
    (time, "a time"),
    (list, "an array"),
    (dict, "a table"),
)


def kind_of(value: Any) -> str:
    """Return what TOML calls a value, with its article."""
    return next(name for kind, name in _KINDS if isinstance(value, kind))


def text(value: Any, where: Where) -> str:
    """Return a string that is not empty, in NFC, its white space single: names are compared with text in that form."""
    if not isinstance(value, str):
        raise where.fault(f"must be a string, not {kind_of(value)}")
    plain = unicodedata.normalize("NFC", " ".join(value.split()))
    if all(unicodedata.category(char) == "Cf" for char in plain):  # zero-width characters alone show nothing
        raise where.fault("must not be empty")
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in plain):
        raise where.fault("must not hold control characters")
    return plain


def header_text(value: Any, where: Where) -> str:
    """Return a string that can be sent as a header: ASCII."""
    words = text(value, where)
    if not words.isascii():
        raise where.fault("must be ASCII: it is sent as a header")
    return words


def flag(value: Any, where: Where) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise where.fault(f"must be true or false, not {kind_of(value)}")
    return value


def number(least: float, most: float, *, unit: str) -> Reader:
    """Return a reader of numbers between two limits, both allowed."""

    def read(value: Any, where: Where) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise where.fault(f"must be a number of {unit}, not {kind_of(value)}")
        if isinstance(value, float) and not math.isfinite(value):
            raise where.fault(f"must be a finite number of {unit}, not {value}")
        if not least <= value <= most:
            raise where.fault(f"must be a number of {unit} from {least:g} to {most:g}")
        return float(value)

    return read


def whole(least: int, most: int, *, unit: str) -> Reader:
    """Return a reader of whole numbers between two limits, both allowed."""

    def read(value: Any, where: Where) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise where.fault(f"must be a whole number of {unit}, not {kind_of(value)}")
        if not least <= value <= most:
            raise where.fault(f"must be a whole number of {unit} from {least} to {most}")
        return value

    return read


def list_of(read: Callable[[Any, Where], T]) -> Callable[[Any, Where], tuple[T, ...]]:
    """Return a reader of arrays whose items `read` takes."""

    def read_all(value: Any, where: Where) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise where.fault(f"must be an array, not {kind_of(value)}")
        return tuple(read(item, where.item(index)) for index, item in enumerate(value))

    return read_all


def some_of(read: Callable[[Any, Where], T]) -> Callable[[Any, Where], tuple[T, ...]]:
    """Return a reader of arrays that are not empty and name nothing twice."""
    read_all = list_of(read)

    def read_some(value: Any, where: Where) -> tuple[T, ...]:
        items = read_all(value, where)
        if not items:
            raise where.fault("must not be empty")
        for index, item in enumerate(items):
            if item in items[:index]:
                raise where.item(index).fault("stands there twice")
        return items

    return read_some


def one_or_some(read: Callable[[Any, Where], T]) -> Callable[[Any, Where], tuple[T, ...]]:
    """Return a reader of one value, or of an array of them."""
    read_some = some_of(read)
    return lambda value, where: read_some(value, where) if isinstance(value, list) else (read(value, where),)


def url(value: Any, where: Where) -> str:
    """Return an absolute http or https address. One that carries a password is refused, and not repeated."""
    address = text(value, where)
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise where.fault("must be an address that begins with https:// or http://") from None
    if parts.scheme not in {"http", "https"} or not host or " " in address:
        raise where.fault("must be an address that begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise where.fault("must not carry a user name or a password; the configuration is kept as evidence")
    return address


def read_table(raw: Any, fields: Mapping[str, Reader], where: Where) -> dict[str, Any]:
    """Return the checked values of a table by key, in the order of the file; an unknown key is refused."""
    if not isinstance(raw, dict):
        raise where.fault(f"must be a table, not {kind_of(raw)}")
    values = {}
    for key, value in raw.items():
        if key not in fields:
            raise where.key(key).fault(f"is not a known key{nearest_or_all(key, fields)}")
        values[key] = fields[key](value, where.key(key))
    return values
