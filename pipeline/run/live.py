"""Collect from live places: feeds and single addresses, every attempt a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pipeline.discover.feed import read_feed
from pipeline.discover.urls import from_urls
from pipeline.fetch.captures import capture_of, failure
from pipeline.fetch.decoding import decode_payload
from pipeline.fetch.fetcher import Fetcher
from pipeline.model.capture import Attempt, Candidate, FetchOutcome, Purpose
from pipeline.model.errors import Disposition, FetchProtocolError
from pipeline.model.settings import FetchSettings, Outlet, Place, PlaceKind
from pipeline.run.collect import Collected, Live
from pipeline.run.evidence import keep
from pipeline.run.session import Session
from pipeline.store.record import record_capture, record_fetch


@contextmanager
def live_collector(settings: FetchSettings) -> Iterator[Live]:
    """Yield what collects from live places with one client; raises `ConfigError` when no contact is configured."""
    with Fetcher(settings) as fetcher:

        def live(run: Session, outlet: Outlet, place: Place, found: Collected) -> None:
            collect_live(run, outlet, place, fetcher, settings.max_bytes, found)

        yield live


def collect_live(
    run: Session, outlet: Outlet, place: Place, fetcher: Fetcher, max_bytes: int, found: Collected
) -> None:
    """Capture what one live place offers."""
    candidates = from_urls(outlet, place)
    if place.kind is PlaceKind.FEED:
        candidates = feed_candidates(run, outlet, place, fetcher, max_bytes, found)
    for candidate in candidates:
        collect_article(run, outlet, candidate, fetcher, found)


def feed_candidates(
    run: Session, outlet: Outlet, place: Place, fetcher: Fetcher, max_bytes: int, found: Collected
) -> tuple[Candidate, ...]:
    """Return the entries of a feed as candidates; what is wrong with it is a problem of the outlet."""
    attempt = ask(run, outlet, place.location, Purpose.FEED, fetcher, found)
    if attempt.outcome is not FetchOutcome.OK or attempt.payload is None:
        return ()
    try:
        payload = decode_payload(attempt.payload, attempt.response_headers, max_bytes=2 * max_bytes)
    except FetchProtocolError as error:
        found.problems.append(f"{place.location}: {error}")
        return ()
    content_type = next((value for name, value in attempt.response_headers if name.lower() == "content-type"), "")
    feed = read_feed(payload, url=attempt.final_url, content_type=content_type, outlet=outlet, place=place)
    found.problems += [f"{place.location}: {problem}" for problem in feed.problems]
    return feed.candidates


def collect_article(run: Session, outlet: Outlet, candidate: Candidate, fetcher: Fetcher, found: Collected) -> None:
    """Fetch one article and record what came of it."""
    *others, attempt = fetcher.fetch(candidate.url, Purpose.ARTICLE)
    record_others(run, outlet, others)
    if attempt.outcome is FetchOutcome.OK and attempt.payload is not None:
        kept = keep(run.archive, attempt.payload, "payload", run.shelf)
        recorded = record_capture(
            run.store,
            run.number,
            capture_of(attempt, outlet=outlet.key),
            kept,
            outlet_name=outlet.name,
            candidate=candidate,
            attempt=attempt,
        )
        found.counts["new" if recorded.new else "known"] += 1
        return
    record_attempt(run, outlet, attempt)
    note_failure(attempt, found)


def ask(run: Session, outlet: Outlet, url: str, purpose: Purpose, fetcher: Fetcher, found: Collected) -> Attempt:
    """Fetch what is no article, record every attempt with its payload, and return the last."""
    attempts = fetcher.fetch(url, purpose)
    record_others(run, outlet, attempts)
    if attempts[-1].outcome is not FetchOutcome.OK:
        note_failure(attempts[-1], found)
    return attempts[-1]


def record_others(run: Session, outlet: Outlet, attempts: Iterable[Attempt]) -> None:
    """Record attempts that make no capture: robots.txt, feeds, and tries that were repeated."""
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
    found.counts["failed"] += 1
    detail = f" ({attempt.error})" if attempt.error else f" ({attempt.status})" if attempt.status else ""
    found.problems.append(f"{attempt.requested_url}: {attempt.outcome}{detail}")
