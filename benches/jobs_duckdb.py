"""What one would write in SQL instead, in DuckDB.

A job is a few statements, which are timed, and a query that reads the result for comparing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import polars as pl

from benches.checking import SLICE, Given, Result
from benches.jobs_polars import NODE, TARGET, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


NUMBERED = (
    """CREATE TABLE vocabulary AS SELECT word0 AS word, (row_number() OVER ())::INTEGER AS number
    FROM (SELECT DISTINCT word0 FROM places)""",
    """CREATE TABLE numbered AS SELECT document, place, number
    FROM places JOIN vocabulary ON word = word0""",
    "DROP TABLE places",
)


def sql_ngrams(longest: int) -> Callable[[Given], Callable[[], Result]]:
    """Group by words."""
    names = [f"word{place}" for place in range(longest)]
    parts = [count_ngrams(names, length) for length in range(1, longest + 1)]
    return sql(
        f"SELECT concat_ws(' ', {', '.join(names)}) AS term, count FROM result",
        PLACES,
        following("places", "word0", longest - 1),
        "DROP TABLE places",
        f"CREATE TABLE result AS {' UNION ALL BY NAME '.join(parts)}",
    )


def count_ngrams(names: list[str], length: int) -> str:
    """Count the n-grams of a length."""
    words = ", ".join(names[:length])
    last = names[length - 1]
    return f"""SELECT {words}, count(*) AS count FROM following
        WHERE {last} IS NOT NULL GROUP BY {words}"""


def sql_ngrams_by_numbers(longest: int) -> Callable[[Given], Callable[[], Result]]:
    """Group by the words' numbers, and give the words back."""
    names = [f"word{place}" for place in range(longest)]
    parts = []
    for length in range(1, longest + 1):
        words = ", ".join(f"of_{name}.word AS {name}" for name in names[:length])
        joins = [
            f"JOIN vocabulary of_{name} ON of_{name}.number = counts.{name}"
            for name in names[:length]
        ]
        counts = f"({count_ngrams(names, length)}) counts"
        parts.append(f"SELECT {words}, count FROM {counts} {' '.join(joins)}")
    return sql(
        f"SELECT concat_ws(' ', {', '.join(names)}) AS term, count FROM result",
        PLACES,
        *NUMBERED,
        following("numbered", "number", longest - 1),
        f"CREATE TABLE result AS {' UNION ALL BY NAME '.join(parts)}",
    )


DUCKDB_PAIRS = sql(
    """SELECT one.word AS term, two.word AS other, count FROM result
    JOIN vocabulary one ON one.number = less JOIN vocabulary two ON two.number = greater""",
    PLACES,
    *NUMBERED,
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
    ("duckdb by numbers", "ngrams3"): sql_ngrams_by_numbers(3),
    ("duckdb by numbers", "ngrams5"): sql_ngrams_by_numbers(5),
    ("duckdb", "pairs"): DUCKDB_PAIRS,
    ("duckdb", "collocates"): DUCKDB_COLLOCATES,
    ("duckdb", "keywords"): DUCKDB_KEYWORDS,
}
