"""What one reading works on: the text in layers, an attribution in tokens, and what has been found so far."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.model.document import Span
from pipeline.model.labels import MissReason
from pipeline.model.reading import Attribution, Miss, Statement
from pipeline.statements.analysis import Analysis
from pipeline.statements.heads import Placed
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import Range
from pipeline.statements.reference import Agent, Resolver
from pipeline.statements.scan import Scan
from pipeline.statements.stance import Hit, all_hits


@dataclass(slots=True)
class Work:
    """What is read, and what has been found so far."""

    analysis: Analysis
    s: Scan
    placed: Placed
    resolver: Resolver
    outlets: frozenset[str]
    doubtful: tuple[Mention, ...] = ()
    statements: list[Statement] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    hits: dict[int, list[Hit]] = field(default_factory=dict)

    def hits_of(self, n: int) -> list[Hit]:
        """Return the stance cues of sentence `n` that state a position."""
        return [hit for hit in self._all_of(n) if hit.barred is None]

    def hits_at(self, cue: Range) -> list[Hit]:
        """Return the stance cues that begin within the tokens of `cue`, with those that state no position there."""
        found = self._all_of(self.resolver.sentence_of[cue.first])
        at = bisect_left(found, cue.first, key=lambda hit: hit.first)
        return list(takewhile(lambda hit: hit.first < cue.last, found[at : at + cue.last - cue.first]))

    def _all_of(self, n: int) -> list[Hit]:
        """Return the stance cues of sentence `n`, read once; where one is barred, that is a miss."""
        if n not in self.hits:
            sentence = self.analysis.sentences[n]
            self.hits[n] = all_hits(self.s, self.placed, sentence.first, sentence.last)
            for hit in self.hits[n]:
                if hit.barred is MissReason.NEGATION_UNCLEAR and hit.cue.narrated:
                    miss_at(self, Range(hit.first, hit.last), hit.barred, "")
        return self.hits[n]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution in ranges of tokens."""

    source: Range
    cue: Range
    content: tuple[Range, ...]
    item: Attribution


def span_of(s: Scan, part: Range) -> Span | None:
    return Span(s.tokens[part.first].start, s.tokens[part.last - 1].end) if part.first < part.last else None


def words_of(work: Work, part: Range) -> str:
    span = span_of(work.s, part)
    return work.analysis.text.text[span.start : span.end] if span is not None else ""


def missed(work: Work, said: Said, reason: MissReason, agent: Agent | None = None) -> None:
    cue = said.cue if said.cue.first < said.cue.last else said.content[0]
    key = agent.companies[0].key if agent is not None and agent.companies else ""
    miss_at(work, cue, reason, key)


def miss_at(work: Work, cue: Range, reason: MissReason, key: str) -> None:
    n = work.resolver.sentence_of[cue.first]
    near = work.resolver.by_sentence.get(n, [])
    company = key or (near[0].company.key if near else "")
    if not company:
        doubtful = next((m.company.key for m in work.doubtful if work.resolver.sentence_of[m.first] == n), "")
        company, reason = doubtful, MissReason.COMPANY_UNCERTAIN
    if not company:
        return
    span = Span(work.s.tokens[cue.first].start, work.s.tokens[cue.last - 1].end)
    words = work.analysis.text.text[span.start : span.end]
    work.misses.append(Miss(company, words, span.start, span.end, reason))
