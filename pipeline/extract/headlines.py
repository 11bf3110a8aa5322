"""Choose the headline as the reader sees it, and take the site's name off a page title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.normalise import key

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]\s+|\s*[|•»]\s*")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_LEAST = 0.5
_MOST_WORDS = 5
_FEWEST = 3


def without_site(title: str, sites: Iterable[str]) -> str:
    """Return a page title without the site's name before or after a separator; as it is when no name stands there."""
    keys = {found for site in sites if (found := key(site))}
    changed = True
    while changed:
        changed = False
        marks = list(_SEPARATOR.finditer(title))
        for mark in reversed(marks):
            if _is_site(title[mark.end() :], keys):
                title, changed = title[: mark.start()].strip(), True
                break
        if not changed and marks and key(title[: marks[0].start()]) in keys:
            title, changed = title[marks[0].end() :].strip(), True
    return title


def _is_site(words: str, keys: set[str]) -> bool:
    found, first = key(words), key(words.split(maxsplit=1)[0]) if words.split() else ""
    return any(found == site or (len(words.split()) <= _MOST_WORDS and _akin(found, first, site)) for site in keys)


def _akin(found: str, first: str, site: str) -> bool:
    """Tell whether the words are a site's name with more or less to it: "BBC News" for bbc, "Ledger" for theledger."""
    if first == site or (len(site) > _FEWEST and site in found):
        return True
    return len(found) > _FEWEST and (site.startswith(found) or site.endswith(found))


def alike(one: str, other: str) -> bool:
    """Tell whether two wordings are one headline: most words of the shorter are in the longer."""
    left, right = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    if not left or not right:
        return False
    return len(left & right) >= _LEAST * min(len(left), len(right))


def repeats(title: str, heading: str) -> bool:
    """Tell whether a title holds a heading whole; two words or fewer name a section, not a story."""
    words, whole = re.findall(r"\w+", heading.casefold()), re.findall(r"\w+", title.casefold())
    return len(words) >= _FEWEST and " ".join(words) in " ".join(whole)


def is_cut(title: str) -> bool:
    """Tell whether a headline was cut short with an ellipsis."""
    return _ELLIPSIS.search(title) is not None
