"""Who speaks at a verb: its subject, the antecedent of a relative, or the speaker before where verbs are joined."""

from __future__ import annotations

from pipeline.statements import clauses, subjects
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.phrases import before as phrase_before
from pipeline.statements.scan import Scan, is_adverb, is_verb

_BEFORE_NOUN = lx.PREP | lx.VERB | lx.AUX
_REACH = 6
_RELATIVE = 20


def opener(s: Scan, group: clauses.Group, low: int, high: int) -> Range:
    """Return who speaks where a participle opens the sentence: the subject of the clause behind it."""
    if not group.gerund or group.first > low + 1 or (group.first > low and s.flags[low] & lx.WORD):
        return NO_RANGE
    found = subjects.behind_opening(s, group.main + 1, high)
    return found if found.first < found.last else NO_RANGE


def speaker(s: Scan, group: clauses.Group, low: int, said: Range | None) -> Range:  # noqa: PLR0911  one line per case
    """Return who speaks: the subject, the antecedent of a relative, or the speaker before where verbs are joined."""
    before = group.first - 1
    if before < low:
        return NO_RANGE
    if before in s.opens and before > low and s.flags[before - 1] & lx.WORD and not group.gerund:
        quoted = subjects.subject(s, before, low)  # 'Acme "flatly refused" it'
        opens = quoted.first == low and (low == 0 or not s.flags[low - 1] & lx.WORD)
        return quoted if opens else NO_RANGE
    if s.lower[before] in {"which", "that"} or s.lower[before].startswith("who"):
        return _antecedent(s, before, low)
    if s.flags[before] & (lx.SUBORD | lx.RELATIVE) and not group.gerund:
        return NO_RANGE
    plain = s.flags[group.main] & lx.BASE and not s.flags[group.main] & (lx.AUX | lx.MODAL)
    if s.flags[before] & lx.CONJ and plain and group.bare and said is None:
        return NO_RANGE
    if group.infinitive:
        return _inherited(s, before, low, said)
    loose = not s.flags[before] & lx.WORD or (s.flags[before] & (lx.PREP | lx.SUBORD) and s.lower[before] != "with")
    joined = s.flags[before] & lx.CONJ or (group.gerund and loose)
    if joined or (s.lower[before] == "," and before > low and s.flags[before - 1] & lx.CONJ):
        return _inherited(s, before, low, said)
    subject = subjects.subject(s, group.first, low)
    if group.gerund and (_is_written(s, subject, low) or any(_may_be_past(s, k, low) for k in range(*subject))):
        return _inherited(s, group.first, low, said)
    nobody = subject.last - subject.first == 1 and s.lower[subject.first] == "there"
    if nobody or _is_object(s, subject, group, low) or _is_attribute(s, subject, group):
        return NO_RANGE
    return _inherited(s, before, low, said) if subject.first >= subject.last and group.gerund else subject


def _antecedent(s: Scan, relative: int, low: int) -> Range:
    """Return what a relative pronoun stands for, or "who" itself where that cannot be told."""
    end = relative - 1 if relative > low and s.lower[relative - 1] == "," else relative
    found = subjects.noun_before(s, end, low)
    if found.first >= found.last:
        found = _noun_behind_preposition(s, end, low)
    one = _one_of(s, found, low)
    if one.first < one.last:
        return one
    lone = found.first >= found.last and s.lower[relative].startswith("who")
    return Range(relative, relative + 1) if lone else found


def _one_of(s: Scan, found: Range, low: int) -> Range:
    """Return who belongs to them: "Acme" for what "Acme is among the firms that" or "Acme is one of three that" do."""
    k = found.first
    many = found.first < found.last and s.lower[found.last - 1].endswith("s")
    part = next((at for at in range(k, found.last) if s.lower[at] in {"one", "among"}), -1)
    if part < 0 and k > low and s.lower[k - 1] in {"among", "amongst"}:
        part = k - 1
    if part < 0 and k - 1 > low and s.lower[k - 1] == "of" and s.lower[k - 2] in {"one", "part", "two", "three"}:
        part = k - 2
    be = part - 1
    if not many or be <= low or s.lower[be] not in {"is", "are", "was", "were"}:
        return NO_RANGE
    return subjects.subject(s, be, low)


def _noun_behind_preposition(s: Scan, end: int, low: int) -> Range:
    """Return what stands between the last preposition or verb and `end`: "enough of [the delegates] who say"."""
    at = end
    while at > low and end - at < _REACH and s.flags[at - 1] & lx.WORD and not s.flags[at - 1] & _BEFORE_NOUN:
        at -= 1
    return Range(at, end) if at < end and at > low and s.flags[at - 1] & _BEFORE_NOUN else NO_RANGE


def _is_written(s: Scan, subject: Range, low: int) -> bool:
    """Whether somebody issued the phrase or spoke in it: "released [a statement] saying", "in [a post] calling"."""
    before = subject.first - 1
    if before < low or subject.first >= subject.last:
        return False
    head = next((k for k in range(subject.first + 1, subject.last) if s.lower[k] == "to"), subject.last) - 1
    if not s.flags[head] & lx.CHANNEL:
        return False
    issued = s.flags[before] & lx.VERB and is_verb(s, before, low)
    return bool(issued) or s.lower[before] in {"in", "on", "with"}


