"""Collect, in one pass over a page, the elements that say something of it: meta tags, scripts, headings and times."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipeline.extract.normalise import normalise

_NAMES = ("name", "property", "http-equiv")
_MOST = 60  # of one kind; a page with more lists its neighbours
_MICRODATA = frozenset({"author", "datepublished", "datemodified"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of itself outside its text; meta names are in lower case, their contents in page order."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    microdata: list[tuple[str, HtmlElement]] = field(default_factory=list)
    authors: list[HtmlElement] = field(default_factory=list)
    articles: list[HtmlElement] = field(default_factory=list)
    mains: list[HtmlElement] = field(default_factory=list)

    def first(self, *names: str) -> tuple[str, str]:
        """Return the first non-empty content among the meta names in the order given, and its name; "" when none."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content, name
        return "", ""

    def every(self, name: str) -> list[str]:
        """Return all non-empty contents of a meta name."""
        return [content for content in self.metas.get(name, ()) if content]


def read_stated(tree: HtmlElement) -> Stated:
    """Return what the page says of itself, for the page parsed as `tree`."""
    stated = Stated()
    for element in tree.iter("*"):
        tag = element.tag
        if tag == "meta":
            _meta(element, stated)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                stated.scripts.append(element.text or "")
        elif tag == "link":
            if "canonical" in (element.get("rel") or "").lower().split():
                stated.canonical.append(element.get("href") or "")
        else:
            _other(element, tag, stated)
    return stated


def _meta(element: HtmlElement, stated: Stated) -> None:
    content = normalise(element.get("content") or element.get("value") or "")
    for attribute in _NAMES:
        name = element.get(attribute)
        if name:
            stated.metas.setdefault(name.strip().lower(), []).append(content)
    if "itemprop" in element.attrib:
        _property(element, stated)


def _property(element: HtmlElement, stated: Stated) -> None:
    """Note an item property; the ones in the page's head speak of the page, those below it of an item there."""
    parent = element.getparent()
    for name in element.attrib["itemprop"].lower().split():
        if parent is not None and parent.tag == "head":
            stated.metas.setdefault(name, []).append(normalise(element.get("content") or ""))
        elif name in _MICRODATA and len(stated.microdata) < _MOST:
            stated.microdata.append((name, element))


def _other(element: HtmlElement, tag: str, stated: Stated) -> None:
    attributes = element.attrib
    if tag == "h1" and len(stated.headings) < _MOST:
        stated.headings.append(element)
    elif tag == "time" and len(stated.times) < _MOST:
        stated.times.append(element)
    elif tag == "article":
        stated.articles.append(element)
    elif tag == "main" or attributes.get("role") == "main":
        stated.mains.append(element)
    elif tag == "title" and not stated.title:
        stated.title.append(normalise(element.text_content()))
    if "itemprop" in attributes:
        _property(element, stated)
    if "author" in (attributes.get("rel") or "") and len(stated.authors) < _MOST:
        stated.authors.append(element)
