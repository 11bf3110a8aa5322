"""Pick the text of a page in rungs: a quick extraction, a thorough one, and the page's own paragraphs alone.

A rung is left for the next only where it kept clearly little of the prose that stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extract.choose import choose
from pipeline.extract.drop import FURNITURE
from pipeline.extract.normalise import key
from pipeline.extract.page import Kept, Page, survey
from pipeline.extract.segments import Segment, cut, is_prose
from pipeline.extract.sheets import Sheet
from pipeline.extract.sight import described
from pipeline.extract.votes import extracted, supported

_ENOUGH = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """The segments of a page that are its text, by number, and how they were found.

    `prose` counts the characters of all paragraphs of the page, furniture left out.
    """

    page: Page
    kept: Kept
    method: str
    prose: int

    @property
    def size(self) -> int:
        """The characters of the text."""
        return sum(len(self.page.segments[number].text) for number in self.kept)


def pick(
    tree: HtmlElement, sheet: Sheet, *, url: str, titles: Iterable[str], standfirst: str, names: Iterable[str]
) -> Picked:
    """Return what of a page, styled by `sheet`, is its text. The tree is left as it is."""
    segments, disbelieved = cut(tree, sheet)
    keys = [key(segment.text) for segment in segments]
    # The extractor sees words that were left out of a line, or does not.
    wholes = {number: key(segment.whole) for number, segment in enumerate(segments) if segment.whole}
    noted = f" (what was set unseen by {described(disbelieved)} kept)" if disbelieved else ""
    titles, names = tuple(titles), tuple(names)

    def picked(kept: Kept, method: str) -> Picked:
        page = survey(segments, keys, kept, titles=titles, standfirst=standfirst, names=names)
        prose = _prose(page)
        return Picked(page, choose(page, kept), f"{method}{noted}", sum(len(segments[number].text) for number in prose))

    best = picked(supported(keys, wholes, extracted(tree, url=url, fast=True)), "trafilatura-fast")
    if best.size < _ENOUGH * best.prose:
        best = _larger(best, picked(supported(keys, wholes, extracted(tree, url=url, fast=False)), "trafilatura"))
    if best.size < _ENOUGH * best.prose:
        best = _larger(best, picked(_paragraphs(segments), "paragraphs"))
    return best


def _larger(one: Picked, other: Picked) -> Picked:
    return other if other.size > one.size else one


def _paragraphs(segments: list[Segment]) -> Kept:
    return [number for number, segment in enumerate(segments) if is_prose(segment)]


def _prose(page: Page) -> Kept:
    return [
        number
        for number, segment in enumerate(page.segments)
        if is_prose(segment) and not page.marks[number] & FURNITURE
    ]
