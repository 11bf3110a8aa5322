"""A page becomes text in blocks, each with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, document_fromstring

from pipeline.extract.document import extractor_version, libraries, read_page, read_plain
from pipeline.extract.normalise import SEPARATOR, normalise
from pipeline.model.document import BlockKind, Document
from pipeline.model.errors import ExtractError

URL = "https://gazette.example/2024/bolt"
FIRST = "Brindle Motors said on Monday that it would not hand the ministry the data that its cars had collected."
SECOND = "“We will see them in court,” said Ada Quill, who runs the legal department of the company in Westhaven."
THIRD = "The ministry, which had set a deadline of ten days, let it be known that it would wait for the judges."
QUOTE = "Nobody who bought a car from us agreed to this, and nobody will be asked to, as long as I am here."
POST = "We have read the order twice now and still cannot find the law that it is supposed to rest on."
NOTE = "Correction (May 3): an earlier version of this article gave the deadline as five days."


def page(body: str, head: str = "") -> bytes:
    """Return a page around the body of an article."""
    return f"""<!doctype html><html><head><title>Brindle goes to court</title>{head}</head><body>
    <nav><a href="/">Home</a> <a href="/motors">Motors</a></nav>
    <main><article><h1>Brindle goes to court</h1>{body}</article></main>
    <aside class="most-read"><h2>Most read</h2><ul><li><a href="/a">Ferry runs aground off Westhaven</a></li></ul></aside>
    <footer><p>All rights reserved by the Gazette of Westhaven, its owners and heirs.</p></footer></body></html>""".encode()


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    """Return the kind and the text of each block."""
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def texts(body: str, head: str = "") -> list[str]:
    """Return the texts of the blocks of a page."""
    return [text for _, text in blocks(read_page(page(body, head), url=URL))]


STORY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def test_paragraphs_without_headline_and_furniture() -> None:
    """The text is the article's paragraphs, joined by blank lines, without what stands around them."""
    document = read_page(page(STORY), url=URL)

    assert document.outcome == "article"
    assert document.text == SEPARATOR.join([FIRST, SECOND, THIRD])


def test_kinds_of_blocks_survive() -> None:
    """Headings, quotations, posts, list items and notes keep their kinds."""
    body = (
        f"<p>{FIRST}</p><h2>A long history</h2><p>{SECOND}</p><blockquote><p>{QUOTE}</p></blockquote>"
        f"<ul><li>{THIRD}</li></ul><blockquote class='twitter-tweet'><p>{POST}</p></blockquote>"
        f"<p>{FIRST.replace('Monday', 'Tuesday')}</p><p>{NOTE}</p>"
    )
    kinds = [kind for kind, _ in blocks(read_page(page(body), url=URL))]

    assert kinds == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
        BlockKind.POST,
        BlockKind.PARAGRAPH,
        BlockKind.NOTE,
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        f"<blockquote class='pull-quote'>{SECOND[1:48]}</blockquote>",
        "<p>Brindle goes to court</p>",
        "<p><a href='/b'>Read also: why the ferry ran aground off Westhaven last week</a></p>",
        "<div class='newsletter-signup'><p>Get the best of the Gazette by mail every morning at six, free.</p></div>",
        "<figure><img src='a.jpg'><figcaption>A car on the road to Westhaven in the winter of last year</figcaption></figure>",
        "<div class='related'><h3><a href='/c'>Ferry runs aground</a></h3><p>Forty people had to be brought ashore.</p></div>",
        f"<p style='display:none'>{QUOTE}</p>",
        "<script>var teaser = 'Forty people had to be brought ashore by the coast guard.';</script>",
    ],
)
def test_furniture_among_the_paragraphs_is_dropped(furniture: str) -> None:
    """What is repeated, linked, marked as furniture or never shown is no text of the article."""
    assert texts(f"<p>{FIRST}</p>{furniture}<p>{SECOND}</p><p>{THIRD}</p>") == [FIRST, SECOND, THIRD]


def test_words_hidden_in_a_line_are_no_text() -> None:
    """What no reader sees is not put into a sentence."""
    secret = FIRST.replace(" would not", " would <span style='display: none'>gladly</span>not")

    assert texts(f"<p>{secret}</p><p>{SECOND}</p><p>{THIRD}</p>") == [FIRST, SECOND, THIRD]


def test_notes_after_the_text_are_kept() -> None:
    """A note of a change that stands below the text, in a box of its own, belongs to the article."""
    assert texts(f"<div class='body'>{STORY}</div><div class='foot'><p>{NOTE}</p></div>") == [
        FIRST,
        SECOND,
        THIRD,
        NOTE,
    ]


def test_a_post_in_a_box_named_social_is_kept() -> None:
    """An embedded post is evidence, whatever its box is called."""
    post = f"<figure class='social-embed'><blockquote class='twitter-tweet'><p>{POST}</p></blockquote></figure>"
    document = read_page(page(f"<p>{FIRST}</p><p>{SECOND}</p>{post}<p>{THIRD}</p>"), url=URL)

    assert (BlockKind.POST, POST) in blocks(document)


def test_the_standfirst_is_kept() -> None:
    """What the description repeats, above the text, is part of it."""
    standfirst = "The maker of cars refuses to hand over what they see, and a judge will have to say who is right."
    head = f'<meta name="description" content="{standfirst}">'
    body = f"<header><p class='standfirst'>{standfirst}</p></header><div class='body'>{STORY}</div>"

    assert texts(body, head) == [standfirst, FIRST, SECOND, THIRD]


