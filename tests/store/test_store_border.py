"""What the disk and the database raise becomes one clear sentence of ours, and nothing half is kept."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from store_readings import derivation, derive_all, generation, said, shown
from store_values import begun, keep, kept, later, rows, saved

from pipeline.model.errors import ConfigError, StoreError
from pipeline.store.engine import Store, close_store, open_reader, open_store
from pipeline.store.tables import run as run_table


def test_a_store_that_is_not_there_is_not_made_by_a_reader(place: Path) -> None:
    """Reading before the first run says what to do, and leaves no file."""
    for attempt in (open_reader, lambda path: open_store(path, create=False)):
        with pytest.raises(ConfigError, match="onrecord run"):
            attempt(place)
    assert list(place.parent.iterdir()) == []


def test_a_file_of_noise_is_no_database(place: Path) -> None:
    """Exit 4, in words."""
    place.write_bytes(b"not a database " * 500)

    with pytest.raises(StoreError, match="not a database"):
        open_store(place)


def test_a_full_disk_loses_nothing_that_was_there(store: Store, run: int) -> None:
    """The unfinished transaction is rolled back, what was recorded stands, and the store works on when there is room."""
    keep(store, run, saved(b"a"))
    before = rows(store)
    with store.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for n in range(200):
            keep(store, run, saved(b"x" * n, url=f"https://kurier.example/{'long/' * 400}{n}"))

    with pytest.raises(StoreError, match="disk is full") as caught:
        fill()
    assert caught.value.exit_code == 4
    counted = rows(store)
    assert (
        counted["capture"] - before["capture"]
        == counted["article"] - before["article"]
        == counted["blob"] - before["blob"]
    )
    with store.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert keep(store, run, saved(b"room again", url="https://kurier.example/room")).new


def test_a_reader_cannot_write(store: Store, run: int, place: Path) -> None:
    """Neither by the store's own door nor behind it."""
    reader = open_reader(place)
    with pytest.raises(ConfigError, match="reading only"), reader.write():
        pass
    with pytest.raises(StoreError, match="read-only"), reader.read() as connection:
        connection.exec_driver_sql("DELETE FROM run")
    assert rows(store)["run"] == 1
    close_store(reader)


@pytest.mark.parametrize(
    "pragma",
    [("foreign_keys", 1), ("synchronous", 2), ("journal_mode", "wal"), ("trusted_schema", 0), ("busy_timeout", 10000)],
)
def test_a_writer_runs_with_the_pragmas_it_should(store: Store, pragma: tuple[str, object]) -> None:
    """Durable, checked and patient."""
    with store.write() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma[0]}").scalar_one() == pragma[1]


def test_a_row_that_names_nothing_is_refused(store: Store, run: int) -> None:
    """A capture without its blob cannot be recorded: foreign keys are on."""
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.write() as connection:
        connection.exec_driver_sql("INSERT INTO run_end VALUES (99, '2026', 'finished', 0, '{}', '')")


def test_a_text_that_cannot_be_written_is_an_error_of_ours(store: Store, run: int) -> None:
    """Half of a surrogate pair has no UTF-8: one sentence, and no row."""
    before = rows(store)

    with pytest.raises(StoreError, match="surrogate"):
        keep(store, run, saved(b"a", url="https://kurier.example/\ud800"))
    assert rows(store) == before


def test_a_copy_reads_the_same(store: Store, run: int, tmp_path: Path) -> None:
    """After it is closed the store is one file, which can be copied."""
    keep(store, run, saved(b"a"))
    derive_all(
        store,
        run,
        generation(store, run),
        {b"a": derivation("We will leave.", [said("We will leave.", "We will leave.")])},
    )
    reading = shown(store)
    close_store(store)
    (tmp_path / "copy").mkdir()
    copy = open_reader(Path(shutil.copy(store.path, tmp_path / "copy" / "onrecord.db")))

    assert shown(copy) == reading
    close_store(copy)


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store_readings import derivation, derive_all, generation, said
from store_values import begun, keep, saved
from pipeline.store.engine import open_store
store = open_store(Path(sys.argv[1]))
run = begun(store)
number = generation(store, run)
text = "We will leave."
for n in range(int(sys.argv[3]), 100000):
    body = str(n).encode()
    keep(store, run, saved(body, url=f"https://kurier.example/{n}"))
    print("kept", n, flush=True)
    derive_all(store, run, number, {body: derivation(text, [said(text, text)])})
    print("derived", n, flush=True)
"""


@pytest.mark.parametrize("lines", range(1, 13))
def test_a_kill_leaves_whole_units_and_all_that_was_answered_for(place: Path, lines: int) -> None:
    """A kill -9 at any instant: no acknowledged row is lost, no article is half derived, and the next process goes on."""
    command = [sys.executable, "-c", WRITER, str(place), str(Path(__file__).parent), "0"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    with writer.stdout as out:
        answered = [out.readline().split() for _ in range(lines)]
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        answered += [line.split() for line in out.read().splitlines() if line[-1:].isdigit()]

    store = open_store(place)
    counted = rows(store)
    assert counted["capture"] == counted["article"] == counted["address"] == counted["blob"] == counted["sighting"]
    assert counted["revision"] == counted["outcome"] == counted["statement"] == counted["issued"]
    assert counted["capture"] >= sum(word == "kept" for word, _ in answered)
    assert counted["outcome"] >= sum(word == "derived" for word, _ in answered)
    with closing(sqlite3.connect(place)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert keep(store, begun(store, later(1)), saved(b"next", url="https://kurier.example/next")).new
    close_store(store)


def test_a_second_run_over_the_same_input_adds_a_run(store: Store) -> None:
    """Captures, derivations and ids: nothing else grows."""
    text = "We will leave."
    answers = {str(n).encode(): derivation(text, [said(text, text)]) for n in range(5)}

    def once(number: int | None) -> int:
        run = begun(store)
        number = generation(store, run) if number is None else number
        for body in answers:
            keep(store, run, saved(body, url=f"https://kurier.example/{body.decode()}"))
        derive_all(store, run, number, answers)
        return number

    number = once(None)
    before = rows(store)
    once(number)
    assert {name: count - before[name] for name, count in rows(store).items() if count != before[name]} == {"run": 1}


def test_a_kept_blob_stays_where_it_was_first(store: Store, run: int) -> None:
    """The same payload at a second URL is one blob and two captures."""
    for name in ("a", "b"):
        keep(store, run, saved(b"same", url=f"https://kurier.example/{name}"))

    counted = rows(store)
    assert (counted["blob"], counted["capture"], kept(b"same").digest) == (1, 2, saved(b"same").digest)
    with store.read() as connection:
        assert connection.scalars(select(run_table.c.id)).all() == [run]