def _is_attribute(s: Scan, subject: Range, group: clauses.Group) -> bool:
    """Whether one plain word before a form that may be a plural noun is its adjective: "obvious reasons"."""
    if not group.bare or subject.last - subject.first != 1 or not s.flags[group.main] & lx.AMBIGUOUS:
        return False
    word = s.flags[subject.first]
    plural = s.lower[subject.first].endswith("s")
    return bool(word & lx.WH) or not (word & (lx.NAME | lx.PERSON | lx.ROLE | lx.DET | lx.CHANNEL) or plural)


def _is_object(s: Scan, subject: Range, group: clauses.Group, low: int) -> bool:
    """Whether the phrase is the object of another verb, and the cue a participle: "shared a list called …"."""
    before = subject.first - 1
    participle = group.gerund or (group.bare and s.flags[group.main] & lx.PAST and not s.flags[group.main] & lx.CLEAR)
    if before < low or subject.first >= subject.last or not participle:
        return False
    bits = s.flags[before]
    if bits & lx.PREP:
        return not bits & lx.SUBORD and not (group.gerund and s.lower[before] in {"with", "of"})
    return bool(bits & lx.VERB) and not bits & lx.CUE and is_verb(s, before, low)


def inherited(s: Scan, at: int, low: int) -> Range:
    """Return the subject of the first verb of the clause in which `at` stands."""
    return _inherited(s, at, low, None)


def _inherited(s: Scan, before: int, low: int, said: Range | None) -> Range:
    """Return the speaker before in the same sentence, or the subject of its first verb."""
    if s.flags[before] & lx.CONJ:
        joined = _of_verb_before(s, before, low)
        if joined.first < joined.last and (said is None or joined.first >= said.last):
            return joined
        relative = _open_relative(s, before, low)
        if relative >= low:
            comma = relative - 1
            return phrase_before(s, comma, low) if comma > low and s.lower[comma] == "," else NO_RANGE
    if said is not None:
        return said
    for at in range(_main_clause(s, low, before), before):
        bits = s.flags[at]
        if bits & (lx.AUX | lx.MODAL) and bits & lx.PERSON:
            return Range(at, at + 1)
        if bits & (lx.AUX | lx.MODAL) or is_verb(s, at, low) or _may_be_past(s, at, low):
            group = clauses.group(s, at, low)
            subject = subjects.subject(s, group.first, low)
            if subject.first < subject.last and s.lower[subject.first] != "there":
                return subject
    opens = subjects.noun_before(s, before, low) if s.lower[before] == "," and before > low else NO_RANGE
    return opens if opens.first == low < opens.last else NO_RANGE  # "Acme, refusing to pay, has left"


def _open_relative(s: Scan, conjunction: int, low: int) -> int:
    """Return the "which" or "who" whose clause is still open where a conjunction stands, -1 for none.

    "It sued Bolt, which lists the program and offers to remove it": Bolt offers.
    """
    for k in range(conjunction - 1, max(low, conjunction - _RELATIVE), -1):
        if s.lower[k] == "," or k in s.closes or k in s.opens:
            return -1
        if s.lower[k] in {"which", "who"} and not s.flags[k + 1] & (lx.PERSON | lx.DET | lx.NAME | lx.POSSESSIVE):
            return k if not s.flags[k - 1] & lx.PREP else -1
    return -1


def _of_verb_before(s: Scan, conjunction: int, low: int) -> Range:
    """Return the subject of the plain verb that a conjunction joins with another: "[she] laughed and said"."""
    at = conjunction - 1
    if at <= low or not s.flags[at] & (lx.PAST | lx.WORD) or not s.lower[at].endswith("ed"):
        return NO_RANGE
    plain = bool(s.flags[at - 1] & (lx.PERSON | lx.NAME)) or is_adverb(s, at - 1)
    return subjects.subject(s, at, low) if plain else NO_RANGE


def _main_clause(s: Scan, low: int, before: int) -> int:
    """Return where the main clause begins: behind the comma of an opening "When …," or "Asked …,"."""
    bits = s.flags[low]
    subordinate = bits & lx.SUBORD or (bits & lx.PAST and not s.flags[low] & lx.CLEAR) or s.lower[low].endswith("ing")
    if not subordinate:
        return low
    at = low
    while at < before:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        if s.lower[at] == ",":
            return at + 1
        at += 1
    return low


def _may_be_past(s: Scan, at: int, low: int) -> bool:
    """Whether a past form right behind a noun, a name or a pronoun is the verb of its clause: "Roe appeared with"."""
    if at == low or not s.flags[at] & lx.WORD or s.flags[at] & lx.NAME:
        return False
    before = at - 1
    while before > low and is_adverb(s, before):
        before -= 1
    past = s.flags[at] & lx.PAST or (s.flags[at] == lx.WORD and s.lower[at].endswith("ed"))
    return bool(past) and bool(s.flags[before] & (lx.NAME | lx.PERSON | lx.ROLE)) and not s.flags[before] & lx.PREP
