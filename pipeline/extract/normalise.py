"""Text is normalised here and nowhere else.

The rules, in this order, for the text of one block:

1. soft hyphens (U+00AD), zero-width characters (U+200B–U+200D, U+2060, U+FEFF), bidirectional controls
   (U+061C, U+200E, U+200F, U+202A–U+202E, U+2066–U+2069), control characters other than white space, lone surrogates
   and non-characters are dropped; but the joiners U+200C and U+200D stay between two letters or marks that are not
   Latin, where they are spelling (Persian, Indic scripts);
2. the rest is put in Unicode's composed form (NFC);
3. every run of white space, no-break spaces and line separators included, becomes one space, and none is left at
   either end.

Nothing else is touched: quotation marks, dashes, ligatures and letters stay as the page has them. The rules are
idempotent.
"""

from __future__ import annotations

import re
import unicodedata

SEPARATOR = "\n\n"
"""What stands between two blocks of a text."""

_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_JOINER = re.compile("[\u200c\u200d]")
_LATIN_END = "\u024f"


def normalise(text: str) -> str:
    r"""Return the text of one block in the one form that is stored, by the rules above.

    >>> normalise("  a\u00a0 b\u00adc\n")
    'a bc'
    """
    if text.isascii() and (plain := " ".join(text.split())).isprintable():
        return plain  # the common case, without a control character
    if not text.isascii():
        text = _DROPPED.sub("", text)
        if _JOINER.search(text):
            text = _JOINER.sub(_kept_joiner, text)
        text = unicodedata.normalize("NFC", text)
    else:
        text = _DROPPED.sub("", text)
    return " ".join(text.split())


def _kept_joiner(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    spelling = 0 < at < len(text) - 1 and all(_joins(text[i]) for i in (at - 1, at + 1))
    return match.group() if spelling else ""


def _joins(character: str) -> bool:
    return character > _LATIN_END and unicodedata.category(character)[0] in "LM"


def key(text: str) -> str:
    """Return the letters and digits of a text, case folded: what two renderings of the same words share."""
    return _NOT_WORD.sub("", text).casefold()


_NOT_WORD = re.compile(r"[\W_]+")
