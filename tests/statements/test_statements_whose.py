"""Whose words they are: every kind of phrase that names, describes or refers to a company, and those that do not.

Each line of the two files beside this one ends with words that say somebody will appeal. `|` parts the companies that
say or do so, none where it is somebody else, from the text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.company import Alias, Company, Registry
from pipeline.model.reading import Text
from pipeline.rules import pack_source, parse_pack
from pipeline.statements.reader import prepare

HERE = Path(__file__).parent / "whose"
COMPANIES = (
    Company("acme", "Acme"),
    Company("bolt", "Bolt"),
    Company("acme-mail", "Acme Mail", parent="acme"),
    Company("deutsche-boerse", "Deutsche Boerse"),
    Company("lse", "LSE", aliases=(Alias("London Stock Exchange"),)),
)
READER = prepare(Registry(COMPANIES, "0"), parse_pack("en", pack_source("en")))


def lines(name: str) -> list[tuple[str, str]]:
    """Return the expected companies and the text of each line of a file."""
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(left, right) for left, right in (row.split("|", 1) for row in rows if row)]


@pytest.mark.parametrize(("expected", "text"), lines("theirs.txt"))
def test_words_are_given_to_whoever_speaks_for_a_company(expected: str, text: str) -> None:
    """Its people, its parts, its lawyers and what refers to it speak for a company."""
    assert ",".join(sorted({one.company_key for one in READER.read(Text(text)).statements})) == expected


@pytest.mark.parametrize(("expected", "text"), lines("others.txt"))
def test_words_of_others_are_given_to_nobody(expected: str, text: str) -> None:
    """Former people, workers, rivals, critics and bodies that are not followed never speak for it."""
    assert ",".join(sorted({one.company_key for one in READER.read(Text(text)).statements})) == expected
