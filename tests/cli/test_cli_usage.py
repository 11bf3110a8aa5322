"""What goes wrong at the command line is one sentence on standard error, with the exit code of its kind."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from pipeline.store.locks import held


def refused(place, *words):
    """Return the sentence with which a command refuses, and its exit code; nothing else may be printed."""
    code, out, err = place.give(*words)
    assert out == ""
    assert err.endswith("\n")
    assert len(err.splitlines()) == 1, err
    assert err.startswith("onrecord: ")
    assert not err.startswith("onrecord: onrecord")
    return err, code


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["gather"], "gather"),
        (["statments"], "did you mean 'statements'?"),
        (["statements", "--stance", "refused"], "did you mean 'refuse'?"),
        (["run", "--only", "harbor-ledger"], "did you mean `harbour-ledger`?"),
        (["statements", "--colour", "red"], "--colour"),
        (["statements", "--format", "xml"], "xml"),
        (["statements", "--stance", "angry"], "angry"),
        (["statements", "--limit", "0"], "0"),
        (["statements", "--limit", "-1"], "--limit"),
        (["statements", "--limit", "many"], "many"),
        (["statements", "--limit"], "--limit"),
        (["audit"], "ID"),
        (["save", "https://paper.example/a"], "--to"),
        (["verify", "--quick", "--full"], "--full"),
        (["annotate"], "DOCS.jsonl"),
        (["extract"], "--batch"),
        (["extract", "a.html", "--batch", "b.jsonl"], "--batch"),
        (["annotate", "missing.jsonl"], "missing.jsonl"),
        (["annotate", "--companies", "missing.toml", "-"], "missing.toml"),
        (["extract", "--batch", "missing.jsonl"], "missing.jsonl"),
        (["run", "--only", "the-morning-tide"], "the-morning-tide"),
        (["--config", "missing.toml", "run"], "missing.toml"),
        (["run", "--config", "missing.toml"], "missing.toml"),
        (["runs", "2"], "2"),
        (["statements", "--company", "Goggle"], "google"),
        (["statements", "--since", "last week"], "YYYY-MM-DD"),
        (["statements", "--origin", "nonsense"], "nonsense"),
        (["statements", "--origin", "channel:smoke"], "press_release"),
        (["statements", "--since", "2021-02-30"], "2021-02-30"),
    ],
)
def test_a_wrong_command_line_is_one_sentence(place, words, named):
    """The sentence names what was wrong, the exit code says that it was the user's, and no store is made."""
    sentence, code = refused(place, *words)

    assert code == 2
    assert named in sentence
    assert not place.database.exists()


@pytest.mark.parametrize(
    "words", [["runs"], ["statements"], ["audit", "3f2a"], ["verify"], ["verify", "--quick", "--json"]]
)
def test_before_any_run_a_reading_command_says_so(place, words):
    """Nobody is shown an empty table for a store that is not there; none is made either."""
    sentence, code = refused(place, *words)

    assert code == 2
    assert "`onrecord run` makes one" in sentence
    assert not place.database.exists()


@pytest.mark.parametrize("words", [["outlets"], ["companies"]])
def test_before_any_run_what_is_configured_is_shown(place, words):
    """Configured outlets and companies need no store."""
    code, out, err = place.give(*words)

    assert (code, err) == (0, "")
    assert len(out.splitlines()) > 5
    assert not place.database.exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["audit", "zebra"], "zebra"),
        (["audit", ""], "''"),
        (["audit", "0" * 20], "0" * 20),
        (["audit", "0" * 21], "0" * 21),
        (["statements", "--article", "https://nowhere.example/story"], "https://nowhere.example/story"),
        (["statements", "--company", "Goggle"], "google"),
    ],
)
def test_what_the_store_does_not_know_is_one_sentence(run_place, words, named):
    """An id, an address or a company that nobody has seen is a usage error, not an empty answer."""
    sentence, code = refused(run_place, *words)

    assert code == 2
    assert named in sentence


def test_an_ambiguous_id_names_the_candidates(run_place):
    """More ids than hexadecimal digits: some beginning stands for two, and the sentence says which."""
    ids = [row[0] for row in run_place.ask("SELECT statement_id FROM issued ORDER BY statement_id")]
    first, second = next((one, other) for one, other in pairwise(ids) if one[0] == other[0])

    sentence, code = refused(run_place, "audit", first[0])

    assert code == 2
    assert first in sentence
    assert second in sentence


