"""docs/labels.md, docs/rules.md and the pages about the configuration explain every word that code gives a meaning."""

from __future__ import annotations

import re
import tomllib

import pytest
from docs_pages import ROOT, first_cells, read, section

from pipeline.audit.rederive import DIFFERS, GONE, NOT_COMPARABLE, SAME
from pipeline.config.companies import _ALIAS, _FIELDS, _PERSON
from pipeline.config.outlets import _FIELDS as _OUTLET
from pipeline.config.settings import _TABLES
from pipeline.fetch.sidecar import KEYS
from pipeline.model.labels import CHANNELS, GROUP_OF, Form, MissReason, Modality, Recognised, Stance, Voice
from pipeline.rules import pack_source, parse_pack
from pipeline.rules.shapes import SHAPES
from pipeline.rules.stance import _AGENTS, _POS, _SPOKEN, CONDITIONS
from pipeline.run.recipe import DERIVING

LABELS, RULES = read("labels.md"), read("rules.md")
COMMON = ("id", "version", "description", "examples", "counterexamples")
TITLES = {"list": "Word lists: [[list]]", "frame": "Attribution frames: [[frame]]", "cue": "Stance cues: [[cue]]"}
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline" / "statements").glob("*.py"))


def table(text: str, first: str) -> list[str]:
    """Return what the table whose first column is called `first` names."""
    found = re.search(rf"(?m)^\| {re.escape(first)} \|.*\n\|[-|]+\n((?:\|.*\n?)+)", text)
    assert found is not None, f"there is no table of {first!r}"
    return first_cells(found[1])


@pytest.mark.parametrize("stance", Stance)
def test_every_label_is_documented_in_its_group(stance):
    """A label stands in the table of labels, under its group, with what it means and an example."""
    assert re.search(rf"(?m)^\| {GROUP_OF[stance]} \| `{stance}` \| [^|]+ \| [^|]+ \|$", section(LABELS, "Stance"))


@pytest.mark.parametrize(
    ("title", "first", "values"),
    [
        ("Modality", "value", Modality),
        ("Form, source, cue, evidence", "form", Form),
        ("Voice", "value", Voice),
        ("How the company was recognised", "value", Recognised),
        ("Misses", "reason", MissReason),
    ],
)
def test_every_value_of_a_field_is_documented(title, first, values):
    """The table under a heading names the values that code knows, and no others."""
    assert table(section(LABELS, title), first) == [str(value) for value in values]


def test_every_origin_is_documented():
    """The four shapes of an origin and every kind of channel are named."""
    origin = section(LABELS, "Origin")

    assert [
        word for word in ("this", "unstated", "outlet:NAME", "channel:KIND", *CHANNELS) if f"`{word}`" not in origin
    ] == []


@pytest.mark.parametrize(("title", "values"), [("Voice", Voice), ("Misses", MissReason)])
def test_what_the_rules_do_not_give_yet_is_said(title, values):
    """A value that no line of the reader gives is named as such, and none that is given."""
    never = [str(value) for value in values if not re.search(rf"\b{values.__name__}\.{value.name}\b", CODE)]
    told = re.search(r"(?m)^Not given by this version's rules: (.*)\.$", section(LABELS, title))

    assert re.findall(r"`(\w+)`", told[1] if told else "") == never


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_of_a_rule_is_documented(shape):
    """A shape's table has its keys, each with whether it is required or what it is by default."""
    text = section(RULES, TITLES[shape])
    documented = table(text, "key")
    assert sorted(documented) == sorted(set(SHAPES[shape]) - set(COMMON))
    for key in documented:
        required = re.search(rf"(?m)^\| `{key}` \| required \|", text) is not None
        assert required == SHAPES[shape][key].required, key


def test_what_every_rule_has_is_documented():
    """The keys that all shapes share are described once."""
    shared = {key for key in SHAPES["list"] if all(key in fields for fields in SHAPES.values())}

    assert tuple(table(section(RULES, "What every rule has"), "key")) == COMMON
    assert set(COMMON) <= shared


@pytest.mark.parametrize("word", [*CONDITIONS, *_POS, *_AGENTS, *_SPOKEN])
def test_every_word_of_a_stance_cue_is_documented(word):
    """Places of a condition, parts of speech, agents and ways of being spoken are explained."""
    text = section(RULES, TITLES["cue"])

    assert f"`{word}:`" in text or f"`{word}`" in text or not word


