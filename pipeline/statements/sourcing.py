"""Where the words were first put out, as far as the words around a cue say."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan, is_adverb, is_possessive

# Papers and places by the nouns that name them; each stands behind a preposition or a verb, or is the source.
_CHANNELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("press_release", ("press release", "news release", "media release")),
    ("tweet", ("tweet", "tweets", "on twitter", "series of tweets", "post on twitter", "post on x")),
    ("blog", ("blog", "blogs", "blog post", "blogpost", "weblog")),
    (
        "filing",
        (
            *("filing", "filings", "court papers", "court documents", "prospectus", "in its lawsuit", "court filing"),
            *("stock exchange", "stock market announcement", "writ", "affidavit", "legal papers", "in the lawsuit"),
            *("in its complaint", "a defence filed", "its defence", "stock market notice"),
        ),
    ),
    ("report", ("transparency report", "annual report", "quarterly report", "half-year report", "interim report")),
    ("report", ("its report", "its accounts", "yearly report", "its results")),
    ("conference", ("press conference", "news conference", "conference call", "shareholders meeting", "briefing")),
    ("conference", ("call", "earnings call", "annual meeting", "annual general meeting")),
    ("interview", ("interview", "interviews")),
    ("letter", ("letter", "open letter", "email", "e-mail", "memo", "emails", "note to staff", "letters")),
    ("statement", ("statement", "statements", "video", "its website", "their website", "notice", "message to users")),
)
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tweet", ("tweeted",)),
    ("blog", ("blogged",)),
    ("court", ("in court", "told the court", "told a court", "court hearing", "testified", "testimony", "told a jury")),
    ("court", ("told jurors", "told the judge", "told judge", "told the jury", "told the high court", "first hearing")),
    ("court", ("emergency hearing", "court has heard", "court heard", "told the tribunal", "asked the judge")),
    ("conference", ("told analysts", "told shareholders", "told investors", "told a news conference")),
    ("interview", ("interviewed",)),
)
_COURTS = frozenset(("court", "judge", "hearing", "jurors", "jury"))
_HEARINGS = (
    *(
        "court has heard",
        "court heard",
        "told the court",
        "told a court",
        "told the judge",
        "told judge",
        "told jurors",
    ),
    *("two-day hearing", "three-day hearing", "latest hearing", "emergency hearing", "hearing in", "first hearing"),
    *("court was told", "judge was told", "jury was told", "told a hearing", "told the hearing", "told jurors"),
)
_NOUNS = {phrase.split()[-1]: None for _, phrases in _CHANNELS for phrase in phrases}
_LEADS = frozenset(("in", "on", "via", "by", "from", "through", "to", "at", "with", "during", "per"))
_LEAD = 6
_US = frozenset(("us", "me", "our", "ours"))
_SELF = frozenset(("us", "me"))
_HERE = frozenset(
    (
        *("newspaper", "paper", "website", "site", "programme", "program", "magazine", "newsletter", "station", "blog"),
        *("publication", "reporter", "channel", "outlet", "column", "correspondent", "broadcaster"),
    )
)
_TO_US = frozenset(("told", "sent", "tells", "to", "with", "by", "telling", "informed", "assured"))
_QUESTIONS = frozenset(
    (
        *("request", "requests", "question", "questions", "query", "queries", "enquiry", "enquiries", "inquiry"),
        *("inquiries", "calls", "emails", "messages"),
    )
)
_TO_ALL = frozenset(("press", "media", "reporters", "journalists", "outlets"))
_HEARERS = frozenset(("told", "tells", "telling", "to", "with", "by", "from", "asked"))
_KINDS = frozenset(("newspaper", "paper", "daily", "weekly", "broadcaster", "magazine", "agency", "station", "website"))
_REPORTS = frozenset(("reported", "reports", "revealed", "reveals", "report"))
_APPROACHED = frozenset(("asked", "contacted", "approached", "pressed", "reached", "shown"))
_LONGEST = 5
_APPOSED = 6


class Outlets(NamedTuple):
    """News organisations by name, and the words at the end or the head of their names: "Herald", "Radio"."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def origin_of(s: Scan, outlet: str, outlets: Outlets, around: Range, source: Range) -> str:
    """Return `this`, `outlet:NAME`, `channel:KIND` or `unstated` from the words `around` a cue, without its content."""
    words = s.lower[around.first : around.last]
    if answers(s, outlet, around):
        return "this"
    named = _outlet(s, outlets, around)
    if named and not (_same(named, outlet) and _TO_ALL & set(words) and "statement" in words):
        return "this" if _same(named, outlet) else f"outlet:{named}"
    if to_us(s, outlet, around):
        return "this"
    return _channel(s, around, source)


