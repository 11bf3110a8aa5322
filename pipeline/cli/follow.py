"""The commands that follow: run, outlets, companies, save."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output import counted, print_table, progress, say, warn
from pipeline.cli.parser import Options
from pipeline.cli.place import command, configuration, shortened, warn_of

if TYPE_CHECKING:
    from pipeline.run.once import Summary


def run(options: Options) -> int:
    """Collect and read what is new; print what was done and what to do next."""
    from pipeline.run.collect import has_live
    from pipeline.run.once import chosen_outlets, run_once

    found = configuration(options)
    with ExitStack() as stack:
        live = None
        if has_live(chosen_outlets(found, options.only)):
            from pipeline.run.live import Wish, live_collector

            wish = Wish(again=options.again, most=options.max)
            chosen = chosen_outlets(found, options.only)
            live = stack.enter_context(live_collector(found.settings.fetch, chosen, os.environ, wish))
        summary = run_once(found, only=options.only, live=live, progress=progress)
    show_run(summary, {outlet.key: outlet.name for outlet in found.settings.outlets})
    warn_of(found)
    return summary.exit_code


def show_run(summary: Summary, names: Mapping[str, str]) -> None:
    """Print a run's summary: what each outlet gave, how the captures ended, and the next step."""
    columns = ("new", "known", "waiting", "refused", "failed")
    print_table(
        ("outlet", *columns),
        [
            (names.get(one.outlet, one.outlet), *(one.counts.get(column, 0) for column in columns))
            for one in summary.collected
        ],
    )
    for one in summary.collected:
        for problem in one.problems:
            warn(f"{names.get(one.outlet, one.outlet)}: {problem}")
    for page in summary.quarantined:
        warn(f"quarantined: {page}")
    say()
    if summary.endings:
        show_endings(summary)
    else:
        say(f"Run {summary.run} found nothing new to read.")
    if summary.postponed:
        say(f"{summary.postponed} captures wait: a re-processing is at work, the next run reads them.")
    if summary.behind:
        say(
            f"{summary.behind} captures were read with other rules, companies or software than today's; "
            f"`{command()} reprocess --dry-run` shows what reading them anew would change."
        )
    say(
        f"On record: {counted(summary.shown, 'statement')} of {counted(summary.shown_companies, 'company')}, "
        "each article by its newest text."
    )
    if summary.example:
        say()
        from pipeline.audit.listing import report_of

        id_ = summary.example.id[:10]
        say(f"For example: {report_of(summary.example)}")
        say(f"Next: `{command()} audit {id_}` follows it to the bytes, `{command()} statements` lists all.")


def show_endings(summary: Summary) -> None:
    """Print how the captures that were read ended, in numbers that add up."""
    number = summary.endings
    say(f"Run {summary.run} read {counted(sum(number.values()), 'capture')}:")
    say(f"  {number['statements']} with statements ({summary.statements} in all)")
    say(f"  {number['none']} without any")
    if number["skipped"]:
        reasons = ", ".join(f"{times} {reason}" for reason, times in sorted(summary.reasons.items()))
        say(f"  {number['skipped']} skipped ({reasons})")
    if number["quarantined"]:
        say(f"  {number['quarantined']} quarantined: reading them failed, a re-processing tries again")


def outlets(options: Options) -> int:
    """Print what is configured and what each outlet has given."""
    from pipeline.store.counts import OutletRow
    from pipeline.store.counts import outlets as tally
    from pipeline.store.engine import open_reader, opened

    found = configuration(options)
    given: dict[str, OutletRow] = {}
    if found.settings.store_path.exists():
        with opened(open_reader(found.settings.store_path)) as store, store.read() as connection:
            given = tally(connection)
    rows = []
    for outlet in found.settings.outlets:
        row = given.get(outlet.key, OutletRow())
        base = found.settings.path.parent
        places = ", ".join(f"{place.kind} {shortened(place.location, base)}" for place in outlet.places)
        state = "" if outlet.enabled else "disabled"
        rows.append(
            (outlet.key, outlet.name, row.articles, row.captures, row.statements, stamp(row.last_at), state, places)
        )
    known = {outlet.key for outlet in found.settings.outlets}
    rows += [
        (key, "", row.articles, row.captures, row.statements, stamp(row.last_at), "not configured", "")
        for key, row in sorted(given.items())
        if key not in known
    ]
    print_table(("key", "name", "articles", "captures", "statements", "last new", "", "places"), rows)
    warn_of(found)
    return 0


def companies(options: Options) -> int:
    """Print who is followed and how often each was on record."""
    from pipeline.store.counts import companies as tally
    from pipeline.store.engine import open_reader, opened

    found = configuration(options)
    shown: dict[str, int] = {}
    if found.settings.store_path.exists():
        with opened(open_reader(found.settings.store_path)) as store, store.read() as connection:
            shown = tally(connection)
    rows = [
        (one.key, one.name, shown.get(one.key, 0), one.parent or "", ", ".join(alias.text for alias in one.aliases))
        for one in sorted(found.registry.companies, key=lambda one: (-shown.get(one.key, 0), one.key))
    ]
    print_table(("key", "name", "statements", "parent", "also known as"), rows)
    return 0


def save(options: Options) -> int:
    """Fetch pages once and keep them as saved pages."""
    from pipeline.run.save import save_pages

    found = configuration(options)
    failed = 0
    for saved in progress(
        save_pages(found.settings.fetch, options.urls, Path(options.to)), total=len(options.urls), label="saving"
    ):
        if saved.path is None:
            failed += 1
            warn(f"onrecord save: {saved.url}: {saved.reason}")
        else:
            say(f"{saved.url} -> {saved.path}")
    return int(bool(failed))


def stamp(moment: object) -> str:
    """Return a time to the minute, "never" for none."""
    return "never" if moment is None else f"{moment:%Y-%m-%d %H:%M}Z"
