"""Fetch live: one client for a run, robots.txt and pace kept, redirects followed by us, every attempt recorded."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from pipeline import __version__
from pipeline.fetch.client import Answer, Client
from pipeline.fetch.judging import judge
from pipeline.fetch.politeness import LONGEST_DELAY, Clock, Pace
from pipeline.fetch.reach import Reach
from pipeline.fetch.robots import Robots, product_token, read_robots, robots_url
from pipeline.fetch.urls import address_fault, host_of, without_credentials
from pipeline.model.capture import Attempt, FetchOutcome, Headers, Purpose
from pipeline.model.errors import ConfigError
from pipeline.model.settings import FetchSettings

MAX_REDIRECTS = 10


@dataclass(slots=True)
class _Journey:
    """One request on its way through redirects: what is known of it so far.

    `started_at` is when its first request is sent: it is set anew until then, whatever was waited for.
    """

    purpose: Purpose
    asked: str
    url: str
    started_at: datetime
    reach: Reach
    conditional: Headers = ()
    passed: tuple[str, ...] = ()
    spent: float = 0.0
    answer: Answer | None = None

    @property
    def must_be_public(self) -> bool:
        """Return whether the next host must be public: nobody else may send us into the network we run in."""
        return self.reach.must_be_public(self.url, self.answer.peer if self.answer else "")

    @property
    def conditions(self) -> Headers:
        """Return the validators for the next request: none after a redirect, they are the first address's own."""
        return () if self.passed else self.conditional

    def end(self, outcome: FetchOutcome, error: str) -> Attempt:
        """Return the attempt that this journey was."""
        answer = self.answer or Answer(outcome)
        return Attempt(
            purpose=self.purpose,
            requested_url=self.asked,
            final_url=self.url,
            outcome=outcome,
            started_at=self.started_at,
            duration=self.spent,
            redirects=self.passed,
            peer=answer.peer,
            status=answer.status,
            request_headers=answer.request_headers,
            response_headers=answer.headers,
            payload=answer.payload,
            error=error,
        )


