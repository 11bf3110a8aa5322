"""What the tests of fetching share: a clock that does not wait, and a fetcher with short limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.politeness import Clock
from pipeline.model.capture import Attempt
from pipeline.model.settings import FetchSettings

SETTINGS = FetchSettings(contact="press@monitor.example", delay=1.0, total_timeout=1.5, max_bytes=200_000)


class Named(Fetcher):
    """A fetcher to whom every address it is asked for is named by a person, as on the command line."""

    def fetch(self, url: str, *words: Any, named: Iterable[str] | None = None, **options: Any) -> list[Attempt]:
        """Fetch with the address itself named unless others are."""
        return super().fetch(url, *words, named=(url,) if named is None else named, **options)


@pytest.fixture
def slept() -> list[float]:
    """Return the list that the waits of a test's fetchers are noted in."""
    return []


@pytest.fixture
def open_fetcher(slept: list[float]) -> Iterator[Callable[..., Fetcher]]:
    """Yield what opens a fetcher, with settings changed as named; all are closed in the end."""
    opened: list[Fetcher] = []

    def build(**changes: object) -> Fetcher:
        clock = Clock(monotonic=time.monotonic, sleep=slept.append)
        opened.append(Named(replace(SETTINGS, **changes), clock=clock))
        return opened[-1]

    yield build
    for fetcher in opened:
        fetcher.close()


@pytest.fixture
def fetcher(open_fetcher: Callable[..., Fetcher]) -> Fetcher:
    """Return a fetcher with short limits."""
    return open_fetcher()
