"""Whose phrase it is that names a followed company: its head, the owner of a role, or somebody beside it."""

from __future__ import annotations

from itertools import pairwise

from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.holding import COMPANY, FOUNDER, PART, PARTS_OF, ROLE, Held, before_description, held
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

_PAIR = 2
_MARKS = frozenset((",", "(", ")", ";")) | DASHES
_APPOSES = lx.DET | lx.POSSESSIVE
_SEPARATES = frozenset((",", "and", "&", "the", "or", "as", "well", "both", "nor", "its", "their"))
_SETS_NOT_APART = frozenset(("rival", "competitor", "rivals", "competitors"))
_KIN = frozenset(
    ("rival", "competitor", "partner", "parent", "subsidiary", "owner", "ally", "sister", "affiliate", "unit")
)
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
    """Return the company that stands beside words on it: "Acme's partner, Borealis", "Acme, its supplier"."""
    first, last = phrase
    while last > first and (s.lower[last - 1] == "," or s.lower[last - 1] in DASHES):
        last -= 1
    lead, end = inside[0], inside[-1]
    ahead = before_description(s, roles, end.first, first)
    if end.last == last and ahead >= first and len(inside) <= _PAIR and _tells(s, roles, Range(first, ahead + 1), end):
        return end
    if lead.first != first or lead.last + 1 >= last or lead.how is Recognised.PERSON:
        return None
    mark = s.lower[lead.last]
    if mark != "," and mark not in DASHES:
        return None
    owner = inside[1] if len(inside) > 1 else lead
    owned = owner.first == lead.last + 1 and owner.last < last and is_possessive(s, owner.last)
    opens = s.flags[lead.last + 1] & _APPOSES or _is_noun(roles, s.lower[lead.last + 1])
    alone = len(inside) == 1 or not listed(s, roles, inside[:2])
    return lead if owned or (opens and alone and not _goes_on(s, lead.last + 1, last)) else None


def _tells(s: Scan, roles: Roles, words: Range, end: Mention) -> bool:
    """Whether words before a name tell what it is: "Bolt's owner, Acme", "Bolt shareholder Acme", "the bank, Acme"."""
    first, last = words
    if end.how is Recognised.PERSON or has(s, roles.role, first, last):
        return False
    if s.lower[last - 1] == ",":
        return any(_is_noun(roles, word) for word in s.lower[first : last - 1])
    joined = any(s.flags[k] & (lx.CONJ | lx.PREP) or s.lower[k] == "," for k in range(first, last))
    return not joined and s.lower[last - 1] in _DEALERS | PARTS_OF | _SETS_NOT_APART


def _is_noun(roles: Roles, word: str) -> bool:
    return word in roles.outsider or word in PARTS_OF or roles.is_company(word)


def _goes_on(s: Scan, first: int, last: int) -> bool:
    """Whether what follows a comma is the rest of a list rather than words on the name: ", the bank and Initech"."""
    for k in range(first, last - 1):
        if s.flags[k] & lx.PREP:
            return False
        if s.lower[k] in {"and", "or", "&"} and s.flags[k + 1] & (lx.DET | lx.NAME | lx.POSSESSIVE):
            return True
    return False


def is_other(s: Scan, roles: Roles, phrase: Range, inside: list[Mention]) -> bool:
    """Whether a word makes the phrase somebody else's: "an Acme user", "analysts at Acme"; not "developer Acme"."""
    lead = before_description(s, roles, inside[0].first, phrase.first) + 1
    lead -= s.lower[lead - 1] == "," and lead - 1 > phrase.first
    ends = inside[-1].last == phrase.last and (len(inside) == 1 or listed(s, roles, inside))
    known = any(item.how is Recognised.PERSON for item in inside)  # "co-founder Jane Roe"
    for k in range(*phrase):
        if not has(s, roles.outsider, k, k + 1) or s.lower[k] in _SETS_NOT_APART:
            continue
        if known and s.lower[k] in roles.founder:
            continue
        dealer = s.lower[k] in _DEALERS or s.lower[k].removesuffix("s") in _DEALERS
        tells = k + 1 == lead or lead <= k < inside[0].first
        if not (tells and ends and dealer) and not _of_kin(inside, k):
            return True
    return False


def _of_kin(inside: list[Mention], k: int) -> bool:
    """Whether the noun stands between two names of a list and tells of the second: "Acme and its partner Bolt"."""
    return any(left.last < k < right.first and k + 1 == right.first for left, right in pairwise(inside))


def holds(s: Scan, roles: Roles, phrase: Range, inside: list[Mention]) -> bool:
    """Whether the phrase is somebody within a company named in it: "insiders at Acme", "Jane Roe of Acme"."""
    plain = (item for item in inside if item.how is not Recognised.PERSON)
    return any(_holder(s, phrase, held(s, roles, item, *segment(s, phrase, item))) for item in plain)


def _holder(s: Scan, phrase: Range, found: Held) -> bool:
    """Whether the words around a name are those of a role in it; a founder or an owner has to be named."""
    if found.kind != FOUNDER:
        return found.kind == ROLE
    beside = (*range(phrase.first, found.first), *range(found.last, phrase.last), *range(*found.names))
    return sum(bool(s.flags[k] & lx.NAME) and not s.flags[k] & lx.TITLE for k in beside) > 1


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
    if _holder(s, phrase, found):
        return not _of_another(s, roles, Range(part.first, found.first))
    titled = has(s, roles.role, phrase.first, part.first)
    if found.kind == PART:
        unit = phrase.last - 1 == item.last and s.lower[item.last] in PARTS_OF  # a company of its own: "the Acme unit"
        called = found.last < phrase.last and s.lower[found.last] == ","  # "Acme's music arm, Borealis"
        return not unit and not called and (part.first == phrase.first or titled)
    if found.kind != COMPANY:
        return False
    if part.first == phrase.first or titled or _named_by(s, roles, Range(phrase.first, part.first)):
        return True
    return before is not None and listed(s, roles, [before, item])


def _of_another(s: Scan, roles: Roles, words: Range) -> bool:
    """Whether "and" joins the role to another firm's: "chief executive of Borealis and a director of Acme"."""
    joined = words.last > words.first and s.flags[words.last - 1] & lx.CONJ
    return bool(joined) and any(
        s.flags[k] & lx.PREP and s.flags[k + 1] & lx.NAME and s.lower[k + 1] not in roles.role for k in range(*words)
    )


def _named_by(s: Scan, roles: Roles, words: Range) -> bool:
    """Whether a description without a name is what the name behind the comma is apposed to: "the web shop, Acme"."""
    plain = not any(s.flags[k] & lx.NAME and s.tokens[k].text[0].isupper() for k in range(words.first + 1, words.last))
    other = any(
        (word in roles.body or word in roles.aside) and word.removesuffix("s") not in _DEALERS
        for word in s.lower[words.first : words.last]
    )
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
        kin = between[:-1] if between and between[-1] in _KIN else between
        if not between or not all(word in _SEPARATES for word in kin):
            return False
    return True
