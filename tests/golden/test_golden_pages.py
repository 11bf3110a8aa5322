"""The page reader against the saved pages: outcome, metadata, the phrases to keep and the furniture to leave out."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import pytest
from golden_data import golden_names, load, squeeze

from pipeline.extract.document import read_page, read_plain
from pipeline.model.document import Document

NAMES = golden_names()
ARTICLES = [name for name in NAMES if load(name).labels["outcome"] == "article"]


@pytest.mark.parametrize("name", NAMES)
def test_outcome(name: str) -> None:
    """An article is an article; a wall, a teaser or an error page saved as 200 is suspect, and says of what."""
    document = _read(name)
    assert document.outcome == load(name).labels["outcome"]
    assert (document.reason == "") == (document.outcome == "article")


@pytest.mark.parametrize(("name", "field"), [(n, f) for n in ARTICLES for f in ("headline", "publisher")])
def test_name_of_things(name: str, field: str) -> None:
    """Headline and publisher are those that the page states."""
    expected = _expected(name, field)
    assert expected in (None, squeeze(getattr(_read(name).metadata, field)))


@pytest.mark.parametrize("name", [n for n in ARTICLES if "byline" in load(n).labels])
def test_byline(name: str) -> None:
    """The byline names the writers in their order; capitals are the page's own affair."""
    assert [author.casefold() for author in _read(name).metadata.byline] == [
        author.casefold() for author in load(name).labels["byline"]
    ]


@pytest.mark.parametrize(
    ("name", "field"), [(n, f) for n in ARTICLES for f in ("date_published", "date_modified") if f in load(n).labels]
)
def test_date(name: str, field: str) -> None:
    """A date is the article's own, to the instant where it tells one, and null where the article tells none."""
    expected, found = load(name).labels[field], getattr(_read(name).metadata, field)
    assert _same_time(expected, found), f"expected {expected}, found {found}"


@pytest.mark.parametrize("name", [n for n in ARTICLES if "language" in load(n).labels])
def test_language(name: str) -> None:
    """The language is told, whatever the region."""
    assert (
        _read(name).metadata.language.split("-", maxsplit=1)[0]
        == load(name).labels["language"].split("-", maxsplit=1)[0]
    )


@pytest.mark.parametrize("name", [n for n in ARTICLES if "canonical_url" in load(n).labels])
def test_canonical_url(name: str) -> None:
    """A canonical link is taken over, except one that points to the front page."""
    golden = load(name)
    expected = golden.labels["canonical_url"]
    assert _read(name).metadata.canonical_url in ([expected] if expected else ["", golden.sidecar["url"]])


@pytest.mark.parametrize("name", ARTICLES)
def test_keeps_the_article(name: str) -> None:
    """Every listed phrase of the article is in the text."""
    text = squeeze(_read(name).text)
    assert [phrase for phrase in load(name).labels["must"] if squeeze(phrase) not in text] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_leaves_the_furniture(name: str) -> None:
    """No listed phrase of the navigation, the notices or the neighbours is in the text."""
    text = squeeze(_read(name).text)
    assert [phrase for phrase in load(name).labels["mustnot"] if squeeze(phrase) in text] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_keeps_the_evidence(name: str) -> None:
    """Whatever a careful reader marked as evidence is in the text, so that a rule could find it."""
    text = squeeze(_read(name).text)
    assert [s["evidence"] for s in load(name).labels["statements"] if squeeze(s["evidence"]) not in text] == []


@cache
def _read(name: str) -> Document:
    golden = load(name)
    reader = read_plain if golden.page.suffix == ".txt" else read_page
    return reader(golden.payload, url=golden.sidecar["final_url"], content_type=golden.content_type)


def _expected(name: str, field: str) -> Any:
    return load(name).labels.get(field)


def _same_time(expected: str | None, found: str | None) -> bool:
    if expected is None or found is None:
        return expected == found
    if len(expected) == len("2020-07-08"):
        return found[:10] == expected
    return datetime.fromisoformat(found) == datetime.fromisoformat(expected)
