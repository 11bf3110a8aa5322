"""Tokens: words, numbers and marks with exact offsets."""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A word, a number or one mark of punctuation. Offsets are code points, end exclusive."""

    text: str
    lower: str
    start: int
    end: int


# Each alternative consumes characters that no later one could give back, so the scan is linear.
#   word         letters, digits and underscores, joined by an inner apostrophe, hyphen or ampersand; by a full stop
#                between lower-case letters (domain names) or single letters (U.S.); by . , : between digits. The
#                apostrophe that Unicode counts among the letters (ʼ) is none here
#   possessive   'Google' + "'s": the ending is a token of its own, whichever apostrophe is used
#   mark         two apostrophes or two backticks as one mark (of three that close, the first is a mark of its own),
#                else any single character that is not a space
_WORD = r"[^\Wʼ]+"
_TOKEN = re.compile(
    rf"{_WORD}(?:[-‐‑&'’ʼ.,:](?:(?<=[-‐‑&])(?=\w)|(?<=['’ʼ])(?![sS](?!\w))(?=\w)|(?<=[a-z]\.)(?=[a-z])"
    rf"|(?<=\b[A-Za-z]\.)(?=[A-Za-z]\b)|(?<=\d[.,:])(?=\d)){_WORD})*"
    r"|['’‘ʼ][sS](?!\w)"
    r"|(?<=[^\s'])'(?=''(?!'))|''|``|\S"
)


def tokenise(text: str) -> list[Token]:
    """Return the tokens of `text` in order; what stands between them is white space.

    >>> [token.text for token in tokenise("Google's spokesperson said: ''No.''")]
    ['Google', "'s", 'spokesperson', 'said', ':', "''", 'No', '.', "''"]
    """
    make = tuple.__new__  # what Token(...) does, without a call of Python's own for each of many tokens
    return [make(Token, ((word := m[0]), word.lower(), *m.span())) for m in _TOKEN.finditer(text)]
