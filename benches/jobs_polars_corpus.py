"""What polars-corpus does, from a table of tokens that polars makes for it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import polars as pl

from benches.checking import Given, Result, from_frame
from benches.jobs_polars import NODE, TARGET, WINDOW, joined, tokens, within_documents

if TYPE_CHECKING:
    from collections.abc import Callable

plc = import_module("polars_corpus")


def token_table(frame: pl.DataFrame) -> pl.DataFrame:
    """Make the table of tokens that polars-corpus reads."""
    names = {"document": "file_id", "term": "token"}
    return tokens(frame, "source").rename(names).collect(engine="streaming")


def unigrams(given: Given) -> Callable[[], Result]:
    shape = pl.col("token").alias("term"), pl.col("freq").alias("count")
    return lambda: from_frame(plc.frequency_list(token_table(given.frame), "token"), *shape)


def ngrams(given: Given) -> Callable[[], Result]:
    def run() -> Result:
        listed = token_table(given.frame).rename({"file_id": "document"})
        counts = []
        for length in (1, 2, 3):
            found = within_documents(listed, length - 1, term=plc.ngrams(length, "token"))
            counts.append(found.group_by("term").len("count").collect(engine="streaming"))
        return joined(counts)

    return run


def collocates(given: Given) -> Callable[[], Result]:
    shape = pl.col("collocate").alias("term"), pl.col("freqs").struct["f12"].alias("count")

    def run() -> Result:
        hits = plc.search(token_table(given.frame), NODE)
        found = plc.collocations(hits, "token", "ll", window=WINDOW, min_freq=1)
        return from_frame(found, *shape)

    return run


def keywords(given: Given) -> Callable[[], Result]:
    def run() -> Result:
        listed = token_table(given.frame)
        is_target = pl.col("source") == TARGET
        sides = listed.filter(is_target), listed.filter(~is_target)
        found = plc.keywords(*sides, "token", "ll")
        term, score = pl.col("token").alias("term"), pl.col("LogLik").alias("score")
        return from_frame(found, term, pl.col("freqs").struct["f12"].alias("count"), score)

    return run


JOBS: dict[tuple[str, str], Callable[[Given], Callable[[], Result]]] = {
    ("polars-corpus", "unigrams"): unigrams,
    ("polars-corpus", "ngrams3"): ngrams,
    ("polars-corpus", "collocates"): collocates,
    ("polars-corpus", "keywords"): keywords,
}
