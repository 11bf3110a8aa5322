"""The shipped configuration, and the registry of the invented companies beside the saved pages."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from golden_data import PAGES, ROOT

from pipeline.config import load_registry, load_settings, parse_settings
from pipeline.fetch.saved import list_saved, look_through, read_saved
from pipeline.model.settings import FetchSettings, Outlet, PlaceKind

CONFIG = ROOT / "config.toml"
KEYS = (
    "path",
    *(field.name for field in fields(FetchSettings)),
    "packs",
    "files",
    "name",
    "key",
    "enabled",
    *PlaceKind,
)


def test_shipped_configuration_loads_without_a_warning() -> None:
    """The configuration that `make run` uses is right, and follows one outlet for each folder of saved pages."""
    settings = load_settings(CONFIG, environ={}, cwd=ROOT)
    assert [outlet.key for outlet in settings.outlets if not outlet.enabled] == []
    assert sorted(outlet.key for outlet in settings.outlets) == sorted(folder.name for folder in PAGES.iterdir())
    assert {place.kind for outlet in settings.outlets for place in outlet.places} == {PlaceKind.PAGES}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_shown(key: str) -> None:
    """A user finds each key in the file, set or as a comment, with an example of its value."""
    assert re.search(rf"^(# )?{key} = ", CONFIG.read_text("utf-8"), re.MULTILINE)


def test_commented_examples_are_right() -> None:
    """A user who takes the comment sign off every example has a configuration that loads."""
    text = re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", CONFIG.read_text("utf-8"), flags=re.MULTILINE)
    settings = parse_settings(text.encode(), CONFIG)
    assert settings.fetch.contact
    assert settings.fetch != FetchSettings(contact=settings.fetch.contact)
    kinds = [place.kind for place in settings.outlets[0].places]
    assert kinds == [
        *(PlaceKind.FEED, PlaceKind.URLS, PlaceKind.URLS),
        *(PlaceKind.SITEMAP, PlaceKind.LISTING, PlaceKind.SITE),
    ]


def test_invented_companies_load() -> None:
    """The registry beside the saved pages holds an ambiguous name, an owner, a product and a name that has changed."""
    registry = load_registry([ROOT / "fixtures" / "companies.toml"])
    assert len(registry.companies) >= 10
    assert [company.key for company in registry.companies if company.ambiguous] == ["beacon"]
    assert {company.key: company.parent for company in registry.companies if company.parent} == {
        "sablon-mobile": "lumara-telecom"
    }
    assert any(company.products for company in registry.companies)
    assert any(alias.since for company in registry.companies for alias in company.aliases)


@pytest.mark.parametrize("folder", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_saved_pages_are_read(folder: Path) -> None:
    """Every file in a folder is a page or its sidecar, and every page becomes a capture with URL, time and outlet."""
    outlet = Outlet(folder.name, folder.name, ())
    captures = [read_saved(file, outlet=outlet, base=ROOT) for file in list_saved(folder)]
    assert captures
    assert (look_through(folder).ignored, look_through(folder).faults) == (0, ())
    assert all(c.captured_at is not None and c.outlet == folder.name and c.url.startswith("http") for c in captures)
