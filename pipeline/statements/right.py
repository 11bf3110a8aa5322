"""What a frame finds right of its cue, element by element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.statements import adjuncts, clauses, contents, phrases
from pipeline.statements import lexicon as lx
from pipeline.statements.finite import finite_within
from pipeline.statements.phrases import Range
from pipeline.statements.places import Found, Place
from pipeline.statements.scan import is_adverb, is_verb

_CLAUSE = 40
_TAIL = 20


def source_at(place: Place, at: int) -> Range | None:  # noqa: PLR0911  one line per case
    """Return the noun phrase at `at` as a source, with its apposition."""
    s = place.scan
    if at >= place.high:
        return None
    bits = s.flags[at]
    if bits & lx.OBJECT and not bits & (lx.PERSON | lx.POSSESSIVE):
        return None
    name = bits & lx.NAME and at + 1 < place.high and s.flags[at + 1] & lx.NAME
    barred = lx.CONJ | lx.TIME if name else lx.AUX | lx.MODAL | lx.CONJ | lx.TIME
    if not bits & lx.WORD or bits & barred or (bits & lx.PREP and not bits & lx.NAME):
        return None
    if s.lower[at] in {"that", "this", "these", "those", "there"} or (
        is_adverb(s, at) and not bits & (lx.DET | lx.NAME)
    ):
        return None
    if s.lower[at] == "it" and at + 1 < place.high and s.flags[at + 1] & (lx.AUX | lx.MODAL | lx.DET):
        return None
    found = phrases.after(s, at, place.high)
    if found.first >= found.last:
        return None
    if found.last < place.high and s.flags[found.last] & (lx.AUX | lx.MODAL) and _inverts(place, at):
        return None
    return phrases.with_apposition(s, found, place.high)


def _inverts(place: Place, at: int) -> bool:
    """Whether a phrase right after the cue with a verb behind it is the start of content, not a source."""
    return at == place.cue.last


def signature_at(place: Place, at: int) -> Range | None:
    step = _signature(place, at)
    return None if step is None else Range(at, clauses.without_marks_after(place.scan, at, step.at))


def _named(place: Place, at: int) -> Found | None:
    """Nothing but a condition: a name, a role or a pronoun opens here, as a source would."""
    s = place.scan
    found = phrases.after(s, at, place.high)
    named = any(s.flags[k] & (lx.NAME | lx.ROLE | lx.PERSON) for k in range(found.first, found.last))
    return Found(at) if named else None


def _reach(place: Place, at: int) -> Found | None:
    """The "that" behind a long addressee: "told supporters in Springfield, Ohio, that"."""
    s = place.scan
    related = False
    for k in range(at, min(place.high, at + 24)):
        if s.lower[k] == "that" and k > at:
            return Found(k + 1)
        related = related or (s.lower[k] in {"who", "which"} and k > at)
        if related and k not in s.opens and s.lower[k] not in {":", ";"}:
            continue
        if k in s.opens or (
            s.flags[k] & (lx.AUX | lx.MODAL | lx.RELATIVE | lx.SUBORD | lx.CONJ) & ~lx.PREP and s.lower[k] != "that"
        ):
            return None
    return None


def _signature(place: Place, at: int) -> Found | None:
    """A name at the end of the paragraph; consumed as a source by the frame."""
    s = place.scan
    short = at < place.paragraph.last <= at + 14
    named = short and any(s.flags[k] & (lx.NAME | lx.ROLE) for k in range(at, place.paragraph.last))
    if not named or any(s.flags[k] & (lx.AUX | lx.MODAL | lx.PERSON) for k in range(at, place.paragraph.last)):
        return None
    return Found(place.paragraph.last)


def _tail(place: Place, at: int) -> Found | None:
    """The rest of a long source, up to a comma: "a study [by two economists], the plan"."""
    s = place.scan
    for k in range(at, min(place.high, at + _TAIL)):
        if s.lower[k] == ",":
            return Found(k) if k > at else None
        if k in s.opens or s.flags[k] & (lx.AUX | lx.MODAL | lx.CLEAR | lx.PERSON):
            return None
    return None


def _addressee(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or s.flags[at] & (lx.PREP | lx.CONJ | lx.WH) or s.lower[at] == "that":
        return None
    found = phrases.after(s, at, place.high, addressee=True)
    return Found(found.last) if found.first < found.last else None


def _adjunct(place: Place, at: int) -> Found | None:
    step = adjuncts.skip_adjunct(place.scan, at, place.high)
    return Found(step) if step > at else None


def _end(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or not s.flags[at] & lx.WORD:
        return Found(at)
    if (
        s.lower[at] == "to"
        and at + 1 < place.high
        and s.flags[at + 1] & (lx.BASE | lx.AUX)
        and not s.flags[at + 1] & lx.NAME
    ):
        return None
    following = s.flags[at + 1] if at + 1 < place.high else 0
    closing = s.flags[at] & (lx.PREP | lx.TIME | lx.SUBORD | lx.WHEN | lx.CONJ) or following & lx.TIME
    return (
        Found(at) if closing or is_adverb(s, at) or s.lower[at].endswith("ing") or is_verb(s, at, place.low) else None
    )


def _colon(place: Place, at: int) -> Found | None:
    return Found(at + 1) if at < place.high and place.scan.lower[at] == ":" else None


def _comma(place: Place, at: int) -> Found | None:
    return Found(at + 1) if at < place.high and place.scan.lower[at] == "," else None


def _clause_follows(place: Place, at: int) -> bool:
    """Whether "that" opens a clause of its own rather than a relative one or a noun: a subject, then a verb."""
    s = place.scan
    if at >= place.high:
        return False
    helper = s.flags[at] & (lx.AUX | lx.MODAL) and not s.flags[at] & lx.PERSON and not s.lower[at].endswith("ing")
    if helper or (s.flags[at] & lx.CLEAR and s.flags[at] & lx.VERB):
        return False
    quoted = any(k in s.opens for k in range(at, min(place.high, at + _CLAUSE)))
    return (
        quoted
        or not place.group.noun
        or bool(s.flags[at] & (lx.PERSON | lx.NAME | lx.DET))
        or finite_within(s, at, place.high, _CLAUSE)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """A word that stands for itself, or one of several parted by bars."""

    name: str

    def __call__(self, place: Place, at: int) -> Found | None:
        if at >= place.high or place.scan.lower[at] not in self.name.split("|"):
            return None
        if self.name == "that" and not _clause_follows(place, at + 1):
            return None
        aside = self.name == "that" and at + 1 < place.high and place.scan.lower[at + 1] == ","
        return Found(at + 2 if aside else at + 1)


RIGHT: Mapping[str, Callable[[Place, int], Found | None]] = MappingProxyType(
    {
        "content": contents.content,
        "free": contents.free,
        "clause": contents.clause,
        "named": _named,
        "opening": contents.clause_after_opening,
        "far": contents.far,
        "quote": contents.quote,
        "last-words": contents.last_words,
        "reach": _reach,
        "object": contents.object_phrase,
        "infinitive": contents.infinitive,
        "request": contents.request,
        "question": contents.question,
        "gerund": contents.gerund,
        "rest": contents.rest,
        "phrase": contents.phrase,
        "matter": contents.matter,
        "next": contents.next_paragraph,
        "next-quote": contents.following_quote,
        "utterance": contents.utterance,
        "addressee": _addressee,
        "tail": _tail,
        "adjunct": _adjunct,
        "end": _end,
        "colon": _colon,
        "comma": _comma,
    }
)
