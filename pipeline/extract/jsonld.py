"""Read the JSON-LD of a page leniently and find the nodes that describe this page, not its neighbours."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.extract.canonical import same_page

Node = dict[str, Any]

_WRAPPERS = re.compile(r"<!--|-->|(?:/\*|//)?\s*<!\[CDATA\[\s*(?:\*/)?|(?:/\*|//)?\s*\]\]>\s*(?:\*/)?")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MISSING_COMMA = re.compile(r'(?<=["}\]])(?=[ \t\r]*\n\s*"[@\w]+"\s*:)')
_LARGEST = 2_000_000
_MOST_NODES = 5_000
_TELLING = 20  # characters that a part of a headline needs to name a story
_PARTS = frozenset({"liveblogupdate", "comment", "review"})
_ARTICLE = re.compile(r"(?:article|posting|report|review)$")
_PAGE = frozenset({"webpage", "itempage", "videoobject", "aboutpage", "podcastepisode", "newsvideoobject"})
_NEIGHBOURS = frozenset(
    {
        "itemlistelement",
        "haspart",
        "ispartof",
        "mentions",
        "relatedlink",
        "citation",
        "comment",
        "isrelatedto",
        "associatedarticle",
        "significantlink",
        "isbasedon",
        "subjectof",
        "itemreviewed",
        "breadcrumb",
    }
)


@dataclass(frozen=True, slots=True)
class Described:
    """A node about this page and the schema.org type that it says it has."""

    node: Node
    kind: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes that describe this page, best first, and every node by its `@id`."""

    about: tuple[Described, ...]
    by_id: dict[str, Node]

    def resolve(self, value: Any) -> Any:
        """Return the node that `value` refers to when it is a bare reference, else `value` itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type", "type"} and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value


def read_graph(scripts: Iterable[str], *, urls: Iterable[str], titles: Iterable[str]) -> Graph:
    """Return the JSON-LD of `scripts` seen from the page at any of `urls` with any of `titles`.

    A node counts as this page's when its address or headline says so, or when nothing says otherwise and it stands
    alone; items of lists and other related works count by their address only.
    """
    found = [entry for script in scripts for value in parse(script) for entry in _walk(value)]
    by_id: dict[str, Node] = {}
    for node, _ in found:
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(by_id.get(name, ())):
            by_id[name] = node
    return Graph(_about(found, tuple(urls), tuple(titles)), by_id)


def parse(script: str) -> list[Any]:
    """Return the JSON values of one script, with comments, control characters and stray commas forgiven."""
    text = script.strip()
    if not text or len(text) > _LARGEST:
        return []
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        pass
    text = _MISSING_COMMA.sub(",", _TRAILING_COMMA.sub("", _WRAPPERS.sub("", text))).strip()
    if text.startswith(("{&quot;", "[{&quot;")):
        text = html.unescape(text)
    return list(_several(text))


def _several(text: str) -> Iterator[Any]:
    """Yield the JSON values that stand one after another, up to the first that cannot be read."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(text):
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _walk(value: Any) -> Iterator[tuple[Node, bool]]:
    """Yield every typed or named node in document order, and whether it hangs on a list of other works."""
    stack: list[tuple[Any, bool]] = [(value, False)]
    count = 0
    while stack and count < _MOST_NODES:
        current, aside = stack.pop()
        if isinstance(current, list):
            stack.extend((item, aside) for item in reversed(current))
        elif isinstance(current, dict):
            count += 1
            yield current, aside
            stack.extend(
                (below, aside or key.lower() in _NEIGHBOURS)
                for key, below in reversed(current.items())
                if isinstance(below, dict | list) and key.lower() not in _PARTS
            )


def kinds(node: Node) -> list[str]:
    """Return the schema.org types of a node without their namespace."""
    named = node.get("@type", node.get("type", ()))
    listed = named if isinstance(named, list) else [named]
    return [re.split(r"[/#:]", name)[-1] for name in listed if isinstance(name, str)]


def _about(found: list[tuple[Node, bool]], urls: tuple[str, ...], titles: tuple[str, ...]) -> tuple[Described, ...]:
    folded = {_fold(title) for title in titles}
    ranked = []
    for number, (node, aside) in enumerate(found):
        kind, weight = _kind(node)
        if not weight:
            continue
        fit = _fit(node, urls, folded)
        if fit < 0 or (aside and fit < 2):  # noqa: PLR2004  2 is what an own address is worth
            continue
        ranked.append((-fit, -weight, aside, -_told(node), number, Described(node, kind)))
    ranked.sort(key=lambda entry: entry[:-1])
    if ranked and ranked[0][0] == 0:
        alone = [entry for entry in ranked if entry[0] == 0 and entry[1] == ranked[0][1]]
        ranked = ranked if len(alone) == 1 else []
    best = ranked[0][0] if ranked else 0
    return tuple(entry[-1] for entry in ranked if entry[0] < 0 or best == 0)


def _kind(node: Node) -> tuple[str, int]:
    for kind in kinds(node):
        if _ARTICLE.search(kind.lower()):
            return kind, 2
    for kind in kinds(node):
        if kind.lower() in _PAGE:
            return kind, 1
    return "", 0


def _fit(node: Node, urls: tuple[str, ...], titles: set[str]) -> int:
    """Return 3 for an own address and headline, 2 for an own address, 1 for a headline, 0 unknown, -1 another's."""
    own = [address for address in addresses(node) if address.startswith(("http", "/"))]
    at_home = any(same_page(address, url) for address in own for url in urls)
    named = _matches(_fold(text(node.get("headline") or node.get("name"))), titles)
    if at_home or named:
        return 2 * at_home + named
    return -1 if own and text(node.get("headline") or node.get("name")) else 0


def _matches(headline: str, titles: set[str]) -> bool:
    if not headline:
        return False
    return headline in titles or (
        len(headline) > _TELLING and any(headline in t or (len(t) > _TELLING and t in headline) for t in titles)
    )


def _told(node: Node) -> int:
    return sum(1 for key in ("headline", "datePublished", "author", "publisher") if node.get(key))


def addresses(node: Node) -> list[str]:
    """Return the addresses that a node gives for itself."""
    found = []
    for value in (node.get("mainEntityOfPage"), node.get("url"), node.get("@id")):
        for one in value if isinstance(value, list) else [value]:
            named = (one.get("@id") or one.get("url")) if isinstance(one, dict) else one
            if isinstance(named, str):
                found.append(named.strip())
    return found


def text(value: Any) -> str:
    """Return a text value as plain text: the first of a list, `@value` or `name` of an object, entities resolved."""
    if isinstance(value, list):
        value = next((item for item in value if item), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return plain(value) if isinstance(value, str) else ""


def plain(value: str) -> str:
    """Return a string without entities (twice escaped ones too), tags and runs of blanks."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = re.sub(r"</?[a-zA-Z][^<>]*>", "", value)
    return " ".join(value.split())


def _fold(value: str) -> str:
    return " ".join(re.findall(r"\w+", value.casefold()))
