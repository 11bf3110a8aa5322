"""Read one cue: its surroundings, and the heaviest frame that fits them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipeline.statements import clauses, frames
from pipeline.statements import lexicon as lx
from pipeline.statements.adjuncts import skip_adjunct
from pipeline.statements.analysis import Analysis
from pipeline.statements.announced import announced_by, paragraph_of, previous_quote
from pipeline.statements.frames import Match
from pipeline.statements.lexicon import CueForm
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.places import Place
from pipeline.statements.scan import Scan, whole
from pipeline.statements.speakers import opener, speaker
from pipeline.statements.subjects import behind_opening

_WINDOW = 160
_LONG_LOOK = 400
_NOT_SAID = frozenset(("should", "could", "may", "might", "must", "can", "ought", "cannot"))
_UNREAL = frozenset(
    (
        *("refused", "refuses", "declined", "declines", "failed", "wants", "want", "wanted", "expected", "likely"),
        *("plans", "planned", "hopes", "hoped", "needs", "needed", "unable", "going", "able", "have", "has", "had"),
        *("not", "or"),
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in ranges of tokens, before it is given offsets. `sentence` is the index of its sentence.

    `negated` says that its cue is ("does not plan to"), which a verb of saying never is here.
    """

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    rule: str
    kind: str
    list: str
    sentence: int
    leftward: bool
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """A sentence to be read, from where no quotation of an earlier one goes on, with what stands around it.

    `previous` is a quotation in the sentence before that a cue here may claim, `following` what a colon announces.
    """

    first: int
    last: int
    sentence: int
    previous: Range | None
    following: tuple[Range, ...]
    paragraph: Range


def layer_of(analysis: Analysis, s: Scan, n: int, inside: int) -> Layer:
    """Return sentence `n` to be read from token `inside` on, where quotations of earlier sentences have ended."""
    sentence = analysis.sentences[n]
    opens = inside <= sentence.first
    return Layer(
        max(sentence.first, inside),
        sentence.last,
        n,
        previous_quote(analysis, s, n) if opens else None,
        announced_by(analysis, n),
        paragraph_of(analysis, n),
    )


def read_cue(s: Scan, layer: Layer, at: int, open_left: int, said: Range | None) -> Found | None:
    """Return the heaviest frame's reading of the cue at `at`, longer cues first."""
    length = 0
    best: Match | None = None
    forms = [form for form in s.lexicon.cues.get(s.lower[at], ()) if _stands(s, form, at)]
    if not forms:
        return None
    low, high = whole(s, max(layer.first, at - _WINDOW), min(layer.last, at + _WINDOW))
    low, high = max(low, layer.first), min(high, layer.last)
    group = clauses.group(s, at, low)
    if group.noun and all(form.list.pos == "verb" for form in forms):
        return None
    place: Place | None = None
    for form in forms:
        if best is not None and len(form.words) < length:
            break
        if at + len(form.words) > high:
            continue
        if place is None or place.cue.last != at + len(form.words):
            place = _place(s, layer, group, Range(at, at + len(form.words)), low, high, open_left, said)
        candidate = _best(form, place, 0 if best is None else best.frame.weight)
        if candidate is not None:
            best = candidate
            length = len(form.words)
    if best is None:
        return None
    rule = f"{best.frame.id}@{best.frame.version}"
    content = tuple(sorted(best.content))
    return Found(
        best.source,
        best.cue,
        content,
        rule,
        best.form.list.kind,
        best.form.list.id,
        layer.sentence,
        best.leftward,
        place is not None and place.group.negated,
    )


def _stands(s: Scan, form: CueForm, at: int) -> bool:
    """Whether the words of `form`, the first of which stands at `at`, stand there."""
    words = form.words
    return len(words) == 1 or (s.lower[at + 1 : at + 2] == [words[1]] and s.lower[at : at + len(words)] == list(words))


