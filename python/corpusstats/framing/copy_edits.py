"""What was edited in text that documents share."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.framing.attributions import attributions as find_attributions
from corpusstats.framing.attributions import has_rules
from corpusstats.framing.dates import date_column
from corpusstats.framing.edit_evidence import EVIDENCE, TELLING, Side, evidence_of, sources_in
from corpusstats.framing.reuse import KINDS, Reuse, reuse
from corpusstats.framing.reuse_frames import sources_of
from corpusstats.options import check_bool, check_corpus, check_threads
from corpusstats.order import documents_in_order
from corpusstats.provenance import attach, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus

__all__ = ["copy_edits"]

OPERATIONS = ("insert", "delete", "replace", "equal")
DIRECTIONS = ("a_to_b", "b_to_a", "undirected")
SPEAKER = ("doc_id", "speaker_start", "speaker_end")
SIDE = ("sentence", "sentence_start", "sentence_end", "start", "end")
Speakers = dict[object, list[tuple[int, int]]]


def copy_edits(
    corpus: Corpus,
    *,
    by: str | Sequence[str] = "source",
    reuse: Reuse | None = None,
    attributions: pl.DataFrame | None = None,
    date: str | None = None,
    equal: bool = False,
    n_threads: int | None = None,
) -> pl.DataFrame:
    """List what was edited in text that two documents share, and what that did to the evidence.

    Parameters
    ----------
    corpus
        The documents.
    by
        Columns of the documents that make the sources.
    reuse
        What :func:`corpusstats.reuse` found in the corpus; by default it is called.
    attributions
        Who says what: ``doc_id``, ``speaker_start`` and ``speaker_end`` (code points, or null) of
        every statement. Without them, sources are found by a few patterns.
    date
        The column with the dates of the documents; by default ``date``, if its values are dates.
    equal
        Also list what is the same: then ``text_a`` of the rows of ``aligned`` are all words of the
        sentences of a, in order, and ``text_b`` those of b.
    n_threads
        How many threads align; the result is the same.

    Returns
    -------
    polars.DataFrame
        One row an edit: ``aligned`` (UInt32: rows of the same aligned sentences have the same
        number), ``cluster`` (UInt32, as in ``reuse.passages``), ``doc_a`` and the columns of ``by``
        with ``_a``, ``sentence_a`` (UInt32: the first of the aligned sentences),
        ``sentence_start_a``, ``sentence_end_a``, ``start_a``, ``end_a`` (UInt32: code points of the
        sentences, and of the edited words; where nothing is, the place between words), ``text_a``;
        the same of b; ``op`` (Enum: ``insert``, ``delete``, ``replace``, ``equal``: from a to b),
        ``evidence`` and ``direction`` (Enums). By ``doc_a``, ``doc_b`` and place.

    Raises
    ------
    InputError
        ``by``, ``date`` or ``attributions`` are not what they should be, or ``reuse`` is of other
        documents.

    Notes
    -----
    ``op`` and ``evidence`` read from a to b, whatever came first: ``direction`` is ``a_to_b`` where
    the date of a is earlier, ``b_to_a`` where that of b is, else ``undirected``. With ``b_to_a``, a
    ``source_dropped`` is one that a, the later, has added. Both can also have edited a text that is
    not here.

    ``evidence``:

    - ``source_dropped``, ``source_added``: the edit touches the name of a source that the other
      text does not have in these sentences (``Bilder von Ria Nowosti zeigten``, ``Bilder
      zeigten``).
    - ``modality_up``, ``modality_down``: b has fewer, or more, of the words that make a claim less
      certain (``soll``, ``dürfte``, ``könnte``, ``angeblich``, ``offenbar``, ``wohl``, … and forms
      of the Konjunktiv).
    - ``renamed``: one source for another, a title before a name for another, or another spelling.
    - ``none``: all else, such as one verb of saying for another.

    Without ``attributions``, a source is a capitalised name behind ``laut``, ``nach Angaben`` or
    ``so``, or behind ``Bilder von`` and the like; before ``zufolge``; or beside a verb such as
    ``sagte``. These patterns find fewer than there are.

    Sentences are aligned that share half of the words of the shorter or more, as words and numbers
    in lower case: changes of case and punctuation are no edits. Only documents with a passage of
    the kind ``copy`` are compared. What is retold in other words is not found.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> said = "Der Zug hat die Grenze am Dienstag um neun Uhr überquert"
    >>> texts = [f"{said}. Bilder von Tass zeigten Wagen am Bahnhof.",
    ...          f"{said}. Bilder zeigten Wagen am Bahnhof."]
    >>> documents = {"doc_id": ["a", "b"], "source": ["x", "y"], "text": texts}
    >>> edits = cs.copy_edits(cs.Corpus.from_frame(pl.DataFrame(documents)))
    >>> edits["text_a", "text_b", "op", "evidence", "direction"].rows()
    [('von Tass', '', 'delete', 'source_dropped', 'undirected')]
    """
    check_corpus(corpus)
    check_bool("equal", equal)
    check_threads(n_threads)
    found = _reuse(corpus, reuse, by, date, n_threads)
    dates = date_column(corpus, date)
    names = sources_of(corpus, found.by, dates)
    speakers = _speakers(corpus, attributions)
    edits = _aligned(corpus, found, names, equal=equal, n_threads=n_threads)
    edits = _with_evidence(edits, corpus, speakers, patterns=attributions is None)
    own = ("op", "evidence", "direction")
    sides = [
        *(("doc_a", *_by(found, "a")), *(f"{name}_a" for name in SIDE), "text_a"),
        *(("doc_b", *_by(found, "b")), *(f"{name}_b" for name in SIDE), "text_b"),
    ]
    columns = [name for side in sides for name in ([side] if isinstance(side, str) else side)]
    options = {"by": found.by, "date": dates, "equal": equal, "reuse": found.provenance["options"]}
    options["attributions"] = "patterns" if attributions is None else "given"
    frame = edits.select("aligned", "cluster", *columns, *own)
    return attach(frame, record("copy_edits", options, corpus))


def _by(found: Reuse, side: str) -> list[str]:
    return [f"{name}_{side}" for name in found.by if name != "doc_id"]


def _reuse(
    corpus: Corpus,
    found: Reuse | None,
    by: str | Sequence[str],
    date: str | None,
    n_threads: int | None,
) -> Reuse:
    """Take what was found, or find it."""
    if found is None:
        return reuse(corpus, by=by, date=date, n_threads=n_threads)
    if not isinstance(found, Reuse):
        msg = f"reuse has to be what corpusstats.reuse returns, not {type(found).__name__}"
        raise TypeError(msg)
    known = found.documents.join(corpus._metadata.select("doc_id"), on="doc_id", how="semi")
    if known.is_empty() and not found.documents.is_empty():
        first = found.documents["doc_id"][0]
        msg = f"reuse is of other documents: the corpus has none of them, such as {first!r}"
        raise InputError(msg)
    return found


def _speakers(corpus: Corpus, attributions: pl.DataFrame | None) -> Speakers:
    """List the places of speakers by document, as far as somebody has found any."""
    if attributions is None:
        if not has_rules(corpus):
            return {}
        attributions = find_attributions(corpus)
    missing = [name for name in SPEAKER if name not in attributions.columns]
    if missing:
        msg = f"attributions has no column {missing[0]!r}; there are {attributions.columns}"
        raise InputError(msg)
    speakers: Speakers = {}
    listed = attributions.select(SPEAKER).drop_nulls().unique().sort(SPEAKER)
    for doc_id, start, end in listed.iter_rows():
        speakers.setdefault(doc_id, []).append((start, end))
    return speakers


def _aligned(
    corpus: Corpus, found: Reuse, names: pl.DataFrame, *, equal: bool, n_threads: int | None
) -> pl.DataFrame:
    """Align the sentences of copies: a row for every stretch that is the same or is not."""
    numbered = names.select("doc_id").with_row_index("document")
    matches = found.matches.filter(pl.col("kind") == "copy")
    for side in ("a", "b"):
        numbers = numbered.rename({"doc_id": f"doc_{side}", "document": f"document_{side}"})
        matches = matches.join(numbers, on=f"doc_{side}", how="inner", maintain_order="left")
    matches = matches.sort("document_a", "document_b", "word_start_a", "word_start_b")
    columns = [f"{name}_{side}" for side in ("a", "b") for name in ("document", *_WORDS)]
    table = _core.copy_edits(
        corpus._table,
        documents_in_order(corpus),
        [matches[name].cast(pl.UInt32) for name in columns],
        matches["edits"].cast(pl.UInt32),
        attribute="lower",
        kinds=KINDS,
        lists_equal=equal,
        n_threads=n_threads,
    )
    edits = pl.DataFrame(table)
    clusters = found.passages["cluster"].gather(matches["passage_a"]).alias("cluster")
    of_match = matches.select("document_a", "document_b").with_columns(clusters)
    edits = edits.hstack(of_match[edits["found"]].get_columns()).with_columns(_operation())
    for side in ("a", "b"):
        documents = edits[f"document_{side}"]
        whose = [name for name in names.columns if not name.startswith("_")]
        edits = edits.with_columns(
            *(names[name].gather(documents).alias(f"{_stem(name)}_{side}") for name in whose),
            names["_date"].gather(documents).alias(f"_date_{side}"),
        )
    edits = _with_texts(edits, corpus)
    unit = pl.struct("found", "sentence_start_a", "sentence_start_b").rle_id()
    return edits.with_columns(unit.cast(pl.UInt32).alias("aligned"), _direction())


_WORDS = ("word_start", "word_end")


def _stem(name: str) -> str:
    return "doc" if name == "doc_id" else name


def _operation() -> pl.Expr:
    """Say what leads from a to b."""
    insert, delete, replace, equal = (pl.lit(name) for name in OPERATIONS)
    edit = pl.when(pl.col("words_b") == 0).then(delete).otherwise(replace)
    edit = pl.when(pl.col("words_a") == 0).then(insert).otherwise(edit)
    named = pl.when("is_equal").then(equal).otherwise(edit)
    return named.cast(pl.Enum(OPERATIONS)).alias("op")


def _direction() -> pl.Expr:
    a, b = pl.col("_date_a"), pl.col("_date_b")
    names = pl.when(a < b).then(pl.lit(DIRECTIONS[0])).when(b < a).then(pl.lit(DIRECTIONS[1]))
    return names.otherwise(pl.lit(DIRECTIONS[2])).cast(pl.Enum(DIRECTIONS)).alias("direction")


def _texts(edits: pl.DataFrame, corpus: Corpus) -> dict[object, str]:
    wanted = pl.concat([edits["doc_a"], edits["doc_b"]]).unique()
    documents = corpus.documents.select("doc_id", "text")
    return dict(documents.filter(pl.col("doc_id").is_in(wanted.implode())).iter_rows())


def _with_texts(edits: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """Add the edited words."""
    texts = _texts(edits, corpus)
    columns = [
        pl.Series(
            f"text_{side}",
            [
                texts[doc_id][start:end]
                for doc_id, start, end in edits.select(
                    f"doc_{side}", f"start_{side}", f"end_{side}"
                ).iter_rows()
            ],
            pl.String,
        )
        for side in ("a", "b")
    ]
    return edits.with_columns(columns)


def _with_evidence(
    edits: pl.DataFrame, corpus: Corpus, speakers: Speakers, *, patterns: bool
) -> pl.DataFrame:
    """Add what edits did to the evidence."""
    texts = _texts(edits, corpus)
    may_tell = pl.any_horizontal(pl.col(f"text_{side}").str.contains(TELLING) for side in "ab")
    wanted = edits.select(may_tell & (pl.col("op") != OPERATIONS[3])).to_series()
    columns = [
        *(f"{name}_{side}" for side in "ab" for name in ("doc", *SIDE[1:])),
    ]
    found = ["none"] * edits.height
    rows = edits.select(columns).filter(wanted).iter_rows()
    for place, row in zip(wanted.arg_true(), rows, strict=True):
        a, b = (_side(half, texts, speakers, patterns=patterns) for half in (row[:5], row[5:]))
        found[place] = evidence_of(a, b)
    return edits.with_columns(pl.Series("evidence", found, pl.Enum(EVIDENCE)))


def _side(
    row: tuple[Any, ...], texts: dict[object, str], speakers: Speakers, *, patterns: bool
) -> Side:
    """Put together one side of an edit."""
    doc_id, first, last, start, end = row
    text = texts[doc_id][first:last]

    def sources() -> list[tuple[int, int]]:
        known = speakers.get(doc_id, [])
        within = known[bisect_left(known, (first, first)) : bisect_left(known, (last, last))]
        placed = [(begins - first, ends - first) for begins, ends in within]
        return placed + sources_in(text) if patterns else placed

    return Side(text, start - first, end - first, texts[doc_id][start:end], sources)
