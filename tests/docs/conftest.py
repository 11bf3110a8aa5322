"""Lets the tests import `tools`, which is no part of the package and so is not installed."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
