"""Read the written forms of a date into ISO 8601, without ever completing what is not written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from pipeline.extract.calendar_words import MONTHS, ZONES

_EARLIEST, _LATEST = 1990, 2099
_ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"
    r"(?:(?:\s*T\s*|\s+|\s*,\s*)(?P<clock>\d{1,2}:\d{2}.*))?",
    re.DOTALL,
)
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_CLOCK = re.compile(
    r"(?<![\d:.,/$€£])(?P<h>[01]?\d|2[0-3])"
    r"(?:(?::|(?<=\d)[.hH](?=\d{2}\b)|(?<=\d)\s?h\s?)(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap]\.?\s?m\b\.?)|(?=\s*(?:uhr|utc|gmt)\b)|(?<=:\d\d)|(?<=[.hH ]\d\d)|(?<=:\d\d\.\d{3}))"
    r"(?:\s*(?:uhr|hrs?|h)\b)?"
    r"(?:\s*\(?(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d{2}:?(?:\d{2})?(?!\d)|(?:UTC|GMT)[+-]\d{1,2}\b|[A-Z]{2,5}\b))?",
    re.IGNORECASE,
)
_ISO_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d|60))?(?:[.,]\d+)?\s*"
    r"(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d{2}:?(?:\d{2})?|[A-Z]{2,5}\b)?(?!\s*[ap]\.?m)",
    re.IGNORECASE,
)
_UNIX = re.compile(
    r"[A-Z]{3} (?P<m>[A-Z]{3}) +(?P<d>\d{1,2}) (?P<clock>\d{2}:\d{2}:\d{2}(?: [A-Z]{2,5}| [+-]\d{4})?) (?P<y>\d{4})",
    re.IGNORECASE,
)
_LETTERS = r"[^\W\d_]"
_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(?<![\d.:])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°)?[.,]?[\s-]*(?:de\s+|of\s+|d['’])?(?P<m>{_MONTH})(?!{_LETTERS})[.,]?[\s,/-]*(?:de\s+|del\s+)?(?P<y>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!{_LETTERS})(?P<m>{_MONTH})(?!{_LETTERS})[.,]?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])[.,]?[\s,]*(?P<y>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}})[\s.,-]*(?P<m>{_MONTH})(?!{_LETTERS})[\s.,-]*(?P<d>\d{{1,2}})(?!\d)", re.IGNORECASE
)
_DOTTED = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/-])(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/])")
_HAN = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]")
_ISO_INSIDE = re.compile(r"(?<![\d-])(?P<y>\d{4})[-/.](?P<m>\d{2})[-/.](?P<d>\d{2})(?![\d-])")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_MONTH_BEFORE_DAY = frozenset({"en-us", "en-ph"})
_LONGEST = 400
_REACH = 32


def parse_date(value: str, *, language: str = "") -> str | None:
    """Return a machine-made date value as ISO 8601, None when it is no possible date from 1990 on.

    A bare date stays a bare date and a time without an offset stays naive. `language` (BCP 47) settles the order of
    an ambiguous numeric date such as 3/4/2021; one that stays ambiguous is None.
    """
    text = value.strip()
    if not text or len(text) > _LONGEST:
        return None
    if (match := _ISO.match(text)) is not None:
        day = _day(match["y"], match["m"], match["d"])
        return _with_machine_clock(day, match["clock"] or "") if day else None
    if (match := _UNIX.match(text)) is not None and match["m"].lower() in MONTHS:
        day = _day(match["y"], MONTHS[match["m"].lower()], match["d"])
        return _with_machine_clock(day, match["clock"]) if day else None
    if _EPOCH.fullmatch(text):
        return _of_epoch(int(text))
    if (match := _COMPACT.fullmatch(text)) is not None:
        return _of_compact(match)
    return find_date(text, language=language)


def find_date(text: str, *, language: str = "") -> str | None:
    """Return the first date that is written out in `text`, with the time beside it if there is one."""
    found = find_dates(text, language=language)
    return found[0][0] if found else None


def find_dates(text: str, *, language: str = "") -> list[tuple[str, int]]:
    """Return each date written out in `text` as ISO 8601 with the offset at which it stands, in order."""
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return []
    spans: list[tuple[int, int, date | None]] = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, _DOTTED, _ISO_INSIDE, _HAN, _SLASHED):
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in spans):
                spans.append((match.start(), match.end(), _of_match(match, language)))
    spans.sort(key=lambda span: span[0])
    found = []
    for number, (start, end, day) in enumerate(spans):
        before = spans[number - 1][1] if number else 0
        after = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        if day is not None:
            found.append(
                (_beside(day, text[max(before, start - _REACH) : start], text[end : min(after, end + _REACH)]), start)
            )
    return found


def _of_match(match: re.Match[str], language: str) -> date | None:
    parts = match.groupdict()
    if "a" not in parts:
        month = parts["m"] if parts["m"].isdigit() else str(MONTHS[_key(parts["m"])])
        return _day(parts["y"], month, parts["d"])
    first, second = int(parts["a"]), int(parts["b"])
    readings = {reading for reading in (_day(parts["y"], second, first), _day(parts["y"], first, second)) if reading}
    if len(readings) == 1:
        return readings.pop()
    if not readings or language.lower() in ("", "en"):
        return None
    month_first = language.lower() in _MONTH_BEFORE_DAY
    return _day(parts["y"], first, second) if month_first else _day(parts["y"], second, first)


def _key(name: str) -> str:
    return name.lower() if name.lower() in MONTHS else name.replace("İ", "i").lower()


def _beside(day: date, before: str, after: str) -> str:
    """Join a day with the time written directly after it, or directly before it."""
    following = _CLOCK.search(after)
    if following is not None and not re.search(r"[^\W\d_]{7,}|[|•·]\s*[^\W\d_]", after[: following.start()]):
        return _with_clock(day, after[following.start() :])
    leading = list(_CLOCK.finditer(before))
    if leading and len(before) - leading[-1].end() < _REACH // 2:
        return _with_clock(day, before[leading[-1].start() :])
    return day.isoformat()


def _with_machine_clock(day: date, clock: str) -> str:
    match = _ISO_CLOCK.match(clock)
    if match is None:
        return _with_clock(day, clock)
    return _at(day, int(match["h"]), match["min"], match["s"], match["zone"])


def _with_clock(day: date, clock: str) -> str:
    match = _CLOCK.match(clock)
    if match is None:
        return day.isoformat()
    hour, half = int(match["h"]), (match["half"] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004  hours of a half day
            return day.isoformat()
        hour = hour % 12 + (12 if half == "p" else 0)
    return _at(day, hour, match["min"], match["s"], match["zone"])


def _at(day: date, hour: int, minute: str | None, second: str | None, zone: str | None) -> str:
    moment = datetime.combine(day, time(hour, int(minute or 0), min(int(second or 0), 59)))
    offset = _zone(zone or "")
    return moment.isoformat() if offset is None else moment.replace(tzinfo=offset).isoformat()


@cache
def _zone(name: str) -> timezone | None:
    name = name.strip().upper()
    if name in ("Z", "UTC", "GMT"):
        return UTC
    if (match := re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?", name)) is not None:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    return timezone(timedelta(minutes=ZONES[name])) if name in ZONES else None


def _of_epoch(seconds: int) -> str | None:
    moment = datetime.fromtimestamp(seconds / 1000 if seconds >= 10**11 else seconds, UTC).replace(microsecond=0)
    return moment.isoformat() if _EARLIEST <= moment.year <= _LATEST else None


def _of_compact(match: re.Match[str]) -> str | None:
    day = _day(match["y"], match["m"], match["d"])
    if day is None or match["h"] is None:
        return day.isoformat() if day else None
    return _with_clock(day, f"{match['h']}:{match['min']}:{match['s'] or '00'}{match['zone'] or ''}")


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None
