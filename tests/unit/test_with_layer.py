"""``Corpus.with_layer``, and what ``by``, ``within`` and ``without`` make of layers."""

import re

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs

TEXT = "Er sagte: „Der Zug kommt.“ Der Zug kam nie. „Nie“, sagte sie."
QUOTES = pl.DataFrame(
    {"doc_id": ["a", "a"], "start": [10, 44], "end": [26, 49], "voice": ["Kim", "Ann"]}
)


@pytest.fixture(name="plain")
def make_plain() -> cs.Corpus:
    frame = pl.DataFrame({"doc_id": ["a", "b"], "text": [TEXT, "Der Zug."], "source": ["x", "y"]})
    return cs.Corpus.from_frame(frame)


@pytest.fixture(name="voiced")
def make_voiced(plain: cs.Corpus) -> cs.Corpus:
    return plain.with_layer("voice", QUOTES, default="narrator")


def terms(corpus: cs.Corpus, **options: object) -> str:
    found = cs.frequencies(corpus, **options)  # type: ignore[arg-type]
    return " ".join(sorted(found["term"].to_list()))


def counts(frame: pl.DataFrame, *columns: str) -> dict[tuple[object, ...], int]:
    return {row[:-1]: row[-1] for row in frame.select("term", *columns, "count").rows()}


def test_labels_make_groups(voiced: cs.Corpus) -> None:
    found = cs.frequencies(voiced, by="voice")
    assert found["voice"].unique(maintain_order=True).to_list() == ["Ann", "Kim", "narrator"]
    sizes = found.select("voice", "group_tokens", "group_documents").unique(maintain_order=True)
    assert sizes.rows() == [("Ann", 1, 1), ("Kim", 3, 1), ("narrator", 10, 2)]
    assert counts(found, "voice")["zug", "narrator"] == 2


def test_columns_and_layers_cross_in_any_order(voiced: cs.Corpus) -> None:
    one = cs.frequencies(voiced, by=["source", "voice"])
    two = cs.frequencies(voiced, by=["voice", "source"])
    groups = one.select("source", "voice").unique(maintain_order=True).rows()
    assert groups == [("x", "Ann"), ("x", "Kim"), ("x", "narrator"), ("y", "narrator")]
    order = two.select("voice", "source").unique(maintain_order=True).rows()
    assert order == [("Ann", "x"), ("Kim", "x"), ("narrator", "x"), ("narrator", "y")]
    assert_frame_equal(one.sort("voice", maintain_order=True).select(two.columns), two)


def test_without_a_default_the_rest_is_null(plain: cs.Corpus) -> None:
    found = cs.frequencies(plain.with_layer("voice", QUOTES), by="voice")
    assert found["voice"].unique(maintain_order=True).to_list() == ["Ann", "Kim", None]


def test_a_default_that_is_a_label_joins_it(plain: cs.Corpus) -> None:
    found = cs.frequencies(plain.with_layer("voice", QUOTES, default="Kim"), by="voice")
    assert counts(found, "voice")["zug", "Kim"] == 3


def test_within_and_without(voiced: cs.Corpus) -> None:
    assert terms(voiced, within="voice") == "der kommt nie zug"
    assert terms(voiced, without="voice") == "der er kam nie sagte sie zug"
    assert terms(voiced, within={"voice": "Ann"}) == "nie"
    assert terms(voiced, within={"voice": ["Ann", "narrator"]}) == "der er kam nie sagte sie zug"
    assert terms(voiced, without={"voice": ["narrator"]}) == "der kommt nie zug"
    assert terms(voiced, within=QUOTES.head(1)) == "der kommt zug"
    assert terms(voiced, within=pl.col("source") == "y") == "der zug"
    assert terms(voiced, without=pl.col("source") == "y", within="voice") == "der kommt nie zug"
    assert terms(voiced, within=["voice", {"voice": ["Ann"]}]) == "nie"
    assert terms(voiced, without=[{"voice": ["Ann"]}, {"voice": ["narrator"]}]) == "der kommt zug"


