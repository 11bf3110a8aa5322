"""Ask trafilatura which text of a page is the article's, and find that text among the page's segments.

trafilatura (Barbaresi 2021, ACL demo) gives text in lines without their places, so each segment of the page is looked
up in it by its letters and digits. Comments are off, `deduplicate` is never on (it empties whole articles), and its
metadata pass, a quarter to a half of its time, is not paid for.
"""

from __future__ import annotations

from collections.abc import Mapping

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from pipeline.extract.normalise import key, normalise
from pipeline.extract.page import Kept

_WHOLE = 15
"""Keys of this many letters are found anywhere in the extractor's text, shorter ones only as a whole line."""

_FAILURES = (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError)


def extracted(tree: HtmlElement, *, url: str, fast: bool) -> str:
    """Return trafilatura's text of a tree, "" when it finds none or gives up. The tree is left as it is."""
    try:
        found = trafilatura.bare_extraction(
            tree, url=url or None, include_comments=False, include_tables=True, fast=fast, with_metadata=False
        )
    except _FAILURES:
        # Its heuristics trip over odd trees now and then; without its text the page is read without it.
        return ""
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


def supported(keys: list[str], wholes: Mapping[int, str], text: str) -> Kept:
    """Return the numbers of the segments whose text occurs in the extractor's text.

    `wholes` are, by number, the keys of segments with the words that were left out of them.
    """
    lines = {key(normalise(line)): None for line in text.splitlines()}
    whole = "".join(lines)
    # Rows of tables are written with bars between their cells.
    cells = {key(normalise(cell)) for line in text.splitlines() if "|" in line for cell in line.split("|")}
    alone = cells.union(lines)

    def occurs(wanted: str) -> bool:
        return bool(wanted) and (wanted in whole if len(wanted) >= _WHOLE else wanted in alone)

    return [number for number, wanted in enumerate(keys) if occurs(wanted) or occurs(wholes.get(number, ""))]
