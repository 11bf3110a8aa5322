"""Embedded posts: the account's own words, and its name after a dash at the end.

"We never shared any data. — Acme (@acme) July 6, 2020" is how sites embed a post. Nobody attributes it in words; the
signature does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.model.document import BlockKind, Span
from pipeline.model.labels import Form
from pipeline.model.reading import Attribution
from pipeline.statements.analysis import Analysis
from pipeline.statements.mentions import Mention

DASHES = frozenset(("—", "–", "―"))
_LONGEST = 24
_SHORTEST = 3


def signed_posts(analysis: Analysis, mentions: tuple[Mention, ...]) -> tuple[Attribution, ...]:
    """Return what followed companies say in embedded posts, by the name right after the last dash."""
    found = []
    for first, last in _posts(analysis):
        low = max(first + _SHORTEST, last - _LONGEST)
        dash = next((k for k in range(last - 1, low - 1, -1) if analysis.tokens[k].text in DASHES), -1)
        signer = next((item for item in mentions if item.first == dash + 1), None) if dash >= 0 else None
        if signer is not None:
            found.append(_attribution(analysis, first, dash, signer))
    return tuple(found)


def _posts(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the tokens of each run of paragraphs that are parts of a post."""
    for is_post, run in groupby(analysis.paragraphs, key=lambda paragraph: paragraph.kind is BlockKind.POST):
        parts = list(run)
        if is_post:
            yield parts[0].first, parts[-1].last


def _attribution(analysis: Analysis, first: int, dash: int, signer: Mention) -> Attribution:
    tokens = analysis.tokens
    source = Span(tokens[signer.first].start, tokens[signer.last - 1].end)
    content = Span(tokens[first].start, tokens[dash - 1].end)
    return Attribution((source,), (), (content,), Form.DIRECT, "", "speech")
