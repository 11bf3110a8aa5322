"""What is derived is kept whole, once, and read in an order that does not depend on arrival."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_readings import derivation, derive_all, generation, quarantined, said, shown, unrelated
from store_values import NOON, begun, keep, later, rows, saved

from pipeline.model.capture import Capture
from pipeline.model.generation import Ending
from pipeline.model.identity import statement_id
from pipeline.model.labels import MissReason
from pipeline.model.reading import Miss
from pipeline.store.decide import accept, discard
from pipeline.store.derive import discard_rows, open_generations, pending, save_derivation
from pipeline.store.engine import Store
from pipeline.store.insert import digest_of_row
from pipeline.store.listing import Filter, listed
from pipeline.store.tables import METADATA, article, miss, outcome, revision, statement
from pipeline.store.views import accepted_chain, chain_of, newest_revision

LEAVE, STAY = "We will leave.", "We will stay."


def test_equal_evidence_is_counted_in_order_of_its_place(store: Store, run: int) -> None:
    """The second time a text says the same it is another statement, whatever order the reading came in."""
    keep(store, run, saved(b"a"))
    first = generation(store, run)
    text = f"{LEAVE} {STAY} {LEAVE}"
    reading = [said(text, LEAVE, 30), said(text, STAY), said(text, LEAVE)]
    derive_all(store, run, first, {b"a": derivation(text, reading)})

    with store.read() as connection:
        found = connection.execute(select(statement).order_by(statement.c.start)).all()
        key = connection.scalar(select(article.c.key))
    assert [(row.exact, row.n) for row in found] == [(LEAVE, 0), (STAY, 0), (LEAVE, 1)]
    assert [row.statement_id for row in found] == [
        statement_id(key or "", "nordwind", row.exact, row.n) for row in found
    ]


text_around = st.text(st.characters(codec="utf-8"), max_size=80)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=text_around, exact=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), after=text_around)
def test_evidence_and_its_context_are_cut_in_code_points(
    store: Store, run: int, before: str, exact: str, after: str
) -> None:
    """Prefix and suffix are the 32 code points on either side, fewer at the edges; rows carry their digests."""
    text = before + exact + after
    body = text.encode()
    made = keep(store, run, saved(body))
    number = generation(store, run, accepted=False)
    derive_all(store, run, number, {body: derivation(text, [said(text, exact, len(before))])}, only=made.capture_id)

    with store.read() as connection:
        row = connection.execute(select(statement).order_by(statement.c.id.desc())).mappings().first()
        text_row = connection.execute(select(revision).order_by(revision.c.id.desc())).mappings().first()
    assert row is not None
    assert text_row is not None
    assert (row["prefix"], row["exact"], row["suffix"]) == (before[-32:], exact, after[:32])
    assert text_row["text"] == text
    assert text_row["text"][row["start"] : row["end"]] == exact
    assert row["row_digest"] == digest_of_row(statement, dict(row))
    assert text_row["row_digest"] == digest_of_row(revision, dict(text_row))


def test_a_document_comes_back_as_it_went_in(store: Store, run: int) -> None:
    """Metadata, blocks, links, misses and the ending, none lost."""
    keep(store, run, saved(b"a"))
    found = Miss("nordwind", "said", 3, 7, MissReason.NO_STANCE, "nothing taken")
    derive_all(store, run, generation(store, run), {b"a": derivation(LEAVE, [], misses=(found,))})

    with store.read() as connection:
        text = connection.execute(select(revision)).one()
        missed = connection.execute(select(miss)).one()
        ended = connection.execute(select(outcome)).one()
    assert (text.headline, text.byline, text.date_published) == ("A headline", ["A. Writer"], "2026-03-01")
    assert (text.blocks, text.links) == (
        [[0, 14, "paragraph", "/html/body/p", ""]],
        [["https://a.example/", "will", 3, 7]],
    )
    assert (missed.cue, missed.start, missed.end, missed.reason, missed.detail) == (
        "said",
        3,
        7,
        "no_stance",
        "nothing taken",
    )
    assert (ended.ending, ended.reason) == ("none", "")


def test_a_capture_is_derived_once_in_a_generation(store: Store, run: int) -> None:
    """Saving again adds nothing, even when the second derivation says otherwise."""
    keep(store, run, saved(b"a"))
    number = generation(store, run)
    with store.read() as connection:
        (one,) = pending(connection, (number,))
    save_derivation(store, run, number, one, derivation(LEAVE, [said(LEAVE, LEAVE)]), succession=unrelated)
    before = rows(store)
    save_derivation(store, run, number, one, quarantined(), succession=unrelated)

    assert rows(store) == before
    with store.read() as connection:
        assert pending(connection, (number,)) == []


@pytest.mark.parametrize("ending", list(Ending))
def test_every_capture_ends_in_an_outcome(store: Store, run: int, ending: Ending) -> None:
    """Whatever came of it, it is not pending any more, and the reason is kept."""
    keep(store, run, saved(b"a"))
    number = generation(store, run)
    derive_all(store, run, number, {b"a": derivation(LEAVE, [], ending=ending, reason="because")})

    with store.read() as connection:
        row = connection.execute(select(outcome)).one()
        assert pending(connection, (number,)) == []
    assert (row.ending, row.reason) == (ending, "because")


def test_an_article_is_derived_whole_or_not_at_all(store: Store, run: int) -> None:
    """A fault in its last row takes revision, statements and outcome with it; the capture stays pending."""
    keep(store, run, saved(b"a"))
    number = generation(store, run)
    before = rows(store)
    bad = Miss("nordwind", "said", 0, 3, MissReason.NO_STANCE, detail=b"bytes")  # type: ignore[arg-type]

    with pytest.raises(TypeError):
        derive_all(store, run, number, {b"a": derivation(LEAVE, [said(LEAVE, LEAVE)], misses=(bad,))})
    assert rows(store) == before
    with store.read() as connection:
        assert len(pending(connection, (number,))) == 1


VERSIONS = [
    saved(b"undated", at=None),
    saved(b"monday", at=NOON),
    saved(b"tuesday", at=later(24)),
    saved(b"also", at=later(24)),
]


@pytest.mark.parametrize(
    "order", list(permutations(VERSIONS)), ids=lambda order: "-".join(one.payload.decode() for one in order)
)
def test_the_newest_revision_does_not_depend_on_arrival(store: Store, run: int, order: tuple[Capture, ...]) -> None:
    """The latest time wins, then the greater digest; a page without a time is older than any with one."""
    for one in order:
        keep(store, run, one)
    number = generation(store, run)
    derive_all(store, run, number, {one.payload: derivation(one.payload.decode(), []) for one in VERSIONS})
    expected = max(VERSIONS[2:], key=lambda one: one.digest).payload.decode()

    with store.read() as connection:
        newest = newest_revision(connection, (number,), 1)
        assert connection.scalar(select(revision.c.text).where(revision.c.id == newest)) == expected


def test_captures_wait_by_article_time_and_digest(store: Store, run: int) -> None:
    """The order in which an article's captures are read is that of their times, undated first."""
    other = saved(b"other", url="https://kurier.example/other")
    for one in (*reversed(VERSIONS), other):
        keep(store, run, one)

    with store.read() as connection:
        found = [one.digest for one in pending(connection, (generation(store, run),))]
    tuesday = sorted(one.digest for one in VERSIONS[2:])
    assert found == [VERSIONS[0].digest, VERSIONS[1].digest, *tuesday, other.digest]


