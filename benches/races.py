"""Who races whom at what: starts a process for each run and compares the results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from math import isclose
from typing import TYPE_CHECKING, Any

from benches import yardstick
from benches.jobs_polars import NODE, TARGET, WINDOW
from tests.shared_data import ROOT, shared_data

if TYPE_CHECKING:
    from pathlib import Path

# Python's \w leaves out combining marks that Rust's takes in: so few tokens may differ for it.
MOST_DIFFERENT = 1e-5
LONGEST_RUN = 3600

OURS = "ours"
PROGRAMS = {
    OURS: r"corpusstats, runs of `\w`",
    "ours german": "corpusstats, German tokens",
    "ours again": "corpusstats, asked for others before",
    "ours opening": "corpusstats, opening alone",
    "polars streaming": "polars, streaming",
    "polars in-memory": "polars, in memory",
    "polars by numbers": "polars, streaming, by packed numbers",
    "duckdb": "DuckDB",
    "duckdb by numbers": "DuckDB, by numbers",
    "polars-corpus": "polars-corpus",
    "counter": "`Counter` and `re`",
    "scikit-learn": "scikit-learn",
    "numpy": "numpy and scipy",
    "yardstick 1": "yardstick, 1 thread",
    "yardstick 2": "yardstick, 2 threads",
}
POLARS = ("polars streaming", "polars in-memory")
YARDSTICK = ("yardstick 1", "yardstick 2")


@dataclass(frozen=True)
class Job:
    """What is raced, and by whom."""

    title: str
    programs: tuple[str, ...]


LISTS = (*POLARS, "duckdb", "polars-corpus", "counter")
GRAMS = (OURS, *POLARS, "polars by numbers", "duckdb", "duckdb by numbers")
JOBS = {
    "unigrams": Job("Unigram list", (OURS, "ours german", *LISTS, "scikit-learn", *YARDSTICK)),
    "matrix": Job("Document-term matrix", (OURS, *POLARS, "duckdb", "scikit-learn", *YARDSTICK)),
    "ngrams3": Job(
        "1-to-3-grams", (*GRAMS, "polars-corpus", "counter", "scikit-learn", *YARDSTICK)
    ),
    "ngrams5": Job("1-to-5-grams", (*GRAMS, "counter", *YARDSTICK)),
    "pairs": Job(f"All pairs in a window of {WINDOW}", (*GRAMS[:-1], "numpy", *YARDSTICK)),
    "collocates": Job(f"Collocates of *{NODE}*, from text", (OURS, *LISTS)),
    "collocates-built": Job(
        f"Collocates of *{NODE}*, from a corpus or table that stands",
        (OURS, "ours again", *POLARS),
    ),
    "keywords": Job(f"Keywords of {TARGET} against the rest, from text", (OURS, *LISTS)),
    "keywords-built": Job(
        f"Keywords of {TARGET} against the rest, from a corpus or table that stands",
        (OURS, "ours again", *POLARS),
    ),
    "saved": Job(
        "Opening a saved corpus, or table, and its unigram list",
        (OURS, "ours opening", *POLARS),
    ),
}
# What counts something else, and is not compared.
OTHERWISE = {
    ("ours german", "unigrams"): "keeps compounds, numbers and abbreviations whole",
    ("ours opening", "saved"): "",
    ("polars-corpus", "collocates"): "counts a word once for each window that holds it",
}
PYTHON_WORDS = ("counter", "scikit-learn", "numpy", *YARDSTICK)
# Above so many megabytes it takes minutes.
LARGEST = {("scikit-learn", "ngrams3"): 20.0}

Report = dict[str, Any]


@dataclass
class Race:
    """The reports of each program's runs, and why others have none."""

    reports: dict[str, list[Report]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def leave_out(self, program: str, why: str) -> None:
        """Leave a program out, and say why."""
        self.left_out.append(f"{PROGRAMS[program]} ({why})")
        del self.reports[program]


class Runner:
    """Starts processes; remembers what is not installed."""

    def __init__(self, folder: Path, threads: int, pythons: dict[str, str]) -> None:
        self.folder = folder
        self.threads = threads
        self.pythons = pythons
        self.missing: dict[str, str] = {}
        data = shared_data()
        if data is None or not yardstick.build(data / "bench" / "limit.rs", folder):
            self.missing["yardstick"] = "limit.rs or rustc"

    def race(
        self, job: str, corpus: Path, megabytes: float, programs: list[str], rounds: int
    ) -> Race:
        """Let the programs take turns; compare their results after the first round."""
        race = Race({program: [] for program in programs})
        for program in programs:
            if megabytes > LARGEST.get((program, job), megabytes):
                race.leave_out(program, "takes minutes for so much text")
        for number in range(rounds):
            for program in list(race.reports):
                self.take_turn(race, program, job, corpus, checksum=number == 0)
            if number == 0:
                check_equal(job, {name: runs[0] for name, runs in race.reports.items()})
        return race

    def take_turn(
        self, race: Race, program: str, job: str, corpus: Path, *, checksum: bool
    ) -> None:
        """Run a program once, and take it out of the race if it cannot go on."""
        try:
            report = self.run(program, job, corpus, checksum=checksum)
        except subprocess.SubprocessError as error:
            race.failed.append(f"{PROGRAMS[program]}: {_last_words(error)}")
            del race.reports[program]
            return
        if "missing" in report:
            race.leave_out(program, f"{report['missing']} is not there")
            return
        race.reports[program].append(report)
        first = race.reports[program][0]
        if (report["rows"], report["total"]) != (first["rows"], first["total"]):
            sys.exit(f"{job}: {program} does not give the same result each time")

    def run(self, program: str, job: str, corpus: Path, *, checksum: bool) -> Report:
        """Run a program once."""
        name, _, rest = program.partition(" ")
        if name in self.missing:
            return {"missing": self.missing[name]}
        python = self.pythons.get(name, sys.executable)
        if name == "yardstick":
            arguments = ["benches.yardstick", job, rest, str(self.folder)]
        else:
            arguments = ["benches.peer_jobs", program, job, str(corpus)]
            arguments += ["--folder", str(self.folder), *["--checksum"][: int(checksum)]]
        environment = os.environ | {"POLARS_MAX_THREADS": str(self.threads)}
        done = subprocess.run(
            [python, "-m", *arguments],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env=environment,
            text=True,
            timeout=LONGEST_RUN,
        )
        report: Report = json.loads(done.stdout.splitlines()[-1])
        if "missing" in report:
            self.missing[name] = report["missing"]
        return report


def _last_words(error: subprocess.SubprocessError) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        said = str(error.stderr).strip().splitlines()
        return said[-1] if said else f"ended with {error.returncode}"
    return f"longer than {LONGEST_RUN} s"


def check_equal(job: str, reports: dict[str, Report]) -> None:
    r"""Stop unless the results are equal, but for what Python's ``\w`` leaves out."""
    compared = {name: one for name, one in reports.items() if (name, job) not in OTHERWISE}
    if not compared:
        return
    first, expected = next(iter(compared.items()))
    for program, report in compared.items():
        near = 10 * MOST_DIFFERENT if program in PYTHON_WORDS else 0
        values = [(report[name], expected[name]) for name in ("rows", "total")]
        equal = near or report["checksum"] == expected["checksum"]
        equal = equal and all(isclose(*pair, rel_tol=near) for pair in values)
        scores = report["score"], expected["score"]
        if not equal or (None not in scores and not isclose(*scores, rel_tol=near or 1e-6)):
            names = ("rows", "total", "checksum", "score")
            unequal = [f"{name} {report[name]}, not {expected[name]}" for name in names]
            sys.exit(f"{job}: {program} differs from {first}: {'; '.join(unequal)}")
