"""The registry: what is accepted, the one sentence for what is not, and a digest that no order changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import dump_registry, find_company, load_registry, parse_registry, restore_registry
from pipeline.model.company import Alias, Company, Person
from pipeline.model.errors import ConfigError
from pipeline.model.identity import digest

KELL = '[[companies]]\nname = "Kelloway"\naliases = ["Kelloway Dairies"]\n'
LEI = "0000EXAMPLE000000183"  # invented; its check digits fit
WRONG = str((int(LEI[-1]) + 1) % 10)


def sentence(text: str) -> str:
    """Return what is said of a bad registry."""
    with pytest.raises(ConfigError) as caught:
        parse_registry(text.encode(), "r.toml")
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_every_key_is_read():
    """Each key of the format reaches the company; lists are sorted, dates are widened to whole months and years."""
    text = f"""
        [[companies]]
        name = "Brackwater"
        key = "netharbour"
        aliases = ["Brackwater Cloud", {{ text = "Netharbour", case = "any", to = "2022-02" }},
                   {{ text = "Brack", from = 2022-05-01, ambiguous = true, case = "exact" }}]
        ambiguous = true
        parent = "Kelloway"
        products = ["Tide", "Ebb"]
        people = [{{ name = "Tamsin Rook", role = "chief", from = "2021", to = 2022 }}, {{ name = "Milo Darch" }}]
        handles = ["brackwater", "@Brack@social.example"]
        domains = ["Brackwater.example"]
        lei = "{LEI}"
        wikidata = "Q1"
        {KELL}"""
    registry = parse_registry(text.encode(), "r.toml")
    assert [company.key for company in registry.companies] == ["kelloway", "netharbour"]
    assert registry.by_key("netharbour") == Company(
        key="netharbour",
        name="Brackwater",
        aliases=(
            Alias("Brack", since=date(2022, 5, 1), ambiguous=True),
            Alias("Brackwater Cloud"),
            Alias("Netharbour", exact=False, until=date(2022, 2, 28)),
        ),
        ambiguous=True,
        parent="kelloway",
        products=("Ebb", "Tide"),
        people=(Person("Milo Darch"), Person("Tamsin Rook", "chief", date(2021, 1, 1), date(2022, 12, 31))),
        handles=("@Brack@social.example", "@brackwater"),
        domains=("brackwater.example",),
        lei=LEI,
        wikidata="Q1",
    )


FORMS = 'must be a date (2021-10-28), "2021-10" or "2021"'
BAD = [
    ('alias = ["x"]', "`alias` is not a known key; did you mean `aliases`?"),
    ('name = " "', "`name` must not be empty"),
    ('key = "A B"', "`key` must be letters a to z and digits, joined by hyphens; did you mean `a-b`?"),
    ('aliases = "x"', "`aliases` must be an array, not a string"),
    ("aliases = [3]", "`aliases[1]` must be a string or a table {text, case, from, to}, not an integer"),
    ('aliases = ["a", ""]', "`aliases[2]` must not be empty"),
    ('aliases = [{ from = "2020" }]', "`aliases[1]` has no `text`"),
    ('aliases = [{ txt = "x" }]', "`aliases[1].txt` is not a known key; did you mean `text`?"),
    (
        'aliases = [{ text = "x", case = "Any" }]',
        "`aliases[1].case` must be `exact` or `any`; did you mean `any`?",
    ),
    (
        'aliases = [{ text = "x", from = "2021", to = "2020" }]',
        "`aliases[1]` is from 2021-01-01 to 2020-12-31: the end is before the beginning",
    ),
    ('aliases = [{ text = "x", to = "May" }]', f"`aliases[1].to` {FORMS}, not `May`"),
    ('aliases = [{ text = "x", to = "2021-13" }]', f"`aliases[1].to` {FORMS}; there is no day `2021-13`"),
    ('aliases = [{ text = "x", to = "2021-02-30" }]', f"`aliases[1].to` {FORMS}; there is no day `2021-02-30`"),
    ('aliases = [{ text = "x", to = "0000" }]', f"`aliases[1].to` {FORMS}; there is no day `0000`"),
    ('aliases = [{ text = "x", to = 2021-02-03T00:00:00Z }]', f"`aliases[1].to` {FORMS}, without a time"),
    ('aliases = [{ text = "x", to = 20.5 }]', f"`aliases[1].to` {FORMS}, not a float"),
    ('aliases = [{ text = "x", from = 0x' + "f" * 5000 + " }]", f"`aliases[1].from` {FORMS}, not `1000000000`"),
    ('products = ["\\u200b"]', "`products[1]` must not be empty"),
    ("ambiguous = 1", "`ambiguous` must be true or false, not an integer"),
    ('people = ["Ada"]', '`people[1]` must be a table such as {name = "…", role = "…"}, not a string'),
    ('people = [{ role = "chief" }]', "`people[1]` has no `name`"),
    ('products = [""]', "`products[1]` must not be empty"),
    ('handles = ["a b"]', "`handles[1]` must be an account's name such as `@company`, not `a b`"),
    (
        'domains = ["https://a.example/x"]',
        "`domains[1]` must be a domain such as `company.example`, not `https://a.example/x`; did you mean `a.example`?",
    ),
    ('domains = ["localhost"]', "`domains[1]` must be a domain such as `company.example`, not `localhost`"),
    ('lei = "X"', "`lei` must be 20 capital letters and digits, the last two digits (ISO 17442), not `X`"),
    (f'lei = "{LEI[:-1]}{WRONG}"', f"`lei` has check digits that do not fit (ISO 17442): `{LEI[:-1]}{WRONG}`"),
    ('wikidata = "95"', "`wikidata` must be a Wikidata item such as `Q95`, not `95`"),
]


@pytest.mark.parametrize(("line", "problem"), BAD)
def test_a_bad_key_of_a_company_names_line_company_and_key(line, problem):
    """A company's problem is told with the file's line, the company's number and the key."""
    name = "" if line.startswith("name") else 'name = "Orrin"\n'
    said = sentence(f"{KELL}[[companies]]\n{name}{line}\n")
    number = 5 if not name else 6
    assert said == f"r.toml, line {number}: companies[2]{' (Orrin)' if name else ''}: {problem}"


