"""What servers do to us: every fault ends in an attempt that says so, in time, with the bytes that came."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator

import pytest
from fault_server import Connection, FaultServer, Handler, endless, reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.fetch.decoding import decode_payload
from pipeline.fetch.fetcher import Fetcher
from pipeline.model.capture import FetchOutcome, Purpose

PAGE = b"<!doctype html><p>Larkfield Mills said it would appeal.</p>" * 30
GZIPPED = gzip.compress(PAGE)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LIMIT = 1.5


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


def drip_body(connection: Connection) -> None:
    connection.send(HEAD, b"Content-Length: 1000\r\n\r\n")
    connection.drip(b"x" * 1000, 0.1)


def drip_head(connection: Connection) -> None:
    connection.drip(HEAD * 20, 0.1)


def drip_fast(connection: Connection) -> None:
    connection.send(HEAD, b"Transfer-Encoding: chunked\r\n\r\n")
    while not connection.stop.wait(0.01):
        connection.send(b"1\r\nx\r\n")


def keep_saying_continue(connection: Connection) -> None:
    while not connection.stop.wait(0.01):
        connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")


def reset_in_body(connection: Connection) -> None:
    connection.send(HEAD, b"Content-Length: 5000\r\n\r\n", PAGE[:500])
    time.sleep(0.1)
    connection.reset()


def hang_up(connection: Connection) -> None:
    connection.reset()


def chunked(*chunks: bytes) -> bytes:
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(chunks)


O = FetchOutcome  # noqa: E741  the table below is read by its columns
FAULTS: list[tuple[str, bytes | Handler, FetchOutcome, bytes | None]] = [
    ("ok", reply(PAGE), O.OK, PAGE),
    ("ok-until-eof", HEAD + b"\r\n" + PAGE, O.OK, PAGE),
    ("ok-chunked", chunked(b"5\r\n<p>ab\r\n", b"0\r\n\r\n"), O.OK, b"<p>ab"),
    ("gzip", reply(GZIPPED, "Content-Encoding: gzip"), O.OK, GZIPPED),
    ("gzip-cut", reply(GZIPPED[:-12], "Content-Encoding: gzip"), O.DECODE_ERROR, GZIPPED[:-12]),
    ("gzip-not", reply(PAGE, "Content-Encoding: gzip"), O.DECODE_ERROR, PAGE),
    ("gzip-five-times", reply(GZIPPED, "Content-Encoding: gzip, gzip, gzip, gzip, gzip"), O.DECODE_ERROR, GZIPPED),
    ("unknown-encoding", reply(PAGE, "Content-Encoding: lzma"), O.DECODE_ERROR, PAGE),
    ("short-body", reply(PAGE, length=len(PAGE) + 9), O.TRUNCATED, PAGE),
    ("reset-in-body", reset_in_body, O.TRUNCATED, PAGE[:500]),
    ("bad-chunk", chunked(b"5\r\n<p>ab\r\n", b"zz\r\n"), O.PROTOCOL_ERROR, b"<p>ab"),
    ("cut-chunks", chunked(b"5\r\n<p>ab\r\n"), O.PROTOCOL_ERROR, b"<p>ab"),
    ("two-lengths", reply(PAGE, "Content-Length: 7"), O.PROTOCOL_ERROR, None),
    ("negative-length", reply(PAGE, length=-4), O.PROTOCOL_ERROR, None),
    ("long-header", reply(PAGE, "X: " + "x" * 200_000), O.PROTOCOL_ERROR, None),
    ("many-headers", reply(PAGE, *["X: y"] * 300), O.PROTOCOL_ERROR, None),
    ("no-http", b"\x00\x01 hello\r\n\r\n", O.PROTOCOL_ERROR, None),
    ("hang-up", hang_up, O.NETWORK_ERROR, None),
    ("no-answer", b"", O.NETWORK_ERROR, None),
    ("half-a-head", HEAD, O.PROTOCOL_ERROR, None),
    ("pdf", reply(b"%PDF-1.7 ..."), O.UNSUPPORTED_TYPE, b"%PDF-1.7 ..."),
    ("zip-unlabelled", reply(b"PK\x03\x04abc", kind=""), O.UNSUPPORTED_TYPE, b"PK\x03\x04abc"),
    ("image", reply(b"<svg/>", kind="image/svg+xml"), O.UNSUPPORTED_TYPE, b"<svg/>"),
    ("404", reply(b"gone?", status="404 Not Found"), O.HTTP_ERROR, b"gone?"),
    ("503", reply(b"later", status="503 Busy"), O.HTTP_ERROR, b"later"),
    ("204", b"HTTP/1.1 204 No Content\r\n\r\n", O.HTTP_ERROR, b""),
    ("304", b"HTTP/1.1 304 Not Modified\r\n\r\n", O.HTTP_ERROR, b""),
    ("to-file", reply(b"", "Location: file:///etc/hostname", status="302 Found"), O.BLOCKED_SCHEME, None),
    ("to-script", reply(b"", "Location: javascript:alert(1)", status="302 Found"), O.BLOCKED_SCHEME, None),
    ("to-data", reply(b"", "Location: data:text/html,x", status="302 Found"), O.BLOCKED_SCHEME, None),
    ("to-nowhere", reply(b"", "Location: http://[", status="302 Found"), O.PROTOCOL_ERROR, None),
    ("endless", endless, O.TOO_LARGE, b"x" * 200_000),
    ("slow-body", drip_body, O.TIMEOUT, None),
    ("slow-head", drip_head, O.TIMEOUT, None),
    ("slow-chunks", drip_fast, O.TIMEOUT, None),
    ("continue", keep_saying_continue, O.TIMEOUT, None),
    ("silence", Connection.hang, O.TIMEOUT, None),
]


@pytest.mark.parametrize(("page", "outcome", "payload"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_every_fault_has_its_outcome(
    server: FaultServer, fetcher: Fetcher, page: bytes | Handler, outcome: FetchOutcome, payload: bytes | None
) -> None:
    """The attempt says what happened, keeps what came, and ends within the deadline and a second."""
    server.pages["/story"] = page
    began = time.monotonic()

    attempt = fetcher.fetch(f"{server.url}/story")[-1]

    assert attempt.outcome is outcome
    assert time.monotonic() - began < LIMIT + 1
    assert (attempt.error == "") is (outcome is FetchOutcome.OK)
    if outcome is not FetchOutcome.TIMEOUT:
        assert attempt.payload == payload


def test_what_dripped_in_before_the_deadline_is_kept(server: FaultServer, fetcher: Fetcher) -> None:
    """Part of a body is evidence of itself, never an article."""
    server.pages["/story"] = drip_body

    attempt = fetcher.fetch(f"{server.url}/story")[-1]

    assert attempt.payload is not None
    assert 5 <= len(attempt.payload) <= 16
    assert set(attempt.payload) == {ord("x")}
    assert LIMIT - 0.2 <= attempt.duration < LIMIT + 1


def test_a_gzip_bomb_is_not_unfolded(server: FaultServer, fetcher: Fetcher) -> None:
    """Few bytes that would be many are too large; they are kept as they came."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    server.pages["/story"] = reply(bomb, "Content-Encoding: gzip")

    attempt = fetcher.fetch(f"{server.url}/story")[-1]

    assert (attempt.outcome, attempt.payload) == (FetchOutcome.TOO_LARGE, bomb)


