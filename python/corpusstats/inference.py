"""Inference over documents: designs, tests, intervals, and what they cannot carry.

Tokens of one document depend on each other: documents are what a claim can rest on. A test asks
whether the documents of two sides differ by more than if they had been given out by chance, which
takes for granted that they could have been (exchangeability). Articles about one event strain that
assumption, and a small p says that texts differ, not why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import polars as pl

from corpusstats import _core, corrections
from corpusstats.exceptions import InputError
from corpusstats.options import check_at_least, check_name, names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.units import UnitCounts

__all__ = [
    "CORRECTIONS",
    "Correction",
    "Design",
    "Inference",
    "Interval",
    "Method",
    "Tested",
    "bootstrap_bounds",
    "check_inference",
    "design_of_units",
    "find_design",
    "log_ratio_bounds",
    "relative_variance",
    "test_rates",
    "test_terms",
]

Method: TypeAlias = Literal["auto", "permutation", "clustered"] | None
Correction: TypeAlias = Literal["max_t", "bonferroni", "sidak", "holm", "bh", "by"] | None
Interval: TypeAlias = Literal["clustered", "bootstrap"]

CORRECTIONS = {
    "bonferroni": corrections.bonferroni,
    "sidak": corrections.sidak,
    "holm": corrections.holm,
    "bh": corrections.benjamini_hochberg,
    "by": corrections.benjamini_yekutieli,
}
# Up to so many arrangements are all looked at.
MOST_EXACT = 20_000
# Up to so many units labels are permuted where nobody says what to do.
MOST_PERMUTED = 5_000


@dataclass(frozen=True, slots=True)
class Inference:
    """How to infer, checked."""

    method: Method
    correction: Correction
    confidence: float
    n_permutations: int
    seed: int
    strata: list[str]
    blocks: pl.DataFrame | None
    n_threads: int | None
    interval: Interval = "clustered"


def check_inference(
    *,
    inference: Method,
    correction: Correction,
    interval: Interval,
    confidence: float,
    n_permutations: int,
    seed: int,
    strata: str | Sequence[str] | None,
    blocks: pl.DataFrame | None,
    n_threads: int | None,
) -> Inference:
    """Check the options of inference."""
    if inference is not None:
        check_name("inference", inference, ("auto", "permutation", "clustered"))
    if correction is not None:
        check_name("correction", correction, ("max_t", *CORRECTIONS))
    if correction == "max_t" and inference == "clustered":
        msg = "correction='max_t' looks at permutations: it does not go with inference='clustered'"
        raise ValueError(msg)
    if not isinstance(confidence, float) or not 0 < confidence < 1:
        msg = f"confidence has to be a number between 0 and 1, not {confidence!r}"
        raise ValueError(msg)
    check_name("interval", interval, ("clustered", "bootstrap"))
    check_at_least("n_permutations", n_permutations, 1)
    check_at_least("seed", seed, 0)
    columns = [] if strata is None else names("strata", strata)
    return Inference(
        inference,
        correction,
        confidence,
        n_permutations,
        seed,
        columns,
        blocks,
        n_threads,
        interval,
    )


class Design(NamedTuple):
    """What is compared with what.

    Attributes
    ----------
    postings : _core.Postings
        Counts by unit; the groups of units are labels, numbered from 0.
    units : polars.DataFrame
        ``label, stratum, tokens``, a row a unit.
    shares_documents : bool
        Whether units of one document have several labels.
    spans : bool
        Whether a block would have to stand on both sides.
    """

    postings: _core.Postings
    units: pl.DataFrame
    shares_documents: bool
    spans: bool

    def sizes(self) -> pl.DataFrame:
        """Tell of each label: ``units, tokens, squares`` (of the tokens of units)."""
        tokens = pl.col("tokens").cast(pl.Int64)
        sums = self.units.group_by("label").agg(
            units=pl.len(), tokens=tokens.sum(), squares=tokens.pow(2).sum()
        )
        return sums.sort("label")


def find_design(
    corpus: Corpus, counts: UnitCounts, labels: Mapping[int, int], options: Inference
) -> Design:
    """Put the units of some groups into a design; ``labels`` gives each group its label.

    The units of a block under one label are one unit, and so are those of a document. Where groups
    share documents every document is a stratum, within which labels change places.
    """
    shared = counts.selected.shares_documents
    label = pl.col("group").replace_strict(labels, default=None, return_dtype=pl.UInt32)
    kept = counts.units.with_row_index("unit").with_columns(label=label).drop_nulls("label")
    of_documents = _of_documents(corpus, options)
    kept = kept.join(of_documents, on="document", how="left", maintain_order="left")
    if shared:
        # Units come in the order of doc_id, which the numbers of documents do not.
        kept = kept.with_columns(stratum=pl.col("unit").min().over("document"))
    first = pl.col("unit").min().over("block", "label")
    kept = kept.with_columns(number=(first.rank("dense") - 1).cast(pl.UInt32))
    units = (
        kept.group_by("number")
        .agg(
            pl.col("label", "stratum", "block").first(),
            pl.col("tokens").sum(),
            several=pl.col("stratum").n_unique() > 1,
        )
        .sort("number")
    )
    if not shared and units["several"].any():
        block = units.filter("several")["block"].item(0)
        named = _block_name(options, block)
        msg = f"block {named!r} has documents of several strata: it cannot be permuted within one"
        raise InputError(msg)
    spans = not shared and bool(units["block"].is_duplicated().any())
    postings = counts.postings
    same = kept.height == counts.units.height and kept["label"].equals(
        kept["group"], check_names=False
    )
    if not same or units.height < kept.height:
        numbers = pl.repeat(None, counts.units.height, dtype=pl.UInt32, eager=True)
        numbers = numbers.scatter(kept["unit"], kept["number"])
        postings = postings.merged(numbers.to_list(), units["label"].to_list())
    return Design(postings, units.select("label", "stratum", "tokens"), shared, spans)


def design_of_units(counts: UnitCounts, labels: list[int | None]) -> Design:
    """Put units into a design without strata, each under a label or left out.

    Terms that no unit has are left out as well.
    """
    kept = counts.units.with_columns(pl.Series("label", labels, dtype=pl.UInt32))
    kept = kept.drop_nulls("label")
    place = iter(range(len(labels)))
    numbers = [None if label is None else next(place) for label in labels]
    units = kept.select("label", "tokens", stratum=pl.lit(0, pl.UInt32))
    postings = counts.postings.merged(numbers, units["label"].to_list()).of_present()
    return Design(postings, units, shares_documents=False, spans=False)


def _of_documents(corpus: Corpus, options: Inference) -> pl.DataFrame:
    """Give every document of the table its ``stratum`` and its ``block``, both by number."""
    known = corpus._metadata
    for name in options.strata:
        if name not in known.columns:
            msg = f"strata={name!r} is no column of the documents; there are {known.columns}"
            raise InputError(msg)
    strata = pl.struct(options.strata).rank("dense") if options.strata else pl.lit(0, pl.UInt32)
    frame = known.select("doc_id", strata.cast(pl.UInt32).alias("stratum"))
    frame = frame.with_columns(corpus._rows.cast(pl.UInt32).alias("document"))
    # A block of one document has the document's number, others have numbers above.
    block = pl.col("document").cast(pl.Int64)
    if options.blocks is not None:
        blocks = _check_blocks(corpus, options.blocks)
        frame = frame.join(blocks, on="doc_id", how="left", maintain_order="left")
        block = pl.coalesce(pl.col("_block") + 2**32, block)
    return frame.select("document", "stratum", block.alias("block"))


def _check_blocks(corpus: Corpus, blocks: pl.DataFrame) -> pl.DataFrame:
    """Take over a frame of blocks as ``doc_id, _block``, by number in the order of names."""
    if not isinstance(blocks, pl.DataFrame) or not {"doc_id", "block"} <= set(blocks.columns):
        msg = "blocks has to be a frame with the columns 'doc_id' and 'block'"
        raise InputError(msg)
    wanted, given = corpus._metadata["doc_id"].dtype, blocks["doc_id"].dtype
    if given != wanted:
        msg = f"column 'doc_id' of blocks has to hold {wanted} like the corpus, not {given}"
        raise InputError(msg)
    blocks = blocks.select("doc_id", "block").drop_nulls("block")
    twice = blocks.filter(pl.col("doc_id").is_duplicated())["doc_id"].head(3).to_list()
    if twice:
        msg = f"blocks lists documents twice: {twice}"
        raise InputError(msg)
    foreign = blocks.filter(~pl.col("doc_id").is_in(corpus._metadata["doc_id"].implode()))
    if foreign.height == blocks.height and blocks.height:
        msg = f"blocks names no document of the corpus, but {foreign['doc_id'].head(3).to_list()}"
        raise InputError(msg)
    return blocks.select("doc_id", _block=pl.col("block").rank("dense").cast(pl.Int64))


def _block_name(options: Inference, block: int) -> object:
    if options.blocks is None:
        return block
    named = options.blocks.drop_nulls("block")["block"].unique().sort()
    return named[block - 2**32 - 1]


class Tested(NamedTuple):
    """What a design says of each label (against the others) and term.

    Attributes
    ----------
    method : str
        ``"permutation"`` or ``"clustered"``.
    terms : polars.DataFrame
        ``statistic, p_value, exceeded``: label by label, a row a term. ``exceeded`` is the share of
        arrangements in which the largest of all statistics is as large.
    omnibus : polars.DataFrame
        ``omnibus, p_omnibus``: a row a term.
    floors : list of float
        The least p that a label can have.
    n_arrangements : int
    is_exact : bool
    """

    method: str
    terms: pl.DataFrame
    omnibus: pl.DataFrame
    floors: list[float]
    n_arrangements: int
    is_exact: bool


def test_terms(design: Design, options: Inference, *, mean: bool) -> Tested:
    """Test every term in every label against the other labels."""
    method = _method(design, options)
    permuted = method == "permutation"
    terms, omnibus, n_arrangements, is_exact, floors = design.postings.permute(
        design.units["stratum"],
        mean=mean,
        n_permutations=options.n_permutations if permuted else 0,
        most_exact=MOST_EXACT if permuted else 0,
        seed=options.seed,
        n_threads=options.n_threads,
    )
    found, of_all = pl.DataFrame(terms), pl.DataFrame(omnibus)
    if permuted:
        share = pl.col("as_extreme") / n_arrangements
        found = found.select(
            "statistic",
            p_value=pl.max_horizontal(share, "one_sided"),
            exceeded=pl.col("exceeded") / n_arrangements,
        )
        floors = [max(floor, 1 / n_arrangements) for floor in floors]
    else:
        freedom = pl.repeat(float(max(design.units.height - 2, 1)), found.height, eager=True)
        p_values = pl.DataFrame(
            _core.student_p(found["statistic"], freedom, n_threads=options.n_threads)
        )["p_value"]
        nothing = pl.lit(None, pl.Float64)
        found = found.select("statistic", p_values.alias("p_value"), exceeded=nothing)
        floors = [0.0 for _ in floors]
    of_all = of_all.select(
        "omnibus",
        p_omnibus=pl.col("omnibus_as_extreme") / n_arrangements
        if permuted
        else pl.lit(None, pl.Float64),
    )
    return Tested(method, found, of_all, floors, n_arrangements, is_exact)


def test_rates(design: Design, options: Inference) -> pl.DataFrame:
    """Test the rates of units, each of which counts alike: ``p_welch, p_mann_whitney``.

    Label by label, a row a term. Welch (1947), two-sided; Mann & Whitney (1947) by the normal
    distribution, corrected for ties and continuity.
    """
    n_labels = design.sizes().height
    found = pl.DataFrame(design.postings.compare_rates(n_labels, n_threads=options.n_threads))
    welch = pl.DataFrame(
        _core.student_p(found["welch"], found["freedom"], n_threads=options.n_threads)
    )["p_value"]
    return found.select(
        p_welch=welch.fill_nan(None),
        p_mann_whitney=(pl.col("deviate").abs() / math.sqrt(2)).erfc().fill_nan(None),
    )


def _method(design: Design, options: Inference) -> Literal["permutation", "clustered"]:
    """Choose; a block that spans labels cannot be permuted."""
    if design.spans or options.method == "clustered":
        return "clustered"
    if options.method == "permutation" or design.shares_documents:
        return "permutation"
    return "permutation" if design.units.height <= MOST_PERMUTED else "clustered"


def relative_variance(count: str, squares: str, products: str, size: Mapping[str, int]) -> pl.Expr:
    """Give the variance of a rate over its square, which is that of its logarithm.

    The variance of a ratio of sums over units (Cochran 1977, Sampling techniques, 6.4), D / (D - 1)
    times the sum of (y - p n)**2, over the squared sum of y; and no less than 1 / y, that of tokens
    which come one by one (Poisson). A half is added to y, as in the log ratio, so that there is one
    for a term that does not occur. Null of one unit.
    """
    units, tokens = size["units"], size["tokens"]
    if units < 2:  # noqa: PLR2004
        return pl.lit(None, pl.Float64)
    y = pl.col(count).cast(pl.Float64)
    rate = y / tokens
    residuals = pl.col(squares) - 2 * rate * pl.col(products) + rate * rate * float(size["squares"])
    clustered = units / (units - 1) * residuals / (y + 0.5) ** 2
    return pl.max_horizontal(clustered, 1 / (y + 0.5))


def log_ratio_bounds(
    variances: Sequence[tuple[pl.Expr, int]], log_ratio: pl.Expr, confidence: float, most: int
) -> list[pl.Expr]:
    """Give the bounds of a log ratio: variances of the logarithms of both rates, with their units.

    Student's t with the degrees of freedom of Welch (1947) and Satterthwaite, rounded down.
    """
    total = pl.sum_horizontal(variance for variance, _ in variances)
    parts = [variance**2 / (units - 1) for variance, units in variances]
    freedom = (total**2 / pl.sum_horizontal(parts)).floor().clip(1, most).cast(pl.UInt32)

    def quantiles(of: pl.Series) -> pl.Series:
        degrees = of.drop_nulls().unique()
        table = _core.student_quantiles((1 + confidence) / 2, degrees.cast(pl.Float64))
        found = pl.DataFrame(table)["quantile"]
        return of.replace_strict(degrees, found, return_dtype=pl.Float64, default=None)

    factor = freedom.map_batches(quantiles, return_dtype=pl.Float64)
    half = factor * total.sqrt() / math.log(2)
    return [(log_ratio - half).alias("log_ratio_lo"), (log_ratio + half).alias("log_ratio_hi")]


def bootstrap_bounds(
    design: Design, label: int, options: Inference, *, mean: bool
) -> list[pl.Series]:
    """Give the bounds of the log ratio of a label against the others, by bootstrap over units.

    Against the others pooled, these are drawn as one side; against the mean of their rates, each on
    its own.
    """
    labels = design.units["label"]
    # Sides are numbered from 0 without a gap.
    side = labels + (labels < label).cast(pl.UInt32) if mean else pl.lit(1)
    sides = design.units.select(pl.when(labels == label).then(0).otherwise(side))
    found = design.postings.bootstrap(
        sides.to_series().cast(pl.UInt32),
        design.units["stratum"],
        n_resamples=options.n_permutations,
        confidence=options.confidence,
        seed=options.seed,
        n_threads=options.n_threads,
    )
    bounds = pl.DataFrame(found).fill_nan(None)
    return [bounds["lower"].alias("log_ratio_lo"), bounds["upper"].alias("log_ratio_hi")]
