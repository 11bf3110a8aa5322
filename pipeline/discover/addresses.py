"""Links as absolute web addresses."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

MAX_URL = 8192
SCHEMES = ("http", "https")


def absolute(link: str, base: str) -> str:
    """Return a link as an absolute http or https address, or "" when it is none or the base.

    Its fragment is left off, and so are name and password: what a feed is asked with is no part of a story's address.

    >>> absolute("/2026/story#top", "https://gazette.example/feeds/all.xml")
    'https://gazette.example/2026/story'
    >>> absolute("https://reader:word@gazette.example/story", "https://gazette.example/feeds/all.xml")
    'https://gazette.example/story'
    """
    try:
        joined = urljoin(base, link.strip()).split("#", maxsplit=1)[0].replace(" ", "%20")
        parts = urlsplit(joined)
        is_web = parts.scheme in SCHEMES and bool(parts.hostname)
        if "@" in parts.netloc:
            joined = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return ""
    is_askable = is_web and joined != base and len(joined) <= MAX_URL and joined.isprintable()
    return joined if is_askable else ""
