"""A store has this software's schema, is brought up to it whole, or is left alone."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from store_values import begun, keep, rows, saved

from pipeline.model.errors import SchemaError, StoreError
from pipeline.store import migrating
from pipeline.store.engine import close_store, open_reader, open_store
from pipeline.store.schema import SCHEMA, create
from pipeline.store.tables import METADATA

NEXT = SCHEMA + 1


def definitions(path: Path) -> dict[str, list[str]]:
    """Return what a database says of each of its tables and indexes, line by line, in no order of its own."""
    with closing(sqlite3.connect(path)) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(line.strip(", \t") for line in sql.splitlines()) for name, sql in found}


def spoil(path: Path, statement: str) -> None:
    """Change a database behind the store's back."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)


def migrated(path: Path) -> Path:
    """Return a database that the migrations alone have made."""
    engine = create_engine(f"sqlite:///{path}")
    migrating.migrate(engine, path, SCHEMA)
    engine.dispose()
    return path


def test_migrations_and_tables_agree(tmp_path: Path) -> None:
    """The migrations lead from nothing to what the tables declare: names, types, keys and indexes."""
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    create(made)
    made.dispose()
    path = migrated(tmp_path / "migrated.db")

    assert definitions(path) == definitions(tmp_path / "made.db")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_newest_migration_has_the_number_of_the_software() -> None:
    """Whoever adds a migration raises the number, and the other way round."""
    assert ScriptDirectory(str(migrating.MIGRATIONS)).get_heads() == [f"{SCHEMA:04d}"]


def test_a_migrated_store_can_be_used(tmp_path: Path) -> None:
    """What the migrations made opens as a store and takes rows."""
    store = open_store(migrated(tmp_path / "onrecord.db"))
    keep(store, begun(store), saved(b"a"))

    assert rows(store)["capture"] == 1
    close_store(store)


@pytest.fixture
def broken_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrations of which the next makes a table and fails."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"v{NEXT:04d}.py").write_text(
        f'revision = "{NEXT:04d}"\ndown_revision = "{SCHEMA:04d}"\n'
        "from alembic import op\nimport sqlalchemy as sa\n"
        "def upgrade():\n"
        '    op.create_table("half", sa.Column("id", sa.Integer()))\n'
        '    op.execute("INSERT INTO run_end SELECT 1, 2 FROM nowhere")\n'
    )
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)


def test_a_migration_that_fails_leaves_the_old_schema(
    tmp_path: Path, broken_migrations: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of a migration or nothing: no half table, the old number, the old rows, and a copy beside it."""
    path = tmp_path / "onrecord.db"
    store = open_store(path)
    keep(store, begun(store), saved(b"a"))
    close_store(store)
    before = definitions(path)
    monkeypatch.setattr("pipeline.store.schema.SCHEMA", NEXT)

    with pytest.raises(StoreError, match="nowhere"):
        open_store(path)
    assert definitions(path) == before
    with closing(sqlite3.connect(path)) as raw, closing(sqlite3.connect(f"{path}.before-schema-{NEXT}")) as copy:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{SCHEMA:04d}",)]
        assert copy.execute("SELECT count(*) FROM capture").fetchone() == (1,)


def test_the_copy_of_an_earlier_try_is_replaced(
    tmp_path: Path, broken_migrations: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is set aside is the store as it is now, not as it was when a migration first failed."""
    path = tmp_path / "onrecord.db"
    copy = tmp_path / f"onrecord.db.before-schema-{NEXT}"
    for n in range(2):
        store = open_store(path)
        keep(store, begun(store), saved(str(n).encode(), url=f"https://kurier.example/{n}"))
        close_store(store)
        copy.with_name(f"{copy.name}.unfinished").write_bytes(b"a kill left this")
        with monkeypatch.context() as newer:
            newer.setattr("pipeline.store.schema.SCHEMA", NEXT)
            with pytest.raises(StoreError, match="nowhere"):
                open_store(path)

    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT count(*) FROM capture").fetchone() == (2,)
    assert sorted(tmp_path.glob("*.unfinished")) == []


def test_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    """The error has the exit code 6, and not a byte of the database changes."""
    path = tmp_path / "onrecord.db"
    close_store(open_store(path))
    spoil(path, "UPDATE alembic_version SET version_num = '0099'")
    before = path.read_bytes()

    with pytest.raises(SchemaError, match="newer onrecord") as caught:
        open_store(path)
    assert (caught.value.exit_code, path.read_bytes()) == (6, before)
    with pytest.raises(SchemaError, match="newer onrecord"):
        open_reader(path)


def test_a_reader_migrates_nothing(tmp_path: Path) -> None:
    """An older store is not brought up by a command that only reads."""
    path = tmp_path / "onrecord.db"
    close_store(open_store(path))
    spoil(path, "UPDATE alembic_version SET version_num = '0000'")

    with pytest.raises(SchemaError, match="brings it up"):
        open_reader(path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """Tables that are not ours: an error, and none of ours among them."""
    path = tmp_path / "onrecord.db"
    spoil(path, "CREATE TABLE holiday_photos (id INTEGER)")

    with pytest.raises(StoreError, match="another program"):
        open_store(path)
    assert set(definitions(path)) == {"holiday_photos"}


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    """A file made by a kill before the first table is no obstacle."""
    (tmp_path / "onrecord.db").touch()

    store = open_store(tmp_path / "onrecord.db")
    assert rows(store)["run"] == 0
    close_store(store)


def test_alembic_is_loaded_only_to_migrate(tmp_path: Path) -> None:
    """Making and opening a store costs no import of Alembic or of the ORM."""
    program = (
        "import sys; from pathlib import Path; from pipeline.store.engine import open_store, close_store; "
        f"p = Path({str(tmp_path / 'onrecord.db')!r}); close_store(open_store(p)); close_store(open_store(p)); "
        "print([name for name in ('alembic', 'sqlalchemy.orm') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"
