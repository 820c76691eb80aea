"""What a coded sample says of each source: precision, recall, and shares corrected for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats.documents import as_frame
from corpusstats.exceptions import InputError
from corpusstats.flags import flag, null_group
from corpusstats.framing.agreement import krippendorff_alpha
from corpusstats.framing.codings import CODED, coded
from corpusstats.framing.proportions import ESTIMATES, estimates
from corpusstats.framing.validation_sample import KINDS
from corpusstats.options import check_share, names
from corpusstats.provenance import attach, record
from corpusstats.results import frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpusstats.framing.agreement import Level

__all__ = ["Validation", "validation"]

# Fewer rows than this say little.
LEAST_CODED = 30
COUNTS = ("missed_statements",)
AGREEMENT = {"column": pl.String, "units": pl.Int64, "level": pl.String, "alpha": pl.Float64}
MODES = ("statements", "coded", "precision", "precision_lo", "precision_hi")


@dataclass(frozen=True, slots=True)
class Validation:
    """What a coded sample says.

    Made by :func:`validation`.

    Attributes
    ----------
    by : list of str
        The columns that make the groups.
    sources : polars.DataFrame
        One row a group, in order; see :func:`validation`.
    modes : polars.DataFrame
        One row a group and mode: ``by``, ``mode``, ``statements`` (Float64: of the corpus),
        ``coded`` (Int64), ``precision``, ``precision_lo``, ``precision_hi``.
    agreement : polars.DataFrame
        One row a coded column: ``column``, ``units`` (Int64: coded by both), ``level`` and
        ``alpha`` (Krippendorff's; null where there is one value only). Empty with one coder.
    provenance : Mapping
        Options and versions.

    """

    by: list[str]
    sources: pl.DataFrame
    modes: pl.DataFrame
    agreement: pl.DataFrame
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> names = ["sample_id", "source", "mode", "kind", "is_statement", "missed_statements"]
        >>> names += ["weight", "found_in_sentence", "group_sentences", "group_attributed"]
        >>> list(cs.validation(pl.DataFrame(schema=dict.fromkeys(names, pl.String))).frames())
        ['sources', 'modes', 'agreement']
        """
        return frames_of(self)


def validation(
    sample: pl.DataFrame,
    second: pl.DataFrame | None = None,
    *,
    by: str | Sequence[str] = "source",
    confidence: float = 0.95,
) -> Validation:
    """Estimate from a coded sample what was found rightly, what was missed, and true shares.

    Parameters
    ----------
    sample
        What :func:`corpusstats.validation_sample` gave, filled in (from a file: ``pl.read_csv``):
        ``is_statement``, ``content_right`` and ``speaker_right`` with 1 or 0 (or yes and no, ja and
        nein, true and false), ``missed_statements`` with a number. What is left empty is not coded
        and does not count.
    second
        The same rows as another coder has filled them in, for the agreement; the estimates are
        those of ``sample``.
    by
        The columns that make the groups.
    confidence
        Of the intervals.

    Returns
    -------
    Validation
        ``sources`` has ``by``, ``statements`` and ``sentences`` (Float64: how many there are in the
        corpus, of sentences those without a statement), ``coded`` and ``coded_sentences`` (Int64),
        and each with its interval (``_lo``, ``_hi``)

        - ``precision``: the share of statements that are some;
        - ``recall``: statements found of all there are: with those missed in sentences without one,
          and, where these are coded too, in sentences with others;
        - ``content_right``, ``speaker_right``: shares of the statements that are some;
        - ``share``: sentences with a part of a statement, of whatever kind, as found (no interval),
          and ``share_corrected``: as they are. ``attribution_rate`` of :func:`corpusstats.voices`
          leaves out sentences that hold only denials or evidentials without a source;

        further ``sensitivity`` and ``specificity`` for sentences, and ``flag``: ``not_coded``,
        ``few_coded`` (fewer than 30 rows of a kind), ``no_better_than_chance`` (no correction),
        ``null_group``. Null where nothing is coded.

    Raises
    ------
    InputError
        A column is missing, a row is coded with something else, or the coders have not the same
        rows.

    Notes
    -----
    Rows count by what they stand for in their stratum. Intervals of proportions are Wilson's with
    the effective number of rows, ``(Σw)² / Σw²`` (Kish); that of recall is the delta method's on
    log odds; that of the corrected share is the delta method's. The correction is Rogan and
    Gladen's, ``(share + specificity - 1) / (sensitivity + specificity - 1)``, with sensitivity and
    specificity of the group itself: those of another source would carry its style over, which is
    the error to be mended. The intervals treat rows as independent: many of one document make
    them too narrow. A statement counts as its sentence's, and a sentence as one with a statement
    where the sampled one is right or another was missed.

    TeBlunthuis, Hase and Chan (2023), Misclassification in Automated Content Analysis Causes Bias
    in Regression. Can We Fix It? Yes We Can!, arXiv:2307.06483: errors that differ between groups
    make differences that are none. Rogan and Gladen (1978), Estimating Prevalence from the Results
    of a Screening Test, American Journal of Epidemiology 107(1). Wilson (1927), Probable Inference,
    the Law of Succession, and Statistical Inference, Journal of the American Statistical
    Association 22. Kish (1965), Survey Sampling.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> sample = pl.DataFrame(
    ...     {
    ...         "sample_id": range(8),
    ...         "source": "x",
    ...         "mode": ["direct"] * 4 + [None] * 4,
    ...         "kind": ["statement"] * 4 + ["sentence"] * 4,
    ...         "is_statement": [1, 1, 1, 0] + [None] * 4,
    ...         "missed_statements": [0, 0, 0, 0, 1, 0, 0, 0],
    ...         "weight": [5.0] * 4 + [20.0] * 4,
    ...         "found_in_sentence": [1] * 4 + [0] * 4,
    ...         "group_sentences": 100,
    ...         "group_attributed": 20,
    ...     }
    ... )
    >>> found = cs.validation(sample).sources
    >>> found.select(pl.col("precision", "recall", "share", "share_corrected").round(2)).row(0)
    (0.75, 0.43, 0.2, 0.35)
    """
    check_share("confidence", confidence)
    columns = names("by", by)
    rows = coded(as_frame(sample), columns, "sample")
    groups = rows.select(columns).unique().sort(columns, nulls_last=True)
    sources = _estimated(rows, groups, columns, confidence)
    found = rows.filter(pl.col("kind") == KINDS[0])
    keys = [*columns, "mode"]
    of_modes = found.select(keys).unique().sort(keys, nulls_last=True)
    modes = _estimated(found, of_modes, keys, confidence).select(*keys, *MODES)
    agreement = _agreement(rows, second, columns)
    conditions = {
        "not_coded": (pl.col("coded") == 0) | (pl.col("coded_sentences") == 0),
        "few_coded": (pl.col("coded") + pl.col("coded_sentences") > 0)
        & pl.min_horizontal("coded", "coded_sentences").is_between(1, LEAST_CODED - 1),
        "no_better_than_chance": pl.col("sensitivity") + pl.col("specificity") <= 1,
        **null_group(columns),
    }
    options = {"by": columns, "confidence": confidence, "coders": 1 if second is None else 2}
    made = record("validation", options, sample)
    return Validation(
        columns,
        attach(sources.with_columns(flag(conditions)), made),
        attach(modes, made),
        attach(agreement, made),
        made,
    )


def _estimated(
    rows: pl.DataFrame, groups: pl.DataFrame, keys: list[str], confidence: float
) -> pl.DataFrame:
    """Estimate each group on its own."""
    found = [
        estimates(rows.join(group, on=keys, how="semi", nulls_equal=True), confidence)
        for group in groups.iter_slices(1)
    ]
    typed: dict[str, Any] = dict.fromkeys(ESTIMATES, pl.Float64)
    typed |= {"coded": pl.Int64, "coded_sentences": pl.Int64}
    return groups.hstack(pl.DataFrame(found, typed))


def _agreement(rows: pl.DataFrame, second: pl.DataFrame | None, columns: list[str]) -> pl.DataFrame:
    """Compare two coders, column by column."""
    if second is None:
        return pl.DataFrame(schema=AGREEMENT)
    other = coded(as_frame(second), columns, "second")
    if set(other["sample_id"]) != set(rows["sample_id"]):
        apart = sorted(set(other["sample_id"]) ^ set(rows["sample_id"]))[:3]
        msg = f"the coders have not the same rows: sample_id {apart} are in one of the frames only"
        raise InputError(msg)
    both = rows.join(other.select("sample_id", *CODED), on="sample_id", suffix="_second")
    listed = []
    for name in CODED:
        pair = both.select(name, f"{name}_second").drop_nulls()
        level: Level = "interval" if name in COUNTS else "nominal"
        alpha = krippendorff_alpha([pair[:, 0].to_list(), pair[:, 1].to_list()], level=level)
        listed.append((name, pair.height, level, alpha))
    return pl.DataFrame(listed, AGREEMENT, orient="row")
