"""An id that was ever shown stays on record: issued, ended with what succeeded it, returned."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_readings import derivation, derive_all, generation, in_turn, said, shown, unrelated
from store_values import begun, keep, later, rows, saved

from pipeline.model.generation import Derivation
from pipeline.store.chain import chain_of_statement, ended_of
from pipeline.store.decide import accept, open_ids, settle
from pipeline.store.engine import Store, close_store, open_store
from pipeline.store.listing import nearest_ids
from pipeline.store.tables import issued, issued_change
from pipeline.store.views import accepted_chain

LEAVE, STAY, WAIT = "We will leave.", "We will stay.", "We will wait."


def reads(*sentences: str) -> Derivation:
    """Return a derivation in which the company says each of these sentences."""
    text = " ".join(sentences)
    return derivation(text, [said(text, one) for one in dict.fromkeys(sentences)])


def reprocessed(store: Store, run: int, answer: Derivation, *, succession: object = unrelated) -> int:
    """Derive everything again with this answer, and accept it."""
    number = generation(store, run, accepted=False)
    derive_all(store, run, number, {b"a": answer})
    accept(store, run, number, decided_at=later(1), note="", succession=succession)  # type: ignore[arg-type]
    return number


@pytest.fixture
def first(store: Store, run: int) -> str:
    """The id of the one statement of a store."""
    keep(store, run, saved(b"a"))
    derive_all(store, run, generation(store, run), {b"a": reads(LEAVE)})
    return shown(store)[0].id


def changes(store: Store) -> list[tuple[str, str, str, str]]:
    """Return every change of an issued id, in order: id, change, reason, successor."""
    with store.read() as connection:
        query = select(issued_change).order_by(issued_change.c.id)
        return [(row.statement_id, row.change, row.reason, row.successor_id) for row in connection.execute(query)]


def test_an_id_is_issued_when_it_is_shown(store: Store, first: str) -> None:
    """With article, company, evidence and the generation that showed it first; no change yet."""
    with store.read() as connection:
        row = connection.execute(select(issued)).one()
    assert (row.statement_id, row.company_key, row.exact, row.n, row.first_generation_id) == (
        first,
        "nordwind",
        LEAVE,
        0,
        1,
    )
    assert changes(store) == []


def test_a_generation_that_is_not_accepted_issues_nothing(store: Store, run: int, first: str) -> None:
    """Nobody was shown what it says."""
    before = rows(store)["issued"]
    derive_all(store, run, generation(store, run, accepted=False), {b"a": reads(STAY)})

    assert rows(store)["issued"] == before


def test_an_id_that_is_no_longer_shown_ends_with_its_successor(store: Store, run: int, first: str) -> None:
    """A moved boundary makes a successor; the old id still resolves."""
    reprocessed(store, run, reads(STAY), succession=in_turn)
    (second,) = (one.id for one in shown(store))

    assert changes(store) == [(first, "ended", "reprocessed", second)]
    with store.read() as connection:
        gone = ended_of(connection, first)
        assert chain_of_statement(connection, first) is None
        assert nearest_ids(connection, first[:8]) == [first]
    assert gone is not None
    assert gone.change is not None
    assert (gone.issued["exact"], gone.change["successor_id"]) == (LEAVE, second)


def test_an_id_that_comes_back_is_the_same_id(store: Store, run: int, first: str) -> None:
    """Ended, then returned: two changes and still one issue."""
    reprocessed(store, run, reads(STAY))
    reprocessed(store, run, reads(LEAVE))

    assert [(one, change) for one, change, *_ in changes(store) if one == first] == [
        (first, "ended"),
        (first, "returned"),
    ]
    assert rows(store)["issued"] == 2
    assert [one.id for one in shown(store)] == [first]


def test_an_equal_reprocess_changes_no_id(store: Store, run: int, first: str) -> None:
    """Neither an issue nor a change."""
    before = rows(store)
    reprocessed(store, run, reads(LEAVE))

    after = rows(store)
    assert (after["issued"], after["issued_change"]) == (before["issued"], before["issued_change"])


def test_a_newer_revision_ends_what_it_no_longer_says(store: Store, run: int, first: str) -> None:
    """The ids of an article are those of its newest revision."""
    keep(store, run, saved(b"b", at=later(5)))
    derive_all(store, run, 1, {b"b": reads(STAY)})

    assert [(one, change, why) for one, change, why, _ in changes(store)] == [(first, "ended", "revised")]
    assert [one.evidence for one in shown(store)] == [STAY]


def test_an_older_revision_that_comes_late_changes_nothing(store: Store, run: int, first: str) -> None:
    """An old page found in a drawer does not end what the newer one shows, and issues nothing that nobody is shown."""
    keep(store, run, saved(b"b", at=later(-5)))
    derive_all(store, run, 1, {b"b": reads(STAY)})

    assert changes(store) == []
    assert [one.id for one in shown(store)] == [first]


def test_one_statement_leads_to_every_row_it_rests_on(store: Store, run: int, first: str) -> None:
    """Revision, generation, capture, article, blob, runs and sightings, and the other captures that carry it."""
    late = keep(store, run, saved(b"b", at=later(-5)))
    derive_all(store, run, 1, {b"b": reads(LEAVE)})

    with store.read() as connection:
        chain = chain_of_statement(connection, first)
    assert chain is not None
    assert (chain.statement["exact"], chain.revision["text"], chain.newest) == (LEAVE, LEAVE, True)
    assert (chain.capture["digest"], chain.blob["shelf"], chain.article["first_url"]) == (
        saved(b"a").digest,
        "2026",
        saved(b"a").url,
    )
    assert (chain.fetch, chain.capture_run["id"], chain.derive_run["id"]) == (None, run, run)
    assert (chain.also_in, len(chain.sightings)) == ((late.capture_id,), 1)


def test_settling_twice_changes_nothing(store: Store, run: int, first: str) -> None:
    """An article that is in line with what it shows is left alone."""
    before = rows(store)
    with store.write() as connection:
        settle(connection, run, accepted_chain(connection), 1, reason="revised", succession=unrelated)

    assert rows(store) == before


sentences = st.sets(st.sampled_from([LEAVE, STAY, WAIT]))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(sentences, min_size=1, max_size=5))
def test_open_ids_are_those_that_are_shown(tmp_path_factory: pytest.TempPathFactory, history: list[set[str]]) -> None:
    """After any history of reprocessing an id is open exactly when it is shown, and its changes alternate."""
    store = open_store(tmp_path_factory.mktemp("history") / "onrecord.db")
    run = begun(store)
    keep(store, run, saved(b"a"))
    for said_now in history:
        reprocessed(store, run, reads(*sorted(said_now)))

    with store.read() as connection:
        known = open_ids(connection, 1)
    assert {id_ for id_, (_, is_open) in known.items() if is_open} == {one.id for one in shown(store)}
    for id_ in known:
        mine = [change for one, change, *_ in changes(store) if one == id_]
        assert mine == ["ended", "returned"] * (len(mine) // 2) + ["ended"] * (len(mine) % 2)
    close_store(store)
