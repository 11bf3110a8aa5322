"""How often each rule fired: over the statements on record, or over labelled texts, where its precision can be told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.audit.scoring import pairs
from pipeline.model.company import Registry
from pipeline.model.errors import ConfigError
from pipeline.model.reading import Text
from pipeline.model.rules import RulePack, WordList
from pipeline.statements.reader import prepare
from pipeline.store.engine import open_reader, opened
from pipeline.store.listing import misses_by_reason, rules_used


@dataclass(frozen=True, slots=True)
class Covered:
    """How often a rule took part in a statement; with labels, how many of these were found there, and labelled so."""

    rule: str
    fired: int
    found: int = 0
    right: int = 0


def over_store(store_path: Path, pack: RulePack) -> list[Covered]:
    """Return every rule of a pack with how many statements on record it took part in, most first."""
    with opened(open_reader(store_path)) as store, store.read() as connection:
        fired = Counter(rule for rules in rules_used(connection) for rule in rules)
    return _listed(pack, fired, Counter(), Counter())


def missed(store_path: Path) -> list[tuple[str, int]]:
    """Return how many cues near a followed company gave no statement in the articles on record, by reason."""
    with opened(open_reader(store_path)) as store, store.read() as connection:
        return misses_by_reason(connection)


def over_labels(path: Path, registry: Registry, pack: RulePack) -> list[Covered]:
    """Return every rule with how often it fired on labelled texts, and how often rightly; raises `ConfigError`."""
    reader = prepare(registry, pack)
    fired: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in labelled(path):
        given = reader.read(Text(one["text"], outlet=one.get("outlet") or "", date=one.get("date") or "")).statements
        for statement in given:
            fired.update(rules_of(statement.rule, statement.steps))
        for pair in pairs(one["text"], one["records"], given):
            statement = given[pair.statement]
            names = rules_of(statement.rule, statement.steps)
            found.update(names)
            if statement.stance == one["records"][pair.label]["stance"]:
                right.update(names)
    return _listed(pack, fired, found, right)


def labelled(path: Path) -> list[dict[str, Any]]:
    """Return lines of {"id", "text", "records"}; raises `ConfigError` naming the first line that is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            checked = [(label["company"], label["stance"], label["start"] < label["end"]) for label in one["records"]]
            found.append({**one, "text": one["text"] + "", "records": one["records"][: len(checked)]})
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f'{path}, line {number}: expected {{"id", "text", "records"}} ({error})') from error
    return found


def rules_of(rule: str, steps: Iterable[Sequence[Any]]) -> set[str]:
    """Return the rules that took part in a statement: the one that gave its label, and those of its steps."""
    return {rule, *(step[2] for step in steps if step[2])}


def _listed(pack: RulePack, fired: Counter[str], found: Counter[str], right: Counter[str]) -> list[Covered]:
    known = {f"{one.id}@{one.version}" for one in pack.rules if not isinstance(one, WordList)}
    rows = [Covered(rule, fired[rule], found[rule], right[rule]) for rule in known | fired.keys()]
    return sorted(rows, key=lambda row: (-row.fired, row.rule))
