"""From a candidate to a capture: what was asked, what came back, and how far it can be vouched for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.model.settings import Place

Headers = tuple[tuple[str, str], ...]


class Custody(StrEnum):
    """How a payload came to us. Only `fetched` may be called "the server sent"."""

    FETCHED = "fetched"
    IMPORTED = "imported"
    DECLARED = "declared"


class FetchOutcome(StrEnum):
    """How one attempt ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    ROBOTS_REFUSED = "robots_refused"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    NETWORK_ERROR = "network_error"
    TLS_ERROR = "tls_error"
    PROTOCOL_ERROR = "protocol_error"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    DECODE_ERROR = "decode_error"
    UNSUPPORTED_TYPE = "unsupported_type"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BLOCKED_SCHEME = "blocked_scheme"
    BLOCKED_ADDRESS = "blocked_address"


class Purpose(StrEnum):
    """What an attempt was for."""

    ARTICLE = "article"
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL worth asking for, with where it was found. Dates are as the entry gives them, unparsed."""

    url: str
    outlet: str
    place: Place
    entry_id: str = ""
    entry_title: str = ""
    entry_published: str = ""
    entry_updated: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request and its end, failures included: a row of `fetch`.

    `payload` is the body after transfer-decoding and before content-decoding, None when none is kept. `started_at`
    is aware UTC, `duration` seconds. `redirects` are the URLs passed through, the asked one first, without the last.
    """

    purpose: Purpose
    requested_url: str
    final_url: str
    outcome: FetchOutcome
    started_at: datetime
    duration: float
    redirects: tuple[str, ...] = ()
    peer: str = ""
    status: int | None = None
    request_headers: Headers = ()
    response_headers: Headers = ()
    payload: bytes | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """A payload with its URL, time and custody.

    `payload` is kept as sent, content-encoding still applied as `headers` say. `captured_at` is aware UTC, or None
    where a saved page does not say. `file` is the saved page's path relative to the configuration, "" when fetched.
    """

    url: str
    final_url: str
    captured_at: datetime | None
    payload: bytes
    digest: str
    custody: Custody
    outlet: str
    status: int | None = None
    headers: Headers = ()
    file: str = ""
