"""What a frame finds right of its cue, element by element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from pipeline.statements import clauses, phrases
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.places import MIN_QUOTE, Place, is_speech
from pipeline.statements.scan import Scan, is_adverb, is_verb

_NOT_NP_START = lx.PREP | lx.CONJ | lx.AUX | lx.MODAL | lx.SUBORD | lx.RELATIVE
_NO_ENTRY = frozenset(("adding", "saying", "but", "and", "or", "who", "which", "according", "citing", "whose", "whom"))
_CONDITIONS = frozenset(("if", "while", "although", "despite", "unless", "because", "once"))
_INTO_CONTENT = frozenset(("$", "£", "€", "@", "#", "[", "(", "…"))
_NEAR_COLON = 8
_CLAUSE = 40


class Found(NamedTuple):
    """How far an element reaches: the token behind it, and the content it gives, if any."""

    at: int
    content: Range | None = None
    more: tuple[Range, ...] = ()


def source_at(place: Place, at: int) -> Range | None:  # noqa: PLR0911  one line per case
    """Return the noun phrase at `at` as a source, with its apposition."""
    s = place.scan
    if at >= place.high:
        return None
    bits = s.flags[at]
    if bits & lx.OBJECT and not bits & (lx.PERSON | lx.POSSESSIVE):
        return None
    if not bits & lx.WORD or bits & (lx.AUX | lx.MODAL | lx.CONJ | lx.TIME) or (bits & lx.PREP and not bits & lx.NAME):
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


def _content(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or s.lower[at] in _NO_ENTRY:
        return None
    bits = s.flags[at]
    if at not in s.opens and not bits & lx.WORD and s.lower[at] not in _INTO_CONTENT:
        return None
    end = clauses.content_end(s, at, place.high)
    return Found(end, Range(at, end)) if end > at else None


def _free(place: Place, at: int) -> Found | None:
    """Content of a verb that needs no "that": not a mere phrase of place or time."""
    s = place.scan
    if at >= place.high:
        return None
    bits = s.flags[at]
    if at not in s.opens and bits & (lx.PREP | lx.CONJ | lx.RELATIVE) and not bits & lx.DET:
        return None
    if at not in s.opens and bits & lx.TIME and not clauses.finite_within(s, at, place.high):
        return None
    return _content(place, at)


def _far(place: Place, at: int) -> Found | None:
    """A quotation further on in the sentence, after a comma or colon and with no other saying between."""
    s = place.scan
    for k in range(at, min(place.high, at + 30)):
        if k in s.opens:
            long = s.opens[k] - k > MIN_QUOTE + 2
            return _content(place, k) if k > at and long and s.lower[k - 1] in {",", ":"} else None
        if (s.flags[k] & lx.SPEECH and s.flags[k] & lx.VERB) or s.lower[k] == ";":
            return None
    return None


def _clause_after_opening(place: Place, at: int) -> Found | None:
    """Content that opens with a phrase or a subordinate clause: "said if it loses it will appeal"."""
    s = place.scan
    if at >= place.high or not s.flags[at] & (lx.PREP | lx.SUBORD) or at in s.opens:
        return None
    if s.lower[at] in _NO_ENTRY or not clauses.finite_within(s, at, place.high):
        return None
    if s.flags[at] & lx.SUBORD and s.lower[at] not in {
        "if",
        "while",
        "although",
        "despite",
        "unless",
        "because",
        "once",
    }:
        return None
    comma = any(s.lower[k] == "," for k in range(at, min(place.high, at + 14)))
    return _content(place, at) if comma or (s.flags[at] & lx.SUBORD and s.lower[at] == "if") else None


def _clause(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or at in s.opens or (s.flags[at] & _NOT_NP_START and not s.flags[at] & (lx.DET | lx.NAME)):
        return None
    if not s.flags[at] & lx.WORD or not clauses.clause_begins(s, at, place.high):
        return None
    return _content(place, at)


def _named(place: Place, at: int) -> Found | None:
    """Nothing but a condition: a name, a role or a pronoun opens here, as a source would."""
    s = place.scan
    found = phrases.after(s, at, place.high)
    named = any(s.flags[k] & (lx.NAME | lx.ROLE | lx.PERSON) for k in range(found.first, found.last))
    return Found(at) if named else None


def _quote(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or at not in s.opens:
        return None
    near = at == place.cue.last or not s.flags[at - 1] & lx.WORD
    return _content(place, at) if near or is_speech(s, at, s.opens[at], place.low) else None


def _object(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high:
        return None
    if at not in s.opens:
        bits = s.flags[at]
        if not bits & lx.WORD or (bits & _NOT_NP_START and not bits & (lx.DET | lx.NAME | lx.OBJECT | lx.POSSESSIVE)):
            return None
        if (
            bits & lx.TIME
            or (s.lower[at] in {"that", "to"} and not bits & lx.NAME)
            or (is_adverb(s, at) and not bits & lx.DET)
        ):
            return None
    found = _content(place, at)
    if found is None or found.content is None:
        return found
    end = _object_end(s, at, found.content.last)
    return Found(end, Range(at, end))


def _object_end(s: Scan, first: int, last: int) -> int:
    """Return where an object gives way to a clause about it: before ", which" or ", after"."""
    at = first
    while at < last:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        if s.lower[at] == "," and at + 1 < last and s.flags[at + 1] & (lx.RELATIVE | lx.SUBORD):
            closing = next((k for k in range(at + 1, min(last, at + 24)) if s.lower[k] == ","), last)
            if closing + 1 >= last or s.lower[closing + 1] not in {"of", "for", "as"}:
                return at
            at = closing
        at += 1
    return last


def _infinitive(place: Place, at: int) -> Found | None:
    s = place.scan
    to = at + 1 if at < place.high and s.lower[at] == "not" else at
    if to + 1 >= place.high or s.lower[to] != "to" or s.flags[to + 1] & (lx.DET | lx.NAME | lx.POSSESSIVE | lx.OBJECT):
        return None
    return _content(place, at)


def _request(place: Place, at: int) -> Found | None:
    """Somebody and what they are asked to do, both content: "urged [the court to lift the ban]"."""
    s = place.scan
    asked = phrases.after(s, at, place.high, addressee=True)
    if asked.first >= asked.last or s.flags[at] & lx.PREP:
        return None
    to = asked.last
    while to < place.high and (is_adverb(s, to) or s.lower[to] == "not"):
        to += 1
    if to + 1 >= place.high or s.lower[to] != "to" or s.flags[to + 1] & (lx.DET | lx.NAME | lx.POSSESSIVE):
        return None
    return _content(place, at)


def _question(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or not s.flags[at] & lx.WH:
        return None
    condition = s.lower[at] == "if" and any(s.lower[k] == "," for k in range(at, min(place.high, at + 14)))
    return None if condition else _content(place, at)


def _reach(place: Place, at: int) -> Found | None:
    """The "that" behind a long addressee: "told supporters in Springfield, Ohio, that"."""
    s = place.scan
    for k in range(at, min(place.high, at + 18)):
        if s.lower[k] == "that" and k > at:
            return Found(k + 1)
        if k in s.opens or (
            s.flags[k] & (lx.AUX | lx.MODAL | lx.RELATIVE | lx.SUBORD | lx.CONJ) & ~lx.PREP and s.lower[k] != "that"
        ):
            return None
    return None


def _gerund(place: Place, at: int) -> Found | None:
    s = place.scan
    return _content(place, at) if at < place.high and s.lower[at].endswith("ing") and s.flags[at] & lx.VERB else None


def _rest(place: Place, at: int) -> Found | None:  # noqa: PLR0911  one line per case
    """Content that goes on after an inserted attribution: "…," he said, "…"."""
    s = place.scan
    if at + 1 >= place.high or s.lower[at] not in {",", ";"} | DASHES:
        return None
    joined = s.flags[at + 1] & lx.CONJ and at + 2 < place.high and s.flags[at + 2] & (lx.AUX | lx.MODAL)
    if joined and not s.flags[at + 2] & lx.PERSON:
        end = clauses.content_end(s, at + 1, place.high)
        return Found(end, Range(at + 1, end))
    if at + 1 in s.opens:
        opening = s.flags[place.open_left] & (lx.PREP | lx.SUBORD) and not s.lower[place.open_left].endswith("ing")
        return None if opening else _content(place, at + 1)
    if s.lower[at + 1] in _NO_ENTRY:
        return None
    quoted = any(k in s.closes for k in range(max(place.open_left, place.group.first - 12), place.group.first))
    finite = clauses.finite_within(s, at + 1, place.high)
    finite = finite or any(k in s.opens for k in range(at + 1, min(place.high, at + 12)))
    if quoted or s.lower[at + 1].endswith("ing") or not finite:
        return None
    if clauses.turns(s, at + 1, place.high) or s.flags[at + 1] & lx.RELATIVE or s.lower[at + 1] in {"when", "after"}:
        return None
    return _content(place, at + 1)


def _phrase(place: Place, at: int) -> Found | None:
    """Content that a preposition opens: "about the delay"."""
    s = place.scan
    if at + 1 >= place.high or not s.flags[at] & lx.PREP or s.flags[at + 1] & (lx.TIME | lx.CHANNEL):
        return None
    end = clauses.content_end(s, at, place.high)
    comma = next((k for k in range(at, end) if s.lower[k] == "," and not _in_quote(place, at, k)), end)
    return Found(comma, Range(at, comma))


def _in_quote(place: Place, first: int, at: int) -> bool:
    """Whether token `at` stands in a quotation that opens at `first` or later."""
    return any(k in place.scan.opens and place.scan.opens[k] > at for k in range(first, at))


def _next(place: Place, at: int) -> Found | None:
    """The paragraph or paragraphs that a colon at the sentence's end announces."""
    s = place.scan
    if not place.following or at > place.high:
        return None
    if place.high - 1 - at > _NEAR_COLON or any(k in s.opens for k in range(at, place.high)):
        return None
    return Found(place.high, place.following[0], place.following[1:])


