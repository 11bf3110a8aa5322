"""A rule pack made ready for look-ups: word classes as bits, cues by their first word, frames by their cue's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from pipeline.model.rules import Frame, RulePack, WordList

DET = 1 << 0
PERSON = 1 << 1
PREP = 1 << 2
SUBORD = 1 << 3
CONJ = 1 << 4
AUX = 1 << 5
MODAL = 1 << 6
ADV = 1 << 7
RELATIVE = 1 << 8
VERB = 1 << 9
TIME = 1 << 10
WHEN = 1 << 11
TITLE = 1 << 12
OBJECT = 1 << 13
POSSESSIVE = 1 << 14
ADJ = 1 << 15
WH = 1 << 16
CHANNEL = 1 << 17
LIGHT = 1 << 18
ROLE = 1 << 19
RAISING = 1 << 20
CUE = 1 << 21
SPEECH = 1 << 22
NAME = 1 << 23
WORD = 1 << 24
PAST = 1 << 25
BASE = 1 << 26
NOT_NAME = 1 << 27
AMBIGUOUS = 1 << 28
CLEAR = 1 << 29
UNCHANGED = 1 << 30
REMARK = 1 << 31
QUOTES = 1 << 32

_GRAMMAR = {
    "grammar.determiner": DET,
    "grammar.person": PERSON,
    "grammar.preposition": PREP,
    "grammar.subordinator": SUBORD,
    "grammar.conjunction": CONJ,
    "grammar.auxiliary": AUX,
    "grammar.modal": MODAL,
    "grammar.adverb": ADV,
    "grammar.relative": RELATIVE,
    "grammar.time": TIME,
    "grammar.when": WHEN,
    "grammar.title": TITLE,
    "grammar.object": OBJECT,
    "grammar.possessive": POSSESSIVE,
    "grammar.adjective": ADJ,
    "grammar.wh": WH,
    "grammar.channel": CHANNEL,
    "grammar.light": LIGHT,
    "grammar.role": ROLE,
    "grammar.raising": RAISING,
    "grammar.unnamed": NOT_NAME,
    "grammar.ambiguous": AMBIGUOUS,
    "grammar.past": CLEAR,
    "grammar.unchanged": UNCHANGED,
    "grammar.remark": REMARK,
}
# What an element that may not be absent asks of the words right of its cue: a cheap look before frames are tried.
THAT, COLON, QUOTATION, COMMA, ANNOUNCED = (1 << n for n in range(5))
NEEDS = MappingProxyType(
    {
        "that": THAT,
        "reach": THAT,
        "colon": COLON,
        "comma": COMMA,
        "quote": QUOTATION,
        "far": QUOTATION,
        "last-words": QUOTATION,
        "next": ANNOUNCED,
        "next-quote": ANNOUNCED,
    }
)
_QUOTING = frozenset(("speech.say", "speech.report", "speech.quote", "speech.tell"))
CUE_KINDS = ("speech", "belief", "intention", "document")


class Pattern(NamedTuple):
    """A frame with its pattern cut at the cue. Each element right of it is a name and whether it may be absent.

    `unquoted` says that a quotation before the subject belongs to another pattern; `finite` that the frame fits an
    infinitive as well; `needs` what must stand right of the cue, as the bits of NEEDS.
    """

    frame: Frame
    left: tuple[str, ...]
    right: tuple[tuple[str, bool], ...]
    unquoted: bool
    finite: bool
    needs: int


class CueForm(NamedTuple):
    """One form of a cue: its words, its list, its lemma and its patterns, heaviest first."""

    words: tuple[str, ...]
    list: WordList
    lemma: str
    patterns: tuple[Pattern, ...]


class Known(dict[str, int]):
    """The classes of words as they were written, worked out when they are first met; whoever reads may empty it."""

    def __init__(self, flags: Mapping[str, int]) -> None:
        super().__init__()
        self._flags = flags

    def __missing__(self, word: str) -> int:
        lower = word.lower()
        bits = self._flags.get(lower, 0)
        if word[0].isalnum():
            bits |= WORD | NAME if word[0].isupper() else WORD
        elif lower in {"'s", "’s"}:
            bits |= WORD
        self[word] = bits
        return bits


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`flags` maps a lower-case word to its classes; `cues` maps a first word to cue forms, longest first.

    `seconds` holds, for a first word that is no cue alone, the words that may follow it; `known` gives the classes of
    words as they were written.
    """

    flags: Mapping[str, int]
    cues: Mapping[str, tuple[CueForm, ...]]
    seconds: Mapping[str, frozenset[str]]
    known: Known


