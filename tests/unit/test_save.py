import json
import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats import storage


@pytest.fixture(name="layered")
def make_layered(small: cs.Corpus) -> cs.Corpus:
    spans = pl.DataFrame({"doc_id": ["x1"], "start": [0], "end": [7], "voice": ["Kim"]})
    return small.with_layer("voice", spans, default="narrator")


@pytest.fixture(name="saved")
def save(layered: cs.Corpus, tmp_path: Path) -> Path:
    layered.save(tmp_path / "corpus")
    return tmp_path / "corpus"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_folder_holds_what_the_docstring_says(saved: Path) -> None:
    documented = str(cs.Corpus.save.__doc__)
    for name in names(saved):
        assert name in documented or name.removeprefix("layer-0") in documented


def test_other_programs_can_read_the_files(saved: Path, layered: cs.Corpus) -> None:
    terms = pl.read_ipc(saved / "terms.arrow")
    assert terms["word"].to_list() == layered.vocabulary()["word"].to_list()
    assert terms["count"].to_list() == layered.vocabulary()["count"].to_list()
    tokens = pl.read_ipc(saved / "tokens.arrow")
    words = terms["word"].gather(tokens["term_id"])
    assert words.to_list() == layered.tokens()["token"].to_list()
    texts = pl.read_ipc(saved / "texts.arrow")
    assert texts["text"].to_list() == layered.documents["text"].to_list()
    documents = pl.read_parquet(saved / "documents.parquet")
    assert documents.equals(layered.documents.drop("text"))
    lower = pl.read_ipc(saved / "lower.values.arrow")["value"]
    values = pl.read_ipc(saved / "lower.terms.arrow")["value"]
    assert lower.gather(values).to_list() == layered.vocabulary()["lower"].to_list()
    kinds = json.loads((saved / "manifest.json").read_text())["kinds"]
    assert [kinds[kind] for kind in terms["kind"]] == layered.vocabulary()["kind"].to_list()


def test_nothing_else_is_left_beside_the_corpus(saved: Path) -> None:
    assert names(saved.parent) == ["corpus"]
    assert saved.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_is_there_is_replaced_only_on_request(small: cs.Corpus, saved: Path) -> None:
    with pytest.raises(cs.InputError, match=r"corpus: it exists already; overwrite=True"):
        small.save(saved)
    small.save(saved, overwrite=True)
    assert not cs.open_corpus(saved).layers
    assert names(saved.parent) == ["corpus"]


def test_a_corpus_can_replace_the_one_that_it_was_opened_from(saved: Path) -> None:
    opened = cs.open_corpus(saved)
    tokens = opened.tokens()
    opened.filter(pl.col("source") == "x").save(saved, overwrite=True)
    assert opened.tokens().equals(tokens)
    assert opened.documents["text"][0] == "Der Zug fährt. Der ZUG hält!"
    assert cs.open_corpus(saved).n_documents == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a right to make links")
def test_behind_a_link_the_corpus_is_replaced(small: cs.Corpus, saved: Path) -> None:
    (saved.parent / "link").symlink_to(saved)
    small.save(saved.parent / "link", overwrite=True)
    assert (saved.parent / "link").is_symlink()
    assert not cs.open_corpus(saved).layers
    assert names(saved.parent) == ["corpus", "link"]


