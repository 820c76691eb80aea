"""`read_corpus`: folders, CSV and parquet files; every mistake names the file and a way out."""

import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs

Files = dict[str, str | bytes]


def fill(folder: Path, files: Files) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def write(folder: Path, name: str, content: str | bytes) -> Path:
    return fill(folder, {name: content}) / name


def refused(path: Path, file: str, message: str, **options: str) -> None:
    """The message names the file and says this."""
    expected = f"^{re.escape(str(path / file if file else path))}: .*{re.escape(message)}"
    with pytest.raises(cs.InputError, match=expected):
        cs.read_corpus(path, **options)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------------------
# Folders


def test_files_of_a_flat_folder_are_sources_of_their_own(tmp_path: Path) -> None:
    corpus = cs.read_corpus(fill(tmp_path, {"b.txt": "Zug.", "a.TXT": "Köln", "c.txt": ""}))
    assert corpus.documents.rows() == [("a", "Köln", "a"), ("b", "Zug.", "b"), ("c", "", "c")]
    assert corpus.documents.columns == ["doc_id", "text", "source"]
    assert corpus.document_tokens().to_list() == [1, 2, 0]


def test_the_first_folder_below_is_the_source(tmp_path: Path) -> None:
    files: Files = {"x/1.txt": "a", "x/old/1.txt": "b", "y/2.txt": "c", "z.txt": "d"}
    documents = cs.read_corpus(fill(tmp_path, files)).documents
    rows = [("x/1", "x"), ("x/old/1", "x"), ("y/2", "y"), ("z", "z")]
    assert documents.select("doc_id", "source").rows() == rows


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    assert cs.read_corpus(str(fill(tmp_path, {"a.txt": "Zug"}))).n_tokens == 1


def test_documents_stand_in_byte_order(tmp_path: Path) -> None:
    files: Files = {"a.txt": "", "a-b.txt": "", "a/c.txt": "", "ä.txt": "", "Z.txt": ""}
    found = cs.read_corpus(fill(tmp_path, files)).documents["doc_id"].to_list()
    assert found == ["Z", "a", "a-b", "a/c", "ä"]


def test_options_of_the_tokeniser_go_through(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "z.B."})
    assert cs.read_corpus(tmp_path).n_tokens == 1
    assert cs.read_corpus(tmp_path, mode="words").n_tokens == 2
    assert cs.read_corpus(tmp_path, mode="unicode", n_threads=2).n_tokens == 2
    own: dict[str, Any] = {
        "abbreviations": ["Abg."],
        "unsplittable": ["New York"],
        "split_clitics": False,
    }
    fill(tmp_path, {"a.txt": "z. B. Abg. New York"})
    assert cs.read_corpus(tmp_path, joined=True, **own).n_tokens == 3
    with pytest.raises(ValueError, match="unknown mode"):
        cs.read_corpus(tmp_path, mode="word")  # type: ignore[arg-type]


def test_one_byte_order_mark_is_left_out_and_nothing_else(tmp_path: Path) -> None:
    bom = "\ufeff"
    text = f"Zug\r\n\r\n{bom}Köln \rx\n"
    fill(tmp_path, {"a.txt": bom + text, "b.txt": bom + bom + "a", "c.txt": bom})
    corpus = cs.read_corpus(tmp_path)
    assert corpus.documents["text"].to_list() == [text, f"{bom}a", ""]
    found = corpus.tokens().filter(pl.col("token") == "Köln")
    assert found.select("start", "end").rows() == [(8, 12)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_called_by_its_name(tmp_path: Path, encoding: str) -> None:
    fill(tmp_path, {"x/a.txt": "Der Zug fährt.".encode(encoding)})
    refused(tmp_path, "x/a.txt", "this looks like UTF-16, not UTF-8; save it as UTF-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Grüße".encode("latin-1"), "not UTF-8 at byte 2 (0xfc); save it as UTF-8"),
        (b"\xef\xbb\xbfab\xff", "not UTF-8 at byte 5 (0xff); save it as UTF-8"),
        ("Köln".encode()[:2], "not UTF-8 at byte 1 (0xc3); save it as UTF-8"),
    ],
)
def test_bad_bytes_are_named_with_their_place(tmp_path: Path, data: bytes, message: str) -> None:
    fill(tmp_path, {"a.txt": "gut", "x/b.txt": data})
    refused(tmp_path, "x/b.txt", message)


