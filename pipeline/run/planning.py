"""Which of the candidates that an outlet's places offer are asked for in this run, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.discover.revisits import why_now
from pipeline.extract.dates import parse_date
from pipeline.model.capture import Purpose
from pipeline.model.history import History, Why
from pipeline.run.collect import Collected
from pipeline.run.places import Offer
from pipeline.run.session import Session
from pipeline.store.histories import histories


@dataclass(frozen=True, slots=True)
class Planned:
    """An offer that is asked for in this run, and why."""

    offer: Offer
    why: Why


def planned(
    run: Session, offers: Iterable[Offer], found: Collected, *, most_new: int, again: bool
) -> Iterator[Planned]:
    """Yield the offers that are due, in their order, each address once, and at most so many new ones of an outlet.

    With `again` all known addresses are due. The others are counted: as waiting, or as left for a later run.
    """
    first: dict[str, Offer] = {}
    for offer in offers:
        first.setdefault(offer.candidate.url, offer)
    with run.store.read() as connection:
        known = histories(connection, list(first), Purpose.ARTICLE)
    for url, offer in first.items():
        why = _why(known.get(url, History()), offer, run.clock(), again=again)
        if why is None:
            found.counts["waiting"] += 1
        elif why is Why.NEW and found.asked_new >= most_new:
            found.counts["left"] += 1
        else:
            found.asked_new += why is Why.NEW
            yield Planned(offer, why)


def _why(known: History, offer: Offer, now: datetime, *, again: bool) -> Why | None:
    if again and known.last is not None:
        return Why.AGAIN
    one = offer.candidate
    return why_now(known, published=_moment(one.entry_published), updated=one.entry_updated, now=now)


def _moment(written: str) -> datetime | None:
    """Return an entry's date as an aware moment, None where it tells no zone or is no date."""
    spelled = parse_date(written) if written else None
    moment = datetime.fromisoformat(spelled) if spelled else None
    return moment.astimezone(UTC) if moment is not None and moment.tzinfo is not None else None
