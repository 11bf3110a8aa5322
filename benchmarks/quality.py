"""How well the rules read the saved pages in `fixtures/`, which were labelled by the guide before any rule saw them."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.cost import captures, job_of, setup_of
from benchmarks.reading.labelled import Label, Labelled, digest_of, placed
from benchmarks.reading.stance import Figures, add
from benchmarks.reading.tables import stance_table
from pipeline.run.derive import prepare


def own_labels(root: Path) -> str:
    """Return all figures over the saved pages, read through the whole line."""
    figures, articles = Figures(), []
    work = prepare(setup_of(root))
    for page in captures(root, root / "fixtures" / "pages"):
        derived = work((None, job_of(page)))
        text = derived.document.text if derived.document else ""
        articles.append(Labelled(page.file, text, tuple(placed(text, labels_of(root, page.file)))))
        add(figures, articles[-1], derived.reading)
    return stance_table(figures, digest_of(articles), None)


def labels_of(root: Path, file: str) -> list[Label]:
    """Return the labels of a page."""
    path = Path(file)
    name = path.name.split(".", maxsplit=1)[0]
    golden = root / "tests" / "golden" / "pages" / path.parent.name / f"{name}.json"
    labelled: list[Label] = json.loads(golden.read_text("utf-8"))["statements"]
    return labelled
