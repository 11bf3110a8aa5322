"""Whose phrase it is that names a followed company: its head, the owner of a role, or somebody beside it."""

from __future__ import annotations

from itertools import pairwise

from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.holding import COMPANY, PART, PARTS_OF, ROLE, before_description, held
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

_PAIR = 2
_MARKS = frozenset((",", "(", ")", ";")) | DASHES
_APPOSES = lx.DET | lx.POSSESSIVE
_SEPARATES = frozenset((",", "and", "&", "the", "or", "as", "well", "both"))
_SETS_NOT_APART = frozenset(("rival", "competitor"))
_DEALERS = frozenset(
    (
        "developer",
        "supplier",
        "contractor",
        "partner",
        "owner",
        "buyer",
        "bidder",
        "customer",
        "investor",
        "shareholder",
    )
)


def has(s: Scan, words: frozenset[str], first: int, last: int) -> bool:
    """Whether one of the words, or of the pairs of words, begins between two tokens."""
    lower = s.lower
    return any(lower[k] in words or " ".join(lower[k : k + 2]) in words for k in range(first, last))


def apposed(s: Scan, roles: Roles, phrase: Range, inside: list[Mention]) -> Mention | None:
    """Return the company that a comma sets beside words on it: "Acme's partner, Borealis", "Acme, its supplier"."""
    first, last = phrase
    while last > first and s.lower[last - 1] == ",":
        last -= 1
    lead, end = inside[0], inside[-1]
    ahead = before_description(s, roles, end.first, first)
    alone = end.last == last and ahead >= first and s.lower[ahead] == "," and len(inside) <= _PAIR
    if alone and end.how is not Recognised.PERSON and not has(s, roles.role, first, end.first):
        words = s.lower[first:ahead]
        if any(word in roles.outsider or word in PARTS_OF or roles.is_company(word) for word in words):
            return end
    if lead.first != first or lead.last >= last or s.lower[lead.last] != "," or lead.how is Recognised.PERSON:
        return None
    owner = inside[1] if len(inside) > 1 else lead
    owned = owner.first == lead.last + 1 and owner.last < last and is_possessive(s, owner.last)
    opens = s.flags[min(lead.last + 1, last - 1)] & _APPOSES
    return lead if owned or (opens and not listed(s, roles, inside[:2])) else None


def is_other(s: Scan, roles: Roles, phrase: Range, inside: list[Mention]) -> bool:
    """Whether a word makes the phrase somebody else's: "an Acme user", "analysts at Acme"; not "developer Acme"."""
    lead = inside[0]
    for k in range(*phrase):
        if not has(s, roles.outsider, k, k + 1) or s.lower[k] in _SETS_NOT_APART:
            continue
        if not (k + 1 == lead.first and lead.last == phrase.last and s.lower[k] in _DEALERS):
            return True
    return False


def holds(s: Scan, roles: Roles, phrase: Range, inside: list[Mention]) -> bool:
    """Whether the phrase is somebody within a company named in it: "insiders at Acme", "Jane Roe of Acme"."""
    plain = (item for item in inside if item.how is not Recognised.PERSON)
    return any(held(s, roles, item, *segment(s, phrase, item)).kind == ROLE for item in plain)


def speaking(s: Scan, roles: Roles, phrase: Range, inside: list[Mention], *, role: bool) -> list[Mention]:
    """Return the mentions that are what the phrase is about, alone or in a list whose first member is."""
    found: list[Mention] = []
    for n, item in enumerate(inside):
        before = inside[n - 1] if n else None
        follows = before is not None and listed(s, roles, [before, item])
        if _speaks(s, roles, phrase, item, before) and (not follows or before in found):
            found.append(item)
    while len(found) > 1 and not listed(s, roles, found) and listed(s, roles, found[:2]):
        found = found[:-1]
    if len(found) > 1 and not listed(s, roles, found):
        return found[-1:] if role and found[0].how is not Recognised.PERSON else found[:1]
    return found


def _speaks(s: Scan, roles: Roles, phrase: Range, item: Mention, before: Mention | None) -> bool:
    """Whether a mention inside a phrase is what the phrase is about: its head, or the owner of a role."""
    if item.how is Recognised.PERSON:
        return True
    part = segment(s, phrase, item)
    found = held(s, roles, item, *part)
    if found.kind == ROLE:
        return True
    titled = has(s, roles.role, phrase.first, part.first)
    if found.kind == PART:
        unit = phrase.last - 1 == item.last and s.lower[item.last] in PARTS_OF  # a company of its own: "the Acme unit"
        return not unit and (part.first == phrase.first or titled)
    if found.kind != COMPANY:
        return False
    if part.first == phrase.first or titled or _named_by(s, roles, Range(phrase.first, part.first)):
        return True
    return before is not None and listed(s, roles, [before, item])


def _named_by(s: Scan, roles: Roles, words: Range) -> bool:
    """Whether a description without a name is what the name behind the comma is apposed to: "the web shop, Acme"."""
    plain = not any(s.flags[k] & lx.NAME and s.tokens[k].text[0].isupper() for k in range(words.first + 1, words.last))
    other = any(word in roles.body or word in roles.aside for word in s.lower[words.first : words.last])
    return plain and not other and bool(s.flags[words.first] & (lx.DET | lx.POSSESSIVE))


def segment(s: Scan, phrase: Range, item: Mention) -> Range:
    """Return the part of a phrase between the commas, dashes and brackets around a mention."""
    first, last = item.first, item.last
    while first > phrase.first and s.lower[first - 1] not in _MARKS:
        first -= 1
    while last < phrase.last and s.lower[last] not in _MARKS:
        last += 1
    return Range(first, last)


def listed(s: Scan, roles: Roles, items: list[Mention]) -> bool:
    """Whether nothing but commas, "and" and words that describe the next parts the mentions."""
    for left, right in pairwise(items):
        between = s.lower[left.last : before_description(s, roles, right.first, left.last) + 1]
        if not between or not all(word in _SEPARATES for word in between):
            return False
    return True
