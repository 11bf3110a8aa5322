"""The heads of stance cues: the table of a pack's forms, and where in a text each of them stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.rules import RulePack, StanceCue
from pipeline.statements import lexicon as lx
from pipeline.statements.governors import Governors, governors_of, parties_of
from pipeline.statements.scan import Scan, is_possessive

_WITH_PARTICLE = 2
_PARTICLES = frozenset(("down", "off", "out", "up", "over", "back", "away"))
_ARTICLES = frozenset(("a", "an", "the", "its"))
# Second words that follow their verb at once: a gap before them would part other words than a noun's attributes.
_TIED = _PARTICLES | frozenset(
    (
        *("to", "in", "on", "at", "by", "for", "from", "with", "of", "into", "against", "through", "about", "as"),
        *("not", "no", "nothing", "that", "it", "us", "them", "all", "any", "ahead", "away", "to", "under", "short"),
    )
)
_GAP = 4
_OBJECT = "…"
_LONGEST = 12
_INSIDE = frozenset(("$", "£", "€", "&", "-", "%", "“", "”", '"', "‘", "’", "."))
_NEGATES = frozenset(("no", "not", "little", "few", "neither", "never", "hardly", "without"))
_NO_ATTRIBUTE = lx.PREP | lx.SUBORD | lx.CONJ | lx.AUX | lx.MODAL | lx.PERSON | lx.RELATIVE | lx.OBJECT | lx.WH


class HeadForm(NamedTuple):
    """One form of a head: its words, the cue it belongs to, and the noun at its end that attributes may precede."""

    words: tuple[str, ...]
    cue: StanceCue
    tail: tuple[str, ...] = ()
    around: int = 0  # how many words stand before an object in the middle: "put … on hold"


Tails = Mapping[str, tuple[HeadForm, ...]]


class Entry(NamedTuple):
    """The forms that begin with one word: their lengths, longest first, each form by its words, and those that part.

    `seconds` holds the second words where none of the forms stands without one and none parts; it spares a closer look.
    """

    lengths: tuple[int, ...]
    seconds: frozenset[str]
    whole: Mapping[tuple[str, ...], tuple[HeadForm, ...]]
    parted: tuple[HeadForm, ...]
    around: Tails
    gapped: Tails


class Place(NamedTuple):
    """A form of a head, one past its last token, and one past the last token that it needs to stand there."""

    form: HeadForm
    last: int
    needs: int


@dataclass(frozen=True, slots=True)
class Heads:
    """The cues of a pack by the first word of each form, the words that govern other verbs, and who may demand."""

    forms: Mapping[str, Entry]
    governors: Governors
    parties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """The heads that stand in one text: `at` are their first tokens, ascending, `by` the forms at each, best first."""

    heads: Heads
    at: list[int] = field(default_factory=list)
    by: dict[int, tuple[Place, ...]] = field(default_factory=dict)

    def between(self, low: int, high: int) -> Iterator[tuple[int, tuple[Place, ...]]]:
        """Yield the first tokens of heads from `low` to before `high` with the forms that end by then."""
        for k in range(bisect_left(self.at, low), len(self.at)):
            at = self.at[k]
            if at >= high:
                return
            places = self.by[at]
            if any(place.needs > high for place in places):
                places = tuple(place for place in places if place.needs <= high)
            yield at, places


@lru_cache(maxsize=4)
def heads_of(rules: RulePack) -> Heads:
    """Return the cues of a pack by the first word of each form, heaviest and longest first."""
    table: dict[str, list[HeadForm]] = {}
    for cue in rules.cues:
        for form, _ in cue.forms:
            around = form.split(" ").index(_OBJECT) if _OBJECT in form else 0
            words = tuple(word for word in form.split(" ") if word != _OBJECT)
            table.setdefault(words[0], []).append(HeadForm(words, cue, () if around else _tail(words, cue), around))
    ordered = {first: _entry(forms) for first, forms in table.items()}
    return Heads(ordered, governors_of(rules), parties_of(rules))


def place_heads(s: Scan, heads: Heads) -> Placed:
    """Find every head in a text once; what reads a stretch of it asks the answer for that stretch."""
    placed = Placed(heads)
    forms = heads.forms
    for at, word in enumerate(s.lower):
        entry = forms.get(word)
        if entry is None or (entry.seconds and (at + 1 == len(s.lower) or s.lower[at + 1] not in entry.seconds)):
            continue
        places = tuple(_forms_at(s, entry, at))
        if places:
            placed.at.append(at)
            placed.by[at] = places
    return placed


def _tail(words: tuple[str, ...], cue: StanceCue) -> tuple[str, ...]:
    """Return the noun phrase that ends a form, without its article, when attributes may stand before it."""
    if cue.pos != "verb" or len(words) == 1 or words[1] in _TIED or words[-1] in _ARTICLES:
        return ()
    return words[2:] if words[1] in _ARTICLES else words[1:]


def _entry(forms: list[HeadForm]) -> Entry:
    """Order the forms that share a first word: the longest first, then the heaviest."""
    whole: dict[tuple[str, ...], list[HeadForm]] = {}
    for form in sorted(forms, key=lambda form: (-form.cue.weight, form.cue.id)):
        whole.setdefault(form.words, []).append(form)
    lengths = tuple(sorted({len(words) for words in whole}, reverse=True))
    every = [form for alike in whole.values() for form in alike]
    parted = tuple(form for form in every if form.cue.pos == "verb" and _particle(form.words))
    gapped = _by_word((form.tail[0], form) for form in every if form.tail)
    around = _by_word((form.words[form.around], form) for form in every if form.around)
    apart = bool(parted or gapped or around) or lengths[-1] == 1
    seconds = frozenset() if apart else frozenset(form.words[1] for form in every)
    return Entry(lengths, seconds, {words: tuple(alike) for words, alike in whole.items()}, parted, around, gapped)


def _by_word(pairs: Iterable[tuple[str, HeadForm]]) -> Tails:
    """Return the forms by the first word of what stands behind a gap."""
    table: dict[str, list[HeadForm]] = {}
    for word, form in pairs:
        table.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in table.items()}


def _particle(words: tuple[str, ...]) -> bool:
    return len(words) == _WITH_PARTICLE and words[1] in _PARTICLES


def _forms_at(s: Scan, entry: Entry, at: int) -> Iterator[Place]:
    """Yield the forms that stand at `at`, the longest and heaviest first."""
    high = len(s.lower)
    if entry.gapped:
        yield from _gapped_at(s, entry.gapped, at)
    if entry.around:
        yield from _around_at(s, entry.around, at)
    for size in entry.lengths:
        if at + size <= high:
            for form in entry.whole.get(tuple(s.lower[at : at + size]), ()):
                yield Place(form, at + size, at + size)
        if size == _WITH_PARTICLE:
            for form in entry.parted:
                particle = _particle_after(s, form.words[1], at)
                if particle:
                    yield Place(form, at + 1, particle + 1)


def _gapped_at(s: Scan, tails: Tails, at: int) -> Iterator[Place]:
    """Yield forms with attributes before their noun: "take further legal action", "expressed its deep regret"."""
    k = at + 1
    high = min(len(s.lower) - 1, at + 1 + _GAP)
    while k < high and _attribute(s, k):
        k += 1
        for form in tails.get(s.lower[k], ()):
            last = k + len(form.tail)
            if tuple(s.lower[k:last]) == form.tail and tuple(s.lower[at:last]) != form.words:
                yield Place(form, last, last)


def _around_at(s: Scan, tails: Tails, at: int) -> Iterator[Place]:
    """Yield forms whose object stands in their middle: "put it on hold", "took the regulator to court"."""
    for k in range(at + 2, min(len(s.lower), at + _LONGEST)):
        for form in tails.get(s.lower[k], ()):
            last = k + len(form.words) - form.around
            stands = tuple(s.lower[at : at + form.around]) == form.words[: form.around]
            if stands and k > at + form.around and tuple(s.lower[k:last]) == form.words[form.around :]:
                yield Place(form, at + form.around, last)
        bits = s.flags[k - 1]
        mark = not bits & lx.WORD and s.lower[k - 1] not in _INSIDE and not is_possessive(s, k - 1)
        if mark or (bits & (lx.AUX | lx.MODAL | lx.SUBORD) and not bits & lx.PREP):
            break


def _attribute(s: Scan, k: int) -> bool:
    """Whether a word may stand between a verb and the noun of its object."""
    bits = s.flags[k]
    if is_possessive(s, k):
        return True
    return bool(bits & lx.WORD) and not bits & _NO_ATTRIBUTE & ~(bits & lx.DET) and s.lower[k] not in _NEGATES


def _particle_after(s: Scan, particle: str, at: int) -> int:
    """Return where the particle stands up to four words behind its verb, 0 if nowhere: "shut its plant down"."""
    for k in range(at + 2, min(len(s.lower), at + 6)):
        if s.lower[k] == particle:
            return k
        if not s.flags[k - 1] & lx.WORD or s.flags[k - 1] & (lx.AUX | lx.MODAL | lx.SUBORD | lx.PREP):
            break
    return 0
