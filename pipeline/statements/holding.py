"""What a company's name is in the noun phrase around it: the phrase's head, or the owner of a role or of a part.

"The software giant Acme" is the company; "Acme's UK boss Jane Roe", "a lawyer for Acme" and "the head of Acme's music
arm" hold a role in it; "Acme's music arm" is a part of it. "An Acme user", "a lawyer for Acme founder Jane Roe" and
"the Acme pensioners' club" are somebody else: every noun between the name and the head of the phrase has to be a part
of the company, and the head a role.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.statements import lexicon as lx
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive, is_verb

COMPANY, ROLE, PART, FOUNDER, OTHER = "company", "role", "part", "founder", "other"
FORMER = frozenset(
    ("former", "ex", "ex-", "late", "ousted", "fired", "then", "onetime", "one-time", "formerly", "sacked")
)
PARTS_OF = frozenset(
    ("subsidiary", "subsidiaries", "unit", "arm", "owner", "parent", "rival", "partner", "affiliate", "division")
)
_LINKS = frozenset(("of", "for", "at", "with", "from", "within", "inside", "in", "to"))
_INSIDE = frozenset(("at", "within", "inside", "in", "from"))
_AGENTS = frozenset(("representing", "defending"))
_ACTING = frozenset(("acting", "speaking", "appearing"))
_COUNSEL = frozenset(("lawyer", "lawyers", "counsel", "attorney", "attorneys", "solicitor", "solicitors", "barrister"))
_LEADS = frozenset(("head", "director", "president", "manager", "chief", "boss", "chair", "executive", "officer"))
_OF_NAMES = frozenset(("of", "from", "at"))
_MEMBERS = frozenset(("member", "members"))
_PARTNERS = frozenset(("partner", "partners"))
_PAPERS = frozenset(
    (
        *("statement", "letter", "filing", "memo", "email", "e-mail", "post", "release", "note", "notice", "message"),
        *("announcement", "tweet", "blog", "response", "report"),
    )
)
_ISSUED = frozenset(("issued", "released", "published", "posted", "made", "signed", "written", "sent", "filed"))
_PLACED = frozenset(("on", "in"))
_STOPS = lx.RELATIVE | lx.AUX | lx.MODAL | lx.PERSON
_REACH = 14
_FULL_NAME = (2, 4)
_INITIALS = 2


class Held(NamedTuple):
    """What the phrase around a name is, its tokens, and the name of the person in it."""

    kind: str
    first: int
    last: int
    names: Range = NO_RANGE


def held(s: Scan, roles: Roles, item: Mention, low: int, high: int) -> Held:
    """Return what the noun phrase around a company's name is, as far as it reaches between two tokens."""
    right = _right(s, roles, item, high)
    before = before_description(s, roles, item.first, low)
    found = right._replace(first=before + 1)
    if before < low or right.kind == OTHER:
        return found
    if s.lower[before] in _AGENTS and right.kind == COMPANY:
        return _outer(s, roles, Range(low, before), found, _COUNSEL)
    if s.lower[before] == "for" and before > low and s.lower[before - 1] in _ACTING and right.kind == COMPANY:
        return _outer(s, roles, Range(low, before - 1), found, _COUNSEL)
    if s.flags[before] & lx.PREP:
        return _behind(s, roles, before, low, found)
    return found


def _behind(s: Scan, roles: Roles, before: int, low: int, found: Held) -> Held:
    """Return what the phrase is in which a preposition at `before` leads to the company or to a part of it."""
    word = s.lower[before]
    if word == "by" and before > low and s.lower[before - 1] in _ISSUED:
        return _outer(s, roles, Range(low, before - 1), found, _PAPERS)
    if word in _PLACED and found.kind == PART:
        paper = _outer(s, roles, Range(low, before), found, _PAPERS)
        if paper.kind != OTHER:
            return paper
    if word not in _LINKS or found.kind in {ROLE, FOUNDER}:
        return found._replace(kind=OTHER)
    return _outer(s, roles, Range(low, before), found, roles.role)


