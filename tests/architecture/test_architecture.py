"""The house as a test: imports run one way, and the pure rooms cannot reach clock, disk, network or chance."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "pipeline"

# What each room may import of this package. A room imports the model; only run, audit and the command line put rooms together.
ROOMS = {"config", "discover", "fetch", "archive", "extract", "statements", "rules", "store", "relate"}
MAY_IMPORT: dict[str, set[str]] = {
    **{room: {"model", room} for room in ROOMS},
    "model": {"model"},
    "run": ROOMS | {"model", "run"},
    "audit": ROOMS | {"model", "run", "audit"},
    "cli": ROOMS | {"model", "run", "audit", "cli"},
}
PURE = ("model", "extract", "statements", "relate")
IMPURE_MODULES = {
    "asyncio",
    "http",
    "httpx",
    "io",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlalchemy",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib.request",
    "uuid",
}
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "today", "now", "utcnow", "hash", "id"}
# `settings` describes files by path; it opens none.
MAY_NAME_PATHS = {"model/settings.py"}


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


def room_of(path: str) -> str:
    """Return the room that a file (relative to the package) stands in."""
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def backward_imports(path: str, source: str) -> set[str]:
    """Return what a module imports of this package that its room must not know."""
    rooms = {
        name.split(".")[1] for name in imported(ast.parse(source)) if name.startswith("pipeline.") and name.count(".")
    }
    return rooms - MAY_IMPORT[room_of(path)] - {"__version__"}


def impurities(path: str, source: str) -> set[str]:
    """Return what a module of a pure room reaches for that it must not."""
    tree = ast.parse(source)
    names = imported(tree)
    allowed = {"pathlib"} if path in MAY_NAME_PATHS else set()
    modules = {
        module
        for module in IMPURE_MODULES - allowed
        if any(name == module or name.startswith(f"{module}.") for name in names)
    }
    calls = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (name := node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        in IMPURE_CALLS
        # a method called `open` or `id` of a value object is its own business; only the built-ins are not
        and not (isinstance(node.func, ast.Attribute) and name in {"open", "input", "print", "id", "hash"})
    }
    return modules | calls


def modules() -> list[str]:
    """Return every module of the package, relative to it."""
    found = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py"))
    return [path for path in found if path not in {"__init__.py", "__main__.py"}]


@pytest.mark.parametrize("path", modules())
def test_imports_run_one_way(path: str) -> None:
    """No room imports another, and nothing imports back up the line."""
    assert backward_imports(path, (PACKAGE / path).read_text()) == set()


@pytest.mark.parametrize("path", [path for path in modules() if room_of(path) in PURE])
def test_pure_rooms_reach_for_nothing(path: str) -> None:
    """Same bytes in, same result out: no clock, disk, network, process or chance."""
    assert impurities(path, (PACKAGE / path).read_text()) == set()


@pytest.mark.parametrize("path", [path for path in modules() if not path.startswith("cli/")])
def test_no_import_hides_in_a_function(path: str) -> None:
    """A cycle is mended, not dodged; only the command line imports late, for its start-up."""
    tree = ast.parse((PACKAGE / path).read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = {name for function in functions for name in imported(function) if name.startswith("pipeline")}

    assert hidden == set()


@pytest.mark.parametrize("path", modules())
def test_no_module_is_a_second_room(path: str) -> None:
    """400 lines are the wall."""
    assert len((PACKAGE / path).read_text().splitlines()) <= 400


def test_the_tests_themselves_notice_a_breach() -> None:
    """A backward import, a clock and a file handle are found where they must not be."""
    assert backward_imports("extract/x.py", "from pipeline.store import models") == {"store"}
    assert backward_imports("store/x.py", "import pipeline.run.collect") == {"run"}
    assert impurities("statements/x.py", "from datetime import datetime\ndatetime.now()") == {"now"}
    assert impurities("statements/x.py", "import time") == {"time"}
    assert impurities("extract/x.py", "open('page.html')") == {"open"}
    assert backward_imports("run/x.py", "from pipeline.store import models") == set()


def test_every_room_of_the_package_is_known() -> None:
    """A new folder needs a place in the order first."""
    assert {room_of(path) for path in modules()} <= set(MAY_IMPORT)
