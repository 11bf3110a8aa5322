"""Read the names of writers from bylines: without the "By", roles, addresses and doubles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipeline.extract.jsonld import Graph, kinds, plain
from pipeline.extract.normalise import key, normalise

_BY_WORDS = (
    "by|von|par|por|di|da|door|av|af|przez|yazan|автор|autor(?:en|in|a|es)?|auteurs?|authors?(?: of the article)?"
)
_BY = re.compile(
    r"^\W*(?:(?:(?:written|reported|posted|published|story|words|texte?|texto|testo|tekst|reporting|report|analysis|review|verfasst|"
    r"geschrieben|écrit|escrito|scritto|geschreven|skriven|skrevet)\s*)?"
    rf"(?:{_BY_WORDS})\b|(?:words|texte?|texto|testo|tekst|story|report(?:ing)?)\s*:)\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_LED = re.compile(r"^\W*(?:by|von|par|por|door|di|przez|av|af)\s+(?=[^\W\d_])", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:words|texte?|texto|testo|tekst|story|report(?:ing)?|by|autor(?:en|in|a|es)?(?:/autor)?|auteurs?|authors?|автор)"
    r"\s*:\s*(.*)$",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(rf"\b(?:{_BY_WORDS})\b|author|autor", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:\b(?:updated|published|posted|last modified|photograph(?:s|y|er)?|photos?|pictures?|fotos?|images?|video|"
    r"illustrations?|graphics?|additional reporting|editing by)\b\s*(?:by\b|:|at\b|on\b)?.*|[·•|].*)$",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r"\s*(?:;|\s/\s|\||\n|\s&\s|\s+(?:and|und|mit|with)\s+|,\s*(?:and|und)\s+)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*|\s)(?:et|y|e|en|och|og|i|и|ve|avec|con)\s+", re.IGNORECASE)
_NOISE = re.compile(r"\S+@\S+\.\w+|@\w+|https?://\S+|www\.\S+|\(\s*\)|\[[^\]]*\]", re.IGNORECASE)
_ROLES = (
    r"reporters?|editors?|correspondents?|writers?|journalists?|columnists?|chief|bureau|staff|contributor|producer|"
    r"analyst|redakteur(?:in)?|redaktor|korrespondent(?:in)?|journaliste|periodista|redactora?|giornalista|desk|senior|"
    r"deputy|head of|presenter|commentator|specialist|director|professor|lecturer|fellow|researcher"
)
_ROLE = re.compile(rf"\b(?:{_ROLES})\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:(?:reporter|correspondent|journalist|redakteur(?:in)?|korrespondent(?:in)?|journaliste|기자|記者|记者)"
    r"|for\s+\S+(?:\.com|\.co\.\w\w|online)?)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:admin(?:istrator)?|unknown|n/?a|none|null|undefined|anonymous|author|staff|guest|user|root|editor|facebook|"
    r"twitter|x|whatsapp|copy link|e-?mail|share|shares?|follow|subscribe|comments?|print|save|listen|read more|bio|"
    r"profile|see all|view all|more|about|advertisement|for .*|\W*)$",
    re.IGNORECASE,
)
_FULL = re.compile(r"^\s*[^\W\d_]\S* [^\W\d_]\S*(?: [^\W\d_]\S*)?\s*$")
_EDGES = " \t,.;:-–—|/*•·\"'"
_LONGEST = 60
_LONGEST_LINE = 1000
_TELLING = 5  # letters of a name that cannot well be part of another
_MOST_WORDS = 6
_MOST = 30


def names_of(value: Any, graph: Graph) -> list[str]:
    """Return the writers of a JSON-LD author value: strings, objects, references and lists of them, in order.

    Organisations are left out where a person stands beside them.
    """
    people: list[str] = []
    others: list[str] = []
    stack = [value]
    while stack and len(people) + len(others) < _MOST:
        current = graph.resolve(stack.pop(0))
        if isinstance(current, list):
            stack = [*current[:_MOST], *stack]
        elif isinstance(current, str):
            people.extend(split_names(plain(current)))
        elif isinstance(current, dict):
            named = current.get("name") or ""
            for one in named if isinstance(named, list) else [named]:
                if isinstance(one, str):
                    organised = any(kind.lower().endswith("organization") for kind in kinds(current))
                    (others if organised else people).extend(split_names(plain(one)))
                elif isinstance(one, dict):
                    stack.append(one)
    return unique(people or others)


def split_names(text: str) -> list[str]:
    """Return the names joined in one byline, each cleaned; what is no name is left out.

    Short joining words such as "e" and "y" stand inside names too and part them only between two full names.
    """
    text = _NOISE.sub(" ", normalise(text[:_LONGEST_LINE]))
    text = _CUT.sub("", _BY.sub("", text))
    parts = [part for whole in _SPLIT.split(text) for part in _at_and(whole)]
    return unique(name for part in parts for name in _listed(part.split(",")))


def _at_and(text: str) -> list[str]:
    sides = _AND.split(text)
    return sides if all(" " in side.strip() for side in sides) else [text]


def _listed(pieces: list[str]) -> list[str]:
    """Return the names among pieces parted by commas: roles and places after a name are no names."""
    names = [
        clean for n, piece in enumerate(pieces) if (clean := clean_name(piece)) and not (n and _ROLE.search(clean))
    ]
    if len(names) == 2 and all(" " not in name for name in names):  # noqa: PLR2004  "Smith, John"
        return [f"{names[1]} {names[0]}"]
    return [name for number, name in enumerate(names) if number == 0 or " " in name]


def clean_name(text: str) -> str:
    """Return one name without lead-in words, roles and brackets, "" when it is none."""
    name = re.sub(r"\s*\([^)]*\)?", "", _BY.sub("", text)).strip(_EDGES)
    name = _TAIL.sub("", name).strip(_EDGES)
    words = name.split()
    if not name or len(name) > _LONGEST or len(words) > _MOST_WORDS or _NO_NAME.match(name):
        return ""
    if any(word[0].isdigit() for word in words):
        return ""
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        return " ".join(words[:half])
    return "" if _ROLE.search(name) and name == name.lower() else name


def unique(names: Iterable[str]) -> list[str]:
    """Return the names once each, in order; two that differ in case or accents' form only are one."""
    seen: dict[str, str] = {}
    for name in names:
        if (folded := key(name)) and folded not in seen:
            seen[folded] = name
    return list(seen.values())