def test_a_null_character_is_text(tmp_path: Path) -> None:
    assert cs.read_corpus(fill(tmp_path, {"a.txt": "ab\x00c"})).n_tokens == 3


def test_what_is_passed_over_is_listed(tmp_path: Path) -> None:
    files: Files = {
        "a.txt": "Zug",
        ".hidden.txt": "nein",
        ".git/b.txt": "nein",
        "notes.md": "nein",
        "x/documents.csv": "nein",
        "txt": "nein",
    }
    corpus = cs.read_corpus(fill(tmp_path, files))
    assert corpus.n_tokens == 1
    skipped = [".git/b.txt", ".hidden.txt", "notes.md", "txt", "x/documents.csv"]
    assert corpus.provenance["reader"]["skipped"] == skipped


def test_what_is_passed_over_is_listed_in_byte_order(tmp_path: Path) -> None:
    names = [f"a.{suffix}" for suffix in "zbqamcxdkl"]
    fill(tmp_path, {"b.txt": "Zug", **dict.fromkeys(names, "")})
    assert cs.read_corpus(tmp_path).provenance["reader"]["skipped"] == sorted(names)


def test_a_hidden_folder_can_be_read_by_name(tmp_path: Path) -> None:
    assert cs.read_corpus(fill(tmp_path / ".data", {"a.txt": "Zug"})).n_tokens == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_link_to_nothing_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug"})
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    assert cs.read_corpus(tmp_path).provenance["reader"]["skipped"] == ["b.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are any bytes")
def test_a_file_whose_name_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_text("Zug", encoding="utf-8")
    with pytest.raises(cs.InputError, match=re.escape(str(tmp_path))):
        cs.read_corpus(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are any bytes")
def test_what_is_passed_over_may_have_any_name(tmp_path: Path) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.jpg")).touch()
    assert cs.read_corpus(fill(tmp_path, {"a.txt": "Zug"})).n_tokens == 1


@pytest.mark.parametrize("files", [{}, {"a.md": "Zug"}, {"documents.csv": "file,source\n"}])
def test_a_folder_without_texts_is_refused(tmp_path: Path, files: Files) -> None:
    refused(fill(tmp_path, files), "", "there are no .txt files")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug", "a.TXT": "Zug"})
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("the file system takes both names for one")
    refused(tmp_path, "", "'doc_id' names documents more than once: ['a']")


# ---------------------------------------------------------------------------------------------
# documents.csv


def test_the_list_orders_the_documents_and_adds_its_columns(tmp_path: Path) -> None:
    listed = "\ufeffdate,source,file,note\r\n2023-09-12,x,b.txt,\r\n2023-09-11,,./s/a.txt,007\r\n"
    corpus = cs.read_corpus(fill(tmp_path, {"b.txt": "B", "s/a.txt": "A", "documents.csv": listed}))
    assert corpus.documents.to_dicts() == [
        {"doc_id": "b", "text": "B", "date": date(2023, 9, 12), "source": "x", "note": None},
        {"doc_id": "s/a", "text": "A", "date": date(2023, 9, 11), "source": None, "note": "007"},
    ]
    assert corpus.provenance["reader"]["skipped"] == []


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        ("file,source\na.txt,x\nc.txt,y\n", "names files that are not there: ['c.txt']"),
        (
            "file,source\nb.txt,x\n",
            "does not name files that are there: ['a.txt']; add them or move them away",
        ),
        ("name,source\na.txt,x\n", "no column 'file'; there are ['name', 'source']"),
        ("file;source\na.txt;x\n", "no column 'file'; there are ['file;source']"),
        ("file,source\na.txt,x\n,y\n", "column 'file' is empty in row 2"),
        ("file,doc_id\na.txt,1\nb.txt,2\n", "column 'doc_id' comes from the files themselves"),
        ("file,text\na.txt,1\nb.txt,2\n", "column 'text' comes from the files themselves"),
        ("file,source\na.txt,x,y\nb.txt,z\n", "no valid CSV"),
        ("", "the file is empty; the first row has to name the columns"),
        ("\n \n", "the file is empty; the first row has to name the columns"),
        ("file,source\na.txt,Köln\n".encode("latin-1"), "not UTF-8 at byte 19 (0xf6)"),
        ("file,source\na.txt,x\n".encode("utf-16"), "this looks like UTF-16"),
    ],
)
def test_a_list_that_does_not_fit_is_named(
    tmp_path: Path, listed: str | bytes, message: str
) -> None:
    fill(tmp_path, {"a.txt": "Zug", "b.txt": "Zug", "documents.csv": listed})
    refused(tmp_path, "documents.csv", message)


