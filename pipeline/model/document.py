"""What the page reader makes of one capture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A run of text: offsets in code points, end exclusive."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block of text is in its page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the text and its place in the page.

    `xpath` holds in lxml.html's tree of the decoded payload and names one element whose text contains the block's;
    None with a `reason` where the place cannot be told.
    """

    start: int
    end: int
    kind: BlockKind
    xpath: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the text: absolute URL, its words, and their offsets in the text."""

    url: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. Dates are ISO 8601 with offset where known, None when unknown.

    `provenance` pairs a field's name with where its value came from, e.g. ("headline", "json-ld NewsArticle.headline").
    """

    headline: str = ""
    byline: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    publisher: str = ""
    language: str = ""
    canonical_url: str = ""
    topics: tuple[str, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one capture with its metadata, links and blocks.

    `outcome` is `article`, `none` or `suspect:KIND`, with a `reason` unless it is `article`. `text` is without the
    headline, blocks joined by a blank line; blocks are ascending and cover it. `method` names the extractor used.
    """

    outcome: str
    reason: str
    text: str
    metadata: Metadata
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    method: str = ""
