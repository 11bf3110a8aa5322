"""Positions in the article's own voice: who acts, and how far the act's clause reaches."""

from __future__ import annotations

from pipeline.model.labels import Form, MissReason, Stance
from pipeline.model.reading import Attribution
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.acting import subject_of
from pipeline.statements.making import record
from pipeline.statements.phrases import Range, after
from pipeline.statements.positions import Position
from pipeline.statements.reference import Agent
from pipeline.statements.scan import Scan
from pipeline.statements.speakers import speaker
from pipeline.statements.spoken import whole_list
from pipeline.statements.stance import Hit, hits_in
from pipeline.statements.work import Said, Work, miss_at

_SILENT = frozenset((Stance.DECLINED, Stance.NO_RESPONSE, Stance.ASKED))
_ADVERBS = 3
_OFFERS = frozenset(("offer", "approach", "bid", "proposal", "offers", "approaches", "bids", "proposals"))


def read_narrated(work: Work, sentence: Range, covered: set[int], said: list[Said]) -> None:
    s = work.s
    sources = {k for item in said for k in range(*item.source)}
    for hit in work.hits_of(work.resolver.sentence_of[sentence.first]):
        if not hit.cue.narrated or hit.first in covered or hit.first in sources:
            continue
        if hit.stance is Stance.ASKED:
            agent, phrase = _asked(work, hit, sentence)
        else:
            phrase = whole_list(work, subject_of(s, hit, sentence))
            agent = _agent(work, phrase, hit)
        if agent.companies:
            position = Position(*_narrated_span(work, hit, phrase, sentence), hit)
            record(work, agent, position, _silent_said(work, phrase, hit, agent))
            _read_waiting(work, agent, hit, sentence)
        elif agent.reason is MissReason.SOURCE_UNCLEAR and work.resolver.by_sentence.get(
            work.resolver.sentence_of[hit.first]
        ):
            miss_at(work, Range(hit.first, hit.last), agent.reason, "")


def _read_waiting(work: Work, agent: Agent, hit: Hit, sentence: Range) -> None:
    """Record what the act waits for as a review of its own: "until the law is further assessed"."""
    s = work.s
    if hit.stance is Stance.REVIEW or hit.stance in _SILENT:
        return
    for k in range(hit.last, sentence.last - 1):
        if s.lower[k] in {"until", "pending", "while"}:
            waits = [h for h in hits_in(s, work.heads, k, sentence.last) if h.stance is Stance.REVIEW]
            if waits and not (s.lower[k] == "while" and work.resolver.by_first.get(k + 1)):
                last = clauses.without_marks_after(s, k, clauses.content_end(s, k, sentence.last))
                record(work, agent, Position(k, last, waits[0]), None)
            return


def _asked(work: Work, hit: Hit, sentence: Range) -> tuple[Agent, Range]:
    """Return who was asked: the object of "have reached out to", the subject of "has been contacted"."""
    s = work.s
    if hit.group.passive:
        phrase = subject_of(s, hit, sentence)
        return work.resolver.peek(phrase), phrase
    first = hit.last
    while first < sentence.last and s.lower[first] in {"to", "for", "out"}:
        first += 1
    phrase = after(s, first, sentence.last)
    agent = work.resolver.peek(phrase)
    return agent, Range(hit.group.first, phrase.last)


def _agent(work: Work, phrase: Range, hit: Hit) -> Agent:
    if phrase.first >= phrase.last:
        return _offered(work, hit) if hit.stance is Stance.REFUSE and hit.group.passive else Agent(())
    return work.resolver.peek(phrase) if hit.group.passive else work.resolver.resolve(phrase)


def _offered(work: Work, hit: Hit) -> Agent:
    """Return whom an offer was made to that "was rejected": the only company named with it, or the one spoken of."""
    s = work.s
    sentence = work.analysis.sentences[work.resolver.sentence_of[hit.first]]
    offer = speaker(s, hit.group, sentence.first, None)
    if not set(s.lower[offer.first : offer.last]) & _OFFERS:
        return Agent(())
    named = {item.company for item in work.resolver.by_sentence.get(work.resolver.sentence_of[hit.first], [])}
    inside = [item for item in work.resolver.mentions_in(offer) if s.lower[item.first - 1] in {"to", "for", "the"}]
    if len(named) == 1 and inside:
        return Agent((inside[0].company,), inside[0].how, Range(inside[0].first, inside[0].last))
    return work.resolver.salient(offer) if not named else Agent((), reason=MissReason.SOURCE_UNCLEAR)


def _silent_said(work: Work, phrase: Range, hit: Hit, agent: Agent) -> Said | None:
    """Return source and cue where a spokesperson, or a company, says that it will not answer."""
    if hit.stance is not Stance.DECLINED:
        return None
    del work, agent
    last = hit.last + (hit.cue.target != "none")
    cue = Range(hit.group.main if hit.cue.pos == "verb" else hit.first, last)
    return Said(phrase, cue, (), Attribution((), (), (), Form.INDIRECT, "silence"))


def _narrated_span(work: Work, hit: Hit, phrase: Range, sentence: Range) -> Range:
    s = work.s
    if hit.cue.pos == "verb" and hit.group.passive:
        own = speaker(s, hit.group, sentence.first, None)
        first = own.first if own.first < own.last else phrase.first
    elif (phrase.first < phrase.last and hit.group.first - phrase.last <= _ADVERBS) or (
        s.flags[hit.group.first] & lx.WORD and hit.stance in _SILENT
    ):
        first = phrase.first
    else:
        first = hit.group.first
    if hit.stance is Stance.ASKED and not hit.group.passive and first > sentence.first:
        first = sentence.first
    if hit.group.infinitive and phrase.first < phrase.last <= hit.group.first <= phrase.last + 6:
        first = phrase.first
    last = clauses.content_end(s, max(first, hit.first), sentence.last)
    if hit.cue.pos == "verb" and hit.group.passive and hit.stance is not Stance.ASKED and phrase.last > hit.last:
        last = min(last, _first_comma(s, phrase))
    for k in range(hit.last, last - 1):
        if _ends_clause(s, k):
            last = k
            break
    return Range(first, clauses.without_marks_after(s, first, last))


def _first_comma(s: Scan, phrase: Range) -> int:
    return next((k for k in range(*phrase) if s.lower[k] == "," and s.flags[k + 1] & lx.DET), phrase.last)


def _ends_clause(s: Scan, k: int) -> bool:
    """Whether a narrated clause ends before `k`: at a comma with a new clause, or before "and" and a verb."""
    if k in s.opens:
        return False
    word, following = s.lower[k], s.lower[k + 1]
    if word == "," and not (following.endswith("ing") and s.flags[k + 1] & lx.VERB):
        return following in {
            "but",
            "while",
            "which",
            "saying",
            "although",
            "after",
            "as",
            "with",
            "amid",
            "and",
            "citing",
        }
    if word in {"but", "while", "until", "pending", "saying"}:
        return True
    if word == "," and following.endswith("ing") and s.flags[k + 1] & lx.VERB:
        return True
    if word == "and":
        bits = s.flags[k + 1]
        return bool(bits & (lx.AUX | lx.MODAL)) or bool(bits & lx.VERB and bits & lx.PAST and not bits & lx.NAME)
    return False
