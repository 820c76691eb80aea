"""`audit`: what it counts, what can be reached and detected, what goes together, and its flags."""

import dataclasses
import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import corpusstats as cs
from corpusstats import _core
from corpusstats.framing.association import cramers_v, date_overlap
from corpusstats.framing.audit_frames import MEANINGS
from corpusstats.framing.copies import smallest_p
from corpusstats.framing.languages import FUNCTION_WORDS
from corpusstats.framing.power import Side, detectable_log_ratio, side

DATES = [date(2023, 9, day) for day in (12, 12, 15, 5, 13)]


def corpus(rows: list[tuple[Any, ...]], *columns: str) -> cs.Corpus:
    """Documents called 0, 1, …; the first column is the text."""
    frame = pl.DataFrame(rows, ["text", *columns], orient="row").with_row_index("doc_id")
    return cs.Corpus.from_frame(frame.with_columns(pl.col("doc_id").cast(pl.Int64)))


def flags(found: cs.Audit) -> set[tuple[Any, ...]]:
    return set(found.flags.select(*found.by, "flag").rows())


def five_articles(shared_data: Path) -> pl.DataFrame:
    """One article each of five sources, of four days; the fourth is translated."""
    files = sorted((shared_data / "seeds").glob("*.txt"))
    assert len(files) == 5
    return pl.DataFrame(
        {
            "doc_id": [file.stem for file in files],
            "text": [file.read_text(encoding="utf-8") for file in files],
            "source": list("abcde"),
            "date": DATES,
            "agency": ["x", "x", "y", "y", "y"],
            "original_language": [None, None, None, "ko", None],
        }
    )


# ---------------------------------------------------------------------------------------------
# Five articles


def test_five_articles_show_nothing(shared_data: Path) -> None:
    frame = five_articles(shared_data)
    found = cs.audit(cs.Corpus.from_frame(frame))
    rest = found.comparisons.filter(comparison="rest")
    assert rest["p_floor"].to_list() == [0.2] * 5
    assert found.comparisons.filter(comparison="pair")["p_floor"].to_list() == [1.0] * 10
    assert set(found.comparisons["flag"]) == {"few_documents high_p_floor"}
    assert found.power["log_ratio"].null_count() == found.power.height
    every = {
        (name, flag) for name in "abcde" for flag in ("one_document_per_group", "date_confounded")
    }
    assert flags(found) == {*every, ("d", "translated")}
    assert found.documents.select("source", "flag").rows() == [("d", "translated")]
    two = cs.audit(cs.Corpus.from_frame(frame), "agency").comparisons
    assert two["p_floor"].to_list() == [0.1] * 3


# ---------------------------------------------------------------------------------------------
# What comes out


def test_columns_and_types(seeds: Path) -> None:
    found = cs.audit(cs.read_corpus(seeds))
    sizes = ["documents", "empty_documents", "distinct_documents", "shared_documents", "tokens"]
    dates = {"first_date": pl.Date, "last_date": pl.Date, "dates": pl.Int64}
    pair = {"comparison": pl.String, "source": pl.String, "other_source": pl.String}
    both = ["documents", "other_documents", "distinct_documents", "other_distinct_documents"]
    expected: dict[str, dict[str, Any]] = {
        "groups": {
            "source": pl.String,
            **dict.fromkeys(sizes, pl.Int64),
            "token_share": pl.Float64,
            "left_out": pl.Int64,
            **dates,
            "date_overlap": pl.Float64,
            "date_distance": pl.Float64,
        },
        "comparisons": {
            **pair, **dict.fromkeys(both, pl.Int64), "p_floor": pl.Float64, "flag": pl.String
        },
        "power": {
            **pair,
            "per_million": pl.Float64,
            "terms": pl.Int64,
            "variation": pl.Float64,
            "log_ratio": pl.Float64,
            "flag": pl.String,
        },
        "associations": {
            "column": pl.String,
            "documents": pl.Int64,
            "values": pl.Int64,
            "cramers_v": pl.Float64,
            "cramers_v_corrected": pl.Float64,
        },
        "kinds": {
            "source": pl.String,
            "kind": pl.Enum(["word", "number", "punctuation", "symbol", "emoji", "url", "email",
                             "mention", "hashtag"]),
            "tokens": pl.Int64,
            "counted": pl.Boolean,
        },
        "documents": {
            "source": pl.String,
            "doc_id": pl.String,
            "tokens": pl.Int64,
            "copy_of": pl.String,
            "language": pl.String,
            "flag": pl.String,
        },
        "flags": {"source": pl.String, "flag": pl.String, "meaning": pl.String},
    }  # fmt: skip
    assert list(found.frames()) == list(expected)
    for name, schema in expected.items():
        assert list(found.frames()[name].schema.items()) == list(schema.items()), name
        assert found.frames()[name] is getattr(found, name)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.by = []  # type: ignore[misc]


