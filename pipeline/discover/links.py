"""Read the links of a web page: those of a listing, and those that name feeds and sitemaps."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree, html

from pipeline.discover.addresses import absolute
from pipeline.discover.patterns import Patterns
from pipeline.model.capture import Candidate
from pipeline.model.settings import Outlet, Place

MAX_LINKS = 2000
MAX_TEXT = 1000
FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/rdf+xml")
)
# Where sites keep their feeds and sitemaps when no page names them; asked in this order.
COMMON_FEEDS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds/all.rss.xml", "/feed.json")
COMMON_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: an absolute address, and its words on one line."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page links to, in its order: pages, and feeds that its head names with their titles."""

    pages: tuple[Link, ...] = ()
    feeds: tuple[Link, ...] = ()


def read_links(payload: bytes, *, url: str) -> PageLinks:
    """Return the links of a page; never raises for what it holds.

    `payload` is the body after content-decoding, `url` the address it came from in the end; a `<base href>` is heeded.
    """
    try:
        tree = html.document_fromstring(payload, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return PageLinks()
    base = next((absolute(element.get("href") or "", url) for element in tree.iter("base")), "") or url
    pages: dict[str, Link] = {}
    for element in tree.iter("a"):
        link = absolute(element.get("href") or "", base)
        if link and link not in pages:
            pages[link] = Link(link, " ".join("".join(map(str, element.itertext())).split())[:MAX_TEXT])
        if len(pages) == MAX_LINKS:
            break
    feeds: dict[str, Link] = {}
    for element in tree.iter("link"):
        names = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").split(";")[0].strip().lower()
        link = absolute(element.get("href") or "", base)
        if link and "alternate" in names and kind in FEED_TYPES:
            feeds.setdefault(link, Link(link, " ".join((element.get("title") or "").split())[:MAX_TEXT]))
    return PageLinks(tuple(pages.values()), tuple(feeds.values()))


def from_listing(
    payload: bytes, *, url: str, outlet: Outlet, place: Place, patterns: Patterns
) -> tuple[Candidate, ...]:
    """Return the links of a listing that its patterns let through, as candidates in the page's order.

    Without a pattern those on the listing's own host are, but for the listing itself and the pages above it.
    """
    host, path = urlsplit(url).hostname, urlsplit(url).path.rstrip("/")
    found = []
    for link in read_links(payload, url=url).pages:
        parts = urlsplit(link.url)
        own = parts.hostname == host and not f"{path}/".startswith(f"{parts.path.rstrip('/')}/")
        if patterns.admits(link.url) and (own or patterns.include):
            found.append(Candidate(link.url, outlet.key, place, entry_title=link.text))
    return tuple(found)
