"""Dates are read in many written forms and never completed."""

from __future__ import annotations

import pytest

from pipeline.extract.dates import find_dates, parse_date


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("2026-04-15T12:36:37.620301Z", "", "2026-04-15T12:36:37+00:00"),
        ("Tue, 07 Jul 2020 17:48:00 +0530", "en", "2020-07-07T17:48:00+05:30"),
        ("Tue Jul 07 17:48:00 IST 2020", "en", "2020-07-07T17:48:00+05:30"),
        ("July 7, 2020 5:48 p.m. EDT", "en", "2020-07-07T17:48:00-04:00"),
        ("17:48 BST 7 July 2020", "en", "2020-07-07T17:48:00+01:00"),
        ("07.07.2020 17.48 Uhr", "de", "2020-07-07T17:48:00"),
        ("7 juillet 2020 à 17h48", "fr", "2020-07-07T17:48:00"),
        ("7 de julio de 2020", "es", "2020-07-07"),
        ("7 luglio 2020", "it", "2020-07-07"),
        ("3 de março de 2021 às 15h30", "pt", "2021-03-03T15:30:00"),
        ("7 lipca 2020", "pl", "2020-07-07"),
        ("7 июля 2020", "ru", "2020-07-07"),
        ("7 Temmuz 2020", "tr", "2020-07-07"),
        ("den 3 mars 2021", "sv", "2021-03-03"),
        ("20200707T174800Z", "", "2020-07-07T17:48:00+00:00"),
        ("9999-12-31", "", None),
        ("2101-01-01", "", None),
        ("1989-12-31", "", None),
        ("0001-01-01T00:00:00Z", "", None),
        ("2020-02-30", "", None),
        ("2020", "", None),
        ("yesterday", "en", None),
    ],
)
def test_forms(written: str, language: str, expected: str | None) -> None:
    """Each form gives the day and, where told, the time and the offset; impossible ones give nothing."""
    assert parse_date(written, language=language) == expected


def test_two_dates_of_one_line_keep_their_own_times() -> None:
    """A time belongs to the date it stands beside."""
    found = find_dates("Published 7 July 2020 at 17:48, updated 8 July 2020 at 9:05", language="en")
    assert [moment for moment, _ in found] == ["2020-07-07T17:48:00", "2020-07-08T09:05:00"]
