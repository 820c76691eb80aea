"""`Corpus.with_documents`: more columns for the same documents."""

import re
from typing import Any

import polars as pl
import pytest

import corpusstats as cs


def test_columns_go_to_their_documents_in_the_order_of_the_corpus(small: cs.Corpus) -> None:
    frame = pl.DataFrame({"doc_id": ["y1", "x1"], "city": ["Köln", "Bonn"], "size": [1, 2]})
    wider = small.with_documents(frame)
    assert wider.documents.columns == [*small.documents.columns, "city", "size"]
    assert wider.documents["doc_id"].equals(small.documents["doc_id"])
    assert wider.documents["city"].to_list() == ["Bonn", None, "Köln", None, None]
    assert wider.tokens().equals(small.tokens())
    assert "city" not in small.documents.columns


def test_new_columns_can_be_counted_by_and_filtered(small: cs.Corpus) -> None:
    cities = pl.DataFrame({"doc_id": small.documents["doc_id"], "city": ["K", "B", "K", "B", "B"]})
    wider = small.with_documents(cities)
    found = cs.frequencies(wider, by="city").filter(pl.col("term") == "zug")
    assert found.select("city", "count").rows() == [("B", 1), ("K", 3)]
    assert wider.filter(pl.col("city") == "K").n_documents == 2


def test_part_of_a_corpus_can_be_widened(small: cs.Corpus) -> None:
    part = small.filter(pl.col("source") == "y")
    wider = part.with_documents(pl.DataFrame({"doc_id": ["y2"], "city": ["Köln"]}))
    assert wider.documents["city"].to_list() == [None, "Köln"]
    assert wider.tokens().equals(part.tokens())


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"id": ["x1"]}, "no column 'doc_id' (argument doc_id); there are ['id']"),
        ({"doc_id": ["x1", "x1"]}, "'doc_id' names documents more than once: ['x1']"),
        ({"doc_id": ["x1", "q"]}, "doc_id ['q'] name no documents of the corpus"),
        ({"doc_id": ["x1", None]}, "doc_id [None] name no documents of the corpus"),
        ({"doc_id": ["x1"], "source": ["x"]}, "columns ['source'] exist already"),
        ({"doc_id": ["x1"], "text": ["x"]}, "columns ['text'] exist already"),
        ({"doc_id": ["x1"], "lower": ["x"]}, "'lower' has the name of an attribute of terms"),
    ],
)
def test_what_does_not_fit_is_named(
    small: cs.Corpus, columns: dict[str, Any], message: str
) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        small.with_documents(pl.DataFrame(columns))


def test_names_of_another_type_name_no_documents(small: cs.Corpus) -> None:
    with pytest.raises(cs.InputError):
        small.with_documents(pl.DataFrame({"doc_id": [1], "city": ["Köln"]}))
