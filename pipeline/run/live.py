"""Collect from live places: feeds and single addresses, every attempt a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pipeline.discover.feed import read_feed
from pipeline.discover.urls import from_urls
from pipeline.fetch.addresses import is_public
from pipeline.fetch.captures import capture_of, failure
from pipeline.fetch.decoding import decode_payload
from pipeline.fetch.fetcher import Fetcher
from pipeline.model.capture import Attempt, Candidate, FetchOutcome, Headers, Purpose
from pipeline.model.errors import ArchiveError, Disposition, FetchProtocolError
from pipeline.model.settings import FetchSettings, Outlet, Place, PlaceKind
from pipeline.run.collect import Collected, Live
from pipeline.run.evidence import keep
from pipeline.run.session import Session
from pipeline.store.answers import Answered, last_answer
from pipeline.store.record import record_capture, record_fetch


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands at a feed's address: the payload before content-decoding, its headers, where it came from.

    `peer` is the network address that was asked in this run, also where the feed did not change.
    """

    payload: bytes
    headers: Headers
    url: str
    peer: str = ""


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
    if place.kind is not PlaceKind.FEED:
        for candidate in from_urls(outlet, place):
            collect_article(run, outlet, candidate, fetcher, found)
        return
    sent = ask_feed(run, outlet, place.location, fetcher, found)
    if sent is None:
        return
    for candidate in feed_candidates(sent, outlet, place, max_bytes, found):
        collect_article(run, outlet, candidate, fetcher, found, public_only=is_public(sent.peer))


def feed_candidates(
    sent: Sent, outlet: Outlet, place: Place, max_bytes: int, found: Collected
) -> tuple[Candidate, ...]:
    """Return the entries of a feed as candidates; what is wrong with it is a problem of the outlet."""
    try:
        payload = decode_payload(sent.payload, sent.headers, max_bytes=2 * max_bytes)
    except FetchProtocolError as error:
        found.problems.append(f"{place.location}: {error}")
        return ()
    content_type = next((value for name, value in sent.headers if name.lower() == "content-type"), "")
    feed = read_feed(payload, url=sent.url, content_type=content_type, outlet=outlet, place=place)
    found.problems += [f"{place.location}: {problem}" for problem in feed.problems]
    return feed.candidates


def named_by(outlet: Outlet) -> tuple[str, ...]:
    """Return the addresses that an outlet's configuration names: only their hosts may be in our own network."""
    return tuple(place.location for place in outlet.places if place.kind is not PlaceKind.PAGES)


def collect_article(
    run: Session,
    outlet: Outlet,
    candidate: Candidate,
    fetcher: Fetcher,
    found: Collected,
    *,
    public_only: bool = False,
) -> None:
    """Fetch one article, if it changed since it was last fetched, and record what came of it.

    With `public_only` it is a public feed that names it, which may not send us into our own network.
    """
    before = answered(run, candidate.url, Purpose.ARTICLE)
    conditional = before.conditional if before and kept_answer(run, before) else ()
    *others, attempt = fetcher.fetch(
        candidate.url, conditional=conditional, named=named_by(outlet), public_only=public_only
    )
    record_others(run, outlet, others)
    if attempt.outcome is FetchOutcome.NOT_MODIFIED and before is not None:
        record_fetch(run.store, run.number, outlet.key, attempt, confirms=before.capture_id)
        found.counts["known"] += 1
        return
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


def ask_feed(run: Session, outlet: Outlet, url: str, fetcher: Fetcher, found: Collected) -> Sent | None:
    """Fetch a feed, record every attempt with its payload, and return what stands there: as sent now, or as kept.

    A feed that did not change is read again from the archive: its articles may have changed all the same.
    """
    before = answered(run, url, Purpose.FEED)
    kept = kept_answer(run, before)
    conditional = before.conditional if before and kept else ()
    attempts = fetcher.fetch(url, Purpose.FEED, conditional=conditional, named=named_by(outlet))
    record_others(run, outlet, attempts)
    last = attempts[-1]
    if last.outcome is FetchOutcome.NOT_MODIFIED and kept is not None:
        return replace(kept, peer=last.peer)
    if last.outcome is FetchOutcome.OK and last.payload is not None:
        return Sent(last.payload, last.response_headers, last.final_url, last.peer)
    note_failure(last, found)
    return None


def record_others(run: Session, outlet: Outlet, attempts: Iterable[Attempt]) -> None:
    """Record attempts that make no capture: robots.txt and feeds."""
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
