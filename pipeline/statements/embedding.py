"""Where a clause is not asserted: in a condition, a question, a thing that never was, or in somebody else's words."""

from __future__ import annotations

from pipeline.model.labels import MissReason
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.governors import Governors
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan, is_adverb, is_verb
from pipeline.statements.scope import is_negator
from pipeline.statements.speakers import speaker

_BACK = 26
_ENDS = frozenset((";", ":", ",", "but", "while", "although", "though", "because", "after", "before", "since"))
_OWN = frozenset(("it", "they", "we", "i", "he", "she", "its", "our", "i'm", "we're", "we’re"))
_ONE = frozenset(("it", "he", "she"))
_IF = frozenset(("if", "unless", "lest", "provided", "assuming"))
_CASES = frozenset(("case", "cases", "instance", "instances", "situations", "circumstances"))
_CHANCES = frozenset(("chance", "chances", "prospect", "likelihood", "possibility", "odds", "danger"))
_UNCLEAR = frozenset(("unclear", "unknown", "uncertain", "undecided"))
_INVERTED = frozenset(("had", "should", "were"))
_PERFECT = frozenset(("would", "could", "might", "may", "should", "must"))
_DUTY = frozenset(("should", "ought", "must", "shall", "shouldn't", "shouldn’t", "mustn't"))
_IT_IS = (["it", "is"], ["it", "was"])
_TIME = (["time"], ["high"], ["about"])
_NEAR = 7
_BESIDE = 3


def barred_by(s: Scan, table: Governors, group: clauses.Group, low: int) -> MissReason | None:
    """Return why the clause of a group of verbs asserts nothing of its subject, or None where it does."""
    if _unreal(s, group, low):
        return MissReason.NEGATION_UNCLEAR
    return embedded(s, table, group.first, low)


def can_only(s: Scan, group: clauses.Group, negations: int) -> bool:
    """Whether the act is only in somebody's power: "Acme can refuse to pay"."""
    return negations == 0 and "can" in s.lower[group.first : group.main]


def asks(s: Scan, low: int, high: int) -> bool:
    """Whether the sentence is a question."""
    return any(s.lower[k] == "?" for k in range(max(low, high - 2), min(high + 1, len(s.lower))))


def _unreal(s: Scan, group: clauses.Group, low: int) -> bool:
    """Whether the act never took place, or is only a duty: "would have left", "Had Acme left", "Acme should leave"."""
    words = set(s.lower[group.first : group.main])
    if words & _PERFECT and words & {"have", "'ve", "’ve"}:
        return True
    own = group.first > low and s.lower[group.first - 1] in _OWN
    base = group.bare and s.flags[group.main] & (lx.BASE | lx.PAST | lx.AUX | lx.MODAL) == lx.BASE
    inverted = group.first > low + 1 and s.flags[group.first - 2] & (lx.AUX | lx.MODAL)  # "nor will it pay"
    if base and group.first > low and s.lower[group.first - 1] in _ONE and not inverted:
        return True  # "demanding that it pay"
    if words & _DUTY and not own:
        return True
    if s.lower[low : low + 2] in _IT_IS and s.lower[low + 2 : low + 3] in _TIME:
        return True  # "it is time advertisers stopped", not "it is the first time"
    opens = s.lower[low] in _INVERTED and low + 1 < group.first <= low + _NEAR
    return opens and not s.flags[low + 1] & lx.VERB


def embedded(s: Scan, table: Governors, first: int, low: int) -> MissReason | None:
    """Return why the clause whose verb begins at `first` is not its speaker's own, or None."""
    finite = relative = False
    for k in range(first - 1, max(low, first - _BACK) - 1, -1):
        word, bits = s.lower[k], s.flags[k]
        if word in _ENDS or k in s.closes:
            return None
        if bits & lx.CONJ and k + 1 < first and s.flags[k + 1] & (lx.PERSON | lx.NAME | lx.DET):
            return None
        if relative and is_negator(s, k) and word != "nor":
            return MissReason.NEGATION_UNCLEAR
        relative = relative or (word in {"that", "which", "who"} and k + 1 < first)
        supposed = word == "whether" or (word == "where" and s.lower[k - 1] in _CASES)
        supposed = supposed or (word in _CHANCES and s.lower[k + 1] in {"of", "that"}) or _in_doubt(s, k, low)
        if supposed or (word in _IF and not finite):
            return MissReason.NEGATION_UNCLEAR
        if word in table.reports:
            barred = _reported(s, k, first, low)
            if barred is not None:
                return barred
        if bits & (lx.AUX | lx.MODAL) or is_verb(s, k, low):
            finite = True
    return None


def _in_doubt(s: Scan, k: int, low: int) -> bool:
    """Whether a question depends on a word of doubt: "it was unclear when and how"."""
    return s.lower[k] in {"how", "when", "why"} and bool(_UNCLEAR & set(s.lower[max(low, k - _NEAR) : k]))


def _reported(s: Scan, k: int, first: int, low: int) -> MissReason | None:
    """Return why a clause under the verb or noun of saying at `k` is not its speaker's own, or None."""
    group = clauses.group(s, k, low)
    that = s.lower[k + 1] == "that"
    if group.noun or not s.flags[k] & lx.VERB:
        return MissReason.THIRD_PARTY if that else None
    if k + 1 >= first or not (that or _clause_follows(s, k + 1)):
        return None
    negative = any(is_negator(s, j) for j in range(group.first, k))
    if negative:
        return MissReason.NEGATION_UNCLEAR
    if s.lower[k].startswith("mean"):
        return None
    if group.first > low and s.lower[group.first - 1] == "there":
        return MissReason.THIRD_PARTY
    who = speaker(s, group, low, None)
    return None if _is_own(s, who, group) else MissReason.THIRD_PARTY


def _clause_follows(s: Scan, at: int) -> bool:
    while is_adverb(s, at) and at + 1 < len(s.lower):
        at += 1
    return bool(s.flags[at] & (lx.PERSON | lx.DET | lx.NAME | lx.POSSESSIVE | lx.WORD)) and not s.flags[at] & lx.PREP


def _is_own(s: Scan, who: Range, group: clauses.Group) -> bool:
    """Whether the subject of a verb of saying is the speaker, or cannot be told and is taken for the speaker."""
    if who.first >= who.last:
        return not group.passive
    return s.lower[who.first] in _OWN


def disowned(s: Scan, table: Governors, source: Range, cue: Range) -> bool:
    """Whether a cue is negated or undone: "did not say that", "dismissed reports that", "broke its promise to"."""
    if cue.first >= cue.last:
        return False
    ahead = source.first < source.last <= cue.first
    first = source.last if ahead and cue.first - source.last <= _BACK else max(0, cue.first - 1)
    words = [s.lower[k] for k in range(first, cue.first)]
    if ahead and "," not in words and any(is_negator(s, k) for k in range(first, cue.first)):
        return True
    near = range(max(0, min(first, source.first if ahead else first) - _BESIDE), cue.first)
    undone = any(table.kinds.get(s.lower[k]) in {"decides", "denies"} and s.flags[k] & lx.VERB for k in near)
    return undone and clauses.group(s, cue.first, first).noun
