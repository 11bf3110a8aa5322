"""Negation and modality around a verb (after NegEx/ConText: Chapman 2001, Harkema 2009): triggers, terminators.

The scope of a negation is followed through the words that govern the verb ("has no plans to stop paying") and
through coordination ("will not help or pay"). Where it cannot be told what becomes of an act, it is barred: a miss.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model.labels import MissReason, Modality
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.governors import Governors, governor, sister
from pipeline.statements.scan import Scan, is_adverb

_NEGATORS = frozenset(
    ("not", "never", "no", "cannot", "neither", "nor", "without", "nothing", "none", "nobody", "hardly", "nowhere")
)
_PSEUDO = frozenset(
    (
        *("only", "just", "simply", "merely", "least", "doubt", "longer", "matter", "sooner", "solely", "necessarily"),
        *("surprisingly", "unreasonably", "until", "even", "wonder", "other", "to-date", "alone", "so"),
    )
)
_LOSES = frozenset(("waste", "wastes", "wasted", "wasting", "lose", "loses", "lost", "losing"))
_ORDINALS = (["first"], ["only"], ["last"], ["sole"])
_NOTHING = frozenset(("nothing", "little", "none", "nobody"))
_JUST = frozenset(("only", "just", "simply", "merely", "solely"))
_STOPS = frozenset((",", ";", ":", "but", "however", "although", "though", "because", "while", "which", "who", "that"))
_POSSIBLE = frozenset(("may", "might", "could", "possibly", "perhaps"))
_PLANNED = frozenset(("will", "shall", "'ll", "’ll", "would", "won't", "won’t"))
_CONTRACTED = ("'ll", "’ll")
_PLANS = frozenset(
    (
        *("plan", "plans", "planning", "intend", "intends", "planned", "intended", "set", "due", "going", "about"),
        *("threatened", "threatens", "threatening", "wants", "want", "vowed", "willing", "ready", "prepared"),
    )
)
_TO_BE = frozenset(("is", "are", "was", "were", "be"))
_SOFT = frozenset(("prefer", "like", "urge", "rather", "have", "welcome", "love", "hate", "wish"))
_REACH = 7
_SUBJECT = 9
_CLAUSE = 40
_DEPTH = 5
_HAVE = frozenset(("have", "has", "had", "having", "seem", "seems", "appear", "appears"))
_CHAIN = lx.VERB | lx.AUX | lx.MODAL | lx.ADV | lx.PERSON | lx.RAISING
_LINKS = frozenset(
    (
        *("to", "be", "able", "willing", "going", "or", "ready", "prepared", "“", '"', "plans", "plan", "intention"),
        *("of", "yet"),
    )
)


class Scope(NamedTuple):
    """The negations that have a verb in scope, why nothing can be told of it, and its outermost group of verbs."""

    negations: int
    barred: MissReason | None
    outer: clauses.Group


def is_negator(s: Scan, at: int) -> bool:
    """Whether the word at `at` negates, "not only" and the like excepted."""
    word = s.lower[at]
    if word not in _NEGATORS and not word.endswith(("n't", "n’t")):
        return False
    following = s.lower[at + 1] if at + 1 < len(s.lower) else ""
    if word == "no" and following == "time" and at and s.lower[at - 1] in _LOSES:
        return False  # "wasted no time in suing" sues at once
    if word in {"not", "no"} and following in _PSEUDO:
        far = following == "so" and s.lower[at + 2 : at + 3] == ["far"]
        return far or following in {"longer", "even", "necessarily"} or (following == "so" and word == "no")
    if word == "not" and following == "the" and s.lower[at + 2 : at + 3] in _ORDINALS:
        return False  # "it is not the first time Acme has sued"
    return following not in _JUST or word in _NEGATORS  # "isn't just staying" stays


def scope_of(s: Scan, table: Governors, group: clauses.Group, at: int, low: int) -> Scope:
    """Follow the verb at `at` outwards through what governs it, to the verb whose subject it has."""
    count = 0
    if group.infinitive and group.first > low and s.lower[group.first - 1] in _NOTHING:
        return Scope(0, MissReason.NEGATION_UNCLEAR, group)  # "we have nothing to freeze"
    for _ in range(_DEPTH):
        if any(
            table.kinds.get(s.lower[k]) in {"decides", "voids"} and s.flags[k] & lx.VERB for k in range(group.first, at)
        ):
            return Scope(count, MissReason.NEGATION_UNCLEAR, group)
        count += _negators(s, group.first, at) + _right_before(s, group.first, low)
        shared = sister(s, table, group, at, low)
        if shared >= 0 and s.lower[group.first - 1] != "nor":
            at = _shared_verb(s, shared, group.first)
            group = clauses.group(s, at, low)
            continue
        link = governor(s, table, group, low)
        if link is None or not link.kind:
            break
        above = clauses.group(s, link.at, low)
        told = link.kind == "orders" and (link.parted or above.passive)
        if told or link.kind in {"decides", "voids"}:
            return Scope(count, MissReason.NEGATION_UNCLEAR, above)
        noun = above.noun or not s.flags[link.at] & lx.VERB
        outer = _at_noun(s, table, link.at, low) if noun else _negators(s, above.first, link.at)
        if outer < 0 or (outer and link.kind in {"denies", "obliges"}):
            return Scope(count, MissReason.NEGATION_UNCLEAR, above)
        count += link.kind == "denies"
        at, group = link.at, above
        if noun:
            return Scope(count + outer, None, group)
    return Scope(count, None, group)


def subject_negation(s: Scan, first: int, low: int) -> int:
    """Return 1 where the subject before a group negates it ("Neither Acme nor"), -1 where it is nobody, else 0."""
    joined = False
    for k in range(first - 1, max(low, first - _SUBJECT) - 1, -1):
        word, bits = s.lower[k], s.flags[k]
        joined = joined or word == "nor"
        if word == "neither":
            return 1 if joined else -1
        if word in {"none", "nobody", "few"} or (word == "no" and s.lower[k + 1] not in _PSEUDO):
            return -1
        verb = bits & lx.VERB and not bits & lx.NAME
        if word in _STOPS or not (bits & lx.WORD or word == ".") or bits & (lx.AUX | lx.MODAL | lx.SUBORD) or verb:
            break
    return 0


def _shared_verb(s: Scan, helper: int, high: int) -> int:
    """Return the first verb after the helper that two joined verbs share, or the form in -ing itself."""
    if s.lower[helper].endswith("ing"):
        return helper
    k = helper + 1
    while k < high - 2 and (s.flags[k] & (lx.AUX | lx.MODAL) or is_adverb(s, k) or k in s.opens):
        k += 1
    return k


def _negators(s: Scan, first: int, last: int) -> int:
    return sum(is_negator(s, k) for k in range(first, last))


def _right_before(s: Scan, first: int, low: int) -> int:
    """Count the negation before a group: "not to pay", "nor paid", "nor did it pay"."""
    k = first - 1
    if k < low:
        return 0
    if is_negator(s, k):
        return int(s.lower[k] not in {"without", "none", "nobody", "nothing", "no"})
    for back in range(k - 1, max(low, k - 4) - 1, -1):
        helper = s.flags[back + 1] & (lx.AUX | lx.MODAL) and not s.flags[back + 1] & lx.PERSON
        if helper and s.lower[_before_aside(s, back, low)] in {"nor", "neither", "never", "hardly"}:
            return 1
        if not s.flags[back] & lx.WORD:
            break
    return 0


def _before_aside(s: Scan, at: int, low: int) -> int:
    """Step left over ", apparently," in "Nor, apparently, has it paid"."""
    if s.lower[at] != "," or at - 3 < low or not is_adverb(s, at - 1) or s.lower[at - 2] != ",":
        return at
    return at - 3


def _at_noun(s: Scan, table: Governors, at: int, low: int) -> int:
    """Count the negations of a governing noun or adjective ("no plans", "does not have any plans"); -1 if unclear."""
    for k in range(at - 1, max(low, at - 6) - 1, -1):
        word, bits = s.lower[k], s.flags[k]
        if word in _STOPS or not bits & lx.WORD:
            break
        if is_negator(s, k):
            return 1
        if bits & lx.VERB and not bits & lx.AUX and word not in _HAVE:
            own = clauses.group(s, k, low)
            unclear = table.kinds.get(word) in {"decides", "denies", "voids"} or _negators(s, own.first, k)
            return -1 if unclear and not own.noun else 0
    return 0


def negated(s: Scan, first: int, at: int, low: int) -> bool:
    """Whether an odd number of negations has the word at `at` in its scope; its group begins at `first`."""
    count = sum(is_negator(s, k) for k in range(first, at))
    k = first - 1
    while k >= max(low, first - _REACH) and s.lower[k] not in _STOPS and k not in s.closes:
        if s.flags[k] & lx.CONJ and s.lower[k] != "or":
            break
        if is_negator(s, k) and _reaches(s, k, first):
            count += 1
        k -= 1
    return count % 2 == 1


def _reaches(s: Scan, negator: int, first: int) -> bool:
    """Whether a negation before the group has it in scope: "did not agree to sell", "no plans to sell"."""
    word = s.lower[negator]
    if word == "without":
        return negator == first - 1
    between = range(negator + 1, first)
    return all(s.flags[k] & _CHAIN or s.lower[k] in _LINKS or s.lower[k].endswith(("ing", "ly")) for k in between)


def modality_of(s: Scan, first: int, at: int, last: int, low: int, high: int) -> Modality:
    """Return how real the act is: a condition before or after it, then the helpers of its group of verbs."""
    words = {*s.lower[first:at], *s.lower[at:last]}
    before = s.lower[max(low, first - 4) : first]
    if set(s.lower[first:at]) & _POSSIBLE or set(before) & {"might", "considering", "possible", "likely", "unlikely"}:
        return Modality.POSSIBLE
    if _conditional(s, max(low, first - _CLAUSE), min(high, at + _CLAUSE)):
        return Modality.CONDITIONAL
    if _wishes(s, first, min(high, last + 2)):
        return Modality.ASSERTED
    contracted = any(word.endswith(_CONTRACTED) for word in (*words, *before[-1:]))
    if words & _PLANNED or contracted or set(before[-3:]) & _PLANNED:
        return Modality.PLANNED
    ahead = "to" in s.lower[first : at + 1] and bool(set(before) & _PLANS or set(before[-2:]) & _TO_BE)
    coming = before[-1:] and before[-1] in _PLANS and s.lower[at].endswith("ing")
    return Modality.PLANNED if (ahead and "no" not in before) or coming else Modality.ASSERTED


def _wishes(s: Scan, first: int, high: int) -> bool:
    """Whether "would" only softens what is meant now: "would prefer", "would urge", "would have to"."""
    return any(s.lower[k] == "would" and s.lower[k + 1] in _SOFT for k in range(first, high - 1))


def _conditional(s: Scan, low: int, high: int) -> bool:
    for k in range(low, high):
        word = s.lower[k]
        if word == "unless" or (word == "if" and (k == low or s.lower[k - 1] not in {"as", "even", "see", "know"})):
            return True
        if word == "without" and any(w in {"order", "warrant", "approval"} for w in s.lower[k + 1 : k + 6]):
            return True
        if word == "should" and k == low:
            return True
    return False
