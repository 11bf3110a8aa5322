"""Whom "it", "the company" and the like may mean: which names count, and who stands between.

A name counts as an antecedent where its company is what a clause is about. It does not where it only names the
medium ("posted on Acme"), modifies another noun ("an Acme user") or credits a picture ("Acme/Jane Roe").
Somebody else who is the subject of a clause in between takes the reference away.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.model.labels import Recognised
from pipeline.statements import clauses, naming
from pipeline.statements import lexicon as lx
from pipeline.statements.analysis import Analysis
from pipeline.statements.holding import OTHER, held
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import Range, before
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive, is_verb
from pipeline.statements.subjects import subject

_THROUGH = frozenset(("via", "through", "using"))
_POSTS_TO = frozenset(("posted", "post", "took", "take", "takes", "taking", "turned", "uploaded", "shared", "logged"))
_ONE_OF_MANY = frozenset(("a", "an", "one", "another", "some", "any", "each", "every"))
_TOLD = frozenset(("told", "tells", "tell", "telling", "to", "with", "in", "at"))
_REPORTS = frozenset(("reports", "reported", "report"))
_LIKE = frozenset(("including", "like", "as"))
_THEY = frozenset(("they", "their", "they're", "they’re", "they've", "they’ve", "both"))
_PEOPLE = frozenset(("people", "men", "women", "children", "others", "many", "some", "most", "who", "police"))
_ARTICLE = frozenset(("the", "The"))
_NO_PLURAL = ("ss", "us", "is", "'s", "’s", "ics")
_MOST = 24
_KEPT = 12
_VERB = 5


@dataclass(slots=True)
class Antecedents:
    """Reads the subjects of sentences when they are asked for, each sentence once."""

    analysis: Analysis
    s: Scan
    roles: Roles
    surnames: frozenset[str]
    counting: frozenset[int]
    acting: frozenset[int]
    subjects: dict[int, tuple[Range, ...]] = field(default_factory=dict)

    def taken(self, n: int, end: int, word: str, *, ranked: bool = False) -> bool:
        """Whether somebody not followed is a subject in sentence `n` before token `end`, and no followed company is.

        `word` is the pronoun or the noun that refers. A place, a body or a firm may be meant by "it", several people
        by "they", another firm or body by "the group". `ranked` is said of those whom only firms have: a product
        manager is no court's and no country's.
        """
        found = self._before(n, end)
        if any(self._acts(phrase) for phrase in found):
            return False
        if ranked:
            return any(self._firm(phrase) for phrase in found)
        many = word in _THEY
        first = self.analysis.sentences[n].first
        if word == "group" and found and found[0].first == first and self._several(found[0], first):
            return True  # "Farmers sued Acme. The group …"
        return any(self._several(phrase, first) if many else self._other(phrase, word) for phrase in found)

    def _acts(self, phrase: Range) -> bool:
        """Whether a followed company is the subject, or is named in one that names nobody else."""
        if any(k in self.acting for k in range(*phrase)):
            return True
        flags = self.s.flags
        inside = next((k for k in range(*phrase) if k in self.counting), -1)
        return inside >= 0 and not any(
            flags[k] & lx.NAME and not flags[k] & lx.TIME for k in range(phrase.first, inside)
        )

    def acts(self, n: int, at: int) -> bool:
        """Whether the name at token `at` of sentence `n` stands in the subject of a clause."""
        return any(phrase.first <= at < phrase.last for phrase in self._before(n, at + _MOST))

    def person_acts(self, n: int, end: int) -> bool:
        """Whether a person's name is a subject in sentence `n` before token `end`."""
        for phrase in self._before(n, end):
            names = [k for k in range(*phrase) if self.s.flags[k] & lx.NAME and not self.s.flags[k] & lx.TIME]
            followed = any(k in self.counting for k in range(*phrase))
            if names and not followed and self._person(phrase, names):
                return True
        return False

    def known_person(self, at: int) -> bool:
        """Whether the name at a token is the last one of somebody's full name in the text."""
        return self.s.tokens[at].text in self.surnames

    def _before(self, n: int, end: int) -> tuple[Range, ...]:
        """Return the last few subjects of sentence `n` that end before a token, so that a long one costs no more."""
        found = self._of(n)
        high = bisect_right(found, end, key=lambda phrase: phrase.last)
        return found[max(0, high - _KEPT) : high]

    def _of(self, n: int) -> tuple[Range, ...]:
        if n not in self.subjects:
            sentence = self.analysis.sentences[n]
            self.subjects[n] = _subjects(self.s, sentence.first, sentence.last)
        return self.subjects[n]

    def _other(self, phrase: Range, word: str) -> bool:
        """Whether the phrase is a body, a place or a firm; for a noun only a firm, or an organisation."""
        s, roles = self.s, self.roles
        if phrase.last < len(s.lower) and s.lower[phrase.last] == "who":
            return False
        head = s.lower[phrase.last - 1]
        firm = roles.is_company(head) or head in roles.suffix
        core = s.lower[self._core(phrase) - 1]
        if s.lower[phrase.first] in _ONE_OF_MANY and (roles.is_company(core) or core in roles.body):
            return True
        if word == core and not s.flags[phrase.last - 1] & lx.PERSON:
            return True
        names = [k for k in range(*phrase) if s.flags[k] & lx.NAME and not s.flags[k] & lx.TIME]
        if roles.is_company(word) and word != "group":
            return bool(names) and firm
        return head in roles.body or (bool(names) and names[-1] == phrase.last - 1 and not self._person(phrase, names))

    def _firm(self, phrase: Range) -> bool:
        """Whether the phrase is a firm, or a name that may be one's."""
        s, roles = self.s, self.roles
        head = s.lower[phrase.last - 1]
        if s.lower[phrase.first] in _ONE_OF_MANY and roles.is_company(s.lower[self._core(phrase) - 1]):
            return True
        names = [k for k in range(*phrase) if s.flags[k] & lx.NAME and not s.flags[k] & lx.TIME]
        if not names or head in roles.body or self._person(phrase, names):
            return False
        place = all(roles.is_place(s.tokens[k].text) or roles.is_origin(s.lower[k]) for k in names)
        return roles.is_company(head) or head in roles.suffix or (names[-1] == phrase.last - 1 and not place)

    def _core(self, phrase: Range) -> int:
        """Return one past the head of the phrase: "a small bank" in "a small bank in the north"."""
        return next((k for k in range(phrase.first + 1, phrase.last) if self.s.flags[k] & lx.PREP), phrase.last)

    def _person(self, phrase: Range, names: list[int]) -> bool:
        """Whether the names are those of a person: a title, a surname known from a full name, or two plain names."""
        s = self.s
        if any(s.flags[k] & (lx.TITLE | lx.ROLE | lx.PERSON) or s.lower[k] in self.roles.role for k in range(*phrase)):
            return True
        if s.tokens[names[-1]].text in self.surnames:
            return True
        listed = any(s.flags[k] & lx.CONJ for k in range(*phrase))
        return listed and any(s.tokens[k].text in self.surnames for k in names)

    def _several(self, phrase: Range, low: int) -> bool:
        """Whether the phrase is a plural: "candidates", "Jane Roe and Paul Otter". At `low` a capital says nothing."""
        s = self.s
        head, bits = s.lower[phrase.last - 1], s.flags[phrase.last - 1]
        if bits & lx.PERSON or phrase.last - phrase.first > _MOST:
            return False
        named = [k for k in range(*phrase) if s.flags[k] & lx.NAME]
        joined = len(named) > 1 and any(s.flags[k] & lx.CONJ and s.lower[k] == "and" for k in range(*phrase))
        name = bits & lx.NAME and phrase.last - 1 > low
        plural = head.endswith("s") and not head.endswith(_NO_PLURAL) and not name
        return joined or head in _PEOPLE or (plural and head not in self.roles.role)