def test_every_kind_of_list_and_every_file_is_documented():
    """What the shipped pack is divided into is explained."""
    sources = pack_source("en")
    kinds = {item.kind for item in parse_pack("en", sources).lists}

    assert kinds <= set(table(section(RULES, "Word lists: [[list]]"), "kind"))
    assert [name for name in sources if f"`{name}`" not in RULES] == []


def test_the_examples_of_the_rules_are_a_pack():
    """What the page shows of each shape is accepted by the loader."""
    shown = "\n".join(re.findall(r"(?ms)^```toml\n(.*?)^```", RULES))
    lists = "\n".join(
        f'[[list]]\nid = "{name}"\nversion = 1\ndescription = "-"\nkind = "document"\nlemmas = ["x"]\nexamples = []\n'
        "counterexamples = []\n"
        for name in {cue for frame in tomllib.loads(shown)["frame"] for cue in frame["cues"]}
    )
    pack = parse_pack("en", {"a.toml": shown.encode(), "b.toml": lists.encode()})

    assert (len(pack.frames), len(pack.cues)) == (1, 1)


@pytest.mark.parametrize(("title", "keys"), [(f"[{name}]", fields) for name, fields in _TABLES.items()])
def test_every_table_of_the_configuration_is_documented(title, keys):
    """A table's section lists its keys, each in a row of its own."""
    assert set(table(section(read("configuration.md"), title), "key")) == set(keys)


def test_every_key_of_an_outlet_is_documented():
    """The section about outlets lists their keys, and names those that are only kept for later."""
    text = section(read("configuration.md"), "[[outlets]]")
    documented = set(table(text, "key"))

    assert documented <= set(_OUTLET)
    assert [key for key in set(_OUTLET) - documented if f"`{key}`" not in text] == []


@pytest.mark.parametrize(("first", "keys"), [(0, _FIELDS), (1, _ALIAS), (2, _PERSON)])
def test_every_key_of_the_registry_has_its_row(first, keys):
    """Companies, aliases and people have a table each, with all their keys."""
    tables = re.findall(
        r"(?m)^\| key \|.*\n\|[-|]+\n((?:\|.*\n)+)", section(read("companies.md"), "Keys of [[companies]]")
    )

    assert set(first_cells(tables[first])) == set(keys)


def test_what_the_rules_do_not_read_of_the_registry_is_said():
    """A key of a company that is said to change no statement is one that no line of the reader looks at."""
    told = re.search(r"(?m)^Not read by this version's rules: ([^.]*)\.", read("companies.md"))

    assert told is not None
    for key in re.findall(r"`(\w+)`", told[1]):
        assert key in _FIELDS
        assert not re.search(rf"\.{key}\b", CODE), key


def test_every_key_of_a_sidecar_is_documented():
    """The README of the saved pages lists what a sidecar may say."""
    text = (ROOT / "fixtures" / "README.md").read_text(encoding="utf-8")

    assert tuple(table(section(text, "The sidecar"), "key")) == KEYS


def test_every_room_is_documented():
    """Whoever changes the code finds each folder of the package in the table of rooms, with whether it is pure."""
    rooms = {path.parent.name for path in (ROOT / "pipeline").glob("*/__init__.py")}

    assert set(table(section(read("contributing.md"), "The rooms"), "room")) == rooms


def test_what_makes_another_recipe_is_documented():
    """The parts of the package whose change makes every store lag behind are named."""
    text = section(read("contributing.md"), "Rules of the house")

    assert [name for name in DERIVING if f"`{name}`" not in text] == []


def test_every_kind_of_fault_is_documented():
    """What `verify` may name as a fault stands in the table of its levels."""
    text = section(read("how-it-works.md"), "What verify checks")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "pipeline" / "audit").glob("*.py")]
    kinds = {kind for source in sources for kind in re.findall(r"faults\.add\(\s*\"(\w+)\"", source)}

    assert len(kinds) > 8
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in text] == []


def test_every_answer_of_a_fresh_derivation_is_documented():
    """What `audit` says of reading the payload anew is explained."""
    text = section(read("how-it-works.md"), "What audit shows")

    assert [word for word in (SAME, DIFFERS, GONE, NOT_COMPARABLE) if f"`{word.replace('_', ' ')}`" not in text] == []
