"""Measure how well texts are read: `python -m benchmarks.reading [--gold FILE --companies FILE] [--attributions FILE]`.

Our own articles and reports are always measured. Labelled files of others are no part of this repository: give their
places.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cost import split
from benchmarks.reading import pinned, spoken
from benchmarks.reading.labelled import Labelled, digest_of, from_lines, own_sets
from benchmarks.reading.stance import LEVELS, Figures, add
from benchmarks.reading.tables import attribution_table, stance_table
from pipeline.config import load_registry
from pipeline.model.company import Registry
from pipeline.model.reading import Text
from pipeline.model.rules import RulePack
from pipeline.run.annotate import attributing
from pipeline.run.configured import load_packs
from pipeline.statements.reader import prepare


def measured(articles: Sequence[Labelled], registry: Registry, pack: RulePack) -> Figures:
    """Return the figures of the reader over labelled articles."""
    reader, figures = prepare(registry, pack), Figures()
    for one in articles:
        add(figures, one, reader.read(Text(one.text, outlet=one.outlet, date=one.date, blocks=one.blocks)))
    return figures


def main() -> None:
    """Print both tables and the speed; with --pin keep the figures as those of the release."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, help='lines of {"id", "text", "records"} to score statements on')
    parser.add_argument("--companies", type=Path, help="the registry that goes with --gold")
    parser.add_argument("--attributions", type=Path, help='lines of {"id", "text", "attributions"}')
    parser.add_argument("--pin", action="store_true", help="keep the figures as those of the release")
    options = parser.parse_args()
    if bool(options.gold) != bool(options.companies):
        parser.error("--gold and --companies go together")
    (pack,) = load_packs(("en",))
    before, now = pinned.read(), {}
    sets = [(name, articles, load_registry([registry])) for name, articles, registry in own_sets()]
    if options.gold:
        sets.append((options.gold.stem, from_lines(options.gold), load_registry([options.companies])))
    for name, articles, registry in sets:
        figures, digest = measured(articles, registry, pack), digest_of(articles)
        print(f"Statements: {name} ({len(articles)} articles)\n{stance_table(figures, digest, before.get(name))}\n")
        now[name] = pinned.Pinned(digest, {level: figures.f1(level) for level in LEVELS})
    if options.attributions:
        name = f"attributions, {options.attributions.stem}"
        now[name] = attributions(options.attributions, pack)
        print(f"{name} (F1)\n{attribution_table(now[name].f1, now[name].digest, before.get(name))}\n")
    print(f"Speed: {speed([one.text for _, articles, _ in sets for one in articles], sets[0][2], pack)}")
    for given, what in ((options.gold, "statements, --gold"), (options.attributions, "attributions, --attributions")):
        if not given:
            print(f"Skipped: a labelled file of others ({what})")
    if options.pin:
        pinned.write({**before, **now})


def attributions(path: Path, pack: RulePack) -> pinned.Pinned:
    """Return the figures of the attributions in a labelled file."""
    read = attributing(pack)
    speech = frozenset(
        word for one in pack.lists if one.kind == "speech" for form, _ in one.forms for word in form.split()
    )
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    answers = {one["id"]: read(Text(one["text"])) for one in lines}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return pinned.Pinned(digest, spoken.figures(path, answers, speech))


def speed(texts: Sequence[str], registry: Registry, pack: RulePack) -> str:
    """Return the reader's characters per CPU second, and its cost in bare sentence splittings."""
    reader = prepare(registry, pack)
    begun = time.process_time()
    for text in texts:
        reader.read(Text(text))
    ours = time.process_time() - begun
    begun = time.process_time()
    split(texts)
    bare = time.process_time() - begun
    size = sum(map(len, texts))
    return f"{size / ours / 1e6:.2f} million characters a CPU second, {ours / bare:.1f} times bare sentence splitting"


if __name__ == "__main__":
    main()
