"""The schema's number, and how a store that is behind is brought up to it.

The number is Alembic's own (table `alembic_version`), read without Alembic, whose import costs a second: it is loaded
only when there is something to migrate. A new store is made from the tables directly; a test holds that the migrations
lead to the same schema.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from pipeline.model.errors import SchemaError, StoreError
from pipeline.store.tables import METADATA

SCHEMA = 2
# Word for word what Alembic makes.
VERSION_TABLE = """
CREATE TABLE alembic_version (
\tversion_num VARCHAR(32) NOT NULL,
\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""


def bring_up(engine: Engine, path: Path, *, change: bool = True) -> None:
    """Make sure that a store has this software's schema; raises `SchemaError` when it cannot have it."""
    with engine.connect() as connection:
        number = schema_number(connection)
        if number is None:
            raise StoreError(f"{path}: holds the tables of another program and is left alone; set another [store] path")
    if number == SCHEMA:
        return
    if number > SCHEMA:
        raise SchemaError(
            f"{path}: made by a newer onrecord (schema {number}; this one knows {SCHEMA}): upgrade the software"
        )
    if not change:
        raise SchemaError(f"{path}: has schema {number}, this software {SCHEMA}: the next `onrecord run` brings it up")
    if number == 0:
        create(engine)
    else:
        migrate(engine, path)


def schema_number(connection: Connection) -> int | None:
    """Return the number of a store's schema, 0 for an empty database and None for one that is no store."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if "alembic_version" not in tables or "capture" not in tables:
        return None
    return int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def create(engine: Engine) -> None:
    """Make every table, and note the schema's number, in one transaction."""
    with engine.begin() as connection:
        METADATA.create_all(connection)
        connection.execute(text(VERSION_TABLE))
        connection.execute(text("INSERT INTO alembic_version VALUES (:number)"), {"number": f"{SCHEMA:04d}"})


def migrate(engine: Engine, path: Path) -> None:
    """Bring an older store up, after a copy of it was set aside; Alembic is loaded here and nowhere else."""
    migrating = import_module("pipeline.store.migrating")  # late: see above
    migrating.migrate(engine, path, SCHEMA)
