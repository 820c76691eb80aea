"""How long shared text takes to find, and how time grows with the text.

``python -m benches.reuse_speed [--rounds N] [--threads N] [--write | --smoke]``

Every figure is the median of processes of their own. Speeches share formulas, the more the more
there are; so texts are also made of several copies of one whose words are marked, which share
nothing with each other: there the time of a word shows by itself.
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

NAME = "reuse_speed"
COPIES = (1, 2, 4, 8)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    shared = shared_data()
    if options.job:
        print(json.dumps(do(*options.job)))
    elif options.smoke:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "made_up.parquet"
            made_up().write_parquet(file)
            print(make_table([(file, 1), (file, 2)], 1, options.threads))
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
    else:
        small, large = (shared / "bench" / f"de_{size}mb.parquet" for size in (10, 100))
        jobs = [*((small, copies) for copies in COPIES), (large, 1)]
        table = make_table(jobs, options.rounds, options.threads)
        print(table)
        if options.write:
            write_table(NAME, table)


def make_table(jobs: list[tuple[Path, int]], rounds: int, threads: int) -> str:
    """Time each job and make a table of medians."""
    lines = [
        "### Shared text",
        "",
        "| text | million words | matches | `reuse`, s | µs a word | more memory, MB | "
        "`copy_edits`, s |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for file, copies in jobs:
        figures = medians([run(NAME, file, copies, threads) for _ in range(rounds)])
        name = file.stem if copies == 1 else f"{copies} × {file.stem}, marked"
        lines.append(
            f"| {name} | {figures['words'] / 1e6:.2f} | {figures['matches']:,.0f} "
            f"| {figures['reuse']:.2f} | {1e6 * figures['reuse'] / figures['words']:.2f} "
            f"| {figures['memory']:.0f} | {figures['edits']:.2f} |"
        )
    return "\n".join([*lines, "", conditions(threads, rounds)])


def do(file: str, copies: str, threads: str) -> dict[str, float]:
    """Find what is shared in some marked copies of a text, and what of it is edited."""
    n_threads = int(threads)
    corpus = cs.Corpus.from_frame(marked(pl.read_parquet(file), int(copies)), n_threads=n_threads)
    warm = corpus.filter(pl.int_range(pl.len()) < 100)
    cs.copy_edits(warm, reuse=cs.reuse(warm, n_threads=n_threads), n_threads=n_threads)
    before, start = memory(), time.perf_counter()
    found = cs.reuse(corpus, n_threads=n_threads)
    end, after = time.perf_counter(), memory()
    cs.copy_edits(corpus, reuse=found, n_threads=n_threads)
    return {
        "words": float(found.documents["tokens"].sum()),
        "matches": found.matches.height,
        "reuse": end - start,
        "memory": after - before,
        "edits": time.perf_counter() - end,
    }


def marked(frame: pl.DataFrame, copies: int) -> pl.DataFrame:
    """Put copies of a text behind each other; the words of each have an ending of their own."""
    if copies == 1:
        return frame
    parts = [
        frame.with_columns(
            pl.col("text").str.replace_all(r"(\pL{3,})", f"${{1}}q{letter}q"),
            pl.concat_str(pl.col("doc_id").cast(pl.String), pl.lit(f"-{letter}")).alias("doc_id"),
        )
        for letter in "abcdefgh"[:copies]
    ]
    return pl.concat(parts)


if __name__ == "__main__":
    main()
