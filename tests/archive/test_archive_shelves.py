"""Bytes come back as they went in, or not at all."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive import Archive, StoredBlob
from pipeline.model.errors import ArchiveError, StoreError
from pipeline.model.identity import digest

PAGE = b"<html><body><p>Nordwind will leave.</p></body></html>" * 20
ABSENT = "0" * 64


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive in a folder that does not exist yet."""
    kept = Archive(tmp_path / "archive")
    yield kept
    kept.close()


def spoil(folder: Path, shelf: str, statement: str, *values: object) -> None:
    """Change a shelf behind the archive's back."""
    with closing(sqlite3.connect(folder / "archive" / f"{shelf}.db")) as raw, raw:
        raw.execute(statement, values)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=5000))
def test_what_goes_in_comes_out(archive: Archive, data: bytes) -> None:
    """Any bytes, empty ones too, are given back under their SHA-256."""
    kept = archive.put(data, "2026")

    assert (kept.digest, kept.length, kept.shelf) == (digest(data), len(data), "2026")
    assert archive.get(kept.digest, "2026") == data


def test_the_same_bytes_are_kept_once_on_a_shelf(archive: Archive, tmp_path: Path) -> None:
    """Putting again answers the same and adds no row."""
    assert archive.put(PAGE, "2026") == archive.put(PAGE, "2026")
    with closing(sqlite3.connect(tmp_path / "archive" / "2026.db")) as raw:
        assert raw.execute("SELECT count(*) FROM payload").fetchone() == (1,)


def test_the_same_bytes_are_kept_once_over_the_years(archive: Archive) -> None:
    """A page that was the same last year stands on last year's shelf, and only there."""
    first = archive.put(PAGE, "2025")

    assert archive.put(PAGE, "2026") == first
    assert list(archive.keys()) == [(first.digest, "2025")]


def test_bytes_that_come_again_heal_damage(archive: Archive, tmp_path: Path) -> None:
    """They hash to the digest, so they are what stood there; they take its place where it stood."""
    kept = archive.put(PAGE, "2025")
    archive.close()
    spoil(tmp_path, "2025", "UPDATE payload SET data = ?", zstandard.compress(b"another page"))

    assert archive.put(PAGE, "2026").shelf == "2025"
    assert archive.get(kept.digest, "2025") == PAGE


def test_a_page_takes_less_room_than_it_is_long(archive: Archive) -> None:
    """The stored length is that of the compressed bytes."""
    kept = archive.put(PAGE, "2026")

    assert 0 < kept.stored_length < kept.length == len(PAGE)


def test_shelves_are_apart(archive: Archive) -> None:
    """What stands on one shelf is not found on another."""
    kept = archive.put(PAGE, "2025")
    archive.put(b"another", "2026")

    with pytest.raises(ArchiveError, match=f"{kept.digest} is missing from .*2026.db"):
        archive.get(kept.digest, "2026")


def test_missing_bytes_are_named(archive: Archive) -> None:
    """A digest that was never kept is an error with digest and shelf, and makes no empty shelf."""
    with pytest.raises(ArchiveError, match=f"{ABSENT}.*2024.db"):
        archive.get(ABSENT, "2024")
    assert list(archive.keys()) == []


def test_everything_kept_is_listed_in_order(archive: Archive) -> None:
    """`keys` walks the shelves by year and the digests within each."""
    kept = {"2026": (b"a", b"b", b"c"), "2025": (b"d", b"e", b"f")}
    expected = [(archive.put(data, year).digest, year) for year in kept for data in kept[year]]

    assert list(archive.keys()) == sorted(expected, key=lambda pair: (pair[1], pair[0]))


def test_changed_bytes_are_noticed(archive: Archive, tmp_path: Path) -> None:
    """Well-formed bytes that are not the payload: the message says what they hash to."""
    kept = archive.put(PAGE, "2026")
    other = PAGE.replace(b"leave", b"stay!")
    spoil(tmp_path, "2026", "UPDATE payload SET data = ?", zstandard.ZstdCompressor().compress(other))

    with pytest.raises(ArchiveError, match=f"{kept.digest}.*{digest(other)}"):
        archive.get(kept.digest, "2026")


@pytest.mark.parametrize("at", [0, 3, 9, -1])
def test_every_flipped_byte_is_noticed(archive: Archive, tmp_path: Path, at: int) -> None:
    """One bit of the stored bytes turned over, at the frame's head or its end."""
    kept = archive.put(os.urandom(400), "2026")
    with closing(sqlite3.connect(tmp_path / "archive" / "2026.db")) as raw:
        packed = bytearray(raw.execute("SELECT data FROM payload").fetchone()[0])
    packed[at] ^= 1
    spoil(tmp_path, "2026", "UPDATE payload SET data = ?", bytes(packed))

    with pytest.raises(ArchiveError, match=kept.digest):
        archive.get(kept.digest, "2026")


