"""Elements of a frame that give content right of the cue: clauses, phrases, quotations, paragraphs."""

from __future__ import annotations

from pipeline.statements import clauses, phrases
from pipeline.statements import lexicon as lx
from pipeline.statements.finite import clause_begins, finite_within
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.places import MIN_QUOTE, Found, Place, is_speech
from pipeline.statements.scan import Scan, is_adverb

_NOT_NP_START = lx.PREP | lx.CONJ | lx.AUX | lx.MODAL | lx.SUBORD | lx.RELATIVE
_NO_ENTRY = frozenset(("adding", "saying", "but", "and", "or", "who", "which", "according", "citing", "whose", "whom"))
_CONDITIONS = frozenset(("if", "while", "although", "despite", "unless", "because", "once"))
_INTO_CONTENT = frozenset(("$", "£", "€", "@", "#", "[", "(", "…"))
_NEAR_COLON = 8
_HEADING = 8
_REASONS = frozenset(("because", "while", "although", "though", "if", "unless"))
_MATTERS = frozenset(("of", "for", "to", "on", "against", "about", "over", "at", "from", "toward", "towards"))
_SAID = frozenset(("said", "says", "say"))
_ASKED = frozenset(("ask", "asks", "asked", "asking", "wonder", "wonders", "wondered", "wondering"))
_SUBJECT = lx.PERSON | lx.DET | lx.NAME | lx.POSSESSIVE


def content(place: Place, at: int) -> Found | None:
    return _content(place, at, clause=True)


def _content(place: Place, at: int, *, clause: bool) -> Found | None:
    s = place.scan
    if at >= place.high or s.lower[at] in _NO_ENTRY:
        return None
    bits = s.flags[at]
    if at not in s.opens and not bits & lx.WORD and s.lower[at] not in _INTO_CONTENT:
        return None
    end = clauses.content_end(s, at, place.high, clause=clause)
    if _in_relative(place):
        end = clauses.without_marks_after(s, at, _resumed(s, at, end))
    return Found(end, Range(at, end)) if end > at else None


def _in_relative(place: Place) -> bool:
    """Whether a relative clause behind a comma holds the cue: ", who says it left", ", which Acme says is late"."""
    s = place.scan
    if place.group.gerund and s.lower[place.group.first - 1] == ",":
        return True  # ", denying it had lost, left"
    at = place.group.first - 1 if _is_relative(place) else place.subject.first - 1
    return at > place.low and s.lower[at] in {"who", "which", "that"} and s.lower[at - 1] == ","


def _resumed(s: Scan, first: int, last: int) -> int:
    """Return the comma behind a relative clause, where a verb without a subject follows: ", who said so, left"."""
    at = first
    while at + 1 < last:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            if at < last and s.lower[at - 2] == "," and _finite(s, at):
                return at
            continue
        if s.lower[at] == "," and _finite(s, at + 1):
            return at
        at += 1
    return last


def _finite(s: Scan, at: int) -> bool:
    bits = s.flags[at]
    past = bits & lx.PAST or (bits == lx.WORD and s.lower[at].endswith("ed"))
    return bool(past or bits & (lx.AUX | lx.MODAL)) and not bits & (lx.PERSON | lx.NAME)


def _without_clause(place: Place, at: int) -> Found | None:
    """Content that is no clause: it ends where a clause of its own begins ("denied it, and its shares rose")."""
    found = _content(place, at, clause=False)
    if found is None or found.content is None:
        return found
    last = found.content.last
    if _is_relative(place):
        last = _main_verb(place.scan, at, next((k for k in range(at, last) if place.scan.lower[k] in _SAID), last))
    end = clauses.without_marks_after(place.scan, at, _phrase_end(place.scan, at, last))
    return Found(end, Range(at, end)) if end > at else None


def _is_relative(place: Place) -> bool:
    """Whether the cue is the verb of a relative clause: "critics who oppose the law said so"."""
    before = place.group.first - 1
    return before >= place.low and place.scan.lower[before] in {"who", "which", "that"}


def _phrase_end(s: Scan, first: int, last: int) -> int:
    """Return where a subject with its verb begins, behind a comma or behind "and" and a pronoun."""
    at = first
    while at < last:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        following = at + 1
        if s.lower[at] == "," and following < last and s.flags[following] & lx.CONJ:
            following += 1
        if following < last and (s.lower[at] == "," or s.flags[at] & lx.CONJ) and at > first:
            subject = s.flags[following] & (_SUBJECT if s.lower[at] == "," else lx.PERSON)
            if subject and not s.flags[following] & lx.RELATIVE and clause_begins(s, following, last):
                return at
        at += 1
    return last


