"""What an answer amounts to: by its status, its encoding, its declared type and its first bytes. Pure."""

from __future__ import annotations

from pipeline.fetch.decoding import decode
from pipeline.model.capture import FetchOutcome, Headers, Purpose

Verdict = tuple[FetchOutcome, str]

WHOLE = frozenset({200, 203})
NOT_MODIFIED = 304
CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
# What an article may be. Feeds and robots.txt are served under any label, so theirs is not asked.
TEXT_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml")
# First bytes that no text begins with, whatever its label says.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF (WebP, WAV or AVI)"),
    (b"ID3\x03", "MP3"),
    (b"ID3\x04", "MP3"),
    (b"OggS", "Ogg"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
GZIP = b"\x1f\x8b"
FTYP_AT = slice(4, 8)


def judge(purpose: Purpose, status: int, payload: bytes, headers: Headers, *, conditional: Headers) -> Verdict:
    """Return how an answer that came whole ends, and the sentence that says why when it is not OK."""
    if status == NOT_MODIFIED:
        return _judge_unmodified(conditional)
    if status not in WHOLE:
        return FetchOutcome.HTTP_ERROR, f"the server answered {status}"
    decoded = decode(payload, headers)
    if decoded.outcome is not FetchOutcome.OK:
        return decoded.outcome, decoded.error
    return _judge_type(purpose, decoded.body, media_type(headers))


def media_type(headers: Headers) -> str:
    """Return the declared media type in lower case, without its parameters, or ""."""
    declared = [value for name, value in headers if name.lower() == "content-type"]
    return declared[-1].split(";", maxsplit=1)[0].strip().lower() if declared else ""


def signature(body: bytes) -> str:
    """Return what a body is by its first bytes when it is no text, or ""."""
    if body[FTYP_AT] == b"ftyp":
        return "MP4 or AVIF"
    return next((name for magic, name in SIGNATURES if body.startswith(magic)), "")


def _judge_unmodified(conditional: Headers) -> Verdict:
    if any(name.lower() in CONDITIONS for name, _ in conditional):
        return FetchOutcome.NOT_MODIFIED, ""
    return FetchOutcome.HTTP_ERROR, "the server answered 304 to a request that set no condition"


def _judge_type(purpose: Purpose, body: bytes, declared: str) -> Verdict:
    if purpose is Purpose.ROBOTS:
        return FetchOutcome.OK, ""
    if purpose is Purpose.SITEMAP and body.startswith(GZIP):
        return FetchOutcome.OK, ""  # a `.gz` file is packaging: sitemaps may come in it
    if kind := signature(body):
        return FetchOutcome.UNSUPPORTED_TYPE, f"the answer is {kind}, labelled {declared or 'nothing'}"
    if purpose is Purpose.ARTICLE and declared not in TEXT_TYPES:
        return FetchOutcome.UNSUPPORTED_TYPE, f"the answer is labelled {declared}, which is no page"
    return FetchOutcome.OK, ""
