"""A page that cannot be read now does not take its statements along: a failure of ours is no change of the article."""

from __future__ import annotations

import sqlite3

import pytest

NOTHING = b"(\xb5/\xfd nothing"


def ids(place):
    return {one["id"] for one in place.jsonl("statements", "--format", "jsonl")}


@pytest.fixture
def damaged(run_place):
    """Return a place in which one page's payload is damaged, and what puts it right again."""
    digest = run_place.ask(
        "SELECT c.digest FROM capture c JOIN outcome o ON o.capture_id = c.id WHERE o.statements > 3"
    )[0][0]
    shelf = next((run_place.folder / "archive").glob("*.db"))
    connection = sqlite3.connect(shelf)
    ((data,),) = connection.execute("SELECT data FROM payload WHERE digest = ?", (digest,)).fetchall()

    def put(bytes_):
        with connection:
            connection.execute("UPDATE payload SET data = ? WHERE digest = ?", (bytes_, digest))

    put(NOTHING)
    yield run_place, lambda: put(data)
    connection.close()


def test_nothing_is_accepted_while_a_page_cannot_be_read(damaged):
    """The plan says what would end; nobody reads it, and the exit code says that something is wrong."""
    place, _ = damaged
    before = ids(place)

    code, out, err = place.give("reprocess")

    assert code == 1
    assert "Nothing was accepted: 1 page read before could not be read now" in out
    assert "quarantined" in err
    assert ids(place) == before


def test_it_is_tried_again_and_accepted_once_it_can_be_read(damaged):
    """What an unaccepted generation quarantined is no verdict."""
    place, mend = damaged
    before = ids(place)
    place.give("reprocess")
    mend()

    code, out, err = place.give("reprocess")

    assert (code, err) == (0, "")
    assert "Accepted" in out
    assert ids(place) == before


def test_whoever_gives_the_page_up_says_so(damaged):
    """Then its statements end, and their ids say what became of them."""
    place, _ = damaged
    before = ids(place)

    code, out, _ = place.give("reprocess", "--give-up")

    gone = before - ids(place)
    assert code == 1
    assert "Accepted" in out
    assert gone
    assert "it ended (" in place.give("audit", min(gone))[2]
