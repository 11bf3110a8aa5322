"""Choose the blocks of the text among a page's segments, starting from what the extractor took."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.drop import (
    without_asides,
    without_bylines,
    without_furniture,
    without_hanging_headings,
    without_headline,
    without_link_lists,
    without_links,
    without_outliers,
    without_pull_quotes,
    without_repeats,
    without_teasers,
)
from pipeline.extract.mend import with_gaps_filled, with_quotations, with_standfirst
from pipeline.extract.page import Kept, Page

Rule = Callable[[Page, Kept], Kept]

RULES: tuple[Rule, ...] = (
    without_repeats,
    without_headline,
    without_teasers,
    without_links,
    without_furniture,
    without_asides,
    without_link_lists,
    without_bylines,
    without_outliers,
    with_gaps_filled,
    with_quotations,
    without_pull_quotes,
    with_standfirst,
    without_hanging_headings,
)
"""The rules in their order. What is dropped first cannot tell a later rule where the text stands."""


def choose(page: Page, kept: Kept) -> Kept:
    """Return the numbers of the segments that are the article's text, ascending."""
    for rule in RULES:
        kept = rule(page, kept)
    return kept
