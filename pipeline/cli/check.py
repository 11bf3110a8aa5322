"""The commands that check: audit, verify, runs."""

from __future__ import annotations

from typing import Any

from pipeline.cli.chain import show_chain, show_why
from pipeline.cli.output import counted, print_json, print_table, progress, say
from pipeline.cli.parser import Options
from pipeline.cli.place import command, configuration

DAMAGED = 5
ENDINGS = {"statements": "with statements", "none": "without"}


def audit(options: Options) -> int:
    """Print the chain of one statement."""
    from pipeline.audit.chain import audit as chain_of

    chain = chain_of(configuration(options).settings.store_path, options.id)
    if options.json:
        print_json(chain)
        return 0
    show_chain(chain)
    if options.why:
        show_why(chain)
    return 0


def verify(options: Options) -> int:
    """Check the store and print every fault."""
    from pipeline.audit.verify import verify as verified

    found = verified(configuration(options).settings.store_path, options.level, progress=progress)
    if options.json:
        print_json(found)
        return 0 if found["ok"] else DAMAGED
    print_table(("checked", "number"), sorted(found["checked"].items()))
    say()
    if found["faults"]:
        rows = [
            (one["kind"], one["id"], one["expected"], one["found"], ", ".join(id_[:10] for id_ in one["statements"]))
            for one in found["faults"]
        ]
        print_table(("fault", "where", "expected", "found", "statements"), rows)
        say()
    if apart := found["checked"].get("revisions not comparable"):
        say(
            f"{counted(apart, 'revision')} could not be derived again: other code or libraries made them, "
            f"and `{command()} reprocess` makes them anew."
        )
    count = counted(len(found["faults"]), "fault")
    say("Nothing is wrong." if found["ok"] else f"{count}. The statements named rest on damage.")
    return 0 if found["ok"] else DAMAGED


def runs(options: Options) -> int:
    """Print every run and how it ended."""
    from pipeline.store.counts import runs as listed
    from pipeline.store.engine import open_reader, opened

    found = configuration(options)
    with opened(open_reader(found.settings.store_path)) as store, store.read() as connection:
        rows = listed(connection)
    print_table(
        ("run", "command", "started", "status", "exit", "what it did"),
        [
            (one.id, one.command, f"{one.started_at:%Y-%m-%d %H:%M:%S}Z", one.status, one.exit_code, did(one.counts))
            for one in rows
        ],
    )
    return 0


def did(counts: Any) -> str:
    """Return a run's counts in a line: captures taken, how they ended, statements changed."""
    new = sum(outlet.get("new", 0) for outlet in counts.get("outlets", {}).values())
    parts = [counted(new, "new capture")] if "outlets" in counts else []
    parts += [f"{number} {ENDINGS.get(ending, ending)}" for ending, number in counts.get("endings", {}).items()]
    parts += [f"{number} statements {kind}" for kind, number in counts.get("changes", {}).items()]
    if "accepted" in counts:
        parts.append("accepted" if counts["accepted"] else "not accepted")
    return ", ".join(parts)
