"""What a page says of itself, read from its own marks and never from its neighbours."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring, tostring

from pipeline.extract.dates import parse_date
from pipeline.extract.metadata import read_metadata
from pipeline.model.document import Metadata

URL = "https://news.example/2020/story-about-harbour-works.html"


def read(head: str = "", body: str = "<p>Text.</p>", url: str = URL) -> Metadata:
    return read_metadata(document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url=url)


def test_linked_data_is_read_with_trailing_commas_and_its_place_is_named() -> None:
    """Lenient JSON gives the headline, names and date, and provenance says so."""
    found = read(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour works begin at last",'
        '"author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Dahl"},],'
        '"datePublished": "2020-07-07T17:48:00+05:30",}</script>'
    )
    assert found.headline == "Harbour works begin at last"
    assert found.byline == ("Ann Lee", "Bo Dahl")
    assert found.date_published == "2020-07-07T17:48:00+05:30"
    assert ("date_published", "json-ld NewsArticle.datePublished") in found.provenance


def test_a_date_beside_a_related_story_is_never_taken() -> None:
    """A page that states no date of its own has none."""
    found = read(
        body='<article><h1>Harbour works</h1><p>Text.</p></article><aside><time datetime="2020-01-02">x</time></aside>'
    )
    assert found.date_published is None


def test_a_canonical_link_to_the_front_page_is_noted_but_not_believed() -> None:
    """The canonical URL stays empty and provenance gives the reason."""
    found = read('<link rel="canonical" href="https://news.example/">')
    assert found.canonical_url == ""
    assert any(name == "canonical_url" and "front page" in where for name, where in found.provenance)


def test_the_tree_is_not_changed() -> None:
    """Reading leaves the tree as it was."""
    tree = document_fromstring(
        "<html><body><article><h1>A b c</h1><p class='byline'>By Ann Lee</p></article></body></html>"
    )
    before = tostring(tree)
    read_metadata(tree, url=URL)
    assert tostring(tree) == before


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("2020-07-07", "", "2020-07-07"),
        ("2020-07-07T12:18:00Z", "", "2020-07-07T12:18:00+00:00"),
        ("7 July 2020 at 5:48 pm IST", "en", "2020-07-07T17:48:00+05:30"),
        ("3. März 2021", "de", "2021-03-03"),
        ("3/4/2021", "", None),
        ("3/4/2021", "en-GB", "2021-04-03"),
        ("3/4/2021", "en-US", "2021-03-04"),
        ("31 February 2021", "en", None),
        ("1889-01-01", "", None),
    ],
)
def test_written_dates(written: str, language: str, expected: str | None) -> None:
    """A date is read as written, and is unknown where it is ambiguous or cannot be."""
    assert parse_date(written, language=language) == expected


@pytest.mark.parametrize(
    "line",
    [
        "<p class='caption'>The quay, 3 May 2019</p>",
        "<p>Old cranes stand idle beside the western quay, 3 May 2019</p>",
        "<p><a href='/x'>Ferry profits sink after a long and stormy winter</a> (3 May 2019)</p>",
        "<div class='related-stories'>3 May 2019</div>",
    ],
)
def test_a_date_of_a_caption_or_a_link_is_never_taken(line: str) -> None:
    """Dates under the headline that belong to pictures or other stories leave the page undated."""
    assert read(body=f"<article><h1>Harbour works</h1>{line}<p>Text.</p></article>").date_published is None


def test_a_dateline_under_the_headline_is_taken() -> None:
    """A date written out in the article's head is its own, and provenance says that it was read there."""
    found = read(
        body="<div><h1>Harbour works</h1><p>By Ann Lee, London<br>Monday, 3 May 2021, 20:10</p><p>Text.</p></div>"
    )
    assert found.date_published == "2021-05-03T20:10:00"
    assert ("date_published", "dateline in the article") in found.provenance
    assert found.byline[:1] == ("Ann Lee",)
