"""`diversity`: published values, edges, intervals, flags, and what is refused."""

import math
import random
import re
import warnings
from collections import Counter
from typing import Any

import polars as pl
import pytest
from scipy import stats

import corpusstats as cs
from corpusstats import _core
from corpusstats.diversity import MEASURES
from tests.reference import diversity as reference


def words(text: str) -> list[str]:
    """Split a text at blanks."""
    return text.split(" ")


# LexicalRichness's README.
DEFINITION = words(
    "measure of textual lexical diversity computed as the mean length of sequential words in a "
    "text that maintains a minimum threshold ttr score iterates over words until ttr scores falls "
    "below a threshold then increase factor counter by and start over mccarthy and jarvis pg "
    "recommends a factor threshold in the range of mccarthy mccarthy and jarvis"
)
# Gospel of John, chapter 1, King James: how many words occur how often (koRpus, quanteda).
ST_JOHN = {1: 212, 2: 51, 3: 26, 4: 13, 5: 6, 6: 6, 7: 3, 8: 4, 10: 1, 11: 1, 13: 3, 16: 1, 17: 1,
           19: 1, 21: 1, 59: 1}  # fmt: skip


def corpus_of(*texts: list[str], **columns: list[Any]) -> cs.Corpus:
    """A corpus of lists of tokens, whose names are their numbers."""
    tokens = [(number, token) for number, text in enumerate(texts) for token in text]
    frame = pl.DataFrame(tokens, {"doc_id": pl.Int64, "token": pl.String}, orient="row")
    corpus = cs.Corpus.from_tokens(frame)
    assert corpus.n_documents == len(texts)
    if not columns:
        return corpus
    given = {name: pl.Series(values) for name, values in columns.items()}
    return corpus.with_documents(corpus.documents.select("doc_id", **given))


def values(text: list[str], *measures: str, **options: Any) -> list[float | None]:
    found = cs.diversity(corpus_of(text), measures=measures, **options)
    return list(found.select(measures).row(0))


def value(text: list[str], measure: str, **options: Any) -> float | None:
    return values(text, measure, **options)[0]


@pytest.mark.parametrize(
    ("measure", "options", "expected"),
    [
        # The first sixteen also in LexicalRichness's README.
        ("ttr", {}, 0.6842105263157895),
        ("root_ttr", {}, 5.165676192553671),
        ("cttr", {}, 3.6526846651686067),
        ("herdan_c", {}, 0.9061378160786574),
        ("summer_s", {}, 0.9294460323356605),
        ("dugast_u", {}, 43.074336212149774),
        ("dugast_u", {"log_base": "10"}, 18.70694652858208),
        ("maas_a2", {}, 0.023215679867353005),
        ("maas_a2", {"log_base": "10"}, 0.05345607838628897),
        ("yule_k", {}, 153.8935056940597),
        ("yule_i", {}, 22.36764705882353),
        ("herdan_vm", {}, 0.08539428890448784),
        ("simpson_d", {}, 0.015664160401002505),
        ("msttr", {"msttr_segment": 25}, 0.88),
        ("mattr", {"mattr_window": 25}, 0.8351515151515151),
        ("mattr", {}, 0.72),
        ("hdd", {}, 0.74687033239664),
        ("hdd", {"hdd_scale": "sum"}, 31.36855),  # pycorpdiff, to the digits that it prints
        ("mtld", {}, 46.79226361031519),
        ("mtld", {"mtld_comparison": "below", "mtld_least": 10}, 48.00946372239748),
        ("mtld", {"mtld_rest": "drop_distinct"}, 45.79226361031519),
        ("mtld_ma_wrap", {}, 43.26315789473684),
        ("mtld_ma_wrap", {"mtld_ma_comparison": "at_most"}, 42.87719298245614),
        ("mtld_ma_bi", {}, 40.586309523809526),
        ("mtld_ma_bi", {"mtld_ma_comparison": "at_most", "mtld_ma_mean": "factors"}, 40.59375),
        ("honore_r", {}, 1313.9916620462288),
        ("brunet_w", {}, 8.610741550937771),
        ("sichel_s", {}, 0.1794871794871795),
        ("michea_m", {}, 5.571428571428571),
        ("baayen_p", {}, 0.47368421052631576),
        ("entropy", {}, 5.1132487859427425),
    ],
)
def test_values_of_other_programs(measure: str, options: dict[str, Any], expected: float) -> None:
    """LexicalRichness 0.5.1, lexical-diversity 0.1.1, anyTS and pycorpdiff, of the same tokens."""
    precision = 1e-6 if options == {"hdd_scale": "sum"} else 5e-15
    assert value(DEFINITION, measure, **options) == pytest.approx(expected, rel=precision)


