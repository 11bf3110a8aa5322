"""Linked data is read leniently, and the page's own node is told from its neighbours'."""

from __future__ import annotations

import pytest

from pipeline.extract.canonical import objection, same_page
from pipeline.extract.jsonld import parse, read_graph

URL = "https://news.example/2020/harbour-works"


@pytest.mark.parametrize(
    "script",
    [
        '{"a": 1,}',
        '<!-- {"a": 1} -->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '{"a": 1};',
    ],
)
def test_damage_is_forgiven(script: str) -> None:
    """Wrappers and stray commas do not lose the value."""
    assert parse(script) == [{"a": 1}]


@pytest.mark.parametrize("script", ["", "{", "nonsense", "[" * 100_000])
def test_what_cannot_be_read_is_nothing(script: str) -> None:
    """Broken scripts give no value and never raise."""
    assert parse(script) == []


def test_a_related_story_is_not_this_page() -> None:
    """Only the node with the page's address is about the page."""
    script = (
        '[{"@type": "NewsArticle", "headline": "Ferry profits sink", "url": "https://news.example/2020/ferry"},'
        f'{{"@type": "NewsArticle", "headline": "Harbour works begin", "mainEntityOfPage": "{URL}"}}]'
    )
    graph = read_graph([script], urls=[URL], titles=["Harbour works begin"])
    assert [entry.node["headline"] for entry in graph.about] == ["Harbour works begin"]


def test_a_list_of_stories_describes_no_page() -> None:
    """Items of a list are other pages' unless their address is this one's."""
    script = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Ferry profits sink"}]}'
    assert read_graph([script], urls=[URL], titles=["Harbour works begin"]).about == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (URL, "http://www.news.example/2020/harbour-works/?utm_source=x", True),
        (URL, "https://amp.news.example/2020/harbour-works/amp", True),
        (URL, "https://news.example/2020/ferry", False),
    ],
)
def test_same_page(one: str, other: str, expected: bool) -> None:
    """Scheme, AMP form and tracking make no other page."""
    assert same_page(one, other) is expected


@pytest.mark.parametrize(
    ("link", "believed"),
    [(URL, True), ("https://news.example/", False), ("https://news.example/2020/ferry-profits-sink", False)],
)
def test_objection(link: str, believed: bool) -> None:
    """A canonical link to the front page or to another story is not believed."""
    assert (objection(link, URL) == "") is believed
