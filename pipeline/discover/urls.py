"""A place of the kind `urls`: one configured address."""

from __future__ import annotations

from pipeline.model.capture import Candidate
from pipeline.model.settings import Outlet, Place


def from_urls(outlet: Outlet, place: Place) -> tuple[Candidate, ...]:
    """Return the one candidate that a configured address is."""
    return (Candidate(url=place.location, outlet=outlet.key, place=place),)