def test_only_a_saved_corpus_is_replaced(small: cs.Corpus, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").touch()
    (tmp_path / "file").touch()
    for name in ("photos", "file"):
        with pytest.raises(cs.InputError, match=rf"{name}: it is no saved corpus"):
            small.save(tmp_path / name, overwrite=True)
    assert names(tmp_path) == ["file", "photos"]


def test_a_missing_parent_is_named(small: cs.Corpus, tmp_path: Path) -> None:
    with pytest.raises(cs.InputError, match=r"no: there is no such folder; make it first"):
        small.save(tmp_path / "no" / "corpus")


def test_a_failure_leaves_nothing_behind(
    small: cs.Corpus, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "write_rest", fail)
    for path in (saved, saved.parent / "new"):
        with pytest.raises(KeyboardInterrupt):
            small.save(path, overwrite=True)
    assert names(saved.parent) == ["corpus"]
    assert cs.open_corpus(saved, verify=True).layers


def test_the_old_corpus_comes_back_if_the_new_one_cannot_take_its_name(
    small: cs.Corpus, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, calls = Path.rename, []

    def fail_once(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise PermissionError(str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(PermissionError):
        small.save(saved, overwrite=True)
    assert names(saved.parent) == ["corpus"]
    assert cs.open_corpus(saved, verify=True).layers


INTERRUPTED = """
import signal, sys
import corpusstats as cs
import polars as pl

signal.signal(signal.SIGINT, signal.default_int_handler)
sentence = "Der Zug rollte am 12. September durch 20.000 Orte. "
frame = pl.DataFrame({"doc_id": range(400), "text": [sentence * 20_000] * 400})
corpus = cs.Corpus.from_frame(frame)
print("started", flush=True)
corpus.save(sys.argv[1])
"""


@pytest.mark.alone
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_stops_saving_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path / "corpus")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "started\n"
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=30)
        finally:
            process.kill()
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert names(tmp_path) == []


def test_a_column_that_parquet_cannot_hold_is_named(tmp_path: Path) -> None:
    frame = pl.DataFrame({"doc_id": ["a"], "text": ["Zug"], "what": pl.Series([object()])})
    with pytest.raises(cs.InputError, match="of the documents cannot be saved"):
        cs.Corpus.from_frame(frame).save(tmp_path / "corpus")
    assert names(tmp_path) == []


TYPES: dict[str, Any] = {
    "date": pl.Date,
    "time": pl.Datetime("us", "Europe/Berlin"),
    "span": pl.Duration("ms"),
    "small": pl.Int8,
    "large": pl.UInt64,
    "real": pl.Float32,
    "flag": pl.Boolean,
    "list": pl.List(pl.String),
    "category": pl.Categorical,
    "enum": pl.Enum(["x", "y"]),
    "struct": pl.Struct({"a": pl.Int64}),
    "decimal": pl.Decimal(10, 2),
    "bytes": pl.Binary,
}


@pytest.mark.parametrize("name", TYPES)
def test_columns_of_all_types_come_back(name: str, tmp_path: Path) -> None:
    values: Any = {"list": [["a"], None], "category": ["y", "x"], "enum": ["y", None]}.get(
        name, [None] * 2
    )
    column = pl.Series(name, values, dtype=TYPES[name])
    frame = pl.DataFrame({"doc_id": [2, 1], "text": ["Zug", ""]}).with_columns(column)
    corpus = cs.Corpus.from_frame(frame)
    corpus.save(tmp_path / "corpus")
    found = cs.open_corpus(tmp_path / "corpus").documents
    assert found.schema == corpus.documents.schema
    assert found.equals(corpus.documents)


def test_a_corpus_is_not_pickled_by_value(small: cs.Corpus) -> None:
    with pytest.raises(TypeError, match=r"corpus\.save\(path\) and open_corpus\(path\)"):
        pickle.dumps(small)


def test_an_opened_corpus_is_pickled_by_its_path(saved: Path, layered: cs.Corpus) -> None:
    opened = cs.open_corpus(saved).filter(pl.col("source") == "x")
    again = pickle.loads(pickle.dumps(opened))
    assert again.documents.equals(opened.documents)
    assert again.provenance == opened.provenance
    spans = pl.DataFrame({"doc_id": ["x1"], "start": [0], "end": [7], "zone": [1]})
    changed = opened.with_layer("zone", spans)
    with pytest.raises(TypeError, match="not pickled by value"):
        pickle.dumps(changed)
    pickled = pickle.dumps(opened)
    layered.filter(pl.col("source") == "y").save(saved, overwrite=True)
    with pytest.raises(cs.InputError, match="another corpus was saved here"):
        pickle.loads(pickled)


def _n_tokens(corpus: cs.Corpus) -> int:
    return corpus.n_tokens


def test_workers_of_multiprocessing_open_it_themselves(saved: Path) -> None:
    opened = cs.open_corpus(os.path.relpath(saved))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_n_tokens, [opened]) == [opened.n_tokens]


def test_a_relative_path_will_do(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(saved.parent)
    shutil.rmtree("corpus.copy", ignore_errors=True)
    opened = cs.open_corpus("corpus")
    opened.save("corpus.copy")
    assert names(saved.parent) == ["corpus", "corpus.copy"]
