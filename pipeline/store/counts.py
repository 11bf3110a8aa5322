"""Read what happened in numbers: runs, outlets, companies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pipeline.store.tables import capture, generation, run, run_end, statement
from pipeline.store.views import Chain, accepted_chain, holding, revisions_held


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run and how it ended; `status` is "running or killed" while no end is recorded."""

    id: int
    command: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    exit_code: int | None
    counts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OutletRow:
    """What an outlet gave so far: articles, captures, statements shown, and its last capture's recording."""

    articles: int = 0
    captures: int = 0
    statements: int = 0
    last_at: datetime | None = None


def runs(connection: Connection, limit: int = 50) -> list[RunRow]:
    """Return the last runs, newest first."""
    query = select(run, run_end).outerjoin(run_end, run_end.c.run_id == run.c.id).order_by(run.c.id.desc()).limit(limit)
    return [
        RunRow(
            id=row.id,
            command=row.command,
            started_at=row.started_at,
            ended_at=row.ended_at,
            status=row.status or "running or killed",
            exit_code=row.exit_code,
            counts=row.counts or {},
        )
        for row in connection.execute(query)
    ]


def outlets(connection: Connection) -> dict[str, OutletRow]:
    """Return what each outlet gave so far, by its key."""
    query = (
        select(
            capture.c.outlet,
            func.count(func.distinct(capture.c.article_id)).label("articles"),
            func.count().label("captures"),
            func.max(run.c.started_at).label("last_at"),
        )
        .join(run, run.c.id == capture.c.run_id)
        .group_by(capture.c.outlet)
    )
    rows = connection.execute(_shown(accepted_chain(connection), capture.c.outlet))
    shown: dict[str, int] = {row[0]: row[1] for row in rows}
    return {
        row.outlet: OutletRow(row.articles, row.captures, shown.get(row.outlet, 0), _moment(row.last_at))
        for row in connection.execute(query)
    }


def companies(connection: Connection) -> dict[str, int]:
    """Return how many statements are shown of each company, by its key."""
    rows = connection.execute(_shown(accepted_chain(connection), statement.c.company_key))
    return {row[0]: row[1] for row in rows}


def _shown(chain: Chain, by: Any) -> Select[Any]:
    ranked = revisions_held(chain).subquery("ranked")
    return (
        select(by, func.count())
        .select_from(statement)
        .join(ranked, ranked.c.revision_id == statement.c.revision_id)
        .join(capture, capture.c.id == ranked.c.capture_id)
        .where(ranked.c.rank == 1)
        .group_by(by)
    )


def behind(connection: Connection, chain: Chain, recipe: str) -> int:
    """Return how many captures hold derivations of another recipe than this one."""
    held = holding(chain)
    query = (
        select(func.count())
        .select_from(held)
        .join(generation, generation.c.id == held.c.generation_id)
        .where(generation.c.recipe != recipe)
    )
    return connection.scalar(query) or 0


def last_problems(connection: Connection, runs: int = 200) -> dict[str, frozenset[str]]:
    """Return the problems that each outlet had when it was last run, by its key, among the last `runs` runs."""
    query = select(run_end.c.counts).order_by(run_end.c.run_id.desc()).limit(runs)
    found: dict[str, frozenset[str]] = {}
    for counts in connection.scalars(query):
        for outlet, problems in counts.get("problems", {}).items():
            found.setdefault(outlet, frozenset(problems))
    return found


def identities(connection: Connection) -> set[str]:
    """Return the identity of every capture, so that saved pages that stand there are passed over without a write."""
    return set(connection.scalars(select(capture.c.identity)))


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
