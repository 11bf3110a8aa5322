"""Read saved pages: a page's bytes in a file, and beside it a sidecar that says where and when they were got.

A page is `X.html`, `X.html.gz` or `X.txt`, its sidecar `X.json`. The gz is packaging: the payload is what is inside.
The payload is kept before content-decoding: a page that came with `Content-Encoding: gzip` is an `X.html` whose bytes
are gzip, and its sidecar carries that header. A file's own time says nothing and is never used.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.fetch.decoding import gunzip
from pipeline.fetch.saving import write_saved
from pipeline.fetch.sidecar import MAX_SIDECAR_BYTES, Sidecar, parse_sidecar
from pipeline.model.capture import Capture, Custody
from pipeline.model.errors import ConfigError, FetchProtocolError
from pipeline.model.identity import digest, payload_urn
from pipeline.model.settings import Outlet

# Writing is the other half of the format; both are found here.
__all__ = [
    "SavedFile",
    "SavedFolder",
    "list_saved",
    "look_through",
    "read_page_file",
    "read_saved",
    "write_saved",
]

PAGE_ENDINGS = (".html", ".html.gz", ".txt")
SIDECAR_ENDING = ".json"
# Beside a page of these names a browser puts a folder of what belongs to it.
BROWSER_ENDINGS = (".html", ".htm", ".xhtml", ".html.gz")
MAX_PAGE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A saved page: the page's file, and its sidecar where there is one."""

    path: Path
    sidecar: Path | None


@dataclass(frozen=True, slots=True)
class SavedFolder:
    """What stands in a folder of saved pages: the pages, how many other files, a sentence for each that is refused."""

    pages: tuple[SavedFile, ...]
    ignored: int
    faults: tuple[str, ...]


def look_through(folder: Path) -> SavedFolder:
    """Return what stands in a folder and below it; `ConfigError` without a folder, a fault for what cannot be read.

    Pages come in the order of their names, a folder's own before those of its subfolders, whatever the disk's order is.
    Hidden files and folders (a leading dot) are left alone, and so is `X_files` beside `X.html`, where browsers put
    what belongs to a page. Links to folders are not followed; a page or sidecar that is a link out of the folder is
    refused.
    """
    if not folder.is_dir():
        raise ConfigError(f"{shown(folder)}: there is no such folder of saved pages")
    faults: list[str] = []
    paths = list(_files(folder, faults))
    pages = [SavedFile(path, _sidecar_of(path)) for path in paths if _stem(path) is not None]
    known = {file.path for file in pages} | {file.sidecar for file in pages}
    root = Path(os.path.realpath(folder))
    found = {file: _fault(file, root) for file in pages}
    return SavedFolder(
        pages=tuple(file for file in pages if not found[file]),
        ignored=sum(path not in known for path in paths),
        faults=(*faults, *(fault for fault in found.values() if fault)),
    )


def list_saved(folder: Path) -> list[SavedFile]:
    """Return the saved pages in a folder and below it, those that are refused left out."""
    return list(look_through(folder).pages)


def read_saved(file: SavedFile, *, outlet: Outlet, base: Path) -> Capture:
    """Return a saved page as a declared capture; raises `FetchProtocolError` with a sentence naming file and key.

    `outlet` is who publishes the pages of this folder, unless the sidecar names another, which is kept as it is given
    (a name or a key). The capture's `file` is the page's path relative to `base`.
    """
    sidecar = Sidecar()
    if file.sidecar is not None:
        sidecar = parse_sidecar(_read(file.sidecar, MAX_SIDECAR_BYTES), name=shown(file.sidecar))
    payload = read_page_file(file.path)
    payload_digest = digest(payload)
    url = sidecar.url or payload_urn(payload_digest)
    return Capture(
        url=url,
        final_url=sidecar.final_url or url,
        captured_at=sidecar.captured_at,
        payload=payload,
        digest=payload_digest,
        custody=Custody.DECLARED,
        outlet=sidecar.outlet or outlet.key,
        status=sidecar.status,
        headers=sidecar.headers,
        file=_name(file.path, base),
    )


def read_page_file(path: Path) -> bytes:
    """Return a page file's payload, taken out of its gz packaging; raises `FetchProtocolError` naming the file."""
    data = _read(path, MAX_PAGE_BYTES)
    if path.suffix.lower() != ".gz":
        return data
    try:
        return gunzip(data, max_bytes=MAX_PAGE_BYTES)
    except FetchProtocolError as error:
        raise FetchProtocolError(f"{shown(path)}: the packaging cannot be opened: {error}") from error


def _files(folder: Path, faults: list[str]) -> Iterator[Path]:
    """Yield all in a folder and below it that is no folder, in the order of names, a folder's own files first."""

    def note(error: OSError) -> None:
        faults.append(f"{shown(Path(error.filename))}: the folder cannot be read ({error.strerror})")

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_furniture(name, names))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _is_furniture(name: str, beside: Collection[str]) -> bool:
    """Return whether a folder is one that a browser made beside the page that it saved."""
    stem = name.removesuffix("_files")
    return stem != name and any(f"{stem}{ending}" in beside for ending in BROWSER_ENDINGS)


def _fault(file: SavedFile, root: Path) -> str:
    """Return why a page is refused that stands in the folder with this real path, or ""."""
    try:
        is_page = stat.S_ISREG(file.path.stat().st_mode)
    except OSError as error:
        return f"{shown(file.path)}: the file cannot be read ({error.strerror})"
    if not is_page:
        return f"{shown(file.path)}: it is no regular file"
    for path in (file.path, file.sidecar):
        if path is not None and path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            return f"{shown(path)}: the link leads out of the folder of saved pages"
    return ""


def _stem(path: Path) -> str | None:
    """Return a page file's name without its ending, or None when it is no page."""
    ending = next((ending for ending in PAGE_ENDINGS if path.name.lower().endswith(ending)), "")
    return path.name[: -len(ending)] if ending else None


def _sidecar_of(path: Path) -> Path | None:
    """Return a page's sidecar where there is one; a name too long to have one has none."""
    sidecar = path.with_name(f"{_stem(path)}{SIDECAR_ENDING}")
    return sidecar if os.path.lexists(sidecar) and not sidecar.is_dir() else None


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise FetchProtocolError(f"{shown(path)}: the file cannot be read ({error.strerror})") from error
    if len(data) > max_bytes:
        raise FetchProtocolError(f"{shown(path)}: the file has more than {max_bytes} bytes")
    return data


def _name(path: Path, base: Path) -> str:
    """Return a path relative to `base`, with slashes, as text that can be stored whatever bytes the name has."""
    return shown(Path(os.path.relpath(path, base)))


def shown(path: Path) -> str:
    """Return a path with slashes as text that can be printed and stored, whatever bytes its name has."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
