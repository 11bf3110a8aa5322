"""The origin of each statement: told around its cue, carried over while one source goes on speaking, or credited."""

from __future__ import annotations

from pipeline.model.labels import Form, Stance
from pipeline.statements import lexicon as lx
from pipeline.statements.memory import Agent
from pipeline.statements.phrases import Range
from pipeline.statements.positions import Position
from pipeline.statements.sourcing import answers, is_hearing, names_us, origin_of, reported_by, to_us
from pipeline.statements.work import Said, Talk, Work

_GOES_ON = frozenset(("he", "she", "it", "they", "mr", "ms", "mrs", "the", "its", "his", "her", "their"))
_NEAR = 2
_BEFORE = 2
_ARGUES = (
    "argu",
    "claim",
    "said",
    "say",
    "contend",
    "maintain",
    "acknowledg",
    "accus",
    "alleg",
    "insist",
    "den",
    "repl",
)
_PUBLISHED = (("time", "of", "publication"), ("time", "of", "publishing"), ("before", "publication"))
_PAPERS = frozenset(("statement", "announcement"))
_REACHED = frozenset(("reached", "contacted"))
_WHOLE = frozenset(("complete", "full", "following", "entire"))


def trace(work: Work, said: Said, agent: Agent) -> None:
    """Note where the words of an attribution were put out, and who goes on speaking from there."""
    n = work.resolver.sentence_of[_anchor(said)]
    before = work.talk
    if before is not None and not agent.companies and not any(work.s.flags[k] & lx.NAME for k in range(*said.source)):
        work.talk = Talk(n, before.companies, before.origin) if _nameless(work, said) else before
        return
    origin = _around(work, said, n) if agent.companies else "unstated"
    same = before is not None and 0 <= n - before.sentence <= _NEAR and set(before.companies) & set(agent.companies)
    if before is not None and same and _goes_on(work, said):
        whole = origin == "channel:statement" and before.origin == "this" and _is_whole(work, said)
        origin = before.origin if origin == "unstated" or whole else origin
    work.origins[_anchor(said)] = origin
    work.talk = Talk(n, agent.companies, origin)


def origin_for(work: Work, position: Position, stance: Stance, said: Said | None) -> str:
    """Return where a position was put out."""
    if stance is Stance.ASKED:
        return "this"
    if said is not None and said.content:
        told = work.origins.get(_anchor(said), "")
        if told:
            return told
    n = work.resolver.sentence_of[position.hit.first]
    sentence = work.analysis.sentences[n]
    within = Range(sentence.first, sentence.last)
    outlet = work.analysis.text.outlet
    if stance is Stance.NO_RESPONSE and set(work.s.lower[position.first : position.first + 2]) & _PAPERS:
        return "channel:statement"  # "the statement did not say when"
    if stance in {Stance.DECLINED, Stance.NO_RESPONSE}:
        return _of_silence(work, n, within, said)
    return reported_by(work.s, outlet, work.outlets, within, Range(position.first, position.last)) or "unstated"


def _anchor(said: Said) -> int:
    return said.cue.first if said.cue.first < said.cue.last else said.content[0].first


def _around(work: Work, said: Said, n: int) -> str:
    """Return the origin that the words around the cue tell, up to the content on both sides."""
    s, outlet = work.s, work.analysis.text.outlet
    sentence = work.analysis.sentences[n]
    inside = {k for part in said.content for k in range(*part)}
    low = _anchor(said)
    while low > sentence.first and low - 1 not in inside:
        low -= 1
    high = max(low, said.cue.last)
    while high < sentence.last and high not in inside:
        high += 1
    told = origin_of(s, outlet, work.outlets, Range(low, high), said.source)
    if told != "unstated":
        return told
    if names_us(s, outlet, Range(sentence.first, sentence.last)):
        return "this"
    credited = reported_by(s, outlet, work.outlets, Range(sentence.first, sentence.last), said.content[0])
    argues = said.item.form is not Form.DIRECT and s.lower[said.cue.first].startswith(_ARGUES)
    return credited or ("channel:court" if argues and _in_court(work, n) else told)


def _in_court(work: Work, n: int) -> bool:
    """Whether the sentences around tell of a hearing."""
    sentences = work.analysis.sentences[max(0, n - _BEFORE) : n + 2]
    return any(is_hearing(work.s, Range(one.first, one.last)) for one in sentences)


def _goes_on(work: Work, said: Said) -> bool:
    """Whether the source is a pronoun, a description or a person's surname: nobody new."""
    s, (first, last) = work.s, said.source
    if first >= last:
        return True
    surname = last - first == 1 and s.flags[first] & lx.NAME and first not in work.resolver.by_first
    return s.lower[first] in _GOES_ON or bool(surname)


def _nameless(work: Work, said: Said) -> bool:
    """Whether the source is only a pronoun or a spokesperson, so that whoever it is has spoken before."""
    words = work.s.lower[said.source.first : said.source.last]
    return (len(words) == 1 and words[0] in {"he", "she", "it"}) or any(word.startswith("spokes") for word in words)


def _is_whole(work: Work, said: Said) -> bool:
    near = range(max(0, said.cue.first - len(_WHOLE)), said.cue.last)
    return any(work.s.lower[k] in _WHOLE for k in near)


def _of_silence(work: Work, n: int, sentence: Range, said: Said | None) -> str:
    """Return `this` where it is this outlet that was not answered, or where who speaks to it goes on."""
    s, outlet = work.s, work.analysis.text.outlet
    if answers(s, outlet, sentence) or to_us(s, outlet, sentence):
        return "this"
    if any(tuple(s.lower[k : k + len(words)]) == words for k in range(*sentence) for words in _PUBLISHED):
        return "this"
    if s.lower[sentence.first] in _REACHED and said is not None:
        return "this"
    before = work.talk
    if before is None or said is None or before.origin != "this" or n - before.sentence > _NEAR:
        return "unstated"
    same = set(before.companies) & set(work.resolver.peek(said.source).companies)
    return "this" if same and _goes_on(work, said) else "unstated"
