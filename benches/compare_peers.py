"""Race corpusstats against what one would use instead, on the same text in the same run.

``python -m benches.compare_peers [--corpus FILE] [--rounds N] [--write | --smoke]``

Every job runs from text in memory to the finished result. The programs take turns, round after
round, so that a slow spell of the machine meets all of them; the figures are medians. Results are
compared before any figure is printed. A peer is given its text in the form that it likes best, free
of charge: polars a column, ``Counter`` a list of strings.
"""

from __future__ import annotations

import argparse
import platform
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

import corpusstats as cs
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RESULTS = Path(__file__).with_name("RESULTS.md")
BEGIN, END = "<!-- begin {} -->", "<!-- end {} -->"
WORD = re.compile(r"\w+")

Counts = dict[str, int]
# Python's \w leaves out combining marks that Rust's takes in: so few tokens may differ for it.
MOST_DIFFERENT = 1e-5


def main() -> int:
    """Run the races and print, or write, a table for each corpus."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--corpus", type=Path, action="append", help="parquet: doc_id, text")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help=f"put the tables into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    options = parser.parse_args()
    if options.smoke:
        print(race("made up", _made_up(), 1))
        return 0
    data = shared_data()
    if data is None and options.corpus is None:
        parser.error(f"{VARIABLE} names no folder with corpora: give --corpus, or --smoke")
    sizes = ("10mb", "100mb")
    for path in options.corpus or [data / "bench" / f"de_{size}.parquet" for size in sizes if data]:
        table = race(path.stem, pl.read_parquet(path), options.rounds)
        print(table, end="\n\n", flush=True)
        if options.write:
            write_table(path.stem, table)
    return 0


def _made_up() -> pl.DataFrame:
    text = "Der Bundestag sah den Zug von Kim Jong Un am 12. September an der Grenze. " * 200
    texts = [text.replace("Grenze", f"Grenze{number % 97}") for number in range(100)]
    return pl.DataFrame({"doc_id": range(100), "text": texts})


def race(name: str, frame: pl.DataFrame, rounds: int) -> str:
    """Time all programs on a corpus and make a table of each job."""
    counts = dict(_rows(unigram_programs(frame)[OURS]()))
    megabytes = int(frame["text"].str.len_bytes().sum()) / 1e6
    corpus = (
        f"{frame.height:,} documents, {megabytes:.1f} MB, {sum(counts.values()):,} tokens, "
        f"{len(counts):,} types; medians of {rounds} rounds."
    )
    jobs = {
        "Unigram list": unigram_programs(frame),
        f"Collocates of *{NODE}*, window {WINDOW}": collocate_programs(frame),
    }
    tables = [
        _table(f"{job}, {name}", corpus, _time(programs, rounds)) for job, programs in jobs.items()
    ]
    return "\n\n".join(tables)


def _time(programs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Check that all programs count the same, and time them."""
    expected = dict(_rows(programs[OURS]()))
    for label, run in programs.items():
        if label != OWN_TOKENS:
            _check_equal(label, dict(_rows(run())), expected)
    seconds: dict[str, list[float]] = {label: [] for label in programs}
    for _ in range(rounds):
        for label, run in programs.items():
            start = time.perf_counter()
            run()
            seconds[label].append(time.perf_counter() - start)
    return seconds


def _rows(result: Any) -> Iterable[tuple[str, int]]:  # noqa: ANN401
    if not isinstance(result, pl.DataFrame):
        counts: Iterable[tuple[str, int]] = result
        return counts
    term = "collocate" if "collocate" in result.columns else "term"
    return result.select(term, "count").iter_rows()


def _check_equal(label: str, counts: Counts, expected: Counts) -> None:
    r"""Stop unless the counts are equal, but for what Python's ``\w`` leaves out."""
    terms = {term for term in counts | expected if counts.get(term) != expected.get(term)}
    different = sum(abs(counts.get(term, 0) - expected.get(term, 0)) for term in terms)
    allowed = MOST_DIFFERENT * sum(expected.values()) if label == COUNTER else 0
    if different > allowed:
        sys.exit(f"{label} counts {different} tokens differently, such as {sorted(terms)[:5]}")


NODE = "bundestag"
WINDOW = 5
OURS = "corpusstats, runs of `\\w`"
OWN_TOKENS = "corpusstats, German tokens"
COUNTER = "`Counter` and `re`"


