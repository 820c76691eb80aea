"""What keywords infer from documents: p, intervals, corrections, designs, and what they refuse."""

import math
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats import _core
from tests.reference import inference as reference

TEXTS = [
    "der Zug der Zug fährt heute",
    "ein Zug und noch ein Zug steht da still",
    "der Zug kommt",
    "Zug um Zug geht es voran hier",
    "die Waffen schweigen heute nicht",
    "der Mann sagt nichts dazu",
    "ein Zug ist da und dort",
    "die Stadt schläft und der Mann auch",
]


def corpus_of(texts: list[str], sources: list[str], **columns: list[Any]) -> cs.Corpus:
    frame = {"doc_id": [f"d{place}" for place in range(len(texts))], "text": texts}
    return cs.Corpus.from_frame(pl.DataFrame({**frame, "source": sources, **columns}))


CORPUS = corpus_of(TEXTS, ["a"] * 4 + ["b"] * 4, day=[1, 1, 1, 2, 1, 1, 1, 2])


def rows_of(term: str) -> list[tuple[int, int]]:
    return [(text.lower().split().count(term), len(text.split())) for text in TEXTS]


def found_row(found: pl.DataFrame, term: str, **group: object) -> dict[str, Any]:
    return found.filter(pl.col("term") == term, **group).row(0, named=True)


@pytest.mark.parametrize("term", ["zug", "der", "mann", "heute", "still"])
@pytest.mark.parametrize("stratified", [False, True])
def test_p_is_the_share_of_arrangements_as_extreme(term: str, *, stratified: bool) -> None:
    labels, strata = [0] * 4 + [1] * 4, [1, 1, 1, 2] * 2 if stratified else [0] * 8
    found = cs.keywords(CORPUS, by="source", strata="day" if stratified else None)
    expected, _, _ = reference.permute([rows_of(term)], labels, strata, mean=False)
    (result,) = expected
    for place, source in enumerate("ab"):
        row = found_row(found, term, source=source)
        p = max(result.p_value[place], result.one_sided[place])
        assert row["p_value"] == pytest.approx(p)
        assert row["p_floor"] == pytest.approx(2 / 40 if stratified else 2 / 70)


def test_words_of_one_document_prove_nothing() -> None:
    found = cs.keywords(CORPUS, by="source").filter(
        pl.col("documents") + pl.col("reference_documents") == 1
    )
    assert found.height > 0
    assert found["p_value"].unique().to_list() == [1.0]


@pytest.mark.parametrize(
    ("sides", "floor", "has_p"),
    [((1, 4), 0.2, False), ((2, 3), 0.1, False), ((3, 3), 0.1, False), ((4, 4), 2 / 70, True)],
)
def test_too_few_documents_have_no_p_and_say_why(
    sides: tuple[int, int], floor: float, *, has_p: bool
) -> None:
    one, other = sides
    corpus = corpus_of(TEXTS[: one + other], ["a"] * one + ["b"] * other)
    found = cs.keywords(corpus, by="source")
    assert found["p_floor"].unique().to_list() == pytest.approx([floor])
    empty = found.height if not has_p else 0
    assert found["p_value"].null_count() == found["p_adjusted"].null_count() == empty
    assert found["log_ratio_lo"].null_count() == found["log_ratio_hi"].null_count() == found.height
    assert found["flag"].str.contains("high_p_floor").all() is not has_p
    assert found["keyness"].null_count() == found.height


# Twelve texts, in which one side says "alpha", and the other "beta".
PLANTED = corpus_of(
    [f"alpha alpha wort satz eins {'zwei ' * k}" for k in range(6)]
    + [f"beta wort satz eins {'zwei ' * k}" for k in range(6)],
    ["a"] * 6 + ["b"] * 6,
)


@pytest.mark.parametrize("options", [{}, {"inference": "clustered"}, {"correction": "holm"}])
def test_what_one_side_alone_says_is_key(options: dict[str, Any]) -> None:
    found = cs.keywords(PLANTED, by="source", confidence=0.9, **options)
    assert found_row(found, "alpha", source="a")["keyness"] == "key"
    assert found_row(found, "alpha", source="b")["keyness"] == "avoided"
    assert found_row(found, "zwei", source="a")["keyness"] is None
    assert (found["p_adjusted"] >= found["p_value"]).all()


def test_what_both_sides_say_alike_is_a_lockword() -> None:
    texts = ["und " * 60 + "wort " * 40 + "satz " * k for k in range(8)] * 2
    found = cs.keywords(corpus_of(texts, ["a"] * 8 + ["b"] * 8), by="source")
    assert found_row(found, "und", source="a")["keyness"] == "lockword"
    assert found_row(found, "und", source="a")["log_ratio"] == 0.0


