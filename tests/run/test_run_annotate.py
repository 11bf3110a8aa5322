"""The rules alone, to the letter of the interface: lines in, as many lines out, in order."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

FIELDS = [
    "company", "stance", "modality", "form", "source", "cue", "evidence", "start", "end", "origin", "target", "rule",
]  # fmt: skip
REGISTRY = '[[companies]]\nname = "Brackwater"\n\n[[companies]]\nname = "Ferrin"\n'
SAID = "Brackwater said it would suspend deliveries to the port. “We refuse to pay,” Ferrin said."


def given(place, *documents, words=()):
    """Write documents (objects, or lines as bytes), annotate them, and return exit code and answers."""
    lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in documents]
    Path("docs.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    Path("followed.toml").write_text(REGISTRY)
    code, out, err = place.give("annotate", "docs.jsonl", "--companies", "followed.toml", *words)
    assert err == ""
    return code, [json.loads(line) for line in out.splitlines()]


def test_a_record_has_exactly_the_fields_of_the_interface(place):
    """Names and order are relied on; strings are never null; the evidence stands at its offsets."""
    code, answers = given(place, {"id": "a", "text": SAID})

    assert code == 0
    assert [list(one) for one in answers] == [["id", "records"]]
    assert {one["company"] for one in answers[0]["records"]} == {"Brackwater", "Ferrin"}
    for one in answers[0]["records"]:
        assert list(one) == FIELDS
        assert all(isinstance(one[name], int if name in {"start", "end"} else str) for name in FIELDS)
        assert one["evidence"] == SAID[one["start"] : one["end"]] != ""
        assert one["rule"].rpartition("@")[2].isdigit()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \r\n ",
        "It rained.",
        SAID,
        SAID.replace(". ", ".\r\n\r\n"),
        f"It rained 🙂🙂.\n\n{SAID} 🙂",
        f"\ud800 {SAID}",
        f"\x00{SAID}",
    ],
)
def test_offsets_are_code_points_of_the_text_as_given(place, text):
    """Line ends, characters beyond the first plane and stray halves of pairs count as they stand."""
    code, ((answer),) = given(place, {"id": "a", "text": text})

    assert code == 0
    places = [(one["start"], one["end"], one["company"]) for one in answer["records"]]
    assert places == sorted(places)
    assert all(one["evidence"] == text[one["start"] : one["end"]] for one in answer["records"])
    assert bool(places) == ("Brackwater" in text)


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        (b"{", "2"),
        (b"[]", "2"),
        (b'"text"', "2"),
        (b'{"id": "b"}', "b"),
        (b'{"text": "x"}', "2"),
        (b'{"id": 7, "text": "x"}', "2"),
        (b'{"id": "b", "text": null}', "b"),
        (b'{"id": "b", "text": "x", "date": 2020}', "b"),
        (b'{"id": "b", "text": "x", "outlet": ["x"]}', "b"),
        (b'{"id": "b", "text": "\xff\xfe"}', "2"),
        (b"[" * 100_000, "2"),
    ],
)
def test_a_bad_line_is_an_error_and_the_others_are_answered(place, line, id_):
    """It keeps its place in the order and costs exit code 1, nothing else."""
    code, answers = given(place, {"id": "a", "text": SAID}, line, {"id": "c", "text": SAID})

    assert code == 1
    assert [one["id"] for one in answers] == ["a", id_, "c"]
    assert list(answers[1]) == ["id", "error"]
    assert "line 2" in answers[1]["error"]
    assert answers[0]["records"] == answers[2]["records"]


def test_other_keys_are_ignored_and_optional_ones_may_be_null(place):
    """Whoever has more to say about a document may leave it in."""
    plain = {"id": "a", "text": SAID}
    code, answers = given(place, plain, {**plain, "outlet": None, "date": None, "gold": [1], "records": "x"})

    assert code == 0
    assert answers[0] == answers[1]


def test_blank_lines_and_a_byte_order_mark_are_passed_over(place):
    """As many answers as documents."""
    code, answers = given(place, b'\xef\xbb\xbf{"id": "a", "text": ""}', b"", b'{"id": "b", "text": ""}\r')

    assert (code, answers) == (0, [{"id": "a", "records": []}, {"id": "b", "records": []}])


def test_attributions_need_no_company(place):
    """Every attributed statement, whoever speaks: spans as pairs, ascending."""
    text = "“We will not pay,” the minister said. It rained."
    code, answers = given(place, {"id": "a", "text": text}, {"id": "b", "text": "It rained."}, words=["--attributions"])

    assert code == 0
    assert [list(one) for one in answers] == [["id", "attributions"]] * 2
    assert answers[1]["attributions"] == []
    (found,) = answers[0]["attributions"]
    assert list(found) == ["source", "cue", "content"]
    words = {name: [text[start:end] for start, end in spans] for name, spans in found.items()}
    assert words["source"] == ["the minister"]
    assert words["cue"] == ["said"]
    assert "We will not pay" in words["content"][0]


def test_a_dash_reads_standard_input(place, monkeypatch):
    """A pipe does as well as a file."""
    Path("followed.toml").write_text(REGISTRY)
    lines = json.dumps({"id": "a", "text": SAID}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))

    code, out, _ = place.give("annotate", "-", "--companies", "followed.toml")

    assert (code, json.loads(out)) == (0, given(place, {"id": "a", "text": SAID})[1][0])


def test_without_a_registry_the_configured_one_is_used(place):
    """In a place with a configuration the companies that are followed there are read."""
    Path("docs.jsonl").write_text(json.dumps({"id": "a", "text": "Google said it would suspend the service."}))

    _, out, _ = place.give("annotate", "docs.jsonl")

    assert {one["company"] for one in json.loads(out)["records"]} == {"Google"}
