"""Collect: what every outlet's places offer, captured and recorded. Nothing is read here."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from pipeline.fetch.saved import PAGE_ENDINGS, SavedFile, look_through, read_saved
from pipeline.model.errors import ConfigError, FetchProtocolError
from pipeline.model.settings import Outlet, Place, PlaceKind
from pipeline.run.evidence import keep
from pipeline.run.session import Session
from pipeline.store.counts import identities, last_problems
from pipeline.store.record import capture_identity, record_capture

LIVE = tuple(kind for kind in PlaceKind if kind is not PlaceKind.PAGES)


# How far a clock may be off, ours or that of whoever saved a page.
CLOCK_SLACK = timedelta(hours=48)


@dataclass(slots=True)
class Collected:
    """What one outlet gave in one run: counts by what became of each item, and sentences for a person.

    `problems` begin with an address or a path, a colon, and the kind of problem. Those in `harmless` are told and no
    failure of anybody's. `asked_new` counts the addresses that were asked for the first time.
    """

    outlet: str
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    known_problems: frozenset[str] = frozenset()
    harmless: set[str] = field(default_factory=set)
    asked_new: int = 0

    @property
    def new_problems(self) -> int:
        """Return how many problems the outlet's last run did not have; a lasting one whose figures change is none."""
        known = {gist(problem) for problem in self.known_problems}
        return sum(gist(problem) not in known for problem in self.problems if problem not in self.harmless)

    def fail(self, problem: str) -> None:
        """Count an item that failed, and say so."""
        self.counts["failed"] += 1
        self.problems.append(problem)

    def tell(self, sentence: str) -> None:
        """Say what a person should know and what is no failure."""
        self.problems.append(sentence)
        self.harmless.add(sentence)


def gist(problem: str) -> tuple[str, str]:
    """Return what makes two problems one: the address, and the kind without counts and positions.

    >>> gist("https://a.example/f: malformed: not well-formed (line 2); 3 entries were read all the same")
    ('https://a.example/f', 'malformed')
    """
    address, _, words = problem.partition(": ")
    kind = re.split(r": | \(", words, maxsplit=1)[0]
    return address, re.sub(r"\d+", "", kind)


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
    for file in pages_in(folder, base, found):
        try:
            page = read_saved(file, outlet=outlet, base=base)
        except FetchProtocolError as error:
            found.fail(str(error))
            continue
        # First of all: what was taken in by a clock that was right is not refused by one that is wrong.
        if capture_identity(page) in known:
            found.counts["known"] += 1
            continue
        if page.captured_at is not None and page.captured_at > run.clock() + CLOCK_SLACK:
            found.fail(f"{page.file}: its captured_at, {page.captured_at.isoformat()}, lies in the future")
            continue
        key, name = names.get(page.outlet.casefold(), (page.outlet, page.outlet))
        kept = keep(run.archive, page.payload, "payload", run.shelf)
        recorded = record_capture(run.store, run.number, replace(page, outlet=key), kept, outlet_name=name)
        found.counts["new" if recorded.new else "known"] += 1


def pages_in(folder: Path, base: Path, found: Collected) -> tuple[SavedFile, ...]:
    """Return the saved pages of a folder; what cannot be read there is this outlet's failure and no other's."""
    try:
        held = look_through(folder)
    except ConfigError as error:  # it was there when the run began
        found.fail(str(error))
        return ()
    for fault in held.faults:
        found.fail(fault)
    if held.ignored:
        found.counts["ignored"] += held.ignored
        files = "1 file" if held.ignored == 1 else f"{held.ignored} files"
        found.tell(f"{os.path.relpath(folder, base)}: {files} ignored: only {', '.join(PAGE_ENDINGS)} are pages")
    return held.pages