def _channel(s: Scan, around: Range, source: Range) -> str:
    """Return the paper or the occasion by which the words were put out."""
    text = f" {' '.join([*s.lower[source.first : source.last], *s.lower[around.first : around.last]])} "
    for kind, phrases in _WORDS:
        if any(f" {phrase} " in text for phrase in phrases):
            return f"channel:{kind}"
    spots = [*range(*around), *range(*source)]
    near = {k for k in spots if s.lower[k] in _NOUNS and (source.first <= k < source.last or _led(s, k, around.first))}
    for kind, phrases in _CHANNELS if near else ():
        for words in (phrase.split(" ") for phrase in phrases):
            if any(s.lower[max(0, k + 1 - len(words)) : k + 1] == words for k in near):
                return f"channel:{kind}"
    return "unstated"


def is_hearing(s: Scan, sentence: Range) -> bool:
    """Whether a sentence tells what was said in court: "told the court", "the court has heard", "at a hearing in"."""
    words = s.lower[sentence.first : sentence.last]
    if not _COURTS & set(words):
        return False
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in _HEARINGS)


def _led(s: Scan, at: int, low: int) -> bool:
    """Whether a preposition or a verb leads to the noun at `at`: "in a letter", "sent a letter"."""
    for k in range(at - 1, max(low, at - _LEAD) - 1, -1):
        if s.lower[k] in _LEADS or (s.flags[k] & lx.VERB and not s.flags[k] & (lx.NAME | lx.ADJ)):
            return True
        if not s.flags[k] & lx.WORD and not is_possessive(s, k):
            return False
        if s.flags[k] & (lx.RELATIVE | lx.SUBORD | lx.AUX):
            return False
    return False


def answers(s: Scan, outlet: str, around: Range) -> bool:
    """Whether the words answer this outlet: "in response to The Register's questions", "asked by this newspaper"."""
    asked = False
    for k in range(*around):
        word = s.lower[k]
        if word in _QUESTIONS:
            asked = True
            if s.lower[k - 1] == "our" or (s.lower[k - 2] == "our" and k - 2 >= around.first):
                return True
        if word == "by" and s.lower[k - 1] in _APPROACHED and _is_here(s, outlet, k + 1, around.last):
            return True
    if not asked:
        return False
    named = (_own_name(s, outlet, k, around.last) for k in range(*around))
    return any(
        size and (is_possessive(s, k + size) or s.lower[k - 1] in {"from", "by"} or s.lower[k - 2] in {"from", "by"})
        for k, size in zip(range(*around), named, strict=True)
    )


def to_us(s: Scan, outlet: str, around: Range) -> bool:
    """Whether the words were said to this outlet: "told us", "told this newspaper", "told NBN News"."""
    return any(s.lower[k] in _TO_US and _is_here(s, outlet, k + 1, around.last) for k in range(*around))


def names_us(s: Scan, outlet: str, around: Range) -> bool:
    """Whether something was said to the outlet by its name: "confirmed the transfer to NBN News"."""
    return any(
        s.lower[k] in {"to", "told"} and _own_name(s, outlet, k + 1 + (s.lower[k + 1] == "the"), around.last)
        for k in range(around.first, around.last - 2)
    )


def _is_here(s: Scan, outlet: str, at: int, high: int) -> bool:
    """Whether "us", "this newspaper" or the outlet's own name stands at `at`."""
    while at < high and is_adverb(s, at):
        at += 1
    if at >= high:
        return False
    if s.lower[at] in _SELF:
        return True
    if s.lower[at] == "this" and _HERE & set(s.lower[at + 1 : at + 3]):
        return True
    first = at + (s.lower[at] == "the")
    return bool(_own_name(s, outlet, first, high, article=first > at))


