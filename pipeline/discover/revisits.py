"""When something is asked for again: articles on a decaying schedule, places by how often they bring anything. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from pipeline.model.history import History, Why

# Corrections come soon or hardly ever: so long after it was published an article is looked at again.
AGES = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))
# A date that an entry gives is believed when the article was found within so long a time behind it.
BELIEVED = timedelta(days=30)
# What failed is tried again after an hour, then after four times as long each time, a week at most; then it is left.
FAILURE_WAITS = tuple(timedelta(hours=hours) for hours in (1, 4, 16, 64, 168))
# What a server says is not there is tried once more: it may have been announced too early.
MOST_REFUSALS = 2
DAY = timedelta(days=1)


def why_now(known: History, *, published: datetime | None, updated: str, now: datetime) -> Why | None:
    """Return why an address is asked for at `now`, or None when it is not.

    `published` (aware, None where unknown) and `updated` are what the entry that names it says.
    """
    if known.failures and known.failed_at is not None:
        most = MOST_REFUSALS if known.refused else len(FAILURE_WAITS) + 1
        tired = known.failures >= most
        return Why.RETRY if not tired and now - known.failed_at >= FAILURE_WAITS[known.failures - 1] else None
    if known.first is None or known.last is None:
        return Why.NEW
    if updated and known.updated and updated != known.updated:
        return Why.CHANGED
    begun = published if published and known.first - BELIEVED <= published <= known.first else known.first
    return Why.REVISIT if any(known.last < begun + age <= now for age in AGES) else None


def place_is_due(known: History, *, brought: datetime | None, interval: timedelta, now: datetime) -> bool:
    """Return whether a place is looked at again: half as long after the last look as it had been quiet by then.

    `brought` is when it last brought an article that was new. Never sooner than its own `interval` and never later
    than a day, or the interval where that is longer; after failures the wait doubles with each.
    """
    longest = max(DAY, interval)
    if known.failures and known.failed_at is not None:
        doubled: timedelta = interval * (1 << min(known.failures - 1, 10))
        return now - known.failed_at >= min(doubled, longest)
    if known.last is None:
        return True
    quiet = (known.last - brought) / 2 if brought else interval
    return now - known.last >= min(max(quiet, interval), longest)
