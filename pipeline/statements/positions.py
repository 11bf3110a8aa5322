"""Content parted into positions: one run of text for each label that a company's words carry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.statements import lexicon as lx
from pipeline.statements.heads import Placed
from pipeline.statements.phrases import Range
from pipeline.statements.scan import Scan, is_verb
from pipeline.statements.stance import Hit, hits_in

_FINAL = frozenset((".", "!", "?", ";", "…"))
_GOVERNED = 15
_OPENERS = frozenset(("given", "like", "as", "while", "although", "when", "since", "in", "with", "after"))
_EDGES = frozenset((",", "and", "but", "-", "–", "—", ":", "or", "particularly", "especially", "that"))
_THINKS = frozenset(("think", "feel", "hope", "find", "thinks", "thought", "felt", "hoped"))
_EXCEPT = frozenset(
    ("choice", "alternative", "alternatives", "option", "options", "course", "nothing", "anything", "nobody", "all")
)  # "no choice but to" goes on
_REASONS = frozenset(("because", "since", "as"))
_AHEAD = frozenset(("will", "would", "plans", "plan", "intends", "intend", "expects", "expect", "aims", "'ll", "’ll"))
_LOOKS = frozenset(("examining", "reviewing", "assessing", "considering", "studying", "weighing", "evaluating"))
_PARTS = frozenset(("but", "while", "although", "though", "until", "pending", "whereas"))


Own = Callable[[Hit, Range], bool]


@dataclass(frozen=True, slots=True)
class Position:
    """A run of tokens and the cue that decides its label."""

    first: int
    last: int
    hit: Hit


def positions_in(s: Scan, placed: Placed, part: Range, own: Own | None = None, floor: int = -1) -> list[Position]:
    """Return the positions in one run of content, ascending; of those that `own` takes for the speaker's.

    What governs its first verb is sought as far left as `floor`: "ruled out [leaving]" is not what leaving says.
    """
    found: list[Position] = []
    if part.first and s.lower[part.first - 1] in {"not", "never"} and s.lower[part.first] == "to":
        return []  # "agreed not [to sell]": the content is not what is agreed
    for sentence in _sentences(s, part):
        first = floor if floor >= 0 and sentence.first == part.first else sentence.first
        found += _in_sentence(s, placed, sentence, own, first)
    return found


def _sentences(s: Scan, part: Range) -> list[Range]:
    runs = []
    first = part.first
    for k in range(part.first, part.last):
        if s.lower[k] in _FINAL and (k + 1 >= part.last or s.tokens[k + 1].start > s.tokens[k].end):
            runs.append(Range(first, k))
            first = k + 1
    runs.append(Range(first, part.last))
    return [run for run in runs if run.last > run.first]


def _in_sentence(s: Scan, placed: Placed, sentence: Range, own: Own | None, floor: int) -> list[Position]:
    """Part a sentence at its joints; runs without a label join the labelled one before them, or after."""
    marked = [_mark(s, placed, run, floor, own) for run in _runs(s, sentence)]
    merged: list[tuple[Range, Hit | None]] = []
    while len(marked) > 1 and marked[0][1:] == (None, False) and not _leads_on(s, marked[1][0]):
        marked = marked[1:]
    blocked = False
    for run, hit, foreign in marked:
        if foreign and merged and not blocked and s.lower[run.first] in _REASONS:
            merged[-1] = (Range(merged[-1][0].first, run.last), merged[-1][1])
            continue
        if foreign or (blocked and hit is None):
            blocked = True
            continue
        if merged and not blocked:
            before, old = merged[-1]
            if hit is None and old is not None and _new_clause(s, run):
                continue
            if hit is None or old is None or old.stance is hit.stance:
                merged[-1] = (Range(before.first, run.last), old or hit)
                continue
        blocked = False
        merged.append((run, hit))
    return [Position(*_trim(s, run), hit) for run, hit in merged if hit is not None]


def _mark(s: Scan, placed: Placed, run: Range, floor: int, own: Own | None) -> tuple[Range, Hit | None, bool]:
    """Return a run with the cue that decides it, and whether all its cues are somebody else's."""
    hits = hits_in(s, placed, *run, floor)
    mine = hits if own is None else [hit for hit in hits if own(hit, run)]
    return run, best(mine), bool(hits) and not mine


