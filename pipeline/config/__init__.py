"""The configuration and the registry: TOML in, checked value objects out, or one sentence that says why not."""

from pipeline.config.find import find_company
from pipeline.config.registry import dump_registry, load_registry, parse_registry, restore_registry
from pipeline.config.settings import load_settings, parse_settings
from pipeline.config.words import nearest_or_all

__all__ = [
    "dump_registry",
    "find_company",
    "load_registry",
    "load_settings",
    "nearest_or_all",
    "parse_registry",
    "parse_settings",
    "restore_registry",
]
