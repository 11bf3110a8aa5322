"""Whether a position in somebody's words is the speaker's own, or what they say that others do."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.model.labels import GROUP_OF, Group, Stance
from pipeline.statements import lexicon as lx
from pipeline.statements.memory import Agent
from pipeline.statements.phrases import NO_RANGE, Range, before
from pipeline.statements.scan import Scan, is_adverb, is_possessive
from pipeline.statements.speakers import speaker
from pipeline.statements.stance import Hit
from pipeline.statements.work import Work

_FIRST = frozenset(("we", "we're", "we've", "we'll", "we’re", "we’ve", "we’ll", "i", "our", "we'd", "we’d"))
_OWN = frozenset(("its", "our", "their", "we", "us", "it", "they", "company", "firm"))
_OTHERS = ("they", "he", "she", "you")
_LIGHT = lx.AUX | lx.MODAL
_THEIRS = frozenset(("their", "his", "her", "your", "he", "she", "they", "you", "users", "customers"))
_BEHIND = 8
_IT = frozenset(("it", "they", "it's", "it’s", "its", "their", "both", "them"))
_ANYBODY = _FIRST | _IT


def is_own(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:  # noqa: PLR0911  one line per kind of subject
    """Whether the subject of `hit` is the company that speaks, or the words judge others."""
    if _only_told(work.s, hit):
        return False
    if hit.cue.agent == "owner":
        return _of_own_thing(work, hit, run, agent)
    if hit.cue.agent != "self":
        return hit.cue.agent == "any" and not _of_itself(work, hit, run, agent)
    s = work.s
    low = run.first
    if (_quoted(s, hit.first) and _of_third_persons(s, hit.first, low)) or _of_a_name(work, hit, low, agent):
        return False
    if hit.cue.pos == "noun" and _of_others(work, hit, run, agent):
        return False
    if hit.cue.pos != "verb" and not s.flags[hit.first] & (lx.AUX | lx.MODAL) and s.lower[hit.first] != "never":
        return True
    subject = speaker(s, hit.group, low, None) if hit.group.first > low else NO_RANGE
    if s.lower[low] in {"until", "pending", "while"} and hit.stance is Stance.REVIEW:
        return True
    if hit.group.passive:
        itself = subject.last - subject.first == 1 and s.lower[subject.first] in _IT | _FIRST
        told = subject.first < subject.last and not itself
        return told and _doer_told(work, hit, run, agent) and GROUP_OF[hit.stance] not in {Group.VOICE, Group.FACTS}
    if subject.first >= subject.last:
        return _without_subject(work, hit, run, agent)
    return _is_speaker(work, subject, agent)


def _only_told(s: Scan, hit: Hit) -> bool:
    """Whether the article alone tells such a thing, and nobody says it of himself: that he was asked, or is silent."""
    silent = hit.stance is Stance.NO_RESPONSE and s.lower[hit.last - 1] != "comment"
    return hit.stance is Stance.ASKED or (silent and s.lower[hit.first] != "without")


def _of_own_thing(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:
    """Whether the subject of `hit` is a thing that nobody else is named with: "our shops", "deliveries"."""
    s = work.s
    subject = speaker(s, hit.group, run.first, None) if hit.group.first > run.first else NO_RANGE
    if subject.first >= subject.last:
        return False
    for k in range(*subject):
        item = work.resolver.by_first.get(k)
        if item is not None and item.company not in agent.companies:
            return False
        named = s.flags[k] & lx.NAME and not s.flags[k] & (lx.TIME | lx.PERSON | lx.DET)
        if item is None and named and k > subject.first and k not in work.resolver.within:
            return False
        if s.lower[k] in _THEIRS or (is_possessive(s, k) and not _ours(work, k, agent)):
            return False
    return True


def _ours(work: Work, at: int, agent: Agent) -> bool:
    """Whether the possessive at `at` is the speaker's: "Acme's", "the company's"."""
    item = work.resolver.by_last.get(at)
    return work.s.lower[at - 1] in _OWN if item is None else item.company in agent.companies


