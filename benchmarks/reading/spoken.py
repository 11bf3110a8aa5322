"""Score attributions: who said what, whoever speaks.

An attribution is right when its content overlaps the labelled one's (Jaccard >= 0.5 over words) and their sources share
a word that is no function word; matching is one to one, and as many as can be. `direct` is content all of which stands
in quotation marks, `mixed` some, `indirect` none; `reporting` has a cue of speech by our own lists, or none (a colon).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORD = re.compile(r"\w+(?:['’&.\-]\w+)*")
MARK = re.compile(r"[“”„«»\"]|``|''")
_ARTICLES = "a an the this that these those each some any many most all both other others such one"
_PRONOUNS = "i me my we us our you your he him his she her it its they them their who whom whose which"
_SMALL = "of for and or to in on at by with from as is was were are be been also not no s mr mrs ms dr sen rep gov"
FUNCTION_WORDS = frozenset(f"{_ARTICLES} {_PRONOUNS} {_SMALL}".split())
CLASSES = ("all", "direct", "mixed", "indirect", "reporting")
ENOUGH = 0.5
Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution as sets of word numbers, with the classes that it belongs to."""

    source: frozenset[int]
    content: frozenset[int]
    classes: frozenset[str]


class Words:
    """The words of a text: where they stand, and which stand in quotation marks."""

    def __init__(self, text: str) -> None:
        found = list(WORD.finditer(text))
        self.starts, self.ends = [one.start() for one in found], [one.end() for one in found]
        self.lower = [one[0].lower() for one in found]
        self.quoted = frozenset(self.numbers(quotations(text)))

    def numbers(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """Return the numbers of the words that the spans touch."""
        found: set[int] = set()
        for start, end in spans:
            number = bisect_right(self.ends, start)
            while number < len(self.starts) and self.starts[number] < end:
                found.add(number)
                number += 1
        return frozenset(found)


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans in double quotation marks; one left open runs to the end of its paragraph."""
    found, at = [], 0
    for paragraph in text.split("\n"):
        opened: int | None = None
        for mark in MARK.finditer(paragraph):
            before = paragraph[mark.start() - 1] if mark.start() else " "
            opens = mark[0] in "“„«``" if mark[0] != '"' else before.isspace() or before in "([—–-"
            if opens and opened is None:
                opened = mark.start()
            elif not opens and opened is not None:
                found.append((at + opened, at + mark.end()))
                opened = None
        if opened is not None:
            found.append((at + opened, at + len(paragraph)))
        at += len(paragraph) + 1
    return found


def said(words: Words, one: Mapping[str, Spans], speech: frozenset[str]) -> Said:
    """Return an attribution as it is compared."""
    content, cue = words.numbers(one["content"]), words.numbers(one["cue"])
    inside = len(content & words.quoted)
    form = "indirect" if not inside else "direct" if inside == len(content) else "mixed"
    reporting = not cue or any(words.lower[number] in speech for number in cue)
    return Said(words.numbers(one["source"]), content, frozenset({"all", form, *(["reporting"] if reporting else [])}))


def agrees(words: Words, wanted: Said, got: Said) -> bool:
    """Return whether content and source of two attributions agree."""
    shared = len(wanted.content & got.content)
    if not shared or shared < ENOUGH * len(wanted.content | got.content):
        return False
    if not wanted.source:
        return not got.source
    named = {number for number in wanted.source if words.lower[number] not in FUNCTION_WORDS}
    return bool((named or wanted.source) & got.source)


def matched(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return a maximum matching, wanted to got, by augmenting paths (Berge 1957); `edges` lists who fits whom."""
    owner: dict[int, int] = {}

    def place(wanted: int, tried: set[int]) -> bool:
        for got in edges[wanted]:
            if got not in tried:
                tried.add(got)
                if got not in owner or place(owner[got], tried):
                    owner[got] = wanted
                    return True
        return False

    for number in range(len(edges)):
        place(number, set())
    return {wanted: got for got, wanted in owner.items()}


def figures(
    path: Path, answers: Mapping[str, Sequence[Mapping[str, Spans]]], speech: frozenset[str]
) -> dict[str, float]:
    """Return the F1 of every class over a file with lines of {"id", "text", "attributions"}."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines():
        article: dict[str, Any] = json.loads(line)
        words = Words(article["text"])
        wanted = [said(words, one, speech) for one in article["attributions"]]
        got = [said(words, one, speech) for one in answers.get(article["id"], ())]
        pairs = matched([[j for j, other in enumerate(got) if agrees(words, one, other)] for one in wanted])
        hit = set(pairs.values())
        for kind in CLASSES:
            counts[kind, "wanted"] += sum(kind in one.classes for one in wanted)
            counts[kind, "recalled"] += sum(kind in wanted[i].classes for i in pairs)
            counts[kind, "got"] += sum(kind in one.classes for one in got)
            counts[kind, "right"] += sum(kind in got[j].classes for j in hit)
    return {kind: _f1(counts, kind) for kind in CLASSES}


def _f1(counts: Counter[tuple[str, str]], kind: str) -> float:
    precision = counts[kind, "right"] / max(1, counts[kind, "got"])
    recall = counts[kind, "recalled"] / max(1, counts[kind, "wanted"])
    return 2 * precision * recall / max(1e-9, precision + recall)
