"""The packaged rules keep what their examples and counterexamples promise, and the files are in canonical form."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.model.reading import Attribution, Text
from pipeline.model.rules import Frame, WordList
from pipeline.rules import load_pack, pack_source
from pipeline.statements.analysis import analyse
from pipeline.statements.attributions import attribute
from pipeline.statements.left import LEFT
from pipeline.statements.right import RIGHT

FOLDER = Path(__file__).parents[2] / "pipeline" / "rules" / "en"
PACK = load_pack(FOLDER)
PART = re.compile(r"\[([SCT]):((?:[^\[\]]|\[[^\[\]]*\])*)\]")
CUE_LISTS = [item for item in PACK.lists if item.id in {cue for frame in PACK.frames for cue in frame.cues}]
OTHER_LISTS = [item for item in PACK.lists if item.id.startswith("grammar.")]


def read(text: str) -> tuple[Attribution, ...]:
    return attribute(analyse(Text(text)), PACK)


def unmarked(example: str) -> tuple[str, dict[str, list[str]]]:
    """Return the example's plain text and, for S, C and T, the words that are marked."""
    parts: dict[str, list[str]] = {"S": [], "C": [], "T": []}
    for role, words in PART.findall(example):
        parts[role].append(words)
    return PART.sub(lambda found: found[2], example), parts


def words_of(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def cases(rules: list[WordList] | tuple[Frame, ...], kind: str) -> list[tuple[WordList | Frame, str]]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in rules for n, text in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("frame", "example"), cases(PACK.frames, "examples"))
def test_frame_reads_its_example(frame: Frame, example: str) -> None:
    """Every frame finds source, cue and content of its examples exactly as marked."""
    text, parts = unmarked(example)
    seen = [
        {"S": words_of(text, item.source), "C": words_of(text, item.cue), "T": words_of(text, item.content)}
        for item in read(text)
        if item.rule == f"{frame.id}@{frame.version}"
    ]
    assert parts in seen


@pytest.mark.parametrize(("frame", "text"), cases(PACK.frames, "counterexamples"))
def test_frame_leaves_its_counterexample_alone(frame: Frame, text: str) -> None:
    """No frame fires on its counterexamples."""
    assert f"{frame.id}@{frame.version}" not in {item.rule for item in read(text)}


@pytest.mark.parametrize(("item", "text"), cases(CUE_LISTS, "examples"))
def test_cue_list_attributes_in_its_example(item: WordList, text: str) -> None:
    """A word of the list is the cue of an attribution in its examples."""
    assert any(step.note.endswith(f" {item.id}") for found in read(text) for step in found.steps)


@pytest.mark.parametrize(("item", "text"), cases(CUE_LISTS, "counterexamples"))
def test_cue_list_attributes_nothing_in_its_counterexample(item: WordList, text: str) -> None:
    """No word of the list is a cue in its counterexamples."""
    assert not any(step.note.endswith(f" {item.id}") for found in read(text) for step in found.steps)


def holds(item: WordList, text: str) -> bool:
    words = f" {' '.join(re.findall(r'[^ .,;:]+', text.lower()))} "
    return any(f" {form} " in words for form, _ in item.forms)


@pytest.mark.parametrize(("item", "text"), cases(OTHER_LISTS, "examples"))
def test_grammar_list_holds_its_example(item: WordList, text: str) -> None:
    """A form of the list stands in its examples."""
    assert holds(item, text)


@pytest.mark.parametrize(("item", "text"), cases(OTHER_LISTS, "counterexamples"))
def test_grammar_list_does_not_hold_its_counterexample(item: WordList, text: str) -> None:
    """No form of the list stands in its counterexamples."""
    assert not holds(item, text)


@pytest.mark.parametrize("name", sorted(name for name in pack_source("en") if name.startswith(("words_", "frames"))))
def test_file_is_canonical(name: str) -> None:
    """Rules stand in the order of their ids, lemmas in their own, and every rule has examples of both kinds."""
    data = pack_source("en")[name]
    rules = [rule for shape in tomllib.loads(data.decode()).values() for rule in shape]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    assert all(rule.get("lemmas", []) == sorted(rule.get("lemmas", [])) for rule in rules)
    assert all(rule["examples"] and rule["counterexamples"] for rule in rules)
    assert data.endswith(b"]\n")


@pytest.mark.parametrize("frame", PACK.frames, ids=[frame.id for frame in PACK.frames])
def test_frame_is_made_of_known_elements(frame: Frame) -> None:
    """What stands left of the cue is a known arrangement; right of it stand known elements or plain words."""
    split = frame.pattern.index("cue")
    plain = {"that", "by", "by|from|of", "by|from|of|among", "from|by|of", "about|on|for", "as", "source", "signature"}
    assert frame.pattern[:split] in LEFT
    assert {element.removesuffix("?") for element in frame.pattern[split + 1 :]} <= RIGHT.keys() | plain
