"""`dispersion`: values from papers and from other programs, parts, counts from elsewhere."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.spread import MEASURES, OF_DISTANCES, OF_PARTS

# Gries (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4), pp. 406 and 410.
GRIES_2008 = "b a m n i b e u p k|b a s a t b e w q n|b c a g a b e s t a|b a g h a b e a a t|"
GRIES_2008 += "b a h a a b e a x a"
# The same with parts of unlike size, as in Gries (2010), Dispersions and adjusted frequencies in
# corpora: further explorations.
GRIES_2010 = "b a m n i b e u p|b a s a t b e w q n|b c a g a b e s t a|b a g h a b e a a t|"
GRIES_2010 += "b a h a a b e a x a t"


def counts(v: list[int], sizes: list[int] | int = 100) -> pl.DataFrame:
    """Counts of one term in some parts."""
    frame = pl.DataFrame({"term": "a", "part": range(len(v)), "count": v})
    part_tokens = pl.lit(sizes) if isinstance(sizes, int) else pl.Series(sizes)
    return frame.with_columns(part_tokens.alias("part_tokens"))


def of(v: list[int], sizes: list[int] | int = 100) -> dict[str, Any]:
    """All measures of one term."""
    return cs.dispersion(counts(v, sizes)).row(0, named=True)


def text_of(parts: str) -> cs.Corpus:
    texts = parts.split("|")
    frame = pl.DataFrame({"doc_id": range(len(texts)), "text": texts})
    return cs.Corpus.from_frame(frame, mode="words")


def row_of(found: pl.DataFrame, term: str) -> dict[str, Any]:
    return found.row(by_predicate=pl.col("term") == term, named=True)


class TestValues:
    def test_gries_2010(self, shared_data: Path) -> None:
        """Also what corpus-dispersion 0.2.0 and kitconc 4.0.1 give."""
        values = json.loads((shared_data / "vectors" / "reference_vectors.json").read_text())
        gold = values["gries_dispersion"]
        found = of(gold["v"], gold["sizes"])
        names = {
            "range": "range",
            "sd_pop": "sd",
            "vc": "variation_coefficient",
            "juilland_D": "juilland_d",
            "carroll_D2": "carroll_d2",
            "rosengren_S": "rosengren_s",
            "DP": "dp",
            "DPnorm": "dp_norm",
            "KLD_bits": "kld",
            "DA": "d_a",
        }
        assert {name: found[ours] for name, ours in names.items()} == pytest.approx(
            {name: gold[name] for name in names}, rel=1e-14
        )

    def test_gries_2010_in_a_text(self) -> None:
        found = row_of(cs.dispersion(text_of(GRIES_2010)), "a")
        assert found["parts"] == found["group_parts"] == found["range"] == 5
        assert (found["count"], found["group_tokens"]) == (15, 50)
        printed = {
            "sd": 1.4142135624,
            "variation_coefficient": 0.4714045208,
            "juilland_d": 0.7851504535,
            "juilland_d_equal": 0.764298,
            "carroll_d2": 0.9379213033,
            "rosengren_s": 0.9498163423,
            "lyne_d3": 0.956453,
            "dc": 0.936847,
            "dp": 0.18,
            "dp_norm": 0.2195121951,
            "kld": 0.1369717294,
            "d_a": 0.6974500345,
        }
        for name, value in printed.items():
            digits = len(str(value).partition(".")[2])
            assert round(found[name], digits) == value, name

    @pytest.mark.parametrize(
        ("term", "values"),
        [
            ("b", {"range": 5, "sd": 0, "juilland_d": 0.968, "rosengren_s": 0.999, "dp": 0.02,
                   "dp_norm": 0.024, "kld": 0.003}),
            ("i", {"range": 1, "sd": 0.4, "juilland_d": 0, "rosengren_s": 0.18, "dp": 0.82,
                   "dp_norm": 1, "kld": 2.474}),
            ("q", {"rosengren_s": 0.2, "dp": 0.8, "dp_norm": 0.976, "kld": 2.322}),
            ("x", {"rosengren_s": 0.22, "dp": 0.78, "dp_norm": 0.951, "kld": 2.184}),
        ],
    )  # fmt: skip
    def test_scattertext(self, term: str, values: dict[str, float]) -> None:
        """What the tests of scattertext have for the same text."""
        found = row_of(cs.dispersion(text_of(GRIES_2010)), term)
        assert {name: round(found[name], 3) for name in values} == pytest.approx(values)

    def test_lyne(self, shared_data: Path) -> None:
        """ALLEMAND in Lyne (1985), as in the README of tlda; its DP is another formula's."""
        values = json.loads((shared_data / "vectors" / "reference_vectors.json").read_text())
        gold = values["lyne_allemand"]
        found = of(gold["v"], gold["sizes"])
        assert found["pt"] == gold["Rrel"]
        printed = {"juilland_d": "D", "carroll_d2": "D2", "rosengren_s": "S", "d_a": "DA"}
        for ours, name in printed.items():
            assert found[ours] == pytest.approx(gold[name], abs=5e-8)
        assert 1 - found["kld_odds"] == pytest.approx(gold["DKL_o2p_conventional"], abs=5e-8)
        assert found["dp"] == pytest.approx(gold["DP_gries2008"], abs=5e-8)
        assert found["dp_norm"] == pytest.approx(gold["DP_norm_lijffijt"], abs=5e-7)
        egbert = gold["DP_egbert2020_conventional_computed"]
        assert found["dp_egbert"] == pytest.approx(egbert, abs=5e-7)
        assert 1 - found["dp"] == pytest.approx(gold["tlda_printed_DP"], abs=5e-8)

    def test_tlda(self) -> None:
        """The example of the help of tlda."""
        found = of([0, 0, 1, 2, 5], 1000)
        printed = {
            "juilland_d": 0.420399,
            "carroll_d2": 0.559361,
            "rosengren_s": 0.540628,
            "dp": 0.475,
            "dp_norm": 0.59375,
            "dp_egbert": 0.40625,
            "kld": 1.023133,
            "d_a": 0.25,
        }
        assert {name: found[name] for name in printed} == pytest.approx(printed, abs=5e-7)
        assert found["juilland_d_equal"] == pytest.approx(found["juilland_d"])
        assert found["carroll_d2_equal"] == pytest.approx(found["carroll_d2"])
        assert found["lyne_d3_equal"] == pytest.approx(found["lyne_d3"])
        assert found["dc"] == pytest.approx(found["rosengren_s"])

    def test_distances(self) -> None:
        """Gries (2008: 410) for the formulas of Savický and Hlaváčová (2002)."""
        found = row_of(cs.dispersion(text_of(GRIES_2008), measures=list(OF_DISTANCES)), "a")
        assert round(found["arf"], 1) == 10.8
        assert found["awt"] == pytest.approx(3.18)
        assert round(found["ald"], 3) == 0.628
        assert round(found["f_awt"], 3) == 9.328
        assert round(found["f_ald"], 3) == 11.764

    @pytest.mark.parametrize(
        ("v", "name", "value", "digits"),
        [
            ([2, 1, 1, 1, 0], "carroll_d2_equal", 0.8277, 4),  # Carroll (1970: 13)
            ([2, 1, 1, 1, 0], "carroll_um_equal", 4.31, 2),
            ([0, 4, 3, 2, 1], "juilland_d_equal", 0.6464, 4),  # Carroll (1970: 14)
            ([0, 4, 3, 2, 1], "juilland_u_equal", 6.46, 2),
            ([2, 2, 2, 2, 2], "juilland_u_equal", 10, 0),  # Rosengren (1971: 115)
            ([2, 2, 2, 2, 1], "rosengren_af_equal", 8.86, 2),  # Rosengren (1971: 117)
            ([4, 2, 1, 1, 0], "carroll_um_equal", 6.424, 3),  # Engwall (1974: 122)
            ([4, 2, 1, 1, 0], "juilland_u_equal", 4.609, 3),
            ([4, 2, 1, 1, 0], "rosengren_af_equal", 5.863, 3),
            ([4, 2, 1, 1, 0], "engwall_fm", 6.4, 1),
            ([1, 2, 3, 4, 5], "lyne_d3_equal", 0.944, 3),  # Gries (2008: 408)
            ([1, 2, 3, 4, 5], "dc", 0.937, 3),
            ([1, 2, 3, 4, 5], "carroll_um_equal", 14.108, 3),  # Gries (2008: 409)
            ([1, 2, 3, 4, 5], "rosengren_af_equal", 14.053, 3),
            ([1, 2, 3, 4, 5], "engwall_fm", 15, 0),
            ([2, 1, 1, 1, 0], "kromer_ur", 4.5, 1),
            ([2, 1, 0], "dp_norm", 0.5, 1),  # Lijffijt and Gries (2012: 148)
        ],
    )
    def test_values_of_papers(self, v: list[int], name: str, value: float, digits: int) -> None:
        assert round(of(v)[name], digits) == value

    def test_large_counts_keep_their_digits(self) -> None:
        found = of([10**15, 10**15 + 1], 10**16)
        assert found["sd"] == 0.5
        assert found["dp"] == pytest.approx(0.5 / (2 * 10**15 + 1), rel=1e-9)
        assert found["kld"] == pytest.approx(1.8033688e-31, rel=1e-7)
        # Beyond the table of harmonic numbers: H(5000) = 9.0945088529844...
        assert of([5000, 0], 5000)["kromer_ur"] == pytest.approx(9.094508852984436, rel=1e-15)

    def test_nothing_cancels_where_a_part_has_nearly_all(self) -> None:
        one = of([0, 690183, 0], [592825, 1689330, 687318])
        names = ("juilland_d", "juilland_u", "carroll_d2", "dp_egbert", "d_a")
        assert [one[name] for name in names] == pytest.approx([0] * 5, abs=1e-15)
        assert of([5, 0], [5 * 10**6, 1])["dp_egbert"] == pytest.approx(0, abs=1e-15)
        # With 50 digits: the entropy of 1 in 1,000,001.
        two = of([10**6, 1], 2 * 10**6)
        assert two["carroll_d2_equal"] == pytest.approx(2.137424295731746e-05, rel=1e-14)
        assert two["juilland_d_equal"] == pytest.approx(2 / (10**6 + 1), rel=1e-14)


