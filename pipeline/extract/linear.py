"""Read the text of a page without a tree, in one pass: for pages that no parser should be given.

A scanner, not a parser: it takes tags at their word, splits at block-level ones and leaves out what is never text.
Its time grows with the length of the page and with nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.extract.normalise import normalise
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
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")


def runs(page: str) -> Iterator[str]:
    """Yield the runs of text between block-level tags, normalised, at most `MAX_BLOCKS`."""
    pieces: list[str] = []
    given = 0
    for piece in _pieces(page):
        if piece is not None:
            pieces.append(piece)
            continue
        if text := normalise(html.unescape("".join(pieces))):
            yield text
            given += 1
            if given == MAX_BLOCKS:
                return
        pieces.clear()


def _pieces(page: str) -> Iterator[str | None]:
    """Yield the text of a page in pieces, None where a block ends."""
    at, end = 0, len(page)
    last_close, last_comment = page.rfind(">"), page.rfind("-->")  # so that no search fails more than once
    while (opening := page.find("<", at)) >= 0:
        yield page[at:opening]
        name = _NAME.match(page, opening + 1)
        if name is None:
            at = _after_markup(page, opening, last_close, last_comment)
            if at == opening + 1:
                yield "<"
            continue
        tag = name[1].lower()
        at = page.find(">", name.end()) + 1 if name.end() <= last_close else end
        if tag in _LEFT_OUT and page[opening + 1] != "/":
            over = re.compile(f"</{tag}", re.IGNORECASE).search(page, at)
            at = over.start() if over is not None else end
        if tag not in _INLINE:
            yield None
    yield page[at:]
    yield None


def _after_markup(page: str, opening: int, last_close: int, last_comment: int) -> int:
    """Return where text goes on after a comment or a declaration, or after a "<" that is neither."""
    if page.startswith("<!--", opening) and opening < last_comment:
        return page.find("-->", opening) + 3
    if page.startswith(("<!", "<?"), opening) and opening < last_close:
        return page.find(">", opening) + 1
    return opening + 1
