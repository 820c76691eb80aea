"""Where that stands what the rows of a result count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats import _core
from corpusstats.collocations import check_window
from corpusstats.cooccurrence import check_pairs
from corpusstats.ngrams import check_shape
from corpusstats.queries import make_query, query_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpusstats.concordance import Context
    from corpusstats.corpus import Corpus
    from corpusstats.selection import Selected

__all__ = ["FINDERS", "PLACES", "Asked"]

# The number of a word that the corpus does not have.
NO_VALUE = 2**32 - 1
# The places of a line that has another beside its node.
PLACES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("term",): (),
    ("term", "other"): ("other_start", "other_end"),
    ("node", "collocate"): ("collocate_start", "collocate_end"),
}


class Asked(NamedTuple):
    """The rows asked for, with ``_row`` and ``_group``, and how they were counted.

    ``keys`` are the columns that say what a row counts.
    """

    frame: pl.DataFrame
    keys: tuple[str, ...]
    selected: Selected
    call: Mapping[str, Any]


def _terms(corpus: Corpus, asked: Asked, context: Context) -> pl.DataFrame:
    """Find the lines of words and n-grams."""
    call = asked.call
    is_ngram = call.get("function") == "ngrams" or _has_phrases(corpus, asked)
    shape = check_shape(
        call["skip"] if is_ngram else 0,
        call.get("punctuation", "break"),
        call["attribute"],
        call["kinds"],
    )
    words = asked.frame.with_columns(pl.col("term").str.split(" " if is_ngram else "\0"))
    lengths = words["term"].list.len()
    parts = []
    for length in sorted(set(lengths)) or [1]:
        of_length = words.filter(lengths == length)
        numbers = _numbers(corpus, of_length["term"].explode(), shape.attribute)
        phrases = [numbers[start : start + length] for start in range(0, len(numbers), length)]
        found = _core.find_ngrams(
            corpus._table,
            asked.selected.handle,
            list(zip(of_length["_group"], phrases, strict=True)),
            length=length,
            context=context.tokens,
            **shape._asdict(),
        )
        parts.append(_renumbered(found, of_length["_row"]))
    return pl.concat(parts)


def _has_phrases(corpus: Corpus, asked: Asked) -> bool:
    """Tell rows of n-grams, whose options are lost, from words that hold a blank."""
    spaced = asked.frame["term"].filter(asked.frame["term"].str.contains(" "))
    known = "function" in asked.call or spaced.is_empty()
    return not known and NO_VALUE in _numbers(corpus, spaced, asked.call["attribute"])


def _collocates(corpus: Corpus, asked: Asked, context: Context) -> pl.DataFrame:
    """Find the lines of collocates, one node after the other."""
    call = asked.call
    shape = check_window(
        call.get("window", (5, 5)),
        call.get("punctuation", "skip"),
        call["attribute"],
        call["kinds"],
    )
    queries = {query_label(node): node for node in call.get("nodes", [])}
    parts = []
    for label in asked.frame["node"].unique(maintain_order=True).to_list() or ["-"]:
        of_node = asked.frame.filter(pl.col("node") == label)
        query = queries.get(label, label)
        numbers = _numbers(corpus, of_node["collocate"], call["attribute"])
        found = _core.find_collocates(
            corpus._table,
            asked.selected.handle,
            make_query(corpus, query, call["attribute"], argument="node"),
            list(zip(of_node["_group"], numbers, strict=True)),
            context=context.tokens,
            **shape,
        )
        parts.append(_renumbered(found, of_node["_row"]))
    return pl.concat(parts)


def _pairs(corpus: Corpus, asked: Asked, context: Context) -> pl.DataFrame:
    """Find the lines of pairs."""
    call, frame = asked.call, asked.frame
    shape = check_pairs(
        call.get("window", 5),
        call["directed"],
        call.get("punctuation", "skip"),
        call["attribute"],
        call["kinds"],
    )
    numbers = (_numbers(corpus, frame[name], call["attribute"]) for name in asked.keys)
    found = _core.find_pairs(
        corpus._table,
        asked.selected.handle,
        list(zip(frame["_group"], *numbers, strict=True)),
        context=context.tokens,
        **shape,
    )
    return _renumbered(found, frame["_row"])


def _numbers(corpus: Corpus, words: pl.Series, attribute: str) -> list[int]:
    """Find the numbers of values; a word that the corpus does not have gets one that none has."""
    found = corpus._table.find_values(attribute, words.cast(pl.String).to_list())
    return [NO_VALUE if number is None else number for number in found]


def _renumbered(found: _core.ArrowTable, rows: pl.Series) -> pl.DataFrame:
    """Give lines the numbers of the rows that were asked about, for their places among them."""
    lines = pl.DataFrame(found)
    return lines.with_columns(rows.gather(lines["_row"]).alias("_row"))


FINDERS: dict[tuple[str, ...], Callable[[Corpus, Asked, Context], pl.DataFrame]] = {
    ("term",): _terms,
    ("term", "other"): _pairs,
    ("node", "collocate"): _collocates,
}
