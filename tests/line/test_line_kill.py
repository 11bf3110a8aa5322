"""kill -9 at any instant leaves a store that the next run completes."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

KILLS = 50
# What differs between two runs of the same thing: numbers of runs, and times.
ASKED = {
    "capture": "SELECT identity, url, digest, custody, outlet, file FROM capture ORDER BY identity",
    "article": "SELECT key, first_url FROM article ORDER BY key",
    "address": "SELECT a.url, b.key FROM address a JOIN article b ON b.id = a.article_id ORDER BY a.url",
    "blob": "SELECT digest, length FROM blob ORDER BY digest",
    "outcome": "SELECT c.identity, o.ending, o.reason FROM outcome o JOIN capture c ON c.id = o.capture_id ORDER BY 1",
    "revision": "SELECT c.identity, r.text_digest FROM revision r JOIN capture c ON c.id = r.capture_id ORDER BY 1",
    "statement": "SELECT c.identity, s.statement_id, s.rule, s.steps FROM statement s JOIN revision r ON r.id = s.revision_id "
    "JOIN capture c ON c.id = r.capture_id ORDER BY 1, 2",
    "issued": "SELECT statement_id, n FROM issued ORDER BY 1",
}


def dump(place):
    return {name: place.ask(question) for name, question in ASKED.items()}


@pytest.mark.timeout(600)
def test_fifty_kills_lose_nothing_and_leave_no_half(place, run_place):
    """Killed fifty times at random instants, then run to the end: the store is that of a run never killed."""
    chance = random.Random(20200707)
    span = 1.1  # seconds: about as long as a run takes; shortened when a run ends before its signal comes
    killed = 0
    while killed < KILLS:
        run = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "run"],
            cwd=place.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.1, span))
        run.send_signal(signal.SIGKILL)
        if run.wait() == -signal.SIGKILL:
            killed += 1
        else:
            span = max(span * 0.9, 0.2)
            start_over(place)
        sound(place)

    code, out, _ = place.give("run")

    assert code == 0
    assert "wait: a re-processing is at work" not in out
    assert dump(place) == dump(run_place)
    assert place.give("verify", "--rederive")[0] == 0
    assert place.ask("SELECT count(*) FROM run r LEFT JOIN run_end e ON e.run_id = r.id WHERE e.run_id IS NULL") == [
        (0,)
    ]


def start_over(place):
    """Take the store away, so that the next run has everything to do again."""
    for path in [*place.folder.glob("onrecord.*"), place.folder / "archive"]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def sound(place):
    """The database, if there is one yet, is a whole one."""
    if place.database.exists():
        connection = sqlite3.connect(place.database)
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        connection.close()
