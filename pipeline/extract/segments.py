"""Cut a page's tree into segments: runs of text that stand in one block-level element, each knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extract.marks import Mark, Marker
from pipeline.extract.normalise import normalise
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
    element around it, None when there is none.
    """

    text: str
    element: HtmlElement
    tag: str
    anchors: tuple[Anchor, ...]
    linked: int
    context: Context | None

    @property
    def marks(self) -> int:
        """All marks that stand over the segment."""
        return self.context.marks if self.context is not None else Mark.NONE


def cut(tree: HtmlElement) -> list[Segment]:
    """Return the segments of a tree in document order, without scripts, styles and other things never shown as text."""
    walk = _Walk()
    walk.descend(tree, tree, "body", None)
    walk.close(tree, "body", None)
    return walk.segments


class _Walk:
    """One walk over a tree: the run of text being read, and what was closed before it."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._pieces: list[str] = []
        self._anchors: list[tuple[str, str]] = []
        self._marker = Marker()
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
        text = normalise("".join(self._pieces))
        if text:
            anchors = tuple(Anchor(href, words) for href, raw in self._anchors if (words := normalise(raw)))
            if self._href is not None:
                anchors = (Anchor(self._href, text),)
            linked = sum(len(anchor.text) for anchor in anchors)
            self.segments.append(Segment(text, owner, tag, anchors, linked, context))
        self._pieces.clear()
        self._anchors.clear()

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
