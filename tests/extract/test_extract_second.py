"""The second parser: what it finds where the first one finds hardly anything."""

import pytest

from pipeline.extract.document import read_page

STORY = "".join(
    f"<p>Paragraph {number}: the harbour board met on Tuesday and put the question of the dues off until the spring.</p>"
    for number in range(12)
)


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>The harbour dues<body><article>{STORY}</article></body></html>",
        f"<html><head><title>Dues</title></head><body><div id=app></div><noscript><article>{STORY}</article></noscript>"
        "<script src=app.js></script></body></html>",
    ],
)
def test_a_page_that_the_first_parser_loses_is_read_by_the_second(page):
    """An unclosed title swallows the page for lxml; a text that stands in noscript alone is no furniture."""
    document = read_page(page.encode(), url="https://paper.example/dues")

    assert (document.outcome, document.method.split()[-1]) == ("article", "beautifulsoup")
    assert document.text.count("harbour board") == 12
    assert {(block.xpath, block.reason) for block in document.blocks} == {(None, "found by a second parser only")}


def test_an_ordinary_page_never_meets_the_second_parser():
    """It costs more than all the rest, and is for pages that were lost."""
    document = read_page(f"<html><body><article>{STORY}</article></body></html>".encode(), url="https://paper.example/")

    assert "beautifulsoup" not in document.method


def test_a_page_without_prose_stays_without():
    """Menus and a footer are no text for any parser."""
    page = b"<html><body><nav>" + b"<a href=/a>one</a>" * 50 + b"</nav><footer>imprint</footer></body></html>"

    assert read_page(page, url="https://paper.example/").outcome != "article"
