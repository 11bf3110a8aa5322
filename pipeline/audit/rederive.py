"""Derive again from the payload, with the stored derivation out of sight, and compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, RowMapping

from pipeline.archive import Archive
from pipeline.config import restore_registry
from pipeline.extract.version import extractor_version
from pipeline.model.capture import Custody
from pipeline.model.errors import ArchiveError, ConfigError, RuleError
from pipeline.model.generation import Derivation
from pipeline.model.identity import canonical_json
from pipeline.run.derive import derive
from pipeline.run.evidence import restore_packs
from pipeline.run.jobs import Job
from pipeline.run.recipe import code_digest, versions
from pipeline.statements.reader import Reader, prepare
from pipeline.store.chain import Chained, evidence_for
from pipeline.store.derive import revision_values, statement_rows

SAME, DIFFERS, GONE, NOT_COMPARABLE = "same", "differs", "gone", "not_comparable"


def comparable(made: Mapping[str, Any]) -> str:
    """Return why a generation cannot be derived again by this software, "" when it can."""
    if made["code_digest"] != code_digest():
        return "another version of onrecord's code made it"
    if made["extractor"] != extractor_version() or made["libraries"] != [list(pair) for pair in versions()]:
        return "other versions of the libraries made it"
    return ""


def rederived(connection: Connection, archive: Archive, found: Chained) -> str:
    """Return whether deriving a statement's capture again gives the statement: same, differs, gone, not comparable."""
    place = {**found.capture, "shelf": found.blob["shelf"]}
    again = derive_again(connection, archive, dict(found.generation), place)
    if again is None:
        return NOT_COMPARABLE
    if document_differs(found.revision, again):
        return DIFFERS
    wanted = found.statement
    for row in rows_again(found.article["key"], again):
        if row["statement_id"] == wanted["statement_id"]:
            return SAME if all(wanted[name] == row[name] for name in row if name != "revision_id") else DIFFERS
    return GONE


def derive_again(
    connection: Connection, archive: Archive, made: Mapping[str, Any], place: Mapping[str, Any]
) -> Derivation | None:
    """Return a fresh derivation of a capture with the rules and registry of its generation; None when it cannot be.

    `made` is the generation's row, `place` the capture's with the shelf of its payload.
    """
    if comparable(made):
        return None
    try:
        readers = readers_of(connection, archive, made)
        payload = archive.get(place["digest"], place["shelf"])
    except (ArchiveError, RuleError, ConfigError, ValueError, KeyError):
        return None
    job = Job(
        payload=payload,
        url=place["url"],
        headers=tuple((name, value) for name, value in place["headers"]),
        status=place["status"],
        custody=Custody(place["custody"]),
        file=place["file"],
        outlet=place["outlet_name"],
    )
    return derive(job, readers)


def document_differs(stored: RowMapping, again: Derivation) -> list[str]:
    """Return the names of what a fresh derivation reads otherwise in the page than a revision's row says."""
    if again.document is None:
        return ["text"]
    fresh = json.loads(canonical_json(revision_values(again.document)))
    return [name for name, value in fresh.items() if stored[name] != value]


def rows_again(article_key: str, again: Derivation) -> list[dict[str, Any]]:
    """Return the rows that a fresh derivation would store, as JSON gives them back."""
    if again.document is None:
        return []
    rows = statement_rows(0, article_key, again.document.text, again.reading.statements)
    return [json.loads(canonical_json(row)) for row in rows]


def readers_of(connection: Connection, archive: Archive, made: Mapping[str, Any]) -> dict[str, Reader]:
    """Return the readers of a generation, built from its kept registry and rule packs.

    Raises `ArchiveError` when these are missing or damaged, `RuleError` or `ConfigError` when they cannot be read.
    """
    kept = []
    for name in ("registry_digest", "rules_digest"):
        place = evidence_for(connection, made[name])
        if place is None:
            raise ArchiveError(f"the contents behind {name} {made[name]} are not kept")
        kept.append(archive.get(*place))
    return _readers(kept[0], kept[1])


@lru_cache(maxsize=4)
def _readers(registry: bytes, packs: bytes) -> dict[str, Reader]:
    found = restore_registry(registry)
    return {pack.language: prepare(found, pack) for pack in restore_packs(packs)}
