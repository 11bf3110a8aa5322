"""Quotations: where the words of others stand in marks, whatever the marks.

A mark is read by what stands around it rather than by its shape alone, because pages mix shapes: an opener has white
space, a bracket, a dash or nothing before it and a word after it. Single marks open a quotation only where they
cannot be an apostrophe. A quotation left open ends with its paragraph; when the next paragraph opens with a mark
again, it is the continuation of the same speech (the convention of English printing).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.statements.tokens import Token

OPENING = frozenset("“„‟«‹")
CLOSING = frozenset("”»›")
STRAIGHT = frozenset(('"', "''", "``", "″", "＂", "〝", "〞"))
SINGLE = frozenset("'‘’‚‛‹›")
DOUBLE = (OPENING | CLOSING | STRAIGHT) - SINGLE
MARKS = DOUBLE | SINGLE
_BEFORE_OPENER = frozenset("([{—–-‒―:/…*") | DOUBLE | frozenset("‘‚")
_AFTER_CLOSER = frozenset(".,;:!?)]}…")
_ELIDED = frozenset(("em", "til", "till", "tis", "twas", "twere", "cause", "n", "bout", "round", "cos", "s", "d", "ll"))
_SINGLE_REACH = 120
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. `start:end` includes its marks, `inner_start:inner_end` is what stands between them.

    `closed` is False when no closing mark was found and the quotation ends with its paragraph. `level` is 0 for a
    quotation that stands in no other. `continues` says that it carries on the open quotation of the paragraph
    before. `single` says that single marks enclose it. `first` and `last` are indices of tokens: its opening mark,
    and one past its closing mark or last token.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    level: int
    continues: bool
    single: bool
    first: int
    last: int


def find_quotes(tokens: Sequence[Token], paragraphs: Sequence[tuple[int, int]]) -> tuple[Quote, ...]:
    """Return all quotations, ascending by start; a quotation within another follows the one it stands in.

    `paragraphs` are ranges of token indices, ascending. Linear in the number of tokens.
    """
    found: list[Quote] = []
    left_open = False
    for low, high in paragraphs:
        if low >= high:
            continue
        inside = _doubles(tokens, low, high)
        inside += _singles(tokens, low, high, inside)
        inside.sort(key=lambda pair: (pair[0], -pair[1]))
        before = len(found)
        _build(tokens, inside, high, found, continues=left_open)
        left_open = _ends_open(found, before)
    return tuple(found)


def _doubles(tokens: Sequence[Token], low: int, high: int) -> list[tuple[int, int, bool]]:
    """Pair double marks: (index of the opener, index of the closer or -1, False)."""
    pairs: list[tuple[int, int, bool]] = []
    stack: list[int] = []
    for at in range(low, high):
        if tokens[at].text not in DOUBLE:
            continue
        if _opens(tokens, at, low, high, bool(stack)):
            stack.append(at)
        elif stack:
            pairs.append((stack.pop(), at, False))
    pairs.extend((at, -1, False) for at in stack if at > low or not _names_speaker(tokens, at + 1, high))
    return pairs


def _names_speaker(tokens: Sequence[Token], first: int, high: int) -> bool:
    """Whether a name in capitals and a colon follow the mark, as in a transcript: its words need no marks."""
    for at in range(first, min(high, first + _NAMED)):
        if tokens[at].text == ":":
            return at > first
        if not (tokens[at].text.isupper() or tokens[at].text == "."):
            return False
    return False


def _opens(tokens: Sequence[Token], at: int, low: int, high: int, inside: bool) -> bool:
    """Whether the double mark at `at` opens a quotation."""
    mark = tokens[at]
    tight_left = at > low and tokens[at - 1].end == mark.start and tokens[at - 1].text not in _BEFORE_OPENER
    tight_right = at + 1 < high and tokens[at + 1].start == mark.end and tokens[at + 1].text not in _AFTER_CLOSER
    if mark.text in CLOSING:
        # A German or Danish opener looks like an English closer: only at the very start can it open.
        return not inside and at + 1 < high and (at == low or (not tight_left and tight_right))
    if mark.text in OPENING or mark.text == "``":
        # “Article 43“ closes with an opener's shape.
        return not (inside and tight_left and not tight_right)
    if not inside:
        return not tight_left or (tight_right and tokens[at + 1].text[0].isalnum())
    return not tight_left and tight_right


def _singles(
    tokens: Sequence[Token], low: int, high: int, doubles: Sequence[tuple[int, int, bool]]
) -> list[tuple[int, int, bool]]:
    """Pair single marks that cannot be apostrophes, within one stretch between double marks."""
    marks = [at for at in range(low, high) if tokens[at].text in SINGLE]
    if not marks[1:]:
        return []
    edges = sorted([a for a, _, _ in doubles] + [b for _, b, _ in doubles if b >= 0])
    closers = [at for at in marks if _may_close(tokens, at, high)]
    pairs: list[tuple[int, int, bool]] = []
    free_from = low
    for at in marks:
        if at < free_from or not _may_open(tokens, at, low, high):
            continue
        limit = _next_after(edges, at, high)
        closer = _closer(tokens, closers, at, min(limit, at + _SINGLE_REACH))
        if closer >= 0:
            pairs.append((at, closer, True))
            free_from = closer + 1
    return pairs


def _may_open(tokens: Sequence[Token], at: int, low: int, high: int) -> bool:
    mark = tokens[at]
    if mark.text == "’" or at + 1 >= high or tokens[at + 1].start != mark.end:
        return False
    before = tokens[at - 1] if at > low else None
    if before is not None and before.end == mark.start and before.text not in _BEFORE_OPENER:
        return False
    after = tokens[at + 1].lower
    return after not in _ELIDED and (after[0].isalpha() or after[0] in "$£€#@[" or after[0].isdigit())


def _may_close(tokens: Sequence[Token], at: int, high: int) -> bool:
    mark = tokens[at]
    if mark.text == "‘" or tokens[at - 1].end != mark.start:
        return False
    return at + 1 >= high or tokens[at + 1].start != mark.end or not tokens[at + 1].text[0].isalnum()


def _closer(tokens: Sequence[Token], closers: Sequence[int], opener: int, limit: int) -> int:
    """Return the closer of a single quotation, or -1. A mark after a plural's s may be a possessive: it comes last."""
    doubtful = -1
    for n in range(bisect_right(closers, opener + 1), len(closers)):
        at = closers[n]
        if at >= limit:
            break
        possessive = tokens[at - 1].lower.endswith("s") and at + 1 < len(tokens) and tokens[at + 1].text[0].isalnum()
        if not possessive:
            return at if doubtful < 0 or at - doubtful <= _SINGLE_REACH // 4 else doubtful
        if doubtful < 0:
            doubtful = at
    return doubtful


