"""The command line: every command, its options, and the help that groups them with an example of each."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from pipeline import __version__
from pipeline.model.errors import ConfigError
from pipeline.model.labels import Stance

Options = argparse.Namespace
INTRO = """onrecord follows what companies say and do, as the news reports it, and shows for every statement
where it came from. It knows what was reported, not what is true."""
CODES = """exit codes
  0 clean   1 finished, something new went wrong   2 configuration or usage   3 another process holds the lock
  4 storage   5 verify found damage   6 the store has a schema of another version   130/143 signals"""

UNKNOWN = re.compile(r"invalid choice: '(?P<word>.*)' \(choose from (?P<known>.*)\)$")
WORD = re.compile(r"[\w-]+")


class Parser(argparse.ArgumentParser):
    """An argument parser whose usage errors are `ConfigError`s: one sentence, exit 2, from one place."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the command line; of a word that is none of a list, name the nearest."""
        if found := UNKNOWN.search(message):
            from difflib import get_close_matches

            word, known = found["word"], WORD.findall(found["known"])
            close = get_close_matches(word, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
            message = f"{message[: found.start()].removeprefix('argument ')}{word!r} is not known; {hint}"
        raise ConfigError(f"{message} (see `{self.prog} --help`)")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its group, what it does in a line, an example, and what adds its options."""

    name: str
    group: str
    summary: str
    example: str
    options: Callable[[argparse.ArgumentParser], None]


def _none(_: argparse.ArgumentParser) -> None:
    """Add nothing."""


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        metavar="OUTLET",
        action="append",
        default=[],
        help="only this outlet (key or name); may be given again",
    )
    parser.add_argument(
        "--again", action="store_true", help="ask for every known place and article, due to be looked at again or not"
    )
    parser.add_argument("--max", metavar="N", type=_count, help="at most so many new articles of each outlet")


def _save(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("urls", metavar="URL", nargs="+", help="the address of an article")
    parser.add_argument("--to", metavar="DIR", required=True, help="the folder for the pages and their sidecars")


def _statements(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--company", metavar="X", help="key, name or alias of a company in the registry")
    parser.add_argument(
        "--stance", metavar="Y", choices=[str(stance) for stance in Stance], help="one of the sixteen labels"
    )
    parser.add_argument(
        "--since", metavar="DATE", help="published on or after this day (YYYY-MM-DD); undated articles are listed apart"
    )
    parser.add_argument("--article", metavar="URL", help="only this article, under any of its addresses")
    parser.add_argument(
        "--origin", metavar="O", help="where the words first appeared: this, unstated, outlet:NAME, channel:KIND"
    )
    parser.add_argument(
        "--format", choices=["table", "csv", "jsonl"], default="table", help="how to print (default: table)"
    )
    parser.add_argument("--limit", metavar="N", type=_count, help="at most this many (default: all)")


def _audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a statement's id, or the beginning of it")
    parser.add_argument("--why", action="store_true", help="show step by step how the rules came to it")
    parser.add_argument("--json", action="store_true", help="print the chain as one JSON object")


def _annotate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="DOCS.jsonl", help='lines of {"id", "text"}, `outlet` and `date` optional; - for standard input'
    )
    parser.add_argument(
        "--companies",
        metavar="FILE",
        action="append",
        default=[],
        help="a registry, instead of the configured one; may be given again",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--attributions", action="store_true", help="print every attributed statement, whoever speaks, instead"
    )
    instead.add_argument(
        "--why", action="store_true", help="print for people how the rules came to each statement, and what they missed"
    )


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="a saved page (.html, .html.gz, .txt); - for standard input"
    )
    parser.add_argument("--url", metavar="U", default="", help="the address of the page")
    parser.add_argument("--batch", metavar="LIST.jsonl", help='lines of {"id", "path", "url"} instead of one FILE')
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object for the page (always so with --batch)"
    )


def _reprocess(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="print what would change and accept nothing")
    parser.add_argument(
        "--give-up", action="store_true", help="accept although pages that were read before are quarantined now"
    )
    parser.add_argument(
        "--rules", metavar="DIR", help="with --dry-run: try a changed pack, a folder named after its language"
    )


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["list", "show", "check", "coverage"],
        help="list all; show one whole; check examples; coverage: how often each fired",
    )
    parser.add_argument("id", metavar="ID", nargs="?", help="the rule to show")
    parser.add_argument("--rules", metavar="DIR", help="another pack: a folder of TOML files, named after its language")
    parser.add_argument(
        "--gold", metavar="FILE", help='coverage on labelled texts, lines of {"id", "text", "records"}, with precision'
    )
    parser.add_argument(
        "--companies", metavar="FILE", action="append", default=[], help="the registry for --gold; may be given again"
    )


def _verify(parser: argparse.ArgumentParser) -> None:
    level = parser.add_mutually_exclusive_group()
    level.add_argument(
        "--quick", action="store_const", const="quick", dest="level", help="the database and its references"
    )
    level.add_argument(
        "--full",
        action="store_const",
        const="full",
        dest="level",
        help="and every payload, digest, offset and word (the default)",
    )
    level.add_argument(
        "--rederive",
        action="store_const",
        const="rederive",
        dest="level",
        help="and derive every revision again from its payload",
    )
    parser.set_defaults(level="full")
    parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")


def _count(text: str) -> int:
    """Return a positive number, or refuse it in argparse's way."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive whole number")
    return int(text)


GROUPS = ("follow", "read", "check", "keep")
COMMANDS: tuple[Command, ...] = (
    Command(
        "run",
        "follow",
        "collect what is new from every outlet and read it: what cron calls",
        "onrecord run --only 'The Example Herald'",
        _run,
    ),
    Command(
        "outlets", "follow", "what is configured, and what each outlet has given so far", "onrecord outlets", _none
    ),
    Command("companies", "follow", "who is followed, and how often each was on record", "onrecord companies", _none),
    Command(
        "statements",
        "read",
        "the statements on record, each as a report",
        "onrecord statements --company Google --since 2020-07-01",
        _statements,
    ),
    Command(
        "annotate",
        "read",
        "the rules alone: read statements in texts of your own",
        "onrecord annotate docs.jsonl --companies companies.toml",
        _annotate,
    ),
    Command(
        "extract",
        "read",
        "the page reader alone: text and metadata of saved pages",
        "onrecord extract page.html --url https://paper.example/story --json",
        _extract,
    ),
    Command(
        "audit",
        "check",
        "the whole chain of one statement, from the words to the bytes",
        "onrecord audit 3f2a --why",
        _audit,
    ),
    Command(
        "verify",
        "check",
        "check that what is stored is whole and says what it says",
        "onrecord verify --rederive",
        _verify,
    ),
    Command(
        "rules",
        "check",
        "the rules: list them, show one, run their examples, count how often each fired",
        "onrecord rules show refuse.verb",
        _rules,
    ),
    Command("runs", "check", "what happened: every run, and how it ended", "onrecord runs", _none),
    Command(
        "reprocess", "keep", "read all captures anew and show what changes", "onrecord reprocess --dry-run", _reprocess
    ),
    Command(
        "save",
        "keep",
        "fetch pages once and keep them as saved pages",
        "onrecord save https://paper.example/story --to pages/",
        _save,
    ),
)


def overview() -> str:
    """Return the help of the whole command, grouped."""
    lines = [INTRO, "", "usage: onrecord [--config FILE] COMMAND ...", ""]
    for group in GROUPS:
        lines.append(group)
        for command in (command for command in COMMANDS if command.group == group):
            lines += [f"  {command.name:<11}{command.summary}", f"  {'':<11}  $ {command.example}"]
        lines.append("")
    lines += [
        "options",
        "  --config FILE  the configuration (default: $ONRECORD_CONFIG, else ./config.toml)",
        "  --version      print the version",
        "  -h, --help     this page; `onrecord COMMAND --help` for one command",
        "",
        CODES,
    ]
    return "\n".join(lines) + "\n"


class _Top(Parser):
    def format_help(self) -> str:
        """Return the grouped overview instead of argparse's list."""
        return overview()


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Top(prog="onrecord")
    top.add_argument("--config", metavar="FILE")
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        parser = commands.add_parser(
            command.name,
            description=command.summary[0].upper() + command.summary[1:] + ".",
            epilog=f"example:\n  $ {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("--config", metavar="FILE", default=argparse.SUPPRESS, help="the configuration")
        command.options(parser)
    return top


def parse(argv: Sequence[str]) -> Options:
    """Return the options of a command line; raises `ConfigError` on a wrong one, exits 0 after help."""
    return build_parser().parse_args(argv)