def test_a_wall_that_came_later_hides_nothing(store: Store, run: int) -> None:
    """The newest revision is that of the newest capture that was read as an article."""
    keep(store, run, saved(b"article"))
    keep(store, run, saved(b"wall", at=later(1)))
    wall = derivation("Accept all.", [], ending=Ending.SKIPPED, reason="suspect:consent")
    derive_all(store, run, generation(store, run), {b"article": derivation(LEAVE, [said(LEAVE, LEAVE)]), b"wall": wall})

    assert [one.evidence for one in shown(store)] == [LEAVE]


def test_an_extension_holds_where_it_derived_and_its_parent_elsewhere(store: Store, run: int) -> None:
    """A run with other rules reads only what is new; what was read before stays as it was."""
    keep(store, run, saved(b"a", url="https://kurier.example/a"))
    first = generation(store, run)
    derive_all(store, run, first, {b"a": derivation(LEAVE, [said(LEAVE, LEAVE)])})
    keep(store, run, saved(b"b", url="https://kurier.example/b"))
    second = generation(store, run, parent=first)
    derive_all(store, run, second, {b"b": derivation(STAY, [said(STAY, STAY)])})

    with store.read() as connection:
        assert accepted_chain(connection) == (second, first)
        assert pending(connection, (second, first)) == []
    assert sorted(one.evidence for one in shown(store)) == [LEAVE, STAY]


