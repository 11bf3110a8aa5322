"""Sitemaps, listings, JSON feeds and the addresses that a site names: what they give, and what is wrong with them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.discover.jsonfeed import looks_like_json, read_json_feed
from pipeline.discover.links import from_listing, read_links
from pipeline.discover.patterns import Patterns, matches
from pipeline.discover.sitemap import MAX_URLS, Sitemap, read_sitemap
from pipeline.model.settings import Outlet, Place, PlaceKind

URL = "https://gazette.example/sitemap.xml"
PLACE = Place(PlaceKind.FEED, URL)
OUTLET = Outlet("gazette", "The Gazette", (PLACE,))
NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap(payload: bytes) -> Sitemap:
    return read_sitemap(payload, url=URL, outlet=OUTLET, place=PLACE)


def urlset(*entries: str, root: str = "urlset") -> bytes:
    return f"<?xml version='1.0'?><{root} {NAMES}>{''.join(entries)}</{root}>".encode()


def urls(found: Sitemap) -> list[str]:
    return [one.url for one in found.candidates]


def kinds(problems: tuple[str, ...]) -> list[str]:
    return [one.split(":")[0] for one in problems]


def test_a_sitemap_gives_its_pages_newest_first() -> None:
    """The date of a news entry counts before the date of a change; entries without one come last, in their order."""
    found = sitemap(
        urlset(
            "<url><loc>https://gazette.example/undated</loc></url>",
            "<url><loc> /old </loc><lastmod>2024-01-02</lastmod></url>",
            "<url><loc>https://gazette.example/new</loc><n:news><n:publication_date>2026-05-06T07:08:09Z"
            "</n:publication_date><n:title>Bolt &amp; Sons closes</n:title></n:news></url>",
        )
    )

    assert urls(found) == [f"https://gazette.example/{name}" for name in ("new", "old", "undated")]
    assert (found.candidates[0].entry_title, found.candidates[0].entry_published) == (
        "Bolt & Sons closes",
        "2026-05-06T07:08:09Z",
    )
    assert found.candidates[1].entry_updated == "2024-01-02"
    assert found.problems == ()


def test_an_index_gives_sitemaps_and_no_pages() -> None:
    """What an index names is to be asked for, the newest first."""
    entry = "<sitemap><loc>https://gazette.example/{0}.xml</loc><lastmod>{0}</lastmod></sitemap>"
    found = sitemap(urlset(entry.format(2024), entry.format(2026), root="sitemapindex"))

    assert found.sitemaps == ("https://gazette.example/2026.xml", "https://gazette.example/2024.xml")
    assert found.candidates == ()


def test_a_sitemap_of_lines() -> None:
    """The protocol allows a text file of one address a line."""
    assert urls(sitemap(b"https://gazette.example/a\nhttps://gazette.example/b\nhttps://gazette.example/a\n")) == [
        "https://gazette.example/a",
        "https://gazette.example/b",
    ]


@pytest.mark.parametrize(
    ("payload", "problem", "count"),
    [
        (b"<html><body>Please accept our cookies</body></html>", "not_a_sitemap", 0),
        (b"", "not_a_sitemap", 0),
        (urlset(), "empty", 0),
        (urlset("<url><loc>https://gazette.example/a</loc></url>")[:-3], "malformed", 1),
        (urlset("<url><loc>javascript:alert(1)</loc></url>", "<url><loc>/b</loc></url>"), "bad_link", 1),
        (urlset("<url><loc>https://gazette.example/a</loc></url>" * (MAX_URLS + 1)), "too_many_urls", 1),
    ],
)
def test_what_is_wrong_with_a_sitemap_is_said(payload: bytes, problem: str, count: int) -> None:
    """What can be read is read all the same."""
    found = sitemap(payload)

    assert kinds(found.problems) == [problem]
    assert len(found.candidates) == count


def test_a_sitemap_resolves_no_entity() -> None:
    """Neither a file nor another address is opened, and nothing is unfolded."""
    payload = (
        b"<?xml version='1.0'?><!DOCTYPE u [<!ENTITY f SYSTEM 'file:///etc/passwd'>"
        b"<!ENTITY g SYSTEM 'http://127.0.0.1:1/'>]><urlset><url><loc>https://gazette.example/&f;&g;</loc></url></urlset>"
    )

    assert "root" not in str(sitemap(payload))


@given(st.binary(max_size=400), st.integers(0, 300))
@settings(max_examples=150, deadline=None)
def test_no_damage_raises(noise: bytes, at: int) -> None:
    """Whatever bytes come, an answer comes back."""
    for whole in (urlset("<url><loc>/a</loc></url>"), b'{"version": "https://jsonfeed.org/version/1", "items": [{}]}'):
        payload = whole[:at] + noise + whole[at:]
        sitemap(payload)
        read_json_feed(payload, url=URL, outlet=OUTLET, place=PLACE)
        read_links(payload, url=URL)


LISTING = """<html><head><base href="/news/"><link rel="alternate" type="application/rss+xml; charset=utf-8"
 title="All  news" href="/feed"><link rel="alternate" hreflang="de" href="/de/"></head><body><a href="/">Home</a>