def test_values_of_quanteda() -> None:
    assert value(words("b a b a b a b a"), "ttr") == 0.25
    text = words("one one two one one two one")
    ttr, herdan_c = values(text, "ttr", "herdan_c")
    assert (round(ttr or 0, 3), round(herdan_c or 0, 3)) == (0.286, 0.356)
    for window, expected in ((2, 5 / 6), (3, 2 / 3), (4, 0.5)):
        assert value(text, "mattr", mattr_window=window) == pytest.approx(expected, rel=1e-15)
    text = words("apple orange apple orange pear pear apple orange")
    for segment, expected in ((2, 0.875), (3, 2 / 3), (4, 0.625)):
        assert value(text, "msttr", msttr_segment=segment) == pytest.approx(expected, rel=1e-15)
    assert value(words("a b c d d e e f f f"), "yule_k") == pytest.approx(1000, rel=1e-15)
    longer = words("a b c d d e e f f f g g g g")
    assert value(longer, "yule_k") == pytest.approx(1122.449, abs=5e-4)
    assert value(words("a a b b c"), "yule_i") == 9 / 6


def test_yules_k_of_st_john() -> None:
    """Published as 113.091583 (Miranda-García and Calle-Martín 2005); the formula gives less."""
    text = [f"w{m}-{k}" for m, types in ST_JOHN.items() for k in range(types) for _ in range(m)]
    found = cs.diversity(corpus_of(text), measures="yule_k")
    assert found.select("n_tokens", "n_types").row(0) == (755, 331)
    assert found["yule_k"].item() == pytest.approx(112.76698390421471, rel=1e-15)


def test_values_of_textacy() -> None:
    """Its tests have a relative tolerance of 1e-2."""
    text = "Mary had a little lamb, its fleece was white as snow. "
    text += "And everywhere that Mary went, the lamb was sure to go."
    tokens = re.findall(r"\w+", text)
    found = cs.diversity(corpus_of(tokens), attribute="word", log_base="10").row(0, named=True)
    expected = {"ttr": 0.864, "root_ttr": 4.051, "cttr": 2.864, "herdan_c": 0.953}
    expected |= {"dugast_u": 28.304}
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-2)


def draw(n: int, seed: int, *, exponent: float = 1.0, types: int = 300) -> list[str]:
    """A text of words with Zipf's distribution."""
    chance = random.Random(seed)
    weights = [1 / (rank + 2.0) ** exponent for rank in range(types)]
    return [f"w{number}" for number in chance.choices(range(types), weights, k=n)]


TEXTS = [draw(n, seed) for seed, n in enumerate([60, 77, 101, 150, 333, 499, 1001, 1500])]


@pytest.fixture(name="richness", scope="module")
def find_richness() -> Any:
    """LexicalRichness."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("lexicalrichness")


@pytest.fixture(name="lex_div", scope="module")
def find_lex_div() -> Any:
    """lexical-diversity."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("lexical_diversity.lex_div")


