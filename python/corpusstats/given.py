"""Tokens from elsewhere: checked, put in order, and found in their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from corpusstats import _core
from corpusstats.documents import check_columns, checked_documents
from corpusstats.exceptions import InputError
from corpusstats.options import ATTRIBUTES, KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Given", "given_tokens"]

# The columns that mean something; all others are annotations.
KNOWN = ("doc_id", "token", "start", "end", "kind", "sentence", "position", "space_after")
_DOCUMENT = "_document"


@dataclass(frozen=True, slots=True)
class Given:
    """Documents and their tokens, in the order of the documents.

    Attributes
    ----------
    documents : polars.DataFrame
        ``doc_id``, ``text`` and further columns.
    tokens : polars.DataFrame
        ``_document`` (UInt32), ``token``, ``start``, ``end``, and what else came.
    annotations : tuple of str
        The columns of ``tokens`` that become attributes.
    """

    documents: pl.DataFrame
    tokens: pl.DataFrame
    annotations: tuple[str, ...]

    def table(self, tokenizer: _core.Tokenizer) -> _core.TokenTable:
        """Make the table of tokens; the tokeniser finds what is missing."""
        numbers = pl.DataFrame({_DOCUMENT: pl.arange(self.documents.height, eager=True)})
        sizes = self.tokens.group_by(_DOCUMENT).len()
        counts = numbers.cast(pl.UInt32).join(
            sizes, on=_DOCUMENT, how="left", maintain_order="left"
        )
        codes, attributes = self._annotated()
        column = {name: self.tokens[name] for name in self.tokens.columns}
        kinds, sentences = column.get("kind"), column.get("sentence")
        return _core.TokenTable.from_tokens(
            self.documents["text"],
            tokenizer,
            counts["len"].fill_null(0).cast(pl.UInt32),
            column["start"],
            column["end"],
            kinds=None
            if kinds is None
            else kinds.cast(pl.Enum(KINDS)).to_physical().cast(pl.UInt32),
            sentences=sentences,
            annotations=codes,
            attributes=attributes,
        )

    def _annotated(self) -> tuple[pl.Series | None, list[tuple[str, list[str]]]]:
        """Give each distinct combination of annotations a number, in order, and list the values."""
        if not self.annotations:
            return None, []
        names = list(self.annotations)
        distinct = self.tokens.select(names).unique().sort(names).with_row_index("_code")
        codes = self.tokens.select(names).join(
            distinct, on=names, how="left", maintain_order="left", nulls_equal=True
        )["_code"]
        return codes.cast(pl.UInt32), [(name, distinct[name].to_list()) for name in names]


def given_tokens(frame: pl.DataFrame, documents: pl.DataFrame | None) -> Given:
    """Check tokens from elsewhere and give each its place."""
    tokens = _checked(frame)
    annotations = tuple(name for name in tokens.columns if name not in KNOWN)
    if documents is None:
        documents, tokens = _spelled_out(tokens)
    else:
        if "space_after" in tokens.columns:
            msg = "column 'space_after' is for texts that are put together: drop it with documents="
            raise InputError(msg)
        documents = checked_documents(documents, "text", "doc_id")
        tokens = _in_order(tokens, documents)
        tokens = _placed(tokens, documents)
    clashes = sorted({*annotations} & {*documents.columns})
    if clashes:
        msg = f"columns {clashes} are of tokens and of documents: rename one of them"
        raise InputError(msg)
    return Given(documents, tokens, annotations)


def _checked(frame: pl.DataFrame) -> pl.DataFrame:
    check_columns(frame, {"frame": "doc_id"})
    check_columns(frame, {"frame": "token"})
    if ("start" in frame.columns) != ("end" in frame.columns):
        msg = "start and end belong together: give both columns or neither"
        raise InputError(msg)
    for name in ATTRIBUTES:
        if name in frame.columns:
            msg = f"column {name!r} has the name of an attribute that every corpus has: rename it"
            raise InputError(msg)
    if frame.is_empty():
        msg = "there are no tokens: the frame has no rows"
        raise InputError(msg)
    return frame.select(_column(frame[name]) for name in frame.columns)


def _column(column: pl.Series) -> pl.Series:
    """Give a column of tokens the type that it needs."""
    name = column.name
    if column.null_count():
        row = column.is_null().arg_true().item(0)
        msg = f"column {name!r} is null in row {row}: fill it or leave the column out"
        raise InputError(msg)
    if isinstance(column.dtype, pl.Categorical | pl.Enum):
        column = column.cast(pl.String)
    if name == "doc_id":
        return column
    if name in ("start", "end", "sentence", "position"):
        return _numbers(column)
    wanted = pl.Boolean if name == "space_after" else pl.String
    if column.dtype != wanted:
        msg = f"column {name!r} has to hold {wanted}, not {column.dtype}"
        raise InputError(msg)
    if name == "kind":
        _refuse(column, ~column.is_in(KINDS), f"no kind; valid are {', '.join(KINDS)}")
    if name == "token":
        stripped = column.str.strip_chars()
        _refuse(
            column,
            (stripped != column) | (column == ""),
            "no token: empty, or with white space round it",
        )
    return column


def _numbers(column: pl.Series) -> pl.Series:
    if not column.dtype.is_integer():
        msg = f"column {column.name!r} has to hold whole numbers, not {column.dtype}"
        raise InputError(msg)
    wide = column.cast(pl.Int64, strict=False)
    wrong = wide.is_null() | (wide < 0) | (wide >= 2**32)
    _refuse(column, wrong, "no number from 0 that fits in 32 bits")
    return column.cast(pl.UInt32)


def _refuse(column: pl.Series, wrong: pl.Series, what: str) -> None:
    if wrong.any():
        row = wrong.arg_true().item(0)
        msg = f"column {column.name!r} holds {column[row]!r} in row {row}, which is {what}"
        raise InputError(msg)


def _in_order(tokens: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Put tokens into the order of the documents, and number these."""
    ids = documents["doc_id"]
    if tokens["doc_id"].dtype != ids.dtype:
        msg = f"doc_id holds {tokens['doc_id'].dtype} for tokens and {ids.dtype} for documents"
        raise InputError(msg)
    numbered = pl.DataFrame(
        [ids, pl.arange(len(ids), dtype=pl.UInt32, eager=True).alias(_DOCUMENT)]
    )
    unknown = tokens.join(numbered, on="doc_id", how="anti")["doc_id"].unique(maintain_order=True)
    if not unknown.is_empty():
        msg = f"doc_id {unknown.head(3).to_list()} name no documents"
        raise InputError(msg)
    found = tokens.join(numbered, on="doc_id", how="left", maintain_order="left")
    return found.sort(_DOCUMENT, maintain_order=True)


