"""Whom "it", "the company" and the like mean: the company last spoken of as a subject, or named first before."""

from __future__ import annotations

from pipeline.model.labels import MissReason, Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements import naming
from pipeline.statements.holding import OTHER, before_description, held
from pipeline.statements.memory import Agent, Memory
from pipeline.statements.mentions import Mention
from pipeline.statements.offices import person_names
from pipeline.statements.phrases import Range
from pipeline.statements.scan import is_possessive

_HE = frozenset(("he", "she", "he's", "she's"))
_BESIDE = frozenset(("against", "with", "from", "than", "like", "including", "alongside", "over"))
_ONE_PERSON = frozenset(
    (
        *(
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "executive",
            "boss",
            "chairman",
            "chairwoman",
            "lawyer",
            "director",
        ),
        *(
            "manager",
            "president",
            "official",
            "counsel",
            "representative",
            "ceo",
            "insider",
            "attorney",
            "vice-president",
        ),
    )
)
_FAR = 3
_LEAD = 4
_KEPT = 40
_INITIALS = 2
_OPENING = 5
_SINGULAR = ("is", "us", "ss", "os", "as", "ys")
_UPON = frozenset(("on", "against", "about", "for", "to"))


def spoken_of(
    memory: Memory, phrase: Range, how: Recognised, *, many: bool, person: bool = False, ranked: bool = False
) -> Agent:
    """Return the company last spoken of as a subject, then the one named first in the sentences before."""
    unclear = Agent((), reason=MissReason.SOURCE_UNCLEAR)
    here = memory.sentence_of[phrase.first]
    for n in range(here, max(-1, here - _FAR - 1), -1):
        low, high = memory.analysis.sentences[n].first, min(phrase.first, memory.analysis.sentences[n].last)
        subjects = [companies for at, companies in memory.subjects[-_KEPT:] if low <= at < high and companies]
        named = [m for m in memory.unquoted.get(n, []) if m.first < high and m.first in memory.between.counting]
        other = _other_meant(memory, how, Range(low, high), before=n < here, told=bool(subjects))
        other = other or (
            not subjects and memory.between.taken(n, high, memory.s.lower[phrase.last - 1], ranked=ranked)
        )
        if other or (n < here and not subjects and named and _only_beside(memory, low, named)):
            return unclear
        if subjects:
            chosen = subjects[-1] if many or len(subjects[-1]) == 1 else ()
            return Agent(chosen, how, phrase, MissReason.SOURCE_UNCLEAR, person)
        distinct = tuple(dict.fromkeys(item.company for item in named))
        if len(distinct) == 1:
            return Agent(distinct, how, phrase, person=person)
        if distinct:
            lead = named[0]
            if many and len(named) > 1 and lead.first - low <= _LEAD and naming.listed(memory.s, memory.roles, named):
                return Agent(distinct, Recognised.LIST, phrase, person=person)
            opens = lead.first - low <= _LEAD and not is_possessive(memory.s, lead.last)
            return Agent((lead.company,), how, phrase, person=person) if opens and not many else unclear
    return unclear


def _other_meant(memory: Memory, how: Recognised, window: Range, *, before: bool, told: bool) -> bool:
    """Whether somebody who is not followed was spoken of last: another firm, or for a pronoun another body."""
    if how is Recognised.PRONOUN:
        return _other_body(memory, *window, opens=before and not told)
    return before and not told and how is Recognised.DESCRIPTION and _other_firm(memory, *window)


def _only_beside(memory: Memory, low: int, named: list[Mention]) -> bool:
    """Whether a sentence is about somebody else's name, and followed companies only stand beside it.

    "Initech has bought a stake in Acme. The company said …" does not tell who said it.
    """
    s, first = memory.s, named[0].first
    if all(_of_apposition(memory, item) for item in named):
        return True
    opens = low + bool(s.flags[low] & lx.DET)
    if not s.flags[opens] & lx.NAME or s.flags[opens] & lx.TIME or opens >= first:
        return False
    if all(s.lower[item.first - 1] in _BESIDE for item in named):
        return True
    end = opens
    while end < first and s.flags[end] & lx.NAME:
        end += 1
    acts = s.flags[end] & (lx.AUX | lx.MODAL | lx.VERB) or s.lower[end] == ","
    plural = s.lower[opens].endswith(("s", "ing")) and not s.lower[opens].endswith(_SINGULAR)
    firm = end - opens == 1 and not plural and not memory.between.known_person(opens)
    return bool(acts) and firm and all(_preposition(memory, item) for item in named)


