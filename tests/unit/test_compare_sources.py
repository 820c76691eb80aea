"""`compare_sources`: each frame is what the function of its name returns, and evidence fits it."""

import dataclasses
import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.differential import COMPARED
from corpusstats.framing.comparison import MEANINGS
from tests.reference.strategies import corpus_of

KEYWORDS: dict[str, Any] = {
    "count": pl.Int64,
    "reference_count": pl.Int64,
    "documents": pl.Int64,
    "reference_documents": pl.Int64,
    "per_million": pl.Float64,
    "reference_per_million": pl.Float64,
    "o11": pl.Int64,
    "r1": pl.Int64,
    "c1": pl.Int64,
    "n": pl.Int64,
    "log_likelihood": pl.Float64,
    "log_ratio": pl.Float64,
    "lrc": pl.Float64,
}
LAST = {"flag": pl.String, "display": pl.String}
NGRAMS = KEYWORDS | {"family_size": pl.Int64, "lrc_documents": pl.Float64} | LAST
KEYWORDS |= {
    "log_ratio_lo": pl.Float64,
    "log_ratio_hi": pl.Float64,
    "p_value": pl.Float64,
    "p_adjusted": pl.Float64,
    "p_floor": pl.Float64,
    "family_size": pl.Int64,
    "lrc_documents": pl.Float64,
    "keyness": pl.String,
    "deviation_of_proportions": pl.Float64,
    "top_document_share": pl.Float64,
    "sources_below": pl.Int64,
    "omnibus": pl.Float64,
    "p_omnibus": pl.Float64,
    "p_welch": pl.Float64,
    "p_mann_whitney": pl.Float64,
    **LAST,
    "shared_count": pl.Int64,
    "verbatim_count": pl.Int64,
}
COLLOCATES = {
    "count": pl.Int64,
    "documents": pl.Int64,
    "node_count": pl.Int64,
    "o11": pl.Int64,
    "r1": pl.Int64,
    "c1": pl.Int64,
    "n": pl.Int64,
    "log_likelihood": pl.Float64,
    "mi": pl.Float64,
    "log_dice": pl.Float64,
    **dict.fromkeys(COMPARED, pl.Float64),
    "family_size": pl.Int64,
    "flag": pl.String,
    "display": pl.String,
}
COUNTS = {"documents": pl.Int64, "tokens": pl.Int64, "left_out": pl.Int64}

# Two sources that quote and tell. Quotations run from 10 to 26, from 0 to 13 and from 10 to 26.
TEXTS = {
    "a1": "Kim sagt: „Der Zug kommt.“ Der Zug kam.",
    "a2": "„Der Zug kam“, sagt Kim.",
    "b1": "Kim sagt: „Der Zug fährt.“ Kim fährt.",
}
QUOTES = pl.DataFrame(
    {"doc_id": [*TEXTS], "start": [10, 0, 10], "end": [26, 13, 26], "voice": ["quote"] * 3}
)
BY_VOICE = ["source", "voice"]


def compare(corpus: cs.Corpus, **options: Any) -> cs.Comparison:
    """Compare all that is printed, unless the options say otherwise."""
    printed: dict[str, Any] = {"zones": None, "copy": "all", "wording": None}
    return cs.compare_sources(corpus, **{**printed, **options})


@pytest.fixture(scope="module", name="voiced")
def make_voiced() -> cs.Corpus:
    """Two sources, with their quotations as a layer."""
    frame = pl.DataFrame({"doc_id": [*TEXTS], "text": [*TEXTS.values()], "source": ["a", "a", "b"]})
    return cs.Corpus.from_frame(frame).with_layer("voice", QUOTES, default="text")


@pytest.fixture(scope="module", name="corpus")
def make_corpus(seeds: Path) -> cs.Corpus:
    """The repository's own corpus, with its quotations as a layer."""
    corpus = cs.read_corpus(seeds)
    spans = [
        (doc_id, *found.span(), "quote")
        for doc_id, text in corpus.documents.select("doc_id", "text").rows()
        for found in re.finditer("„[^“]*“|»[^«]*«", text)
    ]
    frame = pl.DataFrame(spans, ["doc_id", "start", "end", "voice"], orient="row")
    return corpus.with_layer("voice", frame, default="text")


def n_lines(corpus: cs.Corpus, rows: pl.DataFrame, of: pl.DataFrame | None = None) -> list[int]:
    """How many lines of evidence each row has."""
    found = dict(cs.evidence(corpus, rows, of=of).group_by("row").len().rows())
    return [found.get(row, 0) for row in range(rows.height)]


def keywords_of_ngrams(
    corpus: cs.Corpus, lengths: Iterable[int], *, by: Any, min_count: int = 2, **options: Any
) -> pl.DataFrame:
    """Keywords among n-grams, by the single functions."""
    frames = []
    for length in lengths:
        counted = {"by": by, "min_count": min_count, "documents": True, "display": True}
        counts = cs.ngrams(corpus, length, **counted, **options)
        found = cs.keywords(counts, by=by, inference=None)
        frames.append(found.insert_column(1, pl.lit(length, pl.UInt32).alias("length")))
    return pl.concat(frames)


# ---------------------------------------------------------------------------------------------
# What comes out


