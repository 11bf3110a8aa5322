"""Embedded posts, extensions to brands, and the stops and refusals of requests."""

import pytest

from pipeline.config import parse_registry
from pipeline.model.document import Block, BlockKind
from pipeline.model.reading import Text
from pipeline.rules.loader import pack_source, parse_pack
from pipeline.statements.reader import prepare

REGISTRY = parse_registry(
    b'[[companies]]\nname = "Acme"\n[[companies]]\nname = "Borealis"\n[[companies]]\nname = "Beacon"\nambiguous = true\n',
    "companies.toml",
)


@pytest.fixture(scope="module")
def reader():
    """Return a reader with the packaged rules."""
    return prepare(REGISTRY, parse_pack("en", pack_source("en")))


def read(reader, text, blocks=()):
    return {(one.company, str(one.stance)) for one in reader.read(Text(text, blocks=blocks)).statements}


def test_an_embedded_post_speaks_for_the_account_that_signs_it(reader):
    """Nobody attributes it in words; the name after the dash does."""
    words, signature = "We never shared any data with the police.", "— Acme (@acme) July 6, 2020"
    text = f"{words}\n\n{signature}"
    blocks = (
        Block(0, len(words), BlockKind.POST, None, "test"),
        Block(len(words) + 2, len(text), BlockKind.POST, None, "test"),
    )

    assert read(reader, text, blocks) == {("Acme", "deny")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme has paused its review of the orders. The pause covers Borealis.", {("Acme", "suspend"), ("Borealis", "suspend")}),
        ("Acme and Borealis have stopped handling requests.", {("Acme", "suspend"), ("Borealis", "suspend")}),
        ("Acme will not process any request until there is a ruling.", {("Acme", "suspend")}),
        ("Acme said it would “not comply or assist” with the demand.", {("Acme", "refuse")}),
        ("Acme does not intend to answer such demands.", {("Acme", "refuse")}),
        ("Acme has no plans to leave the country.", {("Acme", "continue")}),
        ("Acme and Borealis, which weigh more than the rest, went their separate ways and cancelled each other out.", set()),
        ("Acme says the benefit is that the chip does not interfere with other networks.", set()),
        ("A lamp was lit. Later Beacon said it would appeal.", {("Beacon", "challenge")}),
        ("The beacon was paused.", set()),
    ],
)  # fmt: skip
def test_positions(reader, text, expected):
    """Each text gives these positions and no other."""
    assert read(reader, text) == expected