@dataclass(frozen=True, slots=True)
class _Key:
    """A pack as a key: looked up by its digest, since hashing all of its rules costs more than a short text."""

    digest: str
    rules: RulePack = field(hash=False)


def compile_pack(rules: RulePack) -> Lexicon:
    """Return the lexicon of a pack; equal packs give equal lexicons."""
    return _compiled(_Key(rules.digest, rules))


@lru_cache(maxsize=4)
def _compiled(key: _Key) -> Lexicon:
    rules = key.rules
    flags: dict[str, int] = {}
    frames = _frames_by_list(rules.frames)
    cues: dict[str, list[CueForm]] = {}
    for item in rules.lists:
        for form, lemma in item.forms:
            words = tuple(form.split(" "))
            if item.pos == "verb" and item.kind in {"grammar", *CUE_KINDS}:
                _add(flags, words[0], _verb_bits(words[0], lemma.split(" ")[0]))
            if item.id in _GRAMMAR and len(words) == 1:
                _add(flags, form, _GRAMMAR[item.id])
            if item.id in frames:
                speaks = item.kind == "speech" and item.pos == "verb" and len(words) == 1
                quotes = QUOTES if speaks and item.id in _QUOTING else 0
                _add(flags, words[0], CUE | (SPEECH if speaks else 0) | quotes)
                cues.setdefault(words[0], []).append(CueForm(words, item, lemma, frames[item.id]))
    for cue in rules.cues:
        if cue.pos == "verb":
            for form, lemma in cue.forms:
                _add(flags, form.split(" ")[0], _verb_bits(form.split(" ")[0], lemma.split(" ")[0]))
    ordered = {first: tuple(sorted(forms, key=_by_length)) for first, forms in cues.items()}
    longer = {first: forms for first, forms in ordered.items() if all(len(form.words) > 1 for form in forms)}
    seconds = {first: frozenset(form.words[1] for form in forms) for first, forms in longer.items()}
    return Lexicon(flags, ordered, seconds, Known(flags))


def _by_length(form: CueForm) -> tuple[int, int, str]:
    """Order longer cues first, then by kind in the order of CUE_KINDS: the first of equal weight holds."""
    rank = CUE_KINDS.index(form.list.kind) if form.list.kind in CUE_KINDS else len(CUE_KINDS)
    return (-len(form.words), rank, form.list.id)


def _frames_by_list(frames: Iterable[Frame]) -> dict[str, tuple[Pattern, ...]]:
    by_list: dict[str, list[Pattern]] = {}
    for frame in frames:
        for cue in frame.cues:
            by_list.setdefault(cue, []).append(_pattern(frame))
    return {name: tuple(sorted(group, key=_heaviest)) for name, group in by_list.items()}


def _heaviest(pattern: Pattern) -> tuple[int, str]:
    return (-pattern.frame.weight, pattern.frame.id)


def _pattern(frame: Frame) -> Pattern:
    words = frame.pattern
    split = words.index("cue")
    return Pattern(
        frame,
        words[:split],
        tuple((word.removesuffix("?"), word.endswith("?")) for word in words[split + 1 :]),
        split > 0 and words[split - 1] == "source" and words[0] == "source" and "that" not in words,
        "that" in words or "quote" in words,
        sum({NEEDS[word] for word in words[split + 1 :] if word in NEEDS}),
    )


def _add(flags: dict[str, int], word: str, bits: int) -> None:
    flags[word] = flags.get(word, 0) | bits


def _verb_bits(form: str, lemma: str) -> int:
    if form == lemma:
        return VERB | BASE
    if form.endswith("ing") or (form.endswith("s") and not form.endswith("ss")):
        return VERB
    return VERB | PAST
