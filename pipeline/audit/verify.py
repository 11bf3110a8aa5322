"""Check that what is stored is whole and says what it says. Each check leads back towards the payload's bytes.

`quick`: the database's own check, its references, and the chain of generations. `full`: also every row's digest, every
payload's, every text's, every statement's id, offsets, context, rule and words in the page. `rederive`: also every
accepted revision derived again from its payload and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.archive import Archive
from pipeline.audit.captures import check_captures
from pipeline.audit.faults import Faults
from pipeline.audit.payloads import check_evidence, check_payloads
from pipeline.audit.revisions import check_revisions
from pipeline.audit.rows import check_completeness, check_database, check_rows
from pipeline.model.errors import DamageError
from pipeline.run.session import Progress, archive_of
from pipeline.store.engine import Store, open_reader, opened

Check = Callable[[Connection, Archive, Faults], None]


def verify(store_path: Path, level: str, *, progress: Progress) -> dict[str, Any]:
    """Return `{"ok", "level", "checked", "faults"}`; raises `ConfigError` without a store, `StoreError` on I/O."""
    faults = Faults()
    archive = archive_of(store_path)
    try:
        with opened(open_reader(store_path, lenient=True)) as store:
            for check in checks(level, progress):
                checked(store, archive, check, faults)
    except DamageError as error:
        faults.add("database", store_path.name, "a database", error)
    finally:
        archive.close()
    return {
        "ok": not faults.found,
        "level": level,
        "checked": dict(sorted(faults.checked.items())),
        "faults": [fault.as_json() for fault in faults.found],
    }


def checked(store: Store, archive: Archive, check: Check, faults: Faults) -> None:
    """Make one check; a database too damaged for it is a fault like any other, and the other checks are made."""
    try:
        with store.read() as connection:
            check(connection, archive, faults)
    except (DamageError, ValueError, TypeError, LookupError) as error:  # the last three: text where a number is due
        faults.add("database", store.path.name, "rows that can be checked", f"{type(error).__name__}: {error}")


def checks(level: str, progress: Progress) -> Iterator[Check]:
    """Yield the checks of a level, the cheap ones first."""
    yield lambda connection, _, faults: check_database(connection, faults)
    yield lambda connection, _, faults: check_completeness(connection, faults)
    if level == "quick":
        return
    yield lambda connection, _, faults: check_rows(connection, faults)
    yield lambda connection, _, faults: check_captures(connection, faults)
    yield lambda connection, archive, faults: check_payloads(connection, archive, faults, progress)
    yield check_evidence
    again = level == "rederive"
    yield lambda connection, archive, faults: check_revisions(connection, archive, faults, progress, again=again)
