"""The whole chain of one statement, as an outsider would walk it: from the words to the bytes and whence they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping

from pipeline.archive import Archive
from pipeline.audit.packs import descriptions, kept_packs
from pipeline.audit.rederive import rederived
from pipeline.audit.report import Reported, report
from pipeline.model.errors import ArchiveError, ConfigError
from pipeline.model.labels import GROUP_OF, Stance
from pipeline.run.session import archive_of
from pipeline.store.chain import Chained, chain_of_statement, ended_of
from pipeline.store.engine import open_reader, opened
from pipeline.store.listing import nearest_ids

HEX = frozenset("0123456789abcdef")
STATEMENT_FIELDS = (
    "company", "company_key", "stance", "modality", "form", "source", "cue", "target", "origin", "start", "end", "rule",
    "voice", "counterparty", "condition", "qualifier", "recognised", "spans", "n",
)  # fmt: skip


def audit(store_path: Path, prefix: str) -> dict[str, Any]:
    """Return the chain of the statement whose id begins with `prefix`; raises `ConfigError` for none or several."""
    archive = archive_of(store_path)
    try:
        with opened(open_reader(store_path)) as store, store.read() as connection:
            found = resolve(connection, prefix)
            return chain(connection, archive, found)
    finally:
        archive.close()


def resolve(connection: Connection, prefix: str) -> Chained:
    """Return the chain that an id prefix stands for; raises `ConfigError` with what is known of it."""
    word = prefix.strip().lower()
    if not word or not set(word) <= HEX:
        raise ConfigError(f"{prefix!r} is no statement id: an id is up to 20 of the digits 0-9 and a-f")
    ids = nearest_ids(connection, word)
    if not ids:
        raise ConfigError(f"{prefix}: no statement was ever shown under this id")
    if len(ids) > 1:
        raise ConfigError(f"{prefix}: several ids begin so ({', '.join(ids[:5])}); give more digits")
    found = chain_of_statement(connection, ids[0])
    if found is None:
        raise ConfigError(gone(connection, ids[0]))
    return found


def gone(connection: Connection, id_: str) -> str:
    """Return in a sentence what became of an id that no accepted derivation carries."""
    ended = ended_of(connection, id_)
    if ended is None or ended.change is None:
        return f"{id_}: it was issued, and nothing in the store carries it; run `onrecord verify`"
    successor = ended.change["successor_id"]
    after = f"; {successor} succeeded it" if successor else "; nothing succeeded it"
    return f"{id_}: it ended ({ended.change['reason']}){after}. It stood for {ended.issued['exact']!r}"


def chain(connection: Connection, archive: Archive, found: Chained) -> dict[str, Any]:
    """Return a chain as one JSON object."""
    one, text, made = found.statement, found.revision, found.generation
    described = descriptions(kept_packs(connection, archive, made["rules_digest"]))
    return {
        "report": report_of(found),
        "statement": {
            "id": one["statement_id"],
            **{name: one[name] for name in STATEMENT_FIELDS},
            "group": str(GROUP_OF[Stance(one["stance"])]),
            "evidence": one["exact"],
        },
        "context": {
            "prefix": one["prefix"],
            "exact": one["exact"],
            "suffix": one["suffix"],
            **around(one, text["text"]),
        },
        "rule": rule_of(one, described, made["rules_digest"]),
        "origin": one["origin"],
        "revision": {
            "text_digest": text["text_digest"],
            "extractor": text["method"],
            "versions": dict(made["libraries"]),
            "headline": text["headline"],
            "byline": text["byline"],
            "date_published": text["date_published"],
            "date_modified": text["date_modified"],
            "provenance": dict(text["provenance"]),
            "newest": found.newest,
            "also_in_captures": list(found.also_in),
        },
        "place": place_of(one, text["blocks"]),
        "capture": capture_of(found, archive),
        "fetch": fetch_of(found),
        "run": run_of(found.capture_run),
        "generation": generation_of(found),
        "rederived": rederived(connection, archive, found),
    }


def report_of(found: Chained) -> str:
    """Return the attributed sentence of a chain."""
    one, text = found.statement, found.revision
    return report(
        Reported(
            outlet=found.capture["outlet_name"] or text["publisher"],
            date_published=text["date_published"],
            company=one["company"],
            voice=one["voice"],
            source=one["source"],
            origin=one["origin"],
            form=one["form"],
            exact=one["exact"],
            stance=one["stance"],
            modality=one["modality"],
        )
    )


def around(one: RowMapping, text: str) -> dict[str, Any]:
    """Return the paragraph that carries the evidence, with where it starts in the text."""
    start = text.rfind("\n\n", 0, one["start"])
    start = 0 if start < 0 else start + 2
    end = text.find("\n\n", one["end"])
    end = len(text) if end < 0 else end
    return {"paragraph": text[start:end], "paragraph_start": start}


def rule_of(one: RowMapping, described: dict[str, str], rules_digest: str) -> dict[str, Any]:
    """Return the rule that made a statement, as it stood then, and the steps that led to it."""
    id_, _, version = one["rule"].rpartition("@")
    return {
        "id": id_,
        "version": version,
        "digest": rules_digest,
        "description": described.get(one["rule"], ""),
        "why": [
            {"stage": stage, "note": note, "rule": rule, "start": start, "end": end}
            for stage, note, rule, start, end in one["steps"]
        ],
    }


def place_of(one: RowMapping, blocks: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return where the evidence begins in the page, an XPath or why there is none, and every block that carries it."""
    carrying = [
        {"start": start, "end": end, "kind": kind, "xpath": xpath, "reason": reason}
        for start, end, kind, xpath, reason in blocks
        if start < one["end"] and one["start"] < end
    ]
    first = carrying[0] if carrying else {"kind": "", "xpath": None, "reason": "no block carries it"}
    return {"kind": first["kind"], "xpath": first["xpath"], "reason": first["reason"], "blocks": carrying}


