"""Laws of saved corpora, and of several corpora as one."""

import itertools
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import strategies
from tests.reference.same import assert_same


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one example."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def reopened(corpus: cs.Corpus, path: Path) -> cs.Corpus:
    """Save and open a corpus."""
    corpus.save(path)
    return cs.open_corpus(path, verify=True)


@st.composite
def layered(draw: st.DrawFn) -> cs.Corpus:
    """Corpora with two layers."""
    return draw(strategies.layered(draw(strategies.running_documents())))


@st.composite
def annotated(draw: st.DrawFn) -> cs.Corpus:
    """Corpora of given tokens with two annotations."""
    words, tags = st.sampled_from(["ba", "Ba", "bo", "12", "."]), st.sampled_from(["x", "y", "z"])
    token = st.tuples(st.sampled_from(["a", "b", "c"]), words, tags, tags)
    rows = draw(st.lists(token, min_size=1, max_size=30))
    schema = ["doc_id", "token", "lemma", "tag"]
    return cs.Corpus.from_tokens(
        pl.DataFrame(sorted(rows, key=lambda row: row[0]), schema, orient="row")
    )


@settings(max_examples=12)
@given(corpus=st.one_of(layered(), annotated()))
def test_an_opened_corpus_is_the_one_that_was_saved(corpus: cs.Corpus) -> None:
    with folder() as path:
        opened = reopened(corpus, path / "c")
        assert_same(opened, corpus)
        assert opened.provenance == corpus.provenance
        assert_same(reopened(opened, path / "again"), corpus)
        for one, other in zip(
            sorted((path / "c").iterdir()), sorted((path / "again").iterdir()), strict=True
        ):
            assert one.read_bytes() == other.read_bytes()


@settings(max_examples=12)
@given(frame=strategies.documents(), mode=strategies.modes)
def test_all_sorts_of_words_come_back(frame: pl.DataFrame, mode: str) -> None:
    with folder() as path:
        corpus = strategies.corpus(frame, mode)
        assert_same(reopened(corpus, path / "c"), corpus)


@settings(max_examples=12)
@given(text=st.lists(strategies.texts(), min_size=1, max_size=3))
def test_all_sorts_of_texts_come_back(text: list[str]) -> None:
    with folder() as path:
        corpus = strategies.corpus_of(*text)
        opened = reopened(corpus, path / "c")
        assert opened.documents.equals(corpus.documents)
        assert opened.tokens().equals(corpus.tokens())


@settings(max_examples=12)
@given(corpus=layered(), data=st.data())
def test_an_opened_corpus_is_narrowed_and_widened_as_the_saved_one(
    corpus: cs.Corpus, data: st.DataObject
) -> None:
    labels = corpus.documents.select("doc_id", label=pl.col("doc_id").str.slice(0, 1))
    spans = data.draw(strategies.spans(corpus.documents))
    predicate = data.draw(
        st.sampled_from([*strategies.PREDICATES, pl.col("text").str.len_chars() > 9])
    )
    assume(corpus.documents.select(predicate.fill_null(value=False).any()).item())

    def changed(corpus: cs.Corpus) -> cs.Corpus:
        return corpus.with_documents(labels).filter(predicate)

    with folder() as path:
        opened = reopened(corpus, path / "c")
        assert_same(changed(opened), changed(corpus))
        assert_same(pickle.loads(pickle.dumps(changed(opened))), changed(corpus))
        options: dict[str, Any] = {"within": spans, "by": "zone"}
        assert cs.frequencies(opened, **options).equals(cs.frequencies(corpus, **options))


@settings(max_examples=12)
@given(corpus=layered(), data=st.data())
def test_of_a_filtered_corpus_its_documents_are_saved_as_if_read_alone(
    corpus: cs.Corpus, data: st.DataObject
) -> None:
    kept = data.draw(st.sets(st.sampled_from(corpus.documents["doc_id"].to_list()), min_size=1))
    keeps = pl.col("doc_id").is_in(list(kept))
    narrowed = corpus.filter(keeps)
    alone = strategies.corpus(corpus.documents.filter(keeps))
    for name, layer in corpus.layers.items():
        assert layer.spans is not None
        alone = alone.with_layer(name, layer.spans.filter(keeps), default=layer.default)
    with folder() as path:
        opened = reopened(narrowed, path / "c")
        assert opened.vocabulary().equals(alone.vocabulary())
        assert opened.tokens().equals(alone.tokens())
        assert cs.frequencies(opened).equals(cs.frequencies(alone))
        assert cs.frequencies(opened, by="zone").equals(cs.frequencies(alone, by="zone"))
        assert cs.frequencies(opened, by="voice").equals(cs.frequencies(alone, by="voice"))


def split(corpus: cs.Corpus, data: st.DataObject) -> list[cs.Corpus]:
    """The documents of a corpus in up to three parts that follow each other."""
    n = corpus.n_documents
    cuts = sorted({0, n, *data.draw(st.lists(st.integers(0, n), max_size=2))})
    place = pl.int_range(pl.len())
    return [
        corpus.filter((place >= start) & (place < end)) for start, end in itertools.pairwise(cuts)
    ]


@settings(max_examples=12)
@given(corpus=st.one_of(layered(), annotated()), data=st.data())
def test_parts_of_a_corpus_put_together_are_the_whole(
    corpus: cs.Corpus, data: st.DataObject
) -> None:
    parts = split(corpus, data)
    with folder() as path:
        saved = data.draw(st.booleans())
        if saved:
            parts = [reopened(part, path / str(number)) for number, part in enumerate(parts)]
        joined = cs.concat(parts)
        assert_same(joined, corpus)
        assert joined.provenance["reader"]["corpora"] == [dict(part.provenance) for part in parts]


@settings(max_examples=25)
@given(frame=strategies.documents(), mode=strategies.modes, data=st.data())
def test_corpora_read_apart_and_put_together_are_one_read_at_once(
    frame: pl.DataFrame, mode: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, frame.height))
    frames = [part for part in (frame[:cut], frame[cut:]) if part.height]
    parts = [strategies.corpus(part, mode) for part in frames]
    assert_same(cs.concat(parts), strategies.corpus(frame, mode))


@settings(max_examples=25)
@given(
    frame=st.one_of(strategies.documents(), strategies.running_documents()),
    mode=strategies.modes,
    memory=st.integers(1, 2000),
    n_threads=strategies.n_threads,
    rows=st.integers(1, 8),
)
def test_what_is_built_in_batches_is_what_is_built_at_once(
    frame: pl.DataFrame, mode: Any, memory: int, n_threads: int | None, rows: int
) -> None:
    with folder() as path:
        frame.write_parquet(path / "d.parquet", row_group_size=rows)
        options: dict[str, Any] = {"mode": mode, "n_threads": n_threads, "memory": memory}
        with patch("corpusstats.streams._ROWS", rows):
            cs.build_corpus(path / "d.parquet", path / "built", **options)
        cs.Corpus.from_frame(frame, mode=mode).save(path / "saved")
        files = sorted((path / "saved").iterdir())
        assert [file.name for file in files] == sorted(
            file.name for file in (path / "built").iterdir()
        )
        for file in files:
            built = path / "built" / file.name
            assert file.name == "manifest.json" or built.read_bytes() == file.read_bytes()
