"""What is read when nobody says otherwise: the accepted derivations, and of each article its newest revision.

Generations form a chain. A complete generation, made by re-processing, has no parent. When a run meets a recipe that
differs from the accepted one's, it reads new captures in a generation that extends it, its child. What holds for a
capture is what the newest generation of the accepted chain derived from it. The newest revision of an article is that
of its latest capture that was read as an article; a consent wall or an error page that came later hides nothing.
"""

from __future__ import annotations

from sqlalchemy import Connection, Select, Subquery, func, select

from pipeline.store.tables import acceptance, capture, generation, outcome, revision

READ = ("statements", "none")
Chain = tuple[int, ...]


def accepted_chain(connection: Connection) -> Chain:
    """Return the accepted generation and those that it extends, newest first; empty before the first."""
    query = select(acceptance.c.generation_id).where(acceptance.c.decision == "accepted")
    newest = connection.scalar(query.order_by(acceptance.c.id.desc()).limit(1))
    return () if newest is None else chain_of(connection, newest)


def chain_of(connection: Connection, generation_id: int) -> Chain:
    """Return a generation and those that it extends, newest first."""
    chain: list[int] = []
    number: int | None = generation_id
    while number is not None:
        chain.append(number)
        number = connection.scalar(select(generation.c.parent_id).where(generation.c.id == number))
    return tuple(chain)


def holding(chain: Chain) -> Subquery:
    """Return, for every capture that the chain derived, the generation whose derivation holds."""
    return (
        select(outcome.c.capture_id, func.max(outcome.c.generation_id).label("generation_id"))
        .where(outcome.c.generation_id.in_(chain))
        .group_by(outcome.c.capture_id)
        .subquery("holding")
    )


def revisions_held(chain: Chain) -> Select[tuple[int, int, int, int]]:
    """Return revision, capture, article and rank (1 = newest of its article) of everything read as an article.

    Narrow it to some articles by a condition on `capture`: then only their rows are looked at, by index.
    """
    later = outcome.alias("later")
    overtaken = (
        select(later.c.capture_id)
        .where(
            later.c.capture_id == outcome.c.capture_id,
            later.c.generation_id.in_(chain),
            later.c.generation_id > outcome.c.generation_id,
        )
        .exists()
    )
    rank = func.row_number().over(
        partition_by=capture.c.article_id,
        order_by=(func.coalesce(capture.c.captured_at, "").desc(), capture.c.digest.desc(), capture.c.id.desc()),
    )
    return (
        select(
            revision.c.id.label("revision_id"),
            capture.c.id.label("capture_id"),
            capture.c.article_id,
            rank.label("rank"),
        )
        .select_from(capture)
        # "+ 0" keeps a database from walking all outcomes of a generation where it should look up a capture's.
        .join(outcome, (outcome.c.capture_id == capture.c.id) & (outcome.c.generation_id + 0).in_(chain))
        .join(
            revision,
            (revision.c.capture_id == outcome.c.capture_id) & (revision.c.generation_id == outcome.c.generation_id),
        )
        .where(outcome.c.ending.in_(READ), ~overtaken)
    )


def newest_revision(connection: Connection, chain: Chain, article_id: int) -> int | None:
    """Return the newest revision of an article in a chain, or None."""
    ranked = revisions_held(chain).where(capture.c.article_id == article_id).subquery("ranked")
    return connection.scalar(select(ranked.c.revision_id).where(ranked.c.rank == 1))
