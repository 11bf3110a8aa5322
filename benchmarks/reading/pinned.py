"""Figures of the last release, kept beside the benchmark with the digest of what each was measured on (F1 only)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).parent / "figures.toml"
HEAD = (
    "# F1 of the last release, written by `python -m benchmarks.reading --pin`. A test fails when a figure on our own\n"
    "# articles falls below these, or when the articles are not those that it was measured on.\n"
)


@dataclass(frozen=True, slots=True)
class Pinned:
    """The figures of one set of articles, by name, and the digest of texts and labels."""

    digest: str = ""
    f1: Mapping[str, float] = field(default_factory=dict)


def read(path: Path = FILE) -> dict[str, Pinned]:
    """Return what is pinned, by the name of the set; nothing where there is no file yet."""
    if not path.exists():
        return {}
    sets = tomllib.loads(path.read_text("utf-8"))
    return {
        name: Pinned(table["digest"], {key: value for key, value in table.items() if key != "digest"})
        for name, table in sets.items()
    }


def write(pinned: Mapping[str, Pinned], path: Path = FILE) -> None:
    """Write all sets anew."""
    tables = []
    for name, one in sorted(pinned.items()):
        rows = [f'digest = "{one.digest}"', *(f"{key} = {value:.3f}" for key, value in one.f1.items())]
        tables.append("\n".join([f'["{name}"]', *rows]))
    path.write_text(HEAD + "\n" + "\n\n".join(tables) + "\n", "utf-8")


def change(before: Pinned | None, digest: str, name: str, value: float) -> str:
    """Return the change of a figure in words: "+0.012", or why there is nothing to compare it with."""
    if before is None or name not in before.f1:
        return "not measured before"
    if before.digest != digest:
        return "measured on other articles before"
    return f"{value - before.f1[name]:+.3f}"
