"""Where articles are found: an address as configured, and a feed's entries as candidates."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.discover.addresses import absolute
from pipeline.discover.feed import MAX_ENTRIES, Feed, read_feed
from pipeline.discover.urls import from_urls
from pipeline.model.capture import Candidate
from pipeline.model.settings import Outlet, Place, PlaceKind

URL = "https://gazette.example/feeds/all.xml"
PLACE = Place(PlaceKind.FEED, URL)
OUTLET = Outlet("gazette", "The Gazette", (PLACE,))


def read(payload: bytes, content_type: str = "application/rss+xml; charset=utf-8") -> Feed:
    return read_feed(payload, url=URL, content_type=content_type, outlet=OUTLET, place=PLACE)


def rss(*items: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'{prolog}<rss version="2.0"><channel><title>All</title>{body}</channel></rss>'.encode()


def links(feed: Feed) -> list[str]:
    return [candidate.url for candidate in feed.candidates]


def kinds(feed: Feed) -> list[str]:
    return [problem.split(":", maxsplit=1)[0] for problem in feed.problems]


def test_a_configured_address_is_a_candidate() -> None:
    """A place of the kind `urls` is the one address it names."""
    place = Place(PlaceKind.URLS, "https://gazette.example/story")

    assert from_urls(OUTLET, place) == (Candidate(url=place.location, outlet="gazette", place=place),)


def test_an_rss_entry_is_read_as_it_is_given() -> None:
    """Guid, title and dates are kept unparsed, markup in the title included."""
    feed = read(
        rss(
            "<title>Larkfield &amp; Sons &lt;b&gt;refuse&lt;/b&gt;</title><link>https://gazette.example/1</link>"
            "<guid isPermaLink='false'>story 1</guid><pubDate>Mon, 31 Feb 2022 25:00:00 +9999</pubDate>"
        )
    )

    assert feed == Feed(
        (
            Candidate(
                url="https://gazette.example/1",
                outlet="gazette",
                place=PLACE,
                entry_id="story 1",
                entry_title="Larkfield & Sons <b>refuse</b>",
                entry_published="Mon, 31 Feb 2022 25:00:00 +9999",
            ),
        )
    )


def test_an_atom_entry_is_read_as_it_is_given() -> None:
    """The alternate link is the entry's, both dates are kept apart, xml:base counts."""
    feed = read(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://pages.example/news/"><title>All</title>
        <entry><id>tag:1</id><title>One</title><link rel="self" href="one.atom"/><link href="one?a=1&amp;b=2"/>
        <published>2022-03-01T10:00:00Z</published><updated>2022-03-02T10:00:00Z</updated></entry>
        <entry><id>tag:2</id><link href="two"/><published>2022</published></entry></feed>""",
        "application/atom+xml",
    )

    assert links(feed) == ["https://pages.example/news/one?a=1&b=2", "https://pages.example/news/two"]
    assert (feed.candidates[0].entry_id, feed.candidates[0].entry_title) == ("tag:1", "One")
    assert [candidate.entry_updated for candidate in feed.candidates] == ["2022-03-02T10:00:00Z", ""]
    assert [candidate.entry_published for candidate in feed.candidates] == ["2022-03-01T10:00:00Z", "2022"]
    assert feed.problems == ()


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/2026/a", "https://gazette.example/2026/a"),
        ("a.html", "https://gazette.example/feeds/a.html"),
        ("//other.example/a", "https://other.example/a"),
        ("http://other.example/a#comments", "http://other.example/a"),
        ("  https://other.example/a b \n", "https://other.example/a%20b"),
        ("https://other.example/caf\u00e9", "https://other.example/caf\u00e9"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/hostname", ""),
        ("ftp://other.example/a", ""),
        ("mailto:a@b.example", ""),
        ("http://[", ""),
        ("https://", ""),
        ("#top", ""),
        ("https://a.example/\u202e", ""),
        ("https://a.example/" + "x" * 9000, ""),
    ],
)
def test_only_web_pages_are_candidates(link: str, url: str) -> None:
    """Relative links are resolved against the feed's address; what is no http or https page is named, not fetched."""
    feed = read(rss(f"<link>{escape(link)}</link><title>One</title>"))

    assert absolute(link, URL) == url
    assert links(feed) == ([url] if url else [])
    assert kinds(feed) == ([] if url else ["bad_link"])


@pytest.mark.parametrize(
    "item",
    [
        "<title>One</title>",
        "<title>One</title><guid>1</guid>",
        "<title>One</title><guid isPermaLink='false'>https://gazette.example/1</guid>",
        "<title>One</title><link></link>",
    ],
)
def test_an_entry_without_a_link_is_not_fetched(item: str) -> None:
    """A guid that is no address is not made into one."""
    assert (links(read(rss(item))), kinds(read(rss(item)))) == ([], ["no_link"])


def test_a_guid_that_is_a_permalink_is_a_link() -> None:
    """RSS says that a guid is the address unless it says otherwise."""
    assert links(read(rss("<guid>https://gazette.example/1</guid>"))) == ["https://gazette.example/1"]


def test_an_address_is_a_candidate_once() -> None:
    """Of several entries with one address the first is kept, in the feed's order."""
    item = "<link>https://gazette.example/{}</link><title>{}</title>"
    feed = read(rss(item.format("b", 1), item.format("a", 2), item.format("b#x", 3)))

    assert [(candidate.url[-1], candidate.entry_title) for candidate in feed.candidates] == [("b", "1"), ("a", "2")]


@pytest.mark.parametrize(
    "payload",
    [
        b"<!doctype html><html><head><title>Before you read on</title></head><body><p>Accept all?</p></body></html>",
        b"<html><body><rss><item><link>https://gazette.example/1</link></item></rss></body></html>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        b"%PDF-1.7",
        b"",
        b"\0" * 50,
    ],
    ids=["consent", "html", "json", "pdf", "empty", "nul"],
)
def test_what_is_no_feed_is_said_to_be_none(payload: bytes) -> None:
    """A consent page in place of a feed is a problem, not a quiet day."""
    feed = read(payload, "text/html")

    assert (feed.candidates, kinds(feed)) == ((), ["not_a_feed"])


def test_a_payload_is_never_a_path(tmp_path: Path) -> None:
    """A payload that happens to be a file's name is not opened."""
    path = tmp_path / "feed.xml"
    path.write_bytes(rss("<link>https://gazette.example/1</link>"))

    assert kinds(read(str(path).encode())) == ["not_a_feed"]


def test_a_feed_without_entries_is_a_problem() -> None:
    """A feed that shrank to nothing is said to be empty."""
    assert kinds(read(rss())) == ["empty"]


def test_a_broken_feed_keeps_its_entries() -> None:
    """What can be read of it is read, and that it is broken is said."""
    feed = read(rss("<link>https://gazette.example/1</link>", "<link>https://gazette.example/2</link>")[:-30])

    assert links(feed)[0] == "https://gazette.example/1"
    assert kinds(feed)[0] == "malformed"


def test_too_many_entries_are_cut_and_said() -> None:
    """At most a thousand entries of a feed are candidates."""
    feed = read(rss(*(f"<link>https://gazette.example/{n}</link>" for n in range(MAX_ENTRIES + 5))))

    assert len(feed.candidates) == MAX_ENTRIES
    assert kinds(feed) == ["too_many_entries"]


def test_no_field_of_an_entry_is_kept_beyond_its_length() -> None:
    """A title, guid or date is cut after a thousand characters; a link that long is still a link."""
    link = "https://gazette.example/" + "x" * 2000
    fields = "".join(f"<{name}>{name * 500}</{name}>" for name in ("title", "pubDate", "updated"))
    feed = read(rss(f"<link>{link}</link><guid isPermaLink='false'>{'1' * 5000}</guid>{fields}"))

    assert links(feed) == [link]
    [one] = feed.candidates
    kept = (one.entry_title, one.entry_id, one.entry_published, one.entry_updated)
    assert [len(text) for text in kept] == [1000] * 4
    assert (one.entry_title[:6], one.entry_id[:6]) == ("titlet", "111111")


def test_entities_are_not_resolved() -> None:
    """An entity neither opens a file nor multiplies."""
    files = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    laughs = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    item = "<link>https://gazette.example/1</link><title>{}</title>"

    assert "root" not in repr(read(rss(item.format("&e;"), prolog=files)))
    assert len(repr(read(rss(item.format("&i;"), prolog=laughs + "]>")))) < 10_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    """A feed in another encoding is read by its own declaration."""
    text = rss("<link>/1</link><title>Caf\u00e9</title>", prolog=f'<?xml version="1.0" encoding="{encoding}"?>')
    feed = read(text.decode().encode(encoding), "application/xml")

    assert [candidate.entry_title for candidate in feed.candidates] == ["Caf\u00e9"]


SOUND = rss(
    "<title>One</title><link>https://gazette.example/1</link><guid>1</guid><pubDate>Tue, 1 Mar 2022</pubDate>",
    "<title><![CDATA[Two]]></title><link>/2</link><description>&lt;p&gt;x&lt;/p&gt;</description>",
)


@settings(deadline=None)
@given(
    at=st.integers(0, len(SOUND)),
    cut=st.integers(0, 60),
    put=st.one_of(st.binary(max_size=12), st.sampled_from([b"<![", b"<!DOCTYPE", b"&#xd800;", b"]]>", b"<?", b"&#0;"])),
)
def test_no_damage_raises(at: int, cut: int, put: bytes) -> None:
    """A damaged feed gives candidates that can be asked for and stored, or problems."""
    feed = read(SOUND[:at] + put + SOUND[at + cut :])

    assert feed.candidates or feed.problems
    for candidate in feed.candidates:
        assert candidate.url.startswith(("http://", "https://"))
        assert b"\0" not in f"{candidate.entry_title}{candidate.entry_id}".encode()
