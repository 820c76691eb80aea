"""What corpusstats does in each race: from a frame of documents to the result.

Each function takes what is given and makes the call that is timed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

import polars as pl

import corpusstats as cs
from benches.checking import SLICE, Given, Result, from_csr, from_frame
from benches.jobs_polars import NODE, TARGET, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTED = pl.col("term", "count")
SCORED = (pl.col("count"), pl.col("log_likelihood").alias("score"))
# Something else than what is asked for in a race, to have that made before which a corpus keeps.
# It takes some questions until there is an index.
OTHER_NODE = "bundesrat"
OTHER_TARGET = "FDP"
QUESTIONS = 10


def build(given: Given, mode: Literal["words", "language"] = "words") -> cs.Corpus:
    return cs.Corpus.from_frame(given.frame, mode=mode, n_threads=given.threads)


def unigrams(given: Given, mode: Literal["words", "language"]) -> Callable[[], Result]:
    def run() -> Result:
        return from_frame(cs.frequencies(build(given, mode), n_threads=given.threads), COUNTED)

    return run


def matrix(given: Given) -> Callable[[], Result]:
    def run() -> Result:
        found = cs.document_term_matrix(build(given), n_threads=given.threads)
        return from_csr(found, found.documents["doc_id"], found.terms["term"])

    return run


def ngrams(given: Given, longest: int) -> Callable[[], Result]:
    def run() -> Result:
        return from_frame(count_ngrams(build(given), given, longest), COUNTED)

    return run


def count_ngrams(corpus: cs.Corpus, given: Given, longest: int) -> pl.DataFrame:
    return cs.ngrams(corpus, (1, longest), boundary="document", n_threads=given.threads)


def ngrams_to_disk(given: Given, memory: str | None) -> Callable[[], Result]:
    """Write 1-to-5-grams to disk, with a budget or without."""

    def run() -> Result:
        lazy = cs.ngrams(
            build(given),
            (1, 5),
            boundary="document",
            path=given.folder / "ngrams",
            memory=memory,
            n_threads=given.threads,
        )
        return Result(lambda: lazy.select(COUNTED).collect_batches(chunk_size=SLICE))

    return run


def pairs(given: Given) -> Callable[[], Result]:
    def run() -> Result:
        found = cs.cooccurrences(
            build(given), window=WINDOW, boundary="document", n_threads=given.threads
        )
        return from_frame(found, pl.col("term", "other", "count"))

    return run


def collocates(given: Given) -> Callable[[], Result]:
    return lambda: count_collocates(build(given), given)


def built(
    given: Given, ask: Callable[..., Result], other: str, questions: int
) -> Callable[[], Result]:
    """Ask a corpus that stands, of which so many other questions were asked before."""
    corpus = build(given)
    for _ in range(questions):
        ask(corpus, given, other)
    return lambda: ask(corpus, given)


def count_collocates(corpus: cs.Corpus, given: Given, node: str = NODE) -> Result:
    found = cs.collocates(
        corpus,
        node,
        window=WINDOW,
        boundary="document",
        measures="log_likelihood",
        n_threads=given.threads,
    )
    term = pl.col("collocate").alias("term")
    return from_frame(found, term, *SCORED)


def keywords(given: Given) -> Callable[[], Result]:
    return lambda: find_keywords(build(given), given)


def find_keywords(corpus: cs.Corpus, given: Given, target: str = TARGET) -> Result:
    found = cs.keywords(
        corpus,
        by="source",
        target=target,
        measures="log_likelihood",
        inference=None,
        n_threads=given.threads,
    )
    return from_frame(found, pl.col("term"), *SCORED)


def saved(given: Given, *, listed: bool) -> Callable[[], Result]:
    """Open what was saved, and make its frequency list or nothing more."""
    path = given.folder / "corpus"
    build(given).save(path)

    def run() -> Result:
        corpus = cs.open_corpus(path)
        if listed:
            return from_frame(cs.frequencies(corpus, n_threads=given.threads), COUNTED)
        return Result(lambda: iter(()))

    return run


JOBS: dict[tuple[str, str], Callable[[Given], Callable[[], Result]]] = {
    ("ours", "unigrams"): partial(unigrams, mode="words"),
    ("ours german", "unigrams"): partial(unigrams, mode="language"),
    ("ours", "matrix"): matrix,
    ("ours", "ngrams3"): partial(ngrams, longest=3),
    ("ours", "ngrams5"): partial(ngrams, longest=5),
    ("ours", "ngrams5-disk"): partial(ngrams_to_disk, memory=None),
    ("ours budget", "ngrams5-disk"): partial(ngrams_to_disk, memory="1GB"),
    ("ours", "pairs"): pairs,
    ("ours", "collocates"): collocates,
    ("ours", "collocates-built"): partial(
        built, ask=count_collocates, other=OTHER_NODE, questions=0
    ),
    ("ours again", "collocates-built"): partial(
        built, ask=count_collocates, other=OTHER_NODE, questions=QUESTIONS
    ),
    ("ours", "keywords"): keywords,
    ("ours", "keywords-built"): partial(built, ask=find_keywords, other=OTHER_TARGET, questions=0),
    ("ours again", "keywords-built"): partial(
        built, ask=find_keywords, other=OTHER_TARGET, questions=QUESTIONS
    ),
    ("ours", "saved"): partial(saved, listed=True),
    ("ours opening", "saved"): partial(saved, listed=False),
}
