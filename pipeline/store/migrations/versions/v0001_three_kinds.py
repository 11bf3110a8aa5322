"""Make the tables of the three kinds: what happened, what was derived, what was decided.

A migration is frozen: it spells its tables out instead of importing them, so that it makes in ten years what it
makes today.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring an empty database to schema 1."""
    for make in (*HAPPENED, *DERIVED, *DECIDED):
        make()


def texts(*names: str) -> list[sa.Column[str]]:
    """Return columns of text of any length, none of them null."""
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(20), nullable=False),
        *texts("arguments"),
        sa.Column("started_at", sa.String(27), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("extractor", sa.String(40), nullable=False),
        *texts("libraries"),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("config_digest", sa.String(64), nullable=False),
        sa.Column("registry_digest", sa.String(64), nullable=False),
        sa.Column("rules_digest", sa.String(64), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )


def _run_end() -> None:
    op.create_table(
        "run_end",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("exit_code", sa.Integer(), nullable=False),
        *texts("counts"),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_end")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_end_run_id_run")),
    )


def _blob() -> None:
    op.create_table(
        "blob",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("stored_length", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.String(4), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blob")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_blob_run_id_run")),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_evidence")),
        sa.ForeignKeyConstraint(["digest"], ["blob.digest"], name=op.f("fk_evidence_digest_blob")),
        comment="which blob holds the contents that a registry, rule pack or configuration digest stands for",
    )


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        *texts("first_url", "outlet"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_article_run_id_run")),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
    )


def _address() -> None:
    op.create_table(
        "address",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(20), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_address")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_address_article_id_article")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_address_run_id_run")),
    )
    op.create_index(op.f("ix_address_article_id"), "address", ["article_id"])


