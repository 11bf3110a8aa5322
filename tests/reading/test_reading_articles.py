"""Our own labelled articles are what they say, and the rules read them no worse than at the last release."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from benchmarks.reading import pinned
from benchmarks.reading.__main__ import measured
from benchmarks.reading.labelled import HERE, REGISTRY, Labelled, digest_of, own_articles, own_sets, short_reports
from benchmarks.reading.stance import LEVELS
from pipeline.config import load_registry
from pipeline.model.labels import GROUP_OF, Form, Modality, Stance
from pipeline.model.reading import Text
from pipeline.run.configured import load_packs
from pipeline.statements.reader import prepare

SETS = {name: (articles, load_registry([registry])) for name, articles, registry in own_sets()}
ARTICLES = [(one, {company.name for company in registry.companies}) for all_, registry in SETS.values() for one in all_]
FIELDS = {"company", "stance", "modality", "form", "source", "cue", "evidence", "origin", "target", "start", "end"}
ORIGIN = re.compile(
    r"this|unstated|outlet:.+|channel:(statement|press_release|tweet|blog|report|filing|court|interview|letter|conference)"
)
PAIRS: list[dict[str, Any]] = [
    pair for path in sorted(HERE.glob("pairs-*.toml")) for pair in tomllib.loads(path.read_text("utf-8"))["pairs"]
]
ROUNDING = 0.0005


def test_there_are_sixty_articles_and_sixty_pairs() -> None:
    """Enough to say something; both halves of the articles are of a size."""
    assert len(own_articles()) >= 60
    assert len(PAIRS) >= 60
    assert abs(len(own_articles("a")) - len(own_articles("b"))) <= 4
    assert abs(len(short_reports("a")) - len(short_reports("b"))) <= 4


@pytest.mark.parametrize(("article", "names"), ARTICLES, ids=[one.id for one, _ in ARTICLES])
def test_labels_are_known_and_stand_in_the_text(article: Labelled, names: set[str]) -> None:
    """Every label is one of the guide's, of a company in the registry, and its words are the article's."""
    headline_ends = article.text.index("\n")
    for label in article.labels:
        assert set(label) - {"nth"} == FIELDS, label
        assert label["company"] in names
        assert label["evidence"] == article.text[label["start"] : label["end"]]
        assert Stance(label["stance"])
        assert Modality(label["modality"])
        assert Form(label["form"])
        assert ORIGIN.fullmatch(label["origin"])
        assert label["start"] > headline_ends, "headlines are not labelled"
        assert all(label[name] in article.text for name in ("source", "cue", "target"))
        assert bool(label["cue"]) == (label["form"] != "narrated")


@pytest.mark.parametrize("name", SETS)
def test_figures_do_not_fall(name: str) -> None:
    """Found, group and stance are at least those of the last release, on the same texts and labels."""
    (articles, registry), before = SETS[name], pinned.read()[name]

    assert digest_of(articles) == before.digest, "articles or labels changed: pin the figures anew"
    figures = measured(articles, registry, load_packs(("en",))[0])
    for level in LEVELS:
        assert figures.f1(level) >= before.f1[level] - ROUNDING, level


def test_no_minimal_pair_is_read_the_other_way_round() -> None:
    """A miss is allowed and counted; a statement whose group is not the label's is an inverted accusation."""
    reader = prepare(load_registry([REGISTRY]), load_packs(("en",))[0])
    wrong = []
    for pair in PAIRS:
        for side in ("a", "b"):
            text, stance = pair[side]["text"], pair[side]["stance"]
            wanted = GROUP_OF[Stance(stance)] if stance else None
            got = [one for one in reader.read(Text(text)).statements if one.company == pair["company"]]
            wrong += [(text, stance, str(one.stance)) for one in got if GROUP_OF[one.stance] is not wanted]
    assert wrong == []
