"""Read a feed (RSS or Atom): its entries as candidates, and what is wrong with it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import feedparser

from pipeline.discover.addresses import absolute
from pipeline.model.capture import Candidate
from pipeline.model.settings import Outlet, Place

MAX_ENTRIES = 1000
# Of a title, a guid or a date so many characters are kept.
MAX_TEXT = 1000
# What is said of the label, not of the feed: a charset or a media type other than the feed's own.
HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed gave: candidates in the feed's order, and one sentence for each thing that is wrong with it.

    The feed's address is not in the sentences: who asked knows it. A sentence begins with its kind and a colon:
    `not_a_feed`, `malformed`, `empty`, `too_many_entries`, `no_link`, `bad_link`.
    """

    candidates: tuple[Candidate, ...]
    problems: tuple[str, ...] = ()


def read_feed(payload: bytes, *, url: str, content_type: str, outlet: Outlet, place: Place) -> Feed:
    """Return the candidates of a feed; never raises for what a feed holds.

    `payload` is the body after content-decoding, `url` the address it came from in the end (relative links are resolved
    against it), `content_type` the header's value or "". Of two entries with one link the first is kept; links that are
    not http or https are not; dates, titles and guids are as the feed gives them, up to 1,000 characters of each.
    """
    headers = {"content-type": content_type} if content_type else {}
    # A payload as such would be tried as a file's name first; a stream is only read.
    stream = io.BytesIO(payload)
    try:
        parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, AssertionError, RecursionError, TypeError, AttributeError) as error:
        # The loose parser, which takes over when the XML is broken, raises these on some broken markup.
        return Feed((), (f"malformed: it cannot be read as a feed ({type(error).__name__})",))
    if not parsed.get("version"):
        return Feed((), ("not_a_feed: the answer is neither RSS nor Atom",))
    found = [_candidate(entry, url, outlet, place) for entry in parsed["entries"][:MAX_ENTRIES]]
    candidates: dict[str, Candidate] = {}
    for candidate in found:
        if isinstance(candidate, Candidate):
            candidates.setdefault(candidate.url, candidate)
    wrong = [problem for problem in found if isinstance(problem, str)]
    return Feed(tuple(candidates.values()), (*_problems(parsed), *wrong))


def _problems(parsed: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the feed as a whole."""
    count = len(parsed["entries"])
    if parsed["bozo"] and not isinstance(parsed["bozo_exception"], HARMLESS):
        words = " ".join(str(parsed["bozo_exception"]).split())[:200]
        yield f"malformed: the feed is not well-formed ({words}); {count} entries were read all the same"
    if not count:
        yield "empty: the feed has no entries"
    if count > MAX_ENTRIES:
        yield f"too_many_entries: the feed has {count} entries; the first {MAX_ENTRIES} were read"


def _candidate(entry: dict[str, Any], base: str, outlet: Outlet, place: Place) -> Candidate | str:
    """Return an entry as a candidate, or what is wrong with its link."""
    title = _text(entry, "title")
    given, guid = _text(entry, "link"), _text(entry, "id")
    # Without a link feedparser offers the guid, which may be any word.
    if not given or (given == guid and not given.lower().startswith(("http://", "https://"))):
        return f"no_link: the entry {title[:100]!r} has no link"
    link = absolute(given, base)
    if not link:
        return f"bad_link: the entry {title[:100]!r} links to {given[:100]!r}, which is no web page"
    return Candidate(
        url=link,
        outlet=outlet.key,
        place=place,
        entry_id=guid[:MAX_TEXT],
        entry_title=title[:MAX_TEXT],
        entry_published=_text(entry, "published")[:MAX_TEXT],
        entry_updated=_text(entry, "updated")[:MAX_TEXT],
    )


def _text(entry: dict[str, Any], key: str) -> str:
    """Return a field as the feed gives it, without what no store can hold (NUL, half a surrogate pair)."""
    # feedparser's own `get` would answer with another field instead.
    value = dict.get(entry, key)
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().replace("\0", "").strip()
