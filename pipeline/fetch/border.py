"""The border to the HTTP libraries: every foreign exception becomes an outcome and one sentence, by one table."""

from __future__ import annotations

import socket
import ssl

import httpcore
import httpx

from pipeline.model.capture import FetchOutcome


class BlockedAddressError(OSError):
    """Something other than the configuration sent us to an address that is not public."""


# The first row that fits an exception, or one that caused it, holds; so the special stand before the general.
TABLE: tuple[tuple[tuple[type[BaseException], ...], FetchOutcome, str], ...] = (
    ((BlockedAddressError,), FetchOutcome.BLOCKED_ADDRESS, "only the configuration may lead to a private address"),
    ((ssl.SSLError, ssl.CertificateError), FetchOutcome.TLS_ERROR, "no secure connection could be agreed"),
    ((socket.gaierror,), FetchOutcome.NETWORK_ERROR, "the host's name could not be resolved"),
    (
        (httpx.ConnectTimeout, httpcore.ConnectTimeout),
        FetchOutcome.TIMEOUT,
        "no connection was made within the time limit",
    ),
    (
        (httpx.TimeoutException, httpcore.TimeoutException, TimeoutError),
        FetchOutcome.TIMEOUT,
        "the answer did not come within the time limit",
    ),
    (
        (httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol),
        FetchOutcome.BLOCKED_SCHEME,
        "only http and https are asked for",
    ),
    ((httpx.InvalidURL, UnicodeError), FetchOutcome.PROTOCOL_ERROR, "the address is not a valid one"),
    ((httpx.TooManyRedirects,), FetchOutcome.TOO_MANY_REDIRECTS, "there are too many redirects"),
    ((httpx.DecodingError,), FetchOutcome.DECODE_ERROR, "the answer could not be decoded"),
    ((httpx.HTTPStatusError,), FetchOutcome.HTTP_ERROR, "the status says that there is no page"),
    (
        (
            httpx.ProtocolError,
            httpcore.ProtocolError,
            httpx.StreamError,
            httpx.CookieConflict,
            httpcore.ConnectionNotAvailable,
        ),
        FetchOutcome.PROTOCOL_ERROR,
        "the answer is not proper HTTP",
    ),
    (
        (httpx.HTTPError, httpcore.NetworkError, httpcore.ProxyError, OSError),
        FetchOutcome.NETWORK_ERROR,
        "the connection failed",
    ),
)
FOREIGN = tuple(kind for kinds, _, _ in TABLE for kind in kinds)


def translate(error: BaseException) -> tuple[FetchOutcome, str]:
    """Return the outcome and the sentence of a foreign exception; raises it again when no row fits."""
    chain = _causes(error)
    for kinds, outcome, sentence in TABLE:
        for link in chain:
            if isinstance(link, kinds):
                return outcome, f"{sentence} ({_words(error)})"
    raise error


def _causes(error: BaseException) -> tuple[BaseException, ...]:
    """Return an exception and all that led to it, the exception first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return tuple(chain)


def _words(error: BaseException) -> str:
    """Return what an exception says on one line of at most 200 characters, or its name."""
    return " ".join(str(error).split())[:200] or type(error).__name__
