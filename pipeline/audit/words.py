"""Do the words of a statement stand in the page's bytes? Asked without any extractor or parser of the line.

The page is decoded, its tags, scripts and comments are cut out by their marks alone, character references
are resolved, and everything but letters and digits is dropped from page and statement alike. What is left of the
statement must occur in what is left of the page. It cannot tell where in the page the words stand, nor whether they
were visible; it tells that no step of the line made them up.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
HIDING = "script|style|template|noscript"
OPENING = re.compile(rf"<({HIDING})\b[^<>]*>", re.IGNORECASE)
CLOSING = re.compile(rf"</({HIDING})\s{{0,9}}>", re.IGNORECASE)
# Bounded, so that no page can make it slow: a longer attribute or a longer hidden run is left as it stands.
UNSEEN = re.compile(
    r"<(del|s|strike)\b[^<>]{0,500}>[^<>]{0,5000}</\1\s{0,9}>"
    r"|<(span|b|i|em|strong|small|font|a|u|p|div)\b[^<>]{0,500}?(?:\shidden\b|display\s?:\s?none|visibility\s?:\s?hidden"
    r"|font-size\s?:\s?0|opacity\s?:\s?0)[^<>]{0,500}>[^<>]{0,5000}</\2\s{0,9}>",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^<>]*>")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
NOT_WORD = re.compile(r"[\W_]+")
SNIFFED = 4096


def letters(text: str) -> str:
    """Return only the letters and digits of a text, compatibility forms and case folded."""
    return NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


class PageWords:
    """The letters of a page, in every way that it can be read; each is made when it is first asked for, and once."""

    def __init__(self, page: bytes) -> None:
        self._made: list[str] = []
        self._left = (letters(variant) for variant in variants(page))

    def hold(self, exact: str) -> bool:
        """Return whether the letters of `exact` occur, in order and without a gap, in the page's text."""
        wanted = letters(exact)
        return any(wanted in text for text in self._texts())

    def _texts(self) -> Iterator[str]:
        yield from tuple(self._made)
        for text in self._left:
            self._made.append(text)
            yield text


def variants(page: bytes) -> Iterator[str]:
    """Yield the page's text without scripts and comments, then without struck words, then with all that stands there.

    An article may stand in a JSON block, so the last of the three keeps the scripts.
    """
    for text in texts(page):
        visible = without_scripts(without_comments(text))
        yield html.unescape(TAG.sub("", visible))
        yield html.unescape(TAG.sub("", without_unseen(visible)))
        unescaped = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        yield html.unescape(html.unescape(TAG.sub("", unescaped.replace("\\n", " ").replace('\\"', '"'))))


def without_unseen(text: str) -> str:
    """Return a page without words that are struck out or hidden within a line: the line reads on without them."""
    return UNSEEN.sub(" ", text)


def without_comments(text: str) -> str:
    """Return a page without its comments; one that is left open stays. Linear in the page's length."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return " ".join([*parts, text[at:]])


def without_scripts(text: str) -> str:
    """Return a page without what a reader never sees: scripts, styles, templates. Linear in the page's length."""
    ends: dict[str, list[tuple[int, int]]] = {}
    for match in CLOSING.finditer(text):
        ends.setdefault(match[1].lower(), []).append(match.span())
    parts, at = [], 0
    for match in OPENING.finditer(text):
        if match.start() < at:
            continue
        closing = ends.get(match[1].lower(), [])
        number = bisect_left(closing, (match.end(), 0))
        if number < len(closing):
            parts.append(text[at : match.start()])
            at = closing[number][1]
    return " ".join([*parts, text[at:]])


def texts(page: bytes) -> Iterator[str]:
    """Yield the page decoded as UTF-8, then in the charset that it declares, then as Windows-1252."""
    yield page.decode("utf-8", "replace")
    declared = CHARSET.search(page[:SNIFFED])
    for name in [declared[1].decode("ascii")] if declared else []:
        try:
            yield page.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
    yield page.decode("cp1252", "replace")
