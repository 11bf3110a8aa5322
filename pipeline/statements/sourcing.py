"""Where the words were first put out, as far as the article says."""

from __future__ import annotations

from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan, is_possessive

_CHANNELS = (
    ("press_release", ("press release", "news release", "media release")),
    ("tweet", ("tweet", "tweeted", "tweets", "on twitter", "series of tweets")),
    ("blog", ("blog", "blog post", "blogpost", "blogged")),
    ("filing", ("filing", "filings", "court papers", "court documents", "regulatory filing", "prospectus")),
    ("court", ("in court", "told the court", "court hearing", "testified", "testimony", "told a jury", "told jurors")),
    ("report", ("transparency report", "annual report", "quarterly report", "its report")),
    ("interview", ("interview", "interviewed")),
    ("letter", ("letter", "open letter", "in an email to", "memo")),
    ("conference", ("press conference", "news conference", "conference call", "shareholders meeting", "briefing")),
    ("statement", ("statement", "statements")),
)
_SELF = frozenset(("us", "me"))
_QUESTIONS = frozenset(("request", "requests", "question", "questions", "query", "queries", "enquiry", "enquiries"))
_TO_ALL = frozenset(("press", "media", "reporters", "journalists", "outlets"))
_TO_US = frozenset(("told", "sent", "tells", "to", "with"))


def origin_of(s: Scan, outlet: str, outlets: frozenset[str], around: Range, source: Range) -> str:
    """Return `this`, `outlet:NAME`, `channel:KIND` or `unstated` from the words `around` a cue, without its content."""
    words = s.lower[around.first : around.last]
    named = _outlet(s, outlets, around)
    if _answers(s, outlet, around):
        return "this"
    if named and not (_same(named, outlet) and _TO_ALL & set(words) and "statement" in words):
        return "this" if _same(named, outlet) else f"outlet:{named}"
    if any(word in _SELF and k and words[k - 1] in _TO_US for k, word in enumerate(words)):
        return "this"
    text = f" {' '.join([*s.lower[source.first : source.last], *words])} "
    for kind, phrases in _CHANNELS:
        if any(f" {phrase} " in text for phrase in phrases):
            return f"channel:{kind}"
    return "unstated"


def _answers(s: Scan, outlet: str, around: Range) -> bool:
    """Whether the words answer this outlet: "in response to The Register's questions"."""
    name = outlet.lower().removeprefix("the ").split()
    asked = name and _QUESTIONS & set(s.lower[around.first : around.last])
    size = len(name)
    return bool(asked) and any(
        s.lower[k : k + size] == name and is_possessive(s, k + size) for k in range(around.first, around.last - size)
    )


def _same(named: str, outlet: str) -> bool:
    left, right = named.lower().removeprefix("the "), outlet.lower().removeprefix("the ")
    return bool(right) and (left == right or left.startswith(right + " ") or right.startswith(left + " "))


def _outlet(s: Scan, outlets: frozenset[str], around: Range) -> str:
    """Return the first news organisation among the words, as written and without "The"."""
    for first in range(around.first, around.last):
        if not s.flags[first] & lx.NAME:
            continue
        for size in (4, 3, 2, 1):
            if first + size < len(s.tokens) and is_possessive(s, first + size):
                continue
            if first + size <= around.last and " ".join(s.lower[first : first + size]) in outlets:
                return " ".join(token.text for token in s.tokens[first : first + size])
    return ""
