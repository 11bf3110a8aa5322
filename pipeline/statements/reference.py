"""Which company a noun phrase means: by name, by role, or by reference to what was named before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model.company import Company
from pipeline.model.labels import MissReason, Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements import naming
from pipeline.statements.analysis import Analysis
from pipeline.statements.antecedents import antecedents
from pipeline.statements.describing import Shape, shape_of
from pipeline.statements.holding import FORMER, PARTS_OF
from pipeline.statements.introductions import introductions
from pipeline.statements.memory import NOBODY, Agent, Memory
from pipeline.statements.mentions import Mention
from pipeline.statements.persons import he_meant, in_role, names_somebody, person_meant
from pipeline.statements.phrases import Range
from pipeline.statements.roles import Roles
from pipeline.statements.salience import remember, spoken_of
from pipeline.statements.scan import Scan, is_possessive

_IT = frozenset(("it", "they", "it's", "they're", "they've", "it’s", "they’re", "they’ve", "both", "its", "their"))
_HE = frozenset(("he", "she", "he's", "she's"))
_AGAINST = frozenset(
    (
        *(
            "against",
            "suing",
            "opposing",
            "fighting",
            "accusing",
            "prosecuting",
            "investigating",
            "probing",
            "pursuing",
        ),
        *(
            "challenging",
            "examining",
            "regulating",
            "overseeing",
            "targeting",
            "boycotting",
            "criticising",
            "attacking",
        ),
        *(
            "criticising",
            "criticizing",
            "probing",
            "pursuing",
            "advising",
            "covering",
            "auditing",
            "monitoring",
            "picketing",
        ),
    )
)
_FAR = 3
_KEPT = 40
_PAIR = 2
_PAPERS = frozenset(("statement", "letter", "filing", "memo", "email", "post", "release"))
_LOOSE = frozenset(("company", "firm", "group", "giant", "business", "corporation", "service", "brand", "outfit"))
_SHORT_QUOTE = 4
_SURE = frozenset(("role", "office", "companies"))


@dataclass(slots=True)
class Resolver(Memory):
    """Reads the phrases of one text in order; what it has resolved so far is the salience of what follows."""

    def resolve(self, phrase: Range) -> Agent:
        """Return who `phrase` means, and remember it."""
        agent = self.peek(phrase)
        if phrase.first < phrase.last:
            remember(self, phrase, agent)
        return agent

    def peek(self, phrase: Range) -> Agent:
        """Return who `phrase` means."""
        if phrase.first >= phrase.last:
            return Agent((), reason=MissReason.SOURCE_UNCLEAR)
        if self.s.lower[phrase.first - 1] == "whose" and phrase.first > 1:
            return self._whose(phrase)
        if phrase.first in self.within:
            phrase = Range(self.within[phrase.first], phrase.last)
        inside = [self.by_first[k] for k in range(phrase.first, phrase.last) if k in self.by_first]
        if inside:
            return self._named(phrase, inside)
        return self._referring(phrase)

    def _whose(self, phrase: Range) -> Agent:
        """Return the company right before "whose lawyers" or the like."""
        end = phrase.first - 1 - (self.s.lower[phrase.first - 2] == ",")
        item = self.by_last.get(end)
        held = naming.has(self.s, self.roles.role, *phrase)
        aside = any(word in self.roles.aside or word in FORMER for word in self.s.lower[phrase.first : phrase.last])
        if item is None or item.how is Recognised.PERSON or not held or aside:
            return Agent((), reason=MissReason.NOT_THE_SOURCE)
        return Agent((item.company,), item.how, Range(item.first, item.last))

    def _named(self, phrase: Range, inside: list[Mention]) -> Agent:
        s, roles, (first, last) = self.s, self.roles, phrase
        beside = naming.apposed(s, roles, phrase, inside)
        if beside is not None:
            return Agent((beside.company,), beside.how, Range(beside.first, beside.last))
        role = naming.has(s, roles.role, first, last)
        now = [item for item in inside if item.first == first or s.lower[item.first - 1] not in FORMER]
        inside = now or inside
        own = inside[0].last < last and is_possessive(s, inside[0].last)
        after = s.lower[inside[0].last : min(last, inside[0].last + 3)] if own else []
        ahead = s.lower[max(0, first - 1) : inside[0].first]
        former = any(word in FORMER or word in _AGAINST for word in (*ahead, *after))
        if former or (
            not role and not naming.holds(s, roles, phrase, inside) and naming.is_other(s, roles, phrase, inside)
        ):
            return Agent((), reason=MissReason.THIRD_PARTY)
        speaking = naming.speaking(s, roles, phrase, inside, role=role)
        if not speaking:
            return self._subsidiary(phrase, inside)
        speaking = [item for item in speaking if item.how is not Recognised.PERSON or in_role(self, item)]
        if not speaking:
            return Agent((), reason=MissReason.THIRD_PARTY)
        companies = tuple(dict.fromkeys(item.company for item in speaking))
        how = Recognised.LIST if len(companies) > 1 else speaking[0].how
        person = speaking[0].how is Recognised.PERSON or (role and names_somebody(self, phrase, inside))
        return Agent(companies, how, Range(speaking[0].first, speaking[-1].last), person=person)

    def _subsidiary(self, phrase: Range, inside: list[Mention]) -> Agent:
        """Return the only followed subsidiary of the company named in "the Acme unit"."""
        word = self.s.lower[phrase.last - 1]
        owner = inside[-1]
        if word in PARTS_OF and owner.last == phrase.last - 1 and self.s.flags[phrase.first] & lx.DET:
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
            return he_meant(self, phrase)
        if size == 1 and word in _IT:
            return spoken_of(self, phrase, Recognised.PRONOUN, many=word in {"they", "both", "they're", "they've"})
        shape = shape_of(s, self.roles, phrase)
        if naming.has(s, self.roles.outsider - self.roles.inside, first, last) and shape.kind not in _SURE:
            return NOBODY
        person = person_meant(self, phrase)
        if person is not None:
            return person
        match shape.kind:
            case "company":
                return self._company(phrase, shape)
            case "companies":
                return self._companies(phrase, shape)
            case "role" | "office":
                if size == _PAIR and word == "the" and s.lower[last - 1] in self.held:  # who was told of before
                    return Agent(self.held[s.lower[last - 1]], Recognised.DESCRIPTION, phrase)
                paper = bool(shape.words) and shape.words[-1] in _PAPERS
                found = spoken_of(
                    self,
                    phrase,
                    Recognised.DESCRIPTION,
                    many=paper or shape.many,
                    person=shape.person,
                    ranked=shape.ranked,
                )
                return NOBODY if shape.many and len(found.companies) == 1 else found
            case "team":
                since = self.analysis.sentences[max(0, self.sentence_of[first] - 2)].first
                company = self.known.team(shape.words[0], first, since)
                return Agent((company,), Recognised.DESCRIPTION, phrase) if company is not None else NOBODY
        return NOBODY

    def _company(self, phrase: Range, shape: Shape) -> Agent:
        """Return the company that was described in the words of the phrase, or else the one spoken of."""
        opener = self.analysis.sentences[self.sentence_of[phrase.first]].first
        if self.s.lower[opener] == "unlike" and opener < phrase.first:
            return Agent((), reason=MissReason.SOURCE_UNCLEAR)
        found = spoken_of(self, phrase, Recognised.DESCRIPTION, many=False, person=shape.person)
        telling = set(shape.words[:-1]) - _LOOSE
        told = telling | ({shape.words[-1]} - _LOOSE)
        described = self.known.described(told, phrase.first)
        if not described and found.companies and self._unlike(found.companies[0], shape.words[-1]):
            return self._of_kind(phrase, shape, found.companies[0])
        if not described or (found.companies and found.companies[0] in described):
            return found
        sure = telling or not found.companies or self._differs(found.companies[0])
        if len(described) == 1 and (sure or self._just_named(described[0], phrase.first)):
            return Agent((described[0],), Recognised.DESCRIPTION, phrase, person=shape.person)
        named = told <= self.known.names.get(described[0].key, frozenset())
        return Agent((), reason=MissReason.SOURCE_UNCLEAR) if telling or named else found

    def _unlike(self, company: Company, noun: str) -> bool:
        return self.roles.unlike(noun, self.known.words.get(company.key, frozenset()))

    def _of_kind(self, phrase: Range, shape: Shape, other: Company) -> Agent:
        """Return the only company beside `other` in the sentences right before that may be of the noun's kind."""
        here = self.sentence_of[phrase.first]
        near = {
            item.company.key: item.company
            for n in range(max(0, here - 1), here + 1)
            for item in self.unquoted.get(n, [])
            if item.first < phrase.first and item.company != other and not self._unlike(item.company, shape.words[-1])
        }
        if len(near) != 1:
            return Agent((), reason=MissReason.SOURCE_UNCLEAR)
        return Agent(tuple(near.values()), Recognised.DESCRIPTION, phrase, person=shape.person)

    def _just_named(self, company: Company, at: int) -> bool:
        """Whether a company is named in the sentence before: "sued by hedge fund Acme. The fund …" is Acme."""
        return any(item.company == company for item in self.unquoted.get(self.sentence_of[at] - 1, []))

    def _differs(self, company: Company) -> bool:
        """Whether the text calls a company something more telling than "firm", so that another noun is not for it."""
        words = self.known.words.get(company.key, frozenset())
        return any(self.roles.is_company(word) for word in words - self.known.names[company.key] - _LOOSE)

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

    def salient(self, phrase: Range) -> Agent:
        """Return the company that was last spoken of before `phrase`."""
        return spoken_of(self, phrase, Recognised.DESCRIPTION, many=False)


def resolver(analysis: Analysis, s: Scan, mentions: tuple[Mention, ...], roles: Roles) -> Resolver:
    """Return a resolver at the beginning of the text."""
    sentence_of = [0] * len(s.tokens)
    for n, sentence in enumerate(analysis.sentences):
        for k in range(sentence.first, sentence.last):
            sentence_of[k] = n
    if any(word in roles.accused for word in s.lower):
        roles = replace(roles, founder=frozenset())
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
