"""The layers that every later stage reads: tokens, paragraphs, sentences and quotations of one text."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.reading import Text
from pipeline.statements.quotes import Quote, find_quotes
from pipeline.statements.sentences import Paragraph, Sentence, find_paragraphs, find_sentences
from pipeline.statements.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Analysis:
    """One text in layers. All offsets are code points of `text.text`, all indices are of `tokens`."""

    text: Text
    tokens: tuple[Token, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]


def analyse(text: Text, tokens: list[Token] | None = None) -> Analysis:
    """Return the layers of `text`, made of its tokens where they are known. Linear in its length."""
    tokens = tokenise(text.text) if tokens is None else tokens
    paragraphs = find_paragraphs(text.text, tokens, text.blocks)
    quotes = find_quotes(tokens, [(paragraph.first, paragraph.last) for paragraph in paragraphs])
    sentences = find_sentences(tokens, paragraphs, quotes)
    return Analysis(text, tuple(tokens), paragraphs, sentences, quotes)
