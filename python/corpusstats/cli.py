"""The command line: ``python -m corpusstats``."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import polars as pl

from corpusstats.exceptions import CorpusStatsError
from corpusstats.frequency import frequencies
from corpusstats.keywords import LEAST_DOCUMENTS, keywords
from corpusstats.options import LANGUAGES, MODES
from corpusstats.provenance import __version__, provenance
from corpusstats.readers import read_corpus
from corpusstats.terminal import Column, paragraph, table
from corpusstats.writers import write_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus

__all__ = ["main"]

COUNTED = ("word", "number")
FLAGS = {
    "single_document": "One document stands for a whole {by}: the figures describe these texts, "
    "and nothing can be inferred from them about the {by}.",
    "few_documents": f"Fewer than {LEAST_DOCUMENTS} documents on a side: the figures describe "
    "these texts; they carry no inference about the {by}s.",
    "no_tokens": "A {by} without any token has no rates to compare.",
    "null_group": "Some documents name no {by}; they are a group of their own.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 for wrong arguments or input."""
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (CorpusStatsError, ValueError, OSError) as error:
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
        "columns doc_id and text, and others.",
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
        help="write every table in full to this folder, as parquet and CSV",
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
        "--text", metavar="COLUMN", default="text", help="the column that holds the text"
    )
    compare.add_argument(
        "--doc-id", metavar="COLUMN", default="doc_id", help="the column that names the document"
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
    corpus = read_corpus(
        options.path,
        text=options.text,
        doc_id=options.doc_id,
        language=options.language,
        mode=options.mode,
        progress=_wants_progress(),
    )
    by = options.by
    found = keywords(corpus, by=by, min_count=options.min_count)
    frames = {
        "sources": _sources(corpus, by),
        "frequencies": frequencies(corpus, by=by),
        "keywords": found,
    }
    if options.out is not None:
        records = {name: provenance(frames[name]) for name in ("frequencies", "keywords")}
        write_frames(options.out, frames, records)
    _show_corpus(corpus, frames["sources"], by, options.path)
    for (value,), rows in found.group_by(by, maintain_order=True):
        _show_keywords(value, rows, options.top)
    _show_notes(found, options)
    if options.out is not None:
        print(f"\nIn full, as parquet and CSV, in {options.out}: {', '.join(frames)}.")
    return 0


def _wants_progress() -> bool:
    """Show progress to somebody who looks, if tqdm is there."""
    return sys.stderr.isatty() and find_spec("tqdm") is not None


def _sources(corpus: Corpus, by: str) -> pl.DataFrame:
    """Sum up each source: documents, dates, tokens that count, and what is left out by kind."""
    documents = corpus.documents.select("doc_id", by, *_dates(corpus))
    kinds = corpus.tokens().group_by("doc_id", "kind").len("tokens")
    counted = pl.col("kind").cast(pl.String).is_in(COUNTED)
    tokens = kinds.group_by("doc_id").agg(
        pl.col("tokens").filter(counted).sum().cast(pl.Int64).alias("tokens"),
        pl.col("tokens").filter(counted.not_()).sum().cast(pl.Int64).alias("left_out"),
    )
    dates = [
        expression
        for name in _dates(corpus)
        for expression in (pl.col(name).min().alias("first"), pl.col(name).max().alias("last"))
    ]
    return (
        documents.join(tokens, on="doc_id", how="left")
        .group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("documents"),
            *dates,
            pl.col("tokens", "left_out").sum(),
        )
        .sort(by, nulls_last=True)
    )


def _dates(corpus: Corpus) -> list[str]:
    is_date = corpus.documents.schema.get("date") == pl.Date
    return ["date"] if is_date else []