def unigram_programs(frame: pl.DataFrame) -> dict[str, Callable[[], Any]]:
    """Make the programs by name."""
    texts = frame["text"].to_list()
    query = (
        frame.lazy()
        .select(pl.col("text").str.to_lowercase().str.extract_all(r"\w+").alias("term"))
        .explode("term")
        .drop_nulls()
        .group_by("term")
        .len("count")
        .sort("count", "term", descending=[True, False])
    )

    def counter() -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(WORD.findall(text.lower()))
        return counts.most_common()

    return {
        OURS: lambda: cs.frequencies(cs.Corpus.from_frame(frame, mode="words")),
        OWN_TOKENS: lambda: cs.frequencies(cs.Corpus.from_frame(frame)),
        "polars, streaming": lambda: query.collect(engine="streaming"),
        "polars, in memory": lambda: query.collect(engine="in-memory"),
        COUNTER: counter,
    }


def collocate_programs(frame: pl.DataFrame) -> dict[str, Callable[[], Any]]:
    """Make the programs by name: from text to the collocates with their log-likelihood."""
    tokens = pl.col("text").str.to_lowercase().str.extract_all(r"\w+")
    offsets = [offset for offset in range(-WINDOW, WINDOW + 1) if offset]

    def with_polars(engine: Literal["streaming", "in-memory"]) -> pl.DataFrame:
        listed = (
            frame.lazy()
            .select(pl.col("doc_id").alias("document"), tokens.alias("term"))
            .explode("term")
            .drop_nulls()
            .collect(engine=engine)
            .with_columns(pl.int_range(pl.len()).alias("place"))
        )
        totals = listed.group_by("term").len("total")
        hits = listed.lazy().filter(pl.col("term") == NODE)
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
        n_node = totals.filter(pl.col("term") == NODE)["total"].item()
        cells = counts.join(totals, on="term").select(
            "term",
            "count",
            o11=pl.col("count").cast(pl.Float64),
            r1=pl.col("count").sum().cast(pl.Float64),
            c1=pl.col("total").cast(pl.Float64),
            n=pl.lit(float(listed.height - n_node)),
        )
        return cells.with_columns(_log_likelihood().alias("log_likelihood")).sort(
            "log_likelihood", "count", "term", descending=[True, True, False]
        )

    def ours(mode: Literal["words", "language"]) -> pl.DataFrame:
        corpus = cs.Corpus.from_frame(frame, mode=mode)
        return cs.collocates(
            corpus, NODE, window=WINDOW, boundary="document", measures="log_likelihood"
        )

    return {
        OURS: lambda: ours("words"),
        OWN_TOKENS: lambda: ours("language"),
        "polars, streaming": lambda: with_polars("streaming"),
        "polars, in memory": lambda: with_polars("in-memory"),
    }


def _log_likelihood() -> pl.Expr:
    """Make the textbook sum, with the sign of the deviation."""
    o11, r1, c1, n = (pl.col(name) for name in ("o11", "r1", "c1", "n"))
    observed = [o11, r1 - o11, c1 - o11, n - r1 - c1 + o11]
    expected = [r * c / n for r in (r1, n - r1) for c in (c1, n - c1)]
    terms = [
        pl.when(o > 0).then(o * (o / e).log()).otherwise(0.0)
        for o, e in zip(observed, expected, strict=True)
    ]
    return 2 * pl.sum_horizontal(terms) * (o11 - expected[0]).sign()


def _table(title: str, corpus: str, seconds: dict[str, list[float]]) -> str:
    ours = statistics.median(seconds[OURS])
    lines = [
        f"### {title}",
        "",
        corpus,
        "",
        "| program | seconds | times ours |",
        "|---|---:|---:|",
    ]
    for label, values in seconds.items():
        median = statistics.median(values)
        lines.append(f"| {label} | {median:.3f} | {median / ours:.2f} |")
    versions = f"corpusstats {cs.__version__}, polars {pl.__version__}"
    lines += ["", f"{versions}, Python {platform.python_version()}, {_machine()}."]
    return "\n".join(lines)


def _machine() -> str:
    return f"{pl.thread_pool_size()} threads, {platform.system()} {platform.machine()}"


def write_table(name: str, table: str) -> None:
    """Replace the section of this corpus, or add it at the end."""
    begin, end = BEGIN.format(name), END.format(name)
    section = f"{begin}\n{table}\n{end}"
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    if begin in text:
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = before + section + after
    else:
        text = f"{text.rstrip()}\n\n{section}\n"
    RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