def test_sizes(small: cs.Corpus) -> None:
    found = cs.audit(small)
    columns = ("source", "documents", "empty_documents", "tokens", "left_out")
    assert found.groups.select(columns).rows() == [
        ("x", 2, 0, 10, 4), ("y", 2, 0, 9, 2), (None, 0, 1, 0, 1)
    ]  # fmt: skip
    assert found.groups["token_share"].to_list() == [10 / 19, 9 / 19, 0.0]
    assert found.kinds.rows() == [
        ("x", "word", 9, True),
        ("x", "number", 1, True),
        ("x", "punctuation", 4, False),
        ("y", "word", 9, True),
        ("y", "punctuation", 2, False),
        (None, "punctuation", 1, False),
    ]
    few = {(name, "few_documents") for name in "xy"}
    assert flags(found) == {
        *few,
        (None, "no_tokens"),
        (None, "empty_documents"),
        (None, "null_group"),
    }
    assert found.documents.rows() == [(None, "z", 0, None, None, "empty")]


def test_only_what_is_selected_counts(small: cs.Corpus) -> None:
    found = cs.audit(small, within=pl.col("source") == "x", kinds="number")
    assert found.groups.select("source", "documents", "tokens").rows() == [("x", 1, 1)]
    assert found.comparisons.is_empty()
    assert found.power.is_empty()


def test_all_meanings_are_there() -> None:
    """One corpus of each trouble; every flag has a meaning, and no meaning is without a flag."""
    text = "Der Zug fährt nach Köln und hält dort."
    rows = [
        ("", "a", date(2023, 1, 1), False), (text, "a", date(2023, 1, 1), False),
        (text, "a", date(2023, 1, 1), True), ("Ein Zug.", "a", date(2023, 1, 1), False),
        (text, None, date(2023, 3, 1), False), ("…", "c", date(2023, 3, 1), False),
        (f"{FUNCTION_WORDS['en']} " * 6, "d", date(2023, 3, 1), False),
        (f"{FUNCTION_WORDS['de']} " * 6, "e", date(2023, 3, 1), False),
        (f"{FUNCTION_WORDS['de']} " * 7, "e", date(2023, 3, 1), False),
    ]  # fmt: skip
    made = corpus(rows, "source", "date", "translated")
    seen = {flag for _, flag in flags(cs.audit(made))}
    layer = pl.DataFrame({"doc_id": [1], "start": [0], "end": [7], "voice": ["v"]})
    seen |= {
        flag for _, flag in flags(cs.audit(made.with_layer("voice", layer, default="w"), "voice"))
    }
    assert seen == set(MEANINGS)


def test_printed_it_says_the_same(seeds: Path) -> None:
    found = cs.audit(cs.read_corpus(seeds))
    said = str(found)
    for name in found.groups["source"]:
        assert name in said
    assert "few_documents (All sources)" in said
    assert "3 to 9" in said
    assert max(map(len, said.split("\n"))) <= 100


