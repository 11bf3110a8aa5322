"""Where a command is given: its environment, and the configuration that it is to use."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from pipeline.cli.output import warn
from pipeline.cli.parser import Options
from pipeline.run.configured import Configured, configured


class Environment(TypedDict):
    """What the loader of a configuration takes from the process."""

    environ: Mapping[str, str]
    cwd: Path


def environment() -> Environment:
    """Return this process's environment and working directory."""
    return {"environ": os.environ, "cwd": Path.cwd()}


def command() -> str:
    """Return the command as this process was given it, so that a hint can be typed as it stands."""
    given = Path(sys.argv[0])
    if given.name != "onrecord":
        return "python -m pipeline" if given.name == "__main__.py" else "onrecord"
    found = shutil.which("onrecord")
    if found is not None and Path(found).resolve() == given.resolve():
        return "onrecord"
    return os.path.relpath(given)


def configuration(options: Options) -> Configured:
    """Return the configuration of a command; raises `ConfigError` or `RuleError`."""
    return configured(Path(options.config) if options.config else None, **environment())


def warn_of(found: Configured) -> None:
    """Print what the configuration makes one wary of: for the commands that follow outlets, once they have worked."""
    for warning in found.settings.warnings:
        warn(f"onrecord: warning: {warning}")


def shortened(location: str, base: Path) -> str:
    """Return a place as the configuration would name it: a folder below `base` relative to it, all else as it is."""
    try:
        return str(Path(location).relative_to(base))
    except ValueError:
        return location
