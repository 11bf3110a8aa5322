"""Digests and identities. An identity hashes raw facts, never cleaned ones, and never changes its formula.

Canonical JSON here is: arrays and objects without spaces, keys sorted, non-ASCII characters as themselves, UTF-8
(what RFC 8785 gives for strings, integers, arrays and objects, which is all that is hashed).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import Any


def canonical_json(value: Any) -> str:
    """Return the one spelling of `value` that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return digest(canonical_json(value).encode("utf-8", "surrogatepass"))


def article_key(first_url: str) -> str:
    """Return the key minted for an article from the URL under which it was first seen: 20 hex digits."""
    return digest_of(["onrecord/article/1", first_url])[:20]


def statement_id(article: str, company_key: str, exact: str, n: int) -> str:
    """Return a statement's id: 20 hex digits.

    `n` counts equal evidence of the same company in the text, from 0, in order of its place.
    """
    return digest_of(["onrecord/1", article, company_key, exact, n])[:20]


def address_of(url: str) -> str:
    """Return the address that a URL stands for: without a fragment, which no server ever sees (RFC 9110, 7.1)."""
    return url.partition("#")[0]


def same_story(url: str, final_url: str) -> bool:
    """Return whether a redirect leads to the same story under another address, and not to whatever stands there today.

    Told from the addresses alone: they are equal but for scheme, `www.`, `m.` or `amp.`, query, file ending and an
    `amp` segment; or they share a path segment of a slug's length on the same site. A front page, `/latest` or a wall
    is no story.
    """
    first, second = _story_of(url), _story_of(final_url)
    if not first[1] or not second[1]:
        return False
    return first == second or (first[0] == second[0] and any(len(part) >= SLUG for part in first[1] & second[1]))


SLUG = 12


def _story_of(url: str) -> tuple[str, frozenset[str]]:
    """Return a URL's site and path segments, lower case, without what varies between twins of a story."""
    _, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    site = re.sub(r"^(?:www|m|mobile|amp)\.", "", host.lower())
    segments = (re.sub(r"\.(?:s?html?|php|amp)$", "", part) for part in re.split(r"[?#]", path.lower())[0].split("/"))
    return site, frozenset(part for part in segments if part and part != "amp")


def payload_urn(payload_digest: str) -> str:
    """Return the URL of a saved page that names none."""
    return f"urn:sha256:{payload_digest}"


def slug(name: str) -> str:
    """Return the default key for a name: ASCII letters and digits, lower case, joined by hyphens.

    >>> slug("Société Générale & Co.")
    'societe-generale-co'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
