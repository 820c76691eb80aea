"""`validation_sample` and `validation`: what a coded sample says of each source."""

import math
import re
from typing import Any

import numpy as np
import polars as pl
import pytest

import corpusstats as cs
from corpusstats.framing.agreement import krippendorff_alpha
from corpusstats.framing.proportions import proportion, wilson

TEXTS = [
    "Der Zug sei da, sagte sie. Er ist grün. „Er fährt. Er hält“, sagte er. Es regnet.",
    "Laut Bahn fährt der Zug. Er ist grün.",
    "Es regnet. Es schneit.",
]
Z = 1.959963984540054


def corpus() -> cs.Corpus:
    frame = pl.DataFrame({"doc_id": ["a", "b", "c"], "source": ["x", "x", "y"], "text": TEXTS})
    return cs.Corpus.from_frame(frame)


def statements() -> pl.DataFrame:
    first, second = TEXTS[:2]
    quote = first.index("Er fährt"), first.index("“")
    rows = [
        ("a", 0, "indirect", 0, 14, 22, 25, 16, 21),
        ("a", 3, "direct", *quote, first.rindex("er"), first.rindex("er") + 2, None, None),
        ("b", 0, "adposition", 10, len(second) - 14, 5, 9, 0, 4),
    ]
    columns = ("content_start", "content_end", "speaker_start", "speaker_end", "cue_start")
    return pl.DataFrame(
        rows, ["doc_id", "sentence", "mode", *columns, "cue_end"], orient="row"
    ).with_row_index("attr_id")


def test_statements_and_sentences_without_one_are_drawn() -> None:
    sample = cs.validation_sample(corpus(), attributions=statements(), n=10)
    rows = sample.select("doc_id", "kind", "mode", "content", "speaker_text", "cue").rows()
    assert rows == [
        ("a", "statement", "indirect", "Der Zug sei da", "sie", "sagte"),
        ("a", "sentence", None, None, None, None),
        ("a", "statement", "direct", "Er fährt. Er hält", "er", None),
        ("a", "sentence", None, None, None, None),
        ("b", "statement", "adposition", "fährt der Zug", "Bahn", "Laut"),
        ("b", "sentence", None, None, None, None),
        ("c", "sentence", None, None, None, None),
        ("c", "sentence", None, None, None, None),
    ]
    assert sample["sample_id"].to_list() == list(range(8))
    assert sample["weight"].unique().to_list() == [1.0]
    of_x = sample.filter(pl.col("source") == "x")
    assert of_x.select("group_sentences", "group_attributed").unique().rows() == [(7, 4)]
    texts = dict(zip("abc", TEXTS, strict=True))
    for doc_id, start, end, text in sample.select("doc_id", "start", "end", "text").rows():
        assert texts[doc_id][start:end] == text
    assert sample.row(1, named=True)["left"] == "Der Zug sei da, sagte sie."
    assert sample.row(0, named=True)["left"] is None
    for name in ("is_statement", "content_right", "speaker_right", "missed_statements", "note"):
        assert sample[name].null_count() == 8


def test_a_sample_goes_to_a_file_and_back(tmp_path: Any) -> None:
    sample = cs.validation_sample(corpus(), attributions=statements(), n=1, seed=3)
    sample.write_csv(tmp_path / "sample.csv")
    found = cs.validation(pl.read_csv(tmp_path / "sample.csv")).sources
    assert found["flag"].to_list() == ["not_coded", "not_coded"]
    assert found["precision"].null_count() == 2


def test_the_draw_is_the_same_whatever_the_order() -> None:
    given = statements()
    one = cs.validation_sample(corpus(), attributions=given, n=1, seed=7)
    frame = corpus().documents.reverse()
    other = cs.validation_sample(
        cs.Corpus.from_frame(frame), attributions=given.reverse(), n=1, seed=7
    )
    assert one.equals(other)
    draws = {
        tuple(cs.validation_sample(corpus(), attributions=given, n=1, seed=seed)["start"])
        for seed in range(20)
    }
    assert len(draws) > 1


def test_weights_add_up_to_the_strata() -> None:
    sample = cs.validation_sample(corpus(), attributions=statements(), n=1)
    sums = sample.group_by("source", "kind").agg(pl.col("weight").sum()).sort("source", "kind")
    assert sums.rows() == [("x", "sentence", 3.0), ("x", "statement", 3.0), ("y", "sentence", 2.0)]


