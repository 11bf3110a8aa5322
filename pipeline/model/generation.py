"""What a derivation was made with, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.document import Document
from pipeline.model.identity import digest_of
from pipeline.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what is derived from a payload: equal recipes give equal derivations.

    `libraries` pairs a library with its version. The digests are of the rule packs, the registry and this package's
    own code.
    """

    extractor: str
    libraries: tuple[tuple[str, str], ...]
    rules_digest: str
    registry_digest: str
    code_digest: str

    @property
    def digest(self) -> str:
        """Return the digest under which a generation is found again."""
        return digest_of(
            [
                self.extractor,
                list(map(list, self.libraries)),
                self.rules_digest,
                self.registry_digest,
                self.code_digest,
            ]
        )


class Ending(StrEnum):
    """How a capture ends in a generation; there is no fifth way."""

    STATEMENTS = "statements"
    NONE = "none"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that was derived from one capture. `document` is None when quarantined."""

    ending: Ending
    reason: str
    document: Document | None = None
    reading: Reading = field(default_factory=Reading)