def test_a_complete_generation_replaces_the_whole_chain(store: Store, run: int) -> None:
    """Until it is accepted it changes nothing that anyone reads; then it alone holds."""
    keep(store, run, saved(b"a"))
    derive_all(store, run, generation(store, run), {b"a": derivation(LEAVE, [said(LEAVE, LEAVE)])})
    other = generation(store, run, accepted=False)
    derive_all(store, run, other, {b"a": derivation(STAY, [said(STAY, STAY)])})
    assert [one.evidence for one in shown(store)] == [LEAVE]

    accept(store, run, other, decided_at=later(1), note="", succession=unrelated)
    with store.read() as connection:
        assert accepted_chain(connection) == chain_of(connection, other) == (other,)
    assert [one.evidence for one in shown(store)] == [STAY]


def test_a_discarded_generation_leaves_its_row_and_the_decision(store: Store, run: int) -> None:
    """Its derived rows go, all of them, and nobody else's."""
    for body in (b"a", b"b"):
        keep(store, run, saved(body, url=f"https://kurier.example/{body.decode()}"))
    answers = {
        body: derivation(LEAVE, [said(LEAVE, LEAVE)], misses=(Miss("nordwind", "said", 0, 1, MissReason.COVERED),))
        for body in (b"a", b"b")
    }
    derive_all(store, run, generation(store, run), answers)
    before, reading = rows(store), shown(store)
    other = generation(store, run, accepted=False)
    derive_all(store, run, other, answers)
    with store.read() as connection:
        assert [one[0] for one in open_generations(connection)] == [other]

    discard(store, run, other, decided_at=later(1), note="worse")
    discard_rows(store, other)
    after = rows(store)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "generation": 1,
        "acceptance": 1,
    }
    assert shown(store) == reading
    with store.read() as connection:
        assert open_generations(connection) == []


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 2),
        (Filter(company_keys=("nordwind",)), 2),
        (Filter(company_keys=("suedwind",)), 0),
        (Filter(stance="exit"), 2),
        (Filter(stance="comply"), 0),
        (Filter(since="2026-03-01"), 2),
        (Filter(since="2026-03-02"), 0),
        (Filter(origin="this"), 2),
        (Filter(origin="unstated"), 0),
        (Filter(article_url="https://kurier.example/a"), 1),
        (Filter(article_url="https://kurier.example/gone"), 0),
    ],
)
def test_statements_are_found_by_what_is_asked(store: Store, run: int, wanted: Filter, count: int) -> None:
    """Each condition narrows, and nothing else does."""
    for body in (b"a", b"b"):
        keep(store, run, saved(body, url=f"https://kurier.example/{body.decode()}"))
    answer = derivation(LEAVE, [said(LEAVE, LEAVE)])
    derive_all(store, run, generation(store, run), {b"a": answer, b"b": answer})

    with store.read() as connection:
        assert len(list(listed(connection, wanted))) == count


def test_an_edited_value_does_not_fit_its_row_digest(store: Store, run: int) -> None:
    """Every column of a statement is covered: whichever is changed, the digest differs."""
    keep(store, run, saved(b"a"))
    derive_all(store, run, generation(store, run), {b"a": derivation(LEAVE, [said(LEAVE, LEAVE)])})

    for name in ("statement", "revision", "outcome", "generation", "issued", "acceptance"):
        table = METADATA.tables[name]
        with store.read() as connection:
            row = dict(connection.execute(select(table)).mappings().first() or {})
        assert row["row_digest"] == digest_of_row(table, row)
        changed = {
            column: digest_of_row(table, {**row, column: "edited"})
            for column in row
            if column not in {"id", "row_digest"}
        }
        assert row["row_digest"] not in changed.values()


def test_deriving_twice_from_the_start_gives_equal_rows(store: Store, run: int) -> None:
    """Equal input gives equal statements in another generation, ids included."""
    keep(store, run, saved(b"a"))
    answer = {b"a": derivation(f"{LEAVE} {STAY}", [said(f"{LEAVE} {STAY}", STAY), said(f"{LEAVE} {STAY}", LEAVE)])}
    derive_all(store, run, generation(store, run), answer)
    first = shown(store)
    again = generation(store, begun(store), accepted=False)
    derive_all(store, run, again, answer)
    accept(store, run, again, decided_at=later(1), note="", succession=unrelated)

    assert shown(store) == first
