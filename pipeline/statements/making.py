"""Make the record of one position: its words, its form, its origin, and the steps that led to it."""

from __future__ import annotations

from pipeline.model.document import Span
from pipeline.model.labels import Form, MissReason, Modality, Stance
from pipeline.model.reading import Statement
from pipeline.statements import lexicon as lx
from pipeline.statements.memory import Agent
from pipeline.statements.objects import object_of
from pipeline.statements.offices import private
from pipeline.statements.origins import origin_for
from pipeline.statements.particulars import particulars
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.positions import Position
from pipeline.statements.practice import usual
from pipeline.statements.scan import Scan, is_adverb
from pipeline.statements.stance import Hit
from pipeline.statements.steps import steps_of
from pipeline.statements.voice import voice_of
from pipeline.statements.work import Said, Work, miss_at, span_of, words_of

_SAME_TALK = 300
_GOES_ON = frozenset(("he", "she", "it", "they", "mr", "ms", "mrs", "the"))
_PAST = frozenset(("had", "has", "have", "did", "didn't", "didn’t", "hadn't", "hasn't", "haven't", "never"))
_NOT = frozenset(("not", "never", "no", "won't", "won’t", "wouldn't", "wouldn’t", "cannot"))
_AHEAD = frozenset(("be", "will", "would", "can", "could", "shall", "may", "might", "to"))
BINDS = ("threat", "promis", "vow", "pledg", "swear", "swore", "sworn", "undert", "guarantee")
_FOR_NOW = ("for now", "for the time being", "temporarily", "for the moment", "until further notice", "until")
_TAIL = 3
_POSSIBLE = frozenset(("could", "may", "might"))
_AGREES = frozenset(("comply.agree", "refuse.request"))
_SILENT = frozenset((Stance.DECLINED, Stance.NO_RESPONSE, Stance.ASKED))


def record(work: Work, agent: Agent, position: Position, said: Said | None) -> None:
    s, hit = work.s, position.hit
    sentence = work.analysis.sentences[work.resolver.sentence_of[hit.first]]
    if agent.person and private(s, work.resolver.roles, hit.first, sentence):
        miss_at(work, Range(hit.first, hit.last), MissReason.THIRD_PARTY, agent.companies[0].key)
        return
    if usual(s, hit, sentence):
        miss_at(
            work, Range(hit.first, hit.last), MissReason.NO_STANCE, agent.companies[0].key if agent.companies else ""
        )
        return
    position = _with_host(s, position)
    text = work.analysis.text.text
    start, end = s.tokens[position.first].start, s.tokens[position.last - 1].end
    source = bare(s, said.source) if said else NO_RANGE
    cue = said.cue if said else NO_RANGE
    target = object_of(s, hit, position)
    more = particulars(s, work.placed.heads.parties, position, Range(sentence.first, sentence.last))
    stance, modality, form = (
        _stance(s, hit, position, said, sentence.first),
        _modality(s, hit, said),
        _form(work, position, said),
    )
    origin = origin_for(work, position, stance, said)
    for company in agent.companies:
        work.statements.append(
            Statement(
                company_key=company.key,
                company=company.name,
                stance=stance,
                modality=modality,
                form=form,
                source=words_of(work, source),
                cue=words_of(work, cue),
                exact=text[start:end],
                start=start,
                end=end,
                origin=origin,
                target=words_of(work, target),
                rule=hit.rule,
                counterparty=words_of(work, more.counterparty),
                condition=words_of(work, more.condition),
                qualifier=words_of(work, more.qualifier),
                voice=voice_of(s, source, agent.person),
                recognised=agent.how,
                recognised_span=span_of(s, agent.where),
                source_span=span_of(s, source),
                cue_span=span_of(s, cue),
                content_spans=(Span(start, end),),
                target_span=span_of(s, target),
                counterparty_span=span_of(s, more.counterparty),
                condition_span=span_of(s, more.condition),
                qualifier_span=span_of(s, more.qualifier),
                steps=steps_of(work, agent, company, position, said, (stance, modality, form, origin), more),
            )
        )


def _with_host(s: Scan, position: Position) -> Position:
    """Take in the word that a contraction leans on: "'s not true" is "That's not true"."""
    first = position.first
    while first and s.tokens[first].text[0] in "'’" and s.tokens[first - 1].end == s.tokens[first].start:
        first -= 1
    return Position(first, position.last, position.hit)


