"""When an address is asked for again, and when a place is looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.discover.revisits import AGES, FAILURE_WAITS, MOST_REFUSALS, place_is_due, why_now
from pipeline.model.history import History, Why

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def why(known: History, now: datetime, *, published: datetime | None = None, updated: str = "") -> Why | None:
    return why_now(known, published=published, updated=updated, now=now)


def test_what_was_never_asked_for_is_new() -> None:
    """An address without a history is asked for at once."""
    assert why(History(), START) is Why.NEW


def test_an_article_is_looked_at_four_times_more() -> None:
    """An hour, a day, a week and a month after it was found, each once, however often it is asked in between."""
    known, asked = History(first=START, last=START), []
    for hours in range(24 * 60):
        now = START + hours * HOUR
        if why(known, now) is Why.REVISIT:
            asked.append(now - START)
            known = History(first=START, last=now)

    assert asked == list(AGES)


def test_a_missed_look_is_made_up_for_once() -> None:
    """After a week without a run an article is asked for once, not once for each look that was missed."""
    known = History(first=START, last=START)
    now = START + 8 * DAY

    assert why(known, now) is Why.REVISIT
    assert why(History(first=START, last=now), now + HOUR) is None


@pytest.mark.parametrize(
    ("published", "due_after"),
    [
        (START - 30 * timedelta(minutes=1), timedelta(minutes=30)),
        (START - 400 * DAY, HOUR),  # an old article that was found now: its corrections are long over, its page is new
        (START + DAY, HOUR),  # a date that lies ahead is not believed
    ],
)
def test_the_schedule_begins_with_publication_where_that_can_be_believed(
    published: datetime, due_after: timedelta
) -> None:
    """The looks are counted from the date of the entry, else from when the article was found."""
    known = History(first=START, last=START)

    assert why(known, START + due_after - timedelta(seconds=1), published=published) is None
    assert why(known, START + due_after, published=published) is Why.REVISIT


def test_an_entry_that_changed_is_asked_for_at_once() -> None:
    """Only where both entries say when they changed, and say it differently."""
    known = History(first=START, last=START, updated="10:00")

    assert why(known, START, updated="10:30") is Why.CHANGED
    assert why(known, START, updated="10:00") is None
    assert why(known, START) is None


def test_failures_are_tried_again_ever_later_and_then_left() -> None:
    """After an hour, then four, and so on; a server's word that there is nothing is asked about once more."""
    for n, wait in enumerate(FAILURE_WAITS, start=1):
        known = History(failures=n, failed_at=START)
        assert why(known, START + wait - timedelta(seconds=1)) is None
        assert why(known, START + wait) is Why.RETRY
    assert why(History(failures=len(FAILURE_WAITS) + 1, failed_at=START), START + 400 * DAY) is None
    assert why(History(failures=MOST_REFUSALS, failed_at=START, refused=True), START + 400 * DAY) is None


def test_a_place_that_brings_much_is_asked_at_its_interval() -> None:
    """One that has long been quiet is asked later and later, a day at most."""
    fresh = History(first=START, last=START)

    def due(known: History, brought: datetime | None, after: timedelta) -> bool:
        return place_is_due(known, brought=brought, interval=HOUR, now=START + after)

    assert place_is_due(History(), brought=None, interval=HOUR, now=START)
    assert not due(fresh, START, HOUR - timedelta(seconds=1))
    assert due(fresh, START, HOUR)
    assert not due(fresh, START - 10 * HOUR, 4 * HOUR)
    assert due(fresh, START - 10 * HOUR, 5 * HOUR)
    assert due(fresh, START - 90 * DAY, DAY)


def test_a_place_that_fails_is_rested() -> None:
    """The wait doubles with every failure, up to a day; nothing is asked sooner than the interval."""
    for failures, wait in ((1, HOUR), (2, 2 * HOUR), (4, 8 * HOUR), (9, DAY), (400, DAY)):
        known = History(first=START, last=START, failures=failures, failed_at=START)
        assert not place_is_due(known, brought=START, interval=HOUR, now=START + wait - timedelta(seconds=1))
        assert place_is_due(known, brought=START, interval=HOUR, now=START + wait)
