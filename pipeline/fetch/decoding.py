"""Undo a content-encoding within bounds, and believe a decoder only when it has seen the end.

The bounds hold inside the decoder, so that a bomb is never unfolded: at most `max_bytes`, and above the first MiB at
most 200 bytes for each one received. The codings are those of RFC 9110, section 8.4 (gzip, deflate), RFC 7932 (br) and
RFC 8878 (zstd). Pure.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]  # publishes no type information
import zstandard

from pipeline.model.capture import FetchOutcome, Headers
from pipeline.model.errors import FetchProtocolError

MAX_DECODED_BYTES = 20 * 1024 * 1024
MAX_ENCODINGS = 2
MAX_RATIO = 200
RATIO_COUNTS_ABOVE = 1024 * 1024
MAX_ZSTD_WINDOW = 8 * 1024 * 1024
# A zstd block of four bytes may unfold to 128 KiB; so many bytes at a time keep one step below 8 MiB.
ZSTD_STEP = 256
GZIP_MAGIC = b"\x1f\x8b"
# Each further gzip member or zstd frame costs a copy of what is left: a page has one.
MAX_MEMBERS = 100
# What zlib calls its window bits: they choose the format too.
GZIP_FORMAT, ZLIB_FORMAT, RAW_FORMAT = 31, 15, -15
# RFC 1950: the method in the low half of the first byte, and a check over the first two.
ZLIB_METHOD = 8
CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body without its content-encoding: `outcome` is OK, or says with `error` why `body` is empty."""

    body: bytes
    outcome: FetchOutcome = FetchOutcome.OK
    error: str = ""


class _TooLargeError(Exception):
    """The bound was reached before the end."""


class _UnfinishedError(Exception):
    """The bytes end before the coding does, or are not in it."""


def decode_payload(payload: bytes, headers: Headers, *, max_bytes: int = MAX_DECODED_BYTES) -> bytes:
    """Return a payload without its content-encoding; raises `FetchProtocolError` with one sentence."""
    return _body(decode(payload, headers, max_bytes=max_bytes))


def decode_saved(payload: bytes, headers: Headers, *, max_bytes: int = MAX_DECODED_BYTES) -> bytes:
    """Return a saved page's payload without its content-encoding, or as it is where the label is out of date.

    Browsers and archives often save the decoded page beside the headers of the encoded one, or the encoded page without
    them: a labelled payload that is evidently plain text is taken as it is, an unlabelled one that is gzip is opened.
    Raises `FetchProtocolError` for what is neither.
    """
    if not encodings(headers) and payload.startswith(GZIP_MAGIC):
        headers = (("Content-Encoding", "gzip"),)
    decoded = decode(payload, headers, max_bytes=max_bytes)
    if decoded.outcome is FetchOutcome.DECODE_ERROR and looks_plain(payload):
        return payload
    return _body(decoded)


def decode(payload: bytes, headers: Headers, *, max_bytes: int = MAX_DECODED_BYTES) -> Decoded:
    """Undo the codings that the headers name, last one first; never raises."""
    names = encodings(headers)
    unknown = [name for name in names if name not in DECODERS]
    if unknown:
        return _failed(f"the content-encoding {unknown[0]!r} is not one of {', '.join(sorted(DECODERS))}")
    if len(names) > MAX_ENCODINGS:
        return _failed(f"{len(names)} content-encodings are stacked, more than {MAX_ENCODINGS}")
    if len(payload) > max_bytes:
        return Decoded(b"", FetchOutcome.TOO_LARGE, f"the payload has more than {max_bytes} bytes")
    bound = min(max_bytes, max(RATIO_COUNTS_ABOVE, MAX_RATIO * len(payload)))
    body = payload
    for name in reversed(names):
        try:
            body = DECODERS[name](body, bound) if body else b""
        except _TooLargeError:
            return Decoded(b"", FetchOutcome.TOO_LARGE, f"{len(payload)} bytes of {name} unfold to more than {bound}")
        except (_UnfinishedError, zlib.error, brotli.error, zstandard.ZstdError) as error:
            return _failed(f"the payload is labelled {name} and is cut short or not {name} ({error})")
    return Decoded(body)


