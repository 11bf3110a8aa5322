"""One run from its start to its recorded end, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipeline import __version__
from pipeline.archive import Archive
from pipeline.model.errors import PipelineError, StoreError
from pipeline.model.generation import Recipe
from pipeline.model.identity import digest
from pipeline.run.configured import Configured
from pipeline.run.evidence import subjects
from pipeline.run.recipe import recipe
from pipeline.store.engine import Store, open_store, opened
from pipeline.store.locks import PATIENCE_SECONDS, held
from pipeline.store.record import RunStart, begin_run, close_interrupted, end_run

T = TypeVar("T")
Clock = Callable[[], datetime]


class Progress(Protocol):
    """Passes items through and shows how far they are."""

    def __call__(self, items: Iterable[T], *, total: int, label: str) -> Iterator[T]:
        """Yield every item."""
        ...


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """A run at work: its store, archive and number, and what it counts. Mutable: it stands for a run."""

    number: int
    store: Store
    archive: Archive
    recipe: Recipe
    clock: Clock
    counts: dict[str, Any] = field(default_factory=dict)
    exit_code: int = 0

    @property
    def shelf(self) -> str:
        """Return the shelf for what is kept now."""
        return f"{self.clock().year:04d}"


def make_folder(folder: Path) -> None:
    """Make the folder that a store stands in; raises `StoreError` where none can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: no store can be made there ({error.strerror})") from error


def archive_of(store_path: Path) -> Archive:
    """Return the archive that stands beside a store; it is written under the store's write lock."""
    return Archive(store_path.parent / "archive", lambda: held(store_path, "write", patience=PATIENCE_SECONDS))


@contextmanager
def session(
    found: Configured, command: str, arguments: Mapping[str, Any], *, lock: str, commands: Sequence[str], clock: Clock
) -> Iterator[Session]:
    """Hold a lock, record that a run starts, yield it, and record how it ended.

    Earlier runs of `commands` (those that need this lock) that left no end were killed, and are recorded as such.
    """
    path = found.settings.store_path
    make_folder(path.parent)
    with held(path, lock), opened(open_store(path)) as store:
        archive = archive_of(path)
        try:
            made = recipe(found.registry, found.packs)
            shelf = f"{clock().year:04d}"
            start = RunStart(
                command=command,
                arguments=arguments,
                started_at=clock(),
                version=__version__,
                config_digest=digest(found.settings.text),
                recipe=made,
                subjects=subjects(archive, found, made, shelf),
            )
            one = Session(begin_run(store, start), store, archive, made, clock)
            close_interrupted(store, one.number, commands=commands, ended_at=clock())
            with _ending(one):
                yield one
        finally:
            archive.close()


@contextmanager
def _ending(one: Session) -> Iterator[None]:
    """Record how a run ended; a kill leaves that to the next run."""
    status, code = "finished", None
    try:
        yield
    except PipelineError as error:
        status, code = "failed", error.exit_code
        raise
    except BaseException:
        status, code = "interrupted", -1
        raise
    finally:
        final = one.exit_code if code is None else code
        end_run(one.store, one.number, ended_at=one.clock(), status=status, exit_code=final, counts=one.counts)