def _right(s: Scan, roles: Roles, item: Mention, high: int) -> Held:
    """Return what the words right behind the name make of it: "Acme UK", "Acme's music arm", "Acme chief Jane Roe"."""
    at = item.last
    while at < high and not is_possessive(s, at) and (_form(s, roles, at) or roles.is_place(s.tokens[at].text)):
        at += 1
    owned = at < high and is_possessive(s, at)
    at += owned
    end = _run(s, roles, item.first, Range(at, min(high, at + _REACH)))
    noun = end
    while noun > at and s.flags[noun - 1] & lx.NAME and not _known(s, roles, noun - 1):
        noun -= 1
    names = Range(noun, end)
    if noun == at:
        if not owned and at == end:
            return Held(COMPANY, item.first, at)
        return Held(ROLE if owned and _person(s, roles, names) else OTHER, item.first, end, names)
    kind = _kind(s, roles, Range(at, noun), owned=owned)
    if names.first < names.last and kind not in {ROLE, FOUNDER}:
        kind = OTHER
    return Held(kind, item.first, end, names)


def _form(s: Scan, roles: Roles, at: int) -> bool:
    """Whether the token is a legal form, or the full stop behind one."""
    return s.lower[at] in roles.suffix or (s.lower[at] == "." and s.lower[at - 1] in roles.suffix)


def _run(s: Scan, roles: Roles, low: int, words: Range) -> int:
    """Return one past the words that go on with a noun phrase at `words.first`."""
    at = words.first
    while at < words.last:
        bits = s.flags[at]
        if not bits & lx.WORD:
            if not (is_possessive(s, at) or s.lower[at] == "&" or (s.lower[at] == "." and s.lower[at - 1] == "u.s")):
                break
        elif bits & lx.CONJ:
            if not _joins(s, roles, at, words):
                break
        elif not _known(s, roles, at) and (
            bits & (_STOPS | lx.PREP | lx.DET | lx.POSSESSIVE | lx.SUBORD | lx.TIME) or is_verb(s, at, low)
        ):
            break
        at += 1
    while at > words.first and (s.flags[at - 1] & lx.CONJ or not s.flags[at - 1] & lx.WORD) and s.lower[at - 1] != ".":
        at -= 1
    return at


def _joins(s: Scan, roles: Roles, at: int, words: Range) -> bool:
    """Whether "and" joins two plain words of one phrase: "home and entertainment division", "chairman and chief"."""
    if at == words.first or at + 1 >= words.last:
        return False
    plain = not s.flags[at + 1] & (lx.DET | lx.NAME | lx.PERSON | lx.POSSESSIVE | lx.ADV) or _known(s, roles, at + 1)
    return plain and not is_verb(s, at + 1, words.first)


def _known(s: Scan, roles: Roles, at: int) -> bool:
    """Whether the word tells a role, a part of a company or a field of work, with a capital letter or without."""
    word = s.lower[at]
    if word in roles.role or word in roles.part or word in roles.inside:
        return True
    if word in roles.founder:
        return True
    return word in roles.office and not s.flags[at] & (lx.PREP | lx.DET | lx.CONJ)


def _kind(s: Scan, roles: Roles, words: Range, *, owned: bool) -> str:  # noqa: PLR0911  one line per kind of noun
    """Return what the last noun of the words is, unless a word before it makes it somebody else's."""
    first, last = words
    said = s.lower[first:last]
    if any(word in roles.aside or word in FORMER for word in said):
        return OTHER
    owner = next((k for k in range(last - 1, first, -1) if is_possessive(s, k)), 0)
    if owner and _kind(s, roles, Range(first, owner), owned=owned) != PART:
        return OTHER
    head, pair = said[-1], " ".join(said[-2:])
    if head in roles.part or pair in roles.part:
        return PART
    if head in roles.role or pair in roles.role or head in roles.inside:
        return ROLE
    if head in roles.founder:
        return FOUNDER
    if head in PARTS_OF or owned:
        return OTHER
    return COMPANY if head in roles.company or pair in roles.company else OTHER


def _person(s: Scan, roles: Roles, names: Range) -> bool:
    """Whether a run of names may be a person's: two to four plain ones, no abbreviation and no word of firms' names."""
    size = names.last - names.first
    plain = all(
        s.lower[k] not in roles.common and not (len(s.lower[k]) > 1 and s.tokens[k].text.isupper())
        for k in range(*names)
    )
    return _FULL_NAME[0] <= size <= _FULL_NAME[1] and plain and not roles.is_place(s.tokens[names.first].text)


