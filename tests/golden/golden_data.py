"""The saved pages in `fixtures/pages` and what a careful reader wrote down about each, in `tests/golden/pages`."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "fixtures" / "pages"
GOLDEN = Path(__file__).resolve().parent / "pages"
SUFFIXES = (".html", ".html.gz", ".txt")
BLOCK_TAGS = frozenset(
    "address article aside blockquote br button dd div dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol option p section td th title tr ul".split()
)


@dataclass(frozen=True, slots=True)
class Golden:
    """One saved page, its sidecar, and the labels made for it before any rule had read it."""

    name: str
    page: Path
    sidecar: dict[str, Any]
    labels: dict[str, Any]

    @property
    def payload(self) -> bytes:
        """Return the page's bytes with the packaging and the content-encoding that the sidecar declares taken off."""
        data = self.page.read_bytes()
        encoded = ["Content-Encoding", "gzip"] in self.sidecar["headers"]
        return gzip.decompress(data) if encoded or self.page.suffix == ".gz" else data

    @property
    def content_type(self) -> str:
        """Return the Content-Type that the sidecar declares."""
        return next(value for name, value in self.sidecar["headers"] if name.lower() == "content-type")

    @property
    def words(self) -> str:
        """Return every word that the page shows, scripts left out, with single spaces."""
        if self.page.suffix == ".txt":
            return squeeze(self.payload.decode("utf-8"))
        return squeeze(_shown(lxml.html.document_fromstring(self.payload.decode(_charset(self.payload)))))


def squeeze(text: str) -> str:
    """Return `text` with every run of white space, no-break spaces included, as one space."""
    return " ".join(text.split())


def registered_names() -> frozenset[str]:
    """Return the names of all companies in the two registries."""
    files = (ROOT / "companies.toml", ROOT / "fixtures" / "companies.toml")
    return frozenset(
        company["name"] for file in files for company in tomllib.loads(file.read_text("utf-8"))["companies"]
    )


def page_of(name: str) -> Path:
    """Return the saved page that the golden file `name` (outlet/page) is about."""
    return next(path for path in (PAGES / (name + suffix) for suffix in SUFFIXES) if path.exists())


def load(name: str) -> Golden:
    """Return the golden file `name` (outlet/page) with its page."""
    sidecar = json.loads((PAGES / (name + ".json")).read_text("utf-8"))
    labels = json.loads((GOLDEN / (name + ".json")).read_text("utf-8"))
    return Golden(name, page_of(name), sidecar, labels)


def golden_names() -> list[str]:
    """Return the golden files as outlet/page, sorted."""
    return sorted(str(path.relative_to(GOLDEN).with_suffix("")) for path in GOLDEN.glob("*/*.json"))


def page_names() -> list[str]:
    """Return the saved pages as outlet/page, sorted."""
    files = (str(path.relative_to(PAGES)) for path in PAGES.glob("*/*"))
    return sorted(re.sub(r"\.(html|html\.gz|txt)$", "", file) for file in files if file.endswith(SUFFIXES))


def _charset(payload: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", payload[:2048], re.IGNORECASE)
    return declared[1].decode("ascii") if declared else "utf-8"


def _shown(tree: lxml.html.HtmlElement) -> str:
    parts: list[str] = []
    _collect(tree, parts)
    return "".join(parts)


def _collect(element: lxml.html.HtmlElement, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
        parts.append(element.tail or "")
        return
    edge = " " if element.tag in BLOCK_TAGS else ""
    parts.append(edge + (element.text or ""))
    for child in element:
        _collect(child, parts)
    parts.append(edge + (element.tail or ""))