@pytest.mark.parametrize("text", TEXTS)
def test_agrees_with_lexicalrichness(richness: Any, text: list[str]) -> None:
    other = richness.LexicalRichness(text, preprocessor=None, tokenizer=None)
    found = cs.diversity(corpus_of(text), attribute="word", msttr_segment=49).row(0, named=True)
    expected = {
        "ttr": other.ttr,
        "root_ttr": other.rttr,
        "cttr": other.cttr,
        "herdan_c": other.Herdan,
        "summer_s": other.Summer,
        "dugast_u": other.Dugast,
        "maas_a2": other.Maas,
        "yule_k": other.yulek,
        "yule_i": other.yulei,
        "simpson_d": other.simpsond,
        "herdan_vm": other.herdanvm,
        "msttr": other.msttr(49),  # which drops the last segment even if it is full
        "mattr": other.mattr(50),
        "mtld": other.mtld(),
        "hdd": other.hdd(),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("text", TEXTS[1:])
def test_vocd_is_what_drawing_comes_to(richness: Any, text: list[str]) -> None:
    other = richness.LexicalRichness(text, preprocessor=None, tokenizer=None)
    drawn = other.vocd(within_sample=400, iterations=3, seed=1)
    assert value(text, "vocd_d") == pytest.approx(drawn, rel=0.03)
    sampled = value(text, "vocd_d", vocd_method="sampled", vocd_samples=400)
    assert sampled == pytest.approx(drawn, rel=0.03)


@pytest.mark.parametrize("text", TEXTS[1:])
def test_agrees_with_lexical_diversity(lex_div: Any, text: list[str]) -> None:
    options: dict[str, Any] = {
        "attribute": "word",
        "log_base": "10",
        "mtld_comparison": "below",
        "mtld_least": 10,
        "mtld_rest": "partial_last",
    }
    found = cs.diversity(corpus_of(text), **options).row(0, named=True)
    expected = {
        "ttr": lex_div.ttr(text),
        "root_ttr": lex_div.root_ttr(text),
        "herdan_c": lex_div.log_ttr(text),
        "maas_a2": lex_div.maas_ttr(text),
        "msttr": lex_div.msttr(text, 50),
        "mattr": lex_div.mattr(text, 50),
        "mtld": lex_div.mtld(text),
        "mtld_ma_bi": lex_div.mtld_ma_bid(text),
        "mtld_ma_wrap": lex_div.mtld_ma_wrap(text),
        "hdd": lex_div.hdd(text),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-11)


def test_a_factor_is_no_longer_than_its_text(lex_div: Any) -> None:
    """lexical-diversity goes on through the text a second time, and has 0 where there is none."""
    text = TEXTS[0]
    assert (lex_div.mtld_ma_bid(text), lex_div.mtld_ma_wrap(text)) == (0, 64)
    assert len(text) == 60
    assert values(text, "mtld_ma_bi", "mtld_ma_wrap") == [None, None]


def test_columns_and_types() -> None:
    corpus = corpus_of(DEFINITION, words("a b"), source=["x", None])
    found = cs.diversity(corpus, by="source")
    floats = dict.fromkeys(MEASURES, pl.Float64)
    expected: dict[str, Any] = {
        "source": pl.String,
        **dict.fromkeys(["documents", "n_tokens", "n_types"], pl.Int64),
        **floats,
    }
    assert found.columns[:4] == list(expected)[:4]
    expected |= {"msttr_documents": pl.Int64, "mattr_documents": pl.Int64, "flag": pl.String}
    assert dict(found.schema) == expected
    places = [found.columns.index(name) for name in ("msttr", "msttr_documents", "mattr")]
    assert places == list(range(places[0], places[0] + 3))
    assert found["source"].to_list() == ["x", None]


def test_measures_come_as_they_are_named() -> None:
    found = cs.diversity(corpus_of(DEFINITION), measures=("mtld", "ttr"), intervals=True)
    named = ["mtld", "mtld_lo", "mtld_hi", "ttr", "ttr_lo", "ttr_hi"]
    assert found.columns == ["documents", "n_tokens", "n_types", *named, "flag"]
    assert cs.diversity(corpus_of(DEFINITION), measures="ttr").columns[3:] == ["ttr", "flag"]


def test_a_group_without_tokens_has_nothing() -> None:
    frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["…", ""]})
    found = cs.diversity(cs.Corpus.from_frame(frame), intervals=True).row(0, named=True)
    assert (found["documents"], found["n_tokens"], found["n_types"]) == (0, 0, 0)
    assert [found[name] for name in MEASURES] == [None] * len(MEASURES)
    assert found["flag"] == "short_text"


