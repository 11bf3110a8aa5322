"""The records of one text: attributions and the article's own voice, read in the order of the text."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.document import BlockKind, Span
from pipeline.model.labels import Form, MissReason
from pipeline.model.reading import Attribution, Miss, Statement
from pipeline.statements.extension import extend_before
from pipeline.statements.narrated import read_narrated
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.spoken import is_act, read_said
from pipeline.statements.work import Said, Work

_SHORT_QUOTE = 4
_HEADING = 24
_ENDS = frozenset((".", "!", "?"))
_FINAL = frozenset((".", "!", "?", "…", ":"))
_NEXT = 60
_SAME = frozenset(("it", "they", "the", "he", "she"))


def read_all(work: Work, found: tuple[Attribution, ...]) -> tuple[tuple[Statement, ...], tuple[Miss, ...]]:
    """Return the statements and misses of the text."""
    said = _by_sentence(work, found)
    covered = _covered(work, said)
    headings = {n for n in range(len(work.analysis.paragraphs)) if _is_heading(work, n)}
    for n, sentence in enumerate(work.analysis.sentences):
        if sentence.paragraph in headings:
            continue
        for item in said.get(n, []):
            read_said(work, item)
        read_narrated(work, Range(sentence.first, sentence.last), covered, said.get(n, []))
        if n not in said:
            extend_before(work, n)
    return _sorted(work)


def _sorted(work: Work) -> tuple[tuple[Statement, ...], tuple[Miss, ...]]:
    """Return the records in order, without those within a longer one of the same company and label."""
    seen: dict[tuple[int, int, str, str], Statement] = {}
    for item in work.statements:
        seen.setdefault((item.start, -item.end, item.company_key, item.stance), item)
    reach: dict[tuple[str, str], int] = {}
    kept = []
    for key in sorted(seen):
        one = seen[key]
        if one.end > reach.get((one.company_key, one.stance), -1):
            reach[(one.company_key, one.stance)] = one.end
            kept.append(one)
    kept.sort(key=lambda one: (one.start, one.end, one.company, one.stance))
    unclear = {miss for miss in work.misses if miss.reason is MissReason.NEGATION_UNCLEAR}
    told = {miss for miss in unclear if any(one.start <= miss.start < one.end for one in kept)}
    misses = sorted(set(work.misses) - told, key=lambda miss: (miss.start, miss.company_key, miss.end, miss.reason))
    return tuple(_from_one_paper(kept)), tuple(misses)


def _from_one_paper(kept: list[Statement]) -> list[Statement]:
    """Give what a company says the channel of its next words, where only a pronoun names it there.

    "Acme welcomed the ruling. 'It is fair,' the firm said in a statement" tells where both were put out.
    """
    following: dict[str, Statement] = {}
    shared = []
    for one in reversed(kept):
        then = following.get(one.company_key)
        shared.append(replace(one, origin=then.origin) if then is not None and _goes_on(one, then) else one)
        following[one.company_key] = one
    return shared[::-1]


def _goes_on(one: Statement, then: Statement) -> bool:
    """Whether `then` follows `one` at once, tells its channel, and calls its source by no name."""
    near = 0 <= then.start - one.end <= _NEXT and one.origin == "unstated" and bool(one.source)
    same = then.source.lower().split(" ")[0] in _SAME and then.form is not Form.INDIRECT
    return near and then.origin.startswith("channel:") and same


def _by_sentence(work: Work, found: tuple[Attribution, ...]) -> dict[int, list[Said]]:
    s = work.s
    begins = {token.start: k for k, token in enumerate(s.tokens)}
    ends = {token.end: k + 1 for k, token in enumerate(s.tokens)}

    def ranged(span: Span) -> Range:
        return Range(begins[span.start], ends[span.end])

    grouped: dict[int, list[Said]] = {}
    for item in found:
        source = ranged(item.source[0]) if item.source else NO_RANGE
        cue = ranged(item.cue[0]) if item.cue else NO_RANGE
        content = tuple(ranged(span) for span in item.content)
        anchor = cue.first if item.cue else content[0].first
        grouped.setdefault(work.resolver.sentence_of[anchor], []).append(Said(source, cue, content, item))
    return grouped


def _covered(work: Work, said: dict[int, list[Said]]) -> set[int]:
    """Return the tokens that someone's words take up, quotations included: the article's voice is elsewhere."""
    inside: set[int] = set()
    for items in said.values():
        for item in items:
            if item.item.kind in {"speech", "document"} and not is_act(work, item):
                for part in item.content:
                    inside.update(range(*part))
                inside.update(range(*item.cue))
    for first, last in work.s.opens.items():
        if last - first > _SHORT_QUOTE:
            inside.update(range(first, last))
    return inside


def _is_heading(work: Work, paragraph: int) -> bool:
    """Whether a paragraph is a headline or a subheading: marked so, or short and without a final mark."""
    item = work.analysis.paragraphs[paragraph]
    text = work.analysis.text
    if item.kind is BlockKind.HEADING:
        return True
    words = text.text[item.start : item.end].strip()
    if words == text.headline.strip():
        return True
    closed = words.rstrip("\"”’')")
    final = closed[-1:] in _FINAL or (closed != words and closed[-1:] == ",")
    if final or item.kind is not BlockKind.PARAGRAPH:
        return False
    short = item.last - item.first <= _HEADING and _ENDS.isdisjoint(work.s.lower[item.first : item.last - 1])
    return paragraph == 0 or short
