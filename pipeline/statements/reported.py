"""What somebody reports a company to have done: "Acme said Initech had rejected its offer" is an act of Initech's too.

Only acts count, in words that claim nothing of their own, and only what was done or is so; what outsiders say that a
company should do, might do or thinks is theirs. What a news organisation or people in the know report may lie ahead.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.labels import Form, MissReason, Modality, Stance
from pipeline.statements import lexicon as lx
from pipeline.statements.acting import subject_of
from pipeline.statements.extent import extent
from pipeline.statements.making import record
from pipeline.statements.memory import Agent
from pipeline.statements.phrases import Range
from pipeline.statements.positions import Position
from pipeline.statements.stance import Hit, hits_in
from pipeline.statements.work import Said, Work

_ACTS = frozenset(
    (
        *(Stance.COMPLY, Stance.REFUSE, Stance.CHALLENGE, Stance.SUSPEND, Stance.LIMIT, Stance.EXIT),
        *(Stance.NO_RESPONSE, Stance.DECLINED),
    )
)
_NEUTRAL = frozenset(
    (
        *("said", "says", "say", "told", "tells", "reported", "reports", "report", "confirmed", "announced", "added"),
        *(
            "wrote",
            "noted",
            "according",
            "saying",
            "claimed",
            "reveals",
            "explained",
            "disclosed",
            "revealed",
            "stated",
            "telling",
        ),
    )
)
_ITSELF = frozenset(("it", "its", "we", "our", "us", "it's", "it’s", "we're", "we’re", "network", "newspaper"))
_PAPERS = frozenset(("statement", "spokesman", "spokeswoman", "spokesperson", "letter", "tweet"))
_AROUND = 40
_OPENING = 8
_KNOWING = frozenset(("people", "person", "sources", "source", "officials", "insiders"))
_DONE = frozenset(("had", "has", "have", "is", "are", "was", "were"))


def read_reported(work: Work, said: Said, agent: Agent) -> None:
    """Record the acts of followed companies that the words of somebody else report."""
    s = work.s
    if said.cue.first >= said.cue.last or s.lower[said.cue.first] not in _NEUTRAL or said.item.form is Form.DIRECT:
        return
    outlet = _outlet(work, said)
    words = set(s.lower[said.source.first : said.source.last])
    ahead = bool(outlet) or bool(_KNOWING & words)
    if not ahead and words & work.resolver.roles.outsider:
        return
    for part in said.content:
        if not any(k in work.resolver.by_first for k in range(*part)):
            continue
        for hit in hits_in(s, work.placed, *part):
            if not _is_act(hit, ahead=ahead) or not (ahead or _done(work, hit)):
                continue
            phrase = subject_of(s, hit, part)
            if phrase.first < part.first or not work.resolver.mentions_in(phrase):
                continue
            acting = work.resolver.peek(phrase)
            others = tuple(company for company in acting.companies if company not in agent.companies)
            if not others or (acting.reason is MissReason.THIRD_PARTY and not acting.companies):
                continue
            position = Position(*extent(work, hit, phrase, part), hit)
            told = replace_content(said, position)
            before = len(work.statements)
            record(work, replace(acting, companies=others), position, None if outlet else told)
            if outlet:
                work.statements[before:] = [replace(one, origin=outlet) for one in work.statements[before:]]


def replace_content(said: Said, position: Position) -> Said:
    """Return the attribution with nothing but the act as its content."""
    return replace(said, content=(Range(position.first, position.last),))


def _is_act(hit: Hit, *, ahead: bool) -> bool:
    """Whether the cue is an act on a demand or a situation; of those in the know, any position."""
    if not hit.cue.narrated or hit.cue.agent != "self" or hit.group.passive:
        return False
    return ahead or (hit.cue.pos == "verb" and hit.stance in _ACTS)


def _done(work: Work, hit: Hit) -> bool:
    """Whether the act has taken place or is so: "had rejected", "rejected"; not "would", "should" or "rejects"."""
    s, group = work.s, hit.group
    helpers = s.lower[group.first : group.main]
    if any(s.flags[k] & lx.MODAL for k in range(group.first, group.main)) or hit.modality is not Modality.ASSERTED:
        return False
    past = bool(s.flags[group.main] & lx.PAST)
    return past and (not helpers or bool(_DONE & set(helpers))) and not group.infinitive


def only_reports(work: Work, said: Said) -> bool:
    """Whether a news organisation, followed or not, tells its readers what others do: it takes no position.

    In a statement, or in words about itself, it speaks for itself.
    """
    s = work.s
    if said.cue.first >= said.cue.last or not set(s.lower[said.cue.first : said.cue.last]) & _NEUTRAL:
        return False
    if not _outlet(work, said) or not said.content:
        return False
    sentence = work.analysis.sentences[work.resolver.sentence_of[said.cue.first]]
    around = range(max(sentence.first, said.cue.first - _AROUND), min(sentence.last, said.cue.last + _AROUND))
    near = {s.lower[k] for k in around if not any(part.first <= k < part.last for part in said.content)}
    first = said.content[0].first
    own = said.source.first < first and bool(
        _ITSELF & set(s.lower[first : min(said.content[0].last, first + _OPENING)])
    )
    return not own and not _PAPERS & near


def _outlet(work: Work, said: Said) -> str:
    """Return "outlet:NAME" where the source is nothing but a news organisation."""
    s = work.s
    words = [k for k in range(*said.source) if not s.flags[k] & lx.DET]
    name = " ".join(s.lower[k] for k in words)
    if name in work.outlets.names or name.removesuffix(" news agency") in work.outlets.names:
        written = " ".join(s.tokens[k].text for k in words).removesuffix(" news agency")
        own = work.analysis.text.outlet.lower()
        return "this" if own and own == written.lower() else f"outlet:{written}"
    return ""
