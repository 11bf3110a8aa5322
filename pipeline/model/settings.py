"""Checked settings, as `pipeline/config` reads them from `config.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PlaceKind(StrEnum):
    """Where an outlet's articles are found."""

    PAGES = "pages"
    URLS = "urls"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an outlet: a folder of saved pages (an absolute path), one URL, or a feed's URL."""

    kind: PlaceKind
    location: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher that is followed. `key` is the slug of the name unless the configuration gives one."""

    key: str
    name: str
    places: tuple[Place, ...]
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Manners and limits of live fetching: seconds and bytes. Without a `contact` nothing is fetched live."""

    contact: str = ""
    user_agent: str = ""
    delay: float = 5.0
    total_timeout: float = 60.0
    max_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration. Paths are absolute; `text` is the file as read, kept as evidence.

    `warnings` are sentences for a person about what is allowed but unwise; nothing is derived from them.
    """

    path: Path
    text: bytes
    store_path: Path
    fetch: FetchSettings
    packs: tuple[str, ...]
    registry_files: tuple[Path, ...]
    outlets: tuple[Outlet, ...]
    warnings: tuple[str, ...] = ()
