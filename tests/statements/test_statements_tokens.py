"""Tokens cover every character that is not white space, once, with exact offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statements.tokens import tokenise

ALPHABET = st.text(alphabet="aZé9 .,:'’\"“”`-&\n\t—($%İß\u0301中", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme's plan", ["Acme", "'s", "plan"]),
        ("It’s state-owned.", ["It", "’s", "state-owned", "."]),
        ("didn't O’Roe", ["didn't", "O’Roe"]),
        ("AT&T paid $1,200.50 at 5:48", ["AT&T", "paid", "$", "1,200.50", "at", "5:48"]),
        ("the U.S. site acme.example", ["the", "U.S", ".", "site", "acme.example"]),
        ("''No,'' ``yes''", ["''", "No", ",", "''", "``", "yes", "''"]),
        ("us,'''", ["us", ",", "'", "''"]),
        ("end.Start", ["end", ".", "Start"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Inner apostrophes and hyphens join, possessives part, every mark stands alone."""
    assert [token.text for token in tokenise(text)] == expected


@given(ALPHABET)
def test_offsets_are_exact_and_nothing_is_lost(text: str) -> None:
    """Each token is the text between its offsets, tokens ascend, and only white space lies between them."""
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text and token.text for token in tokens)
    edges = [0, *(edge for token in tokens for edge in (token.start, token.end)), len(text)]
    assert edges == sorted(edges)
    assert "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip() == ""