@pytest.mark.parametrize("by", ["source", BY_VOICE, ["date", "source"]])
def test_columns_and_types(corpus: cs.Corpus, by: str | list[str]) -> None:
    found = compare(corpus, by=by, nodes="Kim")
    assert found.by == [by] if isinstance(by, str) else by
    keys = {name: pl.Date if name == "date" else pl.String for name in found.by}
    dates = {"first_date": pl.Date, "last_date": pl.Date}
    expected: dict[str, dict[str, Any]] = {
        "sources": {**keys, **COUNTS, **dates},
        "nodes": {"node": pl.String, **keys, "count": pl.Int64, "documents": pl.Int64},
        "keywords": {"term": pl.String, **keys, **KEYWORDS},
        "collocates": {"node": pl.String, "collocate": pl.String, **keys, **COLLOCATES},
        "ngrams": {"term": pl.String, "length": pl.UInt32, **keys, **NGRAMS},
        "flags": {**keys, "flag": pl.String, "meaning": pl.String},
    }
    own = [name for name in found.frames() if hasattr(found, name)]
    assert own == ["sources", "shared", *list(expected)[1:5], "copy_edits", "flags", "attributions"]
    for name, schema in expected.items():
        frame = found.frames()[name]
        assert frame is getattr(found, name)
        assert list(frame.schema.items()) == list(schema.items()), name


NODES: list[Any] = ["Kim|Kims", "Wladimir Putin", re.compile("[Rr]a.*")]
OPTIONS: list[Any] = [
    {},
    {"by": ["source", "agency"], "min_count": 1, "n": 2},
    {"without": "voice", "window": (0, 3)},
    {"within": {"voice": ["quote"]}, "min_count": 1},
    pytest.param(
        {"within": [pl.col("agency").is_not_null(), "voice"], "n": (1, 3)},
        id="quotations of agencies",
    ),
    {"attribute": "word", "kinds": ["word", "punctuation"], "window": 2, "n": 1},
    {"by": BY_VOICE, "boundary": "document"},
    {"boundary": "voice", "min_count": 3, "n": (2, 5), "n_threads": 2},
]


@pytest.mark.parametrize("given", OPTIONS, ids=str)
def test_keywords_and_collocates_are_those_of_the_functions(
    corpus: cs.Corpus, given: dict[str, Any]
) -> None:
    found = compare(corpus, nodes=NODES, **given)
    options = {"by": "source", "min_count": 2, **given}
    window = options.pop("window", 5)
    boundary = options.pop("boundary", "sentence")
    options.pop("n", None)
    by = [name for name in found.by if name != "voice"]
    blocks = cs.reuse(corpus, by=by).documents.select("doc_id", "block") if by else None
    expected = cs.keywords(corpus, **options, blocks=blocks)
    own = found.keywords.drop("shared_count", "verbatim_count")
    assert_frame_equal(own, expected, check_exact=True)
    options |= {"window": window, "boundary": boundary, "compare": True}
    near = [cs.collocates(corpus, node, **options) for node in NODES]
    assert_frame_equal(found.collocates, pl.concat(near), check_exact=True)


@pytest.mark.parametrize("given", OPTIONS, ids=str)
def test_ngrams_are_the_keywords_of_each_length(corpus: cs.Corpus, given: dict[str, Any]) -> None:
    found = compare(corpus, **given).ngrams
    options = {"by": "source", **given}
    options.pop("window", None)
    n = options.pop("n", (2, 3))
    shortest, longest = (n, n) if isinstance(n, int) else n
    expected = keywords_of_ngrams(corpus, range(shortest, longest + 1), **options)
    assert_frame_equal(found, expected, check_exact=True)


def test_a_cut_off_removes_rows_and_no_room() -> None:
    """Nothing in c comes twice; its tokens are still what the others are compared with."""
    corpus = corpus_of("ja ja ja", "ja ja nein", "ganz anders als je zuvor")
    every = compare(corpus, by="doc_id", min_count=1)
    few = compare(corpus, by="doc_id", min_count=2)
    for name in ("keywords", "ngrams"):
        columns = ["term", "doc_id", "o11", "r1", "c1", "n", "log_likelihood"]
        rows = every.frames()[name].filter(pl.col("c1") > 1).select(columns).sort(columns)
        found = few.frames()[name].select(columns).sort(columns)
        assert_frame_equal(found, rows, check_exact=True)
    near = compare(corpus, by="doc_id", min_count=2, nodes="ja").collocates
    assert near["collocate"].to_list() == []


def test_ngrams_of_many_tokens_have_a_cut_off_of_their_own() -> None:
    """Once in a million tokens is the least."""
    corpus = corpus_of("ja " * 600_000 + "je zuvor. je", "ja " * 500_000 + "je")
    found = compare(corpus, by="doc_id", min_count=1, n=2)
    assert set(found.keywords["term"]) == {"ja", "je", "zuvor"}
    assert set(found.ngrams["term"]) == {"ja ja", "ja je"}
    assert found.ngrams.filter(term="ja je")["n"].to_list() == [1_100_001] * 2
    options = found.provenance["options"]
    assert (options["min_count"], options["ngram_min_count"]) == (1, 2)
    assert cs.provenance(found.ngrams)["options"]["min_count"] == 2


def test_texts_without_ngrams_have_none() -> None:
    found = compare(corpus_of("Ja!", "Nein!"), by="doc_id", min_count=1)
    assert found.ngrams.is_empty()
    assert found.ngrams.columns == ["term", "length", "doc_id", *NGRAMS]


def test_a_group_without_ngrams_has_rows_all_the_same() -> None:
    """There is room for two words in the first text only."""
    found = compare(corpus_of("ja ja", "Nein!"), by="doc_id", min_count=1).ngrams
    assert found.select("term", "length", "doc_id", "o11", "r1", "c1", "n").rows() == [
        ("ja ja", 2, 0, 1, 1, 1, 1),
        ("ja ja", 2, 1, 0, 0, 1, 1),
    ]
    assert found["flag"].to_list() == ["single_document no_tokens"] * 2
    assert found["per_million"].to_list() == [1e6, None]
    assert found["log_ratio"].to_list() == [None, None]


