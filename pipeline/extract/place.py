"""Say where in the page a block stands, as an XPath that a reader can check."""

from __future__ import annotations

from typing import NamedTuple

from lxml.html import HtmlElement

from pipeline.extract.normalise import normalise


class Place(NamedTuple):
    """An absolute XPath, or None with the reason why there is none."""

    xpath: str | None
    reason: str = ""


class Placer:
    """Gives the places of one tree; remembers the text of elements that hold several blocks."""

    def __init__(self, tree: HtmlElement) -> None:
        self._root = tree.getroottree()
        self._texts: dict[HtmlElement, str] = {}

    def place(self, element: HtmlElement, text: str) -> Place:
        """Return the place of `text` in `element`, whose own text must contain it once both are normalised."""
        whole = self._texts.get(element)
        if whole is None:
            whole = self._texts[element] = normalise(element.text_content())
        if text in whole:
            return Place(self._root.getpath(element))
        return Place(None, "the element's text is broken up by text that is not shown")
