"""What a hostile reader of the line tried: each was a fault once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.model.identity import same_story

PAGE = (
    "<html lang=en><head><title>Dues</title></head><body><article><h1>Dues</h1>"
    + "".join(
        f"<p>Google said it would not comply with order number {number}. The company has suspended the requests.</p>"
        for number in range(6)
    )
    + "</article></body></html>"
)


@pytest.fixture
def bare(place):
    """Return a place with two outlets of its own and no page."""
    (place.folder / "config.toml").write_text(
        '[[outlets]]\nname = "Alpha Post"\nkey = "a"\npages = "a"\n'
        '[[outlets]]\nname = "Beta News"\nkey = "b"\npages = "b"\n'
    )
    for name in "ab":
        (place.folder / name).mkdir()
    return place


def put(place, name, sidecar=None, page=PAGE):
    (place.folder / f"{name}.html").write_text(page)
    if sidecar is not None:
        (place.folder / f"{name}.json").write_text(json.dumps(sidecar))


def test_a_page_of_the_first_century_does_not_break_the_store(bare):
    """Text order is time order for every year that a sidecar can name."""
    put(bare, "a/x", {"url": "https://o.example/x", "captured_at": "0050-01-01T00:00:00Z"})

    assert bare.give("run")[0] == 0
    assert bare.ask("SELECT captured_at FROM capture") == [("0050-01-01T00:00:00.000000Z",)]
    assert bare.give("verify")[0] == 0


def test_a_page_from_the_future_is_refused(bare):
    """It would hide every later capture of its address."""
    put(bare, "a/x", {"url": "https://o.example/x", "captured_at": "9999-12-31T00:00:00Z"})

    code, _, err = bare.give("run")

    assert code == 1
    assert "lies in the future" in err
    assert bare.counts()["capture"] == 0


def test_a_page_may_name_an_outlet_that_is_not_run_now(bare):
    """What is stored of it does not depend on `--only`."""
    put(bare, "a/x", {"url": "https://b.example/x", "outlet": "beta news"})

    bare.give("run", "--only", "a")

    assert bare.ask("SELECT outlet, outlet_name FROM capture") == [("b", "Beta News")]


def test_a_problem_is_new_once(bare):
    """The second run has the same problem and nothing new to report with its exit code."""
    put(bare, "a/x")
    (bare.folder / "a/x.json").write_text("{")

    assert [bare.give("run")[0] for _ in range(3)] == [1, 0, 0]


def test_names_that_are_no_text_or_too_long_harm_one_page_at_most(bare):
    """The others are read, and the run records its end."""
    odd = os.fsencode(bare.folder) + b"/a/x\xff"
    for ending, content in ((b".html", PAGE.encode()), (b".json", b"{")):
        Path(os.fsdecode(odd + ending)).write_bytes(content)
    (bare.folder / "a" / ("x" * 251 + ".txt")).write_text("Hello.")
    put(bare, "b/y")

    code, _, _ = bare.give("run")

    assert code == 1
    assert bare.counts()["capture"] == 2
    assert bare.ask("SELECT status FROM run_end") == [("finished",)]


def test_a_redirect_to_whatever_stands_there_today_merges_no_articles(bare):
    """`/latest` led to two stories; each of them keeps its own identity and statements."""
    for number, (url, final) in enumerate([("latest", "b"), ("latest", "c"), ("b", "b"), ("c", "c")], 1):
        sidecar = {
            "url": f"https://o.example/{url}",
            "final_url": f"https://o.example/{final}",
            "captured_at": f"2026-01-0{number}T00:00:00Z",
        }
        put(bare, f"a/{number}", sidecar, PAGE.replace("order", f"story {final}"))

    bare.give("run")

    rows = bare.ask("SELECT c.url, a.first_url FROM capture c JOIN article a ON a.id = c.article_id")
    assert all(url == first for url, first in rows)


@pytest.mark.parametrize(
    ("url", "final", "same"),
    [
        ("http://www.paper.example/2026/dues-go-up", "https://paper.example/2026/dues-go-up/", True),
        ("https://paper.example/amp/2026/dues.html", "https://paper.example/2026/dues", True),
        ("https://paper.example/?p=12", "https://paper.example/2026/harbour-dues-go-up", False),
        ("https://paper.example/news/harbour-dues-go-up-123", "https://paper.example/harbour-dues-go-up-123", True),
        ("https://paper.example/latest", "https://paper.example/b", False),
        ("https://paper.example/dead-story", "https://paper.example/", False),
        ("https://paper.example/harbour-dues-go-up", "https://wall.example/harbour-dues-go-up", False),
    ],
)
def test_a_redirect_is_an_alias_only_of_the_same_story(url, final, same):
    """Scheme, host label, query, ending and amp may differ; the story may not."""
    assert same_story(url, final) is same


def test_a_damaged_database_is_a_fault_that_verify_finds(run_place):
    """Not an error of the command: exit 5."""
    run_place.change("PRAGMA wal_checkpoint(TRUNCATE)")
    root = run_place.ask("SELECT rootpage FROM sqlite_master WHERE name = 'revision'")[0][0]
    size = run_place.ask("PRAGMA page_size")[0][0]
    with run_place.database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)

    code, out, _ = run_place.give("verify", "--json")

    assert code == 5
    assert "database" in {fault["kind"] for fault in json.loads(out)["faults"]}


def test_custody_that_no_fetch_bears_out_is_found(run_place):
    """What "the server sent" must be borne out by the row of the fetch."""
    run_place.change("UPDATE capture SET custody = 'fetched' WHERE id = 1")

    faults = json.loads(run_place.give("verify", "--json")[1])["faults"]

    assert {"custody", "identity", "row"} <= {fault["kind"] for fault in faults}