def _following_quote(place: Place, at: int) -> Found | None:
    """The announced paragraph, when it is a quotation."""
    step = _next(place, at)
    quoted = step is not None and step.content is not None and step.content.first in place.scan.opens
    return step if quoted else None


def _utterance(place: Place, at: int) -> Found | None:
    """All that stands behind a speaker's name and a colon, to the end of the paragraph."""
    last = place.paragraph.last
    return Found(last, Range(at, last)) if at < last else None


def _signature(place: Place, at: int) -> Found | None:
    """A name at the end of the paragraph; consumed as a source by the frame."""
    s = place.scan
    short = at < place.paragraph.last <= at + 14
    named = short and any(s.flags[k] & (lx.NAME | lx.ROLE) for k in range(at, place.paragraph.last))
    if not named or any(s.flags[k] & (lx.AUX | lx.MODAL | lx.PERSON) for k in range(at, place.paragraph.last)):
        return None
    return Found(place.paragraph.last)


def _addressee(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or s.flags[at] & (lx.PREP | lx.CONJ | lx.WH) or s.lower[at] == "that":
        return None
    found = phrases.after(s, at, place.high, addressee=True)
    return Found(found.last) if found.first < found.last else None


def _adjunct(place: Place, at: int) -> Found | None:
    step = clauses.skip_adjunct(place.scan, at, place.high)
    return Found(step) if step > at else None


def _end(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or not s.flags[at] & lx.WORD:
        return Found(at)
    if s.lower[at] == "to":
        return None
    closing = s.flags[at] & (lx.PREP | lx.TIME | lx.SUBORD | lx.WHEN | lx.CONJ)
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
    if at >= place.high or (s.flags[at] & (lx.AUX | lx.MODAL) and not s.flags[at] & lx.PERSON):
        return False
    quoted = any(k in s.opens for k in range(at, min(place.high, at + _CLAUSE)))
    return (
        quoted
        or bool(s.flags[at] & (lx.PERSON | lx.NAME | lx.DET))
        or clauses.finite_within(s, at, place.high, _CLAUSE)
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
        "content": _content,
        "free": _free,
        "clause": _clause,
        "named": _named,
        "opening": _clause_after_opening,
        "far": _far,
        "quote": _quote,
        "reach": _reach,
        "object": _object,
        "infinitive": _infinitive,
        "request": _request,
        "question": _question,
        "gerund": _gerund,
        "rest": _rest,
        "phrase": _phrase,
        "next": _next,
        "next-quote": _following_quote,
        "utterance": _utterance,
        "addressee": _addressee,
        "adjunct": _adjunct,
        "end": _end,
        "colon": _colon,
        "comma": _comma,
    }
)
