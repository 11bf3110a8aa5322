"""The rules alone: statements or attributions in texts that somebody brings along."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.model.company import Registry
from pipeline.model.document import Span
from pipeline.model.reading import Attribution, Statement, Text
from pipeline.model.rules import RulePack
from pipeline.statements.analysis import analyse
from pipeline.statements.attributions import attribute
from pipeline.statements.reader import prepare

Read = Callable[[Text], list[dict[str, Any]]]


def recording(registry: Registry, pack: RulePack) -> Read:
    """Return what reads the statements of a text."""
    reader = prepare(registry, pack)
    return lambda text: [record(statement) for statement in reader.read(text).statements]


def attributing(pack: RulePack) -> Read:
    """Return what reads the attributions of a text, whoever speaks."""
    return lambda text: [attribution(found) for found in attribute(analyse(text), pack)]


def annotate(lines: Iterable[bytes], read: Read, field: str) -> Iterator[dict[str, Any]]:
    """Yield one answer a line, in order: `{"id", field: [...]}`, or `{"id", "error"}` for one that cannot be read."""
    for id_, text in documents(lines):
        if isinstance(text, str):
            yield {"id": id_, "error": text}
        else:
            yield {"id": id_, field: read(text)}


def documents(lines: Iterable[bytes]) -> Iterator[tuple[str, Text | str]]:
    """Yield the id and the text of every line, or in the text's place a sentence that says why there is none.

    Lines are UTF-8, with or without a byte order mark. Blank lines are passed over. The id of a bad line is its own
    where it has one, else its number as text.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield str(number), f"line {number} is not JSON: {error}"
            continue
        if fault := fault_of(document):
            known = document.get("id") if isinstance(document, dict) else None
            yield known if isinstance(known, str) else str(number), f"line {number}: {fault}"
            continue
        date = (document.get("date") or "")[:10]
        yield document["id"], Text(document["text"], outlet=document.get("outlet") or "", date=date)


def fault_of(document: Any) -> str:
    """Return what is wrong with an input document, "" when nothing is."""
    if not isinstance(document, dict):
        return "expected an object with `id` and `text`"
    for key in ("id", "text"):
        if not isinstance(document.get(key), str):
            return f"`{key}` must be a string"
    for key in ("outlet", "date"):
        if not isinstance(document.get(key) or "", str):
            return f"`{key}` must be a string"
    return ""


def record(statement: Statement) -> dict[str, Any]:
    """Return a statement as `annotate` prints it."""
    return {
        "company": statement.company,
        "stance": str(statement.stance),
        "modality": str(statement.modality),
        "form": str(statement.form),
        "source": statement.source,
        "cue": statement.cue,
        "evidence": statement.exact,
        "start": statement.start,
        "end": statement.end,
        "origin": statement.origin,
        "target": statement.target,
        "rule": statement.rule,
    }


def attribution(found: Attribution) -> dict[str, Any]:
    """Return an attribution as `annotate --attributions` prints it."""
    return {"source": pairs(found.source), "cue": pairs(found.cue), "content": pairs(found.content)}


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as ascending [start, end] lists."""
    return [[span.start, span.end] for span in sorted(spans)]
