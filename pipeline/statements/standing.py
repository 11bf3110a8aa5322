"""Whether a word stands as the class that a stance cue asks for: the verb of a clause, a predicate, an owned noun."""

from __future__ import annotations

from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.scan import Scan, is_adverb

_LIGHT = frozenset(("not", "very", "so", "more", "too", "also", "a", "and", ",", "quite", "the", "extremely"))
_LINK = frozenset(
    (
        *("is", "are", "was", "were", "be", "been", "being", "am", "seem", "seems", "seemed", "feel", "feels", "felt"),
        *("remain", "remains", "remained", "it's", "it’s", "called", "considers", "considered", "find", "finds"),
        *("look", "looks", "looked", "sound", "sounds", "sounded", "become", "becomes", "became", "appears", "appear"),
        *("appeared", "prove", "proves", "proved", "that's", "that’s", "isn't", "isn’t", "wasn't", "wasn’t", "aren't"),
        *("aren’t", "weren't", "weren’t", "what's", "what’s", "there's", "there’s", "she's", "he's", "she’s", "he’s"),
    )
)
_AMOUNTS = frozenset(
    (
        *("represent", "represents", "represented", "constitute", "constitutes", "constituted", "mean", "means"),
        *("amounts", "amount", "amounted", "smacks", "smack", "smacked", "like", "as", "deals", "dealt", "deal"),
    )
)
_OF = frozenset(
    ("short", "kind", "sort", "form", "bit", "something", "example", "piece", "act", "case", "smacks", "one")
)
_TO = frozenset(("akin", "tantamount", "equivalent", "amounts", "amount", "amounted"))
_THAN = frozenset(("more", "less", "other", "better", "worse"))
_BRIDGES = {"of": _OF, "to": _TO, "than": _THAN, "but": frozenset(("nothing",))}
_NO_PART = lx.PREP | lx.SUBORD | lx.CONJ | lx.MODAL | lx.PERSON | lx.RELATIVE | lx.OBJECT | lx.WH
_PARTS = 7
_EMPHATIC = frozenset(("nothing", "no", "little", "not"))
_MORE = frozenset(("short", "more", "less", "but", "other", "better"))


_YEAR = 4
_PROVES = frozenset(("proved", "proves", "prove", "proven", "remains", "remained", "very", "seems", "seemed", "looks"))


def stands_as(s: Scan, pos: str, group: clauses.Group, at: int, low: int) -> bool:
    """Whether the word at `at` is of class `pos` here; a fixed phrase stands wherever its words do."""
    if pos == "verb":
        return _is_verb(s, group, at, low)
    if pos in {"adjective", "predicate"}:
        return predicate_link(s, pos, at, low) >= 0
    return pos != "noun" or _has_owner(s, at, low)


def only_helps(s: Scan, at: int) -> bool:
    """Whether a form of have, be or do is but a helper of the verb behind it: "has paused its review" has no review."""
    if not s.flags[at] & lx.AUX:
        return False
    k = at + 1
    while k < len(s.flags) and is_adverb(s, k):
        k += 1
    bits = s.flags[k] if k < len(s.flags) else 0
    return bool((bits & lx.PAST and bits & lx.VERB) or bits & lx.AUX) and not bits & (lx.NAME | lx.DET)


def _is_verb(  # noqa: PLR0911  one line per kind of word before
    s: Scan, group: clauses.Group, at: int, low: int
) -> bool:
    """Whether the head is the verb of a clause, and no noun, attribute or object in -ing."""
    if group.noun:
        return at == low and bool(s.flags[at] & lx.VERB) and not s.lower[at].endswith("s")
    before = group.first - 1
    if before < low:
        return True
    bits = s.flags[before]
    past = group.bare and s.flags[at] & lx.PAST and not group.passive
    if (group.gerund and s.lower[before] in _PROVES) or (past and _modifies(s, before, at)):
        return False
    if group.gerund and s.lower[before] == "in" and before > low and s.lower[before - 1] in {"time", "succeeded"}:
        return True  # "wasted no time in suing"
    if group.gerund and bits & lx.PREP:
        return (
            s.lower[before] in {"by", "after", "before", "while", "without", "of", "from", "for"}
            and s.lower[before] != "into"
        )
    if past and bits & lx.WORD:
        verb = bits & lx.VERB and not bits & (lx.NAME | lx.CONJ) and s.lower[before].endswith("ing")
        relative = s.lower[before] in {"which", "who"}
        return not (bits & (lx.DET | lx.ADJ | lx.POSSESSIVE) or verb) or relative or bool(bits & (lx.PERSON | lx.CONJ))
    return True


