"""Who acts at a group of verbs: the phrase before it, across appositions, brackets and relative clauses."""

from __future__ import annotations

from pipeline.statements import lexicon as lx
from pipeline.statements import phrases
from pipeline.statements.phrases import DASHES, REACH, Range
from pipeline.statements.scan import Scan, is_adverb, is_possessive, is_verb

_STARTS = lx.NAME | lx.PERSON | lx.DET | lx.POSSESSIVE | lx.TITLE | lx.ROLE
_COMMAS = 4


def subject(s: Scan, verb: int, low: int) -> Range:
    """Return the subject of the group of verbs that begins at `verb`, across commas where an apposition parts them."""
    while verb - 1 > low and is_adverb(s, verb - 1) and not s.flags[verb - 1] & (lx.DET | lx.PERSON):
        verb -= 1
    found = phrases.before(s, verb, low)
    if verb > low and s.flags[verb - 1] & lx.WORD and (found.first >= found.last or _opens_clause(s, found, low)):
        head = _head_of_relative(s, verb, low)
        if head.first < head.last:
            return head
    if found.first < found.last:
        return _leftward(s, found, low)
    if verb - 1 < low:
        return found
    if verb - 1 in s.closes and s.lower[verb - 2] == ",":
        return _across(s, verb - 1, low, ",")
    if s.lower[verb - 1] == "," and s.lower[verb - 2] == ")":
        bracketed = phrases.before(s, verb - 1, low)
        return _leftward(s, bracketed, low) if bracketed.first < bracketed.last else bracketed
    return _across(s, verb - 1, low, s.lower[verb - 1]) if s.lower[verb - 1] in {",", ")"} | DASHES else found


def behind_opening(s: Scan, at: int, high: int) -> Range:
    """Return the subject of the main clause behind an opening one that reaches to a comma: "Calling it late, Roe left".

    It begins right behind a comma, and its verb follows it. Empty where there is none.
    """
    commas = 0
    while at < high and commas < _COMMAS:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            parts = s.lower[at - 2] == ","
        else:
            parts = s.lower[at] == ","
            at += 1
        if not parts or at >= high:
            continue
        commas += 1
        if s.flags[at] & _STARTS and not s.flags[at] & (lx.RELATIVE | lx.PREP):
            found = phrases.after(s, at, high)
            verb = found.last
            while verb < high and is_adverb(s, verb):
                verb += 1
            helps = verb < high and s.flags[verb] & (lx.AUX | lx.MODAL | lx.PAST)
            if found.first < found.last < high and (helps or is_verb(s, verb, found.first)):
                return found
    return Range(high, high)


def _head_of_relative(s: Scan, verb: int, low: int) -> Range:
    """Return "officials" for the verb after "officials who spoke with Acme"."""
    for at in range(verb - 2, max(low, verb - 14), -1):
        if not s.flags[at] & lx.WORD and not is_possessive(s, at) and at not in s.closes:
            break
        if (
            s.lower[at] in {"who", "which", "that", "whose"}
            and s.flags[at - 1] & lx.WORD
            and not s.flags[at - 1] & lx.VERB
        ):
            found = phrases.before(s, at, low)
            bare = found.last - found.first == 1 and s.lower[found.first] in {"those", "anyone", "everyone", "people"}
            return Range(found.first, verb) if bare else found
    return Range(verb, verb)


def noun_before(s: Scan, end: int, low: int) -> Range:
    """Return the noun phrase that ends at `end`, with the name that a role is apposed to."""
    found = phrases.before(s, end, low)
    return _leftward(s, found, low) if found.first < found.last else found


def _across(s: Scan, comma: int, low: int, mark: str) -> Range:
    """Find the noun phrase before the parenthesis that ends with the comma or the quotation at `comma`."""
    closing = comma + 1 if comma in s.closes else comma
    for _ in range(4):
        opening = _mark_before(s, closing, low, mark)
        if opening < 0:
            return Range(comma, comma)
        found = phrases.before(s, opening, low)
        if found.first < found.last and not _opens_clause(s, found, low):
            found = _leftward(s, found, low)
            relative = s.flags[opening + 1] & (lx.RELATIVE | lx.PREP | lx.ADV | lx.SUBORD)
            words = range(opening + 1, comma)
            plain = not relative and not any(s.flags[k] & (lx.AUX | lx.MODAL) or k in s.opens for k in words)
            named = any(s.flags[k] & (lx.ROLE | lx.TITLE | lx.NAME) for k in words)
            return Range(found.first, comma) if plain and named else found
        headed = _head_of_relative(s, closing + 1, opening)
        if headed.first < headed.last:
            return headed
        closing = opening
    return Range(comma, comma)


def _opens_clause(s: Scan, found: Range, low: int) -> bool:
    """Whether the phrase is the object of an opening clause rather than a subject ("If it beats Acme, …")."""
    before = found.first - 1
    if before >= low and s.lower[before] == "as" and (before == low or not s.flags[before - 1] & lx.WORD):
        return False  # "As Roe, a lawyer, put it"
    return found.first > low and bool(s.flags[found.first - 1] & (lx.AUX | lx.MODAL | lx.VERB | lx.PREP))


def _mark_before(s: Scan, end: int, low: int, mark: str) -> int:
    at = end - 1
    floor = max(low, end - REACH)
    while at >= floor:
        if at in s.closes:
            at = s.closes[at] - 1
            continue
        if s.lower[at] == mark or (mark == ")" and s.lower[at] == "("):
            return at
        if s.lower[at] in {";", ":"}:
            return -1
        at -= 1
    return -1


def _leftward(s: Scan, found: Range, low: int) -> Range:
    """Take in what a role or an age is apposed to: "Roe, 45, a spokesperson for Acme" when only the last was found."""
    first = found.first
    for _ in range(3):
        role = s.flags[first] & (lx.DET | lx.ROLE) or s.lower[first].isdigit() or _titled(s, first, found.last)
        if not role or first - 1 <= low or s.lower[first - 1] != ",":
            break
        previous = phrases.before(s, first - 1, low)
        starts = previous.first <= low or not s.flags[previous.first - 1] & lx.WORD
        named = any(s.flags[k] & lx.NAME for k in range(previous.first, previous.last))
        if previous.first == previous.last or not named or not starts or s.flags[previous.first] & (lx.PREP | lx.CUE):
            break
        if not any(s.flags[k] & (lx.ROLE | lx.TITLE) or s.lower[k].isdigit() for k in range(first, found.last)):
            break
        first = previous.first
    return Range(first, found.last)


def _titled(s: Scan, first: int, last: int) -> bool:
    """Whether the words up to the next comma are a title that opens without an article: "senior vice president"."""
    at = first
    while at < last and s.flags[at] & lx.WORD and not s.flags[at] & (lx.NAME | lx.PREP | lx.VERB | lx.PERSON):
        at += 1
    return at > first and at < last and s.lower[at] == "," and bool(s.flags[at - 1] & lx.ROLE)
