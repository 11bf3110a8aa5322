"""Verification: damage of every kind is named, with what rests on it."""

from __future__ import annotations

import json
import sqlite3

import pytest


def faults(place, *words):
    code, out, _ = place.give("verify", "--json", *words)
    found = json.loads(out)
    assert code == (0 if found["ok"] else 5)
    return found["faults"]


def some_statement(place):
    return place.ask("SELECT id, statement_id, revision_id FROM statement ORDER BY id LIMIT 1")[0]


@pytest.mark.parametrize("level", ["--quick", "--full", "--rederive"])
def test_a_whole_store_has_no_fault(run_place, level):
    """Each level ends clean on what a run has just made."""
    assert faults(run_place, level) == []


def test_one_byte_of_a_payload(run_place):
    """A flipped byte in the archive is found by its digest, and the statements that rest on it are named."""
    digest = run_place.ask(
        "SELECT c.digest FROM statement s JOIN revision r ON r.id = s.revision_id JOIN capture c ON c.id = r.capture_id LIMIT 1"
    )[0][0]
    shelf = next((run_place.folder / "archive").glob("*.db"))
    connection = sqlite3.connect(shelf)
    with connection:
        data = bytearray(connection.execute("SELECT data FROM payload WHERE digest = ?", (digest,)).fetchone()[0])
        data[len(data) // 2] ^= 1
        connection.execute("UPDATE payload SET data = ? WHERE digest = ?", (bytes(data), digest))
    connection.close()

    found = [one for one in faults(run_place) if one["kind"] == "payload"]

    assert [one["id"] for one in found] == [digest]
    assert found[0]["statements"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE statement SET start = start + 1 WHERE id = ?", "offset"),
        ("UPDATE statement SET rule = 'made.up@1' WHERE id = ?", "rule"),
        ("UPDATE statement SET stance = 'exit', form = 'direct' WHERE id = ?", "row"),
        ("UPDATE statement SET statement_id = '00000000000000000000' WHERE id = ?", "id"),
        ("UPDATE statement SET exact = 'words that no page carries' WHERE id = ?", "words"),
        ("UPDATE statement SET prefix = 'another' WHERE id = ?", "context"),
    ],
)
def test_one_value_of_a_statement(run_place, change, kind):
    """An offset, a rule, a label, an id, a word or a context that was changed is named."""
    number, *_ = some_statement(run_place)
    assert run_place.change(change, number) == 1

    assert kind in {one["kind"] for one in faults(run_place)}


def test_one_digest_of_a_text(run_place):
    """A digest that is not the text's is named with the statements in the text."""
    _, id_, revision = some_statement(run_place)
    run_place.change("UPDATE revision SET text_digest = ? WHERE id = ?", "0" * 64, revision)

    found = [one for one in faults(run_place) if one["kind"] == "text"]

    assert [one["expected"] for one in found] == ["0" * 64]
    assert id_ in found[0]["statements"]


def test_a_kept_rule_pack_that_was_changed(run_place):
    """Last year's rules must be last year's rules."""
    subject = run_place.ask("SELECT subject FROM evidence WHERE kind = 'rules'")[0][0]
    run_place.change("UPDATE evidence SET subject = ? WHERE kind = 'rules'", "f" * 64)

    kinds = {(one["kind"], one["found"]) for one in faults(run_place)}

    assert ("rules", subject) in kinds


def test_a_label_changed_together_with_its_row_digest_is_found_by_deriving_again(run_place):
    """Whoever also recomputes the row's digest is contradicted by the payload."""
    number, id_, _ = some_statement(run_place)
    stance = run_place.ask("SELECT stance FROM statement WHERE id = ?", number)[0][0]
    other = "exit" if stance != "exit" else "deny"
    run_place.change("UPDATE statement SET stance = ? WHERE id = ?", other, number)

    found = [one for one in faults(run_place, "--rederive") if one["kind"] == "rederived"]

    assert [(one["id"], one["found"]) for one in found] == [(id_, repr(other))]


@pytest.mark.parametrize(
    ("column", "value"), [("headline", "Another headline"), ("date_published", "1999-01-01"), ("publisher", "Another")]
)
def test_what_the_page_says_of_itself_is_derived_again_too(run_place, column, value):
    """A headline or a date that the page does not give is contradicted by the payload, and by the chain."""
    number, id_, revision = some_statement(run_place)
    run_place.change(f"UPDATE revision SET {column} = ? WHERE id = ?", value, revision)

    found = [one for one in faults(run_place, "--rederive") if one["kind"] == "rederived"]

    assert [(one["id"], column in one["expected"]) for one in found] == [(f"revision {revision}", True)]
    assert id_ in found[0]["statements"]
    assert json.loads(run_place.give("audit", id_, "--json")[1])["rederived"] == "differs"
    assert number


def test_quick_finds_a_missing_row(run_place):
    """A reference to a row that is gone is found without reading a payload."""
    run_place.change("DELETE FROM article WHERE id = 1")

    assert "reference" in {one["kind"] for one in faults(run_place, "--quick")}
