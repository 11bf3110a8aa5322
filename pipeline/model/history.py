"""What is known of addresses from earlier runs, and why one is asked for now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """Why an address is asked for."""

    NEW = "new"
    CHANGED = "its entry changed"
    REVISIT = "due to be looked at again"
    RETRY = "it failed before"
    AGAIN = "asked for again"


@dataclass(frozen=True, slots=True)
class History:
    """What is known of an address: when it was first and last answered, and the failures in a row since then.

    `refused` says that the last failure was a server's word that there is nothing (404, 410, 451); `updated` is what
    the last entry that named it said of its change, as the entry had it.
    """

    first: datetime | None = None
    last: datetime | None = None
    failures: int = 0
    failed_at: datetime | None = None
    refused: bool = False
    updated: str = ""
