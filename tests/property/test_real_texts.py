"""Laws on real texts, which are no part of the repository."""

from pathlib import Path

import polars as pl
import pytest

import corpusstats as cs
from tests.reference import counting, tokens
from tests.reference.strategies import MODES, corpus


@pytest.fixture(scope="module")
def speeches(shared_data: Path) -> pl.DataFrame:
    """10 MB of speeches with their parties."""
    return pl.read_parquet(shared_data / "bench" / "de_10mb.parquet")


@pytest.mark.parametrize("mode", MODES)
def test_every_token_of_a_folder_is_found_by_its_offsets(shared_data: Path, mode: str) -> None:
    read = cs.read_corpus(shared_data / "seeds", mode=mode)  # type: ignore[arg-type]
    texts = dict(read.documents.select("doc_id", "text").iter_rows())
    found = read.tokens()
    assert set(found["doc_id"]) == set(texts)
    for doc_id, token, start, end in found.select("doc_id", "token", "start", "end").iter_rows():
        assert texts[doc_id][start:end] == token
    if mode != "words":
        for doc_id, text in texts.items():
            joined = "".join(found.filter(pl.col("doc_id") == doc_id)["token"])
            assert joined == "".join(c for c in text if c not in tokens.WHITE_SPACE)


def test_a_folder_without_a_list_makes_each_file_a_source(shared_data: Path) -> None:
    folder = shared_data / "seeds"
    read = cs.read_corpus(folder)
    names = sorted(path.stem for path in folder.glob("*.txt"))
    assert read.documents.select("doc_id", "source").rows() == [(name, name) for name in names]
    for path in folder.glob("*.txt"):
        text = read.documents.filter(pl.col("doc_id") == path.stem)["text"].item()
        assert text.encode() == path.read_bytes().removeprefix(b"\xef\xbb\xbf")


def test_one_document_a_source_is_flagged_in_every_row(shared_data: Path) -> None:
    found = cs.keywords(cs.read_corpus(shared_data / "seeds"), by="source")
    # One against four: the least p there can be is .2.
    assert set(found["flag"]) == {"single_document high_p_floor"}
    assert found["p_value"].null_count() == found.height
    assert found["source"].n_unique() == len(list((shared_data / "seeds").glob("*.txt")))


def test_counts_of_a_folder_equal_the_oracle(shared_data: Path) -> None:
    read = cs.read_corpus(shared_data / "seeds")
    expected = counting.frequencies(counting.count(read, ["source"]), by=["source"])
    assert cs.frequencies(read, by="source").to_dicts() == expected


def test_words_of_ten_megabytes(speeches: pl.DataFrame) -> None:
    """As many as other programs count: tokens and types of `\\w+` in lower case."""
    found = cs.frequencies(corpus(speeches, "words"), kinds=["word", "number"])
    assert found["count"].sum() == found["group_tokens"][0] == 1_397_307
    assert found.height == 52_437


def test_words_of_ten_megabytes_by_source_equal_what_polars_counts(speeches: pl.DataFrame) -> None:
    found = cs.frequencies(corpus(speeches, "words"), by="source", attribute="word")
    expected = (
        speeches.lazy()
        .select("source", "doc_id", term=pl.col("text").str.extract_all(r"\w+"))
        .explode("term", empty_as_null=True)
        .drop_nulls("term")
        .group_by("source", "term")
        .agg(count=pl.len().cast(pl.Int64), documents=pl.col("doc_id").n_unique().cast(pl.Int64))
        .sort("source", "count", "term", descending=[False, True, False])
        .collect()
    )
    assert found.select("source", "term", "count", "documents").equals(expected)


def test_ten_megabytes_on_any_number_of_threads(speeches: pl.DataFrame) -> None:
    one = corpus(speeches, n_threads=1)
    several = corpus(speeches, n_threads=3)
    assert one.vocabulary().equals(several.vocabulary())
    assert one.tokens().equals(several.tokens())
    for n_threads in (1, 2, 5):
        assert cs.frequencies(several, by="source", n_threads=n_threads).equals(
            cs.frequencies(one, by="source", n_threads=1)
        )


def test_parts_of_ten_megabytes_add_up(speeches: pl.DataFrame) -> None:
    whole = cs.frequencies(corpus(speeches))
    parts = [cs.frequencies(corpus(part)) for part in (speeches[::2], speeches[1::2])]
    summed = pl.concat(parts).group_by("term").agg(pl.col("count", "documents").sum())
    assert summed.sort("term").equals(whole.sort("term").select("term", "count", "documents"))


def test_whose_words_they_are(shared_data: Path) -> None:
    """A spokesman's word is his, and what an outlet says about Moscow's content its own."""
    voiced = cs.voice_layer(cs.read_corpus(shared_data / "seeds"))
    counts = cs.frequencies(voiced, by=["source", "voice", "wording"])
    found = {
        term: [
            (source[:3], voice, wording)
            for source, voice, wording in counts.filter(term=term)
            .sort("source", "voice")
            .select("source", "voice", "wording")
            .rows()
        ]
        for term in ("paria", "führer", "machthaber", "abgeschotteten", "angriffskrieg")
    }
    assert found["paria"] == [("004", "Matthew Miller", "verbatim")]
    assert {source for source, *_ in found["führer"]} == {"003"}
    assert {wording for *_, wording in found["führer"]} == {"reported"}
    assert ("000", "Moskau", "reported") in found["machthaber"]
    for term in ("abgeschotteten", "angriffskrieg", "machthaber"):
        assert "verbatim" not in {wording for *_, wording in found[term]}


def test_what_the_copy_of_an_agency_lost(shared_data: Path) -> None:
    found = cs.compare_sources(cs.read_corpus(shared_data / "seeds"))
    assert found.reuse is not None
    assert found.copy_edits is not None
    pairs = found.reuse.pairs.select("doc_a", "doc_b").rows()
    assert [(one[:3], other[:3]) for one, other in pairs] == [("000", "001")]
    told = found.copy_edits.filter(pl.col("evidence").cast(pl.String) != "none")
    assert told.select("text_a", "text_b", "evidence").rows() == [
        ("von Ria Nowosti", "", "source_dropped")
    ]
    edited = found.copy_edits.select("text_a", "text_b").rows()
    assert ("mitgeteilt", "angegeben") in edited
    # One document a source: nothing can be inferred, and nothing is.
    assert found.keywords["p_value"].null_count() == found.keywords.height
    assert set(found.flags["flag"]) == {"single_document"}
