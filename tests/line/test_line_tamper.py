"""Whatever is changed behind the software's back, `verify` ends, names it, and exits 5."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from pipeline.cli import main

UNREADABLE = [
    "UPDATE capture SET headers = '[' WHERE id = 1",
    "UPDATE capture SET captured_at = 'x' WHERE id = 1",
    "UPDATE revision SET blocks = '{' WHERE id = 1",
    "UPDATE statement SET steps = '[' WHERE id = 1",
    "UPDATE statement SET start = 'a' WHERE id = 1",
    "UPDATE statement SET target = CAST(x'ff' AS TEXT) WHERE id = 1",
    "UPDATE generation SET created_at = 'x' WHERE id = 1",
    "UPDATE run_end SET counts = 'x'",
    "UPDATE acceptance SET generation_id = 9999",
    "UPDATE generation SET parent_id = 77",
]
GONE = [
    "DELETE FROM alembic_version",
    "DELETE FROM evidence WHERE kind = 'rules'",
    "DELETE FROM evidence WHERE kind = 'registry'",
    "DELETE FROM evidence WHERE kind = 'config'",
    "DELETE FROM run_end WHERE run_id = 1",
    "DELETE FROM address WHERE relation = 'final'",
    "DELETE FROM outcome WHERE ending = 'skipped'",
    "DELETE FROM issued_change",
    "CREATE TRIGGER later AFTER INSERT ON run BEGIN DELETE FROM run; END",
    "DROP INDEX ix_statement_company_stance",
]
SWAPPED = ["run", "acceptance", "generation"]


def verified(place, *words):
    code, out, err = place.give("verify", "--json", *words)
    assert err == ""
    found = json.loads(out)
    assert code == (0 if found["ok"] else 5)
    return found


@pytest.fixture(scope="session")
def stocked_twice(stocked, tmp_path_factory):
    """Return a folder with two runs and two generations, in which an id has ended. Copy it, do not change it."""
    folder = tmp_path_factory.mktemp("twice") / "place"
    shutil.copytree(stocked, folder)
    path = folder / "companies.toml"
    path.write_text(path.read_text().replace('name = "Telegram"', 'key = "gone"\nname = "Telegram"', 1))
    for command in ("reprocess", "run", "verify"):
        assert main(["--config", str(folder / "config.toml"), command]) == 0
    return folder


@pytest.fixture
def twice(stocked_twice, run_place):
    """Return a place with two runs and two generations, in which an id has ended."""
    shutil.rmtree(run_place.folder)
    shutil.copytree(stocked_twice, run_place.folder)
    return run_place


@pytest.mark.parametrize("damage", UNREADABLE)
def test_what_cannot_be_read_is_named_and_the_rest_is_checked(run_place, damage):
    """One row that is broken stops no check."""
    run_place.change("PRAGMA foreign_keys = OFF")
    run_place.change(damage)

    found = verified(run_place)

    assert found["faults"]
    assert found["checked"]["payloads"] > 20


@pytest.mark.parametrize("damage", GONE)
def test_what_is_gone_is_missed(twice, damage):
    """Rows that others ask for, rows that were there when the last run ended, indexes; and what was added."""
    twice.change("PRAGMA foreign_keys = OFF")
    twice.change(damage)

    assert verified(twice)["faults"]


@pytest.mark.parametrize("table", SWAPPED)
def test_rows_cannot_change_places(twice, table):
    """A row's number is part of what its digest covers."""
    for old, new in ((1, -1), (2, 1), (-1, 2)):
        twice.change(f"UPDATE {table} SET id = ? WHERE id = ?", new, old)

    assert {f"{table} 1", f"{table} 2"} <= {one["id"] for one in verified(twice)["faults"]}


def test_a_forged_label_with_the_registry_taken_away_is_not_passed(run_place):
    """Who removes what a fresh derivation needs is told of it, with the statements that rest on it."""
    run_place.change("DELETE FROM evidence WHERE kind = 'registry'")
    run_place.change("UPDATE statement SET stance = 'exit' WHERE id = 1")

    found = [one for one in verified(run_place, "--rederive")["faults"] if one["kind"] == "registry"]

    assert len(found) == 1
    assert found[0]["statements"]


@pytest.mark.parametrize("command", [["statements"], ["runs"], ["outlets"], ["run"]])
def test_other_commands_say_that_the_store_is_damaged(run_place, command):
    """One sentence and the exit code of storage, no traceback."""
    run_place.change("UPDATE run_end SET counts = 'x'")
    run_place.change("UPDATE capture SET captured_at = 'x'")
    run_place.change("UPDATE run SET started_at = 'x'")

    code, _, err = run_place.give(*command)

    assert code == 4
    assert "damaged" in err
    assert len(err.splitlines()) == 1


def test_a_store_that_cannot_be_written_can_be_read(run_place, monkeypatch):
    """An outsider who is handed a copy on a read-only medium reads and checks it; SQLite makes no file beside it."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = sorted(path.name for path in run_place.folder.rglob("*"))

    assert run_place.give("statements", "--limit", "1")[0] == 0
    assert verified(run_place)["ok"]
    assert sorted(path.name for path in run_place.folder.rglob("*")) == before