def test_a_server_that_is_not_there_is_a_network_error(fetcher: Fetcher) -> None:
    """A refused connection is refused for robots.txt already, and then nothing is asked for."""
    with FaultServer() as gone:
        url = gone.url
    robots, story = fetcher.fetch(f"{url}/story")

    assert (robots.purpose, robots.outcome) == (Purpose.ROBOTS, FetchOutcome.NETWORK_ERROR)
    assert (story.purpose, story.outcome) == (Purpose.ARTICLE, FetchOutcome.ROBOTS_REFUSED)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(lambda connection: connection.send(b"no TLS here"), O.TLS_ERROR), (Connection.hang, O.TIMEOUT)],
    ids=["not-tls", "stalled"],
)
def test_no_secure_connection_is_made_with_what_speaks_none(
    fetcher: Fetcher, answer: Callable[[Connection], None], outcome: FetchOutcome
) -> None:
    """A handshake that fails is a TLS error, one that stalls a time-out; never is it done without."""
    with FaultServer(raw=answer) as server:
        robots, story = fetcher.fetch(server.url.replace("http:", "https:"))

    assert (robots.outcome, story.outcome) == (outcome, FetchOutcome.ROBOTS_REFUSED)


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("file:///etc/hostname", O.BLOCKED_SCHEME),
        ("ftp://gazette.example/a", O.BLOCKED_SCHEME),
        ("story.html", O.BLOCKED_SCHEME),
        ("", O.BLOCKED_SCHEME),
        ("http://", O.PROTOCOL_ERROR),
        ("http://[::1", O.PROTOCOL_ERROR),
        ("http://a.example:99999/", O.PROTOCOL_ERROR),
        ("http://a.example/\n", O.PROTOCOL_ERROR),
        ("http://a.example/" + "x" * 9000, O.PROTOCOL_ERROR),
        ("http://a..b.example/", O.ROBOTS_REFUSED),
        ("http://" + "a" * 70 + ".example/", O.ROBOTS_REFUSED),
        ("http://xn--\u0661.example/", O.ROBOTS_REFUSED),
    ],
)
def test_an_address_that_cannot_be_asked_for_ends_in_an_attempt(
    fetcher: Fetcher, url: str, outcome: FetchOutcome
) -> None:
    """No address raises; each has its row."""
    assert fetcher.fetch(url)[-1].outcome is outcome


SOUND = reply(GZIPPED, "Content-Encoding: gzip", "Set-Cookie: a=b; Path=/", "ETag: x")
DAMAGE = [
    b"\r\n",
    b"\n",
    b"\0",
    b"\xff",
    b"HTTP/9.9 ",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"Content-Length: 5\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: \xff\r\n",
    b"Location: //\r\n",
    b"Set-Cookie: \xff=;;\r\n",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, len(SOUND)), cut=st.integers(0, 30), put=st.one_of(st.sampled_from(DAMAGE), st.binary(max_size=8))
)
def test_no_damaged_answer_raises(server: FaultServer, fetcher: Fetcher, at: int, cut: int, put: bytes) -> None:
    """Whatever bytes come back, there is an attempt, and what is OK came whole and can be decoded."""
    server.pages["/story"] = SOUND[:at] + put + SOUND[at + cut :]

    attempt = fetcher.fetch(f"{server.url}/story")[-1]

    if attempt.outcome is FetchOutcome.OK:
        decode_payload(attempt.payload or b"", attempt.response_headers)
