"""Read a TOML file's bytes into tables, and say where in it a problem is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.config.words import nearest
from pipeline.model.errors import ConfigError

_BOMS = ((b"\xef\xbb\xbf", "a byte order mark"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_AT = re.compile(r"^(?P<what>.*) \(at (?P<at>line \d+, column \d+|end of document)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name, for messages, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file. `steps` lead from the table to the value; `index` counts an array's tables from 0."""

    source: Source
    table: str = ""
    index: int | None = None
    label: str = ""
    steps: tuple[str, ...] = ()

    def key(self, name: str) -> Where:
        """Return the place of a key of this table."""
        return replace(self, steps=(*self.steps, name))

    def item(self, index: int) -> Where:
        """Return the place of an item of this array; `index` counts from 0."""
        last = f"{self.steps[-1]}[{index + 1}]"
        return replace(self, steps=(*self.steps[:-1], last))

    def fault(self, problem: str) -> ConfigError:
        """Return the error that says, in one sentence, what is wrong here: the place, then `problem`."""
        return ConfigError(f"{self} {problem}" if self.steps else f"{self}: {problem}")

    def __str__(self) -> str:
        """Return file, line where it can be told, table and key: "config.toml, line 9: outlets[2] (Name): `feed`"."""
        line = self.line()
        place = self.source.name if line is None else f"{self.source.name}, line {line}"
        steps = f"`{'.'.join(self.steps)}`" if self.steps else ""
        return ": ".join(" ".join(part.split()) for part in (place, self._table(), steps) if part)

    def _table(self) -> str:
        if not self.table:
            return ""
        if self.index is None:
            return f"[{self.table}]"
        return f"{self.table}[{self.index + 1}]" + (f" ({self.label})" if self.label else "")

    def line(self) -> int | None:
        """Return the line of the key, else of the table's header, counted from 1; None where neither is found.

        TOML's parser keeps no lines, so they are looked for in the text once something is wrong.
        """
        text = self.source.text
        start, end = _table_span(text, self.table, self.index)
        if start is None:
            return None
        found = None
        if self.steps:
            key = re.escape(self.steps[0].partition("[")[0])
            found = re.compile(rf"^[ \t]*([\"']?){key}\1[ \t]*[=.]", re.MULTILINE).search(text, start, end)
        if found is None and not self.table:
            return None
        return text.count("\n", 0, found.start() if found else start) + 1


def _table_span(text: str, table: str, index: int | None) -> tuple[int | None, int]:
    """Return where a table starts and ends in the text; the top of the file when `table` is empty."""
    if not table:
        first = re.search(r"^[ \t]*\[", text, re.MULTILINE)
        return 0, first.start() if first else len(text)
    opening, closing = (r"\[", r"\]") if index is None else (r"\[\[", r"\]\]")
    header = rf"^[ \t]*{opening}[ \t]*([\"']?){re.escape(table)}\1[ \t]*{closing}"
    starts = [found.start() for found in re.finditer(header, text, re.MULTILINE)]
    nth = index or 0
    if nth >= len(starts):
        return None, 0
    if nth + 1 < len(starts):
        return starts[nth], starts[nth + 1]
    # The last of its kind ends at the next header that is not one of its own sub-tables.
    other = re.compile(rf"^[ \t]*\[+[ \t]*(?![\"' \t\[]|{re.escape(table)}[ \t]*[.\]])", re.MULTILINE)
    after = other.search(text, text.find("\n", starts[nth]) if "\n" in text[starts[nth] :] else len(text))
    return starts[nth], after.start() if after else len(text)


def parse_toml(data: bytes, name: str) -> tuple[Source, dict[str, Any]]:
    """Return the text and the tables of a TOML file.

    Raises ConfigError with line and column for what is not UTF-8 or not TOML. A byte order mark is refused: TOML has
    none, and the tools that write one also tend to write UTF-16.
    """
    source = Source(name, _decode(data, name))
    try:
        return source, tomllib.loads(source.text)
    except RecursionError:
        raise ConfigError(f"{name}: not TOML that can be read: brackets are nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, and what int() says of a number of thousands of digits
        raise ConfigError(_syntax_sentence(name, str(error), source.text)) from None


def _decode(data: bytes, name: str) -> str:
    for bom, what in _BOMS:
        if data.startswith(bom):
            raise ConfigError(f"{name}, line 1, column 1: {what} opens the file; save it as plain UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")
        raise ConfigError(
            f"{name}, line {line}, column {len(before) + 1}: the byte 0x{data[error.start]:02x} is not UTF-8; "
            "save the file as plain UTF-8"
        ) from None


def _syntax_sentence(name: str, message: str, text: str) -> str:
    found = _AT.match(message)
    if found is None:
        return f"{name}: not TOML: {message.partition(';')[0]}"
    at = found["at"]
    if at == "end of document":
        at = f"line {text.count(chr(10)) + 1}, end of the file"
    return f"{name}, {at}: not TOML: {found['what'][:1].lower()}{found['what'][1:]}"


def read_bytes(path: Path, what: str) -> bytes:
    """Return a file's bytes; `what` names its purpose. Raises ConfigError when it is missing or cannot be read."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise ConfigError(f"{path}: a folder, where {what} is due") from None
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file, where {what} is due{nearest_file(path)}") from None
    except OSError as error:
        raise ConfigError(f"{path}: {what} that cannot be read: {error.strerror}") from None


def nearest_file(path: Path) -> str:
    """Return "; did you mean …?" with the neighbour whose name is nearest, or "" when none is near."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return ""
    return nearest(path.name, names)
