"""Laws of adding up: any split of the documents, counted apart and merged, equals the whole."""

import tempfile
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import corpusstats as cs
from tests.reference import merging, strategies
from tests.reference.stretches import no_documents

corpora = strategies.running_documents(max_size=7).flatmap(strategies.layered)
columns = st.sampled_from([[], ["source"], ["edition", "source"], ["doc_id"]])
ways = st.fixed_dictionaries(
    {
        "skip": st.sampled_from([0, 0, 1]),
        "boundary": strategies.boundaries,
        "punctuation": st.sampled_from(["break", "skip"]),
        "documents": st.booleans(),
        "per_million": st.booleans(),
    }
)


@st.composite
def splits(draw: st.DrawFn, n_documents: int) -> list[list[int]]:
    """Any way to share out so many documents, none of the parts empty."""
    part_of = draw(
        st.lists(st.integers(0, 3), min_size=n_documents, max_size=n_documents), label="parts"
    )
    parts = [[row for row, of in enumerate(part_of) if of == part] for part in range(4)]
    return draw(st.permutations([part for part in parts if part]))


def share_out(corpus: cs.Corpus, data: st.DataObject) -> list[cs.Corpus]:
    """Share out the documents of a corpus."""
    names = corpus.documents["doc_id"]
    return [
        corpus.filter(pl.col("doc_id").is_in(names.gather(part).implode()))
        for part in data.draw(splits(corpus.n_documents))
    ]


def counted(count: Any, corpora: list[cs.Corpus], **options: Any) -> list[pl.DataFrame]:
    """Count corpora; those of which no document is selected have nothing to add."""
    mix = {name: options.get(name) for name in ("within", "without")}
    return [count(corpus, **options) for corpus in corpora if not no_documents(corpus, **mix)]


@settings(max_examples=60)
@given(
    corpus=corpora,
    by=strategies.groups,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    n=st.sampled_from([None, None, 1, 2, 3]),
    ways=ways,
    within=st.sampled_from([None, "voice", {"zone": 1}, strategies.PREDICATES[0], "sentence"]),
    without=st.sampled_from([None, None, "voice", {"zone": 2}, strategies.PREDICATES[3]]),
    data=st.data(),
)
def test_any_split_of_a_corpus_equals_the_whole(
    *,
    corpus: cs.Corpus,
    by: list[str],
    attribute: str,
    kinds: list[Any],
    n: int | None,
    ways: dict[str, Any],
    within: Any,
    without: Any,
    data: st.DataObject,
) -> None:
    """Every value and the order of rows, also where a layer makes groups that share documents."""
    options: dict[str, Any] = {"by": by or None, "attribute": attribute, "kinds": kinds}
    for name, part in (("within", within), ("without", without)):
        labels = corpus.layers["zone"].labels.to_list()
        if not isinstance(part, dict) or part["zone"] in labels:
            options[name] = part
    count: Any = cs.frequencies
    if n is not None:
        options |= {"n": n, **ways}
        count = cs.ngrams
    whole = counted(count, [corpus], **options)
    frames = counted(count, share_out(corpus, data), **options)
    assert bool(whole) == bool(frames)
    if whole:
        merged = cs.merge_counts(frames)
        assert merged.equals(whole[0])
        assert merged.schema == whole[0].schema


@settings(max_examples=50)
@given(
    frame=strategies.documents(max_size=10),
    mode=strategies.modes,
    by=strategies.columns,
    n=st.sampled_from([None, None, 1, 2]),
    n_threads=strategies.n_threads,
    data=st.data(),
)
def test_any_corpora_equal_one_of_all_documents(
    *,
    frame: pl.DataFrame,
    mode: str,
    by: list[str],
    n: int | None,
    n_threads: int | None,
    data: st.DataObject,
) -> None:
    """But for `display`, which a corpus chooses by what it has read."""
    options: dict[str, Any] = {"by": by or None, "n_threads": n_threads}
    count: Any = cs.frequencies
    if n is not None:
        options |= {"n": n, "documents": True, "per_million": True, "display": True}
        count = cs.ngrams
    whole = count(strategies.corpus(frame, mode), **options)
    parts = [
        count(strategies.corpus(frame[part], mode), **options)
        for part in data.draw(splits(frame.height))
    ]
    assert cs.merge_counts(parts).drop("display").equals(whole.drop("display"))


