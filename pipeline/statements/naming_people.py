"""Whose name stands beside a role in a followed company: in it, behind it, or before it across appositions."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.statements import lexicon as lx
from pipeline.statements.holding import FOUNDER, OTHER, PART, ROLE, Held
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan

_LONGEST_NAME = 4
_PARTS = frozenset((",", "is", "became"))
_SEGMENTS = 3
_CLAUSE = 3
_LEADS = frozenset(
    (
        "heads",
        "leads",
        "runs",
        "chairs",
        "oversees",
        "manages",
        "represents",
        "directs",
    )
)
_ENDS = lx.VERB | lx.AUX | lx.ADV | lx.MODAL


def names_beside(s: Scan, roles: Roles, taken: set[int], role: Held) -> Iterator[int]:
    """Yield the last token of the name of whoever holds the role: in it, behind a comma, or before one."""
    if role.kind == OTHER and not _led(s, roles, role):
        return
    if role.kind == ROLE and any(word in roles.inside for word in s.lower[role.first : role.last]):
        return
    if role.kind in {ROLE, FOUNDER} and role.names.last - role.names.first > 1:
        if all(is_name(s, roles, taken, k) for k in range(*role.names)):
            yield role.names.last - 1
        return
    before, titled = _segments_before(s, roles, role.first)
    if role.kind in {ROLE, FOUNDER} and s.lower[role.first - 1] in {"is", "became"}:
        before = role.first - 1
    if role.kind in {ROLE, FOUNDER} or titled or _led(s, roles, role):
        yield from _run_before(s, roles, taken, before if not _led(s, roles, role) else role.first - _CLAUSE)
    if role.kind in {ROLE, FOUNDER, PART}:
        yield from _run_after(s, roles, taken, role.last)


def _led(s: Scan, roles: Roles, role: Held) -> bool:
    """Whether a relative clause has somebody lead it: "Jane Roe, who heads Acme's legal team"."""
    first = role.first
    if first <= _CLAUSE or s.lower[first - 1] not in _LEADS or s.lower[first - 2] != "who":
        return False
    return not any(word in roles.aside or word in roles.outsider for word in s.lower[first : role.last])


def _segments_before(s: Scan, roles: Roles, first: int) -> tuple[int, bool]:
    """Step over roles and ages between commas: "Jane Roe, 45, senior vice president, Acme music division"."""
    at, titled = first - 1, False
    for _ in range(_SEGMENTS):
        if at < 1 or s.lower[at] != ",":
            return at, titled
        k = at - 1
        while k > 0 and (s.lower[k] in roles.role or s.lower[k] in roles.office or s.lower[k].isdigit()):
            k -= 1
        if k == at - 1 or s.lower[k] != ",":
            return at, titled
        titled = titled or any(word in roles.role for word in s.lower[k + 1 : at])
        at = k
    return at, titled


def _run_before(s: Scan, roles: Roles, taken: set[int], comma: int) -> Iterator[int]:
    if (
        comma > 1
        and s.lower[comma] in {",", "is", "became"}
        and all(is_name(s, roles, taken, comma - k) for k in (1, 2))
    ):
        yield comma - 1


def _run_after(s: Scan, roles: Roles, taken: set[int], at: int) -> Iterator[int]:
    if at >= len(s.lower) or s.lower[at] != ",":
        return
    end = at + 1
    while end - at <= _LONGEST_NAME and is_name(s, roles, taken, end):
        end += 1
    closed = end < len(s.lower) and (s.lower[end] in {",", "."} or bool(s.flags[end] & _ENDS))
    if end - at - 1 > 1 and closed:
        yield end - 1


def is_name(s: Scan, roles: Roles, taken: set[int], k: int) -> bool:
    """Whether the token may be part of a person's name."""
    if not 0 <= k < len(s.lower) or k in taken or s.lower[k] in roles.role:
        return False
    return bool(s.flags[k] & lx.NAME) and not s.flags[k] & (lx.TITLE | lx.TIME)
