"""What one would write in polars instead.

Each function takes what is given and makes the call that is timed. Natural queries group by
strings; ``polars by numbers`` is for who knows that grouping by one integer is faster.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from benches.checking import Given, Result, from_frame, megabytes

if TYPE_CHECKING:
    from collections.abc import Callable

NODE = "bundestag"
WINDOW = 5
TARGET = "SPD"
TOKENS = pl.col("text").str.to_lowercase().str.extract_all(r"\w+")
# Twenty-one bits for each of three words, so that an n-gram is one integer, or two.
BITS, IN_ONE = 21, 3

Engine = Literal["streaming", "in-memory"]


def tokens(frame: pl.DataFrame, *columns: str) -> pl.LazyFrame:
    """Make one row for each token, with its document's number and some of its columns."""
    return (
        frame.lazy()
        .with_row_index("document")
        .select("document", *columns, TOKENS.alias("term"))
        .explode("term")
        .drop_nulls("term")
    )


def unigrams(given: Given, engine: Engine) -> Callable[[], Result]:
    query = (
        given.frame.lazy()
        .select(TOKENS.alias("term"))
        .explode("term")
        .drop_nulls()
        .group_by("term")
        .len("count")
        .sort("count", "term", descending=[True, False])
    )
    return lambda: from_frame(query.collect(engine=engine))


def matrix(given: Given, engine: Engine) -> Callable[[], Result]:
    query = tokens(given.frame).group_by("document", "term").len("count")
    names = given.frame["doc_id"]
    named = pl.col("document").replace_strict(range(len(names)), names)
    return lambda: from_frame(query.collect(engine=engine), named, pl.col("term", "count"))


def ngrams(given: Given, engine: Engine, longest: int) -> Callable[[], Result]:
    def run() -> Result:
        listed = tokens(given.frame).collect(engine=engine)
        counts = []
        for length in range(1, longest + 1):
            words = {f"word{place}": pl.col("term").shift(-place) for place in range(length)}
            counted = within_documents(listed, length - 1, **words).group_by(*words).len("count")
            counts.append(counted.collect(engine=engine))
        return joined(counts)

    return run


def within_documents(listed: pl.DataFrame, reach: int, **columns: pl.Expr) -> pl.LazyFrame:
    """Make columns for each token that has another so far behind it in its document."""
    there = pl.col("document") == pl.col("document").shift(-reach)
    return listed.lazy().select(**columns, _there=there).filter("_there").drop("_there")


def joined(counts: list[pl.DataFrame]) -> Result:
    """Make a result of a frame for each length, whose words are in columns of their own."""

    def rows() -> Any:  # noqa: ANN401
        for frame in counts:
            term = pl.concat_str(pl.exclude("count"), separator=" ").alias("term")
            yield from from_frame(frame, term, pl.col("count")).rows()

    return Result(rows, lambda: sum(map(megabytes, counts)))


def numbered(frame: pl.DataFrame, engine: Engine) -> tuple[pl.DataFrame, pl.Series]:
    """Make one row for each token with its word's number, and the words by number."""
    listed = tokens(frame).collect(engine=engine)
    listed = listed.select("document", pl.col("term").cast(pl.Categorical))
    listed = listed.with_columns(pl.col("term").to_physical().alias("number"))
    words = listed.unique("number")
    # A number may be nobody's: a place for each up to the greatest.
    last = int(words["number"].to_numpy().max())
    places = pl.Series([None], dtype=pl.String).new_from_index(0, last + 1)
    names = places.scatter(words["number"], words["term"].cast(pl.String))
    return listed.select("document", pl.col("number").cast(pl.UInt64)), names


def ngrams_by_numbers(given: Given, engine: Engine, longest: int) -> Callable[[], Result]:
    def run() -> Result:
        listed, words = numbered(given.frame, engine)
        counts = []
        for length in range(1, longest + 1):
            packed = [
                packed_number(start, min(start + IN_ONE, length))
                for start in range(0, length, IN_ONE)
            ]
            packs = {f"pack{number}": pack for number, pack in enumerate(packed)}
            counted = within_documents(listed, length - 1, **packs).group_by(*packs).len("count")
            counts.append(unpacked(counted.collect(engine=engine), length, words))
        return joined(counts)

    return run


def packed_number(start: int, end: int) -> pl.Expr:
    """Pack the words at these places behind a token into one number."""
    packed = pl.col("number").shift(-start)
    for place in range(start + 1, end):
        packed = packed * 2**BITS + pl.col("number").shift(-place)
    return packed


