"""Where a text names a followed company: names, aliases, products and people, found by one pass over tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.model.company import Company, Registry
from pipeline.model.labels import Recognised
from pipeline.statements.tokens import tokenise

_ISO_DAY = 10


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name a company: its tokens, and what it takes for them to mean it. `exact` keeps the case."""

    words: tuple[str, ...]
    company: Company
    how: Recognised
    exact: bool = True
    ambiguous: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a company at the tokens `first:last` (end exclusive)."""

    first: int
    last: int
    company: Company
    how: Recognised
    ambiguous: bool = False


Table = Mapping[str, tuple[Name, ...]]


def name_table(registry: Registry) -> Table:
    """Return all names of all companies by their first word in lower case, longest first."""
    table: dict[str, list[Name]] = {}
    for company in registry.companies:
        for name in _names(company):
            table.setdefault(name.words[0].lower(), []).append(name)
    return {first: tuple(sorted(names, key=_longest_first)) for first, names in table.items()}


def _longest_first(name: Name) -> tuple[int, tuple[str, ...], str]:
    return (-len(name.words), name.words, name.company.key)


def _names(company: Company) -> Iterable[Name]:
    yield Name(_words(company.name), company, Recognised.NAME, ambiguous=company.ambiguous)
    for alias in company.aliases:
        words = _words(alias.text)
        yield Name(words, company, Recognised.ALIAS, alias.exact, alias.ambiguous, alias.since, alias.until)
    for product in company.products:
        yield Name(_words(product), company, Recognised.ALIAS)
    for person in company.people:
        yield Name(_words(person.name), company, Recognised.PERSON, since=person.since, until=person.until)


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(text))


def find_mentions(table: Table, words: list[str], lower: list[str], day: str) -> tuple[Mention, ...]:
    """Return the mentions in the tokens, ascending, none within another. `day` is the text's date (ISO 8601) or ""."""
    when = date.fromisoformat(day[:10]) if len(day) >= _ISO_DAY and day[:4].isdigit() else None
    found: list[Mention] = []
    end = 0
    for at in [k for k, word in enumerate(lower) if word in table]:  # few words of a text begin a name
        if at < end:
            continue
        name = next((n for n in table[lower[at]] if _stands(n, words, lower, at, when)), None)
        if name is not None:
            end = at + len(name.words)
            found.append(Mention(at, end, name.company, name.how, name.ambiguous))
    return tuple(found)


def _stands(name: Name, words: list[str], lower: list[str], at: int, when: date | None) -> bool:
    end = at + len(name.words)
    if when is not None and ((name.since and when < name.since) or (name.until and when > name.until)):
        return False
    if not name.exact:
        return all(
            lower[at + k] == word.lower() for k, word in enumerate(name.words) if end <= len(lower)
        ) and end <= len(lower)
    return tuple(words[at:end]) == name.words