def _without_subject(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:
    """Whether an act without a subject of its own is the speaker's."""
    s, low = work.s, run.first
    mark = hit.group.first - 1
    if mark > low and mark in s.opens and s.lower[mark - 1] in _IT | _FIRST:  # we “never shared” it
        return True
    quoted = before(s, mark, low) if mark > low and mark in s.opens else NO_RANGE
    if _opens_with_others(work, hit, run, agent):
        return False
    if quoted.first < quoted.last:  # Acme “refused to pay”
        return bool(set(work.resolver.peek(quoted).companies) & set(agent.companies))
    return hit.cue.pos == "verb" or GROUP_OF[hit.stance] is not Group.FACTS


def _is_speaker(work: Work, subject: Range, agent: Agent) -> bool:
    """Whether the subject of a clause is the company that speaks: "we", "the board", "her company", its name."""
    s = work.s
    first, words = s.lower[subject.first], set(s.lower[subject.first : subject.last])
    if words & {"board", "management"} and first in {"the", "any", "our", "its", "a"}:
        return True
    if first in _IT and not words & _FIRST and _quoted(s, subject.first):
        return False
    if subject.last - subject.first > 1 and words & work.resolver.roles.outsider:
        return False  # "our users said yes"
    if words & _FIRST or first in _IT:
        return True
    if first in {"his", "her"} and work.resolver.roles.is_company(s.lower[subject.last - 1]):
        return True
    named = work.resolver.peek(subject)
    return bool(set(named.companies) & set(agent.companies))


def _of_third_persons(s: Scan, at: int, low: int) -> bool:
    """Whether what stands at `at` is said of others: "they are very open to it", "he'll simply not come"."""
    k = at - 1
    while k > low and not s.flags[k] & lx.PERSON and (s.flags[k] & _LIGHT or is_adverb(s, k) or s.lower[k] == "very"):
        k -= 1
    return k >= low and s.lower[k].startswith(_OTHERS) and bool(s.flags[k] & lx.PERSON)


def _opens_with_others(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:
    """Whether the clause opens with somebody else, and nothing before the act turns to the speaker."""
    s, first = work.s, run.first
    while first < hit.first and first in s.opens and not s.flags[first] & lx.WORD:
        first += 1
    if _ANYBODY & set(s.lower[first : hit.first]):
        return False
    if s.lower[first] in {"he", "she"}:
        return True
    named = work.resolver.by_first.get(first)
    name = s.flags[first] & lx.NAME and not s.flags[first] & (lx.TIME | lx.PERSON | lx.DET)
    return bool(name) and (named is None or named.company not in agent.companies)


def _of_a_name(work: Work, hit: Hit, low: int, agent: Agent) -> bool:
    """Whether somebody else's name is the subject of a verb in a fixed phrase: "Jane Roe met with the mayor"."""
    s, k = work.s, hit.first - 1
    if hit.cue.pos != "fixed" or k < low or not s.flags[hit.first] & lx.VERB:
        return False
    if not s.flags[k] & lx.NAME or s.flags[k] & lx.PERSON:
        return False
    named = work.resolver.by_last.get(k + 1)
    return named is None or named.company not in agent.companies


def _doer_told(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:
    """Whether a passive names the speaker or what is its own: "its plans were dropped", "our shop will be closed"."""
    words = work.s.lower[run.first : min(run.last, hit.last + _BEHIND)]
    if _OWN & set(words):
        return True
    named = (work.resolver.by_first.get(k) for k in range(run.first, run.last))
    return any(item is not None and item.company in agent.companies for item in named)


def _quoted(s: Scan, at: int) -> bool:
    """Whether token `at` stands in a quotation, where "it" and "they" are others than whoever speaks."""
    n = bisect_right(s.starts, at) - 1
    return n >= 0 and at < s.opens[s.starts[n]]


def _of_itself(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:
    """Whether words against somebody have the speaker itself as their subject: "the company had broken the rules"."""
    if hit.cue.pos != "verb" or hit.stance is not Stance.OPPOSE or hit.group.passive or hit.group.first <= run.first:
        return False
    subject = speaker(work.s, hit.group, run.first, None)
    word = work.s.lower[subject.first] if subject.first < subject.last else ""
    if not word or word in _IT:
        return False
    return word in _FIRST or bool(set(work.resolver.peek(subject).companies) & set(agent.companies))


def _of_others(work: Work, hit: Hit, run: Range, agent: Agent) -> bool:
    """Whether an act as a noun is another's, or stands in a relative clause: "which Initech wants in its suit"."""
    ahead = range(run.first + 1, hit.first)
    named = (work.resolver.by_first[k].company for k in ahead if k in work.resolver.by_first)
    return any(company not in agent.companies for company in named) or any(
        work.s.lower[k] in {"which", "who", "whose"} for k in ahead
    )
