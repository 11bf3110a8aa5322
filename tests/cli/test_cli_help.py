"""Help: what the command can do, grouped, with an example of each command."""

from __future__ import annotations

import re
import shlex

import pytest

from pipeline import __version__
from pipeline.cli import MODULE_OF, main
from pipeline.cli.parser import COMMANDS, parse

GROUPS = {
    "follow": {"run", "outlets", "companies"},
    "read": {"statements", "annotate", "extract"},
    "check": {"audit", "verify", "rules", "runs"},
    "keep": {"reprocess", "save"},
}
NAMES = sorted(command.name for command in COMMANDS)


def helped(capsys, *words):
    """Return what a command line that asks for help prints; it must end clean."""
    with pytest.raises(SystemExit) as left:
        main([*words])
    assert left.value.code == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_overview_groups_every_command(capsys):
    """A reader finds each command under what it is for."""
    out = helped(capsys, "--help")
    found, group = {}, ""
    for line in out.splitlines():
        if line in GROUPS:
            group = line
        elif (command := re.match(r"  ([a-z]+) +\S", line)) and group:
            found.setdefault(group, set()).add(command[1])

    assert GROUPS == {name: commands & set(NAMES) for name, commands in found.items()}


def test_the_overview_has_an_example_for_every_command(capsys):
    """Every command's example stands in the overview, under the command."""
    lines = [line.strip() for line in helped(capsys, "--help").splitlines()]

    for command in COMMANDS:
        summary = next(number for number, line in enumerate(lines) if line.startswith(f"{command.name} "))
        assert f"$ {command.example}" == lines[summary + 1]


@pytest.mark.parametrize("name", NAMES)
def test_a_commands_help_shows_its_example(capsys, name):
    """`onrecord COMMAND --help` ends with what one would type."""
    example = next(command.example for command in COMMANDS if command.name == name)

    assert f"$ {example}" in helped(capsys, name, "--help")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_command_line_that_is_understood(name):
    """What the help shows can be typed."""
    example = next(command.example for command in COMMANDS if command.name == name)

    assert parse(shlex.split(example)[1:]).command == name


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_explained(name, capsys):
    """No option stands in a command's help without words beside it."""
    out = helped(capsys, name, "--help")
    options = out[out.index("options:") : out.index("example:")]

    for match in re.finditer(r"(?m)^  (?:-h, )?(--[a-z-]+)(?: [A-Z.a-z{},]+)?(.*)\n(.*)", options):
        assert match[2].strip() or match[3].startswith("     "), match[1]


def test_every_command_of_the_parser_can_be_called():
    """Parser and dispatch know the same commands."""
    assert sorted(MODULE_OF) == NAMES


def test_no_command_prints_the_overview_and_is_a_usage_error(capsys):
    """Somebody who types `onrecord` alone is shown what there is."""
    code = main([])

    out, err = capsys.readouterr()
    assert (code, err) == (2, "")
    assert helped(capsys, "--help") == out


def test_the_version_is_printed(capsys):
    """`--version` names the program and its version."""
    assert f"onrecord {__version__}\n" == helped(capsys, "--version")


def test_the_overview_explains_every_exit_code(capsys):
    """Whoever writes a cron job finds the codes where the commands are."""
    codes = helped(capsys, "--help").partition("exit codes")[2]

    assert [code for code in "0 1 2 3 4 5 6 130/143".split() if not re.search(rf"(^|\s){code} ", codes)] == []
