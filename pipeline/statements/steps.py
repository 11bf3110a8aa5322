"""The steps that led to a statement, in the order in which they were taken, each with the words that decided it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.company import Company
from pipeline.model.labels import Form, Modality, Stance
from pipeline.model.reading import Step
from pipeline.statements.memory import Agent
from pipeline.statements.particulars import Particulars
from pipeline.statements.phrases import Range
from pipeline.statements.positions import Position
from pipeline.statements.scope import is_negator
from pipeline.statements.work import Said, Work, span_of

_MODALS = frozenset(
    (
        *("will", "would", "shall", "may", "might", "could", "if", "unless", "should", "plans", "planning", "intends"),
        *("'ll", "’ll", "won't", "won’t", "wouldn't", "wouldn’t", "possibly", "considering", "without", "set", "due"),
    )
)


def steps_of(
    work: Work,
    agent: Agent,
    company: Company,
    position: Position,
    said: Said | None,
    labels: tuple[Stance, Modality, Form, str],
    more: Particulars,
) -> tuple[Step, ...]:
    """Return the steps of one statement. `labels` are its stance, modality, form and origin."""
    return (
        *_who(work, agent, company),
        *_words(work, position, said, labels[2]),
        *_stance(work, position, labels[0]),
        *_modality(work, position, labels[1]),
        *_rest(work, position, said, labels[3], more),
    )


def _step(work: Work, stage: str, note: str, rule: str, where: Range) -> Iterator[Step]:
    span = span_of(work.s, where)
    if span is not None:
        yield Step(stage, note, rule, span.start, span.end)


def _who(work: Work, agent: Agent, company: Company) -> Iterator[Step]:
    yield from _step(work, "company", f"{company.name}, recognised by {agent.how}", "", agent.where)


def _words(work: Work, position: Position, said: Said | None, form: Form) -> Iterator[Step]:
    """Yield how the words were attributed, and which run of them carries the position."""
    if said is None:
        yield from _step(
            work, "form", "the article's own voice: no cue of speech", "", Range(position.first, position.last)
        )
        return
    yield from said.item.steps
    for part in said.content:
        yield from _step(work, "content", f"attributed to the source; {form}", "", part)
    yield from _step(
        work, "evidence", "the part of it that carries the position", "", Range(position.first, position.last)
    )


def _stance(work: Work, position: Position, stance: Stance) -> Iterator[Step]:
    hit = position.hit
    yield from _step(work, "stance", str(hit.cue.label), hit.rule, Range(hit.first, hit.last))
    if hit.negated:
        negators = [k for k in range(position.first, hit.last) if is_negator(work.s, k)]
        where = Range(negators[0], negators[-1] + 1) if negators else Range(hit.group.first, hit.last)
        yield from _step(work, "negation", f"not {hit.cue.label}: {hit.stance}", hit.rule, where)
    if stance is not hit.stance:
        note = f"{hit.stance} in these words is {stance}"
        yield from _step(work, "tie-break", note, "", Range(hit.group.first, position.last))


def _modality(work: Work, position: Position, modality: Modality) -> Iterator[Step]:
    if modality is Modality.ASSERTED:
        return
    hit = position.hit
    deciding = [k for k in range(position.first, position.last) if work.s.lower[k] in _MODALS]
    near = [k for k in deciding if hit.group.first <= k < hit.last] or deciding
    where = Range(near[0], near[0] + 1) if near else Range(hit.group.first, hit.last)
    yield from _step(work, "modality", str(modality), "", where)


def _rest(work: Work, position: Position, said: Said | None, origin: str, more: Particulars) -> Iterator[Step]:
    sentence = work.analysis.sentences[work.resolver.sentence_of[said.cue.first if said else position.first]]
    if origin != "unstated":
        yield from _step(work, "origin", origin, "", Range(sentence.first, sentence.last))
    yield from _step(work, "counterparty", more.party, "", more.counterparty)
    yield from _step(work, "condition", "holds under this condition", "", more.condition)
    yield from _step(work, "qualifier", "limits what is said", "", more.qualifier)
