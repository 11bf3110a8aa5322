"""A statement that the article extends to a brand: "which is also applicable to Acme Mail"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.company import Company
from pipeline.model.document import Span
from pipeline.model.labels import Form, Modality, Recognised, Stance, Voice
from pipeline.statements import clauses
from pipeline.statements.memory import Agent
from pipeline.statements.work import Said, Work

_EXTENDS = frozenset(("applicable", "applies", "apply", "extends", "extend"))
_COVERS = frozenset(("covers", "cover", "includes", "include"))
_MEASURES = frozenset(
    ("decision", "freeze", "pause", "move", "suspension", "ban", "measure", "step", "halt", "policy", "stop")
)


def extended(work: Work, said: Said, agent: Agent) -> Agent:
    """Add the brands to which the sentence extends what the company says: "which is also applicable to Acme Mail"."""
    first = said.cue.first if said.cue.first < said.cue.last else said.content[0].first
    brands = _applies_to(work, work.resolver.sentence_of[first])
    if not brands:
        return agent
    companies = tuple(dict.fromkeys((*agent.companies, *brands)))
    return Agent(companies, Recognised.EXTENSION if len(companies) > len(agent.companies) else agent.how, agent.where)


def _applies_to(work: Work, n: int) -> list[Company]:
    """Return the companies named after "applies to" or "the freeze covers" in sentence `n`, outside quotations."""
    s, sentence = work.s, work.analysis.sentences[n]
    for k in range(sentence.first, sentence.last - 1):
        extends = s.lower[k] in _EXTENDS and s.lower[k + 1] == "to"
        if extends or (s.lower[k] in _COVERS and set(s.lower[sentence.first : k]) & _MEASURES):
            if any(a < k < b for a, b in s.opens.items()):
                continue
            return [item.company for item in work.resolver.by_sentence.get(n, []) if k < item.first < k + 14]
    return []


def extend_before(work: Work, n: int) -> None:
    """Extend the records of the sentence before to the brands that "The decision also applies to …" names."""
    sentences = work.analysis.sentences
    brands = _applies_to(work, n)
    if not brands or not n:
        return
    before = [item for item in work.statements if sentences[n - 1].start <= item.start < sentences[n - 1].end]
    first, last = sentences[n].first, clauses.without_marks_after(work.s, sentences[n].first, sentences[n].last)
    span = Span(work.s.tokens[first].start, work.s.tokens[last - 1].end)
    acting = {item.company_key for item in before}
    acts = [item for item in before if item.stance is not Stance.REVIEW] or before
    for company in [brand for brand in brands if brand.key not in acting] if before else []:
        more = replace(acts[0], company_key=company.key, company=company.name, recognised=Recognised.EXTENSION)
        more = replace(
            more,
            form=Form.NARRATED,
            modality=Modality.ASSERTED,
            source="",
            cue="",
            source_span=None,
            cue_span=None,
            voice=Voice.NONE,
        )
        exact = work.analysis.text.text[span.start : span.end]
        work.statements.append(
            replace(
                more, exact=exact, start=span.start, end=span.end, content_spans=(span,), target="", target_span=None
            )
        )
