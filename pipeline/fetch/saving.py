"""Write what was fetched as a saved page: exact bytes and headers, in place or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.fetch.sidecar import Sidecar, format_sidecar
from pipeline.model.capture import Attempt, Capture, Headers
from pipeline.model.errors import FetchProtocolError, StoreError
from pipeline.model.identity import digest, slug

MAX_SLUG = 80
DIGEST_PREFIX = 12


def write_saved(folder: Path, kept: Attempt | Capture) -> Path:
    """Write an answer as a saved page and return the page's path.

    The name is made of the URL's letters and digits, the time and the payload's digest, so that another time or other
    bytes make another file and nothing in a URL can name a path. A page that is there already is left as it is. The
    sidecar is written first: a page never stands without it. Raises `StoreError` when the disk fails,
    `FetchProtocolError` when the attempt kept no payload.
    """
    sidecar = sidecar_of(kept)
    if kept.payload is None:
        raise FetchProtocolError(f"{sidecar.url}: there is nothing to save, the attempt kept no payload")
    stem = file_stem(sidecar, digest(kept.payload))
    page = folder / f"{stem}{_ending(sidecar.headers)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not page.exists():
            _write(folder / f"{stem}.json", format_sidecar(sidecar))
            _write(page, kept.payload)
    except OSError as error:
        raise StoreError(f"{page}: the page cannot be written ({error.strerror})") from error
    return page


def sidecar_of(kept: Attempt | Capture) -> Sidecar:
    """Return what the sidecar of an answer says."""
    if isinstance(kept, Attempt):
        return Sidecar(
            url=kept.requested_url,
            final_url=kept.final_url,
            captured_at=kept.started_at,
            status=kept.status,
            headers=kept.response_headers,
        )
    return Sidecar(
        url=kept.url,
        final_url=kept.final_url,
        captured_at=kept.captured_at,
        status=kept.status,
        headers=kept.headers,
        outlet=kept.outlet,
    )


def file_stem(sidecar: Sidecar, payload_digest: str) -> str:
    """Return the name, without ending, under which an answer is saved: ASCII letters, digits and hyphens only.

    >>> file_stem(Sidecar(url="https://paper.example/../News/A?b=c"), "0" * 64)
    'paper-example-news-a-000000000000'
    """
    address = sidecar.url.split("://", 1)[-1].split("?", 1)[0]
    words = slug(address)[:MAX_SLUG].strip("-") or "page"
    time = f"-{sidecar.captured_at:%Y%m%dt%H%M%Sz}" if sidecar.captured_at else ""
    return f"{words}{time}-{payload_digest[:DIGEST_PREFIX]}"


def _ending(headers: Headers) -> str:
    kinds = [value.strip().lower() for name, value in headers if name.lower() == "content-type"]
    return ".txt" if kinds and kinds[0].startswith("text/plain") else ".html"


def _write(path: Path, data: bytes) -> None:
    """Put a file in place in one step: written beside it, flushed to the disk, then renamed."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
