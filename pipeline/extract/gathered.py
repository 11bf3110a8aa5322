"""All that is read of a page before a field of its metadata is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.extract.header import Header
from pipeline.extract.jsonld import Graph
from pipeline.extract.stated import Stated

Found = tuple[str, str]
"""A value and where it came from."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page's own statements, its linked data, the head of its article, and what is known before the rest.

    `sites` are the names that the site goes by: its publisher's, its own, its host's.
    """

    url: str
    stated: Stated
    graph: Graph
    header: Header
    language: str
    publisher: str
    sites: tuple[str, ...]

    def described(self, *names: str) -> Iterator[tuple[Any, str]]:
        """Yield what the JSON-LD nodes about the page say under each of `names`, and where."""
        for name in names:
            for entry in self.graph.about:
                if entry.node.get(name):
                    yield entry.node[name], f"json-ld {entry.kind}.{name}"