def test_a_file_that_is_listed_twice_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug", "documents.csv": "file,source\na.txt,x\na.txt,y\n"})
    refused(tmp_path, "documents.csv", "names files twice: ['a.txt']")


def test_a_column_named_like_an_attribute_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug", "documents.csv": "file,lower\na.txt,x\n"})
    refused(tmp_path, "", "'lower' has the name of an attribute")


# ---------------------------------------------------------------------------------------------
# CSV and parquet


def test_columns_of_csv_are_strings_as_they_stand(tmp_path: Path) -> None:
    content = 'doc_id,text,source,n\n07,"Er sagte: ""Ja"",\r\n dann",x,007\n8, a ,,1.50\n9,,y,\n'
    documents = cs.read_corpus(write(tmp_path, "c.csv", content)).documents
    assert documents.rows() == [
        ("07", 'Er sagte: "Ja",\r\n dann', "x", "007"),
        ("8", " a ", None, "1.50"),
        ("9", "", "y", None),
    ]


def test_an_empty_text_is_a_text_however_it_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", 'doc_id,text\n1,\n2,""\n')
    assert cs.read_corpus(path).documents["text"].to_list() == ["", ""]


def test_an_empty_field_is_null_however_it_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", 'doc_id,text,source\n1,a,\n2,b,""\n')
    assert cs.read_corpus(path).documents["source"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2023-09-12", "2024-02-29"], [date(2023, 9, 12), date(2024, 2, 29)]),
        (["2023-09-12", ""], [date(2023, 9, 12), None]),
        (["2023-09-12", "neulich"], ["2023-09-12", "neulich"]),
        (["2023-02-30", "2023-09-12"], ["2023-02-30", "2023-09-12"]),
        (["12.9.2023", "13.9.2023"], ["12.9.2023", "13.9.2023"]),
        (["2023-9-1", "2023-09-12"], ["2023-9-1", "2023-09-12"]),
    ],
)
def test_dates_are_dates_if_all_are_in_one_form(
    tmp_path: Path, dates: list[str], expected: list[date | str | None]
) -> None:
    path = write(tmp_path, "c.csv", f"doc_id,text,date\n1,a,{dates[0]}\n2,b,{dates[1]}\n")
    assert cs.read_corpus(path).documents["date"].to_list() == expected


def test_only_a_column_of_that_name_becomes_a_date(tmp_path: Path) -> None:
    path = write(tmp_path, "c.csv", "doc_id,text,day\n1,a,2023-09-12\n")
    assert cs.read_corpus(path).documents["day"].to_list() == ["2023-09-12"]


