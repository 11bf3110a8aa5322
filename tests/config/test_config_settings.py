"""The configuration: what is accepted, and the one sentence for what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import load_settings, parse_settings
from pipeline.model.errors import ConfigError
from pipeline.model.settings import FetchSettings, Options, Outlet, Place, PlaceKind

FILE = Path("/srv/news/config.toml")
OUTLET = '[[outlets]]\nname = "The Example"\nurls = "https://news.example/a"\n'


def sentence(text: str | bytes) -> str:
    """Return what is said of a bad configuration."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(text if isinstance(text, bytes) else text.encode(), FILE)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_every_key_is_read():
    """Each key of the format reaches the settings, and relative paths are relative to the file."""
    text = b"""
        [store]
        path = "data/all.db"
        [fetch]
        contact = "mailto:desk@institute.example"
        user_agent = "reader/1"
        delay = 7
        total_timeout = 30.5
        max_bytes = 1000
        [rules]
        packs = ["en", "de"]
        [registry]
        files = ["a.toml", "/etc/b.toml"]
        [[outlets]]
        name = "The  Example"
        key = "ex"
        enabled = false
        pages = ["saved", "/var/saved"]
        urls = ["https://news.example/a"]
        feed = "https://news.example/rss"
        sitemap = "https://news.example/map.xml"
        listing = "https://news.example/all"
        site = "https://news.example/"
        include = ["/news/*"]
        exclude = ["https://news.example/news/live*"]
        interval = "20m"
        max_per_run = 40
        user_agent = "reader/2"
        headers = { Authorization = "NEWS_TOKEN" }
    """
    settings = parse_settings(text, FILE)
    assert settings.path == FILE
    assert settings.text == text
    assert settings.store_path == Path("/srv/news/data/all.db")
    assert settings.fetch == FetchSettings("mailto:desk@institute.example", "reader/1", 7.0, 30.5, 1000)
    assert settings.packs == ("en", "de")
    assert settings.registry_files == (Path("/srv/news/a.toml"), Path("/etc/b.toml"))
    assert settings.outlets == (
        Outlet(
            "ex",
            "The Example",
            (
                Place(PlaceKind.PAGES, "/srv/news/saved"),
                Place(PlaceKind.PAGES, "/var/saved"),
                Place(PlaceKind.URLS, "https://news.example/a"),
                Place(PlaceKind.FEED, "https://news.example/rss"),
                Place(PlaceKind.SITEMAP, "https://news.example/map.xml"),
                Place(PlaceKind.LISTING, "https://news.example/all"),
                Place(PlaceKind.SITE, "https://news.example/"),
            ),
            enabled=False,
            options=Options(
                include=("/news/*",),
                exclude=("https://news.example/news/live*",),
                interval=1200.0,
                max_per_run=40,
                user_agent="reader/2",
                headers=(("Authorization", "NEWS_TOKEN"),),
            ),
        ),
    )


def test_defaults_stand_for_what_is_left_out():
    """An outlet alone is a configuration."""
    settings = parse_settings(OUTLET.encode(), FILE)
    assert settings.store_path == Path("/srv/news/onrecord.db")
    assert settings.fetch == FetchSettings()
    assert settings.packs == ("en",)
    assert settings.registry_files == (Path("/srv/news/companies.toml"),)
    assert settings.outlets[0].key == "the-example"


AT = "/srv/news/config.toml"
LIMITS = [
    ("delay", "0", "must be a number of seconds from 1 to 86400"),
    ("delay", "-5", "must be a number of seconds from 1 to 86400"),
    ("delay", "inf", "must be a finite number of seconds, not inf"),
    ("delay", "nan", "must be a finite number of seconds, not nan"),
    ("delay", "true", "must be a number of seconds, not a boolean"),
    ("delay", '"5"', "must be a number of seconds, not a string"),
    ("delay", "1" + "0" * 400, "must be a number of seconds from 1 to 86400"),
    ("total_timeout", "0", "must be a number of seconds from 0.1 to 86400"),
    ("total_timeout", "[1]", "must be a number of seconds, not an array"),
    ("max_bytes", "0", "must be a whole number of bytes from 1 to 1000000000"),
    ("max_bytes", "1e6", "must be a whole number of bytes, not a float"),
    ("max_bytes", "2020-01-01", "must be a whole number of bytes, not a date"),
    ("contact", '"me"', "must be a mail address or the address of a page (https://…)"),
    ("contact", "7", "must be a string, not an integer"),
    ("user_agent", '"Bücher"', "must be ASCII: it is sent as a header"),
    ("user_agent", '"a\\u0000b"', "must not hold control characters"),
    ("user_agent", '" "', "must not be empty"),
]


