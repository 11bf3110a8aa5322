"""What was derived: built beside what is accepted, and accepted or discarded as a whole, a generation at a time."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from pipeline.store.tables.base import METADATA, Json, Moment, row_digest

generation = Table(
    "generation",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("parent_id", ForeignKey("generation.id")),
    Column("recipe", String(64), nullable=False, index=True),
    Column("extractor", String(40), nullable=False),
    Column("libraries", Json, nullable=False),
    Column("rules_digest", String(64), nullable=False),
    Column("registry_digest", String(64), nullable=False),
    Column("code_digest", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
)

outcome = Table(
    "outcome",
    METADATA,
    Column("generation_id", ForeignKey("generation.id"), primary_key=True, autoincrement=False),
    Column("capture_id", ForeignKey("capture.id"), primary_key=True, autoincrement=False, index=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("ending", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("misses", Integer, nullable=False),
    row_digest(),
)

revision = Table(
    "revision",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("generation_id", ForeignKey("generation.id"), nullable=False),
    Column("capture_id", ForeignKey("capture.id"), nullable=False, index=True),
    Column("outcome", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_digest", String(64), nullable=False),
    Column("method", String(40), nullable=False),
    Column("headline", Text, nullable=False),
    Column("byline", Json, nullable=False),
    Column("date_published", String(40)),
    Column("date_modified", String(40)),
    Column("publisher", Text, nullable=False),
    Column("language", String(40), nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("topics", Json, nullable=False),
    Column("provenance", Json, nullable=False),
    Column("blocks", Json, nullable=False),
    Column("links", Json, nullable=False),
    row_digest(),
    UniqueConstraint("generation_id", "capture_id"),
)

statement = Table(
    "statement",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("statement_id", String(20), nullable=False, index=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("company_key", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("stance", String(20), nullable=False),
    Column("modality", String(20), nullable=False),
    Column("form", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("origin", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("voice", String(20), nullable=False),
    Column("counterparty", Text, nullable=False),
    Column("condition", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("recognised", String(20), nullable=False),
    Column("spans", Json, nullable=False),
    Column("steps", Json, nullable=False),
    row_digest(),
    UniqueConstraint("revision_id", "statement_id"),
)

miss = Table(
    "miss",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("company_key", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("reason", String(30), nullable=False),
    Column("detail", Text, nullable=False),
    row_digest(),
)

Index("ix_statement_company_stance", statement.c.company_key, statement.c.stance)
