"""The labels themselves: every page has its golden file, and nothing in one is unknown or missing from the page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from golden_data import golden_names, load, page_names, registered_names, squeeze

from pipeline.model.labels import Form, Modality, Stance

NAMES = golden_names()
FIELDS = {"company", "stance", "modality", "form", "source", "cue", "evidence", "origin", "target"}
CHANNELS = {
    "statement",
    "press_release",
    "tweet",
    "blog",
    "report",
    "filing",
    "court",
    "interview",
    "letter",
    "conference",
}
SEED_COMPANIES = {
    "Facebook",
    "WhatsApp",
    "Instagram",
    "Google",
    "Microsoft",
    "Twitter",
    "TikTok",
    "Telegram",
    "ProtonMail",
    "Signal",
    "Apple",
    "Zoom",
}


def test_every_page_has_a_golden_file() -> None:
    """A saved page without labels, or labels without a page, is a mistake."""
    assert page_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_sidecar_says_where_and_when(name: str) -> None:
    """A sidecar names the outlet by its folder and gives a URL, an aware time, a status and headers as pairs."""
    sidecar = load(name).sidecar
    assert set(sidecar) == {"url", "final_url", "captured_at", "status", "headers", "outlet"}
    assert sidecar["outlet"] == name.split("/", maxsplit=1)[0]
    assert sidecar["captured_at"].endswith("Z")
    assert datetime.fromisoformat(sidecar["captured_at"]).tzinfo is not None
    assert all(len(pair) == 2 for pair in sidecar["headers"])
    assert ".example/" in sidecar["url"]


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_known(name: str) -> None:
    """Every statement has the nine fields, with labels, form, modality and origin of the guide."""
    for statement in load(name).labels["statements"]:
        assert set(statement) == FIELDS
        assert statement["stance"] in set(Stance)
        assert statement["modality"] in set(Modality)
        assert statement["form"] in set(Form)
        assert _origin_is_known(statement["origin"])


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_on_the_page(name: str) -> None:
    """Evidence, source, cue, target and the phrases to find or to leave out all occur in the page as saved."""
    golden = load(name)
    quoted = [
        statement[key] for statement in golden.labels["statements"] for key in ("evidence", "source", "cue", "target")
    ]
    phrases = quoted + golden.labels["must"] + golden.labels["mustnot"]
    assert [phrase for phrase in phrases if squeeze(phrase) not in golden.words] == []


@pytest.mark.parametrize("name", NAMES)
def test_narrated_has_no_cue(name: str) -> None:
    """A narrated position has neither source nor cue; every other form has both."""
    for statement in load(name).labels["statements"]:
        narrated = statement["form"] == Form.NARRATED
        assert (statement["source"] == "", statement["cue"] == "") == (narrated, narrated), statement


@pytest.mark.parametrize("name", NAMES)
def test_no_statement_twice(name: str) -> None:
    """One position, one statement: company, evidence and stance together occur once in a page."""
    seen = Counter((s["company"], s["evidence"], s["stance"]) for s in load(name).labels["statements"])
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_is_no_article_states_nothing(name: str) -> None:
    """Walls, error pages and teasers carry no statement; an article says which phrases it must keep."""
    labels = load(name).labels
    if labels["outcome"] == "article":
        assert len(labels["must"]) >= 4
    else:
        assert labels["outcome"].startswith("suspect:")
        assert labels["statements"] == []


def test_companies_are_registered() -> None:
    """Every labelled company goes by the name that a registry gives it."""
    labelled = {statement["company"] for name in NAMES for statement in load(name).labels["statements"]}
    assert sorted(labelled - registered_names()) == []


def test_all_sixteen_labels_and_four_forms_occur() -> None:
    """The pages show every label, form and modality at least once, and the twelve companies of Hong Kong, July 2020."""
    statements = [statement for name in NAMES for statement in load(name).labels["statements"]]
    assert {s["stance"] for s in statements} == set(Stance)
    assert {s["form"] for s in statements} == set(Form)
    assert {s["modality"] for s in statements} == set(Modality)
    assert {s["company"] for s in statements} >= SEED_COMPANIES


def _origin_is_known(origin: str) -> bool:
    kind, _, rest = origin.partition(":")
    return (
        origin in {"this", "unstated"} or (kind == "outlet" and rest != "") or (kind == "channel" and rest in CHANNELS)
    )
