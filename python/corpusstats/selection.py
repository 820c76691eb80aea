"""What is counted, and for which groups: ``by=``, ``within=``, ``without=``, ``boundary=``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import polars as pl

from corpusstats import _core
from corpusstats.exceptions import InputError
from corpusstats.groups import number_groups
from corpusstats.layers import SENTENCE, make_layer, sentence_layer
from corpusstats.options import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpusstats.corpus import Corpus
    from corpusstats.layers import Layer

__all__ = [
    "By",
    "Part",
    "Selected",
    "as_parts",
    "check_by",
    "label_type",
    "named_layer",
    "select",
]

By: TypeAlias = str | Sequence[str] | None
# The name of a layer (any of its spans), labels of layers, a frame of spans, or a predicate.
Part: TypeAlias = "str | Mapping[str, Sequence[object] | object] | pl.DataFrame | pl.Expr"


class Selected(NamedTuple):
    """Tokens in groups.

    ``by`` are the columns and layers that make the groups; ``groups`` has one row a group, sorted:
    those, ``_group`` (UInt32, from 0) and ``group_documents`` (Int64: documents in which the group
    has tokens). ``shares_documents`` tells whether a document can have tokens in several groups.
    """

    by: list[str]
    groups: pl.DataFrame
    handle: _core.Selection
    shares_documents: bool = False


def select(
    corpus: Corpus,
    *,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    boundary: str = "document",
    result_columns: Sequence[str] = (),
) -> Selected:
    """Select tokens and sort them into groups.

    ``by`` are columns of the documents and layers; groups come in byte order of their values
    (numbers and dates by size), a null last: it is a group of its own. ``within`` keeps what is in
    all of its parts, ``without`` leaves out what is in any of its. ``boundary`` is ``"document"``,
    ``"sentence"`` or a layer, whose borders cut stretches of tokens, as do those of all layers in
    use. ``result_columns`` are names that the result needs for itself.
    """
    columns = [] if by is None else names("by", by)
    _check_known(corpus, columns)
    check_by(columns, result_columns)
    layers = [layer for name in columns if (layer := _find_layer(corpus, name))]
    corpus, filters = _filters(corpus, within, without)
    named = [layer.name for layer in layers]
    of_documents = [pl.col(name) for name in columns if name not in named]
    keys = corpus._seen_by(of_documents).select(of_documents)
    document_groups, codes = number_groups(keys, corpus.n_documents)
    borders = [] if boundary == "document" else [named_layer(corpus, boundary, "boundary")._handle]
    handle = _core.Selection(
        corpus._table,
        corpus._rows,
        codes,
        by=[layer._handle for layer in layers],
        filters=filters,
        borders=borders,
    )
    groups = _groups(columns, document_groups, layers, handle)
    if not groups["_group"].is_sorted():
        handle = handle.regrouped(groups["_group"].arg_sort().to_list())
        groups = groups.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("_group"))
    return Selected(columns, groups, handle, shares_documents=bool(layers))


def check_by(columns: list[str], result_columns: Sequence[str]) -> None:
    """Raise if a column would be in the way of the result's own."""
    for name in columns:
        if name in result_columns or name.startswith("_"):
            msg = f"by={name!r} would hide a column of the result: rename it"
            raise InputError(msg)


def _check_known(corpus: Corpus, columns: list[str]) -> None:
    for name in columns:
        known = ["doc_id", "text", *corpus._metadata.columns[1:]]
        if name not in known and name not in _layer_names(corpus):
            there = f"there are {known} and the layers {_layer_names(corpus)}"
            msg = f"by={name!r} is no column of the documents; {there}"
            raise InputError(msg)


def _groups(
    columns: list[str], document_groups: pl.DataFrame, layers: list[Layer], handle: _core.Selection
) -> pl.DataFrame:
    """Name the groups, in order; ``_group`` is the number that each has so far."""
    documents = pl.Series("group_documents", handle.documents(), dtype=pl.Int64)
    if not columns:
        numbers = pl.Series("_group", range(len(documents)), dtype=pl.UInt32)
        return pl.DataFrame([numbers, documents])
    # A key is the number of the documents' group, and then that of the label in each layer.
    places = [f"_layer_{place}" for place in range(len(layers))]
    keys = pl.DataFrame(handle.keys(len(layers)))
    named = document_groups.rename({"_group": "_documents"})
    frame = keys.join(named, on="_documents", how="left", maintain_order="left").with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("_group"),
        documents,
    )
    for place, layer in zip(places, layers, strict=True):
        number = frame[place]
        known = number.set(number >= len(layer.labels), None)
        frame = frame.with_columns(layer.labels.gather(known).alias(layer.name))
    return frame.sort(columns, nulls_last=True).select(*columns, "_group", "group_documents")