def test_the_interval_is_that_of_two_ratios_with_variance_over_documents() -> None:
    found = found_row(cs.keywords(PLANTED, by="source", target="a"), "zwei")
    variances = []
    for side in ("a", "b"):
        first = 5 if side == "a" else 4
        units = [(k, first + k) for k in range(6)]
        y, n = (sum(unit[k] for unit in units) for k in (0, 1))
        residuals = sum((count - y / n * size) ** 2 for count, size in units)
        variances.append(max(6 / 5 * residuals / (y + 0.5) ** 2, 1 / (y + 0.5)))
    freedom = math.floor(sum(variances) ** 2 / sum(v**2 / 5 for v in variances))
    quantile = _core.student_quantile(0.975, freedom)
    half = quantile * math.sqrt(sum(variances)) / math.log(2)
    assert found["log_ratio_lo"] == pytest.approx(found["log_ratio"] - half)
    assert found["log_ratio_hi"] == pytest.approx(found["log_ratio"] + half)


def test_students_quantiles() -> None:
    # Fisher & Yates (1963), Statistical tables, table III.
    found = [_core.student_quantile(0.975, freedom) for freedom in (4, 10)]
    assert found == pytest.approx([2.776, 2.228], abs=5e-4)


def test_pairs_name_both_groups() -> None:
    corpus = corpus_of(TEXTS, ["a", "a", "b", "b", "c", "c", "c", "c"])
    found = cs.keywords(corpus, by="source", contrasts="pairs")
    pairs = found.select("source", "reference_source").unique(maintain_order=True).rows()
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c")]
    alone = cs.keywords(corpus, by="source", target="a", reference="c")
    of_pair = found.filter(pl.col("source") == "a", pl.col("reference_source") == "c")
    same = ["term", "o11", "r1", "c1", "n", "log_ratio", "p_value", "documents"]
    assert_frame_equal(of_pair.select(same).sort("term"), alone.select(same).sort("term"))
    assert found["family_size"][0] == found.height


def test_the_mean_of_the_others_does_not_follow_the_largest() -> None:
    texts = ["x y y y", "x x x y", "x x x y " * 50, "y y y y"]
    corpus = corpus_of(texts, ["a", "b", "c", "d"])
    found = found_row(cs.keywords(corpus, by="source", target="a", rest="mean"), "x")
    rates = [1.5 / 4.5, 3.5 / 4.5, 150.5 / 200.5, 0.5 / 4.5]
    assert found["log_ratio"] == pytest.approx(math.log2(rates[0] / (sum(rates[1:]) / 3)))
    assert found["reference_per_million"] == pytest.approx(1e6 * (0.75 + 0.75 + 0) / 3)
    assert found["c1"] == 154


def test_groups_below_and_spread() -> None:
    corpus = corpus_of(["x y", "x x", "y y", "x y"], ["a", "b", "c", "c"])
    found = cs.keywords(corpus, by="source")
    below = {row["source"]: row["sources_below"] for row in found.filter(term="x").to_dicts()}
    assert below == {"a": 1, "b": 2, "c": 0}
    row = found_row(found, "x", source="c")
    assert (row["deviation_of_proportions"], row["top_document_share"]) == (0.5, 1.0)
    assert found["omnibus"].null_count() == 0


def test_ngrams_are_families_of_a_length_and_nested_ones_have_no_row() -> None:
    texts = ["der kim jong un kam", "kim jong un ging", "der zug kam", "der zug ging"] * 2
    corpus = corpus_of(texts, ["a", "a", "b", "b"] * 2)
    found = cs.keywords(corpus, by="source", n=(2, 3))
    terms = set(found.filter(pl.col("length") == 2)["term"])
    assert "der zug" in terms
    assert not terms & {"kim jong", "jong un"}
    assert "kim jong un" in set(found.filter(pl.col("length") == 3)["term"])
    alone = cs.keywords(corpus, by="source", n=2)
    assert "kim jong" in set(alone["term"])
    sizes = dict(found.select("length", "family_size").unique().rows())
    assert sizes[2] == alone["term"].n_unique()
    counted = cs.keywords(cs.ngrams(corpus, 2, by="source"), by="source", inference=None)
    cells = ["term", "source", "o11", "r1", "c1", "n", "log_likelihood"]
    assert_frame_equal(
        alone.select(cells).sort(cells), counted.select(cells).sort(cells), check_exact=True
    )
    assert cs.evidence(corpus, alone.head(1), of=alone).height == alone["count"][0]