@pytest.mark.parametrize(("key", "value", "problem"), LIMITS)
def test_a_bad_value_of_fetch_names_line_and_key(key, value, problem):
    """Limits that are zero, negative, endless or of another type are refused with file, line and key."""
    assert sentence(f"[fetch]\n\n{key} = {value}\n{OUTLET}") == f"{AT}, line 3: [fetch]: `{key}` {problem}"


OUTLETS = [
    ('place = "x"', "`place` is not a known key; did you mean `pages`?"),
    ('warez = "x"', "`warez` is not a known key; did you mean `warc`?"),
    ('name = ""', "`name` must not be empty"),
    ("name = 3", "`name` must be a string, not an integer"),
    ('enabled = "yes"', "`enabled` must be true or false, not a string"),
    ('key = "The Example"', "`key` must be letters a to z and digits, joined by hyphens; did you mean `the-example`?"),
    ("feed = []", "`feed` must not be empty"),
    ('feed = ["https://a.example/", ""]', "`feed[2]` must not be empty"),
    ('urls = ["https://a.example/", "https://a.example/"]', "`urls[2]` stands there twice"),
    ('feed = "a.example"', "`feed` must be an address that begins with https:// or http://"),
    ('feed = "file:///etc/passwd"', "`feed` must be an address that begins with https:// or http://"),
    ('feed = "http://[::1"', "`feed` must be an address that begins with https:// or http://"),
    ("urls = { a = 1 }", "`urls` must be a string, not a table"),
    ('interval = "soon"', '`interval` must be a time, such as "90s", "20m", "3h" or "2d"'),
    ('interval = "2d"', "`interval` must be a number of seconds from 60 to 86400"),
    ("interval = 5", "`interval` must be a number of seconds from 60 to 86400"),
    (
        'include = ["news"]',
        '`include[1]` must begin with "/", "*", "https://" or "http://": it is matched from the beginning',
    ),
    ('exclude = ["/***********"]', "`exclude[1]` has more than 10 stars"),
    ('headers = "x"', "`headers` must be a table of header names and names of environment variables, not a string"),
    ('headers = { Host = "X" }', "`headers.Host` is a header that is set for every request"),
    ('headers = { "a b" = "X" }', "`headers.a b` is no name of a header"),
    (
        'headers = { X-Key = "my secret" }',
        "`headers.X-Key` must be the name of an environment variable; the value itself may not stand here",
    ),
]


@pytest.mark.parametrize(("line", "problem"), OUTLETS)
def test_a_bad_key_of_an_outlet_names_line_outlet_and_key(line, problem):
    """An outlet's problem is told with the file's line and the outlet's number."""
    assert sentence(f"{OUTLET}\n[[outlets]]\n{line}\n").endswith(problem)
    assert sentence(f"{OUTLET}\n[[outlets]]\n{line}\n").startswith(f"{AT}, line 6: outlets[2]")


@pytest.mark.parametrize("place", ["warc"])
def test_a_place_of_a_later_version_is_named_as_such(place):
    """A place that the format knows and this version does not read is refused in plain words."""
    assert sentence(f'[[outlets]]\nname = "The Example"\n{place} = "x"\n') == (
        f"{AT}, line 3: outlets[1] (The Example): `{place}` is a place that is not supported by this version; "
        "it reads `pages`, `urls`, `feed`, `sitemap`, `listing` and `site`"
    )


