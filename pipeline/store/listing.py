"""Read statements: those that the newest accepted revision of each article shows, filtered and in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pipeline.model.identity import address_of
from pipeline.store.tables import address, article, capture, issued, miss, revision, statement
from pipeline.store.views import Chain, accepted_chain, revisions_held


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements are wanted; None and an empty tuple ask for all. `since` is an ISO 8601 day."""

    company_keys: tuple[str, ...] = ()
    stance: str | None = None
    since: str | None = None
    article_url: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement with what a reader needs to know of its article. `captured_at` is ISO 8601 or None."""

    id: str
    company: str
    company_key: str
    stance: str
    modality: str
    form: str
    source: str
    cue: str
    evidence: str
    target: str
    origin: str
    article: str
    headline: str
    outlet: str
    date_published: str | None
    captured_at: str | None
    custody: str
    start: int
    end: int
    rule: str
    voice: str


def listed(connection: Connection, wanted: Filter, limit: int | None = None) -> Iterator[Listed]:
    """Yield the wanted statements, newest article first and in reading order within it; undated articles come last."""
    chain = accepted_chain(connection)
    if chain:
        for row in connection.execute(query_of(chain, wanted).limit(limit)):
            yield _listed(row)


def query_of(chain: Chain, wanted: Filter) -> Select[Any]:
    """Return the query for the wanted statements."""
    ranked = revisions_held(chain).subquery("ranked")
    query = (
        select(
            statement,
            article.c.first_url,
            revision.c.headline,
            revision.c.date_published,
            revision.c.publisher,
            capture.c.outlet_name,
            capture.c.captured_at,
            capture.c.custody,
        )
        .join(ranked, ranked.c.revision_id == statement.c.revision_id)
        .join(revision, revision.c.id == statement.c.revision_id)
        .join(capture, capture.c.id == revision.c.capture_id)
        .join(article, article.c.id == capture.c.article_id)
        .where(ranked.c.rank == 1)
        .order_by(
            func.coalesce(revision.c.date_published, "").desc(),
            article.c.first_url,
            statement.c.start,
            statement.c.end,
            statement.c.company_key,
        )
    )
    return narrowed(query, wanted)


def quoted_example(connection: Connection) -> Listed | None:
    """Return a statement worth showing first: one in the company's own words, of fair length, from a dated article."""
    chain = accepted_chain(connection)
    if not chain:
        return None
    length = func.length(statement.c.exact)
    order = (statement.c.form != "direct", revision.c.date_published.is_(None), func.abs(length - 80), statement.c.id)
    row = connection.execute(query_of(chain, Filter()).order_by(None).order_by(*order).limit(1)).first()
    return None if row is None else _listed(row)


def narrowed(query: Select[Any], wanted: Filter) -> Select[Any]:
    """Return a query with the filter's conditions. An undated article passes `since`: whoever asks decides."""
    if wanted.company_keys:
        query = query.where(statement.c.company_key.in_(wanted.company_keys))
    if wanted.stance:
        query = query.where(statement.c.stance == wanted.stance)
    if wanted.origin:
        query = query.where(statement.c.origin == wanted.origin)
    if wanted.since:
        day = func.substr(revision.c.date_published, 1, 10)
        query = query.where(revision.c.date_published.is_(None) | (day >= wanted.since))
    if wanted.article_url:
        named = select(address.c.article_id).where(address.c.url == address_of(wanted.article_url))
        query = query.where(article.c.id.in_(named))
    return query


def known_address(connection: Connection, url: str) -> bool:
    """Return whether any article goes by this address."""
    return connection.scalar(select(address.c.article_id).where(address.c.url == address_of(url))) is not None


def nearest_ids(connection: Connection, prefix: str, limit: int = 10) -> Sequence[str]:
    """Return the ids that begin with `prefix`, among all ever issued, in order; at most `limit`."""
    id_ = issued.c.statement_id
    return list(connection.scalars(select(id_).where(id_ >= prefix, id_ < prefix + "g").order_by(id_).limit(limit)))


def _listed(row: Any) -> Listed:
    return Listed(
        id=row.statement_id,
        company=row.company,
        company_key=row.company_key,
        stance=row.stance,
        modality=row.modality,
        form=row.form,
        source=row.source,
        cue=row.cue,
        evidence=row.exact,
        target=row.target,
        origin=row.origin,
        article=row.first_url,
        headline=row.headline,
        outlet=row.outlet_name or row.publisher,
        date_published=row.date_published,
        captured_at=row.captured_at.isoformat() if row.captured_at else None,
        custody=row.custody,
        start=row.start,
        end=row.end,
        rule=row.rule,
        voice=row.voice,
    )


def misses_by_reason(connection: Connection) -> list[tuple[str, int]]:
    """Return how many cues near a followed company gave no statement, by reason, most first."""
    chain = accepted_chain(connection)
    if not chain:
        return []
    ranked = revisions_held(chain).subquery("ranked")
    number = func.count()
    query = (
        select(miss.c.reason, number)
        .join(ranked, ranked.c.revision_id == miss.c.revision_id)
        .where(ranked.c.rank == 1)
        .group_by(miss.c.reason)
        .order_by(number.desc(), miss.c.reason)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def rules_used(connection: Connection) -> Iterator[set[str]]:
    """Yield for every statement on record the rules that took part in it, as "id@version"."""
    chain = accepted_chain(connection)
    if chain:
        ranked = revisions_held(chain).subquery("ranked")
        query = (
            select(statement.c.rule, statement.c.steps)
            .join(ranked, ranked.c.revision_id == statement.c.revision_id)
            .where(ranked.c.rank == 1)
        )
        for row in connection.execute(query):
            yield {row.rule, *(step[2] for step in row.steps if step[2])}
