"""Derive what is pending: payloads from the archive to worker processes, derivations to the store, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.archive import Archive
from pipeline.model.capture import Custody
from pipeline.model.errors import ArchiveError
from pipeline.model.generation import Derivation, Ending
from pipeline.relate.changes import Placed, successors
from pipeline.run.configured import Configured
from pipeline.run.jobs import Job, Setup
from pipeline.run.session import Session
from pipeline.run.worker import Failure, Workers, processors
from pipeline.store.decide import Shown
from pipeline.store.derive import Pending, begin_generation, open_generations, pending, recipe_of, save_derivation
from pipeline.store.views import accepted_chain

PREPARE = "pipeline.run.derive:prepare"


def current_generation(run: Session) -> int:
    """Return the generation that a run derives new captures in.

    The accepted one where its recipe is today's; else a new one, accepted at once, that extends it. The first
    generation of a store extends nothing.
    """
    with run.store.read() as connection:
        chain = accepted_chain(connection)
        if chain and recipe_of(connection, chain[0]) == run.recipe.digest:
            return chain[0]
    parent = chain[0] if chain else None
    note = "extends the accepted generation" if chain else "the first generation"
    now = run.clock()
    return begin_generation(run.store, run.number, run.recipe, parent=parent, created_at=now, accepted=note)


def complete_generation(run: Session) -> int:
    """Return the generation that a re-processing builds: one that was begun with this recipe, or a new one."""
    with run.store.read() as connection:
        for number, recipe, parent in open_generations(connection):
            if recipe == run.recipe.digest and parent is None:
                return number
    return begin_generation(run.store, run.number, run.recipe, parent=None, created_at=run.clock())


def waiting(run: Session, chain: Sequence[int]) -> list[Pending]:
    """Return the captures that this chain of generations has not derived."""
    with run.store.read() as connection:
        return pending(connection, tuple(chain))


def derive_all(
    run: Session, found: Configured, generation: int, captures: Sequence[Pending]
) -> Iterator[tuple[Pending, Ending, str, int]]:
    """Derive captures in this generation; yield each with its ending, reason and statements once that is committed."""
    if not captures:
        return
    setup = Setup(found.registry, found.packs)
    damaged: dict[int, Derivation] = {}
    with Workers[Setup, tuple[Pending, Job | None], Derivation](PREPARE, setup, count=workers_for(captures)) as workers:
        for (one, _), result in workers.map(jobs(run.archive, captures, damaged)):
            derived = damaged.pop(one.capture_id, None) or settled(result)
            save_derivation(run.store, run.number, generation, one, derived, succession=succession)
            yield one, derived.ending, derived.reason, len(derived.reading.statements)


def workers_for(captures: Sequence[Pending]) -> int:
    """Return how many workers are worth starting: each costs half a second before it reads its first page."""
    return 1 if len(captures) < 40 else processors()  # noqa: PLR2004  about the pages read in that time


def jobs(
    archive: Archive, captures: Iterable[Pending], damaged: dict[int, Derivation]
) -> Iterator[tuple[Pending, Job | None]]:
    """Yield each capture with its job; one whose payload is damaged goes without, its derivation noted in `damaged`."""
    for one in captures:
        try:
            yield one, job_of(one, archive.get(one.digest, one.shelf))
        except ArchiveError as error:
            damaged[one.capture_id] = Derivation(Ending.QUARANTINED, f"damaged_payload: {error}")
            yield one, None


def job_of(one: Pending, payload: bytes) -> Job:
    """Return the job that derives a capture."""
    return Job(
        payload=payload,
        url=one.url,
        headers=one.headers,
        status=one.status,
        custody=Custody(one.custody),
        file=one.file,
        outlet=one.outlet_name,
    )


def settled(result: Derivation | Failure) -> Derivation:
    """Return what a worker answered as a derivation: a page that it could not take is quarantined."""
    if isinstance(result, Failure):
        return Derivation(Ending.QUARANTINED, f"extractor_{result.kind}: {result.detail}")
    return result


def succession(gone: Sequence[Shown], come: Sequence[Shown]) -> Mapping[str, str]:
    """Return which id succeeds which, by the overlap of their evidence."""
    return successors([placed(one) for one in gone], [placed(one) for one in come])


def placed(one: Shown) -> Placed:
    """Return an issued id as it is compared: only company and words decide."""
    return Placed(0, len(one.exact), one.company_key, one.statement_id, one.exact, "")
