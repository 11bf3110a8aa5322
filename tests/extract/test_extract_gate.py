"""Hostile pages are read without a parser, in linear time."""

from __future__ import annotations

import pytest

from pipeline.extract.document import read_page
from pipeline.extract.gate import objection
from pipeline.extract.linear import MAX_BLOCKS, runs

URL = "https://gazette.example/2024/bolt"
PROSE = "Brindle Motors said on Monday that it would not hand the ministry the data that its cars had collected."


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>x" * 60_000,
        "a<br>" * 60_000,
        "<div " + " ".join(f"a{n}" for n in range(5_000)) + ">",
        "<div>" * 300,
        "<p>" + "x " * 3_000_000,
    ],
)
def test_hostile_pages_are_read_without_a_tree(hostile: str) -> None:
    """Too many tags, attributes, levels or characters: the prose is kept, without places, and the method says why."""
    document = read_page(f"<html><body><p>{PROSE}</p>{hostile}".encode(), url=URL)

    assert document.text.startswith(PROSE)
    assert "linear" in document.method
    assert all(block.xpath is None and block.reason for block in document.blocks)


@pytest.mark.parametrize(
    "harmless",
    [
        f'<div data-state="{"word " * 5_000}">',
        "<script>for (i = 0; i<n && " + "word " * 5_000 + ") {}</script>",
    ],
)
def test_long_values_and_scripts_are_not_attributes(harmless: str) -> None:
    """Words inside a value, a script or a text are no attributes."""
    assert objection(harmless) == ""


@pytest.mark.parametrize(
    "repeated", ["<", "<a", "<script>", "<!--", "</", '<a "', "&amp;", "<p", "<style ", "<!", "<?"]
)
def test_scanning_is_linear(repeated: str, cpu_seconds) -> None:
    """Twenty times the page takes no hundred times the time."""

    def seconds(times: int) -> float:
        page = repeated * times
        return cpu_seconds(lambda: (objection(page), list(runs(page))))

    assert seconds(200_000) < 100 * max(seconds(10_000), 0.005)


def test_the_number_of_blocks_is_bounded() -> None:
    """A page of a million paragraphs gives no million blocks."""
    assert len(list(runs("<p>word</p>" * 3 * MAX_BLOCKS))) == MAX_BLOCKS


def test_runs_leave_out_what_is_no_text() -> None:
    """Scripts, styles, comments and menus are skipped, references are resolved, inline tags part nothing."""
    page = (
        "<head><title>t</title></head><nav>menu</nav><p>Tom &amp; <b>Jerry</b></p><!-- <p>no</p> --><script>if (a<b) x</script>"
        "<STYLE>p {}</STYLE><div>two<br>three</div>a < b"
    )

    assert list(runs(page)) == ["Tom & Jerry", "two", "three", "a < b"]
