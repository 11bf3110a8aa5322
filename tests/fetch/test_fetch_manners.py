"""Manners: who we say we are, what robots.txt allows, how often a host is asked, and where redirects may lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fault_server import Connection, FaultServer, reply

from pipeline import __version__
from pipeline.fetch.addresses import is_public
from pipeline.fetch.captures import failure
from pipeline.fetch.fetcher import Fetcher, identify
from pipeline.fetch.politeness import Clock, Pace
from pipeline.fetch.robots import product_token, read_robots
from pipeline.fetch.urls import without_credentials
from pipeline.model.capture import Attempt, FetchOutcome, Purpose
from pipeline.model.errors import ConfigError, FetchRefusedError, FetchTransientError
from pipeline.model.settings import FetchSettings

PAGE = b"<p>Larkfield Mills paused deliveries.</p>"
Open = Callable[..., Fetcher]


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer({"/story": reply(PAGE), "/other": reply(PAGE)}) as running:
        yield running


def robots(text: str) -> bytes:
    return reply(text.encode(), kind="text/plain")


def redirect(target: str, status: str = "302 Found") -> bytes:
    return reply(b"", f"Location: {target}", status=status)


def test_a_fetch_brings_the_bytes_and_all_that_is_known_of_them(server: FaultServer, fetcher: Fetcher) -> None:
    """An attempt holds address, peer, status, headers both ways, time and payload."""
    asked, got = fetcher.fetch(f"{server.url}/story")

    assert (asked.purpose, asked.requested_url, asked.status) == (Purpose.ROBOTS, f"{server.url}/robots.txt", 404)
    assert (got.purpose, got.requested_url, got.final_url) == (Purpose.ARTICLE,) + (f"{server.url}/story",) * 2
    assert (got.outcome, got.status, got.payload, got.peer) == (FetchOutcome.OK, 200, PAGE, "127.0.0.1")
    assert ("Content-Type", "text/html") in got.response_headers
    assert ("User-Agent", f"onrecord/{__version__} (+press@monitor.example)") in got.request_headers
    assert ("From", "press@monitor.example") in got.request_headers
    assert got.started_at.tzinfo is UTC
    assert 0 < got.duration < 1
    assert server.requests[-1]["accept-encoding"] == "gzip, deflate, br, zstd"
    assert server.requests[-1]["connection"] == "close"
    assert server.requests[-1]["user-agent"] == f"onrecord/{__version__} (+press@monitor.example)"


def test_nothing_is_fetched_without_a_contact() -> None:
    """The sentence names the setting."""
    with pytest.raises(ConfigError, match=r"^\[fetch\] contact is missing[^\n]+$"):
        Fetcher(FetchSettings())


@pytest.mark.parametrize(
    ("contact", "agent", "headers"),
    [
        ("mailto:a@b.example", "", (("User-Agent", f"onrecord/{__version__} (+mailto:a@b.example)"), ("From", "a@b.example"))),
        ("https://b.example/us", "", (("User-Agent", f"onrecord/{__version__} (+https://b.example/us)"),)),
        ("a@b.example", "watch/2", (("User-Agent", "watch/2"), ("From", "a@b.example"))),
    ],
)  # fmt: skip
def test_we_say_who_we_are(contact: str, agent: str, headers: tuple[tuple[str, str], ...]) -> None:
    """The user agent is ours with the contact unless another is configured."""
    assert identify(FetchSettings(contact=contact, user_agent=agent)) == headers


@pytest.mark.parametrize("contact", ["a@b.example\r\nX: y", "é@b.example"])
def test_a_contact_that_cannot_be_sent_is_a_wrong_setting(contact: str) -> None:
    """Nothing in a setting can write a header of its own."""
    with pytest.raises(ConfigError, match="contact must be printable ASCII"):
        identify(FetchSettings(contact=contact))


def test_the_environment_is_not_trusted(
    server: FaultServer, open_fetcher: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy in the environment is not used."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert open_fetcher().fetch(f"{server.url}/story")[-1].outcome is FetchOutcome.OK


def test_robots_are_asked_once_a_run_and_kept(server: FaultServer, fetcher: Fetcher) -> None:
    """The rules are evidence: their attempt comes first, with its payload, and only once."""
    text = "User-agent: *\nDisallow: /private\n"
    server.pages["/robots.txt"] = robots(text)

    first, second = fetcher.fetch(f"{server.url}/story"), fetcher.fetch(f"{server.url}/other", Purpose.FEED)

    assert [attempt.purpose for attempt in first] == [Purpose.ROBOTS, Purpose.ARTICLE]
    assert first[0].payload == text.encode()
    assert [attempt.purpose for attempt in second] == [Purpose.FEED]
    assert server.seen == ["/robots.txt", "/story", "/other"]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: *\nDisallow: /story\n", False),
        ("User-agent: onrecord\nDisallow: /\n", False),
        ("User-agent: OnRecord\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: otherbot\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /s\nAllow: /story\n", True),
        ("User-agent: *\nDisallow: /*ory$\n", False),
        ("\ufeffUser-agent: *\nDisallow: /\n", False),
        ("<!doctype html><title>Front page</title>", True),
        ("", True),
    ],
)
def test_robots_are_obeyed(server: FaultServer, fetcher: Fetcher, text: str, allowed: bool) -> None:
    """What RFC 9309 refuses is not asked for, and the refusal is an attempt."""
    server.pages["/robots.txt"] = robots(text)

    got = fetcher.fetch(f"{server.url}/story")[-1]

    assert got.outcome is (FetchOutcome.OK if allowed else FetchOutcome.ROBOTS_REFUSED)
    assert ("/story" in server.seen) is allowed
    assert allowed or (got.payload, got.status) == (None, None)


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (reply(b"", status="404 Not Found"), True),
        (reply(b"", status="403 Forbidden"), True),
        (reply(b"", status="410 Gone"), True),
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (redirect("/robots.txt"), True),
        (reply(b"", status="500 Oops"), False),
        (reply(b"", status="503 Busy"), False),
        (Connection.reset, False),
        (reply(b"User-agent: *\nDisallow:\n", length=900), False),
        (reply(b"x", "Content-Encoding: gzip"), False),
        (redirect("file:///etc/hostname"), False),
    ],
    ids="404 403 410 204 loop 500 503 reset short undecodable file".split(),
)
def test_absent_robots_allow_and_unreachable_ones_refuse(
    server: FaultServer, fetcher: Fetcher, answer: bytes, allowed: bool
) -> None:
    """4xx is as good as no file; where the rules cannot be known nothing is asked for."""
    server.pages["/robots.txt"] = answer

    got = fetcher.fetch(f"{server.url}/story")[-1]

    assert got.outcome is (FetchOutcome.OK if allowed else FetchOutcome.ROBOTS_REFUSED)
    assert ("/story" in server.seen) is allowed


def test_rules_that_cannot_be_read_are_tried_again_and_a_refusal_is_not(
    server: FaultServer, open_fetcher: Open
) -> None:
    """An outlet that is down is a failure of the hour, every time it is asked; one that says no is skipped."""
    server.pages["/robots.txt"] = reply(b"", status="503 Busy")
    down = open_fetcher()
    errors = [failure(down.fetch(f"{server.url}/{page}")[-1]) for page in ("story", "other")]
    server.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n")
    errors.append(failure(open_fetcher().fetch(f"{server.url}/story")[-1]))

    assert [type(error) for error in errors] == [FetchTransientError, FetchTransientError, FetchRefusedError]


def test_a_redirected_robots_file_is_read(server: FaultServer, fetcher: Fetcher) -> None:
    """Rules behind a redirect are rules."""
    server.pages["/robots.txt"] = redirect("/rules", "301 Moved")
    server.pages["/rules"] = robots("User-agent: *\nDisallow: /story\n")

    assert fetcher.fetch(f"{server.url}/story")[-1].outcome is FetchOutcome.ROBOTS_REFUSED


def test_a_redirect_may_not_lead_around_robots(server: FaultServer, fetcher: Fetcher) -> None:
    """Each address on the way is checked, on every host."""
    with FaultServer({"/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/story": reply(PAGE)}) as other:
        server.pages["/away"] = redirect(f"{other.url}/story")

        attempts = fetcher.fetch(f"{server.url}/away", named=(server.url, other.url))

        assert [attempt.purpose for attempt in attempts] == [Purpose.ROBOTS, Purpose.ROBOTS, Purpose.ARTICLE]
        assert attempts[-1].outcome is FetchOutcome.ROBOTS_REFUSED
        assert attempts[-1].redirects == (f"{server.url}/away",)
        assert other.seen == ["/robots.txt"]


def test_redirects_are_followed_and_recorded(server: FaultServer, fetcher: Fetcher) -> None:
    """The way is kept: the asked address first, the last one apart."""
    server.pages["/a"] = redirect("b?x=1 2#part")
    server.pages["/b?x=1%202"] = redirect(server.url + "/story", "308 Permanent Redirect")

    got = fetcher.fetch(f"{server.url}/a")[-1]

    assert (got.outcome, got.payload) == (FetchOutcome.OK, PAGE)
    assert (got.requested_url, got.final_url) == (f"{server.url}/a", f"{server.url}/story")
    assert got.redirects == (f"{server.url}/a", f"{server.url}/b?x=1%202#part")


def test_a_redirect_loop_ends(server: FaultServer, fetcher: Fetcher) -> None:
    """Ten redirects are followed, the eleventh is not, and all are recorded."""
    server.pages["/a"] = redirect("/a")

    got = fetcher.fetch(f"{server.url}/a")[-1]

    assert (got.outcome, len(got.redirects)) == (FetchOutcome.TOO_MANY_REDIRECTS, 11)
    assert server.seen.count("/a") == 11


def test_a_cookie_lives_for_one_fetch(server: FaultServer, fetcher: Fetcher) -> None:
    """Redirects that set a cookie work; the next article knows nothing of it."""
    server.pages["/a"] = reply(b"", "Location: /story", "Set-Cookie: seen=yes", status="302 Found")
    fetcher.fetch(f"{server.url}/a")
    fetcher.fetch(f"{server.url}/other")

    assert [request.get("cookie") for request in server.requests] == [None, None, "seen=yes", None]


def test_name_and_password_are_neither_sent_nor_kept(server: FaultServer, fetcher: Fetcher) -> None:
    """A secret in an address goes nowhere."""
    attempts = fetcher.fetch(f"{server.url}/story".replace("//", "//user:word@"))

    assert attempts[-1].outcome is FetchOutcome.OK
    assert "word" not in repr(attempts)
    assert "authorization" not in server.requests[-1]
    assert without_credentials("https://a.example/x@y?z=@") == "https://a.example/x@y?z=@"


def test_a_condition_is_sent_and_a_304_is_its_answer(server: FaultServer, fetcher: Fetcher) -> None:
    """Not modified is an outcome of its own, when it was asked for."""
    server.pages["/story"] = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'

    got = fetcher.fetch(f"{server.url}/story", conditional=(("If-None-Match", '"1"'),))[-1]

    assert (got.outcome, got.status) == (FetchOutcome.NOT_MODIFIED, 304)
    assert server.requests[-1]["if-none-match"] == '"1"'
    assert "if-none-match" not in server.requests[0]


def test_a_host_is_asked_at_most_once_a_second_whatever_is_set(
    server: FaultServer, open_fetcher: Open, slept: list[float]
) -> None:
    """No setting makes us faster than one request a second, robots.txt and redirects included."""
    server.pages["/a"] = redirect("/story")
    open_fetcher(delay=0.0).fetch(f"{server.url}/a")

    assert len(server.seen) == 3
    assert slept == pytest.approx([1.0, 1.0], abs=0.2)


def test_the_longer_of_delay_and_crawl_delay_holds(server: FaultServer, open_fetcher: Open, slept: list[float]) -> None:
    """What a robots.txt asks for is honoured beside what is configured."""
    server.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 7\n")
    open_fetcher(delay=2.0).fetch(f"{server.url}/story")
    open_fetcher(delay=9.0).fetch(f"{server.url}/story")

    assert slept == pytest.approx([7.0, 9.0], abs=0.2)


@pytest.mark.parametrize(("asked", "outcome"), [("1e9", FetchOutcome.ROBOTS_REFUSED), ("nan", FetchOutcome.OK), ("-5", FetchOutcome.OK)])  # fmt: skip
def test_no_crawl_delay_can_stop_a_run(
    server: FaultServer, fetcher: Fetcher, asked: str, outcome: FetchOutcome
) -> None:
    """Who asks for more than a run waits is not asked; what is no delay is none."""
    server.pages["/robots.txt"] = robots(f"User-agent: *\nCrawl-delay: {asked}\n")

    assert fetcher.fetch(f"{server.url}/story")[-1].outcome is outcome


def test_hosts_do_not_wait_for_each_other() -> None:
    """The pace is each host's own, and time that has passed anyway is not waited again."""
    now, slept = [100.0], []
    pace = Pace(Clock(monotonic=lambda: now[0], sleep=slept.append), delay=5.0)
    pace.wait("a.example")
    pace.ended("a.example")
    pace.wait("b.example")
    now[0] = 102.0
    pace.wait("a.example")
    now[0] = 106.0
    pace.wait("a.example")

    assert slept == [3.0]


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 240.0.0.1
    198.18.0.1 192.0.2.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1
    64:ff9b::7f00:1 64:ff9b:1::a00:1 2002:7f00:1:: 2002:a00:1:: 2001:0:4136:e378:8000:63bf:80ff:fffe 2001:db8::1
    localhost 0x7f.1 127.1 2130706433""".split(),
)
def test_addresses_that_are_not_public_are_known(address: str) -> None:
    """Private, local, reserved and wrapped addresses are none of the internet's."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", "1.1.1.1 93.184.216.34 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split()
)
def test_public_addresses_are_known(address: str) -> None:
    """What is on the internet may be called."""
    assert is_public(address)


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("onrecord/0.1 (+x)", "onrecord"),
        ("press monitor/2", "press"),
        ("Mozilla/5.0 (compatible; Watch/1)", "Mozilla/5.0 (compatible; Watch/1)"),
    ],
)
def test_the_name_in_robots_is_the_product_token(agent: str, token: str) -> None:
    """What a robots.txt calls us by is the first word of what we call ourselves."""
    assert product_token(agent) == token


