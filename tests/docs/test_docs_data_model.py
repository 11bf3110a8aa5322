"""docs/data-model.md describes every table, every column and every word that a column may hold."""

from __future__ import annotations

import ast
import re

import pytest
from docs_pages import ROOT, first_cells, read, section

from pipeline.extract import outcome
from pipeline.model.capture import Custody, FetchOutcome, Purpose
from pipeline.model.document import BlockKind
from pipeline.model.generation import Ending
from pipeline.store.tables import METADATA

PAGE = read("data-model.md")
OUTCOMES = section(PAGE, "outcome")
TABLES = sorted(METADATA.tables)
REASONS = re.compile(r"[a-z_]+(?=:)|[a-z ]+|suspect:[a-z_]+")


def reasons_in(path: str) -> set[str]:
    """Return the beginning of every reason that a module gives a derivation: `Derivation(Ending.X, reason, …)`."""
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Derivation" and len(node.args) > 1
    ]
    texts = [part for call in calls for part in ast.walk(call.args[1]) if isinstance(part, ast.Constant)]
    heads = {re.split(r"[:{]", text.value)[0] for text in texts if isinstance(text.value, str)}
    return {head for head in heads if head.strip()}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_documented(table):
    """A table's section names its columns, all of them, in their order, and no others."""
    columns = [column.name for column in METADATA.tables[table].columns]
    documented = [name for name in first_cells(section(PAGE, table)) if not name.startswith(tuple(map(str, Ending)))]

    if table == "outcome":  # its section lists the reasons too, in a table of their own
        documented = first_cells(OUTCOMES.partition("The reasons:")[0])
    assert columns == documented


def test_no_table_is_documented_that_is_not_there():
    """What is gone from the schema is gone from the page."""
    kinds = ("What happened", "What was derived", "What was decided")
    titles = {title for kind in kinds for title in re.findall(r"(?m)^### `(\w+)`$", section(PAGE, kind))}

    assert titles == set(TABLES)


@pytest.mark.parametrize("ending", Ending)
def test_every_ending_is_documented(ending):
    """A capture's ending is named."""
    assert f"`{ending}`" in OUTCOMES


@pytest.mark.parametrize("kind", [kind for kind, _ in outcome._TESTS])
def test_every_suspicion_is_documented(kind):
    """A page that is something else than an article is skipped for a reason that is explained."""
    assert re.search(rf"(?m)^\| `skipped` \| `suspect:{kind}` \| \S", OUTCOMES)


@pytest.mark.parametrize("path", ["pipeline/run/derive.py", "pipeline/run/deriving.py"])
def test_every_reason_of_an_outcome_is_documented(path):
    """Every reason that a capture can end with stands in the table, with what it means."""
    found = reasons_in(path)

    assert found
    assert [head for head in found if not re.search(rf"\| `{re.escape(head)}[^`]*` \| \S", OUTCOMES)] == []


@pytest.mark.parametrize("one", FetchOutcome)
def test_every_outcome_of_a_fetch_is_documented(one):
    """A fetch row's outcome is explained."""
    assert str(one) in first_cells(section(PAGE, "Outcomes of a fetch"))


@pytest.mark.parametrize(
    ("table", "values"), [("fetch", Purpose), ("capture", Custody), ("revision", BlockKind)], ids=str
)
def test_the_words_that_a_column_may_hold_are_documented(table, values):
    """Purposes, custodies and kinds of blocks are named in the section of their table."""
    assert [str(value) for value in values if f"`{value}`" not in section(PAGE, table)] == []