def test_pairs_are_left_out_on_request(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    found = cs.audit(corpus, pairs=False)
    rest = cs.audit(corpus).comparisons.filter(comparison="rest")
    assert found.comparisons.equals(rest)
    assert set(found.power["comparison"]) == {"rest"}
    assert "pairs of sources" not in str(found)


def test_many_sources_are_printed_in_part() -> None:
    made = corpus([("Zug", f"s{number:02}") for number in range(30)], "source")
    assert "… and 10 more" in str(cs.audit(made))


# ---------------------------------------------------------------------------------------------
# What permuting documents can reach


@pytest.mark.parametrize(
    ("sizes", "p"),
    [
        ((1, 4), 0.2), ((2, 3), 0.1), ((3, 3), 0.1), ((1, 1), 1.0), ((5, 5), 2 / 252),
        ((1, 2), 1 / 3), ((0, 9), 1.0), ((10, 10), 2 / 184756),
    ],
)  # fmt: skip
def test_the_smallest_p(sizes: tuple[int, int], p: float) -> None:
    assert smallest_p(*sizes) == pytest.approx(p, rel=1e-15)
    assert smallest_p(*sizes[::-1]) == smallest_p(*sizes)


def test_the_smallest_p_of_many() -> None:
    assert smallest_p(3, 2000) == pytest.approx(1 / math.comb(2003, 3), rel=1e-9)
    assert 0 < smallest_p(20_000, 20_000) < 1e-300


def test_copies_are_no_evidence() -> None:
    texts = ["der zug fährt", "ein zug hält", "der zug hält", "zug um zug"]
    rows = [(text, "a") for text in texts[:2]] + [(text, "b") for text in texts[2:]]
    before = cs.audit(corpus(rows, "source"))
    after = cs.audit(corpus([*rows, ("Ein Zug  hält.", "a")], "source"))
    assert after.comparisons["p_floor"].equals(before.comparisons["p_floor"])
    assert after.groups["documents"].to_list() == [3, 2]
    assert after.groups["distinct_documents"].to_list() == [2, 2]
    assert ("a", "copies") in flags(after) - flags(before)
    assert after.documents.rows() == [("a", 4, 3, 1, None, "copy")]


def test_a_text_of_both_sides_stays_where_it_is() -> None:
    rows = [(text, "a") for text in ("zug", "bahn", "gleis")]
    rows += [(text, "b") for text in ("zug", "waffe", "kreml", "treffen")]
    found = cs.audit(corpus(rows, "source"))
    pair = found.comparisons.filter(comparison="pair").row(0, named=True)
    assert (pair["documents"], pair["distinct_documents"]) == (3, 2)
    assert pair["p_floor"] == 0.1
    assert {("a", "copies_across_groups"), ("b", "copies_across_groups")} <= flags(found)


def test_sources_that_share_documents() -> None:
    frame = pl.DataFrame({"doc_id": range(6), "text": [f"er sagt: ja {n}" for n in "abcdef"]})
    spans = pl.DataFrame(
        {"doc_id": range(6), "start": [9] * 6, "end": [11] * 6, "voice": ["v"] * 6}
    )
    voiced = cs.Corpus.from_frame(frame).with_layer("voice", spans, default="w")
    found = cs.audit(voiced, "voice")
    assert found.groups["shared_documents"].to_list() == [6, 6]
    assert found.comparisons["p_floor"].to_list() == [2.0**-5] * 3
    assert found.power["log_ratio"].null_count() == found.power.height
    assert ("v", "groups_share_documents") in flags(found)


# ---------------------------------------------------------------------------------------------
# What can be detected


def test_quantiles_of_t() -> None:
    stats = pytest.importorskip("scipy.stats")
    for freedom, error in ((8, 2e-4), (18, 1e-5), (100, 1e-8), (10_000, 1e-13)):
        for probability in (0.8, 0.975):
            expected = stats.t.ppf(probability, freedom)
            found = _core.student_quantile(probability, freedom)
            assert found == pytest.approx(expected, rel=error)


def test_the_detectable_log_ratio_solves_its_equation() -> None:
    one, other = Side(20, 8000.0, 3.6e6), Side(50, 30_000.0, 2e7)
    found = detectable_log_ratio(500, 0.7, one, other) * math.log(2)
    variance = math.exp(-found) / (5e-4 * 8000) + 1 / (5e-4 * 30_000)
    variance += 0.49 * (3.6e6 / 8000**2 + 2e7 / 30_000**2)
    t = _core.student_quantile(0.975, 68) + _core.student_quantile(0.8, 68)
    assert found == pytest.approx(t * math.sqrt(variance), rel=1e-12)


def simulated(numbers: Any, lengths: Any, rate: float, coefficient: float, n: int) -> Any:
    """Counts of a word in documents of some lengths, whose rates vary like a gamma variable."""
    if coefficient == 0:
        return numbers.poisson(rate * lengths, (n, len(lengths)))
    shape = coefficient**-2
    rates = numbers.gamma(shape, rate / shape, (n, len(lengths)))
    return numbers.poisson(rates * lengths)


def log_rate(counts: Any, lengths: Any) -> tuple[Any, Any]:
    """The logarithm of the rate, and its variance between documents, at least that of chance."""
    n, size = len(lengths), lengths.sum()
    rates = counts.sum(1) / size
    squares = ((counts - rates[:, None] * lengths) ** 2).sum(1) * n / (n - 1) / size**2
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(squares / rates**2, 1 / (rates * size))
        return np.log(rates), variance


@pytest.mark.parametrize(
    ("rate", "coefficient", "sizes"),
    [
        (2000, 0.0, (20, 20)),
        (2000, 0.6, (20, 20)),
        (1000, 1.0, (50, 50)),
        (3000, 0.8, (30, 90)),
        (1000, 0.5, (12, 40)),
    ],
)
def test_what_is_said_to_be_detectable_is_detected(
    rate: float, coefficient: float, sizes: tuple[int, int]
) -> None:
    """Four of five times, by a t-test of the log ratio with its variance between documents."""
    stats = pytest.importorskip("scipy.stats")
    numbers = np.random.RandomState(3)
    lengths = [numbers.randint(200, 1200, size) for size in sizes]
    ratio = detectable_log_ratio(rate, coefficient, side(lengths[0]), side(lengths[1]))
    rates = rate / 1e6 * 2**ratio, rate / 1e6
    counts = [
        simulated(numbers, length, chance, coefficient, 4000)
        for length, chance in zip(lengths, rates, strict=True)
    ]
    (one, variance), (other, other_variance) = map(log_rate, counts, lengths)
    statistic = (one - other) / np.sqrt(variance + other_variance)
    critical = stats.t.ppf(0.975, sum(sizes) - 2)
    assert 0.72 < (statistic > critical).mean() < 0.88


def test_how_much_rates_vary_is_found_again() -> None:
    """Documents of words with a rate of 1,000 in a million, whose rates vary by a known share."""
    numbers = np.random.RandomState(5)
    for coefficient in (0.0, 0.5, 1.0):
        counts = [simulated(numbers, np.full(60, 400), 1e-3, coefficient, 1)[0] for _ in range(200)]
        texts = []
        for document in range(60):
            words = [f"w{number}" for number, of in enumerate(counts) for _ in range(of[document])]
            texts.append(" ".join([*words, *["x"] * (400 - len(words))]))
        rows = [(text, "ab"[place % 2]) for place, text in enumerate(texts)]
        found = cs.audit(corpus(rows, "source"), rates=[1000]).power
        assert found["terms"][0] > 150
        assert found["variation"][0] == pytest.approx(coefficient, abs=0.12)
        assert found["log_ratio"].null_count() == 0


def test_fewer_than_five_documents_detect_nothing() -> None:
    rows = [(f"der zug {n} fährt", "a") for n in "abcd"] + [
        (f"der zug {n} hält", "b") for n in "efghij"
    ]
    found = cs.audit(corpus(rows, "source"), rates=(200_000, 10)).power
    assert found["log_ratio"].null_count() == found.height
    pairs = found.filter(comparison="pair").select("per_million", "terms", "flag").rows()
    assert pairs == [
        (200_000, 4, "few_documents"), (10, 0, "few_documents no_terms_of_rate")
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------
# What goes together


def test_cramers_v_by_scipy() -> None:
    contingency = pytest.importorskip("scipy.stats.contingency")
    numbers = np.random.RandomState(1)
    for shape in ((2, 2), (3, 5), (4, 2)):
        table = numbers.randint(1, 9, shape)
        expected = contingency.association(table, method="cramer")
        assert cramers_v(table)[0] == pytest.approx(expected, rel=1e-12)


def test_cramers_v_of_five_sources() -> None:
    """The vector of the research notes: counts of a term in five sources of unlike size."""
    counts, sizes = np.array([12, 3, 0, 7, 1]), np.array([1000, 900, 1100, 800, 950])
    found = cramers_v(np.array([counts, sizes - counts]))[0]
    assert found == pytest.approx(0.06770934855, rel=1e-9)


def test_cramers_v_without_what_chance_adds() -> None:
    """Bergsma's formula by hand, and two limits: independence and identity."""
    table = np.array([[8, 2], [3, 7]])
    phi2 = (8 * 7 - 2 * 3) ** 2 * 20 / (10 * 10 * 11 * 9) / 20
    corrected = phi2 - 1 / 19
    room = 2 - 1 / 19 - 1
    assert cramers_v(table)[1] == pytest.approx(math.sqrt(corrected / room), rel=1e-12)
    assert cramers_v(np.array([[5, 5], [5, 5]])) == (0, 0)
    assert cramers_v(np.array([[50, 0], [0, 50]])) == pytest.approx((1, 1), abs=1e-12)


def test_what_cannot_go_together_is_null() -> None:
    assert cramers_v(np.array([[3, 4]])) == (None, None)
    assert cramers_v(np.array([[3], [4]])) == (None, None)
    assert cramers_v(np.eye(4, dtype=np.int64)) == (1, None)
    assert cramers_v(np.zeros((2, 0), np.int64)) == (None, None)


def test_associations_of_all_columns() -> None:
    rows = [
        ("a", "x", "n", [1], 1.5), ("b", "x", "n", [1], 1.5), ("c", "y", None, [2], 2.5),
        ("d", "y", "m", [2], 2.5), ("e", "y", "m", None, 1.5),
    ]  # fmt: skip
    found = cs.audit(corpus(rows, "source", "desk", "tags", "grade")).associations
    assert found.select("column", "documents", "values").rows() == [
        ("desk", 4, 2), ("tags", 4, 2), ("grade", 5, 2)
    ]  # fmt: skip
    assert found["cramers_v"].to_list()[:2] == [1, 1]


def test_dates() -> None:
    rows = [
        ("a", "x", date(2023, 1, 1)), ("b", "x", date(2023, 1, 1)), ("c", "x", date(2023, 1, 2)),
        ("d", "y", date(2023, 1, 2)), ("e", "y", date(2023, 1, 3)), ("f", "y", None),
        ("", "y", date(2022, 1, 1)), ("g", "z", None),
    ]  # fmt: skip
    found = cs.audit(corpus(rows, "source", "date"))
    columns = ("source", "first_date", "last_date", "dates", "date_overlap", "date_distance")
    third, half = pytest.approx(1 / 3), pytest.approx(2 / 3)
    assert found.groups.select(columns).rows() == [
        ("x", date(2023, 1, 1), date(2023, 1, 2), 2, third, half),
        ("y", date(2023, 1, 2), date(2023, 1, 3), 2, third, half),
        ("z", None, None, 0, None, None),
    ]
    assert {name for name, flag in flags(found) if flag == "date_confounded"} == {"x", "y"}


def test_dates_that_lie_between_each_other_are_not_confounded() -> None:
    rows = [(f"zug {day}", "xy"[day % 2], date(2023, 1, day)) for day in range(1, 21)]
    found = cs.audit(corpus(rows, "source", "date"))
    assert found.groups["date_overlap"].to_list() == [0, 0]
    assert "date_confounded" not in found.flags["flag"]


def test_overlap_is_1_for_the_same_days() -> None:
    assert date_overlap(np.array([[2, 1, 3], [4, 2, 6]])) == ([1, 1], [0, 0])


def test_the_column_with_the_dates() -> None:
    rows = [
        ("a", "x", datetime(2023, 1, 1, 8), "2023-01-01"),
        ("b", "y", datetime(2023, 1, 1, 9), "?"),
    ]
    made = corpus(rows, "source", "printed", "date")
    assert "first_date" not in cs.audit(made).groups.columns
    found = cs.audit(made, date="printed").groups
    assert found["first_date"].to_list() == [date(2023, 1, 1)] * 2
    assert found["date_overlap"].to_list() == [1, 1]
    with pytest.raises(cs.InputError, match="date='date' has no dates, but String"):
        cs.audit(made, date="date")
    with pytest.raises(cs.InputError, match="date='day' is no column of the documents"):
        cs.audit(made, date="day")


# ---------------------------------------------------------------------------------------------
# Translations and languages


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([True, False, None], [0]),
        ([1, 0, None], [0]),
        (["ja", "nein", None], [0]),
        (["Yonhap", "No", ""], [0]),
        (["false", " 0 ", "x"], [2]),
    ],
)
def test_translated(values: list[Any], expected: list[int]) -> None:
    made = corpus([(f"zug {value}", "a", value) for value in values], "source", "translated")
    found = cs.audit(made).documents
    assert found.filter(flag="translated")["doc_id"].to_list() == expected


