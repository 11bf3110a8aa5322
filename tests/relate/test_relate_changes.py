"""Comparing readings: what is added, lost and changed, and what succeeds what."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.relate.changes import Change, ChangeKind, Placed, compare, overlap, successors


def placed(id_: str, exact: str, *, company: str = "acme", start: int = 0, stance: str = "suspend", rule: str = "r@1"):
    return Placed(start, start + len(exact), company, id_, exact, rule, (("stance", stance),))


texts = st.lists(
    st.sampled_from(["we", "will", "not", "hand", "over", "any", "data", "until", "the", "court", "rules"]), max_size=9
).map(" ".join)
readings = st.lists(
    st.builds(
        lambda exact, company, start: placed(f"{company}{start}{exact}", exact, company=company, start=start),
        texts,
        st.sampled_from(["acme", "borealis"]),
        st.integers(0, 50),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


@given(readings)
def test_a_reading_compared_with_itself_shows_nothing(reading):
    """Equal readings give no change."""
    assert compare(reading, reading) == ()


@given(readings, readings, st.randoms())
def test_the_order_of_arrival_changes_nothing(before, after, random):
    """Shuffled readings compare alike."""
    shuffled = sorted(before, key=lambda _: random.random()), sorted(after, key=lambda _: random.random())

    assert compare(*shuffled) == compare(before, after)


@given(readings, readings)
def test_every_statement_is_accounted_for(before, after):
    """What is in one reading only is added, lost or continued by another; nothing is counted twice."""
    changes = compare(before, after)
    old, new = {one.id for one in before}, {one.id for one in after}

    gone = [change.before.id for change in changes if change.before and change.before.id not in new]
    come = [change.after.id for change in changes if change.after and change.after.id not in old]

    assert sorted(gone) == sorted(old - new)
    assert sorted(come) == sorted(new - old)


def test_a_moved_boundary_makes_a_successor():
    """Two words more are the same statement with other evidence."""
    before, after = placed("a", "we pause all requests"), placed("b", "we pause all requests from today")

    assert compare([before], [after]) == (Change(ChangeKind.CHANGED, before, after, ("id", "evidence")),)


def test_another_company_never_succeeds():
    """The same words of another company are another statement."""
    assert successors([placed("a", "we left")], [placed("b", "we left", company="borealis")]) == {}


def test_a_label_that_changes_is_named():
    """The same id with another stance and rule is changed in these two fields."""
    before, after = placed("a", "we left", stance="exit"), placed("a", "we left", stance="suspend", rule="r@2")

    assert [change.fields for change in compare([before], [after])] == [("rule", "stance")]


def test_the_place_alone_is_no_change():
    """A paragraph added above moves a statement; that is furniture."""
    assert compare([placed("a", "we left")], [placed("a", "we left", start=300)]) == ()


def test_overlap_counts_words_as_often_as_they_stand():
    """A word said twice is not the word said once."""
    assert overlap("no no no", "no") == 1 / 3
    assert overlap("", "") == 1.0
