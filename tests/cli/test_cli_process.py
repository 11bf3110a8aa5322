"""The command as a process: pipes, terminals, signals, and the two ways to start it."""

from __future__ import annotations

import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ONRECORD = [sys.executable, "-m", "pipeline"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "ONRECORD_CONFIG"}}


def process(place, *words, **options):
    return subprocess.run(
        [*ONRECORD, *words], cwd=place.folder, capture_output=True, timeout=60, check=False, env=ENVIRONMENT, **options
    )


def on_a_terminal(place, *words, **environment):
    """Return what a command writes to a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*ONRECORD, *words],
        cwd=place.folder,
        stdout=theirs,
        stderr=theirs,
        env={**ENVIRONMENT, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    written = b""
    while chunk := _read(ours):
        written += chunk
    os.close(ours)
    assert child.wait(60) == 0
    return written.decode()


def _read(handle):
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_python_m_pipeline_and_onrecord_are_the_same(run_place):
    """Both names give one answer."""
    script = Path(sys.executable).with_name("onrecord")

    one = process(run_place, "statements", "--format", "jsonl")
    other = subprocess.run(
        [script, "statements", "--format", "jsonl"], cwd=run_place.folder, capture_output=True, check=False
    )

    assert one.stdout
    assert (one.returncode, one.stdout, one.stderr) == (other.returncode, other.stdout, other.stderr)


def test_output_is_plain_where_it_is_not_a_terminal(run_place):
    """A file and a pipe get text alone."""
    for words in (["statements"], ["companies"], ["runs"], ["--help"], ["run"]):
        done = process(run_place, *words)
        assert done.returncode == 0
        assert b"\x1b" not in done.stdout + done.stderr


def test_a_terminal_gets_decoration_unless_it_wants_none(run_place):
    """`NO_COLOR` (no-color.org) and a dumb terminal are heeded."""
    assert "\x1b[" in on_a_terminal(run_place, "runs")
    assert "\x1b" not in on_a_terminal(run_place, "runs", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(run_place, "runs", TERM="dumb")


@pytest.mark.parametrize(
    "words",
    [
        ["statements"],
        ["statements", "--format", "jsonl"],
        ["companies"],
        ["--help"],
        ["annotate", "docs.jsonl", "--attributions"],
    ],
)
def test_a_reader_who_has_read_enough_is_no_error(run_place, words):
    """`| head -1` ends quietly, however little was written."""
    lines = "".join(json.dumps({"id": str(n), "text": "It rained."}) + "\n" for n in range(5000))
    (run_place.folder / "docs.jsonl").write_text(lines)
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as closed:
        done = subprocess.run(
            [*ONRECORD, *words],
            cwd=run_place.folder,
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
            env=ENVIRONMENT,
        )

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_behind_the_output_is_a_storage_error(run_place):
    """What could not be written is not passed over in silence."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*ONRECORD, "statements"],
            cwd=run_place.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=ENVIRONMENT,
        )

    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1


def test_any_character_can_be_printed_anywhere(run_place):
    """A terminal of another encoding gets an escape, not a traceback; machines always get UTF-8."""
    run_place.change("UPDATE statement SET exact = ?", "price 5 € 🙂 naïve")

    for words in (
        ["statements"],
        ["statements", "--format", "csv"],
        ["audit", run_place.ask("SELECT statement_id FROM issued LIMIT 1")[0][0]],
    ):
        done = subprocess.run(
            [*ONRECORD, *words],
            cwd=run_place.folder,
            capture_output=True,
            check=False,
            env={**ENVIRONMENT, "PYTHONIOENCODING": "ascii"},
        )
        assert (done.returncode, done.stderr) == (0, b"")
    done = subprocess.run(
        [*ONRECORD, "statements", "--format", "jsonl"],
        cwd=run_place.folder,
        capture_output=True,
        check=False,
        env={**ENVIRONMENT, "PYTHONIOENCODING": "latin-1"},
    )
    assert {json.loads(line)["evidence"] for line in done.stdout.decode("utf-8").splitlines()} == {"price 5 € 🙂 naïve"}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_with_its_code_and_the_next_run_completes(place, run_place, number, code):
    """What was committed stays, the run is on record as interrupted, and nothing is read twice."""
    run = subprocess.Popen(
        [*ONRECORD, "run"], cwd=place.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    _wait_until(lambda: place.database.exists() and _captures(place) > 0)
    run.send_signal(number)
    _, err = run.communicate(timeout=60)

    assert run.returncode == code
    assert len(err.decode().splitlines()) == 1
    assert process(place, "run").returncode == 0
    ids = [place_.ask("SELECT statement_id FROM issued ORDER BY 1") for place_ in (place, run_place)]
    assert ids[0] == ids[1]
    assert place.ask("SELECT status FROM run_end ORDER BY run_id") == [("interrupted",), ("finished",)]


def _captures(place):
    tables = place.ask("SELECT count(*) FROM sqlite_master WHERE name = 'capture'")[0][0]
    return tables and place.ask("SELECT count(*) FROM capture")[0][0]


def _wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_an_output_that_was_closed_before_is_no_error(place, closed):
    """A shell may close what it does not want to hear; the work is done all the same."""
    command = f"{shlex.quote(sys.executable)} -m pipeline companies {closed}"

    assert subprocess.run(["/bin/sh", "-c", command], cwd=place.folder, check=False).returncode == 0
