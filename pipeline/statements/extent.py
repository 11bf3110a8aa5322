"""How far a position in the article's own voice reaches: from its subject to the end of its clause."""

from __future__ import annotations

from pipeline.model.labels import Stance
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.acting import nominal, passive_subject
from pipeline.statements.finite import clause_begins
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan, is_adverb, is_verb
from pipeline.statements.stance import Hit, hits_in
from pipeline.statements.work import Work

SILENT = frozenset((Stance.DECLINED, Stance.NO_RESPONSE, Stance.ASKED))
_WAITS = frozenset(("until", "pending"))
_DASHES = frozenset((",", "-", "–", "—"))
_TURNS = frozenset(("but", "while", "until", "pending", "saying", ":"))
_AFTER_COMMA = frozenset(
    (
        *("but", "while", "which", "saying", "although", "after", "as", "with", "amid", "and", "citing", "so", "who"),
        *("though", "whose", "when", "where", "despite", "following", "because", "since"),
    )
)
_ENDINGS = frozenset((("so", "that"), ("in", "protest")))
_IF = frozenset(("if", "unless", "until", "once", "should"))
_WHETHER = frozenset(("whether", "when", "why", "how", "what", "which", "who", "where"))
_BE = frozenset(("is", "are", "was", "were", "became", "become", "becomes", "been"))
_FRONT = 30
_ADVERBS = 3
_NEAR = 6
_FAR = 12


def extent(work: Work, hit: Hit, phrase: Range, sentence: Range) -> Range:
    """Return the tokens of the clause that `hit` heads and `phrase` is the subject of."""
    opens = _IF | _WHETHER if hit.stance in SILENT else _IF
    first = _with_condition(work, _first(work.s, hit, phrase, sentence), sentence, opens)
    last = _last(work, hit, phrase, Range(first, sentence.last))
    return Range(first, clauses.without_marks_after(work.s, first, last))


def _first(s: Scan, hit: Hit, phrase: Range, sentence: Range) -> int:
    group = hit.group
    if hit.stance is Stance.ASKED and not group.passive:
        return sentence.first
    if hit.cue.pos == "verb" and group.passive:
        own = passive_subject(s, group, sentence.first)
        return own.first if own.first < own.last else phrase.first
    if phrase.first >= phrase.last:
        return phrase.first if s.flags[group.first] & lx.WORD and hit.stance in SILENT else group.first
    if group.infinitive and phrase.first > sentence.first and s.lower[phrase.first - 1] == "by":
        return next((k for k in range(phrase.first - 2, sentence.first - 1, -1) if s.flags[k] & lx.DET), group.first)
    gap = group.first - phrase.last
    ranked = group.infinitive and bool(_BE & set(s.lower[phrase.last : phrase.last + 2]))
    reach = _FAR if hit.stance is Stance.CHALLENGE or ranked else _NEAR
    one = bool({"among", "one"} & set(s.lower[phrase.last : phrase.last + 2]))  # "Acme is among the firms that left"
    near = gap <= (_FAR if one else _ADVERBS) or (group.infinitive and 0 <= gap <= reach)
    joined = bool(s.flags[group.first - 1] & lx.CONJ) and gap > _NEAR
    silent = s.flags[group.first] & lx.WORD and hit.stance in SILENT and not joined
    return phrase.first if near or silent or _parted(s, phrase, hit) else group.first


def _with_condition(work: Work, first: int, sentence: Range, openers: frozenset[str]) -> int:
    """Take in the condition or the question that opens a sentence: "If the law passed, Acme would leave"."""
    s = work.s
    opens = s.lower[sentence.first] in openers and 0 < first - sentence.first < _FRONT
    if not opens or any(k in work.resolver.by_first or k in s.opens for k in range(sentence.first, first)):
        return first
    own = any(hit.first < first for hit in work.hits_of(work.resolver.sentence_of[first]))
    several = sum(s.lower[k] == "," for k in range(sentence.first, first)) > 1
    return first if own or several else sentence.first


