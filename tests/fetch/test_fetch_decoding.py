"""Undoing a content-encoding: what is whole comes out, what is not is named, and no bomb unfolds."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.decoding import decode, decode_payload, decode_saved, encodings, gunzip
from pipeline.model.capture import FetchOutcome
from pipeline.model.errors import FetchProtocolError

PAGE = b"<p>Larkfield Mills said it would keep the site open.</p>" * 20
MIB = 1024 * 1024


def raw_deflate(data: bytes) -> bytes:
    encoder = zlib.compressobj(wbits=-15)
    return encoder.compress(data) + encoder.flush()


def label(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(("Content-Encoding", name) for name in names)


ENCODERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("zstd", zstandard.compress),
]


@pytest.mark.parametrize(("name", "encode"), ENCODERS)
@settings(deadline=None)
@given(data=st.binary(max_size=2000))
def test_every_encoding_comes_back(name: str, encode: Callable[[bytes], bytes], data: bytes) -> None:
    """What was encoded whole is decoded whole."""
    assert decode_payload(encode(data), label(name)) == data


@pytest.mark.parametrize("headers", [(), label("identity"), label(""), (("Content-Type", "text/html"),)])
def test_nothing_is_undone_without_a_label(headers: tuple[tuple[str, str], ...]) -> None:
    """A payload without a content-encoding is returned as it is."""
    assert decode_payload(PAGE, headers) == PAGE


def test_two_encodings_are_undone_last_first() -> None:
    """Encodings stand in the order in which they were applied."""
    twice = brotli.compress(gzip.compress(PAGE))

    assert encodings(label("gzip, BR")) == ("gzip", "br")
    assert decode_payload(twice, label("gzip", "br")) == PAGE


def test_members_and_frames_are_joined() -> None:
    """Several gzip members, or zstd frames, one after the other are one body."""
    assert decode_payload(gzip.compress(b"one ") + gzip.compress(b"two"), label("gzip")) == b"one two"
    assert decode_payload(zstandard.compress(b"one ") + zstandard.compress(b"two"), label("zstd")) == b"one two"


def test_an_empty_payload_is_an_empty_body() -> None:
    """A label on no bytes at all is not an error."""
    assert decode_payload(b"", label("gzip")) == b""


@pytest.mark.parametrize(("name", "encode"), ENCODERS)
@pytest.mark.parametrize("missing", [1, 8, 40])
def test_a_cut_payload_is_an_error(name: str, encode: Callable[[bytes], bytes], missing: int) -> None:
    """A decoder that has not seen the end is not believed."""
    cut = encode(bytes(range(256)) * 4)[:-missing]

    assert decode(cut, label(name)).outcome is FetchOutcome.DECODE_ERROR


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (PAGE, label("gzip")),
        (PAGE, label("br")),
        (PAGE, label("zstd")),
        (PAGE, label("deflate")),
        (PAGE, label("utf-8")),
        (PAGE, label("compress")),
        (gzip.compress(gzip.compress(gzip.compress(PAGE))), label("gzip, gzip, gzip")),
        (gzip.compress(PAGE)[:-8] + b"\0" * 8, label("gzip")),
        (gzip.compress(b"") * 1000, label("gzip")),
        (zstandard.compress(b"") * 1000, label("zstd")),
    ],
    ids="plain-gzip plain-br plain-zstd plain-deflate charset unknown three bad-crc members frames".split(),
)
def test_what_does_not_fit_its_label_is_an_error(payload: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    """A wrong, unknown or stacked label raises one sentence."""
    with pytest.raises(FetchProtocolError, match=r"^[^\n]+$"):
        decode_payload(payload, headers)


@pytest.mark.parametrize(
    ("name", "encode"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)]
)
def test_a_bomb_does_not_unfold(name: str, encode: Callable[[bytes], bytes]) -> None:
    """The bound holds inside the decoder: memory stays near it."""
    bomb = encode(b"\0" * (64 * MIB))
    tracemalloc.start()
    try:
        outcome = decode(bomb, label(name), max_bytes=4 * MIB).outcome
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert outcome is FetchOutcome.TOO_LARGE
    assert peak < 24 * MIB


def test_a_nested_bomb_does_not_unfold() -> None:
    """The second coding is bounded as the first."""
    bomb = gzip.compress(gzip.compress(b"\0" * (32 * MIB)))

    assert decode(bomb, label("gzip, gzip"), max_bytes=2 * MIB).outcome is FetchOutcome.TOO_LARGE


def test_a_zstd_window_beyond_the_bound_is_refused() -> None:
    """A frame may not ask for more memory than a browser would give it."""
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    big = zstandard.ZstdCompressor(compression_params=parameters).compressobj()

    assert decode(big.compress(PAGE * 20_000) + big.flush(), label("zstd")).outcome is FetchOutcome.DECODE_ERROR


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate", "utf-8"])
def test_a_saved_page_may_carry_a_label_that_is_out_of_date(name: str) -> None:
    """Plain text under an old content-encoding is taken as it is."""
    assert decode_saved(PAGE, label(name)) == PAGE


def test_a_saved_page_may_be_gzip_without_saying_so() -> None:
    """Bytes that can be nothing else are opened; a server's own word is taken as it is."""
    assert decode_saved(gzip.compress(PAGE), ()) == PAGE
    assert decode_payload(gzip.compress(PAGE), ()) == gzip.compress(PAGE)


def test_a_saved_page_that_is_cut_stays_an_error() -> None:
    """Only plain text is taken as it is, not half of a gzip stream."""
    with pytest.raises(FetchProtocolError):
        decode_saved(gzip.compress(PAGE)[:-9], label("gzip"))


@settings(deadline=None)
@given(payload=st.binary(max_size=300), names=st.lists(st.sampled_from(["gzip", "br", "zstd", "deflate"]), max_size=3))
def test_decoding_never_raises_a_foreign_error(payload: bytes, names: list[str]) -> None:
    """Any bytes under any label end in an outcome."""
    assert decode(payload, label(*names)).outcome in {
        FetchOutcome.OK,
        FetchOutcome.DECODE_ERROR,
        FetchOutcome.TOO_LARGE,
    }


def test_packaging_is_undone_within_bounds() -> None:
    """A saved page's gz is opened, and refused where it is cut, wrong or too large."""
    assert gunzip(gzip.compress(PAGE), max_bytes=MIB) == PAGE
    for broken in (gzip.compress(PAGE)[:-1], PAGE, b"", gzip.compress(b"\0" * (2 * MIB))):
        with pytest.raises(FetchProtocolError):
            gunzip(broken, max_bytes=MIB)
