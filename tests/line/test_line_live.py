"""Live places, against a web server on loopback: feeds, addresses, failures, robots.txt, and pages saved for later."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from line_site import fetches


def test_a_feed_is_captured_once_and_confirmed_afterwards(place, site, follow):
    """Every attempt is a row; a second run adds attempts, and neither capture nor sighting nor statement."""
    names = ["/one", "/two", "/three"]
    site.feed("/rss.xml", *names)
    for name in names:
        site.article(name, f"Harbour{name}")
    follow(f'feed = "{site.base}/rss.xml"')

    assert place.give("run", "--again")[0] == 0
    before = place.counts()
    assert place.ask("SELECT DISTINCT custody, outlet FROM capture") == [("fetched", "loop-gazette")]
    assert before["capture"] == before["sighting"] == before["article"] == 3
    assert {row[0] for row in place.ask("SELECT entry_id FROM sighting")} == {f"id{name}" for name in names}
    assert fetches(place) == [("article", "ok", 3), ("feed", "ok", 1), ("robots", "http_error", 1)]
    shown = place.jsonl("statements", "--format", "jsonl")
    assert {one["company"] for one in shown} == {"Google"}
    assert {one["custody"] for one in shown} == {"fetched"}
    chain = json.loads(place.give("audit", shown[0]["id"], "--json")[1])
    assert chain["fetch"]["peer"].startswith("127.0.0.1")
    assert chain["fetch"]["requested_url"] == shown[0]["article"]
    assert dict(chain["fetch"]["request_headers"])["User-Agent"].find("desk@monitor.example") > 0

    assert place.give("run", "--again")[0] == 0
    after = place.counts()
    assert {name for name in after if after[name] != before[name]} == {"run", "run_end", "fetch"}
    assert after["fetch"] == 2 * before["fetch"]


def test_what_did_not_change_is_not_sent_again(place, site, follow):
    """Feed and articles are asked for what is newer; an article that changed is captured though its feed did not."""
    site.tags.append("on")
    site.feed("/rss.xml", "/one", "/two")
    site.article("/one", "first")
    site.article("/two", "first")
    follow(f'feed = "{site.base}/rss.xml"')
    place.give("run", "--again")
    site.article("/two", "second")

    assert place.give("run", "--again")[0] == 0
    assert fetches(place) == [
        ("article", "not_modified", 1),
        ("article", "ok", 3),
        ("feed", "not_modified", 1),
        ("feed", "ok", 1),
        ("robots", "http_error", 2),
    ]
    assert place.ask("SELECT count(*) FROM capture") == [(3,)]
    ((confirmed,),) = place.ask(
        "SELECT c.url FROM fetch f JOIN capture c ON c.id = f.capture_id WHERE f.outcome = 'not_modified'"
    )
    assert confirmed == f"{site.base}/one"
    assert place.give("verify", "--rederive")[0] == 0


def test_an_article_that_changes_and_changes_back_is_three_captures(place, site, follow):
    """A → B → A: three captures of one article, and the statements of the newest are shown."""
    follow(f'urls = "{site.base}/one"')
    for title in ("first", "second", "first"):
        site.article("/one", title)
        assert place.give("run", "--again")[0] == 0

    counts = place.counts()
    assert (counts["capture"], counts["article"]) == (3, 1)
    assert place.ask("SELECT count(*), count(DISTINCT digest) FROM capture") == [(3, 2)]
    shown = place.jsonl("statements", "--format", "jsonl")
    assert {one["headline"] for one in shown} == {"first"}
    latest = place.ask("SELECT max(captured_at) FROM capture")[0][0]
    assert {one["captured_at"][:19] for one in shown} == {latest[:19].replace(" ", "T")}


def test_a_server_that_is_down_is_said_once(place, site, follow):
    """The first time something new went wrong; while it lasts nothing new does, and what was collected stays."""
    site.article("/one", "first")
    follow(f'urls = "{site.base}/one"')
    place.give("run", "--again")
    kept = place.jsonl("statements", "--format", "jsonl")
    site.close()

    code, _, err = place.give("run", "--again")
    assert (code, len(err.splitlines())) == (1, 1)
    assert f"{site.base}/one" in err
    assert place.give("run", "--again")[0] == 0
    assert place.jsonl("statements", "--format", "jsonl") == kept != []


def test_a_page_that_is_gone_is_a_failure_of_its_own(place, site, follow):
    """A 404 is recorded and named; the other page is read all the same."""
    site.article("/two", "second")
    follow(f'urls = ["{site.base}/gone", "{site.base}/two"]')

    code, _, err = place.give("run", "--again")

    assert code == 1
    assert "/gone" in err
    assert "404" in err
    assert place.ask("SELECT url FROM capture") == [(f"{site.base}/two",)]


def test_a_page_that_robots_txt_forbids_is_skipped(place, site, follow):
    """A refusal is a row and a count, not an error, and the page is never asked for."""
    site.pages["/robots.txt"] = ("text/plain", "User-agent: *\nDisallow: /private\n")
    site.article("/private", "first")
    follow(f'urls = "{site.base}/private"')

    assert place.give("run", "--again")[0] == 0
    assert place.counts()["capture"] == 0
    assert ("article", "robots_refused", 1) in fetches(place)


def test_without_a_contact_nothing_is_asked_for(place, site, follow):
    """One sentence that names the key, before a store is made."""
    follow(f'urls = "{site.base}/one"', contact="")

    code, out, err = place.give("run", "--again")

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "contact" in err
    assert not place.database.exists()


def test_a_saved_page_is_the_same_payload_under_its_own_custody(place, site, follow):
    """`save` and then `run` on the folder: the bytes that the server sent, declared by the sidecar."""
    site.article("/one", "first")
    follow(f'urls = "{site.base}/one"')
    place.give("run", "--again")
    fetched = place.ask("SELECT digest FROM capture")

    code, _, err = place.give("save", f"{site.base}/one", "--to", "kept")
    assert (code, err) == (0, "")
    (place.folder / "companies").mkdir()
    follow('pages = "kept"\n[store]\npath = "companies/onrecord.db"')
    assert place.give("run", "--again")[0] == 0

    shown = place.jsonl("statements", "--format", "jsonl")
    assert {one["custody"] for one in shown} == {"declared"}
    assert {one["article"] for one in shown} == {f"{site.base}/one"}
    chain = json.loads(place.give("audit", shown[0]["id"], "--json")[1])
    assert chain["capture"]["digest"] == fetched[0][0]
    assert Path(chain["fetch"]["file"]).parent == Path("kept")


def test_a_page_that_cannot_be_saved_is_named(place, site, follow):
    """The others are saved; the exit code says that one was not."""
    site.article("/one", "first")
    follow(f'urls = "{site.base}/one"')

    code, out, err = place.give("save", f"{site.base}/gone", f"{site.base}/one", "--to", "kept")

    assert code == 1
    assert len(err.splitlines()) == 1
    assert "/gone" in err
    assert "/one -> " in out


def test_a_feed_cannot_send_us_to_our_own_network(place, site, follow):
    """An entry that links to a private host that nobody configured is a failure of its own, and is not asked for."""
    site.feed("/rss.xml", "/one")
    site.article("/one", "first")
    kind, feed = site.pages["/rss.xml"]
    inside = "".join(
        f"<item><title>x</title><link>{link}</link></item>"
        for link in (site.base.replace(".0.1", ".0.2"), "http://127.0.0.2/x", "http://169.254.169.254/latest")
    )
    site.pages["/rss.xml"] = (kind, feed.replace("</channel>", f"{inside}</channel>"))
    follow(f'feed = "{site.base}/rss.xml"')

    code, _, err = place.give("run", "--again")

    assert (code, len(err.splitlines())) == (1, 3)
    assert place.ask("SELECT url FROM capture") == [(f"{site.base}/one",)]
    assert ("article", "blocked_address", 3) in fetches(place)
    assert place.ask("SELECT count(*) FROM fetch WHERE peer NOT IN ('', '127.0.0.1')") == [(0,)]


def test_a_public_feed_cannot_send_us_to_a_configured_private_host(place, site, follow, monkeypatch):
    """What the feed says is the feed's word, also where the configuration names the same host."""
    monkeypatch.setattr("pipeline.run.places.is_public", lambda peer: peer == "127.0.0.1")
    site.feed("/rss.xml", "/one")
    site.article("/one", "first")
    follow(f'feed = "{site.base}/rss.xml"')

    assert place.give("run", "--again")[0] == 1
    assert ("article", "blocked_address", 1) in fetches(place)
    assert place.counts()["capture"] == 0