def test_one_token() -> None:
    found = cs.diversity(corpus_of(["a"])).row(0, named=True)
    known = {
        "ttr": 1.0,
        "root_ttr": 1.0,
        "cttr": 1 / math.sqrt(2),
        "yule_k": 0.0,
        "yule_i": math.inf,
        "herdan_vm": 0.0,
        "brunet_w": 1.0,
        "sichel_s": 0.0,
        "michea_m": math.inf,
        "baayen_p": 1.0,
        "entropy": 0.0,
    }
    assert {name: found[name] for name in MEASURES if found[name] is not None} == known
    assert found["flag"] == (
        "single_document short_text shorter_than_segment shorter_than_window no_factor"
    )


def test_all_tokens_different() -> None:
    text = [f"w{number}" for number in range(200)]
    found = cs.diversity(corpus_of(text)).row(0, named=True)
    assert found["honore_r"] == found["dugast_u"] == found["yule_i"] == math.inf
    assert found["mtld"] is found["mtld_ma_bi"] is found["mtld_ma_wrap"] is None
    assert found["vocd_d"] is None
    assert found["mattr"] == found["msttr"] == 1
    assert found["hdd"] == pytest.approx(1, rel=1e-14)
    assert found["entropy"] == pytest.approx(math.log2(200), rel=1e-14)
    assert (found["zipf_slope"], found["heaps_slope"]) == (0.0, pytest.approx(1, rel=1e-14))
    assert str(found["zipf_slope"]) == "0.0"
    assert found["flag"] == "single_document no_factor"


def test_all_tokens_the_same() -> None:
    found = cs.diversity(corpus_of(["a"] * 200)).row(0, named=True)
    assert found["summer_s"] is found["zipf_slope"] is None
    assert (found["herdan_c"], found["entropy"], found["heaps_slope"]) == (0, 0, 0)
    assert (found["yule_k"], found["simpson_d"]) == (1e4 * 199 / 200, 1)
    assert (found["mtld"], found["mtld_ma_wrap"]) == (2, 10)
    assert found["hdd"] == pytest.approx(1 / 42, rel=1e-14)


def test_nothing_stands_in_for_what_a_text_is_too_short_for() -> None:
    text = draw(49, 3)
    found = cs.diversity(corpus_of(text)).row(0, named=True)
    assert found["mattr"] is found["msttr"] is found["vocd_d"] is found["heaps_slope"] is None
    assert value(text[:41], "hdd") is None
    assert value(text[:42], "hdd") == pytest.approx(len(set(text[:42])) / 42, rel=1e-14)
    longer = draw(200, 3)
    assert value(longer[:199], "heaps_slope") is None
    assert value(longer, "heaps_slope") is not None
    assert value(draw(50, 3), "vocd_d") is not None


def test_windows_do_not_cross_documents() -> None:
    corpus = corpus_of(words("a b"), words("a a c"), ["d"])
    found = cs.diversity(corpus, measures=["msttr", "mattr"], msttr_segment=2, mattr_window=2)
    assert found["msttr"].item() == (1 + 0.5) / 2
    assert found["mattr"].item() == pytest.approx((1 + 0.5 + 1) / 3, rel=1e-15)
    assert found.select("documents", "msttr_documents", "mattr_documents").row(0) == (3, 2, 2)


