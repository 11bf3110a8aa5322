"""Read the text of a page without a tree, in one pass: for pages that no parser should be given.

A scanner, not a parser: it takes tags at their word, splits at block-level ones and leaves out what is never text, what
is struck out and what a tag of its own keeps from being seen.
Its time grows with the length of the page and with nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.extract.normalise import normalise
from pipeline.extract.sight import STRUCK_TAGS, sight
from pipeline.extract.words import words

MAX_BLOCKS = 2_000
_LEFT_OUT = words(
    """
    script style noscript template svg head select textarea nav footer form
    """
)
_INLINE = words(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strike strong sub sup time tt u var wbr
    """
)
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"\shidden(?=[\s=/>]|$)", re.IGNORECASE)
_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]*))", re.IGNORECASE)
_LONGEST_TAG = 2_000
_MOST_TAGS = 200
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")


def runs(page: str, *, unseen: bool = False) -> Iterator[str]:
    """Yield the runs of text between block-level tags, normalised, at most `MAX_BLOCKS`.

    `unseen` keeps what is struck out or hidden.
    """
    pieces: list[str] = []
    given = 0
    veil = None if unseen else _Veil(page)
    for piece in _pieces(page, veil):
        if piece is not None:
            pieces.append(piece)
            continue
        if text := normalise(html.unescape("".join(pieces))):
            yield text
            given += 1
            if given == MAX_BLOCKS:
                return
        pieces.clear()


class _Veil:
    """Tells, tag by tag, whether the text that follows is struck out or hidden."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._last: dict[str, int] = {}  # where each tag is closed for the last time
        self._tag = ""  # the tag that keeps text from being seen, "" when none does
        self._depth = 0

    @property
    def down(self) -> bool:
        """Whether text is kept from being seen."""
        return bool(self._tag)

    def pass_tag(self, tag: str, start: int, end: int) -> None:
        """Take note of the tag written from `start` to `end`."""
        closes = self._page[start + 1] == "/"
        if not self._tag:
            if not closes and start < self._last_close(tag) and self._hides(tag, start, end):
                self._tag, self._depth = tag, 1
        elif tag == self._tag:
            self._depth += -1 if closes else 1
            if self._depth == 0 or (closes and tag in STRUCK_TAGS):
                self._tag = ""
        elif self._tag == "p" and tag not in _INLINE:
            self._tag = ""

    def _hides(self, tag: str, start: int, end: int) -> bool:
        if tag in STRUCK_TAGS:
            return True
        written = self._page[start : min(end, start + _LONGEST_TAG)]
        if "hidden" in written and _HIDDEN.search(_VALUE.sub("", written)):
            return True
        style = _STYLE.search(written)
        return style is not None and sight(style[1] or style[2] or style[3] or "").hides != 0

    def _last_close(self, tag: str) -> int:
        if tag not in self._last:
            if len(self._last) > _MOST_TAGS:
                return -1
            self._last[tag] = max(self._page.rfind(f"</{tag}"), self._page.rfind(f"</{tag.upper()}"))
        return self._last[tag]


def _pieces(page: str, veil: _Veil | None) -> Iterator[str | None]:
    """Yield the text of a page in pieces, None where a block ends."""
    at, end = 0, len(page)
    last_close, last_comment = page.rfind(">"), page.rfind("-->")  # so that no search fails more than once
    while (opening := page.find("<", at)) >= 0:
        yield " " if veil is not None and veil.down else page[at:opening]
        name = _NAME.match(page, opening + 1)
        if name is None:
            at = _after_markup(page, opening, last_close, last_comment)
            if at == opening + 1:
                yield "<"
            continue
        tag = name[1].lower()
        at = page.find(">", name.end()) + 1 if name.end() <= last_close else end
        if veil is not None:
            veil.pass_tag(tag, opening, at)
        if tag in _LEFT_OUT and page[opening + 1] != "/":
            over = re.compile(f"</{tag}", re.IGNORECASE).search(page, at)
            at = over.start() if over is not None else end
        if tag not in _INLINE:
            yield None
    yield "" if veil is not None and veil.down else page[at:]
    yield None


def _after_markup(page: str, opening: int, last_close: int, last_comment: int) -> int:
    """Return where text goes on after a comment or a declaration, or after a "<" that is neither."""
    if page.startswith("<!--", opening) and opening < last_comment:
        return page.find("-->", opening) + 3
    if page.startswith(("<!", "<?"), opening) and opening < last_close:
        return page.find(">", opening) + 1
    return opening + 1
