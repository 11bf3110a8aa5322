"""A second opinion: the paragraphs of a page as another parser sees them.

lxml (libxml2) loses the text of some pages: an unclosed title swallows it, and what stands in `noscript` alone is
passed over. Where hardly any prose was found, Beautiful Soup reads the page with Python's own `html.parser`, which
recovers in other ways. What only it finds has no place in lxml's tree, so its blocks carry none, and say so.
"""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from pipeline.extract.normalise import normalise
from pipeline.extract.sight import STRUCK_TAGS, hides_most, sight
from pipeline.extract.words import words

METHOD = "beautifulsoup"
REASON = "found by a second parser only"
_BLOCKS = ("p", "blockquote", "li", "h2", "h3")
_LEFT_OUT = words("script style template svg select textarea nav header footer form aside figure button")
_PROSE = 80
_MUCH = 600
_TIMES = 3


def second_opinion(page: str, found: int) -> list[str]:
    """Return the paragraphs that a second parser finds, or none where they are not clearly more than `found`.

    `page` is the decoded page, `found` the number of characters of prose that the first parser saw.
    """
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(_LEFT_OUT):
        element.decompose()
    _leave_out_unseen(soup)
    texts = [text for element in soup.find_all(_BLOCKS) if (text := _own_text(element))]
    prose = sum(len(text) for text in texts if len(text) > _PROSE)
    return texts if prose > max(_MUCH, _TIMES * found) else []


def _leave_out_unseen(soup: BeautifulSoup) -> None:
    unseen = [element for element in soup.find_all(_is_unseen) if element.find_parent(_is_unseen) is None]
    size = sum(len(element.get_text()) for element in unseen)
    if not hides_most(size, len(soup.get_text())):
        for element in unseen:
            element.replace_with(" ")


def _is_unseen(element: Tag) -> bool:
    style = element.get("style")
    return (
        element.name in STRUCK_TAGS
        or element.has_attr("hidden")
        or (isinstance(style, str) and sight(style).hides != 0)
    )


def _own_text(element: object) -> str:
    """Return the text of a block that holds no other block and is no list of links."""
    if not isinstance(element, Tag) or element.find(_BLOCKS) is not None:
        return ""
    text = normalise(element.get_text())
    linked = sum(len(link.get_text()) for link in element.find_all("a"))
    return "" if 2 * linked > len(text) else text