def _subjects(s: Scan, low: int, high: int) -> tuple[Range, ...]:
    """Return the phrases right before the finite verbs between two tokens, quotations leapt over."""
    found: list[Range] = []
    at = low
    while at < high:
        if at in s.opens and s.opens[at] > at:
            at = s.opens[at]
            continue
        noun = at + 1 < high and s.flags[at + 1] & (lx.AUX | lx.MODAL)  # "the protests are"
        finite = s.flags[at] & (lx.AUX | lx.MODAL) or (not noun and (is_verb(s, at, low) or _past(s, at)))
        if at > low and finite:
            group = clauses.group(s, at, low)
            phrase = before(s, group.first, low)
            if phrase.first >= phrase.last and s.lower[group.first - 1] in {",", ")"}:
                phrase = subject(s, group.first, low)
            if phrase.first >= phrase.last and s.lower[group.first - 1] == "who":
                head = before(s, group.first - 1, low)
                phrase = head if head.first == low else phrase
            if phrase.first > low + 1 and s.flags[phrase.first - 1] & lx.VERB:
                phrase = _over_relative(s, phrase, low)
            within = phrase.first > low and bool(
                s.flags[phrase.first - 1] & lx.PREP
            )  # "banned in China but has worked"
            if phrase.first < phrase.last and not within and not group.infinitive and not group.gerund:
                found.append(phrase)
        at += 1
    return tuple(found)


