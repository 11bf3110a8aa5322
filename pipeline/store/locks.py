"""Locks between processes: kernel locks on files beside the database, so that none is ever stale.

`write` is held for one short transaction at a time and waited for. `collect` and `derive` are held for as long as a
run collects or derives, and not waited for: who comes second is told who came first.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pipeline.model.errors import LockHeldError, StoreError

PATIENCE_SECONDS = 30.0
PAUSE_SECONDS = 0.02


@contextmanager
def held(store: Path, name: str, *, patience: float = 0.0) -> Iterator[None]:
    """Hold a lock of a store; raises `LockHeldError` when another process still has it after `patience` seconds."""
    path = store.with_name(f"{store.name}.{name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{path}: the lock file cannot be opened ({error.strerror})") from error
    try:
        _acquire(handle, path, name, patience)
        yield
    finally:
        os.close(handle)  # closing releases the lock


def _acquire(handle: int, path: Path, name: str, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                holder = path.read_text(errors="replace").strip() or "another process"
                raise LockHeldError(f"{holder} holds the {name} lock ({path}); try again when it has ended") from error
            time.sleep(PAUSE_SECONDS)
        else:
            break
    if name != "write":  # the short lock changes hands too often to be worth a name
        since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}, since {since},".encode(), 0)
