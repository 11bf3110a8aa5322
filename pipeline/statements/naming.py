"""Whose phrase it is that names a followed company: its head, the owner of a role, or somebody beside it."""

from __future__ import annotations

from itertools import pairwise

from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

PARTS_OF = frozenset(
    ("subsidiary", "subsidiaries", "unit", "arm", "owner", "parent", "rival", "partner", "affiliate", "division")
)
_PAIR = 2
_PLACES = frozenset(("of", "in", "at", "from"))
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
    alone = end.last == last and end.first > first and s.lower[end.first - 1] == "," and len(inside) <= _PAIR
    if alone and end.how is not Recognised.PERSON and not has(s, roles.role, first, end.first):
        words = s.lower[first : end.first]
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


def speaking(s: Scan, roles: Roles, phrase: Range, inside: list[Mention], *, role: bool) -> list[Mention]:
    """Return the mentions that are what the phrase is about, alone or in a list whose first member is."""
    found: list[Mention] = []
    for n, item in enumerate(inside):
        follows = n > 0 and listed(s, roles, [inside[n - 1], item])
        if _speaks(s, roles, phrase, item, role=role) and (not follows or inside[n - 1] in found):
            found.append(item)
    while len(found) > 1 and not listed(s, roles, found) and listed(s, roles, found[:2]):
        found = found[:-1]
    if len(found) > 1 and not listed(s, roles, found):
        return found[-1:] if role and found[0].how is not Recognised.PERSON else found[:1]
    return found


def _speaks(s: Scan, roles: Roles, phrase: Range, item: Mention, *, role: bool) -> bool:
    """Whether a mention inside a phrase is what the phrase is about: its head, or the owner of a role."""
    if item.how is Recognised.PERSON:
        return True
    after = item.last
    if after < phrase.last and is_possessive(s, after):
        return has(s, roles.role, after, phrase.last)
    before = before_description(s, roles, item.first, phrase.first)
    if before >= phrase.first and s.flags[before] & lx.PREP:
        low = next((k for k in range(before, phrase.first, -1) if s.lower[k] == ","), phrase.first)
        return role and has(s, roles.role, low, before)
    low = next((k for k in range(item.first - 1, phrase.first, -1) if s.lower[k] == ","), phrase.first)
    if _within_another(s, roles, low, item, apposed=low > phrase.first) or (
        after < phrase.last and has(s, PARTS_OF, after, phrase.last)
    ):
        return False
    if after >= phrase.last or s.lower[after] in {",", "(", "and", "&"} or s.lower[after] in roles.suffix:
        return True
    return has(s, roles.role | roles.company, after, phrase.last)


def _within_another(s: Scan, roles: Roles, low: int, item: Mention, *, apposed: bool) -> bool:
    """Whether the name only belongs to the words before it: "a veteran of the old Acme", "leaders in the Acme"."""
    if has(s, roles.role, low, item.first):
        return False
    preps = [k for k in range(low, item.first) if s.flags[k] & lx.PREP]
    return any(apposed or (s.lower[k] in _PLACES and s.lower[k + 1] == "the") for k in preps)


def before_description(s: Scan, roles: Roles, first: int, low: int) -> int:
    """Return the token before the words that describe the name at `first`: "the Danish oil firm Acme"."""
    at = first - 1
    while at >= low:
        if roles.is_company(s.lower[at]):
            at -= 1
            while at >= low and _may_describe(s, roles, at):
                at -= 1
        elif s.flags[at] & (lx.DET | lx.ADJ):
            at -= 1
        else:
            break
    return at


def _may_describe(s: Scan, roles: Roles, at: int) -> bool:
    bits = s.flags[at]
    if not bits & lx.WORD or bits & (lx.PREP | lx.CONJ | lx.VERB | lx.DET):
        return False
    return not bits & lx.NAME or roles.is_origin(s.lower[at])


def listed(s: Scan, roles: Roles, items: list[Mention]) -> bool:
    """Whether nothing but commas, "and" and words that describe the next parts the mentions."""
    for left, right in pairwise(items):
        between = s.lower[left.last : before_description(s, roles, right.first, left.last) + 1]
        if not between or not all(word in _SEPARATES for word in between):
            return False
    return True
