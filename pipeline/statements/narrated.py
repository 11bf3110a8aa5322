"""Positions in the article's own voice: who acts, and how far the act's clause reaches."""

from __future__ import annotations

from pipeline.model.labels import Form, MissReason, Recognised, Stance
from pipeline.model.reading import Attribution
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.acting import subject_of
from pipeline.statements.extent import SILENT, extent
from pipeline.statements.making import bare, record
from pipeline.statements.memory import Agent
from pipeline.statements.owners import owner_of, owner_of_thing
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.positions import Position
from pipeline.statements.scan import Scan
from pipeline.statements.silence import turned_to
from pipeline.statements.speakers import speaker
from pipeline.statements.spoken import whole_list
from pipeline.statements.stance import Hit, hits_in
from pipeline.statements.standing import reduced
from pipeline.statements.subjects import noun_before
from pipeline.statements.work import Said, Work, miss_at

_UTTERING = ("express", "voic", "air", "reiterat", "set", "register", "raise", "raisi")
_VIEWS = frozenset((Stance.OPPOSE, Stance.SUPPORT))
_OFFERS = frozenset(("offer", "approach", "bid", "proposal", "offers", "approaches", "bids", "proposals"))


def read_narrated(work: Work, sentence: Range, covered: set[int], said: list[Said]) -> None:
    s = work.s
    sources = {k for item in said for k in range(*bare(s, item.source))}
    before = NO_RANGE
    for hit in work.hits_of(work.resolver.sentence_of[sentence.first]):
        if not hit.cue.narrated or hit.first in covered or hit.first in sources:
            continue
        if hit.stance is Stance.ASKED or hit.cue.agent == "beside":
            agent, phrase = turned_to(work, hit, sentence)
        else:
            phrase = whole_list(work, _subject(work, hit, sentence))
            if before.first < before.last and _joined(s, hit) and not work.resolver.peek(phrase).companies:
                phrase = before
            before = phrase
            later = _named_later(work, phrase, hit, sentence)
            agent = _agent(work, phrase if later is None else later, hit)
            if later is not None and agent.companies:
                last = next(k for k in range(hit.last, sentence.last) if s.lower[k] == ",")
                record(work, agent, Position(sentence.first, last, hit), None)
                continue
        if agent.companies and hit.cue.agent == "from":
            record(work, agent, Position(sentence.first, phrase.last, hit), None)
        elif agent.companies:
            position = Position(*_extent(work, hit, phrase, sentence), hit)
            told = _silent_said(work, phrase, hit, agent)
            if told is not None and hit.stance is not Stance.DECLINED:
                position = Position(hit.first, position.last, hit)
            record(work, agent, position, told)
            _read_waiting(work, agent, hit, sentence)
        elif agent.reason is MissReason.SOURCE_UNCLEAR and work.resolver.by_sentence.get(
            work.resolver.sentence_of[hit.first]
        ):
            miss_at(work, Range(hit.first, hit.last), agent.reason, "")


def _subject(work: Work, hit: Hit, sentence: Range) -> Range:
    """Return who acts, which a participle behind its noun tells with "by": "a suit filed by Acme"."""
    if _reduced(work, hit):
        phrase = after(work.s, hit.last + 1, sentence.last)
        if work.resolver.peek(phrase).companies:
            return phrase
    return subject_of(work.s, hit, sentence)


def _reduced(work: Work, hit: Hit) -> bool:
    return hit.cue.pos == "verb" and reduced(work.s, hit.group, hit.last)


def _extent(work: Work, hit: Hit, phrase: Range, sentence: Range) -> Range:
    """Return the clause of an act, or the noun with the participle that tells of it: "a suit filed by Acme"."""
    if not _reduced(work, hit) or phrase.first != hit.last + 1:
        return extent(work, hit, phrase, sentence)
    noun = noun_before(work.s, hit.group.first, sentence.first)
    return Range(noun.first if noun.first < noun.last else hit.group.first, phrase.last)


