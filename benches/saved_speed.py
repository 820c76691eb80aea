"""How long it takes to build, save and open corpora, and how much memory building takes.

``python -m benches.saved_speed [--rounds N] [--copies N ...] [--write]``

Every figure comes from a process of its own. Larger corpora are copies of the 100 MB of speeches
with documents renamed, in a parquet file with row groups of 10,000 documents. Memory is what is not
backed by a file, polled every 5 ms.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import polars as pl

import corpusstats as cs
from benches.compare_peers import RESULTS, write_table
from tests.shared_data import ROOT, VARIABLE, shared_data

NAME = "saved_speed"


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 3, 9])
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        print(json.dumps(do(*options.job)))
        return
    shared = shared_data()
    if shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
        return
    frame = pl.read_parquet(shared / "bench" / "de_100mb.parquet")
    rows = []
    for copies in options.copies:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(frame, copies, Path(folder), options.rounds))
    table = make_table(rows, options.rounds)
    print(table)
    if options.write:
        write_table(NAME, table)


def measure(frame: pl.DataFrame, copies: int, folder: Path, rounds: int) -> str:
    """Build, save and open a corpus of some copies of the speeches."""
    file, corpus = folder / "d.parquet", folder / "corpus"
    renamed = [frame.with_columns(pl.col("doc_id") + f"-{copy}") for copy in range(copies)]
    pl.concat(renamed).write_parquet(file, row_group_size=10_000)
    found = [run("save", file, corpus), *(run("build", file, corpus) for _ in range(rounds))]
    opened = [run("open", file, corpus) for _ in range(rounds)]
    seconds, peak = (statistics.median(one[name] for one in found[1:]) for name in ("build", "mb"))
    first, count = (statistics.median(one[name] for one in opened) for name in ("open", "count"))
    size = sum(part.stat().st_size for part in corpus.iterdir()) / 1e6
    return (
        f"| {copies * 100} MB | {opened[0]['tokens']:,} | {found[0]['save']:.2f} s | "
        f"{seconds:.1f} s | {peak:.0f} MB | {size:.0f} MB | {first:.0f} ms | {count:.0f} ms |"
    )


def run(job: str, file: Path, corpus: Path) -> dict[str, float]:
    """Do a job in a process of its own."""
    command = [sys.executable, "-m", "benches.saved_speed", "--job", job, str(file), str(corpus)]
    said = subprocess.run(command, check=True, cwd=ROOT, capture_output=True).stdout
    figures: dict[str, float] = json.loads(said)
    return figures


def do(job: str, file: str, path: str) -> dict[str, float]:
    """Do a job and say how long it took: in seconds, or milliseconds for opening."""
    if job == "save":
        corpus = cs.read_corpus(file)
        start = time.perf_counter()
        corpus.save(path)
        return {"save": time.perf_counter() - start}
    if job == "build":
        before, peak = anonymous(), Peak()
        start = time.perf_counter()
        with peak:
            cs.build_corpus(file, path, overwrite=True)
        return {"build": time.perf_counter() - start, "mb": peak.most - before}
    start = time.perf_counter()
    corpus = cs.open_corpus(path)
    middle = time.perf_counter()
    cs.frequencies(corpus)
    end = time.perf_counter()
    figures = {"open": 1e3 * (middle - start), "count": 1e3 * (end - middle)}
    return figures | {"tokens": corpus.n_tokens}


def anonymous() -> float:
    """Tell how many MB of this process are backed by no file."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1e3
    return 0.0


class Peak:
    """The most memory while a block runs."""

    def __init__(self) -> None:
        self.most = 0.0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        while not self.done.wait(0.005):
            self.most = max(self.most, anonymous())

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()


def make_table(rows: list[str], rounds: int) -> str:
    """Make a table of medians."""
    versions = (
        f"corpusstats {cs.__version__}, polars {pl.__version__}, Python {platform.python_version()}"
    )
    return "\n".join(
        [
            "### Saved corpora",
            "",
            f"Medians of {rounds} processes; `save` once. Files are in the system's memory when "
            "they are opened.",
            "",
            "| text | tokens | `save` | `build_corpus` | its memory | files | `open_corpus` | "
            "first frequency list |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"{versions}, {platform.system()} {platform.machine()}.",
        ]
    )


if __name__ == "__main__":
    main()
