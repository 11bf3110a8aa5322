"""Tell whether two addresses are one page's, and whether a canonical link may be believed."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

_TRACKING = re.compile(
    r"utm_|fbclid|gclid|at_|cmp|ref|source|share|amp|outputtype|output|mobile|print|s$|sh$", re.IGNORECASE
)
_HOST_PREFIX = re.compile(r"^(?:www|m|mobile|amp|edition|us|uk|en)\.")
_AMP = re.compile(r"(?:/amp(?=/|$)|\.amp(?=\.html?$|$))", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default|home)\.\w{3,5}$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}")


def same_page(one: str, other: str) -> bool:
    """Tell whether two absolute or host-relative addresses lead to one page, whatever scheme, AMP form or tracking."""
    left, right = _parts(one), _parts(other)
    if left is None or right is None:
        return False
    if left[0] and right[0] and left[0] != right[0]:
        return False
    return left[1] == right[1] and (left[2] == right[2] or (bool(left[1]) and (not left[2] or not right[2])))


def _parts(address: str) -> tuple[str, str, frozenset[tuple[str, str]]] | None:
    try:
        split = urlsplit(address.strip())
        host = split.hostname or ""
    except ValueError:
        return None
    path = _INDEX.sub("", _AMP.sub("", unquote(split.path))).strip("/").casefold()
    query = frozenset(pair for pair in parse_qsl(split.query) if not _TRACKING.match(pair[0]))
    return _HOST_PREFIX.sub("", host), path, query


def is_front_page(address: str) -> bool:
    """Tell whether an address is a site's front page."""
    parts = _parts(address)
    return parts is not None and not parts[1] and not parts[2]


def resolve(address: str, base: str) -> str:
    """Return `address` as an absolute http(s) address without its fragment, "" when it is none."""
    try:
        absolute = urljoin(base, address.strip())
        split = urlsplit(absolute)
        host = split.hostname
    except ValueError:
        return ""
    if split.scheme not in ("http", "https") or not host:
        return ""
    return absolute.split("#", maxsplit=1)[0]


def objection(canonical: str, url: str) -> str:
    """Return why the canonical address of the page at `url` is not believed, "" when it is.

    RFC 6596 lets a canonical link name an identical or a superset of the page's content: a front page or another
    story is neither.
    """
    if not urlsplit(url).scheme.startswith("http") or same_page(canonical, url):
        return ""
    if is_front_page(canonical):
        return "points to the front page"
    there, here = _parts(canonical), _parts(url)
    if there is None or here is None:
        return "cannot be read"
    if _akin(there[1], here[1]):
        return ""
    return "points to another page" if there[0] == here[0] else ""


def _akin(one: str, other: str) -> bool:
    """Tell whether two paths could be one story's: a number or most words of the last part are shared."""
    if set(_NUMBER.findall(one)) & set(_NUMBER.findall(other)):
        return True
    left, right = _words(one), _words(other)
    return bool(left and right) and 2 * len(left & right) >= min(len(left), len(right))


def _words(path: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", path.rsplit("/", maxsplit=1)[-1]))