@settings(max_examples=50)
@given(
    frame=strategies.running_documents(max_size=8),
    by=columns,
    n=st.sampled_from([(1, 3), (2, 4), (1, 1)]),
    ways=ways.map(lambda ways: ways | {"boundary": "sentence"}),
    data=st.data(),
)
def test_lengths_together(
    frame: pl.DataFrame,
    by: list[str],
    n: tuple[int, int],
    ways: dict[str, Any],
    data: st.DataObject,
) -> None:
    options = {"by": by or None, **ways}
    corpus = strategies.corpus(frame)
    whole = cs.ngrams(corpus, n, **options)
    parts = [cs.ngrams(part, n, **options) for part in share_out(corpus, data)]
    assert cs.merge_counts(parts).equals(whole)


@settings(max_examples=60)
@given(
    corpus=corpora,
    by=strategies.groups,
    ways=strategies.pair_ways,
    boundary=strategies.boundaries,
    weights=st.sampled_from([None, "distance"]),
    data=st.data(),
)
def test_pairs(
    *,
    corpus: cs.Corpus,
    by: list[str],
    ways: dict[str, Any],
    boundary: str,
    weights: Any,
    data: st.DataObject,
) -> None:
    """Weights but for the last digits, which depend on the order of adding."""
    options: dict[str, Any] = {"by": by or None, "weights": weights, **ways}
    options |= {"boundary": boundary, "without": data.draw(st.sampled_from([None, "voice"]))}
    whole = counted(cs.cooccurrences, [corpus], **options)
    frames = counted(cs.cooccurrences, share_out(corpus, data), **options)
    assert bool(whole) == bool(frames)
    if whole:
        merged = cs.merge_counts(frames)
        assert_frame_equal(merged, whole[0])
        assert merged.drop("weight", strict=False).equals(whole[0].drop("weight", strict=False))
        # Frames that know nothing but their rows; groups without any have nothing to add.
        unknown = cs.merge_counts([frame.clone() for frame in frames])
        assert_frame_equal(unknown, whole[0])


@settings(max_examples=30)
@given(
    frame=strategies.running_documents(max_size=7),
    by=columns,
    n=st.sampled_from([None, 1, (1, 3), 2]),
    skip=st.sampled_from([0, 0, 1]),
    data=st.data(),
)
def test_what_was_written_equals_the_whole(
    *,
    frame: pl.DataFrame,
    by: list[str],
    n: Any,
    skip: int,
    data: st.DataObject,
) -> None:
    """Also where some parts are on disk and others are not."""
    corpus = strategies.corpus(frame)
    options: dict[str, Any] = {"by": by or None}
    count: Any = cs.cooccurrences
    if n is not None:
        count = cs.ngrams
        options |= {"n": n, "skip": skip, "documents": True, "per_million": True, "display": True}
    parts = share_out(corpus, data)
    written = data.draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)))
    with tempfile.TemporaryDirectory() as folder:
        frames = [
            count(part, **options, path=Path(folder) / str(number) if on_disk else None)
            for number, (part, on_disk) in enumerate(zip(parts, written, strict=True))
        ]
        assert [isinstance(part, pl.LazyFrame) for part in frames] == written
        merged = cs.merge_counts(frames)
    assert merged.equals(count(corpus, **options))
    assert cs.provenance(merged)["options"]["frames"] == [cs.provenance(part) for part in frames]


