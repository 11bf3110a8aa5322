"""The border to the HTTP libraries: no exception of theirs is without a row."""

from __future__ import annotations

import socket
import ssl

import httpcore
import httpx
import pytest

from pipeline.fetch.border import BlockedAddressError, translate
from pipeline.model.capture import FetchOutcome


def exceptions_of(module: object) -> list[type[BaseException]]:
    found = [getattr(module, name) for name in sorted(module.__all__)]
    return [thing for thing in found if isinstance(thing, type) and issubclass(thing, BaseException)]


def raised(kind: type[BaseException]) -> BaseException:
    """Return an exception of a kind without knowing how it is built."""
    return kind.__new__(kind)


@pytest.mark.parametrize("kind", [*exceptions_of(httpx), *exceptions_of(httpcore)], ids=lambda kind: f"{kind.__module__}.{kind.__name__}")  # fmt: skip
def test_every_exception_of_the_libraries_has_a_row(kind: type[BaseException]) -> None:
    """What httpx or httpcore may raise is an outcome with one sentence, never OK."""
    outcome, sentence = translate(raised(kind))

    assert outcome is not FetchOutcome.OK
    assert sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (httpx.ConnectTimeout("x"), FetchOutcome.TIMEOUT),
        (httpcore.ReadTimeout("x"), FetchOutcome.TIMEOUT),
        (TimeoutError(), FetchOutcome.TIMEOUT),
        (ConnectionResetError(), FetchOutcome.NETWORK_ERROR),
        (socket.gaierror(-2, "no name"), FetchOutcome.NETWORK_ERROR),
        (ssl.SSLCertVerificationError("x"), FetchOutcome.TLS_ERROR),
        (httpx.RemoteProtocolError("x"), FetchOutcome.PROTOCOL_ERROR),
        (UnicodeError("label too long"), FetchOutcome.PROTOCOL_ERROR),
        (BlockedAddressError("x"), FetchOutcome.BLOCKED_ADDRESS),
    ],
)
def test_the_special_stand_before_the_general(error: BaseException, outcome: FetchOutcome) -> None:
    """The first row that fits holds."""
    assert translate(error)[0] is outcome


def test_what_caused_an_exception_counts() -> None:
    """A connection that failed for its certificate is a TLS error, however it is wrapped."""
    error = httpcore.ConnectError("failed")
    error.__cause__ = ssl.SSLCertVerificationError("expired")

    assert translate(error)[0] is FetchOutcome.TLS_ERROR


def test_an_exception_of_our_own_passes() -> None:
    """The border is for foreign exceptions; a mistake of ours is not hidden."""
    with pytest.raises(KeyError):
        translate(KeyError("ours"))
