"""Read a JSON Feed (jsonfeed.org, versions 1 and 1.1): its items as candidates, and what is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from pipeline.discover.addresses import absolute
from pipeline.discover.feed import MAX_ENTRIES, MAX_TEXT, Feed
from pipeline.model.capture import Candidate
from pipeline.model.settings import Outlet, Place

VERSIONS = "https://jsonfeed.org/version/1"


def looks_like_json(payload: bytes) -> bool:
    """Return whether a body begins as a JSON object does."""
    return payload.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read_json_feed(payload: bytes, *, url: str, outlet: Outlet, place: Place) -> Feed:
    """Return the candidates of a JSON Feed; never raises for what it holds. Fields are as for `read_feed`."""
    try:
        feed = json.loads(payload)
    except (ValueError, RecursionError):
        return Feed((), ("malformed: it cannot be read as a feed (JSON that breaks off)",))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not str(feed.get("version", "")).startswith(VERSIONS):
        return Feed((), ("not_a_feed: the answer is JSON and no feed",))
    candidates: dict[str, Candidate] = {}
    problems = [f"too_many_entries: the feed has {len(items)} entries; the first {MAX_ENTRIES} were read"] * (
        len(items) > MAX_ENTRIES
    )
    problems += ["empty: the feed has no entries"] * (not items)
    for item in items[:MAX_ENTRIES]:
        link = absolute(_text(item, "url") or _text(item, "external_url"), url) if isinstance(item, dict) else ""
        if not link:
            problems.append(f"no_link: the entry {_text(item, 'title')[:100]!r} has no link")
            continue
        found = Candidate(
            url=link,
            outlet=outlet.key,
            place=place,
            entry_id=_text(item, "id")[:MAX_TEXT],
            entry_title=_text(item, "title")[:MAX_TEXT],
            entry_published=_text(item, "date_published")[:MAX_TEXT],
            entry_updated=_text(item, "date_modified")[:MAX_TEXT],
        )
        candidates.setdefault(found.url, found)
    return Feed(tuple(candidates.values()), tuple(problems))


def _text(item: Any, key: str) -> str:
    """Return a field as text, without what no store can hold (NUL, half a surrogate pair)."""
    value = item.get(key) if isinstance(item, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode().replace("\0", "").strip()
