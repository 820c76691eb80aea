"""`collocates`: windows, their four cells, places, flags, order, and what is refused."""

import json
import re
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference import measures
from tests.reference.strategies import corpus_of

COUNTS = ["count", "documents", "node_count", "o11", "r1", "c1", "n"]
MEASURES = ["log_likelihood", "mi", "log_dice"]
COLUMNS = ["node", "collocate", *COUNTS, *MEASURES, "flag", "display"]


def found(corpus: cs.Corpus | str, node: Any, **options: Any) -> dict[str, int]:
    """How often each collocate is in a window."""
    corpus = corpus_of(corpus) if isinstance(corpus, str) else corpus
    rows = cs.collocates(corpus, node, **options).select("collocate", "count").rows()
    return dict(sorted(rows))


def cells(corpus: cs.Corpus | str, node: Any, **options: Any) -> dict[str, tuple[int, ...]]:
    """o11, r1, c1 and n of each collocate."""
    corpus = corpus_of(corpus) if isinstance(corpus, str) else corpus
    rows = cs.collocates(corpus, node, **options).select("collocate", "o11", "r1", "c1", "n").rows()
    return {row[0]: row[1:] for row in rows}


# ---------------------------------------------------------------------------------------------
# Cells


def test_a_table_by_hand() -> None:
    """Beside the nodes there are 7 words, 3 of them next to one."""
    corpus = corpus_of("alpha node Beta alpha", "beta gamma node", "alpha gamma")
    result = cs.collocates(corpus, "node", window=1, positions=True)
    assert result.select("collocate", *COUNTS, "left_1", "right_1", "display").rows() == [
        ("beta", 1, 1, 2, 1, 3, 2, 7, 0, 1, "Beta"),
        ("gamma", 1, 1, 2, 1, 3, 2, 7, 1, 0, "gamma"),
        ("alpha", 1, 1, 2, 1, 3, 3, 7, 1, 0, "alpha"),
    ]
    assert set(result["node"]) == {"node"}
    beta, alpha = result.row(0, named=True), result.row(2, named=True)
    assert beta["mi"] == pytest.approx(0.222392421)  # log2(1 / (3 * 2 / 7))
    assert alpha["mi"] == pytest.approx(-0.362570079)  # log2(1 / (3 * 3 / 7))
    assert beta["log_dice"] == pytest.approx(12.678071905)  # 14 + log2(2 / (3 + 2))
    assert beta["log_likelihood"] > 0 > alpha["log_likelihood"]
    for row in (beta, alpha):
        exact = measures.score(measures.log_likelihood, *(row[name] for name in COUNTS[3:]))
        assert row["log_likelihood"] == pytest.approx(exact)


def test_a_wider_window_by_hand() -> None:
    corpus = corpus_of("alpha node beta alpha", "beta gamma node", "alpha gamma")
    assert cells(corpus, "node", window=2) == {
        "beta": (2, 5, 2, 7),
        "alpha": (2, 5, 3, 7),
        "gamma": (1, 5, 2, 7),
    }
    result = cs.collocates(corpus, "node", window=2, positions=True).sort("collocate")
    places = ["left_2", "left_1", "right_1", "right_2"]
    assert result.select("collocate", "documents", *places).rows() == [
        ("alpha", 1, 0, 1, 0, 1),
        ("beta", 2, 1, 0, 1, 0),
        ("gamma", 1, 0, 1, 0, 0),
    ]


def test_windows_end_with_the_document() -> None:
    corpus = corpus_of("alpha beta node", "omega gamma delta")
    assert cells(corpus, "node", window=2) == {"alpha": (1, 2, 1, 5), "beta": (1, 2, 1, 5)}
    assert found(corpus, "node", window=50, boundary="document") == {"alpha": 1, "beta": 1}


def test_a_token_near_two_nodes_counts_once() -> None:
    result = cs.collocates(corpus_of("x t t y"), "t", window=5, measures="log_dice")
    assert result.select("collocate", *COUNTS).rows() == [
        ("x", 1, 1, 2, 1, 2, 1, 2),
        ("y", 1, 1, 2, 1, 2, 1, 2),
    ]
    assert (result["log_dice"] <= 14).all()
    assert found("t x t y t", "t") == {"x": 1, "y": 1}
    frequent = cs.collocates(corpus_of("t x t x t x t"), "t")
    assert frequent.select("o11", "r1", "c1", "n").rows() == [(3, 3, 3, 3)]
    assert frequent["log_dice"].to_list() == [14.0]


