"""Counts of documents apart, added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.addends import COUNTS, length_of, listed, read_addend
from corpusstats.counts import check_integers, group_codes
from corpusstats.exceptions import InputError
from corpusstats.frequency import per_million
from corpusstats.groups import number_groups
from corpusstats.origins import check_alike, origins_of
from corpusstats.provenance import attach, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpusstats.addends import Addend
    from corpusstats.origins import Origin

__all__ = ["merge_counts"]


def merge_counts(frames: Iterable[pl.DataFrame | pl.LazyFrame]) -> pl.DataFrame:
    """Add up counts of documents that were counted apart.

    The result is that of counting all documents together, for any way of sharing them out: over
    several corpora, parts of one, or machines.

    Parameters
    ----------
    frames
        What :func:`corpusstats.frequencies`, :func:`corpusstats.ngrams` or
        :func:`corpusstats.cooccurrences` returned, or frames of the same columns: ``term``,
        ``count``, perhaps ``documents``, ``group_tokens``, ``group_documents``, ``length``,
        ``per_million`` and ``display``; or ``term``, ``other``, ``count`` and perhaps ``weight``.
        Any other column makes groups. Lazy ones, such as those that ``path`` gives, are collected.
        Each is of documents that no other is of: nothing in a frame could tell.

    Returns
    -------
    polars.DataFrame
        The columns of the first frame, and one row for each term that occurs in a group (and is of
        that ``length``). ``count``, ``documents``, ``group_tokens`` and ``group_documents`` add up
        (Int64), and ``per_million`` is worked out again. ``display`` is the form of most counts:
        every frame gives its own as many as the term has there; of equally common ones the first by
        bytes. Of pairs there is a row for each pair, and ``weight`` (Float64) adds up. In the order
        of :func:`corpusstats.frequencies`, or with a ``length`` that of
        :func:`corpusstats.ngrams`, or of pairs that of :func:`corpusstats.cooccurrences`.

    Raises
    ------
    InputError
        A frame has other columns or was counted in another way than the first, after cut-offs, by
        another function, or with another tokeniser; lists a term or pair twice; or holds no whole
        numbers.
        The message names the frame by its place.
    TypeError
        The frames are no list of frames.

    Notes
    -----
    A frame as it was returned knows its groups, those without a row among them, and how it was
    counted. Of any other frame, such as one that was filtered or read from a file, only what stands
    in its rows is known: a group without rows in it adds nothing there, and nobody can tell whether
    there were cut-offs. Cut-offs come after merging: ``merged.filter(...)``.

    n-grams are told apart by their text. Where tokens hold blanks of their own, which only those of
    :meth:`corpusstats.Corpus.from_tokens` can, they are put in order as if these were several.

    Time is n log n in the rows.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Der Zug, der Zug.", "Ein Zug."]})
    >>> parts = [cs.frequencies(cs.Corpus.from_frame(part)) for part in (frame[:1], frame[1:])]
    >>> cs.merge_counts(parts)["term", "count", "documents", "group_tokens"]
    shape: (3, 4)
    ┌──────┬───────┬───────────┬──────────────┐
    │ term ┆ count ┆ documents ┆ group_tokens │
    │ ---  ┆ ---   ┆ ---       ┆ ---          │
    │ str  ┆ i64   ┆ i64       ┆ i64          │
    ╞══════╪═══════╪═══════════╪══════════════╡
    │ zug  ┆ 3     ┆ 2         ┆ 6            │
    │ der  ┆ 2     ┆ 1         ┆ 6            │
    │ ein  ┆ 1     ┆ 1         ┆ 6            │
    └──────┴───────┴───────────┴──────────────┘
    """
    parts: list[Addend] = []
    origins: list[Origin] = []
    for place, frame in enumerate(listed(frames)):
        found = origins_of(frame)
        try:
            check_alike(origins, found)
            parts.append(read_addend(frame, parts[0] if parts else None))
        except InputError as error:
            msg = f"frames[{place}]: {error}"
            raise InputError(msg) from None
        origins += found
    columns, sizes = parts[0].rows.columns, _add_sizes(parts)
    frame = _add_rows(parts, sizes).join(
        sizes, on=["_group", *length_of(sizes)], how="left", maintain_order="left"
    )
    if "per_million" in columns:
        frame = frame.with_columns(per_million("count", "group_tokens").alias("per_million"))
    made = record("merge_counts", {"frames": origins}, None)
    return attach(frame.select(columns), made, _call(parts, sizes))


def _add_sizes(parts: Sequence[Addend]) -> pl.DataFrame:
    """Add up the sizes of groups, and number the groups in order."""
    places = [pl.lit(place).alias("_part") for place in range(len(parts))]
    each = [part.sizes.with_columns(place) for part, place in zip(parts, places, strict=True)]
    sizes = pl.concat(each)
    groups, codes = number_groups(sizes.select(parts[0].by), sizes.height)
    sizes = sizes.with_columns(codes.alias("_group"))
    added = sizes.group_by("_group", *length_of(sizes)).agg(pl.col("^group_tokens$").sum())
    if "group_documents" in sizes.columns:
        # The documents of a group are the same for all lengths.
        once = sizes.group_by("_group", "_part").agg(pl.col("group_documents").max())
        documents = once.group_by("_group").agg(pl.col("group_documents").sum())
        added = added.join(documents, on="_group")
    return groups.join(added, on="_group").sort("_group", *length_of(sizes))


def _add_rows(parts: Sequence[Addend], sizes: pl.DataFrame) -> pl.DataFrame:
    """Add up the counts of each term or pair in each group, and put them in order.

    Strings are sorted once; from there on terms are numbers.
    """
    by, named = parts[0].by, parts[0].named
    groups = sizes.select(*by, "_group").unique()
    added = {*named, "length", *COUNTS, "weight", "display"} - {*by}
    kept = [name for name in parts[0].rows.columns if name in added]
    each = [
        part.rows.select(*kept, group_codes(part.rows, by, groups), pl.lit(place).alias("_part"))
        for place, part in enumerate(parts)
    ]
    rows = _numbered(pl.concat(each), named)
    _check_once(rows, named)
    counts = [name for name in COUNTS if name in kept]
    for name in counts:
        check_integers(rows[name])
    if "display" in rows.columns:
        rows = rows.with_columns(_displays(rows))
    # A cell's rows follow each other: its sum is that so far, less that before it.
    last = pl.col("_cell") != pl.col("_cell").shift(-1, fill_value=-1)
    cells = rows.with_columns(pl.col(counts).cum_sum()).filter(last)
    cells = cells.with_columns(pl.col(counts) - pl.col(counts).shift(fill_value=0))
    if "weight" in kept:
        # A difference of sums would be inexact.
        weights = rows.group_by("_cell", maintain_order=True).agg(pl.col("weight").sum())
        cells = cells.with_columns(weights["weight"])
    return cells.sort("_group", *length_of(rows), -pl.col("count"), maintain_order=True)


# With these a blank is below every other character, so that terms are compared word by word.
_BELOW_ALL = {"\x00": "\x01\x01", "\x01": "\x01\x02", " ": "\x00"}


def _numbered(rows: pl.DataFrame, named: Sequence[str]) -> pl.DataFrame:
    """Sort rows by length, term (and other) and group, and number the terms and the cells.

    Terms are in byte order, and those of several words in that of their words.
    """
    key = pl.col("term")
    if "length" in rows.columns and rows["term"].str.contains(r"[\x00-\x1f]").any():
        words = key.str.replace_many(_BELOW_ALL)
        key = pl.when(pl.col("length") > 1).then(words).otherwise(key)
    before = [name for name in length_of(rows) if rows[name].n_unique() > 1]
    behind = ["_group"] if rows["_group"].n_unique() > 1 else []
    rows = rows.sort(*before, key, *named[1:], *behind, maintain_order=True)
    is_term = _differs(*named, *before)
    is_cell = is_term | _differs("_group")
    numbers = (is_term.cum_sum() - 1).alias("_term"), (is_cell.cum_sum() - 1).alias("_cell")
    return rows.with_columns(number.cast(pl.Int64) for number in numbers)


def _differs(*columns: str) -> pl.Expr:
    """Whether a row has other values than the row before."""
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in columns)


def _check_once(rows: pl.DataFrame, named: Sequence[str]) -> None:
    """Raise if a frame lists a term or pair twice in a group."""
    twice = rows.filter(~_differs("_cell", "_part")).sort("_part", maintain_order=True)
    if not twice.is_empty():
        place = twice["_part"][0]
        first = twice.filter(_part=place).select(named).unique(maintain_order=True).head(3).rows()
        what, first = ("pair", first) if len(named) > 1 else ("term", [term for (term,) in first])
        msg = f"frames[{place}]: a {what} is there twice: {first}; sum them up before"
        raise InputError(msg)


def _displays(rows: pl.DataFrame) -> pl.Series:
    """Choose the form of each term."""
    contested = rows.filter(_differs("display") & ~_differs("_term")).select("_term").unique()
    votes = rows.join(contested, on="_term", how="semi").group_by("_term", "display")
    forms = votes.agg(pl.col("count").sum()).sort("count", "display", descending=[True, False])
    chosen = forms.unique("_term", keep="first", maintain_order=True).drop("count")
    contests = (
        rows.select("_term", "display").with_row_index().join(chosen, on="_term", suffix="_new")
    )
    return rows["display"].scatter(contests["index"], contests["display_new"])


def _call(parts: Sequence[Addend], sizes: pl.DataFrame) -> dict[str, Any] | None:
    """Put together what is known of how the rows were counted, if it is known of all."""
    calls = [part.call for part in parts if part.call is not None]
    if len(calls) < len(parts):
        return None
    one_length = "length" not in sizes.columns or sizes["length"].n_unique() == 1
    return {
        **calls[0],
        "by": parts[0].by,
        "shares_documents": any(call["shares_documents"] for call in calls),
        "groups": sizes if one_length else None,
        "sizes": sizes,
    }
