"""What a frame finds left of its cue: a source, content, an owner, a label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.statements import clauses, phrases, subjects
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import DASHES, Range
from pipeline.statements.places import LeftResult, Place, is_speech, left_content
from pipeline.statements.quotes import DOUBLE
from pipeline.statements.scan import Scan, is_possessive, is_verb

_PERFECT = frozenset(("has", "have", "had", "having", "hasn't", "haven't", "hadn't", "hasn’t", "haven’t", "hadn’t"))
_LABEL = 6
_REPORT = 8


def _speaker_only(found: Range | None) -> LeftResult | None:
    return None if found is None else (found, ())


def _content_only(found: Range | None) -> LeftResult | None:
    return None if found is None else (None, (found,))


def _nothing(place: Place) -> LeftResult | None:  # noqa: ARG001  one signature for all arrangements
    return None, ()


def _content(place: Place) -> LeftResult | None:
    if place.group.passive or place.group.gerund:
        return None
    return _content_only(left_content(place, place.group.first))


def _report(place: Place) -> LeftResult | None:
    """Content, or all that an attribution before the cue holds: "“We won,” Roe said, according to Reuters"."""
    s, edge = place.scan, place.group.first
    found = _content(place)
    if found is not None or edge - 1 <= place.low or s.lower[edge - 1] != ",":
        return found
    if place.open_left <= place.low and (edge - place.low < _REPORT or place.scan.flags[place.low] & lx.SUBORD):
        return found
    return None, (Range(place.low, edge - 1),)


def _part(place: Place) -> LeftResult | None:
    return _content_only(_left_part(place, place.group.first))


def _patient(place: Place) -> LeftResult | None:
    if not place.group.passive:
        return None
    return (None, (place.subject,)) if _has_subject(place) else (None, ())


def _first(place: Place) -> LeftResult | None:
    """No subject: the verb opens the sentence, and a name follows it ("Said Roe: …")."""
    s = place.scan
    opens = all(not s.flags[k] & lx.WORD or s.flags[k] & (lx.CONJ | lx.ADV) for k in range(place.low, place.cue.first))
    return (None, ()) if opens and not _has_subject(place) else None


def _topic(place: Place) -> LeftResult | None:
    """The subject of a verb like "seem", which is part of the content and not its source."""
    s, after = place.scan, place.cue.last + 1
    speaks = after < place.high and s.flags[after] & lx.SPEECH
    return (None, (place.subject,)) if _acts(place) and not speaks else None


def _document(place: Place) -> LeftResult | None:
    """The subject, where it is something written or counted that can show a thing."""
    shows = any(place.scan.flags[k] & lx.CHANNEL for k in range(*place.subject))
    return _source(place) if shows else None


def _asked(place: Place) -> LeftResult | None:
    """Somebody who is asked, or nobody: "Roe was asked whether", "When asked whether", "Asked whether"."""
    group, s = place.group, place.scan
    if group.passive:
        return None, ()
    alone = group.bare and s.flags[group.main] & lx.PAST and group.first - 1 >= place.low
    before = group.first - 1
    opens = group.first == place.low and group.bare and bool(s.flags[group.main] & lx.PAST)
    if opens or (alone and (not s.flags[before] & lx.WORD or s.lower[before] in {"when", "if", "while", "after"})):
        return None, ()
    return None


def _addressed(place: Place) -> LeftResult | None:
    return (None, ()) if place.group.passive and _has_subject(place) else None


def _source(place: Place) -> LeftResult | None:
    return (place.subject, ()) if _acts(place) else None


def _source_be(place: Place) -> LeftResult | None:
    return (place.subject, ()) if _has_subject(place) and _helped(place) else None


def _as_source(place: Place) -> LeftResult | None:
    if not _acts(place) or place.subject.first <= place.low:
        return None
    return (place.subject, ()) if place.scan.lower[place.subject.first - 1] == "as" else None


def _content_source(place: Place) -> LeftResult | None:
    relative = place.scan.flags[place.group.first - 1] & lx.RELATIVE and place.group.first > place.low
    return _before_subject(place) if _acts(place) and not place.group.gerund and not relative else None


def _content_source_be(place: Place) -> LeftResult | None:
    return _before_subject(place) if _has_subject(place) and _helped(place) else None


def _part_source(place: Place) -> LeftResult | None:
    if not _acts(place):
        return None
    part = _left_part(place, place.subject.first)
    return None if part is None else (place.subject, (part,))


def _quotation(place: Place) -> LeftResult | None:
    return _if_quoted(place, _content(place))


def _quotation_source(place: Place) -> LeftResult | None:
    return _if_quoted(place, _content_source(place))


def _if_quoted(place: Place, found: LeftResult | None) -> LeftResult | None:
    """Keep a result whose content opens or closes with a quotation."""
    if found is None or not found[1]:
        return None
    first, last = found[1][0]
    s = place.scan
    return found if first in s.opens or last - 1 in s.closes else None


def _before_subject(place: Place) -> LeftResult | None:
    content = left_content(place, place.subject.first)
    return None if content is None else (place.subject, (content,))


def _has_subject(place: Place) -> bool:
    return place.subject.first < place.subject.last


def _acts(place: Place) -> bool:
    """Whether there is a subject, and it does the saying."""
    return _has_subject(place) and not place.group.passive


def _helped(place: Place) -> bool:
    """Whether a form of be stands in the group of verbs."""
    s = place.scan
    last = next((k for k in range(place.cue.first - 1, place.group.first - 1, -1) if s.flags[k] & lx.AUX), -1)
    return (last >= 0 and s.lower[last] not in _PERFECT) or _contracted(place)


def _contracted(place: Place) -> bool:
    s, at = place.scan, place.group.first - 1
    return at >= place.low and (bool(s.flags[at] & lx.AUX) or s.lower[at] in {"'s", "’s", "feel", "feels", "felt"})


def _left_part(place: Place, edge: int) -> Range | None:
    """Return what stands before `edge` in the sentence, be it a clause or only the beginning of one."""
    s = place.scan
    if edge - 1 <= place.open_left or s.lower[edge - 1] != ",":
        return None
    if s.flags[edge - 2] & (lx.SUBORD | lx.CONJ) and not s.flags[edge - 2] & lx.ADV:
        return None
    first = place.open_left
    while first < edge - 1 and not s.flags[first] & lx.WORD and first not in s.opens:
        first += 1
    return Range(first, edge - 1) if first < edge - 1 else None


def _possessor(place: Place) -> Range | None:
    """Return the owner of a noun of saying: "its claim", "Acme's repeated claim"."""
    s = place.scan
    at = place.cue.first - 1
    floor = max(place.low, at - 4)
    while at >= floor:
        if s.flags[at] & lx.POSSESSIVE and s.flags[at] & lx.WORD:
            return Range(at, at + 1)
        if is_possessive(s, at):
            owner = phrases.before(s, at, place.low)
            return owner if owner.first < owner.last else None
        if not s.flags[at] & lx.WORD or s.flags[at] & (lx.DET | lx.PREP | lx.AUX | lx.PERSON | lx.CONJ):
            return None
        at -= 1
    return None


def _giver(place: Place) -> Range | None:
    """Return the subject of the verb whose object is the noun of saying: "Acme issued a warning"."""
    s = place.scan
    at = place.cue.first - 1
    floor = max(place.low, at - 6)
    while at >= floor and s.flags[at] & lx.WORD and (not s.flags[at] & lx.PREP or s.lower[at] == "following"):
        if s.flags[at] & lx.LIGHT and not s.flags[at] & lx.ADJ:
            verbs = clauses.group(s, at, place.low)
            if verbs.passive or verbs.noun:
                return None
            giver = subjects.subject(s, verbs.first, place.low)
            return giver if giver.first < giver.last else None
        at -= 1
    return None


def _label(place: Place) -> Range | None:
    """Return a name that opens the paragraph and stands before a colon: "Jane Roe: …"."""
    s, last = place.scan, place.cue.first
    first = place.paragraph.first
    opened = s.lower[first] in DOUBLE and first not in s.opens
    if first != place.low or not 0 < last - first <= _LABEL:
        return None
    first += opened
    words = range(first, last)
    if last - first == 1 and (s.flags[first] & lx.VERB or len(s.lower[first]) == 1 or s.lower[first].endswith("ing")):
        return None
    if not all(s.flags[k] & (lx.NAME | lx.TITLE) or s.lower[k] in {".", "&", "'s", "’s"} for k in words):
        return None
    shared = lx.NOT_NAME | lx.TIME | lx.CHANNEL | lx.PREP | lx.AUX | lx.WH
    return None if any(s.flags[k] & shared for k in words) else Range(first, last)


def _speech_before(place: Place) -> Range | None:
    """Return a quotation that ends right before the cue, or fills the paragraph before it."""
    s, last = place.scan, place.cue.first
    if last - 1 >= place.low and last - 1 in s.closes and is_speech(s, s.closes[last - 1], last, place.low):
        return Range(max(place.low, s.closes[last - 1]), last)
    if place.low == last and place.previous is not None:
        return place.previous
    return None


def _speaker(place: Place) -> Range | None:
    """Return the subject of the sentence's last group of verbs before a cue that announces a paragraph."""
    return _last_subject(place) if place.following else None


