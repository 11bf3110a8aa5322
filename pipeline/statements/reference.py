"""Which company a noun phrase means: by name, by role, or by reference to what was named before."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model.company import Company
from pipeline.model.labels import MissReason, Recognised
from pipeline.model.rules import RulePack
from pipeline.statements import lexicon as lx
from pipeline.statements.analysis import Analysis
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.scan import Scan, is_possessive

_IT = frozenset(("it", "they", "it's", "they're", "they've", "it’s", "they’re", "they’ve", "both", "its", "their"))
_HE = frozenset(("he", "she", "he's", "she's"))
_PARTS_OF = frozenset(
    ("subsidiary", "subsidiaries", "unit", "arm", "owner", "parent", "rival", "partner", "affiliate", "division")
)
_FAR = 3
_LEAD = 4
_KEPT = 40
_PAIR = 2
_TRIPLE = 3
_INITIALS = 2


@dataclass(frozen=True, slots=True)
class Roles:
    """Words that say who a phrase is, in all their forms."""

    role: frozenset[str]
    company: frozenset[str]
    outsider: frozenset[str]
    suffix: frozenset[str]


def roles_of(rules: RulePack) -> Roles:
    """Return the word lists `mention.*` of a pack as sets of forms."""
    lists = {item.id: frozenset(form for form, _ in item.forms) for item in rules.lists}
    names = ("mention.role", "mention.company", "mention.outsider", "mention.suffix")
    return Roles(*(lists.get(name, frozenset()) for name in names))


@dataclass(frozen=True, slots=True)
class Agent:
    """Who a phrase means: the companies, how they were recognised and where; or the reason why none."""

    companies: tuple[Company, ...]
    how: Recognised = Recognised.NAME
    where: Range = NO_RANGE
    reason: MissReason = MissReason.NOT_THE_SOURCE
    person: bool = False


NOBODY = Agent(())


def sets_apart(word: str) -> bool:
    """Whether a word sets the phrase apart from the company it names: "rival Acme" is Acme."""
    return word not in {"rival", "competitor"}


@dataclass(slots=True)
class Resolver:
    """Reads the phrases of one text in order; what it has resolved so far is the salience of what follows."""

    analysis: Analysis
    s: Scan
    mentions: tuple[Mention, ...]
    roles: Roles
    sentence_of: list[int]
    by_first: dict[int, Mention] = field(default_factory=dict)
    by_last: dict[int, Mention] = field(default_factory=dict)
    by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    subjects: list[tuple[int, tuple[Company, ...]]] = field(default_factory=list)
    people: dict[str, tuple[Company, ...]] = field(default_factory=dict)
    firms: set[int] = field(default_factory=set)
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
        inside = [self.by_first[k] for k in range(phrase.first, phrase.last) if k in self.by_first]
        if inside:
            return self._named(phrase, inside)
        return self._referring(phrase)

    def _words(self, first: int, last: int) -> list[str]:
        return self.s.lower[first:last]

    def _has(self, words: frozenset[str], first: int, last: int) -> bool:
        lower = self.s.lower
        return any(lower[k] in words or " ".join(lower[k : k + 2]) in words for k in range(first, last))

    def _named(self, phrase: Range, inside: list[Mention]) -> Agent:
        first, last = phrase
        role = self._has(self.roles.role, first, last)
        former = any(word in {"former", "ex", "ex-"} for word in self._words(first, inside[0].first))
        beside = [
            k for k in range(first, last) if self._has(self.roles.outsider, k, k + 1) and sets_apart(self.s.lower[k])
        ]
        if former or (beside and not role):
            return Agent((), reason=MissReason.THIRD_PARTY)
        speaking = [item for item in inside if self._speaks(phrase, item, role)]
        if not speaking:
            return Agent((), reason=MissReason.NOT_THE_SOURCE)
        while len(speaking) > 1 and not self._listed(speaking) and self._listed(speaking[:2]):
            speaking = speaking[:-1]
        if len(speaking) > 1 and not self._listed(speaking):
            speaking = speaking[:1] if speaking[0].how is Recognised.PERSON else speaking[-1:] if role else speaking[:1]
        companies = tuple(dict.fromkeys(item.company for item in speaking))
        how = Recognised.LIST if len(companies) > 1 else speaking[0].how
        person = speaking[0].how is Recognised.PERSON or (role and self._named_person(phrase, inside))
        return Agent(companies, how, Range(speaking[0].first, speaking[-1].last), person=person)

    def _named_person(self, phrase: Range, inside: list[Mention]) -> bool:
        taken = {k for item in inside for k in range(item.first, item.last)}
        names = [k for k in range(*phrase) if k not in taken and self.s.flags[k] & lx.NAME]
        return bool(names)

    def _speaks(self, phrase: Range, item: Mention, role: bool) -> bool:
        """Whether a mention inside a phrase is what the phrase is about: its head, or the owner of a role."""
        s = self.s
        if item.how is Recognised.PERSON:
            return True
        after = item.last
        if after < phrase.last and is_possessive(s, after):
            return self._has(self.roles.role, after, phrase.last)
        before = item.first - 1
        while before >= phrase.first and (s.flags[before] & (lx.DET | lx.ADJ) or s.lower[before] in self.roles.company):
            before -= 1
        if before >= phrase.first and s.flags[before] & lx.PREP:
            return role and self._has(self.roles.role, phrase.first, before)
        if after < phrase.last and self._has(_PARTS_OF, after, phrase.last):
            return False
        if after >= phrase.last or s.lower[after] in {",", "(", "and", "&"} or s.lower[after] in self.roles.suffix:
            return True
        return self._has(self.roles.role | self.roles.company, after, phrase.last)

    def _listed(self, items: list[Mention]) -> bool:
        """Whether nothing but commas, "and" and short phrases parts the mentions."""
        for left, right in pairwise(items):
            between = self._words(left.last, right.first)
            if not between or not all(
                word in {",", "and", "&", "the", "or", "as", "well"} or self._has(self.roles.company, k, k + 1)
                for k, word in enumerate(between, left.last)
            ):
                return False
        return True

    def _referring(self, phrase: Range) -> Agent:  # noqa: PLR0911  one line per kind of phrase
        s, (first, last) = self.s, phrase
        word = s.lower[first]
        size = last - first
        if size == 1 and word in _HE:
            return self._he(phrase)
        if size == 1 and word in _IT:
            return self._salient(phrase, Recognised.PRONOUN, many=word in {"they", "both", "they're", "they've"})
        if self._has(self.roles.outsider, first, last) and not self._has(self.roles.role, first, last):
            return NOBODY
        known = [s.tokens[k].text for k in range(first, last) if s.tokens[k].text in self.people]
        if known and (size <= _PAIR or s.lower[first] in {"mr", "ms", "mrs"} or s.flags[first] & lx.NAME):
            return Agent(self.people[known[-1]], Recognised.PERSON, phrase, person=True)
        if any(s.flags[k] & lx.NAME for k in range(first, last)):
            return NOBODY
        generic = self._has(self.roles.company, last - 1, last) and (
            s.flags[first] & (lx.DET | lx.POSSESSIVE) and word not in {"a", "an", "another", "one", "some", "other"}
        )
        spokes = size <= _PAIR and any("spokes" in w for w in self._words(first, last))
        body = word in {"its", "the"} and self._has(self.roles.role, first, last) and size <= _TRIPLE
        if generic or spokes or body:
            return self._salient(phrase, Recognised.DESCRIPTION, many=False)
        return NOBODY

    def _he(self, phrase: Range) -> Agent:
        at, companies = self.last_person
        near = at >= 0 and self.sentence_of[phrase.first] - self.sentence_of[at] <= 2 * _FAR
        return Agent(companies, Recognised.PERSON, phrase, person=True) if near and companies else NOBODY

    def salient(self, phrase: Range) -> Agent:
        """Return the company that was last spoken of before `phrase`."""
        return self._salient(phrase, Recognised.DESCRIPTION, many=False)

    def _salient(self, phrase: Range, how: Recognised, *, many: bool) -> Agent:
        """Return the company last spoken of as a subject, then the one named first in the sentences before."""
        unclear = Agent((), reason=MissReason.SOURCE_UNCLEAR)
        here = self.sentence_of[phrase.first]
        for n in range(here, max(-1, here - _FAR - 1), -1):
            low, high = self.analysis.sentences[n].first, min(phrase.first, self.analysis.sentences[n].last)
            subjects = [companies for at, companies in self.subjects[-_KEPT:] if low <= at < high and companies]
            if n < here and how is Recognised.DESCRIPTION and self._other_firm(low, high) and not subjects:
                return unclear
            named = [item for item in self.by_sentence.get(n, []) if item.first < high]
            if subjects:
                chosen = subjects[-1]
                return Agent(chosen if many or len(chosen) == 1 else (), how, phrase, MissReason.SOURCE_UNCLEAR)
            distinct = tuple(dict.fromkeys(item.company for item in named))
            if len(distinct) == 1:
                return Agent(distinct, how, phrase)
            if distinct:
                lead = named[0]
                opens = lead.first - low <= _LEAD and not is_possessive(self.s, lead.last)
                return Agent((lead.company,), how, phrase) if opens and not many else unclear
        return unclear

    def _other_firm(self, low: int, high: int) -> bool:
        """Whether the last subject between two tokens was a firm that is not followed."""
        last = next(((at, found) for at, found in reversed(self.subjects[-_KEPT:]) if low <= at < high), None)
        return last is not None and not last[1] and last[0] in self.firms

    def _remember(self, phrase: Range, agent: Agent) -> None:
        s = self.s
        if s.lower[phrase.first] in _HE and phrase.last - phrase.first == 1:
            return
        taken = {k for m in self.mentions_in(phrase) if m.how is not Recognised.PERSON for k in range(m.first, m.last)}
        names = [
            k for k in range(*phrase) if k not in taken and s.flags[k] & lx.NAME and s.lower[k] not in self.roles.role
        ]
        if agent.companies or names:
            self.subjects.append((phrase.first, agent.companies))
            if names and not agent.companies and self._has(self.roles.company | self.roles.suffix, *phrase):
                self.firms.add(phrase.first)
        if agent.person or (names and not agent.companies):
            self.last_person = (phrase.first, agent.companies)
        if agent.person and agent.companies:
            for k in names:
                if len(s.tokens[k].text) > _INITIALS and not s.flags[k] & lx.TITLE:
                    self.people[s.tokens[k].text] = agent.companies

    def mentions_in(self, phrase: Range) -> list[Mention]:
        """Return the mentions within a phrase."""
        return [self.by_first[k] for k in range(*phrase) if k in self.by_first]


def resolver(analysis: Analysis, s: Scan, mentions: tuple[Mention, ...], roles: Roles) -> Resolver:
    """Return a resolver at the beginning of the text."""
    sentence_of = [0] * len(s.tokens)
    for n, sentence in enumerate(analysis.sentences):
        for k in range(sentence.first, sentence.last):
            sentence_of[k] = n
    made = Resolver(analysis, s, mentions, roles, sentence_of)
    for item in mentions:
        made.by_first[item.first] = item
        made.by_last[item.last] = item
        made.by_sentence.setdefault(sentence_of[item.first], []).append(item)
    return made
