"""Paragraphs that a colon announces, and what stands before a cue in the sentence before."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.model.document import BlockKind
from pipeline.statements.analysis import Analysis
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.quotes import DOUBLE, Quote
from pipeline.statements.scan import Scan
from pipeline.statements.sentences import Paragraph

_ANNOUNCED = 12
_SIGNATURE = 14


def previous_quote(analysis: Analysis, s: Scan, n: int) -> Range | None:
    """Return the sentence before in the same paragraph when it is a quotation that ends with ? or ! or a full stop."""
    if n == 0:
        return None
    previous = analysis.sentences[n - 1]
    here = analysis.sentences[n]
    signed = s.lower[here.first] in DASHES and previous.paragraph + 1 == here.paragraph
    if (previous.paragraph != here.paragraph and not signed) or previous.last - 1 not in s.closes:
        return None
    if s.closes[previous.last - 1] != previous.first or s.lower[previous.last - 2] not in {"?", "!", ".", ","}:
        return None
    return Range(previous.first, previous.last)


def paragraph_of(analysis: Analysis, n: int) -> Range:
    paragraph = analysis.paragraphs[analysis.sentences[n].paragraph]
    return Range(paragraph.first, paragraph.last)


def announced_by(analysis: Analysis, n: int) -> tuple[Range, ...]:
    """Return the paragraphs that the colon at the end of this sentence announces: one, or a quotation over several."""
    sentence = analysis.sentences[n]
    paragraph = analysis.paragraphs[sentence.paragraph]
    if sentence.last != paragraph.last or analysis.tokens[sentence.last - 1].text != ":":
        return ()
    announced = analysis.paragraphs[sentence.paragraph + 1 : sentence.paragraph + 1 + _ANNOUNCED]
    taken: list[Range] = []
    for k, paragraph in enumerate(announced):
        quoted = paragraph.kind in {BlockKind.QUOTE, BlockKind.POST} and paragraph.kind == announced[0].kind
        opened = k and analysis.tokens[paragraph.first].text in DOUBLE and not _closes(analysis, announced[k - 1])
        if k and not quoted and not opened:
            break
        taken.append(Range(paragraph.first, _unsigned(analysis, paragraph)))
    return tuple(taken)


def _unsigned(analysis: Analysis, paragraph: Paragraph) -> int:
    """Return where the paragraph ends without a dash and a name behind its closing mark."""
    tokens = analysis.tokens
    for at in range(paragraph.last - 1, max(paragraph.first, paragraph.last - _SIGNATURE), -1):
        if tokens[at].text in DASHES and tokens[at - 1].text in DOUBLE:
            return at
    return paragraph.last


def _closes(analysis: Analysis, paragraph: Paragraph) -> bool:
    """Whether the paragraph's last words are not part of an open quotation."""
    return not any(
        quote.last >= paragraph.last and not quote.closed
        for quote in analysis.quotes[bisect_left(analysis.quotes, paragraph.start, key=_start) :][:20]
        if quote.start < paragraph.end
    )


def _start(quote: Quote) -> int:
    return quote.start
