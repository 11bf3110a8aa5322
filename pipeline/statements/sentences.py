"""Paragraphs and sentences, with exact offsets.

Sentences are found over tokens and quotations, because a full stop inside a quotation ("It is over. We lost," he
said) ends no sentence of the article, while one before a closing mark may.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Block, BlockKind
from pipeline.statements.quotes import DOUBLE, SINGLE, Quote
from pipeline.statements.tokens import Token

_LINE_END = re.compile("[\n\r\u2028\u2029]+")
_FINAL = frozenset(".!?…")
_ATTACHED = DOUBLE | SINGLE | frozenset(")]}*†‡")
_LONGEST_QUOTED = 400

# Titles and abbreviations that stand before a name or number: the full stop after them ends nothing.
_TITLES = """
    mr mrs ms mx dr prof sen rep gov gen col maj capt lt sgt cpl adm cmdr rev fr hon pres st mt messrs supt det
    insp vs v no nos fig figs art sec approx ca cf e.g i.e eg ie viz al jan feb mar apr jun jul aug sep sept oct
    nov dec assoc atty dist dept ft univ ph.d pp vol ed eds
"""
_BEFORE_NAME = frozenset(_TITLES.split())
# Abbreviations that also end a sentence: they break only before a word that clearly begins one.
_SUFFIXES = """
    inc corp co ltd llc plc bros jr sr u.s u.k u.n e.u d.c a.m p.m etc est u.s.a l.a n.y b.c a.d
"""
_MAYBE_LAST = frozenset(_SUFFIXES.split())
_OPENERS = """
    the a an this that these those he she it they we i you his her its their our my but and or so in on at by
    for from with as if when while after before however meanwhile also there what who why how yet still earlier
    later mr mrs ms according asked since though although
"""
_BEGINNERS = frozenset(_OPENERS.split())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: offsets in code points, the range of its tokens, and what it is in the page."""

    start: int
    end: int
    first: int
    last: int
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets in code points, the range of its tokens, and the index of its paragraph."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


def find_paragraphs(text: str, tokens: Sequence[Token], blocks: Sequence[Block] = ()) -> tuple[Paragraph, ...]:
    """Return the paragraphs that hold a token, ascending. A line is a paragraph, unless it was wrapped.

    A line counts as wrapped when it ends without a mark and the next one begins in lower case. With `blocks`, a
    paragraph never crosses a block's edge and takes its kind from it.
    """
    breaks = _breaks(text, tokens, blocks)
    kinds = _kinds(tokens, blocks)
    paragraphs = []
    for low, high in zip([0, *breaks], [*breaks, len(tokens)], strict=True):
        if low < high:
            kind = kinds.get(low, BlockKind.PARAGRAPH)
            paragraphs.append(Paragraph(tokens[low].start, tokens[high - 1].end, low, high, kind))
    return tuple(paragraphs)


def _breaks(text: str, tokens: Sequence[Token], blocks: Sequence[Block]) -> list[int]:
    """Return the indices of the tokens that begin a paragraph, the first one excepted."""
    if not blocks:
        return _line_breaks(text, tokens)
    edges = sorted({block.start for block in blocks} | {block.end for block in blocks})
    edge = 0
    breaks = []
    for at in range(1, len(tokens)):
        low, high = tokens[at - 1].end, tokens[at].start
        while edge < len(edges) and edges[edge] < low:
            edge += 1
        if (edge < len(edges) and edges[edge] <= high) or (high > low and _parts(text, low, high, tokens[at])):
            breaks.append(at)
    return breaks


def _line_breaks(text: str, tokens: Sequence[Token]) -> list[int]:
    """Return the breaks of a text without blocks: only the white space around the ends of lines can hold one."""
    ends = [found.start() for found in _LINE_END.finditer(text)]
    if not ends:
        return []
    starts = [token.start for token in tokens]
    places = sorted({bisect_right(starts, end) for end in ends})
    return [at for at in places if 0 < at < len(tokens) and _parts(text, tokens[at - 1].end, starts[at], tokens[at])]


def _parts(text: str, low: int, high: int, following: Token) -> bool:
    """Whether the white space `text[low:high]` parts two paragraphs."""
    if high - low == 1 and text[low] == " ":
        return False
    lines = sum(text.count(mark, low, high) for mark in ("\n", "\r", "\u2029", "\u2028")) - text.count(
        "\r\n", low, high
    )
    if lines != 1:
        return lines > 1
    return not (following.text[0].islower() and text[low - 1].isalnum())


