"""`divergence`: published values, what is null and why, and what is refused."""

import dataclasses
import math
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats import distances
from tests.reference import divergence as reference
from tests.reference.strategies import corpus_of

PAIRS: dict[str, Any] = {
    "documents": pl.Int64,
    "other_documents": pl.Int64,
    "tokens": pl.Int64,
    "other_tokens": pl.Int64,
    "jensen_shannon": pl.Float64,
    "null_mean": pl.Float64,
    "null_sd": pl.Float64,
    "excess": pl.Float64,
    "p_value": pl.Float64,
    "p_floor": pl.Float64,
    "arrangements": pl.Int64,
    "cosine": pl.Float64,
    "spearman": pl.Float64,
    "chi_square": pl.Float64,
    "halves_chi_square": pl.Float64,
    "homogeneity": pl.Float64,
    "other_homogeneity": pl.Float64,
    "burrows_delta": pl.Float64,
    "rank_turbulence": pl.Float64,
    "flag": pl.String,
}
TERMS: dict[str, Any] = {
    "contribution": pl.Float64,
    "direction": pl.String,
    "count": pl.Int64,
    "other_count": pl.Int64,
    "documents": pl.Int64,
    "other_documents": pl.Int64,
    "per_million": pl.Float64,
    "other_per_million": pl.Float64,
    "display": pl.String,
}
OF_CHANCE = ["null_mean", "null_sd", "excess", "p_value"]


def sources(*groups: list[str]) -> cs.Corpus:
    """A corpus of groups of texts, whose sources are called a, b, …."""
    rows = [
        (f"{name}{number}", text, name)
        for name, texts in zip("abcdefgh", groups, strict=False)
        for number, text in enumerate(texts)
    ]
    return cs.Corpus.from_frame(pl.DataFrame(rows, ["doc_id", "text", "source"], orient="row"))


def repeated(counts: dict[str, int]) -> str:
    return " ".join(" ".join([word] * count) for word, count in counts.items())


def only(found: cs.Divergence) -> dict[str, Any]:
    assert found.pairs.height == 1
    return found.pairs.row(0, named=True)


def random_sources(*sizes: int, seed: int = 0, length: int = 60) -> cs.Corpus:
    """Documents of words that are all drawn alike."""
    numbers = np.random.RandomState(seed)
    words = [f"w{chr(97 + place % 26)}{chr(97 + place // 26)}" for place in range(120)]
    weights = 1 / np.arange(1, 121)
    chances = weights / weights.sum()
    texts = [
        [" ".join(numbers.choice(words, length, p=chances)) for _ in range(size)] for size in sizes
    ]
    return sources(*texts)


# ---------------------------------------------------------------------------------------------
# What comes out


@pytest.mark.parametrize("by", ["source", ["source", "date"]])
def test_columns_and_types(seeds: Path, by: str | list[str]) -> None:
    found = cs.divergence(cs.read_corpus(seeds), by=by, n_permutations=19)
    names = [by] if isinstance(by, str) else by
    assert found.by == names
    keys: dict[str, Any] = {name: pl.Date if name == "date" else pl.String for name in names}
    both = {**keys, **{f"other_{name}": dtype for name, dtype in keys.items()}}
    assert list(found.pairs.schema.items()) == list({**both, **PAIRS}.items())
    expected = {"term": pl.String, **both, **TERMS}
    assert list(found.contributions.schema.items()) == list(expected.items())
    assert found.frames() == {"pairs": found.pairs, "contributions": found.contributions}
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.by = []  # type: ignore[misc]


