"""The command line: ``python -m corpusstats``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import polars as pl

from corpusstats.concordance import concordance
from corpusstats.display import count_of, show_comparison, show_concordance
from corpusstats.exceptions import CorpusStatsError, InputError
from corpusstats.framing.compare import compare_sources
from corpusstats.frequency import frequencies
from corpusstats.options import ATTRIBUTES, LANGUAGES, MODES
from corpusstats.provenance import __version__, provenance
from corpusstats.readers import read_corpus
from corpusstats.selection import select
from corpusstats.spans import add_layer
from corpusstats.writers import check_folder, write_frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpusstats.corpus import Corpus

__all__ = ["main"]

# More groups than this nobody reads, and each is set against all others.
MOST_SOURCES = 100
QUERY = (
    "a word, alternatives (Kim|Kims), a phrase ('Kim Jong Un'), wildcards (*waffe*), or a regular "
    "expression between slashes"
)
INPUT = (
    "A folder holds .txt files in UTF-8, and if you like a documents.csv with a column 'file' and "
    "others such as source and date. Without one, the source is the name of the sub-folder, or of "
    "the file itself where there is none. A CSV or parquet file has the columns doc_id and text, "
    "and others. Exit codes: 0, or 2 for wrong arguments or input."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 for wrong arguments or input."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # Better a question mark than half a table where the terminal cannot show a character.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        print("\n\n".join(options.run(options)))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (CorpusStatsError, ValueError, OSError, pl.exceptions.PolarsError) as error:
        print(f"corpusstats: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


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
    _add_compare(commands)
    _add_concordance(commands)
    return parser


def _add_compare(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for it)
    parser = commands.add_parser(
        "compare",
        help="compare how sources word the same event",
        description="Compare sources: the corpus at a glance, then for each source the words that "
        "it uses more often than all the others together, and what stands near some words.",
        epilog=INPUT,
    )
    parser.add_argument("path", metavar="PATH", help="a folder, a .csv or a .parquet file")
    parser.add_argument(
        "--node",
        metavar="QUERY",
        action="append",
        default=[],
        help=f"show what stands near this in each source: {QUERY}; repeatable",
    )
    parser.add_argument(
        "--lines",
        metavar="N",
        type=_from_zero,
        default=0,
        help="show up to N lines of text under each keyword (default: %(default)s)",
    )
    parser.add_argument(
        "--top",
        metavar="N",
        type=_from_one,
        default=15,
        help="how many keywords and collocates to show for each source (default: %(default)s)",
    )
    parser.add_argument(
        "--min-count",
        metavar="N",
        type=_from_one,
        default=2,
        help="leave out what occurs less often in all groups together (default: %(default)s)",
    )
    parser.add_argument(
        "--window",
        metavar="N",
        type=_from_one,
        default=5,
        help="how many words on either side of a node to look at (default: %(default)s)",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="write the tables in full to this folder, as NAME.parquet and NAME.csv: sources, "
        "frequencies (of all words), keywords, collocates, ngrams and flags; and provenance.json",
    )
    _add_selection(parser, "the columns or layers that make the sources (default: source)")
    _add_reading(parser)
    parser.set_defaults(run=_compare)


def _add_concordance(commands: Any) -> None:  # noqa: ANN401
    parser = commands.add_parser(
        "concordance",
        help="list every place where a word or phrase stands",
        description="List every place where a word or phrase stands, with the text round it.",
        epilog=INPUT,
    )
    parser.add_argument("path", metavar="PATH", help="a folder, a .csv or a .parquet file")
    parser.add_argument("query", metavar="QUERY", help=QUERY)
    parser.add_argument(
        "--order",
        choices=("text", "left", "right"),
        default="text",
        help="in the order of the text, or by the words left or right of the hit "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--lines", metavar="N", type=_from_one, help="show the first N lines (default: all)"
    )
    parser.add_argument(
        "--attribute",
        choices=ATTRIBUTES,
        default="lower",
        help="what the query asks: lower, for which case does not matter, or word "
        "(default: %(default)s)",
    )
    _add_selection(parser, "columns or layers to show beside each line")
    _add_reading(parser)
    parser.set_defaults(run=_concordance)


def _add_selection(parser: argparse.ArgumentParser, by: str) -> None:
    parser.add_argument("--by", metavar="NAME", action="append", help=f"{by}; repeatable")
    parser.add_argument(
        "--layer",
        metavar="FILE[=LABEL]",
        action="append",
        default=[],
        help="a .csv or .parquet file of labelled spans: doc_id, start, end (characters from 0, "
        "the end not included) and one more column, which names the layer and holds the labels; "
        "LABEL is for all text outside the spans; repeatable",
    )
    for option, meaning in (("--within", "count only"), ("--without", "leave out")):
        parser.add_argument(
            option,
            metavar="LAYER[=LABEL]",
            action="append",
            default=[],
            help=f"{meaning} the spans of a layer, or those with this label; repeatable",
        )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="de",
        help="whose rules split the text: de, or und for any other (default: %(default)s)",
    )
    parser.add_argument(
        "--mode",
        choices=MODES,
        default="language",
        help="how to split the text: by the language's rules, by UAX #29, or into runs of \\w "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--text",
        metavar="COLUMN",
        default="text",
        help="the column of a CSV or parquet file that holds the text (default: %(default)s)",
    )
    parser.add_argument(
        "--doc-id",
        metavar="COLUMN",
        default="doc_id",
        help="the column of a CSV or parquet file that names the document (default: %(default)s)",
    )


def _from_one(text: str) -> int:
    return _whole_number(text, 1)


def _from_zero(text: str) -> int:
    return _whole_number(text, 0)


def _whole_number(text: str, least: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if number < least:
        msg = f"a whole number from {least}, not {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return number


def _compare(options: argparse.Namespace) -> Iterator[str]:
    if options.out is not None:
        check_folder(options.out)
    corpus = _read(options)
    by = options.by or ["source"]
    groups = select(corpus, by=by, **_selection(options)).groups.height
    if not 1 < groups <= MOST_SOURCES:
        makes = f"{count_of(groups, 'group')} by {' and '.join(by)}"
        msg = f"{makes}: name a column with 2 to {MOST_SOURCES} groups by --by"
        raise InputError(msg)
    counted: dict[str, Any] = {"by": by, **_selection(options)}
    found = compare_sources(
        corpus,
        nodes=options.node,
        window=options.window,
        min_count=options.min_count,
        **counted,
    )
    if options.out is not None:
        frames = {**found.frames(), "frequencies": frequencies(corpus, **counted)}
        recorded = ("frequencies", "keywords", "collocates", "ngrams")
        records = {name: provenance(frames[name]) for name in recorded}
        write_frames(options.out, frames, {"comparison": dict(found.provenance), **records})
    yield from show_comparison(
        corpus, found, path=options.path, top=options.top, lines=options.lines
    )
    if options.out is not None:
        yield f"Written to {options.out} as parquet and CSV: {', '.join(frames)}."


def _concordance(options: argparse.Namespace) -> Iterator[str]:
    corpus = _read(options)
    by = options.by or []
    lines = concordance(
        corpus,
        options.query,
        by=by or None,
        attribute=options.attribute,
        order=options.order,
        width=80,
        **_selection(options),
    )
    shown = [name for name in by if name != "doc_id"]
    yield from show_concordance(lines, shown, options.query, options.lines)


def _read(options: argparse.Namespace) -> Corpus:
    # Show progress to somebody who looks, if tqdm is there.
    progress = sys.stderr.isatty() and find_spec("tqdm") is not None
    corpus = read_corpus(
        options.path,
        text=options.text,
        doc_id=options.doc_id,
        language=options.language,
        mode=options.mode,
        progress=progress,
    )
    for file in options.layer:
        path, default = _at_equals_sign(file)
        corpus = add_layer(corpus, path, default)
    return corpus


def _selection(options: argparse.Namespace) -> dict[str, Any]:
    """Put ``--within`` and ``--without`` as the functions take them."""

    def parts(names: list[str]) -> list[object]:
        pairs = [_at_equals_sign(name) for name in names]
        return [name if label is None else {name: [label]} for name, label in pairs]

    return {"within": parts(options.within) or None, "without": parts(options.without) or None}


def _at_equals_sign(text: str) -> tuple[str, str | None]:
    name, sign, label = text.rpartition("=")
    return (name, label) if sign else (text, None)
