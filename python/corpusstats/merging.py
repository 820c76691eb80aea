"""Counts of documents apart, added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats.counts import check_integers, group_codes
from corpusstats.exceptions import InputError
from corpusstats.frequency import per_million
from corpusstats.groups import number_groups
from corpusstats.origins import check_alike, origins_of
from corpusstats.provenance import attach, call_of, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.origins import Origin

__all__ = ["merge_counts"]

COUNTS = ("count", "documents")
SIZES = ("group_tokens", "group_documents")
# What a frame of counts may hold beside the columns of its groups.
OWN = ("term", "length", *COUNTS, *SIZES, "per_million", "display")


class _Part(NamedTuple):
    """A frame of counts, how it was counted if that is known, and the sizes of its groups.

    ``sizes`` holds the columns of the groups, ``length`` if the rows have one, and what of
    :data:`SIZES` they have.
    """

    rows: pl.DataFrame
    call: Mapping[str, Any] | None
    sizes: pl.DataFrame


def merge_counts(frames: Iterable[pl.DataFrame | pl.LazyFrame]) -> pl.DataFrame:
    """Add up counts of documents that were counted apart.

    The result is that of counting all documents together, for any way of sharing them out: over
    several corpora, parts of one, or machines.

    Parameters
    ----------
    frames
        What :func:`corpusstats.frequencies` or :func:`corpusstats.ngrams` returned, or frames of
        the same columns: ``term``, ``count``, perhaps ``documents``, ``group_tokens``,
        ``group_documents``, ``length``, ``per_million`` and ``display``; any other column makes
        groups. Lazy ones are collected. Each is of documents that no other is of: nothing in a
        frame could tell.

    Returns
    -------
    polars.DataFrame
        The columns of the first frame, and one row for each term that occurs in a group (and is of
        that ``length``). ``count``, ``documents``, ``group_tokens`` and ``group_documents`` add up
        (Int64), and ``per_million`` is worked out again. ``display`` is the form of most counts:
        every frame gives its own as many as the term has there; of equally common ones the first by
        bytes. In the order of :func:`corpusstats.frequencies`, or with a ``length`` that of
        :func:`corpusstats.ngrams`.

    Raises
    ------
    InputError
        A frame has other columns or was counted in another way than the first, after cut-offs, by
        another function, or with another tokeniser; lists a term twice; or holds no whole numbers.
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
    parts: list[_Part] = []
    origins: list[Origin] = []
    for place, frame in enumerate(_listed(frames)):
        found = origins_of(frame)
        try:
            check_alike(origins, found)
            parts.append(_part(frame, parts[0].rows if parts else None))
        except InputError as error:
            msg = f"frames[{place}]: {error}"
            raise InputError(msg) from None
        origins += found
    columns, by = parts[0].rows.columns, _by(parts[0].rows)
    sizes = _add_sizes(parts, by)
    frame = _add_rows(parts, by, sizes).join(
        sizes, on=["_group", *_length(sizes)], how="left", maintain_order="left"
    )
    if "per_million" in columns:
        frame = frame.with_columns(per_million("count", "group_tokens").alias("per_million"))
    made = record("merge_counts", {"frames": origins}, None)
    return attach(frame.select(columns), made, _call(parts, by, sizes))


def _listed(frames: object) -> list[pl.DataFrame | pl.LazyFrame]:
    """Make a list of frames."""
    if isinstance(frames, pl.DataFrame | pl.LazyFrame | str) or not isinstance(frames, Iterable):
        msg = f"frames has to be a list of frames of counts, not {type(frames).__name__}"
        raise TypeError(msg)
    listed = list(frames)
    for place, frame in enumerate(listed):
        if not isinstance(frame, pl.DataFrame | pl.LazyFrame):
            msg = f"frames[{place}] has to be a frame of counts, not {type(frame).__name__}"
            raise TypeError(msg)
    if not listed:
        msg = "frames is empty: there is nothing to add up"
        raise ValueError(msg)
    return listed


def _by(rows: pl.DataFrame) -> list[str]:
    """Name the columns that make the groups."""
    return [name for name in rows.columns if name not in OWN]


def _length(frame: pl.DataFrame) -> list[str]:
    return ["length"] if "length" in frame.columns else []


def _part(given: pl.DataFrame | pl.LazyFrame, first: pl.DataFrame | None) -> _Part:
    """Check a frame of counts, and bring it into the form of the first."""
    frame, call = given.lazy().collect(), call_of(given)
    _check_columns(frame, first)
    integers = [name for name in (*COUNTS, *SIZES) if name in frame.columns]
    for name in ("term", *integers):
        if frame[name].null_count():
            msg = f"column {name!r} is null in {frame[name].null_count()} rows"
            raise InputError(msg)
    for name in integers:
        check_integers(frame[name])
    rows = frame.with_columns(pl.col(integers).cast(pl.Int64), _as_strings())
    if first is not None:
        rows = rows.select(_typed(rows[name], first[name].dtype) for name in first.columns)
    return _Part(rows, call, _sizes(rows, call))


def _check_columns(frame: pl.DataFrame, first: pl.DataFrame | None) -> None:
    """Raise unless a frame has the columns of counts, and the same as the first."""
    for name in ("term", "count"):
        if name not in frame.columns:
            msg = f"the counts have no column {name!r}; there are {frame.columns}"
            raise InputError(msg)
    if "o11" in frame.columns:
        msg = "a comparison does not add up: merge the counts, and compare them then"
        raise InputError(msg)
    if "per_million" in frame.columns and "group_tokens" not in frame.columns:
        msg = "per_million cannot be worked out again without a column 'group_tokens'"
        raise InputError(msg)
    if first is not None and {*frame.columns} != {*first.columns}:
        missing = [name for name in first.columns if name not in frame.columns]
        further = [name for name in frame.columns if name not in first.columns]
        msg = f"unlike the first frame it has no columns {missing}, but {further}"
        raise InputError(msg)


