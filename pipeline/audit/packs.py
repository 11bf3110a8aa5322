"""The rule packs that a generation was made with, from their kept bytes."""

from __future__ import annotations

from sqlalchemy import Connection

from pipeline.archive import Archive
from pipeline.model.errors import ArchiveError, RuleError
from pipeline.model.rules import RulePack
from pipeline.run.evidence import restore_packs
from pipeline.store.chain import evidence_for


def kept_packs(connection: Connection, archive: Archive, rules_digest: str) -> tuple[RulePack, ...]:
    """Return the kept rule packs with this digest; none when they are missing, damaged or of another shape."""
    place = evidence_for(connection, rules_digest)
    if place is None:
        return ()
    try:
        return restore_packs(archive.get(*place))
    except (ArchiveError, RuleError, ValueError, KeyError):
        return ()


def descriptions(packs: tuple[RulePack, ...]) -> dict[str, str]:
    """Return the description of every rule, by "id@version"."""
    return {
        f"{rule.id}@{rule.version}": rule.description
        for pack in packs
        for rules in (pack.cues, pack.frames, pack.lists)
        for rule in rules
    }
