"""How long all measures of dispersion take, beside the frequency list of the same corpus.

``python -m benches.dispersion_speed [--rounds N] [--threads N] [--write] [--smoke]``

Every figure is the median of processes of their own, which take turns. A corpus that stands is
counted for the first time in its process, since the numbers of documents are kept after that.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import polars as pl

import corpusstats as cs
from benches.compare_peers import RESULTS, write_table
from benches.processes import conditions, medians, run
from tests.shared_data import VARIABLE, shared_data

NAME = "dispersion_speed"
PARTS: dict[str, str | int] = {
    "documents": "document",
    "1,000 tokens": 1000,
    "sentences": "sentence",
}
LIST = "frequency list"


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        print(json.dumps(do(*options.job)))
        return
    shared = shared_data()
    if options.smoke:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "made_up.parquet"
            texts = [f"Der Zug {number % 7} fährt. Er hält {number}." for number in range(100)]
            pl.DataFrame({"doc_id": range(100), "text": texts}).write_parquet(file)
            print(make_table(file, 1, options.threads))
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
    else:
        file = shared / "bench" / "de_100mb.parquet"
        table = make_table(file, options.rounds, options.threads)
        print(table)
        if options.write:
            write_table(NAME, table)


def make_table(file: Path, rounds: int, threads: int) -> str:
    """Time each job and make a table of medians."""
    jobs = [LIST, *PARTS]
    runs: dict[str, list[dict[str, float]]] = {job: [] for job in jobs}
    for _ in range(rounds):
        for job in jobs:
            runs[job].append(run(NAME, job, file, threads))
    figures = {job: medians(runs[job]) for job in jobs}
    lines = [
        f"### All measures of dispersion, {file.stem}",
        "",
        "| result | parts | rows | from a corpus, s | times the list | CPU s | times | "
        "from text, s | times the list |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for job, found in figures.items():
        ratios = {name: found[name] / figures[LIST][name] for name in ("counted", "cpu", "text")}
        name = LIST if job == LIST else f"dispersion over {job}"
        parts = "–" if job == LIST else f"{found['parts']:,.0f}"
        lines.append(
            f"| {name} | {parts} | {found['rows']:,.0f} | {found['counted']:.3f} "
            f"| {ratios['counted']:.2f} | {found['cpu']:.2f} | {ratios['cpu']:.2f} "
            f"| {found['text']:.2f} | {ratios['text']:.2f} |"
        )
    return "\n".join([*lines, "", conditions(threads, rounds)])


def do(job: str, file: str, threads: str) -> dict[str, float]:
    """Build a corpus and count it; say how long counting took, and both together."""
    n_threads = int(threads)
    frame = pl.read_parquet(file)
    count(cs.Corpus.from_frame(frame.head(100)), job, n_threads)
    start = time.perf_counter()
    corpus = cs.Corpus.from_frame(frame, n_threads=n_threads)
    built, before = time.perf_counter(), time.process_time()
    found = count(corpus, job, n_threads)
    end, cpu = time.perf_counter(), time.process_time() - before
    parts = found["group_parts"][0] if job != LIST else 0
    figures = {"counted": end - built, "cpu": cpu, "text": end - start}
    return figures | {"rows": found.height, "parts": parts}


def count(corpus: cs.Corpus, job: str, n_threads: int) -> pl.DataFrame:
    if job == LIST:
        return cs.frequencies(corpus, n_threads=n_threads)
    return cs.dispersion(corpus, parts=PARTS[job], n_threads=n_threads)


if __name__ == "__main__":
    main()
