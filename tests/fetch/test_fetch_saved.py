"""Saved pages: what a file and its sidecar say is what is read, and what is written comes back."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fetch.captures import capture_of
from pipeline.fetch.saved import list_saved, look_through, read_saved, write_saved
from pipeline.model.capture import Attempt, Capture, Custody, FetchOutcome, Purpose
from pipeline.model.errors import ConfigError, FetchProtocolError, StoreError
from pipeline.model.identity import digest
from pipeline.model.settings import Outlet, Place, PlaceKind

PAGE = b"<p>Larkfield Mills declined to comment.</p>"
URL = "https://gazette.example/2026/larkfield"


def outlet_for(folder: Path) -> Outlet:
    return Outlet("gazette", "The Gazette", (Place(PlaceKind.PAGES, str(folder)),))


def read_only(folder: Path) -> Capture:
    """Read the one saved page of a folder."""
    [file] = list_saved(folder)
    return read_saved(file, outlet=outlet_for(folder), base=folder)


def save(folder: Path, sidecar: Any, *, name: str = "page.html", payload: bytes = PAGE) -> None:
    folder.joinpath(name).write_bytes(payload)
    folder.joinpath(name.split(".", maxsplit=1)[0] + ".json").write_text(json.dumps(sidecar))


def attempt(payload: bytes | None = PAGE, **changes: Any) -> Attempt:
    facts: dict[str, Any] = {
        "purpose": Purpose.ARTICLE,
        "requested_url": URL,
        "final_url": f"{URL}?a=1",
        "outcome": FetchOutcome.OK,
        "started_at": datetime(2026, 3, 1, 12, 0, 5, 125, tzinfo=UTC),
        "duration": 0.2,
        "status": 200,
        "response_headers": (("Content-Type", "text/html; charset=utf-8"), ("X", "é"), ("X", "")),
        "payload": payload,
    }
    return Attempt(**(facts | changes))


def test_pages_are_listed_in_one_order_and_the_rest_is_counted(tmp_path: Path) -> None:
    """Pages of all three endings come sorted by path with their sidecars; other files are only counted."""
    names = "b.html", "b.json", "a.txt", "c/d.html.gz", "c/d.json", "e.json", "f.pdf", ".g.html", ".h/i.html", "j.HTML"
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    tmp_path.joinpath("k.html").mkdir()
    tmp_path.joinpath("l.html").symlink_to(tmp_path / "nowhere")

    found = [(file.path.name, file.sidecar and file.sidecar.name) for file in list_saved(tmp_path)]

    assert found == [("a.txt", None), ("b.html", "b.json"), ("j.HTML", None), ("d.html.gz", "d.json")]
    assert look_through(tmp_path).ignored == 2


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A page or a sidecar that is a link may not bring in what stands elsewhere; inside the folder it may."""
    folder = tmp_path / "real"
    (folder / "sub").mkdir(parents=True)
    for path in (tmp_path / "secret.html", tmp_path / "secret.json", folder / "a.html", folder / "sub" / "a.json"):
        path.write_bytes(b"")
    (folder / "b.html").symlink_to("../secret.html")
    (folder / "c.html").symlink_to(folder / "a.html")
    (folder / "c.json").symlink_to("sub/a.json")
    (folder / "d.html").write_bytes(b"")
    (folder / "d.json").symlink_to(tmp_path / "secret.json")
    (folder / "e.html").symlink_to("nowhere.html")
    (folder / "f.html").symlink_to("f.html")
    (tmp_path / "linked").symlink_to(folder)

    held = look_through(tmp_path / "linked")

    assert [(file.path.name, file.sidecar and file.sidecar.name) for file in held.pages] == [
        ("a.html", None), ("c.html", "c.json"),
    ]  # fmt: skip
    told = [fault.rpartition("/")[2] for fault in held.faults]
    assert told[:2] == [f"{name}: the link leads out of the folder of saved pages" for name in ("b.html", "d.json")]
    assert [fault.split(" (")[0] for fault in told[2:]] == [
        f"{name}: the file cannot be read" for name in ("e.html", "f.html")
    ]
    assert held.ignored == 1


