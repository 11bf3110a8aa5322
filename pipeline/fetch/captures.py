"""From an attempt to the capture it brought, or to the error that it is."""

from __future__ import annotations

from pipeline.fetch.robots import UNREADABLE
from pipeline.model.capture import Attempt, Capture, Custody, FetchOutcome
from pipeline.model.errors import FetchError, FetchProtocolError, FetchRefusedError, FetchTransientError
from pipeline.model.identity import digest

# Answers that may be others in an hour: too early, too many, and what the server blames itself for.
TRANSIENT_STATUSES = frozenset({408, 425, 429, *range(500, 600)})
ERROR_OF: dict[FetchOutcome, type[FetchError]] = {
    FetchOutcome.ROBOTS_REFUSED: FetchRefusedError,
    FetchOutcome.HTTP_ERROR: FetchRefusedError,
    FetchOutcome.TIMEOUT: FetchTransientError,
    FetchOutcome.NETWORK_ERROR: FetchTransientError,
    FetchOutcome.TLS_ERROR: FetchTransientError,
    FetchOutcome.TRUNCATED: FetchTransientError,
    FetchOutcome.PROTOCOL_ERROR: FetchProtocolError,
    FetchOutcome.TOO_LARGE: FetchProtocolError,
    FetchOutcome.DECODE_ERROR: FetchProtocolError,
    FetchOutcome.UNSUPPORTED_TYPE: FetchProtocolError,
    FetchOutcome.TOO_MANY_REDIRECTS: FetchProtocolError,
    FetchOutcome.BLOCKED_SCHEME: FetchProtocolError,
    FetchOutcome.BLOCKED_ADDRESS: FetchProtocolError,
}


def capture_of(attempt: Attempt, *, outlet: str) -> Capture:
    """Return what an attempt brought, as fetched by us; raises the error of one that ended otherwise than OK."""
    if error := failure(attempt):
        raise error
    if attempt.payload is None:
        raise FetchProtocolError(f"{attempt.requested_url}: the attempt brought no payload")
    return Capture(
        url=attempt.requested_url,
        final_url=attempt.final_url,
        captured_at=attempt.started_at,
        payload=attempt.payload,
        digest=digest(attempt.payload),
        custody=Custody.FETCHED,
        outlet=outlet,
        status=attempt.status,
        headers=attempt.response_headers,
    )


def failure(attempt: Attempt) -> FetchError | None:
    """Return the error that an attempt is, whose disposition says what becomes of it; None when it is none."""
    if attempt.outcome in {FetchOutcome.OK, FetchOutcome.NOT_MODIFIED}:
        return None
    kind = FetchTransientError if _may_pass(attempt) else ERROR_OF[attempt.outcome]
    return kind(f"{attempt.requested_url}: {attempt.outcome}: {attempt.error}")


def _may_pass(attempt: Attempt) -> bool:
    """Return whether a refusal may be none in an hour: a server in trouble, or rules that could not be read."""
    if attempt.outcome is FetchOutcome.ROBOTS_REFUSED:
        return attempt.error.startswith(UNREADABLE)
    return attempt.outcome is FetchOutcome.HTTP_ERROR and attempt.status in TRANSIENT_STATUSES