def capture_of(found: Chained, archive: Archive) -> dict[str, Any]:
    """Return the capture, with whether the stored bytes still hash to its digest."""
    taken, kept = found.capture, found.blob
    try:
        intact, fault = len(archive.get(taken["digest"], kept["shelf"])) == kept["length"], ""
    except ArchiveError as error:
        intact, fault = False, str(error)
    return {
        "url": taken["url"],
        "final_url": taken["final_url"],
        "captured_at": moment(taken["captured_at"]),
        "digest": taken["digest"],
        "length": kept["length"],
        "custody": taken["custody"],
        "intact": intact,
        "fault": fault,
        "shelf": kept["shelf"],
        "status": taken["status"],
        "article_key": found.article["key"],
    }


def fetch_of(found: Chained) -> dict[str, Any]:
    """Return the fetch that brought the capture, or the file that it was read from."""
    if found.fetch is None:
        return {"file": found.capture["file"], "headers": found.capture["headers"]}
    names = (
        "requested_url",
        "final_url",
        "redirects",
        "peer",
        "status",
        "request_headers",
        "response_headers",
        "duration",
    )
    return {**{name: found.fetch[name] for name in names}, "started_at": moment(found.fetch["started_at"])}


def run_of(run: RowMapping) -> dict[str, Any]:
    """Return the run that recorded the capture."""
    names = ("id", "command", "version", "code_digest", "config_digest", "registry_digest", "rules_digest")
    return {**{name: run[name] for name in names}, "started_at": moment(run["started_at"])}


def generation_of(found: Chained) -> dict[str, Any]:
    """Return the generation that made the statement, and the decision on it."""
    made, decided = found.generation, found.acceptance
    names = ("id", "parent_id", "recipe", "extractor", "rules_digest", "registry_digest", "code_digest")
    return {
        **{name: made[name] for name in names},
        "created_at": moment(made["created_at"]),
        "decision": decided["decision"] if decided else "open",
        "decided_at": moment(decided["decided_at"]) if decided else None,
        "run": found.derive_run["id"],
    }


def moment(value: datetime | None) -> str | None:
    """Return a time as ISO 8601, or None."""
    return None if value is None else value.isoformat().replace("+00:00", "Z")