def test_modes_and_parts_can_be_chosen() -> None:
    given = statements()
    direct = cs.validation_sample(corpus(), attributions=given, mode="direct", n=10)
    assert direct["kind"].value_counts().sort("kind").rows() == [("sentence", 7), ("statement", 1)]
    part = cs.validation_sample(corpus(), attributions=given, n=10, within=pl.col("doc_id") == "b")
    assert part["doc_id"].unique().to_list() == ["b"]
    assert part.height == 2


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"mode": "loud"}, cs.InputError, "no statement has the mode 'loud'; there are ['adposi"),
        ({"by": "outlet"}, cs.InputError, "by='outlet' is no column of the documents"),
        ({"n": 0}, ValueError, "n has to be at least 1"),
        (
            {"attributions": pl.DataFrame({"doc_id": ["a"]})},
            cs.InputError,
            "the attributions have no column 'sentence'",
        ),
    ],
)
def test_wrong_options_are_named(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=re.escape(message)):
        cs.validation_sample(corpus(), **{"attributions": statements(), **options})


def sample_of(
    source: str, judged: list[int], missed: list[int], *, found: int, without: int
) -> pl.DataFrame:
    """A coded sample of one group, one statement in each sentence."""
    both = len(judged) + len(missed)
    return pl.DataFrame(
        {
            "source": [source] * both,
            "mode": pl.Series(["direct"] * len(judged) + [None] * len(missed), dtype=pl.String),
            "kind": ["statement"] * len(judged) + ["sentence"] * len(missed),
            "is_statement": judged + [None] * len(missed),
            "speaker_right": [one or None for one in judged] + [None] * len(missed),
            "missed_statements": [0] * len(judged) + missed,
            "weight": [found / max(1, len(judged))] * len(judged)
            + [without / max(1, len(missed))] * len(missed),
            "found_in_sentence": [1] * len(judged) + [0] * len(missed),
            "group_sentences": [found + without] * both,
            "group_attributed": [found] * both,
        }
    ).with_row_index("sample_id")


def test_precision_and_recall_of_a_plain_sample() -> None:
    sample = sample_of("x", [1] * 40 + [0] * 10, [1] * 5 + [0] * 45, found=100, without=200)
    row = cs.validation(sample).sources.row(0, named=True)
    assert row["precision"] == pytest.approx(0.8)
    assert (row["precision_lo"], row["precision_hi"]) == pytest.approx(wilson(0.8, 50, Z))
    assert row["recall"] == pytest.approx(80 / (80 + 20))
    assert row["recall_lo"] < 0.8 < row["recall_hi"]
    assert row["speaker_right"] == 1.0
    assert row["speaker_right_hi"] == 1.0
    assert row["content_right"] is None
    assert row["share"] == pytest.approx(1 / 3)
    assert row["share_corrected"] == pytest.approx((80 + 20) / 300)
    assert row["sensitivity"] == pytest.approx(0.8)
    assert row["specificity"] == pytest.approx(0.9)
    # Rogan and Gladen (1978), formula 1.
    rogan_gladen = (row["share"] + row["specificity"] - 1) / (
        row["sensitivity"] + row["specificity"] - 1
    )
    assert row["share_corrected"] == pytest.approx(rogan_gladen)
    assert row["flag"] is None


def test_recall_counts_what_was_missed_beside_others() -> None:
    sample = sample_of("x", [1] * 40 + [0] * 10, [1] * 5 + [0] * 45, found=100, without=200)
    more = sample.with_columns(
        pl.when(pl.col("sample_id") < 10)
        .then(1)
        .otherwise("missed_statements")
        .alias("missed_statements")
    )
    plain, row = (cs.validation(one).sources.row(0, named=True) for one in (sample, more))
    assert row["recall"] == pytest.approx(80 / (80 + 20 + 20))
    assert row["recall_lo"] < row["recall"] < row["recall_hi"]
    # Not coded there: as if nobody had looked.
    unread = sample.with_columns(
        pl.when(kind="sentence").then("missed_statements").alias("missed_statements")
    )
    assert cs.validation(unread).sources["recall"][0] == plain["recall"]


