"""Write what was decided: generations accepted or discarded, and the ids that were ever shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, except_, func, select

from pipeline.store.engine import Store
from pipeline.store.insert import add, add_all
from pipeline.store.tables import acceptance, article, issued, issued_change, statement
from pipeline.store.views import Chain, chain_of, newest_revision, revisions_held


@dataclass(frozen=True, slots=True)
class Shown:
    """An id that an article shows, or showed: what it was issued for."""

    statement_id: str
    company_key: str
    exact: str
    prefix: str
    suffix: str
    n: int


Succession = Callable[[Sequence[Shown], Sequence[Shown]], Mapping[str, str]]
"""Given what an article no longer shows and what it shows instead, says which id succeeds which."""


def accept(
    store: Store, run_id: int, generation_id: int, *, decided_at: datetime, note: str, succession: Succession
) -> None:
    """Accept a complete generation and settle every article's ids by it, in one transaction."""
    with store.write() as connection:
        decide(connection, run_id, generation_id, "accepted", decided_at, note)
        chain = chain_of(connection, generation_id)
        for article_id in out_of_line(connection, chain):
            settle(connection, run_id, chain, article_id, reason="reprocessed", succession=succession)


def discard(store: Store, run_id: int, generation_id: int, *, decided_at: datetime, note: str) -> None:
    """Discard a generation. Its rows are deleted by `derive.discard_rows`."""
    with store.write() as connection:
        decide(connection, run_id, generation_id, "discarded", decided_at, note)


def decide(
    connection: Connection, run_id: int, generation_id: int, decision: str, decided_at: datetime, note: str
) -> None:
    """Record a decision on a generation, in a transaction that is open."""
    values = {
        "generation_id": generation_id,
        "decision": decision,
        "decided_at": decided_at,
        "run_id": run_id,
        "note": note,
    }
    add(connection, acceptance, values)


def settle(
    connection: Connection, run_id: int, chain: Chain, article_id: int, *, reason: str, succession: Succession
) -> None:
    """Bring the issued ids of an article in line with what it shows: issue, end and bring back.

    An article shows what any capture that holds in the chain carries in its newest revision. Doing it twice changes
    nothing the second time.
    """
    shown = shown_by(connection, newest_revision(connection, chain, article_id))
    known = open_ids(connection, article_id)
    ended = [one for id_, (one, is_open) in known.items() if is_open and id_ not in shown]
    came = [one for id_, one in shown.items() if id_ not in known or not known[id_][1]]
    successors = succession(ended, came)
    key = connection.scalar(select(article.c.key).where(article.c.id == article_id))
    add_all(connection, issued, [_issue(one, key, chain[0], run_id) for one in came if one.statement_id not in known])
    changes = [_change(one, "ended", reason, successors.get(one.statement_id, ""), chain[0], run_id) for one in ended]
    changes += [_change(one, "returned", reason, "", chain[0], run_id) for one in came if one.statement_id in known]
    add_all(connection, issued_change, changes)


def out_of_line(connection: Connection, chain: Chain) -> list[int]:
    """Return the articles whose open ids are not those that the chain shows, ascending: few, after most changes."""
    ranked = revisions_held(chain).subquery("ranked")
    shows = (
        select(ranked.c.article_id, statement.c.statement_id)
        .join(statement, statement.c.revision_id == ranked.c.revision_id)
        .where(ranked.c.rank == 1)
    )
    last = select(func.max(issued_change.c.id)).group_by(issued_change.c.statement_id)
    gone = select(issued_change.c.statement_id).where(issued_change.c.id.in_(last), issued_change.c.change == "ended")
    is_open = (
        select(article.c.id, issued.c.statement_id)
        .join(issued, issued.c.article_key == article.c.key)
        .where(issued.c.statement_id.not_in(gone))
    )
    return sorted(
        {
            row[0]
            for one, other in ((shows, is_open), (is_open, shows))
            for row in connection.execute(except_(one, other))
        }
    )


def shown_by(connection: Connection, revision_id: int | None) -> dict[str, Shown]:
    """Return the statements of a revision by id, in reading order."""
    if revision_id is None:
        return {}
    query = select(statement).where(statement.c.revision_id == revision_id).order_by(statement.c.start, statement.c.id)
    return {row.statement_id: _shown(row) for row in connection.execute(query)}


def open_ids(connection: Connection, article_id: int) -> dict[str, tuple[Shown, bool]]:
    """Return every id ever issued for an article, with whether it is still shown."""
    last = (
        select(issued_change.c.statement_id, func.max(issued_change.c.id).label("id"))
        .join(issued, issued.c.statement_id == issued_change.c.statement_id)
        .where(issued.c.article_key == select(article.c.key).where(article.c.id == article_id).scalar_subquery())
        .group_by(issued_change.c.statement_id)
        .subquery("last")
    )
    query = (
        select(issued, issued_change.c.change)
        .join(article, article.c.key == issued.c.article_key)
        .outerjoin(last, last.c.statement_id == issued.c.statement_id)
        .outerjoin(issued_change, issued_change.c.id == last.c.id)
        .where(article.c.id == article_id)
        .order_by(issued.c.statement_id)
    )
    return {row.statement_id: (_shown(row), row.change != "ended") for row in connection.execute(query)}


def _shown(row: Any) -> Shown:
    return Shown(row.statement_id, row.company_key, row.exact, row.prefix, row.suffix, row.n)


def _issue(one: Shown, article_key: str | None, generation_id: int, run_id: int) -> dict[str, Any]:
    return {
        "statement_id": one.statement_id,
        "article_key": article_key,
        "company_key": one.company_key,
        "exact": one.exact,
        "prefix": one.prefix,
        "suffix": one.suffix,
        "n": one.n,
        "first_generation_id": generation_id,
        "run_id": run_id,
    }


def _change(one: Shown, change: str, reason: str, successor: str, generation_id: int, run_id: int) -> dict[str, Any]:
    return {
        "statement_id": one.statement_id,
        "change": change,
        "reason": reason,
        "successor_id": successor,
        "generation_id": generation_id,
        "run_id": run_id,
    }
