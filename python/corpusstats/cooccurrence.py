"""Pairs of terms that stand near each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import polars as pl

from corpusstats import _core
from corpusstats.folders import result_folder
from corpusstats.groups import with_groups
from corpusstats.memory import as_bytes, not_enough
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_bool,
    check_corpus,
    check_kinds,
    check_name,
    check_threads,
)
from corpusstats.progress import progress_of_parts
from corpusstats.provenance import NOT_OPTIONS, attach, describe, record
from corpusstats.selection import select
from corpusstats.writers import write_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part, Selected

__all__ = ["Punctuation", "Weights", "check_pairs", "columns_of_pairs", "cooccurrences"]

RESERVED = ("term", "other", "count", "weight")
OF_TERMS = ("length", "documents", "group_tokens", "group_documents", "per_million", "display")
Punctuation = Literal["skip", "count"]
Weights = Literal["distance"]


@overload
def cooccurrences(
    corpus: Corpus,
    *,
    window: int = 5,
    directed: bool = False,
    weights: Weights | None = None,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "skip",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    memory: int | str | None = None,
    path: None = None,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.DataFrame: ...
@overload
def cooccurrences(
    corpus: Corpus,
    *,
    window: int = 5,
    directed: bool = False,
    weights: Weights | None = None,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "skip",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    memory: int | str | None = None,
    path: str | Path,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.LazyFrame: ...
def cooccurrences(
    corpus: Corpus,
    *,
    window: int = 5,
    directed: bool = False,
    weights: Weights | None = None,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "skip",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    memory: int | str | None = None,
    path: str | Path | None = None,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.DataFrame | pl.LazyFrame:
    """Count all pairs of tokens that stand near each other, in all documents or by group.

    Pairs of places are counted, each once. That is another number than ``o11`` of
    :func:`corpusstats.collocates`, which counts each place in the windows of a node once, however
    many occurrences of the node are near.

    Parameters
    ----------
    corpus
        What to count.
    window
        How many tokens apart two may stand; 1 is side by side.
    directed
        Whether ``other`` has to stand behind ``term``. If not, both orders count together.
    weights
        ``"distance"`` adds the sum of the inverse distances, as GloVe takes it [1]_: 1 for two
        tokens side by side, 1/2 with one between them.
    by, within, without, attribute, kinds
        As in :func:`corpusstats.frequencies`.
    boundary
        What windows do not cross: ``"sentence"``, ``"document"`` or a layer. They never cross the
        borders of layers in ``by``, ``within`` and ``without``.
    punctuation
        Whether tokens of kinds that do not count take up room: ``"skip"`` or ``"count"``.
    min_count
        Leave out pairs that occur less often in all groups together.
    memory
        How much the work may take, the corpus and the returned frame aside: bytes, or a string such
        as ``"2GB"``. A frame that would take more by itself raises. By default there is no limit.
    path
        A folder to write the result to, which must not exist yet: it gets parquet files, and the
        lazy frame that is returned reads them.
    n_threads
        How many threads count; the result is the same.
    progress
        Show a progress bar of the tokens; needs tqdm.

    Returns
    -------
    polars.DataFrame or, with ``path``, polars.LazyFrame
        ``term`` and ``other`` (String), the columns of ``by``, ``count`` (Int64) and on request
        ``weight`` (Float64). Unless directed, ``term`` is the first of the two in byte order. By
        group as in :func:`corpusstats.frequencies`, then by falling count, then by term and other
        in byte order. On disk by term, other and group.

    Raises
    ------
    InputError
        ``by`` names no column of the documents, or one that the result needs for itself; ``path``
        exists.
    ValueError
        ``window`` is below 1, or an option is not known.
    MemoryError
        ``memory`` is too little for the work, or for the frame.

    Notes
    -----
    Time is linear in the tokens times the window. Memory is eight bytes a token and the result,
    whatever the window.

    See Also
    --------
    corpusstats.collocates : What stands near one word, with measures of association.

    References
    ----------
    .. [1] Pennington, Socher and Manning (2014), GloVe: Global Vectors for Word Representation,
       EMNLP, section 4.2.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Der Zug fährt. Der Zug hält."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> cs.cooccurrences(corpus, weights="distance")
    shape: (5, 4)
    ┌───────┬───────┬───────┬────────┐
    │ term  ┆ other ┆ count ┆ weight │
    │ ---   ┆ ---   ┆ ---   ┆ ---    │
    │ str   ┆ str   ┆ i64   ┆ f64    │
    ╞═══════╪═══════╪═══════╪════════╡
    │ der   ┆ zug   ┆ 2     ┆ 2.0    │
    │ der   ┆ fährt ┆ 1     ┆ 0.5    │
    │ der   ┆ hält  ┆ 1     ┆ 0.5    │
    │ fährt ┆ zug   ┆ 1     ┆ 1.0    │
    │ hält  ┆ zug   ┆ 1     ┆ 1.0    │
    └───────┴───────┴───────┴────────┘
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    shape = check_pairs(window, directed, punctuation, attribute, kinds)
    if weights is not None:
        check_name("weights", weights, ("distance",))
    check_at_least("min_count", min_count, 1)
    bytes_allowed = as_bytes("memory", memory)
    check_threads(n_threads)
    check_bool("progress", progress)
    selected = select(
        corpus, by=by, within=within, without=without, boundary=boundary, result_columns=RESERVED
    )
    call: dict[str, Any] = {
        "function": "cooccurrences",
        "by": selected.by,
        "shares_documents": selected.shares_documents,
        "groups": selected.groups,
        "within": within,
        "without": without,
        "boundary": boundary,
        "window": window,
        "directed": directed,
        "weights": weights,
        "punctuation": punctuation,
        "attribute": attribute,
        "kinds": shape["kinds"],
    }
    options = {name: describe(value) for name, value in call.items() if name not in NOT_OPTIONS}
    made = record("cooccurrences", options | {"min_count": min_count}, corpus)
    try:
        counter = _core.PairCounter(
            corpus._table,
            selected.handle,
            weights=weights is not None,
            min_count=min_count,
            memory=bytes_allowed,
            n_threads=n_threads,
            **shape,
        )
        if path is None:
            with progress_of_parts(counter.n_places(), show=progress) as begin:
                table = counter.whole(progress=begin())
            return attach(_frame(table, selected), made, call)
    except MemoryError as error:
        raise not_enough(memory, error) from None
    with progress_of_parts(counter.n_places(), show=progress) as begin:
        frame = _to_disk(Path(path), counter, selected, made, begin)
    return attach(frame, made, call)


