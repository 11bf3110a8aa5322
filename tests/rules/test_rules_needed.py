"""Every rule of the shipped pack is needed: without it, one of its own examples is read otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.errors import RuleError
from pipeline.model.rules import Frame, RulePack, StanceCue
from pipeline.rules import parse_pack
from pipeline.run.configured import load_packs
from pipeline.statements.examples import EXAMPLE, Case, fault

PACK = load_packs(("en",))[0]
CUE = """
[[cue]]
id = "{id}"
version = 1
description = "Leaving."
heads = ["leave"]
label = "exit"
negated = ""
modality = ""
require = []
forbid = []
target = "object"
narrated = true
weight = {weight}
examples = ["Acme left. -> exit"]
counterexamples = ["Acme."]
"""


def without(rule: Frame | StanceCue) -> RulePack:
    """Return the pack less one rule, under a digest of its own."""
    return replace(
        PACK,
        frames=tuple(one for one in PACK.frames if one is not rule),
        cues=tuple(one for one in PACK.cues if one is not rule),
        digest=f"{PACK.digest} without {rule.id}",
    )


@pytest.mark.parametrize("rule", [*PACK.frames, *PACK.cues], ids=lambda rule: rule.id)
def test_a_rule_is_needed(rule: Frame | StanceCue) -> None:
    """A rule whose examples other rules read all the same says nothing, and goes."""
    rest = without(rule)

    assert any(fault(rest, rule, Case(rule.id, EXAMPLE, text)) for text in rule.examples)


def test_two_cues_with_an_equal_claim_are_refused() -> None:
    """Which of them fires would be chance; a difference in weight decides."""
    first = CUE.format(id="exit.one", weight=5)

    with pytest.raises(RuleError, match=r"\[exit.two\]: claims the head 'leave' as exit.one does"):
        parse_pack("en", {"a.toml": (first + CUE.format(id="exit.two", weight=5)).encode()})
    assert len(parse_pack("en", {"a.toml": (first + CUE.format(id="exit.two", weight=6)).encode()}).cues) == 2


def test_a_cue_names_a_word_list_in_its_heads_and_conditions() -> None:
    """The loader writes the words out; a list that is not there is refused."""
    words = """
[[list]]
id = "voice.bad"
version = 1
description = "Judging."
kind = "voice"
lemmas = ["shoddy", "unfair"]
examples = ["it is unfair"]
counterexamples = ["it is fair"]
"""
    text = CUE.format(id="exit.one", weight=5).replace('["leave"]', '["leave", "@voice.bad"]')
    text = text.replace("forbid = []", 'forbid = ["next:@voice.bad|again"]')

    cue = parse_pack("en", {"a.toml": (words + text).encode()}).cues[0]

    assert (cue.heads, cue.forbid) == (("leave", "shoddy", "unfair"), ("next:shoddy|unfair|again",))
    with pytest.raises(RuleError, match=r"'@voice.bad' names an unknown word list"):
        parse_pack("en", {"a.toml": text.encode()})
