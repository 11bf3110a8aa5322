"""Collecting from folders of saved pages: what is refused, what is only told, and what a clock has to say."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.run.collect import Collected, gist
from pipeline.run.configured import configured
from pipeline.run.once import run_once

PAGE = """<!doctype html><html lang="en"><head><title>Harbour</title><meta property="og:type" content="article"></head>
<body><article><h1>Harbour</h1>
<p>Google said on Friday that it would suspend the service in the port until the council had explained its order.</p>
<p>The council met for the third time this week, and a crowd of traders waited outside until after dark.</p>
</article></body></html>"""
CONFIG = """[registry]
files = ["companies.toml"]
[[outlets]]
name = "Harbour Post"
pages = "harbour"
[[outlets]]
name = "Quay Post"
pages = "quay"
enabled = false
"""


def passed(items, *, total, label):
    yield from items


@pytest.fixture
def pages(place):
    """Return the folder of the outlet that is enabled; the other's is there as well."""
    (place.folder / "config.toml").write_text(CONFIG)
    for name in ("harbour", "quay"):
        (place.folder / name).mkdir()
    return place.folder / "harbour"


def save(folder, name, captured_at=None, **sidecar):
    (folder / f"{name}.html").write_text(PAGE)
    (folder / f"{name}.json").write_text(json.dumps({"url": f"https://a.example/{name}", "captured_at": captured_at, **sidecar}))  # fmt: skip


def run_at(place, moment):
    """Run with a clock that says this; return exit code, counts and problems of the first outlet."""
    found = configured(place.folder / "config.toml", environ={}, cwd=place.folder)
    summary = run_once(found, only=[], live=None, progress=passed, clock=lambda: moment)
    return summary.exit_code, dict(summary.collected[0].counts), summary.collected[0].problems


def test_a_clock_that_was_set_back_refuses_nothing_that_is_known(place, pages):
    """What was taken in stays known whatever the clock says; two days of difference are nobody's fault."""
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    save(pages, "old", "2026-03-01T11:00:00Z")
    save(pages, "ahead", "2026-03-03T11:00:00Z")

    assert run_at(place, now) == (0, {"new": 2}, [])
    assert run_at(place, datetime(1990, 1, 1, tzinfo=UTC)) == (0, {"known": 2}, [])

    save(pages, "later", "2026-03-03T13:00:00Z")
    code, counts, problems = run_at(place, now)
    assert (code, counts) == (1, {"known": 2, "failed": 1})
    assert problems == ["harbour/later.html: its captured_at, 2026-03-03T13:00:00+00:00, lies in the future"]


def test_files_that_are_no_pages_are_told_and_no_failure(place, pages):
    """One sentence for the outlet, and the exit code is that of a clean run."""
    save(pages, "one")
    for name in ("two.htm", "three.xhtml", "notes.md"):
        (pages / name).write_text(PAGE)

    code, _, err = place.give("run")

    assert code == 0
    assert err == "Harbour Post: harbour: 3 files ignored: only .html, .html.gz, .txt are pages\n"
    assert json.loads(place.ask("SELECT counts FROM run_end")[0][0])["outlets"]["harbour-post"] == {
        "ignored": 3,
        "new": 1,
    }


def test_a_page_that_links_out_of_its_folder_is_a_failure_of_its_outlet(place, pages):
    """It is refused with its reason, and the others are read."""
    save(pages, "one")
    (place.folder / "secret.txt").write_text("secret")
    (pages / "two.txt").symlink_to("../secret.txt")

    code, _, err = place.give("run")

    assert (code, len(err.splitlines())) == (1, 1)
    assert "two.txt: the link leads out of the folder" in err
    assert place.ask("SELECT file FROM capture") == [("harbour/one.html",)]


def test_a_folder_that_cannot_be_read_does_not_end_the_run_for_others(place, pages, monkeypatch):
    """The outlet whose folder it is has a problem; the next outlet is collected."""
    (place.folder / "config.toml").write_text(CONFIG.replace("enabled = false", ""))
    save(place.folder / "quay", "one")
    scandir = os.scandir

    def closed(path="."):
        if Path(path).name == "harbour":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    code, _, err = place.give("run")

    assert (code, len(err.splitlines())) == (1, 1)
    assert "harbour: the folder cannot be read (Permission denied)" in err
    assert place.ask("SELECT outlet FROM capture") == [("quay-post",)]


def test_a_folder_that_goes_while_the_run_is_at_work_is_its_outlets_failure(place, pages):
    """Between the first look and the last a disk may be unmounted."""
    (place.folder / "config.toml").write_text(CONFIG.replace("enabled = false", ""))
    save(place.folder / "quay", "one")
    found = configured(place.folder / "config.toml", environ={}, cwd=place.folder)

    def unmount(items, *, total, label):
        shutil.rmtree(pages, ignore_errors=True)
        yield from items

    summary = run_once(found, only=[], live=None, progress=unmount)

    assert summary.exit_code == 1
    assert [dict(one.counts) for one in summary.collected] == [{"failed": 1}, {"new": 1}]


def test_a_disabled_outlet_without_its_folder_is_no_run(place, pages):
    """To name it is to run it: its folder must be there, and nothing is recorded otherwise."""
    (place.folder / "quay").rmdir()
    assert place.give("run")[0] == 0
    before = place.counts()

    code, out, err = place.give("run", "--only", "quay-post")

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "Quay Post: there is no such folder of saved pages" in err
    assert place.counts() == before


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        ("https://f: malformed: no end (<unknown>:2:60: x); 3 entries", "https://f: malformed: no end (<unknown>:2:61: y); 4 entries", 0),
        ("https://f: no_link: the entry 'One' has no link", "https://f: no_link: the entry 'Two' has no link", 0),
        ("https://f: 900 bytes of gzip unfold to more than 800", "https://f: 901 bytes of gzip unfold to more than 800", 0),
        ("https://f/1: http_error (the server answered 503)", "https://f/1: http_error (the server answered 502)", 0),
        ("https://f/1: http_error (the server answered 503)", "https://f/1: timeout (no connection)", 1),
        ("https://f/1: http_error (the server answered 404)", "https://f/2: http_error (the server answered 404)", 1),
        ("https://f: malformed: no end", "https://f: not_a_feed: the answer is neither RSS nor Atom", 1),
    ],
)  # fmt: skip
def test_a_lasting_problem_is_not_new_when_its_figures_change(before, now, new):
    """Loud only when it gets worse: another kind of problem, or another address that has it."""
    assert Collected("x", problems=[now], known_problems=frozenset([before])).new_problems == new
    assert gist(now)[0].startswith("https://f")
