"""The rules can be listed, shown, checked and counted, and a changed pack can be tried on everything stored."""

from __future__ import annotations

import json
import shutil

import pytest

from pipeline.run.configured import load_packs

PACK = load_packs(("en",))[0]
TEXT = "Acme Motors refused to hand over the records. It said that it would appeal. Acme Motors has 300 staff."
COMPANIES = '[[companies]]\nname = "Acme Motors"\n'


@pytest.fixture
def changed(place):
    """Return a copy of the shipped pack in which one word no longer stands for a refusal."""
    folder = place.folder / "packs" / "en"
    folder.mkdir(parents=True)
    for name, data in PACK.sources:
        (folder / name).write_bytes(data)
    return folder


def test_every_rule_is_listed_with_what_it_is_for(place):
    """A line for each, with id, version, shape and description."""
    code, out, err = place.give("rules", "list")

    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(PACK.rules) + 1
    assert all(f"{rule.id}@{rule.version}" in out and " ".join(rule.description.split()) in out for rule in PACK.rules)


@pytest.mark.parametrize("rule", [PACK.lists[0], PACK.frames[0], PACK.cues[0]], ids=lambda rule: rule.id)
def test_one_rule_is_shown_whole(place, rule):
    """Its description, and all that it must and must not match."""
    code, out, _ = place.give("rules", "show", rule.id)

    assert code == 0
    for text in (rule.description, *rule.examples, *rule.counterexamples):
        assert " ".join(text.split()) in out


def test_the_shipped_examples_hold(place):
    """Exit 0, with how many were run."""
    code, out, _ = place.give("rules", "check")

    assert code == 0
    assert out.endswith(": 0 broken.\n")


def test_a_broken_promise_is_named(place, changed):
    """Exit 1, with the rule, the text and what was read instead."""
    file = changed / "stance_acts.toml"
    old = file.read_text()
    assert '"Acme rejected the bid. -> refuse"' in old
    file.write_text(old.replace('"Acme rejected the bid. -> refuse"', '"Acme rejected the bid. -> comply"'))

    code, out, _ = place.give("rules", "check", "--rules", str(changed))

    assert code == 1
    assert "Acme rejected the bid." in out
    assert "the label is refuse" in out


def test_a_pack_that_cannot_be_read_is_one_sentence(place, changed):
    """Exit 2 names file, rule and key."""
    file = changed / "stance_acts.toml"
    file.write_text(file.read_text().replace("description", "descripton", 1))

    code, out, err = place.give("rules", "list", "--rules", str(changed))

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "stance_acts.toml" in err
    assert "descripton" in err


def test_coverage_counts_what_is_on_record(run_place):
    """The statements on record, by the rule that labelled them; rules that never fired are listed too."""
    shown = run_place.jsonl("statements", "--format", "jsonl")
    rule = shown[0]["rule"]

    code, out, _ = run_place.give("rules", "coverage")

    rules, _, misses = out.partition("\n\n")
    counts = dict(line.split() for line in rules.splitlines()[1:])
    assert code == 0
    assert "no_stance" in misses
    assert int(counts[rule]) == sum(one["rule"] == rule for one in shown)
    assert "0" in counts.values()


def test_coverage_on_labelled_texts_tells_precision(place):
    """Right and wrong labels of a rule are told apart."""
    (place.folder / "some.toml").write_text(COMPANIES)
    end = TEXT.index(".")
    label = {"company": "Acme Motors", "stance": "refuse", "start": 0, "end": end, "evidence": TEXT[:end]}
    (place.folder / "gold.jsonl").write_text(json.dumps({"id": "1", "text": TEXT, "records": [label]}) + "\n")

    code, out, err = place.give("rules", "coverage", "--gold", "gold.jsonl", "--companies", "some.toml")

    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[1:]}
    assert (code, err) == (0, "")
    assert any(row == ["1", "1", "1", "1.00"] for name, row in rows.items() if name.startswith("refuse"))
    assert any(row == ["1", "0", "0", "0.00"] for name, row in rows.items() if name.startswith("challenge"))


def test_a_changed_pack_is_tried_on_everything_stored(run_place):
    """The plan shows what would change, statement by statement; nothing is accepted, nobody reads anything else."""
    before = run_place.jsonl("statements", "--format", "jsonl")
    folder = run_place.folder / "packs" / "en"
    folder.mkdir(parents=True)
    for name, data in PACK.sources:
        (folder / name).write_bytes(data.replace(b'label = "refuse"', b'label = "oppose"'))

    code, out, _ = run_place.give("reprocess", "--dry-run", "--rules", str(folder))

    assert code == 0
    assert "stance: 'refuse' -> 'oppose'" in out
    assert "Nothing was accepted" in out
    assert run_place.jsonl("statements", "--format", "jsonl") == before


def test_a_changed_pack_is_only_tried(run_place, tmp_path):
    """Without --dry-run it is refused: later runs would not read with it."""
    folder = tmp_path / "packs" / "en"
    folder.mkdir(parents=True)

    code, out, err = run_place.give("reprocess", "--rules", str(folder))

    assert (code, out) == (2, "")
    assert "--dry-run" in err
    shutil.rmtree(folder)


def test_annotate_says_why(place):
    """Every statement with its steps and the words that decided; what was let go, with its reason."""
    (place.folder / "some.toml").write_text(COMPANIES)
    lines = [json.dumps({"id": "one", "text": TEXT}), "not json"]
    (place.folder / "docs.jsonl").write_text("\n".join(lines) + "\n")

    code, out, err = place.give("annotate", "docs.jsonl", "--why", "--companies", "some.toml")

    assert code == 1
    assert "line 2" in err
    assert "Acme Motors: refuse, asserted, narrated" in out
    assert "»Acme Motors refused to hand over the records«" in out
    assert "refused" in out
    assert "Who was read to say what:" in out
