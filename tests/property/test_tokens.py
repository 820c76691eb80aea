"""Laws of tokens, on texts of all sorts."""

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats import _core
from tests.reference import strategies, tokens

modes = pytest.mark.parametrize("mode", strategies.MODES)


def spans_of(corpus: cs.Corpus) -> list[tuple[str, int, int]]:
    return corpus.tokens().select("token", "start", "end").rows()


@modes
@given(text=strategies.texts())
def test_text_at_spans_is_the_token(mode: str, text: str) -> None:
    for token, start, end in spans_of(strategies.corpus_of(text, mode=mode)):
        assert text[start:end] == token


@modes
@given(text=strategies.texts())
def test_spans_are_ordered_disjoint_and_not_empty(mode: str, text: str) -> None:
    last = 0
    for _, start, end in spans_of(strategies.corpus_of(text, mode=mode)):
        assert last <= start < end <= len(text)
        last = end


@modes
@given(text=strategies.texts())
def test_tokens_have_no_white_space_at_their_borders(mode: str, text: str) -> None:
    for token, _, _ in spans_of(strategies.corpus_of(text, mode=mode)):
        assert token[0] not in tokens.WHITE_SPACE
        assert token[-1] not in tokens.WHITE_SPACE


@pytest.mark.parametrize(
    ("mode", "language"), [("language", "de"), ("language", "und"), ("unicode", "de")]
)
@given(text=strategies.texts())
def test_all_but_white_space_is_in_exactly_one_token(mode: str, language: str, text: str) -> None:
    covered = [0] * len(text)
    for _, start, end in spans_of(strategies.corpus_of(text, mode=mode, language=language)):
        for place in range(start, end):
            covered[place] += 1
    for character, times in zip(text, covered, strict=True):
        assert times == 1 or (times == 0 and character in tokens.WHITE_SPACE), hex(ord(character))


@given(text=strategies.texts())
def test_in_unicode_mode_the_language_makes_no_difference(text: str) -> None:
    undetermined = strategies.corpus_of(text, mode="unicode", language="und")
    assert undetermined.tokens().equals(strategies.corpus_of(text, mode="unicode").tokens())


@given(text=strategies.texts())
def test_words_mode_is_what_polars_finds(text: str) -> None:
    expected = tokens.words(text)
    found = strategies.corpus_of(text, mode="words").tokens()
    assert found["token"].to_list() == expected
    assert found["kind"].to_list() == [tokens.kind_of_word(word) for word in expected]
    assert found.select("start", "end").rows() == tokens.spans(text, expected)


@modes
@given(texts=st.lists(strategies.texts(), min_size=1, max_size=4))
def test_a_document_is_split_the_same_in_any_company(mode: str, texts: list[str]) -> None:
    together = strategies.corpus_of(*texts, mode=mode)
    apart = [strategies.corpus_of(text, mode=mode).tokens().drop("doc_id") for text in texts]
    assert together.tokens().drop("doc_id").rows() == [row for one in apart for row in one.rows()]
    assert together.document_tokens().to_list() == [one.height for one in apart]


@modes
@given(texts=st.lists(strategies.texts(), min_size=1, max_size=4))
def test_positions_count_from_0_within_documents(mode: str, texts: list[str]) -> None:
    corpus = strategies.corpus_of(*texts, mode=mode)
    sizes = corpus.document_tokens().to_list()
    assert corpus.n_tokens == sum(sizes)
    assert corpus.tokens()["position"].to_list() == [
        place for size in sizes for place in range(size)
    ]


@modes
@given(texts=st.lists(strategies.texts(), min_size=1, max_size=4))
def test_kinds_are_those_that_are_documented(mode: str, texts: list[str]) -> None:
    found = strategies.corpus_of(*texts, mode=mode).tokens()["kind"].unique().cast(pl.String)
    assert set(found) <= set(strategies.KINDS)


@pytest.mark.parametrize("mode", ["language", "words"])
@settings(max_examples=30)
@given(
    texts=st.lists(strategies.texts().filter(bool), min_size=2, max_size=4),
    n_threads=st.sampled_from([2, 3, 8]),
)
def test_independent_of_threads(mode: str, texts: list[str], n_threads: int) -> None:
    """Documents that are long enough to be read as parts of their own."""
    long = [(text + " ") * (70_000 // len(text.encode()) + 1) for text in texts]
    one = strategies.corpus_of(*long, mode=mode, n_threads=1)
    more = strategies.corpus_of(*long, mode=mode, n_threads=n_threads)
    assert more.vocabulary().equals(one.vocabulary())
    assert more.tokens().equals(one.tokens())


@given(word=strategies.texts())
@example("👨\u200d👩\u200d👧")
@example("A\u200dÄ")
@example("👩\u200dⓂ")
@example("Ma\u200b\u0308rz")
@example("ΑΣ\u0308Σ")
@example("İK\u030a")
def test_lower_equals_its_oracle_and_is_idempotent(word: str) -> None:
    found = _core.lower(word)
    assert found == tokens.lower(word)
    assert _core.lower(found) == found


@modes
@given(text=strategies.texts())
def test_the_vocabulary_lists_every_distinct_pair_of_word_and_kind(mode: str, text: str) -> None:
    corpus = strategies.corpus_of(text, mode=mode)
    found = corpus.vocabulary().with_columns(pl.col("kind").cast(pl.String))
    pairs = list(corpus.tokens().select("token", pl.col("kind").cast(pl.String)).iter_rows())
    kind_codes = {kind: code for code, kind in enumerate(strategies.KINDS)}
    expected = sorted(set(pairs), key=lambda pair: (pair[0].encode(), kind_codes[pair[1]]))
    assert found.select("word", "kind").rows() == expected
    assert found["count"].to_list() == [pairs.count(pair) for pair in expected]
    assert found["term_id"].to_list() == list(range(len(expected)))
    assert found["count"].sum() == corpus.n_tokens
    assert found["lower"].to_list() == [tokens.lower(word) for word in found["word"]]