def check_pairs(
    window: int,
    directed: bool,  # noqa: FBT001
    punctuation: str,
    attribute: str,
    kinds: Kind | Sequence[Kind],
) -> dict[str, Any]:
    """Check what a pair is, and put it as the core takes it."""
    check_at_least("window", window, 1)
    check_bool("directed", directed)
    check_name("punctuation", punctuation, ("skip", "count"))
    return {
        "window": window,
        "direction": "behind" if directed else "unordered",
        "counts_all": punctuation == "count",
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }


def columns_of_pairs(columns: Sequence[str], call: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Name the columns that a frame of pairs has of its own, or none if a frame is none.

    Elsewhere ``other`` and ``weight`` may be columns of groups. ``call`` tells, or else what only
    other counts have.
    """
    if call is None:
        is_pair = "other" in columns and not {*columns} & {*OF_TERMS}
    else:
        is_pair = "other" in columns and "other" not in call["by"]
    return RESERVED if is_pair else ()


def _frame(table: _core.ArrowTable, selected: Selected) -> pl.DataFrame:
    rows = with_groups(pl.DataFrame(table), selected.groups.select(*selected.by, "_group"))
    counts = (name for name in ("count", "weight") if name in rows.columns)
    return rows.select("term", "other", *selected.by, *counts)


def _to_disk(
    path: Path,
    counter: _core.PairCounter,
    selected: Selected,
    made: dict[str, Any],
    begin: Callable[[], Callable[[int], object] | None],
) -> pl.LazyFrame:
    """Write the parts in order, and scan them."""
    parts = counter.parts() or [(0, 0)]
    names = [f"{number:06}.parquet" for number in range(len(parts))]
    with result_folder(path) as folder:
        for name, part in zip(names, parts, strict=True):
            table = counter.part(part, progress=begin())
            _frame(table, selected).write_parquet(folder / name)
        write_record(folder, made)
    return pl.scan_parquet([path / name for name in names], glob=False)