def test_a_block_counts_as_one() -> None:
    blocks = pl.DataFrame({"doc_id": ["d0", "d1"], "block": ["x", "x"]})
    found = cs.keywords(CORPUS, by="source", blocks=blocks)
    joined = corpus_of([f"{TEXTS[0]} {TEXTS[1]}", *TEXTS[2:]], ["a"] * 3 + ["b"] * 4)
    expected = cs.keywords(joined, by="source")
    same = ["term", "source", "o11", "c1", "p_value", "p_floor"]
    assert_frame_equal(
        found.select(same).sort("source", "term"), expected.select(same).sort("source", "term")
    )


def test_a_block_on_both_sides_leaves_nothing_to_permute() -> None:
    blocks = pl.DataFrame({"doc_id": ["d0", "d11"], "block": [1, 1]})
    found = cs.keywords(PLANTED, by="source", blocks=blocks)
    assert found["flag"].unique().to_list() == ["blocks_span_groups"]
    assert found["p_floor"].null_count() == found.height
    assert found["p_value"].null_count() == 0
    assert "Varianz der relativen Häufigkeiten" in cs.explain(found)


def test_groups_that_share_documents_change_places_within_them() -> None:
    spans = pl.DataFrame({"doc_id": [f"d{k}" for k in range(8)], "start": 0, "end": 7, "v": "q"})
    voiced = CORPUS.with_layer("v", spans, default="n")
    found = cs.keywords(voiced, by="v")
    assert found["p_floor"].unique().to_list() == [2 / 2**8]
    assert found["p_value"].null_count() == 0
    assert found["log_ratio_lo"].null_count() == found.height
    assert found["flag"].str.contains("groups_share_documents").all()


