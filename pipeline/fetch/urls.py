"""Which addresses are asked for at all, and by which name their host is known."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipeline.model.capture import FetchOutcome

SCHEMES = ("http", "https")
MAX_URL = 8192


def address_fault(url: str) -> tuple[FetchOutcome, str]:
    """Return OK, or the outcome and the sentence for an address that cannot be asked for."""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        return FetchOutcome.PROTOCOL_ERROR, f"the address is not a valid one ({error})"
    if parts.scheme.lower() not in SCHEMES:
        return FetchOutcome.BLOCKED_SCHEME, f"only http and https are asked for, not {parts.scheme or 'a bare word'!r}"
    if not has_host or len(url) > MAX_URL or not url.isprintable() or " " in url:
        return FetchOutcome.PROTOCOL_ERROR, "the address is not a valid one (no host, too long, or unprintable)"
    return FetchOutcome.OK, ""


def host_of(url: str) -> str:
    """Return the host of a valid address, in lower case, whatever the port: one host is one neighbour."""
    return (urlsplit(url).hostname or "").rstrip(".")


def without_credentials(url: str) -> str:
    """Return an address without name and password; they are never sent or kept.

    >>> without_credentials("https://user:word@paper.example:8443/a@b")
    'https://paper.example:8443/a@b'
    """
    scheme, separator, rest = url.partition("://")
    ends = min((rest.find(mark) for mark in "/?#" if mark in rest), default=len(rest))
    return f"{scheme}{separator}{rest[:ends].rpartition('@')[2]}{rest[ends:]}"
