"""Find sightings by their address and by their place: what is known of both is asked in every run."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two indexes."""
    op.create_index(op.f("ix_sighting_url"), "sighting", ["url"])
    op.create_index(op.f("ix_sighting_place"), "sighting", ["place"])
