"""A store of one's own for each test, with a run in it and an archive's answers made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_values import begun

from pipeline.store.engine import Store, close_store, open_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the store of this test stands."""
    return tmp_path / "onrecord.db"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    """A new, empty store."""
    made = open_store(place)
    yield made
    close_store(made)


@pytest.fixture
def run(store: Store) -> int:
    """The number of a run that has begun."""
    return begun(store)