def test_factors_run_through_joined_documents_by_name() -> None:
    """Whatever the order of the frame; numbers by size, strings by bytes."""
    texts = [draw(40, seed) for seed in range(12)]
    joined = [token for text in texts for token in text]
    expected = reference.measures([joined])["mtld"]
    for names in (list(range(12)), [f"{number:02}" for number in range(12)]):
        frame = pl.DataFrame({"doc_id": names, "text": [" ".join(text) for text in texts]})
        shuffled = frame.sample(fraction=1, shuffle=True, seed=5)
        corpus = cs.Corpus.from_frame(shuffled, mode="words")
        found = cs.diversity(corpus, measures=["mtld", "heaps_slope"]).row(0, named=True)
        assert found["mtld"] == pytest.approx(expected, rel=1e-14)
        assert found["heaps_slope"] == pytest.approx(reference.heaps_slope(joined), rel=1e-12)
    apart = cs.diversity(corpus, measures="mtld", mtld_documents="apart")["mtld"].item()
    assert apart == pytest.approx(reference.measures(texts, mtld_documents="apart")["mtld"])
    assert apart != pytest.approx(expected)


def test_a_voice_is_one_text_in_each_document() -> None:
    """What is said in between does not end its windows."""
    frame = pl.DataFrame({"doc_id": ["a"], "text": ["eins zwei – drei – zwei vier"]})
    spans = pl.DataFrame({"doc_id": "a", "start": [0, 19], "end": [9, 28], "voice": ["Kim", "Kim"]})
    corpus = cs.Corpus.from_frame(frame).with_layer("voice", spans, default="narrator")
    found = cs.diversity(corpus, by="voice", measures="mattr", mattr_window=3)
    assert found["mattr"].to_list() == [pytest.approx(2 / 3), None]
    assert found["n_tokens"].to_list() == [4, 1]


def test_flags(small: cs.Corpus) -> None:
    found = cs.diversity(small, by="source", measures="ttr")
    assert found["flag"].to_list() == [
        "few_documents short_text",
        "few_documents short_text",
        "null_group short_text",
    ]
    long = cs.diversity(corpus_of(*[draw(50, seed) for seed in range(5)]), measures="ttr")
    assert long["flag"].to_list() == [None]


def test_few_starts_with_a_factor_are_flagged() -> None:
    """Of 60 tokens, only those before a few that are repeated begin a factor: a short one."""
    text = [f"w{number}" for number in range(60)]
    text[20:32] = ["a"] * 12
    found = cs.diversity(corpus_of(text, text), measures=["mtld_ma_bi", "mtld_ma_wrap"])
    assert found["flag"].item() == "few_documents few_factors"
    assert found["mtld_ma_bi"].item() == pytest.approx(reference.measures([text])["mtld_ma_bi"])
    enough = cs.diversity(corpus_of(draw(500, 1)), measures=["mtld_ma_bi", "mtld_ma_wrap"])
    assert enough["flag"].item() == "single_document"


def test_intervals_need_five_documents() -> None:
    texts = [draw(120, seed) for seed in range(5)]
    few = cs.diversity(corpus_of(*texts[:4]), measures=["ttr", "mtld"], intervals=True)
    assert few.select("ttr_lo", "ttr_hi", "mtld_lo", "mtld_hi").row(0) == (None,) * 4
    assert few["flag"].item() == "few_documents"
    enough = cs.diversity(corpus_of(*texts), measures=["ttr", "mtld"], intervals=True)
    assert enough["ttr_lo"].item() < enough["ttr"].item() < enough["ttr_hi"].item()
    assert enough["mtld_lo"].item() < enough["mtld"].item() < enough["mtld_hi"].item()
    # A document without a token that counts is none.
    padded = cs.diversity(corpus_of(*texts[:4], ["…"]), measures="ttr", intervals=True)
    assert (padded["documents"].item(), padded["ttr_lo"].item()) == (4, None)