class Fetcher:
    """Fetches URLs one after another; not for use by several threads at once. Close it, or use it in a `with`."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Clock | None = None,
        context: ssl.SSLContext | None = None,
        pace: Pace | None = None,
        secrets: Headers = (),
    ) -> None:
        """Open a client; raises `ConfigError` when the settings name no contact.

        `context` is for one's own roots, `pace` for keeping the distance to a host together with other fetchers.
        `secrets` are headers that only the hosts in `named` are sent, and that are never recorded.
        """
        self._clock = clock or Clock()
        identity = identify(settings)
        self._agent = product_token(identity[0][1])
        self._settings = settings
        self._client = Client(identity, max_bytes=settings.max_bytes, clock=self._clock, context=context)
        self._pace = pace or Pace(self._clock, settings.delay)
        self._secrets = secrets
        self._robots: dict[str, Robots] = {}

    def fetch(
        self,
        url: str,
        purpose: Purpose = Purpose.ARTICLE,
        *,
        conditional: Headers = (),
        named: Iterable[str] = (),
        public_only: bool = False,
    ) -> list[Attempt]:
        """Ask for a URL and return every attempt it took, robots.txt included; the last one is for the URL itself.

        `conditional` are validators to send (If-None-Match, If-Modified-Since). `named` are the addresses that a person
        named: only their hosts may be private, only their ports others than 80 and 443, on every redirect and for
        robots.txt too. With `public_only`, for what a public page or feed named, no host may be
        private. Never raises for what a server or the network does: the attempt's outcome says it. Name and password in
        a URL are neither sent nor recorded. The duration is the time spent on the network, without what was waited out
        of politeness.
        """
        self._client.forget()
        reach = Reach.of(named, public_only=public_only)
        attempts: list[Attempt] = []
        attempts.append(self._travel(self._journey(url, purpose, reach, conditional), attempts))
        return attempts

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt over a URL names, as it writes them; () when it was not asked yet."""
        known = self._robots.get(robots_url(url))
        return known.sitemaps if known else ()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def __enter__(self) -> Self:
        """Return the fetcher itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        self.close()

    def _journey(self, url: str, purpose: Purpose, reach: Reach, conditional: Headers = ()) -> _Journey:
        clean = without_credentials(url)
        return _Journey(purpose, clean, clean, self._clock.now(), reach, conditional)

    def _restart(self, journey: _Journey) -> None:
        """Note that a journey starts now, unless a request was sent for it."""
        if journey.answer is None:
            journey.started_at = self._clock.now()

    def _travel(self, journey: _Journey, attempts: list[Attempt]) -> Attempt:
        """Go from redirect to redirect to the end; what was asked on the way is added to `attempts`."""
        while True:
            if ended := self._refuse(journey, attempts):
                return ended
            answer = journey.answer = self._step(journey, self._delay(journey))
            if answer.outcome is not FetchOutcome.OK or not answer.location:
                return self._arrive(journey, answer)
            journey.passed = (*journey.passed, journey.url)
            journey.url = without_credentials(answer.location)
            if len(journey.passed) > MAX_REDIRECTS:
                return journey.end(FetchOutcome.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS} redirects")

    def _refuse(self, journey: _Journey, attempts: list[Attempt]) -> Attempt | None:
        """Return the end of a journey whose next URL may not be asked for, or None."""
        outcome, error = address_fault(journey.url)
        if outcome is not FetchOutcome.OK:
            return journey.end(outcome, error)
        if fault := journey.reach.port_fault(journey.url):
            return journey.end(FetchOutcome.BLOCKED_ADDRESS, fault)
        if journey.purpose is Purpose.ROBOTS:
            return None
        robots = self._robots_for(journey, attempts)
        self._restart(journey)
        if isinstance(robots, Attempt):
            return journey.end(robots.outcome, robots.error)
        refusal = robots.refuses(journey.url)
        if not refusal and robots.delay > LONGEST_DELAY:
            refusal = f"robots.txt asks for {robots.delay:g} s between requests, longer than {LONGEST_DELAY:g} s"
        return journey.end(FetchOutcome.ROBOTS_REFUSED, refusal) if refusal else None

    def _robots_for(self, journey: _Journey, attempts: list[Attempt]) -> Robots | Attempt:
        """Return the rules over a journey's URL, asked for once a run; the attempt when their host may not be called.

        Then nothing is kept: what leads there may not call it, what is configured may.
        """
        address = robots_url(journey.url)
        if address in self._robots:
            return self._robots[address]
        reach = replace(journey.reach, public_only=journey.must_be_public)
        attempt = self._travel(self._journey(address, Purpose.ROBOTS, reach), attempts)
        attempts.append(attempt)
        if attempt.outcome is FetchOutcome.BLOCKED_ADDRESS and not attempt.redirects:
            return attempt
        return self._robots.setdefault(address, read_robots(attempt, agent=self._agent))

    def _delay(self, journey: _Journey) -> float:
        known = self._robots.get(robots_url(journey.url))
        return known.delay if known else 0.0

    def _step(self, journey: _Journey, delay: float) -> Answer:
        """Wait until the host may be asked, ask, and note the time it took."""
        host = host_of(journey.url)
        self._pace.wait(host, delay)
        self._restart(journey)
        began = self._clock.monotonic()
        answer = self._client.ask(
            journey.url,
            seconds=self._settings.total_timeout - journey.spent,
            extra=journey.conditions,
            secrets=self._secrets if journey.reach.is_named(journey.url) else (),
            public_only=journey.must_be_public,
        )
        self._pace.ended(host)
        journey.spent += self._clock.monotonic() - began
        return answer

    def _arrive(self, journey: _Journey, answer: Answer) -> Attempt:
        """Return the attempt of a journey that met its last answer."""
        if answer.outcome is not FetchOutcome.OK or answer.status is None:
            return journey.end(answer.outcome, answer.error)
        verdict = judge(
            journey.purpose,
            answer.status,
            answer.payload or b"",
            answer.headers,
            conditional=journey.conditions,
        )
        return journey.end(*verdict)


def identify(settings: FetchSettings) -> Headers:
    """Return the headers that say who asks: User-Agent, and From when the contact is a mail address (RFC 9110, 10.1.2).

    Raises `ConfigError` when there is no contact, or what stands there cannot be sent.
    """
    contact, agent = settings.contact.strip(), settings.user_agent.strip()
    if not contact:
        raise ConfigError("[fetch] contact is missing: nothing is fetched live without an address to write to")
    for key, value in (("contact", contact), ("user_agent", agent)):
        if not (value.isascii() and (value.isprintable() or not value)):
            raise ConfigError(f"[fetch] {key} must be printable ASCII, not {value!r}")
    mail = contact.removeprefix("mailto:")
    sender = (("From", mail),) if "@" in mail and "/" not in mail else ()
    return (("User-Agent", agent or f"onrecord/{__version__} (+{contact})"), *sender)
