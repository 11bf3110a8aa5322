"""Read two generations side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select

from pipeline.store.tables import article, capture, outcome, statement
from pipeline.store.views import Chain, holding, revisions_held


def statements_by_article(connection: Connection, chain: Chain) -> Mapping[str, Sequence[RowMapping]]:
    """Return the statements that a chain shows, by the first URL of their article, in reading order."""
    ranked = revisions_held(chain).subquery("ranked")
    query = (
        select(statement, article.c.first_url)
        .join(ranked, ranked.c.revision_id == statement.c.revision_id)
        .join(article, article.c.id == ranked.c.article_id)
        .where(ranked.c.rank == 1)
        .order_by(article.c.first_url, statement.c.start, statement.c.end, statement.c.company_key)
    )
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["first_url"]].append(row)
    return found


def endings_changed(connection: Connection, chain: Chain, generation: int) -> tuple[list[tuple[str, str, str]], int]:
    """Return URL, old and new ending of every capture whose ending differs, and how many captures were compared.

    An ending is written "skipped (reason)"; statements and none carry no reason. "-" stands where there was none.
    """
    held = holding(chain)
    old, new = outcome.alias("old"), outcome.alias("new")
    query = (
        select(capture.c.url, old.c.ending, old.c.reason, new.c.ending, new.c.reason)
        .select_from(new)
        .join(capture, capture.c.id == new.c.capture_id)
        .outerjoin(held, held.c.capture_id == new.c.capture_id)
        .outerjoin(old, (old.c.capture_id == held.c.capture_id) & (old.c.generation_id == held.c.generation_id))
        .where(new.c.generation_id == generation)
        .order_by(capture.c.url, capture.c.id)
    )
    rows = [
        (url, worded(one, why), worded(other, because)) for url, one, why, other, because in connection.execute(query)
    ]
    moved = {"statements", "none"}
    changed = [row for row in rows if row[1] != row[2] and not {row[1], row[2]} <= moved]
    return changed, len(rows)


def worded(ending: str | None, reason: str | None) -> str:
    """Return an ending in words."""
    if ending is None:
        return "-"
    return ending if ending in {"statements", "none"} else f"{ending} ({reason})"
