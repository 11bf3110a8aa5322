"""Read one company of a registry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from pipeline.config.identifiers import domain, handle, lei, wikidata
from pipeline.config.outlets import key_form, key_of
from pipeline.config.periods import first_day, last_day, period
from pipeline.config.source import Where
from pipeline.config.values import Reader, flag, kind_of, list_of, read_table, text
from pipeline.config.words import nearest_or_all
from pipeline.model.company import Alias, Company, Person

T = TypeVar("T", Alias, Person)

_CASES = ("exact", "any")


def _case(value: Any, where: Where) -> str:
    case = text(value, where)
    if case not in _CASES:
        raise where.fault(f"must be `exact` or `any`{nearest_or_all(case, _CASES)}")
    return case


def _role(value: Any, where: Where) -> str:
    return "" if value == "" else text(value, where)


_PERIOD: dict[str, Reader] = {"from": first_day, "to": last_day}
_ALIAS: dict[str, Reader] = {"text": text, "case": _case, "ambiguous": flag, **_PERIOD}
_PERSON: dict[str, Reader] = {"name": text, "role": _role, **_PERIOD}


def _alias(value: Any, where: Where) -> Alias:
    if isinstance(value, str):
        return Alias(text(value, where))
    if not isinstance(value, dict):
        raise where.fault(f"must be a string or a table {{text, case, from, to}}, not {kind_of(value)}")
    values = read_table(value, _ALIAS, where)
    if "text" not in values:
        raise where.fault("has no `text`")
    since, until = period(values, where)
    return Alias(values["text"], values.get("case") != "any", since, until, values.get("ambiguous", False))


def _person(value: Any, where: Where) -> Person:
    if not isinstance(value, dict):
        raise where.fault(f'must be a table such as {{name = "…", role = "…"}}, not {kind_of(value)}')
    values = read_table(value, _PERSON, where)
    if "name" not in values:
        raise where.fault("has no `name`")
    return Person(values["name"], values.get("role", ""), *period(values, where))


_FIELDS: dict[str, Reader] = {
    "name": text,
    "key": key_form,
    "aliases": list_of(_alias),
    "ambiguous": flag,
    "parent": text,
    "products": list_of(text),
    "people": list_of(_person),
    "handles": list_of(handle),
    "domains": list_of(domain),
    "lei": lei,
    "wikidata": wikidata,
}


def read_company(raw: Any, where: Where) -> Company:
    """Return a company as its table gives it; `parent` still as written, a key or a name.

    What is listed is sorted and stands once, so that its order in the file changes nothing.
    """
    values = read_table(raw, _FIELDS, where)
    if "name" not in values:
        raise where.fault("`name` is missing")
    return Company(
        key=key_of(values, where),
        name=values["name"],
        aliases=_sorted(values.get("aliases", ()), lambda alias: (alias.text, not alias.exact, alias.ambiguous)),
        ambiguous=values.get("ambiguous", False),
        parent=values.get("parent"),
        products=tuple(sorted(set(values.get("products", ())))),
        people=_sorted(values.get("people", ()), lambda person: (person.name, person.role)),
        handles=tuple(sorted(set(values.get("handles", ())))),
        domains=tuple(sorted(set(values.get("domains", ())))),
        lei=values.get("lei"),
        wikidata=values.get("wikidata"),
    )


def _sorted(items: tuple[T, ...], words: Callable[[T], tuple[Any, ...]]) -> tuple[T, ...]:
    return tuple(sorted(set(items), key=lambda item: (*words(item), item.since or date.min, item.until or date.max)))
