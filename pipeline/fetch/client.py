"""One request and its answer, raw, under a byte cap and a deadline. No redirects, no robots.txt, no waiting."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from pipeline.fetch.border import FOREIGN, translate
from pipeline.fetch.politeness import Clock
from pipeline.fetch.transport import ALL_HEADERS, Backend, Deadline, Transport
from pipeline.model.capture import FetchOutcome, Headers

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 10.0
MAX_HEADERS = 256
MAX_HEADER_BYTES = 64 * 1024
BROKEN_OFF = frozenset({FetchOutcome.NETWORK_ERROR, FetchOutcome.TLS_ERROR})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Encoding", "gzip, deflate, br, zstd"),
    # A host is asked seconds apart: no connection is worth keeping so long.
    ("Connection", "close"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought. `outcome` is OK when the answer came whole, whatever its status says.

    `location` is where a redirect leads, absolute, "" when it is none. `payload` is None when no body was begun.
    """

    outcome: FetchOutcome
    error: str = ""
    status: int | None = None
    request_headers: Headers = ()
    headers: Headers = ()
    payload: bytes | None = None
    peer: str = ""
    location: str = ""


class Client:
    """Sends single requests through one httpx client."""

    def __init__(
        self, identity: Headers, *, max_bytes: int, clock: Clock, context: ssl.SSLContext | None = None
    ) -> None:
        """Send `identity` (User-Agent, From) with every request, and keep at most `max_bytes` of an answer."""
        self._max_bytes = max_bytes
        self._deadline = Deadline(clock.monotonic)
        self._backend = Backend(self._deadline)
        self._client = httpx.Client(
            transport=Transport(self._backend, context or httpx.create_ssl_context(trust_env=False)),
            headers=[*identity, *ACCEPT],
            timeout=httpx.Timeout(IDLE_SECONDS, connect=CONNECT_SECONDS),
            trust_env=False,
            follow_redirects=False,
        )

    def ask(
        self, url: str, *, seconds: float, extra: Headers = (), secrets: Headers = (), public_only: bool = False
    ) -> Answer:
        """Send one GET and return what came of it within so many seconds; never raises for it.

        `secrets` are headers that are sent and not noted. With `public_only` an address that is not public is not
        called.
        """
        self._backend.public_only, self._backend.peer = public_only, ""
        self._deadline.start(seconds)
        sent: Headers = ()
        try:
            request = self._client.build_request("GET", url, headers=list(extra))
            sent = _text(request.headers.raw)
            request.headers.update(list(secrets))
            response = self._client.send(request, stream=True)
        except FOREIGN as error:
            outcome, sentence = translate(error)
            return Answer(outcome, sentence, request_headers=sent, peer=self._backend.peer)
        try:
            return self._receive(response, sent)
        finally:
            response.close()

    def forget(self) -> None:
        """Drop all cookies: one article's are not sent with the next."""
        self._client.cookies.clear()

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _receive(self, response: httpx.Response, sent: Headers) -> Answer:
        headers = _text(response.extensions[ALL_HEADERS])
        payload: bytes | None = None
        outcome, error = _check_headers(headers)
        location = _location(str(response.request.url), response.status_code, headers)
        if outcome is FetchOutcome.OK and not location:
            payload, outcome, error = self._read(response)
        return Answer(
            outcome=outcome,
            error=error,
            status=response.status_code,
            request_headers=sent,
            headers=headers,
            payload=payload,
            peer=self._backend.peer,
            location=location,
        )

    def _read(self, response: httpx.Response) -> tuple[bytes, FetchOutcome, str]:
        """Read a body as far as it comes and may; what came is kept even when it is not whole."""
        body = bytearray()
        try:
            for chunk in response.iter_raw():
                body += chunk
                self._deadline.left(None)
                if len(body) > self._max_bytes:
                    sentence = f"the answer has more than {self._max_bytes} bytes and was cut there"
                    return bytes(body[: self._max_bytes]), FetchOutcome.TOO_LARGE, sentence
        except FOREIGN as error:
            outcome, sentence = translate(error)
            if outcome in BROKEN_OFF or (outcome is FetchOutcome.PROTOCOL_ERROR and _is_short(len(body), response)):
                outcome = FetchOutcome.TRUNCATED
            return bytes(body), outcome, f"after {len(body)} bytes of the body: {sentence}"
        return bytes(body), FetchOutcome.OK, ""


def _text(headers: list[tuple[bytes, bytes]]) -> Headers:
    """Return headers as text; Latin-1 keeps every byte."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _check_headers(headers: Headers) -> tuple[FetchOutcome, str]:
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > MAX_HEADERS or size > MAX_HEADER_BYTES:
        return FetchOutcome.PROTOCOL_ERROR, f"the answer has {len(headers)} headers of {size} bytes"
    return FetchOutcome.OK, ""


def _location(url: str, status: int, headers: Headers) -> str:
    """Return where a redirect leads, absolute where it can be resolved, or ""."""
    targets = [value for name, value in headers if name.lower() == "location"]
    if status not in REDIRECTS or not targets:
        return ""
    # Latin-1 was only the way to keep the bytes: what is UTF-8 is read as such, as browsers do.
    sent = targets[0].strip().encode("latin-1")
    target = sent.decode("utf-8", "replace").replace(" ", "%20")
    try:
        return urljoin(url, target)
    except ValueError:
        return target


def _is_short(received: int, response: httpx.Response) -> bool:
    declared = response.headers.get("content-length", "")
    return declared.isascii() and declared.isdigit() and received < int(declared)
