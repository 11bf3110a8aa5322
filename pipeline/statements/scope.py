"""Negation and modality around a verb (after NegEx/ConText: Chapman 2001, Harkema 2009): triggers, terminators."""

from __future__ import annotations

from pipeline.model.labels import Modality
from pipeline.statements import lexicon as lx
from pipeline.statements.scan import Scan

_NEGATORS = frozenset(
    ("not", "never", "no", "cannot", "neither", "nor", "without", "nothing", "none", "nobody", "hardly", "nowhere")
)
_PSEUDO = frozenset(("only", "just", "simply", "merely", "least", "doubt", "longer", "matter", "sooner"))
_STOPS = frozenset((",", ";", ":", "but", "however", "although", "though", "because", "while", "which", "who", "that"))
_POSSIBLE = frozenset(("may", "might", "could", "possibly", "perhaps"))
_PLANNED = frozenset(("will", "shall", "'ll", "’ll", "would", "won't", "won’t"))
_CONTRACTED = ("'ll", "’ll")
_PLANS = frozenset(
    ("plan", "plans", "planning", "intend", "intends", "planned", "intended", "set", "due", "going", "about")
)
_REACH = 7
_CLAUSE = 40
_CHAIN = lx.VERB | lx.AUX | lx.MODAL | lx.ADV | lx.PERSON | lx.RAISING
_LINKS = frozenset(
    (
        "to",
        "be",
        "able",
        "willing",
        "going",
        "or",
        "ready",
        "prepared",
        "“",
        '"',
        "plans",
        "plan",
        "intention",
        "of",
        "yet",
    )
)


def is_negator(s: Scan, at: int) -> bool:
    """Whether the word at `at` negates, "not only" and the like excepted."""
    word = s.lower[at]
    if word not in _NEGATORS and not word.endswith(("n't", "n’t")):
        return False
    following = s.lower[at + 1] if at + 1 < len(s.lower) else ""
    if word in {"not", "no"} and following in _PSEUDO:
        return following == "longer"
    return True


def negated(s: Scan, first: int, at: int, low: int) -> bool:
    """Whether an odd number of negations has the verb at `at` in its scope; its group begins at `first`."""
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
    del last
    words = set(s.lower[first:at])
    before = s.lower[max(low, first - 4) : first]
    if words & _POSSIBLE or set(before) & {"might", "considering", "possible", "likely", "unlikely"}:
        return Modality.POSSIBLE
    if _conditional(s, max(low, first - _CLAUSE), min(high, at + _CLAUSE)):
        return Modality.CONDITIONAL
    contracted = any(word.endswith(_CONTRACTED) for word in (*words, *before[-1:]))
    if (
        words & _PLANNED
        or contracted
        or (before[-1:] and before[-1] in _PLANS)
        or set(before[-3:]) & (_PLANNED | _PLANS)
    ):
        return Modality.PLANNED
    if "to" in words and set(before) & _PLANS:
        return Modality.PLANNED
    return Modality.ASSERTED


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