# ---------------------------------------------------------------------------------------------
# Sources


@pytest.fixture(scope="module", name="mixed")
def make_mixed() -> cs.Corpus:
    """Sources with an empty document, without a name, without words, and with and without dates."""
    days = [date(2023, 9, 12), None, date(2023, 9, 10), date(2023, 9, 11), None, None]
    frame = pl.DataFrame(
        {
            "doc_id": ["a1", "a2", "b1", "b2", "n", "e"],
            "source": ["a", "a", "b", "b", None, "e"],
            "date": days,
            "text": [
                "Kim kam. „Ja, ja“, sagte Kim.",
                "",
                "Putin sagte: „Kim kommt.“",
                "Kim ging heim.",
                "Der Zug …",
                "…",
            ],
        }
    )
    return cs.Corpus.from_frame(frame)


def test_sources_by_hand(mixed: cs.Corpus) -> None:
    first, second, third = (date(2023, 9, day) for day in (10, 11, 12))
    assert compare(mixed).sources.rows() == [
        # One of its documents is empty.
        ("a", 1, 6, 6, third, third),
        ("b", 2, 7, 5, first, second),
        ("e", 1, 0, 1, None, None),
        (None, 1, 2, 1, None, None),
    ]


def test_sources_by_date_and_by_document(mixed: cs.Corpus) -> None:
    by_date = compare(mixed, by="date").sources
    assert by_date["documents"].to_list() == [1, 1, 1, 2]
    assert (
        by_date.filter(pl.col("date").is_not_null())
        .select(pl.all_horizontal(pl.col("first_date", "last_date") == pl.col("date")).all())
        .item()
    )
    by_document = compare(mixed, by="doc_id").sources
    assert by_document["doc_id"].to_list() == ["a1", "a2", "b1", "b2", "e", "n"]
    assert by_document["documents"].to_list() == [1, 0, 1, 1, 1, 1]
    assert by_document["tokens"].to_list() == [6, 0, 4, 3, 0, 2]


def test_sources_by_several_columns_are_those_that_there_are(mixed: cs.Corpus) -> None:
    found = compare(mixed, by=["date", "source"]).sources
    keys = mixed.documents.select("date", "source").unique().sort(pl.all(), nulls_last=True)
    assert found.select("date", "source").rows() == keys.rows()
    assert found["documents"].sum() == mixed.n_documents - 1


def test_dates_need_a_column_of_dates(mixed: cs.Corpus) -> None:
    texts = cs.Corpus.from_frame(mixed.documents.cast({"date": pl.String}))
    assert compare(texts).sources.columns == ["source", *COUNTS]
    none = cs.Corpus.from_frame(mixed.documents.drop("date"))
    assert compare(none).sources.columns == ["source", *COUNTS]


@pytest.mark.parametrize(
    ("by", "kinds"),
    [
        ("source", "word"),
        ("doc_id", ["punctuation", "symbol"]),
        ("agency", ["word", "number"]),
        ("voice", ["word", "number"]),
        (BY_VOICE, "number"),
        ("sentence", ["word", "number"]),
    ],
)
def test_what_counts_and_what_is_left_out_are_all_tokens(
    corpus: cs.Corpus, by: Any, kinds: Any
) -> None:
    sources = compare(corpus, by=by, kinds=kinds).sources
    assert sources.select(pl.sum_horizontal("tokens", "left_out").sum()).item() == corpus.n_tokens
    counts = cs.frequencies(corpus, by=by, kinds=kinds)
    keys = counts.select(sources.columns[: -len(COUNTS) - 2], tokens="group_tokens")
    some = sources.filter(pl.col("tokens") > 0).select(keys.columns)
    assert_frame_equal(keys.unique(maintain_order=True), some)


def test_sources_of_a_selection(voiced: cs.Corpus) -> None:
    within = compare(voiced, within="voice").sources
    assert within.select("source", "tokens", "left_out").rows() == [("a", 6, 5), ("b", 3, 3)]
    without = compare(voiced, without={"voice": "quote"}).sources
    assert without.select("source", "tokens", "left_out").rows() == [("a", 7, 4), ("b", 4, 2)]
    one = compare(voiced, by="voice", within=pl.col("source") == "b").sources
    assert one.rows() == [("quote", 1, 3, 3), ("text", 1, 4, 2)]
    spans = QUOTES.filter(doc_id="a2").drop("voice")
    assert compare(voiced, without=spans).sources["tokens"].to_list() == [10, 7]


# ---------------------------------------------------------------------------------------------
# Flags


def test_flags_and_their_meanings(mixed: cs.Corpus) -> None:
    many = pl.DataFrame({"doc_id": [f"m{n}" for n in range(5)], "source": "m", "text": "Kim kam."})
    few = many.head(4).with_columns(doc_id=pl.lit("f") + pl.col("doc_id"), source=pl.lit("f"))
    empty = pl.DataFrame({"doc_id": ["x"], "source": "x", "text": ""})
    documents = pl.concat([mixed.documents.drop("date"), many, few, empty], how="diagonal")
    found = compare(cs.Corpus.from_frame(documents)).flags
    assert found.drop("meaning").rows() == [
        ("a", "single_document"),
        ("b", "few_documents"),
        ("e", "single_document"),
        ("e", "no_tokens"),
        ("f", "few_documents"),
        ("x", "no_tokens"),
        (None, "single_document"),
        (None, "null_group"),
    ]
    assert found["meaning"].to_list() == [MEANINGS[flag] for flag in found["flag"]]


