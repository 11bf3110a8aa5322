"""Write companies in the one spelling that is hashed and kept, and read them again.

A field with its default is left out, so that a field added later does not change the digest of what was there before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from pipeline.model.company import Alias, Company, Person
from pipeline.model.errors import ConfigError
from pipeline.model.identity import canonical_json

_FORMAT = "onrecord/registry/1"
_DAYS = ("since", "until")


def dump_companies(companies: Sequence[Company]) -> bytes:
    """Return the canonical JSON of the companies, in UTF-8: `["onrecord/registry/1", [{…}, …]]`."""
    return canonical_json([_FORMAT, [_plain(company) for company in companies]]).encode("utf-8", "surrogatepass")


def restore_companies(blob: bytes) -> tuple[Company, ...]:
    """Return the companies that `dump_companies` wrote; raises ConfigError for other bytes."""
    try:
        form, items = json.loads(blob.decode("utf-8", "surrogatepass"))
        if form != _FORMAT:
            raise ConfigError(f"a kept registry has the format {form!r}; this version reads {_FORMAT!r}")
        return tuple(_company(item) for item in items)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConfigError(f"a kept registry cannot be read: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Company | Alias | Person):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    return value.isoformat() if isinstance(value, date) else value


def _company(item: Mapping[str, Any]) -> Company:
    lists: dict[str, Any] = {name: tuple(item.get(name, ())) for name in ("products", "handles", "domains")}
    lists["aliases"] = tuple(Alias(**_dated(alias)) for alias in item.get("aliases", ()))
    lists["people"] = tuple(Person(**_dated(person)) for person in item.get("people", ()))
    return Company(**{**item, **lists})


def _dated(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in _DAYS else value for name, value in item.items()}
