"""Positions in what a company is reported to say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.model.labels import GROUP_OF, Form, Group, MissReason, Modality, Stance
from pipeline.statements import clauses
from pipeline.statements import lexicon as lx
from pipeline.statements.embedding import disowned
from pipeline.statements.extension import extended
from pipeline.statements.finite import finite_within
from pipeline.statements.making import BINDS, record
from pipeline.statements.memory import Agent
from pipeline.statements.origins import trace
from pipeline.statements.owning import is_own
from pipeline.statements.phrases import Range
from pipeline.statements.positions import Position, best, positions_in
from pipeline.statements.reported import only_reports, read_reported
from pipeline.statements.scan import Scan
from pipeline.statements.stance import Hit
from pipeline.statements.work import Said, Work, missed

_LISTED = 2
_INSERTED = 8
_NEAR = 3
_ENDS = frozenset((".", "!", "?", "…", ";"))
_SHOWS = frozenset(
    ("quote", "quotes", "quoted", "quoting", "show", "shows", "showed", "shown", "mean", "means", "prove", "proves")
)
_WANTS = ("demand", "urg", "ask", "call", "request", "propos")
_TELLS = ("warn", "confirm", "caution")
_AHEAD = frozenset((Modality.PLANNED, Modality.CONDITIONAL))
_ACTS = frozenset((Group.COMPLY, Group.RESIST, Group.WITHDRAW))
_VIEWS = (
    "adamant",
    "believ",
    "think",
    "thought",
    "feel",
    "felt",
    "consider",
    "view",
    "regard",
    "deem",
    "disagree",
    "agree",
    "concern",
    "confident",
    "disappoint",
    "pleased",
    "delight",
    "worr",
    "fear",
)


def read_said(work: Work, said: Said) -> None:
    """Record the positions in what is said, and the acts of others that it reports."""
    if only_reports(work, said):
        read_reported(work, said, Agent(()))
        missed(work, said, MissReason.THIRD_PARTY)
    else:
        _read_words(work, said)


def _read_words(work: Work, said: Said) -> None:
    agent = work.resolver.resolve(whole_list(work, said.source))
    if is_act(work, said):
        return
    if any(hit.barred is not None and hit.cue.spoken for hit in work.hits_at(said.cue)):
        return
    if disowned(work.s, work.placed.heads.governors, said.source, said.cue):
        missed(work, said, MissReason.NEGATION_UNCLEAR, agent)
        return
    if _loose_gerund(work, said) or _is_told(work, said) or _is_nobody(work, said):
        agent = Agent((), reason=MissReason.SOURCE_UNCLEAR)
    trace(work, said, agent)
    if said.item.kind in {"speech", "document"}:
        read_reported(work, said, agent)
    if not agent.companies:
        missed(work, said, agent.reason)
        return
    if not _utters(work, said):
        missed(work, said, MissReason.NOT_A_CUE_HERE, agent)
        return
    agent = extended(work, said, agent)
    positions = _positions(work, said, agent)
    if not positions:
        missed(work, said, MissReason.NO_STANCE, agent)
    for position in positions:
        record(work, agent, position, said)


def _utters(work: Work, said: Said) -> bool:
    """Whether the cue reports words or a view; hopes, aims and knowledge are neither."""
    kind = said.item.kind
    words = work.s.lower[said.cue.first : said.cue.last]
    if any(word in _SHOWS for word in words):
        return False
    if kind in {"speech", "document"}:
        return True
    return kind == "belief" and any(word.startswith(_VIEWS) for word in words)


def is_act(work: Work, said: Said) -> bool:
    """Whether the cue is an act or attitude that the article narrates ("rejected", "backs") rather than speech."""
    if said.cue.first >= said.cue.last or work.s.lower[said.cue.first].startswith("threat"):
        return False
    return any(hit.cue.narrated and not hit.cue.spoken for hit in work.hits_at(said.cue))


def _loose_gerund(work: Work, said: Said) -> bool:
    """Whether the cue is a participle right behind what may be an object: "sues Initech calling it unfair"."""
    s, cue = work.s, said.cue
    behind = cue.first < cue.last and s.lower[cue.first].endswith("ing") and said.source.last == cue.first
    opens = said.source.first == work.analysis.sentences[work.resolver.sentence_of[said.source.first]].first
    return behind and not opens


def _is_told(work: Work, said: Said) -> bool:
    """Whether the source is whom somebody else told: "told Acme that the notice suggested harm"."""
    s, (first, last) = work.s, said.source
    if not 0 < first < last < said.cue.first:
        return False
    return s.lower[first - 1] in {"told", "tells", "tell", "telling"} and s.lower[last] == "that"


def _is_nobody(work: Work, said: Said) -> bool:
    """Whether "it" is nobody: "it's implied that", "it was thought that"."""
    s, (first, last) = work.s, said.source
    if last - first != 1 or s.lower[first] not in {"it", "it's", "it’s"} or said.cue.first <= first:
        return False
    group = clauses.group(s, said.cue.last - 1, first)
    return group.passive or (s.lower[first] != "it" and bool(s.flags[said.cue.last - 1] & lx.PAST))


def whole_list(work: Work, phrase: Range) -> Range:
    """Take in the followed names that a comma parts from the phrase: "Acme, Example and Initech"."""
    ends = work.resolver.by_last
    s, first = work.s, phrase.first
    if first >= phrase.last or first not in work.resolver.by_first:
        return phrase
    while first >= _LISTED and s.lower[first - 1] == "," and first - 1 in ends:
        first = ends[first - 1].first
    listed = first < phrase.first and any(s.lower[k] in {"and", "or", "&"} for k in range(*phrase))
    return Range(first, phrase.last) if listed else phrase


def _positions(work: Work, said: Said, agent: Agent) -> list[Position]:
    cue_hit = _cue_hit(work, said)
    if cue_hit is not None and cue_hit.cue.spoken == "over":
        acts = _acts_ahead(work, said, agent)
        return acts or [Position(*_with_cue(work, said, cue_hit), cue_hit), *_further(work, said, agent)]
    found = [
        _whole(work, said, position)
        for part in said.content
        for position in positions_in(
            work.s, work.placed, part, lambda hit, run: is_own(work, hit, run, agent), _floor(work, said, part)
        )
    ]
    found = _resumed(work, said, found)
    if cue_hit is None or cue_hit.cue.spoken != "under":
        return _spanning(work, found)
    if not found:
        return [Position(*_with_cue(work, said, cue_hit), cue_hit)]
    return [*_before_turn(work, said, cue_hit, found[0]), *_spanning(work, found)]


def _acts_ahead(work: Work, said: Said, agent: Agent) -> list[Position]:
    """Return what the speaker warns or confirms that it will do itself: "warned that it would leave" is leaving."""
    s = work.s
    words = " ".join(s.lower[said.cue.first : said.cue.last])
    undoes = work.placed.heads.governors.kinds.get(words) == "denies"  # "ruled out leaving"
    governs = _floor(work, said, said.content[0]) if undoes else -1
    tells = s.lower[said.cue.first].startswith(_TELLS) and said.item.kind != "belief"
    if said.item.form is Form.DIRECT or not (tells or governs >= 0):
        return []
    found = [
        position
        for part in said.content
        for position in positions_in(s, work.placed, part, lambda hit, run: is_own(work, hit, run, agent), governs)
    ]
    if governs >= 0:
        return [_whole(work, said, position) for position in found]
    return found if found and all(_is_act_ahead(work, said, position) for position in found) else []


def _is_act_ahead(work: Work, said: Said, position: Position) -> bool:
    """Whether a position is an act to come, told of "it", "we" or the company by its name."""
    hit, s = position.hit, work.s
    if hit.modality not in _AHEAD or GROUP_OF[hit.stance] not in _ACTS or hit.cue.pos != "verb" or hit.group.passive:
        return False
    ahead = range(said.content[0].first, hit.group.first)
    return any(s.flags[k] & lx.PERSON or k in work.resolver.by_first for k in ahead)


def _further(work: Work, said: Said, agent: Agent) -> list[Position]:
    """Return what a speaker says behind what the cue judges, in a sentence of its own: "…," it complained. "We …"."""
    parts = said.content if said.item.form is Form.DIRECT else ()
    behind = _first_part(work, said)
    return [
        position
        for part in parts
        if part.first >= behind.last
        for position in positions_in(work.s, work.placed, part, lambda hit, run: is_own(work, hit, run, agent))
    ]


def _first_part(work: Work, said: Said) -> Range:
    """Return the content up to where a quotation goes on in a sentence of its own."""
    for before, after in pairwise(said.content):
        if said.item.form is Form.DIRECT and "." in work.s.lower[before.last : after.first]:
            return Range(said.content[0].first, before.last)
    return Range(said.content[0].first, said.content[-1].last)


def _floor(work: Work, said: Said, part: Range) -> int:
    """Return the cue where it governs the first verb of what follows it ("ruled out leaving"), else -1."""
    governs = said.cue.first < said.cue.last == part.first
    verbal = work.s.lower[part.first].endswith("ing") and work.s.flags[part.first] & lx.VERB
    return said.cue.first if governs and verbal else -1


def _whole(work: Work, said: Said, position: Position) -> Position:
    """Take in the cue without which the position is reversed or empty: "ruled out leaving", "vowed to appeal"."""
    s = work.s
    if position.first != said.cue.last or said.cue.first >= said.cue.last:
        return position
    binds = s.lower[position.first] in {"to", "not"} and s.lower[said.cue.first].startswith((*BINDS, "offer"))
    denies = position.hit.negated and _floor(work, said, Range(position.first, position.last)) >= 0
    return replace(position, first=said.cue.first) if binds or denies else position


def _before_turn(work: Work, said: Said, hit: Hit, position: Position) -> list[Position]:
    """Return what the cue itself states before a turn to another position: "confirmed the talks but will appeal"."""
    first = said.content[0].first
    turns = position.first - first > _NEAR and work.s.lower[position.first - 1] in {"but", "and"}
    if not turns or hit.stance is position.hit.stance:
        return []
    last = clauses.without_marks_after(work.s, first, position.first - 1)
    return [Position(_with_cue(work, said, hit).first, last, hit)]


def _resumed(work: Work, said: Said, found: list[Position]) -> list[Position]:
    """Take in the rest of a sentence that its attribution interrupts: "There will be no return, she said, because"."""
    s = work.s
    told = list(found)
    for before, after in pairwise(said.content):
        between = s.lower[before.last : after.first]
        whole = len(between) <= _INSERTED + 2 and not _ENDS & set(between) and s.tokens[after.first].text[0].islower()
        opener = after.first in s.opens and s.tokens[after.first + 1].text[0].islower() and "." not in between
        at = next((n for n, one in enumerate(told) if one.last == before.last), -1)
        fresh = not any(after.first <= one.first < after.last for one in told)
        if at >= 0 and fresh and (whole or (opener and len(between) <= _INSERTED + 2)):
            end = next((k for k in range(*after) if s.lower[k] in _ENDS), after.last)
            told[at] = replace(told[at], last=clauses.without_marks_after(s, after.first, end))
    return told


def _spanning(work: Work, found: list[Position]) -> list[Position]:
    """Join what one label says in two parts of an interrupted sentence."""
    joined: list[Position] = []
    for position in found:
        same = bool(joined) and joined[-1].hit.stance is position.hit.stance
        between = work.s.lower[joined[-1].last : position.first] if same else []
        if same and len(between) <= _INSERTED and not _ENDS & set(between):
            joined[-1] = Position(joined[-1].first, position.last, joined[-1].hit)
        else:
            joined.append(position)
    return joined


def _cue_hit(work: Work, said: Said) -> Hit | None:
    if said.cue.first >= said.cue.last:
        return None
    return best([hit for hit in work.hits_at(said.cue) if hit.cue.spoken])


def _with_cue(work: Work, said: Said, hit: Hit) -> Range:
    """Return the content, with the cue where it stands right before it: "denied any wrongdoing"."""
    first, last = _first_part(work, said)
    clause = work.s.lower[first] in {"that", "it", "they", "he", "we"} or first in work.s.opens
    if hit.cue.id.endswith(".call"):
        last = next((k + 1 for k in range(first, last) if k in work.s.closes), last)
    keeps = hit.stance not in {Stance.ACKNOWLEDGE, Stance.CONTINUE, Stance.PLEDGE, Stance.CHALLENGE}
    if work.s.lower[first - 1] == "that" and said.cue.last <= first - 1:
        clause, keeps = True, hit.stance is Stance.DENY or work.s.lower[said.cue.first].startswith(_WANTS)
    if said.cue.last <= first and not clause:
        last = _before_verb(work.s, first, last)
    if said.cue.last <= first and (keeps or not clause) and first - said.cue.last <= _NEAR:
        first = said.cue.first
    return Range(first, last)


def _before_verb(s: Scan, first: int, last: int) -> int:
    """Return where the next verb of the cue's subject ends its object: "denied the claim and has never paid"."""
    at = first
    while at < last - 1:
        if at in s.opens:
            at = max(at + 1, s.opens[at])
            continue
        bits = s.flags[at + 1]
        verb = bits & (lx.AUX | lx.MODAL) and not bits & lx.PERSON
        speaks = bits & lx.SPEECH and bits & lx.PAST and not bits & lx.NAME
        if s.lower[at] in {"and", "but"} and (verb or speaks) and not finite_within(s, first, at):
            return clauses.without_marks_after(s, first, at)
        at += 1
    return last
