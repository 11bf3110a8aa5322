"""Read one page: the only door of this room."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.extract import second
from pipeline.extract.compose import Composed, compose
from pipeline.extract.decode import decode
from pipeline.extract.gate import objection
from pipeline.extract.linear import runs
from pipeline.extract.metadata import read_metadata
from pipeline.extract.normalise import SEPARATOR, normalise
from pipeline.extract.outcome import judge
from pipeline.extract.pick import pick
from pipeline.extract.second import second_opinion
from pipeline.extract.sheets import read_sheets
from pipeline.extract.sight import hides_most
from pipeline.extract.version import METHOD, extractor_version, libraries
from pipeline.model.document import Block, BlockKind, Document, Metadata
from pipeline.model.errors import ExtractError

__all__ = ["METHOD", "extractor_version", "libraries", "read_page", "read_plain"]

_NO_TREE = "read without a tree"
_NAMED = ("meta", "h1", "title", "style")
_POOR = ("none", "suspect:empty_shell")
_PLAIN = "plain text"
_TAG = re.compile(r"<[a-zA-Z]")
_BLANK_LINES = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:(?:\r\n?|\n)[^\S\r\n]*)+")
_SAMPLE = 4096
_TEXTUAL = 0.97
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])  # without NUL (UTF-16) and escape (ISO 2022)
_MAGIC = {b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image"}


def read_page(page: bytes, *, url: str, content_type: str = "") -> Document:
    """Return what an HTML page says: text in blocks with their places, links, metadata and outcome.

    `page` is the content-decoded payload, `url` the address that relative links resolve against, `content_type` the
    HTTP header's value ("" when unknown). Offsets are code points of `Document.text`, end exclusive.
    Raises `ExtractError` for bytes that are no page at all; odd bytes in a page never raise.
    """
    if (kind := next((name for magic, name in _MAGIC.items() if page.startswith(magic)), None)) is not None:
        raise ExtractError(f"Expected an HTML page at {url}, got {kind}")
    if _is_binary(page):
        raise ExtractError(f"Expected an HTML page at {url}, got bytes that are no text")
    text = decode(page, content_type).text
    if _TAG.search(text) is None:
        reason = "the page holds no markup" if text.strip() else "the page is empty"
        return Document("none", reason, "", Metadata(), method=METHOD)
    if reason := objection(text):
        return _without_tree(text, reason)
    parser = HTMLParser(encoding="utf-8")
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return Document("none", "the page holds no element", "", Metadata(), method=METHOD)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return _without_tree(text, "nested deeper than the parser goes")
    document = _read_tree(tree, url)
    if document.outcome in _POOR and (texts := second_opinion(text, len(document.text))):
        method = f"{METHOD} {second.METHOD}"
        return replace(_paragraphs(texts, second.REASON, method), metadata=document.metadata)
    return document


def _is_binary(page: bytes) -> bool:
    """Tell compressed or other binary bytes from text: text in any encoding has hardly a control character."""
    sample = page[:_SAMPLE]
    return len(sample.translate(None, _CONTROLS)) < _TEXTUAL * len(sample)


def _read_tree(tree: HtmlElement, url: str) -> Document:
    metadata = read_metadata(tree, url=url)
    named: dict[str, list[HtmlElement]] = {tag: [] for tag in _NAMED}
    for element in tree.iter(*_NAMED):
        named[element.tag].append(element)
    metas = {(meta.get("property") or meta.get("name") or ""): meta.get("content") or "" for meta in named["meta"]}
    titles = [
        metadata.headline,
        *_contents(metas, "og:title", "twitter:title"),
        *(element.text_content() for tag in ("h1", "title") for element in named[tag]),
    ]
    standfirst = next(iter(_contents(metas, "description", "og:description")), "")
    sheet = read_sheets(named["style"])
    picked = pick(tree, sheet, url=url, titles=titles, standfirst=standfirst, names=metadata.byline)
    composed = compose(tree, picked, url=url)
    signed = bool(metadata.byline and metadata.date_published)
    outcome = judge(tree, picked, composed.text, signed=signed)
    if outcome.name == "none":
        composed = Composed("", (), ())
    return Document(
        outcome.name,
        outcome.reason,
        composed.text,
        metadata,
        composed.blocks,
        composed.links,
        f"{METHOD} {picked.method}",
    )


def _contents(metas: dict[str, str], *names: str) -> list[str]:
    return [metas[name] for name in names if metas.get(name)]


def _without_tree(page: str, reason: str) -> Document:
    """Read a page that no parser is given: paragraphs only, long enough to be prose, without metadata."""
    method = f"{METHOD} linear ({reason})"
    texts, whole = _long(runs(page)), _long(runs(page, unseen=True))
    if hides_most(sum(map(len, whole)) - sum(map(len, texts)), sum(map(len, whole))):
        texts, method = whole, f"{method} (what was set unseen kept)"
    if not texts:
        return Document("none", f"no main text was found; {reason}", "", Metadata(), method=method)
    return _paragraphs(texts, f"{_NO_TREE}: {reason}", method)


def _long(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if len(text) > 80]  # noqa: PLR2004  shorter runs are menus and labels


def _paragraphs(texts: list[str], reason: str, method: str) -> Document:
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(at, at + len(text), BlockKind.PARAGRAPH, None, reason))
        at += len(text) + len(SEPARATOR)
    return Document("article", "", SEPARATOR.join(texts), Metadata(), tuple(blocks), (), method)


def read_plain(page: bytes, *, url: str, content_type: str = "") -> Document:
    """Return a plain text page: blank lines part its blocks, and no block has a place in a tree.

    `url` names the page in messages; `content_type` may give the charset. Never raises.
    """
    del url
    parts = _BLANK_LINES.split(decode(page, content_type).text)
    texts = [text for part in parts if (text := normalise(part))]
    if not texts:
        return Document("none", "the page is empty", "", Metadata(), method=f"{METHOD} plain")
    return _paragraphs(texts, _PLAIN, f"{METHOD} plain")