FIRST = "r.toml, line 1: companies[1] (Kelloway)"
CLASHES = [
    (
        '[[companies]]\nname = "kelloway"\n',
        f"r.toml, line 4: companies[2] (kelloway): the key `kelloway` is already that of {FIRST}",
    ),
    (
        '[[companies]]\nname = "Kelloway"\nkey = "other"\n',
        "r.toml, line 5: companies[2] (Kelloway): `name` `Kelloway` is claimed by "
        "r.toml, line 2: companies[1] (Kelloway): `name` too; give one of them a period (from, to), or another name",
    ),
    (
        '[[companies]]\nname = "Orrin"\naliases = ["Kelloway Dairies"]\n',
        "r.toml, line 6: companies[2] (Orrin): `aliases` `Kelloway Dairies` is claimed by "
        "r.toml, line 3: companies[1] (Kelloway): `aliases` too; give one of them a period (from, to), or another name",
    ),
    (
        '[[companies]]\nname = "Orrin"\naliases = [{ text = "KELLOWAY", case = "any", to = "2020" }]\n',
        "r.toml, line 6: companies[2] (Orrin): `aliases` `KELLOWAY` is claimed at the same time by "
        "r.toml, line 2: companies[1] (Kelloway): `name` too",
    ),
    (
        '[[companies]]\nname = "Orrin"\nparent = "Keloway"\n',
        "r.toml, line 6: companies[2] (Orrin): `parent` names `Keloway`, neither key nor name of a company; "
        "did you mean `kelloway`?",
    ),
    (
        '[[companies]]\nname = "Orrin"\nparent = "orrin"\n',
        "r.toml, line 6: companies[2] (Orrin): `parent` leads in a circle: orrin → orrin",
    ),
    (
        '[[companies]]\nname = "A"\nparent = "B"\n[[companies]]\nname = "B"\nparent = "a"\n',
        "r.toml, line 6: companies[2] (A): `parent` leads in a circle: a → b → a",
    ),
    ("[[company]]\n", "r.toml, line 4: company[1]: not a known table; a registry has [[companies]] only"),
]