def test_layers_share_documents_and_leave_nulls(voiced: cs.Corpus) -> None:
    found = compare(voiced, by=BY_VOICE).flags
    shared = found.filter(flag="groups_share_documents").select(BY_VOICE).rows()
    assert shared == [("a", "quote"), ("a", "text"), ("b", "quote"), ("b", "text")]
    plain = cs.Corpus.from_frame(voiced.documents).with_layer("voice", QUOTES)
    found = compare(plain, by="voice").flags
    assert found.filter(flag="null_group")["voice"].to_list() == [None]
    assert set(found["flag"]) == {"few_documents", "groups_share_documents", "null_group"}


def test_nothing_to_flag() -> None:
    texts = cs.Corpus.from_frame(
        pl.DataFrame({"doc_id": range(10), "source": ["a", "b"] * 5, "text": "Kim kam."})
    )
    found = compare(texts)
    assert found.flags.rows() == []
    assert found.flags.columns == ["source", "flag", "meaning"]
    assert found.keywords["flag"].null_count() == found.keywords.height


def test_flags_are_about_documents_that_have_tokens(mixed: cs.Corpus) -> None:
    """Of source a, one document is empty: the other stands for all that is counted."""
    found = compare(mixed, min_count=1)
    for source in ("a", "b", "e"):
        (row,) = found.keywords.filter(source=source)["flag"].unique()
        flags = [flag for flag in row.split() if flag != "high_p_floor"]
        assert found.flags.filter(source=source)["flag"].to_list() == flags
        assert source != "a" or flags == ["single_document"]
    assert found.sources.filter(source="a")["documents"].to_list() == [1]


# ---------------------------------------------------------------------------------------------
# Nodes


def test_without_nodes_there_are_no_collocates(corpus: cs.Corpus) -> None:
    kim = compare(corpus, nodes="Kim")
    given: list[Any] = [(), []]
    for nodes in given:
        found = compare(corpus, nodes=nodes)
        for frame, like in ((found.collocates, kim.collocates), (found.nodes, kim.nodes)):
            assert frame.is_empty()
            assert frame.schema == like.schema
        assert found.provenance["options"]["nodes"] == []
        assert n_lines(corpus, found.collocates) == []


def test_ways_to_name_nodes(corpus: cs.Corpus) -> None:
    one = compare(corpus, nodes="Kim|Kims").collocates
    assert_frame_equal(compare(corpus, nodes=["Kim|Kims"]).collocates, one)
    assert_frame_equal(compare(corpus, nodes=("Kim|Kims",)).collocates, one)
    assert_frame_equal(compare(corpus, nodes=[["Kim", "Kims"]]).collocates, one)
    pattern = compare(corpus, nodes=[re.compile("kims?")]).collocates
    written = compare(corpus, nodes="/kims?/").collocates
    assert pattern["node"].unique().to_list() == written["node"].unique().to_list() == ["/kims?/"]
    for other in (pattern, written):
        assert_frame_equal(other.drop("node"), one.drop("node"))
    starred = compare(corpus, nodes="kim?").collocates
    assert set(starred["node"]) == {"kim?"}


def test_nodes_stand_in_the_order_given(corpus: cs.Corpus) -> None:
    nodes = ["Putin", "xyz", "*waffe*", "Kim Jong Un"]
    found = compare(corpus, nodes=nodes)
    order = found.collocates["node"].unique(maintain_order=True).to_list()
    assert order == ["Putin", "*waffe*", "Kim Jong Un"]
    assert found.nodes["node"].unique(maintain_order=True).to_list() == nodes
    assert found.provenance["options"]["nodes"] == nodes


def test_nodes_that_nobody_uses(corpus: cs.Corpus) -> None:
    found = compare(corpus, nodes=["xyz", "Wladimir Kim"])
    assert found.collocates.is_empty()
    assert found.nodes.rows() == [
        (node, source, 0, 0)
        for node in ("xyz", "Wladimir Kim")
        for source in found.sources["source"]
    ]
    assert found.provenance["options"]["nodes"] == ["xyz", "Wladimir Kim"]


def test_a_pattern_alone_is_one_node(corpus: cs.Corpus) -> None:
    found = compare(corpus, nodes=re.compile("kims?"))
    listed = compare(corpus, nodes=[re.compile("kims?")])
    assert found.provenance == listed.provenance
    for name, frame in found.frames().items():
        assert_frame_equal(listed.frames()[name], frame, check_exact=True)
    assert set(found.nodes["node"]) == {"/kims?/"}


@pytest.mark.parametrize(
    ("nodes", "label"),
    [
        (["Kim", "Kim"], "Kim"),
        (["Putin", ["Kim", "Kims"], "Kim|Kims"], "Kim|Kims"),
        (("/kim/", re.compile("kim")), "/kim/"),
    ],
)
def test_a_node_named_twice_is_refused(voiced: cs.Corpus, nodes: Any, label: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"nodes names {label!r} twice")):
        compare(voiced, nodes=nodes)