def test_the_node_is_no_collocate_of_itself() -> None:
    assert found("t t x t t", "t") == {"x": 1}
    assert found("t t t", "t") == {}
    assert found("node Node NODE Nodes", "node") == {"nodes": 1}
    # As it is written the others are other words.
    assert found("node Node NODE", "Node", attribute="word") == {"NODE": 1, "node": 1}


def test_nodes_take_no_room() -> None:
    """y is the third token behind the first node, but the first that is none."""
    assert found("t t t y z", "t", window=1) == {"y": 1}
    assert found("a t b t c", "t", window=1) == {"a": 1, "b": 1, "c": 1}
    assert cells("a b t c t d e", "t", window=(0, 2)) == {
        "c": (1, 3, 1, 5),
        "d": (1, 3, 1, 5),
        "e": (1, 3, 1, 5),
    }


def test_nodes_of_several_words() -> None:
    text = "der rote Zug fährt rote Züge"
    assert cells(text, "rote zug", window=1) == {"der": (1, 2, 1, 4), "fährt": (1, 2, 1, 4)}
    # Elsewhere the words of a phrase are words like any other.
    assert cells(text, "rote zug", window=2)["rote"] == (1, 3, 1, 4)
    result = cs.collocates(corpus_of("a t t t b"), "t t", window=1)
    assert result.select("collocate", "node_count", "r1", "n").rows() == [
        ("a", 2, 2, 2),
        ("b", 2, 2, 2),
    ]


def test_alternatives_make_one_node() -> None:
    corpus = corpus_of("a Zug b Züge c Bahn d")
    nodes: list[Any] = ["zug|züge", ["zug", "züge"], "z?g|z*e", re.compile("z[uü]g.*")]
    for node in nodes:
        result = cs.collocates(corpus, node, window=1)
        assert result["collocate"].to_list() == ["a", "b", "c"]
        assert result["node_count"].unique().to_list() == [2]


@pytest.mark.parametrize(
    ("node", "name"),
    [
        ("zug|züge", "zug|züge"),
        ("Z?g ", "Z?g "),
        (["zug", "b*"], "zug|b*"),
        (re.compile("z.g"), "/z.g/"),
        (("zug", re.compile("z.ge")), "zug|/z.ge/"),
    ],
)
def test_the_node_is_named_as_given(node: Any, name: str) -> None:
    assert set(cs.collocates(corpus_of("a Zug b Züge"), node)["node"]) == {name}


def test_asymmetric_windows() -> None:
    text = "eins zwei drei node vier fünf sechs"
    assert list(found(text, "node", window=(2, 0))) == ["drei", "zwei"]
    assert list(found(text, "node", window=(0, 1))) == ["vier"]
    assert list(found(text, "node", window=(1, 2))) == ["drei", "fünf", "vier"]
    assert list(found(text, "node", window=[0, 2])) == ["fünf", "vier"]


# ---------------------------------------------------------------------------------------------
# What takes room, and where windows end


def test_punctuation_takes_room_or_not() -> None:
    text = "alpha, node: beta"
    assert cells(text, "node", window=1) == {"alpha": (1, 2, 1, 2), "beta": (1, 2, 1, 2)}
    assert cells(text, "node", window=1, punctuation="count") == {}
    assert cells(text, "node", window=2, punctuation="count") == {
        "alpha": (1, 4, 1, 4),
        "beta": (1, 4, 1, 4),
    }
    assert cells(text, "node", window=(2, 1), punctuation="count") == {"alpha": (1, 3, 1, 4)}


def test_kinds_decide_what_is_a_collocate() -> None:
    text = "alpha, node 12 beta"
    assert found(text, "node", window=1, kinds="word") == {"alpha": 1, "beta": 1}
    assert found(text, "node", window=1, kinds=["word", "punctuation"]) == {",": 1, "beta": 1}
    assert found(text, "node", window=1, kinds="word", punctuation="count") == {}
    assert cells(text, "node", window=2, kinds="word", punctuation="count") == {
        "alpha": (1, 4, 1, 4),
        "beta": (1, 4, 1, 4),
    }


