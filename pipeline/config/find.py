"""Find the company that a person means by a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.config.words import folded, listed, nearest
from pipeline.model.company import Company, Registry
from pipeline.model.errors import ConfigError

_WAYS: tuple[Callable[[Company], Iterable[str]], ...] = (
    lambda company: (company.key,),
    lambda company: (company.name,),
    lambda company: (alias.text for alias in company.aliases),
)


def find_company(registry: Registry, words: str) -> Company:
    """Return the company that `words` names: its key, else its name, else an alias, whatever the case.

    Raises ConfigError where nothing has that name (the nearest is named) or two companies had it at different times.
    """
    wanted = folded(words)
    for names in _WAYS:
        found = [company for company in registry.companies if wanted in map(folded, names(company))]
        if len(found) == 1:
            return found[0]
        if found:
            raise ConfigError(f"`{words}` names {len(found)} companies; give a key: {listed(c.key for c in found)}")
    names_of_all = [name for company in registry.companies for names in reversed(_WAYS) for name in names(company)]
    raise ConfigError(f"no company is called `{words}`{nearest(words, names_of_all)}")