def _capture() -> None:
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(64), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        *texts("url", "final_url"),
        sa.Column("captured_at", sa.String(27), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("custody", sa.String(20), nullable=False),
        *texts("outlet", "outlet_name"),
        sa.Column("status", sa.Integer(), nullable=True),
        *texts("headers", "file"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_capture_article_id_article")),
        sa.ForeignKeyConstraint(["digest"], ["blob.digest"], name=op.f("fk_capture_digest_blob")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_capture_run_id_run")),
        sa.UniqueConstraint("identity", name=op.f("uq_capture_identity")),
    )
    op.create_index(op.f("ix_capture_article_id"), "capture", ["article_id"])
    op.create_index(op.f("ix_capture_digest"), "capture", ["digest"])
    op.create_index(op.f("ix_capture_newest"), "capture", ["article_id", "captured_at", "digest"])
    op.create_index(op.f("ix_capture_run_id"), "capture", ["run_id"])
    op.create_index(op.f("ix_capture_url"), "capture", ["url"])


def _fetch() -> None:
    op.create_table(
        "fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        *texts("outlet"),
        sa.Column("purpose", sa.String(20), nullable=False),
        *texts("requested_url", "final_url", "redirects", "peer"),
        sa.Column("status", sa.Integer(), nullable=True),
        *texts("request_headers", "response_headers"),
        sa.Column("started_at", sa.String(27), nullable=False),
        sa.Column("duration", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String(30), nullable=False),
        *texts("error"),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("made_capture", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_fetch_capture_id_capture")),
        sa.ForeignKeyConstraint(["digest"], ["blob.digest"], name=op.f("fk_fetch_digest_blob")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_fetch_run_id_run")),
    )
    op.create_index(op.f("ix_fetch_capture_id"), "fetch", ["capture_id"])
    op.create_index(op.f("ix_fetch_requested_url"), "fetch", ["requested_url"])
    op.create_index(op.f("ix_fetch_run_id"), "fetch", ["run_id"])


def _sighting() -> None:
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        *texts("outlet"),
        sa.Column("place_kind", sa.String(20), nullable=False),
        *texts("place", "url", "entry_id", "entry_title", "entry_published", "entry_updated"),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_sighting_article_id_article")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_sighting_run_id_run")),
        sa.UniqueConstraint(
            "article_id",
            "outlet",
            "place_kind",
            "place",
            "url",
            "entry_id",
            "entry_title",
            "entry_published",
            "entry_updated",
            name=op.f(
                "uq_sighting_article_id_outlet_place_kind_place_url_entry_id_entry_title_entry_published_entry_updated"
            ),
        ),
    )


def _generation() -> None:
    op.create_table(
        "generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("recipe", sa.String(64), nullable=False),
        sa.Column("extractor", sa.String(40), nullable=False),
        *texts("libraries"),
        sa.Column("rules_digest", sa.String(64), nullable=False),
        sa.Column("registry_digest", sa.String(64), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generation")),
        sa.ForeignKeyConstraint(["parent_id"], ["generation.id"], name=op.f("fk_generation_parent_id_generation")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_generation_run_id_run")),
    )
    op.create_index(op.f("ix_generation_recipe"), "generation", ["recipe"])


def _outcome() -> None:
    op.create_table(
        "outcome",
        sa.Column("generation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("capture_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(20), nullable=False),
        *texts("reason"),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("generation_id", "capture_id", name=op.f("pk_outcome")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_outcome_capture_id_capture")),
        sa.ForeignKeyConstraint(["generation_id"], ["generation.id"], name=op.f("fk_outcome_generation_id_generation")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_outcome_run_id_run")),
    )
    op.create_index(op.f("ix_outcome_capture_id"), "outcome", ["capture_id"])


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        *texts("reason", "text"),
        sa.Column("text_digest", sa.String(64), nullable=False),
        sa.Column("method", sa.String(40), nullable=False),
        *texts("headline", "byline"),
        sa.Column("date_published", sa.String(40), nullable=True),
        sa.Column("date_modified", sa.String(40), nullable=True),
        *texts("publisher"),
        sa.Column("language", sa.String(40), nullable=False),
        *texts("canonical_url", "topics", "provenance", "blocks", "links"),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_revision_capture_id_capture")),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_revision_generation_id_generation")
        ),
        sa.UniqueConstraint("generation_id", "capture_id", name=op.f("uq_revision_generation_id_capture_id")),
    )
    op.create_index(op.f("ix_revision_capture_id"), "revision", ["capture_id"])


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.String(20), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        *texts("company_key", "company"),
        sa.Column("stance", sa.String(20), nullable=False),
        sa.Column("modality", sa.String(20), nullable=False),
        sa.Column("form", sa.String(20), nullable=False),
        *texts("source", "cue", "exact", "prefix", "suffix"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        *texts("origin", "target", "rule"),
        sa.Column("voice", sa.String(20), nullable=False),
        *texts("counterparty", "condition", "qualifier"),
        sa.Column("recognised", sa.String(20), nullable=False),
        *texts("spans", "steps"),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_statement_revision_id_revision")),
        sa.UniqueConstraint("revision_id", "statement_id", name=op.f("uq_statement_revision_id_statement_id")),
    )
    op.create_index(op.f("ix_statement_company_stance"), "statement", ["company_key", "stance"])
    op.create_index(op.f("ix_statement_revision_id"), "statement", ["revision_id"])
    op.create_index(op.f("ix_statement_statement_id"), "statement", ["statement_id"])


def _miss() -> None:
    op.create_table(
        "miss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        *texts("company_key", "cue"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        *texts("detail"),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_miss")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_miss_revision_id_revision")),
    )
    op.create_index(op.f("ix_miss_revision_id"), "miss", ["revision_id"])


def _acceptance() -> None:
    op.create_table(
        "acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("decided_at", sa.String(27), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        *texts("note"),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance")),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_acceptance_generation_id_generation")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_acceptance_run_id_run")),
    )
    op.create_index(op.f("ix_acceptance_generation_id"), "acceptance", ["generation_id"])


def _issued() -> None:
    op.create_table(
        "issued",
        sa.Column("statement_id", sa.String(20), nullable=False),
        sa.Column("article_key", sa.String(20), nullable=False),
        *texts("company_key", "exact", "prefix", "suffix"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("first_generation_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_issued")),
        sa.ForeignKeyConstraint(
            ["first_generation_id"], ["generation.id"], name=op.f("fk_issued_first_generation_id_generation")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_issued_run_id_run")),
    )
    op.create_index(op.f("ix_issued_article_key"), "issued", ["article_key"])


def _issued_change() -> None:
    op.create_table(
        "issued_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.String(20), nullable=False),
        sa.Column("change", sa.String(20), nullable=False),
        *texts("reason"),
        sa.Column("successor_id", sa.String(20), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_change")),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_issued_change_generation_id_generation")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_issued_change_run_id_run")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["issued.statement_id"], name=op.f("fk_issued_change_statement_id_issued")
        ),
    )
    op.create_index(op.f("ix_issued_change_statement_id"), "issued_change", ["statement_id"])


HAPPENED = (_run, _run_end, _blob, _evidence, _article, _address, _capture, _fetch, _sighting)
DERIVED = (_generation, _outcome, _revision, _statement, _miss)
DECIDED = (_acceptance, _issued, _issued_change)
