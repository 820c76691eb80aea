"""Time corpusstats on 10, 100 and 300 MB, and 1-to-5-grams under a budget of memory.

``python -m benches.growth [--rounds N] [--threads N] [--write]``

The 300 MB are the 100 MB three times with documents of other names. Every run is a process of its
own, as in ``benches.compare_peers``; sizes and jobs take turns; the figures are medians.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

import corpusstats as cs
from benches.compare_peers import RESULTS, write_table
from benches.races import JOBS, OURS, Runner, check_equal
from tests.shared_data import VARIABLE, shared_data

GROWING = ("unigrams", "ngrams3", "ngrams5", "pairs")
# Program and job, by what the table calls them.
BUDGET = {
    "a frame in memory": (OURS, "ngrams5"),
    "to disk, no budget": (OURS, "ngrams5-disk"),
    'to disk, `memory="1GB"`': ("ours budget", "ngrams5-disk"),
}

Runs = dict[Any, list[dict[str, Any]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS.name}")
    options = parser.parse_args()
    data = shared_data()
    if data is None:
        print(f"skipped: set {VARIABLE} to the folder that has the speeches")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runner = Runner(folder, options.threads, {})
        small, large = (data / "bench" / f"de_{size}.parquet" for size in ("10mb", "100mb"))
        corpora = {"10 MB": small, "100 MB": large, "300 MB": three_times(large, folder)}
        tables = [
            growth_table(runner, corpora, options.rounds),
            budget_table(runner, large, options.rounds),
        ]
    machine = f"{options.threads} threads, {platform.system()} {platform.machine()}"
    versions = f"corpusstats {cs.__version__}, polars {pl.__version__}"
    versions = f"{versions}, Python {platform.python_version()}, {machine}"
    table = "\n\n".join([*tables, f"{versions}; medians of {options.rounds} rounds."])
    print(table)
    if options.write:
        write_table("growth", table)


def three_times(path: Path, folder: Path) -> Path:
    """Write a corpus three times over, with documents of other names."""
    frame = pl.read_parquet(path)
    name = pl.col("doc_id")
    copies = [frame.with_columns(pl.format(f"{copy}-{{}}", name).alias("doc_id")) for copy in "abc"]
    target = folder / "three_times.parquet"
    pl.concat(copies).write_parquet(target)
    return target


def growth_table(runner: Runner, corpora: dict[str, Path], rounds: int) -> str:
    """Time each job for each size."""
    runs: Runs = {(job, size): [] for job in GROWING for size in corpora}
    for _ in range(rounds):
        for (job, size), reports in runs.items():
            reports.append(runner.run(OURS, job, corpora[size], checksum=False))
    lines = [
        "### Growth",
        "",
        "| job | text | million tokens | seconds | seconds a million | times 10 MB | peak MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for job in GROWING:
        rates: list[float] = []
        for size in corpora:
            millions = runs["unigrams", size][0]["total"] / 1e6
            seconds, peak = median(runs[job, size], "seconds"), median(runs[job, size], "peak_mb")
            rates.append(seconds / millions)
            lines.append(
                f"| {JOBS[job].title} | {size} | {millions:.1f} | {seconds:.2f} | {rates[-1]:.4f} "
                f"| {rates[-1] / rates[0]:.2f} | {peak:,.0f} |"
            )
    return "\n".join(lines)


def budget_table(runner: Runner, corpus: Path, rounds: int) -> str:
    """Time 1-to-5-grams with a budget and without, and compare what they count."""
    runs: Runs = {label: [] for label in BUDGET}
    for number in range(rounds):
        for label, (program, job) in BUDGET.items():
            runs[label].append(runner.run(program, job, corpus, checksum=number == 0))
        if number == 0:
            check_equal("ngrams5", {label: reports[0] for label, reports in runs.items()})
    lines = [
        "### 1-to-5-grams of 100 MB under a budget",
        "",
        "| result | seconds | times in memory | times to disk | peak MB |",
        "|---|---:|---:|---:|---:|",
    ]
    seconds = {label: median(reports, "seconds") for label, reports in runs.items()}
    in_memory, to_disk, _ = seconds.values()
    for label, value in seconds.items():
        peak = median(runs[label], "peak_mb")
        ratios = f"{value / in_memory:.2f} | {value / to_disk:.2f}"
        lines.append(f"| {label} | {value:.2f} | {ratios} | {peak:,.0f} |")
    return "\n".join(lines)


def median(reports: list[dict[str, Any]], name: str) -> float:
    values = [report[name] for report in reports if report[name] is not None]
    return statistics.median(values) if values else float("nan")


if __name__ == "__main__":
    main()
