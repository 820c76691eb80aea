"""Counts of documents apart, added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import polars as pl

from corpusstats.counts import check_integers, group_codes
from corpusstats.exceptions import InputError
from corpusstats.frequency import per_million
from corpusstats.groups import number_groups
from corpusstats.provenance import attach, call_of, record, record_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["merge_counts"]

COUNTED = ("frequencies", "ngrams")
COUNTS = ("count", "documents")
SIZES = ("group_tokens", "group_documents")
# What a frame of counts may hold beside the columns of its groups.
OWN = ("term", "length", *COUNTS, *SIZES, "per_million", "display")
# The options that have to be the same.
OPTIONS = ("attribute", "kinds", "n", "skip", "boundary", "punctuation", "within", "without")
CUT_OFFS = ("min_count", "min_documents")


# The record of how something was counted, or a word for one of which there is none.
_Origin: TypeAlias = "dict[str, Any] | str"


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
    origins: list[_Origin] = []
    for place, frame in enumerate(_listed(frames)):
        found = _origins(frame)
        try:
            _check_counted([*origins, *found], len(found))
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


def _origins(frame: pl.DataFrame | pl.LazyFrame) -> list[_Origin]:
    """List the records of the counts that are in a frame; those of unknown origin are described."""
    known = record_of(frame)
    if known is None:
        return ["frame of counts without a record"]
    if known["function"] == "merge_counts":
        return list(known["options"]["frames"])
    return [known]


def _check_counted(origins: Sequence[_Origin], n_new: int) -> None:
    """Raise unless the last counts can be added, and to the others, as far as these are known."""
    known = [origin for origin in origins if not isinstance(origin, str)]
    new = [origin for origin in origins[-n_new:] if not isinstance(origin, str)]
    for origin in new:
        function, options = origin["function"], origin["options"]
        if function not in COUNTED:
            msg = f"results of {function} do not add up, only those of {' and '.join(COUNTED)}"
            raise InputError(msg)
        for name in CUT_OFFS:
            if options.get(name, 1) > 1:
                msg = f"counted with {name}={options[name]}: cut-offs only after the global merge"
                raise InputError(msg)
        ours, theirs = _ways(origin), _ways(known[0])
        for name, way in ours.items():
            if way != theirs[name]:
                msg = f"counted with {name} {way!r}, and an earlier frame with {theirs[name]!r}"
                raise InputError(msg)


def _ways(origin: Mapping[str, Any]) -> dict[str, object]:
    """Tell how something was counted, in a form to compare."""
    options = {name: origin["options"].get(name) for name in OPTIONS}
    n = options["n"]
    return {
        "function": origin["function"],
        **options,
        # The spans that a part of the documents has are others.
        **{name: _without_spans(options[name]) for name in ("within", "without")},
        "n": n if isinstance(n, list) else [n, n],
        "kinds": sorted(options["kinds"]),
        "tokenizer": (origin["corpus"] or {}).get("tokenizer"),
    }


def _without_spans(part: object) -> object:
    if isinstance(part, list):
        return [_without_spans(item) for item in part]
    return "spans" if isinstance(part, str) and part.startswith("frame of ") else part


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
    terms = rows.filter("_first").select(pl.col("^(term|length|display)$"))
    if "display" in terms.columns:
        terms = terms.with_columns(_displays(rows, terms["display"]))
    added = rows.group_by("_group", "_term").agg(pl.col(counts).sum())
    length = [terms["length"].gather(added["_term"])] if "length" in terms.columns else []
    added = added.sort("_group", *length, -pl.col("count"), "_term")
    return added.hstack(terms[added["_term"]])


# With these a blank is below every other character, so that terms are compared word by word.
_BELOW_ALL = {"\x00": "\x01\x01", "\x01": "\x01\x02", " ": "\x00"}


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Sort rows by length and term, and number the terms: ``_term``, and its ``_first`` row.

    Terms are in byte order, and those of several words in that of their words.
    """
    key = pl.col("term")
    if "length" in rows.columns and rows["term"].str.contains(r"[\x00-\x1f]").any():
        words = key.str.replace_many(_BELOW_ALL)
        key = pl.when(pl.col("length") > 1).then(words).otherwise(key)
    names = ["term", *_length(rows)]
    lengths = [name for name in _length(rows) if rows[name].n_unique() > 1]
    rows = rows.sort(*lengths, key)
    first = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in names)
    return rows.with_columns(first.alias("_first")).with_columns(
        (pl.col("_first").cum_sum() - 1).alias("_term")
    )


def _check_once(rows: pl.DataFrame) -> None:
    """Raise if a frame lists a term twice in a group."""
    cells = rows.select("_part", "_group", "_term")
    if cells.n_unique() == cells.height:
        return
    twice = rows.filter(cells.is_duplicated()).sort("_part", "_term")
    place = twice["_part"][0]
    named = twice.filter(_part=place)["term"].unique(maintain_order=True).head(3).to_list()
    msg = f"frames[{place}]: a term is there twice: {named}; sum them up before"
    raise InputError(msg)


def _displays(rows: pl.DataFrame, firsts: pl.Series) -> pl.Series:
    """Choose the form of each term; ``firsts`` are those of their first rows."""
    other = pl.col("display").ne_missing(pl.col("display").shift()) & ~pl.col("_first")
    contested = rows.filter(other).select("_term").unique()
    votes = rows.join(contested, on="_term", how="semi").group_by("_term", "display")
    forms = votes.agg(pl.col("count").sum()).sort("count", "display", descending=[True, False])
    chosen = forms.unique("_term", keep="first", maintain_order=True)
    return firsts.scatter(chosen["_term"], chosen["display"])


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