WHOLE = [
    ("", f"{AT}: no outlet is given; write one [[outlets]] for each publisher to follow"),
    ("outlets = []\n", f"{AT}: no outlet is given; write one [[outlets]] for each publisher to follow"),
    ("[outlets]\n", f"{AT}, line 1: [outlets]: must be an array of tables, not a table; write [[outlets]]"),
    ("\n[[outlet]]\n", f"{AT}, line 2: outlet[1]: not a known table; did you mean `outlets`?"),
    ("[fetsch]\n", f"{AT}, line 1: [fetsch]: not a known table; did you mean `fetch`?"),
    ("delay = 3\n", f"{AT}, line 1: `delay` is not known outside a table; it stands under [fetch]"),
    ("[fetch]\ndealy = 3\n", f"{AT}, line 2: [fetch]: `dealy` is not a known key; did you mean `delay`?"),
    ("fetch = 3\n", f"{AT}: [fetch]: must be a table, not an integer"),
    ('[rules]\npacks = "en"\n', f"{AT}, line 2: [rules]: `packs` must be an array, not a string"),
    (
        '[rules]\npacks = ["../x"]\n',
        f"{AT}, line 2: [rules]: `packs[1]` must be the name of a folder of rules, such as `en`",
    ),
    ("[registry]\nfiles = []\n", f"{AT}, line 2: [registry]: `files` must not be empty"),
    ('[store]\npath = ""\n', f"{AT}, line 2: [store]: `path` must not be empty"),
    ('[[outlets]]\npages = "x"\n', f"{AT}, line 1: outlets[1]: `name` is missing"),
    (
        '[[outlets]]\nname = "A"\n',
        f"{AT}, line 1: outlets[1] (A): no place is given where its articles are found; "
        "write `pages`, `urls`, `feed`, `sitemap`, `listing` and `site`, or one of them",
    ),
    (
        '[[outlets]]\nname = "報"\npages = "x"\n',
        f"{AT}, line 1: outlets[1] (報): the name has no letter a to z nor digit to make a key of; write a `key`",
    ),
    ("[fetch\n", f"{AT}, line 1, column 7: not TOML: expected ']' at the end of a table declaration"),
    ("a = 1\na = 2\n", f"{AT}, line 2, column 6: not TOML: cannot overwrite a value"),
    ('a = "', f"{AT}, line 1, end of the file: not TOML: unterminated string"),
    (b"\xef\xbb\xbfa = 1", f"{AT}, line 1, column 1: a byte order mark opens the file; save it as plain UTF-8"),
    ("a = 1".encode("utf-16"), f"{AT}, line 1, column 1: UTF-16 opens the file; save it as plain UTF-8"),
    (b"a = 1\nb = 'x\xe9'", f"{AT}, line 2, column 7: the byte 0xe9 is not UTF-8; save the file as plain UTF-8"),
    ("a = " + "[" * 5000, f"{AT}: not TOML that can be read: brackets are nested too deeply"),
]


@pytest.mark.parametrize(("text", "said"), WHOLE)
def test_a_bad_file_is_one_sentence(text, said):
    """What is wrong with the file as a whole is told with file, line and what would be right."""
    assert sentence(text) == said


@pytest.mark.parametrize(
    "again", ['name = "the example"', 'name = "Other"\nkey = "the-example"', 'name = "The-Example"']
)
def test_two_outlets_cannot_go_by_one_name(again):
    """Saved pages name an outlet by its name or its key, so neither may be another's, in any case."""
    said = sentence(f'{OUTLET}[[outlets]]\n{again}\nurls = "https://news.example/b"\n')
    assert "is already that of /srv/news/config.toml, line 1: outlets[1] (The Example)" in said


def test_two_outlets_cannot_have_one_place():
    """An article's outlet must be certain, so a place stands once."""
    assert "may stand only once" in sentence(OUTLET + OUTLET.replace("The Example", "Other"))


def test_the_first_problem_in_the_file_is_the_one_told():
    """Of several problems the uppermost is told."""
    assert "line 2: [rules]: `pcks`" in sentence(f"[rules]\npcks = 1\n[fetch]\ndelay = 0\n{OUTLET}")


@pytest.mark.parametrize(
    "line", ['feed = "https://user:hunter2@a.example/"', 'password = "hunter2"', 'enabled = "hunter2"']
)
def test_a_secret_is_not_repeated(line):
    """A message never shows a value that could be a secret."""
    assert "hunter2" not in sentence(f'[[outlets]]\nname = "A"\n{line}\n')


# What touches the disk.


