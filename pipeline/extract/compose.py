"""Put the picked segments together: the text, its blocks with their kinds and places, and its links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipeline.extract.marks import Mark
from pipeline.extract.normalise import SEPARATOR
from pipeline.extract.notes import is_note
from pipeline.extract.pick import Picked
from pipeline.extract.place import Placer
from pipeline.extract.segments import Anchor, Segment
from pipeline.model.document import Block, BlockKind, Link

# Old pages are laid out in tables: what is longer than this, or a paragraph of its own, is no cell of one.
_CELL = 120
_WEB = ("http", "https")


class Composed(NamedTuple):
    """The text and what stands in it."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


def compose(tree: HtmlElement, picked: Picked, *, url: str) -> Composed:
    """Return the text of the picked segments; relative links resolve against `url` and the page's `base`."""
    placer, base = Placer(tree), _base(tree, url)
    texts: list[str] = []
    blocks: list[Block] = []
    links: list[Link] = []
    at = 0
    for number in picked.kept:
        segment = picked.page.segments[number]
        place = placer.place(segment.element, segment.text)
        kind = kind_of(segment, picked.page.marks[number])
        blocks.append(Block(at, at + len(segment.text), kind, place.xpath, place.reason))
        links.extend(_links(segment.text, segment.anchors, base, at))
        texts.append(segment.text)
        at += len(segment.text) + len(SEPARATOR)
    return Composed(SEPARATOR.join(texts), tuple(blocks), tuple(links))


_KINDS = (
    (Mark.POST, BlockKind.POST),
    (Mark.HEADING, BlockKind.HEADING),
    (Mark.QUOTE | Mark.PULL, BlockKind.QUOTE),
    (Mark.ITEM, BlockKind.LIST_ITEM),
    (Mark.CELL, BlockKind.TABLE),
    (Mark.CAPTION, BlockKind.CAPTION),
)


def kind_of(segment: Segment, marks: int) -> BlockKind:
    """Return what a segment is in its page."""
    if marks & Mark.NOTE or is_note(segment.text):
        return BlockKind.NOTE
    kind = next((kind for mark, kind in _KINDS if marks & mark), BlockKind.PARAGRAPH)
    laid_out = kind is BlockKind.TABLE and (segment.tag not in {"td", "th"} or len(segment.text) > _CELL)
    return BlockKind.PARAGRAPH if laid_out else kind


def _base(tree: HtmlElement, url: str) -> str:
    for element in tree.iterfind(".//base[@href]"):
        return _joined(url, element.get("href", "")) or url
    return url


def _joined(base: str, href: str) -> str:
    """Return an absolute web address, "" for anything else (`javascript:`, `mailto:`, a broken address)."""
    try:
        address = urljoin(base, href.strip())
        return address if urlsplit(address).scheme in _WEB else ""
    except ValueError:
        return ""


def _links(text: str, anchors: Iterable[Anchor], base: str, at: int) -> Iterable[Link]:
    """Yield the links of one block; a link's words are looked for after the link before it."""
    after = 0
    for anchor in anchors:
        start = text.find(anchor.text, after)
        address = _joined(base, anchor.href)
        if start < 0 or not address:
            continue
        after = start + len(anchor.text)
        yield Link(address, anchor.text, at + start, at + after)
