"""What was decided: append-only. What an outsider was ever shown, and what became of it, stands here for good."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from pipeline.store.tables.base import METADATA, Moment, row_digest

acceptance = Table(
    "acceptance",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("generation_id", ForeignKey("generation.id"), nullable=False, index=True),
    Column("decision", String(20), nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("note", Text, nullable=False),
    row_digest(),
)

issued = Table(
    "issued",
    METADATA,
    Column("statement_id", String(20), primary_key=True),
    Column("article_key", String(20), nullable=False, index=True),
    Column("company_key", Text, nullable=False),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("first_generation_id", ForeignKey("generation.id"), nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
)

issued_change = Table(
    "issued_change",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("statement_id", ForeignKey("issued.statement_id"), nullable=False, index=True),
    Column("change", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("successor_id", String(20), nullable=False),
    Column("generation_id", ForeignKey("generation.id"), nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
)
