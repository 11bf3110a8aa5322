"""Every link of the documents leads somewhere, every page is reached, and all have one shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import DOCS, HEADING, ROOT, read, slug, unfenced

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "fixtures" / "README.md", *sorted(DOCS.glob("*.md"))]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def links(path: Path) -> list[str]:
    """Return the targets of a document's links, code left out."""
    return LINK.findall(re.sub(r"`[^`\n]*`(?!\])", "", unfenced(path.read_text(encoding="utf-8"))))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings; of equal ones, the later ones are numbered."""
    found: list[str] = []
    for _, title in HEADING.findall(unfenced(path.read_text(encoding="utf-8"))):
        anchor = slug(title)
        found.append(f"{anchor}-{found.count(anchor)}" if anchor in found else anchor)
    return set(found)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_resolves(path):
    """A file that is linked is there, and so is the heading that is named."""
    for target in links(path):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        assert ROOT in file.parents, target
        if anchor:
            assert anchor in anchors(file), target


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_page_is_listed(path):
    """A reader finds every page of docs/ from its first page."""
    listed = {target.partition("#")[0] for target in links(DOCS / "README.md")}

    assert path.name == "README.md" or path.name in listed


def test_every_page_is_reached_from_the_readme():
    """Whoever begins at the README gets to every page of docs/ by following links."""
    reached, left = set(), [ROOT / "README.md"]
    while left:
        path = left.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        targets = (target.partition("#")[0] for target in links(path) if not re.match(r"[a-z]+:", target))
        left += [(path.parent / name).resolve() for name in targets if name]

    assert set(DOCS.glob("*.md")) <= reached


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_page_has_one_title(path):
    """A page begins with its title and has no other heading of that rank."""
    text = unfenced(read(path.name))

    assert text.startswith("# ")
    assert [rank for rank, _ in HEADING.findall(text)].count("#") == 1


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_no_line_of_prose_is_wider_than_the_code(path):
    """Prose is wrapped at 120 columns; tables, code and lines that are one long word are not."""
    wide = [
        line
        for line in unfenced(path.read_text(encoding="utf-8")).splitlines()
        if len(line) > 120 and " " in line.strip() and not line.startswith(("|", "<!--"))
    ]

    assert wide == []
