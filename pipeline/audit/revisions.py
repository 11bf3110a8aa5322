"""Check every accepted revision: its text, its statements, their words in the page and, if asked, the derivation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping

from pipeline.archive import Archive
from pipeline.audit.faults import Faults
from pipeline.audit.packs import descriptions, kept_packs
from pipeline.audit.rederive import derive_again, document_differs, rows_again
from pipeline.audit.words import PageWords
from pipeline.fetch.decoding import decode_saved
from pipeline.model.errors import ArchiveError, DamageError, PipelineError
from pipeline.model.identity import digest, statement_id
from pipeline.run.derive import MAX_DECODED_BYTES
from pipeline.run.session import Progress
from pipeline.store.chain import generation_row
from pipeline.store.derive import CONTEXT
from pipeline.store.rows import revision_row, revisions_held_by, statement_ids_of, statement_rows_of
from pipeline.store.views import accepted_chain

Statements = Sequence[RowMapping]


def check_revisions(
    connection: Connection, archive: Archive, faults: Faults, progress: Progress, *, again: bool
) -> None:
    """Note every revision and statement that its payload, its text or its rules do not bear out."""
    chain = accepted_chain(connection)
    made = {number: generation_row(connection, number) for number in chain}
    known = {number: rules_of(connection, archive, row) for number, row in made.items()}
    held = revisions_held_by(connection, chain)
    for place in progress(held, total=len(held), label="revisions"):
        faults.checked["revisions"] += 1
        try:
            text = revision_row(connection, place["id"])
            rows = statement_rows_of(connection, place["id"])
            check_text(text, rows, faults)
            check_statements(place, text["text"], rows, known[place["generation_id"]], faults)
            check_words(place, rows, archive, faults)
            if again:
                check_derivation(connection, archive, made[place["generation_id"]], place, text, rows, faults)
        except (DamageError, ValueError, TypeError, LookupError) as error:  # one that cannot be read ends no check
            resting = statement_ids_of(connection, place["id"])
            faults.add("revision", f"revision {place['id']}", "readable", f"{type(error).__name__}: {error}", resting)


def rules_of(connection: Connection, archive: Archive, made: RowMapping) -> frozenset[str] | None:
    """Return the rules that a generation was made with, as "id@version"; None when its packs are not whole."""
    packs = kept_packs(connection, archive, made["rules_digest"])
    return frozenset(descriptions(packs)) if packs else None


def ids_of(rows: Statements) -> tuple[str, ...]:
    """Return the ids of statements."""
    return tuple(row["statement_id"] for row in rows)


def check_text(text: RowMapping, rows: Statements, faults: Faults) -> None:
    """Note a text that does not hash to its digest."""
    found = digest(text["text"].encode("utf-8", "surrogatepass"))
    if found != text["text_digest"]:
        faults.add("text", f"revision {text['id']}", text["text_digest"], found, ids_of(rows))


def check_statements(
    place: RowMapping, text: str, rows: Statements, rules: frozenset[str] | None, faults: Faults
) -> None:
    """Note statements whose words, context, number, id or rule are not what text, article and rule packs say."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        faults.checked["statements"] += 1
        expected = expectations(place, text, row, seen[row["company_key"], row["exact"]])
        seen[row["company_key"], row["exact"]] += 1
        for kind, (should, is_) in expected.items():
            if should != is_:
                faults.add(kind, row["statement_id"], repr(should), repr(is_), (row["statement_id"],))
        if rules is not None and row["rule"] not in rules:
            faults.add(
                "rule", row["statement_id"], "a rule of the generation's pack", row["rule"], (row["statement_id"],)
            )


def expectations(place: RowMapping, text: str, row: RowMapping, n: int) -> dict[str, tuple[object, object]]:
    """Return what a statement's offsets, context, number and id should be and are, by kind of fault."""
    start, end = row["start"], row["end"]
    context = (text[max(0, start - CONTEXT) : max(0, start)], text[end : end + CONTEXT])
    id_ = statement_id(place["key"], row["company_key"], row["exact"], row["n"])
    return {
        "offset": (row["exact"], text[start:end] if 0 <= start <= end <= len(text) else "outside the text"),
        "context": (context, (row["prefix"], row["suffix"])),
        "count": (n, row["n"]),
        "id": (id_, row["statement_id"]),
    }


def check_words(place: RowMapping, rows: Statements, archive: Archive, faults: Faults) -> None:
    """Note statements whose words do not stand in the payload, asked without any extractor."""
    if not rows:
        return
    try:
        payload = archive.get(place["digest"], place["shelf"])
        page = PageWords(decode_saved(payload, tuple(map(tuple, place["headers"])), max_bytes=MAX_DECODED_BYTES))
    except ArchiveError:
        return  # noted with the payload
    except PipelineError as error:
        faults.add("words", f"capture {place['capture_id']}", "a payload that can be decoded", error, ids_of(rows))
        return
    for row in rows:
        faults.checked["words in the page"] += 1
        if not page.hold(row["exact"]):
            faults.add("words", row["statement_id"], repr(row["exact"]), "not in the page", (row["statement_id"],))


def check_derivation(
    connection: Connection,
    archive: Archive,
    made: RowMapping,
    place: RowMapping,
    text: RowMapping,
    rows: Statements,
    faults: Faults,
) -> None:
    """Note a revision or statements that reading the payload anew, with what is stored out of sight, does not give."""
    again = derive_again(connection, archive, dict(made), dict(place))
    if again is None:
        faults.checked["revisions not comparable"] += 1
        return
    faults.checked["revisions derived again"] += 1
    where = f"revision {text['id']}"
    differing = document_differs(text, again)
    if differing:
        faults.add("rederived", where, f"the same {', '.join(differing)}", "read otherwise", ids_of(rows))
    if "text" in differing:
        return
    fresh = {row["statement_id"]: row for row in rows_again(place["key"], again)}
    stored = {row["statement_id"]: row for row in rows}
    for id_ in sorted(fresh.keys() | stored.keys()):
        if id_ not in fresh or id_ not in stored:
            faults.add(
                "rederived", id_, "stored and derived again", "stored" if id_ in stored else "derived again", (id_,)
            )
            continue
        moved = [name for name, value in fresh[id_].items() if name != "revision_id" and stored[id_][name] != value]
        for name in moved:
            faults.add("rederived", id_, f"{name} {fresh[id_][name]!r}", repr(stored[id_][name]), (id_,))
