"""Collect from live places: what they offer is planned, fetched and recorded, every attempt a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from pipeline.fetch.captures import capture_of, failure
from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.politeness import Clock, Pace
from pipeline.model.capture import Attempt, Candidate, FetchOutcome, Headers, Purpose
from pipeline.model.errors import ArchiveError, ConfigError, Disposition
from pipeline.model.settings import FetchSettings, Outlet, Place, PlaceKind
from pipeline.run.collect import Collected, Live
from pipeline.run.evidence import keep
from pipeline.run.places import Offer, Sent, offers
from pipeline.run.planning import planned
from pipeline.run.session import Session
from pipeline.store.answers import Answered, last_answer
from pipeline.store.record import record_capture, record_fetch


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks of one run: all that is known again, and at most so many new articles of each outlet."""

    again: bool = False
    most: int | None = None


@contextmanager
def live_collector(
    settings: FetchSettings, outlets: Iterable[Outlet], environ: Mapping[str, str], wish: Wish | None = None
) -> Iterator[Live]:
    """Yield what collects from live places.

    Raises `ConfigError` when no contact is configured, or the environment misses a variable that an outlet names.
    """
    wanted, clock = wish or Wish(), Clock()
    pace = Pace(clock, settings.delay)  # one for all: a host is a host, whoever asks it
    with ExitStack() as stack:
        fetchers = {
            outlet.key: stack.enter_context(
                Fetcher(
                    replace(settings, user_agent=outlet.options.user_agent or settings.user_agent),
                    clock=clock,
                    pace=pace,
                    secrets=secrets_of(outlet, environ),
                )
            )
            for outlet in outlets
            if any(place.kind is not PlaceKind.PAGES for place in outlet.places)
        }

        def live(run: Session, outlet: Outlet, place: Place, found: Collected) -> None:
            asker = LiveAsker(run, outlet, fetchers[outlet.key], found)
            offered = offers(run, outlet, place, asker, found, max_bytes=settings.max_bytes, again=wanted.again)
            most = min(outlet.options.max_per_run, wanted.most or outlet.options.max_per_run)
            for one in planned(run, offered, found, most_new=most, again=wanted.again):
                asker.article(one.offer)

        yield live


def secrets_of(outlet: Outlet, environ: Mapping[str, str]) -> Headers:
    """Return the headers whose values an outlet takes from the environment; raises `ConfigError` for a missing one."""
    for name, variable in outlet.options.headers:
        if not environ.get(variable):
            raise ConfigError(f"{outlet.name}: the environment has no {variable}, which its header {name} is to hold")
    return tuple((name, environ[variable]) for name, variable in outlet.options.headers)


def named_by(outlet: Outlet) -> tuple[str, ...]:
    """Return the addresses that an outlet's configuration names: only their hosts may be in our own network."""
    return tuple(place.location for place in outlet.places if place.kind is not PlaceKind.PAGES)


@dataclass(frozen=True, slots=True)
class LiveAsker:
    """Asks for one outlet's places and articles, and records what came of it."""

    run: Session
    outlet: Outlet
    fetcher: Fetcher
    found: Collected

    def ask(self, url: str, purpose: Purpose) -> Sent | None:
        """Return what stands at a place's address: as sent now, or as kept where it did not change."""
        before = answered(self.run, url, purpose)
        kept = kept_answer(self.run, before)
        conditional = before.conditional if before and kept else ()
        attempts = self.fetcher.fetch(url, purpose, conditional=conditional, named=named_by(self.outlet))
        record_others(self.run, self.outlet, attempts)
        last = attempts[-1]
        if last.outcome is FetchOutcome.NOT_MODIFIED and kept is not None:
            return replace(kept, peer=last.peer)
        if last.outcome is FetchOutcome.OK and last.payload is not None:
            return Sent(last.payload, last.response_headers, last.final_url, last.peer)
        note_failure(last, self.found)
        return None

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt over an address names."""
        return self.fetcher.sitemaps(url)

    def article(self, offer: Offer) -> None:
        """Fetch one article, if it changed since it was last fetched, and record what came of it."""
        candidate = offer.candidate
        before = answered(self.run, candidate.url, Purpose.ARTICLE)
        conditional = before.conditional if before and kept_answer(self.run, before) else ()
        *others, attempt = self.fetcher.fetch(
            candidate.url, conditional=conditional, named=named_by(self.outlet), public_only=offer.public_only
        )
        record_others(self.run, self.outlet, others)
        if attempt.outcome is FetchOutcome.NOT_MODIFIED and before is not None:
            record_fetch(
                self.run.store,
                self.run.number,
                self.outlet.key,
                attempt,
                confirms=before.capture_id,
                candidate=candidate,
            )
            self.found.counts["known"] += 1
        elif attempt.outcome is FetchOutcome.OK and attempt.payload is not None:
            self._capture(candidate, attempt, attempt.payload)
        else:
            record_attempt(self.run, self.outlet, attempt)
            note_failure(attempt, self.found)

    def _capture(self, candidate: Candidate, attempt: Attempt, payload: bytes) -> None:
        kept = keep(self.run.archive, payload, "payload", self.run.shelf)
        recorded = record_capture(
            self.run.store,
            self.run.number,
            capture_of(attempt, outlet=self.outlet.key),
            kept,
            outlet_name=self.outlet.name,
            candidate=candidate,
            attempt=attempt,
        )
        self.found.counts["new" if recorded.new else "known"] += 1


def answered(run: Session, url: str, purpose: Purpose) -> Answered | None:
    """Return what an address answered last, or None."""
    with run.store.read() as connection:
        return last_answer(connection, url, purpose)


def kept_answer(run: Session, before: Answered | None) -> Sent | None:
    """Return an answer as it was kept; None where there is none, or its bytes are missing or damaged.

    Then no condition may be set: a 304 would confirm what nobody can show.
    """
    if before is None:
        return None
    try:
        return Sent(run.archive.get(before.digest, before.shelf), before.headers, before.final_url)
    except ArchiveError:
        return None


def record_others(run: Session, outlet: Outlet, attempts: Iterable[Attempt]) -> None:
    """Record attempts that make no capture: robots.txt and places."""
    for attempt in attempts:
        record_attempt(run, outlet, attempt)


def record_attempt(run: Session, outlet: Outlet, attempt: Attempt) -> None:
    """Record an attempt that made no capture, with the bytes that came, if any."""
    kept = None
    if attempt.payload is not None:
        kind = "payload" if attempt.purpose is Purpose.ARTICLE else str(attempt.purpose)
        kept = keep(run.archive, attempt.payload, kind, run.shelf)
    record_fetch(run.store, run.number, outlet.key, attempt, kept=kept)


def note_failure(attempt: Attempt, found: Collected) -> None:
    """Count an attempt that failed, and say so in a sentence; what robots.txt forbids is no failure of anybody's."""
    why = failure(attempt)
    if attempt.outcome is FetchOutcome.ROBOTS_REFUSED and why is not None and why.disposition is Disposition.SKIP:
        found.counts["refused"] += 1
        return
    detail = f" ({attempt.error})" if attempt.error else f" ({attempt.status})" if attempt.status else ""
    found.fail(f"{attempt.requested_url}: {attempt.outcome}{detail}")