def test_a_node_of_another_kind() -> None:
    assert found("alpha 😀 beta", "😀") == {"alpha": 1, "beta": 1}
    assert cells("alpha , beta", ",", punctuation="count") == {
        "alpha": (1, 2, 1, 2),
        "beta": (1, 2, 1, 2),
    }


def test_windows_end_with_the_sentence() -> None:
    text = "Alpha kam. Der node ging. Beta kam"
    assert found(text, "node") == {"der": 1, "ging": 1}
    # alpha is the third word before the node.
    assert cells(text, "node", boundary="document", window=2) == {
        "beta": (1, 4, 1, 6),
        "der": (1, 4, 1, 6),
        "ging": (1, 4, 1, 6),
        "kam": (1, 4, 2, 6),
    }


SPANS = pl.DataFrame({"doc_id": [0, 0], "start": [0, 6], "end": [6, 11], "voice": ["Kim"] * 2})


@pytest.fixture(name="voiced")
def make_voiced() -> cs.Corpus:
    """Two spans of Kim side by side: `alpha` and `node` in text 0."""
    return corpus_of("alpha node beta", "alpha node").with_layer("voice", SPANS)


def test_windows_end_with_the_spans_of_a_layer(voiced: cs.Corpus) -> None:
    assert found(voiced, "node") == {"alpha": 2, "beta": 1}
    assert found(voiced, "node", boundary="voice") == {"alpha": 1}
    assert found(voiced, "node", within="voice") == {}
    assert found(voiced, "node", without={"voice": ["Kim"]}) == {"alpha": 1}
    assert found(voiced, "node", within=pl.col("doc_id") == 1) == {"alpha": 1}
    assert cells(voiced, "node", boundary="voice") == {"alpha": (1, 1, 2, 3)}


def test_by_a_layer(voiced: cs.Corpus) -> None:
    result = cs.collocates(voiced, "node", by="voice")
    assert result.columns == [*COLUMNS[:2], "voice", *COLUMNS[2:]]
    assert result.select("collocate", "voice", *COUNTS).rows() == [
        # Kim has a node and a word, but not in one span.
        ("alpha", None, 1, 1, 1, 1, 1, 1, 2)
    ]
    assert result["flag"].to_list() == ["single_document groups_share_documents null_group"]


def test_by_columns_and_layers() -> None:
    texts = ["aa node bb. CC node", "dd node", "ee ff"]
    frame = pl.DataFrame({"doc_id": [1, 2, 3], "text": texts, "source": ["x", "x", "y"]})
    spans = pl.DataFrame({"doc_id": [1], "start": [0], "end": [11], "part": ["head"]})
    corpus = cs.Corpus.from_frame(frame).with_layer("part", spans, default="rest")
    result = cs.collocates(corpus, "node", by=["source", "part"])
    assert result.select("collocate", "source", "part", *COUNTS).rows() == [
        ("aa", "x", "head", 1, 1, 1, 1, 2, 1, 2),
        ("bb", "x", "head", 1, 1, 1, 1, 2, 1, 2),
        ("cc", "x", "rest", 1, 1, 2, 1, 2, 1, 2),
        ("dd", "x", "rest", 1, 1, 2, 1, 2, 1, 2),
    ]


def test_groups_have_cells_of_their_own() -> None:
    corpus = corpus_of("node a b", "node a c", "a a")
    result = cs.collocates(corpus, "node", by="doc_id", window=1)
    assert result.select("doc_id", *COUNTS).rows() == [
        (0, 1, 1, 1, 1, 1, 1, 2),
        (1, 1, 1, 1, 1, 1, 1, 2),
    ]
    whole = cs.collocates(corpus, "node", window=1)
    assert whole.select(COUNTS).rows() == [(2, 2, 2, 2, 2, 4, 6)]


# ---------------------------------------------------------------------------------------------
# Places


def places(text: str, node: str, window: Any, **options: Any) -> dict[str, dict[str, int]]:
    """For each collocate the places that are not empty."""
    result = cs.collocates(corpus_of(text), node, window=window, positions=True, **options)
    columns = [name for name in result.columns if name.startswith(("left_", "right_"))]
    return {
        row["collocate"]: {name: row[name] for name in columns if row[name]}
        for row in result.to_dicts()
    }


