"""One run, start to end: collect from every outlet, then derive what is pending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.config import nearest_or_all
from pipeline.model.errors import ConfigError, LockHeldError
from pipeline.model.generation import Ending
from pipeline.model.settings import Outlet, PlaceKind
from pipeline.run.collect import Collected, Live, collect
from pipeline.run.configured import Configured
from pipeline.run.deriving import current_generation, derive_all, waiting
from pipeline.run.session import Clock, Progress, Session, session, utc_now
from pipeline.store.counts import behind, companies
from pipeline.store.listing import Listed, quoted_example
from pipeline.store.locks import held
from pipeline.store.views import accepted_chain

COMMANDS = ("run",)


@dataclass(slots=True)
class Summary:
    """What a run did, in numbers that add up: every capture read ended in one of the four ways."""

    run: int = 0
    collected: list[Collected] = field(default_factory=list)
    endings: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    quarantined: list[str] = field(default_factory=list)
    behind: int = 0
    postponed: int = 0
    statements: int = 0
    shown: int = 0
    shown_companies: int = 0
    example: Listed | None = None
    exit_code: int = 0


def chosen_outlets(found: Configured, only: Sequence[str]) -> list[Outlet]:
    """Return the outlets to run: the enabled ones, or those named by key or name; raises `ConfigError`."""
    if not only:
        return [outlet for outlet in found.settings.outlets if outlet.enabled]
    known = {word.casefold(): outlet for outlet in found.settings.outlets for word in (outlet.name, outlet.key)}
    for word in only:
        if word.casefold() not in known:
            keys = [outlet.key for outlet in found.settings.outlets]
            raise ConfigError(f"--only {word}: no outlet has this key or name{nearest_or_all(word, sorted(keys))}")
    return list(dict.fromkeys(known[word.casefold()] for word in only))


def check_folders(outlets: Sequence[Outlet]) -> None:
    """Raise `ConfigError` for a folder of saved pages that is not there, also of an outlet run by name only."""
    for outlet in outlets:
        for place in outlet.places:
            if place.kind is PlaceKind.PAGES and not Path(place.location).is_dir():
                raise ConfigError(f"{outlet.name}: there is no such folder of saved pages, {place.location}")


def run_once(
    found: Configured, *, only: Sequence[str], live: Live | None, progress: Progress, clock: Clock = utc_now
) -> Summary:
    """Collect and derive; raises `LockHeldError` while another run collects. Returns what was done."""
    outlets = chosen_outlets(found, only)
    check_folders(outlets)
    summary = Summary()
    with session(found, "run", {"only": list(only)}, lock="collect", commands=COMMANDS, clock=clock) as run:
        summary.run = run.number
        base = found.settings.path.parent
        collected = collect(run, outlets, base, live, configured=found.settings.outlets)
        summary.collected.extend(progress(collected, total=len(outlets), label="collecting"))
        derive_pending(run, found, summary, progress)
        look_over(run, summary)
        summary.exit_code = run.exit_code = exit_code_of(summary)
        run.counts.update(counts_of(summary))
    return summary


def derive_pending(run: Session, found: Configured, summary: Summary, progress: Progress) -> None:
    """Derive what no accepted generation has derived; while a re-processing is at work it is left for the next run."""
    with run.store.read() as connection:
        chain = accepted_chain(connection)
    left = waiting(run, chain)
    summary.postponed = len(left)
    if left:
        try:
            with held(run.store.path, "derive"):
                derive_these(run, found, summary, progress)
        except LockHeldError:
            return


def look_over(run: Session, summary: Summary) -> None:
    """Note what the store shows after the run, and one statement of it as an example: the longest that is quoted."""
    with run.store.read() as connection:
        summary.behind = behind(connection, accepted_chain(connection), run.recipe.digest)
        shown = companies(connection)
        summary.shown, summary.shown_companies = sum(shown.values()), len(shown)
        summary.example = quoted_example(connection)


def derive_these(run: Session, found: Configured, summary: Summary, progress: Progress) -> None:
    """Derive every pending capture in the current generation, with the lock held."""
    generation = current_generation(run)
    with run.store.read() as connection:
        chain = accepted_chain(connection)
    left = waiting(run, chain)
    derived = derive_all(run, found, generation, left)
    for one, ending, reason, statements in progress(derived, total=len(left), label="reading"):
        summary.endings[ending] += 1
        summary.statements += statements
        if reason and ending is Ending.SKIPPED:
            summary.reasons[reason.split(":")[0] if reason.startswith("no_text") else reason] += 1
        if ending is Ending.QUARANTINED:
            summary.quarantined.append(f"{one.url}: {reason}")
    summary.postponed = 0


def exit_code_of(summary: Summary) -> int:
    """Return 1 when something new went wrong: an outlet or a page that did not fail before, or a quarantined page."""
    return int(bool(summary.quarantined) or any(one.new_problems for one in summary.collected))


def counts_of(summary: Summary) -> dict[str, object]:
    """Return a summary as it is kept with the run."""
    return {
        "outlets": {one.outlet: dict(sorted(one.counts.items())) for one in summary.collected},
        "problems": {one.outlet: one.problems for one in summary.collected},
        "statements": summary.statements,
        "endings": dict(sorted(summary.endings.items())),
        "skipped": dict(sorted(summary.reasons.items())),
        "quarantined": summary.quarantined,
        "postponed": summary.postponed,
    }
