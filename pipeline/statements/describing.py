"""The shape of a noun phrase without a followed name: "the airline", "its lawyers", "both banks", "a spokesman"."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.statements import lexicon as lx
from pipeline.statements.holding import FORMER
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

_OWN = frozenset(("its", "their"))
_THE = frozenset(("the", "this", "that"))
_COUNTS = frozenset(("both", "two", "three", "all", "these", "those"))
# A bare number brings in others: "Acme and two smaller banks".
_TELLS_OF = frozenset(("both", "all", "these", "those"))
_FOR = frozenset(("for", "of", "at", "from", "with", "by"))
_ONE = frozenset(("a", "an", "one"))
_ONE_OF = 2
_FIELD = 3
_SEVERAL = "the companies"
_PAIR = 2
_PLACES = frozenset(("in", "on", "at"))
_HEADS = frozenset(("head", "director", "president", "manager", "officer", "chief"))
_WHOLES = frozenset(("world", "country", "nation", "continent", "region", "industry", "city"))
_RANKS = frozenset(
    ("second", "third", "fourth", "fifth", "leading", "main", "number", "one", "top", "most", "popular", "dominant")
)
_RANKED = frozenset(
    (*_HEADS, "vice-president", "vp", "boss", "counsel", "executive", "scientist", "engineer", "economist")
)
_COMMERCIAL = frozenset(
    (
        *("executive", "manager", "marketing", "sales", "product", "finance", "financial", "founder", "co-founder"),
        *("operating", "operations", "ceo", "cfo", "coo", "cto", "vice-president", "managing", "country", "commercial"),
    )
)
_FIRMS = frozenset(("company", "firm", "group", "bank", "club"))


_NO_FIELD = lx.PREP | lx.DET | lx.AUX | lx.MODAL | lx.RELATIVE | lx.PERSON


class Shape(NamedTuple):
    """What a phrase refers to: a "company", "companies", or those who speak for one ("role", "team", "office").

    `words` are the nouns and adjectives that tell which company, its noun included. `where` is the part that refers
    to the company. A "team" ("lawyers") must have been spoken of before, an "office" ("chief executive Jane Roe",
    "the board") may belong to the company last spoken of. `person` says that a name is given, `two` that the company
    is one of exactly two, `many` that the word for its owner is a plural, `ranked` that
    the role is one that only firms have.
    """

    kind: str
    words: tuple[str, ...] = ()
    where: Range = NO_RANGE
    person: bool = False
    two: bool = False
    many: bool = False
    ranked: bool = False


NOTHING = Shape("")


def shape_of(s: Scan, roles: Roles, phrase: Range) -> Shape:
    """Return the shape of `phrase`; NOTHING where it may well be somebody else."""
    phrase = _without_relative(s, phrase)
    if phrase.last - phrase.first > _ONE_OF and s.lower[phrase.first] == "one" and s.lower[phrase.first + 1] == "of":
        phrase = Range(phrase.first + 2, phrase.last)
    found = _company(s, roles, phrase)
    if found is None:
        found = _companies(s, roles, phrase)
    return found or _role(s, roles, phrase) or NOTHING


def _without_relative(s: Scan, phrase: Range) -> Range:
    """Cut ", which ..." and a closing comma off."""
    first, last = phrase
    for k in range(first + 1, last):
        if s.lower[k] in {"which", "who", "whose"} and s.lower[k - 1] == ",":
            last = k - 1
            break
    while last > first and s.lower[last - 1] == ",":
        last -= 1
    return Range(first, last)


def _company(s: Scan, roles: Roles, phrase: Range) -> Shape | None:
    """Return the shape of "the troubled Swiss airline", "the world's biggest airline"."""
    first, last = phrase
    if last - first < 2 or s.lower[first] not in _THE:  # noqa: PLR2004  a determiner and a noun
        return None
    if not roles.is_company(s.lower[last - 1]) or s.tokens[last - 1].text[0].isupper():
        return None
    begins = _superlative(s, first + 1, last) or first + 1
    words = tuple(s.lower[begins:last])
    plain = all(_describing(s, roles, k) for k in range(begins, last - 1))
    return Shape("company", words, phrase) if plain and not set(words) & roles.elsewhere else None


def _superlative(s: Scan, first: int, last: int) -> int:
    """Return one past "world's second biggest" or "country's leading", which tell one company from all; 0 for none."""
    if first + 2 >= last or s.lower[first] not in _WHOLES or not is_possessive(s, first + 1):
        return 0
    at = first + 2
    while at < last - 1 and (s.lower[at].endswith("est") or s.lower[at] in _RANKS):
        at += 1
    return at if at > first + 2 else 0


def _describing(s: Scan, roles: Roles, k: int) -> bool:
    """Whether a word before a noun for a company may describe it; a name would be another's."""
    if not s.flags[k] & lx.WORD or s.flags[k] & (lx.PREP | lx.CONJ | lx.POSSESSIVE | lx.AUX):
        return False
    word = s.lower[k]
    return s.tokens[k].text[0].islower() or roles.is_origin(word)


