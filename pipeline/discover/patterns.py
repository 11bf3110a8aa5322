"""Which addresses an outlet wants: shell patterns, matched without backtracking."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Patterns:
    """Addresses to take in and to leave out. `*` is any run of characters; all else stands for itself.

    A pattern that begins with a slash is matched against path and query, any other against the whole address. An
    address is admitted when it matches none of `exclude` and, where there are any, one of `include`.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def admits(self, url: str) -> bool:
        """Return whether an address is wanted."""
        if any(matches(pattern, url) for pattern in self.exclude):
            return False
        return not self.include or any(matches(pattern, url) for pattern in self.include)


def matches(pattern: str, url: str) -> bool:
    """Return whether a pattern fits the whole of an address, or of its path and query.

    Greedy from the left, as pieces between stars are found one after another: time is linear for any pattern.

    >>> matches("/news/*", "https://gazette.example/news/2026/story?page=2")
    True
    >>> matches("https://gazette.example/*/amp", "https://gazette.example/story")
    False
    """
    parts = urlsplit(url)
    text = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}" if pattern.startswith("/") else url
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in rest[:-1]:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return len(text) - len(rest[-1]) >= at and text.endswith(rest[-1])
