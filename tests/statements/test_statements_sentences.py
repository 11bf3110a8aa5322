"""Sentences and paragraphs cover the text in order, break where English breaks, and stay bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Block, BlockKind
from pipeline.model.reading import Text
from pipeline.statements.analysis import Analysis, analyse


def layers(text: str, blocks: tuple[Block, ...] = ()) -> Analysis:
    return analyse(Text(text, blocks=blocks))


def sentences(text: str) -> list[str]:
    return [text[part.start : part.end] for part in layers(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms. Roe left. She lost.", ["Ms. Roe left.", "She lost."]),
        ("The U.S. firm left. It won.", ["The U.S. firm left.", "It won."]),
        ("It moved to the U.S. The rest stayed.", ["It moved to the U.S.", "The rest stayed."]),
        ("Acme Inc. said so. J. R. Roe agreed.", ["Acme Inc. said so.", "J. R. Roe agreed."]),
        ('"It is over. We lost," he said. "So be it."', ['"It is over. We lost," he said.', '"So be it."']),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("“Why?” she asked. Nobody knew.", ["“Why?” she asked.", "Nobody knew."]),
        ("It rose 3.5 per cent. Then it fell.", ["It rose 3.5 per cent.", "Then it fell."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("The company said\nit would leave.", ["The company said\nit would leave."]),
        ("“Left open. And more.\n\nNext.", ["“Left open.", "And more.", "Next."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Abbreviations, quotations, numbers and line ends break sentences as a reader would."""
    assert sentences(text) == expected


def test_blocks_part_paragraphs_and_give_their_kind() -> None:
    """A block's edge is a paragraph's edge even without a blank line, and its kind is kept."""
    text = "Acme said: We will appeal. It left."
    quote = Block(11, 26, BlockKind.QUOTE, None)
    found = layers(text, (Block(0, 10, BlockKind.PARAGRAPH, None), quote, Block(27, 35, BlockKind.PARAGRAPH, None)))
    assert [(text[p.start : p.end], p.kind) for p in found.paragraphs] == [
        ("Acme said:", BlockKind.PARAGRAPH),
        ("We will appeal.", BlockKind.QUOTE),
        ("It left.", BlockKind.PARAGRAPH),
    ]


@given(st.text(alphabet="aB .!?,'\"“”\n", max_size=80))
def test_layers_cover_every_token_once(text: str) -> None:
    """Sentences follow one another without gap or overlap, each within its paragraph."""
    found = layers(text)
    assert [at for part in found.sentences for at in range(part.first, part.last)] == list(range(len(found.tokens)))
    for part in found.sentences:
        around = found.paragraphs[part.paragraph]
        assert around.first <= part.first < part.last <= around.last
