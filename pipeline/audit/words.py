"""Do the words of a statement stand in the page's bytes? Asked without any extractor or parser of the line.

The page is decoded, its tags, scripts and comments are cut out with three regular expressions, character references
are resolved, and everything but letters and digits is dropped from page and statement alike. What is left of the
statement must occur in what is left of the page. It cannot tell where in the page the words stand, nor whether they
were visible; it tells that no step of the line made them up.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SCRIPT = re.compile(r"<(script|style|template|noscript)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
NOT_WORD = re.compile(r"[\W_]+")
SNIFFED = 4096


def letters(text: str) -> str:
    """Return only the letters and digits of a text, compatibility forms and case folded."""
    return NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def words_stand_in(exact: str, page: bytes) -> bool:
    """Return whether the letters of `exact` occur, in order and without a gap, in the page's text."""
    wanted = letters(exact)
    return any(wanted in letters(variant) for variant in variants(page))


def variants(page: bytes) -> Iterator[str]:
    """Yield the page's text without scripts and comments, then with them (an article may stand in a JSON block)."""
    for text in texts(page):
        visible = html.unescape(TAG.sub("", SCRIPT.sub(" ", COMMENT.sub(" ", text))))
        yield visible
        unescaped = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        yield html.unescape(html.unescape(TAG.sub("", unescaped.replace("\\n", " ").replace('\\"', '"'))))


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
