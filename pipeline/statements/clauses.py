"""Groups of verbs, and where an attributed clause begins and ends."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.statements import lexicon as lx
from pipeline.statements.finite import clause_begins, finite_within
from pipeline.statements.phrases import DASHES, after
from pipeline.statements.scan import Scan, is_adverb, is_possessive, is_verb, loose_adverb, quoted_from

_TURNS = frozenset(
    ("but", "though", "although", "while", "whereas", "according", "even", "as", "yet", "despite", "when")
)
_BE = frozenset(("is", "are", "am", "was", "were", "be", "been", "being", "get", "gets", "got", "'s", "’s"))
_GET_BE = _BE | {"i'm", "we're", "they're", "you're", "i’m", "we’re", "they’re", "you’re"}
_PRONOUNS = frozenset(
    ("that", "both", "all", "neither", "many", "some", "few", "others", "most", "one", "another", "each", "none")
) | {"either"}
_KEEPS_SILENT = frozenset(("declined", "declines", "refused", "refuses", "failed", "withheld"))
_GIVES = frozenset(("gave", "gives", "offered", "offers", "provided", "provides", "made", "makes"))
_OF_NOUNS = frozenset(
    ("details", "reports", "claims", "notes", "comments", "accounts", "estimates", "states", "records")
)
_NEAR = 4
_ONE_WORD = 3
_PHRASE = 14
_CLAUSE = 40

# Adverbs of two words, which part a helper from its verb: "has so far kept".
_PAIRS = frozenset(
    (
        *(
            ("so", "far"),
            ("thus", "far"),
            ("as", "yet"),
            ("at", "first"),
            ("at", "last"),
            ("at", "least"),
            ("of", "course"),
        ),
        *(("in", "fact"), ("in", "effect"), ("in", "turn"), ("once", "more"), ("in", "part"), ("to", "date")),
    )
)


class Group(NamedTuple):
    """A group of verbs: its first token, and how it stands.

    `passive`: a form of be before a past participle. `gerund`: a form in -ing without be. `infinitive`: "to" before
    the verb and no verb that leaves the saying real. `noun`: the word is a noun here, and there is no group. `main`
    is the index of the verb itself, `bare` says that no helper stands before it.
    """

    first: int
    passive: bool
    gerund: bool
    infinitive: bool
    noun: bool
    negated: bool
    main: int
    bare: bool


def group(s: Scan, at: int, low: int) -> Group:
    """Read the group of verbs whose main word is at `at`."""
    first = at
    negated = False
    infinitive = False
    while first > low:
        t = first - 1 - quoted_from(s, first, low)
        word, bits = s.lower[t], s.flags[t]
        if word == "to" and not infinitive and t > low:
            far = t - 2 if s.lower[t - 1] == "on" and t - 2 > low else t - 1
            raised = bool(s.flags[far] & lx.RAISING)
            first = far if raised else t
            infinitive = not raised
            if infinitive:
                break
            continue
        if first == at and bits & lx.RAISING and s.lower[at].endswith("ing") and not bits & (lx.ADJ | lx.AUX):
            first = t
            continue
        if t > low and (s.lower[t - 1], word) in _PAIRS:
            first = t - 1
            continue
        helper = bits & (lx.AUX | lx.MODAL) or (word in {"'s", "’s"} and _s_is_helper(s, t, at))
        shared = word == "each" and t > low and s.flags[t - 1] & (lx.AUX | lx.MODAL)  # "have each filed"
        if not helper and not shared and (not is_adverb(s, t) or bits & lx.NAME or t in s.closes):
            break
        if bits & lx.ADJ and t > low and s.flags[t - 1] & (lx.DET | lx.POSSESSIVE):
            break
        negated = negated or word == "not" or word.endswith(("n't", "n’t")) or word == "never"
        if helper and bits & lx.PERSON:
            first = t + 1 if bits & lx.PERSON else t
            return _named(s, at, first, low, infinitive=False, negated=negated, contracted=True)
        first = t
    while low < first < at and loose_adverb(s, first):
        first += 1
    return _named(s, at, first, low, infinitive=infinitive, negated=negated, contracted=False)


def _named(s: Scan, at: int, first: int, low: int, *, infinitive: bool, negated: bool, contracted: bool) -> Group:
    helpers = {s.lower[k] for k in range(first - 1 if contracted else first, at)}
    ing = s.lower[at].endswith("ing")
    base_or_past = bool(s.flags[at] & lx.PAST)
    passive = (
        base_or_past and bool(helpers & _GET_BE) and not helpers & {"having"} and _last_helper(s, first, at) in _BE
    )
    if passive and s.lower[at - 1] in {"'s", "’s"} and s.flags[at] & lx.SPEECH:  # "he's said" is "he has said"
        passive = at + 1 < len(s.lower) and s.lower[at + 1] in {"by", "to"}
    gerund = ing and bool(s.flags[at] & lx.VERB) and not helpers & _GET_BE
    alone = first == at and not contracted and not infinitive
    counted = at > low and s.lower[at - 1][0].isdigit() and not s.flags[at] & lx.PAST and not ing
    noun = alone and (counted or (ing and bool(s.flags[at] & lx.PREP)) or _is_noun(s, at, low, ing=ing))
    bare = not contracted and not any(s.flags[k] & (lx.AUX | lx.MODAL) for k in range(first, at))
    return Group(first, passive, gerund, infinitive, noun, negated, at, bare)


def _last_helper(s: Scan, first: int, at: int) -> str:
    for k in range(at - 1, first - 1, -1):
        if s.flags[k] & (lx.AUX | lx.MODAL) or s.lower[k] in {"'s", "’s"}:
            return s.lower[k]
    return ""


def _s_is_helper(s: Scan, t: int, at: int) -> bool:
    """Whether 's before a verb is "is" or "has" ("she's saying")."""
    return (t > 0 and bool(s.flags[t - 1] & lx.PERSON)) or (s.lower[at].endswith("ing") and not is_possessive(s, t))


