"""A place to run in: a copy of the shipped configuration with a store of its own."""

from __future__ import annotations

import gc
import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parents[1]


class Place:
    """A working directory with a configuration, and the command given in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys, self._monkeypatch = folder, capsys, monkeypatch
        monkeypatch.chdir(folder)

    @property
    def database(self) -> Path:
        """Return the store's file."""
        return self.folder / "onrecord.db"

    def give(self, *words: str) -> tuple[int, str, str]:
        """Give the command and return exit code, output and errors."""
        self._capsys.readouterr()
        self._monkeypatch.chdir(self.folder)  # a test may have two places
        try:
            code = main(list(words))
        except SystemExit as left:  # argparse leaves so after --help and --version
            code = int(left.code or 0)
        out, err = self._capsys.readouterr()
        return code, out, err

    def jsonl(self, *words: str) -> list[dict[str, Any]]:
        """Give a command that prints JSON lines and return them; it must end clean."""
        code, out, err = self.give(*words)
        assert (code, err) == (0, "")
        return [json.loads(line) for line in out.splitlines()]

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        with sqlite3.connect(self.database) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
        connection.close()
        return counts

    def change(self, statement: str, *values: object) -> int:
        """Change the database behind the software's back; return how many rows that met."""
        connection = sqlite3.connect(self.database)
        with connection:
            touched = connection.execute(statement, values).rowcount
        connection.close()
        return touched

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return rows of the database."""
        connection = sqlite3.connect(self.database)
        rows = connection.execute(question, values).fetchall()
        connection.close()
        return rows


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a place with the shipped configuration, registries and pages, and no store."""
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    for name in ("config.toml", "companies.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return Place(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the shipped configuration was run once. Copy it, do not change it."""
    folder = tmp_path_factory.mktemp("stocked")
    shutil.copytree(ROOT / "fixtures", folder / "fixtures")
    for name in ("config.toml", "companies.toml"):
        shutil.copy(ROOT / name, folder / name)
    assert main(["--config", str(folder / "config.toml"), "run"]) == 0
    return folder


@pytest.fixture
def run_place(
    stocked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Place:
    """Return a place where the shipped configuration was run once."""
    monkeypatch.delenv("ONRECORD_CONFIG", raising=False)
    folder = tmp_path / "place"
    shutil.copytree(stocked, folder)
    return Place(folder, capsys, monkeypatch)


@pytest.fixture
def edit(run_place: Place) -> Callable[[str, str, str], None]:
    """Return what replaces words in a file of the place, once and for certain."""

    def replace(name: str, old: str, new: str) -> None:
        path = run_place.folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return replace


@pytest.fixture
def cpu_seconds() -> Callable[[Callable[[], object]], float]:
    """Return what measures a call: the fewest CPU seconds of three, without pauses to collect what other tests left."""

    def measure(call: Callable[[], object]) -> float:
        spent = []
        gc.collect()
        gc.disable()
        try:
            for _ in range(3):
                start = time.process_time()
                call()
                spent.append(time.process_time() - start)
        finally:
            gc.enable()
        return min(spent)

    return measure
