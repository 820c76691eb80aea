"""Zones: which lines of a document are its text, and which stand round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.framing.zone_rules import EDITORIAL, ZONES, read_rules, zone_patterns
from corpusstats.groups import number_groups
from corpusstats.options import check_bool, check_corpus, check_threads, names
from corpusstats.progress import progress_bar
from corpusstats.provenance import attach, describe, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus

__all__ = ["EDITORIAL", "ZONES", "zone_patterns", "zones"]

SCHEMA: dict[str, pl.DataType] = {
    "start": pl.UInt32(),
    "end": pl.UInt32(),
    "zone": pl.Enum(ZONES),
    "rule": pl.String(),
    "repeated_in": pl.Int64(),
}


def zones(
    corpus: Corpus,
    *,
    by: str | Sequence[str] | None = "source",
    patterns: pl.DataFrame | None = None,
    extend: bool = True,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.DataFrame:
    r"""Mark what each line of a document is: headline, body, caption, signature, advertisement.

    Nothing is deleted: zones are a layer, and whoever counts says which of them.
    ``corpus.with_layer("zone", cs.zones(corpus))`` makes ``by="zone"`` and
    ``within={"zone": cs.EDITORIAL}`` work.

    Parameters
    ----------
    corpus
        The corpus.
    by
        Columns of the documents: lines that many documents of one source share are no text of
        theirs. ``None`` takes all documents for those of one source.
    patterns
        Own patterns: ``rule``, ``zone``, ``where`` and ``pattern``, and if you like the other
        columns of :func:`corpusstats.zone_patterns`. They come before those, and in the place of
        those of the same name.
    extend
        Whether the package's patterns hold beside them.
    n_threads
        How many threads look; the result is the same.
    progress
        Show a progress bar; needs tqdm.

    Returns
    -------
    polars.DataFrame
        ``doc_id``, ``start`` and ``end`` (UInt32: code points, half-open; the spans of a document
        follow each other without a gap and are its text, blanks and line ends among them), ``zone``
        (Enum), ``rule`` (String: the pattern's name, or what stands below) and ``repeated_in``
        (Int64: in how many documents of its source the line stands). One row a line, or several
        where a line has a dateline, a credit or a signature. In the order of documents and of their
        text. A document without text has no rows.

        What no pattern decides, the place of a line does: ``headline`` (``first_line``: the first
        one, of up to 200 characters, that does not end as a sentence does), ``subhead``
        (``short_line``: such a line of up to 120 further down, and not in a list), ``teaser``
        (``before_text``: a first paragraph of up to 250 behind a byline, or before an advertisement
        or a dateline), ``caption`` (``before_credit``: what a credit ends), ``repeated``
        (``printed_twice``: a line that stands further up already; ``repeated_line``: one that
        stands in three documents of its source and in one of a hundred) and ``body`` (``text``).

    Raises
    ------
    InputError
        ``by`` names no column; a pattern is none, or is of no zone.

    Notes
    -----
    Rules of thumb for news: an article whose lines are wrapped by hand, verse or a chat can be read
    wrongly, and a body paragraph for a teaser. ``EDITORIAL`` are the zones in which the source
    itself speaks, once: headline, teaser, subhead, body, caption. *Anzeige* counts as a whole line
    only, since it is a criminal complaint as well. Documents of a source with the same two longest
    lines count once for ``repeated_line``; quotation marks, case and blanks do not matter for it.
    Time is linear in the text.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> text = "Zug erreicht Russland\n\nSeoul. Der Zug ist da. (dpa)\n\nAnzeige\n"
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> found = cs.zones(corpus, by=None)
    >>> [(text[start:end].strip(), zone) for _, start, end, zone, *_ in found.rows()]
    [('Zug erreicht Russland', 'headline'), ('Seoul.', 'dateline'), ('Der Zug ist da.', 'body'),
    ('(dpa)', 'agency_signature'), ('Anzeige', 'advertisement')]
    >>> corpus = corpus.with_layer("zone", found)
    >>> cs.frequencies(corpus, within={"zone": cs.EDITORIAL})["count"].sum()
    7
    """
    check_corpus(corpus)
    columns = [] if by is None else names("by", by)
    for name in columns:
        if name not in corpus._metadata.columns:
            known = corpus._metadata.columns
            msg = f"by={name!r} is no column of the documents; there are {known}"
            raise InputError(msg)
    check_bool("extend", extend)
    check_bool("progress", progress)
    check_threads(n_threads)
    rules = read_rules(patterns, extend=extend)
    groups = number_groups(corpus._metadata.select(columns), corpus.n_documents)[1]
    with progress_bar(None, show=progress, unit=" bytes") as report:
        table = rules.compiled.zones(
            corpus._texts.of(corpus._rows),
            groups.cast(pl.UInt32),
            n_threads=n_threads,
            progress=report,
        )
    frame = pl.DataFrame(table)
    labels = pl.concat([pl.Series(_core.ZONE_REASONS), rules.names])
    frame = frame.with_columns(
        pl.col("zone").cat.to(SCHEMA["zone"]),
        labels.gather(frame["rule"]).alias("rule"),
    )
    doc_id = corpus._metadata["doc_id"].gather(frame["text"])
    options = {"by": columns, "patterns": describe(patterns), "extend": extend}
    return attach(frame.select(doc_id, *SCHEMA), record("zones", options, corpus))
