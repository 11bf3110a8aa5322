"""What the names of elements say of their place: class names, ids, roles and tags that mark furniture.

The words are general ones that designers use for parts of a page, none of them one publisher's.
"""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement


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
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Marker:
    """Reads the marks of elements; remembers the names it has seen, which repeat a lot within one page."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def marks(self, element: HtmlElement, tag: str) -> int:
        """Return what the element's own tag and attributes mark it as."""
        mark = _TAGS.get(tag, Mark.NONE)
        for name, value in element.items():
            if name in {"class", "id"}:
                mark |= self._named(value)
            elif name == "role":
                mark |= _ROLES.get(value, Mark.NONE)
            elif name == "itemprop" and value == "articleBody":
                mark |= Mark.BODY
            elif (
                name == "hidden"
                or (name == "style" and _UNSEEN.search(value))
                or (name == "aria-hidden" and value == "true")
            ):
                mark |= Mark.HIDDEN
        return mark

    def _named(self, names: str) -> int:
        mark = self._seen.get(names)
        if mark is None:
            plain = _HUMP.sub("-", names).replace("_", "-").lower()
            mark = Mark.NONE
            for match in _NAMES.finditer(plain):
                mark |= int((match.lastgroup or "m0")[1:])
            self._seen[names] = mark
        return mark
