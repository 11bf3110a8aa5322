"""What the page reader is and what it stands on, for the recipe of a generation. Imports nothing heavy."""

from __future__ import annotations

from importlib.metadata import version

METHOD = "blocks/2"
"""The name and version of the extractor; raised whenever the same bytes may give another document."""

_LIBRARIES = ("beautifulsoup4", "charset-normalizer", "jusText", "lxml", "trafilatura")


def extractor_version() -> str:
    """Return the name and version of this extractor."""
    return METHOD


def libraries() -> tuple[tuple[str, str], ...]:
    """Return the libraries that decide what is extracted, each with its installed version, sorted by name."""
    return tuple((name, version(name)) for name in _LIBRARIES)
