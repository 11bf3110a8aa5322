"""For whom a person speaks: "Ms Roe", "she", one of a company's people."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.model.company import Company
from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.memory import NOBODY, Agent, Memory
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import Range
from pipeline.statements.salience import spoken_of

_FAR = 3
_NEAR_BY = 12
_PAIR = 2
_TRIPLE = 3


def in_role(memory: Memory, item: Mention) -> bool:
    """Whether a registered person was shown in the role, or the company is a subject here or shortly before."""
    name = memory.s.tokens[item.last - 1].text
    if memory.known.roles.get((item.company.key, name), item.first + 1) <= item.first:
        return True
    here = memory.sentence_of[item.first]
    for n in range(here, max(-1, here - _FAR - 1), -1):
        near = memory.unquoted.get(n, [])
        at = bisect_left(near, item.first, key=lambda m: m.first)
        told = [m for m in near[max(0, at - _NEAR_BY) : at + _NEAR_BY] if m.company == item.company]
        if any(m.how is not Recognised.PERSON and memory.between.acts(n, m.first) for m in told):
            return True
    return False


def names_somebody(memory: Memory, phrase: Range, inside: list[Mention]) -> bool:
    taken = {k for item in inside for k in range(item.first, item.last)}
    return any(k not in taken and memory.s.flags[k] & lx.NAME for k in range(*phrase))


def person_meant(memory: Memory, phrase: Range) -> Agent | None:
    """Return for whom the person speaks who is named in the phrase and was introduced before it."""
    s, (first, last) = memory.s, phrase
    title = s.lower[first] in {"mr", "ms", "mrs", "dr", "sir"}
    if not (last - first <= _PAIR or title or s.flags[first] & lx.NAME):
        return None
    names = [k for k in range(first, last) if s.flags[k] & lx.NAME and not s.flags[k] & lx.TITLE]
    if any(s.flags[k] & lx.PREP for k in range(first, last)) and len(names) > _TRIPLE:
        return None
    found = [companies for k in names if (companies := _spoken_for(memory, s.tokens[k].text, phrase))]
    if len(found) > 1 and any(s.lower[k] == "and" for k in range(first, last)):
        return Agent(tuple(dict.fromkeys(c for companies in found for c in companies)), Recognised.LIST, phrase)
    return Agent(found[-1], Recognised.PERSON, phrase, person=True) if found else None


def _spoken_for(memory: Memory, name: str, phrase: Range) -> tuple[Company, ...]:
    """Return for whom the person with this last name speaks, as told before the phrase."""
    if name in memory.people:
        return memory.people[name]
    company = memory.known.person(name, phrase.last)
    if company is not None:
        return (company,)
    office = memory.known.offices.get(name)
    if office is None or office.first >= phrase.first:
        return ()
    return spoken_of(memory, office, Recognised.DESCRIPTION, many=False).companies


def he_meant(memory: Memory, phrase: Range) -> Agent:
    """Return for whom the person speaks who was last spoken of, introduced or named at the head of a sentence."""
    at, companies = memory.last_person
    here = memory.sentence_of[phrase.first]
    told = memory.known.introduced(at + 1, phrase.first)
    if told is not None and (told[0] >= memory.analysis.sentences[max(0, here - 1)].first or at < 0):
        at, companies = told[0], (told[1],)
    if told is not None and at == told[0] and _beside_another(memory, at):
        return NOBODY
    office = memory.known.titled(at, phrase.first)
    if office is not None and here - memory.sentence_of[office.first] <= 1:
        at, companies = office.first, spoken_of(memory, office, Recognised.DESCRIPTION, many=False).companies
    near = at >= 0 and here - memory.sentence_of[at] <= 2 * _FAR
    if not near or not companies or _other_person(memory, at, phrase.first):
        return NOBODY
    return Agent(companies, Recognised.PERSON, phrase, person=True)


def _beside_another(memory: Memory, at: int) -> bool:
    """Whether somebody else's name is the subject where a person was introduced: "Otter spoke to Acme's Roe"."""
    n = memory.sentence_of[at]
    return memory.between.person_acts(n, at) and not memory.between.acts(n, at)


def _other_person(memory: Memory, at: int, end: int) -> bool:
    """Whether a sentence between two tokens opens with the name of somebody who was not introduced."""
    s = memory.s
    for n in range(memory.sentence_of[at] + 1, memory.sentence_of[end]):
        k = memory.analysis.sentences[n].first
        if s.flags[k] & lx.TITLE or (s.flags[k] & lx.NAME and s.flags[k + 1] & lx.NAME):
            names = s.lower[k : k + 4]
            known = any(s.tokens[i].text in memory.people or i in memory.by_first for i in range(k, k + len(names)))
            if not known and not any(memory.known.person(s.tokens[i].text, end) for i in range(k, k + len(names))):
                return True
    return False
