"""The documents as tests read them: sections by heading, tables by their first column."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
HEADING = re.compile(r"^(#{1,6}) +(.*?) *$", re.MULTILINE)
FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    """Return a document of docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def unfenced(text: str) -> str:
    """Return a document without its code blocks: what looks like a heading or a link in them is none."""
    return FENCED.sub("", text)


def section(text: str, title: str) -> str:
    """Return what stands under a heading (code marks left out), its subsections included; fails where there is none."""
    found = next((match for match in HEADING.finditer(text) if match[2].replace("`", "") == title), None)
    assert found is not None, f"there is no heading {title!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def first_cells(text: str) -> list[str]:
    """Return the first cell of every table row that names something in code marks, several names apart."""
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def slug(title: str) -> str:
    """Return the anchor that a heading is reached by, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
