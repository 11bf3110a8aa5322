"""The command that keeps derivations up to date: reprocess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output import counted, progress, say, warn
from pipeline.cli.parser import Options
from pipeline.cli.place import command, configuration
from pipeline.model.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.relate.changes import Change, Placed
    from pipeline.run.configured import Configured
    from pipeline.run.reprocess import Plan

QUARANTINED = "quarantined"
SIGNS = {"added": "+", "lost": "-", "changed": "~"}


def reprocess(options: Options) -> int:
    """Build a generation anew, print what it changes, and accept it unless it is a dry run."""
    from pipeline.run.reprocess import reprocess as built

    plan = built(tried(options), dry_run=options.dry_run, give_up=options.give_up, progress=progress)
    show_plan(plan, tried_pack=bool(options.rules))
    return int(any(after.startswith(QUARANTINED) for _, _, after in plan.endings))


def tried(options: Options) -> Configured:
    """Return the configuration, with the pack that is tried instead of the one of its language.

    Raises `ConfigError` when a pack is to be tried without a dry run: what is accepted is what every later run reads
    with, and that is the shipped pack.
    """
    from pipeline.run.configured import pack_in

    found = configuration(options)
    if not options.rules:
        return found
    if not options.dry_run:
        raise ConfigError("reprocess --rules tries a pack: it goes with --dry-run, and accepts nothing")
    pack = pack_in(Path(options.rules))
    return replace(found, packs=(pack, *(one for one in found.packs if one.language != pack.language)))


def show_plan(plan: Plan, *, tried_pack: bool) -> None:
    """Print a plan: every article that changes, then the totals, then what became of it."""
    for url, changes in plan.articles:
        say(url)
        for change in changes:
            say(f"  {SIGNS[change.kind]} {described(change)}")
    for url, before, after in plan.endings:
        say(f"{url}\n  ~ {before} -> {after}")
    for page in plan.quarantined:
        warn(f"quarantined: {page}")
    totals = ", ".join(f"{plan.totals.get(kind, 0)} {kind}" for kind in SIGNS)
    say(f"{counted(plan.captures, 'capture')} read anew: statements {totals}, {plan.unchanged} unchanged.")
    for key, number in sorted(plan.unknown_keys.items()):
        say(
            f"The registry has no company with the key `{key}` any more: {counted(number, 'statement')} end. "
            f'If it was renamed, give it `key = "{key}"` and its statements stay.'
        )
    if plan.accepted:
        say(f"Accepted: generation {plan.generation} is what everybody reads from now on.")
    elif plan.given_up:
        say(
            f"Nothing was accepted: {counted(plan.given_up, 'page')} read before could not be read now. The same "
            "command tries them again; with --give-up it accepts the rest, and the statements of these pages end."
        )
    elif tried_pack:
        say("Nothing was accepted: a pack was tried.")
    else:
        say(f"Nothing was accepted; `{command()} reprocess` accepts this.")


def described(change: Change) -> str:
    """Return one change in a line, with the rules before and after."""
    one = change.after or change.before
    if one is None:
        return ""
    labels = dict(one.labels)
    words = " ".join(one.exact.split())
    label = f"{labels.get('stance')}, {labels.get('modality')} [{one.rule}]"
    head = f"{one.id[:10]} {labels.get('company', one.company_key)}: '{words}'; {label}"
    if change.before is None or change.after is None:
        return head
    before, after = fields_of(change.before), fields_of(change.after)
    moved = "; ".join(f"{name}: {before.get(name)!r} -> {after.get(name)!r}" for name in change.fields)
    return f"{head} was {moved}"


def fields_of(one: Placed) -> dict[str, str]:
    """Return what may differ between two statements, by name."""
    return {**dict(one.labels), "evidence": one.exact, "rule": one.rule, "id": one.id[:10]}
