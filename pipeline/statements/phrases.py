"""Noun phrases without a parser: how far a subject reaches to the left of its verb, and to the right of it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.statements import lexicon as lx
from pipeline.statements.scan import Scan, is_adverb, is_possessive, is_verb

REACH = 40
_SHORT_QUOTE = 7
DASHES = frozenset(("-", "–", "—", "―", "--"))
_INSIDE_NAMES = frozenset(("&", "/", "$", "£", "€", "%", "#", "@", ".", "*", "+"))
_STOP_LEFT = lx.SUBORD | lx.RELATIVE | lx.AUX | lx.MODAL
_CARRY_ON = frozenset(("of", "for", "from", "at", "with", "in", "on", "to", "behind", "against", "near", "by"))
_NAMED_BY = lx.NAME | lx.TITLE | lx.DET | lx.PREP | lx.ROLE | lx.ADJ
_YEAR = 4
_PERSON_INSIDE = frozenset(("others", "nobody", "none", "it"))
_STARTERS = lx.DET | lx.POSSESSIVE | lx.PERSON
_NOT_A_START_AFTER = lx.PREP | lx.DET | lx.CONJ | lx.NAME | lx.TITLE | lx.ADJ | lx.POSSESSIVE


class Range(NamedTuple):
    """A range of token indices, end exclusive."""

    first: int
    last: int


NO_RANGE = Range(0, 0)
_NO_APPOSITION = lx.CONJ | lx.PERSON | lx.RELATIVE | lx.PREP | lx.SUBORD | lx.ADV | lx.AUX | lx.TIME
_APPOSITION = lx.DET | lx.ROLE | lx.TITLE | lx.ADJ | lx.NAME | lx.POSSESSIVE
_FULL_NAME = (2, 4)


def before(s: Scan, end: int, low: int) -> Range:
    """Return the noun phrase that ends at `end` (exclusive), as far left as `low`; empty where there is none."""
    at = end
    floor = max(low, end - REACH)
    while at > floor:
        step = _step_left(s, at, floor, end)
        if step == at:
            break
        pronoun = s.flags[step] & lx.PERSON and step == at - 1
        at = step
        if pronoun:
            break
    return _trimmed(s, at, end)


def _step_left(s: Scan, at: int, floor: int, end: int) -> int:
    """Return the index to which the phrase grows by the token before `at`, or `at` when it ends there."""
    t = at - 1
    if t in s.closes:
        first = s.closes[t]
        short = t - first <= _SHORT_QUOTE and s.lower[t - 1] not in {",", ".", "?", "!"}
        named = short and first > floor and at != end and s.flags[first - 1] & lx.WORD
        return first if named and s.lower[at] != "," else at
    bits = s.flags[t]
    if not bits & lx.WORD:
        if s.lower[t] == ")":
            return _bracket_left(s, t, floor, at)
        return t if s.lower[t] in _INSIDE_NAMES or is_possessive(s, t) else at
    if bits & lx.CONJ:
        return t if _joins_nouns(s, t, floor, end) else at
    following = s.flags[at] if at < end else 0
    ends = (
        (bits & lx.VERB and s.lower[t].endswith("ing") and following & (_STARTERS | lx.NAME) and not _in_name(s, t))
        or (bits & _STOP_LEFT and not (bits & lx.DET and s.lower[t] == "that" and at < end))
        or (bits & lx.VERB and is_verb(s, t, floor))
        or (bits & lx.PERSON and at != end and s.lower[t] not in _PERSON_INSIDE)
    )
    return at if ends else t


def _in_name(s: Scan, t: int) -> bool:
    """Whether a form in -ing stands between capitals: "Calder Valley Building Society"."""
    return (
        t > 0 and s.tokens[t].text[0].isupper() and s.tokens[t - 1].text[0].isupper() and bool(s.flags[t - 1] & lx.NAME)
    )


def _bracket_left(s: Scan, t: int, floor: int, at: int) -> int:
    for k in range(t - 1, max(floor, t - 8) - 1, -1):
        if s.lower[k] == "(":
            return k
    return at


def _joins_nouns(s: Scan, t: int, floor: int, end: int) -> bool:
    """Whether the conjunction at `t` joins two nouns rather than two clauses."""
    if t <= floor or t + 1 >= end:
        return False
    left, right = s.flags[t - 1], s.flags[t + 1]
    if not left & lx.WORD or (left & (lx.PERSON | lx.ADV | lx.AUX | lx.MODAL) and not left & lx.NAME):
        return False
    if left & lx.NAME and right & lx.NAME:
        return True
    if right & (lx.PERSON | lx.NAME) or (right & lx.DET and not _has_preposition(s, floor, t)):
        return bool(right & lx.DET and not right & lx.PERSON and left & lx.NAME)
    return not right & (lx.DET | lx.PERSON | lx.ADV)


def _has_preposition(s: Scan, floor: int, t: int) -> bool:
    return any(s.flags[k] & lx.PREP for k in range(max(floor, t - 4), t))


def _trimmed(s: Scan, first: int, last: int) -> Range:
    """Cut what is no part of the subject: adverbs, expressions of time, an opening phrase with a preposition."""
    last = _without_time_after(s, first, last)
    while first < last and (not s.flags[first] & lx.WORD or s.flags[first] & lx.CONJ or _plain_adverb(s, first)):
        if s.lower[first] in {"$", "£", "€", "@", "#"} or first in s.opens:
            break
        first += 1
    first = _without_time_before(s, first, last)
    first = next((k + 1 for k in range(last - 2, first - 1, -1) if s.lower[k] == "what"), first)
    if first + 1 < last and s.lower[first] == "that" and s.flags[first + 1] & (_STARTERS | lx.NAME):
        first += 1
    participle = first < last and s.flags[first] & lx.VERB and s.lower[first].endswith("ing")
    if participle and not s.flags[first] & lx.NAME and not (first + 1 < last and s.flags[first + 1] & lx.ROLE):
        return Range(last, last)
    if first < last and s.flags[first] & lx.PREP and not s.flags[first] & lx.ADJ:
        first = _after_opening_phrase(s, first, last)
    return Range(first, max(first, last))


def _plain_adverb(s: Scan, at: int) -> bool:
    return is_adverb(s, at) and not s.flags[at] & (lx.DET | lx.PERSON)


def _without_time_after(s: Scan, first: int, last: int) -> int:
    """Drop a closing "on Monday", "last week", "in May 2020"."""
    at, strong = last, False
    while at > first and (s.flags[at - 1] & (lx.TIME | lx.WHEN) or s.lower[at - 1].isdigit() or s.lower[at - 1] == "."):
        strong = (
            strong or bool(s.flags[at - 1] & lx.TIME) or (s.lower[at - 1].isdigit() and len(s.lower[at - 1]) == _YEAR)
        )
        at -= 1
    if not strong or at == first:
        return last
    if s.lower[at - 1] in {"on", "in", "at", "by", "of", "late", "early", "since"}:
        at -= 1
    return at if at > first else last


def _without_time_before(s: Scan, first: int, last: int) -> int:
    """Drop an opening "Yesterday", "Last week", "Monday morning"."""
    at, strong = first, False
    while at < last and s.flags[at] & (lx.TIME | lx.WHEN):
        strong = strong or bool(s.flags[at] & lx.TIME)
        at += 1
    if (
        strong
        and at < last
        and not is_possessive(s, at)
        and s.flags[at] & (lx.DET | lx.NAME | lx.PERSON | lx.POSSESSIVE)
    ):
        return at
    return first


def _after_opening_phrase(s: Scan, first: int, last: int) -> int:
    """Find the subject behind an opening phrase without a comma: "In a statement the company"."""
    for at in range(last - 1, first, -1):
        left = s.flags[at - 1]
        if s.flags[at] & lx.PERSON:
            return at
        if s.flags[at] & _STARTERS and not left & (_NOT_A_START_AFTER & ~lx.NAME) and not is_possessive(s, at - 1):
            return at
        fresh = s.flags[at] & lx.NAME and not left & _NOT_A_START_AFTER and left & lx.WORD
        if fresh and not is_possessive(s, at - 1) and at - 1 > first:
            return at
        if s.flags[at] & lx.NAME and left & lx.TIME and not s.flags[at] & lx.TIME:
            return at
    return first + 1 if s.lower[first] == "with" and not s.flags[first + 1] & lx.DET else last


def after(s: Scan, first: int, high: int, *, addressee: bool = False) -> Range:
    """Return the noun phrase that begins at `first`, as far right as `high`; empty where none begins there.

    With `addressee`, a capital after a plural noun begins the next clause ("told reporters Acme would").
    """
    at = first
    ceiling = min(high, first + REACH)
    while at < ceiling:
        step = _step_right(s, at, ceiling, first, addressee=addressee)
        if step == at:
            break
        pronoun = at == first and s.flags[at] & (lx.PERSON | lx.OBJECT) and not s.flags[at] & lx.POSSESSIVE
        at = step
        if pronoun:
            break
    while at > first and (
        (s.flags[at - 1] & (lx.CONJ | lx.PREP | lx.DET) and at - 1 > first) or s.lower[at - 1] in {".", "/"}
    ):
        at -= 1
    return Range(first, at)


def _step_right(s: Scan, at: int, high: int, first: int, *, addressee: bool) -> int:
    """Return the index past the token at `at` when the phrase goes on through it, or `at` when it ends before it."""
    if at in s.opens:
        short = at > first and s.opens[at] - at < _SHORT_QUOTE - 1
        return s.opens[at] if short and s.opens[at] < high else at
    bits = s.flags[at]
    if not bits & lx.WORD:
        return _mark_right(s, at, high)
    if at == first:
        named = bits & lx.NAME and at + 1 < high and s.flags[at + 1] & lx.NAME
        blocked = (
            (bits & (lx.AUX | lx.MODAL) and not named)
            or bits & lx.CONJ
            or (bits & (lx.SUBORD | lx.RELATIVE) and not bits & lx.DET)
        )
        return at if blocked else at + 1
    return at + 1 if _inside_phrase(s, at, high, first, addressee=addressee) else at


def _mark_right(s: Scan, at: int, high: int) -> int:
    word = s.lower[at]
    if word == "(":
        return _bracket_right(s, at, high)
    if word == ".":
        return at + 1 if at + 1 < high and s.flags[at + 1] & lx.NAME else at
    return at + 1 if word in _INSIDE_NAMES or is_possessive(s, at) else at


def _inside_phrase(s: Scan, at: int, high: int, first: int, *, addressee: bool) -> bool:
    """Whether the word at `at` goes on with the noun phrase that began at `first`."""
    bits, left = s.flags[at], s.flags[at - 1]
    if bits & lx.PREP:
        return _carries_on(s, at, high, first)
    if bits & lx.CONJ:
        following = s.flags[at + 1] if at + 1 < high else 0
        roles = following & lx.ROLE or (following & lx.ADJ and not addressee)
        return bool((following & lx.NAME and left & lx.NAME) or (following & lx.DET and not addressee)) or (
            bool(roles) and bool(left & lx.ROLE)
        )
    begins = (
        bits & (lx.AUX | lx.MODAL | lx.SUBORD | lx.RELATIVE | lx.PERSON)
        or (bits & (lx.TIME | lx.WHEN) and not left & (lx.DET | lx.PREP))
        or (bits & (lx.DET | lx.POSSESSIVE) and not left & (lx.PREP | lx.CONJ | lx.DET))
        or (is_adverb(s, at) and not bits & lx.DET and not left & (lx.DET | lx.POSSESSIVE))
    )
    initial = bits & lx.NAME and len(s.lower[at]) == 1 and at + 1 < high and s.lower[at + 1] == "."
    if begins:
        return bool(initial)
    if addressee and bits & lx.NAME and left & lx.WORD and not left & _NAMED_BY:
        return is_possessive(s, at - 1)
    return not (bits & lx.VERB and is_verb(s, at, first))


def _bracket_right(s: Scan, at: int, high: int) -> int:
    for k in range(at + 1, min(high, at + 9)):
        if s.lower[k] == ")":
            return k + 1
    return at


def _carries_on(s: Scan, at: int, high: int, first: int) -> bool:
    """Whether a preposition inside a noun phrase belongs to it: "a spokesman for Acme", not "Roe in an interview"."""
    word = s.lower[at]
    if word == "of" or (word == "to" and s.lower[at - 1] == "close"):
        return True
    if word not in _CARRY_ON or at + 1 >= high:
        return False
    for k in range(at + 1, min(high, at + 5)):
        if s.flags[k] & (lx.TIME | lx.CHANNEL):
            return False
        if s.flags[k] & lx.PREP:
            break
        if not s.flags[k] & (lx.DET | lx.POSSESSIVE | lx.ADJ | lx.WORD):
            break
    named = any(s.flags[k] & lx.NAME for k in range(first, at))
    if word in {"for", "from", "at", "with"}:
        return not named or any(s.flags[k] & lx.ROLE for k in range(first, at))
    return not named and not s.flags[first] & (lx.PERSON | lx.OBJECT) and word in {"in", "near", "behind", "against"}


def with_apposition(s: Scan, source: Range, high: int) -> Range:
    """Extend "Jane Roe" over ", a spokesperson for Acme," where that follows at once and holds no verb."""
    at = source.last
    if at + 1 >= high or s.lower[at] != "," or source.first == source.last or at + 1 in s.opens:
        return source
    begins = s.flags[at + 1]
    barred = begins & _NO_APPOSITION and (not begins & lx.NAME or begins & (lx.TIME | lx.RELATIVE))
    if barred or not (begins & _APPOSITION or s.lower[at + 1].isdigit()):
        return source
    inner = after(s, at + 1, high)
    if inner.first == inner.last or (inner.last < high and s.flags[inner.last] & lx.WORD):
        return source
    role = any(s.flags[k] & (lx.ROLE | lx.TITLE) or s.lower[k].isdigit() for k in range(*inner))
    if not role and not (_is_role(s, source) and _is_full_name(s, inner)):
        return source
    whole = Range(source.first, inner.last)
    return with_apposition(s, whole, high) if s.lower[inner.last - 1].isdigit() else whole


def _is_role(s: Scan, source: Range) -> bool:
    last = s.flags[source.last - 1]
    return bool(last & lx.ROLE) and not last & lx.NAME


def _is_full_name(s: Scan, words: Range) -> bool:
    """Whether the words are two to four capitals: whoever a role before them names."""
    size = words.last - words.first
    return _FULL_NAME[0] <= size <= _FULL_NAME[1] and all(s.flags[k] & lx.NAME for k in range(*words))