@settings(max_examples=50)
@given(
    frames=st.lists(strategies.documents(max_size=4), min_size=3, max_size=4),
    by=strategies.columns,
)
def test_the_order_and_nesting_of_frames_do_not_matter(
    frames: list[pl.DataFrame], by: list[str]
) -> None:
    """But for `display` where they are nested."""
    parts = [cs.frequencies(strategies.corpus(frame), by=by or None) for frame in frames]
    merged = cs.merge_counts(parts)
    assert cs.merge_counts(parts[::-1]).equals(merged)
    nested = cs.merge_counts([cs.merge_counts(parts[:2]), *parts[2:]])
    assert nested.drop("display").equals(merged.drop("display"))


terms = st.lists(
    st.sampled_from(["a", "a\x00", "a\x01", "a\x02b", "a\x1f", "a!", "b", "\x00", "ä", "é", "É"]),
    min_size=1,
    max_size=3,
)


@st.composite
def plain(draw: st.DrawFn, columns: list[str]) -> pl.DataFrame:
    """A frame of counts by somebody else."""
    rows: dict[Any, dict[str, Any]] = {}
    for words in draw(st.lists(terms, max_size=8)):
        row: dict[str, Any] = {
            "term": " ".join(words) if "length" in columns else words[0],
            "length": len(words) if "length" in columns else None,
            "source": draw(strategies.sources) if "source" in columns else None,
            "count": draw(st.integers(1, 9)),
            "documents": draw(st.integers(1, 3)),
            "display": draw(st.sampled_from(["A", "B", "Ä"])),
        }
        rows[row["term"], row["length"], row["source"]] = row
    for row in rows.values():
        alike = [other for other in rows.values() if other["source"] == row["source"]]
        same = [other for other in alike if other["length"] == row["length"]]
        row["group_tokens"] = sum(other["count"] for other in same) + 1
        row["group_documents"] = sum(other["documents"] for other in alike)
        row["per_million"] = 0.0
    schema = {
        "term": pl.String, "source": pl.String, "length": pl.UInt32, "count": pl.Int32,
        "documents": pl.Int64, "group_tokens": pl.Int64, "group_documents": pl.Int64,
        "per_million": pl.Float64, "display": pl.String,
    }  # fmt: skip
    data = [{name: row[name] for name in columns} for row in rows.values()]
    return pl.DataFrame(data, {name: schema[name] for name in columns})


@st.composite
def plain_pairs(draw: st.DrawFn, columns: list[str]) -> pl.DataFrame:
    """A frame of pairs by somebody else."""
    term = st.sampled_from(["a", "a b", "a\x00", "b", "ä", "É", ""])
    key = st.tuples(term, term, strategies.sources if "source" in columns else st.none())
    keys = draw(st.lists(key, max_size=8, unique=True))
    schema = {
        "term": pl.String, "other": pl.String, "source": pl.String, "count": pl.UInt8,
        "weight": pl.Float32,
    }  # fmt: skip
    counts = st.tuples(st.integers(1, 200), st.integers(1, 9))
    rows = [(*key, *draw(counts)) for key in keys]
    return pl.DataFrame(rows, schema, orient="row").select(columns)


@settings(max_examples=80)
@given(chosen=st.lists(st.sampled_from(["source", "weight"]), unique=True), data=st.data())
def test_pairs_of_any_origin_equal_the_oracle(chosen: list[str], data: st.DataObject) -> None:
    names = data.draw(st.permutations(["term", "other", "count", *chosen]))
    frames = data.draw(st.lists(plain_pairs(names), min_size=1, max_size=4))
    assert cs.merge_counts(frames).to_dicts() == merging.merged(frames, pairs=True)


OPTIONAL = ["length", "source", "documents", "group_tokens", "group_documents", "display"]


@settings(max_examples=150)
@given(chosen=st.lists(st.sampled_from(OPTIONAL), unique=True), rate=st.booleans(), data=st.data())
def test_frames_of_any_origin_equal_the_oracle(
    *, chosen: list[str], rate: bool, data: st.DataObject
) -> None:
    names = ["term", "count", *chosen]
    if rate and "group_tokens" in chosen:
        names.append("per_million")
    frames = data.draw(st.lists(plain(names), min_size=1, max_size=4))
    assert cs.merge_counts(frames).to_dicts() == merging.merged(frames)
