"""A cue in its surroundings: what every frame may look at, before any frame has a say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.clauses import Group
from pipeline.statements.finite import clause_begins, finite_within
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.scan import Scan

MIN_QUOTE = 3
_LONG_QUOTE = 7
_CLAUSE = 3
_BEFORE_PARTICIPLE = lx.DET | lx.ADJ | lx.PREP | lx.CONJ | lx.POSSESSIVE | lx.ADV


class Found(NamedTuple):
    """How far an element reaches: the token behind it, and the content it gives, if any."""

    at: int
    content: Range | None = None
    more: tuple[Range, ...] = ()


# A source, if any, and content, found left or right of a cue.
LeftResult = tuple[Range | None, tuple[Range, ...]]
RightResult = tuple[Range | None, tuple[Range, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A cue in its surroundings, as far as no frame has a say in it.

    `low:high` is the sentence, `open_left` the first token that left content may take, `subject` the phrase that
    speaks (empty when none), `previous` a quotation in the sentence before that nobody has claimed, `following` the
    paragraph or paragraphs that a colon announces, `has` what stands right of the cue, as the lexicon's NEEDS.
    `lefts`, `rights` and `steps` keep what arrangements, patterns and elements found here, since many frames share
    them.
    """

    scan: Scan
    low: int
    high: int
    open_left: int
    cue: Range
    group: Group
    subject: Range
    previous: Range | None
    following: tuple[Range, ...]
    paragraph: Range
    has: int
    lefts: dict[tuple[str, ...], LeftResult | None] = field(default_factory=dict)
    rights: dict[tuple[tuple[str, bool], ...], RightResult | None] = field(default_factory=dict)
    steps: dict[tuple[str, int], Found | None] = field(default_factory=dict)


def is_speech(s: Scan, first: int, last: int, low: int) -> bool:
    """Whether a quotation is long, or stands so, that it is speech and no title or word in marks."""
    return (
        last - first > _LONG_QUOTE or first <= low or (last - first >= MIN_QUOTE and not s.flags[first - 1] & lx.WORD)
    )


def left_content(place: Place, edge: int) -> Range | None:
    """Return what stands before `edge` as content: a quotation or a clause that a comma, dash or mark parts from it."""
    s = place.scan
    at = edge - 1
    if at < place.open_left:
        return place.previous
    closing = s.lower[at]
    if closing not in {",", "?", "!"} | DASHES and at not in s.closes:
        return None
    last = at + 1 if at in s.closes or closing in {"?", "!"} else at
    first = place.open_left
    if at in s.closes and s.closes[at] - 1 > first and s.lower[s.closes[at] - 1] in {":", "("}:
        spoken = s.flags[s.closes[at] - 2] & lx.SPEECH  # "Roe said: “No,” Reuters reported"
        first = first if spoken else s.closes[at]
    while first < last and ((s.flags[first] & lx.CONJ and first > place.low) or s.lower[first] in {",", ")"}):
        first += 1
    last = clauses.without_marks_after(s, first, last)
    if first >= last:
        return None
    quoted = any(k in s.closes and is_speech(s, s.closes[k], k + 1, first) for k in range(first, last))
    return Range(first, last) if quoted or _is_clause(s, first, last) else None


def _is_clause(s: Scan, first: int, last: int) -> bool:
    bits = s.flags[first]
    opening = bits & lx.PREP and not bits & lx.SUBORD
    if opening and not any(s.lower[k] == "," for k in range(first, last)):
        return False
    if s.flags[first] & lx.VERB and s.flags[first] & lx.PAST and not s.flags[first] & lx.BASE:
        comma = next((k for k in range(first, last) if s.lower[k] == ","), last)
        return comma + 1 < last and clause_begins(s, comma + 1, last)
    if s.lower[first].endswith("ing") and not s.flags[first] & lx.NAME and not clause_begins(s, first, last):
        return False
    if s.lower[first].endswith("ly") and last - first < _CLAUSE:
        return False
    return last - first >= _CLAUSE and (finite_within(s, first, last, 60) or _has_past(s, first, last))


def _has_past(s: Scan, first: int, last: int) -> bool:
    """Whether a past form stands behind a noun: "prices declined by a third", where no other verb is finite."""
    at = first
    while at + 1 < last:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        at += 1
        left = s.flags[at - 1]
        past = s.flags[at] & lx.PAST or (s.flags[at] == lx.WORD and s.lower[at].endswith("ed"))
        if past and left & lx.WORD and not left & _BEFORE_PARTICIPLE:
            return True
    return False
