"""Keyness and association measures as polars expressions, one function a formula.

Every function reads the same four counts (Evert's cells) and derives the rest of the table:

==========  =======  =====  ======
            term     other  sum
==========  =======  =====  ======
target      **o11**  o12    **r1**
reference   o21      o22    r2
sum         **c1**   c2     **n**
==========  =======  =====  ======

For keywords the rows are two corpora; for collocates, the tokens inside and outside the node's
windows. Chance alone would put ``e11 = r1 * c1 / n`` into the first cell. Counts are column names
or expressions of any numeric type, read as 64-bit integers (so UInt32 does not wrap; floats must
hold whole numbers). The result is Float64, never rounded and never NaN:

- null where no such table exists: a count is null, negative, fractional or above 2**63 - 1, a
  cell would be negative (``o11 > r1``, ``o11 > c1``, ``r1 + c1 - o11 > n``), or ``n`` is 0;
- null where the formula says 0/0, and infinite where it says so.

Frames in other notations have `from_cells`, `from_frequencies` and `from_corpora`. Counts of
documents (those that have the term, of all on a side) are counts as well: with them each measure is
one of text dispersion. `log_p_value` and `p_value` read the column of a test, `log_linear_lambda`
and `log_linear_z` the patterns of an n-gram. Columns of p-values are corrected by
:mod:`corpusstats.corrections`.
"""

from corpusstats.measures._association import (
    delta_p_backward,
    delta_p_forward,
    dice,
    geometric_mean,
    jaccard,
    liddell,
    local_mi,
    log_dice,
    mi,
    mi2,
    mi3,
    minimum_sensitivity,
    npmi,
    t_score,
    z_score,
)
from corpusstats.measures._conservative import lrc
from corpusstats.measures._exact import fisher, log_p_value, p_value, poisson, poisson_stirling

# Names of their own, since what sums over rows is no column that `measures=` could add.
from corpusstats.measures._heterogeneity import breslow_day as breslow_day
from corpusstats.measures._heterogeneity import log_odds_ratio as log_odds_ratio
from corpusstats.measures._heterogeneity import pooled_log_odds_ratio as pooled_log_odds_ratio
from corpusstats.measures._heterogeneity import woolf as woolf
from corpusstats.measures._keyness import (
    adjusted_residual,
    chi_square,
    log_ratio,
    percent_difference,
    simple_maths,
)
from corpusstats.measures._likelihood import average_mi, bic, ell, log_likelihood, simple_ll
from corpusstats.measures._log_linear import log_linear_lambda, log_linear_z
from corpusstats.measures._log_odds import log_odds, log_odds_prior
from corpusstats.measures._notation import from_cells, from_corpora, from_frequencies
from corpusstats.measures._ratios import difference_coefficient, odds_ratio, relative_risk

# Those that make a column of the four counts alone.
SCORES = (
    "adjusted_residual",
    "average_mi",
    "bic",
    "chi_square",
    "delta_p_backward",
    "delta_p_forward",
    "dice",
    "difference_coefficient",
    "ell",
    "fisher",
    "geometric_mean",
    "jaccard",
    "liddell",
    "local_mi",
    "log_dice",
    "log_likelihood",
    "log_odds",
    "log_odds_prior",
    "log_ratio",
    "lrc",
    "mi",
    "mi2",
    "mi3",
    "minimum_sensitivity",
    "npmi",
    "odds_ratio",
    "percent_difference",
    "poisson",
    "poisson_stirling",
    "relative_risk",
    "simple_ll",
    "simple_maths",
    "t_score",
    "z_score",
)

__all__ = [
    "adjusted_residual",
    "average_mi",
    "bic",
    "chi_square",
    "delta_p_backward",
    "delta_p_forward",
    "dice",
    "difference_coefficient",
    "ell",
    "fisher",
    "from_cells",
    "from_corpora",
    "from_frequencies",
    "geometric_mean",
    "jaccard",
    "liddell",
    "local_mi",
    "log_dice",
    "log_likelihood",
    "log_linear_lambda",
    "log_linear_z",
    "log_odds",
    "log_odds_prior",
    "log_p_value",
    "log_ratio",
    "lrc",
    "mi",
    "mi2",
    "mi3",
    "minimum_sensitivity",
    "npmi",
    "odds_ratio",
    "p_value",
    "percent_difference",
    "poisson",
    "poisson_stirling",
    "relative_risk",
    "simple_ll",
    "simple_maths",
    "t_score",
    "z_score",
]