def test_every_two_groups_in_order(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    found = cs.divergence(corpus, by="source", n_permutations=0).pairs
    names = corpus.documents["source"].unique().sort().to_list()
    assert found.select("source", "other_source").rows() == list(combinations(names, 2))


def test_what_terms_add_is_the_divergence(seeds: Path) -> None:
    order: Any
    for order in (1, 2):
        found = cs.divergence(cs.read_corpus(seeds), by="source", order=order)
        sums = found.contributions.group_by("source", "other_source", maintain_order=True).agg(
            pl.col("contribution").sum()
        )
        assert sums["contribution"].to_list() == pytest.approx(
            found.pairs["jensen_shannon"].to_list(), rel=1e-12
        )
        assert found.contributions.filter(pl.col("contribution") < 0).is_empty()


def test_contributions_of_a_pair() -> None:
    found = cs.divergence(sources(["Zug Zug um"], ["um zug Bahn"]), by="source").contributions
    half = (2 / 3 * math.log2(4 / 3) + 1 / 3 * math.log2(2 / 3)) / 2
    assert found.drop("per_million", "other_per_million").rows() == [
        ("bahn", "a", "b", pytest.approx(1 / 6), "less", 0, 1, 0, 1, "Bahn"),
        ("zug", "a", "b", pytest.approx(half), "more", 2, 1, 1, 1, "Zug"),
        ("um", "a", "b", 0.0, None, 1, 1, 1, 1, "um"),
    ]
    assert found["per_million"].to_list() == pytest.approx([0, 2e6 / 3, 1e6 / 3])


def test_contributions_are_left_out_on_request(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    every = cs.divergence(corpus, by="source")
    none = cs.divergence(corpus, by="source", contributions=False)
    assert_frame_equal(none.pairs, every.pairs)
    assert none.contributions.is_empty()
    assert none.contributions.schema == every.contributions.schema


def test_lines_behind_contributions(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    found = cs.divergence(corpus, by="source").contributions
    rows = found.head(3)
    lines = cs.evidence(corpus, rows, of=found)
    counts = dict(lines.group_by("row").len().rows())
    assert [counts.get(row, 0) for row in range(3)] == rows["count"].to_list()


# ---------------------------------------------------------------------------------------------
# Published values


def test_shifterator() -> None:
    """Its test systems 1A and 2A: A to G against B to H, ten times each."""
    one, other = (repeated(dict.fromkeys(names, 10)) for names in ("ABCDEFG", "BCDEFGH"))
    row = only(cs.divergence(sources([one], [other]), by="source"))
    assert row["jensen_shannon"] == pytest.approx(1 / 7, rel=1e-14)


RTD = ({"climate": 30, "carbon": 12, "the": 80, "policy": 9},
       {"climate": 3, "carbon": 1, "the": 78, "market": 15})  # fmt: skip


def test_rank_turbulence_of_the_authors() -> None:
    """As in allotaxonometer-core, by the authors: it divides by a sum over the terms of each side.

    The README of keyflux has 0.26196399153870137 for the same counts: it divides by a sum over the
    terms of both.
    """
    row = only(cs.divergence(sources(*([repeated(side)] for side in RTD)), by="source"))
    assert row["rank_turbulence"] == pytest.approx(0.2783645509163267, rel=1e-12)
    assert reference.turbulence(*RTD, 1 / 3) == pytest.approx(0.2783645509163267, rel=1e-12)
    keyflux = reference.turbulence(*RTD, 1 / 3, over_both=True)
    assert keyflux == pytest.approx(0.26196399153870137, rel=1e-12)


def test_rank_turbulence_of_the_same_terms() -> None:
    """jkbren's example, where all programs agree."""
    one = dict(zip("aecbfgd", (20, 14, 8, 7, 4, 2, 1), strict=True))
    other = dict(zip("baedcfg", (24, 16, 5, 4, 3, 2, 1), strict=True))
    corpus = sources([repeated(one)], [repeated(other)])
    row = only(cs.divergence(corpus, by="source", alpha=1))
    assert row["rank_turbulence"] == pytest.approx(0.45924793111057804, rel=1e-13)
    for alpha in (0, math.inf):
        row = only(cs.divergence(corpus, by="source", alpha=alpha))
        assert row["rank_turbulence"] == pytest.approx(reference.turbulence(one, other, alpha))


def test_small_alphas_lead_to_the_limit() -> None:
    one, other = (np.array(counts) for counts in ([9, 4, 4, 1, 0, 2], [0, 4, 5, 1, 7, 2]))
    limit = distances.rank_turbulence(one, other, 0)
    assert distances.rank_turbulence(one, other, 1e-9) == pytest.approx(limit, rel=1e-6)


def test_scipy_agrees(seeds: Path) -> None:
    stats = pytest.importorskip("scipy.stats")
    distance = pytest.importorskip("scipy.spatial.distance")
    corpus = cs.read_corpus(seeds)
    found = cs.divergence(corpus, by="source", n_permutations=0, n_commonest=40)
    keys = ["source", "other_source"]
    for row in found.pairs.to_dicts():
        pair = {name: row[name] for name in keys}
        terms = found.contributions.filter(**pair).sort(pl.col("term").cast(pl.Binary))
        one, other = terms["count"].to_numpy(), terms["other_count"].to_numpy()
        jsd = distance.jensenshannon(one, other, base=2) ** 2
        assert row["jensen_shannon"] == pytest.approx(jsd, rel=1e-12)
        assert row["cosine"] == pytest.approx(1 - distance.cosine(one, other), rel=1e-12)
        listed = np.argsort(-(one + other), kind="stable")[:40]
        rho = stats.spearmanr(one[listed], other[listed]).statistic
        assert row["spearman"] == pytest.approx(rho, rel=1e-12)
        sizes = np.array([one.sum(), other.sum()])
        observed = np.array([one[listed], other[listed]])
        expected = np.outer(sizes / sizes.sum(), observed.sum(0))
        chi2 = ((observed - expected) ** 2 / expected).sum() / 40
        assert row["chi_square"] == pytest.approx(chi2, rel=1e-12)


def test_order_two_is_its_divergence_by_the_largest_possible() -> None:
    """By entropies of order two, H = 1 - Σ p², as the paper writes it."""
    one, other = np.array([5, 3, 0, 2]), np.array([1, 1, 6, 2])
    corpus = sources([repeated(dict(zip("abcd", one, strict=True)))],
                     [repeated(dict(zip("abcd", other, strict=True)))])  # fmt: skip
    p, q = one / one.sum(), other / other.sum()
    entropy = [1 - float((rates**2).sum()) for rates in (p, q, (p + q) / 2)]
    largest = (2 ** (1 - 2) - 1) / 2 * (entropy[0] + entropy[1] + 2 / (1 - 2))
    expected = (entropy[2] - (entropy[0] + entropy[1]) / 2) / largest
    row = only(cs.divergence(corpus, by="source", order=2))
    assert row["jensen_shannon"] == pytest.approx(expected, rel=1e-13)


# ---------------------------------------------------------------------------------------------
# Chance


def test_all_arrangements_are_compared() -> None:
    groups = [["a a b", "a c", "b a", "a"], ["d c", "c d d", "b d", "c d", "d"]]
    counts = [[Counter(text.split()) for text in texts] for texts in groups]
    order: Any
    for order in (1, 2):
        row = only(cs.divergence(sources(*groups), by="source", order=order))
        every = list(reference.arrangements(counts[0], counts[1], order))
        one, other = map(reference.add, counts)
        observed = reference.divergence(one, other, order)
        mean = sum(every) / len(every)
        assert row["arrangements"] == len(every) == 126
        assert row["null_mean"] == pytest.approx(mean, rel=1e-12)
        sd = math.sqrt(sum((value - mean) ** 2 for value in every) / len(every))
        assert row["null_sd"] == pytest.approx(sd, rel=1e-12)
        assert row["excess"] == pytest.approx(observed - mean, rel=1e-12)
        as_large = sum(value >= observed - 1e-12 for value in every)
        assert row["p_value"] == as_large / 126
        assert row["p_floor"] == pytest.approx(1 / 126)


def test_a_sample_is_close_to_all_and_depends_on_the_seed() -> None:
    corpus = random_sources(8, 8)
    every = only(cs.divergence(corpus, by="source"))
    assert every["arrangements"] == math.comb(16, 8) > 10_000 or every["arrangements"] == 2000
    larger = random_sources(12, 12)
    found = [only(cs.divergence(larger, by="source", seed=seed)) for seed in (0, 0, 1)]
    assert found[0] == found[1]
    assert found[0]["null_mean"] != found[2]["null_mean"]
    assert found[0]["null_mean"] == pytest.approx(found[2]["null_mean"], rel=0.02)
    assert found[0]["arrangements"] == 2000
    assert found[0]["p_floor"] == 1 / 2000


def test_chance_alone_is_no_excess() -> None:
    """p is even under chance: of forty corpora few are below .05, and excess is about 0."""
    rows = [
        only(cs.divergence(random_sources(10, 14, seed=seed), by="source", n_permutations=199))
        for seed in range(40)
    ]
    assert sum(row["p_value"] <= 0.05 for row in rows) <= 6
    assert 0.3 < sum(row["p_value"] for row in rows) / 40 < 0.7
    assert abs(sum(row["excess"] / row["null_sd"] for row in rows) / 40) < 0.6


def test_groups_that_differ_are_found() -> None:
    one = [f"kim zug {text}" for text in "abcdefgh"]
    other = [f"putin bahn {text}" for text in "abcdefgh"]
    row = only(cs.divergence(sources(one, other), by="source"))
    assert row["p_value"] <= 0.001
    assert row["excess"] > 5 * row["null_sd"]


@pytest.mark.parametrize(
    ("sizes", "floor", "flags"),
    [
        ((1, 4), 0.2, "single_document high_p_floor"),
        ((2, 3), 0.1, "few_documents high_p_floor"),
        ((3, 3), 0.1, "few_documents high_p_floor"),
        ((1, 19), 0.05, "single_document"),
        ((2, 5), 1 / 21, "few_documents"),
        ((4, 4), 1 / 35, "few_documents"),
        ((5, 5), 1 / 126, None),
    ],
)
def test_few_documents_have_no_p(sizes: tuple[int, int], floor: float, flags: str | None) -> None:
    row = only(cs.divergence(random_sources(*sizes), by="source"))
    assert row["p_floor"] == pytest.approx(floor, rel=1e-12)
    assert row["flag"] == " ".join(filter(None, [flags, "short_texts"]))
    assert all((row[name] is None) == (floor > 0.05) for name in OF_CHANCE)


def test_documents_without_tokens_are_no_evidence() -> None:
    corpus = sources(["zug um zug", "…"], ["ein zug", "", "der zug", "das"])
    row = only(cs.divergence(corpus, by="source"))
    assert (row["documents"], row["other_documents"]) == (1, 3)
    assert row["p_floor"] == 0.25


def test_a_side_without_tokens_has_no_divergence() -> None:
    found = cs.divergence(sources(["…"], ["ein zug"]), by="source")
    row = only(found)
    measured = ["jensen_shannon", *OF_CHANCE, "cosine", "spearman", "chi_square", "burrows_delta"]
    assert all(row[name] is None for name in [*measured, "rank_turbulence", "p_floor"])
    assert "no_tokens" in row["flag"].split()
    assert found.contributions["contribution"].to_list() == [None, None]
    assert found.contributions["per_million"].to_list() == [None, None]


def test_groups_that_share_documents_have_no_p() -> None:
    texts = ["Er sagt: „Der Zug kommt.“ Der Zug kam." for _ in range(8)]
    corpus = corpus_of(*texts)
    quotes = pl.DataFrame(
        {"doc_id": range(8), "start": [9] * 8, "end": [25] * 8, "voice": ["quote"] * 8}
    )
    found = cs.divergence(corpus.with_layer("voice", quotes, default="text"), by="voice")
    row = only(found)
    assert row["jensen_shannon"] > 0
    assert all(row[name] is None for name in [*OF_CHANCE, "p_floor", "homogeneity"])
    assert "groups_share_documents" in row["flag"].split()


def test_strata() -> None:
    """What differs between days is no difference between sources that write on the same days."""
    days = {"zug": 1, "waffe": 2}
    rows = [
        (f"{source}{word}{number}", " ".join([word] * 3 + [str(number)]), source, day)
        for source in "ab"
        for word, day in days.items()
        for number in range(4)
    ]
    frame = pl.DataFrame(rows, ["doc_id", "text", "source", "day"], orient="row")
    corpus = cs.Corpus.from_frame(frame)
    plain = only(cs.divergence(corpus, by="source"))
    within = only(cs.divergence(corpus, by="source", strata="day"))
    assert within["null_mean"] < plain["null_mean"]
    assert within["arrangements"] == math.comb(8, 4) ** 2
    assert within["flag"] == plain["flag"] == "few_documents short_texts" or within["flag"]
    # On a third day only one of them writes.
    more = pl.concat([frame, pl.DataFrame([("c", "zug", "a", 3)], frame.columns, orient="row")])
    found = only(cs.divergence(cs.Corpus.from_frame(more), by="source", strata="day"))
    assert "uninformative_strata" in found["flag"].split()
    assert found["p_floor"] == pytest.approx(1 / math.comb(8, 4) ** 2)


def test_without_permutations() -> None:
    row = only(cs.divergence(random_sources(6, 6), by="source", n_permutations=0))
    assert all(row[name] is None for name in [*OF_CHANCE, "p_floor", "arrangements"])
    assert row["flag"] == "not_permuted short_texts"


def test_a_null_is_a_group() -> None:
    frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Zug", "Bahn"], "source": ["x", None]})
    row = only(cs.divergence(cs.Corpus.from_frame(frame), by="source"))
    assert (row["source"], row["other_source"]) == ("x", None)
    assert "null_group" in row["flag"].split()


# ---------------------------------------------------------------------------------------------
# Halves and Delta


def test_halves_of_what_is_alike_and_what_is_not() -> None:
    alike = only(cs.divergence(random_sources(30, 30), by="source", n_permutations=0))
    values = [alike[name] for name in ("halves_chi_square", "homogeneity", "other_homogeneity")]
    # Counts of independent words: one degree of freedom each.
    assert all(0.7 < value < 1.3 for value in values)
    one = [f"kim zug bahn {number}" for number in range(30)]
    other = [f"putin kim waffe {number}" for number in range(30)]
    apart = only(cs.divergence(sources(one, other), by="source", n_permutations=0))
    assert apart["halves_chi_square"] > 2 * max(apart["homogeneity"], apart["other_homogeneity"])


def test_halves_need_five_documents() -> None:
    row = only(cs.divergence(random_sources(4, 20), by="source", n_permutations=0))
    assert row["homogeneity"] is row["other_homogeneity"] is row["halves_chi_square"] is None
    assert row["chi_square"] is not None


def test_delta_is_none_where_rates_never_differ() -> None:
    row = only(cs.divergence(sources(["zug um"], ["um zug", "zug zug um um"]), by="source"))
    assert row["burrows_delta"] == 0
    assert row["jensen_shannon"] == 0
    assert row["rank_turbulence"] == 0


def test_long_texts_are_not_flagged() -> None:
    row = only(cs.divergence(random_sources(5, 5, length=1000), by="source", n_permutations=0))
    assert row["flag"] == "not_permuted"


# ---------------------------------------------------------------------------------------------
# Options


def test_options_are_followed(small: cs.Corpus) -> None:
    found = cs.divergence(
        small, by="source", within=pl.col("source").is_not_null(), kinds="number", attribute="word"
    )
    assert only(found)["tokens"] == 1
    assert found.contributions["term"].to_list() == ["2"]
    spans = pl.DataFrame({"doc_id": ["x1", "y1"], "start": [0, 0], "end": [7, 3]})
    named = cs.divergence(small, by="source", within=[spans, pl.col("source").is_not_null()])
    assert named.contributions["term"].to_list() == ["zug", "der"]


def test_provenance(small: cs.Corpus) -> None:
    found = cs.divergence(small, by="source", n_permutations=99, seed=7)
    assert found.provenance["function"] == "divergence"
    assert found.provenance["options"] == {
        "by": ["source"],
        "within": None,
        "without": None,
        "attribute": "lower",
        "kinds": ["word", "number"],
        "order": 1,
        "n_commonest": 500,
        "alpha": 1 / 3,
        "contributions": True,
        "strata": None,
        "n_permutations": 99,
        "seed": 7,
    }
    assert cs.provenance(found.pairs) == cs.provenance(found.contributions) == found.provenance


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": None}, "by=None makes no groups"),
        ({"by": "outlet"}, "by='outlet' is no column"),
        ({"order": 3}, "unknown order 3; valid are 1, 2"),
        ({"n_commonest": 0}, "n_commonest has to be at least 1, not 0"),
        ({"alpha": -1}, "alpha has to be at least 0, not -1"),
        ({"alpha": math.nan}, "alpha has to be at least 0, not nan"),
        ({"n_permutations": 18}, "n_permutations (other than 0) has to be at least 19, not 18"),
        ({"n_permutations": -1}, "n_permutations has to be at least 0, not -1"),
        ({"seed": -1}, "seed has to be at least 0, not -1"),
        (
            {"strata": "day"},
            "strata='day' is no column of the documents; there are ['source', 'year']",
        ),
        ({"attribute": "stem"}, "unknown attribute 'stem'; valid are lower, word"),
        ({"kinds": "verb"}, "unknown kind 'verb'"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
        ({"within": pl.col("source") == "x"}, "by='source' makes one group only"),
    ],
)
def test_what_is_refused(small: cs.Corpus, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.divergence(small, **{"by": "source", **options})


@pytest.mark.parametrize(
    "options", [{"alpha": "x"}, {"seed": 0.5}, {"contributions": 1}, {"alpha": True}]
)
def test_other_types_are_refused(small: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.divergence(small, by="source", **options)


def test_names_that_the_result_needs() -> None:
    frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["x", "y"], "flag": ["1", "2"]})
    with pytest.raises(cs.InputError, match="would hide a column of the result"):
        cs.divergence(cs.Corpus.from_frame(frame), by="flag")


def test_anything_but_a_corpus_is_a_type_error(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus"):
        cs.divergence(small.documents, by="source")  # type: ignore[arg-type]


def test_names_for_the_second_group_may_not_be_taken() -> None:
    rows = {
        "doc_id": ["a", "b"],
        "text": ["x", "y"],
        "source": ["1", "2"],
        "other_source": ["1", "2"],
    }
    made = cs.Corpus.from_frame(pl.DataFrame(rows))
    with pytest.raises(cs.InputError, match="by='other_source' is what the second of two groups"):
        cs.divergence(made, by=["source", "other_source"])
