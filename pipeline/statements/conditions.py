"""The conditions of a stance cue: which words must or must not stand around its head."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.model.rules import StanceCue
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan
from pipeline.statements.speakers import speaker
from pipeline.statements.standing import reduced

_REST = 30
_OBJECT = 12
_IN_OBJECT = frozenset(("of", "for", "with", "from", "against", "at", "in", "into", "on", "over"))
_CLAUSES = frozenset(("that", "which", "who", "whose", "whom", "where", "when", "why", "how"))
_PARTING = frozenset((",", ";", ":", "but", "which", "who"))
_MARKS = frozenset(("$", "£", "€", "&", "-", "%", "’", "'"))
_AROUND = 220
_LINK = 6
_AHEAD = 3
_VERBS = lx.VERB | lx.AUX | lx.MODAL


class Phrases(NamedTuple):
    """The phrases of a condition as words, with their lengths, for look-ups in one step each."""

    where: str
    all: frozenset[tuple[str, ...]]
    sizes: tuple[int, ...]
    words: frozenset[str]
    longer: frozenset[str]


def conditions_hold(s: Scan, cue: StanceCue, group: clauses.Group, at: Range, low: int, high: int) -> bool:
    """Whether all that a cue requires stands around its head at `at`, and nothing that it forbids."""
    return all(_holds(s, text, group, at, low, high) for text in cue.require) and not any(
        _holds(s, text, group, at, low, high) for text in cue.forbid
    )


def _holds(s: Scan, text: str, group: clauses.Group, at: Range, low: int, high: int) -> bool:
    """Whether one of the phrases of a condition stands where it says ("next:", "near:" and so on)."""
    phrases = _parsed(text)
    if phrases.where == "form":
        return tuple(s.lower[at.first : at.last]) in phrases.all
    if phrases.where == "next":
        ends = at.last >= high and "." in phrases.words
        behind = at.last + (at.last in s.closes)  # '"flatly refused" the offer'
        return ends or any(tuple(s.lower[behind : min(high, behind + n)]) in phrases.all for n in phrases.sizes)
    if phrases.where == "last":
        return any(tuple(s.lower[max(low, group.first - n) : group.first]) in phrases.all for n in phrases.sizes)
    return _stands_within(_words(s, phrases.where, group, at, low, high), phrases)


def _words(s: Scan, where: str, group: clauses.Group, at: Range, low: int, high: int) -> list[str]:  # noqa: PLR0911  one line per place
    """Return the words among which a phrase may stand anywhere."""
    if where == "object":
        return _object(s, group, at, low, high)
    if where == "clause":
        return _clause(s, at.last, high)
    if where == "group":
        return s.lower[max(low, group.first - _AHEAD) : at.first]
    if where == "subject":
        return _subject(s, group, at.first, low)
    if where == "helper":
        return s.lower[max(low, group.first - 1) : at.first]
    if where == "around":
        return [*s.lower[max(0, at.first - _AROUND) : at.first], *s.lower[at.last : at.last + _AROUND]]
    first = at.last if where == "then" else max(low, at.first - _REST)
    last = at.first if where == "prior" else min(high, at.last + _REST)
    return s.lower[first:last]


def _object(s: Scan, group: clauses.Group, at: Range, low: int, high: int) -> list[str]:
    """Return the words of the head's object, up to the next clause; those before a passive are its subject."""
    if group.passive or reduced(s, group, at.last):
        first = group.first
        while first > max(low, group.first - _OBJECT) and _in_phrase(s, first - 1):
            first -= 1
        return s.lower[first : group.first]
    last = at.last
    while last < min(high, at.last + _OBJECT) and _in_phrase(s, last):
        if s.flags[last] & lx.PREP and s.lower[last] not in _IN_OBJECT:
            break
        last += 1
    return s.lower[at.last : last]


def _clause(s: Scan, first: int, high: int) -> list[str]:
    """Return the words from `first` up to the next comma or other mark that parts clauses."""
    last = first
    while last < min(high, first + _REST) and s.lower[last] not in _PARTING:
        last += 1
    return s.lower[first:last]


def _in_phrase(s: Scan, k: int) -> bool:
    """Whether a word may stand inside an object."""
    bits = s.flags[k]
    if s.lower[k] in _CLAUSES or (bits & (lx.MODAL | lx.SUBORD | lx.RELATIVE | lx.AUX) and not bits & lx.DET):
        return False
    return bool(bits & lx.WORD) or s.lower[k] in _MARKS or k in s.opens or k in s.closes


def _subject(s: Scan, group: clauses.Group, at: int, low: int) -> list[str]:
    """Return the words of the subject that the head, or the verb before it, has."""
    helps = bool(s.flags[at] & (lx.AUX | lx.MODAL))
    if not helps and (group.noun or not s.flags[group.main] & _VERBS):
        verb = at - 1
        while verb > low and at - verb < _LINK and not s.flags[verb] & _VERBS:
            verb -= 1
        if verb < low or not s.flags[verb] & _VERBS:
            return []
        group = clauses.group(s, verb, low)
    subject = speaker(s, group, low, None)
    return s.lower[subject.first : subject.last]


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Phrases:
    """Return where the phrases of a condition must stand, and the phrases as words."""
    where, _, rest = text.partition(":")
    phrases = frozenset(tuple(phrase.split()) for phrase in rest.split("|"))
    words = frozenset(phrase[0] for phrase in phrases if len(phrase) == 1)
    longer = frozenset(phrase[0] for phrase in phrases if len(phrase) > 1)
    return Phrases(where, phrases, tuple(sorted({len(phrase) for phrase in phrases})), words, longer)


def _stands_within(words: list[str], phrases: Phrases) -> bool:
    if not phrases.words.isdisjoint(words):
        return True
    if phrases.longer.isdisjoint(words):
        return False
    sizes = [n for n in phrases.sizes if n > 1]
    starts = [k for k, word in enumerate(words) if word in phrases.longer]
    return any(tuple(words[k : k + n]) in phrases.all for k in starts for n in sizes)
