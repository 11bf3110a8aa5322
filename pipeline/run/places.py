"""What an outlet's live places offer: candidates from feeds, sitemaps, listings and sites, asked for and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from pipeline.discover.addresses import absolute
from pipeline.discover.feed import read_feed
from pipeline.discover.jsonfeed import looks_like_json, read_json_feed
from pipeline.discover.links import from_listing, read_links
from pipeline.discover.patterns import Patterns
from pipeline.discover.revisits import place_is_due
from pipeline.discover.sitemap import read_sitemap
from pipeline.discover.urls import from_urls
from pipeline.fetch.addresses import is_public
from pipeline.fetch.decoding import decode_payload, gunzip
from pipeline.fetch.judging import GZIP
from pipeline.model.capture import Candidate, Headers, Purpose
from pipeline.model.errors import FetchProtocolError
from pipeline.model.settings import Outlet, Place, PlaceKind
from pipeline.run.collect import Collected
from pipeline.run.session import Session
from pipeline.store.histories import histories, last_brought

# An index may name thousands of sitemaps: of each index so many are read in a run, the newest first.
MOST_SITEMAPS = 20
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands at an address: the payload before content-decoding, its headers, where it came from.

    `peer` is the network address that was asked in this run, also where nothing changed.
    """

    payload: bytes
    headers: Headers
    url: str
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate, and whether a public page names it: then it may not lead into our own network."""

    candidate: Candidate
    public_only: bool = False


class Asker(Protocol):
    """Asks for what stands at an address, and knows what a host's robots.txt names."""

    def ask(self, url: str, purpose: Purpose) -> Sent | None:
        """Return what stands there, every attempt recorded; None when nothing whole came."""
        ...

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt over an address names."""
        ...


def offers(
    run: Session, outlet: Outlet, place: Place, asker: Asker, found: Collected, *, max_bytes: int, again: bool
) -> Iterator[Offer]:
    """Yield what a place offers and the outlet's patterns admit; a place that is not due yet offers nothing.

    With `again` every place is due.
    """
    if place.kind is PlaceKind.URLS:
        yield from map(Offer, from_urls(outlet, place))
        return
    if not again and not _is_due(run, outlet, place):
        found.counts["waiting"] += 1
        return
    reader = _Reader(outlet, place, asker, found, max_bytes)
    patterns = Patterns(outlet.options.include, outlet.options.exclude)
    for offer in reader.read(place.kind, place.location):
        if patterns.admits(offer.candidate.url):
            yield offer
        else:
            found.counts["left out"] += 1


PURPOSES = {
    PlaceKind.FEED: Purpose.FEED,
    PlaceKind.SITEMAP: Purpose.SITEMAP,
    PlaceKind.LISTING: Purpose.LISTING,
    PlaceKind.SITE: Purpose.LISTING,
}


def _is_due(run: Session, outlet: Outlet, place: Place) -> bool:
    with run.store.read() as connection:
        known = histories(connection, [place.location], PURPOSES[place.kind]).get(place.location)
        brought = last_brought(connection, place.location)
    interval = timedelta(seconds=outlet.options.interval)
    return known is None or place_is_due(known, brought=brought, interval=interval, now=run.clock())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one place; what is wrong with it becomes a problem of its outlet."""

    outlet: Outlet
    place: Place
    asker: Asker
    found: Collected
    max_bytes: int

    def read(self, kind: PlaceKind, url: str) -> Iterator[Offer]:
        """Yield what stands at an address that is of this kind."""
        if kind is PlaceKind.SITEMAP:
            yield from self.sitemap(url, 0, set())
        elif kind is PlaceKind.SITE:
            yield from self.site(url)
        else:
            yield from self.feed(url) if kind is PlaceKind.FEED else self.listing(url)

    def feed(self, url: str) -> Iterator[Offer]:
        """Yield the entries of a feed."""
        sent = self.asker.ask(url, Purpose.FEED)
        body = self._body(sent, url)
        if sent is None or body is None:
            return
        kind = next((value for name, value in sent.headers if name.lower() == "content-type"), "")
        if looks_like_json(body):
            feed = read_json_feed(body, url=sent.url, outlet=self.outlet, place=self.place)
        else:
            feed = read_feed(body, url=sent.url, content_type=kind, outlet=self.outlet, place=self.place)
        self._complain(url, feed.problems)
        yield from (Offer(one, is_public(sent.peer)) for one in feed.candidates)

    def listing(self, url: str) -> Iterator[Offer]:
        """Yield the links of a page that the outlet's patterns admit."""
        sent = self.asker.ask(url, Purpose.LISTING)
        body = self._body(sent, url)
        if sent is None or body is None:
            return
        patterns = Patterns(self.outlet.options.include, self.outlet.options.exclude)
        links = from_listing(body, url=sent.url, outlet=self.outlet, place=self.place, patterns=patterns)
        if not links:
            self._complain(url, ("empty: the page has no link that is wanted",))
        yield from (Offer(one, is_public(sent.peer)) for one in links)

    def sitemap(self, url: str, depth: int, seen: set[str]) -> Iterator[Offer]:
        """Yield the pages of a sitemap, and of those that it names as an index, each read once."""
        seen.add(url)
        sent = self.asker.ask(url, Purpose.SITEMAP)
        body = self._body(sent, url)
        if sent is None or body is None:
            return
        sitemap = read_sitemap(body, url=sent.url, outlet=self.outlet, place=self.place)
        self._complain(url, sitemap.problems)
        yield from (Offer(one, is_public(sent.peer)) for one in sitemap.candidates)
        if sitemap.sitemaps and depth == DEEPEST:
            self._complain(url, (f"too_deep: sitemap indexes are read {DEEPEST} deep",))
            return
        for further in sitemap.sitemaps[:MOST_SITEMAPS]:
            if further not in seen:
                yield from self.sitemap(further, depth + 1, seen)

    def site(self, url: str) -> Iterator[Offer]:
        """Yield what the feeds that a site's front page names offer, or its sitemaps when it names none."""
        sent = self.asker.ask(url, Purpose.LISTING)
        body = self._body(sent, url)
        if sent is None or body is None:
            return
        feeds = read_links(body, url=sent.url).feeds
        for feed in feeds:
            yield from self.feed(feed.url)
        if feeds:
            return
        sitemaps = tuple(filter(None, (absolute(one, sent.url) for one in self.asker.sitemaps(sent.url))))
        seen: set[str] = set()
        for sitemap in sitemaps[:MOST_SITEMAPS]:
            yield from self.sitemap(sitemap, 0, seen)
        if not sitemaps:
            self._complain(url, ("nothing_found: the front page names no feed and robots.txt no sitemap",))

    def _body(self, sent: Sent | None, url: str) -> bytes | None:
        """Return what was sent without its encoding and packaging."""
        if sent is None:
            return None
        try:
            body = decode_payload(sent.payload, sent.headers, max_bytes=2 * self.max_bytes)
            return gunzip(body, max_bytes=5 * self.max_bytes) if body.startswith(GZIP) else body
        except FetchProtocolError as error:
            self._complain(url, (str(error),))
            return None

    def _complain(self, url: str, problems: tuple[str, ...]) -> None:
        self.found.problems += [f"{url}: {problem}" for problem in problems]
