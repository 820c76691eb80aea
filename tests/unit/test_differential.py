"""`collocates(compare=True)`: what differs, what does not, flags, evidence, and what is refused."""

import random
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.differential import COMPARED
from tests.reference import association

P_VALUES = ["woolf_p", "breslow_day_p", "p_value", "p_adjusted"]


def corpus_of(sources: dict[str, list[str]], **columns: Any) -> cs.Corpus:
    rows = [(source, text) for source, texts in sources.items() for text in texts]
    names = [f"d{number:03}" for number in range(len(rows))]
    frame = pl.DataFrame(rows, ["source", "text"], orient="row").with_columns(
        doc_id=pl.Series(names), **columns
    )
    return cs.Corpus.from_frame(frame)


def compared(corpus: cs.Corpus, node: Any = "node", **options: Any) -> pl.DataFrame:
    return cs.collocates(corpus, node, **{"by": "source", "window": 1, **options}, compare=True)


def rows_of(found: pl.DataFrame, collocate: str) -> list[dict[str, Any]]:
    return found.filter(pl.col("collocate") == collocate).to_dicts()


# Near the node says the one source "alpha", the other "beta"; both say both as often elsewhere.
NEAR = {
    "a": ["alpha node. gamma beta beta alpha gamma."] * 4,
    "b": ["beta node. gamma alpha alpha beta gamma."] * 4,
}
# Both say alpha near one node in two; one says it everywhere ten times as often.
REST = "gamma delta gamma delta gamma delta gamma delta gamma delta. "


def text(numbers: random.Random, rate: float, share: float, length: int = 300) -> str:
    """Words of which `rate` are alpha, but `share` of those beside the node; documents differ."""
    rate = min(0.9, rate * numbers.gammavariate(4, 0.25))
    words = []
    for _ in range(length):
        words.append("alpha" if numbers.random() < rate else numbers.choice(["beta", "gamma"]))
        if numbers.random() < 0.05:
            odds = rate / (1 - rate) * share
            near = "alpha" if numbers.random() < odds / (1 + odds) else "gamma"
            words += ["node", near]
    return " ".join(words)


def simulated(seed: int, rates: dict[str, float], shares: dict[str, float], n: int) -> cs.Corpus:
    numbers = random.Random(seed)
    return corpus_of(
        {
            name: [text(numbers, rate, shares[name]) for _ in range(n)]
            for name, rate in rates.items()
        }
    )


def test_a_small_corpus_exactly() -> None:
    """Of the 70 arrangements of four and four, two are as extreme as this one."""
    corpus = corpus_of(NEAR)
    found = compared(corpus)
    assert set(found["family_size"]) == {2}
    listed = association.units(corpus, "node", window=1, by=["source"])
    expected = association.tests(listed, ["alpha", "beta"])
    for word in ("alpha", "beta"):
        for row in rows_of(found, word):
            seen = (row["heterogeneity"], row["woolf"], row["breslow_day"])
            assert seen == pytest.approx(expected[word].statistics)
            assert row["p_value"] == pytest.approx(expected[word].as_extreme[0] / 70)
            assert row["p_value"] == pytest.approx(2 / 70)
            assert row["p_adjusted"] == pytest.approx(expected[word].exceeded / 70)
            assert row["log_odds_ratio_lo"] is None
            assert row["flag"] == "few_documents empty_cell"
    near = {row["source"]: row for row in rows_of(found, "alpha")}
    assert near["a"]["count"] == 4
    assert near["b"]["count"] == 0
    assert near["a"]["delta_log_odds"] == pytest.approx(-near["b"]["delta_log_odds"])
    assert near["a"]["delta_log_odds"] > 0


def test_the_trap() -> None:
    """A word that a source uses eight times as often is not its word for the node."""
    corpus = simulated(1, {"a": 0.32, "b": 0.04}, {"a": 2.0, "b": 2.0}, 25)
    found = {row["source"]: row for row in rows_of(compared(corpus), "alpha")}
    assert found["a"]["o11"] > 3 * found["b"]["o11"]
    assert found["a"]["p_value"] > 0.05
    assert found["a"]["delta_log_odds_lo"] < 0 < found["a"]["delta_log_odds_hi"]
    # In the windows alone it is key for that source.
    inside = [(found[name]["o11"], found[name]["r1"]) for name in ("a", "b")]
    table = {"o11": inside[0][0], "r1": inside[0][1], "c1": inside[0][0] + inside[1][0]}
    table |= {"n": inside[0][1] + inside[1][1]}
    naive = pl.DataFrame({name: [number] for name, number in table.items()})
    assert naive.select(cs.measures.log_likelihood()).item() > 50


def test_a_true_difference_is_found() -> None:
    corpus = simulated(2, {"a": 0.1, "b": 0.1}, {"a": 6.0, "b": 0.7}, 25)
    row = next(row for row in rows_of(compared(corpus), "alpha") if row["source"] == "a")
    assert row["p_value"] == row["p_adjusted"] == pytest.approx(1 / 2000)
    assert row["delta_log_odds_lo"] > 0
    assert row["flag"] is None


