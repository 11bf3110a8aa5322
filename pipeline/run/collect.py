"""Collect: what every outlet's places offer, captured and recorded. Nothing is read here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.fetch.saved import list_saved, read_saved
from pipeline.model.errors import FetchProtocolError
from pipeline.model.settings import Outlet, Place, PlaceKind
from pipeline.run.evidence import keep
from pipeline.run.session import Session
from pipeline.store.counts import identities, last_problems
from pipeline.store.record import capture_identity, record_capture

LIVE = (PlaceKind.URLS, PlaceKind.FEED)


@dataclass(slots=True)
class Collected:
    """What one outlet gave in one run: counts by what became of each item, and a sentence for each problem."""

    outlet: str
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    known_problems: frozenset[str] = frozenset()

    @property
    def new_problems(self) -> int:
        """Return how many problems the outlet's last run did not have."""
        return sum(problem not in self.known_problems for problem in self.problems)


Live = Callable[[Session, Outlet, Place, Collected], None]
"""Collects from one live place. It is handed in, so that a run without one never loads an HTTP client."""


def collect(
    run: Session, outlets: Iterable[Outlet], base: Path, live: Live | None, *, configured: Iterable[Outlet]
) -> Iterator[Collected]:
    """Collect from the outlets one after another and yield what each gave.

    A saved page may name any outlet of the configuration, also one that is not run now.
    """
    names = names_of(configured)
    with run.store.read() as connection:
        before = last_problems(connection)
    for outlet in outlets:
        found = Collected(outlet.key, known_problems=before.get(outlet.key, frozenset()))
        for place in outlet.places:
            if place.kind is PlaceKind.PAGES:
                collect_pages(run, outlet, Path(place.location), base, names, found)
            elif live is not None:
                live(run, outlet, place, found)
        yield found


def has_live(outlets: Iterable[Outlet]) -> bool:
    """Return whether any of these outlets has a live place."""
    return any(place.kind in LIVE for outlet in outlets for place in outlet.places)


def names_of(outlets: Iterable[Outlet]) -> dict[str, tuple[str, str]]:
    """Return key and name of every outlet, by its key and by its name in lower case."""
    return {word.casefold(): (outlet.key, outlet.name) for outlet in outlets for word in (outlet.name, outlet.key)}


def collect_pages(
    run: Session, outlet: Outlet, folder: Path, base: Path, names: Mapping[str, tuple[str, str]], found: Collected
) -> None:
    """Capture the saved pages of a folder; those that stand in the store already cost a look and no write."""
    with run.store.read() as connection:
        known = identities(connection)
    for file in list_saved(folder):
        try:
            page = read_saved(file, outlet=outlet, base=base)
        except FetchProtocolError as error:
            found.counts["failed"] += 1
            found.problems.append(str(error))
            continue
        if page.captured_at is not None and page.captured_at > run.clock():
            found.counts["failed"] += 1
            found.problems.append(f"{page.file}: its captured_at, {page.captured_at.isoformat()}, lies in the future")
            continue
        if capture_identity(page) in known:
            found.counts["known"] += 1
            continue
        key, name = names.get(page.outlet.casefold(), (page.outlet, page.outlet))
        kept = keep(run.archive, page.payload, "payload", run.shelf)
        recorded = record_capture(run.store, run.number, replace(page, outlet=key), kept, outlet_name=name)
        found.counts["new" if recorded.new else "known"] += 1
