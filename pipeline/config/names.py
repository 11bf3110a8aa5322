"""See that no two companies claim one name at one time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipeline.config.periods import overlap
from pipeline.config.source import Where
from pipeline.config.words import folded
from pipeline.model.company import Company
from pipeline.model.errors import ConfigError

Period = tuple[date | None, date | None]


class _Claim(NamedTuple):
    text: str
    exact: bool
    period: Period
    company: Company
    where: Where


@dataclass(slots=True)
class Names:
    """What the companies read so far are called. Names are compared as text: case counts, but for `case = "any"`."""

    _by_key: dict[str, Where] = field(default_factory=dict)
    _by_identifier: dict[tuple[str, str], Where] = field(default_factory=dict)
    _by_name: dict[str, list[_Claim]] = field(default_factory=dict)

    def claim(self, company: Company, where: Where) -> None:
        """Note a company's key, identifiers, name and aliases; raises ConfigError where another has one of them.

        Two companies may have had one name at different times, as the periods of the aliases say.
        """
        owner = self._by_key.setdefault(company.key, where)
        if owner is not where:
            raise where.fault(f"the key `{company.key}` is already that of {owner}")
        for kind, value in (("lei", company.lei), ("wikidata", company.wikidata)):
            if value and (owner := self._by_identifier.setdefault((kind, value), where)) is not where:
                raise where.key(kind).fault(f"`{value}` is already that of {owner}")
        self._claim_name(_Claim(company.name, True, (None, None), company, where.key("name")))
        for alias in company.aliases:
            self._claim_name(_Claim(alias.text, alias.exact, (alias.since, alias.until), company, where.key("aliases")))

    def _claim_name(self, claim: _Claim) -> None:
        others = self._by_name.setdefault(folded(claim.text), [])
        for other in others:
            if _clash(claim, other):
                raise _fault(claim, other)
        others.append(claim)


def _clash(claim: _Claim, other: _Claim) -> bool:
    same = claim.text == other.text or not (claim.exact and other.exact)
    return same and claim.company.key != other.company.key and overlap(claim.period, other.period)


def _fault(claim: _Claim, other: _Claim) -> ConfigError:
    dated = "" if claim.period == other.period == (None, None) else " at the same time"
    hint = "" if dated else "; give one of them a period (from, to), or another name"
    return claim.where.fault(f"`{claim.text}` is claimed{dated} by {other.where} too{hint}")
