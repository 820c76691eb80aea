"""`dispersion` against another program, on random tables; only where it is installed."""

import random

import polars as pl
import pytest

import corpusstats as cs

NAMES = {
    "range": "range",
    "sd": "sd_population",
    "variation_coefficient": "vc_population",
    "juilland_d": "juilland_d",
    "carroll_d2": "carroll_d2",
    "rosengren_s": "roschengren_s_adj",
    "dp": "dp",
    "dp_norm": "dp_norm",
    "kld": "kl_divergence",
    "d_a": "evenness_da",
    "ft": "mean_text_frequency_ft",
    "pt": "pervasiveness_pt",
    "ft_pt": "ft_adjusted_by_pt",
    "ft_da": "ft_adjusted_by_da",
}


def test_equal_to_corpus_dispersion() -> None:
    other = pytest.importorskip("corpus_dispersion")
    generator = random.Random(0)
    for number in range(1000):
        n_parts = generator.randint(2, 30)
        most = generator.choice([1, 3, 50, 1000])
        v = [generator.randint(0, most) for _ in range(n_parts)]
        v[generator.randrange(n_parts)] += 1
        sizes = [count + generator.randint(1, 5000) for count in v]
        frame = pl.DataFrame({"term": "a", "part": range(n_parts), "count": v})
        found = cs.dispersion(frame.with_columns(part_tokens=pl.Series(sizes)))
        floats = [float(count) for count in v], [float(size) for size in sizes]
        expected = other.CorpusWordAnalyzer(*floats, float(sum(sizes))).calculate_all_metrics()
        for ours, theirs in NAMES.items():
            value = getattr(expected, theirs)
            assert found[ours][0] == pytest.approx(value, rel=1e-10, abs=1e-13), (number, ours)
