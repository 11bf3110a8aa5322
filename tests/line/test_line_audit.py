"""One statement followed by hand, as an outsider would who trusts nothing but the bytes."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import tomllib

import lxml.html
import pytest

from pipeline.run.session import archive_of

KEYS = [
    "report", "statement", "context", "rule", "origin", "revision", "place", "capture", "fetch", "run", "generation",
    "rederived",
]  # fmt: skip


def chain_of(place, id_):
    code, out, err = place.give("audit", id_, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def chain(run_place):
    """Return the chain of a statement from a page of plain UTF-8."""
    shown = run_place.jsonl("statements", "--format", "jsonl", "--company", "Facebook")
    return chain_of(run_place, next(one["id"] for one in shown if "harbourledger" in one["article"]))


def test_the_chain_has_the_parts_of_the_interface(chain):
    """Programs outside rely on the names."""
    assert set(chain) >= set(KEYS)
    assert set(chain["context"]) >= {"prefix", "exact", "suffix"}
    assert set(chain["rule"]) >= {"id", "version", "digest", "why"}
    assert set(chain["revision"]) >= {"text_digest", "extractor", "versions"}
    assert set(chain["capture"]) >= {"digest", "length", "custody", "intact"}
    assert chain["rederived"] in {"same", "differs", "gone", "not_comparable"}


def test_the_payload_is_the_file(run_place, chain):
    """The digest is the SHA-256 of the page's own bytes, and the length is theirs."""
    payload = (run_place.folder / chain["fetch"]["file"]).read_bytes()

    assert chain["capture"]["digest"] == hashlib.sha256(payload).hexdigest()
    assert chain["capture"]["length"] == len(payload)
    assert (chain["capture"]["custody"], chain["capture"]["intact"]) == ("declared", True)


def test_the_place_holds_in_the_page(run_place, chain):
    """The XPath names one element of lxml's tree, and its words are the paragraph's."""
    page = (run_place.folder / chain["fetch"]["file"]).read_bytes()
    if page[:2] == b"\x1f\x8b":
        page = gzip.decompress(page)
    tree = lxml.html.document_fromstring(page.decode())

    assert chain["place"]["blocks"]
    assert chain["place"]["xpath"] == chain["place"]["blocks"][0]["xpath"]
    for block in chain["place"]["blocks"]:
        (element,) = tree.xpath(block["xpath"])
        words = "".join(element.text_content().split())
        start, end = (block[name] - chain["context"]["paragraph_start"] for name in ("start", "end"))
        assert "".join(chain["context"]["paragraph"][max(0, start) : end].split()) in words


def test_offsets_and_context_are_those_of_the_text(run_place, chain):
    """The text hashes to its digest, and the evidence stands in it where the statement says, between its context."""
    one, context = chain["statement"], chain["context"]
    ((text,),) = run_place.ask("SELECT text FROM revision WHERE text_digest = ?", chain["revision"]["text_digest"])

    assert hashlib.sha256(text.encode()).hexdigest() == chain["revision"]["text_digest"]
    assert text[one["start"] : one["end"]] == context["exact"] == one["evidence"]
    assert text[: one["start"]].endswith(context["prefix"])
    assert text[one["end"] :].startswith(context["suffix"])
    assert text[context["paragraph_start"] :].startswith(context["paragraph"])
    assert context["exact"] in context["paragraph"]


def test_the_id_can_be_computed_by_anyone(chain):
    """Canonical JSON, SHA-256, twenty digits: nothing of ours is needed."""
    one = chain["statement"]
    raw = json.dumps(
        ["onrecord/1", chain["capture"]["article_key"], one["company_key"], one["evidence"], one["n"]],
        ensure_ascii=False,
        separators=(",", ":"),
    )

    assert one["id"] == hashlib.sha256(raw.encode()).hexdigest()[:20]


def test_the_rule_stands_in_the_kept_pack(run_place, chain):
    """The rule as it was then is found in the bytes that were kept with the run, whatever the files say today."""
    ((blob,),) = run_place.ask("SELECT digest FROM evidence WHERE subject = ?", chain["rule"]["digest"])
    assert len(blob) == 64
    ((shelf,),) = run_place.ask("SELECT shelf FROM blob WHERE digest = ?", blob)
    archive = archive_of(run_place.database)
    files = json.loads(archive.get(blob, shelf))["en"]
    archive.close()
    rules = {
        (rule["id"], str(rule["version"]))
        for data in files.values()
        for table in tomllib.loads(base64.b64decode(data).decode()).values()
        if isinstance(table, list)
        for rule in table
        if "id" in rule and "version" in rule
    }

    assert (chain["rule"]["id"], chain["rule"]["version"]) in rules
    assert chain["rule"]["description"]
    assert [step for step in chain["rule"]["why"] if set(step) != {"stage", "note", "rule", "start", "end"}] == []


def test_deriving_it_again_gives_the_same(run_place, chain):
    """With the stored derivation out of sight; and a changed label is not the same."""
    assert chain["rederived"] == "same"
    run_place.change("UPDATE statement SET target = 'the moon' WHERE statement_id = ?", chain["statement"]["id"])

    assert chain_of(run_place, chain["statement"]["id"])["rederived"] == "differs"


def test_the_report_attributes(chain):
    """It says who reported, when, of whom; never that it is so."""
    one = chain["statement"]

    assert chain["report"].startswith("The Harbour Ledger, ")
    assert f": {one['company']}" in chain["report"]
    assert chain["report"].endswith(f"; {one['stance']}, {one['modality']}")


def test_every_statement_can_be_followed(run_place):
    """No statement on record has a chain that breaks."""
    for one in run_place.jsonl("statements", "--format", "jsonl")[::15]:
        chain = chain_of(run_place, one["id"])
        assert (chain["capture"]["intact"], chain["rederived"]) == (True, "same")


def test_for_a_person_the_chain_is_readable(run_place, chain):
    """The report first, the words marked in their paragraph, the bytes' digest, and on request every step."""
    code, out, _ = run_place.give("audit", chain["statement"]["id"], "--why")

    assert code == 0
    assert out.startswith(chain["report"][:40])
    assert f"»{chain['context']['exact']}«" in out
    assert chain["capture"]["digest"] in out
    assert all(step["note"] in out for step in chain["rule"]["why"])


def test_a_statement_that_a_newer_text_dropped_still_resolves(run_place, chain):
    """The outlet took the words out: the id leads to the capture that carried them, and says that they are gone."""
    one = chain["statement"]
    page = run_place.folder / chain["fetch"]["file"]
    text = page.read_text()
    words = next(line for line in text.splitlines() if one["evidence"][:25] in line)
    later = page.with_name("later.html")
    later.write_text(text.replace(words, ""))
    declared = json.loads(page.with_name(page.name.partition(".")[0] + ".json").read_text())
    later.with_suffix(".json").write_text(json.dumps({**declared, "captured_at": "2026-01-01T00:00:00Z"}))
    run_place.give("run")

    code, out, _ = run_place.give("audit", one["id"])

    assert chain["revision"]["newest"]
    assert code == 0
    assert "the newest text kept of this article no longer carries it" in out
    assert not chain_of(run_place, one["id"])["revision"]["newest"]
