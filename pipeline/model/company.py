"""The registry: who is followed, and the names they go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of a company. `exact` keeps its case; `since` and `until` are inclusive, None when open.

    `ambiguous` says of this alias what `Company.ambiguous` says of the name: it is also an ordinary word or another
    name ("Meta", "X"), so that a mention needs evidence of being the company.
    """

    text: str
    exact: bool = True
    since: date | None = None
    until: date | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person who speaks for a company, with the role and the years (inclusive, None when open)."""

    name: str
    role: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """A company that is followed. `key` never changes, whatever `name` becomes.

    `ambiguous` says that the bare `name` is also an ordinary word or another name, so that a mention needs evidence of
    being the company. `parent` is the key of the owner. `products` are names that may act for the company.
    """

    key: str
    name: str
    aliases: tuple[Alias, ...] = ()
    ambiguous: bool = False
    parent: str | None = None
    products: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    handles: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    lei: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """The companies followed, sorted by key so that the order of the files changes nothing."""

    companies: tuple[Company, ...]
    digest: str

    def by_key(self, key: str) -> Company | None:
        """Return the company with this key, or None."""
        return next((company for company in self.companies if company.key == key), None)
