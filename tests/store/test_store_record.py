"""What happened is recorded once, whole, and never merged by mistake."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_values import NOON, RECIPE, URL, attempt, begun, fetched, keep, kept, later, rows, saved, seen

from pipeline.model.capture import FetchOutcome
from pipeline.model.identity import article_key
from pipeline.store.engine import Store
from pipeline.store.insert import digest_of_row
from pipeline.store.record import close_interrupted, end_run, record_capture, record_fetch
from pipeline.store.tables import METADATA, address, article, capture, fetch, run_end, sighting
from pipeline.store.tables import run as run_table


def test_a_run_keeps_what_it_started_from(store: Store, run: int) -> None:
    """Command, arguments, versions and digests come back as they went in."""
    with store.read() as connection:
        row = connection.execute(select(run_table)).one()

    assert (row.id, row.command, row.arguments, row.started_at) == (run, "run", {"only": None}, NOON)
    assert (row.libraries, row.rules_digest) == ([["lxml", "6.0"]], RECIPE.rules_digest)


def test_a_naive_time_is_refused(store: Store) -> None:
    """Every time that is stored says which time it is."""
    with pytest.raises(ValueError, match="no time zone"):
        begun(store, datetime(2026, 3, 1, 12, 0))  # noqa: DTZ001  the fault under test


@pytest.mark.parametrize("status", ["finished", "failed", "interrupted"])
def test_a_run_ends_once(store: Store, run: int, status: str) -> None:
    """The first end stands; a second one changes nothing."""
    end_run(store, run, ended_at=later(1), status=status, exit_code=0, counts={"captures": 2})
    end_run(store, run, ended_at=later(2), status="failed", exit_code=1, counts={})

    with store.read() as connection:
        row = connection.execute(select(run_end)).one()
    assert (row.status, row.ended_at, row.counts["captures"]) == (status, later(1), 2)
    assert row.counts["rows"]["run"] == 1


def test_the_next_run_ends_those_that_were_killed(store: Store) -> None:
    """Only earlier runs of the named commands that have no end are called interrupted."""
    ended, killed, other = begun(store), begun(store), begun(store, command="reprocess")
    end_run(store, ended, ended_at=later(1), status="finished", exit_code=0, counts={})
    current = begun(store)

    assert close_interrupted(store, current, commands=("run",), ended_at=later(2)) == [killed]
    assert close_interrupted(store, current, commands=("run", "reprocess"), ended_at=later(2)) == [other]


def test_a_saved_page_read_twice_adds_nothing(store: Store, run: int) -> None:
    """Reading the same folder again adds a run and no other row."""
    first = keep(store, run, saved(b"a"))
    before = rows(store)
    again = keep(store, begun(store, later(1)), saved(b"a"))

    assert (first.new, again.new, again.capture_id) == (True, False, first.capture_id)
    assert {name for name, count in rows(store).items() if count != before[name]} == {"run"}


@pytest.mark.parametrize(
    "other",
    [saved(b"b"), saved(b"a", at=later(1)), saved(b"a", at=None), saved(b"a", url=f"{URL}?page=2")],
    ids=["payload", "time", "no time", "url"],
)
def test_a_saved_page_is_url_time_and_digest(store: Store, run: int, other: object) -> None:
    """A page that differs in any of the three is another capture."""
    keep(store, run, saved(b"a"))

    assert keep(store, run, other).new  # type: ignore[arg-type]


def test_live_there_and_back_is_three_captures(store: Store, run: int) -> None:
    """A → B → A: each change is kept, and an unchanged answer confirms the latest."""
    made = [keep(store, run, fetched(body, at=later(n))) for n, body in enumerate([b"A", b"A", b"B", b"B", b"A", b"A"])]

    assert [one.new for one in made] == [True, False, True, False, True, False]
    with store.read() as connection:
        found = connection.execute(select(fetch.c.capture_id, fetch.c.made_capture).order_by(fetch.c.id)).all()
    assert [row.capture_id for row in found] == [one.capture_id for one in made]
    assert [row.made_capture for row in found] == [one.new for one in made]


def test_an_old_saved_page_does_not_come_between_two_answers(store: Store, run: int) -> None:
    """A page saved years ago and read today is not what the server sent last."""
    first = keep(store, run, fetched(b"A", at=later(1)))
    keep(store, run, saved(b"old", at=later(-9000)))
    keep(store, run, saved(b"undated", at=None))

    assert keep(store, run, fetched(b"A", at=later(2))) == type(first)(first.capture_id, first.article_key, new=False)


def test_an_article_is_minted_from_its_first_address(store: Store, run: int) -> None:
    """The key hashes the URL of first sight, and stays when the page is found under its final URL."""
    first = keep(store, run, saved(b"a", final=f"{URL}/amp"))
    again = keep(store, run, saved(b"b", url=f"{URL}/amp"))

    assert first.article_key == again.article_key == article_key(URL)


def test_a_redirect_to_another_article_merges_nothing(store: Store, run: int) -> None:
    """A final URL that belongs to another article stays with it; the capture keeps the fact."""
    other = keep(store, run, saved(b"front", url="https://kurier.example/"))
    one = keep(store, run, saved(b"moved", final="https://kurier.example/"))

    assert one.article_key != other.article_key
    with store.read() as connection:
        owner = select(article.c.key).join(address).where(address.c.url == "https://kurier.example/")
        assert connection.scalar(owner) == other.article_key
        assert connection.scalar(select(capture.c.final_url).where(capture.c.id == one.capture_id)) == (
            "https://kurier.example/"
        )


def test_a_sighting_with_another_title_is_another_sighting(store: Store, run: int) -> None:
    """An entry seen again as it was adds no row; a changed headline does."""
    for title in ("Nordwind leaves", "Nordwind leaves", "Nordwind stays"):
        record_capture(store, run, saved(b"a"), kept(b"a"), outlet_name="Kurier", candidate=seen(title=title))

    with store.read() as connection:
        assert list(connection.scalars(select(sighting.c.entry_title).order_by(sighting.c.id))) == [
            "Nordwind leaves",
            "Nordwind stays",
        ]


@pytest.mark.parametrize("outcome", list(FetchOutcome))
def test_every_attempt_is_a_row(store: Store, run: int, outcome: FetchOutcome) -> None:
    """However an attempt ended, its outcome and error are kept."""
    record_fetch(store, run, "kurier", attempt(outcome=outcome, error="what was seen"))

    with store.read() as connection:
        row = connection.execute(select(fetch)).one()
    assert (row.outcome, row.error, row.capture_id, row.started_at) == (outcome, "what was seen", None, NOON)


def test_a_capture_is_recorded_whole_or_not_at_all(store: Store, run: int) -> None:
    """A fault in the last row of the transaction takes the first ones with it."""
    before = rows(store)
    naive = attempt(datetime(2026, 3, 1, 12, 0))  # noqa: DTZ001  the fault that strikes last

    with pytest.raises(ValueError, match="no time zone"):
        record_capture(store, run, fetched(b"a"), kept(b"a"), outlet_name="Kurier", candidate=seen(), attempt=naive)
    assert rows(store) == before


NUMBERS = count()  # a URL of its own for each example
words = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=words, entry=words, error=words, data=st.binary(max_size=200), hours=st.floats(-9e4, 9e4))
def test_whatever_goes_in_comes_out(
    store: Store, run: int, title: str, entry: str, error: str, data: bytes, hours: float
) -> None:
    """Any text in any script, NUL included, and any time; and every row still carries its own digest."""
    one = fetched(data, url=f"{URL}?{next(NUMBERS)}#{title}", at=later(hours))
    made = record_capture(
        store,
        run,
        one,
        kept(data),
        outlet_name=title,
        candidate=seen(one.url, entry),
        attempt=attempt(later(hours), url=one.url, error=error),
    )

    with store.read() as connection:
        row = connection.execute(select(capture).where(capture.c.id == made.capture_id)).one()
        request = connection.execute(select(fetch).order_by(fetch.c.id.desc()).limit(1)).one()
        for name in ("capture", "fetch", "blob", "article", "address", "sighting", "run"):
            table = METADATA.tables[name]
            for found in connection.execute(select(table).limit(50)).mappings():
                assert found["row_digest"] == digest_of_row(table, dict(found))
    assert (row.url, row.outlet_name, row.digest) == (one.url, title, one.digest)
    assert (request.error, request.started_at) == (error, later(hours))