def _show_corpus(corpus: Corpus, sources: pl.DataFrame, by: str, path: str) -> None:
    print(f"{path}: {_plural(corpus.n_documents, 'document')}, {_plural(sources.height, by)}\n")
    columns = [
        Column(by, [_name(value) for value in sources[by]]),
        Column("documents", _integers(sources["documents"]), numeric=True),
        Column("tokens", _integers(sources["tokens"]), numeric=True),
    ]
    if "first" in sources.columns:
        spans = sources.select("first", "last").rows()
        columns.append(Column("dates", [_span(first, last) for first, last in spans]))
    print(table(columns))
    vocabulary = corpus.vocabulary()
    left_out = (
        vocabulary.filter(pl.col("kind").cast(pl.String).is_in(COUNTED).not_())
        .group_by(pl.col("kind").cast(pl.String))
        .agg(pl.col("count").sum())
        .sort("count", "kind", descending=[True, False])
    )
    parts = [f"{_number(count)} {kind}" for kind, count in left_out.rows()]
    print()
    if parts:
        print(paragraph(f"Tokens are words and numbers. Left out: {', '.join(parts)}."))
    skipped = corpus.provenance["reader"]["skipped"]
    if skipped:
        shown = ", ".join(skipped[:5]) + (", …" if len(skipped) > 5 else "")  # noqa: PLR2004
        print(paragraph(f"Not read: {_plural(len(skipped), 'other file')} ({shown})."))
    empty = int((corpus.document_tokens() == 0).sum())
    if empty:
        print(paragraph(f"Without any token: {_plural(empty, 'document')}."))


def _show_keywords(value: object, rows: pl.DataFrame, top: int) -> None:
    """Show what a source uses more often than the others."""
    more = rows.filter(pl.col("log_likelihood") > 0)
    shown = more.head(top)
    print(
        f"\n{_name(value)}: {len(shown)} of {_plural(len(more), 'word')} that it uses more often\n"
    )
    if shown.is_empty():
        return
    documents = zip(shown["documents"], shown["reference_documents"], strict=True)
    columns = [
        Column("word", shown["display"].to_list()),
        Column("count", _integers(shown["count"]), numeric=True),
        Column("others", _integers(shown["reference_count"]), numeric=True),
        Column("per 1,000", _rates(shown["per_million"]), numeric=True),
        Column("others", _rates(shown["reference_per_million"]), numeric=True),
        Column("documents", [f"{own} : {rest}" for own, rest in documents], numeric=True),
        Column("log ratio", [f"{ratio:+.2f}" for ratio in shown["log_ratio"]], numeric=True),
        Column("G²", [f"{score:.1f}" for score in shown["log_likelihood"]], numeric=True),
    ]
    print(table(columns))


def _show_notes(found: pl.DataFrame, options: argparse.Namespace) -> None:
    """Say what the columns mean and what they cannot carry."""
    print()
    flags = found["flag"].drop_nulls().unique().to_list()
    named = {flag for flags_of_row in flags for flag in flags_of_row.split()}
    for flag, note in FLAGS.items():
        if flag in named:
            print(paragraph(note.format(by=options.by)))
    print(
        paragraph(
            f"Words in any spelling of upper and lower case, at least {options.min_count} times in "
            f"the corpus; each {options.by} against all others together. documents: its own : the "
            "others', that have the word. log ratio: how often the rate doubles (Walter's zero "
            "rule). G²: signed log-likelihood, four cells, by which the rows are ordered; a score, "
            "not a test."
        )
    )


def _span(first: object, last: object) -> str:
    return "" if first is None else str(first) if first == last else f"{first} to {last}"


def _name(value: object) -> str:
    return "(none)" if value is None else str(value)


def _plural(number: int, noun: str) -> str:
    return f"{_number(number)} {noun}{'' if number == 1 else 's'}"


def _number(number: int) -> str:
    return f"{number:,}"


def _integers(column: pl.Series) -> list[str]:
    return [_number(value) for value in column]


def _rates(column: pl.Series) -> list[str]:
    return ["" if value is None else f"{value / 1000:.2f}" for value in column]