def without_site(names: list[str], site: Iterable[str]) -> list[str]:
    """Return the names without those of the site itself, unless nobody else is named."""
    own = {found for name in site if (found := key(re.sub(r"\.\w{2,3}$", "", name)))}
    people = [name for name in names if key(re.sub(r"\.\w{2,3}$", "", name)) not in own]
    return people or names


def written_line(runs: Iterable[str]) -> list[str]:
    """Return the names of a line that is a byline by its own words ("By A and B", "Words: A"), else none."""
    text = parted(runs)
    if (match := _LABEL.match(text)) is not None:
        return split_names(match[1])
    if _LED.match(text) and len(text) < 2 * _LONGEST:
        names = split_names(text)
        return names if all(_is_capital(name) for name in names) else []
    return []


def is_led(text: str) -> bool:
    """Tell whether a line opens as a byline does ("By A", "Words: A")."""
    return _LED.match(text) is not None or _LABEL.match(text) is not None


def _is_capital(name: str) -> bool:
    """Tell whether the first and last words of a name begin with no small letter: other lines are sentences."""
    words = name.split()
    return not (words[0][0].islower() or words[-1][0].islower()) and len(words) < _MOST_WORDS


def parted(runs: Iterable[str]) -> str:
    """Return the runs of a line as one text, with a semicolon where nothing but space parts two full names."""
    text = ""
    for run in runs:
        piece = normalise(run)
        if piece and _FULL.match(piece) and _FULL.search(text.rsplit(";", maxsplit=1)[-1]):
            text += "; "
        text += f" {run} "
    return normalise(text).replace(" ,", ",").replace(" ;", ";")


def says_author(label: str) -> bool:
    """Tell whether a label announces a writer ("Written by", "Verfasst von")."""
    return _WRITTEN_BY.search(label) is not None


def is_house(names: Iterable[str], sites: Iterable[str]) -> bool:
    """Tell whether every name is the house's own, in whole or in part."""
    houses = [house for site in sites if (house := key(site))]
    return all(any(_names_house(key(name), house) for house in houses) for name in names)


def _names_house(name: str, house: str) -> bool:
    return name == house or (len(house) >= _TELLING and house in name) or (len(name) >= _TELLING and name in house)