def _spelled_out(tokens: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make texts of tokens with a blank between each two, but where ``space_after`` is false."""
    if "start" in tokens.columns:
        msg = (
            "start and end are places in texts: give these as documents=, or leave the columns out"
        )
        raise InputError(msg)
    ids = tokens["doc_id"].unique(maintain_order=True)
    tokens = _in_order(tokens, pl.DataFrame([ids]))
    space = pl.col("space_after") if "space_after" in tokens.columns else pl.lit(value=True)
    is_last = pl.col(_DOCUMENT) != pl.col(_DOCUMENT).shift(-1)
    spaced = tokens.with_columns(_space=(space & ~is_last.fill_null(value=True)))
    length = pl.col("token").str.len_chars()
    end = (length + pl.col("_space").cast(pl.UInt32)).cum_sum().over(_DOCUMENT)
    spaced = spaced.with_columns(end=(end - pl.col("_space").cast(pl.UInt32)).cast(pl.UInt32))
    spaced = spaced.with_columns(start=(pl.col("end") - length).cast(pl.UInt32))
    piece = pl.col("token") + pl.when("_space").then(pl.lit(" ")).otherwise(pl.lit(""))
    texts = spaced.group_by("doc_id", maintain_order=True).agg(text=piece.str.join())
    return texts, spaced.drop("_space", "space_after", strict=False)


def _placed(tokens: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Check where tokens stand, or find it."""
    if "start" not in tokens.columns:
        return tokens.with_columns(_found(tokens, documents))
    texts = documents["text"]
    lengths = texts.str.len_chars().gather(tokens[_DOCUMENT])
    outside = (tokens["end"] > lengths) | (tokens["start"] >= tokens["end"])
    if outside.any():
        raise InputError(_where(tokens, outside.arg_true().item(0), "does not lie in its text"))
    spans = (tokens[_DOCUMENT], tokens["start"], tokens["end"])
    found = pl.DataFrame(_core.slices(texts, *spans)).to_series()
    wrong = found != tokens["token"]
    if wrong.any():
        row = wrong.arg_true().item(0)
        raise InputError(_where(tokens, row, f"stands where the text has {found[row]!r}"))
    overlaps = (tokens["start"] < tokens["end"].shift(1)) & (
        tokens[_DOCUMENT] == tokens[_DOCUMENT].shift(1)
    )
    if overlaps.fill_null(value=False).any():
        row = overlaps.fill_null(value=False).arg_true().item(0)
        raise InputError(_where(tokens, row, "begins before the one before it ends"))
    return tokens


def _found(tokens: pl.DataFrame, documents: pl.DataFrame) -> Sequence[pl.Series]:
    """Find each token behind the one before, with nothing but white space between them."""
    texts, starts, at, last = documents["text"].to_list(), [], 0, None
    for row, (document, token) in enumerate(tokens.select(_DOCUMENT, "token").iter_rows()):
        if document != last:
            at, last = 0, document
        start = texts[document].find(token, at)
        if start < 0 or texts[document][at:start].strip():
            raise InputError(_where(tokens, row, f"does not follow at character {at} of its text"))
        starts.append(start)
        at = start + len(token)
    start = pl.Series("start", starts, dtype=pl.UInt32)
    return start, (start + tokens["token"].str.len_chars()).cast(pl.UInt32).alias("end")


def _where(tokens: pl.DataFrame, row: int, problem: str) -> str:
    """Name a token by its document and its place there."""
    doc_id, token, document = tokens.select("doc_id", "token", _DOCUMENT).row(row)
    position = row - tokens[_DOCUMENT].search_sorted(document)
    return f"token {position} of document {doc_id!r}, {token!r}, {problem}"
