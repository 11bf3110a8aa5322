"""Which company a noun phrase means: by name, by role, or by reference to what was named before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.model.company import Company
from pipeline.model.labels import MissReason, Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements import naming
from pipeline.statements.analysis import Analysis
from pipeline.statements.antecedents import Antecedents, antecedents
from pipeline.statements.describing import Shape, shape_of
from pipeline.statements.introductions import Known, introductions
from pipeline.statements.mentions import Mention
from pipeline.statements.offices import person_names
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive

_IT = frozenset(("it", "they", "it's", "they're", "they've", "it’s", "they’re", "they’ve", "both", "its", "their"))
_HE = frozenset(("he", "she", "he's", "she's"))
_AGAINST = frozenset(("against", "suing", "opposing", "fighting", "accusing", "prosecuting"))
_FORMER = frozenset(("former", "ex", "ex-", "one-time", "onetime"))
_BESIDE = frozenset(("against", "with", "from", "than", "like", "including", "alongside", "over"))
_FAR = 3
_LEAD = 4
_KEPT = 40
_NEAR_BY = 12
_PAIR = 2
_TRIPLE = 3
_INITIALS = 2
_PAPERS = frozenset(("statement", "letter", "filing", "memo", "email", "post", "release"))
_OPENING = 5
_LOOSE = frozenset(("company", "firm", "group", "giant", "business", "corporation", "service", "brand", "outfit"))
_SHORT_QUOTE = 4


@dataclass(frozen=True, slots=True)
class Agent:
    """Who a phrase means: the companies, how they were recognised and where; or the reason why none."""

    companies: tuple[Company, ...]
    how: Recognised = Recognised.NAME
    where: Range = NO_RANGE
    reason: MissReason = MissReason.NOT_THE_SOURCE
    person: bool = False


NOBODY = Agent(())


@dataclass(slots=True)
class Resolver:
    """Reads the phrases of one text in order; what it has resolved so far is the salience of what follows."""

    analysis: Analysis
    s: Scan
    mentions: tuple[Mention, ...]
    roles: Roles
    sentence_of: list[int]
    known: Known
    between: Antecedents
    by_first: dict[int, Mention] = field(default_factory=dict)
    by_last: dict[int, Mention] = field(default_factory=dict)
    by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    unquoted: dict[int, list[Mention]] = field(default_factory=dict)
    within: dict[int, int] = field(default_factory=dict)
    subjects: list[tuple[int, tuple[Company, ...]]] = field(default_factory=list)
    people: dict[str, tuple[Company, ...]] = field(default_factory=dict)
    firms: set[int] = field(default_factory=set)
    bodies: set[int] = field(default_factory=set)
    last_person: tuple[int, tuple[Company, ...]] = (-1, ())

    def resolve(self, phrase: Range) -> Agent:
        """Return who `phrase` means, and remember it."""
        agent = self.peek(phrase)
        if phrase.first < phrase.last:
            self._remember(phrase, agent)
        return agent

    def peek(self, phrase: Range) -> Agent:
        """Return who `phrase` means."""
        if phrase.first >= phrase.last:
            return Agent((), reason=MissReason.SOURCE_UNCLEAR)
        if phrase.first in self.within:
            phrase = Range(self.within[phrase.first], phrase.last)
        inside = [self.by_first[k] for k in range(phrase.first, phrase.last) if k in self.by_first]
        if inside:
            return self._named(phrase, inside)
        return self._referring(phrase)

    def _named(self, phrase: Range, inside: list[Mention]) -> Agent:
        s, roles, (first, last) = self.s, self.roles, phrase
        beside = naming.apposed(s, roles, phrase, inside)
        if beside is not None:
            return Agent((beside.company,), beside.how, Range(beside.first, beside.last))
        role = naming.has(s, roles.role, first, last)
        now = [item for item in inside if item.first == first or s.lower[item.first - 1] not in _FORMER]
        inside = now or inside
        own = inside[0].last < last and is_possessive(s, inside[0].last)
        after = s.lower[inside[0].last : min(last, inside[0].last + 3)] if own else []
        ahead = s.lower[max(0, first - 1) : inside[0].first]
        former = any(word in _FORMER or word in _AGAINST for word in (*ahead, *after))
        if former or (not role and naming.is_other(s, roles, phrase, inside)):
            return Agent((), reason=MissReason.THIRD_PARTY)
        speaking = naming.speaking(s, roles, phrase, inside, role=role)
        if not speaking:
            return self._subsidiary(phrase, inside)
        speaking = [item for item in speaking if item.how is not Recognised.PERSON or self._in_role(item)]
        if not speaking:
            return Agent((), reason=MissReason.THIRD_PARTY)
        companies = tuple(dict.fromkeys(item.company for item in speaking))
        how = Recognised.LIST if len(companies) > 1 else speaking[0].how
        person = speaking[0].how is Recognised.PERSON or (role and self._names_somebody(phrase, inside))
        return Agent(companies, how, Range(speaking[0].first, speaking[-1].last), person=person)

    def _in_role(self, item: Mention) -> bool:
        """Whether a registered person was shown in the role, or the company is a subject here or shortly before."""
        name = self.s.tokens[item.last - 1].text
        if self.known.roles.get((item.company.key, name), item.first + 1) <= item.first:
            return True
        here = self.sentence_of[item.first]
        for n in range(here, max(-1, here - _FAR - 1), -1):
            near = self.unquoted.get(n, [])
            at = bisect_left(near, item.first, key=lambda m: m.first)
            told = [m for m in near[max(0, at - _NEAR_BY) : at + _NEAR_BY] if m.company == item.company]
            if any(m.how is not Recognised.PERSON and self.between.acts(n, m.first) for m in told):
                return True
        return False

    def _names_somebody(self, phrase: Range, inside: list[Mention]) -> bool:
        taken = {k for item in inside for k in range(item.first, item.last)}
        return any(k not in taken and self.s.flags[k] & lx.NAME for k in range(*phrase))

    def _subsidiary(self, phrase: Range, inside: list[Mention]) -> Agent:
        """Return the only followed subsidiary of the company named in "the Acme unit"."""
        word = self.s.lower[phrase.last - 1]
        owner = inside[-1]
        if word in naming.PARTS_OF and owner.last == phrase.last - 1 and self.s.flags[phrase.first] & lx.DET:
            own = {
                company.key: company
                for key, (at, company) in self.known.named.items()
                if at < phrase.first and (company.parent == owner.company.key or self._told_of(key, owner, word))
            }
            if len(own) == 1:
                return Agent(tuple(own.values()), Recognised.DESCRIPTION, phrase)
        return Agent((), reason=MissReason.NOT_THE_SOURCE)

    def _told_of(self, key: str, owner: Mention, word: str) -> bool:
        told = self.known.words.get(key, frozenset())
        return word in told and self.s.lower[owner.first] in told

    def _referring(self, phrase: Range) -> Agent:  # noqa: PLR0911  one line per kind of phrase
        s, (first, last) = self.s, phrase
        word = s.lower[first]
        size = last - first
        if size == 1 and word in _HE:
            return self._he(phrase)
        if size == 1 and word in _IT:
            return self._salient(phrase, Recognised.PRONOUN, many=word in {"they", "both", "they're", "they've"})
        shape = shape_of(s, self.roles, phrase)
        if naming.has(s, self.roles.outsider, first, last) and shape.kind not in {"role", "office"}:
            return NOBODY
        person = self._person(phrase)
        if person is not None:
            return person
        match shape.kind:
            case "company":
                return self._company(phrase, shape)
            case "companies":
                return self._companies(phrase, shape)
            case "role" | "office":
                paper = bool(shape.words) and shape.words[-1] in _PAPERS
                return self._salient(phrase, Recognised.DESCRIPTION, many=paper, person=shape.person)
            case "team":
                since = self.analysis.sentences[max(0, self.sentence_of[first] - 2)].first
                company = self.known.team(shape.words[0], first, since)
                return Agent((company,), Recognised.DESCRIPTION, phrase) if company is not None else NOBODY
        return NOBODY

    def _person(self, phrase: Range) -> Agent | None:
        """Return for whom the person speaks who is named in the phrase and was introduced before it."""
        s, (first, last) = self.s, phrase
        title = s.lower[first] in {"mr", "ms", "mrs", "dr", "sir"}
        if not (last - first <= _PAIR or title or s.flags[first] & lx.NAME):
            return None
        names = [k for k in range(first, last) if s.flags[k] & lx.NAME and not s.flags[k] & lx.TITLE]
        if any(s.flags[k] & lx.PREP for k in range(first, last)) and len(names) > _TRIPLE:
            return None
        found = [companies for k in names if (companies := self._spoken_for(s.tokens[k].text, phrase))]
        if len(found) > 1 and any(s.lower[k] == "and" for k in range(first, last)):
            return Agent(tuple(dict.fromkeys(c for companies in found for c in companies)), Recognised.LIST, phrase)
        return Agent(found[-1], Recognised.PERSON, phrase, person=True) if found else None

    def _spoken_for(self, name: str, phrase: Range) -> tuple[Company, ...]:
        """Return for whom the person with this last name speaks, as told before the phrase."""
        if name in self.people:
            return self.people[name]
        company = self.known.person(name, phrase.first)
        if company is not None:
            return (company,)
        office = self.known.offices.get(name)
        if office is None or office.first >= phrase.first:
            return ()
        return self._salient(office, Recognised.DESCRIPTION, many=False).companies

    def _company(self, phrase: Range, shape: Shape) -> Agent:
        """Return the company that was described in the words of the phrase, or else the one spoken of."""
        opener = self.analysis.sentences[self.sentence_of[phrase.first]].first
        if self.s.lower[opener] == "unlike" and opener < phrase.first:
            return Agent((), reason=MissReason.SOURCE_UNCLEAR)
        found = self._salient(phrase, Recognised.DESCRIPTION, many=False, person=shape.person)
        telling = set(shape.words[:-1]) - _LOOSE
        told = telling | ({shape.words[-1]} - _LOOSE)
        described = [
            company
            for key, (at, company) in self.known.named.items()
            if at < phrase.first and told and told <= self.known.words[key]
        ]
        if len(described) == 1 and (telling or not found.companies):
            return Agent((described[0],), Recognised.DESCRIPTION, phrase, person=shape.person)
        if telling and described and found.companies and found.companies[0] not in described:
            return Agent((), reason=MissReason.SOURCE_UNCLEAR)
        return found

    def _companies(self, phrase: Range, shape: Shape) -> Agent:
        """Return the companies last spoken of together, or the two of the sentence before."""
        here = self.sentence_of[phrase.first]
        for n in range(here, max(-1, here - _FAR), -1):
            low, high = self.analysis.sentences[n].first, min(phrase.first, self.analysis.sentences[n].last)
            together = [found for at, found in self.subjects[-_KEPT:] if low <= at < high and len(found) > 1]
            named = [item for item in self.unquoted.get(n, []) if item.first < high]
            distinct = tuple(dict.fromkeys(item.company for item in named))
            chosen = together[-1] if together else distinct
            if together or len(distinct) == _PAIR:
                exact = not shape.two or len(chosen) == _PAIR
                return Agent(chosen, Recognised.LIST, phrase) if exact else NOBODY
            if distinct:
                break
        return Agent((), reason=MissReason.SOURCE_UNCLEAR)

    def _he(self, phrase: Range) -> Agent:
        """Return for whom the person speaks who was last spoken of, introduced or named at the head of a sentence."""
        at, companies = self.last_person
        here = self.sentence_of[phrase.first]
        told = self.known.introduced(at + 1, phrase.first)
        if told is not None and (told[0] >= self.analysis.sentences[max(0, here - 1)].first or at < 0):
            at, companies = told[0], (told[1],)
        if told is not None and at == told[0] and self._beside_another(at):
            return NOBODY
        office = self.known.titled(at, phrase.first)
        if office is not None and here - self.sentence_of[office.first] <= 1:
            at, companies = office.first, self._salient(office, Recognised.DESCRIPTION, many=False).companies
        near = at >= 0 and here - self.sentence_of[at] <= 2 * _FAR
        if not near or not companies or self._other_person(at, phrase.first):
            return NOBODY
        return Agent(companies, Recognised.PERSON, phrase, person=True)

    def _beside_another(self, at: int) -> bool:
        """Whether somebody else's name is the subject where a person was introduced: "Otter spoke to Acme's Roe"."""
        n = self.sentence_of[at]
        return self.between.person_acts(n, at) and not self.between.acts(n, at)

    def _other_person(self, at: int, end: int) -> bool:
        """Whether a sentence between two tokens opens with the name of somebody who was not introduced."""
        s = self.s
        for n in range(self.sentence_of[at] + 1, self.sentence_of[end]):
            k = self.analysis.sentences[n].first
            if s.flags[k] & lx.TITLE or (s.flags[k] & lx.NAME and s.flags[k + 1] & lx.NAME):
                names = s.lower[k : k + 4]
                known = any(s.tokens[i].text in self.people or i in self.by_first for i in range(k, k + len(names)))
                if not known and not any(self.known.person(s.tokens[i].text, end) for i in range(k, k + len(names))):
                    return True
        return False

    def salient(self, phrase: Range) -> Agent:
        """Return the company that was last spoken of before `phrase`."""
        return self._salient(phrase, Recognised.DESCRIPTION, many=False)

    def _salient(self, phrase: Range, how: Recognised, *, many: bool, person: bool = False) -> Agent:
        """Return the company last spoken of as a subject, then the one named first in the sentences before."""
        unclear = Agent((), reason=MissReason.SOURCE_UNCLEAR)
        here = self.sentence_of[phrase.first]
        for n in range(here, max(-1, here - _FAR - 1), -1):
            low, high = self.analysis.sentences[n].first, min(phrase.first, self.analysis.sentences[n].last)
            subjects = [companies for at, companies in self.subjects[-_KEPT:] if low <= at < high and companies]
            named = [m for m in self.unquoted.get(n, []) if m.first < high and m.first in self.between.counting]
            other = self._other_meant(how, Range(low, high), before=n < here, told=bool(subjects))
            other = other or (not subjects and self.between.taken(n, high, self.s.lower[phrase.last - 1]))
            if other or (n < here and not subjects and named and self._only_beside(low, named)):
                return unclear
            if subjects:
                chosen = subjects[-1] if many or len(subjects[-1]) == 1 else ()
                return Agent(chosen, how, phrase, MissReason.SOURCE_UNCLEAR, person)
            distinct = tuple(dict.fromkeys(item.company for item in named))
            if len(distinct) == 1:
                return Agent(distinct, how, phrase, person=person)
            if distinct:
                lead = named[0]
                if many and len(named) > 1 and lead.first - low <= _LEAD and naming.listed(self.s, self.roles, named):
                    return Agent(distinct, Recognised.LIST, phrase, person=person)
                opens = lead.first - low <= _LEAD and not is_possessive(self.s, lead.last)
                return Agent((lead.company,), how, phrase, person=person) if opens and not many else unclear
        return unclear

    def _other_meant(self, how: Recognised, window: Range, *, before: bool, told: bool) -> bool:
        """Whether somebody who is not followed was spoken of last: another firm, or for a pronoun another body."""
        if how is Recognised.PRONOUN:
            return self._other_body(*window, opens=before and not told)
        return before and not told and how is Recognised.DESCRIPTION and self._other_firm(*window)

    def _only_beside(self, low: int, named: list[Mention]) -> bool:
        """Whether a sentence is about somebody else's name, and followed companies only stand beside it.

        "Initech fights several cases, most of them against Acme. The company said …" does not tell who said it.
        """
        s = self.s
        first = low + bool(s.flags[low] & lx.DET)
        other = bool(s.flags[first] & lx.NAME) and first < named[0].first and not s.flags[first] & lx.TIME
        return other and all(s.lower[item.first - 1] in _BESIDE for item in named)

    def _other_firm(self, low: int, high: int) -> bool:
        """Whether the last subject between two tokens was a firm that is not followed."""
        last = next(((at, found) for at, found in reversed(self.subjects[-_KEPT:]) if low <= at < high), None)
        return last is not None and not last[1] and last[0] in self.firms

    def _other_body(self, low: int, high: int, *, opens: bool) -> bool:
        """Whether a court, a union or an outlet was the last subject between two tokens, or may be what opens them."""
        last = next(((at, found) for at, found in reversed(self.subjects[-_KEPT:]) if low <= at < high), None)
        if last is not None:
            return not last[1] and last[0] in self.bodies
        first = range(low, min(high, low + _OPENING))
        if not opens or any(k in self.by_first for k in first):
            return False
        words, start = self.s.lower, low + (self.s.lower[low] == "the")
        the_name = start > low and self.s.flags[start] & lx.NAME and not self.s.flags[start] & lx.TIME
        outlet = any(" ".join(words[start : start + n]) in self.roles.outlet for n in (1, 2, 3))
        return bool(the_name) or outlet or any(words[k] in self.roles.body for k in first)

    def _remember(self, phrase: Range, agent: Agent) -> None:
        s = self.s
        if s.lower[phrase.first] in _HE and phrase.last - phrase.first == 1:
            if agent.companies:
                self.last_person = (phrase.first, agent.companies)
            return
        taken = {k for m in self.mentions_in(phrase) if m.how is not Recognised.PERSON for k in range(m.first, m.last)}
        names = [
            k for k in range(*phrase) if k not in taken and s.flags[k] & lx.NAME and s.lower[k] not in self.roles.role
        ]
        if agent.companies or names:
            self.subjects.append((phrase.first, agent.companies))
            if names and not agent.companies and naming.has(s, self.roles.company | self.roles.suffix, *phrase):
                self.firms.add(phrase.first)
        if not agent.companies and self._is_body(phrase):
            self.subjects.append((phrase.first, ()))
            self.bodies.add(phrase.first)
        outsider = not agent.companies and naming.has(s, self.roles.outsider, *phrase)
        if agent.person or outsider or (names and not agent.companies):
            self.last_person = (phrase.first, agent.companies)
        if agent.person and agent.companies:
            for k in person_names(s, names):
                if len(s.tokens[k].text) > _INITIALS and not s.flags[k] & lx.TITLE:
                    self.people[s.tokens[k].text] = agent.companies

    def _is_body(self, phrase: Range) -> bool:
        """Whether the phrase means a court, a union, a newspaper or another body that is not followed."""
        s, roles = self.s, self.roles
        words = s.lower[phrase.first : phrase.last]
        name = " ".join(word for k, word in enumerate(words, phrase.first) if not s.flags[k] & lx.DET)
        return name in roles.outlet or any(word in roles.body for word in words)

    def mentions_in(self, phrase: Range) -> list[Mention]:
        """Return the mentions within a phrase."""
        return [self.by_first[k] for k in range(*phrase) if k in self.by_first]


def resolver(analysis: Analysis, s: Scan, mentions: tuple[Mention, ...], roles: Roles) -> Resolver:
    """Return a resolver at the beginning of the text."""
    sentence_of = [0] * len(s.tokens)
    for n, sentence in enumerate(analysis.sentences):
        for k in range(sentence.first, sentence.last):
            sentence_of[k] = n
    known = introductions(s, roles, mentions)
    made = Resolver(analysis, s, mentions, roles, sentence_of, known, antecedents(analysis, s, roles, mentions))
    inside = _quoted(s)
    for item in mentions:
        made.by_first[item.first] = item
        made.by_last[item.last] = item
        made.within.update(dict.fromkeys(range(item.first + 1, item.last), item.first))
        made.by_sentence.setdefault(sentence_of[item.first], []).append(item)
        if item.first not in inside:
            made.unquoted.setdefault(sentence_of[item.first], []).append(item)
    return made


def _quoted(s: Scan) -> set[int]:
    """Return the tokens within quotations of more than a few words: they are not what the text speaks of."""
    return {k for first, last in s.opens.items() if last - first > _SHORT_QUOTE for k in range(first, last)}
