"""Quotations are found whatever their marks, and never run away."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statements.quotes import Quote, find_quotes
from pipeline.statements.sentences import find_paragraphs
from pipeline.statements.tokens import tokenise


def quotes_of(text: str) -> tuple[Quote, ...]:
    tokens = tokenise(text)
    return find_quotes(tokens, [(part.first, part.last) for part in find_paragraphs(text, tokens)])


def inner(text: str) -> list[str]:
    return [text[quote.inner_start : quote.inner_end] for quote in quotes_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes, we will" today.', ["yes, we will"]),
        ("He said “yes” today.", ["yes"]),
        ("He said «oui» today.", ["oui"]),
        ("He said ''yes'' today.", ["yes"]),
        ("He said ``yes'' today.", ["yes"]),
        ("He said „ja“ today.", ["ja"]),
        ("It is 'aware' of the companies' fraud.", ["aware"]),
        ("It was becoming ‘increasingly frustrated’ with Roe’s plan.", ["increasingly frustrated"]),
        ("Roe's firm didn't pay; it's the workers' turn.", []),
        ("Rock 'n' roll in the '90s.", []),
        ("“It would “not help” them,” he said.", ["It would “not help” them,", "not help"]),
        ("\"They call it 'the end' here,\" he said.", ["They call it 'the end' here,", "the end"]),
        ("It would “not enforce Article 43″ at all.", ["not enforce Article 43"]),
        ("It would “not enforce Article 43“. Then it left.", ["not enforce Article 43"]),
        ('(“Aye”) and ["no"].', ["Aye", "no"]),
        ("''He's one of us: 'Hey, you,''' she said.", ["He's one of us: 'Hey, you,'", "Hey, you,"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    """Straight, curly, angled, doubled, low and single marks, nested and mismatched ones; no apostrophe."""
    assert inner(text) == expected


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    """A missing mark never makes a quotation of the next paragraph, which goes on only with a mark of its own."""
    text = "“We will appeal. We said so.\n\n“And we will win,” he said.\n\nThe court sat."
    first, second = quotes_of(text)
    assert (first.closed, first.continues, text[first.inner_start : first.inner_end]) == (
        False,
        False,
        "We will appeal. We said so.",
    )
    assert (second.closed, second.continues) == (True, True)


def test_an_open_mark_does_not_swallow_the_next_quotation() -> None:
    """Where a mark is missing and a later quotation begins a sentence, the first ends before it."""
    assert inner("“We will appeal, he said. “We will win,” he said.") == ["We will appeal, he said.", "We will win,"]


@given(st.text(alphabet="ab .,'’‘\"“”«»`\n", max_size=80))
def test_spans_are_sound(text: str) -> None:
    """Inner spans lie in outer ones, quotations nest or part, and those of level 0 never overlap."""
    found = quotes_of(text)
    assert all(q.start <= q.inner_start <= q.inner_end <= q.end <= len(text) for q in found)
    outer = [quote for quote in found if quote.level == 0]
    assert all(one.end <= two.start for one, two in pairwise(outer))
    assert list(found) == sorted(found, key=lambda quote: quote.start)
