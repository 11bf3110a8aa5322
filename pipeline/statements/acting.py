"""Who acts at a stance cue in the article's own voice: subject, agent of a passive, owner of a noun."""

from __future__ import annotations

from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.scan import Scan, is_possessive
from pipeline.statements.speakers import speaker
from pipeline.statements.stance import Hit

_THROUGH = frozenset(
    (
        *("decided", "decides", "decide", "planning", "plans", "plan", "intends", "intend", "set", "due", "going"),
        *(
            "planned",
            "chose",
            "chosen",
            "opted",
            "threatened",
            "threatens",
            "willing",
            "unwilling",
            "ready",
            "prepared",
        ),
        *("unable", "able", "forced", "reluctant", "vowed", "agreed", "wants", "want"),
    )
)


def subject_of(s: Scan, hit: Hit, sentence: Range) -> Range:
    group = hit.group
    low = sentence.first
    if hit.cue.pos == "noun" or (group.noun and not s.flags[hit.first] & (lx.AUX | lx.MODAL)):
        return _owner(s, hit.first, low)
    if group.passive:
        return _by_phrase(s, hit.last, sentence.last)
    if group.infinitive:
        before = group.first - 1
        while before > low and s.flags[before] & lx.ADV:
            before -= 1
        if before <= low or s.lower[before] not in _THROUGH:
            return NO_RANGE
        return speaker(s, clauses.group(s, before, low), low, None)
    return speaker(s, group, low, None)


def _owner(s: Scan, at: int, low: int) -> Range:
    """Return who owns a nominal act: "LSE" in "LSE's decision to", "its" in "its refusal to"."""
    k = at - 1
    while k > low and s.flags[k] & lx.WORD and not is_possessive(s, k) and s.flags[k] & (lx.ADJ | lx.ADV):
        k -= 1
    if k > low and is_possessive(s, k):
        first = k - 1
        while first - 1 >= low and s.flags[first - 1] & lx.NAME:
            first -= 1
        return Range(first, k)
    if k >= low and s.flags[k] & lx.POSSESSIVE and s.lower[k] in {"its", "their"}:
        return Range(k, k + 1)
    return NO_RANGE


def _by_phrase(s: Scan, at: int, high: int) -> Range:
    for k in range(at, min(high, at + 12)):
        if s.lower[k] == "by":
            return after(s, k + 1, high)
        if not s.flags[k] & lx.WORD or (s.flags[k] & (lx.VERB | lx.CONJ) and not s.flags[k] & lx.NAME):
            break
    return NO_RANGE
