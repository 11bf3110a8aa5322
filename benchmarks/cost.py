"""CPU time, as ratios: start-up, deriving a page, reading a text."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import sentencex
import trafilatura

from pipeline.archive import Archive
from pipeline.config import load_registry
from pipeline.fetch.saved import list_saved, read_saved
from pipeline.model.capture import Capture
from pipeline.model.reading import Text
from pipeline.model.settings import Outlet
from pipeline.run.configured import load_packs
from pipeline.run.derive import decoded, prepare
from pipeline.run.jobs import Job, Setup
from pipeline.statements.reader import prepare as prepare_reader

ROUNDS = 3


def setup_of(root: Path) -> Setup:
    """Return the shipped registries and rules."""
    return Setup(load_registry([root / "companies.toml", root / "fixtures" / "companies.toml"]), load_packs(("en",)))


def captures(root: Path, folder: Path) -> list[Capture]:
    """Return the saved pages of a folder."""
    outlet = Outlet("benchmark", "Benchmark", ())
    return [read_saved(file, outlet=outlet, base=root) for file in list_saved(folder)]


def job_of(page: Capture) -> Job:
    """Return the job that derives a saved page."""
    return Job(page.payload, page.url, page.headers, page.status, page.custody, page.file, page.outlet)


def cpu(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of a few rounds of this process."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def starting(root: Path) -> str:
    """Return start-up CPU of the help and of a run with nothing new, in bare Python starts."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        config = (root / "config.toml").read_text().replace('"onrecord.db"', json.dumps(str(place / "onrecord.db")))
        for path in ("fixtures/pages", "companies.toml", "fixtures/companies.toml"):
            config = config.replace(f'"{path}', f'"{root / path}')
        (place / "config.toml").write_text(config)
        bare = command_cpu(["-c", "pass"], place)
        shown = command_cpu(["-m", "pipeline", "--help"], place)
        command_cpu(["-m", "pipeline", "run"], place)
        again = command_cpu(["-m", "pipeline", "run"], place)
    return f"  onrecord --help        {shown / bare:6.1f}\n  run with nothing new   {again / bare:6.1f}"


def command_cpu(words: list[str], place: Path) -> float:
    """Return the CPU seconds of a Python command, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], cwd=place, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def deriving(root: Path, folder: Path) -> str:
    """Return what decoding, extracting and reading cost a page, and the archive beside it, as ratios."""
    pages = captures(root, folder)
    jobs = [job_of(page) for page in pages]
    work = prepare(setup_of(root))
    html = [(decoded(job), job.url) for job in jobs if not job.file.endswith((".txt", ".txt.gz"))]
    bare = cpu(lambda: [bare_trafilatura(page, url) for page, url in html])
    ours = cpu(lambda: [work((None, job)) for job in jobs])
    with tempfile.TemporaryDirectory() as name:
        archive = Archive(Path(name))
        stored = cpu(lambda: [archive.get(archive.put(page.payload, "2000").digest, "2000") for page in pages])
    rows = [("decode, extract and read", ours), ("the same, with the archive", ours + stored)]
    return "\n".join(f"  {label:<27}{seconds / bare:5.2f}   ({len(jobs)} pages)" for label, seconds in rows)


def bare_trafilatura(page: bytes, url: str) -> object:
    """Return what trafilatura makes of a page: its text and its metadata, without the readers' comments."""
    return trafilatura.bare_extraction(page, url=url, include_comments=False, with_metadata=True)


def reading(root: Path, texts: Path) -> str:
    """Return how many times the reader's CPU exceeds bare sentence splitting, and its characters per CPU second."""
    documents = [json.loads(line)["text"] for line in texts.read_text("utf-8").splitlines() if line.strip()]
    setup = setup_of(root)
    reader = prepare_reader(setup.registry, setup.packs[0])
    size = sum(map(len, documents))
    bare = cpu(lambda: split(documents))
    ours = cpu(lambda: [reader.read(Text(text)) for text in documents])
    return f"  {ours / bare:.1f} times bare splitting; {size / ours / 1e6:.2f} million characters a CPU second"


def split(documents: Iterable[str]) -> int:
    """Split texts into sentences, line by line, and return their number."""
    return sum(len(sentencex.segment("en", line)) for text in documents for line in text.split("\n") if line)
