"""Names are read from bylines as written, without what is no name."""

from __future__ import annotations

import pytest

from pipeline.extract.bylines import is_house, parted, split_names, written_line


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Dahl", ["Ann Lee", "Bo Dahl"]),
        ("By ANN LEE, Transport Correspondent", ["ANN LEE"]),
        ("Ann Lee, ann.lee@news.example", ["Ann Lee"]),
        ("Ann Lee; Bo Dahl; Ann Lee", ["Ann Lee", "Bo Dahl"]),
        ("von Ute Kern und Jan Voss", ["Ute Kern", "Jan Voss"]),
        ("Maria Costa e Silva", ["Maria Costa e Silva"]),
        ("Written by Ann Lee | Updated 3 May 2021", ["Ann Lee"]),
        ("Share", []),
        ("admin", []),
    ],
)
def test_split_names(written: str, expected: list[str]) -> None:
    """Joined names are parted; roles, addresses and doubles are left out."""
    assert split_names(written) == expected


def test_a_sentence_is_no_byline() -> None:
    """A short line of prose that opens with "By" names nobody."""
    assert written_line(["By Monday the harbour was empty."]) == []
    assert written_line(["Words: ", "Ann Lee", " · Photographs: ", "Bo Dahl"]) == ["Ann Lee"]


def test_runs_of_full_names_are_parted() -> None:
    """Names in elements of their own are several names, though only space stands between them."""
    assert split_names(parted(["Ann Lee", "\n", "Bo Dahl"])) == ["Ann Lee", "Bo Dahl"]


def test_the_house_is_told_from_a_writer() -> None:
    """The site's own name, in whole or in part, is the house."""
    assert is_house(["Harbour Ledger Newsroom"], ["Harbour Ledger"])
    assert not is_house(["Ann Lee"], ["Harbour Ledger"])
