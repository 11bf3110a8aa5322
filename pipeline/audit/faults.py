"""What a check finds, and what it has checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: what kind, of what, what was expected and found, what rests on it."""

    kind: str
    id: str
    expected: str
    found: str
    statements: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fault as `verify --json` prints it."""
        return {
            "kind": self.kind,
            "id": self.id,
            "expected": self.expected,
            "found": self.found,
            "statements": list(self.statements),
        }


@dataclass(slots=True)
class Faults:
    """The faults found so far and how many of each kind of thing were checked."""

    found: list[Fault] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, id_: object, expected: object, found: object, statements: tuple[str, ...] = ()) -> None:
        """Note a fault."""
        self.found.append(Fault(kind, str(id_), str(expected), str(found), statements))
