"""Turn a page's bytes into text, once, by stated rules.

The order is that of WHATWG HTML ("determining the character encoding"): byte order mark, the HTTP header's charset,
the page's own `meta` charset. A declared encoding that does not fit gives way to UTF-8 when that fits exactly;
undeclared bytes are UTF-8 when they fit, else what charset-normalizer makes of them, else Windows-1252. Labels mean
what browsers take them to mean ("iso-8859-1" is Windows-1252). Only encodings in the list below are ever used.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from pipeline.extract.words import words

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_ALLOWED = words(
    """
    utf-8 utf-16-le utf-16-be gb18030 cp932 euc_jp iso2022_jp cp949 big5hkscs cp874 cp866 koi8-r koi8-u mac-
    roman cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4
    iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16
    """
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 65536
_TELLING = 32
# Characters that may be written but never stand in a tree: they stop libxml2 or its users.
_BARE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(
    r"&#0*(?:[0-8]|1[14-9]|2\d|3[01]|55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]|6553[45])(?!\d);?|"
    r"&#x0*(?:[0-8bef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])(?![0-9a-f]);?",
    re.IGNORECASE,
)


_CONTROLS = bytes([*range(9), 11, *range(14, 32)])


class Decoded(NamedTuple):
    """The text of a page, the codec it was read with and what said so (`bom`, `http`, `meta`, `guess`)."""

    text: str
    codec: str
    said_by: str


def decode(page: bytes, content_type: str = "") -> Decoded:
    """Return the text of a page; bytes that do not fit become U+FFFD, characters no tree can hold are dropped."""
    codec, said_by = _codec(page, content_type)
    text = page.decode(codec, errors="replace").removeprefix("\ufeff")
    if len(page.translate(None, _CONTROLS)) < len(page) or "\ufffe" in text or "\uffff" in text:
        text = _BARE.sub("", text)
    return Decoded(_REFERENCE.sub("", text) if "&#" in text else text, codec, said_by)


def _codec(page: bytes, content_type: str) -> tuple[str, str]:
    for bom, name in _BOMS:
        if page.startswith(bom):
            return name, "bom"
    declared = _declared(page, content_type)
    if declared is None or (not _fits(page, declared[0]) and _fits(page, "utf-8")):
        return _guess(page), "guess"
    return declared


def _declared(page: bytes, content_type: str) -> tuple[str, str] | None:
    if (header := _HEADER.search(content_type)) is not None and (name := _known(header[1])):
        return name, "http"
    if (meta := _META.search(page, 0, _HEAD)) is not None and (name := _known(meta[1].decode("ascii", "replace"))):
        # A page whose label could be found in ASCII is not in UTF-16 (WHATWG).
        return ("utf-8" if name.startswith("utf-16") else name), "meta"
    return None


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip().lower()).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    return name if name in _ALLOWED else None


def _fits(page: bytes, codec: str) -> bool:
    try:
        page.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _guess(page: bytes) -> str:
    if _fits(page, "utf-8"):
        return "utf-8"
    if sum(byte > 0x7F for byte in page[:_SAMPLE]) < _TELLING:  # noqa: PLR2004  beyond ASCII
        return "cp1252"
    found = from_bytes(page[:_SAMPLE], cp_isolation=sorted(_ALLOWED - {"utf-16-le", "utf-16-be"})).best()
    return (_known(found.encoding) if found is not None else None) or "cp1252"
