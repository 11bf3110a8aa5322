"""How results are printed: tables and text for people, bare lines for machines.

Whatever comes from a page or a feed is stripped of control characters before it reaches a terminal (an escape
sequence in a headline must not move a cursor), and a CSV cell never begins like a formula.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(value: object) -> str:
    """Return a value as text without control and direction characters."""
    return CONTROL.sub("", "" if value is None else str(value))


def say(line: str = "") -> None:
    """Print one line for people."""
    sys.stdout.write(clean(line) + "\n")


def warn(line: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(" ".join(clean(line).split()) + "\n")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is due: "1 company", "2 companies"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def print_json(value: Any) -> None:
    """Print one JSON object, indented."""
    sys.stdout.write(json.dumps(value, ensure_ascii=not is_unicode(sys.stdout), indent=2) + "\n")


def print_jsonl(values: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    escaped = not is_unicode(sys.stdout)
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=escaped) + "\n")


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print CSV (RFC 4180) with a header line."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[column]) for column in columns])


def cell(value: object) -> object:
    """Return a CSV cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = clean(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: drawn with rich on a terminal, plain aligned columns elsewhere."""
    texts = [[clean(value) for value in row] for row in rows]
    if not is_terminal(sys.stdout):
        print_plain(columns, texts)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in texts:
        table.add_row(*(Text(value) for value in row))  # Text: square brackets in a page are no markup
    Console().print(table)


def print_plain(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print aligned columns, two spaces apart, nothing cut."""
    flat = [[" ".join(value.split()) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *flat, strict=True)]
    for row in [list(columns), *flat]:
        line = "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def is_unicode(stream: TextIO) -> bool:
    """Return whether a stream takes every character; for one that does not, JSON is written in ASCII."""
    return (stream.encoding or "").lower().replace("_", "-") in {"utf-8", "utf8"}


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person looks at this stream through a terminal that wants decoration."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def progress(items: Iterable[Any], *, total: int, label: str) -> Iterator[Any]:
    """Yield the items, with a bar on standard error once they take longer than two seconds on a terminal."""
    if not is_terminal(sys.stderr) or total == 0:
        yield from items
        return
    import time

    from rich.console import Console
    from rich.progress import Progress

    begun, bar, task = time.monotonic(), None, None
    try:
        for done, item in enumerate(items, 1):
            yield item
            if bar is None and time.monotonic() - begun > 2:  # noqa: PLR2004  seconds
                bar = Progress(console=Console(stderr=True), transient=True)
                bar.start()
                task = bar.add_task(label, total=total)
            if bar is not None and task is not None:
                bar.update(task, completed=done)
    finally:
        if bar is not None:
            bar.stop()
