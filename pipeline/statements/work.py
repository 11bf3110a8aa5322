"""What one reading works on: the text in layers, an attribution in tokens, and what has been found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.model.company import Company
from pipeline.model.document import Span
from pipeline.model.labels import MissReason
from pipeline.model.reading import Attribution, Miss, Statement
from pipeline.statements.analysis import Analysis
from pipeline.statements.heads import Place, Placed
from pipeline.statements.memory import Agent
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import Range
from pipeline.statements.reference import Resolver
from pipeline.statements.scan import Scan
from pipeline.statements.sourcing import Outlets
from pipeline.statements.stance import Hit, Window, hit_at


@dataclass(frozen=True, slots=True)
class Talk:
    """Who spoke last, in which sentence, and where the words were put out."""

    sentence: int
    companies: tuple[Company, ...]
    origin: str


@dataclass(slots=True)
class Work:
    """What is read, and what has been found so far."""

    analysis: Analysis
    s: Scan
    placed: Placed
    resolver: Resolver
    outlets: Outlets
    doubtful: tuple[Mention, ...] = ()
    statements: list[Statement] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    hits: dict[int, Hit | None] = field(default_factory=dict)
    origins: dict[int, str] = field(default_factory=dict)
    talk: Talk | None = None

    def hits_of(self, n: int) -> list[Hit]:
        """Return the stance cues of sentence `n` by which an article narrates; where one is barred, that is a miss."""
        sentence = self.analysis.sentences[n]
        found: list[Hit] = []
        behind = sentence.first
        for at, places in self.placed.between(sentence.first, sentence.last):
            if at < behind or not any(place.form.cue.narrated for place in places):
                continue
            hit = self._hit(at, places, n)
            if hit is not None and not hit.cue.narrated and hit.cue.pos == "fixed":
                hit = self._verb(at, places, n)  # words that narrate nothing stand in no verb's way
            if hit is None:
                continue
            behind = hit.last if hit.cue.pos == "verb" else at + 1
            if hit.barred is None:
                found.append(hit)
            elif hit.barred is MissReason.NEGATION_UNCLEAR and hit.cue.narrated:
                miss_at(self, Range(hit.first, hit.last), hit.barred, "")
        return found

    def hits_at(self, cue: Range) -> list[Hit]:
        """Return the stance cues that begin within the tokens of `cue`, with those that state no position there."""
        n = self.resolver.sentence_of[cue.first]
        high = self.analysis.sentences[n].last
        within = takewhile(lambda head: head[0] < cue.last, self.placed.between(cue.first, high))
        return [hit for at, places in within if (hit := self._hit(at, places, n)) is not None]

    def _verb(self, at: int, places: tuple[Place, ...], n: int) -> Hit | None:
        """Return the stance cue at a token among those by which an article narrates."""
        sentence = self.analysis.sentences[n]
        told = tuple(place for place in places if place.form.cue.narrated)
        return hit_at(self.s, self.placed.heads, at, told, Window(sentence.first, sentence.last, sentence.first))

    def _hit(self, at: int, places: tuple[Place, ...], n: int) -> Hit | None:
        """Return the stance cue at a token of sentence `n`, read once."""
        if at not in self.hits:
            sentence = self.analysis.sentences[n]
            window = Window(sentence.first, sentence.last, sentence.first)
            self.hits[at] = hit_at(self.s, self.placed.heads, at, places, window)
        return self.hits[at]


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
