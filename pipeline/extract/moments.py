"""Find when the article of a page was published and changed: its own dates only, never a neighbour's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.extract import bylines
from pipeline.extract.dates import find_dates, parse_date
from pipeline.extract.gathered import Found, Gathered
from pipeline.extract.header import Line, is_neighbour
from pipeline.extract.jsonld import text
from pipeline.extract.meta_names import MODIFIED, PUBLISHED
from pipeline.extract.normalise import normalise

_LONGEST = 300
_MOST_BEFORE = 5
_MOST_WORDS = 14  # in a line with dates and a byline; more is a sentence
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_UPDATED = re.compile(
    r"updat|modif|aktualis|geändert|mis à jour|actualiz|aggiorn|atualiz|bijgewerkt|aktualiz|обновл|güncel|uppdater|"
    r"opdater|oppdater|last edit",
    re.IGNORECASE,
)


def published(page: Gathered) -> Iterator[Found]:
    """Yield the dates of publication that the page states of itself, most trusted first."""
    yield from _structured(page, ("datePublished", "dateCreated", "uploadDate"), PUBLISHED)
    yield from _timed(page, "datepublished", updated=False)
    yield from _written(page, updated=False)
    yield from _in_path(page.url)


def _in_path(url: str) -> Iterator[Found]:
    try:
        path = urlsplit(url).path
    except ValueError:
        return
    match = _URL_DAY.search(path)
    if match is not None and (day := parse_date("-".join(match.groups()))):
        yield day, "path of the url"


def modified(page: Gathered) -> Iterator[Found]:
    """Yield the dates of the last change that the page states of itself, most trusted first."""
    yield from _structured(page, ("dateModified",), MODIFIED)
    yield from _timed(page, "datemodified", updated=True)
    yield from _written(page, updated=True)


def _structured(page: Gathered, names: tuple[str, ...], metas: tuple[str, ...]) -> Iterator[Found]:
    for value, where in page.described(*names):
        if day := parse_date(text(value), language=page.language):
            yield day, where
    for name in metas:
        for value in page.stated.every(name):
            if day := parse_date(value, language=page.language):
                yield day, f"meta {name}"


def _timed(page: Gathered, prop: str, *, updated: bool) -> Iterator[Found]:
    """Yield the dates of microdata and of time elements in the article."""
    for name, element in page.stated.microdata:
        if name == prop and _of_article(element) and not is_neighbour(element, page.header):
            yield from _moment(element, page.language, f"microdata {name}")
    if page.header.heading is None and page.header.scope.tag != "article":
        return
    for element in page.stated.times:
        if not is_neighbour(element, page.header) and bool(_UPDATED.search(_around(element))) is updated:
            yield from _moment(element, page.language, "time element in the article")


def _moment(element: HtmlElement, language: str, where: str) -> Iterator[Found]:
    for value in (element.get("datetime") or element.get("content") or "", element.text_content()[:_LONGEST]):
        if day := parse_date(normalise(value), language=language):
            yield day, where


def _of_article(element: HtmlElement) -> bool:
    """Tell whether the item that a property belongs to is an article, by the nearest itemscope above it."""
    for ancestor in element.iterancestors():
        if "itemscope" in ancestor.attrib:
            kind = (ancestor.get("itemtype") or "").rstrip("/").lower()
            return not kind or kind.endswith(("article", "posting", "report", "webpage", "review", "creativework"))
    return True


def _around(element: HtmlElement) -> str:
    """Return the words before a time element and the marks on it and its parent."""
    parent, before = element.getparent(), element.getprevious()
    above = parent.get("class") or "" if parent is not None else ""
    lead = (parent.text or "") if before is None and parent is not None else ""
    if before is not None:
        lead = before.tail or ""
        if not lead.strip() and isinstance(before.tag, str) and before.tag != "time":
            lead = before.text_content()
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {above}"
    return f"{marks} {lead[-60:]} {element.text_content()[:60]}"


def _written(page: Gathered, *, updated: bool) -> Iterator[Found]:
    """Yield the dates written out in the lines of the article's head."""
    for line in page.header.lines:
        for day, at in _dated(line, page.language):
            if bool(_UPDATED.search(line.text[max(0, at - 40) : at])) is updated:
                yield day, "dateline in the article"


def _dated(line: Line, language: str) -> list[tuple[str, int]]:
    """Return the dates of a line that is no sentence."""
    written = line.text
    if (
        line.linked
        or len(re.findall(r"[^\W\d_]{2,}", written)) > _MOST_WORDS
        or re.search(r"[^\W\d_]{3,}[.!?]$", written)
    ):
        return []
    found = find_dates(written, language=language)
    return [(day, at) for day, at in found if "(" not in written[max(0, at - 4) : at] and _leads(written[:at])]


def _leads(before: str) -> bool:
    """Tell whether the words before a date lead to it: few, or a byline's, not a caption's or a sentence's."""
    return len(re.findall(r"[^\W\d_]{2,}", before)) <= _MOST_BEFORE or bylines.is_led(before)
