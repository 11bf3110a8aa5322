"""Keep what a run starts from as blobs: rule packs, registry and configuration, so that last year's can be shown."""

from __future__ import annotations

import base64
import json

from pipeline.archive import Archive
from pipeline.config import dump_registry
from pipeline.model.generation import Recipe
from pipeline.model.identity import canonical_json, digest
from pipeline.model.rules import RulePack
from pipeline.rules.loader import parse_pack
from pipeline.run.configured import Configured
from pipeline.store.record import Kept


def dump_packs(packs: tuple[RulePack, ...]) -> bytes:
    """Return rule packs as one canonical JSON text: language to file names to contents (base64)."""
    files = {
        pack.language: {name: base64.b64encode(data).decode("ascii") for name, data in pack.sources} for pack in packs
    }
    return canonical_json(files).encode()


def restore_packs(blob: bytes) -> tuple[RulePack, ...]:
    """Return the rule packs that `dump_packs` kept; raises `RuleError` when this software cannot read them."""
    files = json.loads(blob)
    return tuple(
        parse_pack(language, {name: base64.b64decode(data) for name, data in sorted(files[language].items())})
        for language in sorted(files)
    )


def keep(archive: Archive, data: bytes, kind: str, shelf: str) -> Kept:
    """Put bytes into the archive and return them as the store notes them."""
    stored = archive.put(data, shelf)
    return Kept(stored.digest, stored.length, stored.stored_length, stored.shelf, kind)


def subjects(archive: Archive, found: Configured, recipe: Recipe, shelf: str) -> tuple[tuple[str, Kept], ...]:
    """Keep registry, rule packs and configuration; return the digest that each is known by, with its blob."""
    return (
        (recipe.registry_digest, keep(archive, dump_registry(found.registry), "registry", shelf)),
        (recipe.rules_digest, keep(archive, dump_packs(found.packs), "rules", shelf)),
        (digest(found.settings.text), keep(archive, found.settings.text, "config", shelf)),
    )
