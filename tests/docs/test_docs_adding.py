"""docs/adding.md can be followed: what it tells to write is accepted, and what it says will be printed is printed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from docs_pages import ROOT, read, section

from pipeline.model.rules import RulePack
from pipeline.rules import loader, pack_source, parse_pack
from pipeline.statements.examples import attributions, broken

PAGE = read("adding.md")


def blocks(title: str, language: str) -> list[str]:
    """Return the code blocks of one language under a heading, without the indentation of their list."""
    found = re.findall(rf"(?ms)^ *```{language}\n(.*?)^ *```$", section(PAGE, title))
    return [re.sub(r"(?m)^   ", "", text) for text in found]


def edited(source: bytes, diff: str) -> bytes:
    """Return a rule file after a diff that shows no more of a rule than it needs.

    A line without a sign is looked for behind the one before it, a `+` line goes behind it, and a version is replaced
    whatever its number is.
    """
    text, at = source.decode(), 0
    for line in diff.splitlines():
        sign, words = line[:1], line[1:]
        if sign == " ":
            at = text.index(f"{words}\n", at) + len(words) + 1
        elif sign == "+" and words.startswith("version"):
            text = text[:at] + re.sub(r"version = \d+", words, text[at:], count=1)
        elif sign == "+":
            text = f"{text[:at]}{words}\n{text[at:]}"
    return text.encode()


def pack() -> dict[str, bytes]:
    """Return the shipped English pack after every step about rules."""
    sources = pack_source("en")
    words = blocks("A word that attributes", "diff")[0]
    sources["words_cues.toml"] = edited(sources["words_cues.toml"], words)
    sources["frames.toml"] += f"\n{blocks('An attribution frame', 'toml')[0]}".encode()
    sources["stance_acts.toml"] += f"\n{blocks('A stance cue', 'toml')[0]}".encode()
    return sources


@pytest.fixture(scope="module")
def rules() -> RulePack:
    """Return the pack that the sections about rules make."""
    return parse_pack("en", pack())


@pytest.mark.parametrize("rule", ["speech.report", "claimed.by-that", "review.park"])
def test_the_rules_of_the_page_keep_their_promises(rules, rule):
    """After every step, each rule that was written or changed matches its examples and not its counterexamples."""
    assert rule in {one.id for one in rules.rules}
    assert [(case, why) for case, why in broken(rules) if case.rule == rule] == []


@pytest.mark.parametrize(("title", "read_before"), [("A word that attributes", []), ("An attribution frame", ["It"])])
def test_what_is_not_read_before_a_step_is_not_read(title, read_before):
    """What a section about rules begins with is as it says: the shipped pack does not read the words as meant."""
    text = re.search(r'"text": "([^"]+)"|with the text\s+"([^"]+)"', section(PAGE, title))
    assert text is not None
    words = text[1] or " ".join(text[2].split())
    shipped = parse_pack("en", pack_source("en"))
    found = [words[span.start : span.end] for item in attributions(shipped, words) for span in item.content]

    assert found in ([], read_before)


def write_behind(path: Path, text: str) -> None:
    """Write a block at the end of a file."""
    path.write_text(f"{path.read_text()}\n{text}")


def with_page(place) -> None:
    """Follow the sections about an outlet and a saved page."""
    folder = place.folder / "pages" / "example-gazette"
    folder.mkdir(parents=True)
    (folder / "ferry-fees.html").write_text(blocks("A saved page", "html")[0])
    (folder / "ferry-fees.json").write_text(blocks("A saved page", "json")[0])
    write_behind(place.folder / "config.toml", blocks("An outlet", "toml")[0])
    assert place.give("run", "--only", "example-gazette")[0] == 0


def with_company(place) -> None:
    """Follow the section about a company as well, up to its acceptance."""
    with_page(place)
    write_behind(place.folder / "companies.toml", blocks("A company", "toml")[0])
    assert place.give("reprocess")[0] == 0


def promised(title: str) -> list[str]:
    """Return what a section says is printed of statements: sign, id, company and words, without labels and rule."""
    return re.findall(r"(?m)^ +([+~-] [0-9a-f]{10} .*?');", section(PAGE, title))


def test_outlet_page_and_company_can_be_added(run_place):
    """The dry run prints what the page says that it prints, and a company is found by the names it was given."""
    with_page(run_place)
    write_behind(run_place.folder / "companies.toml", blocks("A company", "toml")[0])
    code, out, err = run_place.give("reprocess", "--dry-run")

    assert (code, err) == (0, "")
    assert [line for line in promised("A company") if line not in out] == []
    assert run_place.give("reprocess")[0] == 0
    assert "Northwind Traders" in run_place.give("statements", "--company", "Northwind")[1]


def test_a_company_can_be_renamed(run_place):
    """With its key written out, a company that is renamed keeps the ids of its statements."""
    with_company(run_place)
    path = run_place.folder / "companies.toml"
    old, new = blocks("A company", "toml")[0], blocks("A company that is renamed", "toml")[0]
    path.write_text(path.read_text().replace(old, new))
    code, out, err = run_place.give("reprocess", "--dry-run")

    assert (code, err) == (0, "")
    assert [line for line in promised("A company that is renamed") if line not in out] == []
    assert run_place.give("reprocess")[0] == 0
    for name in ("Nordwind Group", "Northwind Traders", "northwind-traders"):
        assert "Nordwind Group" in run_place.give("statements", "--company", name)[1]


def test_changed_rules_print_what_they_change(run_place, tmp_path, monkeypatch):
    """With the rules of the page, the dry run prints the statements that the page promises."""
    with_company(run_place)
    shutil.copytree(ROOT / "pipeline" / "rules", tmp_path / "rules")
    for name, data in pack().items():
        (tmp_path / "rules" / "en" / name).write_bytes(data)
    monkeypatch.setattr(loader, "_PACKS", tmp_path / "rules")
    code, out, err = run_place.give("reprocess", "--dry-run")

    assert (code, err) == (0, "")
    assert [line for line in promised("What a changed rule would change") if line not in out] == []


def test_the_labels_of_the_fixture_page_are_complete():
    """The golden file of the example has the keys that the tests of the pages ask for."""
    sidecar, labels = (json.loads(text) for text in blocks("A fixture page", "json"))
    shown = json.loads(Path(ROOT / "tests/golden/pages/radio-kestrel/apple-fbi-2016.json").read_text())

    assert set(sidecar) == {"url", "final_url", "captured_at", "status", "headers", "outlet"}
    assert {"page", "outcome", "must", "mustnot", "statements"} <= set(labels)
    assert set(labels["statements"][0]) == set(shown["statements"][0])