def _companies(s: Scan, roles: Roles, phrase: Range) -> Shape | None:
    """Return the shape of "the companies", "both banks", "the two clubs"."""
    words = s.lower[phrase.first : phrase.last]
    if not 1 < len(words) <= 4 or words[0] not in _THE | _TELLS_OF:  # noqa: PLR2004  a determiner, and few words
        return None
    if words[-1] in roles.pair and (len(words) == 2 or words[1] in _COUNTS):  # noqa: PLR2004  "the pair", "the two sides"
        return Shape("companies", tuple(words), phrase, two=True)
    if words[-1] not in roles.several and not (words[0] == "both" and words[-1] == "boards"):
        return None
    if any(
        word not in _COUNTS and not _describing(s, roles, k) for k, word in enumerate(words[1:-1], phrase.first + 1)
    ):
        return None
    return Shape("companies", tuple(words), phrase, two=bool({"both", "two"} & set(words)))


def _role(s: Scan, roles: Roles, phrase: Range) -> Shape | None:
    """Return the shape of "its lawyer, Jane Roe", "a spokesman for the bank", "chief executive Roe", "the board"."""
    at, last = phrase
    named = _names(s, roles, at, last)
    if named > at:
        at = _behind_age(s, named, last)
        if at >= last:
            return None
    person = at > phrase.first
    owner, at = _owner(s, roles, at, last)
    field = False
    role, at = at, _held_words(s, roles, at, last, free=owner not in {"", "the", "?"} | _ONE)
    held = s.lower[role:at]
    named = _names(s, roles, at, last) == last and last - at > 1
    if not held and named and owner not in {"", "?"} | _ONE | _THE | _OWN:  # "the company's Jane Roe"
        return Shape("company", tuple(owner.split(" ")), Range(phrase.first, role), person=True)
    if not held and owner in _OWN and at < last and s.lower[at] == "owner":
        return _by_name(s, roles, Range(at + 1, last), Range(phrase.first, role))
    if not held or set(held) & (roles.aside | FORMER) or not (_is_role(roles, held) or _is_part(roles, owner, held)):
        return None
    if at < last and s.lower[at] in _FOR:
        owned = _owned(s, roles, at + 1, last)
        if owned is None:
            return None
        field = not owned[0] and held[-1] in _HEADS
        owner, at = owned[0] or owner, owned[1]
    if at < last and s.lower[at] == ",":
        at += 1
    end = _names(s, roles, at, last)
    person = person or end > at
    while end < last and (s.lower[end] == "," or s.lower[end].isdigit() or s.lower[end] in {"(", ")"}):
        end += 1
    return _held(roles, Range(phrase.first, role), owner, held, person=person, field=field) if end == last else None


def _by_name(s: Scan, roles: Roles, words: Range, before: Range) -> Shape | None:
    """Return the shape of "its owner, Jane Roe": a person's name has to follow, and no firm's."""
    first = words.first + (words.first < words.last and s.lower[words.first] == ",")
    named = _names(s, roles, first, words.last) == words.last and words.last - first == _PAIR
    firm = roles.common | roles.suffix | roles.company
    plain = named and not any(s.lower[k] in firm for k in range(first, words.last))
    return Shape("role", (), before, person=True) if plain else None


def _behind_age(s: Scan, at: int, last: int) -> int:
    """Step from the end of a name over its comma and an age: "Jane Roe, 45, the firm's chairwoman"."""
    if at >= last or s.lower[at] != ",":
        return last
    if at + 2 < last and s.lower[at + 1].isdigit() and s.lower[at + 2] == ",":
        return at + 3
    return at + 1


def _held_words(s: Scan, roles: Roles, at: int, last: int, *, free: bool) -> int:
    """Return one past the words of a role; `free` lets any plain word tell its field: "its Linux strategy chief"."""
    end = at
    while at < last:
        word, bits = s.lower[at], s.flags[at]
        known = word in roles.role or word in roles.inside or word in roles.founder or (free and word in roles.part)
        if known:
            end = at + 1
        fits = free or word in roles.office or word == "and" or roles.is_place(s.tokens[at].text)
        if not known and (not bits & lx.WORD or bits & _NO_FIELD or not fits):
            break
        at += 1
    return end


