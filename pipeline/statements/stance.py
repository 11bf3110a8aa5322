"""Stance cues: which words in a clause state a position, and which label they give there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.model.labels import MissReason, Modality, Stance
from pipeline.model.rules import StanceCue
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.conditions import conditions_hold
from pipeline.statements.embedding import asks, barred_by, can_only, embedded
from pipeline.statements.governors import Governors, undone
from pipeline.statements.heads import Heads, Place, Placed
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan, is_adverb
from pipeline.statements.scope import Scope, is_negator, modality_of, negated, scope_of, subject_negation
from pipeline.statements.standing import emphatic, only_helps, predicate_link, stands_as


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


class Window(NamedTuple):
    """Where hits are sought (`low:high`), and how far to the left what governs them may stand (`floor`)."""

    low: int
    high: int
    floor: int


def hits_in(s: Scan, placed: Placed, low: int, high: int, floor: int = -1) -> list[Hit]:
    """Return the stance cues between two tokens that state a position, ascending; the longest form that fits holds.

    What governs or negates them is sought as far left as `floor`, `low` without it.
    """
    return [hit for hit in all_hits(s, placed, low, high, floor) if hit.barred is None]


def all_hits(s: Scan, placed: Placed, low: int, high: int, floor: int = -1) -> list[Hit]:
    """Return the stance cues between two tokens, with those that are barred by what surrounds them."""
    window = Window(low, high, floor if floor >= 0 else low)
    found: list[Hit] = []
    behind = low
    for at, places in placed.between(low, high):
        if at < behind:
            continue
        hit = hit_at(s, placed.heads, at, places, window)
        if hit is not None:
            found.append(hit)
            behind = hit.last if hit.cue.pos == "verb" else at + 1
    return found


def hit_at(s: Scan, heads: Heads, at: int, places: tuple[Place, ...], window: Window) -> Hit | None:
    """Return the best of the forms at one token that states a position there, barred or not."""
    group = clauses.group(s, at, window.low)
    stands: dict[str, bool] = {}  # one word heads many cues: how it stands is asked once for each class
    for form, last, _ in places:
        pos = form.cue.pos
        if pos == "verb" and last == at + 1 and only_helps(s, at):
            continue
        if pos not in stands:
            stands[pos] = stands_as(s, pos, group, at, window.low)
        hit = _hit(s, heads.governors, form.cue, group, Range(at, last), window) if stands[pos] else None
        if hit is not None:
            neither = _either(s, heads, hit, window.high)
            return replace(hit, barred=MissReason.NEGATION_UNCLEAR) if neither else hit
    return None


def _either(s: Scan, heads: Heads, hit: Hit, high: int) -> bool:
    """Whether a negated act is joined with its opposite: "neither accepted nor rejected" says nothing of either."""
    if not hit.negated or hit.last + 2 >= high or s.lower[hit.last] not in {"or", "nor"}:
        return False
    after = hit.last + 1 + (s.lower[hit.last + 1] == "to")
    entry = heads.forms.get(s.lower[after])
    others = {form.cue.label for alike in entry.whole.values() for form in alike} if entry is not None else set()
    return any({hit.cue.label, other} in _OPPOSITES for other in others)


_OPPOSITES = (
    *({"comply", "refuse"}, {"comply", "challenge"}, {"support", "oppose"}, {"acknowledge", "deny"}),
    *({"exit", "continue"}, {"suspend", "continue"}),
)


def _hit(s: Scan, table: Governors, cue: StanceCue, group: clauses.Group, place: Range, window: Window) -> Hit | None:
    low, high, floor = window
    at, last = place
    main = _verb_of(s, place) if cue.pos == "fixed" else at
    if main != at:
        group = clauses.group(s, main, low)
    if cue.pos in {"adjective", "predicate"}:
        group = clauses.group(s, predicate_link(s, cue.pos, at, low), low)
    if not conditions_hold(s, cue, group, Range(at, last), low, high):
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


def _verb_of(s: Scan, place: Range) -> int:
    """Return the verb of a phrase that opens with an adverb: "still sells", "no longer works with"."""
    at = place.first
    at += 2 * (s.lower[at : at + 2] == ["no", "longer"])
    while at + 1 < place.last and is_adverb(s, at):
        at += 1
    return at if at < place.last and s.flags[at] & lx.VERB else place.first


def _scope(s: Scan, table: Governors, cue: StanceCue, group: clauses.Group, at: int, floor: int) -> Scope:
    """Return the negations over a head and why it is barred; a fixed phrase brings its negation with it."""
    if cue.pos == "noun" and undone(s, table, at, floor):
        return Scope(0, MissReason.NEGATION_UNCLEAR, group)
    if cue.pos in {"adjective", "predicate"}:
        return Scope(_of_predicate(s, group, at, floor), embedded(s, table, at, floor), group)
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


def _of_predicate(s: Scan, group: clauses.Group, at: int, floor: int) -> int:
    """Count the negations from the verb of a predicate on: "is not a fair deal", "would never be right"."""
    outside = negated(s, group.first, group.first, floor)
    return int(outside) + sum(is_negator(s, k) and not emphatic(s, k) for k in range(group.first, at))


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
