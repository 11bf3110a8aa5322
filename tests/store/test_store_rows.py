"""Whatever is edited behind the store's back is found, row by row."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Float, Integer, String
from store_readings import derivation, derive_all, generation, in_turn, said
from store_values import begun, fetched, keep, later, saved

from pipeline.model.labels import MissReason
from pipeline.model.reading import Miss
from pipeline.store.decide import accept
from pipeline.store.engine import Store, close_store, open_reader, open_store
from pipeline.store.record import end_run
from pipeline.store.rows import changed_rows, database_faults
from pipeline.store.tables import METADATA

LEAVE, STAY = "We will leave.", "We will stay."
FILLED = ("run", "run_end", "blob", "article", "address", "capture", "fetch", "sighting", "generation", "outcome",
          "revision", "statement", "miss", "acceptance", "issued", "issued_change")  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with a row in each of the tables named above."""
    path = tmp_path_factory.mktemp("template") / "onrecord.db"
    store = open_store(path)
    run = begun(store)
    keep(store, run, fetched(b"a"))
    keep(store, run, saved(b"b", url="https://kurier.example/b"))
    answers = {
        body: derivation(LEAVE, [said(LEAVE, LEAVE)], misses=(Miss("nordwind", "said", 0, 1, MissReason.COVERED),))
        for body in (b"a", b"b")
    }
    derive_all(store, run, generation(store, run), answers)
    other = generation(store, run, accepted=False)
    derive_all(store, run, other, {body: derivation(STAY, [said(STAY, STAY)]) for body in (b"a", b"b")})
    accept(store, run, other, decided_at=later(1), note="", succession=in_turn)
    end_run(store, run, ended_at=later(2), status="finished", exit_code=0, counts={"captures": 2})
    close_store(store)
    return path


@pytest.fixture
def full(template: Path, place: Path) -> Iterator[Store]:
    """A copy of that store, open."""
    store = open_reader(Path(shutil.copy(template, place)))
    yield store
    close_store(store)


def faults(store: Store) -> set[tuple[str, str]]:
    """Return table and key of every row that does not fit its digest."""
    with store.read() as connection:
        return {(table, key) for table, key, expected, found in changed_rows(connection) if expected != found}


def columns() -> Iterator[tuple[str, str]]:
    """Yield every column of the filled tables that a row's digest covers, keys apart."""
    for name in FILLED:
        for column in METADATA.tables[name].columns:
            if not column.primary_key and column.name != "row_digest":
                yield name, column.name


def other_value(table: str, column: str) -> object:
    """Return a value of the column's type that no row of these tests has."""
    kind = METADATA.tables[table].c[column].type
    if isinstance(kind, Boolean):
        return 0
    if isinstance(kind, Float | Integer):
        return 77
    return "77" if isinstance(kind, String) and kind.length and kind.length < 10 else '"2001-02-03"'


def test_an_untouched_store_has_no_fault(full: Store) -> None:
    """Every row fits its digest, and the database's own checks agree."""
    assert faults(full) == set()
    with full.read() as connection:
        assert list(database_faults(connection)) == []


@pytest.mark.parametrize(("table", "column"), list(columns()))
def test_an_edited_value_is_found(full: Store, place: Path, table: str, column: str) -> None:
    """One value of one row: that row is named, and no other."""
    with closing(sqlite3.connect(place)) as raw, raw:
        (number,) = raw.execute(f"SELECT max(rowid) FROM {table}").fetchone()
        edited = raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (other_value(table, column), number))
        assert edited.rowcount == 1

    assert [name for name, _ in faults(full)] == [table]


def test_an_edited_digest_is_found(full: Store, place: Path) -> None:
    """Whoever changes the digest alone is found as well."""
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("UPDATE run SET row_digest = '0'")

    assert [name for name, _ in faults(full)] == ["run"]


def test_a_deleted_row_leaves_references_that_lead_nowhere(full: Store, place: Path) -> None:
    """The database's own check names the rows that pointed to it."""
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("DELETE FROM capture WHERE id = 1")

    with full.read() as connection:
        found = {message.split()[0] for kind, message in database_faults(connection) if kind == "reference"}
    assert found == {"fetch", "outcome", "revision"}
