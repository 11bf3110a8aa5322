"""Check what captures claim: their identity, their article's key, and that custody is borne out by a fetch."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from pipeline.audit.faults import Faults
from pipeline.model.capture import Custody
from pipeline.model.identity import article_key
from pipeline.store.record import identity_of
from pipeline.store.rows import captures_with_fetches


def check_captures(connection: Connection, faults: Faults) -> None:
    """Note captures whose identity, article key or custody is not what their own rows say."""
    for row in captures_with_fetches(connection):
        faults.checked["captures"] += 1
        where = f"capture {row['id']}"
        identity = identity_of(row["custody"], row["url"], row["captured_at"], row["digest"])
        if identity != row["identity"]:
            faults.add("identity", where, identity, row["identity"])
        if article_key(row["first_url"]) != row["key"]:
            faults.add("identity", f"article of {where}", article_key(row["first_url"]), row["key"])
        expected, found = custody_borne_out(row)
        if expected != found:
            faults.add("custody", where, expected, found)


def custody_borne_out(row: RowMapping) -> tuple[str, str]:
    """Return the fetch rows that a capture's custody asks for, and those that there are."""
    found = f"{row['fetches']} of {row['made']} fetches agree"
    return ("1 of 1 fetches agree" if row["custody"] == Custody.FETCHED else "0 of 0 fetches agree"), found