def _of_apposition(memory: Memory, item: Mention) -> bool:
    """Whether a name only tells what another one before a comma is: "Initech, a rival of Acme"."""
    s = memory.s
    found = held(s, memory.roles, item, max(0, item.first - _KEPT), item.last)
    at = found.first - 2
    other = found.kind == OTHER and at >= 0 and s.lower[at + 1] == "," and s.flags[at] & lx.NAME
    return bool(other) and at not in memory.within and at not in memory.by_first


def _preposition(memory: Memory, item: Mention) -> bool:
    """Whether a name only stands behind a preposition that puts nothing upon it: "a stake in Acme"."""
    s = memory.s
    before = before_description(s, memory.roles, item.first, max(0, item.first - _KEPT))
    return before >= 0 and bool(s.flags[before] & lx.PREP) and s.lower[before] not in _UPON


def _other_firm(memory: Memory, low: int, high: int) -> bool:
    """Whether the last subject between two tokens was a firm that is not followed."""
    last = next(((at, found) for at, found in reversed(memory.subjects[-_KEPT:]) if low <= at < high), None)
    return last is not None and not last[1] and last[0] in memory.firms


def _other_body(memory: Memory, low: int, high: int, *, opens: bool) -> bool:
    """Whether a court, a union or an outlet was the last subject between two tokens, or may be what opens them."""
    last = next(((at, found) for at, found in reversed(memory.subjects[-_KEPT:]) if low <= at < high), None)
    if last is not None:
        return not last[1] and last[0] in memory.bodies
    first = range(low, min(high, low + _OPENING))
    if not opens or any(k in memory.by_first for k in first):
        return False
    words, start = memory.s.lower, low + (memory.s.lower[low] == "the")
    if start > low and memory.roles.is_origin(words[start]) and any(memory.roles.is_company(words[k]) for k in first):
        return False
    the_name = start > low and memory.s.flags[start] & lx.NAME and not memory.s.flags[start] & lx.TIME
    outlet = any(" ".join(words[start : start + n]) in memory.roles.outlet for n in (1, 2, 3))
    return bool(the_name) or outlet or any(words[k] in memory.roles.body for k in first)


def remember(memory: Memory, phrase: Range, agent: Agent) -> None:
    s = memory.s
    if s.lower[phrase.first] in _HE and phrase.last - phrase.first == 1:
        if agent.companies:
            memory.last_person = (phrase.first, agent.companies)
        return
    taken = {k for m in memory.mentions_in(phrase) if m.how is not Recognised.PERSON for k in range(m.first, m.last)}
    names = [
        k for k in range(*phrase) if k not in taken and s.flags[k] & lx.NAME and s.lower[k] not in memory.roles.role
    ]
    if agent.companies or names:
        memory.subjects.append((phrase.first, agent.companies))
        if names and not agent.companies and naming.has(s, memory.roles.company | memory.roles.suffix, *phrase):
            memory.firms.add(phrase.first)
    if not agent.companies and _is_body(memory, phrase):
        memory.subjects.append((phrase.first, ()))
        memory.bodies.add(phrase.first)
    memory.held.update(
        dict.fromkeys((w for w in s.lower[phrase.first : phrase.last] if w in _ONE_PERSON), agent.companies)
    )
    outsider = not agent.companies and naming.has(s, memory.roles.outsider, *phrase)
    if agent.person or outsider or (names and not agent.companies) or _is_somebody(memory, phrase, agent):
        memory.last_person = (phrase.first, agent.companies)
    if agent.person and agent.companies:
        for k in person_names(s, names):
            if len(s.tokens[k].text) > _INITIALS and not s.flags[k] & lx.TITLE:
                memory.people[s.tokens[k].text] = agent.companies


def _is_somebody(memory: Memory, phrase: Range, agent: Agent) -> bool:
    """Whether the phrase is one person without a name: "a spokeswoman for the firm", "its chief executive"."""
    return bool(agent.companies) and any(word in _ONE_PERSON for word in memory.s.lower[phrase.first : phrase.last])


def _is_body(memory: Memory, phrase: Range) -> bool:
    """Whether the phrase means a court, a union, a newspaper or another body that is not followed."""
    s, roles = memory.s, memory.roles
    words = s.lower[phrase.first : phrase.last]
    name = " ".join(word for k, word in enumerate(words, phrase.first) if not s.flags[k] & lx.DET)
    return name in roles.outlet or any(word in roles.body for word in words)
