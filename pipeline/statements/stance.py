"""Stance cues: which words in a clause state a position, and which label they give there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.labels import Modality, Stance
from pipeline.model.rules import RulePack, StanceCue
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan
from pipeline.statements.scope import modality_of, negated

_REST = 30
_WITH_PARTICLE = 2


class HeadForm(NamedTuple):
    """One form of a head: its words and the cue it belongs to."""

    words: tuple[str, ...]
    cue: StanceCue


@dataclass(frozen=True, slots=True)
class Hit:
    """A stance cue at the tokens `first:last`, with its group of verbs and the label it gives there."""

    first: int
    last: int
    group: clauses.Group
    cue: StanceCue
    stance: Stance
    modality: Modality
    negated: bool
    governed: bool = False

    @property
    def rule(self) -> str:
        """Return the cue as "id@version"."""
        return f"{self.cue.id}@{self.cue.version}"


Heads = Mapping[str, tuple[HeadForm, ...]]


@lru_cache(maxsize=4)
def heads_of(rules: RulePack) -> Heads:
    """Return the cues of a pack by the first word of each form, heaviest and longest first."""
    table: dict[str, list[HeadForm]] = {}
    for cue in rules.cues:
        for form, _ in cue.forms:
            words = tuple(form.split(" "))
            table.setdefault(words[0], []).append(HeadForm(words, cue))
    return {
        first: tuple(sorted(forms, key=lambda form: (-len(form.words), -form.cue.weight, form.cue.id)))
        for first, forms in table.items()
    }


def hits_in(s: Scan, heads: Heads, low: int, high: int) -> list[Hit]:
    """Return the stance cues between two tokens, ascending; the longest form that fits holds at each place."""
    found: list[Hit] = []
    at = low
    while at < high:
        hit = next((h for form in heads.get(s.lower[at], ()) if (h := _hit(s, form, at, low, high)) is not None), None)
        if hit is not None:
            found.append(hit)
            at = hit.last if hit.cue.pos == "verb" else at + 1
        else:
            at += 1
    return found


def _hit(s: Scan, form: HeadForm, at: int, low: int, high: int) -> Hit | None:
    last = _end_of(s, form.words, at, high, form.cue.pos)
    if last < 0:
        return None
    cue = form.cue
    group = clauses.group(s, at, low)
    if cue.pos == "verb" and not _is_verb(s, group, at, low):
        return None
    if cue.pos == "adjective" and not _is_predicate(s, at, low):
        return None
    if not _conditions(s, cue, group, Range(at, last), low, high):
        return None
    odd = negated(s, group.first if cue.pos == "verb" else at, at, low)
    label = cue.negated if odd else cue.label
    if not label:
        return None
    modality = Modality(cue.modality) if cue.modality else modality_of(s, group.first, at, last, low, high)
    governed = cue.pos == "verb" and group.infinitive and not _transparent(s, group.first - 1, low)
    return Hit(at, last, group, cue, Stance(label), modality, odd, governed)


def _is_verb(s: Scan, group: clauses.Group, at: int, low: int) -> bool:
    """Whether the head is the verb of a clause, and no noun, attribute or object in -ing."""
    if group.noun:
        return at == low and bool(s.flags[at] & lx.VERB)
    before = group.first - 1
    if before < low:
        return True
    bits = s.flags[before]
    if group.gerund and bits & lx.PREP:
        return (
            s.lower[before] in {"by", "after", "before", "while", "without", "of", "from", "for"}
            and s.lower[before] != "into"
        )
    if group.bare and s.flags[at] & lx.PAST and not group.passive and bits & lx.WORD:
        verb = bits & lx.VERB and not bits & (lx.NAME | lx.CONJ) and s.lower[before].endswith("ing")
        return not (bits & (lx.DET | lx.ADJ | lx.POSSESSIVE) or verb) or bool(bits & (lx.PERSON | lx.CONJ))
    return True


def _is_predicate(s: Scan, at: int, low: int) -> bool:
    """Whether an adjective follows a form of be or the like, adverbs and an opening mark leapt over."""
    k = at - 1
    while k > low and (s.flags[k] & lx.ADV or s.lower[k].endswith("ly") or s.lower[k] in _LIGHT or k in s.opens):
        k -= 1
    return k >= low and (s.lower[k] in _LINK or s.lower[k].endswith(("'re", "’re", "'m", "’m")))


_LIGHT = frozenset(("not", "very", "so", "more", "too", "also", "a", "and", ",", "quite", "the", "extremely"))
_LINK = frozenset(
    (
        *("is", "are", "was", "were", "be", "been", "being", "am", "seem", "seems", "seemed", "feel", "feels", "felt"),
        *("remain", "remains", "remained", "it's", "it’s", "called", "considers", "considered", "find", "finds"),
    )
)


def _end_of(s: Scan, words: tuple[str, ...], at: int, high: int, pos: str) -> int:
    """Return one past the form's last token, or -1. A particle may stand up to three words after its verb."""
    end = at + len(words)
    if end <= high and tuple(s.lower[at:end]) == words:
        return end
    if pos != "verb" or len(words) != _WITH_PARTICLE or words[1] not in _PARTICLES:
        return -1
    for k in range(at + 2, min(high, at + 6)):
        if s.lower[k] == words[1]:
            return at + 1
        if not s.flags[k - 1] & lx.WORD or s.flags[k - 1] & (lx.AUX | lx.MODAL | lx.SUBORD | lx.PREP):
            break
    return -1


def _transparent(s: Scan, at: int, low: int) -> bool:
    """Whether the verb or adjective before an infinitive leaves the act its own: "decided to", "is ready to"."""
    while at > low and s.flags[at] & lx.ADV:
        at -= 1
    return at >= low and (s.lower[at] in _LEADING or bool(s.flags[at] & (lx.AUX | lx.RAISING)))


_LEADING = frozenset(
    (
        *("decided", "decides", "decide", "planning", "plans", "plan", "intends", "intend", "set", "due", "going"),
        *("planned", "continue", "continues", "continued", "agreed", "agrees", "ready", "prepared", "want", "wants"),
        *("wanted", "hopes", "hope", "expects", "expect", "able", "forced", "obliged", "committed", "trying", "chose"),
    )
)
_PARTICLES = frozenset(("down", "off", "out", "up", "over", "back", "away"))


def _conditions(s: Scan, cue: StanceCue, group: clauses.Group, at: Range, low: int, high: int) -> bool:
    return all(_holds(s, text, group, at, low, high) for text in cue.require) and not any(
        _holds(s, text, group, at, low, high) for text in cue.forbid
    )


def _holds(s: Scan, text: str, group: clauses.Group, at: Range, low: int, high: int) -> bool:
    """Whether a condition holds: `next:`, `then:`, `last:` or `prior:` with phrases parted by `|`."""
    where, _, rest = text.partition(":")
    phrases = [tuple(phrase.split()) for phrase in rest.split("|")]
    if where == "next":
        return any(tuple(s.lower[at.last : min(high, at.last + len(p))]) == p for p in phrases)
    if where == "last":
        return any(tuple(s.lower[max(low, group.first - len(p)) : group.first]) == p for p in phrases)
    window = (at.last, min(high, at.last + _REST)) if where == "then" else (max(low, at.first - _REST), at.first)
    words = s.lower[window[0] : window[1]]
    return any(_contains(words, p) for p in phrases)


def _contains(words: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[k : k + size]) == phrase for k in range(len(words) - size + 1))
