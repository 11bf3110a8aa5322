"""What stands above a verb: the word that governs its infinitive or gerund, and the verb it is joined with.

"Acme has no plans to stop paying" is read from the inside: "paying" stands under "stop", which stands under "plans".
Every search looks back over a bounded number of tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from pipeline.model.rules import RulePack
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.scan import Scan, is_adverb


class Governors(NamedTuple):
    """The words that govern a verb, with their classes, and those that carry a clause of words or thoughts."""

    kinds: Mapping[str, str]
    reports: frozenset[str]


_LETS = frozenset(
    ("let", "lets", "letting", "make", "makes", "made", "making", "help", "helps", "helped", "helping", "see", "watch")
)
_OBJECT = 10
_UNDOES = 4
_SISTER = 16
_PREPOSITIONS = frozenset(("of", "from", "to", "on", "in", "for", "at", "about", "with"))
_AFTER = frozenset(("by", "after", "while", "when", "since", "despite", "on", "upon", "through", "with"))
_BREAKS = frozenset((";", ":", "but", "while", "although", "though", "because", "which", "who", "that", "."))


class Link(NamedTuple):
    """The governor of a verb: its class ("" where it is of none), its token, and whether an object parts the two."""

    kind: str
    at: int
    parted: bool = False


def governors_of(rules: RulePack) -> Governors:
    """Return the words of the lists `scope.*` of a pack; a word of several classes has the first."""
    kinds: dict[str, str] = {}
    reports: set[str] = set()
    for item in rules.lists:
        if item.id.startswith("scope.reports"):
            reports.update(form for form, _ in item.forms)
        elif item.id.startswith("scope."):
            for form, _ in item.forms:
                kinds.setdefault(form, item.id.removeprefix("scope.").removesuffix("_state"))
    return Governors(kinds, frozenset(reports))


def parties_of(rules: RulePack) -> dict[str, str]:
    """Return the words of the lists `party.*` of a pack with what they are: government, court, company or public."""
    lists = (item for item in rules.lists if item.id.startswith("party."))
    return {form: item.id.removeprefix("party.") for item in lists for form, _ in item.forms}


def governor(s: Scan, table: Governors, group: clauses.Group, low: int) -> Link | None:
    """Return what governs the infinitive or gerund whose group is given, or None where nothing does."""
    before = group.first - 1
    while before > low and (is_adverb(s, before) or before in s.opens) and s.lower[before] not in table.kinds:
        before -= 1
    if before < low:
        return None
    object_ = group.bare and s.flags[group.main] & lx.BASE and s.flags[before] & (lx.PERSON | lx.OBJECT)
    if object_ and before > low and s.lower[before - 1] in _LETS:
        return Link("orders", before - 1, parted=True)  # "lets it keep", "helped them sell"
    if s.lower[group.first] == "to":
        return _of_infinitive(s, table, before, low)
    return _of_gerund(s, table, before, low) if group.gerund else None


def _of_infinitive(s: Scan, table: Governors, before: int, low: int) -> Link:
    """Return the word right before "to", or the verb of wanting whose object stands between."""
    kind = table.kinds.get(s.lower[before], "")
    if kind:
        return Link(kind, before)
    for k in range(before - 1, max(low, before - _OBJECT) - 1, -1):
        word, bits = s.lower[k], s.flags[k]
        if word in _BREAKS or not bits & lx.WORD:
            break
        if table.kinds.get(word) == "orders":
            return Link("orders", k, parted=True)
        if bits & (lx.AUX | lx.MODAL | lx.CONJ | lx.SUBORD):
            break
    return Link("", before)


def _of_gerund(  # noqa: PLR0911  one line per kind of word before
    s: Scan, table: Governors, before: int, low: int
) -> Link | None:
    word = s.lower[before]
    own = s.flags[before] & (lx.PERSON | lx.OBJECT | lx.POSSESSIVE)
    if own and before > low and s.lower[before - 1] in _PREPOSITIONS:
        return Link("voids", before)  # "no question of it leaving"
    if word in {"without", "before"}:
        return Link("voids", before)
    if word == "against":
        return Link("denies", before)
    if word in {"of", "than"} and before > low and s.lower[before - 1] in {"instead", "rather", "short"}:
        return Link("voids", before - 1)
    if word in _PREPOSITIONS and before > low:
        kind = table.kinds.get(s.lower[before - 1], "")
        if kind:
            return Link(kind, before - 1)
        if word == "for" and clauses.group(s, before - 1, low).passive:
            return Link("voids", before)  # "was criticised for refusing"
        return Link("voids", before) if word == "from" else None
    if word in _AFTER or not s.flags[before] & lx.WORD:
        return None
    if word == "than":
        return Link("voids", before)
    return _of_verb(s, table, before, low)


def _of_verb(s: Scan, table: Governors, before: int, low: int) -> Link | None:
    """Return the verb right before a gerund, of one word or two: "stopped paying", "ruled out leaving"."""
    kind = table.kinds.get(s.lower[before], "")
    if not kind and before > low:
        before -= 1
        kind = table.kinds.get(f"{s.lower[before]} {s.lower[before + 1]}", "")
    return Link(kind, before) if kind in {"decides", "denies", "voids", "real"} else None


def sister(s: Scan, table: Governors, group: clauses.Group, at: int, low: int) -> int:  # noqa: PLR0911  one line per form of the verb
    """Return the helper, "to" or form in -ing that the verb at `at` shares with the verb it is joined to, or -1."""
    conj = group.first - 1
    if not group.bare or group.first != at or conj <= low or not s.flags[conj] & lx.CONJ:
        return -1
    ing = s.lower[at].endswith("ing")
    base = not ing and not s.flags[at] & lx.PAST and not s.lower[at].endswith(("s", "ed"))
    past = not ing and not base and s.lower[conj] == "or" and not s.lower[at].endswith("s")
    if not (ing or base or past):
        return -1
    purpose = -1
    for k in range(conj - 1, max(low, conj - _SISTER) - 1, -1):
        word, bits = s.lower[k], s.flags[k]
        if word in _BREAKS:
            return purpose
        if ing:
            if word.endswith("ing") and bits & lx.VERB:
                return k
        elif base and purpose < 0 and word == "to" and s.flags[k + 1] & lx.BASE:
            if k > low and s.lower[k - 1] in table.kinds:
                return k
            purpose = k
        elif bits & lx.MODAL or (bits & lx.AUX and not bits & lx.PERSON) or word.endswith(("n't", "n’t")):
            return k if not past or bits & lx.AUX else -1
    return purpose


_PUTS = frozenset(("put", "puts", "putting", "placed", "keeps", "kept", "left"))
_AWAY = frozenset((("on", "ice"), ("on", "hold"), ("on", "one"), ("to", "rest"), ("to", "bed")))


def undone(s: Scan, table: Governors, at: int, low: int) -> bool:
    """Whether the act that the noun at `at` names is given up or put off: "abandoned its opposition"."""
    ahead = s.lower[at + 1 : at + _UNDOES]
    if _PUTS & set(s.lower[max(low, at - _UNDOES) : at]) and any(pair in _AWAY for pair in pairwise(ahead)):
        return True  # "put its lawsuit on ice"
    return any(
        s.flags[k] & lx.VERB and table.kinds.get(s.lower[k]) in {"decides", "denies"}
        for k in range(max(low, at - _UNDOES), at)
    )
