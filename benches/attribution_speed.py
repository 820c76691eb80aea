"""How long reported speech takes, from texts in memory to the frame, on one thread.

``python -m benches.attribution_speed [--rounds N] [--threads N] [--write | --smoke]``

Tokenising is part of the time; the figures are medians of rounds.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time

import polars as pl

import corpusstats as cs
from benches.checking import made_up
from benches.compare_peers import RESULTS, write_table
from tests.shared_data import VARIABLE, shared_data

NAME = "attribution_speed"


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--texts", choices=("10mb", "100mb"), default="100mb")
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    options = parser.parse_args()
    shared = shared_data()
    if options.smoke:
        frame, options.rounds = made_up(), 1
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
        return
    else:
        frame = pl.read_parquet(shared / "bench" / f"de_{options.texts}.parquet")
    table = race(frame, options.rounds, options.threads)
    print(table)
    if options.write:
        write_table(NAME, table)


def race(frame: pl.DataFrame, rounds: int, n_threads: int) -> str:
    """Time tokens alone, and tokens with reported speech."""
    characters = int(frame["text"].str.len_chars().sum())
    times: dict[str, list[float]] = {"tokens": [], "tokens and reported speech": []}
    n_rows = 0
    for _ in range(rounds):
        start = time.perf_counter()
        corpus = cs.Corpus.from_frame(frame, n_threads=n_threads)
        tokens = time.perf_counter()
        n_rows = cs.attributions(corpus, n_threads=n_threads).height
        times["tokens"].append(tokens - start)
        times["tokens and reported speech"].append(time.perf_counter() - start)
    rows = [
        f"| {job} | {statistics.median(seconds):.2f} | "
        f"{characters / statistics.median(seconds) / 1e6:.1f} |"
        for job, seconds in times.items()
    ]
    head = [
        f"{characters:,} characters, {n_rows:,} rows, {n_threads} thread(s), {platform.machine()}, "
        f"Python {platform.python_version()}",
        "",
        "| job | seconds | M characters a second |",
        "|---|---|---|",
    ]
    return "\n".join(head + rows)


if __name__ == "__main__":
    main()
