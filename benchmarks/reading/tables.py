"""The figures as tables for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from benchmarks.reading.pinned import Pinned, change
from benchmarks.reading.stance import LEVELS, RATES, Figures

CLASSES_SHOWN = 10


def stance_table(figures: Figures, digest: str, before: Pinned | None) -> str:
    """Return all figures of one set: levels, fields, labels, forms, and what went wrong by class."""
    lines = [f"  {figures.labelled} labelled, {figures.given} given     P      R     F1   since the last release"]
    for level in LEVELS:
        f1 = figures.f1(level)
        row = f"  {level:<22}{figures.precision(level):7.3f}{figures.recall(level):7.3f}{f1:7.3f}"
        lines.append(f"{row}   {change(before, digest, level, f1)}")
    lines.append("  over the found: " + "  ".join(f"{name} {figures.rate(name):.3f}" for name in RATES))
    lines += ["", "  by label              P      R     F1   labelled"]
    lines += [_row(name, counts, "right", "right") for name, counts in _largest(figures.by_stance)]
    lines += ["", "  found by form         P      R     F1   labelled"]
    lines += [_row(name, counts, "true", "found") for name, counts in _largest(figures.by_form)]
    lines += _classes("labels not found", figures.misses) + _classes("statements without a label", figures.extras)
    return "\n".join(lines)


def _largest(counts: Mapping[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    return sorted(counts.items(), key=lambda item: (-item[1]["labelled"], item[0]))


def _row(name: str, counts: Counter[str], given: str, labelled: str) -> str:
    precision = counts[given] / max(1, counts["given"])
    recall = counts[labelled] / max(1, counts["labelled"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"    {name:<18}{precision:7.3f}{recall:7.3f}{f1:7.3f}   {counts['labelled']}"


def _classes(title: str, counts: Counter[str]) -> list[str]:
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:CLASSES_SHOWN]
    return ["", f"  {title}, by class", *(f"    {number:4}  {name}" for name, number in rows)]


def attribution_table(f1: Mapping[str, float], digest: str, before: Pinned | None) -> str:
    """Return the F1 of attributions by class."""
    return "\n".join(
        f"  {name:<12}{100 * value:6.1f}   {change(before, digest, name, value)}" for name, value in f1.items()
    )
