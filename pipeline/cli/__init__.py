"""The command line: parses it, calls into `run` and `audit`, prints what they return. No logic of its own.

Every command's module is imported when the command is given, not before: `--help` and a run that finds nothing new
must not load the page reader, the database or the network library.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn

from pipeline.cli.output import warn
from pipeline.cli.parser import Options, overview, parse
from pipeline.model.errors import PipelineError

MODULE_OF = {
    "run": "follow",
    "outlets": "follow",
    "companies": "follow",
    "save": "follow",
    "statements": "read",
    "annotate": "read",
    "extract": "read",
    "audit": "check",
    "verify": "check",
    "runs": "check",
    "rules": "rules",
    "reprocess": "keep",
}


STORAGE = 4


class Terminated(BaseException):
    """SIGTERM came; nothing between here and the command line may take it for an error of an item."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    _open_closed()
    if isinstance(sys.stdout, io.TextIOWrapper):  # what a terminal's encoding lacks is written as an escape
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = dispatch(parse(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()  # here, where a reader who has left or a full disk is noticed
    except PipelineError as error:
        warn(f"onrecord: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        warn("onrecord: interrupted; what was committed stays, and the next run continues from there")
        return 128 + signal.SIGINT
    except Terminated:
        warn("onrecord: terminated; what was committed stays, and the next run continues from there")
        return 128 + signal.SIGTERM
    except BrokenPipeError:
        _close_output()  # whoever read us has read enough
        return 0
    except OSError as error:  # the store's own are translated at its border
        _close_output()
        warn(f"onrecord: {error.filename or 'the output'}: {error.strerror or error}")
        return STORAGE
    return code


def dispatch(options: Options) -> int:
    """Call the command that was given; without one, print the overview."""
    if options.command is None:
        sys.stdout.write(overview())
        return 2
    command = import_module(f"pipeline.cli.{MODULE_OF[options.command]}")
    code: int = getattr(command, options.command)(options)
    return code


def _open_closed() -> None:
    """Let what is written to an output that was closed before we started (`>&-`) go nowhere."""
    # Kept open until the process ends, in the place of the streams that Python leaves None.
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  kept open until the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  kept open until the end


def _close_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated
