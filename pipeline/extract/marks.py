"""What the names of elements say of their place: class names, ids, roles and tags that mark furniture.

The words are general ones that designers use for parts of a page, none of them one publisher's.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from pipeline.extract.sheets import Sheet
from pipeline.extract.sight import STRUCK_TAGS, Way, sight


class Mark:
    """What an element, and all that stands in it, is marked as: bits of a plain integer, since there are so many."""

    NONE: Final = 0
    FURNITURE: Final = 1  # navigation, sharing, related articles, promotions, subscriptions
    CAPTION: Final = 2
    QUOTE: Final = 4
    PULL: Final = 8  # a statement set large, usually repeated from the text
    POST: Final = 16  # an embedded post
    NOTE: Final = 32  # a correction or an update
    ASIDE: Final = 64
    HIDDEN: Final = 128
    HEADING: Final = 256
    ITEM: Final = 512
    CELL: Final = 1024
    COMMENT: Final = 2048  # readers' comments
    BYLINE: Final = 4096
    BODY: Final = 8192  # schema.org's articleBody
    SUMMARY: Final = 16384  # a standfirst
    DOUBT: Final = 32768  # something may keep it from being seen: `Marker.unseen` says


_WORDS = {
    Mark.FURNITURE: r"""related|recommend(?:ed|ations?)?|recirc(?:ulation)?|promos?|promotions?|newsletters?|subscribe|
        subscriptions?|sign-?up|sidebar|shares?|sharing|social|most-?(?:read|popular|viewed|recent)|trending|popular|
        teasers?|outbrain|taboola|ads?|adverts?|advertisement|advertising|sponsor(?:ed)?|banner|cookies?|consent|
        breadcrumbs?|pagination|read-?(?:more|next|also)|also-?read|more-?(?:on|from|stories|news)|donat(?:e|ions?)|
        toolbar|tags?|topics?|keywords|follow-?us|navigation|nav|menu|footer|anzeige|werbung|lire-?aussi|
        lee-?(?:tambien|mas)|relacionad[ao]s?|leggi-?anche|lees-?(?:ook|meer)|
        author-?(?:bio|box|info|card|description)|copyright|disclaimer|ratings?|polls?|quiz|print-?only|skip-?link|
        sr-?only|visually-?hidden|screen-?reader(?:-?text)?|cta|call-?to-?action|playlist|carousel|slider""",
    Mark.CAPTION: r"""(?:fig|image|img|photo|picture|media|video|wp)?-?caption(?:-?text)?|
        (?:image|photo|picture|media|img)-?(?:credits?|legend|copyright|source|description)|credits?|legend""",
    Mark.PULL: r"pull-?quotes?|quote-?(?:box|large|big)|big-?quote|highlighted-?quote",
    Mark.POST: r"""twitter-?(?:tweet|video)|instagram-?media|tiktok-?embed|fb-?post|bluesky-?embed|mastodon-?embed|
        reddit-?embed(?:-?bq)?|telegram-?post|text-?post-?media|threads-?embed""",
    Mark.NOTE: r"corrections?|clarifications?|edit(?:or|ors|orial)-?notes?|update-?notes?|article-?updates?",
    Mark.ASIDE: r"(?:info|fact|fakta?|fakten)s?-?(?:box|boks|ruta|kasten)",
    Mark.COMMENT: r"comments?(?:-?(?:list|section|area|container|thread))?|disqus(?:-?thread)?",
    Mark.BYLINE: r"""by-?lines?|dateline|authors?(?:-?name)?|timestamp|publish(?:ed)?-?date|date-?published|
        (?:post|article|entry)-?meta""",
    Mark.SUMMARY: r"stand-?first|sub-?head(?:line)?|sub-?title|lead|lede|intro|excerpt|summary|dek|deck|chapo",
}
_NAMES = re.compile(
    rf"(?<![a-z])(?:{'|'.join(f'(?P<m{mark}>{words})' for mark, words in _WORDS.items())})(?![a-z])", re.VERBOSE
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TAGS = {
    "blockquote": Mark.QUOTE,
    "q": Mark.QUOTE,
    "figcaption": Mark.CAPTION,
    "caption": Mark.CAPTION,
    "figure": Mark.ASIDE,
    "aside": Mark.ASIDE,
    "nav": Mark.FURNITURE,
    "footer": Mark.FURNITURE,
    "form": Mark.FURNITURE,
    "li": Mark.ITEM,
    "dd": Mark.ITEM,
    "dt": Mark.ITEM,
    **dict.fromkeys(STRUCK_TAGS, Mark.DOUBT),
    "td": Mark.CELL,
    "th": Mark.CELL,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Mark.HEADING),
}
_ROLES = {
    "navigation": Mark.FURNITURE,
    "complementary": Mark.ASIDE,
    "contentinfo": Mark.FURNITURE,
    "search": Mark.FURNITURE,
    "heading": Mark.HEADING,
    "blockquote": Mark.QUOTE,
}
_PLAIN = frozenset({"b", "br", "em", "i", "strong", "u"})
_has_words = etree.XPath("boolean(descendant-or-self::*/text()[string-length() > 25 and not(ancestor::a)])")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Marker:
    """Reads the marks of elements; remembers the names it has seen, which repeat a lot within one page.

    `sheet` holds the rules of the page that hide.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._seen: dict[str, int] = {}
        self._sheet = sheet
        hidden = sheet.hidden
        self._classes = frozenset(name[1:] for name in hidden if name.startswith("."))
        self._ids = frozenset(name[1:] for name in hidden if name.startswith("#"))
        self._tags = _TAGS | {tag: _TAGS.get(tag, Mark.NONE) | Mark.DOUBT for tag in hidden if tag[0] not in ".#"}

    def marks(self, element: HtmlElement, tag: str) -> int:
        """Return what the element's own tag and attributes mark it as."""
        mark = self._tags.get(tag, Mark.NONE)
        for name, value in element.items():
            if name == "class":
                mark |= self._named(value)
            elif name == "id":
                mark |= self._named(value)
                if value.lower() in self._ids:
                    mark |= Mark.DOUBT
            elif name == "style":
                mark |= _styled(value)
            elif name == "role":
                mark |= _ROLES.get(value, Mark.NONE)
            elif name == "itemprop" and value == "articleBody":
                mark |= Mark.BODY
            elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                mark |= Mark.HIDDEN
        return mark

    def unseen(self, element: HtmlElement, tag: str, *, block: bool) -> int:
        """Return the ways in which an element that is in doubt is struck out or kept from being seen.

        Rules are not asked about a `block` of hardly more than links: most are menus, which are dropped as such.
        """
        own = sight(element.get("style") or "")
        if block and not own.hides and not _has_words(element):
            return 0
        ways = self._sheet.unseen(element, tag, own)
        if ways & Way.TINY and not _is_bare(element):
            ways &= ~Way.TINY
        return ways | Way.STRUCK if tag in STRUCK_TAGS else ways

    def _named(self, names: str) -> int:
        mark = self._seen.get(names)
        if mark is None:
            plain = _HUMP.sub("-", names).replace("_", "-").lower()
            mark = Mark.NONE if self._classes.isdisjoint(names.lower().split()) else Mark.DOUBT
            for match in _NAMES.finditer(plain):
                mark |= int((match.lastgroup or "m0")[1:])
            self._seen[names] = mark
        return mark


def _styled(style: str) -> int:
    if _UNSEEN.search(style):
        return Mark.HIDDEN
    return Mark.DOUBT if sight(style).hides else Mark.NONE


def _is_bare(element: HtmlElement) -> bool:
    """Tell whether nothing inside an element can set a size of its own: words with plain marks of emphasis only."""
    return all(child.tag in _PLAIN and not child.attrib for child in element.iterdescendants("*"))
