"""Print the chain of a statement for a person, from the words to the bytes."""

from __future__ import annotations

from typing import Any

from pipeline.cli.output import print_table, say

Chain = dict[str, Any]
Row = tuple[str, str]
STANDING = {
    True: "in the newest text kept of this article",
    False: "in an older text: the newest text kept of this article no longer carries it",
}


def show_chain(chain: Chain) -> None:
    """Print a chain for a person, from the words to the bytes."""
    say(chain["report"])
    say()
    say(marked(chain))
    say()
    print_table(("what", "how it stands"), [*words_rows(chain), *page_rows(chain), *origin_rows(chain)])


def words_rows(chain: Chain) -> list[Row]:
    """Return what the statement says and which rule read it."""
    one, rule = chain["statement"], chain["rule"]
    labels = f"{one['company_key']}, {one['group']}/{one['stance']}, {one['modality']}, {one['form']}"
    return [
        ("statement", f"{one['id']} ({labels})"),
        ("source", quoted(one["source"]) or "none: the article narrates"),
        ("cue", quoted(one["cue"]) or "none"),
        ("target", quoted(one["target"]) or "not told"),
        ("origin", one["origin"]),
        ("recognised by", one["recognised"]),
        ("rule", f"{rule['id']}@{rule['version']}: {rule['description']}"),
    ]


def page_rows(chain: Chain) -> list[Row]:
    """Return where the words stand in the text and the text in the page."""
    one, text = chain["statement"], chain["revision"]
    versions = ", ".join(f"{name} {version}" for name, version in text["versions"].items())
    published = text["date_published"] or "unknown"
    return [
        ("text", f"SHA-256 {text['text_digest']}, code points {one['start']}-{one['end']}"),
        ("extractor", f"{text['extractor']} with {versions}"),
        *[("place", place_in_words(place)) for place in chain["place"]["blocks"]],
        ("standing", STANDING[text["newest"]]),
        ("headline", text["headline"]),
        ("published", f"{published} (from {text['provenance'].get('date_published', 'nowhere')})"),
    ]


def origin_rows(chain: Chain) -> list[Row]:
    """Return the payload, how it came, and what derived the statement from it."""
    capture, made, run = chain["capture"], chain["generation"], chain["run"]
    state = "intact" if capture["intact"] else f"NOT INTACT: {capture['fault']}"
    return [
        ("address", capture["url"]),
        ("payload", f"SHA-256 {capture['digest']}, {capture['length']} bytes, {state}"),
        ("custody", custody_in_words(capture, chain["fetch"])),
        ("recorded by", f"run {run['id']} at {run['started_at']}, onrecord {run['version']}"),
        ("derived in", f"generation {made['id']} ({made['decision']} {made['decided_at']}), run {made['run']}"),
        ("with code", made["code_digest"]),
        ("with rules", made["rules_digest"]),
        ("with registry", made["registry_digest"]),
        ("configuration", run["config_digest"]),
        ("derived again", derived_again(chain["rederived"])),
    ]


def marked(chain: Chain) -> str:
    """Return the paragraph with the evidence between »marks«."""
    context, one = chain["context"], chain["statement"]
    start, end = one["start"] - context["paragraph_start"], one["end"] - context["paragraph_start"]
    text = context["paragraph"]
    return f"{text[:start]}»{text[start:end]}«{text[end:]}"


def place_in_words(place: Chain) -> str:
    """Return a block's place in the page."""
    return (
        f"{place['kind']} at {place['xpath']}"
        if place["xpath"]
        else f"{place['kind']}, place unknown: {place['reason']}"
    )


def custody_in_words(capture: Chain, fetch: Chain) -> str:
    """Return how far the payload can be vouched for."""
    when = f" as of {capture['captured_at']}" if capture["captured_at"] else ", at a time not told"
    if capture["custody"] == "fetched":
        peer = fetch.get("peer") or "an address not recorded"
        return f"fetched by us at {capture['captured_at']} from {peer}: these bytes the server sent"
    if capture["custody"] == "declared":
        return f"declared: the saved page {fetch['file']} says it is this address{when}; we did not fetch it"
    return f"{capture['custody']}{when}"


def derived_again(answer: str) -> str:
    """Return the outcome of a fresh derivation in words."""
    return {
        "same": "same: reading the payload anew, with the stored derivation out of sight, gives this statement",
        "differs": "DIFFERS: reading the payload anew gives this statement with other labels",
        "gone": "GONE: reading the payload anew does not give this statement",
        "not_comparable": "not comparable: it was made by other code or libraries, or its rules are not kept whole",
    }[answer]


def quoted(words: str) -> str:
    """Return words in quotation marks, "" for none."""
    return f'"{words}"' if words else ""


def show_why(chain: Chain) -> None:
    """Print how the rules came to the statement, step by step."""
    context = chain["context"]
    text, offset = context["paragraph"], context["paragraph_start"]
    rows = []
    for number, step in enumerate(chain["rule"]["why"], 1):
        start, end = step["start"] - offset, step["end"] - offset
        words = text[start:end] if 0 <= start <= end <= len(text) else f"code points {step['start']}-{step['end']}"
        rows.append((number, step["stage"], step["note"], step["rule"], words))
    say()
    print_table(("step", "stage", "decision", "rule", "words"), rows)
