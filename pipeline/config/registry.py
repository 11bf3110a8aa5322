"""Read the registry of companies: several files make one.

The registry's digest is that of its canonical content, so that the order of companies, of keys and of lists, the
comments and the division into files change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.config.canonical import dump_companies, restore_companies
from pipeline.config.companies import read_company
from pipeline.config.names import Names
from pipeline.config.outlets import array_of_tables
from pipeline.config.owners import resolve_parents
from pipeline.config.source import Where, parse_toml, read_bytes
from pipeline.model.company import Company, Registry
from pipeline.model.errors import ConfigError
from pipeline.model.identity import digest


def load_registry(files: Sequence[Path]) -> Registry:
    """Return the one registry that the files make, its companies sorted by key.

    Raises ConfigError, one sentence, on the first problem: file by file, from top to bottom.
    """
    if not files:
        raise ConfigError("no registry is named; name a file of companies")
    for index, file in enumerate(files):
        if file in files[:index]:
            raise ConfigError(f"{file}: named twice as a registry")
    return _build((str(file), read_bytes(file, "a registry of companies")) for file in files)


def parse_registry(text: bytes, name: str) -> Registry:
    """Return the registry in one file's bytes, without touching the disk; `name` stands in the messages.

    Raises ConfigError as `load_registry` does.
    """
    return _build([(name, text)])


def dump_registry(registry: Registry) -> bytes:
    """Return the canonical bytes of a registry: their SHA-256 is `registry.digest`, so they are kept as its blob."""
    return dump_companies(registry.companies)


def restore_registry(blob: bytes) -> Registry:
    """Return the registry that `dump_registry` wrote; `restore_registry(dump_registry(r)) == r`.

    Raises ConfigError when the bytes are not a registry of this format.
    """
    return Registry(restore_companies(blob), digest(blob))


def _build(sources: Iterable[tuple[str, bytes]]) -> Registry:
    names = Names()
    read: list[tuple[Company, Where]] = []
    last = ""
    for last, data in sources:
        for company, where in _read(data, last):
            names.claim(company, where)
            read.append((company, where))
    if not read:
        raise ConfigError(f"{last}: no company is given; write one [[companies]] for each to follow")
    parents = resolve_parents(read)
    companies = tuple(
        sorted((replace(company, parent=parents[company.key]) for company, _ in read), key=lambda company: company.key)
    )
    return Registry(companies, digest(dump_companies(companies)))


def _read(data: bytes, name: str) -> Iterable[tuple[Company, Where]]:
    source, raw = parse_toml(data, name)
    for table, value in raw.items():
        if table != "companies":
            index = 0 if isinstance(value, list) else None
            raise Where(source, table, index).fault("not a known table; a registry has [[companies]] only")
        for item, where in array_of_tables(value, source, table):
            yield read_company(item, where), where
