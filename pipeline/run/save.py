"""Fetch pages once and keep them as saved pages: exact bytes, headers, time. No store is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.saved import write_saved
from pipeline.model.capture import FetchOutcome, Purpose
from pipeline.model.settings import FetchSettings


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one URL, without name and password: the page's path, or the reason why there is none."""

    url: str
    path: Path | None
    reason: str = ""


def save_pages(settings: FetchSettings, urls: Iterable[str], folder: Path) -> Iterator[Saved]:
    """Yield what became of each URL; raises `ConfigError` without a contact, `StoreError` when the disk fails."""
    with Fetcher(settings) as fetcher:
        for url in urls:
            attempt = fetcher.fetch(url, Purpose.ARTICLE, named=(url,))[-1]
            if attempt.outcome is not FetchOutcome.OK:
                detail = attempt.error or (str(attempt.status) if attempt.status else "")
                yield Saved(attempt.requested_url, None, f"{attempt.outcome}{f' ({detail})' if detail else ''}")
            else:
                yield Saved(attempt.requested_url, write_saved(folder, attempt))
