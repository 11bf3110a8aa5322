"""What happened: append-only. A row here is never changed and never deleted."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from pipeline.store.tables.base import METADATA, Json, Moment, row_digest

run = Table(
    "run",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("command", String(20), nullable=False),
    Column("arguments", Json, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("version", String(40), nullable=False),
    Column("extractor", String(40), nullable=False),
    Column("libraries", Json, nullable=False),
    Column("code_digest", String(64), nullable=False),
    Column("config_digest", String(64), nullable=False),
    Column("registry_digest", String(64), nullable=False),
    Column("rules_digest", String(64), nullable=False),
    row_digest(),
)

run_end = Table(
    "run_end",
    METADATA,
    Column("run_id", ForeignKey("run.id"), primary_key=True, autoincrement=False),
    Column("ended_at", Moment, nullable=False),
    Column("status", String(20), nullable=False),
    Column("exit_code", Integer, nullable=False),
    Column("counts", Json, nullable=False),
    row_digest(),
)

blob = Table(
    "blob",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("length", Integer, nullable=False),
    Column("stored_length", Integer, nullable=False),
    Column("shelf", String(4), nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
)

evidence = Table(
    "evidence",
    METADATA,
    Column("subject", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("digest", ForeignKey("blob.digest"), nullable=False),
    row_digest(),
    comment="which blob holds the contents that a registry, rule pack or configuration digest stands for",
)

article = Table(
    "article",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String(20), nullable=False, unique=True),
    Column("first_url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
)

address = Table(
    "address",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False, index=True),
    Column("relation", String(20), nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
)

capture = Table(
    "capture",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("article_id", ForeignKey("article.id"), nullable=False, index=True),
    Column("url", Text, nullable=False, index=True),
    Column("final_url", Text, nullable=False),
    Column("captured_at", Moment),
    Column("digest", ForeignKey("blob.digest"), nullable=False, index=True),
    Column("custody", String(20), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("outlet_name", Text, nullable=False),
    Column("status", Integer),
    Column("headers", Json, nullable=False),
    Column("file", Text, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False, index=True),
    row_digest(),
)

fetch = Table(
    "fetch",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("run.id"), nullable=False, index=True),
    Column("outlet", Text, nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("requested_url", Text, nullable=False, index=True),
    Column("final_url", Text, nullable=False),
    Column("redirects", Json, nullable=False),
    Column("peer", Text, nullable=False),
    Column("status", Integer),
    Column("request_headers", Json, nullable=False),
    Column("response_headers", Json, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("duration", Float, nullable=False),
    Column("outcome", String(30), nullable=False),
    Column("error", Text, nullable=False),
    Column("digest", ForeignKey("blob.digest")),
    Column("capture_id", ForeignKey("capture.id"), index=True),
    Column("made_capture", Boolean(create_constraint=False), nullable=False),
    row_digest(),
)

sighting = Table(
    "sighting",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("place_kind", String(20), nullable=False),
    Column("place", Text, nullable=False, index=True),
    Column("url", Text, nullable=False, index=True),
    Column("entry_id", Text, nullable=False),
    Column("entry_title", Text, nullable=False),
    Column("entry_published", Text, nullable=False),
    Column("entry_updated", Text, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    row_digest(),
    UniqueConstraint(
        "article_id",
        "outlet",
        "place_kind",
        "place",
        "url",
        "entry_id",
        "entry_title",
        "entry_published",
        "entry_updated",
    ),
)

Index("ix_capture_newest", capture.c.article_id, capture.c.captured_at, capture.c.digest)
