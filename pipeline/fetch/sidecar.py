"""The sidecar of a saved page: JSON that says where and when the page was got, every key optional.

Times are ISO 8601; one without an offset is taken as UTC, since all times here are. Keys that are not known are left
alone, unless one looks like a known key misspelt.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from unicodedata import category

from pipeline.fetch.urls import address_fault, without_credentials
from pipeline.model.capture import FetchOutcome, Headers
from pipeline.model.errors import FetchProtocolError

KEYS = ("url", "final_url", "captured_at", "status", "headers", "outlet")
STATUSES = range(100, 600)
MAX_SIDECAR_BYTES = 1024 * 1024
# Control characters and separators of lines, and the marks that change the direction of what follows.
UNPRINTED = frozenset({"Cc", "Zl", "Zp"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says; "", None or () where it does not. `captured_at` is aware UTC."""

    url: str = ""
    final_url: str = ""
    captured_at: datetime | None = None
    status: int | None = None
    headers: Headers = ()
    outlet: str = ""


def parse_sidecar(data: bytes, *, name: str) -> Sidecar:
    """Return what a sidecar says; raises `FetchProtocolError` with one sentence naming the file and the key."""
    table = _object(data, name)
    unknown = [key for key in table if key not in KEYS]
    for key in unknown:
        if near := difflib.get_close_matches(key, KEYS, n=1, cutoff=0.75):
            raise FetchProtocolError(f"{name}: the key {key!r} is not known; did you mean {near[0]!r}?")
    return Sidecar(
        url=_url(table, "url", name),
        final_url=_url(table, "final_url", name),
        captured_at=_time(table, name),
        status=_status(table, name),
        headers=_headers(table, name),
        outlet=_outlet(table, name),
    )


def format_sidecar(sidecar: Sidecar) -> bytes:
    """Return the JSON of a sidecar, only the keys that say something, in a fixed order."""
    stated = {
        "url": sidecar.url,
        "final_url": sidecar.final_url,
        "captured_at": sidecar.captured_at and format_time(sidecar.captured_at),
        "status": sidecar.status,
        "headers": [list(header) for header in sidecar.headers],
        "outlet": sidecar.outlet,
    }
    kept = {key: value for key, value in stated.items() if value not in ("", None, [])}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def format_time(moment: datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, ending in Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _object(data: bytes, name: str) -> Mapping[str, Any]:
    if len(data) > MAX_SIDECAR_BYTES:
        raise FetchProtocolError(f"{name}: a sidecar has at most {MAX_SIDECAR_BYTES} bytes, this one {len(data)}")
    try:
        table = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FetchProtocolError(f"{name}: the sidecar is not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        raise FetchProtocolError(f"{name}: the sidecar is not JSON ({error})") from error
    if not isinstance(table, dict):
        raise FetchProtocolError(f"{name}: the sidecar must be a JSON object, not {type(table).__name__}")
    return table


def _wrong(name: str, key: str, expected: str, value: object) -> FetchProtocolError:
    return FetchProtocolError(f"{name}: {key} must be {expected}, not {json.dumps(value)[:100]}")


def _text(table: Mapping[str, Any], key: str, name: str) -> str:
    value = table.get(key)
    if value is None:
        return ""
    if not _is_text(value):
        raise _wrong(name, key, "a string", value)
    return str(value).strip()


def _is_text(value: object) -> bool:
    """Return whether a value is a string that can be stored: no half of a surrogate pair, no NUL."""
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)


def _outlet(table: Mapping[str, Any], name: str) -> str:
    """Return the outlet's name or key, which reports print: on one line, and nothing that turns a line around."""
    value = _text(table, "outlet", name)
    if any(category(char) in UNPRINTED or char in TURNING for char in value):
        raise _wrong(name, "outlet", "a name on one line without control characters", value)
    return value


def _url(table: Mapping[str, Any], key: str, name: str) -> str:
    """Return an address without name and password, which are not repeated in a message either."""
    value = without_credentials(_text(table, key, name))
    if value and not (_is_urn(value) or address_fault(value)[0] is FetchOutcome.OK):
        shown = f"…@{value.rpartition('@')[2]}" if "@" in value else value
        raise _wrong(name, key, "an address that begins with http://, https:// or urn:", shown)
    return value


def _is_urn(value: str) -> bool:
    return value.lower().startswith("urn:") and value.isprintable() and " " not in value


def _time(table: Mapping[str, Any], name: str) -> datetime | None:
    value = _text(table, "captured_at", name)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong(name, "captured_at", 'a time as in "2020-07-08T10:15:00Z"', value) from error


def _status(table: Mapping[str, Any], name: str) -> int | None:
    value = table.get("status")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value not in STATUSES:
        raise _wrong(name, "status", "an HTTP status from 100 to 599", value)
    return value


def _headers(table: Mapping[str, Any], name: str) -> Headers:
    value = table.get("headers")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(_is_header(header) for header in value):
        raise _wrong(name, "headers", "a list of [name, value] pairs of strings", value)
    return tuple((header[0], header[1]) for header in value)


def _is_header(value: object) -> bool:
    return isinstance(value, list) and [_is_text(part) for part in value] == [True, True]
