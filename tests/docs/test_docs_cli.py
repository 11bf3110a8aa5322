"""docs/cli.md says of every command what the command says of itself, and how it can end."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.parser import COMMANDS
from pipeline.model import errors
from pipeline.model.errors import PipelineError
from tools import cli_page

ROOT = Path(__file__).parents[2]
PAGE = cli_page.PAGE.read_text(encoding="utf-8")
STALE = "docs/cli.md is stale: run `python -m tools.cli_page`"


def squeezed(text: str) -> str:
    """Return a text with its line breaks and spaces evened out: where argparse wraps differs by Python's version."""
    return " ".join(text.split())


def test_the_page_is_what_the_command_says():
    """Options, sentences and exit codes stand in docs/cli.md as the command has them."""
    assert squeezed(cli_page.page()) == squeezed(PAGE), STALE
    if sys.version_info[:2] == (3, 11):
        assert cli_page.page() == PAGE, STALE


def test_the_page_is_the_same_on_every_terminal(monkeypatch):
    """Neither the terminal's width nor its colours are in the page."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    narrow = cli_page.page()
    monkeypatch.delenv("COLUMNS")
    monkeypatch.delenv("FORCE_COLOR")

    assert narrow == cli_page.page()


def test_the_module_writes_the_page(tmp_path, monkeypatch, capsys):
    """`python -m tools.cli_page` writes the file whose staleness the tests tell."""
    monkeypatch.setattr(cli_page, "PAGE", tmp_path / "cli.md")

    assert cli_page.main() == 0
    assert (tmp_path / "cli.md").read_text(encoding="utf-8") == cli_page.page()
    assert capsys.readouterr().out == "cli.md is written.\n"


def test_every_command_has_words_of_its_own():
    """A new command is described, and none that is gone."""
    assert sorted(cli_page.WORDS) == sorted(command.name for command in COMMANDS)


@pytest.mark.parametrize("error", [one for one in vars(errors).values() if isinstance(one, type)])
def test_every_exit_code_is_documented(error):
    """A code that an error ends a command with stands in the table of codes."""
    if issubclass(error, PipelineError):
        assert re.search(rf"(?m)^\| {error.exit_code} \| \S", PAGE.partition("## Exit codes")[2])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["statements", "--company", "Nobody Ltd"], 2),
        (["audit", "zz"], 2),
        (["verify"], 2),
        (["runs"], 2),
        (["outlets"], 0),
        (["companies"], 0),
        (["save", "https://paper.example/story", "--to", "pages"], 2),
        (["extract", "nowhere.html"], 2),
        (["extract", "paper.html"], 1),
        (["extract", "--batch", "list.jsonl"], 0),
        (["annotate", "list.jsonl", "--attributions"], 1),
    ],
)
def test_a_command_ends_as_documented_before_the_first_run(words, code, place):
    """Without a store, each command ends with the code that its table gives."""
    (place.folder / "list.jsonl").write_text('{"id": "1", "path": "nowhere.html", "url": ""}\n')
    (place.folder / "paper.html").write_bytes(b"%PDF-1.7 no page")

    assert place.give(*words)[0] == code


def test_a_command_reads_on_where_its_reader_has_left(run_place):
    """`onrecord statements | head` is clean."""
    ended = subprocess.run(
        f"set -o pipefail; {sys.executable} -m pipeline --config config.toml statements --format jsonl | head -n 1",
        shell=True,
        executable="/bin/bash",
        cwd=run_place.folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
