"""Evaluate an attribution frame at a cue: where source, cue and content stand, element by element.

A pattern reads from left to right in the order of the text. What stands left of "cue" is looked for to its left, what
stands right of it is consumed one element after the other. An element ending in "?" may be absent. `docs/rules.md`
lists the elements; a word that is none of them stands for itself ("that", "by|from").
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model.rules import Frame
from pipeline.statements import lexicon as lx
from pipeline.statements.left import LEFT
from pipeline.statements.lexicon import CueForm, Pattern
from pipeline.statements.phrases import Range
from pipeline.statements.places import Found, LeftResult, Place, RightResult, is_speech
from pipeline.statements.right import RIGHT, Words, signature_at, source_at

_SOURCES = ("source", "signature")


class Match(NamedTuple):
    """A frame that fits. Ranges are of tokens; `source` is None when the words name none."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    frame: Frame
    form: CueForm
    leftward: bool


def match(pattern: Pattern, form: CueForm, place: Place) -> Match | None:
    """Return how `pattern` fits at `place`, or None."""
    left = place.lefts[pattern.left] if pattern.left in place.lefts else _left(pattern.left, place)
    if left is None:
        return None
    right = place.rights[pattern.right] if pattern.right in place.rights else _right(pattern.right, place)
    if right is None or (pattern.unquoted and _quote_before(place)):
        return None
    if left[1] and right[1] and left[1][0] == place.previous and right[1][0].first not in place.scan.opens:
        return None  # '"We won." He said, twice, that it was over': the sentence before is no part of it
    content = (*left[1], *right[1])
    if not content or any(part.first >= part.last for part in content):
        return None
    source = right[0] or left[0]
    if left[1] and source is not None and not _may_follow(place, form, source, left[1][0]):
        return None
    return Match(source, place.cue, content, pattern.frame, form, bool(left[1]))


def _left(arrangement: tuple[str, ...], place: Place) -> LeftResult | None:
    """Return what an arrangement finds left of the cue, and keep it: many frames share one."""
    reads = LEFT.get(arrangement)
    found = place.lefts[arrangement] = None if reads is None else reads(place)
    return found


def _may_follow(place: Place, form: CueForm, source: Range, content: Range) -> bool:
    """Whether content without marks may stand before this source: "…, a plan announced in May" is no attribution."""
    s = place.scan
    if form.list.id == "speech.say" or form.list.pos != "verb" or any(k in s.opens for k in range(*content)):
        return True
    if source.last - source.first == 1 and s.flags[source.first] & lx.DET:  # "many", "some"
        return True
    speaks = lx.NAME | lx.ROLE | lx.PERSON | lx.TITLE | lx.CHANNEL
    return any(s.flags[k] & speaks or s.lower[k].endswith("s") for k in range(*source))


def _right(elements: tuple[tuple[str, bool], ...], place: Place) -> RightResult | None:
    """Consume the elements right of the cue; return the source among them, if any, and the content. Keep both."""
    at = place.cue.last
    source: Range | None = None
    content: tuple[Range, ...] = ()
    place.rights[elements] = None
    for name, optional in elements:
        if name in _SOURCES:
            source = source_at(place, at) if name == "source" else signature_at(place, at)
            if source is None:
                return None
            at = source.last
            continue
        found = place.steps[name, at] if (name, at) in place.steps else _step(name, place, at)
        if found is None:
            if not optional:
                return None
            continue
        at = found.at
        if found.content is not None:
            content = (*content, found.content, *found.more)
    result = place.rights[elements] = (source, content)
    return result


def _step(name: str, place: Place, at: int) -> Found | None:
    reads = RIGHT.get(name)
    found = place.steps[name, at] = Words(name)(place, at) if reads is None else reads(place, at)
    return found


def _quote_before(place: Place) -> bool:
    """Whether a quotation that ends as speech ends stands right before the subject, and the frame does not want it."""
    s, at = place.scan, place.subject.first - 1
    inherited = place.subject.first < place.open_left
    if place.subject.first >= place.subject.last or inherited:
        return False
    if at >= place.low and s.lower[at] == ",":
        at -= 1
    if at < place.low or at not in s.closes or not is_speech(s, s.closes[at], at + 1, place.low):
        return False
    return s.lower[at - 1] in {",", "?", "!", "…"} or (s.lower[at + 1] == "," and s.closes[at] <= place.low + 1)
