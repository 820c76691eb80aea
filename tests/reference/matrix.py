"""Slow oracle for the document-term matrix: a dictionary of counts for each document."""

import math
from collections import Counter
from typing import Any, NamedTuple

from corpusstats import Corpus
from tests.reference import counting
from tests.reference.counting import WORDS_AND_NUMBERS
from tests.reference.stretches import stretches, value_of

Row = dict[str, float]


class Matrix(NamedTuple):
    """Rows of values by term; the terms in order: term, count, documents, display."""

    rows: list[Row]
    terms: list[dict[str, Any]]


def matrix(
    corpus: Corpus,
    *,
    attribute: str = "lower",
    kinds: Any = WORDS_AND_NUMBERS,
    min_count: int = 1,
    min_documents: int = 1,
    weights: str | None = None,
    **selection: Any,
) -> Matrix:
    """Count the selected tokens of each document, and then leave out and weigh."""
    found: dict[object, Counter[str]] = {name: Counter() for name in corpus.documents["doc_id"]}
    for stretch in stretches(corpus, boundary="document", **selection):
        for token in stretch.tokens:
            if token.kind in kinds:
                found[token.doc_id][value_of(token, attribute)] += 1
    rows = list(found.values())
    count: Counter[str] = sum(rows, Counter())
    documents = Counter(term for row in rows for term in row)
    display = counting.displays(counting.tokens(corpus, attribute))
    kept = sorted(
        (term for term in count if count[term] >= min_count and documents[term] >= min_documents),
        key=str.encode,
    )
    return Matrix(
        [_weigh(row, rows, documents, set(kept), weights) for row in rows],
        [
            {
                "term": term,
                "count": count[term],
                "documents": documents[term],
                "display": display[term],
            }
            for term in kept
        ],
    )


def _weigh(
    row: Counter[str],
    rows: list[Counter[str]],
    documents: Counter[str],
    kept: set[str],
    weights: str | None,
) -> Row:
    n = len(rows)
    if weights is None:
        return {term: row[term] for term in row if term in kept}
    if weights == "tfidf":
        found = {
            term: row[term] * (math.log((1 + n) / (1 + documents[term])) + 1)
            for term in row
            if term in kept
        }
        length = math.sqrt(sum(value**2 for value in found.values()))
        return {term: value / length for term, value in found.items()}
    mean = sum(other.total() for other in rows) / n
    found = {}
    for term in kept & set(row):
        idf = math.log(1 + (n - documents[term] + 0.5) / (documents[term] + 0.5))
        room = 1.2 * (1 - 0.75 + 0.75 * row.total() / mean)
        found[term] = idf * row[term] * (1.2 + 1) / (row[term] + room)
    return found