class TestParts:
    corpus = text_of("a b a b a b a b|a|a a b|…")

    def test_documents(self) -> None:
        found = cs.dispersion(self.corpus)
        # A document without a token that counts is no part.
        assert found["term"].to_list() == ["a", "b"]
        assert found["group_parts"].to_list() == [3, 3]
        assert found["parts"].to_list() == [3, 2]
        assert found["flag"].to_list() == ["few_parts"] * 2

    @pytest.mark.parametrize(
        ("size", "n_parts"), [(1, 12), (2, 7), (3, 5), (4, 4), (5, 4), (6, 3), (16, 3), (10**9, 3)]
    )
    def test_tokens(self, size: int, n_parts: int) -> None:
        """Eight tokens in parts of three are 3 + 3 + 2, in parts of six one part of eight."""
        assert cs.dispersion(self.corpus, parts=size)["group_parts"][0] == n_parts

    def test_a_part_holds_as_many_tokens_that_count(self) -> None:
        corpus = text_of("a … 1 , a … 2")
        assert cs.dispersion(corpus, parts=2, kinds="word")["group_parts"].to_list() == [1]
        assert cs.dispersion(corpus, parts=2)["group_parts"].unique().to_list() == [2]

    def test_spans_of_a_layer(self) -> None:
        spans = pl.DataFrame({"doc_id": [0, 0, 2], "start": [0, 6, 0], "end": [5, 11, 3]})
        corpus = self.corpus.with_layer("x", spans.with_columns(x=pl.lit("y")), default="z")
        found = row_of(cs.dispersion(corpus, parts="x"), "a")
        # "a b a", "b a b" and "a a": what lies outside is in no part, whatever its label.
        assert (found["count"], found["group_tokens"]) == (5, 8)
        assert (found["parts"], found["group_parts"], found["documents"]) == (3, 3, 2)

    def test_a_span_with_a_hole_is_one_part(self) -> None:
        spans = pl.DataFrame({"doc_id": [0], "start": [0], "end": [15], "x": ["y"]})
        hole = pl.DataFrame({"doc_id": [0], "start": [4], "end": [7]})
        corpus = self.corpus.with_layer("x", spans)
        found = cs.dispersion(corpus, parts="x", without=hole)
        assert found["group_parts"].to_list() == [1, 1]
        assert found["group_tokens"].to_list() == [6, 6]

    def test_sentences(self) -> None:
        corpus = cs.Corpus.from_frame(
            pl.DataFrame({"doc_id": [1, 2], "text": ["Der Zug hält. Er hält.", "Er fährt."]})
        )
        assert cs.dispersion(corpus, parts="sentence")["group_parts"].unique().to_list() == [3]

    def test_one_part_gives_null(self) -> None:
        found = cs.dispersion(text_of("a b a"))
        assert all(found[name].null_count() == 2 for name in OF_PARTS)
        assert all(found[name].null_count() == 0 for name in OF_DISTANCES)
        assert found["flag"].to_list() == ["single_part"] * 2
        assert found["parts"].to_list() == [1, 1]

    def test_groups_have_parts_of_their_own(self) -> None:
        texts = ["a a b", "b", "a b", "a"]
        frame = pl.DataFrame({"doc_id": [1, 2, 3, 4], "text": texts, "s": ["x", "x", None, None]})
        corpus = cs.Corpus.from_frame(frame, mode="words")
        found = cs.dispersion(corpus, by="s")
        assert found.select("term", "s", "parts", "group_parts").rows() == [
            ("a", "x", 1, 2),
            ("b", "x", 2, 2),
            ("a", None, 2, 2),
            ("b", None, 1, 2),
        ]
        assert found["flag"].to_list() == ["few_parts"] * 2 + ["few_parts null_group"] * 2
        alone = cs.dispersion(corpus.filter(pl.col("s") == "x"))
        assert found[:2].drop("s").equals(alone)

    def test_distances_go_by_doc_id(self) -> None:
        frame = pl.DataFrame({"doc_id": [10, 9, 2], "text": ["b b a", "a b b", "b b b"]})
        found = cs.dispersion(cs.Corpus.from_frame(frame, mode="words"), measures="awt")
        # By size: 2, 9, 10, so that "a" stands at 3 and 8; by bytes it would stand at 2 and 6.
        assert row_of(found, "a")["awt"] == (1 + (5**2 + 4**2) / 9) / 2

    def test_no_token_counts(self) -> None:
        found = cs.dispersion(text_of("…"))
        assert found.is_empty()
        assert found.columns == cs.dispersion(self.corpus).columns

    def test_evidence_finds_the_lines(self) -> None:
        found = cs.dispersion(self.corpus)
        assert cs.evidence(self.corpus, found).height == found["count"].sum()
        in_sentences = cs.dispersion(self.corpus, parts="sentence")
        assert cs.evidence(self.corpus, in_sentences).height == in_sentences["count"].sum()