def _outer(s: Scan, roles: Roles, before: Range, inner: Held, wanted: frozenset[str]) -> Held:
    """Return what the phrase is whose preposition leads to `inner`: "a lawyer for Acme", "Jane Roe of Acme"."""
    low, end = before
    first = _start(s, low, end)
    middle = next((k for k in range(first, end) if s.flags[k] & lx.PREP), end)
    noun = middle
    while noun > first and s.flags[noun - 1] & (lx.NAME | lx.TITLE) and not _known(s, roles, noun - 1):
        noun -= 1
    names, words = Range(noun, middle), Range(first, noun)
    while words.first < words.last and s.flags[words.first] & (lx.DET | lx.POSSESSIVE):
        words = Range(words.first + 1, words.last)
    other = inner._replace(kind=OTHER, first=first)
    if words.first == words.last:
        named = middle == end and s.lower[end] in _OF_NAMES and inner.kind == COMPANY and _person(s, roles, names)
        return Held(ROLE, first, inner.last, names) if named else other
    link = s.lower[end]
    head, pair = s.lower[words.last - 1], " ".join(s.lower[max(first, words.last - 2) : words.last])
    kind = _kind(s, roles, words, owned=True)
    colleague = (head in _MEMBERS and inner.kind == PART) or (head in _PARTNERS and link == "at")
    if colleague:
        kind = ROLE
    fits = colleague or kind in {PART, FOUNDER} or head in wanted or pair in wanted
    fits = fits or (head in roles.inside and link in _INSIDE)
    fits = fits and (link != "to" or head in _COUNSEL)
    fits = fits and (link not in _PLACED or inner.kind == PART or head in roles.inside)
    if kind == OTHER or not fits or (head not in _PAPERS and _strange(s, roles, Range(middle, end), head)):
        return other
    return Held(kind, first, inner.last, names)


def _start(s: Scan, low: int, end: int) -> int:
    """Return where the noun phrase begins that ends at `end`: behind a verb, a mark or another phrase's article."""
    at = end
    while at > low and end - at < _REACH:
        bits = s.flags[at - 1]
        if not bits & lx.WORD and not is_possessive(s, at - 1):
            break
        if bits & (_STOPS | lx.SUBORD) and not bits & (lx.PREP | lx.DET):
            break
        if bits & lx.VERB and is_verb(s, at - 1, low):
            break
        if bits & lx.CONJ and (at < end and s.flags[at] & (lx.DET | lx.NAME)):
            break
        at -= 1
        if bits & lx.DET and (at == low or s.lower[at - 1] not in _LINKS):
            break
    while at < end and s.flags[at] & (lx.PREP | lx.CONJ):
        at += 1
    return at


def _strange(s: Scan, roles: Roles, words: Range, head: str) -> bool:
    """Whether what stands between a role and the company's name is somebody else: "for workers at", "of Roe at"."""
    for k in range(*words):
        word = s.lower[k]
        if word in roles.aside or (word in roles.outsider and not _known(s, roles, k + 1)):
            return True
        name = s.flags[k] & lx.NAME and not _known(s, roles, k) and not roles.is_place(s.tokens[k].text)
        if name and (head not in _LEADS or s.lower[words.first] == "for"):
            return True
    return False


def before_description(s: Scan, roles: Roles, first: int, low: int) -> int:
    """Return the token before the words that describe the name at `first`: "the Danish oil firm Acme"."""
    at = first - 1
    while at >= low:
        if roles.is_company(s.lower[at]):
            at -= 1
            while at >= low and _may_describe(s, roles, at):
                at -= 1
        elif s.flags[at] & (lx.DET | lx.ADJ) or roles.is_origin(s.lower[at]):
            at -= 1
        else:
            break
    return at


def _may_describe(s: Scan, roles: Roles, at: int) -> bool:
    bits = s.flags[at]
    if not bits & lx.WORD or bits & (lx.PREP | lx.CONJ | lx.VERB | lx.DET) or s.lower[at] in roles.outsider:
        return False
    return not bits & lx.NAME or roles.is_origin(s.lower[at])
