"""Bring an older store up to the schema of this software, with Alembic."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, path: Path, number: int) -> None:
    """Run every migration up to `number` in one transaction; a copy of the store is set aside first.

    The copy stands beside the store as NAME.before-schema-N. A kill leaves the old schema or the new one.
    """
    set_aside(engine, path, path.with_name(f"{path.name}.before-schema-{number}"))
    with engine.begin() as connection:
        upgrade(alembic_config(connection), f"{number:04d}")


def set_aside(engine: Engine, path: Path, copy: Path) -> None:
    """Copy a store, whole or not at all; a copy left by an earlier try is replaced, for rows may have come since."""
    if not path.exists():
        return
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(engine.raw_connection()) as connection:  # VACUUM works outside of transactions only
        connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
    unfinished.replace(copy)


def alembic_config(connection: object) -> Config:
    """Return the configuration that makes Alembic work on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
