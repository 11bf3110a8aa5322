"""Build a generation anew from the saved captures, show what it changes, and accept it or leave it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from pipeline.model.generation import Ending
from pipeline.relate.changes import Change, Placed, compare
from pipeline.run.configured import Configured
from pipeline.run.deriving import complete_generation, derive_all, succession, waiting
from pipeline.run.session import Clock, Progress, Session, session, utc_now
from pipeline.store.changed import endings_changed, statements_by_article
from pipeline.store.decide import accept, discard
from pipeline.store.derive import discard_rows, forget_quarantined, left_behind, open_generations, twins
from pipeline.store.engine import no_store
from pipeline.store.views import accepted_chain

COMMANDS = ("reprocess",)
LABELS = ("stance", "modality", "form", "source", "cue", "origin", "target", "company")


@dataclass(slots=True)
class Plan:
    """What a new generation would change: by article, and the captures that would end in another way."""

    run: int = 0
    generation: int = 0
    captures: int = 0
    articles: list[tuple[str, tuple[Change, ...]]] = field(default_factory=list)
    endings: list[tuple[str, str, str]] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    quarantined: list[str] = field(default_factory=list)
    given_up: int = 0
    unknown_keys: Counter[str] = field(default_factory=Counter)
    accepted: bool = False


def reprocess(found: Configured, *, dry_run: bool, give_up: bool, progress: Progress, clock: Clock = utc_now) -> Plan:
    """Build a generation with today's rules, registry and code, compare it, and accept it unless `dry_run`.

    A generation that was begun with the same recipe is continued, so that a killed re-processing loses nothing and
    what a dry run built is accepted without building it again; what it quarantined is tried again. Where a page that
    was read before is quarantined now, nothing is accepted unless `give_up`: its statements would end for a failure of
    ours. Raises `LockHeldError` while another one is at work, `ConfigError` where there is no store.
    """
    if not found.settings.store_path.exists():
        raise no_store(found.settings.store_path)
    arguments = {"dry_run": dry_run}
    with session(found, "reprocess", arguments, lock="derive", commands=COMMANDS, clock=clock) as run:
        generation = complete_generation(run)
        discard_stale(run, generation)
        forget_quarantined(run.store, generation)
        plan = Plan(run=run.number, generation=generation)
        left = waiting(run, (generation,))
        derived = derive_all(run, found, generation, left)
        for one, ending, reason, _ in progress(derived, total=len(left), label="reading anew"):
            if ending is Ending.QUARANTINED:
                plan.quarantined.append(f"{one.url}: {reason}")
        with run.store.read() as connection:
            fill(plan, connection, generation)
        note_unknown_keys(plan, found)
        if not dry_run and (give_up or not plan.given_up):
            totals = ", ".join(f"{number} {kind}" for kind, number in sorted(plan.totals.items()))
            note = f"re-processed: {totals or 'no change'}"
            accept(run.store, run.number, generation, decided_at=clock(), note=note, succession=succession)
            plan.accepted = True
            discard_twins(run, generation)
        run.counts.update({"generation": generation, "changes": dict(plan.totals), "accepted": plan.accepted})
    return plan


def discard_twins(run: Session, generation: int) -> None:
    """Delete what superseded generations of the same recipe derived: all of it stands in this one again."""
    with run.store.read() as connection:
        equal = twins(connection, generation)
    for number in equal:
        discard_rows(run.store, number)


def note_unknown_keys(plan: Plan, found: Configured) -> None:
    """Count the lost statements of companies whose key the registry no longer has: most often a rename."""
    known = {company.key for company in found.registry.companies}
    for _, changes in plan.articles:
        for change in changes:
            if change.after is None and change.before is not None and change.before.company_key not in known:
                plan.unknown_keys[change.before.company_key] += 1


def discard_stale(run: Session, keep: int) -> None:
    """Discard what earlier dry runs built with other recipes, and finish what was killed while it did that."""
    with run.store.read() as connection:
        stale = [number for number, _, _ in open_generations(connection) if number != keep]
        unfinished = left_behind(connection)
    for number in unfinished:
        discard_rows(run.store, number)
    for number in stale:
        discard(run.store, run.number, number, decided_at=run.clock(), note="built with another recipe, never accepted")
        discard_rows(run.store, number)


def fill(plan: Plan, connection: Connection, generation: int) -> None:
    """Compare the new generation with what is accepted, article by article."""
    chain = accepted_chain(connection)
    before, after = statements_by_article(connection, chain), statements_by_article(connection, (generation,))
    for url in sorted(before.keys() | after.keys()):
        old = [placed(row) for row in before.get(url, ())]
        new = [placed(row) for row in after.get(url, ())]
        changes = compare(old, new)
        plan.unchanged += len(new) - sum(change.after is not None for change in changes)
        if changes:
            plan.articles.append((url, changes))
            plan.totals.update(str(change.kind) for change in changes)
    plan.endings, plan.captures = endings_changed(connection, chain, generation)
    plan.given_up = sum(after.startswith(Ending.QUARANTINED) for _, before, after in plan.endings if before != "-")


def placed(row: Any) -> Placed:
    """Return a stored statement as it is compared."""
    labels = tuple((name, str(row[name])) for name in LABELS)
    return Placed(row["start"], row["end"], row["company_key"], row["statement_id"], row["exact"], row["rule"], labels)
