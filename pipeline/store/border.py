"""The one place where errors of the database and the disk become ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from pipeline.model.errors import DamageError, LockHeldError, PipelineError, StoreError

DAMAGE = (
    "database disk image is malformed",
    "file is not a database",
    "malformed database schema",
    "Could not decode to UTF-8",
    "No row was found when one was required",
    "Multiple rows were found when exactly one was required",
)
SENTENCES = {
    "database or disk is full": "the disk is full; the unfinished step was not kept, and the next run repeats it",
    "attempt to write a readonly database": "the store is read-only",
    "unable to open database file": "the file cannot be opened; does its folder exist, and may it be written?",
    "disk I/O error": "the disk reports an I/O error",
    "surrogates not allowed": "a text holds half of a surrogate pair; nothing of the unfinished step was kept",
}


@contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn what the database and the disk raise into `StoreError` or `LockHeldError`, one clear sentence each."""
    try:
        yield
    except PipelineError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError, UnicodeEncodeError) as error:
        raise translated(path, error) from error


def translated(path: Path, error: Exception) -> PipelineError:
    """Return the error that says in our words what happened to the store at `path`."""
    cause = error.orig if isinstance(error, DatabaseError) and error.orig is not None else error
    message = " ".join(str(cause).split())
    if "database is locked" in message:
        return LockHeldError(f"{path}: another process is writing; try again when it has ended")
    if any(sign in message for sign in DAMAGE):
        return DamageError(f"{path}: the database is damaged ({message}); restore a copy of it")
    sentence = next((ours for theirs, ours in SENTENCES.items() if theirs in message), message)
    return StoreError(f"{path}: {sentence}")
