"""What the declarations of a style say of whether a reader sees the text that they stand over.

Only what is certain from the declarations alone counts. A box that moves or fades is on its way to being shown, so
beside an animation or a transition nothing but `display` hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple


class Way:
    """The ways in which text is kept from being read: bits of a plain integer."""

    GONE: Final = 1  # it takes no place: display, content-visibility
    VEILED: Final = 2  # visibility
    CLEAR: Final = 4  # opacity
    TINY: Final = 8  # font-size
    SHUT: Final = 16  # a box of no size that hides what flows over
    AWAY: Final = 32  # far off the screen
    CLIPPED: Final = 64
    SHRUNK: Final = 128  # transformed to nothing
    BLENDED: Final = 256  # of the colour of its background
    STRUCK: Final = 512
    ALL: Final = 1023


def bits(ways: int) -> Iterator[int]:
    """Yield the ways one by one."""
    while ways:
        way = ways & -ways
        yield way
        ways ^= way


STRUCK_TAGS: Final = frozenset({"del", "s", "strike"})


class Sight(NamedTuple):
    """The ways that declarations hide by, those that they show by, and those of both that are `!important`."""

    hides: int
    shows: int
    weighs: int


def described(ways: int) -> str:
    """Return the names of ways, in their order.

    >>> described(Way.CLEAR | Way.GONE)
    'display, opacity'
    """
    return ", ".join(_GROUPS[way][0] for way in bits(ways))


def hides_most(unseen: float, whole: float) -> bool:
    """Tell whether so much of the `whole` is `unseen` that it is meant to be read: pages show it by a script."""
    return unseen > _MOST_UNSEEN * whole


_MOST_UNSEEN = 0.4
_NOTHING = Sight(0, 0, 0)
_FAR = -999
_FAR_EM = -50
_TINY = 1
_CLEAR = 0.01
_LENGTH = re.compile(r"(-?\d*\.?\d+)([a-z%]*)")
_CLIP = re.compile(r"rect\(\s*([01])(?:px)?(?:[\s,]+\1(?:px)?){3}\s*\)")
_CLIP_PATH = re.compile(
    r"inset\(\s*(?:50|100)%\s*\)|circle\(\s*0(?:px|%)?\b|polygon\(0(?:px)? 0(?:px)?(?:, ?0(?:px)? 0(?:px)?)+\)"
)
_SHRUNK = re.compile(r"scale(?:[xy]|3d)?\(\s*0(?:\.0*)?\s*[,)]")
_MOVED = re.compile(r"translate(?:[xy]|3d)?\([^)]*-\d{4,}px")
_NO_COLOUR = frozenset({"transparent", "inherit", "initial", "unset", "revert", "currentcolor", "none"})
_SIDES = ("left", "top", "right", "bottom")
_MARGINS = ("margin-left", "margin-top")
_SIZES = ("height", "max-height", "width", "max-width")
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_PADDINGS = ("padding", "padding-top", "padding-bottom")
_MOVING = ("animation", "animation-name", "transition", "transition-property", "will-change")
_BESIDE = frozenset((*_PADDINGS, *_MOVING))

_GROUPS: dict[int, tuple[str, ...]] = {
    Way.GONE: ("display", "content-visibility"),
    Way.VEILED: ("visibility",),
    Way.CLEAR: ("opacity",),
    Way.TINY: ("font-size", "font"),
    Way.SHUT: (*_SIZES, *_OVERFLOWS),
    Way.AWAY: (*_SIDES, *_MARGINS, "position", "text-indent", "transform"),
    Way.CLIPPED: ("clip", "clip-path"),
    Way.SHRUNK: ("transform", "scale"),
    Way.BLENDED: ("color", "background", "background-color"),
    Way.STRUCK: ("text-decoration", "text-decoration-line"),
}
_WAYS = {
    name: sum(way for way, group in _GROUPS.items() if name in group) for names in _GROUPS.values() for name in names
}


@lru_cache(maxsize=1024)
def sight(declarations: str) -> Sight:
    """Return what declarations, as in a style attribute, hide and show."""
    said: dict[str, str] = {}
    concerned = weighs = 0
    for declaration in declarations.lower().split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip()
        ways = _WAYS.get(name, 0)
        if not ways and name not in _BESIDE:
            continue
        value, important, _ = value.partition("!")
        said[name] = value.strip()
        concerned |= ways
        weighs |= ways if important else 0
    if not concerned:
        return _NOTHING
    hides = _hidden(said)
    return Sight(hides, concerned & ~hides, weighs)


def _hidden(said: dict[str, str]) -> int:
    found = 0
    if said.get("display") == "none" or said.get("content-visibility") == "hidden":
        found |= Way.GONE
    if "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", ""):
        found |= Way.STRUCK
    if _blended(said):
        found |= Way.BLENDED
    if _pixels(said.get("font-size", "")) <= _TINY:
        found |= Way.TINY
    if not any(said.get(name, "none") not in {"none", "auto"} for name in _MOVING):
        found |= _still(said)
    return found


def _still(said: dict[str, str]) -> int:
    """Return the ways of boxes that a movement may undo."""
    transform = said.get("transform", "")
    tests = {
        Way.VEILED: said.get("visibility") in {"hidden", "collapse"},
        Way.CLEAR: 0 <= _number(said.get("opacity", "")) <= _CLEAR,
        Way.SHUT: _shut(said),
        Way.AWAY: _away(said) or _MOVED.search(transform) is not None,
        Way.CLIPPED: _CLIP.match(said.get("clip", "")) is not None
        or _CLIP_PATH.match(said.get("clip-path", "")) is not None,
        Way.SHRUNK: _SHRUNK.search(transform) is not None or _number(said.get("scale", "")) == 0,
    }
    return sum(way for way, holds in tests.items() if holds)


def _pixels(value: str) -> float:
    """Return a length in pixels, infinity for what is none: lengths of nothing need no unit."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        return float("inf")
    size = float(match[1])
    return size if size == 0 or match[2] == "px" else float("inf")


def _number(value: str) -> float:
    """Return a number or a share, infinity for what is none."""
    match = _LENGTH.fullmatch(value)
    return float(match[1]) if match is not None and match[2] in {"", "%"} else float("inf")


def _shut(said: dict[str, str]) -> bool:
    cut_off = any(said.get(name, "").startswith(("hidden", "clip")) for name in _OVERFLOWS)
    padded = any(_pixels(said.get(name, "0")) > 0 for name in _PADDINGS)
    return cut_off and not padded and any(0 <= _pixels(said.get(name, "")) <= _TINY for name in _SIZES)


def _away(said: dict[str, str]) -> bool:
    placed = said.get("position", "static") in {"absolute", "fixed", "relative"}
    names = ("text-indent", *_MARGINS, *(_SIDES if placed else ()))
    return any(_is_far(said.get(name, "")) for name in names)


def _is_far(value: str) -> bool:
    match = _LENGTH.fullmatch(value)
    if match is None:
        return False
    return float(match[1]) <= {"px": _FAR, "em": _FAR_EM, "rem": _FAR_EM, "vw": -2 * 100}.get(match[2], float("-inf"))


def _blended(said: dict[str, str]) -> bool:
    colour = said.get("color", "")
    return (
        bool(colour) and colour not in _NO_COLOUR and colour in {said.get("background"), said.get("background-color")}
    )
