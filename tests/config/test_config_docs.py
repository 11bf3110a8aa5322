"""The documents name every key, with a default that is the true one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.config import parse_registry, parse_settings
from pipeline.config.companies import _ALIAS, _FIELDS, _PERSON
from pipeline.config.outlets import _FIELDS as _OUTLET
from pipeline.config.settings import _TABLES

DOCS = Path(__file__).parents[2] / "docs"
CONFIGURATION = (DOCS / "configuration.md").read_text(encoding="utf-8")
COMPANIES = (DOCS / "companies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [*_OUTLET, *(key for fields in _TABLES.values() for key in fields)])
def test_every_key_of_the_configuration_is_documented(key):
    """A key that is read is described."""
    assert f"`{key}`" in CONFIGURATION


@pytest.mark.parametrize("key", [*_FIELDS, *_ALIAS, *_PERSON])
def test_every_key_of_the_registry_is_documented(key):
    """A key that is read is described."""
    assert f"`{key}`" in COMPANIES


def test_the_examples_are_accepted():
    """The examples of the configuration together are a configuration, and that of a new company is a registry."""
    examples = re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL)
    assert parse_settings("".join(examples).encode(), Path("/config.toml")).fetch.max_bytes == 5_242_880
    companies = [text for text in re.findall(r"```toml\n(.*?)```", COMPANIES, re.DOTALL) if text.startswith("[[")]
    assert len(parse_registry("".join(companies).encode(), "companies.md").companies) == 2


def test_the_example_in_the_registry_s_header_is_accepted():
    """The commented example of the shipped registry is a company once its comment signs are taken away."""
    header = (DOCS.parent / "companies.toml").read_text(encoding="utf-8").partition("# Each fact below")[0]
    example = header[header.index("# [[companies]]") :]
    lines = [
        line.removeprefix("# ") for line in example.splitlines() if not re.match(r"# *(lei|wikidata|parent) =", line)
    ]
    text = "\n".join(line for line in lines if not line.startswith(("#", " " * 20)))
    (company,) = parse_registry(text.encode(), "header").companies
    assert company.key == "harbour-telecom"
    assert len(company.aliases) == 4
    assert len(company.people) == 2