def test_recall_of_all_rows_is_exact() -> None:
    # Three sentences with two, one and no statement, one of them wrong; two, none and one missed.
    sample = pl.DataFrame(
        {
            "sample_id": [0, 1, 2, 3],
            "source": "x",
            "mode": ["direct", "direct", "direct", None],
            "kind": ["statement", "statement", "statement", "sentence"],
            "is_statement": [1, 0, 1, None],
            "missed_statements": [2, 2, 0, 1],
            "weight": 1.0,
            "found_in_sentence": [2, 2, 1, 0],
            "group_sentences": 3,
            "group_attributed": 2,
        }
    )
    assert cs.validation(sample).sources["recall"][0] == pytest.approx(2 / (2 + 2 + 1))


def test_edges_have_intervals() -> None:
    sample = sample_of("x", [1] * 40, [0] * 40, found=100, without=100)
    row = cs.validation(sample).sources.row(0, named=True)
    assert (row["precision"], row["precision_hi"], row["recall"], row["recall_hi"]) == (1, 1, 1, 1)
    assert 0.8 < row["precision_lo"] < 1
    assert 0.8 < row["recall_lo"] < 1
    assert row["share_corrected_lo"] < 0.5 < row["share_corrected_hi"]
    none = cs.validation(sample_of("x", [0] * 40, [1] * 40, found=100, without=100)).sources
    worst = none.row(0, named=True)
    assert worst["precision"] == worst["recall"] == worst["recall_lo"] == 0
    assert worst["recall_hi"] > 0
    assert worst["flag"] == "no_better_than_chance"


def test_few_rows_and_null_groups_are_flagged() -> None:
    sample = sample_of("x", [1, 0], [0, 1], found=10, without=10)
    nameless = sample.with_columns(source=pl.lit(None, pl.String))
    assert cs.validation(nameless).sources["flag"].to_list() == [
        "few_coded no_better_than_chance null_group"
    ]


def test_rows_count_by_what_they_stand_for() -> None:
    sample = sample_of("x", [1, 0], [0], found=2, without=10)
    weighted = sample.with_columns(
        mode=pl.Series(["direct", "indirect", None]), weight=pl.Series([30.0, 10.0, 10.0])
    )
    result = cs.validation(weighted)
    assert result.sources["precision"].item() == pytest.approx(0.75)
    assert result.sources["statements"].item() == 40
    assert result.modes.select("mode", "statements", "coded", "precision").rows() == [
        ("direct", 30.0, 1, 1.0),
        ("indirect", 10.0, 1, 0.0),
    ]


def test_rows_that_are_not_coded_do_not_count() -> None:
    sample = sample_of("x", [1] * 10 + [0] * 10, [0] * 10, found=40, without=40)
    part = sample.with_columns(
        pl.when(pl.col("sample_id") % 2 == 0).then("is_statement").alias("is_statement")
    )
    row = cs.validation(part).sources.row(0, named=True)
    assert row["coded"] == 10
    assert row["statements"] == 40
    assert row["precision"] == pytest.approx(0.5)


@pytest.mark.parametrize("answers", [["ja", "nein"], ["Yes", "no"], ["true", "false"], ["x", "0"]])
def test_answers_can_be_words(answers: list[str]) -> None:
    sample = sample_of("x", [1, 0], [0], found=2, without=1)
    worded = sample.with_columns(is_statement=pl.Series([*answers, ""]))
    assert cs.validation(worded).sources["precision"].item() == 0.5


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("is_statement", ["1", "perhaps", None], "row 1 has is_statement 'perhaps': 1 or 0"),
        ("missed_statements", ["0", "-1", None], "row 1 has missed_statements '-1': a whole num"),
        ("kind", ["statement", "x", "sentence"], "row 1 has a kind 'x'; valid are ('statement'"),
        ("sample_id", [0, 0, 1], "column 'sample_id' names documents more than once"),
    ],
)
def test_wrong_answers_are_named(column: str, values: list[Any], message: str) -> None:
    sample = sample_of("x", [1, 0], [0], found=2, without=1)
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.validation(sample.with_columns(pl.Series(column, values)))
    with pytest.raises(cs.InputError, match="sample has no column"):
        cs.validation(sample.drop("weight"))


