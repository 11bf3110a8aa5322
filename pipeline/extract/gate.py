"""Keep pages that would hang a parser from reaching one.

Limits, measured: libxml2 needs half a minute for a tag with 100,000 attributes, and what trafilatura does grows with
the square of the number of blocks. All checks here are linear in the length of the page.
"""

from __future__ import annotations

import re

MAX_CHARACTERS = 5 * 1024 * 1024
MAX_TAGS = 50_000
MAX_ATTRIBUTES = 1_000

_TAG = re.compile(r"<[a-zA-Z]")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = re.compile(r"<[a-zA-Z][\w:-]*[\s/][^<]{2000,}")
_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)


def objection(page: str) -> str:
    """Return why a page must not be parsed, "" when it may be."""
    if len(page) > MAX_CHARACTERS:
        return f"{len(page)} characters, more than {MAX_CHARACTERS}"
    if page.count("<") > MAX_TAGS and (tags := sum(1 for _ in _TAG.finditer(page))) > MAX_TAGS:
        return f"{tags} tags, more than {MAX_TAGS}"
    # A tag of so many attributes is long: only then are scripts, where "<" means less-than, worth taking out.
    if _most_attributes(page) > MAX_ATTRIBUTES and (most := _most_attributes(_without_scripts(page))) > MAX_ATTRIBUTES:
        return f"a tag with {most} attributes, more than {MAX_ATTRIBUTES}"
    return ""


def _most_attributes(page: str) -> int:
    longest = 0
    for tag in _LONG_TAG.findall(page):
        names = _VALUE.sub("", tag).partition(">")[0]
        longest = max(longest, len(names.split()) - 1)
    return longest


def _without_scripts(page: str) -> str:
    kept, at = [], 0
    while (opening := _SCRIPT.search(page, at)) is not None:
        kept.append(page[at : opening.start()])
        closing = re.compile(f"</{opening[1]}", re.IGNORECASE).search(page, opening.end())
        if closing is None:
            return "".join(kept)
        at = closing.end()
    return "".join([*kept, page[at:]])