@pytest.mark.parametrize(
    ("rates", "limit"), [({"a": 0.1, "b": 0.1}, 0.11), ({"a": 0.3, "b": 0.04}, 0.11)]
)
def test_false_alarms(rates: dict[str, float], limit: float) -> None:
    """Of 100 corpora without a difference few are flagged, also where the word's rates differ."""
    shares = dict.fromkeys(rates, 2.0)
    alarms = 0
    for seed in range(100):
        corpus = simulated(seed, rates, shares, 10)
        found = compared(corpus, n_permutations=199, seed=seed)
        alarms += rows_of(found, "alpha")[0]["p_value"] <= 0.05
    assert alarms / 100 <= limit


def test_few_documents_have_no_p() -> None:
    found = compared(corpus_of({"a": NEAR["a"][:3], "b": NEAR["b"][:3]}))
    assert found.select(*P_VALUES, "delta_log_odds_lo").null_count().row(0) == (found.height,) * 5
    assert set(found["flag"]) == {"few_documents few_permutations empty_cell"}
    assert found["woolf"].null_count() == 0


def test_documents_without_the_node_are_no_evidence() -> None:
    """A hundred documents without the node do not make one with it a test."""
    others = ["gamma alpha. delta beta gamma."] * 50
    found = compared(corpus_of({"a": [*NEAR["a"][:1], *others], "b": [*NEAR["b"][:4], *others]}))
    assert found["p_value"].null_count() == found.height
    assert all("few_permutations" in flag for flag in found["flag"])


def test_groups_that_share_documents() -> None:
    corpus = corpus_of(NEAR)
    spans = pl.DataFrame(
        {"doc_id": [f"d{i:03}" for i in range(8)], "start": [0] * 8, "end": [8] * 8}
    )
    layered = corpus.with_layer("voice", spans.with_columns(voice=pl.lit("x")), default="y")
    found = compared(layered, by="voice", node="gamma|node")
    assert found.height
    assert found.select(P_VALUES).null_count().row(0) == (found.height,) * 4
    assert found["delta_log_odds_lo"].null_count() == found.height
    assert all("groups_share_documents" in flag for flag in found["flag"])


def test_a_node_in_one_group() -> None:
    found = compared(corpus_of({"a": NEAR["a"], "b": ["alpha beta gamma"] * 4}))
    assert set(found["source"]) == {"a"}
    assert found.select("woolf", *P_VALUES).null_count().row(0) == (found.height,) * 5
    assert all("node_in_one_group" in flag for flag in found["flag"])


def test_a_node_in_no_group() -> None:
    found = compared(corpus_of(NEAR), node="omega")
    assert found.height == 0
    assert found.columns[-len(COMPARED) - 2 : -2] == list(COMPARED)
    assert found.schema["p_value"] == pl.Float64
    assert found.schema["family_size"] == pl.Int64


def test_cut_offs_make_the_family() -> None:
    every, some = (
        compared(corpus_of(NEAR), window=3, boundary="document", min_count=least)
        for least in (1, 9)
    )
    assert set(every["family_size"]) == {every["collocate"].n_unique()} == {3}
    assert set(some["family_size"]) == {some["collocate"].n_unique()} == {2}


def test_three_sources() -> None:
    corpus = simulated(5, dict.fromkeys("abc", 0.1), {"a": 6.0, "b": 1.0, "c": 1.0}, 15)
    found = {row["source"]: row for row in rows_of(compared(corpus), "alpha")}
    assert len(found) == 3
    assert found["a"]["delta_log_odds_lo"] > 0
    assert found["b"]["delta_log_odds"] < 0
    assert len({row["p_value"] for row in found.values()}) == 1


def test_evidence_knows_the_rows() -> None:
    corpus = corpus_of(NEAR)
    found = compared(corpus)
    lines = cs.evidence(corpus, found)
    assert lines.height == found["count"].sum()
    row = found.row(0, named=True)
    assert cs.evidence(corpus, row, of=found).height == row["count"]


@pytest.mark.parametrize(("language", "word"), [("de", "Woolf"), ("en", "Woolf")])
def test_explain_tells_of_the_test(language: str, word: str) -> None:
    found = compared(corpus_of(NEAR), n_permutations=99)
    told = cs.explain(found, language=language)
    assert word in told
    assert "permut" in told.lower()
    plain = cs.collocates(corpus_of(NEAR), "node", by="source")
    assert word not in cs.explain(plain, language=language)


def test_options_are_checked_and_recorded() -> None:
    corpus = corpus_of(NEAR)
    with pytest.raises(cs.InputError, match="two groups or more"):
        cs.collocates(corpus, "node", compare=True)
    with pytest.raises(TypeError, match="compare"):
        cs.collocates(corpus, "node", by="source", compare=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="n_permutations"):
        compared(corpus, n_permutations=0)
    with pytest.raises(ValueError, match="seed"):
        compared(corpus, seed=-1)
    options = cs.provenance(compared(corpus, n_permutations=9, seed=3))["options"]
    assert (options["compare"], options["n_permutations"], options["seed"]) == (True, 9, 3)
