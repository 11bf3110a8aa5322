"""A statement is printed as a report, with who reported it, through whom and in whose words."""

import pytest

from pipeline.audit.report import Reported, day, report


def made(**changes):
    base = dict(
        outlet="The Harbour Post", date_published="2020-07-07T17:48:00+05:30", company="Acme", voice="spokesperson",
        source="an Acme spokesperson", origin="channel:statement", form="direct", exact="we paused\nproduction",
        stance="suspend", modality="asserted",
    )  # fmt: skip
    return report(Reported(**{**base, **changes}))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "The Harbour Post, 7 July 2020: Acme, through a spokesperson, in a statement to the press, in the words "
            "quoted: 'we paused production'; suspend, asserted",
        ),
        (
            {"voice": "none", "origin": "outlet:Sea Wire", "form": "narrated", "exact": "Acme has left"},
            "The Harbour Post, 7 July 2020: Acme, as Sea Wire reported, in the outlet's words: 'Acme has left'; "
            "suspend, asserted",
        ),
        (
            {"voice": "person", "source": "Jo Roe", "origin": "this", "form": "mixed", "date_published": None, "outlet": ""},
            "an outlet not named, undated: Acme, through Jo Roe, to this outlet, partly in words quoted: 'we paused "
            "production'; suspend, asserted",
        ),
        (
            {"voice": "company", "origin": "unstated", "form": "indirect"},
            "The Harbour Post, 7 July 2020: Acme, in the outlet's words: 'we paused production'; suspend, asserted",
        ),
    ],
)  # fmt: skip
def test_a_report_says_who_reported_what_of_whom(changes, expected):
    """Outlet and day first, then the company and its voice, then whose words they are, then the label."""
    assert made(**changes) == expected


@pytest.mark.parametrize(
    ("value", "words"), [("2020-07-07", "7 July 2020"), (None, "undated"), ("July 2020", "July 2020")]
)
def test_a_day_is_given_as_far_as_it_is_known(value, words):
    """An unknown date is called undated, an odd one is given as it stands."""
    assert day(value) == words
