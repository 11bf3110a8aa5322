"""The way to the network: one deadline over every wait, the peer known, addresses checked before they are called.

httpx gives each single read its own time limit; a server that drips bytes never meets it. Here every wait, from the
resolution of the name to the last byte, is cut to what is left of the whole request's time.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from pipeline.fetch.addresses import is_public
from pipeline.fetch.border import BlockedAddressError

SocketOptions = Iterable[Any] | None
# Of a host with many addresses so many are tried.
MAX_ADDRESSES = 4
ALL_HEADERS = "onrecord_headers"


class Deadline:
    """How much is left of a request's time."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Begin with no time left: `start` gives some."""
        self._monotonic = monotonic
        self._ends = monotonic()

    def start(self, seconds: float) -> None:
        """Give the next request so many seconds from now."""
        self._ends = self._monotonic() + seconds

    def left(self, at_most: float | None) -> float:
        """Return the seconds that one wait may take; raises a time-out when none are left."""
        left = self._ends - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole request has run out")
        return left if at_most is None else min(left, at_most)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline, and which notes whether anything was said at all."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline
        self._is_silent = True

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._deadline.left(timeout))
        if not data and self._is_silent:
            raise httpcore.ReadError("the server hung up without an answer")
        self._is_silent = False
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Connects to an address that was looked up and checked here, so that none is looked up twice."""

    def __init__(self, deadline: Deadline) -> None:
        """Connect under this deadline."""
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()
        self.public_only = False
        self.peer = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first of a host's addresses that answers; `peer` is that address."""
        addresses = resolve(host, port, self._deadline.left(timeout))
        if self.public_only and not all(map(is_public, addresses)):
            raise BlockedAddressError(f"{host} is {', '.join(addresses)}")
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:MAX_ADDRESSES]:
            left = self._deadline.left(timeout)
            try:
                inner = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                self.peer = address
                return _Stream(inner, self._deadline)
        raise failure


def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Return a host's numeric addresses in the system's order; a time-out when the resolver takes longer.

    The resolver cannot be interrupted, so it is asked in a thread of its own that nobody waits for.
    """
    answers: queue.SimpleQueue[tuple[str, ...] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"the name {host} was not resolved in time") from None
    if isinstance(answer, tuple):
        return answer
    raise answer


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class Transport(httpx.BaseTransport):
    """httpx over our own connections: HTTP/1.1, a connection for each request, no proxy.

    A response comes without its Location header; all headers as sent stand in the extension `ALL_HEADERS`.
    """

    def __init__(self, backend: Backend, context: ssl.SSLContext) -> None:
        """Connect through `backend`, securely by `context`."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_keepalive_connections=0, http1=True, http2=False, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and return its answer, the body unread."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=url,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        # httpx builds the next request of a redirect even when it is not to follow it, and fails on an odd target.
        headers = [(name, value) for name, value in answer.headers if name.lower() != b"location"]
        extensions = {**answer.extensions, ALL_HEADERS: answer.headers}
        return httpx.Response(answer.status, headers=headers, stream=_Body(answer), extensions=extensions)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