def _over_relative(s: Scan, phrase: Range, low: int) -> Range:
    """Return "the men" for "the men who sued Acme": the object in a relative clause is no subject."""
    for k in range(phrase.first - 2, max(low, phrase.first - _VERB), -1):
        if s.lower[k] in {"who", "which", "that"} and s.flags[k - 1] & lx.WORD:
            head = before(s, k, low)
            return head if head.first < head.last else phrase
        if not s.flags[k] & lx.WORD:
            break
    return phrase


def _past(s: Scan, at: int) -> bool:
    """Whether the word is no known verb and looks like one behind a name: "Nordhaven deforested"."""
    return s.flags[at] == lx.WORD and s.lower[at].endswith("ed") and bool(s.flags[at - 1] & lx.NAME)


def antecedents(analysis: Analysis, s: Scan, roles: Roles, mentions: tuple[Mention, ...]) -> Antecedents:
    """Return what reads the antecedents of one text."""
    taken = {k for item in mentions for k in range(item.first, item.last)}
    counting = frozenset(k for item in mentions if counts(s, roles, item) for k in range(item.first, item.last))
    acting = frozenset(k for item in mentions if item.first in counting and _heads(s, roles, item) for k in _of(item))
    return Antecedents(analysis, s, roles, _surnames(s, taken), counting, acting)


def _of(item: Mention) -> range:
    return range(item.first, item.last)


def _heads(s: Scan, roles: Roles, item: Mention) -> bool:
    """Whether the phrase around a name is the company's, and not "a rival of Acme" or ", once owned by Acme,"."""
    if item.how is Recognised.PERSON:
        return True
    found = held(s, roles, item, max(0, item.first - _MOST), min(len(s.lower), item.last + _MOST))
    return found.kind != OTHER or not s.flags[max(0, found.first - 1)] & lx.PREP


def _surnames(s: Scan, taken: set[int]) -> frozenset[str]:
    """Return the last words of what may be people's full names: two capitals in a row without an article before."""
    found: set[str] = set()
    for k in range(1, len(s.tokens)):
        if not s.flags[k] & lx.NAME or s.flags[k] & lx.TIME or k in taken:
            continue
        titled = bool(s.flags[k - 1] & lx.TITLE)
        full = s.flags[k - 1] & lx.NAME and not s.flags[k - 1] & lx.TIME and k - 1 not in taken
        ends = k + 1 >= len(s.tokens) or not s.flags[k + 1] & lx.NAME
        if (titled or full) and ends and not _article_before(s, k - 1):
            found.add(s.tokens[k].text)
    return frozenset(found)


def _article_before(s: Scan, k: int) -> bool:
    while k > 0 and s.flags[k] & lx.NAME:
        k -= 1
    return s.tokens[k].text in _ARTICLE


def counts(s: Scan, roles: Roles, item: Mention) -> bool:
    """Whether a name may be what a later pronoun or description stands for."""
    if item.how is Recognised.PERSON:
        return True
    first, last = item.first, item.last
    after = s.lower[last] if last < len(s.lower) else ""
    if after == "/" or (first and s.lower[first - 1] == "/"):
        return False
    if after in roles.carried or (after == "@" and last + 1 < len(s.lower)):
        return False
    if after and naming.has(s, roles.carried, last + 1, min(last + 2, len(s.lower))) and _plain(s, last):
        return False
    return not _is_medium(s, roles, first, last)


def _plain(s: Scan, at: int) -> bool:
    """Whether one adjective or noun stands at `at`: "Acme political page"."""
    bits = s.flags[at]
    function = lx.PREP | lx.DET | lx.CONJ | lx.AUX | lx.MODAL | lx.VERB | lx.SUBORD | lx.RELATIVE | lx.PERSON | lx.NAME
    return bits & lx.WORD != 0 and not bits & function


def _is_medium(s: Scan, roles: Roles, first: int, last: int) -> bool:
    """Whether the name tells where something was put or whom it was told to, not who acts."""
    word, ahead = s.lower[first - 1] if first else "", s.lower[first - 2] if first > 1 else ""
    posted = word == "to" and bool(_POSTS_TO & set(s.lower[max(0, first - _VERB) : first]))
    if word in _THROUGH or posted:
        return True
    if word == "on":
        return ahead not in roles.burden
    if word in _LIKE and (word != "as" or ahead == "such"):
        return True
    outlet = " ".join(s.lower[first:last]) in roles.outlet
    owned = last < len(s.lower) and is_possessive(s, last)
    reports = last < len(s.lower) and s.lower[last] in _REPORTS
    return outlet and not owned and (word in _TOLD or reports)
