"""Contrasts of groups of a corpus, with what can be inferred from its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from corpusstats.contrasts import Compared, name_groups
from corpusstats.flags import LEAST_DOCUMENTS, LEVEL
from corpusstats.inference import (
    CORRECTIONS,
    Design,
    Inference,
    Tested,
    bootstrap_bounds,
    find_design,
    log_ratio_bounds,
    relative_variance,
    test_rates,
    test_terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from corpusstats.contrasts import Contrast, Contrasts
    from corpusstats.corpus import Corpus
    from corpusstats.units import UnitCounts

    Integers: TypeAlias = npt.NDArray[np.int64]
    Floats: TypeAlias = npt.NDArray[np.float64]

__all__ = ["NOTHING", "compare_units", "no_inference"]

NOTHING = pl.lit(None, pl.Float64)
# What one contrast tells of each term.
INFERRED = (
    "log_ratio_lo",
    "log_ratio_hi",
    "statistic",
    "p_value",
    "exceeded",
    "omnibus",
    "p_omnibus",
    "p_floor",
    "p_welch",
    "p_mann_whitney",
)


def compare_units(
    contrasts: Contrasts, counts: UnitCounts, options: Inference, *, mean: bool, log_ratio: pl.Expr
) -> Compared:
    """Make the rows of all contrasts: every term that occurs in the target or in the reference."""
    selected = contrasts.selected
    groups = _groups(counts)
    tables = [_table(counts, contrast, groups, mean=mean) for contrast in contrasts.list]
    tests = list(_tests(contrasts, counts, options, mean=mean))
    seen = [table["c1"] > 0 for table in tables]
    # Of two groups, each against the other, one contrast mirrors the other.
    is_mirrored = len(tables) == 2 and len(tests) == 1  # noqa: PLR2004
    family = max(1, sum(int(terms.sum()) for terms in seen[: 1 if is_mirrored else None]))
    log_ratio = pl.col("_mean_log_ratio") if mean else log_ratio
    inferred = [no_inference(tables[0])] * len(tables)
    for test in tests:
        for place, label in test.places.items():
            inferred[place] = _infer(
                tables[place], test, label, options, mean=mean, log_ratio=log_ratio
            )
    methods = {test.tested.method for test in tests if test.tested is not None}
    correction = options.correction or ("max_t" if methods <= {"permutation"} else "holm")
    corrected = _correct(inferred, seen, correction, family, len(tests), is_mirrored=is_mirrored)
    rows = [
        table.hstack(columns).with_columns(p.alias("p_adjusted")).filter(terms)
        for table, columns, p, terms in zip(tables, inferred, corrected, seen, strict=True)
    ]
    frame = name_groups(pl.concat(rows), contrasts)
    permuted = [
        test.tested for test in tests if test.tested and test.tested.method == "permutation"
    ]
    return Compared(
        contrasts.by,
        frame,
        family,
        selected.shares_documents,
        knows_documents=True,
        mean=mean,
        method=" and ".join(sorted(methods)) or None,
        correction=correction,
        n_arrangements=max((tested.n_arrangements for tested in permuted), default=None),
        is_exact=all(tested.is_exact for tested in permuted),
    )


class _Groups(NamedTuple):
    """All groups at a time: tokens and documents, and counts and rates of terms, a row a group."""

    tokens: Integers
    documents: Integers
    counts: Integers
    rates: Floats

    def mean_of(self, contrast: Contrast) -> list[pl.Series]:
        """Set a target against the mean of the rates of others."""
        smoothed = (self.counts + 0.5) / (self.tokens[:, None] + 0.5)
        ratio = smoothed[contrast.target] / smoothed[contrast.reference].mean(axis=0)
        rates = self.rates[contrast.reference].mean(axis=0)
        return [
            pl.Series("_mean_log_ratio", np.log2(ratio)),
            pl.Series("_mean_per_million", 1e6 * rates),
        ]


def _groups(counts: UnitCounts) -> _Groups:
    units = counts.units.group_by("group").agg(pl.col("tokens").sum().cast(pl.Int64))
    groups = counts.selected.groups.select("_group", "group_documents").sort("_group")
    sizes = groups.join(
        units, left_on="_group", right_on="group", how="left", maintain_order="left"
    )
    tokens = sizes["tokens"].fill_null(0).to_numpy()
    of_terms = counts.moments["count"].to_numpy().reshape(sizes.height, counts.terms.height)
    with np.errstate(invalid="ignore"):
        rates = of_terms / tokens[:, None]
    return _Groups(tokens, sizes["group_documents"].to_numpy(), of_terms, rates)


def _table(counts: UnitCounts, contrast: Contrast, groups: _Groups, *, mean: bool) -> pl.DataFrame:
    """Make the contingency tables of one contrast, a row for every term that occurs anywhere."""
    target, others = contrast
    own = counts.of_group(target)
    if len(others) == 1:
        other = counts.of_group(others[0])
        reference, documents = other["count"], other["documents"]
    else:
        reference = pl.Series(groups.counts.sum(axis=0)) - own["count"]
        documents = counts.documents - own["own_documents"]
    r1, r2 = int(groups.tokens[target]), int(groups.tokens[others].sum())
    below = (groups.rates[others] < groups.rates[target]).sum(axis=0)
    group_documents = int(groups.documents[target]), _documents(counts, others, groups)
    return counts.terms.with_row_index("_term").with_columns(
        *(groups.mean_of(contrast) if mean else []),
        pl.lit(target, pl.UInt32).alias("_group"),
        pl.lit(others[0], pl.UInt32).alias("_reference"),
        own["count"],
        reference.alias("reference_count"),
        own["documents"],
        documents.alias("reference_documents"),
        own["count"].alias("o11"),
        pl.lit(r1, pl.Int64).alias("r1"),
        (own["count"] + reference).alias("c1"),
        pl.lit(r1 + r2, pl.Int64).alias("n"),
        pl.lit(group_documents[0], pl.Int64).alias("group_documents"),
        pl.lit(group_documents[1], pl.Int64).alias("reference_group_documents"),
        own["deviation"].fill_nan(None).alias("deviation_of_proportions"),
        top_document_share=pl.when(own["count"] > 0).then(own["largest"] / own["count"]),
        sources_below=pl.Series(below, dtype=pl.Int64),
    )


def _documents(counts: UnitCounts, groups: list[int], sizes: _Groups) -> int:
    """Tell in how many documents some groups together have tokens."""
    if not counts.selected.shares_documents:
        return int(sizes.documents[groups].sum())
    chosen = [0 if group in groups else None for group in range(len(sizes.documents))]
    return counts.selected.handle.regrouped(chosen).documents()[0]


class _Test(NamedTuple):
    """A design, what came of it, and which label stands for the target of which contrast.

    ``moments`` are sums over the units of each label.
    """

    design: Design
    tested: Tested | None
    rates: pl.DataFrame
    moments: pl.DataFrame
    places: dict[int, int]


def _tests(
    contrasts: Contrasts, counts: UnitCounts, options: Inference, *, mean: bool
) -> Iterator[_Test]:
    """Test all contrasts: together where each group is set against all others, else one by one."""
    corpus, listed = contrasts.corpus, contrasts.list
    present = set(counts.units["group"].unique())
    n_groups = counts.selected.groups.height
    targets = [contrast.target for contrast in listed]
    against_rest = all(len(contrast.reference) == n_groups - 1 for contrast in listed)
    if against_rest and (len(listed) == n_groups or mean):
        labels = {group: label for label, group in enumerate(sorted(present))}
        places = {place: labels[group] for place, group in enumerate(targets) if group in present}
        yield _test(corpus, counts, labels, places, options, mean=mean)
        return
    for place, contrast in enumerate(listed):
        labels = {**dict.fromkeys(contrast.reference, 1), contrast.target: 0}
        yield _test(corpus, counts, labels, {place: 0}, options, mean=False)


def _test(
    corpus: Corpus,
    counts: UnitCounts,
    labels: dict[int, int],
    places: dict[int, int],
    options: Inference,
    *,
    mean: bool,
) -> _Test:
    design = find_design(corpus, counts, labels, options)
    if design.units["label"].n_unique() < 2:  # noqa: PLR2004
        return _Test(design, None, pl.DataFrame(), counts.moments, places)
    tested, rates = test_terms(design, options, mean=mean), test_rates(design, options)
    moments = counts.moments
    if design.postings is not counts.postings:
        moments = pl.DataFrame(design.postings.moments(design.sizes().height)[0])
    return _Test(design, tested, rates, moments, places)


def _infer(
    table: pl.DataFrame,
    test: _Test,
    label: int,
    options: Inference,
    *,
    mean: bool,
    log_ratio: pl.Expr,
) -> pl.DataFrame:
    """Make the columns that stand on documents, all of which are null where too few carry them."""
    n_terms = table.height
    design, tested = test.design, test.tested
    if tested is None:
        return no_inference(table)
    sizes = design.sizes()
    found = tested.terms.slice(label * n_terms, n_terms)
    fewest = min(sizes["units"][label], sizes["units"].sum() - sizes["units"][label])
    floor = tested.floors[label]
    why = None
    if tested.method == "clustered":
        if fewest < LEAST_DOCUMENTS:
            why = "few_documents"
        elif design.shares_documents:
            why = "groups_share_documents"
    elif floor > LEVEL:
        why = "floor"
    has_p = why is None
    can_test_rates = fewest >= LEAST_DOCUMENTS and not design.shares_documents
    bounds: Sequence[pl.Expr | pl.Series]
    bounds = [NOTHING.alias("log_ratio_lo"), NOTHING.alias("log_ratio_hi")]
    carries = [pl.lit(f"{why} blocks" if design.spans else why, pl.String)]
    if fewest >= LEAST_DOCUMENTS and not design.shares_documents:
        if options.interval == "bootstrap":
            bounds = bootstrap_bounds(design, label, options, mean=mean)
            carries.append(pl.when(pl.col("log_ratio_lo").is_null()).then(pl.lit("resamples")))
        else:
            bounds = _bounds(label, sizes, options, mean=mean, log_ratio=log_ratio)
    has_omnibus = sizes.height > 2  # noqa: PLR2004
    moments = _moments(test.moments, label, n_terms, mean=mean)
    return (
        table.hstack(moments)
        .with_columns(*bounds)
        .select("log_ratio_lo", "log_ratio_hi")
        .hstack(found.select("statistic", "p_value", "exceeded"))
        .hstack(tested.omnibus)
        .hstack(test.rates.slice(label * n_terms, n_terms))
        .with_columns(
            pl.when(has_p).then("p_value").alias("p_value"),
            pl.when(has_p).then("exceeded").alias("exceeded"),
            *(
                pl.when(can_test_rates).then(name).alias(name)
                for name in ("p_welch", "p_mann_whitney")
            ),
            pl.when(has_omnibus).then("omnibus").alias("omnibus"),
            pl.when(has_p and has_omnibus).then("p_omnibus").alias("p_omnibus"),
            p_floor=pl.lit(floor if tested.method == "permutation" else None, pl.Float64),
            carries=pl.concat_str(carries, separator=" ", ignore_nulls=True),
        )
        .select(*INFERRED, "carries")
    )


def no_inference(table: pl.DataFrame) -> pl.DataFrame:
    """Make the columns of inferences that there are not."""
    nothing = [NOTHING.alias(name) for name in INFERRED]
    why = pl.lit(None, pl.String).alias("carries")
    return table.with_columns(*nothing, why).select(*INFERRED, "carries")


def _moments(moments: pl.DataFrame, label: int, n_terms: int, *, mean: bool) -> pl.DataFrame:
    """Give the sums that variances are made of, of the label and of the others."""
    # Groups without units have rows, but no label.
    n_labels = moments.height // n_terms
    wanted = moments.select("count", "squares", "products")
    own = wanted.slice(label * n_terms, n_terms)
    columns = [own[name].alias(f"_own_{name}") for name in wanted.columns]
    if mean:
        for other in range(n_labels):
            rows = wanted.slice(other * n_terms, n_terms)
            columns += [rows[name].alias(f"_{other}_{name}") for name in wanted.columns]
        return pl.DataFrame(columns)
    for name in wanted.columns:
        total = pl.Series(wanted[name].to_numpy().reshape(n_labels, n_terms).sum(axis=0))
        columns.append((total - own[name]).alias(f"_rest_{name}"))
    return pl.DataFrame(columns)


def _bounds(
    label: int,
    sizes: pl.DataFrame,
    options: Inference,
    *,
    mean: bool,
    log_ratio: pl.Expr,
) -> list[pl.Expr]:
    """Give the bounds of the log ratio by the variance over documents."""
    rows = sizes.rows(named=True)
    own = _relative("_own", rows[label]), rows[label]["units"]
    rest = [row for row in rows if row["label"] != label]
    most = int(sizes["units"].sum())
    if not mean:
        pooled = {name: sum(row[name] for row in rest) for name in ("units", "tokens", "squares")}
        return log_ratio_bounds(
            [own, (_relative("_rest", pooled), pooled["units"])],
            log_ratio,
            options.confidence,
            most,
        )
    rates = [(pl.col(f"_{row['label']}_count") + 0.5) / (row["tokens"] + 0.5) for row in rest]
    total = pl.sum_horizontal(rates)
    # The variance of the mean's logarithm: that of each rate, weighted by its share of the sum.
    parts = [
        (_relative(f"_{row['label']}", row) * (rate / total) ** 2, row["units"])
        for row, rate in zip(rest, rates, strict=True)
    ]
    return log_ratio_bounds([own, *parts], log_ratio, options.confidence, most)


def _relative(prefix: str, size: dict[str, int]) -> pl.Expr:
    return relative_variance(f"{prefix}_count", f"{prefix}_squares", f"{prefix}_products", size)


def _correct(
    inferred: list[pl.DataFrame],
    seen: list[pl.Series],
    correction: str,
    family: int,
    n_designs: int,
    *,
    is_mirrored: bool,
) -> list[pl.Series]:
    """Correct p for the number of tests, for each contrast."""
    if correction == "max_t":
        # The largest of all statistics is that of a design: designs are counted like Bonferroni.
        most = pl.max_horizontal((pl.col("exceeded") * n_designs).clip(upper_bound=1), "p_value")
        made = pl.when(pl.col("p_value").is_not_null()).then(most)
        return [columns.select(made).to_series() for columns in inferred]
    p_values = [
        columns.with_columns(terms.alias("_seen")).select(pl.when("_seen").then("p_value"))
        for columns, terms in zip(inferred, seen, strict=True)
    ]
    once = p_values[: 1 if is_mirrored else None]
    corrected = pl.concat(once).select(CORRECTIONS[correction]("p_value", family=family))
    n_terms = p_values[0].height
    parts = [corrected.slice(place * n_terms, n_terms).to_series() for place in range(len(once))]
    return parts * 2 if is_mirrored else parts
