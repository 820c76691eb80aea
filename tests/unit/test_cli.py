"""``python -m corpusstats``."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.cli import main
from corpusstats.terminal import WIDTH, Column, table

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line: exit code, output and errors."""

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        output, errors = capsys.readouterr()
        return code, output, errors

    return run


def test_the_main_job_shows_the_corpus_and_keywords_of_every_source(run: Run, seeds: Path) -> None:
    code, output, errors = run("compare", seeds, "--by", "source")
    assert (code, errors) == (0, "")
    assert "12 documents, 4 groups by source, 3,091 tokens" in output
    for word in ("Machthaber", "Rüstungskooperation", "Waffengeschäft", "Marschall"):
        assert word in output
    assert "Fewer than 5 documents" in output
    assert "Left out: 591 punctuation marks, 2 symbols" in output


def test_no_line_is_wider_than_a_hundred_columns(run: Run, seeds: Path) -> None:
    _, output, _ = run("compare", seeds, "--top", 50, "--min-count", 1)
    assert max(map(_width, output.splitlines())) <= WIDTH


def test_top_bounds_the_rows_of_each_source(run: Run, seeds: Path) -> None:
    _, few, _ = run("compare", seeds, "--top", 1)
    _, more, _ = run("compare", seeds, "--top", 3)
    rows = [[line for line in output.splitlines() if " of 9 " in line] for output in (few, more)]
    assert [len(lines) for lines in rows] == [4, 12]


def test_by_any_column_of_the_documents(run: Run, seeds: Path) -> None:
    code, output, _ = run("compare", seeds, "--by", "agency")
    assert code == 0
    assert "(none)" in output
    assert "Some documents have no agency" in output


@pytest.mark.parametrize("by", ["date", "doc_id", "file", "first"])
def test_by_columns_of_any_name_and_type(run: Run, tmp_path: Path, by: str) -> None:
    days = ["2023-09-11", "2023-09-12", ""]
    table = "".join(f"{n},Der Zug {n} fährt.,{day},{day},{n % 2}\n" for n, day in enumerate(days))
    path = tmp_path / "c.csv"
    path.write_text(f"doc_id,text,date,first,file\n{table}", "utf-8")
    code, output, errors = run("compare", path, "--by", by, "--min-count", 1)
    assert (code, errors) == (0, "")
    assert f"groups by {by}" in " ".join(output.split())


@pytest.mark.parametrize("by", ["tokens", "documents", "first_date"])
def test_by_columns_that_are_in_the_way(run: Run, tmp_path: Path, by: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"doc_id,text,{by}\n1,Zug,a\n2,Zug,b\n", "utf-8")
    code, _, errors = run("compare", path, "--by", by)
    assert code == 2
    assert "would hide a column of the result" in errors


def test_too_many_groups_are_refused(run: Run, tmp_path: Path) -> None:
    for number in range(101):
        (tmp_path / f"{number}.txt").write_text("Ein Zug.", "utf-8")
    code, _, errors = run("compare", tmp_path)
    assert code == 2
    assert "101 groups by source" in errors


def test_out_holds_every_table_in_full(run: Run, seeds: Path, tmp_path: Path) -> None:
    code, output, _ = run("compare", seeds, "--out", tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert code == 0
    assert str(folder) in output
    names = {"sources", "frequencies", "keywords"}
    files = {f"{name}.{suffix}" for name in names for suffix in ("csv", "parquet")}
    assert {file.name for file in folder.iterdir()} == files | {"provenance.json"}
    corpus = cs.read_corpus(seeds)
    found = cs.keywords(corpus, by="source", min_count=2)
    assert_frame_equal(pl.read_parquet(folder / "keywords.parquet"), found)
    listed = pl.read_csv(folder / "frequencies.csv")
    assert listed["count"].sum() == cs.frequencies(corpus)["count"].sum()
    sources = pl.read_parquet(folder / "sources.parquet")
    assert sum(sources["tokens"].to_list() + sources["left_out"].to_list()) == corpus.n_tokens
    records = json.loads((folder / "provenance.json").read_text("utf-8"))
    assert records["keywords"]["options"]["min_count"] == 2


def test_out_that_is_a_file_is_left_alone(run: Run, seeds: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("kept", "utf-8")
    code, _, errors = run("compare", seeds, "--out", file)
    assert code == 2
    assert str(file) in errors
    assert file.read_text("utf-8") == "kept"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "COMMAND"),
        (["compare"], "PATH"),
        (["compare", "seeds", "--top", "0"], "--top"),
        (["compare", "seeds", "--top", "many"], "'many'"),
        (["compare", "seeds", "--tip", "3"], "--tip"),
        (["compare", "seeds", "--language", "xx"], "'xx'"),
        (["compare", "nowhere"], "nowhere"),
        (["compare", "seeds", "--by", "outlet"], "outlet"),
        (["contrast", "seeds"], "contrast"),
    ],
)
def test_wrong_arguments_give_one_line_and_exit_code_2(
    run: Run, arguments: list[str], named: str
) -> None:
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert errors.count("\n") == 1
    assert named in errors


def test_one_source_has_nothing_to_be_compared_with(run: Run, tmp_path: Path) -> None:
    (tmp_path / "only.txt").write_text("Ein Zug.", "utf-8")
    code, _, errors = run("compare", tmp_path)
    assert code == 2
    assert "1 group by source: name a column with 2 to 100" in errors


def test_files_that_are_not_read_are_named(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "notes.pdf", ".hidden.txt"):
        (tmp_path / name).write_text("Ein Zug fährt.", "utf-8")
    code, output, _ = run("compare", tmp_path)
    assert code == 0
    assert "2 other files (.hidden.txt, notes.pdf)" in output
    assert "One document stands for a whole group" in output


def test_help_names_every_option(run: Run) -> None:
    code, output, _ = run("compare", "--help")
    assert code == 0
    for option in ("--by", "--top", "--min-count", "--out", "--language", "--mode", "--text"):
        assert option in output


def test_as_a_module_with_a_pipe_that_closes_early(seeds: Path) -> None:
    command = [sys.executable, "-m", "corpusstats", "compare", str(seeds)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_cells_line_up_whatever_the_script() -> None:
    words = ["Zug", "Zu\u0308ge", "中文", "👍", "x" * 200]
    numbers = ["1", "22", "333", "4,444", "5"]
    lines = table([Column("word", words), Column("n", numbers, numeric=True)]).splitlines()
    assert {_width(line) for line in lines} == {WIDTH}
    assert lines[-1].split()[0].endswith("…")


def _width(line: str) -> int:
    marks = ("Mn", "Me", "Cf")
    visible = [character for character in line if unicodedata.category(character) not in marks]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in visible)
