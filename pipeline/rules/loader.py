"""Read a rule pack: TOML files of word lists, attribution frames and stance cues, checked and digested.

A pack is a folder named after its language. Its digest covers file names and bytes in sorted order, so that a pack
kept as evidence can be read again from its bytes and known to be the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.model.errors import RuleError
from pipeline.model.identity import digest, digest_of
from pipeline.model.rules import Frame, RulePack, WordList
from pipeline.rules.inflect import noun_forms, verb_forms
from pipeline.rules.shapes import SHAPES, check
from pipeline.rules.stance import build_cue, with_lists

_PACKS = Path(__file__).parent
_POS = ("fixed", "noun", "verb")
Entry = tuple[str, dict[str, Any]]


def pack_source(language: str) -> dict[str, bytes]:
    """Return the files of the packaged pack of `language`: name to bytes. Raise RuleError when there is none."""
    return _read_folder(_PACKS / language)


def load_pack(folder: Path) -> RulePack:
    """Read the pack in `folder`, whose name is its language. Raise RuleError naming file, rule and key."""
    return parse_pack(folder.name, _read_folder(folder))


def parse_pack(language: str, sources: Mapping[str, bytes]) -> RulePack:
    """Return the pack that these files (name to bytes) make up. Raise RuleError naming file, rule and key."""
    entries: dict[str, list[Entry]] = {shape: [] for shape in SHAPES}
    for name in sorted(sources):
        for shape, entry in _entries(name, sources[name]):
            entries[shape].append((name, entry))
    _refuse_duplicates([entry for shape in SHAPES for entry in entries[shape]])
    irregular = _irregular(entries["list"])
    lists = tuple(sorted((_list(name, entry, irregular) for name, entry in entries["list"]), key=lambda item: item.id))
    entries["cue"] = [(name, with_lists(name, entry, lists)) for name, entry in entries["cue"]]
    frames = tuple(Frame(**entry) for _, entry in entries["frame"])
    _check_frames(entries["frame"], {item.id for item in lists})
    _check_cues(entries["cue"])
    return RulePack(
        language=language,
        digest=digest_of([[name, digest(sources[name])] for name in sorted(sources)]),
        lists=lists,
        frames=tuple(sorted(frames, key=lambda frame: frame.id)),
        cues=tuple(sorted((build_cue(*item, irregular) for item in entries["cue"]), key=lambda cue: cue.id)),
        sources=tuple((name, sources[name]) for name in sorted(sources)),
    )


def _read_folder(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        known = sorted(path.name for path in _PACKS.iterdir() if any(path.glob("*.toml")))
        raise RuleError(f"{folder.name}: there is no such rule pack; known are {', '.join(known)}.")
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}


def _entries(name: str, data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return the checked entries of one file with their shapes, in the order of the file."""
    try:
        tables = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise RuleError(f"{name}: not readable as TOML: {exc}.") from exc
    found = []
    for shape, rules in tables.items():
        if shape not in SHAPES:
            close = get_close_matches(shape, SHAPES, n=1)
            hint = f" (did you mean {close[0]!r}?)" if close else ""
            raise RuleError(f"{name}: unknown shape {shape!r}{hint}; known are {', '.join(sorted(SHAPES))}.")
        if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
            raise RuleError(f"{name}: {shape} must be written [[{shape}]].")
        found += [(shape, check(name, shape, rule)) for rule in rules]
    return found


def _refuse_duplicates(entries: list[Entry]) -> None:
    seen: dict[str, str] = {}
    for name, entry in entries:
        if entry["id"] in seen:
            raise RuleError(f"{name} [{entry['id']}]: the id is taken by a rule in {seen[entry['id']]}.")
        seen[entry["id"]] = name


def _irregular(entries: list[Entry]) -> dict[str, tuple[str, ...]]:
    """Return the irregular forms of all word lists: given anywhere, they hold in the whole pack."""
    irregular: dict[str, tuple[str, ...]] = {}
    for name, entry in entries:
        for word, forms in entry.get("irregular", {}).items():
            if irregular.setdefault(word, forms) != forms:
                raise RuleError(f"{name} [{entry['id']}]: irregular {word!r} has other forms elsewhere in the pack.")
    return irregular


def _list(name: str, entry: dict[str, Any], irregular: Mapping[str, tuple[str, ...]]) -> WordList:
    pos = entry.get("pos", "fixed")
    if pos not in _POS:
        raise RuleError(f"{name} [{entry['id']}]: pos must be one of {', '.join(_POS)}, found {pos!r}.")
    forms: dict[str, str] = {}
    for lemma in entry["lemmas"]:
        if lemma != " ".join(lemma.lower().split()):
            raise RuleError(f"{name} [{entry['id']}]: the lemma {lemma!r} must be lower case, single-spaced.")
        if lemma in forms and forms[lemma] == lemma:
            raise RuleError(f"{name} [{entry['id']}]: the lemma {lemma!r} stands twice.")
        for form in _forms(lemma, pos, irregular):
            if form == lemma:
                forms[form] = lemma
            forms.setdefault(form, lemma)
    kept = {key: value for key, value in entry.items() if key not in {"lemmas", "irregular"}}
    return WordList(forms=tuple(sorted(forms.items())), **kept)


def _forms(lemma: str, pos: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if pos == "verb":
        return verb_forms(lemma, irregular)
    return noun_forms(lemma, irregular) if pos == "noun" else (lemma,)


def _check_frames(entries: list[Entry], lists: set[str]) -> None:
    """Refuse frames that name an unknown word list, or that would claim the same words with equal weight."""
    claims: dict[tuple[tuple[str, ...], str, int], str] = {}
    for name, entry in entries:
        if entry["pattern"].count("cue") != 1:
            raise RuleError(f"{name} [{entry['id']}]: pattern must hold 'cue' once, found {list(entry['pattern'])!r}.")
        for cue in entry["cues"]:
            if cue not in lists:
                close = get_close_matches(cue, lists, n=1)
                hint = f"; did you mean {close[0]!r}?" if close else "."
                raise RuleError(f"{name} [{entry['id']}]: cues names the unknown word list {cue!r}{hint}")
            claim = (entry["pattern"], cue, entry["weight"])
            other = claims.setdefault(claim, entry["id"])
            if other != entry["id"]:
                raise RuleError(f"{name} [{entry['id']}]: claims the same words as {other} with equal weight.")


def _check_cues(entries: list[Entry]) -> None:
    """Refuse stance cues that would claim the same head under the same conditions with equal weight."""
    claims: dict[tuple[object, ...], str] = {}
    for name, entry in entries:
        conditions = (entry.get("pos", "verb"), entry["weight"], entry["require"], entry["forbid"], entry.get("agent"))
        for head in entry["heads"]:
            other = claims.setdefault((head, *conditions), entry["id"])
            if other != entry["id"]:
                raise RuleError(f"{name} [{entry['id']}]: claims the head {head!r} as {other} does, with equal weight.")