def test_columns_of_other_names(tmp_path: Path) -> None:
    path = write(tmp_path, "C.CSV", "\ufeffid,body,outlet\n1,Zug,x\n")
    corpus = cs.read_corpus(path, text="body", doc_id="id", source="outlet")
    assert corpus.documents.to_dicts() == [{"doc_id": "1", "text": "Zug", "source": "x"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("doc_id,body\n1,a\n", "no column 'text' (argument text); there are ['doc_id', 'body']"),
        ("id,text\n1,a\n", "no column 'doc_id' (argument doc_id); there are ['id', 'text']"),
        ("doc_id,text\n1,a\n1,b\n", "'doc_id' names documents more than once: ['1']"),
        ("doc_id,text\n,a\n1,b\n", "'doc_id' is null in 1 rows, first [0]"),
        ("doc_id,text\n", "there are no documents"),
        ("doc_id,text\n1,a,b\n", "no valid CSV"),
        ("doc_id,source,text\n1,x\n", "no valid CSV"),
        ("doc_id,text,text\n1,x,y\n", "names a column twice: ['doc_id', 'text', 'text']"),
        ('doc_id,text\n1,"a\n2,b\n', "no valid CSV"),
        ("", "the file is empty; the first row has to name the columns"),
        ("doc_id,text\n1,ü\n".encode("latin-1"), "not UTF-8 at byte 14 (0xfc)"),
        ("doc_id,text\n1,ü\n".encode("utf-16"), "this looks like UTF-16"),
    ],
)
def test_csv_that_cannot_be_used_is_named(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    refused(write(tmp_path, "c.csv", content), "", message)


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"doc_id": [2, 1], "text": ["Zug.", ""], "date": [date(2023, 9, 12), None], "n": [0.5, 1.0]}
    )
    frame.write_parquet(tmp_path / "c.PARQUET")
    corpus = cs.read_corpus(tmp_path / "c.PARQUET")
    assert corpus.documents.equals(frame)
    assert corpus.documents.schema == frame.schema
    assert corpus.n_tokens == 2


def test_parquet_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    pl.DataFrame({"doc_id": [1, 2], "text": ["a", None]}).write_parquet(path)
    refused(path, "", "'text' is null in 1 rows, first [1]: an empty text is legal")
    pl.DataFrame({"doc_id": [1], "body": ["a"]}).write_parquet(path)
    refused(path, "", "no column 'text' (argument text); there are ['doc_id', 'body']")
    pl.DataFrame({"doc_id": [1], "text": [2]}).write_parquet(path)
    refused(path, "", "'text' has to hold text (String), not Int64")
    path.write_bytes(b"no parquet at all")
    refused(path, "", "no valid parquet file")
    path.write_bytes(b"")
    refused(path, "", "no valid parquet file")


# ---------------------------------------------------------------------------------------------
# Whatever the form


@pytest.mark.parametrize("name", ["c.json", "c.txt", "c"])
def test_an_unknown_suffix_names_the_valid_ones(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, "Zug")
    refused(path, "", "cannot read this; valid are a folder of .txt files, .csv and .parquet")


@pytest.mark.parametrize("name", ["gone", "gone.csv", "gone.parquet"])
def test_a_path_to_nothing_is_refused(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name, "", "there is no such file or folder")


def test_another_column_can_be_the_source(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug", "documents.csv": "file,outlet,agency\na.txt,x,dpa\n"})
    assert cs.read_corpus(tmp_path, source="agency").documents["source"].to_list() == ["dpa"]
    columns = ["doc_id", "text", "outlet", "agency"]
    refused(
        tmp_path, "", f"no column 'paper' (argument source); there are {columns}", source="paper"
    )


def test_a_source_does_not_replace_another(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug", "documents.csv": "file,source,agency\na.txt,x,dpa\n"})
    assert cs.read_corpus(tmp_path, source="source").documents["source"].to_list() == ["x"]
    refused(tmp_path, "", "there is a column 'source' as well", source="agency")


def test_columns_of_a_file_are_no_option_of_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "Zug"})
    with pytest.raises(ValueError, match="a folder has none"):
        cs.read_corpus(tmp_path, text="body")


def test_the_seeds(seeds: Path) -> None:
    corpus = cs.read_corpus(seeds)
    assert corpus.n_documents == 12
    assert corpus.documents["source"].value_counts()["count"].to_list() == [3, 3, 3, 3]
    assert corpus.documents["date"].dtype == pl.Date
    assert corpus.documents["agency"].null_count() == 5