def test_a_name_that_stands_over_everything_is_no_furniture() -> None:
    """A class name on the element that holds the text names the page, not a part of it."""
    assert texts(f"<div class='content with-sidebar newsletter'>{STORY}</div>") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"{FIRST}<br><br>{SECOND}<br><br>{THIRD}", [FIRST, SECOND, THIRD]),
        (f"{FIRST}<br>{SECOND}<br>{THIRD}", [FIRST, SECOND, THIRD]),
        (
            f"{FIRST.replace(' would', '<br>would')}<br><br>{SECOND}<br><br>{THIRD}",
            [FIRST, SECOND, THIRD],
        ),
    ],
)
def test_line_breaks_part_paragraphs_but_not_sentences(written: str, expected: list[str]) -> None:
    """A single break in the middle of a sentence is a space."""
    assert texts(f"<div>{written}</div>") == expected


def test_links_have_absolute_addresses_and_offsets() -> None:
    """Relative addresses resolve against the page, scripts are no addresses, and the offsets hold."""
    linked = FIRST.replace("the ministry", '<a href="../ministry">the\n ministry</a>').replace(
        "its cars", '<a href="javascript:void(0)">its cars</a>'
    )
    document = read_page(page(f"<p>{SECOND}</p><p>{linked}</p><p>{THIRD}</p>"), url=URL)

    (link,) = document.links
    assert (link.url, link.text) == ("https://gazette.example/ministry", "the ministry")
    assert document.text[link.start : link.end] == link.text


def element_at(tree: HtmlElement, xpath: str) -> HtmlElement:
    """Return the only element at a place."""
    (element,) = tree.xpath(xpath)
    return element


@pytest.mark.parametrize("wrap", ["{}", "<div><table><tr><td>{}</td></tr></table></div>", "<section>{}</section>"])
def test_each_block_can_be_found_at_its_place(wrap: str) -> None:
    """The XPath names one element of the decoded page, whose text contains the block's."""
    source = page(wrap.format(f"<p>{FIRST}</p><div>{SECOND}<br><br>{THIRD}</div>"))
    document = read_page(source, url=URL)
    tree = document_fromstring(source.decode())

    assert len(document.blocks) == 3
    for block in document.blocks:
        assert block.xpath is not None
        shown = element_at(tree, block.xpath).text_content()
        assert document.text[block.start : block.end] in normalise(shown)


def test_a_block_broken_up_by_hidden_text_has_no_place() -> None:
    """Where the element's own text differs, no place is claimed and the reason is said."""
    broken = FIRST.replace("Monday", "Mon<script>track()</script>day")
    document = read_page(page(f"<p>{broken}</p><p>{SECOND}</p><p>{THIRD}</p>"), url=URL)

    assert document.text.startswith(FIRST)
    assert document.blocks[0].xpath is None
    assert document.blocks[0].reason


sentences = st.lists(
    st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), min_size=1, max_size=200), min_size=1, max_size=8
)


@settings(max_examples=60, deadline=None)
@given(sentences)
def test_blocks_cover_the_text(paragraphs: list[str]) -> None:
    """Blocks ascend, cover the text but for the separators, and each is in the one form of text."""
    escaped = "".join(f"<p>{p.replace('&', '&amp;').replace('<', '&lt;')}</p>" for p in paragraphs)
    document = read_page(page(STORY + escaped), url=URL)
    parts = [text for _, text in blocks(document)]

    assert document.text == SEPARATOR.join(parts)
    assert all(part == normalise(part) != "" for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6))
def test_damaged_pages_are_read(damages: list[tuple[float, int, bytes]]) -> None:
    """Whatever is cut out or put in, a page is refused or ends in an outcome, and its links and blocks hold."""
    source = page(f"{STORY}<p><a href='/x'>Link</a> {QUOTE}</p>")
    for where, cut, put in damages:
        at = int(where * len(source))
        source = source[:at] + put + source[at + cut :]
    try:
        document = read_page(source, url=URL)
    except ExtractError:  # what was put in makes it a PDF, or no text
        return

    assert document.outcome == "article" or document.reason
    assert document.text == SEPARATOR.join(text for _, text in blocks(document))
    assert all(document.text[link.start : link.end] == link.text for link in document.links)


def test_the_same_bytes_give_the_same_document() -> None:
    """Reading is pure."""
    assert read_page(page(STORY), url=URL) == read_page(page(STORY), url=URL)


@pytest.mark.parametrize(
    "source", [b"", b"\x00" * 50, b"  \n", b'{"headline": "no page"}', b"<!-- -->", b"<title>x</title>"]
)
def test_nothing_to_read_is_no_error(source: bytes) -> None:
    """An empty page ends as `none` with a reason and no text."""
    document = read_page(source, url=URL)

    assert (document.outcome, document.text) == ("none", "")
    assert document.reason


@pytest.mark.parametrize("source", [b"%PDF-1.7 x", b"PK\x03\x04", bytes(range(256)) * 8])
def test_what_is_no_page_is_refused(source: bytes) -> None:
    """Bytes that no parser can take are an error that names the page."""
    with pytest.raises(ExtractError, match="gazette"):
        read_page(source, url=URL)


def test_plain_text_is_parted_by_blank_lines() -> None:
    """A saved text page has paragraphs and no places."""
    broken = SECOND.replace(" said", "\n said")
    document = read_plain(f"{FIRST}\r\n \r\n{broken}\n\n\n{THIRD}\n".encode(), url=URL)

    assert document.text == SEPARATOR.join([FIRST, SECOND, THIRD])
    assert {(block.xpath, block.reason) for block in document.blocks} == {(None, "plain text")}
    assert read_plain(b"\n \n", url=URL).outcome == "none"


def test_the_recipe_names_extractor_and_libraries() -> None:
    """A generation records what could change the text."""
    assert extractor_version()
    assert {"lxml", "trafilatura"} <= {name for name, _ in libraries()}
