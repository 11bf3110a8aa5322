"""The three shapes of a rule: which keys each has, of which type, and which may be left out.

The field tables are read off the value objects, so that a rule's TOML and its object cannot drift apart. A word list
alone is written differently from how it is kept: its forms are computed from `lemmas`, `pos` and `irregular`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, get_type_hints

from pipeline.model.errors import RuleError
from pipeline.model.rules import Frame, StanceCue, WordList

Strings = tuple[str, ...]
_EXPECTED = MappingProxyType(
    {
        str: "a text",
        int: "a whole number from 1 up",
        bool: "true or false",
        Strings: "a list of texts",
        dict: "a table of lists of texts",
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a rule: its type, and whether it may be left out."""

    type: Any
    required: bool


def _fields_of(shape: type) -> dict[str, Field]:
    hints = get_type_hints(shape)
    return {
        field.name: Field(hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in fields(shape)
    }


def _list_fields() -> dict[str, Field]:
    table = _fields_of(WordList)
    del table["forms"]
    table["lemmas"] = Field(Strings, required=True)
    table["irregular"] = Field(dict, required=False)
    return table


def _cue_fields() -> dict[str, Field]:
    table = _fields_of(StanceCue)
    del table["forms"]
    return table


SHAPES: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {"list": _list_fields(), "frame": _fields_of(Frame), "cue": _cue_fields()}
)


def check(file: str, shape: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry with lists as tuples, checked against its shape's table. Raise RuleError in one sentence."""
    table = SHAPES[shape]
    name = entry.get("id")
    where = f"{file} [{name}]" if isinstance(name, str) else f"{file} [{shape} without an id]"
    for key in entry:
        if key not in table:
            raise RuleError(
                f"{where}: unknown key {key!r}{_nearest(key, table)}; known are {', '.join(sorted(table))}."
            )
    for key, field in table.items():
        if field.required and key not in entry:
            raise RuleError(f"{where}: the key {key!r} is missing.")
    return {key: _value(where, key, value, table[key].type) for key, value in entry.items()}


def _nearest(key: str, table: Mapping[str, Field]) -> str:
    close = get_close_matches(key, table, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _value(where: str, key: str, value: Any, wanted: Any) -> Any:
    """Return one value in the type its field wants, or raise RuleError."""
    if wanted is str and isinstance(value, str):
        if key == "id" and not value.strip():
            raise RuleError(f"{where}: the key 'id' is empty.")
        return value
    if wanted is bool and isinstance(value, bool):
        return value
    if wanted is int and isinstance(value, int) and not isinstance(value, bool) and 1 <= value < 2**31:
        return value
    if wanted == Strings and _texts(value):
        return tuple(value)
    if wanted is dict and isinstance(value, dict) and all(_texts(forms) for forms in value.values()):
        return {word: tuple(forms) for word, forms in value.items()}
    raise RuleError(f"{where}: {key} must be {_EXPECTED[wanted]}, found {value!r:.80}.")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
