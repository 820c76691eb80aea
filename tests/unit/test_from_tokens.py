"""`Corpus.from_tokens`: what other programs have found."""

import re
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs

# As SoMaJo, spaCy or a CoNLL-U file would have it.
TOKENS = pl.DataFrame(
    {
        "doc_id": ["a"] * 6 + ["b"] * 3,
        "token": ["Die", "Züge", "fuhren", "z. B.", "langsam", ".", "Ein", "Zug", "!"],
        "lemma": ["der", "Zug", "fahren", "z. B.", "langsam", ".", "ein", "Zug", "!"],
        "pos": ["DET", "NOUN", "VERB", "ADV", "ADJ", "PUNCT", "DET", "NOUN", "PUNCT"],
        "space_after": [True, True, True, True, False, True, True, False, True],
    }
)
DOCUMENTS = pl.DataFrame(
    {
        "doc_id": ["b", "c", "a"],
        "text": ["Ein  Zug!", "", "Die Züge fuhren z. B. langsam."],
        "x": [1, 2, 3],
    }
)
PLACED = pl.DataFrame(
    {"doc_id": ["a", "a"], "token": ["Zug", "kam"], "start": [4, 8], "end": [7, 11]}
)
TEXT = pl.DataFrame({"doc_id": ["a"], "text": ["Der Zug kam"]})


def test_texts_are_put_together() -> None:
    corpus = cs.Corpus.from_tokens(TOKENS)
    assert corpus.documents.rows() == [("a", "Die Züge fuhren z. B. langsam."), ("b", "Ein Zug!")]
    texts = dict(corpus.documents.rows())
    tokens = corpus.tokens()
    assert tokens["token"].to_list() == TOKENS["token"].to_list()
    for doc_id, token, start, end in tokens.select("doc_id", "token", "start", "end").rows():
        assert texts[doc_id][start:end] == token
    assert tokens["kind"].cast(pl.String).to_list() == ["word"] * 5 + ["punctuation"] + [
        "word"
    ] * 2 + ["punctuation"]
    assert tokens["sentence"].to_list() == [0] * 9


def test_annotations_are_attributes() -> None:
    corpus = cs.Corpus.from_tokens(TOKENS)
    assert corpus.tokens().select("lemma", "pos").equals(TOKENS.select("lemma", "pos"))
    found = cs.frequencies(corpus, attribute="lemma").select("term", "display", "count")
    assert found.head(1).rows() == [("Zug", "Zug", 2)]
    assert cs.frequencies(corpus, attribute="pos")["term"].head(2).to_list() == ["DET", "NOUN"]
    assert cs.concordance(corpus, "Zug", attribute="lemma")["node"].to_list() == ["Züge", "Zug"]
    assert cs.ngrams(corpus, 2, attribute="pos", min_count=2)["term"].to_list() == ["DET NOUN"]
    near = cs.collocates(corpus, "Zug", attribute="lemma")
    assert "fahren" in near["collocate"].to_list()
    vocabulary = corpus.vocabulary()
    assert vocabulary.columns == ["term_id", "word", "lower", "kind", "lemma", "pos", "count"]
    assert vocabulary.filter(word="Züge").select("lemma", "pos").rows() == [("Zug", "NOUN")]
    keys = cs.keywords(corpus, by="doc_id", attribute="lemma")
    assert keys.filter(pl.col("count") > 0).height == cs.evidence(corpus, keys)["row"].n_unique()


def test_a_word_with_two_lemmas_is_two_terms() -> None:
    frame = pl.DataFrame(
        {"doc_id": "a", "token": ["Weiß", "weiß", "weiß"], "lemma": ["weiß", "wissen", "weiß"]}
    )
    corpus = cs.Corpus.from_tokens(frame)
    assert corpus.vocabulary().select("word", "lemma", "count").rows() == [
        ("Weiß", "weiß", 1),
        ("weiß", "weiß", 1),
        ("weiß", "wissen", 1),
    ]
    assert cs.frequencies(corpus)["count"].to_list() == [3]


def test_tokens_are_found_in_documents() -> None:
    tokens = TOKENS.drop("space_after")
    corpus = cs.Corpus.from_tokens(tokens, documents=DOCUMENTS)
    assert corpus.documents.equals(DOCUMENTS)
    assert corpus.document_tokens().to_list() == [3, 0, 6]
    assert corpus.tokens().filter(doc_id="b").select("start", "end").rows() == [
        (0, 3),
        (5, 8),
        (8, 9),
    ]
    assert cs.frequencies(corpus, by="x", attribute="word", min_count=1).height == 7


def test_what_this_package_finds_comes_back() -> None:
    corpus = cs.read_corpus("seeds")
    again = cs.Corpus.from_tokens(corpus.tokens(), documents=corpus.documents)
    assert_frame_equal(again.tokens(), corpus.tokens(), categorical_as_str=True)
    assert again.sentences().equals(corpus.sentences())
    assert cs.frequencies(again, by="source").equals(cs.frequencies(corpus, by="source"))
    bare = corpus.tokens().select("doc_id", "token")
    found = cs.Corpus.from_tokens(bare, documents=corpus.documents)
    assert_frame_equal(found.tokens(), corpus.tokens(), categorical_as_str=True)
    assert cs.keywords(found, by="source").equals(cs.keywords(corpus, by="source"))


