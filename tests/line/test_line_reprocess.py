"""Re-processing: a plan first, then acceptance; identities that survive it."""

from __future__ import annotations

import re


def ids(place):
    return {one["id"] for one in place.jsonl("statements", "--format", "jsonl")}


def test_reprocessing_with_nothing_changed_keeps_every_id(run_place):
    """The same payloads, rules and registry give the same statements."""
    before = ids(run_place)

    code, out, _ = run_place.give("reprocess")

    assert code == 0
    assert "0 added, 0 lost, 0 changed" in out
    assert ids(run_place) == before


def test_the_same_again_takes_no_more_room(run_place):
    """A generation of the same recipe replaces the one before; what that derived is not kept twice."""
    before = run_place.counts()

    run_place.give("reprocess")
    run_place.give("reprocess")

    after = run_place.counts()
    assert {name for name in before if after[name] != before[name]} == {"run", "run_end", "generation", "acceptance"}
    assert run_place.give("verify", "--rederive")[0] == 0


def test_a_rename_without_a_key_is_told(run_place, edit):
    """Who renames a company and forgets its key is told what to write before the ids are gone."""
    edit("fixtures/companies.toml", 'name = "Orrin Group"', 'name = "Orrin Holdings"')

    code, out, _ = run_place.give("reprocess", "--dry-run")

    assert code == 0
    assert 'give it `key = "orrin-group"`' in out


def test_without_a_store_there_is_nothing_to_read_anew(place):
    """It says so, and makes none."""
    code, out, err = place.give("reprocess")

    assert (code, out) == (2, "")
    assert "no store yet" in err
    assert not place.database.exists()


def test_reordering_the_registry_keeps_every_id(run_place):
    """The order of a file means nothing."""
    before = ids(run_place)
    path = run_place.folder / "fixtures/companies.toml"
    head, *companies = re.split(r"(?m)^(?=\[\[companies\]\])", path.read_text())
    path.write_text(head + "\n".join(reversed(companies)))

    run_place.give("reprocess")

    assert ids(run_place) == before


def test_renaming_a_company_with_its_key_kept_keeps_every_id(run_place):
    """A company's key is its identity; its name is how it is called today."""
    before = ids(run_place)
    path = run_place.folder / "companies.toml"
    text, number = re.subn(
        r'(?m)^name = "Telegram"$',
        'key = "telegram"\nname = "Telegram Messenger"\naliases = ["Telegram"]',
        path.read_text(),
    )
    block = text.index('name = "Telegram Messenger"')
    old_key, old_aliases = text.find("\nkey = ", block, block + 400), text.find("\naliases = ", block + 60, block + 400)
    for place in sorted(
        (place for place in (old_key, old_aliases) if place > 0 and "[[companies]]" not in text[block:place]),
        reverse=True,
    ):
        text = text[:place] + text[text.index("\n", place + 1) :]
    path.write_text(text)

    code, _, err = run_place.give("reprocess")

    assert (number, code, err) == (1, 0, "")
    assert ids(run_place) == before
    assert "Telegram Messenger" in {one["company"] for one in run_place.jsonl("statements", "--format", "jsonl")}


def test_a_dry_run_changes_nothing_that_anyone_reads(run_place, edit):
    """What is not accepted is not shown; what it would change is."""
    before = run_place.jsonl("statements", "--format", "jsonl")
    gone = next(one for one in before if one["company"] == "Zoom")
    edit("companies.toml", 'name = "Zoom"', 'name = "Zoomless"\nkey = "zoomless"')
    text = (run_place.folder / "companies.toml").read_text()
    start = text.index('name = "Zoomless"')
    end = text.index("[[companies]]", start)
    (run_place.folder / "companies.toml").write_text(text[:start] + 'name = "Zoomless"\n\n' + text[end:])

    code, out, _ = run_place.give("reprocess", "--dry-run")

    assert code == 0
    assert f"- {gone['id'][:10]}" in out
    assert "Nothing was accepted" in out
    assert run_place.jsonl("statements", "--format", "jsonl") == before

    run_place.give("reprocess")
    code, _, err = run_place.give("audit", gone["id"])
    assert gone["id"] not in ids(run_place)
    assert code == 2
    assert "it ended (reprocessed)" in err


def test_new_pages_are_read_with_todays_registry_and_old_ones_wait_for_reprocessing(run_place):
    """A run extends what is accepted; it says that older captures were read with another registry."""
    registry = run_place.folder / "companies.toml"
    registry.write_text(registry.read_text() + '\n[[companies]]\nname = "Quibbleworth Industries"\n')
    pages = run_place.folder / "fixtures/pages/greenward-review"
    (pages / "new.html").write_text(
        "<html lang=en><head><title>Plant</title></head><body><article><h1>Plant to stay open</h1>"
        + "<p>Quibbleworth Industries said on Monday that it would not close its plant in Ennor.</p>" * 1
        + "<p>The council had asked for the plant to be moved, and residents have complained of noise for years.</p>"
        "<p>A decision on the permit is due in the spring, after a hearing at which both sides are to speak.</p>"
        "</article></body></html>"
    )

    _, out, _ = run_place.give("run")

    assert "reprocess --dry-run` shows" in out
    assert [
        one["company"]
        for one in run_place.jsonl("statements", "--company", "Quibbleworth Industries", "--format", "jsonl")
    ]
    generations = run_place.ask("SELECT id, parent_id FROM generation ORDER BY id")
    assert generations == [(1, None), (2, 1)]
