"""`merge_counts`: what adds up, in which order, and what is refused."""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference.strategies import corpus_of


@pytest.fixture(name="parts")
def make_parts(small: cs.Corpus) -> list[cs.Corpus]:
    """A corpus, cut in two through outlet y."""
    first = pl.col("doc_id").is_in(["x1", "x2", "y1"])
    return [small.filter(first), small.filter(~first)]


def plain(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame({"term": ["zug"], "count": [2]} | columns)


def test_two_parts_make_the_whole(small: cs.Corpus, parts: list[cs.Corpus]) -> None:
    for by in (None, "source", ["year", "source"]):
        merged = cs.merge_counts([cs.frequencies(part, by=by) for part in parts])
        assert merged.equals(cs.frequencies(small, by=by))
        found = cs.merge_counts([cs.ngrams(part, 2, by=by, documents=True) for part in parts])
        assert found.equals(cs.ngrams(small, 2, by=by, documents=True))


def test_pairs(small: cs.Corpus, parts: list[cs.Corpus]) -> None:
    for by in (None, "source"):
        merged = cs.merge_counts([cs.cooccurrences(part, by=by, directed=True) for part in parts])
        assert merged.equals(cs.cooccurrences(small, by=by, directed=True))
    weighed = [cs.cooccurrences(part, weights="distance") for part in parts]
    merged = cs.merge_counts(weighed)
    assert_frame_equal(merged, cs.cooccurrences(small, weights="distance"))
    assert cs.evidence(small, merged).height == merged["count"].sum()
    unknown = [pl.DataFrame({"term": "a", "other": other, "count": 1}) for other in ("b", "c", "b")]
    assert cs.merge_counts(unknown).rows() == [("a", "b", 2), ("a", "c", 1)]


def test_a_column_of_groups_may_be_called_other_or_weight() -> None:
    frame = pl.DataFrame({"doc_id": [1, 2], "text": ["Zug", "Zug zug"]})
    corpora = [
        cs.Corpus.from_frame(frame.with_columns(other=other, weight=weight)[part])
        for part in (slice(0, 1), slice(1, 2))
        for other, weight in [(pl.lit("x"), pl.lit(0.5))]
    ]
    frames = [cs.frequencies(corpus, by=["other", "weight"]) for corpus in corpora]
    for known in (frames, [frame.clone() for frame in frames]):
        merged = cs.merge_counts(known)
        assert merged.columns == frames[0].columns
        assert merged.select("term", "other", "weight", "count", "documents").rows() == [
            ("zug", "x", 0.5, 3, 2)
        ]


def test_what_was_written_to_folders(
    small: cs.Corpus, parts: list[cs.Corpus], tmp_path: Path
) -> None:
    """z has no row, and is known all the same."""
    options: dict[str, Any] = {"by": "source", "documents": True, "display": True}
    found = [
        cs.ngrams(part, (1, 2), path=tmp_path / str(number), **options)
        for number, part in enumerate(parts)
    ]
    whole = cs.ngrams(small, (1, 2), **options)
    assert cs.merge_counts(found).equals(whole)
    scanned = [pl.scan_parquet(tmp_path / str(number) / "*.parquet") for number in (0, 1)]
    assert cs.merge_counts(scanned).equals(whole)
    pairs = [
        cs.cooccurrences(part, by="source", path=tmp_path / f"pairs {number}")
        for number, part in enumerate(parts)
    ]
    assert cs.merge_counts(pairs).equals(cs.cooccurrences(small, by="source"))


def test_any_iterable_of_frames_lazy_ones_among_them(
    small: cs.Corpus, parts: list[cs.Corpus], tmp_path: Path
) -> None:
    whole = cs.frequencies(small, by="source")
    frames = [cs.frequencies(part, by="source") for part in parts]
    assert cs.merge_counts(iter(frames)).equals(whole)
    for number, frame in enumerate(frames):
        frame.write_parquet(tmp_path / f"{number}.parquet")
    lazy = [pl.scan_parquet(tmp_path / f"{number}.parquet") for number in (0, 1)]
    # What files do not tell: that z has a document, but no token that counts.
    assert cs.merge_counts(lazy).equals(whole)
    assert cs.merge_counts([frames[0], lazy[1]]).equals(whole)


def test_a_group_without_rows_has_documents_all_the_same() -> None:
    texts = pl.DataFrame({"doc_id": [1, 2], "text": ["…", "Zug"], "source": ["x", "x"]})
    frames = [
        cs.frequencies(cs.Corpus.from_frame(texts.filter(doc_id=doc_id)), by="source")
        for doc_id in (1, 2)
    ]
    assert frames[0].is_empty()
    assert cs.merge_counts(frames)["group_documents"].to_list() == [2]
    # A frame that was filtered only knows its rows.
    unknown = [frame.filter(pl.col("count") > 0) for frame in frames]
    assert cs.merge_counts(unknown)["group_documents"].to_list() == [1]


def test_plain_counts() -> None:
    found = cs.merge_counts(
        [
            pl.DataFrame({"term": ["b", "a"], "count": [1, 2]}),
            pl.DataFrame({"count": [2, 1], "term": ["b", "ä"]}, {"count": pl.UInt8, "term": None}),
        ]
    )
    assert found.rows() == [("b", 3), ("a", 2), ("ä", 1)]
    assert found.schema == {"term": pl.String, "count": pl.Int64}


def test_the_commonest_form_of_all_frames_is_shown() -> None:
    def forms(**counts: int) -> pl.DataFrame:
        rows = {"term": ["zug"], "source": ["x"]}
        form, count = next(iter(counts.items()))
        return pl.DataFrame(rows | {"count": [count], "display": [form]})

    merged = cs.merge_counts([forms(Zug=2), forms(ZUG=3), forms(Zug=2)])
    assert merged["count", "display"].rows() == [(7, "Zug")]
    assert cs.merge_counts([forms(Zug=2), forms(ZUG=2)])["display"].item() == "ZUG"


def test_a_form_is_chosen_for_all_groups() -> None:
    one = pl.DataFrame(
        {"term": ["a", "a"], "source": ["x", "y"], "count": [1, 9], "display": ["A", "A"]}
    )
    two = pl.DataFrame({"term": ["a"], "source": ["x"], "count": [5], "display": ["a"]})
    assert cs.merge_counts([one, two])["display"].to_list() == ["A", "A"]


def test_ngrams_are_ordered_token_by_token() -> None:
    """A sign below the blank would stand before it."""
    terms = ["a\x01 b", "a b", "a c", "a\x00 a", "a! a", "\x00 z"]
    frame = pl.DataFrame({"term": terms, "length": 2, "count": 1}).cast({"length": pl.UInt32})
    found = cs.merge_counts([frame])["term"].to_list()
    assert found == ["\x00 z", "a b", "a c", "a\x00 a", "a\x01 b", "a! a"]
    assert found == sorted(terms, key=lambda term: term.split(" "))
    tokens = pl.DataFrame({"doc_id": "d", "token": [w for t in terms for w in t.split(" ")]})
    tokens = tokens.with_columns(kind=pl.lit("word"), sentence=pl.arange(0, pl.len()) // 2)
    counted = cs.ngrams(cs.Corpus.from_tokens(tokens), 2)
    assert counted["term"].to_list() == found
    assert cs.merge_counts([counted]).equals(counted)


def test_single_words_are_ordered_by_bytes() -> None:
    terms = ["a b", "a\x01", "a"]
    plain_frame = pl.DataFrame({"term": terms, "count": 1})
    with_length = plain_frame.with_columns(length=pl.lit(1, pl.UInt32))
    for frame in (plain_frame, with_length):
        assert cs.merge_counts([frame])["term"].to_list() == ["a", "a\x01", "a b"]


def test_merged_counts_can_be_merged_and_compared(small: cs.Corpus, parts: list[cs.Corpus]) -> None:
    merged = cs.merge_counts([cs.frequencies(part, by="source") for part in parts])
    whole = cs.frequencies(small, by="source")
    assert cs.merge_counts([merged]).equals(merged)
    expected = cs.keywords(whole, by="source")
    assert cs.keywords(merged, by="source").equals(expected)
    assert cs.evidence(small, merged, of=merged).height == whole["count"].sum()


def test_provenance_holds_the_records_of_all(parts: list[cs.Corpus]) -> None:
    frames = [cs.frequencies(part) for part in parts]
    record = cs.provenance(cs.merge_counts([*frames, frames[0].clone().head(0)]))
    records = [*map(cs.provenance, frames), "frame of counts without a record"]
    assert record["function"] == "merge_counts"
    assert record["options"] == {"frames": records}
    assert record["corpus"] is None
    assert json.loads(json.dumps(record)) == record
    nested = cs.merge_counts([cs.merge_counts(frames[:1]), frames[1]])
    assert cs.provenance(nested)["options"]["frames"] == records[:2]


def test_explain_says_that_parts_were_added_up(parts: list[cs.Corpus]) -> None:
    frames = [cs.frequencies(part, by="source") for part in parts]
    merged = cs.merge_counts(frames)
    english = cs.explain(merged, language="en")
    assert english.startswith(cs.explain(frames[0], language="en")[:40])
    assert "2 parts with documents of their own were counted in this way" in english
    assert "So wurden 2 Teile mit je eigenen Dokumenten gezählt" in cs.explain(merged)
    assert "added up. Everything" in cs.explain(cs.keywords(merged, by="source"), language="en")
    unknown = cs.merge_counts([frames[0], frames[1].clone()])
    assert cs.explain(unknown, language="en").startswith("The counts come from a table whose")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_count": 2}, "counted with min_count=2: cut-offs only after the global merge"),
        ({"min_documents": 2}, "min_documents=2: cut-offs only after the global merge"),
        ({"attribute": "word"}, "counted with attribute 'word', and an earlier frame with 'lower'"),
        ({"kinds": ["word"]}, "kinds ['word'], and an earlier frame with ['number', 'word']"),
        ({"within": "sentence"}, "within 'sentence', and an earlier frame with None"),
        ({"by": "source"}, "it has no columns [], but ['source']"),
    ],
)
def test_counts_that_were_counted_in_another_way_are_refused(
    parts: list[cs.Corpus], options: dict[str, Any], message: str
) -> None:
    frames = [cs.frequencies(parts[0]), cs.frequencies(parts[1], **options)]
    with pytest.raises(cs.InputError, match=re.escape(message)) as raised:
        cs.merge_counts(frames)
    assert str(raised.value).startswith("frames[1]: ")
    # What a merged frame is of is not forgotten, nor is it behind one that nothing is known of.
    if "by" not in options:
        unknown = cs.frequencies(parts[0]).clone()
        with pytest.raises(cs.InputError, match=re.escape(message)):
            cs.merge_counts([unknown, cs.merge_counts(frames[:1]), frames[1]])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"skip": 1}, "skip 1, and an earlier frame with 0"),
        ({"boundary": "document"}, "boundary 'document', and an earlier frame with 'sentence'"),
        ({"punctuation": "skip"}, "punctuation 'skip', and an earlier frame with 'break'"),
        ({"n": 3}, "n [3, 3], and an earlier frame with [2, 2]"),
        ({"documents": True}, "it has no columns [], but ['documents']"),
    ],
)
def test_other_ngrams_are_refused(
    parts: list[cs.Corpus], options: dict[str, Any], message: str
) -> None:
    frames = [cs.ngrams(parts[0], 2), cs.ngrams(parts[1], **({"n": 2} | options))]
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.merge_counts(frames)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_count": 2}, "counted with min_count=2: cut-offs only after the global merge"),
        ({"window": 2}, "counted with window 2, and an earlier frame with 5"),
        ({"directed": True}, "directed True, and an earlier frame with False"),
        ({"boundary": "document"}, "boundary 'document', and an earlier frame with 'sentence'"),
        ({"weights": "distance"}, "weights 'distance', and an earlier frame with None"),
    ],
)
def test_other_pairs_are_refused(
    parts: list[cs.Corpus], options: dict[str, Any], message: str
) -> None:
    frames = [cs.cooccurrences(parts[0]), cs.cooccurrences(parts[1], **options)]
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.merge_counts(frames)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"other": [None]}, "column 'other' is null in 1 rows"),
        ({"weight": [None]}, "column 'weight' is null in 1 rows"),
        ({"weight": ["a"]}, "column 'weight' of the counts has to hold numbers, not String"),
        ({"other": [1]}, "column 'other' is Int64, but String in the first frame"),
        ({"term": ["a", "a"], "other": "b"}, "a pair is there twice: [('a', 'b')]; sum them up"),
    ],
)
def test_pairs_that_do_not_fit_are_refused(columns: dict[str, Any], message: str) -> None:
    good = {"term": ["a"], "other": ["b"], "count": [1], "weight": [1.0]}
    data = {**good, "count": 1, "weight": 1.0, **columns}
    with pytest.raises(cs.InputError, match=re.escape(f"frames[1]: {message}")):
        cs.merge_counts([pl.DataFrame(good), pl.DataFrame(data)])


