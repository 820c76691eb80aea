from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats import folders, streams
from tests.reference.same import assert_same


def same_files(one: Path, other: Path) -> None:
    """Compare two saved corpora, but for the provenance in the manifest."""
    files = [sorted(file.name for file in folder.iterdir()) for folder in (one, other)]
    assert files[0] == files[1]
    for name in files[0]:
        if name != "manifest.json":
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


def check(path: Path, tmp_path: Path, **options: Any) -> cs.Corpus:
    """Build a corpus, and compare it with one that is read and saved."""
    read = cs.read_corpus(path, **options)
    read.save(tmp_path / "read", overwrite=True)
    built = cs.build_corpus(path, tmp_path / "built", memory=8, overwrite=True, **options)
    assert_same(built, read)
    same_files(tmp_path / "built", tmp_path / "read")
    record = built.provenance
    assert record["reader"] == read.provenance["reader"] | {"function": "build_corpus"}
    assert record["tokenizer"] == read.provenance["tokenizer"]
    return built


def test_a_folder(seeds: Path, tmp_path: Path) -> None:
    check(seeds, tmp_path)
    check(seeds, tmp_path, language="en", mode="words", n_threads=3)


def test_a_csv_file_and_a_parquet_file(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_ROWS", 5)
    documents = cs.read_corpus(seeds).documents.rename({"source": "outlet", "text": "body"})
    documents = pl.concat([documents, documents.with_columns(pl.col("doc_id") + "!")])
    documents = documents.with_columns(pl.lit(None, dtype=pl.String).alias("empty"))
    documents.write_csv(tmp_path / "d.csv")
    documents.write_parquet(tmp_path / "d.parquet", row_group_size=5)
    for name in ("d.csv", "d.parquet"):
        built = check(tmp_path / name, tmp_path, source="outlet", text="body")
        assert built.documents["date"].dtype == pl.Date


def test_texts_of_other_types(tmp_path: Path) -> None:
    frame = pl.DataFrame({"doc_id": [2, 1], "text": ["Zug", ""]})
    for dtype in (pl.Categorical, pl.Enum(["Zug", ""])):
        frame.with_columns(pl.col("text").cast(dtype)).write_parquet(tmp_path / "d.parquet")
        check(tmp_path / "d.parquet", tmp_path)


def test_documents_without_any_token(tmp_path: Path) -> None:
    pl.DataFrame({"doc_id": [1], "text": [" "]}).write_parquet(tmp_path / "d.parquet")
    assert cs.build_corpus(tmp_path / "d.parquet", tmp_path / "built").n_tokens == 0
    same = cs.Corpus.from_frame(pl.read_parquet(tmp_path / "d.parquet"))
    same.save(tmp_path / "read")
    same_files(tmp_path / "built", tmp_path / "read")


def test_long_gaps_and_long_texts(tmp_path: Path) -> None:
    texts = ["a" + " " * 300 + "b", "x" * 70_000 + " y. Z", "\n" * 255 + "c"] * 3
    frame = pl.DataFrame({"doc_id": range(9), "text": texts})
    frame.write_parquet(tmp_path / "d.parquet")
    check(tmp_path / "d.parquet", tmp_path)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": ["Zug", "Zug"]}, r"there is no column 'doc_id'"),
        ({"doc_id": ["a", "b"]}, r"there is no column 'text'"),
        (
            {"doc_id": ["a", "a"], "text": ["Zug", "Zug"]},
            r"names documents more than once: \['a'\]",
        ),
        ({"doc_id": ["a", "b"], "text": ["Zug", None]}, r"'text' is null in row 1: an empty text"),
        ({"doc_id": ["a", "b"], "text": [1, 2]}, r"has to hold text \(String\), not Int64"),
        ({"doc_id": [], "text": []}, r"there are no documents"),
        ({"doc_id": ["a"], "text": ["Zug"], "lower": ["x"]}, r"name of an attribute of terms"),
    ],
)
def test_what_is_wrong_with_a_parquet_file_is_said(
    columns: dict[str, list[Any]], message: str, tmp_path: Path
) -> None:
    types: Any = None if columns.get("text") else {"doc_id": pl.String, "text": pl.String}
    frame = pl.DataFrame(columns, types if "text" in columns else None)
    frame.write_parquet(tmp_path / "d.parquet")
    with pytest.raises(cs.InputError, match=rf"d\.parquet: .*{message}"):
        cs.build_corpus(tmp_path / "d.parquet", tmp_path / "built")
    assert [file.name for file in tmp_path.iterdir()] == ["d.parquet"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"doc_id,body\na,Zug\n", "there is no column 'text'"),
        (b"doc_id,text\na,Zug\nb\n", "line 3 ends a row of 1 fields, but there are 2 columns"),
        (b"doc_id,text\na,Zug\na,Zug\n", "names documents more than once"),
        (b"doc_id,text\na,Z\xffug\n", r"not UTF-8 at byte 15 \(0xff\)"),
        (b'doc_id,text\na,"Zug', "no valid CSV: line 2"),
        (b"doc_id,text\n", "there are no documents"),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_said(
    content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / "d.csv").write_bytes(content)
    with pytest.raises(cs.InputError, match=rf"d\.csv: .*{message}"):
        cs.build_corpus(tmp_path / "d.csv", tmp_path / "built")
    assert [file.name for file in tmp_path.iterdir()] == ["d.csv"]


def test_other_input_is_refused(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(cs.InputError, match=r"no: there is no such file or folder"):
        cs.build_corpus(tmp_path / "no", tmp_path / "built")
    (tmp_path / "d.txt").write_text("Zug")
    with pytest.raises(cs.InputError, match=r"d\.txt: cannot read this; valid are"):
        cs.build_corpus(tmp_path / "d.txt", tmp_path / "built")
    (tmp_path / "d.parquet").write_text("Zug")
    with pytest.raises(cs.InputError, match=r"d\.parquet: no valid parquet file"):
        cs.build_corpus(tmp_path / "d.parquet", tmp_path / "built")
    with pytest.raises(ValueError, match="a folder has none"):
        cs.build_corpus(seeds, tmp_path / "built", text="body")
    with pytest.raises(cs.InputError, match="text and doc_id name the same column 'x'"):
        cs.build_corpus(tmp_path / "d.parquet", tmp_path / "built", text="x", doc_id="x")
    with pytest.raises(ValueError, match="unknown language 'xx'"):
        cs.build_corpus(seeds, tmp_path / "built", language="xx")  # type: ignore[arg-type]


@pytest.mark.parametrize("memory", ["much", "", "GB", "-1", 0, -5, "0"])
def test_an_amount_of_memory_that_is_none_is_refused(
    memory: Any, seeds: Path, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="memory has to be a number of bytes, or such as"):
        cs.build_corpus(seeds, tmp_path / "built", memory=memory)


@pytest.mark.parametrize("memory", ["2GB", "1.5 MB", "900KiB", "5B", 1, 10**9])
def test_an_amount_of_memory_changes_nothing_else(memory: Any, seeds: Path, tmp_path: Path) -> None:
    built = cs.build_corpus(seeds, tmp_path / "built", memory=memory)
    assert built.n_tokens == cs.read_corpus(seeds).n_tokens


def test_progress_is_shown(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cs.build_corpus(seeds, tmp_path / "built", progress=True)
    assert "100%" in capsys.readouterr().err


def test_a_failure_leaves_nothing_behind(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "_put", fail)
    with pytest.raises(KeyboardInterrupt):
        cs.build_corpus(seeds, tmp_path / "built")
    assert list(tmp_path.iterdir()) == []
