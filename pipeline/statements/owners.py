"""Whose act a passive tells without an agent: "its Moscow office will be closed", "plans by Acme were put on ice"."""

from __future__ import annotations

from pipeline.model.labels import GROUP_OF, Group
from pipeline.statements import lexicon as lx
from pipeline.statements.acting import by_time, passive_subject
from pipeline.statements.memory import Agent
from pipeline.statements.phrases import Range
from pipeline.statements.scan import is_possessive
from pipeline.statements.stance import Hit
from pipeline.statements.work import Work

# What nobody but its owner stops or gives up, where the article names no other hand.
_ITS_OWN = frozenset(
    (
        *("plan", "plans", "campaign", "campaigns", "office", "offices", "store", "stores", "shop", "shops", "branch"),
        *("branches", "plant", "plants", "factory", "factories", "service", "services", "sales", "deliveries"),
        *("shipments", "production", "work", "project", "projects", "programme", "program", "scheme", "trial"),
        *("trials", "operation", "operations", "advertising", "sponsorship", "launch", "app", "feature", "features"),
        *("site", "website", "unit", "division", "flights", "orders", "payments", "investment", "investments", "bid"),
        *("apps", "recruitment", "hiring", "construction", "drilling", "exports", "activities", "business", "offer"),
    )
)
_OWNERS = frozenset(("its", "their"))
_OF = frozenset(("by", "from", "at", "of"))
_BEHIND = 3


def owner_of_thing(work: Work, subject: Range) -> Agent:
    """Return the company whose own thing a subject is: "its plant", "Acme's flights", "deliveries from Acme"."""
    s, (first, last) = work.s, subject
    if first >= last or any(s.flags[k] & lx.CONJ for k in range(first, last)):
        return Agent(())
    if s.lower[first] in _OWNERS:
        return work.resolver.resolve(Range(first, first + 1))
    mark = next((k for k in range(first, last) if is_possessive(s, k)), last)
    named = work.resolver.mentions_in(subject)
    if mark < last:
        led = [item for item in named if item.first == first and item.last == mark]
        if led:
            return Agent((led[0].company,), led[0].how, Range(first, mark))
        return work.resolver.peek(Range(first, mark)) if not named else Agent(())
    if len(named) != 1 or named[0].last != last or named[0].first == first or s.lower[named[0].first - 1] not in _OF:
        return Agent(())
    return Agent((named[0].company,), named[0].how, Range(named[0].first, last))


def owner_of(work: Work, hit: Hit) -> Agent:
    """Return the company whose own thing is stopped or given up in a passive that names no agent."""
    s = work.s
    if GROUP_OF[hit.stance] is not Group.WITHDRAW or hit.negated:
        return Agent(())
    sentence = work.analysis.sentences[work.resolver.sentence_of[hit.first]]
    behind = range(hit.last, min(sentence.last, hit.last + _BEHIND))
    if any(s.lower[k] == "by" and not by_time(s, k, sentence.last) for k in behind):
        return Agent(())
    subject = passive_subject(s, hit.group, sentence.first)
    head = next((k for k in range(*subject) if s.flags[k] & lx.PREP or s.lower[k] == "to"), subject.last) - 1
    if subject.first > head or s.lower[head] not in _ITS_OWN:
        return Agent(())
    if s.lower[subject.first] in _OWNERS:
        return work.resolver.resolve(Range(subject.first, subject.first + 1))
    for item in work.resolver.mentions_in(subject):
        owns = item.last <= head and is_possessive(s, item.last) and item.first == subject.first
        if owns or (s.lower[item.first - 1] == "by" and item.first - 1 > head):
            return Agent((item.company,), item.how, Range(item.first, item.last))
    return Agent(())
