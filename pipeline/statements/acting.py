"""Who acts at a stance cue in the article's own voice: subject, agent of a passive, owner of a noun."""

from __future__ import annotations

from pipeline.model.labels import Stance
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.phrases import NO_RANGE, Range, after
from pipeline.statements.scan import Scan, is_adverb, is_possessive
from pipeline.statements.speakers import inherited, speaker
from pipeline.statements.stance import Hit

_THROUGH = frozenset(
    (
        *("decided", "decides", "decide", "planning", "plans", "plan", "intends", "intend", "set", "due", "going"),
        *("planned", "is", "are", "was", "were", "began", "begun", "begins", "started", "starting", "starts", "chose"),
        *("chosen", "opted", "moved", "agreed", "vowed", "promised", "pledged", "prepared", "preparing", "ready"),
        *("continues", "continued", "forced", "able", "unable", "obliged", "compelled", "determined", "reluctant"),
        *("expects", "hopes", "want", "wants", "threatened", "threatens", "willing", "unwilling"),
    )
)
_TRIES = frozenset(
    (
        *("seek", "seeks", "sought", "seeking", "try", "tries", "tried", "trying", "attempt", "attempts", "attempted"),
        *("attempting", "asked", "applied", "want", "wants", "wanted", "court", "hoping"),
    )
)
_NOUNS = frozenset(
    (
        *("decision", "decisions", "plan", "plans", "move", "moves", "pledge", "promise", "intention", "agreement"),
        *("offer", "announcement", "proposal", "vow", "threat", "commitment", "readiness", "willingness"),
    )
)
_RANKS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "latest", "last", "only", "next", "newest"))
_BECOMES = frozenset(("is", "are", "was", "were", "became", "become", "becomes", "becoming", "been"))
_RANKED = 14
_PLANS = frozenset(("plan", "plans", "proposal", "proposals", "efforts", "moves"))
_EDGES = frozenset(("end", "start", "beginning", "middle", "time", "then", "deadline", "law", "mistake"))
_TIMED = 4
_CHAIN = 3
_BY = 7
_OUT = frozenset(("of", "in", "at"))  # "rejected out of hand by"
_FROM = frozenset(("from", "of"))
_SENT = frozenset((Stance.ACKNOWLEDGE, Stance.CHALLENGE, Stance.DENY))
_LISTS = frozenset(("like", "including", "as"))


def subject_of(s: Scan, hit: Hit, sentence: Range) -> Range:  # noqa: PLR0911  one line per kind of cue
    """Return who acts at `hit`; empty where the clause does not say."""
    group = hit.group
    low = sentence.first
    if hit.cue.agent == "from":
        return _from_phrase(s, hit.last, sentence.last)
    if s.lower[hit.first] == "without":  # "left without giving a reason"
        return inherited(s, hit.first, low)
    if hit.cue.agent == "owner":
        return speaker(s, group, low, None)
    if hit.cue.pos == "noun" or (group.noun and not s.flags[hit.first] & (lx.AUX | lx.MODAL)):
        author = _owner_or_author(s, hit.first, hit.last, sentence)
        sent = author.first >= author.last and hit.stance in _SENT and s.lower[hit.last : hit.last + 1] == ["from"]
        return after(s, hit.last + 1, sentence.last) if sent else author
    if group.passive:
        return _by_phrase(s, hit.last, sentence.last)
    if group.infinitive:
        return _through(s, hit, sentence)
    return speaker(s, group, low, None)


def _through(s: Scan, hit: Hit, sentence: Range) -> Range:  # noqa: PLR0911  one line per kind of governor
    """Return who "decided to", "is to" or "has begun to" act, or owns the "decision to"."""
    low, group = sentence.first, hit.group
    for _ in range(_CHAIN):
        before = group.first - 1
        while before > low and is_adverb(s, before):
            before -= 1
        word = s.lower[before] if before > low else ""
        if word in _NOUNS and not _is_finite(s, before, low):
            return _owner_or_author(s, before, before + 1, Range(low, group.first))
        by = next((k for k in range(before, max(low, before - _BY), -1) if s.lower[k] == "by"), low)
        if by > low and s.lower[by - 1] in _NOUNS:
            return Range(by + 1, group.first)
        if hit.stance == "challenge" and _purpose(s, before):
            return speaker(s, group, low, None)
        ranked = _ranked(s, before, low)
        if ranked.first < ranked.last:
            return ranked
        if word not in _THROUGH and not (word in _TRIES and hit.stance == "challenge"):
            return NO_RANGE
        group = clauses.group(s, before, low)
        if not group.infinitive:
            return NO_RANGE if group.passive and word not in _THROUGH else speaker(s, group, low, None)
    return NO_RANGE