def test_hits_of_nodes_by_hand(voiced: cs.Corpus) -> None:
    nodes: list[Any] = ["Kim", "zug kam|der zug", "xyz", re.compile("f.*")]
    found = compare(voiced, by=BY_VOICE, nodes=nodes)
    assert found.nodes.rows() == [
        ("Kim", "a", "quote", 0, 0),
        ("Kim", "a", "text", 2, 2),
        ("Kim", "b", "quote", 0, 0),
        ("Kim", "b", "text", 2, 1),
        # In "der zug kam" both alternatives stand.
        ("zug kam|der zug", "a", "quote", 3, 2),
        ("zug kam|der zug", "a", "text", 2, 1),
        ("zug kam|der zug", "b", "quote", 1, 1),
        ("zug kam|der zug", "b", "text", 0, 0),
        ("xyz", "a", "quote", 0, 0),
        ("xyz", "a", "text", 0, 0),
        ("xyz", "b", "quote", 0, 0),
        ("xyz", "b", "text", 0, 0),
        ("/f.*/", "a", "quote", 0, 0),
        ("/f.*/", "a", "text", 0, 0),
        ("/f.*/", "b", "quote", 1, 1),
        ("/f.*/", "b", "text", 1, 1),
    ]
    plain = compare(voiced, nodes="Kim", within={"voice": "text"}).nodes
    assert plain.rows() == [("Kim", "a", 2, 2), ("Kim", "b", 2, 1)]
    assert compare(voiced, nodes="Kim", within="voice").nodes["count"].sum() == 0
    assert compare(voiced, nodes="kim", attribute="word").nodes["count"].sum() == 0
    phrase = compare(voiced, nodes="“ der").nodes
    assert phrase["count"].sum() == 0
    across = compare(voiced, nodes="“ der", boundary="document").nodes
    assert across.rows() == [("“ der", "a", 1, 1), ("“ der", "b", 0, 0)]


@pytest.mark.parametrize("given", OPTIONS, ids=str)
def test_every_source_has_the_hits_of_every_node(corpus: cs.Corpus, given: dict[str, Any]) -> None:
    found = compare(corpus, nodes=["xyz", *NODES], **given)
    known = ("by", "within", "without", "boundary", "attribute")
    options = {"by": "source"} | {name: given[name] for name in known if name in given}
    rows: list[tuple[Any, ...]] = []
    for label, node in zip(["xyz", *NODES[:2], "/[Rr]a.*/"], ["xyz", *NODES], strict=True):
        lines = cs.concordance(corpus, node, **options).select(*found.by, "doc_id").rows()
        for group in found.sources.select(found.by).rows():
            documents = [doc_id for *of, doc_id in lines if tuple(of) == group]
            rows.append((label, *group, len(documents), len(set(documents))))
    assert found.nodes.rows() == rows
    keys = ["node", *found.by]
    counted = found.collocates.join(found.nodes, on=keys, nulls_equal=True, suffix="_hits")
    assert counted.height == found.collocates.height
    assert counted["node_count"].to_list() == counted["count_hits"].to_list()


def test_sources_without_a_hit_a_name_or_a_word_have_a_row(mixed: cs.Corpus) -> None:
    found = compare(mixed, nodes=["Kim", "zug"]).nodes
    assert found.rows() == [
        ("Kim", "a", 2, 1),
        ("Kim", "b", 2, 2),
        ("Kim", "e", 0, 0),
        ("Kim", None, 0, 0),
        ("zug", "a", 0, 0),
        ("zug", "b", 0, 0),
        ("zug", "e", 0, 0),
        ("zug", None, 1, 1),
    ]
    by_document = compare(mixed, by="doc_id", nodes="Kim").nodes
    assert by_document["count"].to_list() == [2, 0, 1, 1, 0, 0]
    assert by_document["documents"].to_list() == [1, 0, 1, 1, 0, 0]


# ---------------------------------------------------------------------------------------------
# Evidence


@pytest.mark.parametrize("given", OPTIONS, ids=str)
def test_evidence_has_as_many_lines_as_each_row_counts(
    corpus: cs.Corpus, given: dict[str, Any]
) -> None:
    found = compare(corpus, nodes=NODES, **given)
    for name in ("keywords", "collocates", "ngrams"):
        frame = found.frames()[name]
        assert n_lines(corpus, frame) == frame["count"].to_list(), name
        rows = frame.filter(pl.int_range(pl.len()) % 7 == 3)
        assert n_lines(corpus, rows, frame) == rows["count"].to_list(), name
        if not rows.is_empty():
            one = cs.evidence(corpus, rows.row(0, named=True), of=frame)
            assert one.height == rows["count"][0], name


def test_lines_of_a_frame_show_what_its_rows_name(corpus: cs.Corpus) -> None:
    found = compare(corpus, nodes=["Kim Jong Un"], by=BY_VOICE, n=2)
    texts = dict(corpus.documents.select("doc_id", "text").rows())
    sources = dict(corpus.documents.select("doc_id", "source").rows())
    for name, column in (("keywords", "term"), ("ngrams", "term"), ("collocates", "node")):
        frame = found.frames()[name]
        for line in cs.evidence(corpus, frame).to_dicts():
            words = " ".join(line["node"].split()).lower()
            assert words == frame[column][line["row"]].lower()
            assert texts[line["doc_id"]][line["start"] : line["end"]] == line["node"]
            assert sources[line["doc_id"]] == frame["source"][line["row"]]


def test_sources_and_flags_have_no_lines(corpus: cs.Corpus) -> None:
    found = compare(corpus, nodes="Kim")
    for frame in (found.sources, found.flags, found.divergence.pairs):
        with pytest.raises(cs.InputError, match="the rows are of no result that counts"):
            cs.evidence(corpus, frame)


