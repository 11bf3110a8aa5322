"""Sets of short words, written as a line of text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text, parted by white space."""
    return frozenset(text.split())
