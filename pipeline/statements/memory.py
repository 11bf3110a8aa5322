"""What the reading of one text remembers: its names in order, and who was last spoken of as what."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.company import Company
from pipeline.model.labels import MissReason, Recognised
from pipeline.statements.analysis import Analysis
from pipeline.statements.antecedents import Antecedents
from pipeline.statements.introductions import Known
from pipeline.statements.mentions import Mention
from pipeline.statements.phrases import NO_RANGE, Range
from pipeline.statements.roles import Roles
from pipeline.statements.scan import Scan


@dataclass(frozen=True, slots=True)
class Agent:
    """Who a phrase means: the companies, how they were recognised and where; or the reason why none."""

    companies: tuple[Company, ...]
    how: Recognised = Recognised.NAME
    where: Range = NO_RANGE
    reason: MissReason = MissReason.NOT_THE_SOURCE
    person: bool = False


NOBODY = Agent(())


@dataclass(slots=True)
class Memory:
    """What stands in a text, and what has been resolved so far: the salience of what follows.

    `subjects` are the phrases resolved, each with its companies; `people` maps a last name to whom they speak for;
    `firms` and `bodies` are where a subject was somebody not followed; `held` tells for a role
    whose it last was; `last_person` is whom "he" may mean.
    """

    analysis: Analysis
    s: Scan
    mentions: tuple[Mention, ...]
    roles: Roles
    sentence_of: list[int]
    known: Known
    between: Antecedents
    by_first: dict[int, Mention] = field(default_factory=dict)
    by_last: dict[int, Mention] = field(default_factory=dict)
    by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    unquoted: dict[int, list[Mention]] = field(default_factory=dict)
    within: dict[int, int] = field(default_factory=dict)
    subjects: list[tuple[int, tuple[Company, ...]]] = field(default_factory=list)
    people: dict[str, tuple[Company, ...]] = field(default_factory=dict)
    firms: set[int] = field(default_factory=set)
    bodies: set[int] = field(default_factory=set)
    held: dict[str, tuple[Company, ...]] = field(default_factory=dict)
    last_person: tuple[int, tuple[Company, ...]] = (-1, ())

    def mentions_in(self, phrase: Range) -> list[Mention]:
        """Return the mentions within a phrase."""
        return [self.by_first[k] for k in range(*phrase) if k in self.by_first]
