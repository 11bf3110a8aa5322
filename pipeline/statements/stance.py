"""Stance cues: which words in a clause state a position, and which label they give there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.labels import MissReason, Modality, Stance
from pipeline.model.rules import RulePack, StanceCue
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.embedding import asks, barred_by, can_only, embedded
from pipeline.statements.governors import Governors, governors_of, parties_of, undone
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan
from pipeline.statements.scope import Scope, modality_of, negated, scope_of, subject_negation
from pipeline.statements.standing import stands_as

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
    barred: MissReason | None = None

    @property
    def rule(self) -> str:
        """Return the cue as "id@version"."""
        return f"{self.cue.id}@{self.cue.version}"


@dataclass(frozen=True, slots=True)
class Heads:
    """The cues of a pack by the first word of each form, the words that govern other verbs, and who may demand."""

    forms: Mapping[str, tuple[HeadForm, ...]]
    governors: Governors
    parties: Mapping[str, str]


class Window(NamedTuple):
    """Where hits are sought (`low:high`), and how far to the left what governs them may stand (`floor`)."""

    low: int
    high: int
    floor: int


@lru_cache(maxsize=4)
def heads_of(rules: RulePack) -> Heads:
    """Return the cues of a pack by the first word of each form, heaviest and longest first."""
    table: dict[str, list[HeadForm]] = {}
    for cue in rules.cues:
        for form, _ in cue.forms:
            words = tuple(form.split(" "))
            table.setdefault(words[0], []).append(HeadForm(words, cue))
    ordered = {
        first: tuple(sorted(forms, key=lambda form: (-len(form.words), -form.cue.weight, form.cue.id)))
        for first, forms in table.items()
    }
    return Heads(ordered, governors_of(rules), parties_of(rules))


def hits_in(s: Scan, heads: Heads, low: int, high: int, floor: int = -1) -> list[Hit]:
    """Return the stance cues between two tokens that state a position, ascending; the longest form that fits holds.

    What governs or negates them is sought as far left as `floor`, `low` without it.
    """
    return [hit for hit in all_hits(s, heads, low, high, floor) if hit.barred is None]


def all_hits(s: Scan, heads: Heads, low: int, high: int, floor: int = -1) -> list[Hit]:
    """Return the stance cues between two tokens, with those that are barred by what surrounds them."""
    window = Window(low, high, floor if floor >= 0 else low)
    found: list[Hit] = []
    at = low
    while at < high:
        forms = heads.forms.get(s.lower[at], ())
        hit = next((h for form in forms if (h := _hit(s, heads.governors, form, at, window)) is not None), None)
        if hit is not None:
            found.append(replace(hit, barred=MissReason.NEGATION_UNCLEAR) if _either(s, heads, hit, high) else hit)
            at = hit.last if hit.cue.pos == "verb" else at + 1
        else:
            at += 1
    return found


def _either(s: Scan, heads: Heads, hit: Hit, high: int) -> bool:
    """Whether a negated act is joined with its opposite: "neither accepted nor rejected" says nothing of either."""
    if not hit.negated or hit.last + 2 >= high or s.lower[hit.last] not in {"or", "nor"}:
        return False
    after = hit.last + 1 + (s.lower[hit.last + 1] == "to")
    others = {form.cue.label for form in heads.forms.get(s.lower[after], ())}
    return any({hit.cue.label, other} in _OPPOSITES for other in others)


_OPPOSITES = (
    *({"comply", "refuse"}, {"comply", "challenge"}, {"support", "oppose"}, {"acknowledge", "deny"}),
    *({"exit", "continue"}, {"suspend", "continue"}),
)


def _hit(s: Scan, table: Governors, form: HeadForm, at: int, window: Window) -> Hit | None:
    low, high, floor = window
    last = _end_of(s, form.words, at, high, form.cue.pos)
    if last < 0:
        return None
    cue = form.cue
    group = clauses.group(s, at, low)
    if not stands_as(s, cue.pos, group, at, low):
        return None
    if not _conditions(s, cue, group, Range(at, last), low, high):
        return None
    scope = _scope(s, table, cue, group, at, floor)
    odd = scope.negations % 2 == 1
    label = cue.negated if odd else cue.label
    if not label:
        return None
    barred = scope.barred
    if barred is None and cue.agent == "self" and cue.pos == "verb" and asks(s, low, high):
        barred = MissReason.NEGATION_UNCLEAR
    modality = Modality(cue.modality) if cue.modality else modality_of(s, group.first, at, last, low, high)
    governed = cue.pos == "verb" and group.infinitive and not _transparent(s, group.first - 1, low)
    return Hit(at, last, group, cue, Stance(label), modality, odd, governed, barred)


def _scope(s: Scan, table: Governors, cue: StanceCue, group: clauses.Group, at: int, floor: int) -> Scope:
    """Return the negations over a head and why it is barred; a fixed phrase brings its negation with it."""
    if cue.pos == "noun" and undone(s, table, at, floor):
        return Scope(0, MissReason.NEGATION_UNCLEAR, group)
    if cue.pos != "verb":
        return Scope(int(negated(s, at, at, floor)), embedded(s, table, at, floor), group)
    scope = scope_of(s, table, group, at, floor)
    if scope.barred is not None:
        return scope
    noun = scope.outer.noun or not s.flags[scope.outer.main] & lx.VERB
    nobody = 0 if noun else subject_negation(s, scope.outer.first, floor)
    barred = MissReason.NEGATION_UNCLEAR if nobody < 0 else barred_by(s, table, scope.outer, floor)
    if barred is None and not cue.spoken and can_only(s, group, scope.negations):
        barred = MissReason.NEGATION_UNCLEAR
    return Scope(scope.negations + (nobody > 0), barred, scope.outer)


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
    """Whether one of the phrases of a condition stands where it says ("next:", "near:" and so on)."""
    where, phrases = _parsed(text)
    if where == "form":
        return tuple(s.lower[at.first : at.last]) in phrases
    if where == "next":
        return any(tuple(s.lower[at.last : min(high, at.last + len(p))]) == p for p in phrases)
    if where == "last":
        return any(tuple(s.lower[max(low, group.first - len(p)) : group.first]) == p for p in phrases)
    first = at.last if where == "then" else max(low, at.first - _REST)
    last = at.first if where == "prior" else min(high, at.last + _REST)
    words = s.lower[first:last]
    return any(_contains(words, p) for p in phrases)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return where the phrases of a condition must stand, and the phrases as words."""
    where, _, rest = text.partition(":")
    return where, tuple(tuple(phrase.split()) for phrase in rest.split("|"))


def _contains(words: list[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[k : k + size]) == phrase for k in range(len(words) - size + 1))