def test_cut_bytes_are_noticed(archive: Archive, tmp_path: Path) -> None:
    """A stored payload that lost its second half."""
    kept = archive.put(PAGE, "2026")
    spoil(tmp_path, "2026", "UPDATE payload SET data = substr(data, 1, 12)")

    with pytest.raises(ArchiveError, match=kept.digest):
        archive.get(kept.digest, "2026")


def test_a_bomb_is_not_unpacked_beyond_its_length(archive: Archive, tmp_path: Path) -> None:
    """Stored bytes that would grow to a gigabyte stop one byte after the length that was written down."""
    kept = archive.put(b"small", "2026")
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(64 * 1024 * 1024))
    spoil(tmp_path, "2026", "UPDATE payload SET data = ?", bomb)

    with pytest.raises(ArchiveError, match=kept.digest):
        archive.get(kept.digest, "2026")


@pytest.mark.parametrize("length", [-1, -2, 0, 4, 1 << 50, (1 << 63) - 1, "long", b"\x05", 5.5])
def test_a_changed_length_is_noticed(archive: Archive, tmp_path: Path, length: object) -> None:
    """A length that is none, or another, neither unpacks without bound nor takes the memory it asks for."""
    kept = archive.put(b"small", "2026")
    spoil(tmp_path, "2026", "UPDATE payload SET length = ?", length)

    with pytest.raises(ArchiveError, match=kept.digest):
        archive.get(kept.digest, "2026")


@pytest.mark.parametrize("data", ["text", 7, b""])
def test_stored_bytes_that_are_none_are_noticed(archive: Archive, tmp_path: Path, data: object) -> None:
    """A value of another type stands where the bytes should."""
    kept = archive.put(b"small", "2026")
    spoil(tmp_path, "2026", "UPDATE payload SET data = ?", data)

    with pytest.raises(ArchiveError, match=kept.digest):
        archive.get(kept.digest, "2026")


@pytest.mark.parametrize("shelf", ["", "26", "../2026", "2026.db", "２０２６"])
def test_a_shelf_is_a_year(archive: Archive, shelf: str) -> None:
    """No other name reaches the file system."""
    with pytest.raises(ArchiveError, match="a shelf is a year"):
        archive.put(PAGE, shelf)


def test_a_file_that_is_no_shelf_is_a_storage_error(archive: Archive, tmp_path: Path) -> None:
    """A database full of noise: one sentence, never a bare sqlite3 error."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "2026.db").write_bytes(b"noise " * 4000)

    with pytest.raises(StoreError, match=r"2026\.db"):
        archive.put(PAGE, "2026")
    with pytest.raises(ArchiveError, match=r"2026\.db"):
        archive.get(ABSENT, "2026")
    with pytest.raises(ArchiveError, match=r"2026\.db"):
        list(archive.keys())


def test_a_place_that_cannot_be_a_folder_is_a_storage_error(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "archive").write_text("in the way")

    with closing(Archive(tmp_path / "archive")) as archive, pytest.raises(StoreError, match=r"2026\.db"):
        archive.put(PAGE, "2026")


def test_a_shelf_read_first_can_be_written_after(archive: Archive, tmp_path: Path) -> None:
    """Reading opens a shelf read-only; a later put still succeeds."""
    with closing(Archive(tmp_path / "archive")) as earlier:
        kept = earlier.put(PAGE, "2026")

    assert archive.get(kept.digest, "2026") == PAGE
    assert archive.put(b"more", "2026") == StoredBlob(
        digest(b"more"), 4, len(zstandard.ZstdCompressor(3).compress(b"more")), "2026"
    )


WRITER = """
import sys
from pathlib import Path
from pipeline.archive import Archive
archive = Archive(Path(sys.argv[1]))
n = 0
while True:
    print(archive.put(str(n).encode() * 500, "2026").digest, flush=True)
    n += 1
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """A kill -9 in the middle of writing: everything that `put` answered for is there and whole."""
    folder = tmp_path / "archive"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    with writer.stdout as lines:
        acknowledged = [lines.readline().strip() for _ in range(25)]
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        acknowledged += [line for line in lines.read().split("\n") if len(line) == 64]

    with closing(Archive(folder)) as archive:
        kept = {key for key, _ in list(archive.keys())}
        assert set(acknowledged) <= kept
        assert all(archive.get(key, "2026") for key in kept)