def test_an_unambiguous_beginning_of_an_id_is_enough(run_place):
    """A person types some digits, in either case."""
    id_ = run_place.jsonl("statements", "--format", "jsonl", "--limit", "1")[0]["id"]

    assert run_place.give("audit", id_[:12]) == run_place.give("audit", id_)
    assert run_place.give("audit", id_.upper())[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("[store]", "[stoer]", "store"),
        ('path = "onrecord.db"', "path = 7", "path"),
        ('packs = ["en"]', 'packs = ["xx"]', "xx"),
        ('"fixtures/companies.toml"', '"fixtures/companys.toml"', "companys.toml"),
        ('key = "tallybook"', 'key = "quai-ouest"', "quai-ouest"),
        ('pages = "fixtures/pages/tallybook"', 'pagse = "fixtures/pages/tallybook"', "pages"),
        ('pages = "fixtures/pages/tallybook"', 'pages = "fixtures/pages/nowhere"', "nowhere"),
        ("[fetch]", "[fetch", "config.toml"),
        ('name = "Tallybook"', "", "name"),
    ],
)
def test_a_wrong_configuration_ends_before_a_store_is_made(place, old, new, named):
    """One sentence that names what is wrong; nothing is written."""
    path = place.folder / "config.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))

    sentence, code = refused(place, "run")

    assert code == 2
    assert named in sentence
    assert not place.database.exists()
    assert not (place.folder / "archive").exists()


@pytest.mark.parametrize("where", ["/proc/onrecord.db", "/proc/onrecord/onrecord.db", "config.toml/onrecord.db"])
def test_a_store_that_cannot_be_written_is_a_storage_error(place, where):
    """A folder that takes no file is named in one sentence, and the exit code is that of storage."""
    path = place.folder / "config.toml"
    path.write_text(path.read_text().replace('path = "onrecord.db"', f'path = "{where}"'))

    sentence, code = refused(place, "run")

    assert code == 4
    assert where.rpartition("/")[0] in sentence


@pytest.mark.parametrize(
    "words",
    [["run"], ["reprocess"], ["statements"], ["runs"], ["outlets"], ["companies"], ["verify"], ["audit", "3f2a"]],
)
def test_a_store_of_a_newer_version_is_left_alone(run_place, words):
    """Every command that would open it says that the software is too old, and touches nothing."""
    run_place.change("UPDATE alembic_version SET version_num = '0099'")
    before = run_place.counts()

    sentence, code = refused(run_place, *words)

    assert code == 6
    assert "newer" in sentence
    assert run_place.counts() == before


@pytest.mark.parametrize(("lock", "command"), [("collect", "run"), ("derive", "reprocess")])
def test_while_another_process_is_at_work_it_is_named(run_place, lock, command):
    """Who comes second is told who came first, since when, and leaves the store alone."""
    before = run_place.counts()

    with held(run_place.database, lock):
        sentence, code = refused(run_place, command)

    assert code == 3
    assert "process " in sentence
    assert "since 20" in sentence
    assert run_place.counts() == before


def test_reading_waits_for_nobody(run_place):
    """A run at work keeps nobody from reading what is there."""
    with held(run_place.database, "collect"), held(run_place.database, "derive"):
        codes = [run_place.give(*words)[0] for words in (["statements"], ["runs"], ["verify", "--quick"])]

    assert codes == [0, 0, 0]


def test_a_database_of_another_program_is_left_alone(place):
    """A path that was typed wrongly must not cost somebody their data."""
    place.change("CREATE TABLE recipes (name TEXT)")

    _, code = refused(place, "run")

    assert code == 4
    assert place.counts() == {"recipes": 0}


def test_what_is_no_database_is_a_storage_error(place):
    """A file of other bytes under the store's name is named, not overwritten."""
    place.database.write_text("shopping list\n" * 200)

    sentence, code = refused(place, "run")

    assert code == 4
    assert "onrecord.db" in sentence
    assert place.database.read_text().startswith("shopping list")


def test_the_configuration_is_found_by_the_environment(place, monkeypatch, tmp_path):
    """`ONRECORD_CONFIG` names it from anywhere; `--config` goes before it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("ONRECORD_CONFIG", str(place.folder / "config.toml"))
    shutil.copy(place.folder / "config.toml", elsewhere / "other.toml")

    assert place.give("companies")[0] == 0
    assert place.give("--config", "other.toml", "companies")[0] == 2