def test_positions_are_those_of_the_nearest_node() -> None:
    assert places("alpha beta node gamma node beta", "node", 2) == {
        "alpha": {"left_2": 1},
        "beta": {"left_1": 1, "right_1": 1},
        "gamma": {"right_1": 1},
    }
    # c is as far from both, and belongs to the one before; d is nearer to the one behind.
    assert places("t a b c d e t", "t", 3) == {
        "a": {"right_1": 1},
        "b": {"right_2": 1},
        "c": {"right_3": 1},
        "d": {"left_2": 1},
        "e": {"left_1": 1},
    }


def test_positions_are_places_in_the_window() -> None:
    """Where the nearer node does not reach, the other one does."""
    assert places("t a b c t", "t", (0, 3)) == {
        "a": {"right_1": 1},
        "b": {"right_2": 1},
        "c": {"right_3": 1},
    }
    assert places("t a b c t", "t", (1, 3))["c"] == {"left_1": 1}
    assert places("t a b c t", "t", (3, 1)) == {
        "a": {"right_1": 1},
        "b": {"left_2": 1},
        "c": {"left_1": 1},
    }


def test_positions_count_what_takes_room() -> None:
    assert places("alpha, node", "node", 2) == {"alpha": {"left_1": 1}}
    assert places("alpha, node", "node", 2, punctuation="count") == {"alpha": {"left_2": 1}}


def test_columns_of_positions() -> None:
    corpus = corpus_of("alpha node")
    cases: list[tuple[Any, list[str]]] = [
        (1, ["left_1", "right_1"]),
        ((2, 0), ["left_2", "left_1"]),
        ((0, 2), ["right_1", "right_2"]),
        (3, ["left_3", "left_2", "left_1", "right_1", "right_2", "right_3"]),
    ]
    for window, expected in cases:
        result = cs.collocates(corpus, "node", window=window, positions=True)
        assert result.columns == [*COLUMNS[:9], *expected, *COLUMNS[9:]]
        assert set(result.select(expected).dtypes) == {pl.Int64}


# ---------------------------------------------------------------------------------------------
# Order, cut-offs, flags, measures


def test_rows_stand_by_group_then_score_then_count_then_collocate() -> None:
    corpus = corpus_of("b node a", "x y b a z Z", "node c", "node c", "d e c")
    groups = {0: "x", 1: "x", 2: None, 3: None, 4: None}
    sources = pl.DataFrame({"doc_id": list(groups), "source": list(groups.values())})
    result = cs.collocates(corpus.with_documents(sources), "node", by="source", window=1)
    assert result.select("collocate", "source").rows() == [("a", "x"), ("b", "x"), ("c", None)]
    every = cs.collocates(corpus_of("m a ä Z node", "m m m m a"), "node", window=4)
    scores = every["log_likelihood"].to_list()
    assert scores == sorted(scores, reverse=True)
    assert every["collocate"].to_list() == ["z", "ä", "a", "m"]


def test_the_order_is_that_of_log_likelihood_whatever_the_columns(small: cs.Corpus) -> None:
    every = cs.collocates(small, "zug")
    for names in (["mi"], ["t_score", "dice"], "simple_maths", cs.measures.SCORES):
        result = cs.collocates(small, "zug", measures=names)
        listed = [names] if isinstance(names, str) else list(names)
        assert result.columns == [*COLUMNS[:9], *listed, "flag", "display"]
        assert result["collocate"].equals(every["collocate"])
        scores = result.select(getattr(cs.measures, name)() for name in listed)
        assert_frame_equal(result.select(listed), scores)


def test_log_dice_of_the_node_itself() -> None:
    """Its frequency stands where else the size of the windows does."""
    corpus = corpus_of("alpha node beta alpha", "beta gamma node", "alpha gamma")
    result = cs.collocates(corpus, "node", window=1, marginal="node")
    scores = dict(result.select("collocate", "log_dice").rows())
    assert scores["beta"] == 13  # 14 + log2(2 / (2 + 2))
    assert scores["alpha"] == pytest.approx(12.678071905)  # 14 + log2(2 / (2 + 3))
    own = ["node", "collocate", *COUNTS, "log_likelihood", "mi", "flag", "display"]
    assert_frame_equal(result.select(own), cs.collocates(corpus, "node", window=1).select(own))