def _is_noun(s: Scan, at: int, low: int, *, ing: bool) -> bool:  # noqa: C901, PLR0911  one line per case
    """Whether a word with a verb's form, without helpers, is a noun or an attribute here."""
    if at > low and s.flags[at] & lx.NAME and at + 1 < len(s.flags) and s.flags[at + 1] & lx.NAME and not ing:
        return s.flags[at - 1] & lx.NAME == 0 or not s.flags[at] & lx.PAST
    if at == low:
        return not ing and not s.flags[at] & lx.PAST
    left = s.flags[at - 1]
    taken = s.flags[at + 1] if at + 1 < len(s.flags) else 0
    if (
        taken & lx.OBJECT
        and not taken & lx.POSSESSIVE
        and not s.flags[at] & lx.AMBIGUOUS
        and left & (lx.NAME | lx.ROLE)
    ):
        return False  # "Roe put it"
    if s.lower[at] in _OF_NOUNS and s.lower[at + 1 : at + 2] == ["of"] and not left & (lx.PERSON | lx.NAME | lx.ROLE):
        return True  # "images and details of the phone"
    if s.lower[at] == "read" and (at + 1 in s.opens or (left & lx.CHANNEL and not left & lx.NAME)):
        return False  # "one message read"
    if s.flags[at] & lx.CLEAR:
        return s.lower[at - 1] == "the"
    if ing:
        return bool(left & (lx.DET | lx.POSSESSIVE)) or is_possessive(s, at - 1)
    if left & (lx.PERSON | lx.CONJ | lx.RELATIVE) or not left & lx.WORD:
        return False
    if _verb_follows(s, at):
        return True
    third = s.lower[at].endswith("s") and not s.flags[at] & lx.BASE
    alone = (at - 2 < low or not s.flags[at - 2] & lx.DET) and not (third and s.flags[at] & lx.AMBIGUOUS)
    if alone and s.lower[at - 1] in _PRONOUNS:
        return False
    attribute = left & (lx.DET | lx.POSSESSIVE) or (left & lx.ADJ and not left & lx.ROLE)
    if attribute or (left & lx.PREP and s.lower[at - 1] != "to"):
        return True
    return is_possessive(s, at - 1) or not (is_verb(s, at, low) or bool(s.flags[at] & lx.PAST))


def _verb_follows(s: Scan, at: int) -> bool:
    """Whether a finite verb follows a base or -s form at once, so that the form is a noun: "the report says"."""
    if s.flags[at] & lx.PAST or at + 1 >= len(s.flags) or not s.flags[at] & (lx.AMBIGUOUS | lx.NAME | lx.ROLE):
        return False
    following = s.flags[at + 1]
    if following & (lx.AUX | lx.MODAL) and not following & lx.PERSON:
        return True
    third = s.lower[at + 1].endswith("s") and not following & lx.BASE
    return bool(following & lx.VERB) and not following & lx.NAME and (third or bool(following & lx.PAST))


