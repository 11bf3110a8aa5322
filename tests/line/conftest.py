"""An outlet on loopback to collect from."""

from __future__ import annotations

import pytest
from line_site import CONFIG, Site

from pipeline.fetch.politeness import Pace


@pytest.fixture
def site():
    one = Site()
    yield one
    one.close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Let nothing wait for the host's sake: how long is waited is tested in tests/fetch."""
    monkeypatch.setattr(Pace, "wait", lambda *_: None)


@pytest.fixture
def follow(place):
    """Return what writes the configuration of one live outlet."""

    def write(where, contact='contact = "mailto:desk@monitor.example"'):
        (place.folder / "config.toml").write_text(CONFIG.format(contact=contact, place=where))

    return write
