"""Where words were first put out: this outlet, another, a channel, and what neighbouring sentences tell of it."""

from __future__ import annotations

import pytest

from pipeline.model.company import Company, Registry
from pipeline.model.reading import Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

READER = prepare(
    Registry((Company("acme", "Acme"), Company("initech", "Initech")), "0"), parse_pack("en", pack_source("en"))
)


def origins(text: str, outlet: str = "") -> list[str]:
    return [one.origin for one in READER.read(Text(text, outlet=outlet)).statements]


@pytest.mark.parametrize(
    ("text", "outlet", "expected"),
    [
        ('"We oppose the law," Acme said in a statement.', "", ["channel:statement"]),
        (
            "In a statement sent to the press, Wired among others, Acme said it opposes the law.",
            "Wired",
            ["channel:statement"],
        ),
        ("In response to Wired's request, Acme said it opposes the law.", "Wired", ["this"]),
        ("Acme told Wired that it opposes the law.", "Wired", ["this"]),
        ("Acme told Wired that it opposes the law.", "Forbes", ["outlet:Wired"]),
        ("In a statement, Acme said it opposes the law. It said it would appeal.", "", ["channel:statement"] * 2),
        (
            'Acme welcomed the ruling. "We oppose the law," the company said in a statement.',
            "",
            ["channel:statement"] * 2,
        ),
        (
            'Acme welcomed the ruling. "We oppose the law," Initech said in a statement.',
            "",
            ["unstated", "channel:statement"],
        ),
        (
            "Acme said it opposes the law. Later Acme said in a tweet that it would appeal.",
            "",
            ["unstated", "channel:tweet"],
        ),
        ("Acme told the Western Courier that it opposes the law.", "", ["outlet:Western Courier"]),
        ("Acme told the Western Courier that it opposes the law.", "The Western Courier", ["this"]),
        ("Acme has suspended its sales, the Evening Ledger reported.", "", ["outlet:Evening Ledger"]),
        ("Acme told this newspaper that it opposes the law. It would appeal, it added.", "Wired", ["this"] * 2),
        ("Asked by Wired if it would pay, Acme said it opposes the law.", "Wired", ["this"]),
        ("Acme had not replied by the time of publication.", "Wired", ["this"]),
        ("Acme does not deny that the letter was sent, but says it opposes the law.", "", ["unstated"]),
        ('"We oppose the law," said Acme\'s Vice President Jane Roe.', "", ["unstated"]),
        ("Acme opposes the law, its lawyer told the court.", "", ["channel:court"]),
    ],
)
def test_tells_where_words_were_put_out(text: str, outlet: str, expected: list[str]) -> None:
    """The words around the cue tell; a pronoun carries the origin on, or back from the next sentence."""
    assert origins(text, outlet) == expected
