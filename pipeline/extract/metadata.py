"""Read what a page says of itself: headline, byline, dates, publisher, language, address and topics."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.extract import bylines, headlines
from pipeline.extract.canonical import objection, resolve
from pipeline.extract.gathered import Found, Gathered
from pipeline.extract.header import Header, find_header
from pipeline.extract.jsonld import Graph, plain, read_graph, text
from pipeline.extract.meta_names import TITLES, TOPICS
from pipeline.extract.moments import modified, published
from pipeline.extract.normalise import normalise
from pipeline.extract.stated import Stated, read_stated
from pipeline.extract.writers import read_byline
from pipeline.model.document import Metadata

_LONGEST = 1000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?")


def read_metadata(tree: HtmlElement, *, url: str) -> Metadata:
    """Read the metadata of the page parsed as `tree` and fetched from `url`.

    The tree is never changed and odd markup never raises: what cannot be read is unknown. Provenance names, for each
    field that has a value, where on the page it stood. The cost is linear in the size of the page.
    """
    stated = read_stated(tree)
    canonical, canonical_from = _canonical(stated, url)
    graph, header = _article(tree, stated, [url, canonical, stated.first("og:url")[0]])
    language, language_from = _language(tree, stated, graph)
    publisher, publisher_from = _publisher(stated, graph)
    sites = tuple(site for site in (publisher, stated.first("og:site_name")[0], _host(url)) if site)
    page = Gathered(url, stated, graph, header, language, publisher, sites)
    headline, headline_from = _headline(page)
    byline, byline_from = read_byline(page)
    day, day_from = next(published(page), (None, ""))
    change, change_from = next(modified(page), (None, ""))
    topics, topics_from = _topics(page)
    provenance = (
        ("headline", headline_from),
        ("byline", byline_from),
        ("date_published", day_from),
        ("date_modified", change_from),
        ("publisher", publisher_from),
        ("language", language_from),
        ("canonical_url", canonical_from),
        ("topics", topics_from),
    )
    told = tuple((name, where) for name, where in provenance if where)
    return Metadata(headline, tuple(byline), day, change, publisher, language, canonical, tuple(topics), told)


def _article(tree: HtmlElement, stated: Stated, urls: list[str]) -> tuple[Graph, Header]:
    """Return the linked data about the page and the head of its article."""
    titles = [*stated.every("og:title"), *stated.every("twitter:title"), *stated.title]
    headings = [normalise(heading.text_content()[:_LONGEST]) for heading in stated.headings[:3]]
    graph = read_graph(stated.scripts, urls=[one for one in urls if one], titles=[t for t in [*titles, *headings] if t])
    described = [text(entry.node.get("headline")) for entry in graph.about]
    return graph, find_header(tree, stated, [title for title in [*described, *titles] if title])


def _canonical(stated: Stated, url: str) -> tuple[str, str]:
    """Return the canonical address that may be believed and where it stood, or "" and why it was rejected."""
    for href in stated.canonical[:1]:
        address = resolve(href, url)
        if not address:
            return "", "rejected: no web address" if href.strip() else ""
        reason = objection(address, url)
        return ("", f"rejected: {reason}") if reason else (address, "link rel=canonical")
    return "", ""


def _language(tree: HtmlElement, stated: Stated, graph: Graph) -> Found:
    root = tree.getroottree().getroot()
    found = [
        (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
            "html lang",
        ),
        *((text(entry.node.get("inLanguage")), f"json-ld {entry.kind}.inLanguage") for entry in graph.about),
        *(
            (stated.first(name)[0], f"meta {name}")
            for name in ("content-language", "og:locale", "language", "dc.language", "dcterms.language")
        ),
    ]
    for value, where in found:
        tag = value.strip().split(",")[0].split(".")[0].replace("_", "-")
        if _LANGUAGE.fullmatch(tag) and tag.lower() not in ("und", "mul", "zxx"):
            parts = tag.split("-")
            return "-".join([parts[0].lower(), *(p.title() if len(p) == 4 else p.upper() for p in parts[1:])]), where  # noqa: PLR2004
    return "", ""


def _publisher(stated: Stated, graph: Graph) -> Found:
    for entry in graph.about:
        if (value := graph.resolve(_one(entry.node.get("publisher")))) and (name := text(value)):
            return name, f"json-ld {entry.kind}.publisher"
    names = (
        "og:site_name",
        "citation_publisher",
        "dc.publisher",
        "dcterms.publisher",
        "publisher",
        "copyright-holder",
        "application-name",
    )
    value, name = stated.first(*names)
    return plain(value), f"meta {name}" if name else ""


def _one(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _headline(page: Gathered) -> Found:
    heading = normalise(page.header.heading.text_content()) if page.header.heading is not None else ""
    candidates = [(text(value), where) for value, where in page.described("headline")]
    candidates += [(heading, "h1")]
    candidates += [(plain(value), f"meta {name}") for name in TITLES for value in page.stated.every(name)]
    candidates += [(plain(value), "title element") for value in page.stated.title]
    candidates = [
        (cut, where)
        for value, where in candidates
        if len(value) <= _LONGEST and (cut := headlines.without_site(value, page.sites))
    ]
    whole = (found for found in candidates if not headlines.is_cut(found[0]))
    return next(whole, candidates[0] if candidates else ("", ""))


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    parts = [part for part in host.split(".") if part not in ("www", "m", "amp")]
    return max(parts[:-1], key=len, default="")


def _topics(page: Gathered) -> tuple[list[str], str]:
    found: list[str] = []
    sources: list[str] = []
    for value, where in page.described("articleSection", "keywords"):
        found += _listed(value)
        sources.append(where)
    for name in TOPICS:
        if contents := page.stated.every(name):
            found += [one for content in contents for one in _listed(content)]
            sources.append(f"meta {name}")
    return bylines.unique(found)[:50], ", ".join(dict.fromkeys(sources)) if found else ""


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    texts = [text(one) for one in values if isinstance(one, str | dict)]
    return [clean for one in texts for part in re.split(r"[,;|]", one) if (clean := part.strip()) and len(clean) <= 80]  # noqa: PLR2004