def test_what_is_left_out_is_out_of_the_totals(voiced: cs.Corpus) -> None:
    found = cs.frequencies(voiced, without="voice")
    assert found["group_tokens"].unique().to_list() == [10]
    assert found["count"].sum() == 10


def test_a_token_belongs_to_the_span_that_holds_its_first_character(plain: cs.Corpus) -> None:
    def spans(start: int, end: int) -> pl.DataFrame:
        return pl.DataFrame({"doc_id": ["b"], "start": [start], "end": [end]})

    assert terms(plain, within=spans(0, 1)) == "der"
    assert terms(plain, within=spans(1, 5)) == "zug"
    assert terms(plain, within=spans(1, 4)) == ""
    assert terms(plain, within=spans(0, 8)) == "der zug"


def test_the_innermost_span_wins_where_spans_may_overlap(plain: cs.Corpus) -> None:
    spans = pl.DataFrame(
        {"doc_id": ["b", "b"], "start": [0, 4], "end": [8, 7], "depth": ["outer", "inner"]}
    )
    found = cs.frequencies(
        plain.with_layer("depth", spans, overlap="innermost"), by="depth", within="depth"
    )
    assert counts(found, "depth") == {("zug", "inner"): 1, ("der", "outer"): 1}
    with pytest.raises(cs.InputError, match=re.escape("spans (0, 8) and (4, 7)")):
        plain.with_layer("depth", spans)


def test_keywords_of_a_layer_count_each_document_once(voiced: cs.Corpus) -> None:
    found = cs.keywords(voiced, by="voice")
    row = found.row(by_predicate=(pl.col("term") == "zug") & (pl.col("voice") == "Kim"), named=True)
    assert (row["count"], row["reference_count"], row["r1"], row["n"]) == (1, 2, 3, 14)
    assert (row["documents"], row["reference_documents"]) == (1, 2)
    assert row["flag"] == "single_document high_p_floor groups_share_documents"
    nie = found.row(by_predicate=(pl.col("term") == "nie") & (pl.col("voice") == "Kim"), named=True)
    # Ann says it and so does the narrator, in the same document.
    assert (nie["reference_count"], nie["reference_documents"]) == (2, 1)


def test_keywords_of_one_voice_against_another(voiced: cs.Corpus) -> None:
    found = cs.keywords(voiced, by=["source", "voice"], target=("x", "Kim"), reference=("x", "Ann"))
    assert found.filter(pl.col("term") == "nie")["reference_count"].to_list() == [1]
    assert found["n"].unique().to_list() == [4]


def test_keywords_of_sources_without_quotations(voiced: cs.Corpus) -> None:
    found = cs.keywords(voiced, by="source", without="voice")
    assert found["n"].unique().to_list() == [10]
    assert "groups_share_documents" not in " ".join(found["flag"].unique().to_list())


def test_a_part_of_a_corpus_keeps_its_layers(voiced: cs.Corpus) -> None:
    part = voiced.filter(pl.col("source") == "x")
    assert counts(cs.frequencies(part, by="voice"), "voice")["zug", "narrator"] == 1
    assert "voice" in repr(part)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"by": "vois"},
            "there are ['doc_id', 'text', 'source'] and the layers ['sentence', 'voice']",
        ),
        ({"within": "vois"}, "within='vois' is no layer; there are ['sentence', 'voice']"),
        ({"without": {"voice": ["Bob"]}}, "has no label 'Bob'; there are ['Ann', 'Kim', 'narr"),
        ({"within": {"zone": ["body"]}}, "within='zone' is no layer"),
    ],
)
def test_unknown_names_list_the_known_ones(
    voiced: cs.Corpus, options: dict[str, object], message: str
) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.frequencies(voiced, **options)  # type: ignore[arg-type]


