"""`statements`: one list in three formats, narrowed as asked, and never dangerous to look at."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from pipeline.audit.listing import COLUMNS

HOSTILE = "\x1b[31mred\x1b[0m \x9b2J \u202egnirts\u202c \u2066in\u2069 \x07bell [bold]plain[/bold]"
DANGER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def table(place, *words):
    """Return the ids and reports of the table that a command prints, dated and undated apart."""
    code, out, err = place.give("statements", *words)
    assert (code, err) == (0, "")
    parts = out.split("In articles without a date, which may be older:\n")
    return [[tuple(line.split("  ", 1)) for line in part.strip().splitlines()[1:]] for part in parts]


def listed(place, *words):
    return place.jsonl("statements", "--format", "jsonl", *words)


def test_the_three_formats_agree(run_place):
    """The same statements, in the same order, with the same values."""
    objects = listed(run_place)
    _, out, _ = run_place.give("statements", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    shown = [row for part in table(run_place) for row in part]

    assert objects
    assert [one["id"][:10] for one in objects] == [id_ for id_, _ in shown]
    assert len(rows) == len(objects)
    for one, row in zip(objects, rows, strict=True):
        wanted = {name: "" if value is None else str(value) for name, value in one.items()}
        assert wanted == {
            name: value.removeprefix("'") if value[1:2] in "=+-@" else value for name, value in row.items()
        }


def test_every_field_has_the_type_of_the_interface(run_place):
    """Strings are never null but for the two dates; offsets are numbers and fit the evidence."""
    for one in listed(run_place):
        texts = [name for name in COLUMNS if name not in {"date_published", "captured_at", "start", "end"}]
        assert all(isinstance(one[name], str) for name in texts)
        assert all(one[name] is None or isinstance(one[name], str) for name in ("date_published", "captured_at"))
        assert one["end"] - one["start"] == len(one["evidence"]) > 0
        assert re.fullmatch(r"[0-9a-f]{20}", one["id"])
        assert re.fullmatch(r"\S+@\d+", one["rule"])
        assert one["custody"] == "declared"


def test_csv_has_the_columns_of_the_interface_and_ends_lines_as_the_rfc_says(run_place):
    """A header line, and CRLF after every record."""
    _, out, _ = run_place.give("statements", "--format", "csv", "--limit", "1")

    assert out.startswith(",".join(COLUMNS) + "\r\n")
    assert out.endswith("\r\n")


def test_a_statement_is_printed_as_a_report(run_place):
    """Who reported it, when, of whom, and the words; never the bare claim."""
    shown = dict(row for part in table(run_place) for row in part)

    for one in listed(run_place):
        report = shown[one["id"][:10]]
        assert report.startswith(f"{one['outlet']}, ")
        assert f": {one['company']}" in report
        assert " ".join(one["evidence"].split())[:40] in report
        assert report.endswith(f"; {one['stance']}, {one['modality']}")


@pytest.mark.parametrize("limit", ["1", "3", "100000"])
def test_a_limit_takes_the_first(run_place, limit):
    """Without a limit all are printed; with one, that many from the beginning."""
    assert listed(run_place, "--limit", limit) == listed(run_place)[: int(limit)]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("twitter", "twitter"),
        ("TWITTER", "twitter"),
        ("X Corp", "twitter"),
        ("meta platforms", "facebook"),
        ("Facebook", "facebook"),
        ("WhatsApp", "whatsapp"),
    ],
)
def test_a_company_goes_by_key_name_or_alias_in_any_case(run_place, words, key):
    """The list is the company's whole list, whatever it was called by."""
    wanted = [one for one in listed(run_place) if one["company_key"] == key]

    assert wanted
    assert listed(run_place, "--company", words) == wanted


def test_filters_narrow_together(run_place):
    """Stance, article and origin each leave what they name, and all that they name."""
    every = listed(run_place)
    one = every[len(every) // 2]

    for option, field in (("--stance", "stance"), ("--article", "article"), ("--origin", "origin")):
        assert listed(run_place, option, one[field]) == [other for other in every if other[field] == one[field]]
    both = listed(run_place, "--stance", one["stance"], "--article", one["article"])
    assert both == [other for other in every if (other["stance"], other["article"]) == (one["stance"], one["article"])]


def test_since_keeps_its_day_and_lists_undated_articles_apart(run_place):
    """Nobody knows whether an undated article is older: it is neither dropped nor mixed in."""
    day = "2021-04-23"
    every = listed(run_place)
    run_place.change("UPDATE revision SET date_published = NULL WHERE headline = ?", every[0]["headline"])
    every = listed(run_place)

    dated, undated = table(run_place, "--since", day)

    wanted = [one for one in every if one["date_published"] and one["date_published"][:10] >= day]
    assert [one["id"][:10] for one in wanted] == [id_ for id_, _ in dated]
    assert [one["id"][:10] for one in every if not one["date_published"]] == [id_ for id_, _ in undated]
    assert undated
    assert all(", undated: " in report for _, report in undated)
    assert [one["id"][:10] for one in listed(run_place, "--since", day)] == [id_ for id_, _ in dated + undated]


def test_nothing_of_a_page_reaches_the_terminal_raw(run_place):
    """An escape sequence in a headline, a name or a quotation moves no cursor, and markup is no markup."""
    id_ = listed(run_place, "--limit", "1")[0]["id"]
    run_place.change("UPDATE statement SET exact = ?, source = ?, cue = ?, target = ?, prefix = ?", *[HOSTILE] * 5)
    run_place.change("UPDATE revision SET headline = ?, publisher = ?", HOSTILE, HOSTILE)
    run_place.change("UPDATE capture SET outlet_name = ?", HOSTILE)

    for words in (["statements"], ["audit", id_], ["audit", id_, "--why"], ["run"], ["verify"], ["statements", "--format", "csv"]):  # fmt: skip
        _, out, err = run_place.give(*words)
        assert DANGER.search(out.replace("\r\n", "\n")) is None, words
        assert DANGER.search(err) is None, words
    _, out, _ = run_place.give("statements")
    assert "[bold]plain[/bold]" in out


@pytest.mark.parametrize("words", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_csv_cell_is_no_formula(run_place, words):
    """What a page says is text, in a spreadsheet too."""
    run_place.change("UPDATE statement SET exact = ?, source = ?", words, words)
    _, out, _ = run_place.give("statements", "--format", "csv")

    for row in csv.DictReader(io.StringIO(out, newline="")):
        assert not row["evidence"].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert not row["source"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_machine_formats_give_the_page_as_it_is(run_place):
    """JSON escapes what is not printable and loses nothing."""
    run_place.change("UPDATE statement SET exact = ?", HOSTILE)

    _, out, _ = run_place.give("statements", "--format", "jsonl")

    assert {json.loads(line)["evidence"] for line in out.splitlines()} == {HOSTILE}
