"""What a generation is made with: versions, rules, registry and this package's own code, as digests."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from pipeline.extract.version import extractor_version, libraries
from pipeline.model.company import Registry
from pipeline.model.generation import Recipe
from pipeline.model.identity import digest, digest_of
from pipeline.model.rules import RulePack

PACKAGE = Path(__file__).parents[1]
# The code that a derivation depends on. A change of the command line or the store is no reason to read anything anew.
DERIVING = ("model", "extract", "rules", "statements", "fetch/decoding.py", "run/derive.py", "run/jobs.py")
# Libraries beside the extractor's that decide what is derived.
READING_LIBRARIES = ("brotli", "zstandard")


def code_digest(package: Path = PACKAGE) -> str:
    """Return the digest of every Python file that decides what is derived, by path."""
    roots = [package / name for name in DERIVING]
    files = [file for root in roots for file in (root.rglob("*.py") if root.is_dir() else [root])]
    named = sorted((file.relative_to(package).as_posix(), digest(file.read_bytes())) for file in files)
    return digest_of([list(pair) for pair in named])


def rules_digest(packs: Iterable[RulePack]) -> str:
    """Return the digest of the packs in use, whatever their order."""
    return digest_of(sorted([pack.language, pack.digest] for pack in packs))


def versions() -> tuple[tuple[str, str], ...]:
    """Return every library that decides what is derived, with its installed version, sorted by name.

    Python's own tables of characters count among them: what is a letter, and which forms are equal.
    """
    reading = ((name, version(name)) for name in READING_LIBRARIES)
    return tuple(sorted({*libraries(), *reading, ("unicode", unidata_version)}))


def recipe(registry: Registry, packs: Iterable[RulePack]) -> Recipe:
    """Return what a derivation made now would be made with."""
    return Recipe(
        extractor=extractor_version(),
        libraries=versions(),
        rules_digest=rules_digest(packs),
        registry_digest=registry.digest,
        code_digest=code_digest(),
    )