def test_anything_else_is_a_type_error(voiced: cs.Corpus) -> None:
    with pytest.raises(TypeError, match="the name of a layer"):
        cs.frequencies(voiced, within=3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        (QUOTES.drop("voice"), "no column 'voice'; there are ['doc_id', 'start', 'end']"),
        (QUOTES.with_columns(end=1000), "ends after the text: row 0"),
        (QUOTES.with_columns(start=pl.col("end") + 1), "begins after its end"),
        (QUOTES.with_columns(start=-1), "before the text"),
        (QUOTES.with_columns(doc_id=pl.lit("z")), "names no document of the corpus: row 0"),
        (QUOTES.with_columns(doc_id=1), "has to hold String like the corpus"),
        (QUOTES.with_columns(start=0.5), "has to hold integers"),
        (QUOTES.with_columns(voice=pl.lit(None, pl.String)), "is null, first in row 0"),
        (pl.concat([QUOTES, QUOTES]), "overlap in document 'a'"),
    ],
)
def test_spans_that_cannot_be(plain: cs.Corpus, spans: pl.DataFrame, message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        plain.with_layer("voice", spans)


@pytest.mark.parametrize("name", ["source", "text", "voice", "lower"])
def test_names_are_taken_once(voiced: cs.Corpus, name: str) -> None:
    with pytest.raises(cs.InputError, match=name):
        voiced.with_layer(name, QUOTES.rename({"voice": name}))


def test_a_default_has_to_be_like_the_labels(plain: cs.Corpus) -> None:
    with pytest.raises(cs.InputError, match="default=3"):
        plain.with_layer("voice", QUOTES, default=3)


def test_labels_may_be_numbers(plain: cs.Corpus) -> None:
    spans = QUOTES.with_columns(voice=pl.Series([10, 2]))
    found = cs.frequencies(plain.with_layer("voice", spans, default=0), by="voice")
    assert found["voice"].unique(maintain_order=True).to_list() == [0, 2, 10]


def test_a_layer_without_spans_leaves_everything_to_the_default(plain: cs.Corpus) -> None:
    corpus = plain.with_layer("voice", QUOTES.clear(), default="narrator")
    assert terms(corpus, within={"voice": "narrator"}) == terms(corpus)
    assert terms(corpus, within="voice") == ""


def test_a_document_counts_once_for_a_cut_off_however_many_groups_share_it(
    voiced: cs.Corpus,
) -> None:
    """Ann and the narrator both say "nie", but in one document."""
    assert terms(voiced, by="voice", min_documents=2) == "der der zug zug"
    with pytest.raises(cs.InputError, match="they share documents"):
        cs.keywords(voiced, by="voice", min_documents=2)


def test_each_layer_is_a_step_of_the_record(plain: cs.Corpus, voiced: cs.Corpus) -> None:
    step = {"with_layer": "voice", "spans": 2, "default": "narrator", "overlap": "raise"}
    assert voiced.provenance == {**plain.provenance, "steps": [step]}
    assert "steps" not in plain.provenance
    part = voiced.filter(pl.col("source") == "x")
    assert [next(iter(step)) for step in part.provenance["steps"]] == ["with_layer", "filter"]


@pytest.mark.parametrize("dtype", [pl.Categorical(), pl.Enum(["Kim", "Ann"])], ids=str)
def test_labels_may_be_categories(plain: cs.Corpus, voiced: cs.Corpus, dtype: pl.DataType) -> None:
    spans = QUOTES.cast({"voice": dtype})
    found = cs.frequencies(plain.with_layer("voice", spans, default="narrator"), by="voice")
    assert_frame_equal(found, cs.frequencies(voiced, by="voice"))


def test_what_an_enum_can_be_is_a_label(small: cs.Corpus) -> None:
    labels = pl.Enum(["b", "a", "unused"])
    spans = pl.DataFrame({"doc_id": ["x1"], "start": [0], "end": [3], "part": ["a"]})
    layered = small.with_layer("part", spans.cast({"part": labels}), default="b")
    assert layered.layers["part"].labels.to_list() == ["a", "b", "unused"]
    found = cs.frequencies(layered, by="part")
    assert found["part"].unique().sort().to_list() == ["a", "b"]
    some = cs.frequencies(layered, within={"part": ["a", "unused"]})
    assert some["count"].sum() == found.filter(pl.col("part") == "a")["count"].sum()
    assert cs.frequencies(layered, within={"part": "unused"}).is_empty()
