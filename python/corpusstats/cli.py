"""The command line: ``python -m corpusstats``."""

from __future__ import annotations

import io
import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.arguments import make_parser
from corpusstats.concordance import concordance
from corpusstats.display import count_of, show_comparison, show_concordance
from corpusstats.exceptions import CorpusStatsError, InputError
from corpusstats.explain import explain
from corpusstats.framing.compare import compare_sources
from corpusstats.frequency import frequencies
from corpusstats.phrases import PHRASES
from corpusstats.provenance import call_of, provenance
from corpusstats.readers import read_corpus
from corpusstats.selection import label_type, select
from corpusstats.spans import add_layer, read_label
from corpusstats.terminal import paragraph
from corpusstats.writers import check_folder, write_frames

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.framing.comparison import Comparison

__all__ = ["main"]

# More groups than this nobody reads, and each is set against all others.
MOST_SOURCES = 100
PRINTED: dict[str, Any] = {"zones": None, "copy": "all", "wording": None}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 for wrong arguments or input."""
    options = make_parser(_compare, _concordance).parse_args(arguments)
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
    except (
        CorpusStatsError,
        ValueError,
        OverflowError,
        OSError,
        pl.exceptions.PolarsError,
    ) as error:
        print(f"corpusstats: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _compare(options: argparse.Namespace) -> Iterator[str]:
    if options.out is not None:
        check_folder(options.out)
    corpus = _read(options)
    by = options.by or ["source"]
    groups = select(corpus, by=by, **_selection(options, corpus)).groups.height
    if not 1 < groups <= MOST_SOURCES:
        makes = f"{count_of(groups, 'group')} by {' and '.join(by)}"
        msg = f"{makes}: name a column with 2 to {MOST_SOURCES} groups by --by"
        raise InputError(msg)
    counted: dict[str, Any] = {"by": by, **_selection(options, corpus)}
    found = compare_sources(
        corpus,
        nodes=options.node,
        window=options.window,
        min_count=options.min_count,
        actors=dict(options.actor) or None,
        **(PRINTED if options.as_printed else {}),
        **counted,
    )
    if options.out is not None:
        frames = {**found.frames(), "frequencies": frequencies(found.corpus, **_counted(found))}
        recorded = ("frequencies", "keywords", "collocates", "ngrams")
        records = {name: provenance(frames[name]) for name in recorded}
        methods = {f"methods.{language}": explain(found, language=language) for language in PHRASES}
        records = {"comparison": dict(found.provenance), **records}
        write_frames(options.out, frames, records, methods)
    yield from show_comparison(
        found.corpus, found, path=options.path, top=options.top, lines=options.lines
    )
    if options.explain is not None:
        yield paragraph(explain(found, language=options.explain))
    if options.out is not None:
        yield f"Written to {options.out} as parquet and CSV: {', '.join(frames)}."


def _counted(found: Comparison) -> dict[str, Any]:
    """Give the options by which the words of a comparison were counted."""
    call = call_of(found.keywords) or {}
    return {name: call[name] or None for name in ("by", "within", "without", "attribute", "kinds")}


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
        **_selection(options, corpus),
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
        path, sign, default = file.partition("=")
        while sign and not path.lower().endswith((".csv", ".parquet")):
            # The path has an equals sign of its own.
            more, sign, default = default.partition("=")
            path = f"{path}={more}"
        corpus = add_layer(corpus, path, default if sign else None)
    return corpus


def _selection(options: argparse.Namespace, corpus: Corpus) -> dict[str, Any]:
    """Put ``--within`` and ``--without`` as the functions take them."""

    def parts(names: list[str]) -> list[object]:
        pairs = [name.partition("=") for name in names]
        return [
            {name: [read_label(label, label_type(corpus, name))]} if sign else name
            for name, sign, label in pairs
        ]

    return {"within": parts(options.within) or None, "without": parts(options.without) or None}