def test_other_tokenisers_are_refused() -> None:
    frames = [cs.frequencies(corpus_of("Zug", mode=mode)) for mode in ("language", "words")]
    with pytest.raises(cs.InputError, match=r"counted with tokenizer \{.*'mode': 'words'"):
        cs.merge_counts(frames)


def test_spans_are_those_of_each_part(small: cs.Corpus) -> None:
    spans = pl.DataFrame({"doc_id": ["x1", "x1", "y2"], "start": [0, 9, 0], "end": [3, 12, 8]})
    parts = [
        cs.frequencies(small.filter(doc_id), within=spans.filter(doc_id))
        for doc_id in (pl.col("doc_id") == "x1", pl.col("doc_id") == "y2")
    ]
    whole = cs.frequencies(small, within=spans)
    assert cs.merge_counts(parts).equals(whole)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (plain(source="x"), "unlike the first frame it has no columns [], but ['source']"),
        (pl.DataFrame({"term": ["a"]}), "no column 'count'; there are ['term']"),
        (plain(count=[1.5]), "column 'count' of the counts has to hold integers, not Float64"),
        (plain(count=[-1]), "column 'count' of the counts is negative in places"),
        (plain(term=[None]), "column 'term' is null in 1 rows"),
        (plain(term=[1]), "column 'term' is Int64, but String in the first frame"),
        (pl.concat([plain(), plain()]), "a term is there twice: ['zug']; sum them up before"),
    ],
)
def test_frames_that_do_not_fit_are_refused(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)) as raised:
        cs.merge_counts([plain(), frame])
    assert str(raised.value).startswith("frames[1]: ")


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (plain(per_million=1.0), "per_million cannot be worked out again without a column"),
        (plain(documents=[None]), "column 'documents' is null in 1 rows"),
        (
            pl.DataFrame({"term": ["a", "b"], "count": 1, "group_tokens": [3, 4]}),
            "have to be one number for all rows of a group",
        ),
    ],
)
def test_a_frame_that_makes_no_sense_is_refused(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape("frames[0]: ")) as raised:
        cs.merge_counts([frame])
    assert message in str(raised.value)


def test_sums_that_do_not_fit_are_refused() -> None:
    with pytest.raises(cs.InputError, match="sums up to more than"):
        cs.merge_counts([plain(count=[2**62])] * 2)


def test_only_counts_add_up(small: cs.Corpus) -> None:
    for found in (cs.keywords(small, by="source"), cs.collocates(small, "zug")):
        with pytest.raises(cs.InputError, match="do not add up, only those of frequencies, "):
            cs.merge_counts([found])
        with pytest.raises(cs.InputError):
            cs.merge_counts([found.clone()])


@pytest.mark.parametrize("frames", [plain(), plain().lazy(), "frames", 1])
def test_frames_have_to_be_a_list(frames: Any) -> None:
    with pytest.raises(TypeError, match="frames has to be a list of frames of counts, not"):
        cs.merge_counts(frames)


def test_nothing_and_anything_else_is_refused() -> None:
    with pytest.raises(ValueError, match="frames is empty"):
        cs.merge_counts([])
    with pytest.raises(TypeError, match=re.escape("frames[1] has to be a frame of counts, not")):
        cs.merge_counts([plain(), {"term": "a"}])  # type: ignore[list-item]
