"""What a person may ask a list for, checked before the store is asked."""

from __future__ import annotations

import pytest

from pipeline.audit.listing import COLUMNS, Wanted, checked_day, listing, report_of, row_of
from pipeline.model.company import Company, Registry
from pipeline.model.errors import ConfigError
from pipeline.model.labels import GROUP_OF, Stance
from pipeline.store.listing import Listed

ONE = Listed(
    id="0" * 20, company="Acme", company_key="acme", stance="suspend", modality="asserted", form="indirect", source="Acme",
    cue="said", evidence="it paused", target="", origin="unstated", article="https://a.example/1", headline="H", outlet="The Bay",
    date_published=None, captured_at=None, custody="declared", start=3, end=12, rule="act.pause@1", voice="company",
)  # fmt: skip


@pytest.mark.parametrize(("value", "day"), [(None, None), ("2021-04-23", "2021-04-23")])
def test_a_day_is_a_day(value, day):
    """As it is compared, or none."""
    assert checked_day(value) == day


@pytest.mark.parametrize("value", ["", "2021", "2021-13-01", "23.4.2021", "yesterday", "2021-04-23T10:00"])
def test_anything_else_is_refused(value):
    """The sentence shows the form that is expected."""
    with pytest.raises(ConfigError, match="YYYY-MM-DD"):
        checked_day(value)


def test_a_row_has_the_columns_in_order_and_the_group_of_its_stance():
    """What is not stored is derived from what is."""
    assert list(row_of(ONE)) == list(COLUMNS)
    assert row_of(ONE)["group"] == str(GROUP_OF[Stance.SUSPEND])


def test_a_report_of_an_undated_article_says_so():
    """Unknown is an answer."""
    assert report_of(ONE) == "The Bay, undated: Acme, in the outlet's words: 'it paused'; suspend, asserted"


def test_an_unknown_company_is_refused_before_the_store_is_opened(tmp_path):
    """The registry answers for names, and a missing store is another sentence."""
    registry = Registry((Company("acme", "Acme"),), "")
    with pytest.raises(ConfigError, match="Acne"):
        listing(tmp_path / "none.db", registry, Wanted(company="Acne"))
    with pytest.raises(ConfigError, match="no store yet"):
        listing(tmp_path / "none.db", registry, Wanted(company="ACME"))
