"""Resolve who owns whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.config.source import Where
from pipeline.config.words import nearest
from pipeline.model.company import Company


def resolve_parents(read: Sequence[tuple[Company, Where]]) -> dict[str, str | None]:
    """Return the key of each company's owner by the company's key, None for those without.

    An owner is written as a key or a name. Raises ConfigError for an owner that is not in the registry, and for
    companies that own each other in a circle.
    """
    by_word = {company.name: company.key for company, _ in read} | {company.key: company.key for company, _ in read}
    parents: dict[str, str | None] = {}
    for company, where in read:
        if company.parent is not None and company.parent not in by_word:
            hint = nearest(company.parent, by_word)
            raise where.key("parent").fault(f"names `{company.parent}`, neither key nor name of a company{hint}")
        parents[company.key] = by_word[company.parent] if company.parent is not None else None
    for company, where in read:
        circle = _circle(company.key, parents)
        if circle:
            raise where.key("parent").fault(f"leads in a circle: {' → '.join(circle)}")
    return parents


def _circle(key: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return the chain of owners from `key` back to `key`, or nothing when it ends or circles elsewhere."""
    chain = [key]
    while (owner := parents[chain[-1]]) is not None:
        if owner in chain:
            return [*chain, owner] if owner == key else []
        chain.append(owner)
    return []