def test_two_coders_are_compared() -> None:
    one = sample_of("x", [1, 1, 0, 0], [0, 0, 2], found=4, without=3)
    other = one.with_columns(is_statement=pl.Series([1, 0, 0, 0, None, None, None]))
    agreement = cs.validation(one, other).agreement
    assert agreement["column"].to_list()[0] == "is_statement"
    row = agreement.row(0, named=True)
    assert row["units"] == 4
    assert row["alpha"] == pytest.approx(krippendorff_alpha([[1, 1, 0, 0], [1, 0, 0, 0]]))
    assert agreement.filter(pl.col("column") == "missed_statements")["alpha"].item() == 1.0
    assert cs.validation(one).agreement.is_empty()
    with pytest.raises(cs.InputError, match=re.escape("sample_id [6] are in one of the frames")):
        cs.validation(one, other.head(6))


# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections A, B and C.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
N = None
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]


@pytest.mark.parametrize(
    ("codings", "level", "alpha"),
    [
        ([MEG, OWEN], "nominal", 0.095),
        (["aabbdcccedda", "babbbccceddd"], "nominal", 0.692),
        (FOUR, "nominal", 0.743),
        (FOUR, "ordinal", 0.815),
        (FOUR, "interval", 0.849),
        (FOUR, "ratio", 0.797),
    ],
)
def test_krippendorffs_published_examples(codings: Any, level: Any, alpha: float) -> None:
    found = krippendorff_alpha(codings, level=level)
    assert found == pytest.approx(alpha, abs=0.0006)


def test_alpha_has_no_value_where_nothing_varies() -> None:
    assert krippendorff_alpha([[1, 1], [1, 1]]) is None
    assert krippendorff_alpha([[1, None], [None, 1]]) is None
    assert krippendorff_alpha([[], []]) is None
    with pytest.raises(cs.InputError, match="not coded the same units: "):
        krippendorff_alpha([[1], [1, 2]])
    with pytest.raises(cs.InputError, match="interval values have to be numbers"):
        krippendorff_alpha(["a", "b"], level="interval")
    with pytest.raises(ValueError, match="unknown level 'x'"):
        krippendorff_alpha([[1], [1]], level="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("successes", "rows", "bounds"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilsons_interval(successes: int, rows: int, bounds: tuple[float, float]) -> None:
    assert wilson(successes / rows, rows, Z) == pytest.approx(bounds, abs=0.00006)


def test_weights_cost_rows() -> None:
    plain = proportion([1, 0, 1, 1], [2, 2, 2, 2], Z)
    uneven = proportion([1, 0, 1, 1], [5, 1, 1, 1], Z)
    assert plain is not None
    assert uneven is not None
    assert plain.rows == pytest.approx(4)
    assert uneven.rows == pytest.approx(64 / 28)
    assert proportion([], [], Z) is None


def test_differential_errors_are_corrected() -> None:
    """The rules see more in the style of one source; both have statements as often."""
    random = np.random.default_rng(0)
    truth, n_sentences, n = 0.4, 20_000, 200
    inside = {"x": 0, "y": 0}
    apparent: dict[str, list[float]] = {"x": [], "y": []}
    corrected: dict[str, list[float]] = {"x": [], "y": []}
    runs = 200
    for _ in range(runs):
        for source, seen, false in (("x", 0.9, 0.02), ("y", 0.5, 0.1)):
            has = random.random(n_sentences) < truth
            found = np.where(
                has, random.random(n_sentences) < seen, random.random(n_sentences) < false
            )
            judged = random.choice(has[found], n, replace=False).astype(int).tolist()
            missed = random.choice(has[~found], n, replace=False).astype(int).tolist()
            sample = sample_of(
                source, judged, missed, found=int(found.sum()), without=int((~found).sum())
            )
            row = cs.validation(sample).sources.row(0, named=True)
            apparent[source].append(row["share"])
            corrected[source].append(row["share_corrected"])
            low, high = row["share_corrected_lo"], row["share_corrected_hi"]
            inside[source] += low <= truth <= high
            assert not math.isnan(row["recall"])
    assert np.mean(apparent["x"]) - np.mean(apparent["y"]) > 0.1
    for source in "xy":
        assert np.mean(corrected[source]) == pytest.approx(truth, abs=0.006)
        assert inside[source] / runs >= 0.91
