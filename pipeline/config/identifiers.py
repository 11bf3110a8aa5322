"""Readers of what identifies a company outside this project: LEI, Wikidata item, domains, handles."""

from __future__ import annotations

import re
from typing import Any

from pipeline.config.source import Where
from pipeline.config.values import text

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[^\W\d_][\w-]*[^\W_]")
# An account's name as the networks allow it, with the server's for networks of many servers: @press@social.example
_HANDLE = re.compile(rf"@?[A-Za-z0-9_][A-Za-z0-9_.-]{{0,63}}(?:@(?:{_LABEL}\.)+[A-Za-z]{{2,}})?")


def lei(value: Any, where: Where) -> str:
    """Return a legal entity identifier: ISO 17442, 18 letters and digits and two check digits (ISO 7064, MOD 97-10)."""
    code = text(value, where)
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", code):
        raise where.fault(f"must be 20 capital letters and digits, the last two digits (ISO 17442), not `{code[:40]}`")
    if int("".join(str(int(char, 36)) for char in code)) % 97 != 1:
        raise where.fault(f"has check digits that do not fit (ISO 17442): `{code}`")
    return code


def wikidata(value: Any, where: Where) -> str:
    """Return a Wikidata item: Q and a number."""
    item = text(value, where)
    if not re.fullmatch(r"Q[1-9][0-9]{0,11}", item):
        raise where.fault(f"must be a Wikidata item such as `Q95`, not `{item[:40]}`")
    return item


def domain(value: Any, where: Where) -> str:
    """Return a domain in lower case, without scheme, path or port."""
    name = text(value, where).lower()
    if not _DOMAIN.fullmatch(name) or len(name) > 253:  # noqa: PLR2004  the longest name that DNS has room for
        host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", name).partition("/")[0].partition(":")[0].rpartition("@")[2]
        hint = f"; did you mean `{host}`?" if host != name and _DOMAIN.fullmatch(host) else ""
        raise where.fault(f"must be a domain such as `company.example`, not `{name[:80]}`{hint}")
    return name


def handle(value: Any, where: Where) -> str:
    """Return an account's name with one @ in front of it, its case kept."""
    name = text(value, where)
    if not _HANDLE.fullmatch(name):
        raise where.fault(f"must be an account's name such as `@company`, not `{name[:80]}`")
    return "@" + name.removeprefix("@")
