"""Read a sitemap or a sitemap index (sitemaps.org protocol 0.9 with the news extension): addresses with their dates."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.discover.addresses import absolute
from pipeline.model.capture import Candidate
from pipeline.model.settings import Outlet, Place

# The protocol's own bound; a file that holds more is read so far.
MAX_URLS = 50_000
MAX_TEXT = 1000
_ROOTS = frozenset(("urlset", "sitemapindex"))


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap gave, newest first as far as it says: pages, further sitemaps, and what is wrong with it.

    A sentence begins with its kind and a colon: `not_a_sitemap`, `malformed`, `empty`, `too_many_urls`, `bad_link`.
    """

    candidates: tuple[Candidate, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_sitemap(payload: bytes, *, url: str, outlet: Outlet, place: Place) -> Sitemap:
    """Return what a sitemap holds; never raises for what it holds.

    `payload` is the body after content-decoding and without the packaging of a `.gz` file, `url` the address it came
    from in the end. Entities are not resolved, nothing is loaded. A file of plain lines is read as the protocol has it.
    """
    head = payload.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:4] in {b"http", b"HTTP"}:
        lines = payload.decode("utf-8-sig", "replace").split()[:MAX_URLS]
        found = [Candidate(line, outlet.key, place) for raw in lines if (line := absolute(raw, url))]
        return Sitemap(tuple(dict.fromkeys(found)))
    entries, root, fault = _entries(payload)
    if root not in _ROOTS:
        return Sitemap(problems=("not_a_sitemap: the answer is no sitemap",))
    problems = []
    if fault:
        problems.append(f"malformed: the sitemap is not well-formed ({fault}); {len(entries)} entries were read")
    if len(entries) > MAX_URLS:
        problems.append(f"too_many_urls: the sitemap has more than {MAX_URLS} entries; so many were read")
    if not entries:
        problems.append("empty: the sitemap has no entries")
    sound: dict[str, Candidate] = {}
    for one in (_candidate(entry, url, outlet, place) for entry in entries[:MAX_URLS]):
        sound.setdefault(one.url, one)
    if sound.pop("", None) is not None:
        problems.append("bad_link: some entries name no web page")
    newest = sorted(sound.values(), key=lambda one: one.entry_published or one.entry_updated, reverse=True)
    if root == "sitemapindex":
        return Sitemap((), tuple(one.url for one in newest), tuple(problems))
    return Sitemap(tuple(newest), (), tuple(problems))


def _entries(payload: bytes) -> tuple[list[dict[str, str]], str, str]:
    """Return the fields of each entry by local name, the root's name, and the parser's complaint."""
    entries: list[dict[str, str]] = []
    root = ""
    try:
        for event, element in _parsed(payload):
            if event == "start":
                root = root or etree.QName(element).localname
                continue
            entries.append(_fields(element))
            element.clear()
            if len(entries) > MAX_URLS or root not in _ROOTS:
                break
    except etree.XMLSyntaxError as error:
        return entries, root, " ".join(str(error).split())[:200]
    return entries, root, ""


def _parsed(payload: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield the root as it begins, then each entry as it ends."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    begun = False
    for event, element in etree.iterparse(io.BytesIO(payload), events=("start", "end"), **options):
        if not isinstance(element.tag, str):
            continue
        if event == "start" and not begun:
            begun = True
            yield event, element
        elif event == "end" and etree.QName(element).localname in {"url", "sitemap"}:
            yield event, element


def _fields(entry: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in entry.iter():
        if isinstance(element.tag, str) and element.text:
            found.setdefault(etree.QName(element).localname, " ".join(element.text.split())[:8192])
    return found


def _candidate(entry: dict[str, str], base: str, outlet: Outlet, place: Place) -> Candidate:
    """Return an entry as a candidate; its URL is "" when it names none."""

    def given(field: str) -> str:
        return entry.get(field, "")[:MAX_TEXT]

    return Candidate(
        url=absolute(entry.get("loc", ""), base),
        outlet=outlet.key,
        place=place,
        entry_title=given("title"),
        entry_published=given("publication_date"),
        entry_updated=given("lastmod"),
    )