def test_what_browsers_put_beside_a_page_is_no_page(tmp_path: Path) -> None:
    """Frames in X_files beside X.html belong to it; a folder of that name beside no page is a folder like others."""
    for name in ("a.html", "a_files/frame.html", "b.htm", "b_files/frame.html", "c_files/page.html", "d.xhtml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")

    held = look_through(tmp_path)

    assert [file.path.name for file in held.pages] == ["a.html", "page.html"]
    assert (held.ignored, held.faults) == (2, ())


def test_a_subfolder_that_cannot_be_read_hides_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fault with its name; the pages beside it are found."""
    for name in ("a/page.html", "b/page.html", "page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    scandir = os.scandir

    def closed(path: Any) -> Any:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    held = look_through(tmp_path)

    assert [file.path.relative_to(tmp_path).as_posix() for file in held.pages] == ["page.html", "b/page.html"]
    assert held.faults == (f"{tmp_path}/a: the folder cannot be read (Permission denied)",)


def test_a_missing_folder_is_a_wrong_setting(tmp_path: Path) -> None:
    """The sentence names the folder."""
    with pytest.raises(ConfigError, match=r"nowhere: there is no such folder"):
        list_saved(tmp_path / "nowhere")


def test_a_bare_page_is_known_by_its_digest_and_has_no_time(tmp_path: Path) -> None:
    """Without a sidecar the URL is the digest's urn and the time null, whatever the file's own time is."""
    tmp_path.joinpath("page.html").write_bytes(PAGE)
    os.utime(tmp_path / "page.html", (0, 0))

    assert read_only(tmp_path) == Capture(
        url=f"urn:sha256:{digest(PAGE)}",
        final_url=f"urn:sha256:{digest(PAGE)}",
        captured_at=None,
        payload=PAGE,
        digest=digest(PAGE),
        custody=Custody.DECLARED,
        outlet="gazette",
        file="page.html",
    )


def test_a_sidecar_is_read_whole(tmp_path: Path) -> None:
    """Every key of the sidecar reaches the capture; the outlet is kept as it is given."""
    moment = "2020-07-08T12:15:00+02:00"
    save(
        tmp_path,
        {
            "url": URL,
            "final_url": f"{URL}/2",
            "captured_at": moment,
            "status": 203,
            "headers": [["A", "b"], ["A", "c"]],
            "outlet": "The Other Paper",
            "note": "by hand",
        },
    )

    capture = read_only(tmp_path)

    assert (capture.url, capture.final_url, capture.status) == (URL, f"{URL}/2", 203)
    assert capture.captured_at == datetime(2020, 7, 8, 10, 15, tzinfo=UTC)
    assert capture.captured_at.utcoffset() == timedelta(0)
    assert (capture.headers, capture.outlet) == ((("A", "b"), ("A", "c")), "The Other Paper")


@pytest.mark.parametrize(
    "text", ["2020-07-08T10:15:00Z", "2020-07-08 10:15:00", "2020-07-08T10:15:00.000000", "2020-07-08T15:45+05:30"]
)
def test_a_time_without_an_offset_is_utc(tmp_path: Path, text: str) -> None:
    """All times are UTC, so a naive one is taken as such."""
    save(tmp_path, {"captured_at": text})

    assert read_only(tmp_path).captured_at == datetime(2020, 7, 8, 10, 15, tzinfo=UTC)


def test_the_gz_of_a_page_is_packaging(tmp_path: Path) -> None:
    """The payload and its digest are those of what is inside."""
    save(tmp_path, {"url": URL}, name="page.html.gz", payload=gzip.compress(PAGE))

    assert (read_only(tmp_path).payload, read_only(tmp_path).digest) == (PAGE, digest(PAGE))


def test_an_encoded_payload_is_kept_as_it_was_sent(tmp_path: Path) -> None:
    """A content-encoding is not packaging: it stays on the payload, and its header in the sidecar."""
    sent = gzip.compress(PAGE)
    headers = (("Content-Encoding", "gzip"),)
    write_saved(tmp_path, attempt(sent, response_headers=headers))

    assert (read_only(tmp_path).payload, read_only(tmp_path).headers) == (sent, headers)


@pytest.mark.parametrize(
    ("sidecar", "named"),
    [
        ("{", "not JSON"),
        ("[]", "must be a JSON object"),
        ("[" * 100_000, "not JSON"),
        ('{"url": 5}', "url"),
        ('{"url": "javascript:alert(1)"}', "url"),
        ('{"url": "https://a.example/ b"}', "url"),
        ('{"url": "https://a.example/\\ud800"}', "url"),
        ('{"url": "http://["}', "url"),
        ('{"url": "https://"}', "url"),
        ('{"url": "https://a.example:99999/"}', "url"),
        ('{"final_url": "/news"}', "final_url"),
        ('{"captured_at": "yesterday"}', "captured_at"),
        ('{"captured_at": 1594203300}', "captured_at"),
        ('{"captured_at": "0001-01-01T00:00:00+10:00"}', "captured_at"),
        ('{"status": "200"}', "status"),
        ('{"status": true}', "status"),
        ('{"status": 7}', "status"),
        ('{"headers": {"A": "b"}}', "headers"),
        ('{"headers": [["A"]]}', "headers"),
        ('{"headers": [["A", 1]]}', "headers"),
        ('{"outlet": ["x"]}', "outlet"),
        ('{"outlet": "The\\nGazette"}', "outlet"),
        ('{"outlet": "The\\u001b[2JGazette"}', "outlet"),
        ('{"outlet": "The\\u2028Gazette"}', "outlet"),
        ('{"outlet": "The\\u202eGazette"}', "outlet"),
        ('{"captured-at": "2020-07-08T10:15:00Z"}', "captured_at"),
        ('{"header": []}', "headers"),
    ],
)
def test_a_broken_sidecar_is_one_sentence(tmp_path: Path, sidecar: str, named: str) -> None:
    """The sentence names the sidecar's file and the key."""
    tmp_path.joinpath("page.html").write_bytes(PAGE)
    tmp_path.joinpath("page.json").write_text(sidecar)

    with pytest.raises(FetchProtocolError) as caught:
        read_only(tmp_path)

    assert "page.json: " in str(caught.value)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_name_and_password_in_a_sidecar_are_neither_kept_nor_told(tmp_path: Path) -> None:
    """An address that was copied with its secret is read without it, and a message about it does not repeat it."""
    save(
        tmp_path, {"url": "https://reader:hunter2@a.example/1", "final_url": "http://reader:hunter2@a.example/2?x=a@b"}
    )
    capture = read_only(tmp_path)

    assert (capture.url, capture.final_url) == ("https://a.example/1", "http://a.example/2?x=a@b")
    for wrong in ("https://reader:hunter2@a.example/ 1", "ftp://reader:hunter2@a.example", "reader:hunter2@a.example"):
        save(tmp_path, {"url": wrong})
        with pytest.raises(FetchProtocolError, match="url must be an address") as caught:
            read_only(tmp_path)
        assert "hunter2" not in str(caught.value)