def test_intervals_are_those_of_leaving_out_documents() -> None:
    """By hand for the mean of windows: t with four degrees of freedom, of five documents."""
    texts = [draw(120, seed) for seed in range(5)]
    found = cs.diversity(corpus_of(*texts), measures="mattr", intervals=True)
    without = [
        reference.measures([text for place, text in enumerate(texts) if place != left])["mattr"]
        for left in range(5)
    ]
    centre = sum(x or 0 for x in without) / 5
    error = math.sqrt(4 / 5 * sum(((x or 0) - centre) ** 2 for x in without))
    half = 2.7764451051977987 * error
    assert found["mattr_hi"].item() - found["mattr"].item() == pytest.approx(half, rel=1e-10)
    assert found["mattr"].item() - found["mattr_lo"].item() == pytest.approx(half, rel=1e-10)


def test_intervals_are_null_where_an_estimate_is_missing() -> None:
    """Only one document has a window, and without it there is none."""
    texts = [draw(60, 0), *(draw(20, seed) for seed in range(1, 6))]
    found = cs.diversity(corpus_of(*texts), measures=["mattr", "ttr"], intervals=True)
    assert found["mattr"].item() is not None
    assert found["mattr_lo"].item() is found["mattr_hi"].item() is None
    assert found["ttr_lo"].item() is not None


def test_more_confidence_is_wider_by_t() -> None:
    corpus = corpus_of(*[draw(60, seed) for seed in range(8)])
    narrow, wide = (
        cs.diversity(corpus, measures="ttr", intervals=True, confidence=confidence)
        for confidence in (0.9, 0.99)
    )
    ratio = (wide["ttr_hi"] - wide["ttr"]).item() / (narrow["ttr_hi"] - narrow["ttr"]).item()
    assert ratio == pytest.approx(stats.t.ppf(0.995, 7) / stats.t.ppf(0.95, 7), rel=1e-9)


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 10, 31, 99, 100, 499])
@pytest.mark.parametrize("confidence", [0.01, 0.5, 0.9, 0.95, 0.999, 1 - 1e-9])
def test_quantiles_of_t(degrees: int, confidence: float) -> None:
    expected = stats.t.isf((1 - confidence) / 2, degrees)
    found = _core.student_quantile((1 + confidence) / 2, degrees)
    assert found == pytest.approx(expected, rel=1e-6)
    if confidence < 0.9999:
        assert found == pytest.approx(expected, rel=1e-10)


def test_chance_begins_where_the_seed_says() -> None:
    corpus = corpus_of(draw(300, 1), draw(400, 2))
    options: dict[str, Any] = {"measures": "vocd_d", "vocd_method": "sampled", "vocd_samples": 5}
    one, two, other = (
        cs.diversity(corpus, by="doc_id", seed=seed, **options)["vocd_d"] for seed in (0, 0, 1)
    )
    assert one.equals(two)
    assert not one.equals(other)
    alone = cs.diversity(corpus.filter(pl.col("doc_id") == 1), seed=0, **options)["vocd_d"]
    assert alone.item() == one[1]


def test_intervals_of_what_is_sampled_have_no_chance_in_them() -> None:
    corpus = corpus_of(*[draw(100, seed) for seed in range(6)])
    drawn, expected = (
        cs.diversity(corpus, measures="vocd_d", intervals=True, vocd_method=method)
        for method in ("sampled", "expected")
    )
    reach = [(frame["vocd_d_hi"] - frame["vocd_d"]).item() for frame in (drawn, expected)]
    assert reach[0] == pytest.approx(reach[1], rel=1e-9)


def test_slopes_of_real_text_are_as_known(seeds: Any) -> None:
    """Near -1 and near 0.7, as for newspapers of this length."""
    found = cs.diversity(cs.read_corpus(seeds)).row(0, named=True)
    assert -1 < found["zipf_slope"] < -0.7
    assert 0.6 < found["heaps_slope"] < 0.9


