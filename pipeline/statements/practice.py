"""Whether a clause tells what a company usually does rather than what it did or will do: no position.

"Acme regularly deletes accounts", "it has teams that review posts", "when users report a post, Acme removes it".
"""

from __future__ import annotations

from pipeline.model.labels import GROUP_OF, Group
from pipeline.statements import lexicon as lx
from pipeline.statements.scan import Scan
from pipeline.statements.sentences import Sentence
from pipeline.statements.stance import Hit

_HABIT = frozenset(("regularly", "routinely", "usually", "typically", "generally", "normally", "often", "ordinarily"))
_ZEAL = frozenset(("actively", "aggressively", "quickly", "promptly", "swiftly", "proactively"))
_MEANS = frozenset(
    ("policy", "policies", "rule", "rules", "team", "teams", "process", "processes", "system", "systems", "guidelines")
)
_HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve", "we've", "we’ve"))
_WHEN = frozenset(("if", "when", "whenever", "once", "where"))
_REPORTED = frozenset(
    ("informed", "notified", "alerted", "flagged", "reported", "violates", "violate", "violated", "breach", "aware")
)
_TASKS = frozenset(("role", "job", "place", "business", "task", "responsibility"))
_EACH = (("as", "soon", "as"), ("every", "time"), ("each", "time"), ("whenever",))
_BACK = 8
_TO_MEANS = 5
_CONDITION = 12
_AROUND = 40
_ACTS = frozenset((Group.COMPLY, Group.RESIST, Group.WITHDRAW, Group.HOLD, Group.FACTS))


def usual(s: Scan, hit: Hit, sentence: Sentence) -> bool:
    """Whether the act at `hit` is told as a practice."""
    tasks = range(max(sentence.first + 1, hit.first - _TO_MEANS), hit.first)
    if any(s.lower[k] == "to" and s.lower[k - 1] in _TASKS for k in tasks):
        return True
    if GROUP_OF[hit.stance] not in _ACTS or hit.negated:
        return False
    first, last = sentence.first, sentence.last
    group = range(max(first, min(hit.group.first, hit.first) - 1), min(last, hit.last + 1))
    words = {s.lower[k] for k in group}
    plain = hit.cue.pos == "verb" and hit.group.bare and not hit.group.passive
    if words & _HABIT or (plain and words & _ZEAL):
        return True
    if GROUP_OF[hit.stance] is Group.FACTS:
        return False
    return _by_means(s, hit, first) or _each_time(s, hit, first) or _on_report(s, hit, first, last)


def _by_means(s: Scan, hit: Hit, low: int) -> bool:
    """Whether the act is what "teams" or "policies" that it has are for: "has policies prohibiting"."""
    for k in range(hit.group.first - 1, max(low, hit.group.first - _BACK) - 1, -1):
        if s.lower[k] in _MEANS:
            attributive = hit.group.gerund or s.lower[hit.group.first - 1] in {"that", "which", "who"}
            return attributive and bool(_HAVE & set(s.lower[max(low, k - _TO_MEANS) : k]))
        if not s.flags[k] & lx.WORD:
            break
    return False


def _each_time(s: Scan, hit: Hit, low: int) -> bool:
    """Whether the clause opens with "as soon as", "every time" or the like, in the present."""
    if s.flags[hit.first] & lx.PAST or not hit.group.bare:
        return False
    for k in range(max(low, hit.group.first - _BACK), hit.group.first):
        if any(tuple(s.lower[k : k + len(words)]) == words for words in _EACH):
            return True
    return False


def _on_report(s: Scan, hit: Hit, low: int, high: int) -> bool:
    """Whether the act follows whenever somebody reports something: "if it is informed of one, it will remove it"."""
    if GROUP_OF[hit.stance] not in {Group.COMPLY, Group.WITHDRAW}:
        return False
    for k in range(max(low, hit.first - _AROUND), min(high, hit.last + _AROUND)):
        if s.lower[k] not in _WHEN:
            continue
        for at in range(k + 1, min(high, k + _CONDITION)):
            if s.lower[at] in {",", ";"}:
                break
            if s.lower[at] in _REPORTED:
                return True
    return False
