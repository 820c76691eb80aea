"""Time what giving documents out anew costs: keywords, divergence, audit.

``python -m benches.resampling_speed [--rounds N] [--write | --smoke]``

All documents are given out anew in 1,999 ways; with all terms, and with those in at least twenty
documents, which are about 20,000. The figures are medians.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from typing import TYPE_CHECKING

import polars as pl

import corpusstats as cs
from benches.checking import made_up
from benches.compare_peers import RESULTS, write_table
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "resampling_speed"
LEAST_DOCUMENTS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    options = parser.parse_args()
    shared = shared_data()
    if options.smoke:
        table = measure(made_up(), 1)
    elif shared is None:
        parser.error(f"{VARIABLE} names no folder with corpora: give --smoke")
    else:
        table = measure(pl.read_parquet(shared / "bench" / "de_100mb.parquet"), options.rounds)
    print(table)
    if options.write:
        write_table(NAME, table)


def measure(frame: pl.DataFrame, rounds: int) -> str:
    """Time all calls on speeches."""
    frame = frame.with_columns(half=pl.int_range(pl.len()) % 2)
    corpus = cs.Corpus.from_frame(frame)
    common = corpus_of_common_terms(corpus)
    calls: dict[str, tuple[cs.Corpus, Callable[[cs.Corpus], object]]] = {
        "`keywords` by permutation, all terms": (corpus, permuted_keywords),
        "`keywords` by permutation, common terms": (common, permuted_keywords),
        "the same keywords with one thread": (
            common,
            lambda one: permuted_keywords(one, n_threads=1),
        ),
        "`keywords` with clustered variance, all terms": (
            corpus,
            lambda one: cs.keywords(one, by="half", target=0),
        ),
        "`keywords` with intervals by bootstrap, common terms": (
            common,
            lambda one: cs.keywords(one, by="half", target=0, interval="bootstrap"),
        ),
        "`divergence`, all terms": (corpus, lambda one: cs.divergence(one, by="half")),
        "`divergence`, common terms": (common, lambda one: cs.divergence(one, by="half")),
        "the same with one thread": (
            common,
            lambda one: cs.divergence(one, by="half", n_threads=1),
        ),
        "the same without arrangements": (
            common,
            lambda one: cs.divergence(one, by="half", n_permutations=0),
        ),
        "`audit`, 7 sources": (corpus, lambda one: cs.audit(one, "source")),
    }
    rows = []
    for label, (counted, call) in calls.items():
        seconds = [timed(lambda: call(counted)) for _ in range(rounds)]  # noqa: B023
        terms = cs.frequencies(counted).height
        rows.append(f"| {label} | {terms:,} | {statistics.median(seconds):.1f} |")
    return make_table(rows, corpus.n_documents, rounds)


def permuted_keywords(corpus: cs.Corpus, n_threads: int | None = None) -> pl.DataFrame:
    """Make keywords whose p comes from giving documents out anew."""
    return cs.keywords(corpus, by="half", target=0, inference="permutation", n_threads=n_threads)


def corpus_of_common_terms(corpus: cs.Corpus) -> cs.Corpus:
    """Keep the terms that occur in some documents at least."""
    kept = cs.frequencies(corpus, min_documents=LEAST_DOCUMENTS).select(lower="term")
    terms = corpus.vocabulary().join(kept, on="lower", how="semi")["word"]
    tokens = corpus.tokens().filter(pl.col("token").is_in(terms.implode()))
    texts = tokens.group_by("doc_id", maintain_order=True).agg(pl.col("token").str.join(" "))
    frame = texts.rename({"token": "text"}).join(
        corpus.documents.select("doc_id", "half"), on="doc_id", how="left"
    )
    return cs.Corpus.from_frame(frame)


def timed(run: Callable[[], object]) -> float:
    """Time a call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def make_table(rows: list[str], documents: int, rounds: int) -> str:
    """Make a table of medians."""
    versions = (
        f"corpusstats {cs.__version__}, polars {pl.__version__}, Python {platform.python_version()}"
    )
    return "\n".join(
        [
            "### Documents given out anew, de_100mb",
            "",
            f"{documents:,} documents in two halves, 1,999 arrangements; medians of {rounds} "
            "rounds.",
            "",
            "| call | terms | seconds |",
            "|---|---:|---:|",
            *rows,
            "",
            f"{versions}, {platform.system()} {platform.machine()}.",
        ]
    )


if __name__ == "__main__":
    main()
