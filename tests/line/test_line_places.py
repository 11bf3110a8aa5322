"""Live places of every kind on loopback: what they offer is found, and known articles are left until they are due."""

from __future__ import annotations

import gzip
import json

import pytest
from line_site import fetches


def captured(place) -> list[str]:
    return [url.rpartition("/")[2] for (url,) in place.ask("SELECT url FROM capture ORDER BY url")]


def urlset(site, *paths, root="urlset") -> str:
    entry = "url" if root == "urlset" else "sitemap"
    items = "".join(f"<{entry}><loc>{site.base}{path}</loc></{entry}>" for path in paths)
    return f"<?xml version='1.0'?><{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</{root}>"


@pytest.fixture
def stories(site):
    """Three articles, and nothing that leads to them yet."""
    for path in ("/news/one", "/news/two", "/sport/three"):
        site.article(path, path)
    return site


def test_an_index_leads_to_sitemaps_and_they_to_articles(place, stories, follow):
    """Sitemaps are read as deep as their indexes go; those that name each other are read once."""
    stories.pages["/map.xml"] = ("text/xml", urlset(stories, "/a.xml", "/b.xml", root="sitemapindex"))
    stories.pages["/b.xml"] = ("text/xml", urlset(stories, "/map.xml", root="sitemapindex"))
    stories.pages["/a.xml"] = ("text/xml", urlset(stories, "/news/one", "/news/two"))
    follow(f'sitemap = "{stories.base}/map.xml"')

    code, _, err = place.give("run")

    assert (code, err) == (0, "")
    assert captured(place) == ["one", "two"]
    assert ("sitemap", "ok", 3) in fetches(place)


def test_a_sitemap_may_be_packed(place, stories, follow):
    """A `.gz` sitemap is unpacked; what it unfolds to is bounded."""
    packed = gzip.compress(urlset(stories, "/news/one").encode()).decode("latin-1")
    stories.pages["/map.xml.gz"] = ("application/gzip", packed)
    stories.raw.add("/map.xml.gz")
    follow(f'sitemap = "{stories.base}/map.xml.gz"')

    assert place.give("run")[0] == 0
    assert captured(place) == ["one"]


def test_a_listing_gives_the_links_that_its_patterns_admit(place, stories, follow):
    """Links that no pattern admits are not asked for."""
    links = "".join(f"<a href='{path}'>{path}</a>" for path in ("/news/one", "/sport/three", "/about"))
    stories.pages["/all"] = ("text/html", f"<html><body>{links}</body></html>")
    follow(f'listing = "{stories.base}/all"\ninclude = ["/news/*", "/sport/*"]\nexclude = ["/sport/*"]')

    assert place.give("run")[0] == 0
    assert captured(place) == ["one"]


def test_a_site_names_its_feeds(place, stories, follow):
    """A front page is asked, then the feeds that its head names; a JSON Feed is one."""
    items = [{"id": "1", "url": f"{stories.base}/news/one"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    stories.pages["/feed.json"] = ("application/feed+json", json.dumps(feed))
    stories.pages["/"] = (
        "text/html",
        "<html><head><link rel=alternate type='application/feed+json' href='/feed.json'></head><body>x</body></html>",
    )
    follow(f'site = "{stories.base}/"')

    assert place.give("run")[0] == 0
    assert captured(place) == ["one"]


def test_a_site_without_feeds_is_read_by_its_sitemap(place, stories, follow):
    """The sitemaps are those that robots.txt names."""
    stories.pages["/"] = ("text/html", "<html><body><a href='/news/two'>two</a></body></html>")
    stories.pages["/robots.txt"] = ("text/plain", f"User-agent: *\nAllow: /\nSitemap: {stories.base}/map.xml\n")
    stories.pages["/map.xml"] = ("text/xml", urlset(stories, "/news/one"))
    follow(f'site = "{stories.base}/"')

    assert place.give("run")[0] == 0
    assert captured(place) == ["one"]


def test_a_site_that_names_nothing_is_said(place, stories, follow):
    """What was looked for and not found is one sentence."""
    stories.pages["/"] = ("text/html", "<html><body>x</body></html>")
    follow(f'site = "{stories.base}/"')

    code, _, err = place.give("run")

    assert code == 1
    assert "the front page names no feed and robots.txt no sitemap" in err


def test_nothing_is_asked_for_again_before_it_is_due(place, stories, follow):
    """A second run right after the first asks for nothing at all, and says that all waits."""
    stories.feed("/rss.xml", "/news/one", "/news/two")
    follow(f'feed = "{stories.base}/rss.xml"')
    place.give("run")
    before = fetches(place)

    code, out, _ = place.give("run")

    assert code == 0
    assert fetches(place) == before
    assert "waiting" in out


def test_an_entry_that_changed_is_fetched_though_its_article_is_known(place, stories, follow, monkeypatch):
    """The feed is asked for again, and of its articles the one whose entry changed."""
    link = "<item><link>{0}{1}</link><pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate><a:updated>{2}</a:updated></item>"

    def feed(updated: str) -> None:
        items = link.format(stories.base, "/news/one", updated) + link.format(stories.base, "/news/two", "1")
        stories.pages["/rss.xml"] = (
            "application/rss+xml",
            f"<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>x</title>{items}</channel></rss>",
        )

    feed("2026-02-02T10:00:00Z")
    follow(f'feed = "{stories.base}/rss.xml"\ninterval = 60')
    place.give("run")
    feed("2026-02-02T11:00:00Z")
    stories.article("/news/one", "changed")
    monkeypatch.setattr("pipeline.run.places.place_is_due", lambda *_, **__: True)

    assert place.give("run")[0] == 0
    assert captured(place) == ["one", "one", "two"]


def test_a_run_takes_no_more_new_articles_than_it_may(place, stories, follow):
    """The rest is left for the next run; the summary counts it."""
    stories.feed("/rss.xml", "/news/one", "/news/two", "/sport/three")
    follow(f'feed = "{stories.base}/rss.xml"\nmax_per_run = 2')
    place.give("run")

    assert len(captured(place)) == 2
    place.give("run", "--again", "--max", "1")
    assert len(captured(place)) == 3


def test_a_secret_header_is_sent_and_nowhere_kept(place, stories, follow, monkeypatch):
    """It comes from the environment, goes to the hosts that the configuration names, and stands in no row or output."""
    stories.feed("/rss.xml", "/news/one")
    follow(f'feed = "{stories.base}/rss.xml"\nheaders = {{ Authorization = "GAZETTE_TOKEN" }}')

    code, _, err = place.give("run")
    assert (code, "GAZETTE_TOKEN" in err) == (2, True)

    monkeypatch.setenv("GAZETTE_TOKEN", "canary-7f3a")
    code, out, err = place.give("run")
    assert code == 0
    assert "canary-7f3a" in stories.heard
    assert "canary-7f3a" not in out + err
    assert b"canary-7f3a" not in place.database.read_bytes()
