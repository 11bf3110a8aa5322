"""How far a request may go: the public internet on the ports of the web, and what the configuration names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from pipeline.fetch.addresses import is_public
from pipeline.fetch.urls import address_fault, host_of
from pipeline.model.capture import FetchOutcome

WEB_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person named stands open; all else must be public and on port 80 or 443.

    `named` are hosts and ports. With `public_only` even a named host must have a public address: what a public page
    says is not what a person said.
    """

    named: frozenset[tuple[str, int]]
    public_only: bool = False

    @classmethod
    def of(cls, urls: Iterable[str], *, public_only: bool = False) -> Self:
        """Return the reach of these addresses; one that cannot be asked for opens nothing."""
        sound = (url for url in urls if address_fault(url)[0] is FetchOutcome.OK)
        return cls(frozenset((host_of(url), port_of(url)) for url in sound), public_only)

    def port_fault(self, url: str) -> str:
        """Return why the port of a valid address may not be asked, or ""."""
        port = port_of(url)
        if port in WEB_PORTS.values() or self.is_named(url):
            return ""
        return f"port {port} is asked only where the configuration names it, host and port"

    def is_named(self, url: str) -> bool:
        """Return whether a person named the host and port of a valid address."""
        return (host_of(url), port_of(url)) in self.named

    def must_be_public(self, url: str, peer: str) -> bool:
        """Return whether the host of a valid address must be public, when `peer` ("" for nobody) sent us there."""
        is_named = host_of(url) in {host for host, _ in self.named}
        return self.public_only or not is_named or is_public(peer)


def port_of(url: str) -> int:
    """Return the port that a valid address is asked at."""
    parts = urlsplit(url)
    return parts.port or WEB_PORTS[parts.scheme]
