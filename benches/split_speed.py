r"""Race tokens and sentences, one thread, against a bare counting loop and other programs.

``python -m benches.split_speed [--rounds N] [--write]``

Ours gives a frame of all tokens with kinds, sentences and places in code points, from a column of
texts in memory. The yardstick is ``bench/limit.rs``: it lower-cases runs of ``\w`` and counts
them, finds no sentences, keeps no places and makes no frame. The programs take turns; the figures
are medians.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

import corpusstats as cs
from benches.compare_peers import RESULTS, write_table
from tests.shared_data import ROOT, VARIABLE, shared_data

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "split_speed"
YARDSTICK = "yardstick `limit.rs`, job J1raw"
OURS = "corpusstats, German: tokens, kinds, sentences and places into a frame"
WORDS = re.compile(r"\w+|[^\w\s]")


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    options = parser.parse_args()
    shared = shared_data()
    if shared is None or shutil.which("rustc") is None:
        print(f"skipped: needs rustc, and {VARIABLE} set to the folder that has the speeches")
        return
    with tempfile.TemporaryDirectory() as folder:
        table = race(shared / "bench", Path(folder), options.rounds)
    print(table)
    if options.write:
        write_table(NAME, table)


def race(bench: Path, folder: Path, rounds: int) -> str:
    """Time all programs on 100 MB of speeches."""
    texts = pl.read_parquet(bench / "de_100mb.parquet")["text"]
    strings = texts.to_list()
    lines, documents = folder / "lines.txt", folder / "documents.txt"
    lines.write_text("".join(f"{' '.join(text.split(chr(10)))}\n" for text in strings), "utf-8")
    documents.write_text("\0".join(strings), "utf-8")
    limit = folder / "limit"
    flags = ["--edition=2021", "-Copt-level=3", "-Ccodegen-units=1", "-Cpanic=abort"]
    flags += ["-Ctarget-cpu=native", "-o", str(limit), str(bench / "limit.rs")]
    subprocess.run(["rustc", *flags], check=True, capture_output=True)
    cargo = ["cargo", "bench", "--quiet", "--bench", "splitting", "--", str(documents)]
    subprocess.run(cargo[:-1], check=True, cwd=ROOT, capture_output=True)

    def yardstick() -> tuple[int, float]:
        command = [str(limit), "J1raw", str(lines), "1"]
        said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        return said["tokens"], said["count_s"]

    def rust(part: str) -> tuple[int, float]:
        said = json.loads(subprocess.run(cargo, check=True, cwd=ROOT, capture_output=True).stdout)
        return said["tokens"], said[part]

    programs: dict[str, Callable[[], tuple[int, float]]] = {
        YARDSTICK: yardstick,
        OURS: lambda: timed(lambda: cs.tokenize(texts, n_threads=1).height),
        "the same in Rust, as columns": lambda: rust("columns"),
        "the same in Rust, one after the other": lambda: rust("walk"),
        r"Python `re`, `\w+|[^\w\s]`, tokens only": lambda: timed(
            lambda: sum(len(WORDS.findall(text)) for text in strings)
        ),
        r"polars `\w+`, tokens only, all threads": lambda: timed(
            lambda: int(texts.str.extract_all(r"\w+").list.len().sum())
        ),
    }
    speeds: dict[str, list[tuple[int, float]]] = {label: [] for label in programs}
    for _ in range(rounds):
        for label, run in programs.items():
            speeds[label].append(run())
    return make_table(speeds, rounds)


def timed(run: Callable[[], int]) -> tuple[int, float]:
    """Time a call that says how many tokens there are."""
    start = time.perf_counter()
    tokens = run()
    return tokens, time.perf_counter() - start


def make_table(speeds: dict[str, list[tuple[int, float]]], rounds: int) -> str:
    """Make a table of medians, and of the ratio in each round."""
    rows = []
    unit = [tokens / seconds for tokens, seconds in speeds[YARDSTICK]]
    for label, figures in speeds.items():
        rates = [tokens / seconds for tokens, seconds in figures]
        ratio = statistics.median(rate / one for rate, one in zip(rates, unit, strict=True))
        seconds = statistics.median(seconds for _, seconds in figures)
        million = statistics.median(rates) / 1e6
        rows.append(
            f"| {label} | {figures[0][0]:,} | {seconds:.2f} | {million:.1f} | {ratio:.2f} |"
        )
    versions = (
        f"corpusstats {cs.__version__}, polars {pl.__version__}, Python {platform.python_version()}"
    )
    return "\n".join(
        [
            "### Tokens and sentences, one thread, de_100mb",
            "",
            f"100.0 MB in memory; medians of {rounds} rounds. The yardstick's time is without "
            "reading the file.",
            "",
            "| program | tokens | seconds | million tokens a second | of the yardstick |",
            "|---|---:|---:|---:|---:|",
            *rows,
            "",
            f"{versions}, {platform.system()} {platform.machine()}.",
        ]
    )


if __name__ == "__main__":
    main()
