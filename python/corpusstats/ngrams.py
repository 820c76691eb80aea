"""n-grams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

import polars as pl

from corpusstats import _core
from corpusstats.folders import result_folder
from corpusstats.frequency import per_million as rate
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
    from collections.abc import Iterator, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part, Selected

__all__ = ["check_lengths", "check_shape", "ngrams"]

COLUMNS = (
    "term",
    "length",
    "count",
    "per_million",
    "documents",
    "group_tokens",
    "group_documents",
    "display",
)
Punctuation = Literal["break", "skip"]


@overload
def ngrams(
    corpus: Corpus,
    n: int | tuple[int, int],
    *,
    skip: int = 0,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "break",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    min_documents: int = 1,
    documents: bool = False,
    per_million: bool = False,
    display: bool = False,
    memory: int | str | None = None,
    path: None = None,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.DataFrame: ...
@overload
def ngrams(
    corpus: Corpus,
    n: int | tuple[int, int],
    *,
    skip: int = 0,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "break",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    min_documents: int = 1,
    documents: bool = False,
    per_million: bool = False,
    display: bool = False,
    memory: int | str | None = None,
    path: str | Path,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.LazyFrame: ...
def ngrams(
    corpus: Corpus,
    n: int | tuple[int, int],
    *,
    skip: int = 0,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "sentence",
    punctuation: Punctuation = "break",
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    min_count: int = 1,
    min_documents: int = 1,
    documents: bool = False,
    per_million: bool = False,
    display: bool = False,
    memory: int | str | None = None,
    path: str | Path | None = None,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.DataFrame | pl.LazyFrame:
    """Count runs of n tokens, in all documents or by group.

    Parameters
    ----------
    corpus
        What to count.
    n
        The length, or the shortest and the longest as a pair.
    skip
        How many tokens may be left out between the first and the last of an n-gram: skip-grams.
        Each choice of tokens counts once, so that their number grows fast; more than a million
        choices for one first token are refused.
    by, within, without, attribute, kinds
        As in :func:`corpusstats.frequencies`.
    boundary
        What n-grams do not cross: ``"sentence"``, ``"document"`` or a layer. They never cross the
        borders of layers in ``by``, ``within`` and ``without``.
    punctuation
        What tokens of kinds that do not count do: ``"break"`` ends n-grams at them, ``"skip"``
        passes over them.
    min_count, min_documents
        Leave out n-grams that occur less often, or in fewer documents, in all groups together.
        Cut-offs remove rows after counting.
    documents, per_million, display
        Add a column of that name.
    memory
        How much the work may take, the corpus and the returned frame aside: bytes, or a string such
        as ``"2GB"`` (decimal; ``"2GiB"`` is binary). A frame that would take more by itself
        raises. By default there is no limit.
    path
        A folder to write the result to, which must not exist yet: it gets parquet files, and the
        lazy frame that is returned reads them. So a result may be larger than memory.
    n_threads
        How many threads count; the result is the same.
    progress
        Show a progress bar of the tokens; needs tqdm.

    Returns
    -------
    polars.DataFrame or, with ``path``, polars.LazyFrame
        ``term`` (String: the tokens joined by blanks), the columns of ``by``, ``length`` (UInt32),
        ``count`` (Int64), on request ``per_million`` (Float64: per million n-grams of that length
        in the group) and ``documents`` (Int64: those of the group in which the n-gram occurs),
        ``group_tokens`` (Int64: n-grams of that length in the group, all places where one can
        stand), ``group_documents`` (Int64) and on request ``display`` (String: each token in its
        commonest form). By group as in :func:`corpusstats.frequencies`, then by length, falling
        count, and token by token in byte order. On disk by length, then token by token in byte
        order, then by group: what adds up stands together.

    Raises
    ------
    InputError
        ``by`` names no column of the documents, or one that the result needs for itself; ``path``
        exists.
    ValueError
        ``n`` is below 1, or an option is not known.
    MemoryError
        ``memory`` is too little for the work, or for the frame.
    OverflowError
        A skip-gram has too many choices.

    Notes
    -----
    All lengths are counted in one pass: n-grams that begin alike are sorted by what follows, and
    the text of an n-gram is the beginning of that of a longer one. Memory is four bytes a token, 16
    or 32 for each of those that are being sorted, and the result; with ``memory`` the tokens are
    gone through more often, so that fewer are sorted at once. Skip-grams take one pass for each
    length [1]_.

    References
    ----------
    .. [1] Guthrie et al. (2006), A closer look at skip-gram modelling, LREC.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Kim Jong Un kam. Kim Jong Un ging."]})
    >>> corpus = cs.Corpus.from_frame(frame)
    >>> cs.ngrams(corpus, (2, 3), min_count=2)["term", "length", "count", "group_tokens"]
    shape: (3, 4)
    ┌─────────────┬────────┬───────┬──────────────┐
    │ term        ┆ length ┆ count ┆ group_tokens │
    │ ---         ┆ ---    ┆ ---   ┆ ---          │
    │ str         ┆ u32    ┆ i64   ┆ i64          │
    ╞═════════════╪════════╪═══════╪══════════════╡
    │ jong un     ┆ 2      ┆ 2     ┆ 6            │
    │ kim jong    ┆ 2      ┆ 2     ┆ 6            │
    │ kim jong un ┆ 3      ┆ 2     ┆ 4            │
    └─────────────┴────────┴───────┴──────────────┘
    """
    check_corpus(corpus)
    shortest, longest = check_lengths(n)
    check_attribute(corpus, attribute)
    shape = check_shape(skip, punctuation, attribute, kinds)
    check_at_least("min_count", min_count, 1)
    check_at_least("min_documents", min_documents, 1)
    wanted = {"per_million": per_million, "documents": documents, "display": display}
    for name, value in wanted.items():
        check_bool(name, value)
    bytes_allowed = as_bytes("memory", memory)
    check_threads(n_threads)
    check_bool("progress", progress)
    selected = select(
        corpus,
        by=by,
        within=within,
        without=without,
        boundary=boundary,
        result_columns=COLUMNS,
    )
    # Skip-grams of one length say nothing of those of another.
    runs = [(shortest, longest)] if skip == 0 else [(n, n) for n in range(shortest, longest + 1)]
    columns = [
        name
        for name in ("term", *selected.by, *COLUMNS[1:])
        if wanted.get(name, True) or name in selected.by
    ]
    counting = _Counting(selected, columns, display, progress)

    def counter(lengths: tuple[int, int]) -> _core.NgramCounter:
        return _core.NgramCounter(
            corpus._table,
            selected.handle,
            lengths=lengths,
            min_count=min_count,
            min_documents=min_documents,
            documents=documents,
            in_parts=path is not None,
            memory=bytes_allowed,
            n_threads=n_threads,
            **shape._asdict(),
        )

    call: dict[str, Any] = {
        "function": "ngrams",
        "by": selected.by,
        "shares_documents": selected.shares_documents,
        "groups": None,
        "within": within,
        "without": without,
        "boundary": boundary,
        "skip": skip,
        "punctuation": punctuation,
        "attribute": attribute,
        "kinds": check_kinds(kinds),
    }
    options = {name: describe(value) for name, value in call.items() if name not in NOT_OPTIONS}
    options |= {"n": describe(n), "min_count": min_count, "min_documents": min_documents}
    made = record("ngrams", options, corpus)
    frame: pl.DataFrame | pl.LazyFrame
    try:
        if path is None:
            frame, sizes = counting.in_memory(map(counter, runs), runs)
        else:
            frame, sizes = counting.to_disk(Path(path), map(counter, runs), runs, made)
    except MemoryError as error:
        raise not_enough(memory, error) from None
    groups = sizes.drop("length") if shortest == longest else None
    return attach(frame, made, {**call, "groups": groups, "sizes": sizes})


class _Counting(NamedTuple):
    """How counts become a frame."""

    selected: Selected
    columns: list[str]
    display: bool
    progress: bool

    def in_memory(
        self, counters: Iterator[_core.NgramCounter], runs: list[tuple[int, int]]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Make one frame; also the groups, with their sizes for each length."""
        frames: list[pl.DataFrame] = []
        sizes: list[pl.DataFrame] = []
        for counter, (shortest, _) in zip(counters, runs, strict=True):
            with progress_of_parts(counter.n_places(), show=self.progress) as begin:
                table = counter.whole(self.display, progress=begin())
            frames.append(self._frame(table))
            sizes += self._sizes(counter, shortest)
        frame = pl.concat(frames)
        if len(frames) > 1 and "_group" in frame.columns:
            frame = frame.sort("_group", "length", maintain_order=True)
        return frame.select(self.columns), pl.concat(sizes)

    def to_disk(
        self,
        path: Path,
        counters: Iterator[_core.NgramCounter],
        runs: list[tuple[int, int]],
        made: dict[str, Any],
    ) -> tuple[pl.LazyFrame, pl.DataFrame]:
        """Write the parts in order, and scan them; also the groups, as above."""
        names: list[str] = []
        sizes: list[pl.DataFrame] = []
        with result_folder(path) as folder:
            for counter, (shortest, _) in zip(counters, runs, strict=True):
                sizes += self._sizes(counter, shortest)
                with progress_of_parts(counter.n_places(), show=self.progress) as begin:
                    for part in range(counter.n_parts()):
                        table, rows = counter.part(part, self.display, progress=begin())
                        frame = self._frame(table).select(self.columns)
                        for length, height in enumerate(rows, shortest):
                            name = f"{length:04}-{part:06}.parquet"
                            frame.head(height).write_parquet(folder / name)
                            frame = frame.slice(height)
                            names.append(name)
                if not names:
                    frame = self._frame(counter.whole(self.display))
                    names.append(f"{shortest:04}-000000.parquet")
                    frame.select(self.columns).write_parquet(folder / names[0])
            write_record(folder, made)
        scanned = pl.scan_parquet([path / name for name in sorted(names)], glob=False)
        return scanned, pl.concat(sizes)

    def _sizes(self, counter: _core.NgramCounter, shortest: int) -> Iterator[pl.DataFrame]:
        """Give each length the groups with their sizes."""
        for length, totals in enumerate(counter.totals(), shortest):
            size = pl.Series("group_tokens", totals, dtype=pl.Int64)
            length_of_all = pl.lit(length, pl.UInt32).alias("length")
            yield self.selected.groups.with_columns(size, length_of_all)

    def _frame(self, table: _core.ArrowTable) -> pl.DataFrame:
        """Give rows what they say of their groups."""
        groups = self.selected.groups.select(*self.selected.by, "group_documents", "_group")
        rows = with_groups(pl.DataFrame(table), groups)
        if "per_million" in self.columns:
            rows = rows.with_columns(rate("count", "group_tokens").alias("per_million"))
        return rows


class Shape(NamedTuple):
    """What an n-gram is, as the core takes it."""

    skip: int
    passes_over: bool
    attribute: str
    kinds: list[str]


def check_shape(skip: int, punctuation: str, attribute: str, kinds: Kind | Sequence[Kind]) -> Shape:
    """Check what an n-gram is."""
    check_at_least("skip", skip, 0)
    check_name("punctuation", punctuation, ("break", "skip"))
    return Shape(skip, punctuation == "skip", attribute, check_kinds(kinds))


def check_lengths(n: object) -> tuple[int, int]:
    """Make the shortest and the longest of a length or a pair."""
    pair = n if isinstance(n, tuple | list) else (n, n)
    if len(pair) != 2:  # noqa: PLR2004
        msg = f"n has to be a length or a pair of the shortest and the longest, not {n!r}"
        raise ValueError(msg)
    for length in pair:
        check_at_least("n", length, 1)
    shortest, longest = pair
    if shortest > longest:
        msg = f"n has to name the shortest length first, not {n!r}"
        raise ValueError(msg)
    return shortest, longest
