"""`keywords`: all ways to name target and reference, flags, order, and what is refused."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference.strategies import corpus_of

COLUMNS = [
    "term",
    "count",
    "reference_count",
    "documents",
    "reference_documents",
    "per_million",
    "reference_per_million",
    "o11",
    "r1",
    "c1",
    "n",
    "log_likelihood",
    "log_ratio",
    "lrc",
    "log_ratio_lo",
    "log_ratio_hi",
    "p_value",
    "p_adjusted",
    "p_floor",
    "family_size",
    "lrc_documents",
    "keyness",
    "deviation_of_proportions",
    "top_document_share",
    "sources_below",
    "omnibus",
    "p_omnibus",
    "p_welch",
    "p_mann_whitney",
    "flag",
    "display",
]
INTEGERS = {
    "count",
    "reference_count",
    "documents",
    "reference_documents",
    "o11",
    "r1",
    "c1",
    "n",
    "family_size",
    "sources_below",
    "year",
}


def row(frame: pl.DataFrame, term: str, **group: object) -> dict[str, Any]:
    """The row of a term."""
    found = frame.filter(pl.col("term") == term, **group)
    return found.row(0, named=True) if found.height == 1 else {}


def counts(**columns: list[Any]) -> pl.DataFrame:
    """Counts of two terms in two sources."""
    rows = {"term": ["zug", "rest"] * 2, "source": ["a", "a", "b", "b"], "count": [7, 993, 2, 998]}
    return pl.DataFrame(rows | columns)


# ---------------------------------------------------------------------------------------------
# The ways to name target and reference. In each, `Zug` is 7 of 1000 tokens against 2 of 1000.

TEXTS = {"a": "Zug " * 7 + "rest " * 993, "b": "Zug " * 2 + "rest " * 998, "c": "Zug " * 50}
CORPUS = cs.Corpus.from_frame(
    pl.DataFrame(
        {"doc_id": [*TEXTS], "text": [*TEXTS.values()], "source": [*TEXTS], "no": [1, 2, 3]}
    )
)
A, B = pl.col("source") == "a", pl.col("source") == "b"

WAYS: dict[str, Callable[..., pl.DataFrame]] = {
    "two groups": lambda **o: cs.keywords(CORPUS, by="source", target="a", reference="b", **o),
    "a group against the rest": lambda **o: cs.keywords(
        CORPUS.filter(A | B), by="source", target="a", **o
    ),
    "each group against the rest": lambda **o: cs.keywords(
        CORPUS.filter(A | B), by="source", **o
    ).filter(A),
    "each group against one": lambda **o: cs.keywords(
        CORPUS, by="source", reference="b", **o
    ).filter(A),
    "two groups of two columns": lambda **o: cs.keywords(
        CORPUS, by=["source", "no"], target=("a", 1), reference=("b", 2), **o
    ),
    "two expressions": lambda **o: cs.keywords(CORPUS, target=A, reference=B, **o),
    "an expression against the rest": lambda **o: cs.keywords(CORPUS.filter(A | B), target=A, **o),
    "two corpora": lambda **o: cs.keywords(CORPUS.filter(A), reference=CORPUS.filter(B), **o),
    "an expression against a corpus": lambda **o: cs.keywords(
        CORPUS, target=A, reference=CORPUS.filter(B), **o
    ),
    "a group against a corpus": lambda **o: cs.keywords(
        CORPUS, by="source", target="a", reference=CORPUS.filter(B), **o
    ),
    "a corpus against counts": lambda **o: cs.keywords(
        CORPUS.filter(A), reference=cs.frequencies(CORPUS.filter(B)), **o
    ),
    "counts against a corpus": lambda **o: cs.keywords(
        cs.frequencies(CORPUS.filter(A)), reference=CORPUS.filter(B), **o
    ),
    "groups of counts": lambda **o: cs.keywords(
        cs.frequencies(CORPUS, by="source"), by="source", target="a", reference="b", **o
    ),
    "plain counts": lambda **o: cs.keywords(counts(), by="source", target="a", **o),
    "a plain list as reference": lambda **o: cs.keywords(
        CORPUS.filter(A), reference=pl.DataFrame({"term": ["zug", "rest"], "count": [2, 998]}), **o
    ),
    "part of a list as reference": lambda **o: cs.keywords(
        CORPUS.filter(A),
        reference=pl.DataFrame({"term": ["zug"], "count": [2]}),
        reference_tokens=1000,
        **o,
    ),
    "part of a list with its size": lambda **o: cs.keywords(
        CORPUS.filter(A),
        reference=pl.DataFrame({"term": ["zug"], "count": [2], "group_tokens": [1000]}),
        **o,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_seven_in_a_thousand_against_two(way: str) -> None:
    found = row(WAYS[way](), "zug")
    cells = {"count": 7, "reference_count": 2, "o11": 7, "r1": 1000, "c1": 9, "n": 2000}
    rates = {"per_million": 7000.0, "reference_per_million": 2000.0}
    assert {name: found[name] for name in (*cells, *rates)} == cells | rates
    assert found["log_likelihood"] == pytest.approx(2.954494185, abs=1e-9)
    assert found["log_ratio"] == pytest.approx(1.584962501, abs=1e-9)


@pytest.mark.parametrize("way", WAYS)
def test_the_variants_of_measures(way: str) -> None:
    found = row(WAYS[way](cells=2, zero="hardie"), "zug")
    assert found["log_likelihood"] == pytest.approx(2.941937667, abs=1e-9)
    assert found["log_ratio"] == pytest.approx(1.807354922, abs=1e-9)


def test_several_groups_as_reference_are_one() -> None:
    found = row(cs.keywords(CORPUS, by="source", target="a"), "zug")
    assert [found[name] for name in ("o11", "r1", "c1", "n")] == [7, 1000, 59, 2050]
    assert (found["documents"], found["reference_documents"]) == (1, 2)


def test_groups_can_be_named_by_dates_and_nulls() -> None:
    days = pl.Series("day", [date(2023, 9, 11), date(2023, 9, 12), None])
    corpus = CORPUS.with_documents(CORPUS.documents.select("doc_id", days))
    found = cs.keywords(corpus, by="day", target=date(2023, 9, 11), reference=date(2023, 9, 12))
    assert row(found, "zug")["o11"] == 7
    found = cs.keywords(corpus, by="day", target=(None,), reference=date(2023, 9, 12))
    assert row(found, "zug")["o11"] == 50


def test_an_expression_that_is_null_holds_for_neither() -> None:
    found = cs.keywords(corpus_of("a", "b", "c"), target=pl.col("doc_id") == 0)
    assert found["r1", "n"].unique().rows() == [(1, 3)]
    labelled = corpus_of("a", "b", "c").with_documents(
        pl.DataFrame({"doc_id": [0, 1], "label": ["x", "y"]})
    )
    found = cs.keywords(labelled, target=pl.col("label") == "x", reference=pl.col("label") != "x")
    assert found["r1", "n"].unique().rows() == [(1, 2)]


# ---------------------------------------------------------------------------------------------
# What comes out


def test_columns_and_types(small: cs.Corpus) -> None:
    schema = cs.keywords(small, by=["source", "year"]).schema
    assert list(schema) == ["term", "source", "year", *COLUMNS[1:]]
    strings = {"term", "source", "flag", "display", "keyness"}
    for name, dtype in schema.items():
        integer = pl.Int64 if name in INTEGERS else pl.Float64
        expected = pl.String if name in strings else integer
        assert dtype == expected, name


def test_every_term_of_either_side_has_a_row(small: cs.Corpus) -> None:
    found = cs.keywords(small, by="source", target="x", reference="y")
    x, y = pl.col("source") == "x", pl.col("source") == "y"
    terms = cs.frequencies(small.filter(x | y))["term"]
    assert set(found["term"]) == set(terms)
    assert found.height == len(terms)
    own, foreign = row(found, "ein"), row(found, "köln")
    assert (own["count"], own["reference_count"], own["reference_documents"]) == (1, 0, 0)
    assert (foreign["count"], foreign["documents"], foreign["reference_count"]) == (0, 0, 1)
    assert own["log_likelihood"] > 0 > foreign["log_likelihood"]
    assert own["log_ratio"] > 0 > foreign["log_ratio"]
    assert foreign["per_million"] == 0.0


def test_words_absent_from_a_foreign_list_have_rows(small: cs.Corpus) -> None:
    listed = pl.DataFrame({"term": ["zug", "moskau"], "count": [5, 1], "documents": [2, 1]})
    found = cs.keywords(small, reference=listed)
    assert (row(found, "ein")["reference_count"], row(found, "ein")["reference_documents"]) == (
        0,
        0,
    )
    assert (row(found, "moskau")["count"], row(found, "moskau")["documents"]) == (0, 0)
    unknown = cs.keywords(small, reference=listed.drop("documents"))
    assert unknown["reference_documents"].null_count() == unknown.height
    assert unknown["documents"].null_count() == 0


def test_rows_stand_by_group_then_score_then_count_then_term() -> None:
    corpus = corpus_of("b b a a e", "c c d d e", "f")
    found = cs.keywords(corpus.filter(pl.col("doc_id") < 2), by="doc_id")
    expected = [(0, "a"), (0, "b"), (0, "e"), (0, "c"), (0, "d")]
    assert found["doc_id", "term"].rows() == [
        *expected,
        *[(1, term) for term in ["c", "d", "e", "a", "b"]],
    ]
    assert found.head(5)["log_likelihood"].is_sorted(descending=True)


def test_the_order_is_that_of_log_likelihood_whatever_the_columns(small: cs.Corpus) -> None:
    every = cs.keywords(small, by="year")
    for measures in (["simple_maths"], ["mi", "dice"], cs.measures.SCORES):
        found = cs.keywords(small, by="year", measures=measures)
        assert found["term", "year", "count"].equals(every["term", "year", "count"])
        assert found.columns == ["term", "year", *COLUMNS[1:11], *measures, *COLUMNS[14:]]


def test_one_measure_may_be_named_alone(small: cs.Corpus) -> None:
    found = cs.keywords(small, by="year", measures="simple_maths")
    assert_frame_equal(found, cs.keywords(small, by="year", measures=["simple_maths"]))


def test_each_measure_is_that_of_the_cells(small: cs.Corpus) -> None:
    names = cs.measures.SCORES
    found = cs.keywords(small, by="year", measures=names)
    # The LRC is that of the family.
    options = {"lrc": {"family": found["family_size"][0]}}
    scores = found.select(getattr(cs.measures, name)(**options.get(name, {})) for name in names)
    assert_frame_equal(found.select(names), scores)


def test_counts_of_the_corpus_give_the_keywords_of_the_corpus(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    for by in ("source", ["source", "date"]):
        listed = cs.frequencies(corpus, by=by)
        expected = cs.keywords(corpus, by=by, inference=None)
        for frame in (listed, listed.reverse()):
            assert_frame_equal(cs.keywords(frame, by=by, inference=None), expected)


def test_a_corpus_has_the_same_cells_whether_it_infers_or_not(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    for by in ("source", ["source", "date"], "doc_id"):
        inferred, counted = (
            cs.keywords(corpus, by=by, inference=inference).drop("flag")
            for inference in ("auto", None)
        )
        assert_frame_equal(inferred.select(counted.columns), counted, check_exact=True)


def cells_of(found: pl.DataFrame, by: Any) -> pl.DataFrame:
    """What does not depend on how many terms there are, nor on documents; by group and term."""
    columns = [by] if isinstance(by, str) else by
    return found.select("term", *columns, *COLUMNS[1:13], "display").sort(*columns, "term")


@pytest.mark.parametrize("by", ["source", "doc_id", ["source", "date"], ["agency", "doc_id"]])
@pytest.mark.parametrize("min_count", [2, 5, 40])
def test_a_cut_off_of_counts_removes_rows_and_no_room(seeds: Path, by: Any, min_count: int) -> None:
    corpus = cs.read_corpus(seeds)
    every = cells_of(cs.keywords(corpus, by=by), by)
    listed = cs.frequencies(corpus, by=by, min_count=min_count)
    expected = every.filter(pl.col("c1") >= min_count)
    assert not expected.is_empty()
    assert_frame_equal(cells_of(cs.keywords(listed, by=by), by), expected, check_exact=True)


def test_groups_without_a_row_left_stay_in_the_reference(small: cs.Corpus) -> None:
    """No term of the third text comes twice, nor has the fourth any; the totals hold all."""
    corpus = corpus_of("ja ja nein", "ja nein", "ganz anders", "…", "")
    every = cs.keywords(corpus, by="doc_id").filter(pl.col("c1") > 1)
    listed = cs.frequencies(corpus, by="doc_id", min_count=2)
    assert set(listed["doc_id"]) == {0, 1}
    found = cs.keywords(listed, by="doc_id")
    assert_frame_equal(cells_of(found, "doc_id"), cells_of(every, "doc_id"), check_exact=True)
    assert found["n"].unique().to_list() == [7]
    assert found["doc_id"].unique(maintain_order=True).to_list() == [0, 1, 2, 3, 4]
    ja = found.filter(term="ja").select("doc_id", "o11", "r1", "c1", "n").rows()
    assert ja == [
        (0, 2, 3, 3, 7),
        (1, 1, 2, 3, 7),
        (2, 0, 2, 3, 7),
        (3, 0, 0, 3, 7),
        (4, 0, 0, 3, 7),
    ]
    two = cs.keywords(listed, by="doc_id", target=2, reference=0)
    assert two.select("term", "o11", "r1", "c1", "n").rows() == [
        ("nein", 0, 2, 1, 5),
        ("ja", 0, 2, 2, 5),
    ]
    runs = cs.ngrams(corpus, 2, by="doc_id", documents=True, min_count=2)
    of_runs = cs.keywords(runs, by="doc_id")
    assert of_runs.select("term", "doc_id", "o11", "r1", "n").rows() == [
        ("ja nein", 0, 1, 2, 4),
        ("ja nein", 1, 1, 1, 4),
        ("ja nein", 2, 0, 1, 4),
        ("ja nein", 3, 0, 0, 4),
        ("ja nein", 4, 0, 0, 4),
    ]
    nothing = cs.keywords(cs.frequencies(small, by="source", min_count=99), by="source")
    assert_frame_equal(nothing, cs.keywords(small, by="source").clear())


def test_a_reference_with_a_cut_off_keeps_its_size(small: cs.Corpus) -> None:
    corpus = corpus_of("Der Zug hält. Der Zug kommt.")
    every = cs.keywords(corpus, reference=cs.frequencies(small))
    found = cs.keywords(corpus, reference=cs.frequencies(small, min_count=2))
    common = cs.frequencies(small, min_count=2)["term"].to_list()
    terms = [*common, *cs.frequencies(corpus)["term"]]
    assert found["n"].unique().to_list() == every["n"].unique().to_list()
    kept = every.filter(pl.col("term").is_in(common))
    found_of_these = found.filter(pl.col("term").is_in(common))
    assert_frame_equal(cells_of(found_of_these, []), cells_of(kept, []))
    assert set(found["term"]) == set(terms)


def test_groups_are_known_of_a_frame_as_it_was_returned_only(seeds: Path) -> None:
    """Another frame, or other columns, make groups of the rows alone."""
    corpus = cs.read_corpus(seeds)
    listed = cs.frequencies(corpus, by="source", min_count=2)
    alone = cs.keywords(listed.filter(pl.col("source") != "rundschau-c"), by="source")
    assert "rundschau-c" not in set(alone["source"])
    turned = cs.frequencies(corpus, by=["source", "date"])
    with pytest.raises(cs.InputError, match="the counts list a term twice"):
        cs.keywords(turned, by="source")


def test_attribute_and_kinds_decide_what_is_counted(small: cs.Corpus) -> None:
    words = cs.keywords(small, by="year", attribute="word")
    assert {"Zug", "ZUG", "Züge"} <= set(words["term"])
    signs = cs.keywords(small, by="year", kinds="punctuation")
    assert set(signs["term"]) == {".", ",", "!", "…"}
    assert signs["n"].unique().to_list() == [7]


def test_a_foreign_corpus_is_counted_the_same_way(small: cs.Corpus) -> None:
    found = cs.keywords(small, reference=corpus_of("ZUG zug ."), attribute="word")
    assert row(found, "ZUG")["reference_count"] == 1
    found = cs.keywords(small, reference=corpus_of("ZUG zug ."), kinds="punctuation")
    assert found["n"].unique().to_list() == [8]


def test_cut_offs_apply_to_both_sides_together(small: cs.Corpus) -> None:
    every = cs.keywords(small, by="source", target="x", reference="y")
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"min_count": 4}, ["der", "zug"]),
        ({"min_documents": 3}, ["der", "fährt", "zug"]),
        ({"min_count": 5}, []),
    ]
    for options, terms in cases:
        found = cs.keywords(small, by="source", target="x", reference="y", **options)
        assert_frame_equal(found, every.filter(pl.col("term").is_in(terms)))


def test_counts_of_narrow_types_do_not_wrap() -> None:
    frame = counts(count=[200, 100, 250, 50]).cast({"count": pl.UInt8})
    found = row(cs.keywords(frame, by="source", target="a"), "zug")
    assert [found[name] for name in ("o11", "r1", "c1", "n")] == [200, 300, 450, 600]
    found = row(cs.keywords(frame, by="source", target="b"), "rest")
    assert found["log_likelihood"] < 0


@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_any_number_of_threads(small: cs.Corpus, n_threads: int) -> None:
    found = cs.keywords(small, by="source", n_threads=n_threads)
    assert found.equals(cs.keywords(small, by="source"))


def test_display_is_the_commonest_form(small: cs.Corpus) -> None:
    assert row(cs.keywords(small, by="source", target="y"), "machthaber")["display"] == "Machthaber"


def test_a_list_without_forms_does_not_hide_those_of_the_corpus(small: cs.Corpus) -> None:
    listed = pl.DataFrame({"term": ["machthaber"], "count": [3]})
    assert row(cs.keywords(small, reference=listed), "machthaber")["display"] == "Machthaber"


def test_display_does_not_depend_on_the_order_of_counts() -> None:
    frame = counts(display=["Zug", "Rest", "ZUG", "Rest"])
    forwards, backwards = (cs.keywords(rows, by="source") for rows in (frame, frame.reverse()))
    assert_frame_equal(forwards, backwards)


def test_a_rate_does_not_depend_on_the_other_groups() -> None:
    corpus = corpus_of("der der der der der zug", "der zug")
    every = cs.keywords(corpus, by="doc_id").filter(pl.col("doc_id") == 0)
    assert_frame_equal(cs.keywords(corpus, by="doc_id", target=0), every, check_exact=True)


# ---------------------------------------------------------------------------------------------
# Flags


@pytest.mark.parametrize(
    ("target", "reference", "flag"),
    [
        (1, 1, "single_document"),
        (1, 9, "single_document"),
        (9, 1, "single_document"),
        (2, 9, "few_documents"),
        (9, 4, "few_documents"),
        (4, 4, "few_documents"),
        (5, 5, None),
    ],
)
def test_few_documents_on_either_side(target: int, reference: int, flag: str | None) -> None:
    corpus = corpus_of(*["a b"] * (target + reference))
    found = cs.keywords(corpus, target=pl.col("doc_id") < target, inference=None)
    assert found["flag"].unique().to_list() == [flag]
    listed = cs.keywords(
        cs.frequencies(corpus.filter(pl.col("doc_id") < target)),
        reference=cs.frequencies(corpus.filter(pl.col("doc_id") >= target)),
        inference=None,
    )
    assert_frame_equal(listed, found)


def test_a_side_without_tokens() -> None:
    corpus = corpus_of("a", "…", "b", "c", "d", "e", "f")
    found = cs.keywords(corpus, by="doc_id", target=1)
    assert found["flag"].unique().to_list() == ["single_document no_tokens"]
    assert found["per_million"].null_count() == found["log_ratio"].null_count() == 6
    assert found["log_likelihood"].to_list() == [0.0] * 6
    found = cs.keywords(corpus, target=pl.col("doc_id") != 1)
    assert found["flag"].unique().to_list() == ["single_document no_tokens"]
    assert found["reference_per_million"].null_count() == 6


def test_counts_without_documents() -> None:
    assert set(cs.keywords(counts(), by="source")["flag"]) == {
        "documents_unknown counts_without_units"
    }
    known = counts(group_documents=[9, 9, None, None], group_tokens=[1000] * 4)
    assert set(cs.keywords(known, by="source")["flag"]) == {
        "documents_unknown counts_without_units"
    }
    one = counts(group_documents=[1, 1, None, None])
    flags = cs.keywords(one, by="source", target="a", reference="b")["flag"]
    assert set(flags) == {"single_document documents_unknown counts_without_units"}
    both = counts(group_documents=[9] * 4, documents=[5] * 4)
    assert set(cs.keywords(both, by="source", inference=None)["flag"]) == {None}
    assert set(cs.keywords(both, by="source")["flag"]) == {"counts_without_units"}


def test_a_null_group_is_flagged(small: cs.Corpus) -> None:
    found = cs.keywords(small, by="source")
    flags = found.group_by("source", maintain_order=True).agg(pl.col("flag").unique().item())
    assert flags.rows() == [
        ("x", "few_documents high_p_floor"),
        ("y", "few_documents high_p_floor"),
        (None, "single_document no_tokens null_group"),
    ]


def test_a_null_in_any_column_is_flagged(small: cs.Corpus) -> None:
    found = cs.keywords(small, by=["year", "source"])
    flagged = found.filter(pl.col("flag").str.contains("null_group"))
    assert flagged["year", "source"].unique().rows() == [(2022, None)]


# ---------------------------------------------------------------------------------------------
# What is refused

EMPTY = pl.DataFrame({"term": ["zug"], "count": [1]}).clear()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "there is nothing to compare with: name by= columns with two groups or more"),
        ({"by": "text_type"}, "by='text_type' is no column of the documents; there are ['doc_id'"),
        ({"by": "source", "target": "q"}, "target='q' is no group; there are ['x', 'y', None]"),
        (
            {"by": "source", "reference": "q"},
            "reference='q' is no group; there are ['x', 'y', ",
        ),
        (
            {"by": ["source", "year"], "target": ("x", 1999)},
            "target=('x', 1999) is no group; there are [('x', 2022), ('x', 2023), ('y', 2023), ",
        ),
        (
            {"by": ["source", "year"], "target": "x"},
            "has to name a value for each of ['source',",
        ),
        ({"target": "x"}, "target='x' names a group, but by= names no columns"),
        ({"by": "source", "target": "x", "reference": "x"}, "target and reference are the same gr"),
        (
            {"target": pl.col("source") == "x", "reference": pl.col("year") == 2022},
            "target and reference share documents: ['x1']",
        ),
        ({"target": pl.col("source") == "q"}, "leave target or reference without documents"),
        (
            {"target": pl.col("source") == "x", "reference": pl.col("source") == "q"},
            "leave target or reference without documents",
        ),
        ({"target": pl.col("source") == "x", "by": "year"}, "by= goes with groups as target"),
        ({"by": "source", "reference_tokens": 9}, "reference_tokens goes with a reference that is"),
        ({"reference": counts()}, "the counts list a term twice: ['zug', 'rest', "),
        (
            {"reference": pl.DataFrame({"word": ["a"]})},
            "the counts have no column 'term'; there",
        ),
        (
            {"reference": pl.DataFrame({"term": ["a"], "count": [9]}), "reference_tokens": 8},
            "reference_tokens=8 is less than the tokens of the reference, 9",
        ),
        (
            {"by": "source", "measures": "keyness"},
            "unknown measure 'keyness'; valid are adjusted_residual",
        ),
        ({"by": "source", "measures": []}, "measures is empty"),
        ({"by": "source", "measures": ["mi", "mi"]}, "measures names something twice"),
        (
            {"by": "source", "attribute": "lemma"},
            "unknown attribute 'lemma'; valid are lower",
        ),
        ({"by": "source", "kinds": "words"}, "unknown kind 'words'; valid are word, number"),
        ({"by": "source", "cells": 3}, "3"),
        ({"by": "source", "zero": "x"}, "'x'"),
        ({"by": "source", "min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"by": "source", "min_documents": 0}, "min_documents has to be at least 1, not 0"),
        ({"by": "source", "n_threads": 0}, "n_threads has to be at least 1, not 0"),
        ({"reference": counts(), "reference_tokens": 0}, "reference_tokens has to be at least 1"),
    ],
)
def test_options_that_make_no_sense_are_named(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.keywords(small, **options)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (counts().drop("count"), "the counts have no column 'count'; there are ['term', 'source']"),
        (
            counts().drop("source"),
            "the counts have no column 'source'; there are ['term',",
        ),
        (counts(count=[0.5] * 4), "column 'count' of the counts has to hold integers, not Float64"),
        (counts(count=[1, None, 1, 1]), "column 'count' of the counts is null in 1 rows"),
        (counts(count=[1, -1, 1, 1]), "column 'count' of the counts is negative in places"),
        (counts(documents=[1, -1, 1, 1]), "column 'documents' of the counts is negative in places"),
        (counts(term=["a", None, "a", "b"]), "column 'term' of the counts is null in places"),
        (counts(term=["a", "a", "a", "b"]), "the counts list a term twice: ['a', 'a']"),
        (
            counts(group_tokens=[1000, 1001, 1000, 1000]),
            "have to be one number for all rows of",
        ),
        (counts(group_documents=[1, 2, 1, 1]), "have to be one number for all rows of a group"),
        (counts(group_tokens=[999, 999, 1000, 1000]), "no less than the sum of its counts"),
        (counts().filter(pl.col("source") == "a"), "there is nothing to compare with"),
    ],
)
def test_counts_that_cannot_be_used_are_named(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.keywords(frame, by="source")


def test_an_empty_list_as_reference_is_refused(small: cs.Corpus) -> None:
    with pytest.raises(cs.InputError):
        cs.keywords(small, reference=EMPTY)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ("seeds", {"by": "source"}),
        ({"term": ["a"], "count": [1]}, {"by": "source"}),
        (counts(), {"target": pl.col("source") == "a"}),
        (CORPUS, {"target": A, "reference": "b"}),
        (CORPUS, {"target": "a", "reference": B}),
    ],
)
def test_things_of_another_type_are_type_errors(given: Any, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.keywords(given, **options)


@pytest.mark.parametrize("name", ["count", "o11", "flag", "display", "log_likelihood", "mi"])
def test_columns_that_the_result_needs_are_refused(name: str) -> None:
    labels = CORPUS.documents.select("doc_id", pl.col("source").alias(name))
    with pytest.raises(cs.InputError, match=f"by='{name}' would hide a column of the result"):
        cs.keywords(CORPUS.with_documents(labels), by=name)


@pytest.mark.parametrize(
    "name",
    [
        "group",
        "rows",
        "group_tokens",
        "group_documents",
        "reference_group_documents",
        "_order",
    ],
)
def test_a_column_of_any_other_name_will_do_or_is_refused(name: str) -> None:
    labels = CORPUS.documents.select("doc_id", pl.col("source").alias(name))
    try:
        found = cs.keywords(CORPUS.with_documents(labels), by=name)
    except cs.InputError:
        return
    assert_frame_equal(found.rename({name: "source"}), cs.keywords(CORPUS, by="source"))


def test_a_list_in_capitals_meets_a_corpus_in_lower_case(small: cs.Corpus) -> None:
    listed = pl.DataFrame({"term": ["ZUG", "Zug", "der"], "count": [5, 2, 100]})
    found = cs.keywords(small, reference=listed)
    assert row(found, "zug")["reference_count"] == 7
    assert found.filter(pl.col("term").str.to_lowercase() != pl.col("term")).is_empty()
    exact = cs.keywords(small, reference=listed, attribute="word")
    assert row(exact, "ZUG")["reference_count"] == 5


def test_counts_beyond_what_can_be_added_are_refused() -> None:
    listed = pl.DataFrame({"term": ["a", "b"], "count": [2**62, 2**62]})
    with pytest.raises(cs.InputError, match="sums up to more than"):
        cs.keywords(listed, reference=listed)


def test_min_documents_needs_documents(small: cs.Corpus) -> None:
    listed = cs.frequencies(small, by="source").drop("documents")
    with pytest.raises(cs.InputError, match="min_documents needs the column 'documents'"):
        cs.keywords(listed, by="source", min_documents=2)


def test_a_whole_corpus_may_be_named_by_an_expression(small: cs.Corpus) -> None:
    listed = pl.DataFrame({"term": ["zug", "der"], "count": [1, 2]})
    found = cs.keywords(small, target=pl.lit(value=True), reference=listed)
    assert_frame_equal(found, cs.keywords(small, reference=listed))


def test_corpora_that_are_split_otherwise_are_not_compared(small: cs.Corpus) -> None:
    words = cs.Corpus.from_frame(small.documents, mode="words")
    with pytest.raises(cs.InputError, match="tokenised otherwise"):
        cs.keywords(small, reference=words)
    with pytest.raises(cs.InputError, match="share documents: \\['x1'"):
        cs.keywords(small, reference=small)


def test_options_for_a_corpus_are_refused_with_counts() -> None:
    listed = pl.DataFrame({"term": ["zug", "der"], "source": ["a", "b"], "count": [1, 2]})
    with pytest.raises(ValueError, match="attribute= and kinds= go with a corpus"):
        cs.keywords(listed, by="source", attribute="word")
    with pytest.raises(ValueError, match="within= and without= go with a corpus"):
        cs.keywords(listed, by="source", within="voice")


def test_cut_offs_spare_rows_and_change_nothing_else(small: cs.Corpus) -> None:
    every = cs.keywords(small, by="source")
    common = pl.col("count") + pl.col("reference_count") >= 2
    assert_frame_equal(cs.keywords(small, by="source", min_count=2), every.filter(common))


def test_of_equally_common_forms_of_a_list_the_first_by_bytes_is_shown() -> None:
    corpus = corpus_of("der")
    listed = pl.DataFrame({"term": ["zug", "ZUG", "Zug"], "count": [2, 2, 2]})
    for order in (listed, listed.reverse()):
        assert row(cs.keywords(corpus, reference=order), "zug")["display"] == "ZUG"
