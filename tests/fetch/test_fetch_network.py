"""The way to the network: names are resolved within the deadline, once, and checked before anybody is called."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fault_server import FaultServer, reply

from pipeline.fetch.client import Answer, Client
from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.politeness import Clock
from pipeline.model.capture import FetchOutcome

Resolve = Callable[..., None]


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer(
        {"/story": reply(b"<p>Larkfield</p>"), "/caf%C3%A9?q=%C3%BC": reply(b"<p>Larkfield</p>")}
    ) as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    opened = Client((("User-Agent", "t"),), max_bytes=1000, clock=Clock())
    yield opened
    opened.close()


@pytest.fixture
def resolve_to(monkeypatch: pytest.MonkeyPatch) -> Resolve:
    """Return what makes every name stand for these addresses."""

    def fake(*addresses: str) -> None:
        def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

        # Only the transport's own look-up: what it hands on is numeric and needs none.
        monkeypatch.setattr("pipeline.fetch.transport.socket", _Socket(getaddrinfo))

    return fake


class _Socket:
    """The socket module as the transport uses it, with a resolver of our own."""

    SOCK_STREAM = socket.SOCK_STREAM

    def __init__(self, getaddrinfo: Callable[..., list[Any]]) -> None:
        self.getaddrinfo = getaddrinfo


def ask(client: Client, server: FaultServer, *, public_only: bool = False) -> Answer:
    url = server.url.replace("127.0.0.1", "gazette.example")
    return client.ask(f"{url}/story", seconds=1.0, public_only=public_only)


def test_the_next_address_is_tried(server: FaultServer, client: Client, resolve_to: Resolve) -> None:
    """A host whose first address does not answer is reached at its second, which is the peer."""
    resolve_to("127.0.0.2", "127.0.0.1")
    answer = ask(client, server)

    assert (answer.outcome, answer.peer) == (FetchOutcome.OK, "127.0.0.1")
    assert server.requests[0]["host"].startswith("gazette.example")


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("93.184.216.34", "127.0.0.1"), ("::ffff:127.0.0.1",)])
def test_a_name_with_one_private_address_is_blocked_whole(
    server: FaultServer, client: Client, resolve_to: Resolve, addresses: tuple[str, ...]
) -> None:
    """Where only public addresses may be called, one that is not blocks the name, and no packet is sent."""
    resolve_to(*addresses)

    assert ask(client, server, public_only=True).outcome is FetchOutcome.BLOCKED_ADDRESS
    assert server.seen == []


def test_a_name_without_addresses_is_a_network_error(server: FaultServer, client: Client, resolve_to: Resolve) -> None:
    """An empty answer of the resolver is no crash."""
    resolve_to()

    assert ask(client, server).outcome is FetchOutcome.NETWORK_ERROR


def test_a_resolver_that_hangs_is_not_waited_for(
    server: FaultServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deadline holds over the resolution of the name too."""

    def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        time.sleep(3)
        return []

    monkeypatch.setattr("pipeline.fetch.transport.socket", _Socket(getaddrinfo))
    began = time.monotonic()

    assert ask(client, server).outcome is FetchOutcome.TIMEOUT
    assert time.monotonic() - began < 2


def test_an_address_with_letters_of_its_own_is_asked_for_encoded(server: FaultServer, fetcher: Fetcher) -> None:
    """The attempt keeps the address as it was given; on the wire it is ASCII."""
    url = f"{server.url}/caf\u00e9?q=\u00fc"
    got = fetcher.fetch(url)[-1]

    assert (got.outcome, got.requested_url, server.seen[-1]) == (FetchOutcome.OK, url, "/caf%C3%A9?q=%C3%BC")
