"""Whether a text shows a person in a role: a followed company's people speak for it only where it does.

"Acme chief executive Jane Roe", "Jane Roe, head of Acme", "Acme's Jane Roe" show it, from there on. A name alone
does not: Jane Roe may stand for parliament, give her money away, or be at a party.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model.labels import Recognised
from pipeline.statements import lexicon as lx
from pipeline.statements.mentions import Mention
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan, is_possessive
from pipeline.statements.sentences import Sentence

_BEFORE = 12
_AFTER = 14
_FORMER = frozenset(("former", "ex", "late", "ousted", "fired", "onetime", "formerly", "then"))
_LINKS = frozenset(("of", "at", "from", "for", "with"))
_OWN = frozenset(("its", "our", "their"))
_RUNS = frozenset(
    ("runs", "heads", "leads", "chairs", "owns", "founded", "started", "took", "became", "joined", "speaks")
)
_BELONGINGS = frozenset(("stock", "shares", "stake", "money", "savings", "house", "home", "pocket", "yacht", "jet"))
_LITTLE = 3
_NEAR = 5
_AROUND = 40
_ENDS = lx.AUX | lx.MODAL

Shown = Mapping[tuple[str, str], int]


def shown(s: Scan, roles: Roles, mentions: tuple[Mention, ...]) -> Shown:
    """Return from which token on each person is shown in a role, by the company's key and the person's last name."""
    found: dict[tuple[str, str], int] = {}
    for n, item in enumerate(mentions):
        if item.how is not Recognised.PERSON:
            continue
        known = roles.role | _named_roles(item)
        around = [other for other in (*mentions[max(0, n - 1) : n], *mentions[n + 1 : n + 3]) if _same(item, other)]
        if _ahead(s, roles, known, item, around) or _behind(s, known, item, around):
            found.setdefault((item.company.key, s.tokens[item.last - 1].text), item.first)
    return found


def _same(item: Mention, other: Mention) -> bool:
    return other.company.key == item.company.key and other.how is not Recognised.PERSON


def _named_roles(item: Mention) -> frozenset[str]:
    """Return the words of the roles under which the registry has the company's people: "founder", "publisher"."""
    words = {word for person in item.company.people for word in person.role.lower().split()}
    return frozenset(word for word in words if len(word) > _LITTLE)


def _ahead(s: Scan, roles: Roles, known: frozenset[str], item: Mention, around: list[Mention]) -> bool:
    """Whether a role, or the company as the owner, stands right before the name, a comma between them or not."""
    first = item.first
    if first and any(other.last == first - 1 for other in around) and is_possessive(s, first - 1):
        return True
    last = first - 1 if first and s.lower[first - 1] == "," else first
    at = last
    while at > max(0, last - _BEFORE) and (_within(s, at - 1) or s.lower[at - 1] in known):
        at -= 1
    held = [k for k in range(at, last) if s.lower[k] in known]
    if not held or _FORMER & set(s.lower[max(0, at - 1) : last]):
        return False
    own = {k for other in around for k in range(other.first, other.last)}
    if own & set(range(at, last)) or _OWN & set(s.lower[at : held[0]]) or _owned_by_firm(s, roles, at, held[0]):
        return True
    names = [k for k in range(at, last) if s.flags[k] & lx.NAME and k not in held and s.lower[k] not in roles.office]
    before = s.flags[held[0] - 1] if held[0] > at else 0
    return not names and (last < first or before != lx.WORD or s.lower[held[0] - 1] in roles.office)


def _within(s: Scan, k: int) -> bool:
    """Whether the token may stand within a phrase for a role: no verb, no mark but the possessive one."""
    if not s.flags[k] & lx.WORD:
        return is_possessive(s, k)
    name = s.flags[k] & lx.NAME
    return bool(name) or not s.flags[k] & (lx.VERB | lx.AUX | lx.MODAL | lx.CUE | lx.SUBORD | lx.PERSON)


def _owned_by_firm(s: Scan, roles: Roles, low: int, high: int) -> bool:
    """Whether "the company's" or the like owns the role."""
    return any(is_possessive(s, k) and roles.is_company(s.lower[k - 1]) for k in range(low + 1, high))


def _behind(s: Scan, known: frozenset[str], item: Mention, around: list[Mention]) -> bool:
    """Whether an apposition or "of" behind the name gives the role: "Jane Roe, head of Acme", "Jane Roe of Acme"."""
    at = item.last
    if at >= len(s.lower):
        return False
    if s.lower[at] in _LINKS:
        return any(other.first == at + 1 for other in around)
    if s.lower[at] not in {",", "("}:
        return False
    end = at + 1
    while end < min(len(s.lower), at + _AFTER) and s.lower[end] not in {",", ")", "."} and not s.flags[end] & _ENDS:
        end += 1
    words = set(s.lower[at + 1 : end])
    if s.lower[at + 1] == "who" and words & _RUNS:
        return True
    held = bool(words & known) and not words & _FORMER
    inside = any(at < other.first < end for other in around)
    other_name = any(s.flags[k] & lx.NAME and s.lower[k] not in known for k in range(at + 1, end))
    return held and (inside or not other_name)


def private(s: Scan, roles: Roles, at: int, sentence: Sentence) -> bool:
    """Whether what stands around token `at` is a person's own affair: delegates, a fortune, "his shares"."""
    words = s.lower
    low, high = max(sentence.first, at - _AROUND), min(sentence.last, at + _AROUND)
    for k in range(low, high):
        if words[k] in roles.private or (k + 1 < high and f"{words[k]} {words[k + 1]}" in roles.private):
            return True
        if words[k] in {"his", "her"} and _BELONGINGS & set(words[k + 1 : min(k + _NEAR, high)]):
            return True
    return False


def person_names(s: Scan, names: list[int]) -> list[int]:
    """Return those of the tokens that are a person's: two names in a row, or the only one, no owner and no article."""
    runs: list[list[int]] = []
    for k in names:
        if runs and runs[-1][-1] == k - 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    plain = [run for run in runs if not _owns(s, run[-1]) and not (run[0] and s.flags[run[0] - 1] & lx.DET)]
    full = [run for run in plain if len(run) > 1]
    return [k for run in (full or (plain if len(runs) == 1 else [])) for k in run]


def _owns(s: Scan, k: int) -> bool:
    return k + 1 < len(s.lower) and is_possessive(s, k + 1)