def _own_name(s: Scan, outlet: str, at: int, high: int, *, article: bool = False) -> int:
    """Return how many tokens of the outlet's name stand at `at`: all of it, its initials or, with "the", its end."""
    name = outlet.lower().removeprefix("the ").split()
    if not name or not s.flags[at] & lx.NAME:
        return 0
    size = len(name)
    if s.lower[at : at + size] == name and at + size <= high:
        return size
    initials = "".join(word[0] for word in name)
    short = s.lower[at] == (initials if size > 1 else "") or (size > 1 and article and s.lower[at] == name[-1])
    return int(short and at < high)


def _same(named: str, outlet: str) -> bool:
    left, right = named.lower().removeprefix("the "), outlet.lower().removeprefix("the ")
    return bool(right) and (left == right or left.startswith(right + " ") or right.startswith(left + " "))


def _outlet(s: Scan, outlets: Outlets, around: Range) -> str:
    """Return the first news organisation among the words, as written and without "The"."""
    for first in range(around.first, around.last):
        if s.flags[first] & lx.NAME or s.lower[first] in outlets.words:
            size = outlet_at(s, outlets, first, around.last)
            heard = first > around.first and _hears(s, first, around.first)
            if size and (heard or " ".join(s.lower[first : first + size]) in outlets.names):
                return " ".join(token.text for token in s.tokens[first : first + size])
    return ""


def _hears(s: Scan, at: int, low: int) -> bool:
    """Whether somebody speaks to whoever is named at `at`, or is quoted from there."""
    k = at - 1
    while k > low and (s.flags[k] & lx.DET or s.lower[k] in _KINDS or s.flags[k] & lx.ADJ):
        k -= 1
    return s.lower[k] in _HEARERS


def outlet_at(s: Scan, outlets: Outlets, first: int, high: int) -> int:
    """Return how many tokens name a news organisation at `first`, 0 where they name none or a part of another name."""
    if not s.flags[first] & lx.NAME or (first and s.flags[first - 1] & lx.NAME and s.lower[first - 1] in outlets.words):
        return 0
    for size in (4, 3, 2, 1):
        end = first + size
        if end > high or " ".join(s.lower[first:end]) not in outlets.names:
            continue
        follows = end < len(s.tokens) and s.flags[end] & lx.NAME and not s.flags[end] & (lx.TIME | lx.VERB)
        if (end < len(s.tokens) and is_possessive(s, end)) or (follows and s.lower[end] not in outlets.words):
            return 0
        if not follows:
            return size
    end = first
    while end < min(high, first + _LONGEST) and s.flags[end] & lx.NAME and (end == first or not s.flags[end] & lx.TIME):
        end += 1
    owns = end < high and is_possessive(s, end)
    if end - first > 1 and {s.lower[end - 1], s.lower[first]} & outlets.words and not owns:
        return end - first
    apposed = end < high and s.lower[end] == "," and end > first and end + 1 < high and s.flags[end + 1] & lx.DET
    return end - first if apposed and _KINDS & set(s.lower[end + 1 : min(high, end + _APPOSED)]) else 0


def reported_by(s: Scan, outlet: str, outlets: Outlets, sentence: Range, inside: Range) -> str:
    """Return "outlet:NAME" where the sentence credits what it tells to a news organisation: ", the Ledger reported"."""
    for k in range(sentence.first, sentence.last - 1):
        if inside.first <= k < inside.last:
            continue
        size = outlet_at(s, outlets, k, sentence.last) if s.flags[k] & lx.NAME else 0
        if not size:
            continue
        end = k + size
        said = end < sentence.last and s.lower[end] in _REPORTS | {"said", "says"} and k > inside.first
        before = k - 1 - bool(k and s.flags[k - 1] & lx.DET)
        credited = before > sentence.first and s.lower[before - 1 : before + 1] == ["according", "to"]
        if said or credited:
            name = " ".join(token.text for token in s.tokens[k:end])
            return "this" if _same(name, outlet) else f"outlet:{name}"
    return ""
