"""Stance cues as TOML writes them: `heads` and `pos` become `forms`, and conditions are checked for their shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pipeline.model.errors import RuleError
from pipeline.model.labels import Modality, Stance
from pipeline.model.rules import StanceCue, WordList
from pipeline.rules.inflect import noun_forms, verb_forms

CONDITIONS = (
    "next",
    "object",
    "clause",
    "then",
    "last",
    "prior",
    "near",
    "form",
    "subject",
    "around",
    "helper",
    "group",
)
_POS = ("verb", "noun", "adjective", "predicate", "fixed", "subordinate")
_AGENTS = ("self", "any", "from", "beside", "owner")
_SPOKEN = ("", "over", "under")


def with_lists(name: str, entry: dict[str, Any], lists: Iterable[WordList]) -> dict[str, Any]:
    """Return the entry of a cue with the words of each list that its heads and conditions name as "@id"."""
    words = {item.id: tuple(form for form, _ in item.forms) for item in lists}
    where = f"{name} [{entry['id']}]"
    found = dict(entry)
    found["heads"] = tuple(dict.fromkeys(word for head in entry["heads"] for word in _listed(where, head, words)))
    for key in ("require", "forbid"):
        found[key] = tuple(_condition(where, condition, words) for condition in entry[key])
    return found


def _condition(where: str, condition: str, words: Mapping[str, tuple[str, ...]]) -> str:
    place, _, phrases = condition.partition(":")
    if "@" not in phrases:
        return condition
    return f"{place}:{'|'.join(word for phrase in phrases.split('|') for word in _listed(where, phrase, words))}"


def _listed(where: str, phrase: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the words of the list that a phrase names, or the phrase itself."""
    if not phrase.startswith("@"):
        return (phrase,)
    if phrase[1:] not in words:
        close = get_close_matches(phrase[1:], words, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else "."
        raise RuleError(f"{where}: {phrase!r} names an unknown word list{hint}")
    return words[phrase[1:]]


def build_cue(name: str, entry: Mapping[str, Any], irregular: Mapping[str, tuple[str, ...]]) -> StanceCue:
    """Return the cue with the inflected forms of its heads. Raise RuleError naming file, rule and key."""
    where = f"{name} [{entry['id']}]"
    labels = {str(label) for label in Stance}
    _one_of(where, "label", entry["label"], labels | {""} if entry["negated"] else labels)
    _one_of(where, "negated", entry["negated"], labels | {""})
    _one_of(where, "modality", entry["modality"], {str(value) for value in Modality} | {""})
    _one_of(where, "pos", entry.get("pos", "verb"), set(_POS))
    _one_of(where, "agent", entry.get("agent", "self"), set(_AGENTS))
    _one_of(where, "spoken", entry.get("spoken", ""), set(_SPOKEN))
    for condition in (*entry["require"], *entry["forbid"]):
        _one_of(where, "condition", condition.partition(":")[0], set(CONDITIONS))
    forms: dict[str, str] = {}
    for lemma in entry["heads"]:
        for form in _forms(lemma, entry.get("pos", "verb"), irregular):
            forms.setdefault(form, lemma)
    return StanceCue(forms=tuple(sorted(forms.items())), **entry)


def _one_of(where: str, key: str, value: str, known: set[str]) -> None:
    if value not in known:
        raise RuleError(f"{where}: {key} must be one of {', '.join(sorted(known - {''}))}, found {value!r}.")


def _forms(lemma: str, pos: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if pos == "verb":
        return verb_forms(lemma, irregular)
    return noun_forms(lemma, irregular) if pos in {"noun", "predicate"} else (lemma,)
