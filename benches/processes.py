"""Jobs in processes of their own, and what a table of their medians says of them."""

from __future__ import annotations

import json
import platform
import resource
import statistics
import subprocess
import sys

import polars as pl

import corpusstats as cs
from tests.shared_data import ROOT


def run(name: str, *job: object) -> dict[str, float]:
    """Do a job of a bench in a process of its own: what it prints for ``--job``."""
    command = [sys.executable, "-m", f"benches.{name}", "--job", *map(str, job)]
    said = subprocess.run(command, check=True, cwd=ROOT, capture_output=True).stdout
    figures: dict[str, float] = json.loads(said)
    return figures


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """Take the median of each figure."""
    return {name: statistics.median(one[name] for one in runs) for name in runs[0]}


def conditions(threads: int, rounds: int) -> str:
    """Say under which conditions a table was made."""
    machine = f"{threads} threads, {platform.system()} {platform.machine()}"
    versions = f"corpusstats {cs.__version__}, polars {pl.__version__}"
    python = f"Python {platform.python_version()}"
    return f"{versions}, {python}, {machine}; medians of {rounds} processes."


def memory() -> float:
    """Tell how much memory was in use at most so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)