@pytest.mark.parametrize("by", ["source", ["source", "zone"], "doc_id"], ids=str)
def test_every_part_opens_its_lines(seeds: Path, by: Any) -> None:
    corpus = cs.read_corpus(seeds)
    if "zone" in by:
        corpus = corpus.with_layer("zone", cs.zones(corpus))
    actors = {"Kim": ["Kim Jong Un", "Kim", "Machthaber"], "Putin": "Putin"}
    found = compare(corpus, by=by, nodes=["Kim|Kims", "Putin"], actors=actors)
    assert found.voices is not None
    assert found.naming is not None
    assert found.attributions is not None
    counts = {"nodes": "count", "voices_shares": "statements", "naming_forms": "count"}
    for name, column in counts.items():
        frame = found.frames()[name]
        assert n_lines(found.corpus, frame) == frame[column].to_list(), name
        some = frame.filter(pl.int_range(pl.len()) % 3 == 1)
        assert n_lines(found.corpus, some, frame) == some[column].to_list(), name
        one = cs.evidence(found.corpus, frame.row(0, named=True), of=frame)
        assert one.height == frame[column][0], name
    assert n_lines(found.corpus, found.attributions) == [1] * found.attributions.height
    rates = found.voices.rates
    lines = n_lines(found.corpus, rates)
    of_tokens = ("attributed_tokens", "verbatim_share", "effective_speakers")
    for row, n in zip(rates.to_dicts(), lines, strict=True):
        if row["metric"] in of_tokens:
            assert (n > 0) == (row["numerator"] > 0), row
        else:
            assert n == row["numerator"], row


def test_lines_of_what_is_shared(seeds: Path) -> None:
    found = compare(cs.read_corpus(seeds))
    assert found.reuse is not None
    assert found.copy_edits is not None
    assert n_lines(found.corpus, found.reuse.passages) == [1] * found.reuse.passages.height
    assert n_lines(found.corpus, found.reuse.pairs) == [
        2 * copies + 2 * quoted
        for copies, quoted in found.reuse.pairs.select("passages", "common_quotations").rows()
    ]
    edits = cs.evidence(found.corpus, found.copy_edits, width=0)
    sides = found.copy_edits.select("text_a", "text_b").rows()
    assert edits["node"].to_list() == [text for side in sides for text in side]