def free(place: Place, at: int) -> Found | None:
    """Content of a verb that needs no "that": not a mere phrase of place or time."""
    s = place.scan
    if at >= place.high:
        return None
    bits = s.flags[at]
    if at not in s.opens and bits & (lx.PREP | lx.CONJ | lx.RELATIVE) and not bits & lx.DET:
        return None
    if at not in s.opens and bits & lx.TIME and not finite_within(s, at, place.high):
        return None
    return content(place, at)


def far(place: Place, at: int) -> Found | None:
    """A quotation further on in the sentence, after a comma or colon and with no other saying between."""
    s = place.scan
    for k in range(at, min(place.high, at + 30)):
        if k in s.opens:
            long = s.opens[k] - k > MIN_QUOTE + 2
            return content(place, k) if k > at and long and s.lower[k - 1] in {",", ":"} else None
        if (s.flags[k] & lx.SPEECH and s.flags[k] & lx.VERB) or s.lower[k] == ";":
            return None
    return None


def clause_after_opening(place: Place, at: int) -> Found | None:
    """Content that opens with a phrase or a subordinate clause: "said if it loses it will appeal"."""
    s = place.scan
    if at >= place.high or not s.flags[at] & (lx.PREP | lx.SUBORD) or at in s.opens:
        return None
    if s.lower[at] in _NO_ENTRY or not finite_within(s, at, place.high):
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
    return content(place, at) if comma or (s.flags[at] & lx.SUBORD and s.lower[at] == "if") else None


def clause(place: Place, at: int) -> Found | None:
    s = place.scan
    starts = s.flags[at] & (lx.DET | lx.NAME | lx.PERSON) if at < place.high else 0
    if at >= place.high or at in s.opens or (s.flags[at] & _NOT_NP_START and not starts):
        return None
    if not s.flags[at] & lx.WORD or not clause_begins(s, at, place.high):
        return None
    return content(place, at)


def quote(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or at not in s.opens:
        return None
    near = at == place.cue.last or not s.flags[at - 1] & lx.WORD
    return content(place, at) if near or is_speech(s, at, s.opens[at], place.low) else None


def last_words(place: Place, at: int) -> Found | None:
    """A quotation of some length that begins here and ends the sentence."""
    s = place.scan
    end = s.opens.get(at, at)
    whole = end >= place.high or all(not s.flags[k] & lx.WORD for k in range(end, place.high))
    return Found(end, Range(at, end)) if end - at > MIN_QUOTE + 2 and whole else None


def object_phrase(place: Place, at: int) -> Found | None:
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
            or (is_adverb(s, at) and not bits & (lx.DET | lx.OBJECT))
        ):
            return None
    found = _without_clause(place, at)
    if found is None or found.content is None:
        return found
    end = _object_end(s, at, found.content.last)
    if _names_only(place, at, end):
        return None
    return Found(end, Range(at, end))


def _names_only(place: Place, at: int, end: int) -> bool:
    """Whether "call" is a summons or gives a thing its name: one phrase follows, and nothing is said of it."""
    s = place.scan
    if place.cue.last - place.cue.first > 1 or not s.lower[place.cue.first].startswith("call"):
        return False
    if any(k in s.opens for k in range(at, end)):
        return False
    named = phrases.after(s, at, end)
    behind = s.flags[named.last] if named.last < end else 0
    other = behind & (lx.PREP | lx.CONJ | lx.SUBORD | lx.TIME | lx.WHEN)
    return named.last >= end or (bool(other) and not behind & lx.DET)


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


def infinitive(place: Place, at: int) -> Found | None:
    s = place.scan
    to = at + 1 if at < place.high and s.lower[at] == "not" else at
    if to + 1 >= place.high or s.lower[to] != "to" or s.flags[to + 1] & (lx.DET | lx.NAME | lx.POSSESSIVE | lx.OBJECT):
        return None
    return _without_clause(place, at)


def request(place: Place, at: int) -> Found | None:
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
    return _without_clause(place, at)


def question(place: Place, at: int) -> Found | None:
    s = place.scan
    if at >= place.high or not s.flags[at] & lx.WH:
        return None
    asked = s.lower[place.cue.first] in _ASKED
    condition = (
        s.lower[at] == "if" and not asked and any(s.lower[k] == "," for k in range(at, min(place.high, at + 14)))
    )
    parted = at > place.cue.last and s.flags[at - 1] & lx.WORD and not s.flags[at - 1] & (lx.PERSON | lx.OBJECT)
    if condition or (not asked and parted and s.lower[at] in {"who", "which"}):
        return None
    end = clauses.content_end(s, at, place.high, clause=True)
    return Found(end, Range(at, end)) if end > at + 1 else None


def gerund(place: Place, at: int) -> Found | None:
    s = place.scan
    return (
        _without_clause(place, at)
        if at < place.high and s.lower[at].endswith("ing") and s.flags[at] & lx.VERB
        else None
    )


