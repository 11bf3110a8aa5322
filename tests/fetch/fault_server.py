"""A small web server on loopback that misbehaves as it is told: raw sockets, one thread for each connection."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

Handler = Callable[["Connection"], None]
# No handler lives longer: a test that hangs must not hang the suite.
LONGEST_SECONDS = 20.0


class Connection:
    """One connection with a request already read: `path` and `headers` are its own."""

    def __init__(self, sock: socket.socket, stop: threading.Event) -> None:
        self.sock = sock
        self.stop = stop
        self.path = ""
        self.headers: dict[str, str] = {}

    def read_request(self) -> bool:
        """Read the request's head; False when none came."""
        head = b""
        while b"\r\n\r\n" not in head:
            chunk = self.sock.recv(4096)
            if not chunk:
                return False
            head += chunk
        lines = head.decode("latin-1").split("\r\n")
        self.path = lines[0].split(" ")[1]
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        return True

    def send(self, *parts: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(b"".join(parts))

    def drip(self, data: bytes, seconds: float) -> None:
        """Send byte by byte, with a pause after each."""
        for byte in data:
            if self.stop.wait(seconds):
                return
            self.send(bytes([byte]))

    def reset(self) -> None:
        """End the connection with a reset instead of an end."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def hang(self) -> None:
        """Say nothing until the server is closed."""
        self.stop.wait(LONGEST_SECONDS)


def reply(
    body: bytes = b"", *headers: str, status: str = "200 OK", kind: str = "text/html", length: int | None = None
) -> bytes:
    """Return a whole answer; `length` is declared instead of the body's own."""
    declared = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {declared}", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class FaultServer:
    """Serves `pages`, a path each: bytes to send, or a handler to call. What is not there is a 404."""

    def __init__(
        self,
        pages: dict[str, bytes | Handler] | None = None,
        *,
        raw: Handler | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self.host = host
        self.pages = pages or {}
        self.raw = raw
        self.seen: list[str] = []
        self.requests: list[dict[str, str]] = []
        self._stop = threading.Event()
        self._listener = socket.create_server((host, 0))
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Return the server's address without a slash."""
        return f"http://{self.host}:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        # Closing a listener does not wake the thread that accepts on it; shutting it down does.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(LONGEST_SECONDS)

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.settimeout(LONGEST_SECONDS)
            thread = threading.Thread(target=self._answer, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, sock: socket.socket) -> None:
        connection = Connection(sock, self._stop)
        with sock, contextlib.suppress(OSError):
            if self.raw is not None:
                self.raw(connection)
                return
            if not connection.read_request():
                return
            self.seen.append(connection.path)
            self.requests.append(connection.headers)
            page = self.pages.get(connection.path, reply(b"no such page", status="404 Not Found"))
            if callable(page):
                page(connection)
            else:
                connection.send(page)


def endless(connection: Connection) -> None:
    """Send a body that never ends."""
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    ends = time.monotonic() + LONGEST_SECONDS
    while not connection.stop.is_set() and time.monotonic() < ends:
        connection.send(b"x" * 65536)
