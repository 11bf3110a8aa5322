"""Run a pure function in child processes, so that an input that hangs or kills it stops nothing.

A child serves one job at a time over a pipe. One that overruns its wall time, its memory or the interpreter is
killed and replaced, and its job ends as a `Failure`; the other jobs never notice. Results come in the jobs' order.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pipeline.model.errors import SoftwareError

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

WALL_SECONDS = 30.0
START_SECONDS = 120.0
MEMORY_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that gave no result: `timeout`, `killed` (the child died) or the error's class, with a sentence."""

    kind: str
    detail: str


@dataclass(slots=True)
class _Child:
    """A child process, our end of its pipe, and the number of the job it is on (None: idle)."""

    process: SpawnProcess
    pipe: Connection
    job: int | None = None
    deadline: float = 0.0


def _serve(pipe: Connection, prepare: str, setup: S, memory: int) -> None:
    """Answer jobs until the pipe closes: the child's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a child ends
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    module, _, name = prepare.partition(":")
    try:
        work = getattr(import_module(module), name)(setup)
    except Exception as error:  # noqa: BLE001  the parent says it and aborts: no page is to blame
        pipe.send(Failure(type(error).__name__, sentence(error)))
        return
    pipe.send(None)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        try:
            answer: Any = work(job)
        except Exception as error:  # noqa: BLE001  the one border between an item and the rest: recorded, counted
            answer = Failure(type(error).__name__, sentence(error))
        pipe.send(answer)


def sentence(error: Exception) -> str:
    """Return an error's message in one line of at most 200 characters (some carry a whole page)."""
    return " ".join(str(error).split())[:200]


def processors() -> int:
    """Return how many children are worth having: the processors that this process may use, four at most."""
    return min(4, os.cpu_count() or 1)


class Workers(Generic[S, J, R]):
    """A few children that do `prepare(setup)` once and then the function it returned, job by job.

    `prepare` is a name, "module:function", so that only the children load what the work needs. Setup, jobs and
    results must be picklable. Close it, or use it in `with`.
    """

    def __init__(
        self,
        prepare: str,
        setup: S,
        *,
        count: int = 1,
        wall_seconds: float = WALL_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._prepare, self._setup = prepare, setup
        self._count, self._wall, self._memory = max(1, count), wall_seconds, memory_bytes
        self._context = multiprocessing.get_context("spawn")
        self._children: list[_Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every child."""
        for child in self._children:
            self._end(child)
        self._children.clear()

    def map(self, jobs: Iterable[J]) -> Iterator[tuple[J, R | Failure]]:
        """Yield each job with its result, in order. At most two jobs for each child are taken ahead."""
        queue = iter(enumerate(jobs))
        open_jobs: dict[int, J] = {}
        done: dict[int, R | Failure] = {}
        handed, exhausted = 0, False
        while True:
            while not exhausted and len(open_jobs) < 2 * self._count and (child := self._idle()) is not None:
                if (item := next(queue, None)) is None:
                    exhausted = True
                    break
                open_jobs[item[0]] = item[1]
                if (failure := self._give(child, *item)) is not None:
                    done[item[0]] = failure
            while handed in done:
                yield open_jobs.pop(handed), done.pop(handed)
                handed += 1
            if exhausted and not open_jobs:
                return
            done.update(self._collect())

    def _idle(self) -> _Child | None:
        for child in self._children:
            if child.job is None:
                return child
        if len(self._children) == self._count:
            return None
        fresh = [self._start() for _ in range(self._count - len(self._children))]
        self._children += fresh
        for child in fresh:  # all are loading by now
            self._await(child)
        return fresh[0]

    def _await(self, child: _Child) -> None:
        """Wait until a child is ready; raises `SoftwareError` when it cannot be."""
        try:
            fault = child.pipe.recv() if child.pipe.poll(START_SECONDS) else Failure("timeout", "it took too long")
        except (EOFError, OSError):
            fault = Failure("killed", "it died")
        if fault is not None:
            raise SoftwareError(f"the page reader cannot start ({fault.kind}: {fault.detail}); reinstall onrecord")

    def _start(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._prepare, self._setup, self._memory), daemon=True
        )
        process.start()
        theirs.close()
        return _Child(process, ours)

    def _give(self, child: _Child, number: int, job: J) -> Failure | None:
        child.job, child.deadline = number, time.monotonic() + self._wall
        try:
            child.pipe.send(job)
        except OSError:  # it died while idle
            self._replace(child)
            return Failure("killed", "the worker died before it took the page")
        return None

    def _collect(self) -> dict[int, Any]:
        """Wait for one answer or one deadline and return what is known then, by job number."""
        busy = [child for child in self._children if child.job is not None]
        if not busy:
            return {}
        patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
        ready = set(wait([child.pipe for child in busy], timeout=patience))
        found: dict[int, Any] = {}
        for child in busy:
            number = child.job
            if number is None:
                continue
            if child.pipe in ready:
                found[number] = self._receive(child)
            elif time.monotonic() >= child.deadline:
                self._replace(child)
                found[number] = Failure("timeout", f"no result within {self._wall:g} seconds")
        return found

    def _receive(self, child: _Child) -> Any:
        child.job = None
        try:
            return child.pipe.recv()
        except (EOFError, OSError):
            child.process.join(5)
            code = child.process.exitcode
            self._replace(child)
            return Failure("killed", f"the worker ended with code {code}")

    def _replace(self, child: _Child) -> None:
        self._children.remove(child)
        self._end(child)

    def _end(self, child: _Child) -> None:
        with suppress(OSError):
            child.pipe.close()
        if child.job is not None:
            child.process.kill()
        child.process.join(5)
        if child.process.is_alive():
            child.process.kill()
            child.process.join()
        child.process.close()