def test_an_outlets_name_may_have_any_letters(tmp_path: Path) -> None:
    """Marks that join letters are part of a name."""
    save(tmp_path, {"outlet": "\u0646\u0627\u0645\u0647\u200c\u0647\u0627 \u00e9"})

    assert read_only(tmp_path).outlet == "\u0646\u0627\u0645\u0647\u200c\u0647\u0627 \u00e9"


def test_a_sidecar_that_is_not_utf8_is_one_sentence(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are named by their place."""
    tmp_path.joinpath("page.html").write_bytes(PAGE)
    tmp_path.joinpath("page.json").write_bytes(b'{"url": "\xff"}')

    with pytest.raises(FetchProtocolError, match=r"page\.json: the sidecar is not UTF-8 \(byte 9\)"):
        read_only(tmp_path)


def test_null_is_the_same_as_absent(tmp_path: Path) -> None:
    """Every key is optional, and null says no more than silence."""
    save(tmp_path, dict.fromkeys(["url", "final_url", "captured_at", "status", "headers", "outlet"]))
    bare = read_only(tmp_path)

    assert (bare.captured_at, bare.status, bare.headers, bare.outlet) == (None, None, (), "gazette")


@pytest.mark.parametrize("payload", [PAGE, gzip.compress(PAGE)[:-4]], ids=["plain", "cut"])
def test_packaging_that_cannot_be_opened_is_one_sentence(tmp_path: Path, payload: bytes) -> None:
    """A page file that is not the gzip it says is named."""
    save(tmp_path, {}, name="page.html.gz", payload=payload)

    with pytest.raises(FetchProtocolError, match=r"page\.html\.gz: the packaging cannot be opened"):
        read_only(tmp_path)


def test_a_file_is_named_relative_to_the_configuration(tmp_path: Path) -> None:
    """The name in the capture does not depend on where the project stands, nor on what bytes it has."""
    folder = tmp_path / "pages"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"caf\xe9.html")).write_bytes(PAGE)
    except OSError:
        (folder / "caf\ufffd.html").write_bytes(PAGE)
    [file] = list_saved(folder)

    assert read_saved(file, outlet=outlet_for(folder), base=tmp_path).file == "pages/caf\ufffd.html"
    assert read_saved(file, outlet=outlet_for(folder), base=tmp_path / "else").file == "../pages/caf\ufffd.html"


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
PATHS = st.text("abcxyz0-9/._~%?=&", max_size=40)


@settings(deadline=None)
@given(
    payload=st.binary(max_size=200),
    path=PATHS,
    moment=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001  hypothesis adds the zone
    offset=st.integers(-14 * 60, 14 * 60),
    status=st.integers(100, 599),
    headers=st.lists(st.tuples(TEXTS, TEXTS), max_size=4).map(tuple),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    payload: bytes,
    path: str,
    moment: datetime,
    offset: int,
    status: int,
    headers: tuple[tuple[str, str], ...],
) -> None:
    """Bytes, addresses, time, status and headers survive being saved and read."""
    folder = tmp_path_factory.mktemp("saved")
    started_at = moment.replace(tzinfo=timezone(timedelta(minutes=offset))).astimezone(UTC)
    kept = attempt(
        payload,
        requested_url=f"https://gazette.example/{path}",
        final_url=f"http://gazette.example/{path}#x",
        started_at=started_at,
        status=status,
        response_headers=headers,
    )

    written = write_saved(folder, kept)
    capture = read_only(folder)

    assert written.parent == folder
    assert (capture.payload, capture.digest) == (payload, digest(payload))
    assert (capture.url, capture.final_url) == (kept.requested_url, kept.final_url)
    assert (capture.captured_at, capture.status, capture.headers) == (started_at, status, headers)


def test_a_capture_keeps_its_outlet_when_it_is_written(tmp_path: Path) -> None:
    """A capture written by hand of another outlet is read under that outlet again."""
    write_saved(tmp_path, capture_of(attempt(), outlet="courier"))

    assert read_only(tmp_path).outlet == "courier"


@pytest.mark.parametrize(
    "url", ["https://a.example/../../etc/passwd", "https://a.example/" + "x" * 500, "urn:x:y", "/"]
)
def test_no_url_names_a_path(tmp_path: Path, url: str) -> None:
    """A file's name is made of letters, digits and hyphens, and is short."""
    written = write_saved(tmp_path / "in", attempt(requested_url=url))

    assert written.parent == tmp_path / "in"
    assert written.stem.replace("-", "").isalnum()
    assert len(written.name) < 130


def test_saving_twice_writes_once_and_another_time_is_another_page(tmp_path: Path) -> None:
    """The same answer is one page; the same bytes an hour later are another capture."""
    first = write_saved(tmp_path, attempt())
    again = write_saved(tmp_path, attempt())
    later = write_saved(tmp_path, attempt(started_at=datetime(2026, 3, 1, 13, tzinfo=UTC)))

    assert first == again
    assert [file.path for file in list_saved(tmp_path)] == sorted([first, later])
    assert look_through(tmp_path).ignored == 0


def test_plain_text_is_saved_as_text(tmp_path: Path) -> None:
    """The ending says what the page is."""
    assert write_saved(tmp_path, attempt(response_headers=(("content-type", "text/plain"),))).suffix == ".txt"


def test_an_attempt_without_a_payload_is_not_saved(tmp_path: Path) -> None:
    """There is nothing to save."""
    with pytest.raises(FetchProtocolError, match="nothing to save"):
        write_saved(tmp_path, attempt(None))


def test_a_folder_that_cannot_be_written_is_a_failure_of_the_store(tmp_path: Path) -> None:
    """The sentence names the page, and no half of a file is left."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be written"):
        write_saved(tmp_path / "file", attempt())
