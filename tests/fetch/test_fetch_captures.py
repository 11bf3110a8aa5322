"""What becomes of an attempt: a capture, or an error with a disposition."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.fetch.captures import capture_of, failure
from pipeline.model.capture import Attempt, Custody, FetchOutcome, Purpose
from pipeline.model.errors import Disposition, FetchError, FetchProtocolError
from pipeline.model.identity import digest


def attempt(outcome: FetchOutcome, status: int | None = None, payload: bytes | None = None) -> Attempt:
    return Attempt(
        purpose=Purpose.ARTICLE,
        requested_url="https://gazette.example/1",
        final_url="https://gazette.example/2",
        outcome=outcome,
        started_at=datetime(2026, 3, 1, tzinfo=UTC),
        duration=0.1,
        status=status,
        response_headers=(("A", "b"),),
        payload=payload,
        error="so it was",
    )


def test_an_attempt_that_is_ok_is_a_capture_fetched_by_us() -> None:
    """Only what we fetched is called so; time, addresses and headers are the attempt's."""
    capture = capture_of(attempt(FetchOutcome.OK, 200, b"page"), outlet="gazette")

    assert (capture.custody, capture.captured_at) == (Custody.FETCHED, datetime(2026, 3, 1, tzinfo=UTC))
    assert (capture.url, capture.final_url) == ("https://gazette.example/1", "https://gazette.example/2")
    assert (capture.payload, capture.digest, capture.headers) == (b"page", digest(b"page"), (("A", "b"),))


@pytest.mark.parametrize("outcome", [outcome for outcome in FetchOutcome if outcome is not FetchOutcome.OK])
def test_no_other_attempt_is_a_capture(outcome: FetchOutcome) -> None:
    """Half a body or an error page never becomes an article, though its bytes are kept."""
    kept = None if outcome is FetchOutcome.NOT_MODIFIED else b"half"
    with pytest.raises(FetchError, match=r"^https://gazette\.example/1: "):
        capture_of(attempt(outcome, 404, kept), outlet="gazette")


@pytest.mark.parametrize("outcome", list(FetchOutcome))
def test_every_outcome_has_a_disposition(outcome: FetchOutcome) -> None:
    """Every attempt that brought nothing is an error of a class that says what becomes of it."""
    error = failure(attempt(outcome, 404))

    assert (error is None) is (outcome in {FetchOutcome.OK, FetchOutcome.NOT_MODIFIED})
    assert error is None or error.disposition in set(Disposition)


@pytest.mark.parametrize(
    ("status", "disposition"),
    [
        (401, Disposition.SKIP),
        (403, Disposition.SKIP),
        (404, Disposition.SKIP),
        (410, Disposition.SKIP),
        (408, Disposition.RETRY),
        (429, Disposition.RETRY),
        (500, Disposition.RETRY),
        (503, Disposition.RETRY),
    ],
)
def test_a_status_is_refused_for_good_or_for_now(status: int, disposition: Disposition) -> None:
    """What the client did wrong is skipped; what may pass is left to the next run."""
    error = failure(attempt(FetchOutcome.HTTP_ERROR, status))

    assert error is not None
    assert error.disposition is disposition


def test_an_ok_without_a_payload_is_no_capture() -> None:
    """A capture is a payload or it is nothing."""
    with pytest.raises(FetchProtocolError, match="no payload"):
        capture_of(attempt(FetchOutcome.OK, 200), outlet="gazette")
