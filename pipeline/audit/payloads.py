"""Check stored bytes against their digests, and kept rule packs and registries against what they stand for."""

from __future__ import annotations

from sqlalchemy import Connection

from pipeline.archive import Archive
from pipeline.audit.faults import Faults
from pipeline.config import restore_registry
from pipeline.model.errors import PipelineError
from pipeline.model.identity import digest
from pipeline.run.evidence import restore_packs
from pipeline.run.recipe import rules_digest
from pipeline.run.session import Progress
from pipeline.store.rows import blobs, statements_on_blob, subjects
from pipeline.store.views import accepted_chain


def check_payloads(connection: Connection, archive: Archive, faults: Faults, progress: Progress) -> None:
    """Note every blob that is missing, damaged or of another length.

    Bytes in the archive that no row names are no fault: a run that was killed between the two leaves them.
    """
    chain = accepted_chain(connection)
    rows = blobs(connection)
    for row in progress(rows, total=len(rows), label="payloads"):
        faults.checked["payloads"] += 1
        try:
            length = len(archive.get(row["digest"], row["shelf"]))
        except PipelineError as error:
            resting = statements_on_blob(connection, chain, row["digest"])
            faults.add("payload", row["digest"], f"{row['length']} bytes that hash to it", error, resting)
            continue
        if length != row["length"]:
            faults.add("payload", row["digest"], f"{row['length']} bytes", f"{length} bytes")


def check_evidence(connection: Connection, archive: Archive, faults: Faults) -> None:
    """Note every kept registry, rule pack or configuration whose contents are not what its digest says."""
    for row in subjects(connection):
        faults.checked["evidence"] += 1
        try:
            found = subject_of(row["kind"], archive.get(row["digest"], row["shelf"]))
        except (PipelineError, ValueError, KeyError, TypeError) as error:
            found = f"unreadable: {error}"
        if found != row["subject"]:
            faults.add(row["kind"], row["subject"], f"contents with digest {row['subject']}", found)


def subject_of(kind: str, data: bytes) -> str:
    """Return the digest that these contents are known by."""
    if kind == "rules":
        return rules_digest(restore_packs(data))
    if kind == "registry":
        return restore_registry(data).digest
    return digest(data)
