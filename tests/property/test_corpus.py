"""Laws of what narrows, widens and lists a corpus."""

import polars as pl
from hypothesis import assume, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference import strategies

edition_2 = pl.col("edition") == 2


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Without numbers that the whole corpus decides, and with kinds as strings."""
    frame = frame.drop("term_id", "display", strict=False)
    return frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))


@given(frame=strategies.documents(), mode=strategies.modes, n_threads=strategies.n_threads)
def test_counting_what_is_left_of_a_corpus_equals_counting_those_rows(
    frame: pl.DataFrame, mode: str, n_threads: int | None
) -> None:
    rows = frame.filter(edition_2)
    assume(not rows.is_empty())
    narrowed = strategies.corpus(frame, mode).filter(edition_2)
    alone = strategies.corpus(rows, mode)
    assert_frame_equal(narrowed.documents, alone.documents)
    assert_frame_equal(plain(narrowed.tokens()), plain(alone.tokens()))
    assert_frame_equal(plain(narrowed.vocabulary()), plain(alone.vocabulary()))
    assert narrowed.document_tokens().to_list() == alone.document_tokens().to_list()
    assert_frame_equal(
        plain(cs.frequencies(narrowed, by="source", n_threads=n_threads)),
        plain(cs.frequencies(alone, by="source", n_threads=n_threads)),
    )


@given(frame=strategies.documents(min_size=2), data=st.data())
def test_filters_follow_each_other_as_one(frame: pl.DataFrame, data: st.DataObject) -> None:
    flags = st.lists(st.booleans(), min_size=frame.height, max_size=frame.height)
    frame = frame.with_columns(one=pl.Series(data.draw(flags)), two=pl.Series(data.draw(flags)))
    assume(frame.select((pl.col("one") & pl.col("two")).any()).item())
    corpus = strategies.corpus(frame)
    steps = corpus.filter(pl.col("one")).filter(pl.col("two"))
    assert_frame_equal(steps.tokens(), corpus.filter(pl.col("one"), pl.col("two")).tokens())


@given(frame=strategies.documents(), mode=strategies.modes, data=st.data())
def test_the_order_of_documents_changes_no_term_and_no_token(
    frame: pl.DataFrame, mode: str, data: st.DataObject
) -> None:
    one = strategies.corpus(frame, mode)
    other = strategies.corpus(data.draw(strategies.shuffled(frame)), mode)
    assert_frame_equal(one.vocabulary(), other.vocabulary())
    order = ["doc_id", "position"]
    assert_frame_equal(one.tokens().sort(order), other.tokens().sort(order))


@given(frame=strategies.documents(), mode=strategies.modes)
def test_counts_of_the_vocabulary_sum_to_the_tokens(frame: pl.DataFrame, mode: str) -> None:
    corpus = strategies.corpus(frame, mode)
    assert corpus.vocabulary()["count"].sum() == corpus.n_tokens == corpus.tokens().height
    for doc_id in frame["doc_id"]:
        part = corpus.filter(pl.col("doc_id") == doc_id)
        assert part.vocabulary()["count"].sum() == part.n_tokens == part.tokens().height


@given(frame=strategies.documents(), data=st.data())
def test_added_columns_go_to_their_documents(frame: pl.DataFrame, data: st.DataObject) -> None:
    corpus = strategies.corpus(frame)
    some = frame.select("doc_id", label=pl.col("doc_id") + "!")
    some = data.draw(strategies.shuffled(some)).head(data.draw(st.integers(0, frame.height)))
    wider = corpus.with_documents(some)
    known = set(some["doc_id"])
    expected = [f"{name}!" if name in known else None for name in frame["doc_id"]]
    assert wider.documents["label"].to_list() == expected
    assert_frame_equal(wider.documents.drop("label"), corpus.documents)
    assert_frame_equal(wider.tokens(), corpus.tokens())
