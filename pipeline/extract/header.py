"""Find the head of the article in a page: its headline's element, and the short lines and times that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extract.normalise import key, normalise
from pipeline.extract.stated import Stated

_NEIGHBOUR = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))"
    r"(?i:related|relation|popular|trending|teaser|recommend|sidebar|side-bar|comments?(?:$|[\s_-])|newsletter|promo|most-?_?(?:read|viewed|"
    r"shared|popular)|read-?(?:next|more|also)|more-|latest|ticker|breadcrumb|footer|carousel|swiper|outbrain|taboola|live-?feed|rail(?:$|[\s_-])|"
    r"cookie|consent|also-|caption|pic(?:ture)?-?box)"
)
_APART = frozenset({"aside", "nav", "figure", "figcaption", "select", "button", "blockquote"})
_SILENT = frozenset("script style noscript template svg iframe form select nav aside button figure".split())  # noqa: SIM905
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p "  # noqa: SIM905
    "section table td th tr ul".split()
)
_PROSE = 160
_TITLE = 32  # characters of a link that names a story, not a person
_LEVELS = 3
_LINK = "<a>"
_LONGEST_LINE = 700
_STANDFIRST = 600  # characters of prose that a standfirst does not reach
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Header:
    """The head of an article: its headline's element, the lines after it, and where its own marks may stand.

    `scope` holds the article, or the headline's surroundings on a page that marks none; `alone` tells that the page has
    one article element only.
    """

    heading: HtmlElement | None
    scope: HtmlElement
    alone: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A short line of the article's head: its runs of text, and the class names and item properties over them.

    `linked` tells that it holds a link long enough to name a story.
    """

    runs: tuple[str, ...]
    marks: str
    linked: bool

    @property
    def text(self) -> str:
        """Return the line as it shows."""
        return normalise("".join(self.runs))


def find_header(tree: HtmlElement, stated: Stated, titles: list[str]) -> Header:
    """Return the head of the article of the page whose titles are `titles`."""
    heading = _heading(stated, titles)
    scope = _scope(heading, stated)
    lines = tuple(_lines(tree if scope is None else scope, heading)) if heading is not None else ()
    return Header(heading, _surroundings(tree, heading) if scope is None else scope, len(stated.articles) == 1, lines)


def _heading(stated: Stated, titles: list[str]) -> HtmlElement | None:
    keys = [found for title in titles if (found := key(title))]
    named = [(element, key(normalise(element.text_content()))) for element in stated.headings]
    named = [(element, text) for element, text in named if text]
    for element, text in named:
        if any(text in title or title in text for title in keys):
            return element
    inside = [element for element, _ in named if any(a.tag in ("article", "main") for a in element.iterancestors())]
    if inside:
        return inside[0]
    return named[0][0] if len(named) == 1 else None


def _scope(heading: HtmlElement | None, stated: Stated) -> HtmlElement | None:
    """Return the element that the page marks as its article, None when it marks none."""
    if heading is None:
        return stated.articles[0] if len(stated.articles) == 1 else None
    for ancestor in heading.iterancestors():
        if ancestor.tag == "article" or ancestor.get("role") == "article" or _is_article(ancestor):
            return ancestor
    return next((a for a in heading.iterancestors() if a.tag == "main" or a.get("role") == "main"), None)


def _surroundings(tree: HtmlElement, heading: HtmlElement | None) -> HtmlElement:
    """Return an element a few levels above the headline, for a page that marks no article."""
    found = tree if heading is None else heading
    for _ in range(_LEVELS):
        parent = found.getparent()
        if parent is None or parent.tag in ("body", "html"):
            break
        found = parent
    return found


def _is_article(element: HtmlElement) -> bool:
    kind = (element.get("itemtype") or "").rstrip("/").lower()
    return kind.endswith(("article", "posting"))


def is_neighbour(element: HtmlElement, header: Header) -> bool:
    """Tell whether an element belongs to something beside the article: a teaser, a caption, a list of other stories."""
    current: HtmlElement | None = element
    while current is not None and current is not header.scope:
        if _is_apart(current, element, header) or _NEIGHBOUR.search(
            f"{current.get('class') or ''} {current.get('id') or ''}"
        ):
            return True
        current = current.getparent()
    return current is None


def _is_apart(current: HtmlElement, element: HtmlElement, header: Header) -> bool:
    tag = current.tag
    if tag in _APART or (tag == "article" and not header.alone):
        return True
    if tag == "a":
        return current is not element and "author" not in (current.get("rel") or "")
    return tag == "li" and any(len(link.text_content()) > _TITLE for link in current.iter("a"))


def _lines(scope: HtmlElement, heading: HtmlElement) -> Iterator[Line]:
    """Yield the short lines after the headline up to the article's prose."""
    count, size, prose = 0, 0, 0
    runs: list[str] = []
    marks: dict[str, None] = {}
    linked = False
    for run, starts, names in _runs(scope, heading):
        if starts and runs:
            line = Line(tuple(runs), " ".join(marks), linked)
            length = len(line.text)
            prose += length if length > _PROSE else 0
            if length and length <= _PROSE:
                count += 1
                yield line
            if prose > _STANDFIRST or count >= _MOST_LINES:
                return
            runs, size, marks, linked = [], 0, {}, False
        if run and size <= _LONGEST_LINE:
            runs.append(run[:_LONGEST_LINE])
            size += len(run)
            if run.strip():
                marks[names] = None
            linked = linked or (_LINK in names and len(run.strip()) > _TITLE)
    line = Line(tuple(runs), " ".join(marks), linked)
    if line.text and len(line.text) <= _PROSE:
        yield line


def _runs(scope: HtmlElement, heading: HtmlElement) -> Iterator[tuple[str, bool, str]]:
    """Yield runs of text after `heading` within `scope`, whether a block starts or ends before each, and its marks."""
    current = heading
    while current is not scope:
        parent = current.getparent()
        if parent is None:
            return
        above = _names(parent)
        yield current.tail or "", current is heading or current.tag in _BLOCKS, above
        for sibling in current.itersiblings():
            yield from _inside(sibling, above)
        current = parent


def _inside(root: HtmlElement, above: str) -> Iterator[tuple[str, bool, str]]:
    stack: list[tuple[HtmlElement, str, bool]] = [(root, above, True)]
    while stack:
        element, over, entering = stack.pop()
        tag = element.tag
        if not entering or not isinstance(tag, str) or tag in _SILENT or _NEIGHBOUR.search(element.get("class") or ""):
            yield element.tail or "", tag in _BLOCKS, over
            continue
        names = f"{over} {_names(element)}".strip() if len(over) < _LONGEST_LINE else over
        yield element.text or "", tag in _BLOCKS, names
        stack.append((element, over, False))
        stack.extend((child, names, True) for child in reversed(element))


def _names(element: HtmlElement) -> str:
    named = (element.get(attribute) for attribute in ("class", "rel", "itemprop", "id"))
    link = _LINK if element.tag == "a" else ""
    return " ".join(name for name in (link, *named) if name)[:_LONGEST_LINE]
