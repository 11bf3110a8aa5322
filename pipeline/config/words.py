"""The nearest valid name to one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def folded(words: str) -> str:
    """Return `words` as they are compared where case does not count."""
    return " ".join(words.split()).casefold()


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean `…`?" for the nearest of the known names, or "" when none is near."""
    by_folded = {folded(name): name for name in known}
    close = get_close_matches(folded(word), list(by_folded), n=1, cutoff=0.6)
    return f"; did you mean `{by_folded[close[0]]}`?" if close else ""


def nearest_or_all(word: str, known: Iterable[str]) -> str:
    """Return the nearest known name as a question, or all of them when none is near."""
    names = list(known)
    return nearest(word, names) or f"; known are {listed(names)}"


def listed(names: Iterable[str]) -> str:
    """Return names as words: `a`, `b` and `c`.

    >>> listed(["feed", "urls"])
    '`feed` and `urls`'
    """
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
