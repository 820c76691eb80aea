"""How often intervals of lexical diversity hold, on speeches whose population is known.

``python -m benches.diversity_coverage [--draws N] [--write | --smoke]``

The population are the speeches of one party. A draw is some of them; the value to hold is the mean
over all draws of as many. The jackknife is that of ``cs.diversity``; the bootstrap beside it draws
documents of the draw again and takes percentiles.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import corpusstats as cs
from benches.checking import made_up
from benches.compare_peers import RESULTS, write_table
from corpusstats.diversity import MEASURES
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    Draw: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

NAME = "diversity_coverage"
SIZES: tuple[int, ...] = (5, 10, 30, 100)
RESAMPLES = 200
# How many draws are resampled, and of how many documents, since each is counted so often.
RESAMPLED, RESAMPLED_SIZE = 100, 30
BOOTSTRAPPED = ["ttr", "yule_k", "entropy", "mattr", "mtld", "hdd", "zipf_slope", "heaps_slope"]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--party", default="FDP")
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="a few draws of a text made here")
    options = parser.parse_args()
    shared, sizes = shared_data(), SIZES
    if options.smoke:
        texts, draws, sizes = made_up()["text"].head(40), 4, SIZES[:1]
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
        return
    else:
        frame = pl.read_parquet(shared / "bench" / "de_100mb.parquet")
        texts = frame.filter(pl.col("source") == options.party)["text"]
        draws = options.draws
    # Interjections are no speeches.
    texts = texts.filter(texts.str.count_matches(r"\w+") >= (1 if options.smoke else 200))
    table = make_table(texts, draws, sizes, options.party)
    print(table)
    if options.write:
        write_table(NAME, table)


def counted(
    texts: pl.Series,
    draws: list[Draw],
    measures: list[str] | None = None,
    *,
    intervals: bool = False,
) -> pl.DataFrame:
    """Measure draws of places in a column of texts, each as a group."""
    places = np.concatenate(draws)
    groups = np.repeat(np.arange(len(draws)), [len(draw) for draw in draws])
    frame = pl.DataFrame({"doc_id": range(len(places)), "draw": groups, "text": texts[places]})
    corpus = cs.Corpus.from_frame(frame, mode="words")
    return cs.diversity(corpus, by="draw", measures=measures, intervals=intervals)


def make_table(texts: pl.Series, n_draws: int, sizes: tuple[int, ...], party: str) -> str:
    chance = np.random.default_rng(1)

    def draw(size: int, number: int) -> list[Draw]:
        return [chance.choice(texts.len(), size, replace=False) for _ in range(number)]

    shares = {}
    for size in sizes:
        found = counted(texts, draw(size, n_draws), intervals=True)
        shares[size] = {name: share(found, name) for name in MEASURES}
    boot = bootstrap(texts, draw, min(RESAMPLED, n_draws), min(RESAMPLED_SIZE, sizes[-1]))
    rows = []
    for name in MEASURES:
        cells = [f"{shares[size][name]:.3f}" for size in sizes]
        cells.append(f"{boot[name]:.2f}" if name in boot else "")
        rows.append(f"| `{name}` | {' | '.join(cells)} |")
    resampled = f"{min(RESAMPLED, n_draws)} draws of {min(RESAMPLED_SIZE, sizes[-1])}"
    return "\n".join(
        [
            "### How often intervals of lexical diversity hold",
            "",
            f"Of {n_draws:,} draws from {texts.len():,} speeches of at least 200 words ({party}), "
            "the share of those whose interval of .95 holds the mean over all draws, by documents "
            f"in a draw; and of {resampled} where intervals are percentiles of {RESAMPLES} "
            "bootstrap samples of documents.",
            "",
            f"| measure | {' | '.join(map(str, sizes))} | bootstrap |",
            f"|---|{'---:|' * (len(sizes) + 1)}",
            *rows,
        ]
    )


def share(found: pl.DataFrame, name: str) -> float:
    """Tell how many intervals hold the mean of all values."""
    holds = pl.col(name).mean().is_between(pl.col(f"{name}_lo"), pl.col(f"{name}_hi"))
    return float(found.select(holds.mean()).item() or 0)


def bootstrap(
    texts: pl.Series,
    draw: Callable[[int, int], list[Draw]],
    n_draws: int,
    size: int,
) -> dict[str, float]:
    """Tell the same of percentiles of values of documents that are drawn again."""
    chance = np.random.default_rng(2)
    draws = draw(size, n_draws)
    of_draws = counted(texts, draws, BOOTSTRAPPED)
    held = dict.fromkeys(BOOTSTRAPPED, 0)
    for places in draws:
        again = [chance.choice(places, size) for _ in range(RESAMPLES)]
        found = counted(texts, again, BOOTSTRAPPED)
        for name in BOOTSTRAPPED:
            ends = found.select(low=pl.col(name).quantile(0.025), high=pl.col(name).quantile(0.975))
            mean = of_draws.select(pl.col(name).mean())
            holds = pl.concat([ends, mean], how="horizontal").select(
                pl.col(name).is_between("low", "high").fill_null(value=False)
            )
            held[name] += int(holds.item())
    return {name: number / n_draws for name, number in held.items()}


if __name__ == "__main__":
    main()
