"""Compare two readings of the same article: what is added, lost and changed, and what succeeds what.

A statement succeeds another when both are of the same company and their evidence overlaps: Jaccard >= 0.5 over word
tokens, the measure by which labelled statements are matched too. Pairs are one to one, best overlap first; ties go to
the reading order, so that nothing depends on the order of arrival.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

WORD = re.compile(r"\w+")
ENOUGH = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Placed:
    """A statement as it is compared: its place, its words and its labels (name and value, in a fixed order)."""

    start: int
    end: int
    company_key: str
    id: str
    exact: str
    rule: str
    labels: tuple[tuple[str, str], ...] = ()


class ChangeKind(StrEnum):
    """How a statement of one reading stands to the other reading."""

    ADDED = "added"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `before` is None when added, `after` None when lost; `fields` name what differs when changed."""

    kind: ChangeKind
    before: Placed | None
    after: Placed | None
    fields: tuple[str, ...] = ()


def compare(before: Iterable[Placed], after: Iterable[Placed]) -> tuple[Change, ...]:
    """Return the differences between two readings of one article, in reading order; equal statements give none."""
    old, new = {one.id: one for one in sorted(before)}, {one.id: one for one in sorted(after)}
    gone = [one for id_, one in old.items() if id_ not in new]
    come = [one for id_, one in new.items() if id_ not in old]
    pairs = [(old[id_], new[id_]) for id_ in old if id_ in new]
    succeeded = successors(gone, come)
    pairs += [(old[first], new[second]) for first, second in succeeded.items()]
    changes = [
        Change(ChangeKind.CHANGED, one, other, fields) for one, other in pairs if (fields := differing(one, other))
    ]
    changes += [Change(ChangeKind.LOST, one, None) for one in gone if one.id not in succeeded]
    followed = set(succeeded.values())
    changes += [Change(ChangeKind.ADDED, None, one) for one in come if one.id not in followed]
    return tuple(sorted(changes, key=place))


def place(change: Change) -> tuple[int, int, str, str]:
    """Return where a change stands in the article."""
    one = change.after or change.before
    return (one.start, one.end, one.company_key, one.id) if one else (0, 0, "", "")


def differing(before: Placed, after: Placed) -> tuple[str, ...]:
    """Return the names of what differs between a statement and the one that continues it; its place does not count."""
    fields = ["id"] if before.id != after.id else []
    fields += ["evidence"] if before.exact != after.exact else []
    fields += ["rule"] if before.rule != after.rule else []
    labels = dict(before.labels)
    fields += [name for name, value in after.labels if labels.get(name) != value]
    return tuple(fields)


def successors(gone: Sequence[Placed], come: Sequence[Placed]) -> dict[str, str]:
    """Return which statement that came succeeds which that is gone: id to id."""
    scored = sorted(
        (-score, one, other)
        for one in gone
        for other in come
        if one.company_key == other.company_key and (score := overlap(one.exact, other.exact)) >= ENOUGH
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, one, other in scored:
        if one.id not in found and other.id not in taken:
            found[one.id] = other.id
            taken.add(other.id)
    return found


def overlap(one: str, other: str) -> float:
    """Return the Jaccard similarity of two texts' words, as multisets: 1.0 when they are equal."""
    first, second = Counter(WORD.findall(one.casefold())), Counter(WORD.findall(other.casefold()))
    union = (first | second).total()
    return (first & second).total() / union if union else float(one == other)
