"""Read what an address last answered, so that it can be asked whether anything changed (RFC 9110, 13.1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from pipeline.model.capture import FetchOutcome, Headers, Purpose
from pipeline.store.tables import blob, fetch

VALIDATORS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
# A longer one makes many servers refuse the whole request.
MAX_VALIDATOR = 1024


@dataclass(frozen=True, slots=True)
class Answered:
    """The last whole answer of an address: blob and shelf, headers, and the capture that it made or confirmed."""

    digest: str
    shelf: str
    headers: Headers
    final_url: str
    capture_id: int | None

    @property
    def conditional(self) -> Headers:
        """Return the headers that ask for what is newer, () where the answer gave no validator that can be sent."""
        given = {name.lower(): value for name, value in self.headers}
        return tuple((header, given[name]) for name, header in VALIDATORS if _is_sendable(given.get(name, "")))


def last_answer(connection: Connection, url: str, purpose: Purpose) -> Answered | None:
    """Return what an address answered last, when it did so itself; a redirect's validators are another address's."""
    query = (
        select(fetch, blob.c.shelf)
        .join(blob, blob.c.digest == fetch.c.digest)
        .where(
            fetch.c.requested_url == url,
            fetch.c.purpose == str(purpose),
            fetch.c.outcome == str(FetchOutcome.OK),
        )
        .order_by(fetch.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None or row.redirects:
        return None
    headers = tuple((name, value) for name, value in row.response_headers)
    return Answered(row.digest, row.shelf, headers, row.final_url, row.capture_id)


def _is_sendable(validator: str) -> bool:
    return 0 < len(validator) <= MAX_VALIDATOR and validator.isascii() and validator.isprintable()
