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
from pipeline.statements.lexicon import CueForm
from pipeline.statements.phrases import Range
from pipeline.statements.places import Place, is_speech
from pipeline.statements.right import RIGHT, Words, signature_at, source_at


class Match(NamedTuple):
    """A frame that fits. Ranges are of tokens; `source` is None when the words name none."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    frame: Frame
    form: CueForm
    leftward: bool


def match(frame: Frame, form: CueForm, place: Place) -> Match | None:
    """Return how `frame` fits at `place`, or None."""
    split = frame.pattern.index("cue")
    if split and frame.pattern[split - 1] == "source" and "that" not in frame.pattern and _quote_before(place, frame):
        return None
    arrangement = LEFT.get(frame.pattern[:split])
    left = None if arrangement is None else arrangement(place)
    right = None if left is None else _match_right(frame.pattern[split + 1 :], place)
    if left is None or right is None:
        return None
    content = (*left[1], *right[1])
    if not content or any(part.first >= part.last for part in content):
        return None
    source = right[0] or left[0]
    if left[1] and source is not None and not _may_follow(place, form, source, left[1][0]):
        return None
    return Match(source, place.cue, content, frame, form, bool(left[1]))


def _may_follow(place: Place, form: CueForm, source: Range, content: Range) -> bool:
    """Whether content without marks may stand before this source: "…, a plan announced in May" is no attribution."""
    s = place.scan
    if form.list.id == "speech.say" or form.list.pos != "verb" or any(k in s.opens for k in range(*content)):
        return True
    speaks = lx.NAME | lx.ROLE | lx.PERSON | lx.TITLE | lx.CHANNEL
    return any(s.flags[k] & speaks or s.lower[k].endswith("s") for k in range(*source))


def _match_right(pattern: tuple[str, ...], place: Place) -> tuple[Range | None, tuple[Range, ...]] | None:
    """Consume the elements right of the cue; return the source among them, if any, and the content."""
    at = place.cue.last
    source: Range | None = None
    content: tuple[Range, ...] = ()
    for element in pattern:
        name = element.removesuffix("?")
        if name in {"source", "signature"}:
            source = source_at(place, at) if name == "source" else signature_at(place, at)
            if source is None:
                return None
            at = source.last
            continue
        found = RIGHT.get(name, Words(name))(place, at)
        if found is None:
            if name == element:
                return None
            continue
        at = found.at
        if found.content is not None:
            content = (*content, found.content, *found.more)
    return source, content


def _quote_before(place: Place, frame: Frame) -> bool:
    """Whether a quotation that ends as speech ends stands right before the subject, and the frame does not want it."""
    s, at = place.scan, place.subject.first - 1
    inherited = place.subject.first < place.open_left
    if frame.pattern[0] != "source" or place.subject.first >= place.subject.last or inherited:
        return False
    if at >= place.low and s.lower[at] == ",":
        at -= 1
    if at < place.low or at not in s.closes or not is_speech(s, s.closes[at], at + 1, place.low):
        return False
    return s.lower[at - 1] in {",", "?", "!", "…"} or (s.lower[at + 1] == "," and s.closes[at] <= place.low + 1)
