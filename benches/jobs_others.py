"""What one would use instead of polars: DuckDB, ``Counter``, scikit-learn, numpy with scipy.

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

from benches.checking import SLICE, Given, Result, from_arrays, from_csr, from_frame, from_pairs
from benches.jobs_polars import NODE, TARGET, WINDOW, scored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

WORD = re.compile(r"\w+")
# RE2's \w is ASCII; these classes are what polars means by it.
LISTED = r"regexp_extract_all(lower(text), '[\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}]+')"


def connect(given: Given) -> Any:  # noqa: ANN401
    """Open a database in memory that scans the frame where it lies."""
    database = import_module("duckdb").connect()
    database.execute(f"SET threads = {given.threads}")
    database.execute("SET preserve_insertion_order = false")
    database.execute(f"SET temp_directory = '{given.folder}'")
    database.register("documents", given.frame.with_row_index("document"))
    return database


def sql(shape: str, *steps: str) -> Callable[[Given], Callable[[], Result]]:
    """Make a job of statements, the last of which create a table ``result``; ``shape`` reads it."""

    def job(given: Given) -> Callable[[], Result]:
        database = connect(given)

        def rows() -> Iterator[pl.DataFrame]:
            for batch in database.sql(shape).to_arrow_reader(SLICE):
                yield pl.DataFrame(batch)

        def run() -> Result:
            for step in steps:
                database.execute(step)
            return Result(rows)

        return run

    return job


PLACES = f"""CREATE TABLE places AS
    SELECT document, generate_subscripts(words, 1)::INTEGER AS place, unnest(words) AS word0
    FROM (SELECT document, {LISTED} AS words FROM documents)"""


def following(table: str, word: str, reach: int) -> str:
    """Put the words behind each word into columns of their own."""
    leads = "".join(f", lead({word}, {n}) OVER here AS word{n}" for n in range(1, reach + 1))
    return f"""CREATE TABLE following AS SELECT {word} AS word0{leads}
        FROM {table} WINDOW here AS (PARTITION BY document ORDER BY place)"""


def sql_ngrams(longest: int) -> Callable[[Given], Callable[[], Result]]:
    names = [f"word{place}" for place in range(longest)]
    parts = []
    for length in range(1, longest + 1):
        nulls = [f"NULL::VARCHAR AS {name}" for name in names[length:]]
        parts.append(
            f"SELECT {', '.join(names[:length] + nulls)}, count(*) AS count FROM following "
            f"WHERE {names[length - 1]} IS NOT NULL GROUP BY {', '.join(names[:length])}"
        )
    return sql(
        f"SELECT concat_ws(' ', {', '.join(names)}) AS term, count FROM result",
        PLACES,
        following("places", "word0", longest - 1),
        "DROP TABLE places",
        f"CREATE TABLE result AS {' UNION ALL '.join(parts)}",
    )


DUCKDB_PAIRS = sql(
    """SELECT one.word0 AS term, two.word0 AS other, count FROM result
    JOIN vocabulary one ON one.number = less JOIN vocabulary two ON two.number = greater""",
    PLACES,
    """CREATE TABLE vocabulary AS SELECT word0, (row_number() OVER ())::INTEGER AS number
    FROM (SELECT DISTINCT word0 FROM places)""",
    """CREATE TABLE numbered AS
    SELECT document, place, number FROM places JOIN vocabulary USING (word0)""",
    following("numbered", "number", WINDOW),
    "CREATE TABLE result AS SELECT least(word0, other) AS less, greatest(word0, other) AS greater, "
    "count(*) AS count FROM ("
    + " UNION ALL ".join(
        f"SELECT word0, word{distance} AS other FROM following WHERE word{distance} IS NOT NULL"
        for distance in range(1, WINDOW + 1)
    )
    + ") GROUP BY ALL",
)

SCORE = """2 * sign(o11 - r1 * c1 / n) * (
    CASE WHEN o11 > 0 THEN o11 * ln(o11 * n / (r1 * c1)) ELSE 0 END
    + CASE WHEN r1 > o11 THEN (r1 - o11) * ln((r1 - o11) * n / (r1 * (n - c1))) ELSE 0 END
    + CASE WHEN c1 > o11 THEN (c1 - o11) * ln((c1 - o11) * n / ((n - r1) * c1)) ELSE 0 END
    + CASE WHEN n - r1 - c1 + o11 > 0 THEN (n - r1 - c1 + o11)
        * ln((n - r1 - c1 + o11) * n / ((n - r1) * (n - c1))) ELSE 0 END)"""
SCORED = f"""CREATE TABLE result AS SELECT term, o11::BIGINT AS count, {SCORE} AS score
    FROM cells ORDER BY score DESC, count DESC, term"""
DUCKDB_KEYWORDS = sql(
    "SELECT * FROM result",
    f"""CREATE TABLE counts AS
    SELECT word AS term, count(*) FILTER (source = '{TARGET}') AS o11, count(*) AS c1
    FROM (SELECT source, unnest({LISTED}) AS word FROM documents) GROUP BY word""",
    """CREATE TABLE cells AS SELECT term, o11::DOUBLE AS o11, c1::DOUBLE AS c1,
    (SELECT sum(o11) FROM counts)::DOUBLE AS r1, (SELECT sum(c1) FROM counts)::DOUBLE AS n
    FROM counts""",
    SCORED,
)
DUCKDB_COLLOCATES = sql(
    "SELECT * FROM result",
    f"CREATE TABLE listed AS SELECT document, {LISTED} AS words FROM documents",
    "CREATE TABLE totals AS SELECT term, count(*) AS c1 FROM "
    "(SELECT unnest(words) AS term FROM listed) GROUP BY term",
    f"""CREATE TABLE places AS
    SELECT document, generate_subscripts(words, 1)::BIGINT AS place, unnest(words) AS term
    FROM listed WHERE list_contains(words, '{NODE}')""",
    f"""CREATE TABLE counts AS SELECT term, count(*) AS o11 FROM places JOIN (
        SELECT DISTINCT document, place + away AS place
        FROM places, range(-{WINDOW}, {WINDOW + 1}) distances(away) WHERE term = '{NODE}')
    USING (document, place) WHERE term <> '{NODE}' GROUP BY term""",
    f"""CREATE TABLE cells AS SELECT term, o11::DOUBLE AS o11, c1::DOUBLE AS c1,
    (SELECT sum(o11) FROM counts)::DOUBLE AS r1,
    (SELECT sum(c1) FROM totals WHERE term <> '{NODE}')::DOUBLE AS n
    FROM counts JOIN totals USING (term)""",
    SCORED,
)


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
    ("duckdb", "unigrams"): sql(
        "SELECT * FROM result",
        f"""CREATE TABLE result AS SELECT term, count(*) AS count
        FROM (SELECT unnest({LISTED}) AS term FROM documents)
        GROUP BY term ORDER BY count DESC, term""",
    ),
    ("duckdb", "matrix"): sql(
        "SELECT doc_id AS document, term, count FROM result JOIN documents USING (document)",
        f"""CREATE TABLE result AS SELECT document, term, count(*)::UINTEGER AS count
        FROM (SELECT document, unnest({LISTED}) AS term FROM documents) GROUP BY document, term""",
    ),
    ("duckdb", "ngrams3"): sql_ngrams(3),
    ("duckdb", "ngrams5"): sql_ngrams(5),
    ("duckdb", "pairs"): DUCKDB_PAIRS,
    ("duckdb", "collocates"): DUCKDB_COLLOCATES,
    ("duckdb", "keywords"): DUCKDB_KEYWORDS,
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
