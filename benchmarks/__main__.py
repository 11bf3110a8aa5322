"""Run the benchmarks: `make bench`, or `python -m benchmarks [--pages FOLDER] [--texts DOCS.jsonl]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.cost import deriving, reading, starting
from benchmarks.quality import own_labels

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print every figure that can be measured with what is here, and what is skipped."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder of saved pages to measure the cost of deriving on")
    parser.add_argument("--texts", type=Path, help='lines of {"id", "text"} to measure the speed of reading on')
    options = parser.parse_args()
    print("How well the rules read the labelled pages of this repository (benchmarks/README.md says how it is counted)")
    print(own_labels(ROOT))
    print("\nWhat a command costs before it does anything, against bare Python")
    print(starting(ROOT))
    pages = options.pages or ROOT / "fixtures" / "pages"
    print(f"\nWhat deriving a page costs, against bare trafilatura (text and metadata), on {pages.name}/")
    print(deriving(ROOT, pages))
    if options.texts is None:
        print("\nSkipped: the speed of reading texts (give --texts DOCS.jsonl)")
        return
    print("\nHow fast texts are read, against bare sentence splitting")
    print(reading(ROOT, options.texts))


if __name__ == "__main__":
    main()
