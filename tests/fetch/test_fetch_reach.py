"""How far a request may go: nobody but the configuration may send us into our own network, or to an odd port."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fault_server import FaultServer, reply

from pipeline.fetch.fetcher import Fetcher
from pipeline.fetch.reach import Reach
from pipeline.model.capture import FetchOutcome, Purpose
from pipeline.model.settings import FetchSettings

PAGE = b"<p>Larkfield Mills paused deliveries.</p>"
BLOCKED = FetchOutcome.BLOCKED_ADDRESS
Publish = Callable[..., None]


def redirect(target: str) -> bytes:
    return reply(b"", f"Location: {target}", status="302 Found")


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer({"/story": reply(PAGE)}) as running:
        yield running


@pytest.fixture
def inside() -> Iterator[FaultServer]:
    """Yield a server of another loopback address, which stands for our own network."""
    with FaultServer({"/robots.txt": reply(b""), "/story": reply(PAGE)}, host="127.0.0.2") as running:
        yield running


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Return what makes these addresses, and no others, public."""

    def only(*addresses: str) -> None:
        for module in ("reach", "transport"):
            monkeypatch.setattr(f"pipeline.fetch.{module}.is_public", lambda address: address in addresses)

    return only


def test_a_public_page_may_not_lead_into_our_own_network(
    server: FaultServer, inside: FaultServer, fetcher: Fetcher, publish: Publish
) -> None:
    """Nothing is sent there, robots.txt no more than the page; not even where the configuration names it as well."""
    publish("127.0.0.1")
    server.pages["/away"] = redirect(f"{inside.url}/story")

    *others, got = fetcher.fetch(f"{server.url}/away", named=(server.url, inside.url))

    assert (got.outcome, got.redirects) == (BLOCKED, (f"{server.url}/away",))
    assert [(one.purpose, one.outcome) for one in others[1:]] == [(Purpose.ROBOTS, BLOCKED)]
    assert server.seen == ["/robots.txt", "/away"]
    assert inside.seen == []


def test_what_was_blocked_for_a_public_page_is_open_for_the_configuration(
    server: FaultServer, inside: FaultServer, fetcher: Fetcher, publish: Publish
) -> None:
    """A stranger's redirect to a configured host does not keep us from it for the rest of the run."""
    publish("127.0.0.1")
    server.pages["/away"] = redirect(f"{inside.url}/story")
    fetcher.fetch(f"{server.url}/away", named=(server.url, inside.url))

    assert fetcher.fetch(f"{inside.url}/story")[-1].outcome is FetchOutcome.OK


def test_a_robots_file_that_leads_inside_is_unreadable(
    server: FaultServer, inside: FaultServer, fetcher: Fetcher, publish: Publish
) -> None:
    """A request for rules has no longer reach than the request that needs them, and it is asked once a run."""
    publish("127.0.0.1")
    server.pages["/robots.txt"] = redirect(f"{inside.url}/robots.txt")
    named = (server.url, inside.url)

    first, again = (fetcher.fetch(f"{server.url}/story", named=named) for _ in range(2))

    assert [one.outcome for one in (*first, *again)] == [
        BLOCKED, FetchOutcome.ROBOTS_REFUSED, FetchOutcome.ROBOTS_REFUSED,
    ]  # fmt: skip
    assert (server.seen, inside.seen) == (["/robots.txt"], [])


def test_a_configured_page_may_not_lead_to_another_private_host(
    server: FaultServer, inside: FaultServer, fetcher: Fetcher
) -> None:
    """Of our own network only what is named is asked."""
    server.pages["/away"] = redirect(f"{inside.url}/story")
    server.pages["/named"] = redirect(f"{server.url}/story")

    assert fetcher.fetch(f"{server.url}/away")[-1].outcome is BLOCKED
    assert fetcher.fetch(f"{server.url}/away", named=(server.url, inside.url))[-1].outcome is FetchOutcome.OK
    assert fetcher.fetch(f"{server.url}/named")[-1].outcome is FetchOutcome.OK


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f.1/",
        "http://127.0.0.2/",
        "http://localhost/",
        "https://gazette.example:22/",
        "http://gazette.example:6379/",
        "http://[::ffff:10.0.0.1]:6379/",
    ],
)
@pytest.mark.parametrize("public_only", [True, False])
def test_what_nobody_named_must_be_public_and_on_a_port_of_the_web(
    server: FaultServer, fetcher: Fetcher, url: str, public_only: bool
) -> None:
    """A link of a feed is not the configuration's word, whether the feed is public or not."""
    got = fetcher.fetch(url, named=(f"{server.url}/feed",), public_only=public_only)[-1]

    assert (got.outcome, got.status) == (BLOCKED, None)


def test_an_entry_may_stand_on_its_private_feeds_host_and_no_public_feeds(
    server: FaultServer, fetcher: Fetcher
) -> None:
    """Whose feed is in our own network has its stories there; a public feed's may not be."""
    named = (f"{server.url}/feed",)

    assert fetcher.fetch(f"{server.url}/story", named=named, public_only=True)[-1].outcome is BLOCKED
    assert server.seen == []
    assert fetcher.fetch(f"{server.url}/story", named=named)[-1].outcome is FetchOutcome.OK


def test_without_a_name_nothing_private_is_asked(server: FaultServer, inside: FaultServer) -> None:
    """Who forgets to say what is named reaches less, not more."""
    with Fetcher(FetchSettings(contact="a@b.example")) as fetcher:
        assert fetcher.fetch(f"{server.url}/story")[-1].outcome is BLOCKED
        assert fetcher.fetch("http://127.0.0.2/story")[-1].outcome is BLOCKED
    assert server.seen == inside.seen == []


def test_a_port_is_named_together_with_its_host() -> None:
    """The ports of the web are open everywhere, another only where it is named."""
    reach = Reach.of(["http://Gazette.example.:8080/feed", "https://ledger.example/", "http://[", "file:///x"])

    assert reach.named == {("gazette.example", 8080), ("ledger.example", 443)}
    assert reach.port_fault("http://gazette.example:8080/1") == ""
    assert reach.port_fault("https://other.example/1") == reach.port_fault("http://other.example:443/") == ""
    assert "port 8080 is asked only where" in reach.port_fault("http://ledger.example:8080/1")
