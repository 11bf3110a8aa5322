"""Read `config.toml` into settings.

`parse_settings` is the pure form: a configuration that was kept as evidence is read by it again. `load_settings` finds
and reads the file, and looks whether what it names is there.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.config.outlets import read_outlets
from pipeline.config.source import Source, Where, nearest_file, parse_toml, read_bytes
from pipeline.config.values import Reader, header_text, number, read_table, some_of, text, whole
from pipeline.config.words import nearest_or_all
from pipeline.model.errors import ConfigError
from pipeline.model.settings import FetchSettings, Outlet, PlaceKind, Settings

_DAY = 24 * 60 * 60
_LARGEST_BLOB = 1_000_000_000  # SQLite's own limit on one value


def _contact(value: Any, where: Where) -> str:
    contact = header_text(value, where)
    if not re.fullmatch(r"(mailto:)?[^@\s:/]+@[^@\s/]+|https?://[^\s/]+\S*", contact):
        raise where.fault("must be a mail address or the address of a page (https://…)")
    return contact


def _pack(value: Any, where: Where) -> str:
    pack = text(value, where)
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", pack):
        raise where.fault("must be the name of a folder of rules, such as `en`")
    return pack


_TABLES: dict[str, dict[str, Reader]] = {
    "store": {"path": text},
    "fetch": {
        "contact": _contact,
        "user_agent": header_text,
        "delay": number(1, _DAY, unit="seconds"),  # at most one request a second and host
        "total_timeout": number(0.1, _DAY, unit="seconds"),
        "max_bytes": whole(1, _LARGEST_BLOB, unit="bytes"),
    },
    "rules": {"packs": some_of(_pack)},
    "registry": {"files": some_of(text)},
}


def load_settings(path: Path | None, *, environ: Mapping[str, str], cwd: Path) -> Settings:
    """Return the settings of `path`, else of the file that ONRECORD_CONFIG names, else of `config.toml` in `cwd`.

    Relative paths in the file are relative to it. `settings.warnings` holds sentences for the caller to print.
    Raises ConfigError, one sentence, on the first problem in the order of the file; the registry's files are looked
    for by `load_registry`, since a command may name others.
    """
    named = path or environ.get("ONRECORD_CONFIG")
    found = cwd / (named or "config.toml")
    if not named and not found.exists():
        raise ConfigError(
            f"{found}: no such file, where the configuration is due; "
            "write one, or name one by --config or ONRECORD_CONFIG"
        )
    source, settings = _parse(read_bytes(found, "the configuration"), found)
    _check_files(settings, source)
    settings = replace(settings, store_path=settings.store_path.resolve())  # one lock and one archive, by whatever link
    return replace(settings, warnings=(*_mode_warning(found), *_contact_warning(settings, source)))


def parse_settings(text: bytes, path: Path) -> Settings:
    """Return the settings in a file's bytes, without touching the disk; `path` is where the file stands.

    Raises ConfigError as `load_settings` does.
    """
    return _parse(text, path)[1]


def _parse(data: bytes, path: Path) -> tuple[Source, Settings]:
    source, raw = parse_toml(data, str(path))
    tables: dict[str, dict[str, Any]] = {name: {} for name in _TABLES}
    outlets: tuple[Outlet, ...] = ()
    for name, value in raw.items():
        if name in _TABLES:
            tables[name] = read_table(value, _TABLES[name], Where(source, name))
        elif name == "outlets":
            outlets = read_outlets(value, source, path.parent)
        else:
            raise _unknown(source, name, value)
    if not outlets:
        raise ConfigError(f"{path}: no outlet is given; write one [[outlets]] for each publisher to follow")
    return source, Settings(
        path=path,
        text=data,
        store_path=path.parent / tables["store"].get("path", "onrecord.db"),
        fetch=FetchSettings(**tables["fetch"]),
        packs=tables["rules"].get("packs", ("en",)),
        registry_files=tuple(path.parent / file for file in tables["registry"].get("files", ("companies.toml",))),
        outlets=outlets,
    )


def _unknown(source: Source, name: str, value: Any) -> ConfigError:
    if isinstance(value, dict | list):
        where = Where(source, name, 0 if isinstance(value, list) else None)
        return where.fault(f"not a known table{nearest_or_all(name, (*_TABLES, 'outlets'))}")
    owner = next((table for table, fields in _TABLES.items() if name in fields), None)
    hint = f"; it stands under [{owner}]" if owner else nearest_or_all(name, (*_TABLES, "outlets"))
    return Where(source, steps=(name,)).fault(f"is not known outside a table{hint}")


def _check_files(settings: Settings, source: Source) -> None:
    """Look whether what is read or written stands where it should; a disabled outlet's folders may be away."""
    if settings.store_path.is_dir():
        raise Where(source, "store", steps=("path",)).fault(
            f"names a folder, {settings.store_path}, where the database's file is due"
        )
    for index, outlet in enumerate(settings.outlets):
        where = Where(source, "outlets", index, outlet.name, (PlaceKind.PAGES.value,))
        for place in outlet.places if outlet.enabled else ():
            if place.kind is PlaceKind.PAGES:
                _check_folder(Path(place.location), where)


def _check_folder(folder: Path, where: Where) -> None:
    try:
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
    except FileNotFoundError:
        raise where.fault(f"names a folder that is not there, {folder}{nearest_file(folder)}") from None
    except OSError as error:
        raise where.fault(f"names a folder that cannot be read, {folder}: {error.strerror}") from None
    if not is_folder:
        raise where.fault(f"names a file, {folder}, where a folder of saved pages is due")


def _mode_warning(path: Path) -> tuple[str, ...]:
    if not path.stat().st_mode & stat.S_IWOTH:
        return ()
    return (f"{path}: anybody on this machine may change it (it is world-writable); chmod o-w takes that away",)


def _contact_warning(settings: Settings, source: Source) -> tuple[str, ...]:
    """Return a sentence when a live place is configured that will not be asked for want of a contact."""
    if settings.fetch.contact:
        return ()
    for index, outlet in enumerate(settings.outlets):
        live = [place.kind.value for place in outlet.places if place.kind is not PlaceKind.PAGES]
        if outlet.enabled and live:
            where = Where(source, "outlets", index, outlet.name, (live[0],))
            return (f"{where} cannot be run: [fetch] gives no `contact`, whom a site's owner could write to",)
    return ()
