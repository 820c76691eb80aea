"""How long all association measures of a million tables take, in one `select`.

``python -m benches.measures_speed [--rounds N] [--rows N] [--write | --smoke]``

Three kinds of tables, made by chance with a seed: *pairs* of words that attract each other, most of
them rare; *keywords* of one half of a corpus against the other, by Zipf's law; *far*, where nearly
every table is far from chance and counts go to ten thousands, so that nothing is 0 or small for a
cheap reason. Seconds are the least of the rounds; *CPU s* is the processor time of that round.
"""

from __future__ import annotations

import argparse
import platform
import time
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import corpusstats as cs
from benches.compare_peers import RESULTS, write_table
from corpusstats import measures

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "measures_speed"
FAMILY = 20_000
ASSOCIATION = (
    "average_mi", "chi_square", "delta_p_backward", "delta_p_forward", "dice", "fisher",
    "geometric_mean", "jaccard", "liddell", "local_mi", "log_dice", "log_likelihood", "lrc", "mi",
    "mi2", "mi3", "minimum_sensitivity", "npmi", "odds_ratio", "poisson", "poisson_stirling",
    "simple_ll", "t_score", "z_score",
)  # fmt: skip
SLOWEST = ("log_likelihood", "fisher", "poisson", "lrc")


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round of a few rows")
    options = parser.parse_args()
    if options.smoke:
        options.rounds, options.rows = 1, 20_000
    table = make_table(options.rows, options.rounds)
    print(table)
    if options.write:
        write_table(NAME, table)


def make_table(rows: int, rounds: int) -> str:
    lines = [f"| {kind} | {line(make(rows), rounds)} |" for kind, make in KINDS.items()]
    heads = ["all, streaming", "CPU s", "all, eager", "CPU s", *(f"`{name}`" for name in SLOWEST)]
    versions = f"corpusstats {cs.__version__}, polars {pl.__version__}"
    threads = f"{pl.thread_pool_size()} threads, {platform.system()} {platform.machine()}"
    what = f"{len(ASSOCIATION)} measures of {rows:,} tables in one `select`"
    how = f"`lrc` with a family of {FAMILY:,}; the least seconds of {rounds} rounds"
    return "\n".join(
        [
            "### All association measures\n",
            f"{what}, {how}. Behind them single measures, eager.\n",
            f"| tables | {' | '.join(heads)} |",
            f"|---|{'---:|' * len(heads)}",
            *lines,
            f"\n{versions}, Python {platform.python_version()}, {threads}.",
        ]
    )


def line(frame: pl.DataFrame, rounds: int) -> str:
    columns = [column(name) for name in ASSOCIATION]
    lazy = frame.lazy().select(columns)
    figures = [
        *least(lambda: lazy.collect(engine="streaming"), rounds),
        *least(lambda: frame.select(columns), rounds),
        *(least(lambda name=name: frame.select(column(name)), rounds)[0] for name in SLOWEST),  # type: ignore[misc]
    ]
    return " | ".join(f"{figure:.2f}" for figure in figures)


def column(name: str) -> pl.Expr:
    options = {"family": FAMILY} if name == "lrc" else {}
    expression: pl.Expr = getattr(measures, name)(**options)
    return expression


def least(job: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Seconds by the clock and by the processor, of the round that took least."""
    found = []
    for _ in range(rounds):
        clock, processor = time.perf_counter(), time.process_time()
        job()
        found.append((time.perf_counter() - clock, time.process_time() - processor))
    return min(found)


def pairs(rows: int) -> pl.DataFrame:
    chance = np.random.default_rng(1)
    r1, c1 = ((10 ** (4 * chance.random(rows))).astype(np.int64) + 5 for _ in range(2))
    o11 = 1 + chance.poisson(2 + 3 * chance.pareto(1.2, rows).clip(0, 10**4))
    return tables(np.minimum(o11, np.minimum(r1, c1)), r1, c1, 10**7)


def keywords(rows: int) -> pl.DataFrame:
    chance = np.random.default_rng(2)
    c1 = (chance.random(rows) ** -1.1).clip(1, 10**6).astype(np.int64)
    o11 = chance.binomial(c1, chance.beta(5, 5, rows))
    return tables(o11, np.full(rows, 10**7), c1, 2 * 10**7)


def far(rows: int) -> pl.DataFrame:
    chance = np.random.default_rng(3)
    r1 = (5 * 10**6 * chance.random(rows)).astype(np.int64) + 1
    c1 = (10 ** (4 * chance.random(rows))).astype(np.int64)
    most = np.minimum(r1, c1)
    return tables((most * chance.random(rows)).astype(np.int64), r1, c1, 10**7)


def tables(o11: object, r1: object, c1: object, n: int) -> pl.DataFrame:
    return pl.DataFrame({"o11": o11, "r1": r1, "c1": c1}).with_columns(n=pl.lit(n))


KINDS = {"pairs": pairs, "keywords": keywords, "far": far}

if __name__ == "__main__":
    main()
