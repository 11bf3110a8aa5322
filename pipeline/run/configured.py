"""What a command starts from: settings, registry and rule packs, all checked before anything else happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import load_registry, load_settings
from pipeline.model.company import Registry
from pipeline.model.rules import RulePack
from pipeline.model.settings import Settings
from pipeline.rules.loader import load_pack, pack_source, parse_pack

DEFAULT_PACKS = ("en",)


@dataclass(frozen=True, slots=True)
class Configured:
    """The configuration and what it names, loaded and checked."""

    settings: Settings
    registry: Registry
    packs: tuple[RulePack, ...]


def configured(path: Path | None, *, environ: Mapping[str, str], cwd: Path) -> Configured:
    """Return everything a run needs; raises `ConfigError` or `RuleError` for the first thing that is wrong."""
    settings = load_settings(path, environ=environ, cwd=cwd)
    return Configured(settings, load_registry(settings.registry_files), load_packs(settings.packs))


def load_packs(languages: tuple[str, ...]) -> tuple[RulePack, ...]:
    """Return the rule packs of these languages, as shipped."""
    return tuple(parse_pack(language, pack_source(language)) for language in languages)


def pack_in(folder: Path) -> RulePack:
    """Return the rule pack in a folder named after its language; raises `RuleError` for the first thing wrong."""
    return load_pack(folder.resolve())


def registry_and_packs(
    companies: Sequence[Path], path: Path | None, *, environ: Mapping[str, str], cwd: Path
) -> tuple[Registry, tuple[RulePack, ...]]:
    """Return the registry of these files and the default pack, or without files the configured ones."""
    if companies:
        return load_registry(companies), load_packs(DEFAULT_PACKS)
    found = configured(path, environ=environ, cwd=cwd)
    return found.registry, found.packs
