"""What one would use instead in Python: ``Counter``, scikit-learn, numpy with scipy.

Each function takes what is given and makes the call that is timed.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benches.checking import Given, Result, from_arrays, from_csr, from_frame, from_pairs
from benches.jobs_polars import NODE, TARGET, WINDOW, scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

WORD = re.compile(r"\w+")


def counter_unigrams(given: Given) -> Callable[[], Result]:
    texts = given.frame["text"].to_list()

    def run() -> Result:
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(WORD.findall(text.lower()))
        ranked = counts.most_common()
        return Result(lambda: from_pairs(ranked))

    return run


def counter_ngrams(given: Given, longest: int) -> Callable[[], Result]:
    texts = given.frame["text"].to_list()

    def run() -> Result:
        counts: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            words = WORD.findall(text.lower())
            for length in range(1, longest + 1):
                counts.update(zip(*(words[place:] for place in range(length)), strict=False))
        return Result(lambda: from_pairs((" ".join(gram), n) for gram, n in counts.items()))

    return run


def counter_collocates(given: Given) -> Callable[[], Result]:
    texts = given.frame["text"].to_list()

    def run() -> Result:
        counts: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for text in texts:
            words = WORD.findall(text.lower())
            totals.update(words)
            if NODE in words:
                hits = [place for place, word in enumerate(words) if word == NODE]
                near = {place for hit in hits for place in range(hit - WINDOW, hit + WINDOW + 1)}
                counts.update(words[place] for place in near if 0 <= place < len(words))
        del counts[NODE]
        n = totals.total() - totals[NODE]
        cells = pl.DataFrame({"term": list(counts), "count": list(counts.values())})
        c1 = pl.Series([totals[term] for term in counts])
        return from_frame(scored(cells.with_columns(r1=counts.total(), c1=c1, n=n)))

    return run


def counter_keywords(given: Given) -> Callable[[], Result]:
    texts = given.frame["text"].to_list()
    sources = given.frame["source"].to_list()

    def run() -> Result:
        counts: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for text, source in zip(texts, sources, strict=True):
            words = WORD.findall(text.lower())
            totals.update(words)
            if source == TARGET:
                counts.update(words)
        cells = pl.DataFrame({"term": list(totals), "c1": list(totals.values())})
        o11 = pl.Series("count", [counts[term] for term in totals])
        return from_frame(scored(cells.with_columns(o11, r1=counts.total(), n=totals.total())))

    return run


def vectorize(given: Given, longest: int) -> Callable[[], tuple[Any, Any]]:
    """Make the call of scikit-learn's vectorizer: itself and the matrix."""
    vectorizer = import_module("sklearn.feature_extraction.text").CountVectorizer
    texts = given.frame["text"].to_list()
    counter = vectorizer(token_pattern=r"\w+", ngram_range=(1, longest), dtype=np.int32)
    return lambda: (counter, counter.fit_transform(texts))


def scikit_list(given: Given, longest: int) -> Callable[[], Result]:
    fit = vectorize(given, longest)

    def run() -> Result:
        counter, counts = fit()
        sums = np.asarray(counts.sum(axis=0)).ravel()
        names = counter.get_feature_names_out()
        order = np.argsort(-sums, kind="stable")
        return Result(
            lambda: from_pairs(zip(names[order].tolist(), sums[order].tolist(), strict=True))
        )

    return run


def scikit_matrix(given: Given) -> Callable[[], Result]:
    fit = vectorize(given, 1)

    def run() -> Result:
        counter, counts = fit()

        def rows() -> Iterator[pl.DataFrame]:
            names = pl.Series(counter.get_feature_names_out().tolist())
            yield from from_csr(counts, given.frame["doc_id"], names).rows()

        return Result(rows, lambda: (counts.data.nbytes + counts.indices.nbytes) / 2**20)

    return run


def numpy_pairs(given: Given) -> Callable[[], Result]:
    sparse = import_module("scipy.sparse")
    texts = given.frame["text"].to_list()

    def run() -> Result:
        numbers: dict[str, int] = {}
        parts: list[NDArray[np.int32]] = []
        for text in texts:
            words = WORD.findall(text.lower())
            found = (numbers.setdefault(word, len(numbers)) for word in words)
            parts.append(np.fromiter(found, np.int32, len(words)))
        ids = np.concatenate(parts)
        documents = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        counts = sparse.csr_matrix((len(numbers), len(numbers)), dtype=np.int32)
        for distance in range(1, WINDOW + 1):
            together = documents[distance:] == documents[:-distance]
            one, two = ids[:-distance][together], ids[distance:][together]
            places = (np.minimum(one, two), np.maximum(one, two))
            ones = np.ones(len(one), np.int32)
            counts = counts + sparse.coo_matrix((ones, places), counts.shape).tocsr()
        found_pairs = counts.tocoo()
        names = pl.Series(list(numbers))
        axes = {"term": (found_pairs.row, names), "other": (found_pairs.col, names)}
        return from_arrays(axes, found_pairs.data)

    return run


JOBS: dict[tuple[str, str], Callable[[Given], Callable[[], Result]]] = {
    ("counter", "unigrams"): counter_unigrams,
    ("counter", "ngrams3"): partial(counter_ngrams, longest=3),
    ("counter", "ngrams5"): partial(counter_ngrams, longest=5),
    ("counter", "collocates"): counter_collocates,
    ("counter", "keywords"): counter_keywords,
    ("scikit-learn", "unigrams"): partial(scikit_list, longest=1),
    ("scikit-learn", "matrix"): scikit_matrix,
    ("scikit-learn", "ngrams3"): partial(scikit_list, longest=3),
    ("numpy", "pairs"): numpy_pairs,
}
