"""What a position is about: the words that follow its head."""

from __future__ import annotations

from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.positions import Position
from pipeline.statements.scan import Scan, is_adverb
from pipeline.statements.speakers import speaker
from pipeline.statements.stance import Hit


def object_of(s: Scan, hit: Hit, position: Position) -> Range:
    """Return the object of the head, the subject of a passive, or an empty range."""
    if hit.cue.target == "none":
        return NO_RANGE
    if hit.cue.pos == "verb" and hit.group.passive:
        return speaker(s, hit.group, position.first, None)
    at = hit.last
    while at < position.last and (s.flags[at] & lx.PREP or s.lower[at] in {"to", "that"} or is_adverb(s, at)):
        at += 1
    if at < position.last and s.lower[at - 1] == "to" and s.flags[at] & lx.BASE:
        at += 1
        while at < position.last and s.flags[at] & lx.PREP and s.lower[at] != "to":
            at += 1
    if at >= position.last:
        return NO_RANGE
    return after(s, at, position.last)
