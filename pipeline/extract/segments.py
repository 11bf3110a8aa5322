"""Cut a page's tree into segments: runs of text that stand in one block-level element, each knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.extract.marks import Mark, Marker
from pipeline.extract.normalise import normalise
from pipeline.extract.sheets import Sheet
from pipeline.extract.sight import Way, bits, hides_most
from pipeline.extract.words import words

_SKIPPED = words(
    """
    script style noscript template svg head iframe object embed canvas select option button input textarea
    audio video map math dialog
    """
)
_BLOCKS = words(
    """
    p div section article main h1 h2 h3 h4 h5 h6 li ul ol blockquote td th tr table tbody thead tfoot caption
    figure figcaption aside header footer nav pre dl dt dd address form fieldset details summary center body
    html hr legend
    """
)
_ENDS = (".", "!", "?", ":", "…", "”", '"', "»", "。", "！", "？", "’", "'", ")", ";")


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """A marked element on the way down to a segment: a linked list, the innermost first."""

    element: HtmlElement
    own: int
    marks: int
    parent: Context | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link inside a segment: its target as written and its words, normalised."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A run of text, normalised, with the block-level element that holds it.

    `tag` is that element's; `linked` counts the characters of its links' words; `context` is the innermost marked
    element around it, None when there is none. `whole` is the text with the words that were left out of it because
    no reader sees them, "" where none were.
    """

    text: str
    element: HtmlElement
    tag: str
    anchors: tuple[Anchor, ...]
    linked: int
    context: Context | None
    whole: str = ""

    @property
    def marks(self) -> int:
        """All marks that stand over the segment."""
        return self.context.marks if self.context is not None else Mark.NONE


_PROSE = 80
_LINKED = 0.3
_NEVER_PROSE = Mark.FURNITURE | Mark.COMMENT | Mark.HIDDEN | Mark.CAPTION


def is_prose(segment: Segment) -> bool:
    """Tell whether a segment is long enough for a paragraph, and no list of links."""
    return len(segment.text) > _PROSE and segment.linked < _LINKED * len(segment.text)


class Cut(NamedTuple):
    """The segments of a page, and the ways of hiding that were not believed since they hide most of its paragraphs."""

    segments: list[Segment]
    disbelieved: int


def cut(tree: HtmlElement, sheet: Sheet) -> Cut:
    """Return the segments of a tree in document order, without what is never shown as text.

    That is scripts and styles, and what is struck out or kept from being seen, by the rules of `sheet` too. Pages hide
    whole articles until a script shows them, at once or piece by piece: a way of hiding that takes away a large share
    of the paragraphs is no way of hiding on this page.
    """
    marker, believed = Marker(sheet), Way.ALL
    while True:
        walk = _Walk(marker, believed)
        walk.descend(tree, tree, "body", None)
        walk.close(tree, "body", None)
        whole = _prose(walk.segments) + walk.unseen
        doubted = sum(way for way, size in walk.unseen_by.items() if hides_most(size, whole))
        if not doubted:
            return Cut(walk.segments, Way.ALL & ~believed)
        believed &= ~doubted


def _prose(segments: list[Segment]) -> int:
    return sum(len(one.text) for one in segments if is_prose(one) and not one.marks & _NEVER_PROSE)


