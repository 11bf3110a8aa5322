"""Open a store: its pragmas, its schema's number, and the two ways into it, reading and writing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

from pipeline.model.errors import ConfigError
from pipeline.store.border import storage
from pipeline.store.locks import PATIENCE_SECONDS, held
from pipeline.store.schema import bring_up

BUSY_MILLISECONDS = 10_000


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Close it with `close_store`."""

    path: Path
    reader: Engine
    writer: Engine | None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the store and cannot change it."""
        with storage(self.path), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection in one transaction under the write lock: all of it is kept, or nothing.

        Raises `ConfigError` when the store was opened for reading only.
        """
        if self.writer is None:
            raise ConfigError(f"{self.path}: opened for reading only")
        with storage(self.path), held(self.path, "write", patience=PATIENCE_SECONDS), self.writer.begin() as connection:
            yield connection


def open_store(path: Path, *, create: bool = True) -> Store:
    """Open the store at `path` for writing, made or brought up to this software's schema where it is behind.

    Raises `SchemaError` when a newer software made it, `StoreError` when the disk fails, `ConfigError` when there is
    none and `create` is false.
    """
    if not create and not path.exists():
        raise no_store(path)
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = _engine(path, writing=True)
        with held(path, "write", patience=PATIENCE_SECONDS):
            bring_up(writer, path)
    return Store(path, _engine(path, writing=False), writer)


def no_store(path: Path) -> ConfigError:
    """Return the error that says that no store stands at `path`."""
    return ConfigError(f"{path}: there is no store yet; `onrecord run` makes one")


def open_reader(path: Path, *, lenient: bool = False) -> Store:
    """Open the store at `path` for reading only; raises as `open_store` does, and never changes it.

    `lenient` reads text that is no UTF-8 with half surrogates for what cannot be decoded, so that a check can name it.
    """
    if not path.exists():
        raise no_store(path)
    reader = _engine(path, writing=False, lenient=lenient)
    with storage(path):
        bring_up(reader, path, change=False)
    return Store(path, reader, None)


def close_store(store: Store) -> None:
    """Close every connection of a store."""
    store.reader.dispose()
    if store.writer is not None:
        store.writer.dispose()


@contextmanager
def opened(store: Store) -> Iterator[Store]:
    """Yield a store and close it."""
    try:
        yield store
    finally:
        close_store(store)


def _engine(path: Path, *, writing: bool, lenient: bool = False) -> Engine:
    """Return an engine whose transactions we begin ourselves: a writer takes its lock at once (BEGIN IMMEDIATE)."""
    address = path.absolute().as_uri() + ("" if writing else reading_options(path))

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
        if lenient:
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        for pragma in PRAGMAS_WRITING if writing else PRAGMAS_READING:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool if writing else NullPool)
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def reading_options(path: Path) -> str:
    """Return how a SQLite file is opened for reading: on a medium that cannot be written, as one that cannot change.

    SQLite needs a file of its own beside a database in WAL mode, even to read it, unless it is told so.
    """
    log = path.with_name(f"{path.name}-wal")
    still = not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)
    return "?mode=ro&immutable=1" if still else "?mode=ro"


PRAGMAS = (f"busy_timeout = {BUSY_MILLISECONDS}", "foreign_keys = ON", "trusted_schema = OFF")
PRAGMAS_WRITING = (*PRAGMAS, "journal_mode = WAL", "synchronous = FULL")
PRAGMAS_READING = (*PRAGMAS, "query_only = ON")