def written(folder: Path, text: str = OUTLET, name: str = "config.toml") -> Path:
    """Write a configuration and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
    return path


def test_the_configuration_is_found_by_option_then_environment_then_folder(tmp_path):
    """--config comes before ONRECORD_CONFIG, and that before config.toml where one stands; an empty name is none."""
    default, named, given = (written(tmp_path, name=name) for name in ("config.toml", "env.toml", "given.toml"))
    environ = {"ONRECORD_CONFIG": "env.toml"}
    assert load_settings(given, environ=environ, cwd=tmp_path).path == given
    assert load_settings(None, environ=environ, cwd=tmp_path).path == named
    assert load_settings(None, environ={"ONRECORD_CONFIG": ""}, cwd=tmp_path).path == default
    assert load_settings(Path("given.toml"), environ={}, cwd=tmp_path).path == given


def loaded_sentence(path: Path | None, cwd: Path) -> str:
    """Return what is said of a configuration that cannot be loaded."""
    with pytest.raises(ConfigError) as caught:
        load_settings(path, environ={}, cwd=cwd)
    return str(caught.value)


def test_a_missing_configuration_names_its_nearest_neighbour(tmp_path):
    """A misspelt file name is answered with the one that is there."""
    written(tmp_path)
    assert loaded_sentence(Path("confg.toml"), tmp_path) == (
        f"{tmp_path}/confg.toml: no such file, where the configuration is due; did you mean `config.toml`?"
    )


def test_without_any_configuration_the_ways_to_name_one_are_told(tmp_path):
    """A first user learns what to do."""
    assert "write one, or name one by --config or ONRECORD_CONFIG" in loaded_sentence(None, tmp_path)


def test_a_folder_is_not_a_configuration(tmp_path):
    """A folder given where a file is due is told as that."""
    assert loaded_sentence(tmp_path, tmp_path) == f"{tmp_path}: a folder, where the configuration is due"


def test_folders_of_saved_pages_must_be_there(tmp_path):
    """A missing folder names its nearest neighbour, a file in its place is told, a disabled outlet may miss its own."""
    (tmp_path / "pages").mkdir()
    page = '[[outlets]]\nname = "A"\npages = "{}"\nenabled = {}\n'
    path = written(tmp_path, page.format("page", "true"))
    missing = f"`pages` names a folder that is not there, {tmp_path}/page; did you mean `pages`?"
    assert loaded_sentence(path, tmp_path) == f"{path}, line 3: outlets[1] (A): {missing}"
    written(tmp_path, page.format("config.toml", "true"))
    assert "names a file" in loaded_sentence(path, tmp_path)
    written(tmp_path, page.format("x" * 300, "true"))
    assert "cannot be read" in loaded_sentence(path, tmp_path)
    written(tmp_path, page.format("page", "false"))
    assert load_settings(path, environ={}, cwd=tmp_path).warnings == ()


def test_the_store_cannot_be_a_folder(tmp_path):
    """A folder where the database is due is refused before anything is written."""
    path = written(tmp_path, f'[store]\npath = "."\n{OUTLET}')
    assert "names a folder" in loaded_sentence(path, tmp_path)


def test_a_file_that_anybody_may_change_is_a_warning(tmp_path):
    """A world-writable configuration is read, and said to be one."""
    path = written(tmp_path, '[fetch]\ncontact = "desk@institute.example"\n' + OUTLET)
    assert load_settings(path, environ={}, cwd=tmp_path).warnings == ()
    path.chmod(0o666)
    (warning,) = load_settings(path, environ={}, cwd=tmp_path).warnings
    assert "world-writable" in warning


def test_a_live_place_without_contact_is_a_warning(tmp_path):
    """Nothing is fetched live without a contact, and that is said."""
    (warning,) = load_settings(written(tmp_path), environ={}, cwd=tmp_path).warnings
    assert "outlets[1] (The Example): `urls` cannot be run: [fetch] gives no `contact`" in warning


def test_what_was_kept_is_read_again(tmp_path):
    """The text of the settings, kept as evidence, gives the same settings."""
    settings = load_settings(written(tmp_path), environ={}, cwd=tmp_path)
    assert parse_settings(settings.text, settings.path).outlets == settings.outlets
