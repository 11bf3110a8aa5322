"""Text has one form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.normalise import key, normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  two\n\twords ", "two words"),
        ("no\u00a0break\u202fspaces\u2028here", "no break spaces here"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("co\u200dworker", "coworker"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("right\u202eleft\u2066", "rightleft"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("cafe\u0301", "café"),
        ("“quotes” – ‘stay’ … ﬁne", "“quotes” – ‘stay’ … ﬁne"),
        ("\u200b \u00ad", ""),
    ],
)
def test_the_rules(raw: str, expected: str) -> None:
    """Each rule does what the module says, and nothing else is touched."""
    assert normalise(raw) == expected


@given(st.text(st.characters(codec=None)))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """The rules are idempotent, and what they give is composed, single-spaced and free of edges."""
    once = normalise(text)

    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


def test_a_key_is_what_two_renderings_share() -> None:
    """Punctuation, white space and case do not count."""
    assert key("“We will NOT comply,” it said.") == key("'we will not comply' – it said")
