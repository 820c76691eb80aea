from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from tests.reference import strategies


def corpus(name: str, text: str = "Der Zug.", **columns: Any) -> cs.Corpus:
    return cs.Corpus.from_frame(pl.DataFrame({"doc_id": [name], "text": [text], **columns}))


def voiced(name: str, label: Any = "Kim", **options: Any) -> cs.Corpus:
    spans = pl.DataFrame({"doc_id": [name], "start": [0], "end": [3], "voice": [label]})
    return corpus(name).with_layer("voice", spans, **options)


def test_documents_follow_each_other_and_columns_are_filled_up() -> None:
    joined = cs.concat([corpus("b", year=1), corpus("a", "Ein Zug.", source="x")])
    assert joined.documents.to_dict(as_series=False) == {
        "doc_id": ["b", "a"],
        "text": ["Der Zug.", "Ein Zug."],
        "year": [1, None],
        "source": [None, "x"],
    }
    assert joined.vocabulary()["word", "count"].rows() == [
        (".", 2),
        ("Der", 1),
        ("Ein", 1),
        ("Zug", 2),
    ]


def test_the_record_names_what_was_put_together() -> None:
    parts = [corpus("a"), corpus("b").filter(pl.col("doc_id") == "b")]
    record = cs.concat(parts).provenance
    assert record["reader"]["function"] == "concat"
    assert record["reader"]["corpora"] == [dict(part.provenance) for part in parts]
    assert record["tokenizer"] == parts[0].provenance["tokenizer"]


def test_one_corpus_is_itself() -> None:
    one = corpus("a")
    assert cs.concat([one]).tokens().equals(one.tokens())


def test_the_same_corpus_twice_raises() -> None:
    one = corpus("a")
    with pytest.raises(
        cs.InputError, match=r"column 'doc_id' names documents more than once: \['a'"
    ):
        cs.concat([one, one])


def test_corpora_that_were_tokenised_otherwise_are_refused() -> None:
    other = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["b"], "text": ["Zug"]}), mode="words")
    with pytest.raises(
        cs.InputError, match=r"corpus 1 was tokenised otherwise.*'words'.*'language"
    ):
        cs.concat([corpus("a"), other])


def test_a_layer_or_annotation_that_one_lacks_is_named() -> None:
    with pytest.raises(cs.InputError, match="corpus 1 has no layer 'voice', which another has"):
        cs.concat([voiced("a"), corpus("b")])
    tokens = pl.DataFrame({"doc_id": ["a"], "token": ["Zug"], "lemma": ["Zug"]})
    one = cs.Corpus.from_tokens(tokens)
    two = cs.Corpus.from_tokens(tokens.with_columns(doc_id=pl.lit("b")).drop("lemma"))
    with pytest.raises(cs.InputError, match=r"corpus 1 was tokenised otherwise.*annotations"):
        cs.concat([one, two])


def test_layers_have_the_labels_of_all() -> None:
    parts = [voiced("a", "Kim", default="x"), voiced("b", "Lee", default="x")]
    joined = cs.concat(parts)
    assert joined.layers["voice"].labels.to_list() == ["Kim", "Lee", "x"]
    assert cs.frequencies(joined, by="voice")["term", "voice", "count"].rows() == [
        ("der", "Kim", 1),
        ("der", "Lee", 1),
        ("zug", "x", 2),
    ]
    assert cs.frequencies(joined, within={"voice": "Lee"})["count"].to_list() == [1]


def test_layers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(cs.InputError, match=r"layer 'voice' of corpus 1 has .*default='y'"):
        cs.concat([voiced("a", default="x"), voiced("b", default="y")])
    with pytest.raises(cs.InputError, match=r"layer 'voice' of corpus 1 has labels of Int64"):
        cs.concat([voiced("a"), voiced("b", 1)])


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(cs.InputError, match="column 'year' of the documents is String in corpus 1"):
        cs.concat([corpus("a", year=1), corpus("b", year="1")])
    number = cs.Corpus.from_frame(pl.DataFrame({"doc_id": [1], "text": ["Zug"]}))
    with pytest.raises(cs.InputError, match="column 'doc_id' of the documents is Int64"):
        cs.concat([corpus("a"), number])
    with pytest.raises(cs.InputError, match=r"has no layer 'voice'"):
        cs.concat([corpus("a", voice="Kim"), voiced("b")])


def test_other_arguments_are_refused() -> None:
    with pytest.raises(cs.InputError, match="the list of corpora is empty"):
        cs.concat([])
    with pytest.raises(TypeError, match="takes a list of corpora, not Corpus"):
        cs.concat(corpus("a"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a Corpus, not str"):
        cs.concat(["a"])  # type: ignore[list-item]


def test_many_parts_are_as_good_as_one() -> None:
    texts = [f"Zug {number} fährt nach {number % 7}." for number in range(100)]
    whole = strategies.corpus_of(*texts)
    parts = [whole.filter(pl.col("doc_id") == number) for number in range(100)]
    joined = cs.concat(parts)
    assert joined.tokens().equals(whole.tokens())
    assert joined.vocabulary().equals(whole.vocabulary())