def sent_validators(place):
    """Return how many requests for articles carried a condition, by run."""
    return [
        (run, any(name.startswith("If-") for name, _ in json.loads(headers)))
        for run, headers in place.ask("SELECT run_id, request_headers FROM fetch WHERE purpose = 'article' ORDER BY id")
    ]


def test_an_article_that_moved_is_not_confirmed_by_the_address_it_moved_to(place, site, follow):
    """The validators go to the address that gave them; where it leads now is asked for the whole page."""
    site.tags.append("on")
    site.article("/one", "first")
    site.article("/two", "first")
    follow(f'urls = "{site.base}/one"')
    place.give("run", "--again")
    site.article("/two", "second")
    site.moved["/one"] = "/two"
    site.stubborn.add("/two")

    assert place.give("run", "--again")[0] == 0
    assert place.ask("SELECT final_url FROM capture ORDER BY id") == [(f"{site.base}/one",), (f"{site.base}/two",)]
    assert place.give("run", "--again")[0] == 0
    assert ("article", "not_modified", 1) not in fetches(place)


def test_an_article_whose_payload_is_damaged_is_asked_for_whole(place, site, follow):
    """A 304 would confirm bytes that nobody can show; the whole answer heals them."""
    site.tags.append("on")
    site.article("/one", "first")
    follow(f'urls = "{site.base}/one"')
    place.give("run", "--again")
    ((digest,),) = place.ask("SELECT digest FROM capture")
    (shelf,) = (place.folder / "archive").glob("*.db")
    connection = sqlite3.connect(shelf)
    with connection:
        connection.execute("UPDATE payload SET data = ? WHERE digest = ?", (b"damaged", digest))
    connection.close()

    assert place.give("run", "--again")[0] == 0
    assert sent_validators(place) == [(1, False), (2, False)]
    assert place.counts()["capture"] == 1
    assert place.give("verify")[0] == 0
    assert place.give("run", "--again")[0] == 0
    assert sent_validators(place)[-1] == (3, True)


def test_a_validator_that_cannot_be_sent_is_left_out(place, site, follow):
    """An ETag outside ASCII is the server's mistake; the page is asked for whole."""
    site.tags.append("\xe9t\xe9")
    site.article("/one", "first")
    follow(f'urls = "{site.base}/one"')

    assert [place.give("run")[0], place.give("run", "--again")[0]] == [0, 0]
    assert fetches(place)[0] == ("article", "ok", 2)
    assert sent_validators(place) == [(1, False), (2, False)]


def test_a_secret_in_an_address_is_neither_printed_nor_kept(place, site, follow):
    """What `save` is asked with stays with who typed it."""
    site.article("/one", "first")
    follow(f'urls = "{site.base}/one"')
    secret = site.base.replace("//", "//reader:hunter2@")

    code, out, err = place.give("save", f"{secret}/one", f"{secret}/gone", "http://reader:hunter2@[", "--to", "kept")

    assert code == 1
    assert f"{site.base}/one -> " in out
    assert len(err.splitlines()) == 2
    assert "hunter2" not in out + err + "".join(path.read_text() for path in (place.folder / "kept").iterdir())
