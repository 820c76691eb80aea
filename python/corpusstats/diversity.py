"""Lexical diversity: how varied the vocabulary of texts is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from corpusstats import _core
from corpusstats.flags import LEAST_DOCUMENTS, document_flags, flag, null_group
from corpusstats.jackknife import reaches
from corpusstats.options import (
    check_at_least,
    check_attribute,
    check_bool,
    check_corpus,
    check_kinds,
    check_name,
    check_share,
    check_threads,
    names,
)
from corpusstats.order import documents_in_order
from corpusstats.provenance import attach, describe, record
from corpusstats.richness import FORMULAS, Base, Comparison, Rest, Variants, score
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.options import Kind
    from corpusstats.selection import By, Part, Selected

__all__ = ["diversity"]

MEASURES = tuple(FORMULAS)
# The directions in which moving factors are read.
MOVING = {"mtld_ma_bi": ("forward", "backward"), "mtld_ma_wrap": ("wrapped",)}
# Up to here, texts of the same writer differ too much (Koizumi and In'nami 2012).
SHORT_TEXT = 100
# In how many documents there is a window or a segment stands behind their mean.
BESIDE = {"msttr": "msttr_documents", "mattr": "mattr_documents"}


def diversity(
    corpus: Corpus,
    *,
    by: By = None,
    within: Part | Sequence[Part] | None = None,
    without: Part | Sequence[Part] | None = None,
    attribute: str = "lower",
    kinds: Kind | Sequence[Kind] = ("word", "number"),
    measures: str | Sequence[str] | None = None,
    intervals: bool = False,
    confidence: float = 0.95,
    jackknife_parts: int = 100,
    log_base: Base = "e",
    brunet_exponent: float = 0.172,
    msttr_segment: int = 50,
    mattr_window: int = 50,
    mtld_threshold: float = 0.72,
    mtld_comparison: Comparison = "at_most",
    mtld_least: int = 1,
    mtld_rest: Rest = "partial",
    mtld_documents: Literal["joined", "apart"] = "joined",
    mtld_ma_comparison: Comparison = "below",
    mtld_ma_least: int = 10,
    mtld_ma_mean: Literal["directions", "factors"] = "directions",
    hdd_sample: int = 42,
    hdd_scale: Literal["mean", "sum"] = "mean",
    vocd_method: Literal["expected", "sampled"] = "expected",
    vocd_sizes: tuple[int, int] = (35, 50),
    vocd_samples: int = 100,
    vocd_curves: int = 3,
    n_threads: int | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    r"""Measure how varied the vocabulary of each group is.

    Most measures depend on the length of the text: they compare groups of equal size only. Those
    that depend on it little are ``mattr``, ``msttr``, ``hdd``, ``vocd_d``, ``mtld`` and its kin,
    and to some degree ``yule_k`` and ``simpson_d`` (Tweedie and Baayen 1998).

    Parameters
    ----------
    corpus
        What to count.
    by, within, without, attribute, kinds
        As in :func:`corpusstats.frequencies`. With ``by="doc_id"`` each document is a group. What
        is selected of a document makes one text, whatever was left out in between.
    measures
        Which measures, in which order; all of them by default (see Notes).
    intervals
        Add ``<measure>_lo`` and ``<measure>_hi``: intervals over documents, by a jackknife.
    confidence
        How often such intervals hold.
    jackknife_parts
        Into how many parts a group is cut at most, of documents that are neighbours by ``doc_id``;
        each is left out in turn. A group with fewer documents is cut into these.
    log_base
        Logarithm of ``summer_s``, ``dugast_u`` and ``maas_a2``: ``"e"``, ``"10"`` (koRpus,
        lexical-diversity, quanteda) or ``"2"``. ``herdan_c`` has the same value with any, and
        ``honore_r`` is always natural.
    brunet_exponent
        The *a* of ``brunet_w``.
    msttr_segment, mattr_window
        Sizes in tokens. Segments and windows do not cross documents; what is left of a document
        behind its last full segment does not count.
    mtld_threshold
        The type-token ratio at which a factor ends, of ``mtld`` and ``mtld_ma_*``.
    mtld_comparison, mtld_ma_comparison
        A factor ends where the ratio is ``"at_most"`` the threshold (LexicalRichness), or
        ``"below"`` it (lexical-diversity, TAALED).
    mtld_least, mtld_ma_least
        The least number of tokens of a factor.
    mtld_rest
        What becomes of the tokens behind the last factor: ``"partial"`` counts as much of a factor
        as their ratio has come of the way to the threshold, (1 - ttr) / (1 - threshold);
        ``"partial_last"`` does so with the stretch that holds the last token even if it is a
        factor (lexical-diversity, TAALED); ``"drop"`` counts neither them nor their tokens;
        ``"drop_distinct"`` drops them where all are different (pycorpdiff).
    mtld_documents
        ``"joined"``: factors run through the documents of a group, in the order of ``doc_id``
        (strings by bytes); ``"apart"``: each document has its own, and their tokens and factors
        are added up, which no order changes.
    mtld_ma_mean
        ``mtld_ma_bi`` is the mean of both ``"directions"`` (lexical-diversity), or of all
        ``"factors"`` (anyTS).
    hdd_sample, hdd_scale
        How many tokens are drawn; ``"mean"`` is the expected type-token ratio of the sample (from
        0 to 1), ``"sum"`` its expected number of types.
    vocd_method
        D is fitted to the curve that is ``"expected"`` of samples, without chance, or to the mean
        of ones that are ``"sampled"``, as it was first defined and more slowly (some
        milliseconds a group).
    vocd_sizes, vocd_samples, vocd_curves
        The least and greatest sample; how many samples of each size make a curve, and of how many
        curves the mean D is taken.
    n_threads
        How many threads count; the result is the same.
    seed
        Where chance begins, of ``vocd_method="sampled"`` alone. Each group begins anew.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, ``documents`` (Int64: those that have tokens which count),
        ``n_tokens``, ``n_types`` (Int64), then for each measure its value and its interval if asked
        for (Float64); behind ``msttr`` and ``mattr`` the number of documents that are as long as a
        segment or window (``msttr_documents``, ``mattr_documents``, Int64); and ``flag`` (String).
        One row a group, in byte order (numbers and dates by size, null last). A measure is null of
        no tokens, where its formula is 0/0, and where it says so below; infinite where a formula
        divides by 0. Flags:

        - ``single_document``, ``few_documents`` (below 5): intervals are null.
        - ``short_text``: fewer than 100 tokens, too few for MTLD; up to there equal parts of one
          text had little to do with each other by any measure, D and HD-D among them (Koizumi and
          In'nami 2012).
        - ``shorter_than_segment``, ``shorter_than_window``: of all documents, so that ``msttr`` or
          ``mattr`` is null.
        - ``no_factor``: no text falls to the threshold, so that an MTLD is null.
        - ``few_factors``: fewer than half of the tokens begin a full factor in their document, and
          those begin short ones: documents are too short, and ``mtld_ma_*`` is too low.
        - ``null_group``: a null is the name of the group.

    Raises
    ------
    InputError
        ``by`` names no column of the documents, or one that the result needs for itself.
    ValueError
        An unknown attribute, kind, measure or variant, or a size that cannot be.

    Notes
    -----
    With *N* tokens, *V* types, and V(m) types that occur *m* times:

    =================  ==================================================================
    ``ttr``            V / N (Chotlos 1944; Templin 1957)
    ``root_ttr``       V / √N (Guiraud 1954)
    ``cttr``           V / √(2 N) (Carroll 1964)
    ``herdan_c``       log V / log N (Herdan 1960)
    ``summer_s``       log log V / log log N (Somers 1966); null of one type
    ``dugast_u``       (log N)² / (log N - log V) (Dugast 1978)
    ``maas_a2``        (log N - log V) / (log N)² (Maas 1972); low is diverse
    ``yule_k``         10⁴ (Σ m² V(m) - N) / N² (Yule 1944); low is diverse
    ``yule_i``         V² / (Σ m² V(m) - V) (Yule 1944)
    ``simpson_d``      Σ V(m) m/N (m - 1)/(N - 1) (Simpson 1949); low is diverse
    ``herdan_vm``      √(Σ V(m) (m/N)² - 1/V) (Herdan 1955); low is diverse
    ``honore_r``       100 ln N / (1 - V(1)/V) (Honoré 1979)
    ``brunet_w``       N to the power of V to the power of -a (Brunet 1978); low is diverse
    ``sichel_s``       V(2) / V (Sichel 1975)
    ``michea_m``       V / V(2) (Michéa 1969)
    ``baayen_p``       V(1) / N, the rate at which new types come (Baayen 1992)
    ``entropy``        -Σ V(m) m/N log₂ m/N, in bits (Shannon 1948)
    ``msttr``          mean V / N of segments that follow each other (Johnson 1944)
    ``mattr``          mean V / N of windows that move by a token (Covington and McFall 2010)
    ``mtld``           mean over both directions of tokens / factors (McCarthy and Jarvis 2010)
    ``mtld_ma_bi``     mean tokens of the factors that begin at each token, read in both directions;
                       a start without a full factor in its document does not count
    ``mtld_ma_wrap``   the same read forward, going on at the beginning of the document, at most
                       once round (Kyle, Crossley and Jarvis 2021)
    ``hdd``            Σ over types of (1 - C(N - m, s) / C(N, s)) / s for a sample of s tokens
                       (McCarthy and Jarvis 2007); null of fewer than s tokens
    ``vocd_d``         the D of D/n (√(1 + 2 n/D) - 1) with the least squares to the type-token
                       ratios of samples of n tokens (Malvern and Richards 1997; McKee, Malvern and
                       Richards 2000); null of fewer tokens than the greatest sample, and where
                       all tokens are different
    ``zipf_slope``     -a, with a the most likely exponent if a token has rank r (of V, by falling
                       count) with a probability in proportion to r to the power of -a (Hanel et al.
                       2017); null of one type. Ranks and counts come from the same text, which
                       makes it steeper than it is (Piantadosi 2014)
    ``heaps_slope``    the slope of the least-squares line of ln V over ln N at N, N/2, N/4, …
                       tokens (rounded down, at least 50 each), documents in the order of ``doc_id``
                       (Heaps 1978); null of fewer than 200 tokens
    =================  ==================================================================

    Intervals are value ± t · s with s² = (g - 1)/g Σ (estimate without a part - their mean)² and
    g - 1 degrees of freedom, g being the number of parts. They say how far the value of as many
    other documents of the same kind would be, and not what it would be for texts of another
    length. A bootstrap would not do: it draws documents twice, which adds tokens and no types, so
    that its values lie far below the one that it is to enclose. For whatever does not depend on
    the order of documents, the jackknife's variance is not too small on average (Efron and Stein
    1981). They take documents to be drawn independently.

    Time is linear in the tokens for all measures, with intervals also in the parts times the
    distinct counts of a group. Memory is four bytes a token and some for each value and thread.

    Tweedie and Baayen (1998), How variable may a constant be? Computers and the Humanities 32,
    323-352. McCarthy and Jarvis (2007), vocd: a theoretical and empirical evaluation, Language
    Testing 24, 459-488; (2010), MTLD, vocd-D, and HD-D, Behavior Research Methods 42, 381-392.
    Covington and McFall (2010), Cutting the Gordian knot, Journal of Quantitative Linguistics 17,
    94-100. Kyle, Crossley and Jarvis (2021), Language Assessment Quarterly 18, 154-170. Koizumi and
    In'nami (2012), Effects of text length on lexical diversity measures, System 40, 554-564. Hanel,
    Corominas-Murtra, Liu and Thurner (2017), PLoS ONE 12(2). Efron and Stein (1981), The jackknife
    estimate of variance, Annals of Statistics 9, 586-596.

    Examples
    --------
    >>> import corpusstats as cs
    >>> corpus = cs.read_corpus("seeds")
    >>> cs.diversity(corpus, by="source", measures=["ttr", "mtld", "hdd"]).drop("flag")
    shape: (4, 7)
    ┌──────────────┬───────────┬──────────┬─────────┬──────────┬────────────┬──────────┐
    │ source       ┆ documents ┆ n_tokens ┆ n_types ┆ ttr      ┆ mtld       ┆ hdd      │
    │ ---          ┆ ---       ┆ ---      ┆ ---     ┆ ---      ┆ ---        ┆ ---      │
    │ str          ┆ i64       ┆ i64      ┆ i64     ┆ f64      ┆ f64        ┆ f64      │
    ╞══════════════╪═══════════╪══════════╪═════════╪══════════╪════════════╪══════════╡
    │ abendblatt-a ┆ 3         ┆ 805      ┆ 475     ┆ 0.590062 ┆ 296.042061 ┆ 0.922552 │
    │ morgenpost-b ┆ 3         ┆ 770      ┆ 441     ┆ 0.572727 ┆ 277.754881 ┆ 0.90575  │
    │ rundschau-c  ┆ 3         ┆ 764      ┆ 444     ┆ 0.581152 ┆ 274.032552 ┆ 0.916899 │
    │ tagblatt-d   ┆ 3         ┆ 752      ┆ 421     ┆ 0.55984  ┆ 247.130173 ┆ 0.90324  │
    └──────────────┴───────────┴──────────┴─────────┴──────────┴────────────┴──────────┘

    A list of tokens is a corpus as well:

    >>> import polars as pl
    >>> tokens = "one one two one one two one".split()
    >>> listed = cs.Corpus.from_tokens(pl.DataFrame({"doc_id": "a", "token": tokens}))
    >>> found = cs.diversity(listed, measures=["ttr", "mattr"], mattr_window=2)
    >>> found.select("n_tokens", "n_types", "ttr", "mattr")
    shape: (1, 4)
    ┌──────────┬─────────┬──────────┬──────────┐
    │ n_tokens ┆ n_types ┆ ttr      ┆ mattr    │
    │ ---      ┆ ---     ┆ ---      ┆ ---      │
    │ i64      ┆ i64     ┆ f64      ┆ f64      │
    ╞══════════╪═════════╪══════════╪══════════╡
    │ 7        ┆ 2       ┆ 0.285714 ┆ 0.833333 │
    └──────────┴─────────┴──────────┴──────────┘
    """
    check_corpus(corpus)
    check_attribute(corpus, attribute)
    asked = list(MEASURES) if measures is None else names("measures", measures)
    options: dict[str, Any] = {
        "kinds": check_kinds(kinds),
        "measures": asked,
        "intervals": intervals,
        "confidence": confidence,
        "jackknife_parts": jackknife_parts,
        "log_base": log_base,
        "brunet_exponent": brunet_exponent,
        "msttr_segment": msttr_segment,
        "mattr_window": mattr_window,
        "mtld_threshold": mtld_threshold,
        "mtld_comparison": mtld_comparison,
        "mtld_least": mtld_least,
        "mtld_rest": mtld_rest,
        "mtld_documents": mtld_documents,
        "mtld_ma_comparison": mtld_ma_comparison,
        "mtld_ma_least": mtld_ma_least,
        "mtld_ma_mean": mtld_ma_mean,
        "hdd_sample": hdd_sample,
        "hdd_scale": hdd_scale,
        "vocd_method": vocd_method,
        "vocd_sizes": vocd_sizes,
        "vocd_samples": vocd_samples,
        "vocd_curves": vocd_curves,
        "seed": seed,
    }
    _check(options)
    check_threads(n_threads)
    selected = select(corpus, by=by, within=within, without=without, result_columns=_names())
    counted = _count(corpus, selected, options, attribute=attribute, n_threads=n_threads)
    frame = _frame(counted, selected, options)
    selection = {
        "by": selected.by,
        "within": describe(within),
        "without": describe(without),
        "attribute": attribute,
    }
    plain = {name: describe(value) for name, value in options.items()}
    return attach(frame, record("diversity", selection | plain, corpus))


def _check(options: dict[str, Any]) -> None:
    for name in options["measures"]:
        check_name("measure", name, MEASURES)
    check_bool("intervals", options["intervals"])
    for argument, valid in VALID.items():
        check_name(argument, options[argument], valid)
    for argument in ("confidence", "mtld_threshold", "brunet_exponent"):
        check_share(argument, options[argument])
    for argument, least in LEAST.items():
        check_at_least(argument, options[argument], least)
    sizes = options["vocd_sizes"]
    if not isinstance(sizes, tuple | list) or len(sizes) != 2:  # noqa: PLR2004
        msg = f"vocd_sizes has to be a pair of sizes, the least and the greatest, not {sizes!r}"
        raise ValueError(msg)
    check_at_least("the least of vocd_sizes", sizes[0], 2)
    check_at_least("the greatest of vocd_sizes", sizes[1], sizes[0] + 1)


VALID = {
    "log_base": ("e", "10", "2"),
    "mtld_comparison": ("at_most", "below"),
    "mtld_rest": ("partial", "partial_last", "drop", "drop_distinct"),
    "mtld_documents": ("joined", "apart"),
    "mtld_ma_comparison": ("at_most", "below"),
    "mtld_ma_mean": ("directions", "factors"),
    "hdd_scale": ("mean", "sum"),
    "vocd_method": ("expected", "sampled"),
}
LEAST = {
    "jackknife_parts": LEAST_DOCUMENTS,
    "msttr_segment": 1,
    "mattr_window": 1,
    "mtld_least": 1,
    "mtld_ma_least": 1,
    "hdd_sample": 1,
    "vocd_samples": 1,
    "vocd_curves": 1,
    "seed": 0,
}


def _names() -> list[str]:
    """List all columns that a result can have."""
    ends = [f"{name}{end}" for name in MEASURES for end in ("", "_lo", "_hi")]
    return ["documents", "n_tokens", "n_types", *ends, *BESIDE.values(), "flag"]


def _count(
    corpus: Corpus,
    selected: Selected,
    options: dict[str, Any],
    *,
    attribute: str,
    n_threads: int | None,
) -> pl.DataFrame:
    """Count what the measures need, of each group and without each of its parts."""
    asked, threshold = options["measures"], options["mtld_threshold"]

    def rule(name: str) -> tuple[float, bool, int]:
        return threshold, options[f"{name}_comparison"] == "at_most", options[f"{name}_least"]

    factors = (rule("mtld"), options["mtld_rest"], options["mtld_documents"] == "joined")
    draws = (options["vocd_samples"], options["vocd_curves"], options["seed"])
    table = _core.diversity(
        corpus._table,
        documents_in_order(corpus),
        selected.handle,
        attribute=attribute,
        kinds=options["kinds"],
        window=options["mattr_window"] if "mattr" in asked else None,
        segment=options["msttr_segment"] if "msttr" in asked else None,
        factors=factors if "mtld" in asked else None,
        moving=rule("mtld_ma") if any(name in asked for name in MOVING) else None,
        sample=options["hdd_sample"] if "hdd" in asked else None,
        curve=tuple(options["vocd_sizes"]) if "vocd_d" in asked else None,
        draws=draws if options["vocd_method"] == "sampled" else None,
        ranks="zipf_slope" in asked,
        growth="heaps_slope" in asked,
        parts=options["jackknife_parts"] if options["intervals"] else 0,
        least_documents=LEAST_DOCUMENTS,
        n_threads=n_threads,
    )
    return pl.DataFrame(table)


def _frame(counted: pl.DataFrame, selected: Selected, options: dict[str, Any]) -> pl.DataFrame:
    """Make the rows of the result from what was counted."""
    asked = options["measures"]
    variants = Variants(**{name: options[name] for name in Variants.__slots__})
    frame = score(counted.filter(pl.col("_left_out").is_null()), asked, variants)
    shown = {name: [name] for name in asked}
    if options["intervals"]:
        parts = counted.filter(pl.col("_left_out").is_not_null())
        # What is drawn for each part would add its own chance, many times over.
        scored = score(parts, asked, replace(variants, vocd_method="expected"))
        reach = reaches(scored, asked, options["confidence"])
        frame = frame.join(reach, on="_group", how="left", maintain_order="left", suffix="_reach")
        frame = frame.with_columns(
            *(_end(name, "_lo", -1) for name in asked), *(_end(name, "_hi", 1) for name in asked)
        )
        shown = {name: [name, f"{name}_lo", f"{name}_hi"] for name in asked}
    for name, column in BESIDE.items():
        if name in shown:
            shown[name].append(column)
    groups = selected.groups.select(selected.by)
    flags = null_group(selected.by) | document_flags("documents") | _flags(asked)
    return frame.hstack(groups.get_columns()).select(
        *selected.by,
        "documents",
        "n_tokens",
        "n_types",
        *(column for of_measure in shown.values() for column in of_measure),
        flag(flags),
    )


def _end(name: str, end: str, sign: int) -> pl.Expr:
    """Give an end of an interval; nothing lies round what is infinite."""
    reached = pl.col(name) + sign * pl.col(f"{name}_reach")
    return pl.when(pl.col(name).is_finite()).then(reached).alias(name + end)


def _flags(asked: list[str]) -> dict[str, pl.Expr]:
    """Name what the texts of a group are too short or too varied for."""
    n_tokens = pl.col("n_tokens")

    def is_missing(*measures: str) -> pl.Expr:
        missing = (pl.col(name).is_null() for name in measures if name in asked)
        return (n_tokens > 0) & pl.any_horizontal(pl.lit(value=False), *missing)

    starts = [
        pl.col(f"moving_{direction}_factors")
        for name, directions in MOVING.items()
        if name in asked
        for direction in directions
    ]
    return {
        "short_text": n_tokens < SHORT_TEXT,
        "shorter_than_segment": is_missing("msttr"),
        "shorter_than_window": is_missing("mattr"),
        "no_factor": is_missing("mtld", *MOVING),
        "few_factors": pl.any_horizontal(
            pl.lit(value=False), *((factors > 0) & (2 * factors < n_tokens) for factors in starts)
        ),
    }
