"""Write what happened: runs, evidence, fetches, captures. Each function that takes a `Store` is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from pipeline.model.capture import Attempt, Candidate, Capture, Custody
from pipeline.model.generation import Recipe
from pipeline.model.identity import address_of, article_key, digest_of, same_story
from pipeline.store.complete import row_numbers
from pipeline.store.engine import Store
from pipeline.store.insert import add, add_new
from pipeline.store.tables import (
    address,
    article,
    blob,
    capture,
    evidence,
    fetch,
    run,
    run_end,
    sighting,
    spelled,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A blob as the archive keeps it: digest, lengths in bytes, and the shelf."""

    digest: str
    length: int
    stored_length: int
    shelf: str
    kind: str = "payload"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A capture in the store: its number, its article's key, and whether it is new."""

    capture_id: int
    article_key: str
    new: bool


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known of a run when it starts. `subjects` pairs the digest of a registry, pack or configuration with
    the blob that holds its contents.
    """

    command: str
    arguments: Mapping[str, Any]
    started_at: datetime
    version: str
    config_digest: str
    recipe: Recipe
    subjects: Sequence[tuple[str, Kept]] = ()


def begin_run(store: Store, start: RunStart) -> int:
    """Record that a run starts and keep what it starts from; return its number.

    Runs that never recorded an end were killed: only a run that holds the collect or derive lock may call this with
    the knowledge that they are not still at work, so closing them is a call of its own.
    """
    recipe = start.recipe
    with store.write() as connection:
        run_id = add(
            connection,
            run,
            {
                "command": start.command,
                "arguments": dict(start.arguments),
                "started_at": start.started_at,
                "version": start.version,
                "extractor": recipe.extractor,
                "libraries": [list(pair) for pair in recipe.libraries],
                "code_digest": recipe.code_digest,
                "config_digest": start.config_digest,
                "registry_digest": recipe.registry_digest,
                "rules_digest": recipe.rules_digest,
            },
        )
        for subject, kept in start.subjects:
            _add_blob(connection, kept, run_id)
            add_new(connection, evidence, {"subject": subject, "kind": kept.kind, "digest": kept.digest})
    return run_id


def end_run(
    store: Store, run_id: int, *, ended_at: datetime, status: str, exit_code: int, counts: Mapping[str, Any]
) -> None:
    """Record how a run ended: finished, failed or interrupted; and how many rows stood there then."""
    with store.write() as connection:
        rows = row_numbers(connection)
        kept = {**counts, "rows": {**rows, run_end.name: rows[run_end.name] + 1}}
        values = {"run_id": run_id, "ended_at": ended_at, "status": status, "exit_code": exit_code, "counts": kept}
        add_new(connection, run_end, values)


def close_interrupted(store: Store, run_id: int, *, commands: Sequence[str], ended_at: datetime) -> list[int]:
    """Record `interrupted` as the end of earlier runs of these commands that have none, and return their numbers.

    Call it under the lock that runs of these commands hold, so that none of them is still at work.
    """
    with store.write() as connection:
        query = (
            select(run.c.id)
            .outerjoin(run_end, run_end.c.run_id == run.c.id)
            .where(run_end.c.run_id.is_(None), run.c.id < run_id, run.c.command.in_(commands))
        )
        killed = list(connection.scalars(query))
        for number in killed:
            values = {"run_id": number, "ended_at": ended_at, "status": "interrupted", "exit_code": -1, "counts": {}}
            add(connection, run_end, values)
    return killed


def capture_identity(one: Capture) -> str:
    """Return what a capture is known by: a saved page by URL, time and digest, a fetch by these and its exact time."""
    return identity_of(one.custody, one.url, one.captured_at, one.digest)


def identity_of(custody: str, url: str, captured_at: datetime | None, digest: str) -> str:
    """Return the identity that these values make."""
    return digest_of([str(custody), url, spelled(captured_at) if captured_at else None, digest])


def record_fetch(
    store: Store,
    run_id: int,
    outlet: str,
    attempt: Attempt,
    *,
    kept: Kept | None = None,
    confirms: int | None = None,
    candidate: Candidate | None = None,
) -> None:
    """Record an attempt that made no capture; `confirms` is the capture whose payload it found unchanged.

    With `candidate` the article of that capture was sighted too.
    """
    with store.write() as connection:
        if kept is not None:
            _add_blob(connection, kept, run_id)
        _add_fetch(
            connection, run_id, outlet, attempt, digest=kept.digest if kept else None, capture_id=confirms, made=False
        )
        if candidate is not None and confirms is not None:
            article_id = connection.scalar(select(capture.c.article_id).where(capture.c.id == confirms))
            if article_id is not None:
                _add_sighting(connection, run_id, article_id, candidate)


def record_capture(
    store: Store,
    run_id: int,
    one: Capture,
    kept: Kept,
    *,
    outlet_name: str,
    candidate: Candidate | None = None,
    attempt: Attempt | None = None,
) -> Recorded:
    """Record a capture with its blob, article, addresses, sighting and fetch, in one transaction.

    A saved page that stands there already, and a fetch whose payload is that of the URL's latest capture, make no new
    capture: the fetch row then points to the one it confirms.
    """
    with store.write() as connection:
        _add_blob(connection, kept, run_id)
        article_id, key = _article(connection, run_id, one)
        known = _known(connection, one)
        number = known if known is not None else _add_capture(connection, run_id, article_id, one, outlet_name)
        if known is None and one.final_url != one.url and same_story(one.url, one.final_url):
            _add_address(connection, run_id, article_id, one.final_url, "final")
        if candidate is not None:
            _add_sighting(connection, run_id, article_id, candidate)
        if attempt is not None:
            made = known is None
            _add_fetch(connection, run_id, one.outlet, attempt, digest=one.digest, capture_id=number, made=made)
    return Recorded(number, key, known is None)


def _add_blob(connection: Connection, kept: Kept, run_id: int) -> None:
    values = {
        "digest": kept.digest,
        "kind": kept.kind,
        "length": kept.length,
        "stored_length": kept.stored_length,
        "shelf": kept.shelf,
        "run_id": run_id,
    }
    add_new(connection, blob, values)


def _article(connection: Connection, run_id: int, one: Capture) -> tuple[int, str]:
    """Return the article that goes by a capture's URL, minted now where there is none."""
    query = select(article.c.id, article.c.key).join(address).where(address.c.url == address_of(one.url))
    found = connection.execute(query).one_or_none()
    if found is not None:
        return found.id, found.key
    first = address_of(one.url)
    key = article_key(first)
    values = {"key": key, "first_url": first, "outlet": one.outlet, "run_id": run_id}
    article_id = add(connection, article, values)
    _add_address(connection, run_id, article_id, first, "first")
    return article_id, key