def _last(work: Work, hit: Hit, phrase: Range, within: Range) -> int:
    s = work.s
    last = clauses.content_end(s, max(within.first, hit.first), within.last)
    if hit.group.infinitive and nominal(s, hit, phrase):
        last = next((k for k in range(hit.last + 1, last) if _goes_on(s, k, hit.last)), last)
    if hit.cue.pos == "verb" and hit.group.passive and hit.stance is not Stance.ASKED and phrase.last > hit.last:
        last = min(last, _first_comma(s, phrase))
    inserted = hit.group.gerund and s.lower[hit.group.first - 1] == "," and phrase.last == hit.group.first - 1
    for k in range(hit.last, last - 1):
        if inserted and s.lower[k] == ",":
            return k
        if _ends_clause(s, k, last) and not (s.lower[k] in _WAITS and not _waits(work, k, last)):
            return k
    return last


def _goes_on(s: Scan, k: int, low: int) -> bool:
    """Whether the main verb behind "Acme's decision to leave the market" stands at `k`."""
    before = s.flags[k - 1]
    if before & (lx.RELATIVE | lx.PERSON | lx.SUBORD | lx.CONJ):
        return False
    return bool(s.flags[k] & (lx.AUX | lx.MODAL)) or (is_verb(s, k, low) and not s.flags[k] & lx.NAME)


def _parted(s: Scan, phrase: Range, hit: Hit) -> bool:
    """Whether an insertion without a speaker parts a subject from its verb: "Acme, which makes soap, has left"."""
    first = hit.group.first
    if not phrase.first < phrase.last < first - 1:
        return False
    return s.lower[phrase.last] in _DASHES and s.lower[first - 1] in _DASHES and not _spoken(s, phrase.last, first)


def _spoken(s: Scan, low: int, high: int) -> bool:
    """Whether somebody speaks between two tokens: "Acme, its lawyer said, has left"."""
    return any(s.flags[k] & lx.SPEECH and is_verb(s, k, low) for k in range(low + 1, high))


def _waits(work: Work, k: int, last: int) -> bool:
    """Whether "until" and what follows is a review of its own."""
    return any(hit.stance is Stance.REVIEW for hit in hits_in(work.s, work.placed, k, last))


def _first_comma(s: Scan, phrase: Range) -> int:
    return next((k for k in range(*phrase) if s.lower[k] == "," and s.flags[k + 1] & lx.DET), phrase.last)


def _ends_clause(s: Scan, k: int, last: int) -> bool:
    """Whether a narrated clause ends before `k`: at a comma with a new clause, or before "and" and a verb."""
    if k in s.opens:
        return False
    word, following = s.lower[k], s.lower[k + 1]
    if word == ",":
        return _ends_at_comma(s, k + 1)
    if word in _TURNS:
        return True
    if (word, following) in _ENDINGS:
        return s.lower[k + 2 : k + 3] != ["it"]  # "so that it can" tells what the act itself is for
    return word == "and" and _opens_verb(s, k + 1, last)


def _ends_at_comma(s: Scan, at: int) -> bool:
    """Whether what follows a comma is no part of the clause before it."""
    word, bits = s.lower[at], s.flags[at]
    if word in _AFTER_COMMA or (word.endswith("ing") and bits & lx.VERB):
        return True
    led = at + 1 < len(s.flags) and s.flags[at + 1] & lx.PREP
    past = bits & lx.PAST and bits & lx.VERB and not bits & lx.NAME
    return bool(led and (past or (bits == lx.WORD and word.endswith("ed"))))  # ", squeezed by the price"


def _opens_verb(s: Scan, at: int, last: int) -> bool:
    """Whether a verb, or a subject with its verb, stands behind "and"."""
    while at + 1 < last and is_adverb(s, at):
        at += 1
    bits = s.flags[at]
    if bits & (lx.AUX | lx.MODAL) or (bits & lx.VERB and bits & lx.PAST and not bits & lx.NAME):
        return True
    plans = bits & lx.VERB and s.lower[at].endswith("s") and s.lower[at + 1 : at + 2] == ["to"]
    pronoun = bits & lx.PERSON and not bits & lx.POSSESSIVE
    return bool(plans) or (bool(pronoun) and clause_begins(s, at, last))
