"""Stance cues: every example of the pack reads as it says, no counterexample gives its rule's label."""

from __future__ import annotations

import pytest

from pipeline.model.reading import Text
from pipeline.model.rules import RulePack
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.analysis import analyse
from pipeline.statements.heads import heads_of, place_heads
from pipeline.statements.lexicon import compile_pack
from pipeline.statements.positions import best
from pipeline.statements.scan import scan
from pipeline.statements.stance import Hit, hits_in

PACK: RulePack = parse_pack("en", pack_source("en"))
EXAMPLES = [(cue.id, example) for cue in PACK.cues for example in cue.examples]
COUNTEREXAMPLES = [(cue.id, example) for cue in PACK.cues for example in cue.counterexamples]


def hits(text: str) -> list[Hit]:
    analysis = analyse(Text(text))
    grammar = scan(analysis, compile_pack(PACK))
    return hits_in(grammar, place_heads(grammar, heads_of(PACK)), 0, len(grammar.tokens))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_reads_example(rule: str, example: str) -> None:
    """The heaviest cue of an example gives the label that the example names."""
    text, _, label = example.partition(" -> ")
    found = best(hits(text))
    assert (str(found.stance) if found else "") == label.strip(), rule


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_leaves_counterexample(rule: str, example: str) -> None:
    """A counterexample does not fire its rule."""
    assert rule not in {hit.cue.id for hit in hits(example)}


def test_covers_all_labels() -> None:
    """The pack has a cue for each of the sixteen labels."""
    assert len({cue.label for cue in PACK.cues} - {""}) == 16