def _best(form: CueForm, place: Place, floor: int) -> Match | None:
    """Return the heaviest frame of `form` that fits and is heavier than `floor`."""
    if form.list.pos == "verb" and (place.group.noun or _unsaid(form, place)):
        return None
    infinitive = form.list.pos == "verb" and place.group.infinitive
    if infinitive and (form.list.kind != "speech" or place.scan.lower[place.group.first - 1] in _UNREAL):
        return None
    if form.list.pos == "noun" and not _noun_here(place):
        return None
    for pattern in form.patterns:
        if pattern.frame.weight <= floor:
            break
        if pattern.needs & ~place.has or (infinitive and not pattern.finite):
            continue
        found = frames.match(pattern, form, place)
        if found is not None:
            return found
    return None


def _unsaid(form: CueForm, place: Place) -> bool:
    """Whether the words say that nothing was said: "did not say", "should question"."""
    s, group = place.scan, place.group
    if form.list.kind not in {"speech", "document"}:
        return False
    return group.negated or any(s.lower[k] in _NOT_SAID for k in range(group.first, group.main))


def _noun_here(place: Place) -> bool:
    return place.group.noun or not place.scan.flags[place.cue.last - 1] & lx.VERB


def _place(
    s: Scan,
    layer: Layer,
    group: clauses.Group,
    cue: Range,
    low: int,
    high: int,
    open_left: int,
    said: Range | None,
) -> Place:
    subject = NO_RANGE if group.noun else speaker(s, group, low, said)
    ahead = opener(s, group, low, high) if subject.first >= subject.last else NO_RANGE
    if ahead.first < ahead.last:
        subject, high = ahead, ahead.first
    high = _clause_high(s, subject, group, cue, low, high)
    return Place(
        scan=s,
        low=low,
        high=high,
        open_left=max(low, open_left),
        cue=cue,
        group=group,
        subject=subject,
        previous=layer.previous,
        following=layer.following,
        paragraph=layer.paragraph,
        has=_right_of(s, cue.last, high) | (lx.ANNOUNCED if layer.following else 0),
    )


def _right_of(s: Scan, at: int, high: int) -> int:
    """Return which of the things that elements need stand in `at:high`, as the lexicon's NEEDS."""
    if high - at > _LONG_LOOK:
        return lx.THAT | lx.COLON | lx.COMMA | lx.QUOTATION
    words = s.lower[at:high]
    has = (lx.THAT if "that" in words else 0) | (lx.COLON if ":" in words else 0) | (lx.COMMA if "," in words else 0)
    n = bisect_left(s.starts, at)
    return has | (lx.QUOTATION if n < len(s.starts) and s.starts[n] < high else 0)


def _clause_high(s: Scan, subject: Range, group: clauses.Group, cue: Range, low: int, high: int) -> int:
    """Return where an opening subordinate clause ends: what "After Acme denied it, …" attributes ends at its comma."""
    if subject.first > cue.first:
        return high
    edge = subject.first - 1 if subject.first < subject.last else group.first - 1
    participle = group.bare and s.flags[group.main] & lx.PAST and subject.first >= subject.last
    if participle and (edge < low or s.lower[edge] in {"when", "if", "while"}):
        main = behind_opening(s, cue.last, high)
        return main.first if main.first < main.last else _first_comma(s, cue.last, high)
    if edge < low or subject.first >= subject.last or not s.flags[edge] & lx.SUBORD or s.lower[edge] == "that":
        return high
    left = s.flags[edge - 1] if edge > low else 0
    if s.lower[edge] == "as":
        comma = _first_comma(s, cue.last, high)
        told = after(s, cue.last, high, addressee=True).last
        said = comma + 1 in s.opens or comma in {skip_adjunct(s, cue.last, high), skip_adjunct(s, told, high)}
        return high if said else comma
    if left & lx.WORD and not left & lx.CONJ and s.lower[edge - 1] not in {"even", "ever", "only", "just"}:
        return high
    return _first_comma(s, cue.last, high)


def _first_comma(s: Scan, at: int, high: int) -> int:
    """Return the first comma from `at` on outside of quotations, or where a quotation ends with one, or `high`."""
    first = at
    while at < high:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            if at < high and s.lower[at - 2] == ",":
                return at
            continue
        if s.lower[at] == "," and not (at == first and at + 1 in s.opens):
            return at
        at += 1
    return high


def passes_speech_on(item: Found) -> bool:
    """Whether verbs joined to this attribution share its speaker; a document or the owner of a noun passes none on."""
    return item.source is not None and item.cue is not None and not item.rule.startswith(("accord", "claim"))
