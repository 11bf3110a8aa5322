"""Find who wrote the article of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract import bylines
from pipeline.extract.dates import find_dates
from pipeline.extract.gathered import Gathered
from pipeline.extract.header import is_neighbour
from pipeline.extract.meta_names import AUTHORS

_LONGEST = 300
_MOST = 8
_BYLINE_MARK = re.compile(r"\b(?:by-?line|author|writer|creator|signature|autor|auteur|by)(?:s|\b|[_-])", re.IGNORECASE)


def read_byline(page: Gathered) -> tuple[list[str], str]:
    """Return the writers in their order and where they are named; the house itself only where nobody else is."""
    own: tuple[list[str], str] = ([], "")
    for names, where in _bylines(page):
        others = bylines.without_site(names, page.sites)
        if others and not bylines.is_house(others, page.sites):
            return others, where
        own = own if own[0] else (others, where)
    return own if own[0] else ([], "")


def _bylines(page: Gathered) -> Iterator[tuple[list[str], str]]:
    for value, where in page.described("author", "creator"):
        yield bylines.names_of(value, page.graph), where
    for name in AUTHORS:
        if name == "twitter:data1" and not bylines.says_author(page.stated.first("twitter:label1")[0]):
            continue
        contents = [c for c in page.stated.every(name) if not re.match(r"https?://|www\.|/", c)]
        yield bylines.unique(one for content in contents for one in bylines.split_names(content)), f"meta {name}"
    yield _linked(page), "author link in the article"
    for line in page.header.lines:
        if names := bylines.written_line(line.runs):
            yield names, "byline in the article"
        elif _BYLINE_MARK.search(line.marks) and not find_dates(line.text):
            yield bylines.split_names(bylines.parted(line.runs)), "byline in the article"


def _linked(page: Gathered) -> list[str]:
    """Return the names in the article's author links and author properties."""
    marked = [element for name, element in page.stated.microdata if name == "author"] + page.stated.authors
    own = [element for element in marked if element.tag != "link" and not is_neighbour(element, page.header)]
    written = (element.get("content") or element.text_content()[:_LONGEST] for element in own[:_MOST])
    return bylines.unique(name for one in written if "://" not in one for name in bylines.split_names(one))
