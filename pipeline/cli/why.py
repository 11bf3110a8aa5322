"""Print how the rules came to what they read in texts of the user's own, and what they let go, for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output import print_table, say, warn
from pipeline.cli.parser import Options
from pipeline.cli.place import environment
from pipeline.cli.read import lines_of

if TYPE_CHECKING:
    from pipeline.model.reading import Attribution, Miss, Statement, Step

AROUND = 60


def explain(options: Options) -> int:
    """Print every text's statements with their steps, its misses, and the attributions that stand behind both."""
    from pipeline.run.annotate import documents
    from pipeline.run.configured import registry_and_packs
    from pipeline.statements.reader import prepare

    files = [Path(name) for name in options.companies]
    registry, packs = registry_and_packs(files, Path(options.config) if options.config else None, **environment())
    reader = prepare(registry, packs[0])
    failed = False
    with lines_of(options.file) as lines:
        for id_, text in documents(lines):
            if isinstance(text, str):
                failed = True
                warn(f"onrecord annotate: {id_}: {text}")
                continue
            reading = reader.read(text)
            show_reading(id_, text.text, reading.statements, reading.misses, reading.attributions)
    return int(failed)


def show_reading(
    id_: str,
    text: str,
    statements: tuple[Statement, ...],
    misses: tuple[Miss, ...],
    attributions: tuple[Attribution, ...],
) -> None:
    """Print one text."""
    say(f"== {id_}: {len(statements)} statements, {len(misses)} misses, {len(attributions)} attributions")
    for one in statements:
        say()
        say(f"{one.company}: {one.stance}, {one.modality}, {one.form} [{one.rule}]")
        say(f"  {marked(text, one.start, one.end)}")
        print_table(("stage", "decision", "rule", "words"), [step_row(text, step) for step in one.steps])
    if misses:
        say()
        say("No statement was made of these:")
        rows = [(one.company_key, str(one.reason), one.detail, marked(text, one.start, one.end)) for one in misses]
        print_table(("company", "reason", "detail", "cue"), rows)
    if attributions:
        say()
        say("Who was read to say what:")
        rows = [
            (words(text, one.source), words(text, one.cue), words(text, one.content), one.rule) for one in attributions
        ]
        print_table(("source", "cue", "content", "rule"), rows)
    say()


def step_row(text: str, step: Step) -> tuple[str, str, str, str]:
    """Return a step as a row: stage, decision, rule, words."""
    return step.stage, step.note, step.rule, flat(text[step.start : step.end])


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the words of spans, parted by dots."""
    return " … ".join(flat(text[start:end]) for start, end in spans)


def marked(text: str, start: int, end: int) -> str:
    """Return words between »marks« with what stands around them."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return flat(f"{before}»{text[start:end]}«{after}")


def flat(words_: str) -> str:
    """Return words on one line."""
    return " ".join(words_.split())
