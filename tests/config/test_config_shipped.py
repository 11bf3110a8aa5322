"""The registry that ships: it loads, and holds the facts that articles are read by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.config import find_company, load_registry
from pipeline.model.company import Registry

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the shipped registry."""
    return load_registry([ROOT / "companies.toml"])


def test_there_are_enough_companies(registry):
    """Five branches are followed."""
    assert len(registry.companies) >= 70


def test_the_invented_companies_stand_beside_it():
    """The shipped registry and that of the saved pages make one."""
    assert len(load_registry([ROOT / "companies.toml", ROOT / "fixtures" / "companies.toml"]).companies) >= 80


TWELVE = (
    "facebook",
    "whatsapp",
    "instagram",
    "google",
    "microsoft",
    "twitter",
    "tiktok",
    "telegram",
    "protonmail",
    "signal",
    "apple",
    "zoom",
)


@pytest.mark.parametrize("key", TWELVE)
def test_the_first_twelve_are_followed_under_stable_keys(registry, key):
    """The companies that this project began with keep their keys."""
    assert registry.by_key(key) is not None


RENAMES = [
    ("facebook", "Meta", date(2021, 10, 28), None),
    ("twitter", "X", date(2023, 7, 1), None),
    ("protonmail", "Proton", date(2022, 5, 1), None),
    ("total", "Total", None, date(2021, 5, 31)),
    ("statoil", "Statoil", None, date(2018, 5, 31)),
    ("shell", "Royal Dutch Shell", None, date(2022, 1, 31)),
]


@pytest.mark.parametrize(("key", "text", "since", "until"), RENAMES)
def test_renames_have_their_dates(registry, key, text, since, until):
    """A name holds for its time only, under the old key."""
    company = registry.by_key(key)
    (alias,) = [alias for alias in company.aliases if alias.text == text]
    assert (alias.since, alias.until) == (since, until)


OWNERS = [
    ("whatsapp", "facebook"),
    ("instagram", "facebook"),
    ("google", "alphabet"),
    ("youtube", "google"),
    ("linkedin", "microsoft"),
    ("github", "microsoft"),
    ("amazon-web-services", "amazon"),
    ("tiktok", "bytedance"),
    ("slack", "salesforce"),
    ("credit-suisse", "ubs"),
]


@pytest.mark.parametrize(("key", "owner"), OWNERS)
def test_owners_are_known(registry, key, owner):
    """Who owns whom is by key."""
    assert registry.by_key(key).parent == owner


@pytest.mark.parametrize(
    "name", ["Apple", "Signal", "Telegram", "Orange", "Shell", "Target", "Gap", "Visa", "Zoom", "Oracle", "Amazon"]
)
def test_ordinary_words_need_evidence(registry, name):
    """A name that is also a word is ambiguous."""
    assert find_company(registry, name).ambiguous


@pytest.mark.parametrize(("key", "text"), [("facebook", "Meta"), ("twitter", "X"), ("protonmail", "Proton")])
def test_an_ambiguous_new_name_leaves_the_old_one_clear(registry, key, text):
    """Meta needs evidence, Facebook does not."""
    company = registry.by_key(key)
    assert [alias.ambiguous for alias in company.aliases if alias.text == text] == [True]
    assert not company.ambiguous


@pytest.mark.parametrize("key", ["google", "microsoft", "whatsapp", "tiktok", "bp", "walmart"])
def test_clear_names_need_none(registry, key):
    """A name that is no word is not ambiguous."""
    assert not registry.by_key(key).ambiguous


def test_the_header_shows_every_key():
    """The example that opens the file names each key of the format."""
    header = (ROOT / "companies.toml").read_text(encoding="utf-8").partition("\n[[companies]]")[0]
    keys = "name key aliases ambiguous parent products people handles domains lei wikidata"
    assert [key for key in keys.split() if f"# {key} = " not in header] == []
