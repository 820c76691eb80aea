"""How long zones and a comparison of sources take.

``python -m benches.sources_speed [--rounds N] [--threads N] [--write | --smoke]``

Every figure is the median of processes of their own. Zones are by one thread; the memory is what
was in use at most in the process, the corpus with its text among it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import polars as pl

import corpusstats as cs
from benches.checking import made_up
from benches.compare_peers import RESULTS, write_table
from benches.processes import conditions, medians, memory, run
from tests.shared_data import VARIABLE, shared_data

NAME = "sources_speed"


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    parser.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    shared = shared_data()
    if options.job:
        print(json.dumps(do(*options.job)))
    elif options.smoke:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "made_up.parquet"
            made_up().write_parquet(file)
            print(make_table([file], 1, options.threads))
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
    else:
        files = [shared / "bench" / f"de_{size}mb.parquet" for size in (10, 100)]
        table = make_table(files, options.rounds, options.threads)
        print(table)
        if options.write:
            write_table(NAME, table)


def make_table(files: list[Path], rounds: int, threads: int) -> str:
    """Time each text and make a table of medians."""
    lines = [
        "### Zones, and sources compared",
        "",
        "| text | documents | MB | `zones`, s | MB a second | `compare_sources`, s | memory, MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for file in files:
        figures = medians([run(NAME, file, threads) for _ in range(rounds)])
        lines.append(
            f"| {file.stem} | {figures['documents']:,.0f} | {figures['megabytes']:.0f} "
            f"| {figures['zones']:.2f} | {figures['megabytes'] / figures['zones']:.0f} "
            f"| {figures['compare']:.1f} | {figures['memory']:.0f} |"
        )
    return "\n".join([*lines, "", conditions(threads, rounds)])


def do(file: str, threads: str) -> dict[str, float]:
    """Find the zones of a text, and compare its sources."""
    corpus = cs.Corpus.from_frame(pl.read_parquet(file), n_threads=int(threads))
    # The first call compiles the patterns.
    cs.zones(corpus.filter(pl.int_range(pl.len()) < 100))
    start = time.perf_counter()
    cs.zones(corpus, n_threads=1)
    end = time.perf_counter()
    cs.compare_sources(corpus, n_threads=int(threads))
    return {
        "documents": corpus.n_documents,
        "megabytes": float(corpus.documents["text"].str.len_bytes().sum()) / 1e6,
        "zones": end - start,
        "compare": time.perf_counter() - end,
        "memory": memory(),
    }


if __name__ == "__main__":
    main()