def test_a_message_stays_one_line():
    """A key with a line break in it cannot break the sentence."""
    said = sentence(f'{KELL}"a\\nb" = 1\n')
    assert said.startswith("r.toml, line 1: companies[1] (Kelloway): `a b` is not a known key; known are `name`, `key`")
    assert "\n" not in said


@pytest.mark.parametrize(("more", "said"), CLASHES)
def test_companies_that_do_not_fit_each_other_are_refused(more, said):
    """Keys, names, owners: what two companies cannot both have, or an owner that is not there, is told with both."""
    assert sentence(KELL + more) == said


@pytest.mark.parametrize("key", ["lei", "wikidata"])
def test_an_identifier_belongs_to_one_company(key):
    """One LEI or Wikidata item stands for one company."""
    value = LEI if key == "lei" else "Q42"
    said = sentence(f'[[companies]]\nname = "A"\n{key} = "{value}"\n[[companies]]\nname = "B"\n{key} = "{value}"\n')
    assert f"`{key}` `{value}` is already that of r.toml, line 1: companies[1] (A)" in said


def test_one_name_may_belong_to_two_companies_at_different_times():
    """A name that passed from one company to another is no clash; a person must then say which one."""
    registry = parse_registry(
        b'[[companies]]\nname = "A"\naliases = [{ text = "Quay", to = "2019" }]\n'
        b'[[companies]]\nname = "B"\naliases = [{ text = "Quay", from = "2020" }]\n',
        "r.toml",
    )
    with pytest.raises(ConfigError, match="`quay` names 2 companies; give a key: `a` and `b`"):
        find_company(registry, "quay")


def test_names_that_differ_in_case_are_two_names():
    """Case counts unless an alias says otherwise."""
    text = b'[[companies]]\nname = "EDF"\n[[companies]]\nname = "Orrin"\naliases = ["Edf"]\n'
    assert len(parse_registry(text, "r.toml").companies) == 2


def test_an_empty_registry_is_refused():
    """A registry without companies would find nothing for ever."""
    assert sentence("# nothing\n") == "r.toml: no company is given; write one [[companies]] for each to follow"


def test_an_empty_role_is_none():
    """A person whose role is not known may have an empty one."""
    text = b'[[companies]]\nname = "A"\npeople = [{ name = "Ada", role = "" }]\n'
    assert parse_registry(text, "r.toml").companies[0].people == (Person("Ada"),)


# Files.


def test_several_files_make_one_registry(tmp_path):
    """An owner may stand in another file, and the division into files changes nothing."""
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    child = '[[companies]]\nname = "Little Herd"\nparent = "Kelloway"\n'
    first.write_text(child)
    second.write_text(KELL)
    registry = load_registry([first, second])
    assert registry == load_registry([second, first]) == parse_registry((KELL + child).encode(), "r.toml")
    assert registry.companies[1].parent == "kelloway"