def encodings(headers: Headers) -> tuple[str, ...]:
    """Return the content-encodings that headers name, in the order in which they were applied."""
    values = [value for name, value in headers if name.lower() == "content-encoding"]
    names = [name.strip().lower().removeprefix("x-") for name in ",".join(values).split(",")]
    return tuple(name for name in names if name not in {"", "identity"})


def looks_plain(payload: bytes) -> bool:
    """Return whether a payload's first kilobyte reads as text: no control characters but white space."""
    head = payload[:1024]
    return head.translate(None, CONTROLS) == head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def gunzip(payload: bytes, *, max_bytes: int) -> bytes:
    """Return what a gzip file (the packaging of a saved page) holds; raises `FetchProtocolError`."""
    try:
        return _gzip(payload, max_bytes)
    except _TooLargeError:
        raise FetchProtocolError(f"it unfolds to more than {max_bytes} bytes") from None
    except (_UnfinishedError, zlib.error) as error:
        raise FetchProtocolError(f"it is cut short or not gzip ({error})") from error


def _body(decoded: Decoded) -> bytes:
    if decoded.outcome is not FetchOutcome.OK:
        raise FetchProtocolError(decoded.error)
    return decoded.body


def _failed(error: str) -> Decoded:
    return Decoded(b"", FetchOutcome.DECODE_ERROR, error)


def _gzip(payload: bytes, bound: int) -> bytes:
    """Decode one or more gzip members (RFC 1952); bytes after the last one are ignored, as browsers do."""
    body, rest = _inflate(payload, bound, GZIP_FORMAT)
    for _ in range(MAX_MEMBERS):
        if not rest.startswith(GZIP_MAGIC):
            return body
        part, rest = _inflate(rest, bound - len(body), GZIP_FORMAT)
        body += part
    raise _UnfinishedError(f"it has more than {MAX_MEMBERS} members")


def _deflate(payload: bytes, bound: int) -> bytes:
    """Decode deflate: in the zlib format as the RFC has it, or raw as some servers send it."""
    in_zlib_format = payload[0] & 0x0F == ZLIB_METHOD and int.from_bytes(payload[:2], "big") % 31 == 0
    return _inflate(payload, bound, ZLIB_FORMAT if in_zlib_format else RAW_FORMAT)[0]


def _inflate(payload: bytes, bound: int, window_bits: int) -> tuple[bytes, bytes]:
    decoder = zlib.decompressobj(window_bits)
    body = decoder.decompress(payload, bound + 1)
    if len(body) > bound:
        raise _TooLargeError
    if not decoder.eof:
        raise _UnfinishedError("the end is missing")
    return body, decoder.unused_data


def _brotli(payload: bytes, bound: int) -> bytes:
    decoder = brotli.Decompressor()
    body = bytearray(decoder.process(payload, output_buffer_limit=bound + 1))
    while not decoder.is_finished() and len(body) <= bound:
        more = decoder.process(b"", output_buffer_limit=bound + 1)
        if not more:
            raise _UnfinishedError("the end is missing")
        body += more
    if len(body) > bound:
        raise _TooLargeError
    return bytes(body)


def _zstd(payload: bytes, bound: int) -> bytes:
    body, rest = bytearray(), payload
    for _ in range(MAX_MEMBERS):
        if not rest:
            return bytes(body)
        decoder = zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW).decompressobj()
        start = 0
        while start < len(rest) and not decoder.eof:
            body += decoder.decompress(rest[start : start + ZSTD_STEP])
            start += ZSTD_STEP
            if len(body) > bound:
                raise _TooLargeError
        if not decoder.eof:
            raise _UnfinishedError("the end is missing")
        rest = decoder.unused_data + rest[start:]
    raise _UnfinishedError(f"it has more than {MAX_MEMBERS} frames")


DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
