"""Who was asked, and who left calls, letters and questions unanswered."""

from __future__ import annotations

from pipeline.statements import lexicon as lx
from pipeline.statements.acting import passive_subject, subject_of
from pipeline.statements.memory import NOBODY, Agent
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.scan import Scan
from pipeline.statements.speakers import speaker
from pipeline.statements.stance import Hit
from pipeline.statements.work import Work

_BY_NAME = "asked.press"
_BY_PRESS = frozenset(("asked.contacted", "asked.question", "asked.seek", "asked.await", _BY_NAME))
_US = frozenset(("we", "we've", "we’ve", "we'd", "we’d", "i", "i've", "i’ve"))
_PRESS = frozenset(
    (
        *("newspaper", "paper", "site", "website", "publication", "programme", "magazine", "reporters"),
        *("journalists",),
    )
)
_LEADS = frozenset(("to", "for", "out", "with", "both", "at", "from"))
_TO = frozenset(
    (
        *(
            "to",
            "with",
            "for",
            "at",
            "reach",
            "contact",
            "reaching",
            "contacting",
            "phone",
            "both",
            "contacted",
            "asked",
        ),
        *("approached", "emailed", "called", "phoned"),
    )
)
_FROM = frozenset(("from", "of", "in"))
_FROM_WHOM = frozenset(("comment", "response", "one", "nobody", "no-one", "none", "anyone", "anybody", "interview"))
_BEHIND = 4


def turned_to(work: Work, hit: Hit, sentence: Range) -> tuple[Agent, Range]:
    """Return who was asked, or not reached: the object of "we have contacted", the subject of "has been contacted"."""
    s = work.s
    if hit.cue.agent == "beside":
        return _beside(work, hit, sentence)
    if hit.group.passive or s.lower[hit.first] == "been":
        phrase = passive_subject(s, hit.group, sentence.first) if hit.group.passive else subject_of(s, hit, sentence)
        return work.resolver.peek(phrase), phrase
    if hit.cue.id in _BY_PRESS and not _asks(work, hit, sentence):
        return NOBODY, NO_RANGE
    first = hit.last
    while first < sentence.last and s.lower[first] in _LEADS:
        first += 1
    phrase = after(s, first, sentence.last)
    return work.resolver.peek(phrase), Range(hit.group.first, phrase.last)


def _beside(work: Work, hit: Hit, sentence: Range) -> tuple[Agent, Range]:
    """Return whom calls or questions went to before the head, and where these begin: "messages left with [Acme]"."""
    s = work.s
    for k in range(sentence.first + 1, min(sentence.last - 1, hit.last + _BEHIND)):
        behind = k >= hit.last or s.lower[k - 1] in _FROM_WHOM
        sent = s.lower[k] in _TO or (s.lower[k] in _FROM and behind)
        if not sent or k in range(hit.first, hit.last):
            continue
        agent = work.resolver.peek(after(s, k + 1, sentence.last))
        if agent.companies:
            return agent, Range(_opening(s, min(k, hit.first), sentence.first), hit.first)
    return NOBODY, NO_RANGE


def _opening(s: Scan, at: int, low: int) -> int:
    """Return where the phrase begins that ends before `at`: behind a mark or "and"."""
    k = at
    while k > low and s.flags[k - 1] & lx.WORD and not s.flags[k - 1] & lx.CONJ:
        k -= 1
    return k


def _asks(work: Work, hit: Hit, sentence: Range) -> bool:
    """Whether it is the press that asks."""
    if work.s.lower[hit.group.first - 1] in _US:
        return True
    who = speaker(work.s, hit.group, sentence.first, None)
    return _is_press(work, who) or (hit.cue.id == _BY_NAME and _is_name(work, who))


def _is_press(work: Work, phrase: Range) -> bool:
    """Whether the phrase means the press: "we", "this newspaper", a known outlet or the one that publishes the text."""
    words = work.s.lower[phrase.first : phrase.last]
    words = words[1:] if words[:1] == ["the"] else words
    if not words:
        return False
    known = " ".join(words) in work.outlets.names or words[-1] in _PRESS or (len(words) == 1 and words[0] in _US)
    return known or _is_outlet(work, words)


def _is_name(work: Work, phrase: Range) -> bool:
    """Whether the phrase is a name, and of no company that is followed."""
    named = phrase.first < phrase.last and work.s.flags[phrase.last - 1] & lx.NAME
    return bool(named) and not work.resolver.peek(phrase).companies


def _is_outlet(work: Work, name: list[str]) -> bool:
    """Whether the words name the outlet that publishes the text, in full or by its initials."""
    outlet = [word for word in work.analysis.text.outlet.lower().split() if word != "the"]
    initials = "".join(word[0] for word in outlet)
    return bool(outlet) and (name == outlet or (len(initials) > 1 and name == [initials]))
