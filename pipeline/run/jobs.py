"""What a worker is given. Apart from the work itself, so that the parent loads nothing of what the work needs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.capture import Custody, Headers
from pipeline.model.company import Registry
from pipeline.model.rules import RulePack


@dataclass(frozen=True, slots=True)
class Setup:
    """What every job of a generation is derived with: the registry and one rule pack for each language."""

    registry: Registry
    packs: tuple[RulePack, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One capture to derive. `file` is the saved page's name, "" when fetched; `outlet` the publisher's name."""

    payload: bytes
    url: str
    headers: Headers = ()
    status: int | None = None
    custody: Custody = Custody.DECLARED
    file: str = ""
    outlet: str = ""
