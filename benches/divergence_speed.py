"""Time the divergence of two halves of a corpus, and its audit.

``python -m benches.divergence_speed [--rounds N] [--write]``

The divergence is compared with that of 1,999 arrangements of all documents; of all terms, and of
those in at least twenty documents, which are about 20,000. The figures are medians.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from typing import TYPE_CHECKING

import polars as pl

import corpusstats as cs
from benches.compare_peers import RESULTS, write_table
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "divergence_speed"
LEAST_DOCUMENTS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    options = parser.parse_args()
    shared = shared_data()
    if shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
        return
    table = measure(shared / "bench" / "de_100mb.parquet", options.rounds)
    print(table)
    if options.write:
        write_table(NAME, table)


def measure(path: Path, rounds: int) -> str:
    """Time all calls on 100 MB of speeches."""
    frame = pl.read_parquet(path).with_columns(half=pl.int_range(pl.len()) % 2)
    corpus = cs.Corpus.from_frame(frame)
    common = corpus_of_common_terms(corpus)
    calls: dict[str, tuple[cs.Corpus, Callable[[cs.Corpus], object]]] = {
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
            "### Divergence and audit, de_100mb",
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