def test_lines_of_a_comparison_are_in_its_own_corpus(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    with pytest.raises(cs.InputError, match=r"is no layer.*found\.corpus"):
        cs.evidence(corpus, cs.compare_sources(corpus).keywords)


# ---------------------------------------------------------------------------------------------
# A layer of quotations crosses with the sources. The numbers are counted by hand in TEXTS.


def cells(frame: pl.DataFrame, column: str, word: str) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """The four cells of a word in each group."""
    rows = frame.filter(pl.col(column) == word)
    return {row[:2]: row[2:] for row in rows.select(*BY_VOICE, "o11", "r1", "c1", "n").rows()}


def test_frequencies_of_a_crossing(voiced: cs.Corpus) -> None:
    found = cs.frequencies(voiced, by=BY_VOICE)
    sizes = found.select(*BY_VOICE, "group_tokens", "group_documents").unique(maintain_order=True)
    assert sizes.rows() == [
        ("a", "quote", 6, 2),
        ("a", "text", 7, 2),
        ("b", "quote", 3, 1),
        ("b", "text", 4, 1),
    ]
    kim = found.filter(term="kim").select(*BY_VOICE, "count", "documents").rows()
    assert kim == [("a", "text", 2, 2), ("b", "text", 2, 1)]
    zug = found.filter(term="zug").select(*BY_VOICE, "count", "documents").rows()
    assert zug == [("a", "quote", 2, 2), ("a", "text", 1, 1), ("b", "quote", 1, 1)]


def test_ngrams_of_a_crossing(voiced: cs.Corpus) -> None:
    found = cs.ngrams(voiced, 2, by=BY_VOICE, boundary="document")
    rows = found.select(*BY_VOICE, "term", "count", "group_tokens").rows()
    assert rows == [
        ("a", "quote", "der zug", 2, 4),
        ("a", "quote", "zug kam", 1, 4),
        ("a", "quote", "zug kommt", 1, 4),
        ("a", "text", "der zug", 1, 4),
        ("a", "text", "kim sagt", 1, 4),
        ("a", "text", "sagt kim", 1, 4),
        ("a", "text", "zug kam", 1, 4),
        ("b", "quote", "der zug", 1, 2),
        ("b", "quote", "zug fährt", 1, 2),
        ("b", "text", "kim fährt", 1, 2),
        ("b", "text", "kim sagt", 1, 2),
    ]


def test_collocates_of_a_crossing_stay_on_their_side(voiced: cs.Corpus) -> None:
    found = cs.collocates(voiced, "Kim", by=BY_VOICE)
    assert cells(found, "collocate", "sagt") == {
        ("a", "text"): (2, 2, 2, 5),
        ("b", "text"): (1, 2, 1, 2),
    }
    assert cells(found, "collocate", "fährt") == {("b", "text"): (1, 2, 1, 2)}
    assert set(found["collocate"]) == {"sagt", "fährt"}
    across = cs.collocates(voiced, "Kim", by="source").filter(source="a")
    assert set(across["collocate"]) == {"sagt", "der", "zug", "kommt", "kam"}
    in_quotes = cs.collocates(voiced, "zug", by=BY_VOICE).filter(voice="quote")
    assert in_quotes.select("source", "collocate", "count").sort("source", "collocate").rows() == [
        ("a", "der", 2),
        ("a", "kam", 1),
        ("a", "kommt", 1),
        ("b", "der", 1),
        ("b", "fährt", 1),
    ]


def test_a_comparison_of_a_crossing(voiced: cs.Corpus) -> None:
    found = compare(voiced, by=BY_VOICE, nodes="Kim", n=2, min_count=1)
    assert found.sources.rows() == [
        ("a", "quote", 2, 6, 5),
        ("a", "text", 2, 7, 4),
        ("b", "quote", 1, 3, 3),
        ("b", "text", 1, 4, 2),
    ]
    assert cells(found.keywords, "term", "zug") == {
        ("a", "quote"): (2, 6, 4, 20),
        ("a", "text"): (1, 7, 4, 20),
        ("b", "quote"): (1, 3, 4, 20),
        ("b", "text"): (0, 4, 4, 20),
    }
    zug = found.keywords.filter(term="zug", source="a", voice="quote").row(0, named=True)
    # a1 says it on both sides.
    assert (zug["documents"], zug["reference_documents"]) == (2, 2)
    assert cells(found.ngrams, "term", "der zug") == {
        ("a", "quote"): (2, 4, 4, 12),
        ("a", "text"): (1, 4, 4, 12),
        ("b", "quote"): (1, 2, 4, 12),
        ("b", "text"): (0, 2, 4, 12),
    }
    near = found.collocates.select(*BY_VOICE, "collocate", "count", "node_count").rows()
    assert near == [
        # Compared are all groups that have a window.
        ("a", "text", "sagt", 2, 2),
        ("a", "text", "fährt", 0, 2),
        ("b", "text", "fährt", 1, 2),
        ("b", "text", "sagt", 1, 2),
    ]
    flags = found.flags.group_by(BY_VOICE, maintain_order=True).agg("flag").rows()
    assert flags == [
        ("a", "quote", ["few_documents", "groups_share_documents"]),
        ("a", "text", ["few_documents", "groups_share_documents"]),
        ("b", "quote", ["single_document", "groups_share_documents"]),
        ("b", "text", ["single_document", "groups_share_documents"]),
    ]
    for name in ("keywords", "collocates", "ngrams"):
        frame = found.frames()[name]
        assert n_lines(voiced, frame) == frame["count"].to_list()


def test_a_comparison_of_quotations_alone(voiced: cs.Corpus) -> None:
    found = compare(voiced, within={"voice": "quote"}, nodes="zug", n=2, min_count=1)
    zug = found.keywords.filter(term="zug").select("source", "o11", "r1", "c1", "n").rows()
    assert zug == [("a", 2, 6, 3, 9), ("b", 1, 3, 3, 9)]
    assert set(found.ngrams["term"]) == {"der zug", "zug kommt", "zug kam", "zug fährt"}
    assert found.ngrams["n"].unique().to_list() == [6]
    assert set(found.collocates["collocate"]) == {"der", "kommt", "kam", "fährt"}


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "text_type"}, "by='text_type' is no column of the documents; there are ['doc_id'"),
        ({"by": None}, "by=None makes no sources: name a column of the documents or a layer"),
        ({"by": []}, "by is empty"),
        ({"by": ["source", "source"]}, "by names something twice"),
        pytest.param(
            {"within": pl.col("source") == "a"}, "by='source' makes one group only", id="one source"
        ),
        ({"within": "voice", "by": "voice"}, "by='voice' makes one group only"),
        pytest.param({"within": pl.col("source") == "z"}, "no document is left", id="no document"),
        pytest.param(
            {"within": pl.col("outlet") == "a"},
            "the predicates cannot be evaluated",
            id="no such column",
        ),
        ({"within": "zone"}, "within='zone' is no layer; there are ['sentence', 'voice']"),
        ({"without": {"voice": ["Bob"]}}, "layer 'voice' has no label 'Bob'; there are ['quote', "),
        ({"boundary": "zone"}, "boundary='zone' is no layer"),
        ({"n": 0}, "n has to be at least 1, not 0"),
        ({"n": (3, 2)}, "n has to name the shortest length first, not (3, 2)"),
        ({"n": (1, 2, 3)}, "n has to be a length or a pair of the shortest and the longest"),
        ({"window": 0}, "window has to hold from 1 to 1000 tokens, not 0"),
        ({"window": (0, 0)}, "window has to hold from 1 to 1000 tokens, not (0, 0)"),
        ({"window": -1}, "window has to be at least 0, not -1"),
        ({"window": (1, 2, 3)}, "window has to be a number or a pair for left and right"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower"),
        ({"kinds": "words"}, "unknown kind 'words'; valid are word, number"),
        ({"kinds": []}, "kinds is empty"),
        ({"nodes": ""}, "node='' has an alternative without a word"),
        ({"nodes": ["Kim", "Kim||Putin"]}, "node='Kim||Putin' has an alternative without a word"),
        ({"nodes": "/[/"}, "node='/[/' is no regular expression"),
        ({"nodes": [[]]}, "a query in nodes is empty"),
    ],
    ids=str,
)
def test_options_that_make_no_sense_are_named(
    voiced: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        compare(voiced, **options)


@pytest.mark.parametrize(
    "options",
    [
        {"by": 3},
        {"n": "2"},
        {"n": True},
        {"window": "5"},
        {"min_count": 1.5},
        {"min_count": True},
        {"nodes": [3]},
        {"nodes": [None]},
        {"nodes": b"kim"},
        {"within": 3},
    ],
    ids=str,
)
def test_things_of_another_type_are_type_errors(voiced: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        compare(voiced, **options)


@pytest.mark.parametrize(
    "nodes",
    [3, None, {"Kim"}, {"Kim": 1}, pytest.param(iter(["Kim"]), id="iterator")],
    ids=str,
)
def test_nodes_of_another_type_are_named(voiced: cs.Corpus, nodes: Any) -> None:
    message = f"nodes has to be a query or a list of queries, not {nodes!r}"
    with pytest.raises(TypeError, match=re.escape(message)):
        compare(voiced, nodes=nodes)


@pytest.mark.parametrize("nodes", [[3], [None], ["Kim", 3], b"kim"], ids=str)
def test_what_is_no_query_is_named(voiced: cs.Corpus, nodes: Any) -> None:
    with pytest.raises(TypeError, match="node"):
        compare(voiced, nodes=nodes)


def test_only_a_corpus_can_be_compared(voiced: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus, not DataFrame"):
        compare(cs.frequencies(voiced, by="source"))  # type: ignore[arg-type]


IN_THE_WAY = (
    "tokens documents left_out first_date last_date flag meaning term count per_million o11 n "
    "log_ratio display node collocate node_count length _rows "
    "group_tokens group_documents"
)


@pytest.mark.parametrize("name", IN_THE_WAY.split())
def test_columns_in_the_way_are_refused(voiced: cs.Corpus, name: str) -> None:
    labels = voiced.documents.select("doc_id", pl.col("source").alias(name))
    message = f"by='{name}' would hide a column of the result: rename it"
    with pytest.raises(cs.InputError, match=message):
        compare(voiced.with_documents(labels), by=name)


@pytest.mark.parametrize(
    "name",
    ["group", "row", "start", "date", "lines", "total", "window"],
)
def test_a_column_of_any_other_name_will_do_or_is_refused(voiced: cs.Corpus, name: str) -> None:
    labels = voiced.documents.select("doc_id", pl.col("source").alias(name))
    corpus = voiced.with_documents(labels)
    try:
        found = compare(corpus, by=name, nodes="Kim", min_count=1)
    except cs.InputError:
        return
    expected = compare(voiced, nodes="Kim", min_count=1)
    for one, other in zip(found.frames().values(), expected.frames().values(), strict=True):
        named = {
            column: re.sub(rf"(^|_){name}($|_)", r"\1source\2", column) for column in one.columns
        }
        if name in one.columns:
            assert_frame_equal(one.rename(named), other)
    for frame in (found.keywords, found.collocates, found.ngrams):
        assert n_lines(corpus, frame) == frame["count"].to_list()


# ---------------------------------------------------------------------------------------------
# The record


PARTS: dict[str, Any] = {
    "zones": None,
    "copy": "all",
    "wording": None,
    "actors": None,
    "attributions": None,
    "added": ["copy"],
    "n_permutations": 1999,
    "seed": 0,
}


def test_every_option_is_in_the_record(corpus: cs.Corpus) -> None:
    made = compare(corpus).provenance
    assert made.keys() == {"function", "options", "corpus", "versions"}
    assert made["function"] == "compare_sources"
    assert made["corpus"] == corpus.provenance
    assert made["options"] == {
        "by": ["source"],
        "nodes": [],
        "within": None,
        "without": None,
        "window": 5,
        "n": [2, 3],
        "boundary": "sentence",
        "attribute": "lower",
        "kinds": ["word", "number"],
        "min_count": 2,
        "ngram_min_count": 2,
        **PARTS,
    }
    predicate = pl.col("source") != "rundschau-c"
    given: dict[str, Any] = {
        "by": BY_VOICE,
        "nodes": ["Kim", re.compile("put.*"), ["a", "b"]],
        "within": [predicate, {"voice": ["quote"]}],
        "without": None,
        "window": (2, 3),
        "n": 2,
        "boundary": "document",
        "attribute": "word",
        "kinds": "word",
        "min_count": 1,
    }
    options = compare(corpus, **given).provenance["options"]
    assert options == {
        **given,
        "nodes": ["Kim", "/put.*/", "a|b"],
        "within": [str(predicate), {"voice": ["quote"]}],
        "window": [2, 3],
        "kinds": ["word"],
        "ngram_min_count": 1,
        **PARTS,
    }


def test_each_frame_that_counts_has_a_record_of_its_own(corpus: cs.Corpus) -> None:
    nodes: list[Any] = ["Kim", re.compile("put.*")]
    found = compare(corpus, nodes=nodes, n=(1, 3), without="voice")
    options: dict[str, Any] = {"by": "source", "without": "voice", "min_count": 2}
    assert found.reuse is not None
    blocks = found.reuse.documents.select("doc_id", "block")
    assert cs.provenance(found.keywords) == cs.provenance(
        cs.keywords(found.corpus, **options, blocks=blocks)
    )
    near = cs.provenance(found.collocates)
    single = cs.provenance(cs.collocates(found.corpus, "Kim", compare=True, **options))
    assert near["options"] == {**single["options"], "node": ["Kim", "/put.*/"]}
    runs = cs.provenance(found.ngrams)
    assert runs["function"] == "keywords of n-grams"
    assert (runs["options"]["n"], runs["options"]["min_count"]) == ([1, 3], 2)
    hits = cs.provenance(found.nodes)
    assert (hits["function"], hits["options"]["by"]) == ("nodes", "source")
    records = [dict(found.provenance), cs.provenance(found.keywords), near, runs, hits]
    assert json.loads(json.dumps(records)) == records
    for frame in (found.sources, found.flags):
        with pytest.raises(cs.InputError, match="carries no provenance"):
            cs.provenance(frame)


def test_a_comparison_is_not_changed_afterwards(voiced: cs.Corpus) -> None:
    found = compare(voiced)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.by = ["voice"]  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        found.more = 1  # type: ignore[attr-defined]
