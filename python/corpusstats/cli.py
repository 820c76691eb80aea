"""The command line: ``python -m corpusstats``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import polars as pl

from corpusstats.exceptions import CorpusStatsError, InputError
from corpusstats.flags import LEAST_DOCUMENTS
from corpusstats.frequency import count, frequencies
from corpusstats.keywords import keywords
from corpusstats.options import KINDS, LANGUAGES, MODES
from corpusstats.provenance import __version__, provenance
from corpusstats.readers import read_corpus
from corpusstats.selection import select
from corpusstats.terminal import Column, paragraph, table
from corpusstats.writers import check_folder, write_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind

__all__ = ["main"]

COUNTED: tuple[Kind, ...] = ("word", "number")
# More groups than this nobody reads, and each is set against all others.
MOST_SOURCES = 100
SOURCES = ("documents", "tokens", "left_out", "first_date", "last_date")
SIGNS = {"punctuation": "punctuation mark", "emoji": "emoji character"}
SINGLE_DOCUMENT = (
    "One document stands for a whole group: the figures describe these texts, and nothing can be "
    "inferred from them about whoever published them."
)
FEW_DOCUMENTS = (
    f"Fewer than {LEAST_DOCUMENTS} documents in a group: the figures describe these texts, and "
    "carry no inference about whoever published them."
)
ZEROS = (
    "Where the others' count is 0, the log ratio depends on the rule for zeros (Walter's: 0.5 is "
    "added to both) and only ranks."
)
COLUMNS = (
    "Each group is set against all others together; upper and lower case count as the same word, "
    "and words with fewer than {min_count} occurrences in all are left out. log ratio: 1 is twice "
    "the others' rate, 2 four times. G²: signed log-likelihood (four cells), by which rows are "
    "ordered; a score, not a test."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 for wrong arguments or input."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Better a question mark than half a table where the terminal cannot show a character.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (CorpusStatsError, ValueError, OSError, pl.exceptions.PolarsError) as error:
        print(f"corpusstats: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; try --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="corpusstats",
        description="Corpus statistics: who words the same event how.",
    )
    parser.add_argument("--version", action="version", version=f"corpusstats {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    compare = commands.add_parser(
        "compare",
        help="compare how sources word the same event",
        description="Compare sources: the corpus at a glance, then for each source the words that "
        "it uses more often than all the others together.",
        epilog="A folder holds .txt files in UTF-8, and if you like a documents.csv with a column "
        "'file' and others such as source and date. Without one, the source is the name of the "
        "sub-folder, or of the file itself where there is none. A CSV or parquet file has the "
        "columns doc_id and text, and others. Exit codes: 0, or 2 for wrong arguments or input.",
    )
    compare.add_argument("path", metavar="PATH", help="a folder, a .csv or a .parquet file")
    compare.add_argument(
        "--by",
        metavar="COLUMN",
        default="source",
        help="the column that names the sources (default: %(default)s)",
    )
    compare.add_argument(
        "--top",
        metavar="N",
        type=_at_least_one,
        default=15,
        help="how many keywords to show for each source (default: %(default)s)",
    )
    compare.add_argument(
        "--min-count",
        metavar="N",
        type=_at_least_one,
        default=2,
        help="leave out words that occur less often in the whole corpus (default: %(default)s)",
    )
    compare.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="write the tables in full to this folder, as NAME.parquet and NAME.csv: sources, "
        "frequencies (of all words) and keywords; and provenance.json",
    )
    compare.add_argument(
        "--language",
        choices=LANGUAGES,
        default="de",
        help="whose rules split the text: de, or und for any other (default: %(default)s)",
    )
    compare.add_argument(
        "--mode",
        choices=MODES,
        default="language",
        help="how to split the text: by the language's rules, by UAX #29, or into runs of \\w "
        "(default: %(default)s)",
    )
    compare.add_argument(
        "--text",
        metavar="COLUMN",
        default="text",
        help="the column of a CSV or parquet file that holds the text (default: %(default)s)",
    )
    compare.add_argument(
        "--doc-id",
        metavar="COLUMN",
        default="doc_id",
        help="the column of a CSV or parquet file that names the document (default: %(default)s)",
    )
    compare.set_defaults(run=_compare)
    return parser


def _at_least_one(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        msg = f"a whole number from 1, not {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return number


def _compare(options: argparse.Namespace) -> int:
    by = options.by
    if options.out is not None:
        check_folder(options.out)
    corpus = read_corpus(
        options.path,
        text=options.text,
        doc_id=options.doc_id,
        language=options.language,
        mode=options.mode,
        progress=_wants_progress(),
    )
    sources = _sources(corpus, by)
    if not 1 < sources.height <= MOST_SOURCES:
        groups = _count_of(sources.height, "group")
        msg = f"{groups} by {by}: name a column with 2 to {MOST_SOURCES} groups by --by"
        raise InputError(msg)
    found = keywords(corpus, by=by, min_count=options.min_count)
    frames = {"sources": sources, "frequencies": frequencies(corpus, by=by), "keywords": found}
    if options.out is not None:
        records = {name: provenance(frames[name]) for name in ("frequencies", "keywords")}
        write_frames(options.out, frames, records)
    _show_corpus(corpus, sources, by, options.path)
    for place, value in enumerate(sources[by].to_list()):
        of_source = pl.col(by).is_null() if value is None else pl.col(by) == value
        _show_keywords(sources, place, found.filter(of_source), options.top)
    _show_notes(sources, found, options)
    if options.out is not None:
        print(f"\nWritten to {options.out} as parquet and CSV: {', '.join(frames)}.")
    return 0


def _wants_progress() -> bool:
    """Show progress to somebody who looks, if tqdm is there."""
    return sys.stderr.isatty() and find_spec("tqdm") is not None


def _sources(corpus: Corpus, by: str) -> pl.DataFrame:
    """Sum up each source: documents, tokens that count, what is left out, and dates."""
    selected = select(corpus, by=by, result_columns=SOURCES)
    counted = count(corpus, selected, attribute="lower", kinds=COUNTED)[1]
    every = count(corpus, selected, attribute="lower", kinds=KINDS)[1]  # type: ignore[arg-type]
    sizes = counted.select(
        by,
        pl.col("group_tokens").alias("tokens"),
        (every["group_tokens"] - counted["group_tokens"]).alias("left_out"),
    )
    named = corpus.documents.select(
        by, *([pl.col("date").alias("_date")] if _has_dates(corpus) else [])
    )
    dates = [pl.col("_date").min().alias("first_date"), pl.col("_date").max().alias("last_date")]
    named = named.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    documents = named.group_by(by).agg(
        pl.len().cast(pl.Int64).alias("documents"), *(dates if _has_dates(corpus) else [])
    )
    return sizes.join(documents, on=by, how="left", nulls_equal=True, maintain_order="left").select(
        by, "documents", "tokens", "left_out", pl.exclude(by, "documents", "tokens", "left_out")
    )


def _has_dates(corpus: Corpus) -> bool:
    return corpus.documents.schema.get("date") == pl.Date


def _show_corpus(corpus: Corpus, sources: pl.DataFrame, by: str, path: str) -> None:
    total = _count_of(int(sources["tokens"].sum()), "token")
    documents = _count_of(corpus.n_documents, "document")
    print(paragraph(f"{path}: {documents}, {_count_of(sources.height, 'group')} by {by}, {total}"))
    columns = [
        Column(by, [_name(value) for value in sources[by]]),
        Column("documents", _integers(sources["documents"]), numeric=True),
        Column("tokens", _integers(sources["tokens"]), numeric=True),
    ]
    if "first_date" in sources.columns and by != "date":
        spans = sources.select("first_date", "last_date").rows()
        columns.append(Column("dates", [_span(first, last) for first, last in spans]))
    print(f"\n{table(columns)}\n")
    vocabulary = corpus.vocabulary().with_columns(pl.col("kind").cast(pl.String))
    left_out = (
        vocabulary.filter(pl.col("kind").is_in(COUNTED).not_())
        .group_by("kind")
        .agg(pl.col("count").sum())
        .sort("count", "kind", descending=[True, False])
    )
    parts = ", ".join(_count_of(number, SIGNS.get(kind, kind)) for kind, number in left_out.rows())
    print(
        paragraph(
            "Tokens are words and numbers, those of headlines, captions, bylines and "
            f"advertisement lines too. Left out: {parts or 'nothing'}."
        )
    )
    skipped = corpus.provenance["reader"]["skipped"]
    if skipped:
        shown = ", ".join(skipped[:5]) + (", …" if len(skipped) > 5 else "")  # noqa: PLR2004
        print(paragraph(f"Not read: {_count_of(len(skipped), 'other file')} ({shown})."))
    empty = int((corpus.document_tokens() == 0).sum())
    if empty:
        print(paragraph(f"Without any token: {_count_of(empty, 'document')}."))


def _show_keywords(sources: pl.DataFrame, place: int, rows: pl.DataFrame, top: int) -> None:
    """Show what a source uses more often than the others."""
    name = _name(sources.to_series(0)[place])
    own = int(sources["documents"][place])
    rest = int(sources["documents"].sum()) - own
    more = rows.filter(pl.col("log_likelihood") > 0)
    shown = more.head(top)
    if shown.is_empty():
        print()
        print(paragraph(f"{name}: no word often enough that it uses more often than the others"))
        return
    strongest = f"the {len(shown)} strongest of " if len(shown) < len(more) else ""
    words = _count_of(len(more), "word")
    print(f"\n{paragraph(f'{name}: {strongest}{words} that it uses more often than the others')}\n")
    columns = [
        Column("word", shown["display"].to_list()),
        Column("count", _integers(shown["count"]), numeric=True),
        Column("others'", _integers(shown["reference_count"]), numeric=True),
        Column("per 1,000", _rates(shown["per_million"]), numeric=True),
        Column("others'", _rates(shown["reference_per_million"]), numeric=True),
        Column("documents", [f"{n} of {own}" for n in shown["documents"]], numeric=True),
        Column("others'", [f"{n} of {rest}" for n in shown["reference_documents"]], numeric=True),
        Column("log ratio", [f"{ratio:+.2f}" for ratio in shown["log_ratio"]], numeric=True),
        Column("G²", [f"{score:.1f}" for score in shown["log_likelihood"]], numeric=True),
    ]
    print(table(columns))
    last = shown["log_likelihood"][-1]
    tied = more.filter(pl.col("log_likelihood") == last).height - (
        shown.filter(pl.col("log_likelihood") == last).height
    )
    if tied:
        print(f"  … and {tied:,} more with the same G² as the last")


def _show_notes(sources: pl.DataFrame, found: pl.DataFrame, options: argparse.Namespace) -> None:
    """Say what the columns mean and what they cannot carry."""
    print()
    fewest = int(sources["documents"].min() or 0)  # type: ignore[arg-type]
    if fewest == 1:
        print(paragraph(SINGLE_DOCUMENT))
    elif fewest < LEAST_DOCUMENTS:
        print(paragraph(FEW_DOCUMENTS))
    if sources["tokens"].min() == 0:
        print(paragraph("A group without any token has no rates to compare."))
    if sources.to_series(0).null_count():
        print(paragraph(f"Some documents have no {options.by}; they are a group of their own."))
    if found["reference_count"].min() == 0:
        print(paragraph(ZEROS))
    print(paragraph(COLUMNS.format(min_count=options.min_count)))


def _span(first: object, last: object) -> str:
    return "" if first is None else str(first) if first == last else f"{first} to {last}"


def _name(value: object) -> str:
    return "(none)" if value is None else str(value)


def _count_of(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _integers(column: pl.Series) -> list[str]:
    return [f"{value:,}" for value in column]


def _rates(column: pl.Series) -> list[str]:
    return ["" if value is None else f"{value / 1000:.2f}" for value in column]