def test_cut_offs_apply_to_all_groups_together() -> None:
    corpus = corpus_of("node a a b", "node a c", "node b c c")
    every = cs.collocates(corpus, "node", by="doc_id")
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"min_count": 3}, ["a", "c"]),
        ({"min_documents": 2}, ["a", "b", "c"]),
        ({"min_documents": 3}, []),
        ({"min_count": 2, "min_documents": 2}, ["a", "b", "c"]),
        ({"min_count": 4}, []),
    ]
    for options, kept in cases:
        result = cs.collocates(corpus, "node", by="doc_id", **options)
        assert_frame_equal(result, every.filter(pl.col("collocate").is_in(kept)))


def test_a_document_that_groups_share_counts_once_for_a_cut_off() -> None:
    spans = pl.DataFrame({"doc_id": [0], "start": [0], "end": [7], "voice": ["Kim"]})
    corpus = corpus_of("a node a node", "b node").with_layer("voice", spans)
    counted = cs.collocates(corpus, "node", by="voice")
    assert counted.select("collocate", "voice").rows() == [("a", "Kim"), ("a", None), ("b", None)]
    assert cs.collocates(corpus, "node", by="voice", min_documents=2).is_empty()
    both = cs.collocates(corpus, "node", by="voice", min_count=2)
    assert both["collocate"].to_list() == ["a", "a"]


@pytest.mark.parametrize(
    ("n_documents", "flag"),
    [(1, "single_document"), (2, "few_documents"), (4, "few_documents"), (5, None)],
)
def test_flags_count_documents_with_a_hit(n_documents: int, flag: str | None) -> None:
    corpus = corpus_of(*["node a"] * n_documents, *["a b"] * 9)
    assert cs.collocates(corpus, "node")["flag"].to_list() == [flag]


def test_a_null_group_is_flagged() -> None:
    sources = pl.DataFrame({"doc_id": [0], "source": ["x"]})
    corpus = corpus_of("node a", "node a").with_documents(sources)
    result = cs.collocates(corpus, "node", by="source")
    assert result.select("source", "flag").rows() == [
        ("x", "single_document"),
        (None, "single_document null_group"),
    ]


def test_display_is_the_commonest_form_in_all_that_was_read() -> None:
    corpus = corpus_of("node zug", "Zug Zug")
    assert cs.collocates(corpus, "node")["display"].to_list() == ["Zug"]
    part = corpus.filter(pl.col("doc_id") == 0)
    assert cs.collocates(part, "node")["display"].to_list() == ["Zug"]


# ---------------------------------------------------------------------------------------------
# What comes out


def test_columns_and_types(small: cs.Corpus) -> None:
    result = cs.collocates(small, "zug", by=["source", "year"])
    expected = {
        "node": pl.String,
        "collocate": pl.String,
        "source": pl.String,
        "year": pl.Int64,
        **dict.fromkeys(COUNTS, pl.Int64),
        **dict.fromkeys(MEASURES, pl.Float64),
        "flag": pl.String,
        "display": pl.String,
    }
    assert result.columns == list(expected)
    assert result.schema == pl.Schema(expected)
    assert cs.collocates(small, "zug").columns == COLUMNS


@pytest.mark.parametrize("node", ["moskau", "* * * * * * *", re.compile("x")])
@pytest.mark.parametrize("options", [{}, {"by": "source", "positions": True, "window": (1, 2)}])
def test_without_hits_there_are_none(
    small: cs.Corpus, node: object, options: dict[str, Any]
) -> None:
    empty = cs.collocates(small, node, **options)  # type: ignore[arg-type]
    assert empty.is_empty()
    assert empty.schema == cs.collocates(small, "zug", **options).schema


def test_a_node_that_is_everything_has_none(small: cs.Corpus) -> None:
    assert cs.collocates(small, "*").is_empty()


@pytest.mark.parametrize("n_threads", [1, 2, 3, 50])
def test_any_number_of_threads(small: cs.Corpus, n_threads: int) -> None:
    result = cs.collocates(small, "zug", by="source", n_threads=n_threads)
    assert result.equals(cs.collocates(small, "zug", by="source"))