class TestFrames:
    frame = counts([1, 0, 2])

    def test_lazy_and_categorical(self) -> None:
        expected = cs.dispersion(self.frame)
        assert cs.dispersion(self.frame.lazy()).equals(expected)
        named = self.frame.with_columns(pl.col("term").cast(pl.Categorical))
        parts = pl.col("part").cast(pl.String).cast(pl.Categorical)
        assert cs.dispersion(named.with_columns(parts)).equals(expected)

    def test_groups(self) -> None:
        both = pl.concat([self.frame.with_columns(s=pl.lit(name)) for name in ("y", "x")])
        found = cs.dispersion(both, by="s")
        assert found["s"].to_list() == ["x", "y"]
        assert found.drop("s")[0].equals(cs.dispersion(self.frame))
        with pytest.raises(cs.InputError, match="twice in a part"):
            cs.dispersion(both)

    def test_a_count_of_0_makes_a_part_and_no_row(self) -> None:
        found = cs.dispersion(
            pl.concat([self.frame, counts([0, 0, 0]).with_columns(term=pl.lit("b"))])
        )
        assert found.select("term", "count", "documents", "parts", "group_parts").rows() == [
            ("a", 3, None, 2, 3)
        ]

    def test_measures(self) -> None:
        names = cs.dispersion(self.frame).columns
        assert not set(names) & set(OF_DISTANCES)
        with pytest.raises(cs.InputError, match=r"'arf'.*need the places of tokens"):
            cs.dispersion(self.frame, measures=["dp", "arf"])

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (pl.col("count").cast(pl.Float64), "'count' of the counts has to hold integers"),
            (pl.Series("count", [1, None, 2]), "'count' of the counts is null, first in row 1"),
            (pl.Series("count", [1, -1, 2]), "'count' of the counts holds -1 in row 1"),
            (pl.Series("count", [101, 0, 2]), "part 0 has fewer part_tokens"),
            (pl.Series("part", [1, 1, 2]), r"a term twice in a part: \('a', 1\)"),
            (pl.Series("part", [1, None, 2]), "'part' of the counts is null"),
            (
                pl.Series("part_tokens", [0, 1, 2]),
                "holds 0 in row 0: a part without tokens is none",
            ),
            (
                pl.Series("part_tokens", [9, 2**63, 2], pl.UInt64),
                "'part_tokens' of the counts holds",
            ),
            (pl.Series("part_tokens", [2**62, 2**62, 2]), "sums up to more than"),
            (pl.Series("term", [1, 2, 3]), "'term' of the counts has to hold String"),
        ],
    )
    def test_bad_counts_are_refused(self, change: Any, message: str) -> None:
        with pytest.raises(cs.InputError, match=message):
            cs.dispersion(self.frame.with_columns(change))

    def test_bad_frames_are_refused(self) -> None:
        two = pl.concat([self.frame, self.frame.with_columns(pl.lit("b").alias("term"))])
        sizes = pl.Series("part_tokens", [100, 100, 100, 99, 100, 100])
        with pytest.raises(cs.InputError, match="part 0 has more than one number of part_tokens"):
            cs.dispersion(two.with_columns(sizes))
        with pytest.raises(cs.InputError, match="no column 'part_tokens'"):
            cs.dispersion(self.frame.drop("part_tokens"))
        with pytest.raises(cs.InputError, match="no column 's'"):
            cs.dispersion(self.frame, by="s")
        with pytest.raises(cs.InputError, match="no rows"):
            cs.dispersion(self.frame.clear())
        with pytest.raises(cs.InputError, match="hide a column of the result"):
            cs.dispersion(self.frame.with_columns(range=1), by="range")

    @pytest.mark.parametrize(
        "options",
        [
            {"parts": 5},
            {"within": "sentence"},
            {"without": "sentence"},
            {"attribute": "word"},
            {"kinds": "word"},
            {"min_documents": 2},
        ],
    )
    def test_options_of_a_corpus_are_refused(self, options: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="goes with a corpus"):
            cs.dispersion(self.frame, **options)