def content_end(s: Scan, first: int, high: int, *, clause: bool = False) -> int:
    """Return where what begins at `first` ends: before a turn of speech, at a semicolon, or at `high`.

    With `clause`, it has a verb of its own: no comma before that verb ends it ("that the plant, though old, was safe").
    """
    at = first
    while at < high:
        if at in s.opens:
            end = max(at + 1, s.opens[at])
            if at > first and s.lower[at - 1] == ":" and end < high and _cue_after_phrase(s, end, high):
                at -= 1
                break
            if end < high and _quote_stops(s, at, end, first, high):
                return end
            at = end
            continue
        bits = s.flags[at]
        word = s.lower[at]
        if word == ";":
            break
        turning = (
            word == ","
            and at > first
            and s.lower[at - 1] != "that"
            and (turns(s, at + 1, high) or _resumes(s, at + 1, high))
        )
        if turning and not (clause and _inserted(s, first, at, high)):
            break
        joins = bits & lx.CONJ and at > first and not (word == "yet" and s.flags[at - 1] & (lx.AUX | lx.MODAL))
        if joins and coordinates(s, at, high):
            break
        if word in DASHES and at > first and _dash_turns(s, at + 1, high):
            closing = _dash_after(s, at + 1, high) if clause else -1
            if closing < 0:
                break
            at = closing
        at += 1
    return without_marks_after(s, first, min(at, high))


def _inserted(s: Scan, first: int, comma: int, high: int) -> bool:
    """Whether the comma opens words between a subject and its verb, and no attribution."""
    if first in s.opens or finite_within(s, first, comma, _CLAUSE):
        return False
    return comma + 1 < high and not _cue_after_phrase(s, comma + 1, high)


def _quote_stops(s: Scan, at: int, end: int, first: int, high: int) -> bool:
    """Whether content ends with the quotation `at:end`: its last inner mark ends it and no quotation follows."""
    if s.lower[end - 2] not in {",", ".", "?", "!"} or end - at <= _ONE_WORD:
        return False
    if s.lower[end - 2] == "," and turns(s, end, high):
        return True
    following = end + 1 if s.flags[end] & lx.CONJ else end
    return at == first and not any(k in s.opens for k in range(following, min(high, following + 2)))


def without_marks_after(s: Scan, first: int, last: int) -> int:
    """Step back over the marks that end a clause, closing quotation marks excepted."""
    while (
        last > first
        and not s.flags[last - 1] & lx.WORD
        and s.lower[last - 1] in {",", ".", ";", ":", "—", "–", "-", "…"}
    ):
        last -= 1
    return last


def _resumes(s: Scan, at: int, high: int) -> bool:
    """Whether the main clause goes on with its verb: "Acme, which says it has won, has left"."""
    return at < high and bool(s.flags[at] & (lx.AUX | lx.MODAL)) and not s.flags[at] & lx.PERSON


def turns(s: Scan, at: int, high: int) -> bool:  # noqa: C901, PLR0911  one line per case
    """Whether what follows a comma ends the attributed clause."""
    if at >= high:
        return False
    word, bits = s.lower[at], s.flags[at]
    if word in {"which", "whom", "who"} and at + 1 < high and s.flags[at + 1] & (lx.PERSON | lx.NAME | lx.DET):
        return _cue_soon(s, at + 2, high, 4)
    if word == "but" and at + 1 < high and s.lower[at + 1] in {"rather", "also", "not", "instead", "that"}:
        return False
    if word == "but":
        return finite_within(s, at + 1, high, _PHRASE)
    if word in _TURNS:
        return word not in {"as", "even", "when"} or (word == "as" and _cue_soon(s, at + 1, high, 6))
    if bits & lx.CONJ:
        return coordinates(s, at, high) or (word == "and" and _another_clause(s, at + 1, high))
    if bits & lx.DET and _comments(s, at, high):
        return True
    if word.endswith("ing"):
        return bool(bits & lx.SPEECH) or word == "citing"
    if word == "with":
        return any(s.lower[k].endswith("ing") and s.flags[k] & lx.SPEECH for k in range(at + 1, min(high, at + 9)))
    if bits & lx.SPEECH and bits & lx.PAST | bits & lx.VERB and word in {"said", "says"}:
        return True
    return _cue_after_phrase(s, at, high)


def _another_clause(s: Scan, at: int, high: int) -> bool:
    """Whether somebody new begins a clause: ", and three firms left", which a pronoun or "that" would not."""
    if at >= high or s.flags[at] & (lx.PERSON | lx.POSSESSIVE | lx.RELATIVE) or not s.flags[at] & (lx.DET | lx.NAME):
        return False
    return clause_begins(s, at, high)


def _comments(s: Scan, at: int, high: int) -> bool:
    """Whether a phrase calls what was said something: ", an apparent reference to", ", a claim that he repeated"."""
    for k in range(at + 1, min(high, at + 1 + _NEAR)):
        if s.flags[k] & lx.REMARK:
            return True
        if not s.flags[k] & lx.WORD or s.flags[k] & (lx.PREP | lx.AUX | lx.MODAL | lx.PERSON | lx.NAME):
            return False
    return False


