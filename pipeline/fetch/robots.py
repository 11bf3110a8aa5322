"""What a host's robots.txt allows, by RFC 9309: 4xx allows all, 5xx and no answer refuse all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.decoding import decode_payload
from pipeline.model.capture import Attempt, FetchOutcome
from pipeline.model.errors import FetchProtocolError

# How every refusal begins that is for want of rules, not by them.
UNREADABLE = "robots.txt cannot be read, so nothing is asked for"
# RFC 9309, section 2.5: at least 500 KiB must be read; what is longer is read so far.
MAX_ROBOTS_BYTES = 512 * 1024
# Section 2.3.1.3, and an answer that says it has no content.
ABSENT = frozenset({204, *range(400, 500)})


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for us. Without `rules` all is allowed, unless `refusal` says why nothing is.

    `delay` are the seconds between requests that it asks for, 0 when it does not; `sitemaps` are the addresses of
    sitemaps as it writes them.
    """

    rules: Protego | None = None
    agent: str = ""
    refusal: str = ""
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def refuses(self, url: str) -> str:
        """Return why this URL may not be asked for, or ""."""
        if self.refusal or self.rules is None:
            return self.refusal
        return "" if self.rules.can_fetch(url, self.agent) else f"robots.txt does not allow it to {self.agent}"


def robots_url(url: str) -> str:
    """Return where the robots.txt stands that rules over a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def product_token(user_agent: str) -> str:
    """Return the name that a robots.txt calls us by: the first word up to its version.

    A user agent that begins as browsers do has its name further on: it is matched as a whole.

    >>> product_token("onrecord/0.1 (+mailto:a@b.example)")
    'onrecord'
    """
    first = user_agent.split("/", maxsplit=1)[0].split(maxsplit=1)[0]
    return user_agent if first.lower() == "mozilla" else first


def read_robots(attempt: Attempt, *, agent: str) -> Robots:
    """Return the rules that the end of a request for robots.txt gives."""
    if attempt.outcome in {FetchOutcome.OK, FetchOutcome.TOO_LARGE}:
        return _parse(attempt, agent)
    is_absent = attempt.outcome is FetchOutcome.HTTP_ERROR and attempt.status in ABSENT
    # Section 2.3.1.2: after more redirects than we follow, the file may be taken as absent.
    if is_absent or attempt.outcome is FetchOutcome.TOO_MANY_REDIRECTS:
        return Robots()
    return Robots(refusal=f"{UNREADABLE}: {attempt.error}")


def _parse(attempt: Attempt, agent: str) -> Robots:
    payload = attempt.payload or b""
    try:
        body = (
            payload if attempt.outcome is FetchOutcome.TOO_LARGE else decode_payload(payload, attempt.response_headers)
        )
    except FetchProtocolError as error:
        return Robots(refusal=f"{UNREADABLE}: {error}")
    rules = Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace"))
    asked = rules.crawl_delay(agent) or 0.0
    delay = asked if math.isfinite(asked) and asked > 0 else 0.0
    return Robots(rules=rules, agent=agent, delay=delay, sitemaps=tuple(dict.fromkeys(rules.sitemaps)))