def test_original_language() -> None:
    rows = [
        ("zug a", "a", "de", None), ("zug b", "a", "DE ", "de"), ("zug c", "a", "ko", "de"),
        ("zug d", "a", "ko", "ko"),
    ]  # fmt: skip
    made = corpus(rows, "source", "original_language", "language")
    found = cs.audit(made).documents.filter(pl.col("flag").str.contains("translated"))
    assert found["doc_id"].to_list() == [2]
    bare = cs.audit(corpus([row[:3] for row in rows], "source", "original_language")).documents
    assert bare["doc_id"].to_list() == [2, 3]


def test_language_by_its_column() -> None:
    rows = [("zug", "a", "de"), ("bahn", "a", "de"), ("train", "b", "EN"), ("gleis", "b", None)]
    found = cs.audit(corpus(rows, "source", "language"))
    assert ("b", "mixed_language") in flags(found)
    assert ("a", "mixed_language") not in flags(found)
    assert found.documents.select("doc_id", "language", "flag").rows() == [
        (2, "en", "other_language")
    ]


SENTENCES = {
    "de": "Der Zug ist auf dem Weg nach Köln, und das Wetter ist nicht gut, sagte eine Frau.",
    "en": "The train was on its way to the city, and the weather that they have was bad.",
    "fr": "Le train est dans la ville, et les gens qui sont sur le quai ne sont pas là.",
    "es": "El tren que sale de la ciudad para los pueblos es más lento, pero también por las vías.",
    "it": "Il treno che arriva alla stazione della città è in ritardo, e anche gli altri.",
    "nl": "De trein van het noorden is niet op tijd, maar dat zijn ze naar een stad ook niet.",
    "pl": "Pociąg, który jedzie przez miasto, jest spóźniony, że się nie chce, oraz które dla nas.",
    "tr": "Tren şehre daha geç geldi ve bu gibi bir gün için çok uzun olan yol ile sonra bitti.",
    "uk": "Потяг, який їде до міста, запізнився, і це не те, що ми хотіли від нього та його.",
}


