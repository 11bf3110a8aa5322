"""The check of a statement's words against the bytes, which trusts no extractor."""

import pytest

from pipeline.audit.words import PageWords


@pytest.mark.parametrize(
    ("exact", "page"),
    [
        ("We will not leave", b"<p>&ldquo;We <b>will not</b>\n leave&rdquo;, it said.</p>"),
        ("caf\u00e9s stay open", "<p>caf&eacute;s stay\u00a0open</p>".encode()),
        ("na\u00efve", '<meta charset="iso-8859-1"><p>na\u00efve</p>'.encode("latin-1")),
        ("it\u2019s over", "<p>it\x92s over</p>".encode("latin-1")),
        ("We are pausing", b'<script type="application/ld+json">{"articleBody": "We are \\u0070ausing"}</script>'),
        ("before after", b"<p>before <script>track()</script>after</p>"),
        ("We will leave", b"<p>We will <del>not</del> leave</p>"),
        ("We will leave", b"<p>We will <span style='display:none'>not</span> leave</p>"),
    ],
)
def test_words_that_the_page_carries_are_found(exact, page):
    """Markup, references, charsets and embedded scripts do not hide them."""
    assert PageWords(page).hold(exact)


@pytest.mark.parametrize(
    ("exact", "page"),
    [
        ("We will leave", b"<p>We will not leave</p>"),
        ("not in the page", b"<p>another story</p>"),
        ("first second", b"<p>second first</p>"),
    ],
)
def test_words_that_the_page_does_not_carry_are_not_found(exact, page):
    """A dropped word, other words and another order are noticed."""
    assert not PageWords(page).hold(exact)


@pytest.mark.parametrize(
    "mark",
    [
        "<!--",
        "<script ",
        "<script>",
        "</script",
        "<",
        "&#x41;",
        "<template>",
        "<del>",
        "<span hidden ",
        "<span hidden>",
    ],
)
def test_a_page_of_marks_takes_no_longer_than_its_length_asks(mark, cpu_seconds):
    """A small page must not hold up the check of all others."""

    def seconds(times):
        page = (mark * times).encode()
        return cpu_seconds(lambda: PageWords(page).hold("words that are not there"))

    assert not PageWords((mark * 60_000).encode()).hold("words that are not there")
    assert seconds(60_000) < 40 * max(seconds(6_000), 0.005)