def _filters(
    corpus: Corpus, within: object, without: object
) -> tuple[Corpus, list[tuple[_core.Layer, list[bool], bool]]]:
    """Narrow the corpus by predicates, and turn everything else into filters by layers."""
    # Spans may be of documents that a predicate leaves out.
    whole, filters = corpus, []
    for argument, parts in (("within", within), ("without", without)):
        keeps = argument == "within"
        for part in as_parts(parts):
            if isinstance(part, pl.Expr):
                holds = part.fill_null(value=False)
                corpus = corpus.filter(holds if keeps else holds.not_())
            else:
                for layer, labels, rest in _labels(whole, part, argument):
                    kept = [label == keeps for label in labels]
                    filters.append((layer._handle, kept, rest == keeps))
    return corpus, filters


def as_parts(parts: object) -> list[object]:
    """List the parts of ``within`` or ``without``."""
    if parts is None:
        return []
    return list(parts) if isinstance(parts, list | tuple) else [parts]


def _labels(
    corpus: Corpus, part: object, argument: str
) -> Iterator[tuple[Layer, list[bool], bool]]:
    """Find a part's layers, which of their labels are in the part, and whether the rest is."""
    if isinstance(part, pl.DataFrame):
        spans = part.with_columns(pl.lit(value=True).alias("span"))
        layer = make_layer(corpus, "span", spans, default=None, overlap="innermost")
        yield layer, [True], False
    elif isinstance(part, str):
        layer = named_layer(corpus, part, argument)
        yield layer, [True] * len(layer.labels), False
    elif isinstance(part, Mapping):
        for name, wanted in part.items():
            layer = named_layer(corpus, name, argument)
            numbers = _numbers(layer, wanted)
            labels = [number in numbers for number in range(len(layer.labels))]
            yield (
                layer,
                labels,
                layer.default is not None and layer.number(layer.default) in numbers,
            )
    else:
        msg = (
            f"{argument} takes the name of a layer, labels of layers as in "
            '{"zone": ["body"]}, a frame of spans, a polars expression, or a list of these'
        )
        raise TypeError(msg)


def _numbers(layer: Layer, wanted: object) -> list[int]:
    """Find the numbers of one label or several."""
    numbers: list[int] = []
    if isinstance(wanted, list | tuple | set) and not wanted:
        msg = f"no label of layer {layer.name!r} is named; there are {layer.labels.to_list()}"
        raise InputError(msg)
    for label in wanted if isinstance(wanted, list | tuple | set) else [wanted]:
        number = layer.number(label)
        if number is None:
            known = layer.labels.to_list()
            msg = f"layer {layer.name!r} has no label {label!r}; there are {known}"
            raise InputError(msg)
        numbers.append(number)
    return numbers


def named_layer(corpus: Corpus, name: object, argument: str) -> Layer:
    """Find a layer, or raise and say what there is."""
    layer = _find_layer(corpus, name) if isinstance(name, str) else None
    if layer is None:
        others = {"boundary": "'document'", "parts": "'document', or a number of tokens"}
        also = f" (or {others[argument]})" if argument in others else ""
        msg = f"{argument}={name!r} is no layer; there are {_layer_names(corpus)}{also}"
        raise InputError(msg)
    return layer


def _find_layer(corpus: Corpus, name: str) -> Layer | None:
    return sentence_layer(corpus) if name == SENTENCE else corpus.layers.get(name)


def label_type(corpus: Corpus, name: str) -> pl.DataType:
    """Tell of what type the labels of a layer are; those of one that does not exist are text."""
    layer = _find_layer(corpus, name)
    return pl.String() if layer is None else layer.labels.dtype


def _layer_names(corpus: Corpus) -> list[str]:
    return sorted([*corpus.layers, SENTENCE])
