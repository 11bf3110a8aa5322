"""Verbs whose past is their base form."""

from __future__ import annotations

import pytest

from pipeline.run.configured import load_packs
from pipeline.statements.examples import hits

PACK = load_packs(("en",))[0]


@pytest.mark.parametrize("text", ["Acme cut its orders.", "Acme quit the talks.", "The plan was put on hold by Acme."])
def test_a_past_like_its_base_is_a_verb(text: str) -> None:
    """An object, or a helper, tells the past from the noun."""
    assert hits(PACK, text)


@pytest.mark.parametrize("text", ["The price cut was small.", "It was a bid for the port."])
def test_a_noun_of_that_form_stays_one(text: str) -> None:
    """After an article or another noun it is no verb."""
    assert not hits(PACK, text)
