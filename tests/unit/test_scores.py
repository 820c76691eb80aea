"""Measures and their variants by name, as `keywords` and `collocates` take them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.scores import SCORES, VARIANTS, score_columns

COUNTS = pl.DataFrame({"o11": [10, 2], "r1": 100, "c1": [12, 9], "n": 200})


def test_every_name_makes_a_column_of_that_name() -> None:
    assert len(set(SCORES)) == len(SCORES) == len(cs.measures.SCORES) + len(VARIANTS)
    assert set(cs.measures.SCORES) < set(cs.measures.__all__)
    found = COUNTS.select(score_columns(SCORES, {}))
    assert found.columns == list(SCORES)
    assert set(found.dtypes) == {pl.Float64}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_its_measure_with_options(name: str) -> None:
    measure, options = VARIANTS[name]
    expected = COUNTS.select(getattr(cs.measures, measure)(**options)).to_series()
    (column,) = score_columns([name], {})
    assert COUNTS.select(column).to_series().alias(measure).equals(expected)
    plain = COUNTS.select(getattr(cs.measures, measure)()).to_series()
    assert name == "log_ratio_walter" or not plain.equals(expected)


def test_options_go_to_a_measure_and_to_its_variants() -> None:
    options: dict[str, Any] = {"lrc": {"family": 1000}, "log_likelihood": {"cells": 2}}
    found = COUNTS.select(score_columns(["lrc_one_sided", "log_likelihood_williams"], options))
    assert found["lrc_one_sided"].equals(
        COUNTS.select(cs.measures.lrc(family=1000, form="one-sided"))["lrc"].alias("lrc_one_sided")
    )
    assert found["log_likelihood_williams"][0] > 0


def test_unknown_names_and_options_raise_at_once() -> None:
    with pytest.raises(
        ValueError, match="unknown measure 'g2'; valid are adjusted_residual, average_mi"
    ):
        score_columns(["g2"], {})
    with pytest.raises(ValueError, match="family must be a whole number"):
        score_columns(["mi"], {"lrc": {"family": 0}})


def test_keywords_and_collocates_take_all_of_them(small: cs.Corpus) -> None:
    found = cs.keywords(small, by="source", measures=["fisher", "lrc", "chi_square_yates"])
    assert found["fisher"].max() <= 0  # type: ignore[operator]
    assert found["lrc"].null_count() < found.height
    near = cs.collocates(small, "zug", measures=["poisson", "z_score_yates"])
    assert {"poisson", "z_score_yates"} < set(near.columns)