@pytest.mark.parametrize("n_threads", [1, 2, 3])
def test_nothing_depends_on_threads_or_the_order_of_documents(n_threads: int) -> None:
    options: dict[str, Any] = {"by": "source", "n_permutations": 50}
    turned = cs.Corpus.from_frame(PLANTED.documents.reverse())
    expected = cs.keywords(PLANTED, **options)
    assert_frame_equal(cs.keywords(PLANTED, n_threads=n_threads, **options), expected)
    assert_frame_equal(cs.keywords(turned, n_threads=n_threads, **options), expected)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"inference": "bayes"}, "unknown inference 'bayes'; valid are auto, permutation"),
        ({"correction": "tukey"}, "unknown correction 'tukey'; valid are max_t"),
        ({"inference": "clustered", "correction": "max_t"}, "looks at permutations"),
        ({"confidence": 95}, "confidence has to be a number between 0 and 1"),
        ({"n_permutations": 0}, "n_permutations has to be at least 1"),
        ({"contrasts": "all"}, "unknown contrasts 'all'; valid are rest, pairs"),
        ({"rest": "median"}, "unknown rest 'median'; valid are pooled, mean"),
        ({"rest": "mean", "strata": "day"}, "rest='mean' goes with"),
        ({"contrasts": "pairs", "target": "a"}, "contrasts='pairs' compares all groups"),
        ({"strata": "month"}, "strata='month' is no column of the documents"),
        ({"lockword_margin": 0}, "lockword_margin has to be above 0"),
        ({"inference": None, "strata": "day"}, "strata= looks at the documents"),
        ({"blocks": pl.DataFrame({"doc_id": ["d0"]})}, "columns 'doc_id' and 'block'"),
        (
            {"blocks": pl.DataFrame({"doc_id": ["d0", "d0"], "block": [1, 2]})},
            "blocks lists documents twice",
        ),
        (
            {"blocks": pl.DataFrame({"doc_id": ["x"], "block": [1]})},
            "blocks names no document of the corpus",
        ),
        (
            {
                "blocks": pl.DataFrame({"doc_id": ["d0", "d3"], "block": ["x", "x"]}),
                "strata": "day",
            },
            "block 'x' has documents of several strata",
        ),
    ],
)
def test_options_that_make_no_sense(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cs.keywords(CORPUS, by="source", **options)


def test_null_check_counts_false_claims() -> None:
    found = cs.null_check(PLANTED, sizes=(6, 6), n_splits=10, n_permutations=99)
    assert set(found["method"]) >= {"permutation", "permutation, max_t", "log_likelihood", "lrc"}
    assert found["n_splits"].unique().to_list() == [10]
    assert found.select(pl.col("flagged", "any_flagged").is_between(0, 1).all()).row(0) == (1, 1)
    by = cs.null_check(PLANTED, by="source", n_splits=10, n_permutations=99)
    assert by.equals(found)
    for options, message in (
        ({}, "either by= or sizes="),
        ({"sizes": (10, 10)}, "more documents than the 12"),
        ({"sizes": (1, 3)}, "sizes has to be at least 2"),
        ({"by": "text", "sizes": (2, 2)}, "either by= or sizes="),
    ):
        with pytest.raises(ValueError, match=message):
            cs.null_check(PLANTED, **options)


def test_the_default_keeps_to_its_level_where_nothing_differs() -> None:
    texts = [" ".join(f"w{(7 * k + j * j) % 23}" for j in range(40)) for k in range(40)]
    corpus = corpus_of(texts, ["a"] * 40)
    found = cs.null_check(corpus, sizes=(8, 8), n_splits=100, n_permutations=199)
    rates = dict(found.select("method", "flagged").rows())
    assert rates["permutation"] <= 0.06
    any_rate = dict(found.select("method", "any_flagged").rows())
    # Of 100 splits, 5 are expected: 13 would be a chance of 1 in 1,000.
    assert any_rate["permutation, max_t"] <= 0.12


def test_a_bootstrap_is_that_of_scipy_on_the_same_resamples() -> None:
    np, stats = pytest.importorskip("numpy"), pytest.importorskip("scipy.stats")
    sides = [0] * 7 + [1] * 9
    sizes = [31, 47, 53, 61, 40, 29, 71, 83, 37, 97, 59, 43, 67, 89, 101, 73]
    counts = [3, 1, 7, 2, 0, 4, 5, 2, 1, 0, 6, 1, 3, 1, 2, 0]
    texts = ["zug " * y + "wort " * (n - y) for y, n in zip(counts, sizes, strict=True)]
    names = [f"d{unit:02}" for unit in range(16)]
    frame = pl.DataFrame({"doc_id": names, "text": texts, "source": ["ab"[s] for s in sides]})
    found = cs.keywords(cs.Corpus.from_frame(frame), by="source", target="a", interval="bootstrap")
    rows = list(zip(counts, sizes, strict=True))
    drawn = reference.draw_units(sides, [0] * 16, 1999, 0)

    def of_units(one: Any, other: Any) -> float:
        return reference.log_ratio(rows, sides, [*map(int, one), *map(int, other)])

    class Given:
        bootstrap_distribution = np.array([reference.log_ratio(rows, sides, of) for of in drawn])

    interval = stats.bootstrap(
        (np.arange(7), np.arange(7, 16)),
        of_units,
        n_resamples=0,
        vectorized=False,
        method="BCa",
        bootstrap_result=Given(),
    ).confidence_interval
    row = found_row(found, "zug")
    assert row["log_ratio_lo"] == pytest.approx(interval.low, rel=1e-9)
    assert row["log_ratio_hi"] == pytest.approx(interval.high, rel=1e-9)


def test_a_bootstrap_tells_where_it_has_no_interval() -> None:
    found = cs.keywords(PLANTED, by="source", target="a", interval="bootstrap")
    alone, both = found_row(found, "alpha"), found_row(found, "zwei")
    assert (alone["log_ratio_lo"], alone["log_ratio_hi"]) == (None, None)
    assert alone["flag"] == "no_bootstrap_interval"
    assert both["log_ratio_lo"] < both["log_ratio"] < both["log_ratio_hi"]
    assert both["flag"] is None
    few = cs.keywords(CORPUS, by="source", interval="bootstrap")
    assert few["log_ratio_lo"].null_count() == few.height
    assert not few["flag"].str.contains("no_bootstrap_interval").any()


def test_a_bootstrap_draws_blocks_within_strata_and_sources_on_their_own() -> None:
    texts = [f"wort {'zug ' * (k % 3)}{'satz ' * (k % 5)}" for k in range(24)]
    corpus = corpus_of(texts, ["a", "b", "c"] * 8, day=[k // 12 for k in range(24)])
    blocks = pl.DataFrame({"doc_id": ["d0", "d3", "d1", "d4"], "block": [1, 1, 2, 2]})
    options: list[dict[str, Any]] = [
        {},
        {"strata": "day"},
        {"blocks": blocks},
        {"rest": "mean"},
        {"seed": 1},
        {"n_permutations": 500},
    ]
    bounds = set()
    for option in options:
        found = cs.keywords(corpus, by="source", target="c", interval="bootstrap", **option)
        row = found_row(found, "zug")
        assert row["log_ratio_lo"] < row["log_ratio"] < row["log_ratio_hi"]
        bounds.add((row["log_ratio_lo"], row["log_ratio_hi"]))
    assert len(bounds) == len(options)


def test_a_bootstrap_goes_with_documents_and_the_rule_of_walter() -> None:
    with pytest.raises(ValueError, match="interval='bootstrap' goes with zero='walter'"):
        cs.keywords(PLANTED, by="source", interval="bootstrap", zero="hardie")
    with pytest.raises(ValueError, match="interval= looks at the documents of a corpus"):
        cs.keywords(PLANTED, by="source", interval="bootstrap", inference=None)
    with pytest.raises(ValueError, match="valid are clustered, bootstrap"):
        cs.keywords(PLANTED, by="source", interval="bca")  # type: ignore[arg-type]
