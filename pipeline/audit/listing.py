"""The statements on record as reports, and as rows for machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.audit.report import CHANNELS, Reported, report
from pipeline.config import find_company
from pipeline.model.company import Registry
from pipeline.model.errors import ConfigError
from pipeline.model.labels import GROUP_OF, Stance
from pipeline.store.engine import open_reader, opened
from pipeline.store.listing import Filter, Listed, known_address, listed

COLUMNS = (
    "id", "company", "company_key", "stance", "group", "modality", "form", "source", "cue", "evidence", "target",
    "origin", "article", "headline", "outlet", "date_published", "captured_at", "custody", "start", "end", "rule",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements a person asks for, as typed."""

    company: str | None = None
    stance: str | None = None
    since: str | None = None
    article: str | None = None
    origin: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The statements found; with `since`, those of undated articles stand apart: nobody knows whether they belong."""

    dated: Sequence[Listed]
    undated: Sequence[Listed]

    @property
    def all(self) -> list[Listed]:
        """Return both parts, dated first."""
        return [*self.dated, *self.undated]


def listing(store_path: Path, registry: Registry, wanted: Wanted) -> Found:
    """Return what is wanted; raises `ConfigError` for a company, day or address that is not known."""
    keys = (find_company(registry, wanted.company).key,) if wanted.company else ()
    narrow = Filter(keys, wanted.stance, checked_day(wanted.since), wanted.article, checked_origin(wanted.origin))
    with opened(open_reader(store_path)) as store, store.read() as connection:
        if wanted.article and not known_address(connection, wanted.article):
            raise ConfigError(f"--article {wanted.article}: no article in the store goes by this address")
        rows = list(listed(connection, narrow, wanted.limit))
    if not wanted.since:
        return Found(rows, ())
    return Found([row for row in rows if row.date_published], [row for row in rows if not row.date_published])


def checked_day(value: str | None) -> str | None:
    """Return an ISO 8601 day as given; raises `ConfigError` for anything else."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise ConfigError(f"--since {value}: expected a day as YYYY-MM-DD") from error


def checked_origin(value: str | None) -> str | None:
    """Return an origin as given; raises `ConfigError` for what can be none."""
    if value is None or value in {"this", "unstated"}:
        return value
    kind, _, name = value.partition(":")
    if (kind == "outlet" and name.strip()) or (kind == "channel" and name in CHANNELS):
        return value
    known = ", ".join(sorted(CHANNELS))
    raise ConfigError(f"--origin {value}: expected this, unstated, outlet:NAME, or channel: with one of {known}")


def row_of(one: Listed) -> dict[str, Any]:
    """Return a statement as `statements --format jsonl` prints it."""
    fields = {name: getattr(one, name) for name in COLUMNS if name != "group"}
    return {name: str(GROUP_OF[Stance(one.stance)]) if name == "group" else fields[name] for name in COLUMNS}


def report_of(one: Listed) -> str:
    """Return a statement as a report."""
    return report(
        Reported(
            outlet=one.outlet,
            date_published=one.date_published,
            company=one.company,
            voice=one.voice,
            source=one.source,
            origin=one.origin,
            form=one.form,
            exact=one.evidence,
            stance=one.stance,
            modality=one.modality,
        )
    )