def test_sentences_can_be_given() -> None:
    frame = pl.DataFrame(
        {"doc_id": "a", "token": ["Er", "kam", "Sie", "ging"], "sentence": [7, 7, 9, 9]}
    )
    corpus = cs.Corpus.from_tokens(frame)
    assert corpus.sentences().rows() == [("a", 0, 0, 6), ("a", 1, 7, 15)]
    assert cs.ngrams(corpus, 2)["term"].to_list() == ["er kam", "sie ging"]


def test_kinds_can_be_given() -> None:
    frame = pl.DataFrame({"doc_id": "a", "token": ["x", "y"], "kind": ["emoji", "word"]})
    assert cs.frequencies(cs.Corpus.from_tokens(frame), kinds="emoji")["term"].to_list() == ["x"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_kinds_are_seen(language: Any) -> None:
    tokens = [
        "Wort",
        "3,5",
        "?!",
        "€",
        "😀",
        ":-)",
        "https://a.de",
        "a@b.de",
        "@name",
        "#wort",
        "New York",
    ]
    corpus = cs.Corpus.from_tokens(
        pl.DataFrame({"doc_id": "a", "token": tokens}), language=language
    )
    assert corpus.tokens()["kind"].cast(pl.String).to_list() == [
        *["word", "number", "punctuation", "symbol", "emoji", "emoji", "url", "email", "mention"],
        *["hashtag", "word"],
    ]


def test_the_record_says_where_tokens_come_from() -> None:
    corpus = cs.Corpus.from_tokens(TOKENS)
    assert corpus.provenance["reader"] == {"function": "Corpus.from_tokens", "documents": False}
    tokenizer = corpus.provenance["tokenizer"]
    assert tokenizer["mode"] == "given"
    assert tokenizer["annotations"] == ["lemma", "pos"]
    said = cs.explain(cs.ngrams(corpus, 2, attribute="lemma"), language="en")
    assert "The tokens are those of another program; sentences were delimited by the rules" in said
    assert "Counting went by “lemma”." in said


@pytest.mark.parametrize(
    ("frame", "documents", "message"),
    [
        (TOKENS.drop("token"), None, "there is no column 'token'"),
        (TOKENS.head(0), None, "there are no tokens: the frame has no rows"),
        (PLACED, None, "start and end are places in texts: give these as documents="),
        (PLACED.drop("end"), TEXT, "start and end belong together"),
        (
            PLACED.with_columns(start=5),
            TEXT,
            "token 0 of document 'a', 'Zug', stands where the text has 'ug'",
        ),
        (
            PLACED.with_columns(end=99),
            TEXT,
            "token 0 of document 'a', 'Zug', does not lie in its text",
        ),
        (
            pl.concat([PLACED, PLACED]),
            TEXT,
            "token 2 of document 'a', 'Zug', begins before the one before",
        ),
        (
            PLACED.reverse().drop("start", "end"),
            TEXT,
            "token 0 of document 'a', 'kam', does not follow at",
        ),
        (PLACED.with_columns(doc_id=pl.lit("z")), TEXT, "doc_id ['z'] name no documents"),
        (
            PLACED.with_columns(doc_id=1),
            TEXT,
            "doc_id holds Int32 for tokens and String for documents",
        ),
        (TOKENS, DOCUMENTS, "column 'space_after' is for texts that are put together"),
        (
            PLACED.with_columns(token=pl.lit(None, pl.String)),
            TEXT,
            "column 'token' is null in row 0",
        ),
        (
            PLACED.with_columns(token=pl.lit(" a")),
            TEXT,
            "column 'token' holds ' a' in row 0, which is no token",
        ),
        (
            PLACED.with_columns(kind=pl.lit("noun")),
            TEXT,
            "column 'kind' holds 'noun' in row 0, which is no kind",
        ),
        (PLACED.with_columns(start=-1), TEXT, "column 'start' holds -1 in row 0"),
        (PLACED.with_columns(lemma=1), TEXT, "column 'lemma' has to hold String, not Int32"),
        (PLACED.with_columns(word=pl.lit("a")), TEXT, "column 'word' has the name of an attribute"),
        (
            PLACED.with_columns(text=pl.lit("a")),
            TEXT,
            "columns ['text'] are of tokens and of documents",
        ),
    ],
)
def test_wrong_tokens_are_named(frame: pl.DataFrame, documents: pl.DataFrame, message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        cs.Corpus.from_tokens(frame, documents=documents)


def test_names_of_attributes_are_taken() -> None:
    corpus = cs.Corpus.from_tokens(TOKENS)
    spans = pl.DataFrame({"doc_id": ["a"], "start": [0], "end": [3], "pos": ["x"]})
    with pytest.raises(cs.InputError, match="column, layer or attribute 'pos' already"):
        corpus.with_layer("pos", spans)
    with pytest.raises(cs.InputError, match=re.escape("columns ['lemma'] exist already")):
        corpus.with_documents(pl.DataFrame({"doc_id": ["a"], "lemma": ["x"]}))
    with pytest.raises(
        ValueError, match="unknown attribute 'stem'; valid are lower, word, lemma, pos"
    ):
        cs.frequencies(corpus, attribute="stem")
