"""One page as the choice of its blocks sees it: its segments, and what is measured about where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extract.marks import Mark
from pipeline.extract.normalise import key, normalise
from pipeline.extract.segments import Context, Segment

Kept = list[int]
"""Numbers of the segments that are taken for the text, ascending."""

_SHARE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The segments of a page with their keys, marks and surroundings, all by number.

    `marks` leaves out names that stand over a large part of the text, since those name the page and not a part.
    `headlines` are the keys of its titles, `standfirst` the key of its description, `names` those of its authors.
    """

    segments: list[Segment]
    keys: list[str]
    marks: list[int]
    sizes: dict[HtmlElement, tuple[int, int]]
    headlines: frozenset[str]
    standfirst: str
    names: tuple[str, ...]


def survey(
    segments: list[Segment],
    keys: list[str],
    kept: Kept,
    *,
    titles: Iterable[str],
    standfirst: str,
    names: Iterable[str],
) -> Page:
    """Return the page around its segments; `kept` is what the extractor took of them."""
    return Page(
        segments,
        keys,
        _marks(segments, kept),
        _sizes(segments),
        frozenset(found for title in titles if (found := key(normalise(title)))),
        key(normalise(standfirst)),
        tuple(found for name in names if (found := key(normalise(name)))),
    )


def _name(context: Context) -> tuple[str, str | None, str | None]:
    element = context.element
    return str(element.tag), element.get("class"), element.get("id") if element.get("class") is None else None


def _marks(segments: list[Segment], kept: Kept) -> list[int]:
    """Return each segment's marks without those of names that cover a large share of what was kept."""
    total = sum(len(segments[number].text) for number in kept)
    covered: Counter[tuple[str, str | None, str | None]] = Counter()
    for number in kept:
        context = segments[number].context
        while context is not None:
            covered[_name(context)] += len(segments[number].text)
            context = context.parent
    known: dict[Context, int] = {}
    found = []
    for segment in segments:
        context = segment.context
        if context is None:
            found.append(Mark.NONE)
            continue
        if context not in known:
            known[context] = _clear(context, covered, _SHARE * total)
        found.append(known[context])
    return found


_ALWAYS = Mark.BODY | Mark.QUOTE | Mark.HEADING | Mark.ITEM | Mark.CELL


def _clear(context: Context | None, covered: Counter[tuple[str, str | None, str | None]], most: float) -> int:
    marks = Mark.NONE
    while context is not None:
        own = context.own
        marks |= own if covered[_name(context)] <= most else own & _ALWAYS
        context = context.parent
    return marks


def _sizes(segments: list[Segment]) -> dict[HtmlElement, tuple[int, int]]:
    """Return for every element over a segment the characters of its text and those of its links."""
    text: dict[HtmlElement, int] = defaultdict(int)
    linked: dict[HtmlElement, int] = defaultdict(int)
    for segment in segments:
        element: HtmlElement | None = segment.element
        size, links = len(segment.text), min(segment.linked, len(segment.text))
        while element is not None:
            text[element] += size
            linked[element] += links
            element = element.getparent()
    return {element: (size, linked[element]) for element, size in text.items()}
