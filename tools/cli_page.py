"""Write docs/cli.md from the command's own help: `python -m tools.cli_page`.

The help texts are the parser's, at a width of 100 columns. What a command writes and which exit codes it can end
with, the parser does not know: that stands here.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from types import MappingProxyType

from pipeline.cli.parser import COMMANDS, GROUPS, Command, build_parser, overview

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
COLUMNS = "100"
WIDTH = 120
NO_STORE = "there is no store yet"


@dataclass(frozen=True, slots=True)
class Words:
    """What is told of a command beside its help: what it does to the store, and its exit codes beyond the common."""

    effect: str
    codes: Mapping[int, str]


EVERYWHERE = MappingProxyType(
    {
        0: "clean; pages that were skipped with a reason are clean",
        1: "it finished, and something new went wrong, which standard error names; or a library of the installation "
        "is missing or broken, which it names too",
        2: "the configuration, the registry, the rules or the command line is wrong; nothing was done",
        3: "another process holds the lock that the command needs; nothing was done",
        4: "storage: the disk is full, read-only or failing, or the output could not be written",
        5: "`verify` found damage",
        6: "the store has a schema of another version",
        130: "interrupted (Ctrl-C)",
        143: "terminated (SIGTERM)",
    }
)
COMMON = (0, 2, 4, 130, 143)
STORED = (6,)
# A code that is given here too has this meaning beside the one that it has everywhere.
WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "run": Words(
            "Writes to the store: captures first, then what is derived from them. Holds the lock `collect`, and "
            "`derive` while it reads. While a `reprocess` is at work it collects, and leaves the reading to the next "
            "run.",
            {
                1: "an address or a saved page failed that did not fail in the outlet's last run, or a page was "
                "quarantined; what is known to fail is told again and counts as clean",
                3: "another `run` is collecting",
            },
        ),
        "outlets": Words("Reads the configuration and, where there is one, the store.", {}),
        "companies": Words("Reads the configuration and, where there is one, the store.", {}),
        "statements": Words(
            "Reads the store. The table is for people; `csv` and `jsonl` have the fields of a statement, one to a "
            "column or key. Nothing found is clean.",
            {2: f"no company, day or article of this name is known, or {NO_STORE}"},
        ),
        "annotate": Words(
            "Touches no store. One line of JSON comes out for each line that goes in; with `--why`, text for people. "
            "Without `--companies` the configured registry is used; with `--attributions` none is needed.",
            {1: 'a line could not be read: its answer is {"id", "error"}; the others were answered'},
        ),
        "extract": Words(
            "Touches no store and needs no configuration. Relative paths in `LIST.jsonl` are relative to it.",
            {
                1: "FILE is no page that the page reader can take; with `--batch` every line is answered, such a page "
                "with the outcome `error`, and the code is 0",
                2: "FILE cannot be read",
            },
        ),
        "audit": Words(
            "Reads the store. A payload that is not intact, or a statement that a new reading does not give, is told "
            "in the chain and is no error of the command: `verify` is what fails on damage.",
            {
                2: "no statement was ever shown under this id, several ids begin so, the id has ended (the "
                f"message says why, and what succeeded it), or {NO_STORE}"
            },
        ),
        "verify": Words(
            "Reads the store and the archive and changes nothing. `--json` gives "
            '`{"ok", "level", "checked", "faults"}`; [how-it-works.md](how-it-works.md#what-verify-checks) lists what '
            "is checked.",
            {2: NO_STORE, 5: "at least one fault was found; each is named"},
        ),
        "rules": Words(
            "Touches no store, except `coverage` without `--gold`, which reads it. A pack of your own is tried with "
            "`--rules DIR`; [adding.md](adding.md) takes you through it.",
            {1: "`check`: a rule does not keep one of its examples", 2: "there is no such rule, or the pack is wrong"},
        ),
        "runs": Words("Reads the store: the last 50 runs, newest first.", {2: NO_STORE}),
        "reprocess": Words(
            "Writes to the store: a generation beside the accepted one, and unless `--dry-run` its acceptance. Holds "
            "the lock `derive`. `+` is a statement added, `-` one lost, `~` one changed. With `--rules DIR` a "
            "changed pack is tried on everything stored.",
            {
                1: "a page was quarantined; without `--dry-run` the generation was accepted all the same",
                3: "another process reads: a `run` or a `reprocess`",
            },
        ),
        "save": Words(
            "Touches no store: it writes a page and its sidecar into a folder, for each address that answered.",
            {1: "an address gave no page; the others were saved", 2: "the configuration gives no `contact`"},
        ),
    }
)
STORELESS = frozenset(("annotate", "extract", "rules", "save"))
HEAD = """# The command line

<!-- Written by `python -m tools.cli_page` from the command's own help; a test compares the two. Do not edit. -->

`onrecord` and `python -m pipeline` are the same command. Results go to standard output; warnings, progress and errors
go to standard error, one sentence each. Tables are drawn on a terminal and plain elsewhere; `NO_COLOR` turns the
drawing off. `csv`, `jsonl` and `--json` carry no decoration.
"""


@contextmanager
def _columns(width: str) -> Iterator[None]:
    """Let argparse wrap at this width, whatever the terminal's is."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = width
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


def help_of(name: str) -> str:
    """Return what `onrecord NAME --help` prints at 100 columns."""
    printed = io.StringIO()
    with _columns(COLUMNS), redirect_stdout(printed), suppress(SystemExit):  # argparse leaves so after help
        build_parser().parse_args([name, "--help"])
    return printed.getvalue()


def codes_told(name: str) -> str:
    """Return a command's exit codes: those that mean something of its own in a table, the common ones in a line."""
    own = WORDS[name].codes
    rows = "".join(f"| {code} | {own[code]} |\n" for code in sorted(own))
    table = f"| exit code | means here |\n|---|---|\n{rows}\n" if own else ""
    common = [str(code) for code in sorted({*COMMON, *(() if name in STORELESS else STORED)})]
    lead = "Besides, as" if own else "Exit codes as"
    return f"{table}{lead} [for every command](#exit-codes): {', '.join(common)}.\n"


def section(command: Command) -> str:
    """Return one command's part of the page."""
    effect = fill(WORDS[command.name].effect, WIDTH, break_long_words=False, break_on_hyphens=False)
    return (
        f"### `{command.name}`\n\n```\n{help_of(command.name).rstrip()}\n```\n\n{effect}\n\n{codes_told(command.name)}"
    )


def page() -> str:
    """Return docs/cli.md as it should stand."""
    parts = [HEAD, f"## All commands\n\n```\n{overview().rstrip()}\n```\n"]
    for group in GROUPS:
        parts.append(f"## {group}\n")
        parts += [section(command) for command in COMMANDS if command.group == group]
    rows = "\n".join(f"| {code} | {words} |" for code, words in EVERYWHERE.items())
    parts.append(f"## Exit codes\n\n| code | means |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page; return 0."""
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is written.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
