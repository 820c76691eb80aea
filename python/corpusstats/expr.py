"""Tokens and sentences as polars expressions, for eager, lazy and streaming queries.

>>> import corpusstats as cs
>>> import polars as pl
>>> frame = pl.LazyFrame({"text": ["Der Zug kam. Er hielt.", None]})
>>> frame.select(cs.expr.tokens("text").list.len()).collect()["text"].to_list()
[7, None]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.options import KINDS, check_bool
from corpusstats.tokenizer import Splitting, strings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpusstats import _core
    from corpusstats.tokenizer import Language, Mode

__all__ = ["sentences", "tokens"]


def tokens(
    text: str | pl.Expr,
    *,
    spans: bool = False,
    language: Language = "de",
    mode: Mode = "language",
    split_clitics: bool | None = None,
    joined: bool = False,
    abbreviations: Sequence[str] = (),
    unsplittable: Sequence[str] = (),
) -> pl.Expr:
    """List the tokens of each text.

    Parameters
    ----------
    text
        A column of strings: its name or an expression.
    spans
        Whether to give places and kinds as well.
    language, mode, split_clitics, joined, abbreviations, unsplittable
        As in :func:`corpusstats.tokenize`.

    Returns
    -------
    polars.Expr
        ``List(String)``; with ``spans`` a list of structs ``sentence`` (UInt32), ``token``
        (String), ``kind`` (String), ``start`` and ``end`` (UInt32, code points). Null for null.

    Raises
    ------
    TypeError
        When the query runs: the column holds no strings.
    ValueError
        An unknown language or mode; the message lists the known ones.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"text": ["Der Zug kam.", "Am 12. September"]})
    >>> frame.select(cs.expr.tokens("text"))["text"].to_list()
    [['Der', 'Zug', 'kam', '.'], ['Am', '12.', 'September']]
    """
    check_bool("spans", spans)
    splitting = Splitting(
        language=language,
        mode=mode,
        split_clitics=split_clitics,
        joined=joined,
        abbreviations=abbreviations,
        unsplittable=unsplittable,
    )
    tokenizer = splitting.tokenizer()
    place = {"start": pl.UInt32, "end": pl.UInt32}
    struct = {"sentence": pl.UInt32, "token": pl.String, "kind": pl.Enum(KINDS), **place}
    return _map(text, tokenizer.token_lists, spans, struct)


def sentences(
    text: str | pl.Expr,
    *,
    spans: bool = False,
    language: Language = "de",
    mode: Mode = "language",
    split_clitics: bool | None = None,
    joined: bool = False,
    abbreviations: Sequence[str] = (),
    unsplittable: Sequence[str] = (),
) -> pl.Expr:
    """List the sentences of each text.

    Parameters
    ----------
    text
        A column of strings: its name or an expression.
    spans
        Whether to give places as well.
    language, mode, split_clitics, joined, abbreviations, unsplittable
        As in :func:`corpusstats.tokenize`.

    Returns
    -------
    polars.Expr
        ``List(String)``; with ``spans`` a list of structs ``sentence`` (String), ``start`` and
        ``end`` (UInt32, code points). Null for null.

    Raises
    ------
    TypeError
        When the query runs: the column holds no strings.
    ValueError
        An unknown language or mode; the message lists the known ones.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> frame = pl.DataFrame({"text": ["Der Zug kam. Er hielt."]})
    >>> frame.select(cs.expr.sentences("text").list.len())["text"].to_list()
    [2]
    """
    check_bool("spans", spans)
    splitting = Splitting(
        language=language,
        mode=mode,
        split_clitics=split_clitics,
        joined=joined,
        abbreviations=abbreviations,
        unsplittable=unsplittable,
    )
    tokenizer = splitting.tokenizer()
    struct = {"sentence": pl.String, "start": pl.UInt32, "end": pl.UInt32}
    return _map(text, tokenizer.sentence_lists, spans, struct)


def _map(
    text: str | pl.Expr,
    split: Callable[[pl.Series, bool], _core.ArrowTable],
    spans: bool,  # noqa: FBT001
    struct: dict[str, Any],
) -> pl.Expr:
    """Run a kernel over the batches of a column."""
    dtype = pl.List(pl.Struct(struct) if spans else pl.String)

    def kernel(texts: pl.Series) -> pl.Series:
        lists = pl.DataFrame(split(strings(texts), spans))["list"]
        return lists.cast(dtype).alias(texts.name)

    expression = pl.col(text) if isinstance(text, str) else text
    return expression.map_batches(kernel, return_dtype=dtype, is_elementwise=True)
