"""`Corpus.filter`: fewer documents, the same tokens."""

import polars as pl
import pytest

import corpusstats as cs


def test_keeps_the_documents_for_which_it_holds(small: cs.Corpus) -> None:
    part = small.filter(pl.col("source") == "y")
    assert part.documents["doc_id"].to_list() == ["y1", "y2"]
    assert part.n_documents == 2
    assert part.n_tokens == 11
    assert part.document_tokens().to_list() == [5, 6]
    assert part.tokens()["doc_id"].unique(maintain_order=True).to_list() == ["y1", "y2"]


def test_a_null_counts_as_false(small: cs.Corpus) -> None:
    assert small.filter(pl.col("source") != "x").documents["doc_id"].to_list() == ["y1", "y2"]


def test_several_predicates_hold_together(small: cs.Corpus) -> None:
    part = small.filter(pl.col("year") == 2023, pl.col("source") == "x")
    assert part.documents["doc_id"].to_list() == ["x2"]


def test_without_predicates_all_are_kept(small: cs.Corpus) -> None:
    assert small.filter().documents.equals(small.documents)


def test_the_corpus_itself_stays_as_it_is(small: cs.Corpus) -> None:
    before = small.documents.clone(), small.n_tokens
    small.filter(pl.col("source") == "y")
    assert (small.documents.equals(before[0]), small.n_tokens) == (True, before[1])


def test_positions_and_offsets_stay_as_they_are(small: cs.Corpus) -> None:
    whole = small.tokens().filter(pl.col("doc_id") == "y2")
    assert small.filter(pl.col("doc_id") == "y2").tokens().equals(whole)


def test_where_it_comes_from_stays_known(small: cs.Corpus) -> None:
    part = small.filter(pl.col("year") == 2023)
    ((step,), before) = part.provenance["steps"], dict(part.provenance)
    assert step == {"filter": [str(pl.col("year") == 2023)], "documents": 3}
    del before["steps"]
    assert before == small.provenance


def test_nothing_left_is_refused(small: cs.Corpus) -> None:
    with pytest.raises(cs.InputError, match="no document is left"):
        small.filter(pl.col("source") == "q")


def test_predicates_that_cannot_be_evaluated(small: cs.Corpus) -> None:
    predicate = pl.col("yaer") == 2023
    with pytest.raises(cs.InputError, match=r"the predicates cannot be evaluated: .*'doc_id'"):
        small.filter(predicate)
    with pytest.raises(cs.InputError, match="target and reference cannot be evaluated: "):
        cs.keywords(small, target=predicate)


def test_what_is_no_condition(small: cs.Corpus) -> None:
    with pytest.raises(cs.InputError, match="is no condition: it gives Int64"):
        small.filter(pl.col("year") + 1)