def _kinds(tokens: Sequence[Token], blocks: Sequence[Block]) -> dict[int, BlockKind]:
    """Map the index of each token inside a block that is no plain paragraph to the block's kind."""
    kinds: dict[int, BlockKind] = {}
    at = 0
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        while at < len(tokens) and tokens[at].start < block.start:
            at += 1
        while at < len(tokens) and tokens[at].end <= block.end:
            kinds[at] = block.kind
            at += 1
    return kinds


def find_sentences(
    tokens: Sequence[Token], paragraphs: Sequence[Paragraph], quotes: Sequence[Quote]
) -> tuple[Sentence, ...]:
    """Return the sentences, ascending; together they cover every token.

    A closed quotation of moderate length is kept whole within its sentence. An unclosed or very long one is not, so
    that a missing mark never makes an endless sentence.
    """
    whole = sorted(
        (quote.first, quote.last)
        for quote in quotes
        if quote.closed and quote.level == 0 and quote.last - quote.first <= _LONGEST_QUOTED
    )
    finals = [at for at, token in enumerate(tokens) if token.text in _FINAL]
    sentences: list[Sentence] = []
    at_quote = at_final = 0
    for n, paragraph in enumerate(paragraphs):
        low = at = paragraph.first
        while at < paragraph.last:
            while at_quote < len(whole) and whole[at_quote][0] < at:
                at_quote += 1
            while at_final < len(finals) and finals[at_final] < at:
                at_final += 1
            final = finals[at_final] if at_final < len(finals) else paragraph.last
            if at_quote < len(whole) and whole[at_quote][0] < min(final, paragraph.last):
                at = whole[at_quote][1]
                ended = _final_inside(tokens, at)
            else:
                at = final + 1
                ended = final < paragraph.last
            if ended and _ends(tokens, at, paragraph.last):
                at = _take_attached(tokens, at, paragraph.last)
                sentences.append(_sentence(tokens, low, at, n))
                low = at
        if low < paragraph.last:
            sentences.append(_sentence(tokens, low, paragraph.last, n))
    return tuple(sentences)


def _sentence(tokens: Sequence[Token], low: int, high: int, paragraph: int) -> Sentence:
    return Sentence(tokens[low].start, tokens[high - 1].end, low, high, paragraph)


def _final_inside(tokens: Sequence[Token], after: int) -> bool:
    """Whether the quotation that ends before token `after` ends with a final mark inside its marks."""
    return after > 1 and tokens[after - 2].text in _FINAL


def _take_attached(tokens: Sequence[Token], at: int, limit: int) -> int:
    """Move past closing marks and brackets that touch the final mark."""
    while at < limit and tokens[at].text in _ATTACHED and tokens[at].start == tokens[at - 1].end:
        at += 1
    return at


def _ends(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether a sentence ends before token `at`, the token before being a final or a closing mark."""
    final = at - 1
    at = _take_attached(tokens, at, limit)
    if at >= limit:
        return True
    following = tokens[at]
    if following.start == tokens[at - 1].end and following.text not in DOUBLE:
        return tokens[final].text == "." and following.text[0].isupper() and tokens[final - 1].text[-1].islower()
    if following.text in _FINAL:
        return False
    return _begins(tokens, at, limit) and not _abbreviated(tokens, final, at)


def _begins(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether token `at` can begin a sentence: a capital, a digit or an opening mark before either."""
    while at < limit and not tokens[at].text[0].isalnum():
        if tokens[at].text in {",", ";", ":", ")"}:
            return False
        at += 1
    if at >= limit:
        return True
    first = tokens[at].text
    return not first[0].islower() or first[-1].isupper() or not first.isascii()


def _abbreviated(tokens: Sequence[Token], final: int, following: int) -> bool:
    """Whether the full stop at `final` belongs to an abbreviation or an initial rather than to the sentence."""
    if tokens[final].text != "." or final == 0 or tokens[final - 1].end != tokens[final].start:
        return False
    before = tokens[final - 1]
    if before.lower.rpartition("-")[2] in _BEFORE_NAME:
        return before.lower != "no" or tokens[following].text[0].isdigit()
    if before.lower in _MAYBE_LAST:
        return tokens[following].lower not in _BEGINNERS and tokens[following].text not in DOUBLE
    letters = before.text.split(".")
    initial = all(len(letter) == 1 and letter.isalpha() and letter.isupper() for letter in letters)
    initial = initial and before.text != "I"
    return initial and tokens[following].lower not in _BEGINNERS
