"""Which labelled statement was found by which statement read: docs/labels.md says how they are matched.

A statement matches a label when the companies are equal and the evidence overlaps (Jaccard >= 0.5 over word tokens),
one to one, pairs with an equal label first, then best overlap, then reading order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.model.reading import Statement

WORD = re.compile(r"\w+")
ENOUGH = 0.5
Label = Mapping[str, Any]
"""A labelled statement: `company`, `stance`, `start` and `end` at least; code points of the text, end exclusive."""


class Pair(NamedTuple):
    """The numbers of a label and of the statement that found it, with their overlap (0 to 1)."""

    label: int
    statement: int
    overlap: float


def tokens(text: str, start: int, end: int) -> set[int]:
    """Return where the words of a span begin."""
    return {match.start() for match in WORD.finditer(text, start, end)}


def overlap_of(text: str, label: Label, one: Statement) -> float:
    """Return the Jaccard overlap of a label's and a statement's evidence over word tokens."""
    wanted, got = tokens(text, label["start"], label["end"]), tokens(text, one.start, one.end)
    return len(wanted & got) / max(1, len(wanted | got))


def pairs(text: str, labels: Sequence[Label], given: Sequence[Statement]) -> list[Pair]:
    """Return which label was found by which statement."""
    candidates = []
    for i, label in enumerate(labels):
        for j, one in enumerate(given):
            if label["company"].casefold() == one.company.casefold():
                overlap = overlap_of(text, label, one)
                if overlap >= ENOUGH:
                    candidates.append((-(label["stance"] == one.stance) - overlap, Pair(i, j, overlap)))
    labels_used: set[int] = set()
    statements_used: set[int] = set()
    found = []
    for _, pair in sorted(candidates):
        if pair.label not in labels_used and pair.statement not in statements_used:
            labels_used.add(pair.label)
            statements_used.add(pair.statement)
            found.append(pair)
    return found
