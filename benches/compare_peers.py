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
from typing import TYPE_CHECKING, Any

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
            _write(path.stem, table)
    return 0


def _made_up() -> pl.DataFrame:
    text = "Der Zug von Kim Jong Un hat am 12. September die Grenze überquert. " * 200
    texts = [text.replace("Grenze", f"Grenze{number % 97}") for number in range(100)]
    return pl.DataFrame({"doc_id": range(100), "text": texts})


def race(name: str, frame: pl.DataFrame, rounds: int) -> str:
    """Time all programs on a corpus and make a table of it."""
    programs = unigram_programs(frame)
    expected = dict(programs[OURS]().select("term", "count").iter_rows())
    for label, run in programs.items():
        if label != OWN_TOKENS:
            _check_equal(label, dict(_rows(run())), expected)
    seconds: dict[str, list[float]] = {label: [] for label in programs}
    for _ in range(rounds):
        for label, run in programs.items():
            start = time.perf_counter()
            run()
            seconds[label].append(time.perf_counter() - start)
    return _table(name, frame, expected, seconds, rounds)


def _rows(result: Any) -> Iterable[tuple[str, int]]:  # noqa: ANN401
    return (
        result.select("term", "count").iter_rows() if isinstance(result, pl.DataFrame) else result
    )


def _check_equal(label: str, counts: Counts, expected: Counts) -> None:
    r"""Stop unless the counts are equal, but for what Python's ``\w`` leaves out."""
    terms = {term for term in counts | expected if counts.get(term) != expected.get(term)}
    different = sum(abs(counts.get(term, 0) - expected.get(term, 0)) for term in terms)
    allowed = MOST_DIFFERENT * sum(expected.values()) if label == COUNTER else 0
    if different > allowed:
        sys.exit(f"{label} counts {different} tokens differently, such as {sorted(terms)[:5]}")


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


def _table(
    name: str, frame: pl.DataFrame, counts: Counts, seconds: dict[str, list[float]], rounds: int
) -> str:
    ours = statistics.median(seconds[OURS])
    megabytes = int(frame["text"].str.len_bytes().sum()) / 1e6
    lines = [
        f"### Unigram list, {name}",
        "",
        f"{frame.height:,} documents, {megabytes:.1f} MB, {sum(counts.values()):,} tokens, "
        f"{len(counts):,} types; medians of {rounds} rounds.",
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


def _write(name: str, table: str) -> None:
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
