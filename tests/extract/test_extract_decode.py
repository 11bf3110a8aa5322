"""Bytes become text once, by stated rules."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HTMLParser, document_fromstring

from pipeline.extract.decode import decode

RUSSIAN = "Компания отказалась выполнить требование суда и подала жалобу в тот же день."


@pytest.mark.parametrize(
    ("page", "content_type", "text", "codec", "said_by"),
    [
        (codecs.BOM_UTF8 + "é".encode(), "text/html; charset=iso-8859-1", "é", "utf-8", "bom"),
        ("é".encode("utf-16"), "", "é", "utf-16-le", "bom"),
        (b"\x93yes\x94", "text/html; charset=ISO-8859-1", "“yes”", "cp1252", "http"),
        (b'<meta charset="windows-1252">\x80', "text/html", '<meta charset="windows-1252">€', "cp1252", "meta"),
        (b"<meta charset=utf-16>a", "", "<meta charset=utf-16>a", "utf-8", "meta"),
        ("naïve".encode(), "", "naïve", "utf-8", "guess"),
        (b"na\xefve", "", "naïve", "cp1252", "guess"),
        (b"plain", "text/html; charset=idna", "plain", "utf-8", "guess"),
        (b"plain", "text/html; charset=rot13", "plain", "utf-8", "guess"),
        (b"a\xffb", "text/html; charset=utf-8", "a\ufffdb", "utf-8", "http"),
        ("été".encode(), "text/html; charset=iso-2022-jp", "été", "utf-8", "guess"),
    ],
)
def test_what_says_the_encoding(page: bytes, content_type: str, text: str, codec: str, said_by: str) -> None:
    """Byte order mark, header, page, guess, in this order; labels that are no encodings of text are passed over."""
    assert decode(page, content_type) == (text, codec, said_by)


def test_undeclared_cyrillic_is_recognised() -> None:
    """Bytes that say nothing and are no UTF-8 are judged by what they spell."""
    assert decode((RUSSIAN * 4).encode("cp1251")).text.startswith("Компания отказалась")


@pytest.mark.parametrize(
    "bad", ["\x00", "\x1f", "&#0;", "&#x1;", "&#31;", "&#xD800;", "&#57343;", "&#xFFFF;", "&#65535;"]
)
def test_characters_no_tree_can_hold_are_dropped(bad: str) -> None:
    """Written out or as references."""
    assert decode(f"<p>a{bad}b</p>".encode()).text == "<p>ab</p>"


@pytest.mark.parametrize(
    "good", ["&#9;", "&#10;", "&#13;", "&#38;", "&#160;", "&#x2019;", "&#55;", "&#x1F600;", "&#128512;", "&#310;"]
)
def test_other_references_stay(good: str) -> None:
    """A reference to a character that may stand in a page is none of our business."""
    assert decode(f"<p>a{good}b</p>".encode()).text == f"<p>a{good}b</p>"


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=big5", "x; charset=\x00"]),
)
def test_any_bytes_become_text_that_a_parser_takes(page: bytes, content_type: str) -> None:
    """Decoding never raises, and what it gives can be encoded and parsed."""
    text = decode(page, content_type).text

    document_fromstring(f"<p>.{text}".encode(), parser=HTMLParser(encoding="utf-8"))