def test_a_clash_between_two_files_names_both(tmp_path):
    """A company that stands in two files is told with both places."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(KELL)
    with pytest.raises(ConfigError) as caught:
        load_registry([tmp_path / "a.toml", tmp_path / "b.toml"])
    assert str(caught.value) == (
        f"{tmp_path}/b.toml, line 1: companies[1] (Kelloway): the key `kelloway` is already that of "
        f"{tmp_path}/a.toml, line 1: companies[1] (Kelloway)"
    )


def test_files_that_are_not_there_or_named_twice_are_refused(tmp_path):
    """A missing file names its nearest neighbour; a folder, a file named twice and no file at all are told."""
    path = tmp_path / "companies.toml"
    path.write_text(KELL)
    said = "no such file, where a registry of companies is due; did you mean `companies.toml`"
    with pytest.raises(ConfigError, match=said):
        load_registry([tmp_path / "company.toml"])
    with pytest.raises(ConfigError, match="a folder, where a registry of companies is due"):
        load_registry([tmp_path])
    with pytest.raises(ConfigError, match="named twice"):
        load_registry([path, path])
    with pytest.raises(ConfigError, match="no registry is named"):
        load_registry([])


# Identity.


def test_the_digest_changes_with_the_facts_alone():
    """A written-out default, a comment or another order of keys is the same registry; another fact is another."""
    registry = parse_registry(KELL.encode(), "r.toml")
    same = b'# c\n[[companies]]\naliases = ["Kelloway Dairies"]\nambiguous = false\nkey = "kelloway"\nname = "Kelloway"'
    assert parse_registry(same, "other.toml") == registry
    assert parse_registry(KELL.encode() + b"ambiguous = true\n", "r.toml").digest != registry.digest


def test_the_canonical_bytes_are_what_the_digest_is_of():
    """The registry is kept as a blob under its own digest, and read again from it."""
    registry = parse_registry(KELL.encode() + b'people = [{ name = "A", from = "2020" }]\n', "r.toml")
    assert digest(dump_registry(registry)) == registry.digest
    assert restore_registry(dump_registry(registry)) == registry


@pytest.mark.parametrize("blob", [b"", b"\xff", b"[]", b'["onrecord/registry/9",[]]', b'["onrecord/registry/1",[{}]]'])
def test_other_bytes_are_not_a_kept_registry(blob):
    """Bytes that `dump_registry` did not write are refused."""
    with pytest.raises(ConfigError, match="a kept registry"):
        restore_registry(blob)


def _toml(name: str, lines: list[str]) -> str:
    return "\n".join(["[[companies]]", *lines]).replace("NAME", name) + "\n"


LINES = [
    'name = "NAME"',
    'aliases = ["NAME Group", { text = "Old NAME", to = "2019" }]',
    'people = [{ name = "Ada NAME", role = "chief" }]',
    'domains = ["NAME.example"]',
    "ambiguous = true",
]


@given(
    names=st.permutations(["Orrin", "Kelloway", "Ärmel", "Zed", "Beacon"]),
    lines=st.lists(st.permutations(LINES), min_size=5, max_size=5),
)
def test_no_order_changes_the_registry(names, lines):
    """Companies and keys in any order give an equal registry with an equal digest."""
    plain = "".join(_toml(name, LINES) for name in sorted(names))
    mixed = "".join(_toml(name, order) for name, order in zip(names, lines, strict=True))
    expected = parse_registry(plain.encode(), "r.toml")
    assert parse_registry(mixed.encode(), "r.toml") == expected
    assert restore_registry(dump_registry(expected)) == expected


# What a person means.


@pytest.mark.parametrize("words", ["kelloway", "KELLOWAY", " Kelloway  dairies ", "Kelloway Dairies"])
def test_a_company_is_found_by_key_name_or_alias(words):
    """Case and white space do not count on the command line."""
    assert find_company(parse_registry(KELL.encode(), "r.toml"), words).key == "kelloway"


def test_a_key_comes_before_another_company_s_alias():
    """What is a key here and an alias there is the key."""
    text = KELL.encode() + b'[[companies]]\nname = "Orrin"\naliases = ["KELLOWAY"]\n'
    assert find_company(parse_registry(text, "r.toml"), "kelloway").name == "Kelloway"


def test_an_unknown_company_names_the_nearest():
    """A misspelt company is answered with the one that is there."""
    registry = parse_registry(KELL.encode(), "r.toml")
    with pytest.raises(ConfigError, match=r"no company is called `Keloway`; did you mean `kelloway`\?"):
        find_company(registry, "Keloway")
    with pytest.raises(ConfigError, match=r"no company is called `zzz`$"):
        find_company(registry, "zzz")


def test_a_thousand_companies_are_read_at_once():
    """A registry of a thousand companies clashes nowhere and stays sorted."""
    text = "".join(f'[[companies]]\nname = "Firm {n}"\n' for n in range(1000))
    keys = [company.key for company in parse_registry(text.encode(), "r.toml").companies]
    assert len(keys) == 1000
    assert keys == sorted(keys)
