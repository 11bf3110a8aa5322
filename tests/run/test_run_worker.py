"""Workers: jobs end in order, and one that hangs or dies takes nothing with it."""

import os
import time

import pytest

from pipeline.model.errors import SoftwareError
from pipeline.run.worker import Failure, Workers


def echo(setup: str):
    """Return a job that echoes, hangs, dies or raises as it is told."""

    def work(job: str) -> str:
        if job == "hang":
            time.sleep(60)
        if job == "die":
            os._exit(9)
        if job == "raise":
            raise ValueError("no such page")
        if job == "eat":
            return "x" * 10**11
        return f"{setup} {job}"

    return work


def results(jobs, **limits):
    with Workers(f"{__name__}:echo", "did", **limits) as workers:
        return [result for _, result in workers.map(jobs)]


def test_results_come_in_the_order_of_the_jobs():
    """Two children answer twenty jobs, and the answers stand in order."""
    jobs = [str(n) for n in range(20)]

    assert [f"did {n}" for n in jobs] == results(jobs, count=2)


def test_a_hanging_job_ends_as_a_timeout_and_the_rest_go_on():
    """The child is killed at its wall time and replaced."""
    assert ["did a", Failure("timeout", "no result within 1 seconds"), "did b"] == results(
        ["a", "hang", "b"], wall_seconds=1
    )


def test_a_job_that_kills_its_worker_is_a_failure():
    """A dead child is noticed at once and replaced."""
    first, second, third = results(["a", "die", "b"])

    assert ("did a", "killed", "did b") == (first, second.kind, third)


def test_an_error_in_a_job_keeps_its_class_and_sentence():
    """What a job raises is recorded, not swallowed."""
    assert [Failure("ValueError", "no such page"), "did b"] == results(["raise", "b"])


def test_a_job_that_eats_memory_fails_alone():
    """The memory limit holds."""
    first, second = results(["eat", "b"])

    assert ("MemoryError", "did b") == (first.kind, second)


def broken(setup: str):
    """Fail as a missing library would."""
    raise ImportError(f"no module named {setup}")


def test_a_worker_that_cannot_start_aborts_and_blames_no_page():
    """A broken installation must not quarantine a single page."""
    with Workers(f"{__name__}:broken", "lxml") as workers, pytest.raises(SoftwareError, match="no module named lxml"):
        list(workers.map(["a"]))


def test_no_jobs_start_no_child():
    """A run with nothing new pays for no worker."""
    assert [] == results([])