def test_a_long_robots_file_is_read_as_far_as_it_was_kept() -> None:
    """Rules at the beginning of a file that was cut hold."""
    attempt = Attempt(
        purpose=Purpose.ROBOTS,
        requested_url="https://a.example/robots.txt",
        final_url="https://a.example/robots.txt",
        outcome=FetchOutcome.TOO_LARGE,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        duration=1.0,
        status=200,
        payload=b"User-agent: *\nDisallow: /private\n" + b"# filler\n" * 100_000,
    )
    rules = read_robots(attempt, agent="onrecord")

    assert rules.refuses("https://a.example/private/1") != ""
    assert rules.refuses("https://a.example/story") == ""


def test_a_condition_is_not_sent_to_where_a_redirect_leads(server: FaultServer, fetcher: Fetcher) -> None:
    """It was this address that gave the validator: another's 304 says nothing of it."""
    server.pages["/away"] = redirect("/story")
    server.pages["/story"] = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'

    got = fetcher.fetch(f"{server.url}/away", conditional=(("If-None-Match", '"1"'),))[-1]

    assert (got.outcome, got.status) == (FetchOutcome.HTTP_ERROR, 304)
    assert ["if-none-match" in request for request in server.requests] == [False, True, False]


def test_an_attempt_starts_when_its_request_is_sent(server: FaultServer) -> None:
    """What was waited for politeness and for robots.txt lies before it; every attempt has its own moment."""
    passed = [0.0]

    def sleep(seconds: float) -> None:
        passed[0] += seconds

    began = datetime(2026, 3, 1, tzinfo=UTC)
    clock = Clock(now=lambda: began + timedelta(seconds=passed[0]), monotonic=lambda: passed[0], sleep=sleep)
    server.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 7\nDisallow: /other\n")
    server.pages["/away"] = redirect("/story")
    with Fetcher(FetchSettings(contact="a@b.example"), clock=clock) as fetcher:
        attempts = [
            one
            for page in ("story", "story", "other", "away")
            for one in fetcher.fetch(f"{server.url}/{page}", named=[server.url])
        ]

    assert [(one.started_at - began).total_seconds() for one in attempts] == [0, 7, 14, 14, 21]
