"""The tables, in the three kinds that are never mixed."""

from pipeline.store.tables.base import METADATA, Json, Moment, spelled
from pipeline.store.tables.decided import acceptance, issued, issued_change
from pipeline.store.tables.derived import generation, miss, outcome, revision, statement
from pipeline.store.tables.happened import address, article, blob, capture, evidence, fetch, run, run_end, sighting

__all__ = [
    "METADATA",
    "Json",
    "Moment",
    "acceptance",
    "address",
    "article",
    "blob",
    "capture",
    "evidence",
    "fetch",
    "generation",
    "issued",
    "issued_change",
    "miss",
    "outcome",
    "revision",
    "run",
    "run_end",
    "sighting",
    "spelled",
    "statement",
]
