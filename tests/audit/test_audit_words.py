"""The check of a statement's words against the bytes, which trusts no extractor."""

import pytest

from pipeline.audit.words import words_stand_in


@pytest.mark.parametrize(
    ("exact", "page"),
    [
        ("We will not leave", b"<p>&ldquo;We <b>will not</b>\n leave&rdquo;, it said.</p>"),
        ("caf\u00e9s stay open", "<p>caf&eacute;s stay\u00a0open</p>".encode()),
        ("na\u00efve", '<meta charset="iso-8859-1"><p>na\u00efve</p>'.encode("latin-1")),
        ("it\u2019s over", "<p>it\x92s over</p>".encode("latin-1")),
        ("We are pausing", b'<script type="application/ld+json">{"articleBody": "We are \\u0070ausing"}</script>'),
        ("before after", b"<p>before <script>track()</script>after</p>"),
    ],
)
def test_words_that_the_page_carries_are_found(exact, page):
    """Markup, references, charsets and embedded scripts do not hide them."""
    assert words_stand_in(exact, page)


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
    assert not words_stand_in(exact, page)
