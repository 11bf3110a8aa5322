"""Locks hold between processes, say who holds them, and end with their holder."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_values import begun, keep, rows, saved

from pipeline.model.errors import LockHeldError, StoreError
from pipeline.store.engine import Store, close_store, open_store
from pipeline.store.locks import held

HOLDER = """
import sys, time
from pathlib import Path
from pipeline.store.locks import held
with held(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""
WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store_values import begun
from pipeline.store.engine import open_store, close_store
store = open_store(Path(sys.argv[1]))
for _ in range(20):
    begun(store)
close_store(store)
"""


@contextmanager
def holder(place: Path, name: str, seconds: float = 60) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place), name, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    with other.stdout:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()
        other.wait()


@pytest.mark.parametrize("name", ["collect", "derive"])
def test_who_comes_second_is_told_who_came_first(place: Path, name: str) -> None:
    """At once, with the holder's process number and the time since when; exit code 3."""
    with holder(place, name) as other, pytest.raises(LockHeldError) as caught, held(place, name):
        pass

    assert re.search(
        rf"process {other.pid}, since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ, holds the {name} lock", str(caught.value)
    )
    assert caught.value.exit_code == 3


def test_collecting_and_deriving_do_not_hinder_each_other(place: Path) -> None:
    """An hour of re-processing never makes a run miss a feed."""
    with holder(place, "derive"), held(place, "collect"), held(place, "write"):
        assert place.parent.exists()


def test_a_killed_holder_holds_nothing(place: Path) -> None:
    """The kernel releases the lock: none is ever stale."""
    with holder(place, "collect") as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        with held(place, "collect"):
            assert other.returncode == -signal.SIGKILL


def test_a_lock_that_was_released_can_be_taken_again(place: Path) -> None:
    """After an error inside as well."""
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), held(place, "collect"):
            raise ZeroDivisionError
    assert len(list(Path("/proc/self/fd").iterdir())) < 100


def test_a_writer_waits_for_another(store: Store, place: Path) -> None:
    """A short write elsewhere is waited for, not reported."""
    with holder(place, "write", seconds=0.3):
        assert begun(store) == 1


def test_a_writer_does_not_wait_for_ever(store: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When its patience ends the error says that another process is at it."""
    monkeypatch.setattr("pipeline.store.engine.PATIENCE_SECONDS", 0.1)

    with holder(place, "write"), pytest.raises(LockHeldError, match="write lock"):
        begun(store)


def test_readers_do_not_wait_for_a_writer(store: Store, run: int) -> None:
    """Reading goes on while a transaction is open, and sees none of it before its end."""
    with store.write() as connection:
        connection.exec_driver_sql("DELETE FROM run")
        assert rows(store)["run"] == 1
    assert rows(store)["run"] == 0


def test_two_processes_write_in_turn(place: Path) -> None:
    """Both make or open the store at the same time, and every row of both is there."""
    command = [sys.executable, "-c", WRITER, str(place), str(Path(__file__).parent)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]

    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 0), ("", 0)]
    store = open_store(place)
    assert rows(store)["run"] == 40
    close_store(store)


def test_a_lock_file_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    """No folder, no lock: exit 4 with the path."""
    with (
        pytest.raises(StoreError, match=r"onrecord\.db\.collect\.lock"),
        held(tmp_path / "gone" / "onrecord.db", "collect"),
    ):
        pass


def test_a_capture_needs_no_lock_but_the_short_one(store: Store, run: int, place: Path) -> None:
    """Recording works while others collect and derive."""
    with holder(place, "collect"), holder(place, "derive"):
        assert keep(store, run, saved(b"a")).new
