"""Gather what of a page tells an article from what is served in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extract.normalise import normalise
from pipeline.extract.pick import Picked

SHORT = 1_500
"""Texts from this many characters on are articles, whatever else a page holds."""

_MOST_SCRIPT = 100_000
_SOON = 30
_REFRESH = re.compile(r"^\s*(\d+)[^;,]*[;,]\s*url\s*=", re.IGNORECASE)
_ARTICLE = re.compile(r'"@type"\s*:\s*(?:\[[^\]]*)?"[A-Za-z]*(?:Article|BlogPosting|Report)"')
_LOCKED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tells:
    """What the tests look at.

    `text` is the article's, `shown` all that the page shows, `told` that and what it shows without scripts, `title`
    its title and h1. `markup` (ids, classes, sources) and `scripts` are gathered of pages that show little only.
    """

    text: str
    shown: str
    told: str
    title: str
    markup: str
    scripts: str
    article: bool
    locked: bool
    noindex: bool
    refresh: bool
    prose: int


def gather(tree: HtmlElement, picked: Picked, text: str, *, signed: bool) -> Tells:
    """Return the tells of a page; `signed` says that its metadata gives it both an author and a date."""
    named: dict[str, list[HtmlElement]] = {"meta": [], "script": [], "title": [], "h1": []}
    titles = []
    for element in tree.iter(*named):
        named[element.tag].append(element)
        if element.tag in {"title", "h1"}:
            titles.append(normalise(element.text_content()))
    data = " ".join(script.text or "" for script in named["script"] if "ld+json" in (script.get("type") or ""))
    shown = " ".join(segment.text for segment in picked.page.segments)
    little = len(text) < SHORT and len(shown) < 2 * SHORT
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower(): meta.get("content", "")
        for meta in named["meta"]
    }
    refresh = _REFRESH.match(metas.get("refresh", ""))
    return Tells(
        text=text,
        shown=shown,
        told=f"{shown} {_texts(tree, '//noscript')}" if little else shown,
        title=" ".join(titles),
        markup=" ".join(tree.xpath("//@id | //@class | //script/@src | //iframe/@src")) if little else "",
        scripts=" ".join(script.text or "" for script in named["script"])[:_MOST_SCRIPT] if little else "",
        article=signed or metas.get("og:type", "").lower() == "article" or _ARTICLE.search(data) is not None,
        locked=_LOCKED.search(data) is not None,
        noindex="noindex" in metas.get("robots", "").lower(),
        refresh=refresh is not None and int(refresh[1]) < _SOON,
        prose=picked.prose,
    )


def _texts(tree: HtmlElement, xpath: str) -> str:
    return " ".join(normalise(element.text_content()) for element in tree.xpath(xpath))