def _ranked(s: Scan, last: int, low: int) -> Range:
    """Return who is "the first firm to leave", "became the third maker in a year to sue" or is "among the last to"."""
    ranks = False
    for k in range(last, max(low, last - _RANKED), -1):
        ranks = ranks or s.lower[k] in _RANKS or (s.lower[k].endswith(("rd", "th")) and s.lower[k][0].isdigit())
        if s.flags[k] & (lx.AUX | lx.MODAL) or s.lower[k] in _BECOMES:
            group = clauses.group(s, k, low)
            return speaker(s, group, low, None) if ranks and s.lower[k] in _BECOMES and not group.negated else NO_RANGE
        if not s.flags[k] & lx.WORD:
            break
    return NO_RANGE


def _purpose(s: Scan, before: int) -> bool:
    """Whether an infinitive behind `before` tells what its sentence's subject wants: "went to court to block it".

    Behind a name or a verb it may be somebody else's: "asked Acme to sue", "was told to appeal".
    """
    bits = s.flags[before]
    return not bits & (lx.VERB | lx.CUE | lx.OBJECT | lx.PERSON) and (not bits & lx.NAME or bool(bits & lx.TIME))


def nominal(s: Scan, hit: Hit, phrase: Range) -> bool:
    """Whether the act is what a noun announces: "Acme's decision to leave", "the decision by Acme to leave"."""
    before = hit.group.first - 1
    by = s.lower[phrase.first - 1] == "by" and phrase.last <= before + 1
    return before > 0 and (by or s.lower[before] in _NOUNS)


def _is_finite(s: Scan, at: int, low: int) -> bool:
    return bool(s.flags[at] & lx.VERB) and not clauses.group(s, at, low).noun


def _owner_or_author(s: Scan, first: int, last: int, sentence: Range) -> Range:
    """Return whose act a noun is: "Acme's appeal", "its appeal", "an Acme lawsuit", "an appeal by Acme"."""
    owner = _owner(s, first, sentence.first)
    if owner.first < owner.last:
        return owner
    if last < len(s.lower) and s.lower[last] == "by":
        return after(s, last + 1, len(s.lower))
    return NO_RANGE


def _owner(s: Scan, at: int, low: int) -> Range:
    """Return who owns a nominal act: "LSE" in "LSE's decision to", "its" in "its refusal to"."""
    k = at - 1
    while k > low and s.flags[k] & lx.WORD and not is_possessive(s, k) and s.flags[k] & (lx.ADJ | lx.ADV):
        k -= 1
    if k > low and is_possessive(s, k):
        first = k - 1
        while first - 1 >= low and s.flags[first - 1] & lx.NAME:
            first -= 1
        if first > low and s.flags[k - 1] & lx.ROLE and s.flags[first - 1] & lx.DET:
            first -= 1
        return Range(first, k)
    if k >= low and s.flags[k] & lx.POSSESSIVE and s.lower[k] in {"its", "their"}:
        return Range(k, k + 1)
    return NO_RANGE


def _by_phrase(s: Scan, at: int, high: int) -> Range:
    for k in range(at, min(high, at + 12)):
        if s.lower[k] == "by" and not by_time(s, k, high):
            return after(s, k + 1, high)
        verb = s.flags[k] & lx.VERB and not s.flags[k] & (lx.NAME | lx.AMBIGUOUS)
        if not s.flags[k] & lx.WORD or s.flags[k] & lx.CONJ or (verb and s.lower[k - 1] not in _OUT):
            break
    return NO_RANGE


def by_time(s: Scan, at: int, high: int) -> bool:
    """Whether "by" at `at` tells when: "by the end of May", "by Friday"."""
    near = range(at + 1, min(high, at + _TIMED))
    return any(s.lower[k] in _EDGES or s.flags[k] & lx.TIME for k in near) and not s.flags[at + 1] & lx.NAME & ~lx.TIME


def passive_subject(s: Scan, group: clauses.Group, low: int) -> Range:
    """Return the subject of a passive, whole where plans open the clause: "Acme's plans to sell films were dropped"."""
    subject = speaker(s, group, low, None)
    if subject.first == low or subject.first >= subject.last:
        return subject
    words = s.lower[low : subject.first]
    inside = [k for k in range(low, group.first) if not is_possessive(s, k)]
    parted = any(s.flags[k] & (lx.AUX | lx.MODAL) or not s.flags[k] & lx.WORD for k in inside)
    return subject if parted or "to" not in words or not _PLANS & set(words) else Range(low, subject.last)


def _from_phrase(s: Scan, at: int, high: int) -> Range:
    """Return everybody named behind "backing from", up to the end of the list."""
    if at >= high or s.lower[at] not in _FROM:
        return NO_RANGE
    end = at + 1
    for k in range(at + 1, high):
        bits = s.flags[k]
        if s.lower[k] in {",", "&"} or bits & (lx.NAME | lx.CONJ | lx.ADJ) or s.lower[k] in _LISTS:
            end = k + 1 if bits & lx.NAME else end
        elif bits & (lx.AUX | lx.MODAL | lx.SUBORD | lx.RELATIVE) or not bits & lx.WORD:
            break
    return Range(at + 1, end)
