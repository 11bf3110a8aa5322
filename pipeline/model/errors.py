"""Every error that onrecord raises on purpose, and what becomes of the item that raised it.

Nothing is tried twice in one run: an item to `retry` failed in this run and is asked for again by the next.

PipelineError
├── ConfigError          abort       a setting, outlet, registry or command line is wrong        exit 2
├── RuleError            abort       a rule pack is wrong; the message names file and rule       exit 2
├── LockHeldError        abort       another process holds the lock                              exit 3
├── StoreError           abort       the disk or the database failed                             exit 4
│   ├── DamageError      abort       the database itself is damaged                              exit 4
│   └── ArchiveError     abort       stored bytes are missing or do not hash to their digest     exit 4
├── SchemaError          abort       the database has a schema of another version                exit 6
├── SoftwareError        abort       this installation cannot work: a library is missing or broken  exit 1
├── FetchError
│   ├── FetchTransientError  retry       time-outs, network, 429, 5xx
│   ├── FetchRefusedError    skip        robots.txt, 401, 403, 404, 410
│   └── FetchProtocolError   quarantine  over-size, undecodable, bad redirect
└── ExtractError         quarantine  a page that the extractor cannot take
    └── ExtractTimeout   quarantine  a page that hung or killed the extractor
"""

from __future__ import annotations

from enum import StrEnum


class Disposition(StrEnum):
    """What becomes of the item that raised an error; `RETRY` leaves it to the next run."""

    RETRY = "retry"
    SKIP = "skip"
    QUARANTINE = "quarantine"
    ABORT = "abort"


class PipelineError(Exception):
    """The root. The message is one sentence for a person: what, which item, what was expected, what was seen."""

    disposition: Disposition
    exit_code: int = 1


class ConfigError(PipelineError):
    """A setting, an outlet, the registry or the command line is wrong."""

    disposition = Disposition.ABORT
    exit_code = 2


class RuleError(PipelineError):
    """A rule pack is wrong; the message names the file and the rule."""

    disposition = Disposition.ABORT
    exit_code = 2


class LockHeldError(PipelineError):
    """Another process holds the lock."""

    disposition = Disposition.ABORT
    exit_code = 3


class StoreError(PipelineError):
    """The disk or the database failed."""

    disposition = Disposition.ABORT
    exit_code = 4


class DamageError(StoreError):
    """The database itself is damaged: pages that are none, rows that no query can read."""


class ArchiveError(StoreError):
    """Stored bytes are missing, or do not hash to their digest."""


class SchemaError(PipelineError):
    """The database has a schema of another version than this software."""

    disposition = Disposition.ABORT
    exit_code = 6


class SoftwareError(PipelineError):
    """The installation cannot work: a library is missing or broken. No page is to blame, so none is quarantined."""

    disposition = Disposition.ABORT


class FetchError(PipelineError):
    """A request that brought no capture; the attempt is recorded all the same."""

    disposition = Disposition.RETRY


class FetchTransientError(FetchError):
    """It may work later: a time-out, the network, 429 or 5xx."""

    disposition = Disposition.RETRY


class FetchRefusedError(FetchError):
    """It was refused: robots.txt, 401, 403, 404, 410."""

    disposition = Disposition.SKIP


class FetchProtocolError(FetchError):
    """What came cannot be kept as an answer: over-size, undecodable, a bad redirect."""

    disposition = Disposition.QUARANTINE


class ExtractError(PipelineError):
    """A page that the extractor cannot take."""

    disposition = Disposition.QUARANTINE


class ExtractTimeout(ExtractError):  # noqa: N818  the name says what happened, as TimeoutError does
    """A page that hung or killed the extractor."""
