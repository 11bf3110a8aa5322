"""The page reader alone: saved pages in, one JSON object a page out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.fetch.saved import read_page_file
from pipeline.model.document import Document
from pipeline.model.errors import ExtractError, FetchProtocolError
from pipeline.run.derive import extract, media_type
from pipeline.run.jobs import Job
from pipeline.run.worker import Failure


@dataclass(frozen=True, slots=True)
class Item:
    """One page to read, or the failure to find it."""

    id: str
    url: str
    job: Job | Failure


EMPTY: dict[str, Any] = {
    "text": "",
    "headline": "",
    "byline": [],
    "date_published": None,
    "date_modified": None,
    "publisher": "",
    "language": "",
    "canonical_url": "",
    "topics": [],
    "links": [],
    "blocks": [],
    "provenance": {},
}


def page(id_: str, url: str, result: Document | Failure) -> dict[str, Any]:
    """Return a page as `extract` prints it: all keys always."""
    if isinstance(result, Failure):
        return {"id": id_, "url": url, "outcome": "error", "reason": f"{result.kind}: {result.detail}", **EMPTY}
    metadata = result.metadata
    return {
        "id": id_,
        "url": url,
        "outcome": result.outcome,
        "reason": result.reason,
        "text": result.text,
        "headline": metadata.headline,
        "byline": list(metadata.byline),
        "date_published": metadata.date_published,
        "date_modified": metadata.date_modified,
        "publisher": metadata.publisher,
        "language": metadata.language,
        "canonical_url": metadata.canonical_url,
        "topics": list(metadata.topics),
        "links": [{"url": link.url, "text": link.text, "start": link.start, "end": link.end} for link in result.links],
        "blocks": [
            {
                "start": block.start,
                "end": block.end,
                "kind": str(block.kind),
                "xpath": block.xpath,
                "reason": block.reason,
            }
            for block in result.blocks
        ],
        "provenance": dict(metadata.provenance),
    }


def read_list(lines: Iterable[bytes], folder: Path) -> Iterator[Item]:
    """Yield an item for every line of a batch list; a line that names no page carries a `Failure`.

    Relative paths are relative to `folder`. The id of a bad line is its number.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            id_, path, url = item["id"], item["path"], item.get("url") or ""
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            yield Item(str(number), "", Failure("bad_line", f'line {number}: expected {{"id", "path", "url"}}'))
            continue
        if all(isinstance(value, str) for value in (id_, path, url)):
            yield Item(id_, url, found_at(folder / path, url))
        else:
            yield Item(str(id_), "", Failure("bad_line", f"line {number}: `id`, `path` and `url` must be strings"))


def found_at(path: Path, url: str) -> Job | Failure:
    """Return the job for one file of a list, or the failure that it ends in."""
    try:
        return load(path, url)
    except FetchProtocolError as error:
        return Failure("unreadable", str(error))


def load(path: Path, url: str) -> Job:
    """Return the job for one file; `.gz` is packaging. Raises `FetchProtocolError` where the file cannot be read."""
    try:
        return Job(read_page_file(path), url, file=path.name)
    except ValueError as error:  # no file can have this name
        raise FetchProtocolError(f"{str(path)!r}: {error}") from error


def prepare(_: None) -> Callable[[Item], Document | Failure]:
    """Return the function that reads one item's page."""
    return work


def work(item: Item) -> Document | Failure:
    """Return the document of an item, or the failure that it carries or meets."""
    if isinstance(item.job, Failure):
        return item.job
    try:
        return extract(item.job, media_type(item.job))
    except (FetchProtocolError, ExtractError) as error:
        return Failure(type(error).__name__, str(error))