def test_attribute_and_kinds(small: cs.Corpus) -> None:
    exact = cs.diversity(small, attribute="word", measures="ttr")
    assert exact.select("n_tokens", "n_types").row(0) == (
        19,
        len(Counter(small.tokens().filter(pl.col("kind") != "punctuation")["token"])),
    )
    signs = cs.diversity(small, kinds="punctuation", measures="ttr")
    assert signs["n_types"].item() == len({".", "!", ",", "…"})


def test_provenance_names_every_variant(small: cs.Corpus) -> None:
    record = cs.provenance(cs.diversity(small, by="source", mattr_window=20, measures="mattr"))
    assert record["function"] == "diversity"
    assert record["options"]["measures"] == ["mattr"]
    assert record["options"]["mattr_window"] == 20
    assert record["options"]["mtld_comparison"] == "at_most"
    assert record["options"]["by"] == ["source"]
    assert record["corpus"] == small.provenance


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": "mltd"}, "unknown measure 'mltd'; valid are ttr, root_ttr"),
        ({"measures": []}, "measures is empty: name at least one"),
        ({"measures": ["ttr", "ttr"]}, "measures names something twice"),
        ({"attribute": "stem"}, "unknown attribute 'stem'; valid are lower, word"),
        ({"kinds": "verb"}, "unknown kind 'verb'; valid are word, number"),
        ({"log_base": "7"}, "unknown log_base '7'; valid are e, 10, 2"),
        ({"mtld_comparison": "<"}, "unknown mtld_comparison '<'; valid are at_most, below"),
        ({"mtld_rest": "keep"}, "unknown mtld_rest 'keep'; valid are partial, partial_last"),
        ({"mtld_documents": "all"}, "unknown mtld_documents 'all'; valid are joined, apart"),
        ({"hdd_scale": "max"}, "unknown hdd_scale 'max'; valid are mean, sum"),
        ({"vocd_method": "x"}, "unknown vocd_method 'x'; valid are expected, sampled"),
        ({"vocd_sizes": (50, 35)}, "the greatest of vocd_sizes has to be at least 51, not 35"),
        ({"vocd_sizes": (1, 5)}, "the least of vocd_sizes has to be at least 2, not 1"),
        ({"vocd_sizes": 35}, "vocd_sizes has to be a pair of sizes"),
        ({"mtld_threshold": 1.0}, "mtld_threshold has to be between 0 and 1, not 1.0"),
        ({"confidence": 95}, "confidence has to be between 0 and 1, not 95"),
        ({"mattr_window": 0}, "mattr_window has to be at least 1, not 0"),
        ({"msttr_segment": 0}, "msttr_segment has to be at least 1, not 0"),
        ({"hdd_sample": 0}, "hdd_sample has to be at least 1, not 0"),
        ({"jackknife_parts": 4}, "jackknife_parts has to be at least 5, not 4"),
        ({"seed": -1}, "seed has to be at least 0, not -1"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
        ({"within": "zone"}, "within='zone' is no layer"),
        ({"by": "outlet"}, "by='outlet' is no column of the documents"),
    ],
)
def test_unknown_options_name_the_valid_ones(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.diversity(small, **options)


def test_wrong_types(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus"):
        cs.diversity(small.documents)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="intervals has to be True or False, not 'yes'"):
        cs.diversity(small, intervals="yes")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="mtld_threshold has to be a number between 0 and 1"):
        cs.diversity(small, mtld_threshold="low")  # type: ignore[arg-type]


def test_columns_of_the_result_cannot_be_groups(small: cs.Corpus) -> None:
    named = small.with_documents(small.documents.select("doc_id", mtld=pl.lit(1)))
    with pytest.raises(cs.InputError, match="by='mtld' would hide a column of the result"):
        cs.diversity(named, by="mtld")