class _Walk:
    """One walk over a tree: the run of text being read, and what was closed before it.

    `unseen` counts the characters of the paragraphs that were left out in one of the ways that are believed,
    `unseen_by` those of each way.
    """

    def __init__(self, marker: Marker, believed: int) -> None:
        self.segments: list[Segment] = []
        self.unseen = 0
        self.unseen_by: dict[int, int] = {}
        self._believed = believed
        self._pieces: list[str] = []
        self._left_out: list[tuple[int, str]] = []  # what was left out of the run, and before which piece
        self._anchors: list[tuple[str, str]] = []
        self._marker = marker
        self._href: str | None = None  # the link that stands around whole blocks

    def descend(self, element: HtmlElement, owner: HtmlElement, tag: str, context: Context | None) -> None:
        """Read the children of `element`; its text belongs to `owner`, the nearest block-level element."""
        if element.text:
            self._pieces.append(element.text)
        for child in element:
            if isinstance(child.tag, str):  # and not a comment or a processing instruction
                self._child(child, owner, tag, context)
            if child.tail:
                self._pieces.append(child.tail)

    def _child(self, child: HtmlElement, owner: HtmlElement, tag: str, context: Context | None) -> None:
        name = child.tag
        if name == "br":
            self._line_break(child, owner, tag, context)
        if name == "br" or name in _SKIPPED:
            return
        own = self._marker.marks(child, name)
        if own & Mark.DOUBT:
            own ^= Mark.DOUBT
            ways = self._marker.unseen(child, name, block=name in _BLOCKS) if self._believed else 0
            if ways & self._believed:
                self._leave_out(child, owner, tag, context, own, ways & self._believed)
                return
        inner = Context(child, own, own | context.marks if context else own, context) if own else context
        if name in _BLOCKS:
            self.close(owner, tag, context)
            self.descend(child, child, name, inner)
            self.close(child, name, inner)
        elif own & Mark.HIDDEN:
            return  # words that no reader sees, inside a line of text
        elif name == "a":
            self._link(child, owner, tag, inner)
        else:
            self.descend(child, owner, tag, inner)

    def close(self, owner: HtmlElement, tag: str, context: Context | None) -> None:
        """End the run of text."""
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        text = normalise(raw) if raw and not raw.isspace() else ""
        whole = self._whole() if self._left_out else ""
        if text:
            anchors = tuple(Anchor(href, words) for href, label in self._anchors if (words := normalise(label)))
            if self._href is not None:
                anchors = (Anchor(self._href, text),)
            linked = sum(len(anchor.text) for anchor in anchors)
            self.segments.append(Segment(text, owner, tag, anchors, linked, context, whole))
        self._pieces.clear()
        self._anchors.clear()

    def _leave_out(
        self, child: HtmlElement, owner: HtmlElement, tag: str, context: Context | None, own: int, ways: int
    ) -> None:
        """Pass over what no reader sees, counting what it holds."""
        inner = Context(child, own, own | context.marks if context else own, context)
        aside = _Walk(self._marker, 0)
        aside.descend(child, child, child.tag, inner)
        aside.close(child, child.tag, inner)
        size = _prose(aside.segments)
        self.unseen += size
        for way in bits(ways):
            self.unseen_by[way] = self.unseen_by.get(way, 0) + size
        if child.tag in _BLOCKS or len(aside.segments) > 1:
            self.close(owner, tag, context)
            return
        self._left_out.extend((len(self._pieces), segment.text) for segment in aside.segments)
        self._pieces.append(" " if ways & Way.STRUCK else "")

    def _whole(self) -> str:
        pieces = self._pieces.copy()
        for at, left_out in reversed(self._left_out):
            pieces.insert(at, left_out)
        self._left_out.clear()
        return normalise("".join(pieces))

    def _link(self, element: HtmlElement, owner: HtmlElement, tag: str, context: Context | None) -> None:
        if self._href is not None or (len(element) and any(child.tag in _BLOCKS for child in element)):
            self.close(owner, tag, context)
            outer, self._href = self._href, element.get("href", "")
            self.descend(element, owner, tag, context)
            self.close(owner, tag, context)
            self._href = outer
            return
        before = len(self._pieces)
        self.descend(element, owner, tag, context)
        self._anchors.append((element.get("href", ""), "".join(self._pieces[before:])))

    def _line_break(self, element: HtmlElement, owner: HtmlElement, tag: str, context: Context | None) -> None:
        """Part the run at a line break, unless the sentence clearly runs on over a single one."""
        before = next((piece for piece in reversed(self._pieces) if not piece.isspace()), "").rstrip()
        after = (element.tail or "").lstrip()
        if before and after[:1].islower() and not before.endswith(_ENDS):
            self._pieces.append(" ")
        else:
            self.close(owner, tag, context)
