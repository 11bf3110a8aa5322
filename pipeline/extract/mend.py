"""Add to what is kept what belongs to the article and was passed over."""

from __future__ import annotations

from collections import Counter

from lxml.html import HtmlElement

from pipeline.extract.drop import FURNITURE, HARDLY_MORE, QUOTED, is_furniture, is_headline
from pipeline.extract.marks import Mark
from pipeline.extract.notes import is_note
from pipeline.extract.page import Kept, Page

_HOME = 0.2
_FILLERS = frozenset({"p", "h2", "h3", "h4", "blockquote"})
_BEYOND = 80
_MOSTLY = 0.5
_SET_APART = Mark.QUOTE | Mark.PULL | Mark.POST | Mark.NOTE
_AROUND = 8
_LEVELS = 4
_LOOK_ABOVE = 40
_DESCRIBED = 50
_STANDFIRST = 80


def with_gaps_filled(page: Page, kept: Kept) -> Kept:
    """Add what was passed over beside the paragraphs of the text: between them, and long ones before and after."""
    if not kept:
        return kept
    homes, have = _homes(page, kept), {page.keys[number] for number in kept}
    return sorted(
        {*kept}
        | {
            number
            for number, segment in enumerate(page.segments)
            if (kept[0] < number < kept[-1] or (segment.tag == "p" and len(segment.text) > _BEYOND))
            and segment.element.getparent() in homes
            and segment.tag in _FILLERS
            and page.keys[number] not in have
            and _may_be_added(page, number, _MOSTLY)
            and not page.marks[number] & Mark.ASIDE
        }
    )


def _homes(page: Page, kept: Kept) -> set[HtmlElement | None]:
    """Return the elements that hold the paragraphs of the text."""
    beside: Counter[HtmlElement | None] = Counter()
    for number in kept:
        beside[page.segments[number].element.getparent()] += len(page.segments[number].text)
    total = sum(beside.values())
    return {element for element, size in beside.items() if size > _HOME * total}


def _may_be_added(page: Page, number: int, linked: float) -> bool:
    segment = page.segments[number]
    return (
        not is_furniture(page.marks[number])
        and segment.linked <= linked * len(segment.text)
        and not is_headline(page, number)
    )


def with_quotations(page: Page, kept: Kept) -> Kept:
    """Add block quotations, embedded posts and notes of changes that stand among the text or close to its ends."""
    if not kept:
        return kept
    homes, have = _homes(page, kept), set(kept)
    start, end = kept[0], kept[-1]
    added = {
        number
        for number in range(max(0, start - _AROUND), min(len(page.segments), end + _AROUND + 1))
        if number not in have
        and len(page.segments[number].text) > QUOTED
        and _is_set_apart(page, number)
        and (start < number < end or _stands_beside(page.segments[number].element, homes))
        and _may_be_added(page, number, HARDLY_MORE)
    }
    return sorted({*kept} | added)


def _is_set_apart(page: Page, number: int) -> bool:
    return bool(page.marks[number] & _SET_APART) or is_note(page.segments[number].text)


def _stands_beside(element: HtmlElement | None, homes: set[HtmlElement | None]) -> bool:
    """Tell whether an element stands in what holds the text, or in what holds that."""
    around = {home.getparent() for home in homes if home is not None} | homes
    for _ in range(_LEVELS):
        element = element.getparent() if element is not None else None
        if element is not None and element in around:
            return True
    return False


def with_standfirst(page: Page, kept: Kept) -> Kept:
    """Add the standfirst that stands above the text: what is marked as one, or what the page's description repeats."""
    if not kept:
        return kept
    have = {page.keys[number] for number in kept}
    for number in range(kept[0] - 1, max(-1, kept[0] - _LOOK_ABOVE), -1):
        text = page.keys[number]
        if text in have or is_headline(page, number) or page.segments[number].linked or len(text) < _DESCRIBED:
            continue
        if _is_description(page, text) or _is_marked_standfirst(page, number):
            return [number, *kept]
    return kept


def _is_description(page: Page, text: str) -> bool:
    described = page.standfirst[:_DESCRIBED]
    return len(described) == _DESCRIBED and described in text and len(text) < 2 * len(page.standfirst)


def _is_marked_standfirst(page: Page, number: int) -> bool:
    furniture = page.marks[number] & (FURNITURE & ~Mark.FURNITURE)
    return bool(page.marks[number] & Mark.SUMMARY and not furniture and len(page.segments[number].text) > _STANDFIRST)