def _add_address(connection: Connection, run_id: int, article_id: int, url: str, relation: str) -> None:
    """Note an address of an article; one that belongs to another article already stays there."""
    add_new(
        connection, address, {"url": address_of(url), "article_id": article_id, "relation": relation, "run_id": run_id}
    )


def _known(connection: Connection, one: Capture) -> int | None:
    """Return the capture that this one only confirms, or None."""
    if one.custody is not Custody.FETCHED:
        query = select(capture.c.id).where(capture.c.identity == capture_identity(one))
        return connection.scalar(query)
    # By order of arrival: a clock that was set back must not make captures of what is unchanged. And among our own
    # fetches only: an old page that was saved elsewhere and read today is not what the server sent last.
    newest = (
        select(capture.c.id, capture.c.digest)
        .where(capture.c.url == one.url, capture.c.custody == Custody.FETCHED.value)
        .order_by(capture.c.id.desc())
        .limit(1)
    )
    latest = connection.execute(newest).one_or_none()
    return latest.id if latest is not None and latest.digest == one.digest else None


def _add_capture(connection: Connection, run_id: int, article_id: int, one: Capture, outlet_name: str) -> int:
    return add(
        connection,
        capture,
        {
            "identity": capture_identity(one),
            "article_id": article_id,
            "url": one.url,
            "final_url": one.final_url,
            "captured_at": one.captured_at,
            "digest": one.digest,
            "custody": str(one.custody),
            "outlet": one.outlet,
            "outlet_name": outlet_name,
            "status": one.status,
            "headers": [list(pair) for pair in one.headers],
            "file": one.file,
            "run_id": run_id,
        },
    )


def _add_fetch(
    connection: Connection,
    run_id: int,
    outlet: str,
    attempt: Attempt,
    *,
    digest: str | None,
    capture_id: int | None,
    made: bool,
) -> None:
    add(
        connection,
        fetch,
        {
            "run_id": run_id,
            "outlet": outlet,
            "purpose": str(attempt.purpose),
            "requested_url": attempt.requested_url,
            "final_url": attempt.final_url,
            "redirects": list(attempt.redirects),
            "peer": attempt.peer,
            "status": attempt.status,
            "request_headers": [list(pair) for pair in attempt.request_headers],
            "response_headers": [list(pair) for pair in attempt.response_headers],
            "started_at": attempt.started_at,
            "duration": attempt.duration,
            "outcome": str(attempt.outcome),
            "error": attempt.error,
            "digest": digest,
            "capture_id": capture_id,
            "made_capture": made,
        },
    )


def _add_sighting(connection: Connection, run_id: int, article_id: int, candidate: Candidate) -> None:
    add_new(
        connection,
        sighting,
        {
            "article_id": article_id,
            "outlet": candidate.outlet,
            "place_kind": str(candidate.place.kind),
            "place": candidate.place.location,
            "url": candidate.url,
            "entry_id": candidate.entry_id,
            "entry_title": candidate.entry_title,
            "entry_published": candidate.entry_published,
            "entry_updated": candidate.entry_updated,
            "run_id": run_id,
        },
    )
