"""An archive: one SQLite file a year, each row the compressed bytes under their SHA-256.

Bytes are durable (WAL, synchronous FULL) before `put` returns, so that the row that names them is written after them
and never dangles. They are compressed with Zstandard, level 3, and checked against their digest whenever they are read.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

import zstandard

from pipeline.model.errors import ArchiveError, StoreError
from pipeline.model.identity import digest

Guard = Callable[[], AbstractContextManager[None]]
LEVEL = 3
SHELF_NAME = re.compile(r"[0-9]{4}")
CREATE = "CREATE TABLE IF NOT EXISTS payload (digest TEXT PRIMARY KEY, length INTEGER NOT NULL, data BLOB NOT NULL)"


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """Where bytes stand: their digest, their length and stored length in bytes, and the shelf (a year)."""

    digest: str
    length: int
    stored_length: int
    shelf: str


class Archive:
    """The shelves in one folder. Connections are opened as they are needed and closed by `close`.

    `guard` is entered around every write: several processes that write at once bring a lock.
    """

    def __init__(self, folder: Path, guard: Guard = nullcontext) -> None:
        self._folder, self._guard = folder, guard
        self._open: dict[str, sqlite3.Connection] = {}
        self._writable: set[str] = set()

    def put(self, data: bytes, shelf: str) -> StoredBlob:
        """Keep bytes and return where they stand: on `shelf`, or where an earlier year's shelf has them already.

        Where what stands under their digest is damaged, these bytes, which hash to it, take its place.
        Raises `StoreError` when the disk is full, read-only or failing.
        """
        key = digest(data)
        found = self._standing(key)
        if found is not None and self._is_whole(key, found.shelf):
            return found
        shelf = found.shelf if found is not None else shelf
        try:
            packed = zstandard.ZstdCompressor(level=LEVEL).compress(data)
            with self._guard(), self._connection(shelf, create=True) as connection:
                connection.execute("INSERT OR REPLACE INTO payload VALUES (?, ?, ?)", (key, len(data), packed))
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path(shelf)}: cannot keep a payload: {error}") from error
        return StoredBlob(key, len(data), len(packed), shelf)

    def get(self, key: str, shelf: str) -> bytes:
        """Return the bytes under a digest; raises `ArchiveError` when they are missing or do not hash to it."""
        row = self._row(key, shelf)
        if row is None:
            raise ArchiveError(f"payload {key} is missing from {self._path(shelf)}")
        data = self._unpacked(key, shelf, *row)
        if (found := digest(data)) != key:
            raise ArchiveError(f"payload {key} in {self._path(shelf)} is damaged: its bytes hash to {found}")
        return data

    def _shelves(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("[0-9][0-9][0-9][0-9].db"))

    def _standing(self, key: str) -> StoredBlob | None:
        """Return where bytes stand, newest shelf first, or None; a shelf that cannot be read has none."""
        for shelf in reversed(self._shelves()):
            try:
                row = self._row(key, shelf)
            except ArchiveError:
                continue
            if row is not None:
                return StoredBlob(key, row[0], len(row[1]), shelf)
        return None

    def _is_whole(self, key: str, shelf: str) -> bool:
        try:
            self.get(key, shelf)
        except ArchiveError:
            return False
        return True

    def keys(self) -> Iterator[tuple[str, str]]:
        """Yield digest and shelf of everything kept, in order."""
        for shelf in self._shelves():
            try:
                rows = self._connection(shelf, create=False).execute("SELECT digest FROM payload ORDER BY digest")
                for (key,) in rows.fetchall():
                    yield key, shelf
            except sqlite3.Error as error:
                raise ArchiveError(f"{self._path(shelf)}: cannot be read: {error}") from error

    def close(self) -> None:
        """Close every shelf."""
        for connection in self._open.values():
            connection.close()
        self._open.clear()
        self._writable.clear()

    def _row(self, key: str, shelf: str) -> tuple[int, bytes] | None:
        if not self._path(shelf).exists():
            return None
        try:
            with closing(
                self._connection(shelf, create=False).execute(
                    "SELECT length, data FROM payload WHERE digest = ?", (key,)
                )
            ) as cursor:
                found: tuple[int, bytes] | None = cursor.fetchone()
        except sqlite3.Error as error:
            raise ArchiveError(f"payload {key} in {self._path(shelf)} cannot be read: {error}") from error
        return found

    def _unpacked(self, key: str, shelf: str, length: int, packed: bytes) -> bytes:
        """Return the bytes that were packed; never more than one byte beyond their known length is unpacked."""
        try:
            if zstandard.frame_content_size(packed) != length:  # also when it is no length at all
                raise ArchiveError(f"payload {key} in {self._path(shelf)} is damaged: its lengths disagree")
            reader = zstandard.ZstdDecompressor().stream_reader(packed)
            return reader.read(length + 1)
        except (zstandard.ZstdError, OverflowError, MemoryError, TypeError) as error:
            raise ArchiveError(f"payload {key} in {self._path(shelf)} is damaged: {error}") from error

    def _path(self, shelf: str) -> Path:
        if not SHELF_NAME.fullmatch(shelf):
            raise ArchiveError(f"{shelf!r} is no shelf of the archive: a shelf is a year")
        return self._folder / f"{shelf}.db"

    def _connection(self, shelf: str, *, create: bool) -> sqlite3.Connection:
        if shelf in self._open and (not create or shelf in self._writable):
            return self._open[shelf]
        if shelf in self._open:  # open for reading only
            self._open.pop(shelf).close()
        path = self._path(shelf)
        if create:
            self._writable.add(shelf)
            self._folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=10)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(CREATE)
        else:
            # On a medium that cannot be written SQLite reads a WAL database only when told that it cannot change.
            still = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
            options = "?mode=ro&immutable=1" if still else "?mode=ro"
            connection = sqlite3.connect(path.absolute().as_uri() + options, uri=True, timeout=10)
        connection.execute("PRAGMA trusted_schema = OFF")
        self._open[shelf] = connection
        return connection