def _modifies(s: Scan, before: int, at: int) -> bool:
    """Whether a participle stands before its noun: "under generally accepted rules", "40 pledged votes"."""
    if at + 1 >= len(s.flags) or not s.flags[at + 1] & lx.WORD:
        return False
    following = s.flags[at + 1]
    noun = not following & (lx.DET | lx.PREP | lx.POSSESSIVE | lx.PERSON | lx.OBJECT | lx.CONJ | lx.SUBORD | lx.ADV)
    number = s.lower[before][0].isdigit() and len(s.lower[before]) != _YEAR
    behind = s.flags[before] & lx.PREP and not s.flags[before] & (lx.SUBORD | lx.ADV | lx.VERB)
    return bool(noun) and (number or bool(behind))


def _has_owner(s: Scan, at: int, low: int) -> bool:
    """Whether a noun stands where a noun phrase goes on: "its legal battle", not "generally appeal"."""
    if at <= low:
        return False
    bits = s.flags[at - 1]
    outside = bits & (lx.ADV | lx.AUX | lx.MODAL | lx.PERSON | lx.RELATIVE) and not bits & lx.DET
    return bool(bits & lx.WORD) and not outside and not s.lower[at - 1].endswith("ly")


def predicate_link(s: Scan, pos: str, at: int, low: int) -> int:
    """Return the form of be or the like that a predicate follows, -1 where there is none.

    Before an adjective stand adverbs and an opening mark, before a noun its attributes, "nothing short of" and so on.
    """
    return _named_link(s, at, low) if pos == "predicate" else _adjective_link(s, at, low)


def emphatic(s: Scan, at: int) -> bool:
    """Whether a negation stresses what follows: "nothing short of a scandal", "no more than a stunt"."""
    return s.lower[at] in _EMPHATIC and s.lower[at + 1] in _MORE


def _adjective_link(s: Scan, at: int, low: int) -> int:
    k = at - 1
    while k > low and (s.flags[k] & lx.ADV or s.lower[k].endswith("ly") or s.lower[k] in _LIGHT or k in s.opens):
        k -= 1
    return k if k >= low and _links(s, k) else -1


def _named_link(s: Scan, at: int, low: int) -> int:
    for k in range(at - 1, max(low, at - _PARTS) - 1, -1):
        word, bits = s.lower[k], s.flags[k]
        if _links(s, k) or word in _AMOUNTS:
            return k
        bridge = k > low and s.lower[k - 1] in _BRIDGES.get(word, ())
        part = bits & lx.WORD and (not bits & _NO_PART or bits & lx.DET)
        if not (bridge or part or k in s.opens or word in {"'s", "’s", "not"}):
            return -1
    return -1


def _links(s: Scan, k: int) -> bool:
    if s.lower[k] in {"'s", "’s"}:
        return k > 0 and bool(s.flags[k - 1] & (lx.PERSON | lx.WH | lx.RELATIVE))
    return s.lower[k] in _LINK or s.lower[k].endswith(("'re", "’re", "'m", "’m"))


def reduced(s: Scan, group: clauses.Group, last: int) -> bool:
    """Whether a past form may be a participle behind its noun: "a suit filed by Acme". Its head ends at `last`."""
    by = last < len(s.lower) and s.lower[last] == "by"
    return by and group.bare and not group.noun and bool(s.flags[group.main] & lx.PAST)
