"""The whole line on the shipped pages: from a folder of saved pages to statements that can be checked."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter

SEED_COMPANIES = {
    "Facebook", "WhatsApp", "Instagram", "Google", "Microsoft", "Twitter", "TikTok", "Telegram", "ProtonMail", "Signal",
    "Apple", "Zoom",
}  # fmt: skip
INTERFACE = [
    "id", "company", "company_key", "stance", "group", "modality", "form", "source", "cue", "evidence", "target", "origin",
    "article", "headline", "outlet", "date_published", "captured_at", "custody", "start", "end", "rule",
]  # fmt: skip
HAPPENED_BY_ITSELF = {"run", "run_end"}


def test_the_shipped_pages_give_at_least_forty_statements_of_all_twelve_companies(run_place):
    """What `make run` promises a new user."""
    statements = run_place.jsonl("statements", "--format", "jsonl")

    assert len(statements) >= 40
    assert {one["company"] for one in statements} >= SEED_COMPANIES


def test_statements_have_the_fields_of_the_interface_in_order(run_place):
    """Programs outside rely on the names."""
    assert [list(one) for one in run_place.jsonl("statements", "--format", "jsonl", "--limit", "3")] == [INTERFACE] * 3


def test_evidence_stands_at_its_offsets_and_ids_are_unique(run_place):
    """Every row's words are the text's words."""
    rows = run_place.ask(
        "SELECT s.exact, substr(r.text, s.start + 1, s.end - s.start) FROM statement s JOIN revision r ON r.id = s.revision_id"
    )
    ids = Counter(one["id"] for one in run_place.jsonl("statements", "--format", "jsonl"))

    assert rows
    assert all(exact == found for exact, found in rows)
    assert max(ids.values()) == 1


def test_every_capture_ends_in_one_of_the_four_ways(run_place):
    """Nothing is without an outcome, and a page with statements says so."""
    captures = run_place.counts()["capture"]
    endings = dict(run_place.ask("SELECT ending, count(*) FROM outcome GROUP BY ending"))

    assert sum(endings.values()) == captures
    assert set(endings) <= {"statements", "none", "skipped", "quarantined"}


def test_walls_and_error_pages_are_skipped_with_their_kind(run_place):
    """A consent wall, a soft 404 and a paywall teaser give no statement, and a German page has no rules."""
    reasons = {reason for (reason,) in run_place.ask("SELECT reason FROM outcome WHERE ending = 'skipped'")}

    assert {"suspect:consent_wall", "suspect:soft_404", "suspect:paywall_teaser", "language:de"} <= reasons


def test_a_second_run_adds_a_run_and_nothing_else(run_place):
    """Reading the same folders twice is a confirmation, not a copy."""
    before = run_place.counts()

    code, out, _ = run_place.give("run")

    after = run_place.counts()
    assert code == 0
    assert "nothing new" in out
    assert {name for name in after if after[name] != before[name]} == HAPPENED_BY_ITSELF


def test_a_second_run_loads_no_extractor_and_no_http_client(run_place):
    """A cron job that finds nothing new does not pay for what it does not use."""
    code = (
        "import sys; from pipeline.cli import main; code = main(['run']); "
        "heavy = {'trafilatura', 'lxml', 'httpx', 'bs4', 'alembic', 'sqlalchemy.orm', 'feedparser'} & set(sys.modules); "
        "sys.exit(f'loaded {sorted(heavy)}' if heavy else code)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=run_place.folder, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_changed_in_its_folder_is_a_new_capture_of_the_same_article(run_place):
    """A → B → A of a saved page is told apart by time; the article keeps its key."""
    folder = run_place.folder / "fixtures/pages/greenward-review"
    page = next(folder.glob("*.html"))
    page.write_text(page.read_text().replace("</body>", "<!-- seen again --></body>"))

    run_place.give("run")

    assert run_place.ask("SELECT count(DISTINCT article_id), count(*) FROM capture WHERE file LIKE '%greenward%'") == [
        (1, 2)
    ]


def test_three_revisions_are_one_article_and_show_the_newest(run_place):
    """Captures of one address are revisions; statements come from the latest, whatever the order of reading."""
    rows = run_place.ask("SELECT article_id, count(*) FROM capture GROUP BY article_id HAVING count(*) > 1")
    latest = run_place.ask("SELECT max(captured_at) FROM capture WHERE article_id = ?", rows[0][0])[0][0]
    url = run_place.ask("SELECT first_url FROM article WHERE id = ?", rows[0][0])[0][0]

    shown = run_place.jsonl("statements", "--article", url, "--format", "jsonl")

    assert [count for _, count in rows] == [3]
    assert {one["captured_at"][:10] for one in shown} == {latest[:10]}


def test_only_one_outlet_is_run_when_asked(place):
    """`--only` takes a key or a name."""
    outlets = tomllib.loads((place.folder / "config.toml").read_text())["outlets"]

    place.give("run", "--only", outlets[0]["name"])

    assert {row[0] for row in place.ask("SELECT DISTINCT outlet FROM capture")} == {outlets[0].get("key")}


def test_a_broken_sidecar_is_one_sentence_and_the_rest_goes_on(place):
    """The page is named, the others are read, and the run ends 1 because something went wrong."""
    folder = place.folder / "fixtures/pages/greenward-review"
    next(folder.glob("*.json")).write_text("{")

    code, _, err = place.give("run")

    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert "greenward-review" in err
    assert place.counts()["capture"] > 10