<a href="story-1">Bolt <b>closes</b></a><a href="story-1#comments">2 comments</a><a href="/about">About</a>
<a href="mailto:desk@gazette.example">Write</a><a href="https://elsewhere.example/news/x">Elsewhere</a></body></html>"""


def test_the_links_of_a_page() -> None:
    """Links are absolute, each once with its first words; feeds are those that the head names."""
    found = read_links(LISTING.encode(), url="https://gazette.example/news/today")

    assert [link.url for link in found.pages] == [
        "https://gazette.example/",
        "https://gazette.example/news/story-1",
        "https://gazette.example/about",
        "https://elsewhere.example/news/x",
    ]
    assert found.pages[1].text == "Bolt closes"
    assert [(link.url, link.text) for link in found.feeds] == [("https://gazette.example/feed", "All news")]


@pytest.mark.parametrize(
    ("patterns", "wanted"),
    [
        (Patterns(), ["/news/story-1", "/about"]),
        (Patterns(exclude=("/about",)), ["/news/story-1"]),
        (Patterns(include=("/news/*",)), ["/news/story-1", "elsewhere"]),
    ],
)
def test_a_listing_gives_the_links_that_are_wanted(patterns: Patterns, wanted: list[str]) -> None:
    """Without a pattern only links on its own host count, and none to a page above it."""
    found = from_listing(
        LISTING.encode(), url="https://gazette.example/news/", outlet=OUTLET, place=PLACE, patterns=patterns
    )

    assert len(found) == len(wanted)
    assert all(word in one.url for word, one in zip(wanted, found, strict=True))


@pytest.mark.parametrize(
    ("pattern", "url", "fits"),
    [
        ("*", "https://a.example/", True),
        ("/news/*.html", "https://a.example/news/x.html", True),
        ("/news/*.html", "https://a.example/news/x.html?print", False),
        ("/*/2026/*", "https://a.example/uk/2026/x", True),
        ("/*/2026/*", "https://a.example/2026/x", False),
        ("/", "https://a.example", True),
        ("https://a.example/*", "https://b.example/x", False),
        ("/a*a", "https://x.example/a", False),
    ],
)
def test_patterns(pattern: str, url: str, fits: bool) -> None:
    """A star is any run of characters; a pattern that begins with a slash leaves scheme and host out."""
    assert matches(pattern, url) is fits


def test_a_pattern_takes_linear_time(cpu_seconds) -> None:
    """No pattern makes a long address slow."""

    def seconds(times: int) -> float:
        return cpu_seconds(lambda: matches("/" + "a*" * 200 + "b", f"https://x.example/{'a' * times}"))

    assert seconds(80_000) < 40 * max(seconds(8_000), 0.001)


def test_a_json_feed_is_read() -> None:
    """Items become candidates as entries of other feeds do; numbers as ids are kept as words."""
    payload = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [
                {"id": 7, "url": "/a", "title": "Bolt closes", "date_published": "2026-05-06T07:08:09Z"},
                {"id": "8", "title": "No link"},
                "junk",
            ],
        }
    ).encode()
    found = read_json_feed(payload, url=URL, outlet=OUTLET, place=PLACE)

    assert looks_like_json(payload)
    assert [(one.url, one.entry_id, one.entry_published) for one in found.candidates] == [
        ("https://gazette.example/a", "7", "2026-05-06T07:08:09Z")
    ]
    assert kinds(found.problems) == ["no_link", "no_link"]
    assert kinds(read_json_feed(b'{"items": []}', url=URL, outlet=OUTLET, place=PLACE).problems) == ["not_a_feed"]
