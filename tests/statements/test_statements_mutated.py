"""A thousand spoilt articles: whatever is done to a text, reading it ends in time, without an error, and is exact."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks.reading.labelled import REGISTRY, own_articles
from pipeline.config import load_registry
from pipeline.model.reading import Reading, Text
from pipeline.run.configured import load_packs
from pipeline.statements.reader import prepare

READER = prepare(load_registry([REGISTRY]), load_packs(("en",))[0])
ARTICLES = [one.text for one in own_articles()]
MARKS = "\"“”‘’'«»"
TIMES = 1000
Mutation = Callable[[str, random.Random], str]


def dropped_marks(text: str, chance: random.Random) -> str:
    return "".join("" if c in MARKS and chance.random() < 0.5 else c for c in text)


def doubled_marks(text: str, chance: random.Random) -> str:
    return "".join(c * 2 if c in MARKS and chance.random() < 0.5 else c for c in text)


def swapped_marks(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(MARKS) if c in MARKS else c for c in text)


def joined_paragraphs(text: str, _: random.Random) -> str:
    return " ".join(text.split())


def no_punctuation(text: str, _: random.Random) -> str:
    return "".join(c for c in text if c.isalnum() or c.isspace())


def directions(text: str, chance: random.Random) -> str:
    return "".join(c + chance.choice("\u200f\u202e\u200b\u00ad") if chance.random() < 0.05 else c for c in text)


def shuffled_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def cut(text: str, chance: random.Random) -> str:
    return text[chance.randrange(len(text)) : chance.randrange(len(text))]


def capitals(text: str, _: random.Random) -> str:
    return text.upper()


MUTATIONS: tuple[Mutation, ...] = (
    dropped_marks, doubled_marks, swapped_marks, joined_paragraphs, no_punctuation, directions, shuffled_words, cut,
    capitals,
)  # fmt: skip


def exact(text: str, reading: Reading) -> None:
    """Every offset is one of the text's, and every word stands where it is said to stand."""
    for one in reading.statements:
        assert text[one.start : one.end] == one.exact
        assert one.exact
    for item in reading.attributions:
        for start, end in (*item.source, *item.cue, *item.content):
            assert 0 <= start <= end <= len(text)


def test_a_thousand_spoilt_articles_are_read() -> None:
    """No error, exact offsets, and the same again for the same text."""
    chance = random.Random(20261126)
    for number in range(TIMES):
        text = chance.choice(ARTICLES)
        for mutate in chance.sample(MUTATIONS, chance.randint(1, 3)):
            text = mutate(text, chance)
        reading = READER.read(Text(text))
        exact(text, reading)
        if number % 50 == 0:
            assert READER.read(Text(text)) == reading


LONG = {
    "one line": lambda text: " ".join(text.split()),
    "no punctuation": lambda text: " ".join("".join(c for c in text if c.isalnum() or c.isspace()).split()),
    "open marks": lambda text: text.replace("”", "").replace(". ", ". “"),
    "commas": lambda text: text.replace(". ", ", and "),
    "names": lambda _: "Tunewell and Brightmoor, " * 40,
    "cues": lambda _: "said that it said " * 50,
    "marks": lambda _: "“ ” \" ' " * 100,
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", LONG)
def test_time_is_linear_in_length(kind: str, cpu_seconds) -> None:
    """Eight times the text takes no more than some sixteen times as long; the longest is one line of a megabyte."""
    size = 125_000 if kind == "one line" else 40_000
    text = "\n".join(LONG[kind](one) for one in ARTICLES[:8]).replace("\n", " ")
    short = (text * (size // len(text) + 1))[:size]
    took = []
    for given in (short, short * 8):
        exact(given, READER.read(Text(given)))
        took.append(cpu_seconds(lambda given=given: READER.read(Text(given))))

    assert took[1] < 16 * max(took[0], 0.02)