def _read_waiting(work: Work, agent: Agent, hit: Hit, sentence: Range) -> None:
    """Record what the act waits for as a review of its own: "until the law is further assessed"."""
    s = work.s
    if hit.stance is Stance.REVIEW or hit.stance in SILENT:
        return
    for k in range(hit.last, sentence.last - 1):
        if s.lower[k] in {"until", "pending", "while"}:
            waits = [h for h in hits_in(s, work.placed, k, sentence.last) if h.stance is Stance.REVIEW]
            if waits and not (s.lower[k] == "while" and work.resolver.by_first.get(k + 1)):
                end = clauses.content_end(s, k, sentence.last)
                joined = (c for c in range(k, end - 1) if s.lower[c] == "," and s.lower[c + 1] in {"and", "but"})
                end = next(joined, end)
                record(work, agent, Position(k, clauses.without_marks_after(s, k, end), waits[0]), None)
            return


def _named_later(work: Work, phrase: Range, hit: Hit, sentence: Range) -> Range | None:
    """Return the subject behind the opening phrase in which "its" stands: "In voicing its opposition, Acme said"."""
    s = work.s
    its = phrase.last - phrase.first == 1 and s.lower[phrase.first] in {"its", "their"}
    opens = s.flags[sentence.first] & (lx.PREP | lx.SUBORD) or s.lower[sentence.first].endswith("ing")
    if not its or not opens or any(k in work.resolver.by_first for k in range(sentence.first, phrase.first)):
        return None
    comma = next((k for k in range(hit.last, sentence.last) if s.lower[k] == "," and k not in s.opens), -1)
    return after(s, comma + 1, sentence.last) if comma > 0 else Range(phrase.first, phrase.first)


def _agent(work: Work, phrase: Range, hit: Hit) -> Agent:
    if hit.cue.agent == "from":
        named = [item for item in work.resolver.mentions_in(phrase) if item.how is not Recognised.PERSON]
        companies = tuple(dict.fromkeys(item.company for item in named))
        return Agent(companies, Recognised.LIST if len(companies) > 1 else Recognised.NAME, phrase)
    if hit.cue.agent == "owner":
        return owner_of_thing(work, phrase)
    if phrase.first >= phrase.last:
        if not hit.group.passive or hit.cue.pos != "verb":
            return Agent(())
        return _offered(work, hit) if hit.stance is Stance.REFUSE else owner_of(work, hit)
    aside = hit.group.passive or (_reduced(work, hit) and phrase.first == hit.last + 1)
    return work.resolver.peek(phrase) if aside else work.resolver.resolve(phrase)


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
    """Return source and cue where a spokesperson, or a company, says that it will not answer, or voices a view."""
    if hit.cue.pos == "verb" and not hit.group.passive and _utters(work.s, hit):
        last = hit.first + 1 + (work.s.lower[hit.first + 1] == "out")
        return Said(phrase, Range(hit.first, last), (), Attribution((), (), (), Form.INDIRECT, "voicing"))
    if hit.stance is not Stance.DECLINED:
        return None
    del work, agent
    last = hit.last + (hit.cue.target != "none")
    cue = Range(hit.group.main if hit.cue.pos == "verb" else hit.first, last)
    return Said(phrase, cue, (), Attribution((), (), (), Form.INDIRECT, "silence"))


def _utters(s: Scan, hit: Hit) -> bool:
    """Whether the head is a view that is put into words: "expressed doubts", "voiced its opposition"."""
    if s.lower[hit.first].startswith("threat"):
        return True
    return hit.last - hit.first > 1 and s.lower[hit.first].startswith(_UTTERING) and hit.stance in _VIEWS


def _joined(s: Scan, hit: Hit) -> bool:
    """Whether "and" or "but" joins the verb right to the one before it, so that both have one subject."""
    group = hit.group
    return hit.cue.pos == "verb" and not group.passive and bool(s.flags[group.first - 1] & lx.CONJ)