def rest(place: Place, at: int) -> Found | None:  # noqa: PLR0911  one line per case
    """Content that goes on after an inserted attribution: "…," he said, "…"."""
    s = place.scan
    if at + 1 >= place.high or s.lower[at] not in {",", ";"} | DASHES:
        return None
    if s.flags[at + 1] & lx.CONJ and at + 2 in s.opens:  # "“We won,” he said, but “we lost more”"
        return content(place, at + 2)
    joined = s.flags[at + 1] & lx.CONJ and at + 2 < place.high and s.flags[at + 2] & (lx.AUX | lx.MODAL)
    if joined and not s.flags[at + 2] & lx.PERSON:
        end = clauses.content_end(s, at + 1, place.high)
        return Found(end, Range(at + 1, end))
    if at + 1 in s.opens:
        word = s.lower[place.open_left]
        opening = s.flags[place.open_left] & (lx.PREP | lx.SUBORD) and not word.endswith("ing")
        return None if opening and word not in _REASONS else content(place, at + 1)
    if s.lower[at + 1] in _NO_ENTRY or _apposed(place, at + 1):
        return None
    quoted = any(k in s.closes for k in range(max(place.open_left, place.group.first - 12), place.group.first))
    finite = finite_within(s, at + 1, place.high) or _finite(s, at + 1)
    finite = finite or any(k in s.opens for k in range(at + 1, min(place.high, at + 12)))
    before = place.subject.first - 2
    left_open = before > place.open_left and bool(s.flags[before] & (lx.AUX | lx.MODAL)) and place.subject.first < at
    if quoted or s.lower[at + 1].endswith("ing") or not (finite or left_open):
        return None
    if clauses.turns(s, at + 1, place.high) or s.flags[at + 1] & lx.RELATIVE or s.lower[at + 1] in {"when", "after"}:
        return None
    return content(place, at + 1)


def _apposed(place: Place, at: int) -> bool:
    """Whether a noun phrase with a relative clause begins here, telling who a name is: "an aide who left"."""
    s = place.scan
    named = phrases.after(s, at, place.high)
    related = named.first < named.last < place.high and s.lower[named.last] in {"who", "which", "that"}
    return related and bool(s.flags[at] & lx.DET)


def phrase(place: Place, at: int) -> Found | None:
    """Content that a preposition opens: "about the delay"."""
    s = place.scan
    if at + 1 >= place.high or not s.flags[at] & lx.PREP or s.flags[at + 1] & (lx.TIME | lx.CHANNEL):
        return None
    end = clauses.content_end(s, at, place.high)
    comma = next((k for k in range(at, end) if s.lower[k] == "," and not _in_quote(place, at, k)), end)
    comma = _main_verb(s, at, comma)
    return Found(comma, Range(at, comma))


def matter(place: Place, at: int) -> Found | None:
    """What a position is about: a phrase that "of", "for", "against" and the like open, not one of place or time."""
    return phrase(place, at) if at < place.high and place.scan.lower[at] in _MATTERS else None


def _main_verb(s: Scan, first: int, last: int) -> int:
    """Return the first helper that no relative or subordinate clause within `first:last` owns, or `last`."""
    at = first
    while at < last:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        bits = s.flags[at]
        if at > first and bits & (lx.RELATIVE | lx.SUBORD | lx.PERSON | lx.WH) and not bits & lx.PREP:
            return last
        if at > first and bits & (lx.AUX | lx.MODAL) and not s.lower[at].endswith(("ing", "be", "been")):
            return at
        at += 1
    return last


def _in_quote(place: Place, first: int, at: int) -> bool:
    """Whether token `at` stands in a quotation that opens at `first` or later."""
    return any(k in place.scan.opens and place.scan.opens[k] > at for k in range(first, at))


def next_paragraph(place: Place, at: int) -> Found | None:
    """The paragraph or paragraphs that a colon at the sentence's end announces."""
    s = place.scan
    if not place.following or at > place.high:
        return None
    if place.high - 1 - at > _NEAR_COLON or any(k in s.opens for k in range(at, place.high)):
        return None
    return Found(place.high, place.following[0], place.following[1:])


def following_quote(place: Place, at: int) -> Found | None:
    """The announced paragraph, when it is a quotation."""
    step = next_paragraph(place, at)
    quoted = step is not None and step.content is not None and step.content.first in place.scan.opens
    return step if quoted else None


def utterance(place: Place, at: int) -> Found | None:
    """All that stands behind a speaker's name and a colon, to the end of the paragraph."""
    last = place.paragraph.last
    verbs = any(place.scan.flags[k] & (lx.PERSON | lx.AUX | lx.MODAL) for k in range(at, min(last, at + _HEADING)))
    heading = last - at <= _HEADING and at not in place.scan.opens and not verbs
    return Found(last, Range(at, last)) if at < last and not heading else None
