"""What a text tells of companies beside their names: who speaks for them, and by which nouns it calls them.

"Jane Roe, a spokeswoman for the phone firm Acme" lets a later "Ms Roe" and "the phone firm" be Acme. Everything is
read once, from the words right around each name, before any attribution is resolved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.company import Company
from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.holding import FORMER, ROLE, Held, held
from pipeline.statements.mentions import Mention
from pipeline.statements.naming_people import is_name, names_beside
from pipeline.statements.offices import Shown, shown
from pipeline.statements.phrases import Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

_BEFORE = 7
_AFTER = 14
_REACH = 24
_LONGEST_NAME = 4
_PAIR = 2
_TITLES = frozenset(("executive", "director", "officer", "counsel"))
_FUNCTION = lx.DET | lx.POSSESSIVE | lx.CONJ | lx.SUBORD | lx.RELATIVE | lx.ADV | lx.PERSON | lx.AUX | lx.MODAL
_UNITS = ("subsidiary", "unit", "arm", "division")
_LOOSE = frozenset(("group", "company", "corporation", "the", "of", "and", "inc", "plc", "ltd", "service", "services"))
_ARTICLES = frozenset(("a", "an", "the", "one", "its"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of whom from which token on.

    `people` maps the last word of a person's name to each company and the token where it was first told. `teams`
    does so for words like "lawyers" that stood beside a company's name. `words` maps a company's key to the nouns and
    adjectives by which the text describes it, `names` to those of its name as written, `named` to the token of its
    first mention. `places` are the last names of the people. `offices` maps the last word of a name to a title without
    a company right before it ("chief executive Jane Roe"): whoever is spoken of there; `titles` are these in order.
    `roles` tells from where on the registry's people are shown in their roles.
    """

    people: Mapping[str, tuple[tuple[int, Company], ...]]
    teams: Mapping[str, tuple[tuple[int, Company], ...]]
    words: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    named: Mapping[str, tuple[int, Company]]
    places: tuple[tuple[int, Company], ...]
    offices: Mapping[str, Range]
    titles: tuple[Range, ...]
    roles: Shown

    def introduced(self, low: int, high: int) -> tuple[int, Company] | None:
        """Return the last place between two tokens at which a person was introduced, and for whom they speak."""
        at = bisect_left(self.places, high, key=lambda place: place[0]) - 1
        return self.places[at] if at >= 0 and self.places[at][0] >= low else None

    def person(self, name: str, at: int) -> Company | None:
        """Return whom the person of this name speaks for, as told before token `at`; None where two are possible."""
        told = {company.key: company for first, company in self.people.get(name, ()) if first <= at}
        return next(iter(told.values())) if len(told) == 1 else None

    def team(self, word: str, at: int, since: int) -> Company | None:
        """Return whose lawyers (and the like) were last spoken of between two tokens; None where two were."""
        places = self.teams.get(word, ())
        told: dict[str, Company] = {}
        for k in range(bisect_left(places, since, key=lambda place: place[0]), len(places)):
            if places[k][0] >= at:
                break
            told[places[k][1].key] = places[k][1]
        return next(iter(told.values())) if len(told) == 1 else None

    def described(self, told: set[str], at: int) -> list[Company]:
        """Return the companies spoken of before token `at` that all of these words describe, or are in their names."""
        return [
            company
            for key, (first, company) in self.named.items()
            if first < at
            and told
            and (told <= self.words[key] | self.names[key] or (len(told) > 1 and told <= _name_words(company)))
        ]

    def titled(self, low: int, high: int) -> Range | None:
        """Return the last title without a company between two tokens."""
        at = bisect_left(self.titles, high, key=lambda title: title.first) - 1
        return self.titles[at] if at >= 0 and self.titles[at].first > low else None


def _name_words(company: Company) -> set[str]:
    """Return the words of the company's names: "the London exchange" is the London Stock Exchange."""
    names = (company.name, *(alias.text for alias in company.aliases))
    return {word.lower() for name in names for word in name.split()} - _LOOSE


def introductions(s: Scan, roles: Roles, mentions: tuple[Mention, ...]) -> Known:
    """Return what the words around the mentions tell. Linear in the number of mentions."""
    ends = {item.last: item for item in mentions}
    taken = {k for item in mentions for k in range(item.first, item.last)}
    people: dict[str, dict[str, tuple[int, Company]]] = {}
    teams: dict[str, list[tuple[int, Company]]] = {}
    words: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    named: dict[str, tuple[int, Company]] = {}
    places: list[tuple[int, Company]] = []
    in_office = shown(s, roles, mentions)
    for item in mentions:
        if item.how is Recognised.PERSON:
            name = s.tokens[item.last - 1].text
            if in_office.get((item.company.key, name), len(s.tokens)) > item.first:
                continue
            people.setdefault(name, {}).setdefault(item.company.key, (item.first, item.company))
            places.append((item.first, item.company))
            continue
        named.setdefault(item.company.key, (item.first, item.company))
        names.setdefault(item.company.key, set()).update(set(s.lower[item.first : item.last]) - _LOOSE)
        words.setdefault(item.company.key, set()).update(_described(s, roles, item), _owned(s, ends, item))
        role = held(s, roles, item, max(0, item.first - _REACH), min(len(s.lower), item.last + _AFTER))
        if role.kind == ROLE and not _was(s, role):
            for k in {k for k in range(role.first, role.last) if s.lower[k] in roles.role}:
                teams.setdefault(s.lower[k], []).append((item.first, item.company))
        if not _was(s, role):
            for k in names_beside(s, roles, taken, role):
                name = s.tokens[k].text
                people.setdefault(name, {}).setdefault(item.company.key, (min(k, item.first), item.company))
                places.append((k, item.company))
    offices = _offices(s, roles, taken)
    return Known(
        {name: tuple(told.values()) for name, told in people.items()},
        {word: tuple(told) for word, told in teams.items()},
        {key: frozenset(told) for key, told in words.items()},
        {key: frozenset(told) for key, told in names.items()},
        named,
        tuple(sorted(places, key=lambda place: place[0])),
        offices,
        tuple(sorted(offices.values())),
        in_office,
    )


