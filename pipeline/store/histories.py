"""Read what is known of addresses and places from fetches and sightings: when they answered, failed and brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.model.capture import FetchOutcome, Purpose
from pipeline.model.history import History
from pipeline.store.tables import article, fetch, run, sighting

ANSWERED = frozenset((str(FetchOutcome.OK), str(FetchOutcome.NOT_MODIFIED)))
GONE = frozenset((404, 410, 451))
# No question may have more values than SQLite takes.
AT_ONCE = 500


def histories(connection: Connection, urls: Sequence[str], purpose: Purpose) -> dict[str, History]:
    """Return what is known of each address that was asked for before for one purpose; of articles, also by entries."""
    found: dict[str, History] = {}
    for some in _parts(urls):
        query = (
            select(fetch.c.requested_url, fetch.c.started_at, fetch.c.outcome, fetch.c.status)
            .where(fetch.c.requested_url.in_(some), fetch.c.purpose == str(purpose))
            .order_by(fetch.c.id)
        )
        for row in connection.execute(query):
            before = found.get(row.requested_url, History())
            found[row.requested_url] = _after(before, row.started_at, row.outcome, row.status)
        if purpose is Purpose.ARTICLE:
            named = select(sighting.c.url, sighting.c.entry_updated).where(sighting.c.url.in_(some))
            for url, updated in connection.execute(named.order_by(sighting.c.id)):
                if url in found and updated:
                    found[url] = replace(found[url], updated=updated)
    return found


def _after(before: History, at: datetime, outcome: str, status: int | None) -> History:
    if outcome in ANSWERED:
        return replace(before, first=before.first or at, last=at, failures=0, failed_at=None, refused=False)
    return replace(before, failures=before.failures + 1, failed_at=at, refused=status in GONE)


def last_brought(connection: Connection, place: str) -> datetime | None:
    """Return when the last run began that met a new article at a place, None when none did."""
    query = (
        select(run.c.started_at)
        .select_from(sighting)
        .join(article, article.c.id == sighting.c.article_id)
        .join(run, run.c.id == article.c.run_id)
        .where(sighting.c.place == place, sighting.c.run_id == article.c.run_id)
        .order_by(article.c.id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def _parts(urls: Sequence[str]) -> Iterator[Sequence[str]]:
    return (urls[n : n + AT_ONCE] for n in range(0, len(urls), AT_ONCE))