def _last_subject(place: Place) -> Range | None:
    s = place.scan
    for at in range(place.cue.first - 1, place.low, -1):
        if at in s.closes or s.lower[at] == ",":
            continue
        if s.flags[at] & lx.VERB and is_verb(s, at, place.low):
            group = clauses.group(s, at, place.low)
            found = subjects.subject(s, group.first, place.low)
            if found.first < found.last and not group.passive and not group.infinitive:
                return found
    return None


def _opener(place: Place) -> Range | None:
    """Return who the words before a colon name last: a name right before it, or the subject of the last verb."""
    s, last = place.scan, place.cue.first
    if place.following:
        return None
    named = subjects.noun_before(s, last, place.low)
    parted = named.first > place.low and s.lower[named.first - 1] in DASHES | {"from"}
    if parted and all(s.flags[k] & lx.NAME for k in range(*named)) and named.first < named.last:
        return named
    found = _last_subject(place)
    return found if found is not None and _speaks(s, found) else None


def _speaks(s: Scan, found: Range) -> bool:
    """Whether a phrase is a person's or a group's: a name, "he" or "they"."""
    if found.first >= found.last or s.lower[found.first] in {"it", "there", "this", "that", "what", "you", "i"}:
        return False
    return any(s.flags[k] & (lx.NAME | lx.PERSON) for k in range(*found))


LEFT: Mapping[tuple[str, ...], Callable[[Place], LeftResult | None]] = MappingProxyType(
    {
        (): _nothing,
        ("content",): _content,
        ("report",): _report,
        ("topic",): _topic,
        ("first",): _first,
        ("document",): _document,
        ("asked",): _asked,
        ("quotation",): _quotation,
        ("quotation", "source"): _quotation_source,
        ("part",): _part,
        ("patient",): _patient,
        ("addressed",): _addressed,
        ("source",): _source,
        ("source", "be"): _source_be,
        ("as", "source"): _as_source,
        ("content", "source"): _content_source,
        ("content", "source", "be"): _content_source_be,
        ("part", "source"): _part_source,
        ("possessor",): lambda place: _speaker_only(_possessor(place)),
        ("light",): lambda place: _speaker_only(_giver(place)),
        ("label",): lambda place: _speaker_only(_label(place)),
        ("opener",): lambda place: _speaker_only(_opener(place)),
        ("speaker",): lambda place: _speaker_only(_speaker(place)),
        ("speech",): lambda place: _content_only(_speech_before(place)),
    }
)