def coordinates(s: Scan, at: int, high: int) -> bool:
    """Whether the conjunction at `at` opens another attribution: "and added", "but he insisted"."""
    k = at + 1
    while k < high and is_adverb(s, k) and not s.flags[k] & lx.DET:
        k += 1
    if k >= high or not s.flags[k] & lx.WORD:
        return False
    if s.lower[at] == "but" and _stays_silent(s, k, high):
        return True
    if s.flags[k] & lx.CUE and s.flags[k] & lx.VERB and not s.lower[k].endswith("ing"):
        finite = s.flags[k] & lx.PAST or (s.lower[k].endswith("s") and not s.flags[k] & lx.BASE)
        return bool(finite) and bool(s.flags[k] & lx.SPEECH) and _speaks(s, k, high)
    return _cue_after_phrase(s, k, high, clear=True)


def _stays_silent(s: Scan, k: int, high: int) -> bool:
    """Whether a speaker is said to leave something out: "but did not say", "but declined to", "but gave no details"."""
    if k + 2 >= high:
        return False
    if s.lower[k] in _KEEPS_SILENT:
        return s.lower[k + 1] == "to" and bool(s.flags[k + 2] & (lx.SPEECH | lx.LIGHT))
    if s.lower[k] in {"stopped", "fell"} and s.lower[k + 1] == "short":
        return True
    if s.lower[k] in _GIVES and s.lower[k + 1] in {"no", "few", "little"}:
        return True
    negated = False
    while k < high and (s.flags[k] & (lx.AUX | lx.MODAL) or is_adverb(s, k)):
        negated = negated or s.lower[k] == "not" or s.lower[k].endswith(("n't", "n’t"))
        k += 1
    return negated and k < high and bool(s.flags[k] & (lx.SPEECH | lx.LIGHT)) and bool(s.flags[k] & lx.BASE)


def _speaks(s: Scan, k: int, high: int) -> bool:
    """Whether a verb of saying after a conjunction has content of its own."""
    if k + 1 >= high:
        return False
    return bool(
        k + 1 in s.opens
        or s.lower[k + 1] in {"that", ":"}
        or (s.lower[k + 1] == "," and k + 2 in s.opens)
        or s.flags[k + 1] & (lx.DET | lx.PERSON | lx.NAME | lx.WH | lx.POSSESSIVE | lx.OBJECT)
        or s.lower[k] in {"said", "says", "called"}
        or s.lower[k + 1] == "to"
    )


def _cue_after_phrase(s: Scan, at: int, high: int, *, clear: bool = False) -> bool:
    """Whether a noun phrase and a verb of saying follow: ", Reuters reported." or ", he said"."""
    if not s.flags[at] & (lx.NAME | lx.PERSON | lx.DET | lx.POSSESSIVE | lx.ROLE) or s.lower[at] in {"whose", "what"}:
        return False
    phrase = after(s, at, min(high, at + 14))
    k = phrase.last
    while k < high and (is_adverb(s, k) or s.flags[k] & (lx.AUX | lx.TIME)) and k < phrase.last + 4:
        k += 1
    if phrase.first == phrase.last or k >= high or not (s.flags[k] & lx.QUOTES and s.flags[k] & lx.VERB):
        return False
    if s.lower[k - 1] in _BE and s.flags[k] & lx.PAST:  # "they had been pilloried"
        return False
    if s.lower[k].endswith("ing") or s.lower[k - 1] == "to":
        return False
    if clear:
        return s.lower[k] in {
            "said",
            "says",
            "added",
            "adds",
            "insisted",
            "insists",
            "argued",
            "argues",
            "told",
            "tells",
        } or ((k + 1 < high and s.lower[k + 1] == "that") or k + 1 in s.opens)
    return k + 1 >= high or not s.flags[k + 1] & lx.WORD or bool(s.flags[k + 1] & (lx.PREP | lx.TIME | lx.WHEN))


def _cue_soon(s: Scan, at: int, high: int, reach: int) -> bool:
    return any(s.flags[k] & lx.SPEECH and s.flags[k] & lx.VERB for k in range(at, min(high, at + reach)))


def _dash_after(s: Scan, at: int, high: int) -> int:
    """Return the dash that closes what one before `at` opened, when a clause goes on behind it, or -1."""
    for k in range(at, min(high - 1, at + _CLAUSE)):
        if s.lower[k] in DASHES:
            return k if s.flags[k + 1] & lx.WORD and not _cue_after_phrase(s, at, k) else -1
        if s.lower[k] == ";":
            return -1
    return -1


def _dash_turns(s: Scan, at: int, high: int) -> bool:
    return at < high and (
        s.lower[at] in {"but", "and", "though", "although", "according"}
        or (s.flags[at] & lx.SPEECH and s.lower[at].endswith("ing"))
        or (s.flags[at] & lx.DET and not s.flags[at] & (lx.PERSON | lx.RELATIVE))
        or _cue_after_phrase(s, at, high)
    )
