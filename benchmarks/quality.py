"""How well the rules read, on pages that were labelled by the guide before any rule had seen them.

A statement found matches a labelled one when the companies are equal and the evidence overlaps (Jaccard >= 0.5 over
word tokens), one to one, pairs with an equal label first, then best overlap.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.cost import captures, job_of, setup_of
from pipeline.model.labels import GROUP_OF, Stance
from pipeline.model.reading import Statement
from pipeline.run.derive import prepare

WORD = re.compile(r"\w+")
ENOUGH = 0.5
Labelled = dict[str, Any]


def own_labels(root: Path) -> str:
    """Return precision, recall and F1 of found, group and stance, and accuracies over the pairs found."""
    counts: Counter[str] = Counter()
    work = prepare(setup_of(root))
    for page in captures(root, root / "fixtures" / "pages"):
        derived = work((None, job_of(page)))
        text = derived.document.text if derived.document else ""
        labels = placed(text, labels_of(root, page.file))
        count(text, labels, list(derived.reading.statements), counts)
    return table(counts)


def labels_of(root: Path, file: str) -> list[Labelled]:
    """Return the labels of a page."""
    path = Path(file)
    name = path.name.split(".", maxsplit=1)[0]
    golden = root / "tests" / "golden" / "pages" / path.parent.name / f"{name}.json"
    labelled: list[Labelled] = json.loads(golden.read_text("utf-8"))["statements"]
    return labelled


def placed(text: str, labels: list[Labelled]) -> list[Labelled]:
    """Return the labels with their offsets; equal evidence of a company is taken in reading order."""
    after: dict[tuple[str, str], int] = {}
    found = []
    for label in labels:
        key = (label["company"], label["evidence"])
        start = text.find(label["evidence"], after.get(key, 0))
        if start < 0:
            start = text.find(label["evidence"])
        after[key] = start + 1
        found.append({**label, "start": start, "end": start + len(label["evidence"])})
    return found


def tokens(text: str, start: int, end: int) -> set[int]:
    """Return where the words of a span begin."""
    return {match.start() for match in WORD.finditer(text, start, end)}


def pairs(text: str, labels: list[Labelled], statements: list[Statement]) -> list[tuple[Labelled, Statement, float]]:
    """Return the labels that were found, each with its statement and the overlap."""
    candidates = []
    for i, label in enumerate(labels):
        wanted = tokens(text, label["start"], label["end"])
        for j, one in enumerate(statements):
            got = tokens(text, one.start, one.end)
            if label["company"] != one.company or not wanted | got:
                continue
            overlap = len(wanted & got) / len(wanted | got)
            if overlap >= ENOUGH:
                candidates.append((-(label["stance"] == one.stance) - overlap, i, j, overlap))
    used: set[tuple[str, int]] = set()
    found = []
    for _, i, j, overlap in sorted(candidates):
        if ("label", i) not in used and ("statement", j) not in used:
            used |= {("label", i), ("statement", j)}
            found.append((labels[i], statements[j], overlap))
    return found


def count(text: str, labels: list[Labelled], statements: list[Statement], counts: Counter[str]) -> None:
    """Add one page to the counts."""
    counts["labelled"] += len(labels)
    counts["given"] += len(statements)
    for label, one, overlap in pairs(text, labels, statements):
        counts["found"] += 1
        counts["group"] += GROUP_OF[Stance(label["stance"])] == GROUP_OF[one.stance]
        counts["stance"] += label["stance"] == one.stance
        counts["evidence"] += round(1000 * overlap)
        for field in ("form", "modality", "origin"):
            counts[field] += label[field] == getattr(one, field)


def table(counts: Counter[str]) -> str:
    """Return the figures as lines."""
    lines = [f"  {counts['labelled']} labelled, {counts['given']} given      P      R     F1"]
    for level in ("found", "group", "stance"):
        precision = counts[level] / max(1, counts["given"])
        recall = counts[level] / max(1, counts["labelled"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        lines.append(f"  {level:<24}{precision:7.3f}{recall:7.3f}{f1:7.3f}")
    found = max(1, counts["found"])
    rates = {name: counts[name] / found for name in ("form", "modality", "origin")}
    rates["evidence"] = counts["evidence"] / 1000 / found
    lines.append("  over found: " + "  ".join(f"{name} {rate:.3f}" for name, rate in sorted(rates.items())))
    return "\n".join(lines)
