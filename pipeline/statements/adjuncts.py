"""Where and when something was said: what may stand between a cue and its content."""

from __future__ import annotations

from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import DASHES
from pipeline.statements.scan import Scan, is_adverb, is_possessive

_ONE_WORD = 3
_YEAR = 4
_PHRASE = 14
_ASIDE = 14
_OF_NOUNS = lx.DET | lx.NAME | lx.POSSESSIVE | lx.OBJECT | lx.ADJ | lx.CHANNEL | lx.ROLE


def skip_adjunct(s: Scan, at: int, high: int) -> int:
    """Step over where and when something was said: "on Monday", "in a statement", "during a call with analysts"."""
    start = at
    if at < high and s.lower[at] == ",":
        return _aside_end(s, at, high)
    while at < high:
        step = _adjunct_step(s, at, high)
        if step == at:
            break
        at = step
    if at < high and s.lower[at] == "," and at > start and at + 1 < high and s.lower[at + 1] == "that":
        at += 1
    return at


def _aside_end(s: Scan, at: int, high: int) -> int:
    """Return the "that" behind an aside between commas: "said, in a statement on Monday, that". Else `at`."""
    for k in range(at + 1, min(high - 1, at + _ASIDE)):
        if k in s.opens or s.lower[k] in {";", ":"} or s.flags[k] & lx.SPEECH:
            return at
        if s.lower[k] == "," and s.lower[k + 1] == "that":
            return k + 1
    return at


def _adjunct_step(s: Scan, at: int, high: int) -> int:
    """Return the index past one adverb, time or phrase at `at`, or `at` when none is there."""
    bits = s.flags[at]
    if at in s.opens:
        return at
    if is_adverb(s, at) and not bits & (lx.DET | lx.PERSON | lx.NAME):
        return at + 1
    if bits & lx.TIME and not (at + 1 < high and is_possessive(s, at + 1)):
        return at + 1
    if bits & lx.WHEN and at + 1 < high and s.flags[at + 1] & lx.TIME:
        return at + 2
    infinitive = s.lower[at] == "to" and at + 1 < high and not s.flags[at + 1] & _OF_NOUNS
    if not bits & lx.PREP or infinitive or s.lower[at] in {"that", "than", "per"}:
        return at
    return _phrase_end(s, at, high)


def _phrase_end(s: Scan, at: int, high: int) -> int:  # noqa: PLR0911  one line per case
    """Return where the phrase that the preposition at `at` opens gives way to content, or `at`."""
    k = at + 1
    limit = min(high, at + _PHRASE)
    while k < limit:
        if k in s.opens or s.lower[k] in {"that", ":", ","}:
            break
        if s.flags[k] & lx.SPEECH and s.lower[k].endswith("ing") and k > at + 1:
            return at
        if s.lower[k] in DASHES:
            return _closed_adjunct(s, at, high)
        if s.lower[k] in {"whether", "if"} or (s.lower[k] == "to" and k + 1 < high and s.flags[k + 1] & lx.BASE):
            return k if k > at + 1 else at
        if s.flags[k] & (lx.PERSON | lx.MODAL | lx.AUX) and k > at + 1:
            return k if s.flags[k] & lx.PERSON and not s.flags[k] & lx.RELATIVE else _closed_adjunct(s, at, high)
        k += 1
    if k < limit and (s.lower[k] in {"that", ":"} or (k in s.opens and s.opens[k] - k > _ONE_WORD)):
        return k
    if k + 1 < limit and s.lower[k] == "," and s.opens.get(k + 1, 0) - k > _ONE_WORD:
        return k
    return _closed_adjunct(s, at, high)


def _closed_adjunct(s: Scan, at: int, high: int) -> int:
    """Step over a phrase of time or channel that ends where the next noun phrase begins."""
    k = at + 1
    seen = False
    while k < min(high, at + 9):
        bits = s.flags[k]
        if k in s.opens or (not bits & lx.WORD and not is_possessive(s, k)):
            break
        if is_possessive(s, k):
            seen = False
            k += 1
            continue
        if seen and not (bits & (lx.TIME | lx.CHANNEL) or s.lower[k].isdigit() or s.flags[k] & lx.PREP):
            break
        if bits & (lx.TIME | lx.CHANNEL) or (s.lower[k].isdigit() and len(s.lower[k]) == _YEAR):
            seen = True
        elif bits & lx.PREP and seen:
            return k
        elif not bits & (lx.DET | lx.WHEN | lx.ADJ | lx.POSSESSIVE | lx.WORD):
            break
        k += 1
    return k if seen else at
