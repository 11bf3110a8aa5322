"""The page reader alone, to the letter of the interface: one object a page, all keys always."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import lxml.html

KEYS = [
    "id", "url", "outcome", "reason", "text", "headline", "byline", "date_published", "date_modified", "publisher",
    "language", "canonical_url", "topics", "links", "blocks", "provenance",
]  # fmt: skip
URL = "https://www.harbourledger.example/2021/04/nine-companies-one-question/"
PAGE = Path("fixtures/pages/harbour-ledger/nine-answers-2021-04-23.html")


def extracted(place, *words):
    code, out, err = place.give("extract", *words)
    assert err == ""
    return code, out


def test_one_file_gives_one_object_with_every_key(place):
    """Types are those of the interface; text, links and blocks agree with each other and with the page."""
    code, out = extracted(place, str(PAGE), "--url", URL, "--json")
    page = json.loads(out)
    tree = lxml.html.document_fromstring(PAGE.read_bytes().decode())

    assert code == 0
    assert list(page) == KEYS
    assert (page["id"], page["url"], page["outcome"], page["reason"]) == (str(PAGE), URL, "article", "")
    assert page["headline"]
    assert page["headline"] not in page["text"]
    assert page["date_published"].startswith("2021-04-23")
    assert all(list(link) == ["url", "text", "start", "end"] for link in page["links"])
    assert all(page["text"][link["start"] : link["end"]] == link["text"] for link in page["links"])
    assert all(list(block) == ["start", "end", "kind", "xpath", "reason"] for block in page["blocks"])
    blocks = [page["text"][block["start"] : block["end"]] for block in page["blocks"]]
    assert "\n\n".join(blocks) == page["text"]
    for block in page["blocks"]:
        assert (block["xpath"] is None) == bool(block["reason"])
        assert block["xpath"] is None or len(tree.xpath(block["xpath"])) == 1


def test_a_batch_answers_every_line_in_order_whatever_it_names(place):
    """Missing, binary, empty and packed files and lines that name none: each has its answer, and the exit is clean."""
    Path("empty.html").write_bytes(b"")
    Path("binary.html").write_bytes(bytes(range(256)) * 64)
    Path("plain.txt").write_text("Ferrin opens a yard\n\nFerrin said on Monday that it would open a yard at Ennor.\n")
    Path("packed.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    Path("broken.html.gz").write_bytes(gzip.compress(PAGE.read_bytes())[:200])
    names = ["missing.html", "binary.html", "empty.html", "plain.txt", "packed.html.gz", "broken.html.gz", ".", "nul\0"]
    lines = [json.dumps({"id": name, "path": name, "url": URL}) for name in names]
    lines += ["{", json.dumps({"id": 7, "path": "x", "url": ""}), json.dumps({"id": "last", "path": str(PAGE)})]
    Path("list.jsonl").write_text("\n".join(lines) + "\n")

    code, out = extracted(place, "--batch", "list.jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    by_id = {one["id"]: one for one in answers}

    assert code == 0
    assert [one["id"] for one in answers] == [*names, "9", "7", "last"]
    assert all(list(one) == KEYS for one in answers)
    assert {name for name, one in by_id.items() if one["outcome"] == "error"} >= {
        "missing.html", "broken.html.gz", ".", "nul\0", "9", "7",
    }  # fmt: skip
    assert by_id["empty.html"]["outcome"] in {"none", "error"}
    assert by_id["binary.html"]["outcome"] in {"none", "error"}
    assert all(one["reason"] for one in answers if one["outcome"] != "article")
    assert all(one["text"] == "" for one in answers if one["outcome"] == "error")
    assert by_id["packed.html.gz"]["text"] == by_id["last"]["text"] != ""
    assert "open a yard at Ennor" in by_id["plain.txt"]["text"]
    assert by_id["last"]["url"] == ""


def test_a_batch_is_relative_to_its_list(place):
    """A list moves with its pages."""
    Path("fixtures/list.jsonl").write_text(
        json.dumps({"id": "a", "path": str(PAGE.relative_to("fixtures")), "url": URL})
    )

    _, out = extracted(place, "--batch", "fixtures/list.jsonl")

    assert json.loads(out)["outcome"] == "article"


def test_a_dash_reads_the_page_from_standard_input(place, monkeypatch):
    """The same page gives the same answer, under the name `-`."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(PAGE.read_bytes())))

    _, out = extracted(place, "-", "--url", URL, "--json")

    _, wanted = extracted(place, str(PAGE), "--url", URL, "--json")
    assert {**json.loads(out), "id": ""} == {**json.loads(wanted), "id": ""}


def test_for_a_person_the_page_is_text(place):
    """What it is first, then its paragraphs."""
    code, out = extracted(place, str(PAGE), "--url", URL)

    assert code == 0
    assert out.startswith("field")
    assert "\n\n" in out


def test_one_file_that_cannot_be_read_is_one_sentence(place):
    """It was asked for by name: the exit code says that the command was wrong, and the name is said once."""
    code, out, err = place.give("extract", "missing.html")

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.count("missing.html") == 1
