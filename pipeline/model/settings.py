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
    SITEMAP = "sitemap"
    LISTING = "listing"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an outlet: a folder of saved pages (an absolute path), or an address of what `kind` says."""

    kind: PlaceKind
    location: str


@dataclass(frozen=True, slots=True)
class Options:
    """What an outlet is asked for, how often, and as whom.

    `include` and `exclude` are patterns of addresses. `interval` is the least time between two looks at a place in
    seconds, `max_per_run` how many new articles one run takes. `headers` are names with the environment variables that
    hold their values.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    interval: float = 3600.0
    max_per_run: int = 500
    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher that is followed. `key` is the slug of the name unless the configuration gives one."""

    key: str
    name: str
    places: tuple[Place, ...]
    enabled: bool = True
    options: Options = Options()


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
