"""Value objects for the store's tests, with invented outlets and companies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from pipeline.model.capture import Attempt, Candidate, Capture, Custody, FetchOutcome, Purpose
from pipeline.model.generation import Recipe
from pipeline.model.identity import digest
from pipeline.model.settings import Place, PlaceKind
from pipeline.store.engine import Store
from pipeline.store.record import Kept, Recorded, RunStart, begin_run, record_capture
from pipeline.store.tables import METADATA

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://kurier.example/nordwind-leaves"
RECIPE = Recipe("reader 1", (("lxml", "6.0"),), digest(b"rules"), digest(b"registry"), digest(b"code"))


def later(hours: float) -> datetime:
    """Return a time so many hours after noon."""
    return NOON + timedelta(hours=hours)


def begun(store: Store, at: datetime = NOON, command: str = "run") -> int:
    """Begin a run."""
    return begin_run(store, RunStart(command, {"only": None}, at, "0.1.0", digest(b"config"), RECIPE))


def kept(payload: bytes) -> Kept:
    """Return what an archive would answer for a payload."""
    return Kept(digest(payload), len(payload), max(1, len(payload) // 2), "2026")


def saved(payload: bytes, url: str = URL, at: datetime | None = NOON, final: str = "") -> Capture:
    """Return a saved page."""
    return Capture(url, final or url, at, payload, digest(payload), Custody.DECLARED, "kurier", 200, (), "pages/a.html")


def fetched(payload: bytes, url: str = URL, at: datetime = NOON, final: str = "") -> Capture:
    """Return a page fetched by us."""
    return Capture(url, final or url, at, payload, digest(payload), Custody.FETCHED, "kurier", 200, (("a", "b"),))


def seen(url: str = URL, title: str = "Nordwind leaves") -> Candidate:
    """Return where a URL was found."""
    return Candidate(url, "kurier", Place(PlaceKind.FEED, "https://kurier.example/feed"), "guid-1", title)


def attempt(at: datetime = NOON, outcome: FetchOutcome = FetchOutcome.OK, url: str = URL, error: str = "") -> Attempt:
    """Return one request and its end."""
    return Attempt(Purpose.ARTICLE, url, url, outcome, at, 0.25, (), "192.0.2.1:443", 200, error=error)


def keep(store: Store, run: int, one: Capture) -> Recorded:
    """Record a capture the way its custody asks for."""
    live = one.custody is Custody.FETCHED
    request = attempt(one.captured_at or NOON, url=one.url) if live else None
    return record_capture(
        store, run, one, kept(one.payload), outlet_name="Kurier", candidate=seen(one.url), attempt=request
    )


def rows(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    with store.read() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in METADATA.tables.items()
        }


def locks_beside(path: Path) -> list[str]:
    """Return the lock files that stand beside a store."""
    return sorted(found.name for found in path.parent.glob("*.lock"))
