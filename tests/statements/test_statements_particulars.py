"""Whose demand a statement answers, on which condition, and what narrows it: words of the text, or nothing."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.document import Span
from pipeline.model.reading import Statement, Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

READER = prepare(Registry((Company("acme", "Acme"),), "0"), parse_pack("en", pack_source("en")))


def first(text: str) -> Statement:
    return READER.read(Text(text)).statements[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Acme complied with the regulator's order to remove the posts.", "the regulator"),
        ("Acme will not process requests from the Ruritanian authorities.", "the Ruritanian authorities"),
        ("Acme has sued the ministry over the levy.", "the ministry"),
        ("Acme refused to comply with demands from campaigners, who called it unfair.", "campaigners"),
        ("Acme has suspended its service.", ""),
        ("Acme rejected the offer.", ""),
        ("Acme welcomed the minister's order.", ""),
    ],
)
def test_names_whose_demand_it_is(text: str, words: str) -> None:
    """The words for the other party, where the position answers a demand and the text names it."""
    assert first(text).counterparty == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Acme will appeal unless the fine is cut.", "unless the fine is cut"),
        ("If the law passes, Acme will leave the market.", "If the law passes"),
        ("Acme will not hand over the data without a court order.", "without a court order"),
        ("Acme said it would not process requests until the law was clear.", "until the law was clear"),
        ("Acme will leave the market.", ""),
        ("Acme will leave the market as if nothing had happened.", ""),
    ],
)
def test_keeps_the_condition(text: str, words: str) -> None:
    """The words of the condition, wherever it stands in the sentence."""
    assert first(text).condition == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Acme has suspended new sign-ups in the country.", "new sign-ups"),
        ("Acme will not process future requests from the police.", "future requests"),
        ("Acme has suspended its service.", ""),
    ],
)
def test_keeps_what_narrows_the_object(text: str, words: str) -> None:
    """The noun phrase that a word such as "new" narrows."""
    assert first(text).qualifier == words


def test_spans_carry_the_words() -> None:
    """Each span holds the words of its field, and the step says what kind of party it is."""
    text = "Acme complied with the regulator's order."
    one = first(text)
    assert one.counterparty_span is not None
    assert text[one.counterparty_span.start : one.counterparty_span.end] == one.counterparty
    assert one.condition_span is None
    assert one.qualifier_span is None
    kinds = {step.note: Span(step.start, step.end) for step in one.steps if step.stage == "counterparty"}
    assert kinds == {"government": one.counterparty_span}
