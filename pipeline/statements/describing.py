"""The shape of a noun phrase without a followed name: "the airline", "its lawyers", "both banks", "a spokesman"."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

_OWN = frozenset(("its", "their"))
_THE = frozenset(("the", "this", "that"))
_COUNTS = frozenset(("both", "two", "three", "all", "these", "those"))
_FOR = frozenset(("for", "of", "at", "from", "with", "by"))
_ONE_OF = 2
_FIELD = 3
_HEADS = frozenset(("head", "director", "president", "manager", "officer", "chief"))


class Shape(NamedTuple):
    """What a phrase refers to: a "company", "companies", or those who speak for one ("role", "team", "office").

    `words` are the nouns and adjectives that tell which company, its noun included. `where` is the part that refers
    to the company. A "team" ("lawyers") must have been spoken of before, an "office" ("chief executive Jane Roe",
    "the board") may belong to the company last spoken of. `person` says that a name is given, `two` that the company
    is one of exactly two.
    """

    kind: str
    words: tuple[str, ...] = ()
    where: Range = NO_RANGE
    person: bool = False
    two: bool = False


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
    """Return the shape of "the troubled Swiss airline"."""
    first, last = phrase
    if last - first < 2 or s.lower[first] not in _THE:  # noqa: PLR2004  a determiner and a noun
        return None
    words = tuple(s.lower[first + 1 : last])
    if not roles.is_company(words[-1]) or s.tokens[last - 1].text[0].isupper():
        return None
    plain = all(_describing(s, roles, k) for k in range(first + 1, last - 1))
    return Shape("company", words, phrase) if plain and not set(words) & roles.elsewhere else None


def _describing(s: Scan, roles: Roles, k: int) -> bool:
    """Whether a word before a noun for a company may describe it; a name would be another's."""
    if not s.flags[k] & lx.WORD or s.flags[k] & (lx.PREP | lx.CONJ | lx.POSSESSIVE | lx.AUX):
        return False
    word = s.lower[k]
    return s.tokens[k].text[0].islower() or roles.is_origin(word)


def _companies(s: Scan, roles: Roles, phrase: Range) -> Shape | None:
    """Return the shape of "the companies", "both banks", "the two clubs"."""
    words = s.lower[phrase.first : phrase.last]
    if not 1 < len(words) <= 4 or words[0] not in _THE | _COUNTS:  # noqa: PLR2004  a determiner, and few words
        return None
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
        if named >= last or s.lower[named] != ",":
            return None
        at = named + 1
    person = at > phrase.first
    owner, at = _owner(s, roles, at, last)
    role = at
    while at < last and (s.lower[at] in roles.role or s.lower[at] in roles.office):
        at += 1
    held = s.lower[role:at]
    if not any(word in roles.role for word in held):
        return None
    if at < last and s.lower[at] in _FOR:
        owned = _owned(s, roles, at + 1, last)
        if owned is None:
            return None
        owner, at = owned[0] or owner, owned[1]
    if at < last and s.lower[at] == ",":
        at += 1
    end = _names(s, roles, at, last)
    person = person or end > at
    while end < last and (s.lower[end] == "," or s.lower[end].isdigit() or s.lower[end] in {"(", ")"}):
        end += 1
    return _held(roles, Range(phrase.first, role), owner, held, person=person) if end == last else None


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
    if at >= last or not s.flags[at] & (lx.DET | lx.POSSESSIVE):
        return "", at
    word = s.lower[at]
    for k in range(at + 1, min(last, at + 6)):
        if is_possessive(s, k):
            owner = _company(s, roles, Range(at, k))
            return (" ".join(owner.words) if owner else "?"), k + 1
        if not _describing(s, roles, k):
            break
    if at + 2 < last and roles.is_company(s.lower[at + 1]) and s.lower[at + 1] not in roles.role:
        return s.lower[at + 1], at + 2
    return word, at + 1


def _owned(s: Scan, roles: Roles, at: int, last: int) -> tuple[str, int] | None:
    """Return the company after "for" and the token after it: "the airline" in "a spokesman for the airline, Roe"."""
    end = at
    while end < last and s.lower[end] != ",":
        end += 1
    if s.lower[at] in {"its", "the"} and end - at == 2 and s.lower[at + 1] in roles.office:  # noqa: PLR2004  its policy
        return "the", end
    company = _company(s, roles, Range(at, end))
    if company is not None:
        return " ".join(company.words), end
    field = s.lower[at - 1] in {"of", "for"} and end - at <= _FIELD and s.lower[at - 2] in _HEADS
    plain = all(s.lower[k] in roles.office or (field and s.tokens[k].text.islower()) for k in range(at, end))
    return ("", end) if plain and end > at else None


def _held(roles: Roles, before: Range, owner: str, held: list[str], *, person: bool) -> Shape | None:
    """Return who speaks for what: own lawyers, a firm's spokesman, a chief executive by name, or none of these."""
    if owner == "?":
        return None
    if owner in _OWN:
        return Shape("role", (), before, person)
    if owner and owner not in _THE and owner not in {"a", "an", "one"}:
        return Shape("company", tuple(owner.split(" ")), before, person)
    sure = " ".join(held) in roles.sole or held[-1] in roles.sole
    if sure and (owner or person):
        return Shape("office", tuple(held), before, person)
    return Shape("team", (held[-1],), before, person) if not person and owner not in {"a", "an", "one"} else None