def test_languages_by_function_words() -> None:
    rows = [(f"{text} " * 5, "a") for text in SENTENCES.values()]
    rows += [(f"{SENTENCES['de']} " * (5 + n), "a") for n in range(3)]
    found = cs.audit(corpus(rows, "source"))
    assert found.documents["language"].drop_nulls().to_list() == list(SENTENCES)[1:]
    assert ("a", "mixed_language") in flags(found)


def test_what_is_not_plain_is_not_said() -> None:
    """Short texts, lists of names, and texts half in one language and half in another."""
    german, english = SENTENCES["de"], SENTENCES["en"]
    rows = [
        (german * 5, "a"),
        (english, "a"),
        ("Kim Putin Wonsan " * 40, "a"),
        ((german + english) * 4, "a"),
    ]
    assert "mixed_language" not in cs.audit(corpus(rows, "source")).flags["flag"]


def test_function_words_are_of_one_language_each() -> None:
    words = [word for listed in FUNCTION_WORDS.values() for word in listed.split()]
    assert len(set(words)) == len(words)


def test_no_german_speech_is_taken_for_foreign(shared_data: Path) -> None:
    frame = pl.read_parquet(shared_data / "bench" / "de_10mb.parquet")
    found = cs.audit(cs.Corpus.from_frame(frame))
    assert "mixed_language" not in found.flags["flag"]


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": None}, "by=None makes no sources"),
        ({"by": "outlet"}, "by='outlet' is no column"),
        ({"kinds": "verb"}, "unknown kind 'verb'"),
        ({"rates": [0]}, "rates have to be between 0 and 1,000,000 per million tokens, not 0"),
        (
            {"rates": 2e6},
            "rates have to be between 0 and 1,000,000 per million tokens, not 2000000.0",
        ),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_unknown_options(small: cs.Corpus, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.audit(small, **options)


def test_other_types_are_refused(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="rates has to be a list of numbers"):
        cs.audit(small, rates=["often"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="expected a Corpus"):
        cs.audit(small.documents)  # type: ignore[arg-type]


def test_provenance(small: cs.Corpus) -> None:
    found = cs.audit(small, rates=(10,))
    assert found.provenance["options"] == {
        "by": ["source"],
        "within": None,
        "without": None,
        "kinds": ["word", "number"],
        "date": None,
        "rates": [10.0],
        "pairs": True,
    }
    assert all(cs.provenance(frame) == found.provenance for frame in found.frames().values())


def test_names_for_the_second_group_may_not_be_taken() -> None:
    rows = {
        "doc_id": ["a", "b"],
        "text": ["x", "y"],
        "source": ["1", "2"],
        "other_source": ["1", "2"],
    }
    made = cs.Corpus.from_frame(pl.DataFrame(rows))
    with pytest.raises(cs.InputError, match="by='other_source' is what the second of two groups"):
        cs.audit(made, ["source", "other_source"])
