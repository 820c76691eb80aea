"""The arguments of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from corpusstats.options import ATTRIBUTES, LANGUAGES, MODES
from corpusstats.provenance import __version__

__all__ = ["make_parser"]

# What does a command and gives the blocks of text to print.
Run: TypeAlias = Callable[[argparse.Namespace], Iterator[str]]
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; try --help\n")


def make_parser(compare: Run, concordance: Run) -> argparse.ArgumentParser:
    """Make the parser; the two functions do the work of the commands."""
    parser = _Parser(
        prog="corpusstats",
        description="Corpus statistics: who words the same event how.",
    )
    parser.add_argument("--version", action="version", version=f"corpusstats {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_compare(commands, compare)
    _add_concordance(commands, concordance)
    return parser


def _add_compare(commands: Any, run: Run) -> None:  # noqa: ANN401  (argparse has no name for it)
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
        "--actor",
        metavar="NAME=ALIAS|…",
        action="append",
        default=[],
        type=_actor,
        help="show what each source calls somebody: a name, and what else they are called, as in "
        "'Kim=Kim Jong Un|Kim|Machthaber'; repeatable",
    )
    parser.add_argument(
        "--as-printed",
        action="store_true",
        help="count all that is printed: bylines, advertisements, copies and quoted words too, "
        "which otherwise are no source's own words",
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
        "--explain",
        choices=("de", "en"),
        help="say at the end how all was counted, in a paragraph to quote, in German or English",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="write the tables in full to this folder, as NAME.parquet and NAME.csv: sources, "
        "nodes, frequencies (of all words), keywords, collocates, ngrams, flags, and those of the "
        "audit, divergence, voices, reuse and copy edits; provenance.json; and how it was counted "
        "as methods.de.txt and methods.en.txt",
    )
    _add_selection(parser, "the columns or layers that make the sources (default: source)")
    _add_reading(parser)
    parser.set_defaults(run=run)


def _add_concordance(commands: Any, run: Run) -> None:  # noqa: ANN401
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
    parser.set_defaults(run=run)


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
        help="whose rules split the text; und is for any other language (default: %(default)s)",
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


def _actor(text: str) -> tuple[str, list[str]]:
    name, sign, aliases = text.partition("=")
    listed = [alias.strip() for alias in aliases.split("|")] if sign else [name]
    if not name.strip() or not all(listed):
        msg = f"a name, or NAME=ALIAS|ALIAS, not {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return name.strip(), listed


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
