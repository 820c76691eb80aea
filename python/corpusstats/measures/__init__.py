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
"""

from corpusstats.measures._association import (
    delta_p_backward,
    delta_p_forward,
    dice,
    jaccard,
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

# Names of their own, since what sums over rows is no column that `measures=` could add.
from corpusstats.measures._heterogeneity import breslow_day as breslow_day
from corpusstats.measures._heterogeneity import log_odds_ratio as log_odds_ratio
from corpusstats.measures._heterogeneity import pooled_log_odds_ratio as pooled_log_odds_ratio
from corpusstats.measures._heterogeneity import woolf as woolf
from corpusstats.measures._keyness import (
    chi_square,
    log_likelihood,
    log_ratio,
    percent_difference,
    simple_maths,
)

__all__ = [
    "chi_square",
    "delta_p_backward",
    "delta_p_forward",
    "dice",
    "jaccard",
    "local_mi",
    "log_dice",
    "log_likelihood",
    "log_ratio",
    "mi",
    "mi2",
    "mi3",
    "minimum_sensitivity",
    "npmi",
    "percent_difference",
    "simple_maths",
    "t_score",
    "z_score",
]
