"""Labelled articles: our own, the saved pages of the fixtures, and files in the form of `annotate`'s answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.document import Block

Label = dict[str, Any]
HERE = Path(__file__).parent
REGISTRY = HERE / "companies.toml"
REPORTS_REGISTRY = HERE / "reports.toml"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its labels; each label has `start` and `end`, code points of the text, end exclusive."""

    id: str
    text: str
    labels: tuple[Label, ...]
    outlet: str = ""
    date: str = ""
    blocks: tuple[Block, ...] = ()


def own_articles(half: str = "") -> list[Labelled]:
    """Return our own articles by name; `half` is "a" (may be looked at), "b" (kept apart for measuring) or both."""
    return [_own(path) for path in sorted((HERE / "articles").glob(f"*-{half or '[ab]'}.json"))]


def short_reports(half: str = "") -> list[Labelled]:
    """Return our own short reports, a few sentences each and dense with statements; `half` as for the articles."""
    return [one for name in half or "ab" for one in from_lines(HERE / f"reports-{name}.jsonl")]


def own_sets() -> list[tuple[str, list[Labelled], Path]]:
    """Return what is ours: the name of each set, its articles, and the place of its registry."""
    halves = (("looked at", "a"), ("kept apart", "b"))
    articles = [(f"own articles, {what}", own_articles(half), REGISTRY) for what, half in halves]
    return articles + [(f"short reports, {what}", short_reports(half), REPORTS_REGISTRY) for what, half in halves]


def _own(path: Path) -> Labelled:
    given = json.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_text("utf-8")
    return Labelled(path.stem, text, tuple(placed(text, given["records"])), given["outlet"], given["date"])


def from_lines(path: Path) -> list[Labelled]:
    """Return the articles of a file with lines of {"id", "text", "records"}, offsets and all."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Labelled(one["id"], one["text"], tuple(one["records"]), one.get("outlet") or "", one.get("date") or "")
        for one in lines
    ]


def placed(text: str, labels: Iterable[Label]) -> list[Label]:
    """Return labels with offsets. Equal evidence of a company is taken in reading order, or as `nth` says (from 1).

    Raises ValueError for evidence that does not stand in the text.
    """
    after: dict[tuple[str, str], int] = {}
    found = []
    for label in labels:
        words, key = label["evidence"], (label["company"], label["evidence"])
        start = nth_place(text, words, label["nth"]) if "nth" in label else text.find(words, after.get(key, 0))
        if start < 0:
            start = text.find(words)
        if start < 0:
            raise ValueError(f"the evidence {words!r} does not stand in the text")
        after[key] = start + 1
        found.append({**label, "start": start, "end": start + len(words)})
    return found


def nth_place(text: str, words: str, nth: int) -> int:
    """Return where words stand for the nth time (from 1), -1 when they do not."""
    start = -1
    for _ in range(nth):
        start = text.find(words, start + 1)
    return start


def digest_of(articles: Iterable[Labelled]) -> str:
    """Return the SHA-256 of texts and labels: what figures were measured on."""
    data = [[one.id, one.text, [sorted(label.items()) for label in one.labels]] for one in articles]
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