def test_the_result_says_where_it_comes_from(small: cs.Corpus) -> None:
    node: Any = ["zug", re.compile("z.ge")]
    record = cs.provenance(cs.collocates(small, node, by="year", window=(2, 3)))
    assert record["function"] == "collocates"
    options = record["options"]
    assert (options["by"], options["window"], options["punctuation"]) == (["year"], [2, 3], "skip")
    assert (options["boundary"], options["marginal"]) == ("sentence", "window")
    assert json.loads(json.dumps(record)) == record


# ---------------------------------------------------------------------------------------------
# What is refused


@pytest.mark.parametrize("node", ["", " ", "zug|", [], ["zug", ""]])
def test_an_empty_node_is_refused(small: cs.Corpus, node: object) -> None:
    with pytest.raises(ValueError, match=r"empty|without a word"):
        cs.collocates(small, node)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window"),
        ({"window": (0, 0)}, "window"),
        ({"window": -1}, "window has to be at least 0, not -1"),
        ({"window": (2, -1)}, "window has to be at least 0, not -1"),
        ({"window": (1, 2, 3)}, "(1, 2, 3)"),
        ({"punctuation": "break"}, "unknown punctuation 'break'; valid are skip, count"),
        ({"marginal": "hits"}, "marginal must be 'window' or 'node', not 'hits'"),
        ({"measures": "keyness"}, "unknown measure 'keyness'; valid are "),
        ({"measures": []}, "measures is empty"),
        ({"measures": ["mi", "mi"]}, "measures names something twice"),
        ({"boundary": "zone"}, "boundary='zone' is no layer; there are ['sentence']"),
        ({"by": "outlet"}, "by='outlet' is no column of the documents; there are ['doc_id', "),
        ({"by": []}, "by is empty"),
        ({"within": "voice"}, "within='voice' is no layer; there are ['sentence']"),
        ({"without": {"voice": "a"}}, "without='voice' is no layer; there are ['sentence']"),
        ({"attribute": "lemma"}, "unknown attribute 'lemma'; valid are lower, word"),
        ({"kinds": "words"}, "unknown kind 'words'; valid are word, number, punctuation"),
        ({"kinds": []}, "kinds is empty"),
        ({"min_count": 0}, "min_count has to be at least 1, not 0"),
        ({"min_documents": 0}, "min_documents has to be at least 1, not 0"),
        ({"n_threads": 0}, "n_threads has to be at least 1, not 0"),
    ],
)
def test_options_that_make_no_sense_are_named(
    small: cs.Corpus, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cs.collocates(small, "zug", **options)


@pytest.mark.parametrize(
    "options",
    [
        {"node": 3},
        {"node": None},
        {"node": ["zug", 3]},
        {"window": "5"},
        {"window": 1.5},
        {"window": (1, None)},
        {"window": None},
        {"measures": 3},
        {"within": 3},
        {"by": 3},
        {"min_count": 1.5},
    ],
)
def test_things_of_another_type_are_type_errors(small: cs.Corpus, options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        cs.collocates(small, **({"node": "zug"} | options))


def test_anything_but_a_corpus_is_a_type_error(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="expected a Corpus, not DataFrame"):
        cs.collocates(small.documents, "zug")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["node", "collocate", "node_count", "o11", "mi", "flag"])
def test_columns_that_the_result_needs_are_refused(name: str) -> None:
    frame = pl.DataFrame({"doc_id": [1], "text": ["Ja nein."], name: ["x"]})
    with pytest.raises(cs.InputError, match=f"by='{name}' would hide a column of the result"):
        cs.collocates(cs.Corpus.from_frame(frame), "ja", by=name)


def test_columns_of_positions_are_refused_as_groups() -> None:
    frame = pl.DataFrame({"doc_id": [1], "text": ["Ja nein."], "left_1": ["x"]})
    with pytest.raises(cs.InputError, match="by='left_1' would hide a column of the result"):
        cs.collocates(cs.Corpus.from_frame(frame), "ja", by="left_1", positions=True)


@pytest.mark.parametrize("name", ["tokens", "window", "total", "node_documents", "left_1"])
def test_groups_may_have_any_name_that_the_result_does_not_need(name: str) -> None:
    frame = pl.DataFrame({"doc_id": ["a"], "text": ["Kim kam."], name: ["x"]})
    found = cs.collocates(cs.Corpus.from_frame(frame), "Kim", by=name)
    assert found.select("collocate", name, "r1", "n").rows() == [("kam", "x", 1, 1)]