class TestArguments:
    corpus = text_of("a b|a")

    def test_measures_come_in_the_order_asked_for(self) -> None:
        assert cs.dispersion(self.corpus).columns == [
            *("term", "count", "documents", "parts", "group_parts", "group_tokens"),
            *MEASURES,
            *("flag", "display"),
        ]
        columns = cs.dispersion(self.corpus, measures=["idf", "arf", "dp"]).columns
        assert columns[6:-2] == ["idf", "arf", "dp"]
        with pytest.raises(ValueError, match="unknown measure 'juilland'; valid are range, sd"):
            cs.dispersion(self.corpus, measures="juilland")

    def test_types(self) -> None:
        types = cs.dispersion(self.corpus).schema
        whole = ["count", "documents", "parts", "group_parts", "group_tokens", "range"]
        assert {types[name] for name in whole} == {pl.Int64()}
        assert {types[name] for name in MEASURES if name != "range"} == {pl.Float64()}
        assert {types[name] for name in ("term", "flag", "display")} == {pl.String()}

    def test_parts(self) -> None:
        with pytest.raises(cs.InputError, match=r"parts='x' is no layer; there are \['sentence'\]"):
            cs.dispersion(self.corpus, parts="x")
        with pytest.raises(ValueError, match="parts has to be at least 1"):
            cs.dispersion(self.corpus, parts=0)
        for parts in (True, 2.5, None):
            with pytest.raises(TypeError, match="parts has to be 'document', a number of tokens"):
                cs.dispersion(self.corpus, parts=parts)  # type: ignore[arg-type]

    def test_corpus(self) -> None:
        with pytest.raises(TypeError, match="expected a Corpus or a frame of counts, not str"):
            cs.dispersion("a b")  # type: ignore[arg-type]
        with pytest.raises(cs.InputError, match="by='parts' would hide a column"):
            cs.dispersion(
                self.corpus.with_documents(pl.DataFrame({"doc_id": [0, 1], "parts": 1})), by="parts"
            )

    def test_provenance(self) -> None:
        made = cs.provenance(cs.dispersion(self.corpus, parts=5, measures="dp"))
        assert made["function"] == "dispersion"
        assert made["options"]["parts"] == 5
        assert made["options"]["measures"] == ["dp"]
