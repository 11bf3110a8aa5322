"""Drop from what is kept whatever is no text of the article.

Each rule takes the page and what is kept so far and returns what is kept after it. The rules go by what is true of
pages in general: repetition, density of links, marks, and where the rest of the text stands.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from lxml.html import HtmlElement

from pipeline.extract.marks import Mark
from pipeline.extract.page import Kept, Page

FURNITURE = Mark.FURNITURE | Mark.COMMENT | Mark.HIDDEN | Mark.CAPTION | Mark.BYLINE
HARDLY_MORE = 0.8
"""A block with this share of its characters in links is hardly more than a link."""
QUOTED = 25
"""Statements set apart have at least this many characters."""

_SHORT = 60
_TITLE = 15
_TITLE_LINKED = 0.45
_CARD = 500
_CARD_LINKED = 0.15
_CARD_LEVELS = 3
_LIST_LINKED = 0.5
_OUTLIER = 0.85
_NAMED = 0.4
_DATED = 0.3
_CREDIT = re.compile(
    r"(?:©|\(c\)|(?:photo|image|picture|foto|bild|imagen|imagem|crédits?|credits?|photograph|illustration|grafik|video)s?"
    r"(?: credit| by| courtesy)?\s*[:©/|])",
    re.IGNORECASE,
)


def without_repeats(page: Page, kept: Kept) -> Kept:
    """Keep one of each repeated text: the one that is not marked as furniture and stands nearest the middle."""
    places: dict[str, Kept] = defaultdict(list)
    for number in kept:
        places[page.keys[number]].append(number)
    solid = [numbers[0] for text, numbers in places.items() if len(numbers) == 1 and len(text) > _SHORT]
    middle = solid[len(solid) // 2] if solid else 0
    return sorted(
        min(numbers, key=lambda number: (bool(page.marks[number] & FURNITURE), abs(number - middle)))
        for numbers in places.values()
    )


def without_headline(page: Page, kept: Kept) -> Kept:
    """Drop the headline, alone or with its kicker."""
    return [number for number in kept if not is_headline(page, number)]


def is_headline(page: Page, number: int) -> bool:
    """Tell whether a segment repeats the page's headline, alone or with a kicker."""
    segment, text = page.segments[number], page.keys[number]
    if segment.tag == "h1" or text in page.headlines:
        return True
    heading = bool(page.marks[number] & Mark.HEADING)
    return heading and any(
        len(title) > _TITLE and title in text and len(text) < 2 * len(title) for title in page.headlines
    )


def without_teasers(page: Page, kept: Kept) -> Kept:
    """Drop the small boxes around headings that are links: the titles of other articles with what announces them."""
    cards: set[HtmlElement] = set()
    for number, segment in enumerate(page.segments):
        titled = page.marks[number] & Mark.HEADING and segment.linked >= _TITLE_LINKED * len(segment.text)
        if titled and not is_headline(page, number):
            cards.update(_card(page, segment.element))
    return [number for number in kept if not _inside(page.segments[number].element, cards, _CARD_LEVELS)]


def _card(page: Page, element: HtmlElement) -> list[HtmlElement]:
    card, around = [element], element.getparent()
    while around is not None and len(card) < _CARD_LEVELS:
        size, linked = page.sizes[around]
        if size >= _CARD or linked < _CARD_LINKED * size:
            break
        card.append(around)
        around = around.getparent()
    return card


def _inside(element: HtmlElement | None, elements: set[HtmlElement], levels: int) -> bool:
    for _ in range(levels + 1):
        if element is None:
            return False
        if element in elements:
            return True
        element = element.getparent()
    return False


def without_links(page: Page, kept: Kept) -> Kept:
    """Drop blocks that are hardly more than a link."""
    return [number for number in kept if page.segments[number].linked <= HARDLY_MORE * len(page.segments[number].text)]


def without_furniture(page: Page, kept: Kept) -> Kept:
    """Drop what its surroundings mark as furniture."""
    return [number for number in kept if not is_furniture(page.marks[number])]


def is_furniture(marks: int) -> bool:
    """Tell whether marks are those of furniture; an embedded post may stand in a box that is named as social."""
    return bool(marks & (FURNITURE & ~Mark.FURNITURE if marks & Mark.POST else FURNITURE))


def without_asides(page: Page, kept: Kept) -> Kept:
    """Drop what stands in an aside or a figure, unless it is a quotation."""
    return [number for number in kept if not page.marks[number] & Mark.ASIDE]


def without_link_lists(page: Page, kept: Kept) -> Kept:
    """Drop the items of lists that are mostly links."""
    return [number for number in kept if not (page.marks[number] & Mark.ITEM and _in_link_list(page, number))]


def _in_link_list(page: Page, number: int) -> bool:
    element: HtmlElement | None = page.segments[number].element
    while element is not None and element.tag not in {"ul", "ol"}:
        element = element.getparent()
    if element is None:
        return False
    size, linked = page.sizes[element]
    return linked > _LIST_LINKED * size


def without_outliers(page: Page, kept: Kept) -> Kept:
    """Drop what stands outside the element that holds nearly all of the text."""
    total = sum(len(page.segments[number].text) for number in kept)
    held: Counter[HtmlElement] = Counter()
    order: list[HtmlElement] = []
    for number in kept:
        element: HtmlElement | None = page.segments[number].element
        while element is not None:
            if element not in held:
                order.append(element)
            held[element] += len(page.segments[number].text)
            element = element.getparent()
    enough = [element for element in order if held[element] >= _OUTLIER * total]
    if not enough:
        return kept
    home = min(enough, key=lambda element: page.sizes[element][0])
    inside = [number for number in kept if _within(page.segments[number].element, home)]
    within = set(inside)
    return [number for number in kept if number in within or (number < inside[0] and page.marks[number] & Mark.SUMMARY)]


def _within(element: HtmlElement | None, home: HtmlElement) -> bool:
    while element is not None:
        if element is home:
            return True
        element = element.getparent()
    return False


def without_bylines(page: Page, kept: Kept) -> Kept:
    """Drop short blocks that are no more than an author's name, a date or the credit of a picture."""
    return [number for number in kept if not _is_byline(page, number)]


def _is_byline(page: Page, number: int) -> bool:
    text = page.segments[number].text
    if page.marks[number] & Mark.CELL:
        return False
    if len(text) <= _SHORT and any(
        name in page.keys[number] and len(name) > _NAMED * len(page.keys[number]) for name in page.names
    ):
        return True
    if len(text) <= _SHORT and sum(map(str.isdigit, text)) > _DATED * len(page.keys[number]):
        return True
    return len(text) <= 2 * _SHORT and _CREDIT.match(text) is not None


def without_hanging_headings(page: Page, kept: Kept) -> Kept:
    """Drop headings that nothing stands under, at the end."""
    kept = list(kept)
    while kept and page.marks[kept[-1]] & Mark.HEADING:
        kept.pop()
    return kept


def without_pull_quotes(page: Page, kept: Kept) -> Kept:
    """Drop statements set apart that the text repeats."""
    apart = Mark.QUOTE | Mark.PULL | Mark.ASIDE
    running = "|".join(page.keys[number] for number in kept if not page.marks[number] & apart)
    return [
        number
        for number in kept
        if not (page.marks[number] & apart and len(page.keys[number]) > QUOTED and page.keys[number] in running)
    ]