def bare(s: Scan, source: Range) -> Range:
    """Leave off an opening of the sentence and a relative clause: "Similarly Acme, which owns it" is "Acme"."""
    source = Range(_without_opening(s, source), source.last)
    for k in range(source.first + 1, source.last):
        if s.lower[k] in {"which", "who", "whose"}:
            comma = next((c for c in range(k, source.first, -1) if s.lower[c] == ","), k)
            return Range(source.first, comma)
    return source


def _without_opening(s: Scan, source: Range) -> int:
    """Return where a source begins behind an adverb or a participle that opens its sentence."""
    first, last = source
    if last - first > 1 and s.lower[first].endswith("ly") and is_adverb(s, first):
        return first + 1 + (s.lower[first + 1] == "," and last - first > _TAIL)
    participle = first < last and s.flags[first] & lx.PAST and s.flags[first] & lx.VERB
    comma = next((k for k in range(first, last - 1) if s.lower[k] == ","), -1) if participle else -1
    return comma + 1 if comma > first and s.flags[comma + 1] & (lx.DET | lx.NAME) else first


def _stance(  # noqa: PLR0911  one line per turn that the words around a head give to its label
    s: Scan, hit: Hit, position: Position, said: Said | None, opening: int
) -> Stance:
    """Return the label: a refusal with an end is a suspension, a bid that may come is under review.

    `opening` is the sentence's first token: "Until then Acme will not pay" has an end too.

    "We have not handed over any data" denies a fact; "Acme no longer hands over data" stops.
    """
    words = set(s.lower[hit.group.first : hit.last]) if hit.cue.pos == "verb" else set(s.lower[hit.first : hit.last])
    if hit.stance is Stance.REFUSE and (hit.negated or words & _NOT):
        rest = s.lower[hit.last : position.last + 1]
        if set(rest) & {"until", "while", "pending"} or "longer" in words or s.lower[opening] == "until":
            return Stance.SUSPEND
        told = said is not None and said.content and hit.negated
        if told and hit.cue.id not in _AGREES and words & _PAST and not words & _AHEAD:
            return Stance.DENY
    past = bool(words & _PAST) and not words & _AHEAD
    if hit.stance is Stance.CONTINUE and hit.negated and past and said is not None and said.content:
        return Stance.DENY
    if hit.stance is Stance.EXIT and hit.cue.pos == "verb" and not hit.negated and _for_now(s, hit, position):
        return Stance.SUSPEND
    if hit.stance is Stance.NO_RESPONSE and said is not None and said.content and s.lower[hit.last - 1] == "comment":
        return Stance.DECLINED
    if hit.stance is Stance.PLEDGE and hit.modality is Modality.POSSIBLE:
        return Stance.REVIEW
    return hit.stance


def _may(s: Scan, content: Range) -> bool:
    """Whether the first helper of what is said is could, may or might: "warned that prices could rise"."""
    modal = (s.lower[k] for k in range(*content) if s.flags[k] & (lx.MODAL | lx.AUX) or s.lower[k] == ",")
    return next(modal, "") in _POSSIBLE


def _for_now(s: Scan, hit: Hit, position: Position) -> bool:
    """Whether what is given up is given up for a time: "has taken it off sale for now", "stopped selling until"."""
    words = s.lower[hit.last : min(len(s.lower), position.last + _TAIL)]
    end = next((k for k, word in enumerate(words) if word in {".", ";", "?"}), len(words))
    text = f" {' '.join(words[:end])} "
    ahead = s.lower[hit.group.first : hit.first]
    return any(f" {phrase} " in text for phrase in _FOR_NOW) or "temporarily" in ahead


def _modality(s: Scan, hit: Hit, said: Said | None) -> Modality:
    if hit.stance in _SILENT:
        return Modality.ASSERTED
    told = said is not None and said.content and said.cue.first <= hit.first < said.cue.last
    if told and said is not None and hit.stance is Stance.OPPOSE and _may(s, said.content[0]):
        return Modality.POSSIBLE
    binds = said is not None and said.cue.first < said.cue.last and s.lower[said.cue.first].startswith(BINDS)
    return Modality.PLANNED if binds and hit.modality is Modality.ASSERTED else hit.modality


def _form(work: Work, position: Position, said: Said | None) -> Form:
    if said is None:
        return Form.NARRATED
    if not said.content:
        return Form.INDIRECT
    if said.item.form is Form.MIXED:
        s = work.s
        if any(k in s.opens or k in s.closes for k in range(position.first, position.last)):
            return Form.MIXED
        if any(first < position.first and last > position.last for first, last in s.opens.items()):
            return Form.DIRECT
        return Form.INDIRECT
    return said.item.form