def _is_part(roles: Roles, owner: str, held: list[str]) -> bool:
    """Whether the words are a part of a company that is told by a possessive: "its UK arm"."""
    return owner not in {"", "?"} | _ONE | _THE and (held[-1] in roles.part or " ".join(held[-2:]) in roles.part)


def _is_role(roles: Roles, held: list[str]) -> bool:
    pair = " ".join(held[-2:])
    return held[-1] in roles.role or pair in roles.role or held[-1] in roles.inside or held[-1] in roles.founder


def _names(s: Scan, roles: Roles, at: int, last: int) -> int:
    """Return one past the run of names at `at`, roles excepted."""
    while at < last and s.flags[at] & (lx.NAME | lx.TITLE) and s.lower[at] not in roles.role | roles.office:
        if is_possessive(s, at):
            break
        at += 1
        while at < last and s.lower[at] == ".":
            at += 1
    return at


def _owner(s: Scan, roles: Roles, at: int, last: int) -> tuple[str, int]:
    """Return who holds the role ("its", "the", "a", or the words of "the airline's") and the token after it."""
    if at < last and s.lower[at] in _FIRMS and at + 1 < last and s.flags[at + 1] & lx.WORD:  # "company officials"
        return s.lower[at], at + 1
    if at >= last or not s.flags[at] & (lx.DET | lx.POSSESSIVE):
        return "", at
    word = s.lower[at]
    for k in range(at + 1, min(last, at + 9)):
        if is_possessive(s, k) and s.lower[k - 1] not in _WHOLES:
            owner = _company(s, roles, Range(at, k))
            return (" ".join(owner.words) if owner else "?"), k + 1
        if not is_possessive(s, k) and not _describing(s, roles, k):
            break
    if at + 2 < last and roles.is_company(s.lower[at + 1]) and s.lower[at + 1] not in roles.role:
        return s.lower[at + 1], at + 2
    return (word if word in _OWN | _THE | _ONE else "?"), at + 1


def _owned(s: Scan, roles: Roles, at: int, last: int) -> tuple[str, int] | None:
    """Return the company after "for" and the token after it: "the airline" in "a spokesman for the airline, Roe"."""
    end = at
    while end < last and s.lower[end] != "," and not (end > at and s.lower[end] in _PLACES):
        end += 1
    company = _company(s, roles, Range(at, end))
    if company is None and _companies(s, roles, Range(at, end)) is not None:
        return _SEVERAL, end
    if company is None and s.lower[at] in _OWN | _THE and end - at == _PAIR and s.lower[at + 1] in roles.office:
        return "the", end  # "a spokesman for its policy"
    if company is not None:
        while end < last and s.lower[end] != ",":
            end += 1
        return " ".join(company.words), end
    field = s.lower[at - 1] in {"of", "for"} and end - at <= _FIELD and s.lower[at - 2] in _HEADS
    stop = at
    while stop < end and not (s.flags[stop] & lx.NAME and s.lower[stop] not in roles.office):
        stop += 1
    words = s.lower[at:stop]
    plain = all(word in roles.office or field for word in words) and not set(words) & (roles.aside | roles.body)
    plain = plain and not (stop > at and s.flags[stop - 1] & lx.DET)
    return ("", stop) if plain and stop > at else None


def _held(
    roles: Roles, before: Range, owner: str, held: list[str], *, person: bool, field: bool = False
) -> Shape | None:
    """Return who speaks for what: own lawyers, a firm's spokesman, a chief executive by name, or none of these."""
    if owner == "?" or (held[-1] in roles.founder and not person):
        return None
    if owner == _SEVERAL:
        return Shape("companies", ("the", "companies"), before, two=False)
    if owner in _OWN:
        return Shape("role", (), before, person, many=owner == "their")
    if owner and owner not in _THE and owner not in _ONE:
        return Shape("company", tuple(owner.split(" ")), before, person)
    whole = " ".join(held)
    sure = whole in roles.sole or held[-1] in roles.sole or " ".join(held[-2:]) in roles.sole
    ranked = (
        person
        and owner not in _ONE
        and (held[-1] in roles.founder or (held[-1] in _RANKED and (field or len(held) > 1)))
    )
    if (sure and (owner or person)) or ranked or (whole in roles.bosses and not owner):
        return Shape("office", tuple(held), before, person, ranked=bool(_COMMERCIAL & set(held)))
    return Shape("team", (held[-1],), before, person) if not person and owner not in _ONE else None
