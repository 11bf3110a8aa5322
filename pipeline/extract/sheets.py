"""Read the style elements of a page for the plain rules that keep text from a reader of the screen.

No cascade is computed. A rule hides when it is unconditional and names one element by tag, class or id alone; what
shows that element again, under whatever condition and wherever it stands, undoes it when it weighs as much and comes
later, or weighs more. So where the page alone cannot tell, text counts as seen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from pipeline.extract.sight import Sight, bits, sight

MOST_CSS: Final = 200_000
"""Characters of style of a page from which on none are read: what is left out of a sheet might show the text again."""

_ALWAYS, _SOMETIMES, _NEVER = range(3)
_MOST_SELECTORS = 50
_MOST_RULES = 200  # of one name
_LONGEST = 2_000  # of the selectors or the declarations of one rule
_SIMPLE = re.compile(r"(?:[a-z][\w-]*)?(?:[.#](?:[\w-]|\\.)+)*")
_PART = re.compile(r"([.#]?)((?:[\w-]|\\.)+)")
_SPECIAL = re.compile(r"([^\w-])")
_WEIGHT = re.compile(r"[.#\[]|:(?!:)")
_STATE = re.compile(r"[:\[(]")
_BRACE = re.compile(r"[{}]")
_UNLIKELY = re.compile(r"::|:(?:before|after|hover|focus|active|target|first-l)")
_SCREEN = re.compile(r"(?:only\s+)?(?:screen|all)|")
_PRINTED = re.compile(r"(?:only\s+)?(?:print|speech|aural|braille|embossed|tty)\b")


class Names(NamedTuple):
    """What a selector asks of one element: a tag ("" for any), an id ("" for any), classes."""

    tag: str
    id: str
    classes: frozenset[str]

    @property
    def key(self) -> str:
        """The one name by which a rule is looked up: "#id", ".class" or "tag"."""
        return f"#{self.id}" if self.id else f".{min(self.classes)}" if self.classes else self.tag

    def fits(self, element: Names) -> bool:
        """Tell whether an element that has these names is one that is asked for."""
        return self.tag in {"", element.tag} and self.id in {"", element.id} and self.classes <= element.classes


class Rule(NamedTuple):
    """One selector with what its declarations do, `hides` only where that is certain.

    `weight` counts ids, then classes, attributes and states, then the place in the page: the greater wins.
    """

    names: Names
    weight: tuple[int, int, int]
    does: Sight


_INLINE = (1_000_000, 0, 0)


class Sheet:
    """The style elements of one page, `css` being their text one after another."""

    def __init__(self, css: str) -> None:
        self._css = css
        self._starts: list[int] = [0]  # where the condition under which rules stand changes, and what it is from there
        self._conditions: list[int] = [_ALWAYS]
        self._rules: dict[str, list[Rule]] = {}
        self._hiding: dict[str, list[Names]] = {}
        for names in self._hidden():
            self._hiding.setdefault(names.key, []).append(names)

    @property
    def hidden(self) -> Iterable[str]:
        """The names ("#id", ".class", "tag") that some rule hides by."""
        return self._hiding.keys()

    def unseen(self, element: HtmlElement, tag: str, own: Sight) -> int:
        """Return the ways in which an element is kept from being seen, `own` being what its style attribute does."""
        found = [(rule.weight, rule.does) for rule in self._matching(element, tag)] if self._hiding else []
        found.append((_INLINE, own))
        hidden = 0
        for way in bits(_all_hides(does for _, does in found)):
            said = [
                (bool(does.weighs & way), weight, bool(does.hides & way))
                for weight, does in found
                if (does.hides | does.shows) & way
            ]
            hidden |= way if max(said)[2] else 0
        return hidden

    def _matching(self, element: HtmlElement, tag: str) -> Iterator[Rule]:
        classes = frozenset((element.get("class") or "").lower().split())
        asked = Names(tag, (element.get("id") or "").lower(), classes)
        keys = [tag, f"#{asked.id}", *(f".{one}" for one in sorted(classes))]
        if not any(names.fits(asked) for key in keys for names in self._hiding.get(key, ())):
            return
        for key in keys:
            # A tag alone weighs too little to undo any rule but another tag's.
            if key != tag or tag in self._hiding:
                yield from (rule for rule in self._of(key) if rule.names.fits(asked))

    def _hidden(self) -> Iterator[Names]:
        """Yield what simple rules that hide ask for, noting where conditions change."""
        at, conditions = 0, [_ALWAYS]
        for chunk in self._css.split("}"):
            opened = chunk.count("{")
            if opened != 1:
                self._nest(chunk, at, conditions)
            if opened and _may_hide(chunk) and conditions[-1] == _ALWAYS:
                head, body = chunk.split("{")[-2:]
                if sight(body[:_LONGEST]).hides:
                    yield from _simple(head)
            at += len(chunk) + 1

    def _nest(self, chunk: str, at: int, conditions: list[int]) -> None:
        """Note the blocks around rules that a piece of a sheet, up to a closing brace, opens or closes."""
        heads = chunk.split("{")[:-2]
        for head in heads:
            prelude = head.rpartition(";")[2].strip()
            conditions.append(max(conditions[-1], _condition(prelude)))
            at += len(head) + 1
            self._note(at, conditions[-1])
        if "{" not in chunk and len(conditions) > 1:
            conditions.pop()
            self._note(at + len(chunk) + 1, conditions[-1])

    def _note(self, at: int, condition: int) -> None:
        self._starts.append(at)
        self._conditions.append(condition)

    def _of(self, key: str) -> list[Rule]:
        """Return the rules that ask for a name of the element itself."""
        if key not in self._rules:
            self._rules[key] = [rule for start in self._places(key) for rule in self._rules_at(start, key)]
        return self._rules[key]

    def _places(self, key: str) -> Iterator[int]:
        """Yield where the selectors begin that hold a name."""
        mark, name = (key[0], key[1:]) if key[0] in ".#" else ("", key)
        written = mark + _SPECIAL.sub(r"\\\1", name)
        at, last, css = 0, -1, self._css
        for _ in range(_MOST_RULES):
            at = css.find(written, at)
            if at < 0:
                return
            start = 1 + max(css.rfind(stop, max(0, at - _LONGEST), at) for stop in "{};")
            if start != last:
                yield start
            at, last = at + len(written), start

    def _rules_at(self, start: int, key: str) -> Iterator[Rule]:
        css = self._css
        brace = _BRACE.search(css, start, start + 2 * _LONGEST)
        if brace is None or brace.group() == "}":
            return
        condition = self._conditions[bisect_right(self._starts, start) - 1]
        end = _BRACE.search(css, brace.end(), brace.end() + _LONGEST)
        body = css[brace.end() : end.start() if end is not None else brace.end() + _LONGEST]
        if end is not None and end.group() == "{":  # what stands inside may hold or not
            body, condition = css[brace.end() : brace.end() + _LONGEST].replace("{", ";").partition("}")[0], _SOMETIMES
        does = sight(body)
        if condition == _NEVER or not does.hides | does.shows:
            return
        for selector in css[start : brace.start()].split(",")[:_MOST_SELECTORS]:
            rule = _rule(selector.strip(), does, condition, start)
            if rule is not None and _asks(rule.names, key):
                yield rule


def _rule(selector: str, does: Sight, condition: int, start: int) -> Rule | None:
    """Return a rule; one that is not sure to hold only shows."""
    if condition != _ALWAYS or _SIMPLE.fullmatch(selector) is None:
        if not does.shows or _UNLIKELY.search(selector):
            return None
        does = does._replace(hides=0)
        subject = _STATE.split(selector.replace(">", " ").split()[-1], maxsplit=1)[0] if selector.strip("> ") else ""
    else:
        subject = selector
    marks = _WEIGHT.findall(selector)
    return Rule(_names(subject), (marks.count("#"), len(marks) - marks.count("#"), start), does)


def _asks(names: Names, key: str) -> bool:
    """Tell whether a rule is to be found by a name: each rule by one name only."""
    return names.key == key


def _may_hide(chunk: str) -> bool:
    """Tell whether a rule may hide by what it holds somewhere; most rules are not looked at closer."""
    return (
        "display:none" in chunk
        or "y:hidden" in chunk
        or "opacity:" in chunk
        or "size:0" in chunk
        or "size:1px" in chunk
        or ("overflow" in chunk and ("t:0" in chunk or "h:0" in chunk or "t:1px" in chunk or "h:1px" in chunk))
        or ("clip" in chunk and ("rect(" in chunk or "path:" in chunk))
        or "line-through" in chunk
        or "-999" in chunk
        or "indent:-" in chunk
        or ("transform:" in chunk and ("e(0" in chunk or "(-" in chunk))
    )


def _simple(head: str) -> Iterator[Names]:
    for selector in head.rpartition(";")[2].split(",")[:_MOST_SELECTORS]:
        plain = selector.strip()
        if plain and _SIMPLE.fullmatch(plain) is not None:
            yield _names(plain)


def _all_hides(sights: Iterable[Sight]) -> int:
    ways = 0
    for one in sights:
        ways |= one.hides
    return ways


def read_sheets(styles: Iterable[HtmlElement]) -> Sheet:
    """Return the rules of the style elements of a page; what stands in `noscript` may hold or not."""
    parts, size = [], 0
    for element in styles:
        parent = element.getparent()
        within = parent.tag if parent is not None else ""
        media = (element.get("media") or "").lower()
        if within == "template" or _medium(media) == _NEVER:
            continue
        css = element.text or ""
        size += len(css)
        if size > MOST_CSS:
            return Sheet("")
        css = _plain(css.lower())
        if within == "noscript" or _medium(media) == _SOMETIMES:
            css = f"@supports (){{{css}}}"
        parts.append(css)
    return Sheet("".join(parts))


def _plain(css: str) -> str:
    """Return a sheet without comments and strings, its braces evened out; what an open comment begins is cut."""
    if "/*" in css:
        first, *rest = css.split("/*")
        css = "".join([first, *(part.partition("*/")[2] for part in rest)])
    for mark in "\"'":
        parts = css.split(mark)
        if len(parts) % 2:  # an odd quotation mark would turn strings and rules around
            css = "".join(parts[::2])
    if "<!--" in css:
        css = css.replace("<!--", " ").replace("-->", " ")
    css = css.replace(": ", ":")
    return css + "}" * (css.count("{") - css.count("}"))


def _medium(query: str) -> int:
    queries = [part.strip() for part in query.split(",")]
    if any(_SCREEN.fullmatch(part) for part in queries):
        return _ALWAYS
    return _NEVER if all(_PRINTED.match(part) for part in queries) else _SOMETIMES


def _condition(prelude: str) -> int:
    if not prelude.startswith("@"):
        return _SOMETIMES  # a rule inside another
    name = re.match(r"@[\w-]*", prelude)
    what = name.group() if name is not None else ""
    if what == "@layer":
        return _ALWAYS
    if what == "@media":
        return _medium(prelude[len(what) :])
    return _SOMETIMES if what in {"@supports", "@container", "@scope", "@document"} else _NEVER


def _names(compound: str) -> Names:
    tag, name, classes = "", "", []
    for mark, written in _PART.findall(compound):
        plain = written.replace("\\", "")
        if mark == "#":
            name = plain
        elif mark == ".":
            classes.append(plain)
        else:
            tag = plain
    return Names(tag, name, frozenset(classes))
