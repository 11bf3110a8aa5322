"""What a generation is made with: everything that decides a derivation, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pipeline
from pipeline.model.company import Company, Registry
from pipeline.run.configured import load_packs
from pipeline.run.recipe import code_digest, recipe, rules_digest

PACKAGE = Path(pipeline.__file__).parent


@pytest.fixture
def package(tmp_path):
    """Return a copy of the package."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.mark.parametrize(
    "name", ["extract/document.py", "statements/reader.py", "rules/loader.py", "model/reading.py", "run/derive.py"]
)
def test_code_that_derives_is_part_of_the_digest(package, name):
    """A changed line in a pure room is another generation."""
    before = code_digest(package)
    (package / name).write_text((package / name).read_text() + "\n# changed\n")

    assert code_digest(package) != before == code_digest()


@pytest.mark.parametrize(
    "name", ["cli/output.py", "store/engine.py", "fetch/client.py", "run/once.py", "audit/report.py"]
)
def test_other_code_is_not(package, name):
    """A change of the command line is no reason to read anything anew."""
    before = code_digest(package)
    (package / name).write_text((package / name).read_text() + "\n# changed\n")

    assert code_digest(package) == before


def test_everything_that_a_worker_derives_with_is_in_the_digest():
    """No module of ours that the worker's own modules import is left out."""
    imported = set()
    for file in (PACKAGE / "run/derive.py", PACKAGE / "fetch/decoding.py", PACKAGE / "run/jobs.py"):
        lines = [line.split()[1] for line in file.read_text().splitlines() if line.startswith("from pipeline.")]
        imported |= {line.removeprefix("pipeline.").replace(".", "/") for line in lines}
    known = ("model", "extract", "rules", "statements", "fetch/decoding", "run/derive", "run/jobs")

    assert [name for name in sorted(imported) if not name.startswith(known)] == []


def test_the_order_of_packs_means_nothing():
    """Two languages in either order are the same rules."""
    (pack,) = load_packs(("en",))

    assert rules_digest([pack]) == rules_digest(iter([pack]))
    assert rules_digest([pack, pack]) != rules_digest([pack])


def test_a_recipe_names_every_part_and_its_digest_moves_with_each():
    """Registry, rules, code, extractor and libraries each make another recipe."""
    packs = load_packs(("en",))
    one = recipe(Registry((Company("acme", "Acme"),), "a" * 64), packs)
    other = recipe(Registry((Company("acme", "Acme"),), "b" * 64), packs)

    assert one.digest != other.digest
    assert one == recipe(Registry((), "a" * 64), packs)
    assert {"trafilatura", "lxml"} <= {name for name, _ in one.libraries}
    assert one.code_digest == code_digest()
