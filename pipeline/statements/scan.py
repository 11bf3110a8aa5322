"""One text as the grammar sees it: tokens with their word classes, and quotations that can be leapt over."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.statements import lexicon as lx
from pipeline.statements.analysis import Analysis
from pipeline.statements.lexicon import Lexicon
from pipeline.statements.tokens import Token
from pipeline.statements.unchanged import mark_past

_NOUNISH_BEFORE = lx.DET | lx.POSSESSIVE | lx.ADJ | lx.PREP
_LIMITERS = frozenset(("about", "around", "over", "under", "at", "up", "more", "fewer", "less", "nearly", "almost"))
_CHANGERS = _LIMITERS | {"no", "neither"}
_PAIRED = frozenset(("at", "up", "more", "fewer", "less"))
_NUMBERS = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "dozens", "hundreds"),
        *("thousands", "millions", "two-thirds", "three-quarters", "twenty", "thirty", "forty", "fifty"),
    )
)
_IN_TITLES = lx.VERB | lx.PREP | lx.DET | lx.PERSON | lx.AUX | lx.MODAL | lx.CONJ | lx.ADV | lx.SUBORD | lx.POSSESSIVE
_TITLE = (5, 30)
_NO_ADVERB = lx.NAME | lx.VERB | lx.ADJ | lx.ROLE | lx.CHANNEL | lx.TIME
_OF_ADJECTIVES = ("ate", "al", "ous", "ive", "ful", "less", "ic", "able", "ible", "ed", "ary", "ory", "ish", "erse")
_LONG = 4
_KNOWN = 100_000
_PASSES_LEFT_OF_VERB = lx.PERSON | lx.AUX | lx.MODAL


@dataclass(frozen=True, slots=True)
class Scan:
    """Parallel to the tokens: lower-case words and class bits. `opens` and `closes` are the edges of quotations.

    `opens` maps the first token of a quotation to one past its last, `closes` maps its last token to its first;
    only the outermost quotations of the layer that is being read are in them.
    """

    tokens: tuple[Token, ...]
    lower: list[str]
    flags: list[int]
    opens: dict[int, int]
    closes: dict[int, int]
    lexicon: Lexicon
    starts: list[int]


def scan(analysis: Analysis, lexicon: Lexicon) -> Scan:
    """Classify every token of `analysis`; the outermost quotations are the edges."""
    known = lexicon.known
    if len(known) > _KNOWN:
        known.clear()
    flags = [known[token.text] for token in analysis.tokens]
    lower = [token.lower for token in analysis.tokens]
    for at in [k for k, word in enumerate(lower) if word in _CHANGERS]:
        if at + 1 < len(lower):
            _name_number(lower, flags, at)
            _mark_negation(lower, flags, at)
    _unname_titles(analysis, flags)
    _unname_openers(analysis, flags)
    mark_past(lower, flags)
    opens = {quote.first: quote.last for quote in analysis.quotes if quote.level == 0}
    closes = {quote.last - 1: quote.first for quote in analysis.quotes if quote.level == 0}
    return Scan(analysis.tokens, lower, flags, opens, closes, lexicon, sorted(opens))


def _name_number(lower: list[str], flags: list[int], at: int) -> None:
    """What stands before a number and limits it opens a noun phrase: "about 40", "at least 40", "more than half"."""
    pair = lower[at + 1] in {"least", "most", "than", "to"}
    if lower[at] not in _LIMITERS or (not pair and lower[at] in _PAIRED):
        return
    end = at + 2 if pair else at + 1
    if end < len(lower) and (lower[end][0].isdigit() or lower[end] in _NUMBERS):
        for k in range(at, end):
            flags[k] = lx.WORD | lx.DET


def _unname_titles(analysis: Analysis, flags: list[int]) -> None:
    """In a line set in title case a capital names nothing: a verb of the lexicon is a verb ("Acme Says It Won")."""
    for paragraph in analysis.paragraphs:
        if not _TITLE[0] <= paragraph.last - paragraph.first <= _TITLE[1]:
            continue
        span = range(paragraph.first, paragraph.last)
        if any(flags[k] & (lx.WORD | lx.NAME) == lx.WORD and len(analysis.tokens[k].text) > _LONG for k in span):
            continue
        words = [k for k in span if flags[k] & lx.WORD]
        if len(words) < _TITLE[0]:
            continue
        for k in words:
            if flags[k] & _IN_TITLES and not flags[k] & (lx.TITLE | lx.ROLE):
                flags[k] &= ~lx.NAME


def whole(s: Scan, low: int, high: int) -> tuple[int, int]:
    """Widen a window so that it cuts no quotation in two."""
    before, at_end = bisect_right(s.starts, low) - 1, bisect_right(s.starts, high - 1) - 1
    if before >= 0 and s.opens[s.starts[before]] > low:
        low = s.starts[before]
    if at_end >= 0 and s.opens[s.starts[at_end]] > high:
        high = s.opens[s.starts[at_end]]
    return low, high


def _unname_openers(analysis: Analysis, flags: list[int]) -> None:
    """A known word that opens a sentence is no name for its capital."""
    known = lx.DET | lx.PERSON | lx.PREP | lx.SUBORD | lx.CONJ | lx.ADV | lx.POSSESSIVE | lx.ADJ | lx.WH | lx.AUX
    for sentence in analysis.sentences:
        at = sentence.first
        while at < sentence.last and not flags[at] & lx.WORD:
            at += 1
        if at < sentence.last and flags[at] & known:
            flags[at] &= ~lx.NAME


def _mark_negation(lower: list[str], flags: list[int], at: int) -> None:
    """Class "no longer", and "neither" before a verb, as adverbs: they stand between a subject and its verb."""
    if lower[at] == "no" and lower[at + 1] == "longer":
        flags[at] = flags[at + 1] = lx.WORD | lx.ADV
    elif lower[at] == "neither" and flags[at + 1] & lx.VERB and not flags[at + 1] & lx.NAME:
        flags[at] = lx.WORD | lx.ADV


def is_possessive(s: Scan, at: int) -> bool:
    """Whether token `at` is a possessive ending or the bare apostrophe of a plural."""
    word = s.lower[at]
    if word in {"'s", "’s"}:
        return not (
            at + 1 < len(s.lower) and s.flags[at + 1] & (lx.DET | lx.AUX | lx.PREP | lx.ADV) and _s_is_verb(s, at)
        )
    return word in {"'", "’"} and at > 0 and s.lower[at - 1].endswith("s") and at not in s.opens and at not in s.closes


def _s_is_verb(s: Scan, at: int) -> bool:
    """Whether 's after a pronoun is a form of be or have."""
    return at > 0 and bool(s.flags[at - 1] & lx.PERSON)


