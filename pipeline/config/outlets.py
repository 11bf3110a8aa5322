"""Read the outlets of a configuration: who is followed, and the places where their articles are found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.config.options import FIELDS, options_of
from pipeline.config.source import Source, Where
from pipeline.config.values import Reader, flag, kind_of, one_or_some, read_table, text, url
from pipeline.config.words import folded, listed
from pipeline.model.identity import slug
from pipeline.model.settings import Outlet, Place, PlaceKind

PLACE_KEYS = tuple(kind.value for kind in PlaceKind)
# Places that the configuration's format has names for and this version does not read.
_LATER = ("warc",)


def key_form(value: Any, where: Where) -> str:
    """Return a key: ASCII letters and digits in lower case, joined by hyphens, as slugs are."""
    key = text(value, where)
    if key != slug(key):
        hint = f"; did you mean `{slug(key)}`?" if slug(key) else ""
        raise where.fault(f"must be letters a to z and digits, joined by hyphens{hint}")
    return key


def key_of(values: dict[str, Any], where: Where) -> str:
    """Return the key that a table gives, else the slug of its name."""
    key = values.get("key") or slug(values["name"])
    if not key:
        raise where.fault("the name has no letter a to z nor digit to make a key of; write a `key`")
    return str(key)


def _later(_: Any, where: Where) -> None:
    raise where.fault(f"is a place that is not supported by this version; it reads {listed(PLACE_KEYS)}")


_FIELDS: dict[str, Reader] = {
    "name": text,
    "key": key_form,
    "enabled": flag,
    "pages": one_or_some(text),
    "urls": one_or_some(url),
    "feed": one_or_some(url),
    "sitemap": one_or_some(url),
    "listing": one_or_some(url),
    "site": one_or_some(url),
    **FIELDS,
    **dict.fromkeys(_LATER, _later),
}


def array_of_tables(raw: Any, source: Source, table: str) -> list[tuple[Any, Where]]:
    """Return the tables of an array with the place of each, labelled by its name."""
    if not isinstance(raw, list):
        hint = f"; write [[{table}]]" if isinstance(raw, dict) else ""
        raise Where(source, table=table).fault(f"must be an array of tables, not {kind_of(raw)}{hint}")
    return [(item, Where(source, table, index, _label(item))) for index, item in enumerate(raw)]


def _label(item: Any) -> str:
    name = item.get("name") if isinstance(item, dict) else None
    return " ".join(name.split())[:60] if isinstance(name, str) else ""


def read_outlets(raw: Any, source: Source, base: Path) -> tuple[Outlet, ...]:
    """Return the outlets in the order of the file; folders are relative to `base`."""
    outlets: list[Outlet] = []
    taken = _Taken()
    for item, where in array_of_tables(raw, source, "outlets"):
        outlet = _read_outlet(item, where, base)
        taken.claim("key", outlet.key, where)
        taken.claim("name", outlet.name, where)
        for place in outlet.places:
            taken.claim(place.kind.value, place.location, where)
        outlets.append(outlet)
    return tuple(outlets)


def _read_outlet(item: Any, where: Where, base: Path) -> Outlet:
    values = read_table(item, _FIELDS, where)
    if "name" not in values:
        raise where.fault("`name` is missing")
    places = [
        Place(PlaceKind(key), _location(key, location, base))
        for key in values
        if key in PLACE_KEYS
        for location in values[key]
    ]
    if not places:
        raise where.fault(f"no place is given where its articles are found; write {listed(PLACE_KEYS)}, or one of them")
    return Outlet(key_of(values, where), values["name"], tuple(places), values.get("enabled", True), options_of(values))


def _location(key: str, location: str, base: Path) -> str:
    return str(base / location) if key == PlaceKind.PAGES.value else location


class _Taken:
    """What the outlets read so far go by: saved pages name an outlet by its name or its key, so both share a room."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], Where] = {}

    def claim(self, kind: str, words: str, where: Where) -> None:
        """Note that an outlet has this name, key or place; raises ConfigError when another has it already."""
        named = kind in {"key", "name"}
        spelled: Callable[[str], str] = folded if named else str
        owner = self._owners.setdefault(("name" if named else kind, spelled(words)), where)
        if owner is not where:
            raise where.key(kind).fault(f"is already that of {owner}: `{words}` may stand only once")
