"""How often methods find words where there are none, and how often where there are.

``python -m benches.null_rates [--splits N] [--runs N] [--write | --smoke]``

Speeches of one party are given out by chance to two sides. Nothing differs: what is found is false.
Then words are planted that one side uses twice as often (log ratio 1), with documents that differ
in how much they use them (gamma, so that counts are negative binomial), and it is counted which
methods find them.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import corpusstats as cs
from benches.checking import made_up
from benches.compare_peers import RESULTS, write_table
from corpusstats import _core
from corpusstats.inference import Inference
from corpusstats.null import METHODS, call_key
from corpusstats.selection import select
from corpusstats.units import UnitCounts
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    import numpy.typing as npt

NULL, POWER = "null_rates", "power"
SIZES: tuple[tuple[int, int], ...] = ((10, 10), (50, 50))
POWER_SIZES: tuple[tuple[int, int], ...] = ((20, 20), (50, 50))
RATES = (50, 200, 1_000)
# Words of each rate in a run, and the shape of the gamma that spreads them over documents.
PLANTED, SHAPE = 5, 2.0
# So many speeches make a document, so that a word of 50 a million occurs at all.
JOINED = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--splits", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--party", default="SPD")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="a few splits of a text made here")
    options = parser.parse_args()
    shared = shared_data()
    sizes, power_sizes, n_permutations = SIZES, POWER_SIZES, 1_999
    if options.smoke:
        texts = made_up()["text"].head(60)
        sizes, power_sizes, n_permutations = ((10, 10),), ((5, 5),), 99
        options.splits, options.runs = 3, 2
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
        return
    else:
        frame = pl.read_parquet(shared / "bench" / "de_100mb.parquet")
        texts = frame.filter(pl.col("source") == options.party)["text"]
        # Interjections are no speeches.
        texts = texts.filter(texts.str.count_matches(r"\w+") >= 200)
    frame = pl.DataFrame({"doc_id": range(texts.len()), "text": texts})
    corpus = cs.Corpus.from_frame(frame, mode="words")
    null = null_table(corpus, sizes, options.splits, n_permutations)
    print(null)
    power = power_table(corpus, power_sizes, options.runs, n_permutations)
    print(power)
    if options.write:
        write_table(NULL, null)
        write_table(POWER, power)


def null_table(
    corpus: cs.Corpus, sizes: tuple[tuple[int, int], ...], n_splits: int, n_permutations: int
) -> str:
    """Say for each method how often it flags a word, and how often any."""
    found = [
        cs.null_check(corpus, sizes=pair, n_splits=n_splits, n_permutations=n_permutations)
        for pair in sizes
    ]
    terms = ", ".join(f"{frame['terms'][0]:,.0f}" for frame in found)
    names = [f"{one} v {other}" for one, other in sizes]
    head = ["method", *(f"{name}: words | {name}: any" for name in names)]
    lines = [f"{n_splits} random splits, words in a split: {terms}.", "", row(head)]
    lines.append("|---|" + "---:|" * (2 * len(sizes)))
    for place, method in enumerate(found[0]["method"]):
        cells = []
        for frame in found:
            cells += [f"{frame['flagged'][place]:.2%}", f"{frame['any_flagged'][place]:.1%}"]
        lines.append(row([method, *cells]))
    return "\n".join(lines)


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def power_table(
    corpus: cs.Corpus, sizes: tuple[tuple[int, int], ...], n_runs: int, n_permutations: int
) -> str:
    """Say for each method which share of planted words it finds."""
    lines = [
        f"{n_runs} runs; documents of {JOINED} speeches; {PLANTED} words of each rate a run, twice "
        f"as often on one side, gamma of shape {SHAPE:g} over documents.",
        "",
    ]
    shares = {pair: found_shares(corpus, pair, n_runs, n_permutations) for pair in sizes}
    columns = [f"{one} v {other}, {rate}/M" for one, other in sizes for rate in RATES]
    lines += [row(["method", *columns]), "|---|" + "---:|" * len(columns)]
    for method in METHODS:
        cells = [f"{share:.1%}" for pair in sizes for share in shares[pair][method]]
        lines.append(row([method, *cells]))
    return "\n".join(lines)


def found_shares(
    corpus: cs.Corpus, pair: tuple[int, int], n_runs: int, n_permutations: int
) -> dict[str, npt.NDArray[np.float64]]:
    chance = np.random.default_rng(1)
    matrix = cs.document_term_matrix(corpus)
    tallies = {method: np.zeros(len(RATES)) for method in METHODS}
    for run in range(n_runs):
        n_units = sum(pair)
        n_rows = min(JOINED, matrix.shape[0] // n_units)
        rows = chance.choice(matrix.shape[0], n_rows * n_units, replace=False)
        units, terms, counts = cells_of(matrix, rows, n_rows)
        sizes = np.bincount(units, counts, n_units).astype(np.int64)
        labels = [int(unit >= pair[0]) for unit in range(n_units)]
        planted = plant(chance, sizes, np.array(labels))
        at = np.argwhere(planted > 0)
        units = np.concatenate([units, at[:, 1]])
        n_terms = matrix.shape[1] + len(planted)
        terms = np.concatenate([terms, at[:, 0] + matrix.shape[1]])
        counts = np.concatenate([counts, planted[planted > 0]])
        made = unit_counts(n_terms, terms, units, counts, labels)
        options = Inference("permutation", None, 0.95, n_permutations, run, [], None, None)
        flagged = call_key(made, list(labels), options)
        for method in METHODS:
            found = flagged[method].tail(len(planted)).to_numpy()
            tallies[method] += found.reshape(len(RATES), PLANTED).mean(axis=1)
    return {method: tally / n_runs for method, tally in tallies.items()}


def cells_of(
    matrix: cs.TermMatrix, rows: npt.NDArray[np.int64], joined: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give the cells of some rows, of which so many in turn make one unit."""
    units, terms, counts = [], [], []
    for place, at in enumerate(rows):
        part = slice(matrix.indptr[at], matrix.indptr[at + 1])
        units.append(np.full(part.stop - part.start, place // joined))
        terms.append(matrix.indices[part])
        counts.append(matrix.data[part])
    frame = (
        pl.DataFrame(
            {
                name: np.concatenate(parts).astype(np.int64)
                for name, parts in (("unit", units), ("term", terms), ("count", counts))
            }
        )
        .group_by("unit", "term")
        .agg(pl.col("count").sum())
        .sort("term", "unit")
    )
    return frame["unit"].to_numpy(), frame["term"].to_numpy(), frame["count"].to_numpy()


def plant(
    chance: np.random.Generator, sizes: npt.NDArray[np.int64], labels: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Make counts of words that side 0 uses twice as often, a row a word."""
    rates = np.repeat(RATES, PLANTED)[:, None] / 1e6
    spread = chance.gamma(SHAPE, 1 / SHAPE, (len(rates), len(sizes)))
    side = np.where(labels == 0, np.sqrt(2), np.sqrt(0.5))
    counts = chance.poisson(rates * sizes * spread * side)
    # Every word stays in its place, also one that does not occur.
    counts[counts.sum(axis=1) == 0, 0] = 1
    return counts


def unit_counts(
    n_terms: int,
    terms: npt.NDArray[np.int64],
    units: npt.NDArray[np.int64],
    counts: npt.NDArray[np.int64],
    labels: list[int],
) -> UnitCounts:
    as_series = [pl.Series(part).cast(pl.UInt32) for part in (terms, units, counts)]
    tokens = np.bincount(units, counts, len(labels)).astype(np.uint32)
    postings = _core.Postings.from_counts(
        n_terms,
        *as_series,
        groups=pl.Series(labels, dtype=pl.UInt32),
        documents=pl.Series(range(len(labels)), dtype=pl.UInt32),
        tokens=pl.Series(tokens),
    )
    nothing = pl.DataFrame()
    frame = pl.DataFrame(postings.units())
    selected = select(cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": ["a"]})))
    return UnitCounts(selected, postings, frame, nothing, nothing, pl.Series())


if __name__ == "__main__":
    main()
