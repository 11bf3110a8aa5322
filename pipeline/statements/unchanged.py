"""Verbs whose past is their base form: where "cut", "put" or "shut" stands as a past, it is classed as one."""

from __future__ import annotations

from pipeline.statements import lexicon as lx

_HELPERS = frozenset(
    (
        *("have", "has", "had", "having", "'ve", "’ve", "is", "are", "was", "were", "been", "being", "be", "get"),
        *(
            "got",
            "hasn't",
            "hasn’t",
            "haven't",
            "haven’t",
            "hadn't",
            "hadn’t",
            "wasn't",
            "wasn’t",
            "weren't",
            "weren’t",
        ),
    )
)
_NO_PAST_AFTER = lx.MODAL | lx.DET | lx.POSSESSIVE | lx.PREP | lx.SUBORD | lx.CONJ
_OBJECTS = lx.DET | lx.POSSESSIVE | lx.OBJECT
_PARTICLES = frozenset(("off", "down", "back", "out", "aside", "up", "forward", "forth", "short"))
_MONEY = frozenset(("$", "£", "€"))


def mark_past(lower: list[str], flags: list[int]) -> None:
    """Class the words of the list `grammar.unchanged` as past where a helper stands before them, or an object behind.

    "Acme cut its orders", "it has shut two plants" and "the plan was put off"; "will cut its orders", "the cut" not.
    """
    for at, bits in enumerate(flags):
        if bits & lx.UNCHANGED and at and _stands_as_past(lower, flags, at):
            flags[at] |= lx.PAST


def _stands_as_past(lower: list[str], flags: list[int], at: int) -> bool:
    before = at - 1
    while before > 0 and flags[before] & lx.ADV and not flags[before] & (lx.DET | lx.NAME):
        before -= 1
    if lower[before] in _HELPERS:
        return True
    if flags[before] & _NO_PAST_AFTER or flags[before] & lx.AUX or lower[before].endswith(("n't", "n’t")):
        return False
    if not flags[before] & lx.WORD or at + 1 >= len(flags):
        return False
    following = lower[at + 1]
    if flags[at + 1] & _OBJECTS or following[0].isdigit() or following in _MONEY or following in _PARTICLES:
        return True
    return bool(flags[before] & lx.NAME) and not flags[at] & lx.AMBIGUOUS
