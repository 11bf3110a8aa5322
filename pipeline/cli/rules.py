"""The command about the rules themselves: what a pack holds, whether it keeps its promises, how often each fires."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output import counted, print_table, progress, say
from pipeline.cli.parser import Options
from pipeline.cli.place import configuration, environment
from pipeline.model.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.model.rules import Rule, RulePack

BROKEN = 1
NOT_SHOWN = ("id", "version", "description", "examples", "counterexamples", "forms")


def rules(options: Options) -> int:
    """List rules, show one, run their examples, or count how often each fires."""
    if options.action == "show" and not options.id:
        raise ConfigError("rules show takes the ID of a rule (see `onrecord rules list`)")
    return {"list": list_rules, "show": show_rule, "check": check_rules, "coverage": coverage}[options.action](options)


def pack_of(options: Options) -> RulePack:
    """Return the pack that was named, else the shipped one; raises `RuleError`."""
    from pipeline.run.configured import DEFAULT_PACKS, load_packs, pack_in

    return pack_in(Path(options.rules)) if options.rules else load_packs(DEFAULT_PACKS)[0]


def list_rules(options: Options) -> int:
    """Print every rule in a line."""
    rows = [(f"{one.id}@{one.version}", shape_of(one), one.description) for one in pack_of(options).rules]
    print_table(("rule", "shape", "what it is for"), rows)
    return 0


def shape_of(rule: Rule) -> str:
    """Return a rule's shape as its TOML names it."""
    return {"WordList": "list", "Frame": "frame", "StanceCue": "cue"}[type(rule).__name__]


def show_rule(options: Options) -> int:
    """Print one rule whole: its fields, its words, what it must match and what it must not."""
    from pipeline.config import nearest_or_all

    known = {one.id: one for one in pack_of(options).rules}
    wanted = options.id.partition("@")[0]
    if wanted not in known:
        raise ConfigError(f"rules show {options.id}: there is no such rule{nearest_or_all(wanted, known)}")
    rule = known[wanted]
    rows = [("rule", f"{rule.id}@{rule.version}"), ("shape", shape_of(rule)), ("description", rule.description)]
    fields = asdict(rule)
    rows += [(name, shown(value)) for name, value in fields.items() if name not in NOT_SHOWN and value not in ("", ())]
    if forms := fields.get("forms"):
        rows.append(("words", ", ".join(sorted({lemma for _, lemma in forms}))))
    rows += [("example", text) for text in rule.examples] + [("counterexample", text) for text in rule.counterexamples]
    print_table(("field", "value"), rows)
    return 0


def shown(value: object) -> str:
    """Return a rule's value as it is read."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def check_rules(options: Options) -> int:
    """Run all examples and counterexamples; exit 1 when a rule does not keep one."""
    from pipeline.statements.examples import cases, fault

    pack = pack_of(options)
    promises = list(cases(pack))
    rows = []
    for rule, case in progress(promises, total=len(promises), label="examples"):
        if why := fault(pack, rule, case):
            rows.append((case.rule, case.kind, case.text, why))
    if rows:
        print_table(("rule", "kind", "text", "what is wrong"), rows)
        say()
    say(f"{len(promises)} examples and counterexamples of {counted(len(pack.rules), 'rule')}: {len(rows)} broken.")
    return BROKEN if rows else 0


def coverage(options: Options) -> int:
    """Print how often each rule took part in a statement: on record, or on labelled texts with its precision."""
    from pipeline.audit.coverage import missed, over_labels, over_store
    from pipeline.run.configured import registry_and_packs

    if not options.gold:
        where = configuration(options)
        pack = pack_of(options) if options.rules else where.packs[0]
        rows = over_store(where.settings.store_path, pack)
        print_table(("rule", "statements"), [(row.rule, row.fired) for row in rows])
        say()
        print_table(("no statement, because", "cues"), missed(where.settings.store_path))
        return 0
    files = [Path(name) for name in options.companies]
    registry, _ = registry_and_packs(files, Path(options.config) if options.config else None, **environment())
    print_table(
        ("rule", "statements", "found", "label right", "precision"),
        [
            (row.rule, row.fired, row.found, row.right, f"{row.right / row.fired:.2f}" if row.fired else "")
            for row in over_labels(Path(options.gold), registry, pack_of(options))
        ],
    )
    return 0
