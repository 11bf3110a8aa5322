"""Score statements against labels, as docs/labels.md says: found, group, stance, and what was right over the found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from benchmarks.reading.labelled import Label, Labelled
from pipeline.audit.scoring import ENOUGH, WORD, pairs
from pipeline.model.labels import GROUP_OF, Stance
from pipeline.model.reading import Reading, Statement

_SMALL = "the a an of for and to in on at with by its his her their mr mrs ms dr co corp inc ltd plc"
STOP = frozenset(_SMALL.split())
LEVELS = ("found", "group", "stance")
RATES = ("evidence", "form", "origin", "modality", "source")


@dataclass(slots=True)
class Figures:
    """Counts over articles; the figures are computed from them. Mutable: it adds up."""

    labelled: int = 0
    given: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    by_stance: dict[str, Counter[str]] = field(default_factory=dict)
    by_form: dict[str, Counter[str]] = field(default_factory=dict)
    misses: Counter[str] = field(default_factory=Counter)
    extras: Counter[str] = field(default_factory=Counter)

    def precision(self, level: str) -> float:
        """Return the share of given statements that are right on this level."""
        return self.hits[level] / max(1, self.given)

    def recall(self, level: str) -> float:
        """Return the share of labels that were given right on this level."""
        return self.hits[level] / max(1, self.labelled)

    def f1(self, level: str) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.hits[level] / max(1, self.given + self.labelled)

    def rate(self, name: str) -> float:
        """Return how often a field was right over the statements found; of `evidence`, the mean overlap."""
        return self.hits[name] / max(1, self.hits["found"]) / (1000 if name == "evidence" else 1)


def add(figures: Figures, article: Labelled, reading: Reading) -> None:
    """Add one article to the figures."""
    labels, given = article.labels, reading.statements
    matched = pairs(article.text, labels, given)
    figures.labelled += len(labels)
    figures.given += len(given)
    for label in labels:
        tally(figures.by_stance, label["stance"])["labelled"] += 1
        tally(figures.by_form, label["form"])["labelled"] += 1
    for one in given:
        tally(figures.by_stance, one.stance)["given"] += 1
        tally(figures.by_form, one.form)["given"] += 1
    for i, j, overlap in matched:
        count_pair(figures, labels[i], given[j], overlap)
    seen = {i for i, _, _ in matched}, {j for _, j, _ in matched}
    figures.misses.update(missed_as(article, labels[i], reading) for i in range(len(labels)) if i not in seen[0])
    figures.extras.update(extra_as(article, given[j]) for j in range(len(given)) if j not in seen[1])


def count_pair(figures: Figures, label: Label, one: Statement, overlap: float) -> None:
    """Add one statement that was found."""
    right = label["stance"] == one.stance
    figures.hits["found"] += 1
    figures.hits["group"] += GROUP_OF[Stance(label["stance"])] == GROUP_OF[one.stance]
    figures.hits["stance"] += right
    figures.hits["evidence"] += round(1000 * overlap)
    for name in ("form", "origin", "modality"):
        figures.hits[name] += label[name] == getattr(one, name)
    figures.hits["source"] += same_source(label["source"], one.source)
    tally(figures.by_stance, label["stance"])["right"] += right
    tally(figures.by_form, label["form"])["found"] += 1
    tally(figures.by_form, one.form)["true"] += 1


def tally(counts: dict[str, Counter[str]], key: str) -> Counter[str]:
    """Return the counter of a key."""
    return counts.setdefault(str(key), Counter())


def same_source(wanted: str, got: str) -> bool:
    """Return whether two sources have equal heads: their content words overlap by half, or both are empty."""
    a, b = ({word.casefold() for word in WORD.findall(words)} for words in (wanted, got))
    a, b = a - STOP or a, b - STOP or b
    return a == b or (bool(a & b) and len(a & b) / len(a | b) >= ENOUGH)


def missed_as(article: Labelled, label: Label, reading: Reading) -> str:
    """Return the class of a label that was not found: what the reader has to say about the place."""
    near = [one for one in reading.statements if one.start < label["end"] and label["start"] < one.end]
    if any(one.company.casefold() == label["company"].casefold() for one in near):
        return "other words of the company were taken"
    if near:
        return "the words were given to another company"
    low = article.text.rfind("\n", 0, label["start"]) + 1
    high = article.text.find("\n", label["end"])
    for one in reading.misses:
        if low <= one.start < (high if high >= 0 else len(article.text)):
            return f"counted as a miss: {one.reason}"
    return "narrated, no act recognised" if label["form"] == "narrated" else "reported, nothing recognised"


def extra_as(article: Labelled, one: Statement) -> str:
    """Return the class of a statement that has no label."""
    near = [label for label in article.labels if one.start < label["end"] and label["start"] < one.end]
    if any(label["company"].casefold() == one.company.casefold() for label in near):
        return "another part of a labelled place"
    return "the words are another company's" if near else "no label there"
