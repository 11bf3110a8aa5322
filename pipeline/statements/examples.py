"""Whether a pack's rules keep what their examples and counterexamples promise.

An attribution frame's example marks its parts, `[S:Acme] [C:said] [T:it would leave].`; a stance cue's names the label
that the text deserves, `Acme refused the request. -> refuse`; a word list's is a sentence with a word of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.document import Span
from pipeline.model.reading import Attribution, Text
from pipeline.model.rules import Frame, Rule, RulePack, StanceCue, WordList
from pipeline.statements.analysis import analyse
from pipeline.statements.attributions import attribute
from pipeline.statements.heads import heads_of, place_heads
from pipeline.statements.lexicon import compile_pack
from pipeline.statements.positions import best
from pipeline.statements.scan import scan
from pipeline.statements.stance import Hit, hits_in

EXAMPLE, COUNTEREXAMPLE = "example", "counterexample"
_PART = re.compile(r"\[([SCT]):((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_WORD = re.compile(r"[^ .,;:]+")
_POSSESSIVE = re.compile(r"['’](s\b|(?=\s))")


class Case(NamedTuple):
    """One promise of a rule: its id, "example" or "counterexample", and the text as the pack has it."""

    rule: str
    kind: str
    text: str


def cases(pack: RulePack) -> Iterator[tuple[Rule, Case]]:
    """Yield every promise of a pack with its rule, in the order of the rules' ids."""
    for rule in pack.rules:
        for kind, texts in ((EXAMPLE, rule.examples), (COUNTEREXAMPLE, rule.counterexamples)):
            for text in texts:
                yield rule, Case(rule.id, kind, text)


def broken(pack: RulePack) -> list[tuple[Case, str]]:
    """Return the promises that a pack does not keep, each with what was read instead."""
    found = ((case, fault(pack, rule, case)) for rule, case in cases(pack))
    return [(case, why) for case, why in found if why]


def fault(pack: RulePack, rule: Rule, case: Case) -> str:
    """Return why a promise is not kept, "" when it is."""
    wanted = case.kind == EXAMPLE
    if isinstance(rule, Frame):
        return _frame_fault(pack, rule, case.text, wanted=wanted)
    if isinstance(rule, StanceCue):
        return _cue_fault(pack, rule, case.text, wanted=wanted)
    return _list_fault(pack, rule, case.text, wanted=wanted)


def attributions(pack: RulePack, text: str) -> tuple[Attribution, ...]:
    """Return the attributions that a pack reads in a text."""
    return attribute(analyse(Text(text)), pack)


def hits(pack: RulePack, text: str) -> list[Hit]:
    """Return the stance cues of a pack that fire in a text."""
    grammar = scan(analyse(Text(text)), compile_pack(pack))
    return hits_in(grammar, place_heads(grammar, heads_of(pack)), 0, len(grammar.tokens))


def _frame_fault(pack: RulePack, frame: Frame, example: str, *, wanted: bool) -> str:
    text = _PART.sub(lambda found: found[2], example)
    seen = [item for item in attributions(pack, text) if item.rule == f"{frame.id}@{frame.version}"]
    if not wanted:
        return f"it reads {_shown(text, seen[0])}" if seen else ""
    parts: dict[str, list[str]] = {"S": [], "C": [], "T": []}
    for role, words in _PART.findall(example):
        parts[role].append(words)
    if any(_parts(text, item) == parts for item in seen):
        return ""
    return f"it reads {_shown(text, seen[0])}" if seen else "it does not fire"


def _parts(text: str, item: Attribution) -> dict[str, list[str]]:
    return {"S": _words(text, item.source), "C": _words(text, item.cue), "T": _words(text, item.content)}


def _words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _shown(text: str, item: Attribution) -> str:
    return ", ".join(f"{role} {' … '.join(words)!r}" for role, words in _parts(text, item).items())


def _cue_fault(pack: RulePack, cue: StanceCue, example: str, *, wanted: bool) -> str:
    text, _, label = example.partition(" -> ")
    fired = hits(pack, text)
    if not wanted:
        return "it fires" if cue.id in {hit.cue.id for hit in fired} else ""
    chosen = best(fired)
    got = str(chosen.stance) if chosen else ""
    return "" if got == label.strip() else f"the label is {got or 'none'}"


def _list_fault(pack: RulePack, item: WordList, text: str, *, wanted: bool) -> str:
    is_cue = any(item.id in frame.cues for frame in pack.frames)
    there = _attributes(pack, item, text) if is_cue else _holds(item, text)
    what = "a word of it attributes" if is_cue else "a word of it stands there"
    return "" if there == wanted else (f"not so: {what}" if wanted else what)


def _attributes(pack: RulePack, item: WordList, text: str) -> bool:
    return any(step.note.endswith(f" {item.id}") for found in attributions(pack, text) for step in found.steps)


def _holds(item: WordList, text: str) -> bool:
    words = f" {' '.join(_WORD.findall(_POSSESSIVE.sub('', text.lower())))} "
    return any(f" {form} " in words for form, _ in item.forms)