def _leads_on(s: Scan, run: Range) -> bool:
    """Whether a quoted run goes on without a comma from what is said before it: "it was wrong and we are sorry"."""
    joins = s.lower[run.first] == "and" and s.lower[run.first - 1] != "," and s.flags[run.first + 1] & lx.PERSON
    if not joins:
        return False
    n = bisect_right(s.starts, run.first) - 1
    return n >= 0 and run.first < s.opens[s.starts[n]]


def _new_clause(s: Scan, run: Range) -> bool:
    """Whether a run without a label is a thought of its own: "and we think it is a bad one"."""
    opens = s.lower[run.first] in {"and", "but", "while", "although", "though"} and s.flags[run.first + 1] & lx.PERSON
    turns = s.lower[run.first : run.first + 2] == ["but", "that"]
    return turns or (bool(opens) and run.first + 2 < run.last and s.lower[run.first + 2] in _THINKS)


def best(hits: list[Hit]) -> Hit | None:
    """Return the heaviest hit, the first among equals; an infinitive that a noun governs weighs less."""
    return min(hits, key=lambda hit: (_demoted(hit) - hit.cue.weight, hit.first), default=None)


def _demoted(hit: Hit) -> int:
    return _GOVERNED if hit.governed else 0


def _runs(s: Scan, sentence: Range) -> list[Range]:
    runs = []
    first = sentence.first
    for k in range(sentence.first + 1, sentence.last - 1):
        if _joint(s, k, sentence):
            runs.append(Range(first, k))
            first = k
    runs.append(Range(first, sentence.last))
    return runs


def _joint(s: Scan, k: int, sentence: Range) -> bool:  # noqa: PLR0911  one line per kind of joint
    """Whether a new clause begins at `k`: a turn, or "and" before a verb or a subject with one."""
    word = s.lower[k]
    if word in _PARTS:
        return word != "but" or s.lower[k - 1] not in _EXCEPT
    if word == "after" and s.lower[k + 1] in _LOOKS and _AHEAD & set(s.lower[sentence.first : k]):
        return True
    if s.lower[k - 1] == ",":
        if word in {"particularly", "especially", "as", "because", "since"}:
            return True
        if s.lower[sentence.first] in _OPENERS and (s.flags[k] & (lx.PERSON | lx.POSSESSIVE)):
            return True
    if word not in {"and", "or"}:
        return False
    following = s.flags[k + 1]
    if word == "or" and following & lx.BASE and not following & lx.PERSON:
        return False
    if following & lx.PERSON and not following & lx.POSSESSIVE:
        return True
    return bool(following & (lx.AUX | lx.MODAL)) or (
        bool(following & lx.VERB) and not following & lx.NAME and is_verb(s, k + 1, sentence.first)
    )


def _trim(s: Scan, run: Range) -> Range:
    """Drop conjunctions and marks at the edges; a closing quotation mark stays with its opener inside the run."""
    first, last = run
    while first < last and (s.lower[first] in _EDGES or _lone_mark(s, first, run)):
        first += 1
    while last > first and (
        s.lower[last - 1] in {",", ".", ";", ":", "and", "but", "-", "–", "—"} or _lone_mark(s, last - 1, run)
    ):
        last -= 1
    if first < last and s.lower[first] in {"as", "because", "since"} and first > run.first:
        first += 1
    last = _without_relative(s, first, last)
    return Range(first, last) if first < last else run


def _without_relative(s: Scan, first: int, last: int) -> int:
    """Leave off a closing clause with ", which" outside quotation marks: it tells, and states no position."""
    for k in range(last - 2, first + 2, -1):
        if s.lower[k] == "," and s.lower[k + 1] == "which" and not any(a < k < b for a, b in s.opens.items()):
            return k
    return last


def _lone_mark(s: Scan, k: int, run: Range) -> bool:
    """Whether the token is a quotation mark whose partner stands outside the run."""
    if k in s.opens:
        return s.opens[k] > run.last
    return k in s.closes and s.closes[k] < run.first