def _next_after(edges: Sequence[int], at: int, default: int) -> int:
    n = bisect_right(edges, at)
    return edges[n] if n < len(edges) else default


def _build(
    tokens: Sequence[Token], pairs: Sequence[tuple[int, int, bool]], high: int, found: list[Quote], *, continues: bool
) -> None:
    """Turn pairs, ascending, into quotations; an opener without a closer reaches to the end of the paragraph."""
    ends: list[int] = []
    for n, (opener, closer, single) in enumerate(pairs):
        while ends and ends[-1] <= opener:
            ends.pop()
        closed = closer >= 0
        last = closer + 1 if closed else _open_end(tokens, pairs, n, high)
        inner_start = tokens[opener].end
        inner_end = tokens[closer].start if closed else tokens[last - 1].end
        found.append(
            Quote(
                start=tokens[opener].start,
                end=tokens[last - 1].end,
                inner_start=min(inner_start, inner_end),
                inner_end=inner_end,
                closed=closed,
                level=len(ends),
                continues=continues and n == 0 and not ends,
                single=single,
                first=opener,
                last=last,
            )
        )
        ends.append(last)


def _open_end(tokens: Sequence[Token], pairs: Sequence[tuple[int, int, bool]], n: int, high: int) -> int:
    """Where an unclosed quotation ends: before a later quotation that begins a sentence, else with the paragraph."""
    if n + 1 < len(pairs):
        following = pairs[n + 1][0]
        if not pairs[n + 1][2] and following > pairs[n][0] + 1 and tokens[following - 1].text in {".", "!", "?"}:
            return following
    return high


def _ends_open(found: Sequence[Quote], since: int) -> bool:
    """Whether the paragraph whose quotations begin at `since` leaves one open at its end."""
    outer = [quote for quote in found[since:] if quote.level == 0]
    return bool(outer) and not outer[-1].closed
