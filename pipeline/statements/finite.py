"""Whether words make up a clause: a finite verb among them, and its subject before it."""

from __future__ import annotations

from pipeline.statements import lexicon as lx
from pipeline.statements.scan import Scan, is_verb

_NO_NOUN = lx.DET | lx.ADJ | lx.POSSESSIVE | lx.PREP | lx.CONJ
_CLAUSE = 22
_LONG = 40


def finite_within(s: Scan, first: int, high: int, reach: int = 22) -> bool:
    """Whether a finite verb follows within `reach` tokens, so that what begins at `first` is a clause."""
    at = first
    while at < min(high, first + reach):
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        bits = s.flags[at]
        if bits & (lx.AUX | lx.MODAL) and not s.lower[at].endswith("ing") and s.lower[at] not in {"be", "been"}:
            return True
        if bits & lx.VERB and at > first and s.lower[at - 1] != "to" and is_verb(s, at, first):
            return True
        if bits == lx.WORD and _unknown_past(s, at, first):
            return True
        if s.lower[at] in {",", ";", ":"} and at > first + 10 and reach <= _LONG:
            return False
        at += 1
    return False


def clause_begins(s: Scan, first: int, high: int) -> bool:
    """Whether a subject and its finite verb stand at `first`, with no comma or relative between them."""
    at = first
    while at < min(high, first + _CLAUSE):
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        bits = s.flags[at]
        if at > first and (s.lower[at] in {",", ";", ":"} or (bits & (lx.RELATIVE | lx.SUBORD) and not bits & lx.PREP)):
            return False
        if bits & (lx.AUX | lx.MODAL) and not s.lower[at].endswith("ing") and s.lower[at] not in {"be", "been"}:
            return True
        verb = bits & lx.VERB and s.lower[at - 1] != "to" and is_verb(s, at, first)
        if at > first and (verb or (bits == lx.WORD and _unknown_past(s, at, first))):
            return True
        at += 1
    return False


def _unknown_past(s: Scan, at: int, first: int) -> bool:
    """Whether a word of no known class looks like a verb in the past: "hackers accessed the files"."""
    if at == first or at + 1 >= len(s.flags) or not s.lower[at].endswith(("ed", "s")):
        return False
    left = s.flags[at - 1]
    if s.lower[at].endswith("s"):
        taken = s.flags[at + 1] & (lx.DET | lx.POSSESSIVE) and not s.flags[at + 1] & lx.PREP
        return (
            bool(taken)
            and bool(left & (lx.WORD | lx.NAME))
            and not left & _NO_NOUN
            and not s.lower[at - 1].endswith("s")
        )
    return bool(left & lx.WORD) and not left & _NO_NOUN and bool(s.flags[at + 1] & lx.WORD)