def _offices(s: Scan, roles: Roles, taken: set[int]) -> dict[str, Range]:
    """Return the titles that stand before a name without saying of which company, by the last word of the name."""
    found: dict[str, Range] = {}
    for k, word in enumerate(s.lower):
        if word not in roles.sole and word not in _TITLES:
            continue
        end = k + 1
        while end - k <= _LONGEST_NAME and is_name(s, roles, taken, end):
            end += 1
        first = k
        while first > 0 and s.lower[first - 1] in roles.office and s.lower[first - 1] not in _ARTICLES:
            first -= 1
        plain = first == 0 or not (s.flags[first - 1] & (lx.NAME | lx.PREP) or is_possessive(s, first - 1))
        plain = plain and not _noun_before(s, first)
        sure = word in roles.sole or " ".join(s.lower[first : k + 1]) in roles.sole
        if end - k > _PAIR and plain and sure and not FORMER & set(s.lower[max(0, first - 2) : first + 1]):
            found.setdefault(s.tokens[end - 1].text, Range(first, end))
    return found


def _noun_before(s: Scan, first: int) -> bool:
    """Whether a noun right before a title makes it somebody else's: "campaign chairman Jane Roe"."""
    if first == 0 or not s.flags[first - 1] & lx.WORD or s.flags[first - 1] & _FUNCTION:
        return False
    ahead = s.flags[first - 2] if first > 1 else 0
    return not s.flags[first - 1] & lx.VERB or bool(ahead & (lx.PREP | lx.DET | lx.NAME | lx.POSSESSIVE))


def _was(s: Scan, role: Held) -> bool:
    return any(word in FORMER for word in s.lower[max(0, role.first - 2) : role.last])


def _described(s: Scan, roles: Roles, item: Mention) -> set[str]:
    """Return the words of "the anti-virus firm Acme", "Acme, a Swiss bank," and "Acme is a bank"."""
    found: set[str] = set()
    left = item.first - 1
    if left > 0 and s.lower[left] == "," and s.lower[left - 1] in roles.company:
        left -= 1
    if left >= 0 and roles.is_company(s.lower[left]) and s.tokens[left].text.islower():
        k = left
        while k >= max(0, left - _BEFORE) and _describes(s, k):
            found.add(s.lower[k])
            k -= 1
    return found | _apposed(s, roles, item)


def _describes(s: Scan, k: int) -> bool:
    return bool(s.flags[k] & lx.WORD) and not s.flags[k] & (lx.DET | lx.PREP | lx.AUX | lx.MODAL | lx.CONJ | lx.SUBORD)


def _owned(s: Scan, ends: Mapping[int, Mention], item: Mention) -> set[str]:
    """Return the words for a subsidiary from "Acme, parent of Crumb": "the Acme unit" is Crumb."""
    at = item.first - 2
    if at < 1 or s.lower[at + 1] != "of" or s.lower[at] not in {"parent", "owner"}:
        return set()
    at -= s.flags[at - 1] & lx.DET != 0
    owner = ends.get(at - 1) if s.lower[at - 1] == "," else None
    return {*_UNITS, *s.lower[owner.first : owner.last]} if owner is not None else set()


def _apposed(s: Scan, roles: Roles, item: Mention) -> set[str]:
    at = item.last
    size = len(s.lower)
    if at + 1 >= size or not (s.lower[at] in {",", "-", "–", "—", "("} or s.lower[at] in {"is", "was"}):
        return set()
    opens = s.flags[at + 1]
    if not (opens & lx.DET or s.lower[at + 1].endswith("'s")) and not s.tokens[at + 1].text.isalpha():
        return set()
    run: list[str] = []
    for k in range(at + 1, min(size, at + _AFTER)):
        if not s.flags[k] & lx.WORD and not is_possessive(s, k):
            break
        if s.flags[k] & (lx.RELATIVE | lx.AUX | lx.MODAL | lx.SUBORD | lx.PREP) and not s.flags[k] & lx.DET:
            break
        if not s.flags[k] & lx.DET:
            run.append(s.lower[k])
    return set(run) if any(roles.is_company(word) for word in run) else set()