def is_verb(s: Scan, at: int, low: int) -> bool:  # noqa: PLR0911  one line per case
    """Whether the word at `at`, which has a verb's form, is a finite verb here rather than a noun or participle."""
    bits = s.flags[at]
    if not bits & lx.VERB or s.lower[at].endswith("ing") or _is_other(s, at):
        return False
    before = at - 1
    while before >= low and s.flags[before] & (lx.ADV | lx.WORD) and _adverb(s, before):
        before -= 1
    if before < low:
        return False
    left = s.flags[before]
    if left & _PASSES_LEFT_OF_VERB or s.lower[before] == "to":
        return True
    if left & _NOUNISH_BEFORE or is_possessive(s, before):
        return False
    if not left & lx.WORD:
        if bits & lx.NAME:
            return False
        return bool(bits & lx.PAST) or (s.lower[at].endswith("s") and s.lower[before] in {",", ")"})
    if bits & lx.NAME and before == at - 1:
        return False
    single = not s.lower[before].endswith("s")
    if bits & lx.BASE and single and left & lx.NAME and before > low and s.flags[before - 1] & lx.DET:
        return False
    return _agrees(s, before, at)


def _is_other(s: Scan, at: int) -> bool:
    """Whether the word is "close" in "close to", or people in the plural before their verb: "rights advocates said"."""
    following = at + 1
    if following >= len(s.flags) or not s.flags[at] & (lx.ROLE | lx.BASE):
        return False
    if s.lower[at] == "close":
        return s.lower[following] == "to"
    if not s.flags[at] & lx.ROLE or not s.lower[at].endswith("s"):
        return False
    while following + 1 < len(s.flags) and _adverb(s, following):
        following += 1
    bits = s.flags[following]
    return bool(bits & (lx.AUX | lx.MODAL) or (bits & lx.SPEECH and bits & (lx.PAST | lx.BASE) and bits & lx.VERB))


def _agrees(s: Scan, noun: int, at: int) -> bool:
    """Whether verb form and noun agree in number, or the form is past."""
    bits = s.flags[at]
    if bits & lx.PAST:
        following = s.flags[at + 1] if at + 1 < len(s.flags) else 0
        return bool(bits & lx.CLEAR) or not following & lx.PREP
    word = s.lower[noun]
    if bits & lx.AMBIGUOUS and word.endswith(_OF_ADJECTIVES) and not s.flags[noun] & (lx.NAME | lx.ROLE | lx.PERSON):
        return False
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and not s.flags[noun] & lx.TITLE
    if bits & lx.BASE:
        left = s.flags[noun]
        joined = left & lx.NAME and any(s.flags[k] & lx.CONJ for k in range(max(0, noun - 3), noun))
        many = plural or left & (lx.RELATIVE | lx.CONJ) != 0 or bool(joined)
        return many or not (bits & (lx.AMBIGUOUS | lx.ROLE) or s.flags[noun] & lx.NAME)
    return not plural or bool(s.flags[noun] & lx.NAME)


def _adverb(s: Scan, at: int) -> bool:
    return bool(s.flags[at] & lx.ADV) or (s.lower[at].endswith("ly") and not s.flags[at] & _NO_ADVERB)


def is_adverb(s: Scan, at: int) -> bool:
    """Whether the word may stand between a subject and its verb."""
    return _adverb(s, at)


def loose_adverb(s: Scan, at: int) -> bool:
    """Whether an adverb stands apart from the verbs behind it, and not within quotation marks with them."""
    inside = at - 1 in s.opens and s.flags[at - 2] & lx.WORD
    return is_adverb(s, at) and not inside and not s.flags[at - 1] & lx.WORD


def quoted_from(s: Scan, at: int, low: int) -> int:
    """Return 1 where a quotation opens between a modal or "to" and the verb at `at`: 'would "vigorously defend" it'."""
    return int(at - 1 in s.opens and at - 1 > low and bool(s.flags[at - 2] & lx.MODAL or s.lower[at - 2] == "to"))