def _as_strings() -> pl.Expr:
    return pl.col(pl.Categorical, pl.Enum).cast(pl.String)


def _typed(column: pl.Series, dtype: pl.DataType) -> pl.Series:
    """Raise unless a column has the type that it has in the first frame, or holds nulls alone."""
    if column.dtype not in (dtype, pl.Null):
        msg = f"column {column.name!r} is {column.dtype}, but {dtype} in the first frame"
        raise InputError(msg)
    return column.cast(dtype)


def _sizes(rows: pl.DataFrame, call: Mapping[str, Any] | None) -> pl.DataFrame:
    """Find out how large the groups are: as the frame knows, or else as its rows say."""
    keys = [*_by(rows), *_length(rows)]
    names = [*keys, *(name for name in SIZES if name in rows.columns)]
    known: pl.DataFrame | None = None if call is None else call.get("sizes", call.get("groups"))
    if known is not None:
        return known.select(_typed(known[name], rows[name].dtype) for name in names)
    sizes = rows.select(names).unique()
    if sizes.height > (rows.select(keys).unique().height if keys else 1):
        msg = "group_tokens and group_documents have to be one number for all rows of a group"
        raise InputError(msg)
    return sizes


def _add_sizes(parts: Sequence[_Part], by: list[str]) -> pl.DataFrame:
    """Add up the sizes of groups, and number the groups in order."""
    places = [pl.lit(place).alias("_part") for place in range(len(parts))]
    each = [part.sizes.with_columns(place) for part, place in zip(parts, places, strict=True)]
    sizes = pl.concat(each)
    groups, codes = number_groups(sizes.select(by), sizes.height)
    sizes = sizes.with_columns(codes.alias("_group"))
    added = sizes.group_by("_group", *_length(sizes)).agg(pl.col("^group_tokens$").sum())
    if "group_documents" in sizes.columns:
        # The documents of a group are the same for all lengths.
        once = sizes.group_by("_group", "_part").agg(pl.col("group_documents").max())
        documents = once.group_by("_group").agg(pl.col("group_documents").sum())
        added = added.join(documents, on="_group")
    return groups.join(added, on="_group").sort("_group", *_length(sizes))


def _add_rows(parts: Sequence[_Part], by: list[str], sizes: pl.DataFrame) -> pl.DataFrame:
    """Add up the counts of each term in each group, and put them in order.

    Strings are sorted once; from there on terms are numbers.
    """
    groups = sizes.select(*by, "_group").unique()
    kept = pl.col("^(term|length|count|documents|display)$")
    each = [
        part.rows.select(kept, group_codes(part.rows, by, groups), pl.lit(place).alias("_part"))
        for place, part in enumerate(parts)
    ]
    rows = _numbered(pl.concat(each))
    _check_once(rows)
    counts = [name for name in COUNTS if name in rows.columns]
    for name in counts:
        check_integers(rows[name])
    if "display" in rows.columns:
        rows = rows.with_columns(_displays(rows))
    # A cell's rows follow each other: its sum is that so far, less that before it.
    last = pl.col("_cell") != pl.col("_cell").shift(-1, fill_value=-1)
    added = rows.with_columns(pl.col(counts).cum_sum()).filter(last)
    added = added.with_columns(pl.col(counts) - pl.col(counts).shift(fill_value=0))
    return added.sort("_group", *_length(rows), -pl.col("count"), maintain_order=True)


# With these a blank is below every other character, so that terms are compared word by word.
_BELOW_ALL = {"\x00": "\x01\x01", "\x01": "\x01\x02", " ": "\x00"}


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Sort rows by length, term and group, and number the terms and the cells.

    Terms are in byte order, and those of several words in that of their words.
    """
    key = pl.col("term")
    if "length" in rows.columns and rows["term"].str.contains(r"[\x00-\x1f]").any():
        words = key.str.replace_many(_BELOW_ALL)
        key = pl.when(pl.col("length") > 1).then(words).otherwise(key)
    before = [name for name in _length(rows) if rows[name].n_unique() > 1]
    behind = ["_group"] if rows["_group"].n_unique() > 1 else []
    rows = rows.sort(*before, key, *behind, maintain_order=True)
    is_term = _differs("term", *before)
    is_cell = is_term | _differs("_group")
    numbers = (is_term.cum_sum() - 1).alias("_term"), (is_cell.cum_sum() - 1).alias("_cell")
    return rows.with_columns(number.cast(pl.Int64) for number in numbers)


def _differs(*columns: str) -> pl.Expr:
    """Whether a row has other values than the row before."""
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in columns)


def _check_once(rows: pl.DataFrame) -> None:
    """Raise if a frame lists a term twice in a group."""
    twice = rows.filter(~_differs("_cell", "_part")).sort("_part", maintain_order=True)
    if not twice.is_empty():
        place = twice["_part"][0]
        named = twice.filter(_part=place)["term"].unique(maintain_order=True).head(3).to_list()
        msg = f"frames[{place}]: a term is there twice: {named}; sum them up before"
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


def _call(parts: Sequence[_Part], by: list[str], sizes: pl.DataFrame) -> dict[str, Any] | None:
    """Put together what is known of how the rows were counted, if it is known of all."""
    calls = [part.call for part in parts if part.call is not None]
    if len(calls) < len(parts):
        return None
    one_length = "length" not in sizes.columns or sizes["length"].n_unique() == 1
    return {
        **calls[0],
        "by": by,
        "shares_documents": any(call["shares_documents"] for call in calls),
        "groups": sizes if one_length else None,
        "sizes": sizes,
    }
