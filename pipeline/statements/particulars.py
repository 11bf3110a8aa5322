"""What a statement says beyond its position: whose demand it answers, on which condition, and what narrows it.

All three are found by plain marks near the head, and empty where those are absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.model.labels import GROUP_OF, Group
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.positions import Position
from pipeline.statements.scan import Scan, is_possessive

Parties = Mapping[str, str]

_ANSWERS = frozenset((Group.COMPLY, Group.RESIST, Group.WITHDRAW, Group.HOLD))
_FROM = frozenset(("by", "from", "of", "with", "against"))
_DEMANDS = frozenset(
    (
        *("order", "orders", "request", "requests", "demand", "demands", "ruling", "fine", "ban", "law", "bid"),
        *("offer", "decision", "terms", "complaint", "complaints", "subpoena", "warrant", "injunction", "proposal"),
        *("call", "calls"),
    )
)
_CONDITIONS = frozenset(("unless", "until", "if", "provided", "pending"))
_WITHOUT = frozenset(("order", "warrant", "approval", "consent", "permission", "guarantee", "guarantees"))
_NARROWS = frozenset(
    ("new", "further", "future", "existing", "additional", "certain", "some", "most", "pending", "other")
)
_NEAR = 6
_PHRASE = 8


class Particulars(NamedTuple):
    """Ranges of tokens, each empty where the article does not tell; `party` is the class of the counterparty or ""."""

    counterparty: Range = NO_RANGE
    condition: Range = NO_RANGE
    qualifier: Range = NO_RANGE
    party: str = ""


def particulars(s: Scan, parties: Parties, position: Position, sentence: Range) -> Particulars:
    """Return what the words around a position tell beyond its label; `sentence` is the one that holds its head."""
    if GROUP_OF[position.hit.stance] not in _ANSWERS:
        return Particulars()
    who, party = _counterparty(s, parties, position)
    return Particulars(who, _condition(s, position, sentence), _qualifier(s, position), party)


def _counterparty(s: Scan, parties: Parties, position: Position) -> tuple[Range, str]:
    """Return who asked, ordered or offered: behind "by" or "from", as the owner of a demand, or as whom it sues."""
    for k in range(position.hit.last, position.last):
        direct = k == position.hit.last and position.hit.cue.pos == "verb" and s.flags[k] & lx.DET
        if not direct and s.lower[k] not in _FROM and not is_possessive(s, k):
            continue
        owner = is_possessive(s, k)
        found = _owner(s, k, position) if owner else after(s, k if direct else k + 1, position.last)
        party = next((parties[s.lower[i]] for i in range(*found) if s.lower[i] in parties), "")
        headed = found.first < found.last and s.lower[found.last - 1] in parties
        if (
            party
            and (headed or found.last - found.first <= _NEAR)
            and not any(s.lower[i] in _DEMANDS for i in range(*found))
        ):
            return found, party
    return NO_RANGE, ""


def _owner(s: Scan, mark: int, position: Position) -> Range:
    """Return the owner before the possessive `mark` where a demand follows: "the regulator's order"."""
    if not any(word in _DEMANDS for word in s.lower[mark + 1 : min(position.last, mark + 4)]):
        return NO_RANGE
    first = mark - 1
    while first > position.first and s.flags[first - 1] & lx.WORD and not s.flags[first] & lx.DET:
        if s.flags[first - 1] & (lx.VERB | lx.PREP | lx.AUX | lx.MODAL) and not s.flags[first - 1] & lx.NAME:
            break
        first -= 1
    return Range(first, mark)


def _condition(s: Scan, position: Position, sentence: Range) -> Range:
    """Return the words from "unless", "until", "if" or "without a warrant" to the end of their clause."""
    last = max(position.last, min(sentence.last, position.last + _PHRASE))
    for k in range(position.hit.last, last):
        word = s.lower[k]
        without = word == "without" and any(w in _WITHOUT for w in s.lower[k + 1 : k + _NEAR])
        if (word in _CONDITIONS or without) and s.lower[k - 1] not in {"as", "even", "see", "know"}:
            return _clause(s, k, sentence.last)
    opens = s.lower[sentence.first] in _CONDITIONS and sentence.first < position.hit.first
    comma = next((k for k in range(sentence.first, position.hit.first) if s.lower[k] == ","), -1)
    return Range(sentence.first, comma) if opens and comma > sentence.first else NO_RANGE


def _clause(s: Scan, first: int, high: int) -> Range:
    """Return the clause at `first`: up to a comma, a closing quotation mark or the end of the content."""
    last = clauses.content_end(s, first, high)
    for k in range(first + 1, last):
        if s.lower[k] in {",", "—", "–"} or k in s.closes:
            last = k
            break
    return Range(first, clauses.without_marks_after(s, first, last))


def _qualifier(s: Scan, position: Position) -> Range:
    """Return the noun phrase near the head that "new", "future", "certain" or the like narrows."""
    for k in range(position.hit.last, min(position.last, position.hit.last + _NEAR)):
        if s.lower[k] in _NARROWS:
            last = k + 1
            while last < position.last and s.flags[last] & lx.WORD and not s.flags[last] & (lx.PREP | lx.CONJ | lx.AUX):
                last += 1
            return Range(k, last) if last > k + 1 and last - k <= _NEAR else NO_RANGE
        if s.flags[k] & (lx.CONJ | lx.SUBORD) and not s.flags[k] & lx.PREP:
            break
    return NO_RANGE