def unpacked(counted: pl.DataFrame, length: int, words: pl.Series) -> pl.DataFrame:
    """Give the words of packed n-grams back."""
    columns = {}
    for place in range(length):
        pack, within = divmod(place, IN_ONE)
        behind = min(IN_ONE, length - pack * IN_ONE) - 1 - within
        number = counted.select(pl.col(f"pack{pack}") // 2 ** (BITS * behind) % 2**BITS)
        columns[f"word{place}"] = words.gather(number.to_series())
    return pl.DataFrame({**columns, "count": counted["count"]})


def pairs(given: Given, engine: Engine, *, pack: bool) -> Callable[[], Result]:
    def run() -> Result:
        listed, words = numbered(given.frame, engine)
        here = pl.col("number")
        parts = []
        for distance in range(1, WINDOW + 1):
            there = here.shift(-distance)
            less, greater = pl.min_horizontal(here, there), pl.max_horizontal(here, there)
            key = {"key": less * 2**32 + greater} if pack else {"less": less, "greater": greater}
            parts.append(within_documents(listed, distance, **key))
        keys = ["key"] if pack else ["less", "greater"]
        counted = pl.concat(parts).group_by(keys).len("count").collect(engine=engine)
        if pack:
            halves = {"less": pl.col("key") // 2**32, "greater": pl.col("key") % 2**32}
            counted = counted.select(**halves, count="count")
        frame = pl.DataFrame(
            {
                "term": words.gather(counted["less"]),
                "other": words.gather(counted["greater"]),
                "count": counted["count"],
            }
        )
        return from_frame(frame)

    return run


def collocates(given: Given, engine: Engine, *, built: bool) -> Callable[[], Result]:
    """Count collocates and score them; ``built`` gives the table of tokens free of charge."""

    def table() -> pl.DataFrame:
        listed = tokens(given.frame).collect(engine=engine)
        return listed.with_columns(pl.int_range(pl.len()).alias("place"))

    if built:
        listed = table()
        return lambda: from_frame(count_collocates(listed, engine))
    return lambda: from_frame(count_collocates(table(), engine))


def count_collocates(listed: pl.DataFrame, engine: Engine) -> pl.DataFrame:
    """Count what stands in the union of the windows."""
    totals = listed.lazy().group_by("term").len("total").collect(engine=engine)
    hits = listed.lazy().filter(pl.col("term") == NODE)
    offsets = [offset for offset in range(-WINDOW, WINDOW + 1) if offset]
    places = (
        hits.join(pl.LazyFrame({"offset": offsets}), how="cross")
        .select("document", place=pl.col("place") + pl.col("offset"))
        .unique()
    )
    counts = (
        places.join(listed.lazy(), on=["place", "document"])
        .filter(pl.col("term") != NODE)
        .group_by("term")
        .len("count")
        .collect(engine=engine)
    )
    n_node = totals.filter(pl.col("term") == NODE)["total"].sum()
    return scored(
        counts.join(totals, on="term").select(
            "term",
            "count",
            r1=pl.col("count").sum(),
            c1="total",
            n=pl.lit(listed.height - n_node),
        )
    )


def keywords(given: Given, engine: Engine, *, built: bool) -> Callable[[], Result]:
    """Count keywords and score them; ``built`` gives the table of tokens free of charge."""
    listed = tokens(given.frame, "source")
    listed = listed.collect(engine=engine).lazy() if built else listed
    counted = listed.group_by("term").agg(
        count=(pl.col("source") == TARGET).sum(),
        c1=pl.len(),
    )
    query = counted.select("term", "count", "c1", r1=pl.col("count").sum(), n=pl.col("c1").sum())
    return lambda: from_frame(scored(query.collect(engine=engine)))


def scored(cells: pl.DataFrame) -> pl.DataFrame:
    """Add the log-likelihood and sort by it."""
    numbers = cells.with_columns(pl.col("count", "r1", "c1", "n").cast(pl.Float64))
    score = numbers.select(log_likelihood()).to_series()
    return cells.select("term", "count", score.alias("score")).sort(
        "score", "count", "term", descending=[True, True, False]
    )


def log_likelihood() -> pl.Expr:
    """Make the textbook sum, with the sign of the deviation."""
    o11, r1, c1, n = (pl.col(name) for name in ("count", "r1", "c1", "n"))
    observed = [o11, r1 - o11, c1 - o11, n - r1 - c1 + o11]
    expected = [r * c / n for r in (r1, n - r1) for c in (c1, n - c1)]
    terms = [
        pl.when(o > 0).then(o * (o / e).log()).otherwise(0.0)
        for o, e in zip(observed, expected, strict=True)
    ]
    return 2 * pl.sum_horizontal(terms) * (o11 - expected[0]).sign()


def saved(given: Given, engine: Engine) -> Callable[[], Result]:
    """Count a table of tokens that lies on disk."""
    path = given.folder / "tokens.parquet"
    tokens(given.frame).collect().write_parquet(path)
    query = (
        pl.scan_parquet(path)
        .group_by("term")
        .len("count")
        .sort("count", "term", descending=[True, False])
    )
    return lambda: from_frame(query.collect(engine=engine))


JOBS: dict[tuple[str, str], Callable[[Given], Callable[[], Result]]] = {}
ENGINES: tuple[Engine, ...] = ("streaming", "in-memory")
for _engine in ENGINES:
    JOBS |= {
        (f"polars {_engine}", "unigrams"): partial(unigrams, engine=_engine),
        (f"polars {_engine}", "matrix"): partial(matrix, engine=_engine),
        (f"polars {_engine}", "ngrams3"): partial(ngrams, engine=_engine, longest=3),
        (f"polars {_engine}", "ngrams5"): partial(ngrams, engine=_engine, longest=5),
        (f"polars {_engine}", "pairs"): partial(pairs, engine=_engine, pack=False),
        (f"polars {_engine}", "collocates"): partial(collocates, engine=_engine, built=False),
        (f"polars {_engine}", "collocates-built"): partial(collocates, engine=_engine, built=True),
        (f"polars {_engine}", "keywords"): partial(keywords, engine=_engine, built=False),
        (f"polars {_engine}", "keywords-built"): partial(keywords, engine=_engine, built=True),
        (f"polars {_engine}", "saved"): partial(saved, engine=_engine),
    }
JOBS |= {
    ("polars by numbers", "ngrams3"): partial(ngrams_by_numbers, engine="streaming", longest=3),
    ("polars by numbers", "ngrams5"): partial(ngrams_by_numbers, engine="streaming", longest=5),
    ("polars by numbers", "pairs"): partial(pairs, engine="streaming", pack=True),
}
