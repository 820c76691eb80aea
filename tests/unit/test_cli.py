"""``python -m corpusstats``."""

import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs
from corpusstats.cli import main
from corpusstats.explain import explain
from corpusstats.terminal import WIDTH, Column, concordance_lines, middle, paragraph, table

Run = Callable[..., tuple[int, str, str]]

PRINTED: dict[str, Any] = {"zones": None, "copy": "all", "wording": None}

# Two sources that quote and tell, and their quotations.
TEXTS = {
    "a1": "Kim sagt: „Der Zug kommt.“ Der Zug kam.",
    "a2": "„Der Zug kam“, sagt Kim.",
    "b1": "Kim sagt: „Der Zug fährt.“ Kim fährt.",
}
QUOTES = pl.DataFrame(
    {"doc_id": [*TEXTS], "start": [10, 0, 10], "end": [26, 13, 26], "voice": ["quote"] * 3}
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line: exit code, output and errors."""

    def run(*arguments: object, own: bool = False) -> tuple[int, str, str]:
        """Count all that is printed, unless asked for a source's own words."""
        given = [str(argument) for argument in arguments]
        if given[:1] == ["compare"] and "--help" not in given and not own:
            given.insert(1, "--as-printed")
        try:
            code = main(given)
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        output, errors = capsys.readouterr()
        return code, output, errors

    return run


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder with a corpus as a table, and its quotations as one."""
    texts = pl.DataFrame({"doc_id": [*TEXTS], "source": ["a", "a", "b"], "text": [*TEXTS.values()]})
    texts.write_csv(tmp_path / "texts.csv")
    QUOTES.write_csv(tmp_path / "quotes.csv")
    return tmp_path


def squeezed(output: str) -> list[str]:
    """The lines of an output, with single blanks."""
    return [" ".join(line.split()) for line in output.splitlines()]


def flowing(output: str) -> str:
    """An output in one line, with single blanks."""
    return " ".join(output.split())


def test_the_main_job_shows_the_corpus_and_keywords_of_every_source(run: Run, seeds: Path) -> None:
    code, output, errors = run("compare", seeds, "--by", "source")
    assert (code, errors) == (0, "")
    assert "12 documents, 4 groups by source, 3,091 tokens" in output
    for word in ("Machthaber", "Rüstungskooperation", "Waffengeschäft", "Marschall"):
        assert word in output
    assert "abendblatt-a 3 805 2023-09-12 to 2023-09-15" in squeezed(output)
    assert "Machthaber 6 0 7.45 0.00 3 of 3 0 of 9 +5.21 16.2" in squeezed(output)
    assert "Runs of words (count : others'): das Regime (4:0), Nordkoreas Machthaber" in output
    assert "Not among them: 591 punctuation marks, 2 symbols." in output


def test_notes_say_what_the_figures_mean_and_cannot_carry(run: Run, seeds: Path) -> None:
    output = flowing(run("compare", seeds)[1])
    for note in (
        "those of headlines, captions, bylines, advertisements and copies too",
        "All groups: Fewer than 5 documents: the figures describe these texts, and carry no infer",
        "Where the others' count is 0, the log ratio depends on the rule for zeros (Walter's",
        "log ratio: 1 is twice the others' rate, 2 four times.",
        "G²: signed log-likelihood, by which rows are ordered; a score, not a test.",
        "Each group is set against all others together; upper and lower case count as the same",
        "what occurs fewer than 2 times in all is left out.",
    ):
        assert note in output
    more = flowing(run("compare", seeds, "--min-count", 3)[1])
    assert "what occurs fewer than 3 times in all is left out." in more


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_methods_stand_at_the_end_if_asked_for(run: Run, seeds: Path, language: str) -> None:
    arguments = ["compare", seeds, "--node", "Kim", "--window", 3, "--min-count", 4]
    plain = run(*arguments)[1]
    code, output, errors = run(*arguments, "--explain", language)
    assert (code, errors) == (0, "")
    corpus = cs.read_corpus(seeds)
    found = cs.compare_sources(corpus, nodes=["Kim"], window=3, min_count=4, **PRINTED)
    before, _, methods = output.rpartition("\n\n")
    assert before == plain.removesuffix("\n")
    assert flowing(methods) == explain(found, language=language)
    assert max(map(_width, methods.splitlines())) <= WIDTH


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
    assert (
        "(none): No value in a column or layer that makes the groups: a group of its own." in output
    )


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
    folder = tmp_path / "new" / "folder"
    code, output, _ = run("compare", seeds, "--node", "Kim|Kims", "--top", 1, "--out", folder)
    assert code == 0
    assert str(folder) in output
    corpus = cs.read_corpus(seeds)
    found = cs.compare_sources(corpus, nodes=["Kim|Kims"], **PRINTED)
    frames = {**found.frames(), "frequencies": cs.frequencies(found.corpus, by="source")}
    files = {f"{name}.{suffix}" for name in frames for suffix in ("csv", "parquet")}
    methods = {"methods.de.txt", "methods.en.txt"}
    assert {file.name for file in folder.iterdir()} == files | methods | {"provenance.json"}
    assert {"nodes.csv", "nodes.parquet"} < files
    assert f"as parquet and CSV: {', '.join(frames)}." in output
    for language in ("de", "en"):
        text = (folder / f"methods.{language}.txt").read_text("utf-8")
        assert text == explain(found, language=language) + "\n"
    for name, frame in frames.items():
        assert_frame_equal(pl.read_parquet(folder / f"{name}.parquet"), frame)
        nested = [column for column, dtype in frame.schema.items() if dtype.is_nested()]
        written = {
            column: pl.String if column in nested else dtype
            for column, dtype in frame.schema.items()
        }
        listed = pl.read_csv(folder / f"{name}.csv", schema=written)
        assert_frame_equal(listed.drop(nested), frame.drop(nested))
        for column in nested:
            values = [value and json.loads(value) for value in listed[column]]
            assert values == frame[column].to_list()
    records = json.loads((folder / "provenance.json").read_text("utf-8"))
    recorded = ("frequencies", "keywords", "collocates", "ngrams")
    expected = {name: cs.provenance(frames[name]) for name in recorded}
    assert records == {"comparison": found.provenance, **expected}
    assert records["comparison"]["options"]["nodes"] == ["Kim|Kims"]


def test_out_without_nodes_holds_no_collocates(run: Run, tiny: Path, tmp_path: Path) -> None:
    code, _, _ = run(
        *("compare", tiny / "texts.csv", "--layer", tiny / "quotes.csv=text"),
        *("--by", "source", "--by", "voice", "--min-count", 1, "--out", tmp_path / "out"),
    )
    assert code == 0
    for name in ("collocates", "nodes"):
        assert pl.read_parquet(tmp_path / "out" / f"{name}.parquet").is_empty()
    listed = pl.read_parquet(tmp_path / "out" / "frequencies.parquet")
    assert listed.filter(term="zug")["source", "voice", "count"].rows() == [
        ("a", "quote", 2),
        ("a", "text", 1),
        ("b", "quote", 1),
    ]


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
        (["compare", "seeds", "--lines", "-1"], "--lines"),
        (["compare", "seeds", "--lines", "some"], "'some'"),
        (["compare", "seeds", "--window", "0"], "--window"),
        (["compare", "seeds", "--explain", "fr"], "'fr'"),
        (["compare", "seeds", "--explain"], "--explain"),
        (["compare", "seeds", "--node", "Kim", "--node", "Kim"], "nodes names 'Kim' twice"),
        (["compare", "seeds", "--window", "1001"], "window has to hold from 1 to 1000"),
        (["compare", "seeds", "--min-count", "0"], "--min-count"),
        (["compare", "seeds", "--node", ""], "node='' has an alternative without a word"),
        (["compare", "seeds", "--node", "/[/"], "node='/[/' is no regular expression"),
        (["compare", "seeds", "--within", "zone"], "within='zone' is no layer"),
        (["compare", "seeds", "--without", "zone=head"], "without='zone' is no layer"),
        (["compare", "seeds", "--layer", "nowhere.csv"], "nowhere.csv"),
        (["compare", "seeds", "--by", "source", "--by", "source"], "by names something twice"),
        (["concordance", "seeds"], "QUERY"),
        (["concordance", "nowhere", "Kim"], "nowhere"),
        (["concordance", "seeds", ""], "query='' has an alternative without a word"),
        (["concordance", "seeds", "Kim||Putin"], "query='Kim||Putin'"),
        (["concordance", "seeds", "/[/"], "query='/[/' is no regular expression"),
        (["concordance", "seeds", "Kim\\"], "ends in a backslash"),
        (["concordance", "seeds", "Kim", "--lines", "0"], "--lines"),
        (["concordance", "seeds", "Kim", "--order", "random"], "'random'"),
        (["concordance", "seeds", "Kim", "--attribute", "lemma"], "'lemma'"),
        (["concordance", "seeds", "Kim", "--by", "outlet"], "by='outlet' is no column"),
        (["concordance", "seeds", "Kim", "--within", "zone"], "within='zone' is no layer"),
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
    assert "All groups: One document only: the figures describe this text, and nothing" in output


REST = "--explain --out"
SHARED = "--by --layer --within --without --language --mode --text --doc-id"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "compare",
            f"PATH --node --actor --as-printed --lines --top --min-count --window {REST} {SHARED}",
        ),
        ("concordance", f"PATH QUERY --order --lines --attribute {SHARED}"),
    ],
)
def test_help_names_every_option(run: Run, command: str, options: str) -> None:
    code, output, _ = run(command, "--help")
    assert code == 0
    listed = re.findall(r"^  (?:-h, )?(--[a-z-]+|[A-Z]+)", output, re.MULTILINE)
    assert sorted(listed) == sorted([*options.split(), "--help"])
    for name in ("compare", "concordance"):
        assert name in run("--help")[1]


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


def test_lines_of_a_concordance_line_up_and_keep_the_place() -> None:
    long = "a" * 60
    given = [
        ("x:1", "left", "Zug", "right"),
        (f"{long}:23", "中文" * 30, "Zu\u0308ge", "links\nund\trechts " * 9),
        ("", "", long, ""),
    ]
    lines = concordance_lines(given)
    assert max(map(_width, lines)) <= WIDTH
    nodes = ("  Zug", "  Zu\u0308ge", "  aa")
    starts = [_width(line[: line.index(node)]) for line, node in zip(lines, nodes, strict=True)]
    assert len(set(starts)) == 1
    assert lines[1].split()[0].endswith("aa:23")
    assert concordance_lines([]) == []


# ---------------------------------------------------------------------------------------------
# --node


Cells = list[tuple[str, list[str]]]


def nodes_in(output: str) -> dict[str, list[Cells]]:
    """What stands near each node: its tables, and of each the headings with the cells below."""
    found: dict[str, list[Cells]] = {}
    blocks = output.split("\n\n")
    for place, block in enumerate(blocks):
        heading = re.match(r"(.*): what stands near it", block)
        if heading is None:
            continue
        found[heading[1]] = []
        for following in itertools.takewhile(lambda lines: lines[:2] == "  ", blocks[place + 1 :]):
            first, *rows = following.splitlines()
            names = list(re.finditer(r"\S+(?: \S+)*", first))
            starts = [name.start() for name in names] + [WIDTH]
            found[heading[1]].append(
                [
                    (name[0], [cell for row in rows if (cell := row[start:end].strip())])
                    for name, (start, end) in zip(names, itertools.pairwise(starts), strict=True)
                ]
            )
    return found


@pytest.mark.parametrize(
    ("node", "top", "window"),
    [
        ("Kim|Kims", 4, 5),
        ("*waffe*", 30, 2),
        ("Kim Jong Un", 5, 3),
        ("/[Rr]uss.*/", 15, 1),
        ("kim ????|putin", 3, 10),
        ("PUTIN", 100, 5),
    ],
)
def test_nodes_show_the_strongest_collocates_of_each_source(
    run: Run, seeds: Path, node: str, top: int, window: int
) -> None:
    code, output, _ = run("compare", seeds, "--node", node, "--top", top, "--window", window)
    assert code == 0
    assert f"{node}: what stands near it (window of {window})" in output
    corpus = cs.read_corpus(seeds)
    found = cs.collocates(corpus, node, by="source", window=window, min_count=2)
    more = found.filter(pl.col("log_likelihood") > 0)
    hits = cs.concordance(corpus, node, by="source")["source"].to_list()
    expected = []
    for source in ("abendblatt-a", "morgenpost-b", "rundschau-c", "tagblatt-d"):
        rows = more.filter(source=source)["display", "count"].head(top).rows()
        cells = [f"{word} {count}" for word, count in rows] or ["–"]
        expected.append((f"{source} ({hits.count(source)})", cells))
    assert nodes_in(output) == {node: [expected]}


def test_several_nodes_and_some_that_nobody_uses(run: Run, seeds: Path) -> None:
    nodes = ["Putin", "xyz", "Kim", "Wladimir Kim"]
    options = [part for node in nodes for part in ("--node", node)]
    code, output, errors = run("compare", seeds, *options, "--explain", "en")
    assert (code, errors) == (0, "")
    assert list(nodes_in(output)) == ["Putin", "Kim"]
    told = re.findall(r"^(.*): (what stands near it|does not occur$)", output, re.MULTILINE)
    assert told == [
        ("Putin", "what stands near it"),
        ("xyz", "does not occur"),
        ("Kim", "what stands near it"),
        ("Wladimir Kim", "does not occur"),
    ]
    assert "“Putin”, “xyz”, “Kim” and “Wladimir Kim”" in flowing(output)
    plain = run("compare", seeds)[1]
    assert "what stands near" not in plain
    assert "does not occur" not in plain


def test_many_sources_stand_in_several_tables(run: Run, tmp_path: Path) -> None:
    for number in range(12):
        name = f"quelle-{number:02}-{'x' * (number * 5)}"
        text = f"Kim kam am {number}. Tag an. Der Zug blieb stehen. Danach fuhr er heim."
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    code, output, _ = run("compare", tmp_path, "--node", "Kim", "--min-count", 1, "--top", 3)
    assert code == 0
    tables = nodes_in(output)["Kim"]
    assert [len(table) for table in tables] == [5, 5, 2]
    columns = [column for table in tables for column in table]
    # What is too long loses its middle: the ends tell names apart.
    names = ["quelle-00-", "quelle…-xxxxx", *["quelle…xxxxxx"] * 10]
    assert columns == [
        (f"{name} (1)", [f"{number}. 1", "am 1", "an 1"]) for number, name in enumerate(names)
    ]
    assert max(map(_width, output.splitlines())) <= WIDTH
    assert "12 groups by source" in flowing(output)


def test_hits_of_many_tokens_are_never_cut(run: Run, tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"quelle-mit-langem-namen-{number}.txt"
        path.write_text("Kim kam heim. " * 1200, "utf-8")
    columns = nodes_in(run("compare", tmp_path, "--node", "Kim")[1])["Kim"][0]
    assert [heading.split(" ")[-1] for heading, _ in columns] == ["(1,200)"] * 5


# ---------------------------------------------------------------------------------------------
# --lines

PLACE = re.compile(r"    (?:(?P<doc_id>\S+):)?(?P<start>\d+) ")


def lines_below(output: str) -> dict[str, dict[str, tuple[int, list[str]]]]:
    """The keywords of each source, each with its count and the lines below it."""
    found: dict[str, dict[str, tuple[int, list[str]]]] = {}
    source, word = "", ""
    for line in output.splitlines():
        if heading := re.match(r"(\S+): .* that it uses more often than the others", line):
            source = heading[1]
            found[source] = {}
        elif source and line.startswith("    "):
            found[source][word][1].append(line)
        elif source and (row := re.match(r"  (\S+) +(\d+) +\d+ +\d+\.\d\d ", line)):
            word = row[1]
            found[source][word] = (int(row[2]), [])
        elif re.match(r"\S", line):
            source = ""
    return found


@pytest.mark.parametrize(("n", "by"), [(1, "source"), (3, "source"), (99, "source"), (2, "doc_id")])
def test_lines_below_keywords(run: Run, seeds: Path, n: int, by: str) -> None:
    code, output, _ = run("compare", seeds, "--by", by, "--lines", n, "--top", 7)
    assert code == 0
    corpus = cs.read_corpus(seeds)
    texts = dict(corpus.documents.select("doc_id", "text").rows())
    sources = dict(zip(texts, corpus.documents[by], strict=True))
    tokens = {row[:2]: row[2] for row in corpus.tokens().select("doc_id", "start", "token").rows()}
    keywords = lines_below(output)
    assert sorted(keywords) == sorted(set(sources.values()))
    for source, words in keywords.items():
        assert len(words) == 7
        for word, (count, lines) in words.items():
            more = [line for line in lines if line.startswith("    … and ")]
            shown = [line for line in lines if line not in more]
            assert len(shown) == min(n, count)
            assert more == ([f"    … and {count - n} more"] if count > n else [])
            for line in shown:
                place = PLACE.match(line)
                assert place is not None
                doc_id, start = place["doc_id"] or source, int(place["start"])
                assert sources[doc_id] == source
                token = tokens[doc_id, start]
                assert token.lower() == word.lower()
                left, _, right = line[place.end() :].partition(f"  {token}  ")
                # Blanks aside, the line is what stands in the text round the token.
                before, after = left.strip(" …"), right.strip(" …")
                around = "".join(f"{before}{token}{after}".split())
                at = len("".join(texts[doc_id][:start].split())) - len("".join(before.split()))
                assert "".join(texts[doc_id].split())[at:].startswith(around)


def test_no_lines_unless_asked_for(run: Run, seeds: Path) -> None:
    plain = run("compare", seeds)[1]
    assert run("compare", seeds, "--lines", 0)[1] == plain
    assert not re.search("^    ", plain.partition("Whose content")[0], re.MULTILINE)


def test_lines_stay_within_what_counts(run: Run, tiny: Path) -> None:
    output = run(
        *("compare", tiny / "texts.csv", "--layer", tiny / "quotes.csv=text", "--lines", 9),
        *("--by", "voice", "--min-count", 1),
    )[1]
    keywords = lines_below(output)
    counts = {word: count for word, (count, _) in keywords["quote"].items()}
    assert counts == {"Der": 3, "Zug": 3, "fährt": 1, "kam": 1, "kommt": 1}
    places = [line.split()[0] for line in keywords["quote"]["Zug"][1]]
    assert places == ["a1:15", "a2:5", "b1:15"]


# ---------------------------------------------------------------------------------------------
# --layer, --within and --without


def voiced(tiny: Path, layer: str, *options: object) -> list[object]:
    return ["compare", tiny / "texts.csv", "--layer", tiny / layer, "--min-count", 1, *options]


CROSSED = ["--by", "source", "--by", "voice"]


def test_a_layer_crosses_with_the_sources(run: Run, tiny: Path) -> None:
    code, output, errors = run(*voiced(tiny, "quotes.csv=text", *CROSSED, "--node", "Kim"))
    assert (code, errors) == (0, "")
    lines = squeezed(output)
    assert "3 documents, 4 groups by source and voice, 20 tokens" in flowing(output)
    at = lines.index("source voice documents tokens")
    assert lines[at + 1 : at + 5] == ["a quote 2 6", "a text 2 7", "b quote 1 3", "b text 1 4"]
    assert "a / quote: 4 words that it uses more often than the others" in lines
    # 2 of 6 tokens against 2 of 14.
    assert "Zug 2 2 333.33 142.86 2 of 2 +1.16 0.9" in lines
    assert nodes_in(output)["Kim"] == [
        [
            ("a / quote (0)", ["–"]),
            ("a / text (2)", ["sagt 2"]),
            ("b / quote (0)", ["–"]),
            ("b / text (2)", ["–"]),
        ]
    ]
    assert "All groups: Made by a layer, so that a document can be on both" in flowing(output)


def test_a_layer_from_parquet_is_the_same(run: Run, tiny: Path) -> None:
    QUOTES.cast({"start": pl.UInt8, "end": pl.Int16}).write_parquet(tiny / "quotes.parquet")
    from_csv = run(*voiced(tiny, "quotes.csv=text", *CROSSED, "--lines", 3))
    assert run(*voiced(tiny, "quotes.parquet=text", *CROSSED, "--lines", 3)) == from_csv


def test_without_a_label_the_rest_has_none(run: Run, tiny: Path) -> None:
    code, output, _ = run(*voiced(tiny, "quotes.csv", *CROSSED))
    assert code == 0
    assert "a (none) 2 7" in squeezed(output)
    assert "a / (none), b / (none): No value in a column or layer that makes" in flowing(output)


@pytest.mark.parametrize(
    ("options", "sizes"),
    [
        (["--within", "voice"], ["a 2 6", "b 1 3"]),
        (["--within", "voice=quote"], ["a 2 6", "b 1 3"]),
        (["--within", "voice=text"], ["a 2 7", "b 1 4"]),
        (["--without", "voice"], ["a 2 7", "b 1 4"]),
        (["--without", "voice=text"], ["a 2 6", "b 1 3"]),
        (["--without", "voice=quote"], ["a 2 7", "b 1 4"]),
        (["--within", "voice", "--within", "sentence=0"], ["a 2 6", "b 1 3"]),
        (["--within", "voice=text", "--without", "sentence=0"], ["a 1 3", "b 1 2"]),
    ],
    ids=" ".join,
)
def test_within_and_without(run: Run, tiny: Path, options: list[str], sizes: list[str]) -> None:
    code, output, errors = run(*voiced(tiny, "quotes.csv=text", *options))
    assert (code, errors) == (0, "")
    lines = squeezed(output)
    at = lines.index("source documents tokens")
    assert lines[at + 1 : at + 3] == sizes


def test_layers_that_cross_each_other(run: Run, tiny: Path) -> None:
    heads = "doc_id,start,end,zone\na1,0,3,head\nb1,0,3,head\n"
    (tiny / "zones.csv").write_text(heads, "utf-8")
    arguments = voiced(tiny, "quotes.csv=text", "--layer", tiny / "zones.csv=body")
    output = run(*arguments, "--by", "voice", "--by", "zone")[1]
    lines = squeezed(output)
    at = lines.index("voice zone documents tokens")
    assert lines[at + 1 : at + 4] == ["quote body 3 9", "text body 3 9", "text head 2 2"]


def test_a_layer_without_spans(run: Run, tiny: Path) -> None:
    (tiny / "none.csv").write_text("doc_id,start,end,voice\n", "utf-8")
    code, output, _ = run(*voiced(tiny, "none.csv=text", *CROSSED))
    assert code == 0
    assert "a text 2 13" in squeezed(output)


SPANS = "doc_id,start,end,voice\na1,10,26,quote\n"


@pytest.mark.parametrize(
    ("name", "content", "messages"),
    [
        ("l.csv", "doc_id,start,voice\na1,0,q\n", ["the columns doc_id, start, end and one more"]),
        ("l.csv", "doc_id,start,end\na1,0,3\n", ["the columns doc_id, start, end and one more"]),
        ("l.csv", "doc_id,start,end,voice,zone\na1,0,3,q,z\n", ["one more", "'voice', 'zone'"]),
        ("l.csv", SPANS + "z9,0,3,q\n", ["names no document of the corpus", "row 1", "'z9'"]),
        ("l.csv", SPANS + "a2,0,99,q\n", ["ends after the text", "row 1", "99"]),
        ("l.csv", SPANS + "a2,-1,3,q\n", ["begins after its end or before the text", "row 1"]),
        ("l.csv", SPANS + "a2,5,3,q\n", ["begins after its end or before the text", "row 1"]),
        ("l.csv", SPANS + "a1,20,30,q\n", ["(10, 26) and (20, 30)", "overlap in document 'a1'"]),
        ("l.csv", SPANS + "a2,x,3,q\n", ["start 'x' in row 1 is no whole number"]),
        ("l.csv", SPANS + "a2,0,3.5,q\n", ["end '3.5' in row 1 is no whole number"]),
        ("l.csv", SPANS + "a2,,3,q\n", ["column 'start'", "null", "row 1"]),
        ("l.csv", SPANS + ",0,3,q\n", ["column 'doc_id'", "null", "row 1"]),
        ("l.csv", SPANS + "a2,0,3,\n", ["column 'voice'", "null", "row 1"]),
        ("l.csv", SPANS + "a2,0,3\n", ["line 3 ends a row of 3 fields"]),
        (
            "l.csv",
            "doc_id,start,end,source\na1,0,3,q\n",
            ["a column, layer or attribute 'source' already"],
        ),
        ("l.csv", "doc_id,start,end,sentence\na1,0,3,q\n", ["'sentence' has the name of a bounda"]),
        ("l.csv", "", ["the file is empty"]),
        ("l.csv", "doc_id;start;end;voice\n", ["the columns doc_id, start, end and one more"]),
        ("l.txt", SPANS, ["spans are read from a .csv or a .parquet file"]),
        ("l", SPANS, ["spans are read from a .csv or a .parquet file"]),
        ("l.parquet", SPANS, ["no valid parquet file"]),
        ("l.csv", None, ["there is no such file"]),
        ("l.parquet", None, ["there is no such file"]),
    ],
)
def test_layers_that_cannot_be_read_are_named_with_their_row(
    run: Run, tiny: Path, name: str, content: str | None, messages: list[str]
) -> None:
    path = tiny / name
    if content is not None:
        path.write_text(content, "utf-8")
    for command in (["compare", tiny / "texts.csv"], ["concordance", tiny / "texts.csv", "Kim"]):
        code, output, errors = run(*command, "--layer", path)
        assert (code, output) == (2, "")
        assert errors.count("\n") == 1
        for message in (str(path), *messages):
            assert message in errors


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("start", 10.7, "column 'start' of layer 'voice' has to hold integers, not Float64"),
        ("start", 10.0, "column 'start' of layer 'voice' has to hold integers, not Float64"),
        ("end", True, "column 'end' of layer 'voice' has to hold integers, not Boolean"),
        ("start", "10.0", "start '10.0' in row 0 is no whole number"),
        ("end", "", "end '' in row 0 is no whole number"),
        ("doc_id", 1.5, "column 'doc_id' of layer 'voice' has to hold String like the corpus"),
        ("doc_id", True, "column 'doc_id' of layer 'voice' has to hold String like the corpus"),
    ],
)
def test_places_that_are_no_whole_numbers_are_refused(
    run: Run, tiny: Path, column: str, value: Any, message: str
) -> None:
    path = tiny / "l.parquet"
    QUOTES.head(1).with_columns(pl.lit(value).alias(column)).write_parquet(path)
    code, output, errors = run(*voiced(tiny, "l.parquet=text"))
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert f"{path}: {message}" in errors


def test_places_of_a_parquet_file_may_be_text(run: Run, tiny: Path) -> None:
    QUOTES.cast({"start": pl.String}).write_parquet(tiny / "quotes.parquet")
    from_csv = run(*voiced(tiny, "quotes.csv=text", *CROSSED))
    assert run(*voiced(tiny, "quotes.parquet=text", *CROSSED)) == from_csv


def test_equals_signs_in_paths_and_labels(run: Run, tiny: Path) -> None:
    (tiny / "a=b").mkdir()
    labelled = QUOTES.with_columns(voice=pl.lit("q=u=o"))
    labelled.write_csv(tiny / "a=b" / "q=1.csv")
    labelled.write_parquet(tiny / "a=b" / "q.PARQUET")
    for layer in ("a=b/q=1.csv=x=y", "a=b/q.PARQUET=x=y"):
        code, output, errors = run(*voiced(tiny, layer, *CROSSED))
        assert (code, errors) == (0, "")
        lines = squeezed(output)
        at = lines.index("source voice documents tokens")
        assert lines[at + 1 : at + 5] == ["a q=u=o 2 6", "a x=y 2 7", "b q=u=o 1 3", "b x=y 1 4"]
        for options in (["--within", "voice=x=y"], ["--without", "voice=q=u=o"]):
            assert "a 2 7" in squeezed(run(*voiced(tiny, layer, *options))[1])
    plain = run(*voiced(tiny, "a=b/q=1.csv", *CROSSED))[1]
    assert "a (none) 2 7" in squeezed(plain)
    empty = run(*voiced(tiny, "a=b/q=1.csv=", *CROSSED))[1]
    assert "a 2 7" in squeezed(empty)
    code, _, errors = run(*voiced(tiny, "a=b/q.txt=x=y"))
    assert code == 2
    assert "spans are read from a .csv or a .parquet file" in errors


@pytest.mark.parametrize(
    ("layer", "options", "message"),
    [
        (
            "quotes.csv=text",
            ["--within", "voice=Bob"],
            "has no label 'Bob'; there are ['quote', 't",
        ),
        ("quotes.csv", ["--without", "voice=text"], "has no label 'text'; there are ['quote']"),
        ("quotes.csv", ["--within", "voice="], "has no label ''"),
        ("quotes.csv", ["--within", "zone"], "within='zone' is no layer; there are ['sentence', "),
        ("quotes.csv", ["--by", "zone"], "by='zone' is no column of the documents"),
        ("quotes.csv", ["--by", "voice", "--within", "voice"], "1 group by voice"),
        (
            "quotes.csv",
            ["--layer", "{}/quotes.csv"],
            "there is a column, layer or attribute 'voice' already",
        ),
    ],
)
def test_layers_and_labels_that_there_are_not(
    run: Run, tiny: Path, layer: str, options: list[str], message: str
) -> None:
    code, output, errors = run(*voiced(tiny, layer, *(part.format(tiny) for part in options)))
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert message in errors


def test_labels_and_names_that_are_numbers(run: Run, tmp_path: Path) -> None:
    texts = pl.DataFrame({"doc_id": [1, 2], "source": ["a", "b"], "text": ["Zug um Zug.", "Zug"]})
    texts.write_parquet(tmp_path / "texts.parquet")
    (tmp_path / "l.csv").write_text("doc_id,start,end,page\n1,0,3,1\n2,0,3,2\n", "utf-8")
    arguments = ["compare", tmp_path / "texts.parquet", "--min-count", 1, "--layer"]
    code, output, _ = run(*arguments, tmp_path / "l.csv=0", "--by", "page")
    assert code == 0
    lines = squeezed(output)
    at = lines.index("page documents tokens")
    assert lines[at + 1 : at + 4] == ["0 1 2", "1 1 1", "2 1 1"]
    pages = pl.DataFrame({"doc_id": [1, 2], "start": [0, 0], "end": [3, 3], "page": [1, 2]})
    pages.write_parquet(tmp_path / "l.parquet")
    code, output, _ = run(*arguments, tmp_path / "l.parquet", "--without", "page=2")
    assert code == 0
    assert "a 1 3" in squeezed(output)
    code, output, _ = run(*arguments, tmp_path / "l.parquet=0", "--by", "page")
    assert code == 0
    lines = squeezed(output)
    at = lines.index("page documents tokens")
    assert lines[at + 1 : at + 4] == ["0 1 2", "1 1 1", "2 1 1"]
    code, _, errors = run(*arguments, tmp_path / "l.parquet=x", "--by", "page")
    assert code == 2
    path = tmp_path / "l.parquet"
    assert f"{path}: default='x' of layer 'page' is no Int64 like its labels" in errors


@pytest.mark.parametrize(("label", "default"), [(True, "x"), (date(2023, 1, 1), "x")])
def test_labels_of_other_types_are_refused_by_name(
    run: Run, tiny: Path, label: Any, default: str
) -> None:
    path = tiny / "l.parquet"
    QUOTES.with_columns(voice=pl.lit(label)).write_parquet(path)
    code, _, errors = run(*voiced(tiny, f"l.parquet={default}", *CROSSED))
    assert code == 2
    assert str(path) in errors


# ---------------------------------------------------------------------------------------------
# concordance


def concordance_in(output: str) -> list[tuple[str, int]]:
    """The places of the lines: documents and offsets."""
    places = re.findall(r"^  (?:.*?, )?(\S+):(\d+) ", output, re.MULTILINE)
    return [(doc_id, int(start)) for doc_id, start in places]


@pytest.mark.parametrize("order", ["text", "left", "right"])
@pytest.mark.parametrize(
    "query", ["Putin", "kim jong un|Kim", "*waffe*", "/[Rr]akete.*/", "Präsident ?ladimir P*"]
)
def test_concordance_lists_every_hit_in_order(
    run: Run, seeds: Path, query: str, order: Any
) -> None:
    code, output, errors = run("concordance", seeds, query, "--order", order)
    assert (code, errors) == (0, "")
    corpus = cs.read_corpus(seeds)
    hits = cs.concordance(corpus, query, order=order)
    assert concordance_in(output) == hits.select("doc_id", "start").rows()
    documents = hits["doc_id"].n_unique()
    assert output.startswith(f"{query}: {hits.height} hits in {documents} documents\n\n")
    for line, node in zip(output.splitlines()[2:], hits["node"], strict=True):
        assert f"  {' '.join(node.split())}  " in line
    assert max(map(_width, output.splitlines())) <= WIDTH


def test_concordance_shows_some_lines(run: Run, seeds: Path) -> None:
    every = run("concordance", seeds, "Putin")[1].splitlines()
    code, output, _ = run("concordance", seeds, "Putin", "--lines", 3)
    assert code == 0
    n_hits = len(every) - 2
    assert output.splitlines()[:2] == every[:2]
    assert [" ".join(line.split()[:1]) for line in output.splitlines()[2:5]] == [
        " ".join(line.split()[:1]) for line in every[2:5]
    ]
    assert output.splitlines()[5:] == ["", f"  … and {n_hits - 3} more"]
    assert run("concordance", seeds, "Putin", "--lines", n_hits)[1].splitlines() == every


def test_concordance_by_columns_and_layers(run: Run, tiny: Path) -> None:
    arguments = ["concordance", tiny / "texts.csv", "der zug", "--layer", tiny / "quotes.csv"]
    code, output, _ = run(*arguments, "--by", "source", "--by", "voice", "--by", "doc_id")
    assert code == 0
    assert output.splitlines()[0] == "der zug: 4 hits in 3 documents"
    places = [line.split("  ")[1] for line in output.splitlines()[2:]]
    assert places == [
        "a / quote, a1:11",
        "a / (none), a1:27",
        "a / quote, a2:1",
        "b / quote, b1:11",
    ]
    within = run(*arguments, "--within", "voice")[1]
    assert concordance_in(within) == [("a1", 11), ("a2", 1), ("b1", 11)]
    without = run(*arguments, "--without", "voice=quote")[1]
    assert concordance_in(without) == [("a1", 27)]


def test_concordance_by_attribute(run: Run, tiny: Path) -> None:
    for query, attribute, n_hits in (
        ("kim", "lower", 4),
        ("KIM", "lower", 4),
        ("Kim", "word", 4),
        ("kim", "word", 0),
    ):
        output = run("concordance", tiny / "texts.csv", query, "--attribute", attribute)[1]
        assert len(concordance_in(output)) == n_hits


def test_concordance_of_what_nobody_says(run: Run, seeds: Path) -> None:
    code, output, errors = run("concordance", seeds, "xyz*")
    assert (code, output, errors) == (0, "xyz*: 0 hits in 0 documents\n", "")


def test_concordance_of_one_hit(run: Run, tiny: Path) -> None:
    _, output, _ = run("concordance", tiny / "texts.csv", "kommt")
    assert output == (
        "kommt: 1 hit in 1 document\n\n"
        "  a1:19                         Kim sagt: „Der Zug  kommt  .“ Der Zug kam.\n"
    )


# ---------------------------------------------------------------------------------------------
# Names and texts of all kinds


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """A corpus with integers, floats, dates and nulls, and a text without words."""
    frame = pl.DataFrame(
        {
            "doc_id": [1, 2, 3],
            "text": ["Zug Zug Zug", "Kim kam.", "…"],
            "source": ["a", "b", None],
            "date": [date(2023, 1, 1), date(2023, 1, 2), None],
            "share": [1.5, 2.5, None],
            "paid": [True, False, None],
        }
    )
    frame.write_parquet(tmp_path / "texts.parquet")
    return tmp_path / "texts.parquet"


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("doc_id", ["1 1 3 2023-01-01", "2 1 2 2023-01-02", "3 1 0"]),
        ("date", ["2023-01-01 1 3", "2023-01-02 1 2", "(none) 1 0"]),
        ("source", ["a 1 3 2023-01-01", "b 1 2 2023-01-02", "(none) 1 0"]),
        ("share", ["1.5 1 3 2023-01-01", "2.5 1 2 2023-01-02", "(none) 1 0"]),
        ("paid", ["False 1 2 2023-01-02", "True 1 3 2023-01-01", "(none) 1 0"]),
    ],
)
def test_groups_of_any_type(run: Run, numbers: Path, by: str, rows: list[str]) -> None:
    arguments = ["--min-count", 1, "--node", "kim", "--lines", 1]
    code, output, errors = run("compare", numbers, "--by", by, *arguments)
    assert (code, errors) == (0, "")
    lines = squeezed(output)
    at = next(place for place, line in enumerate(lines) if line.startswith(f"{by} documents"))
    assert lines[at + 1 : at + 4] == rows
    empty = "3" if by == "doc_id" else "(none)"
    assert f"{empty}: no word often enough that it uses more often than the others" in lines
    assert f"{empty}: No token that counts, and so no rates to compare." in flowing(output)
    assert "0 Zug Zug Zug" in lines


def test_concordance_of_integers_dates_and_nulls(run: Run, numbers: Path) -> None:
    _, output, _ = run("concordance", numbers, "kim|…", "--by", "date", "--by", "source")
    places = [line.split("  ")[1] for line in output.splitlines()[2:]]
    assert places == ["2023-01-02 / b, 2:0", "(none) / (none), 3:0"]


WIDE = "北京日报今天发表社论"
LONG = "eine-sehr-lange-quelle-mit-vielen-teilen-"
FAMILY = "👩\u200d👩\u200d👧"
NAMES = ["kurz", LONG * 5, "Quelle mit vielen Wörtern " * 9, "Zu\u0308ge" * 40, "x" * 150]
WIDE_NAMES = [*NAMES, WIDE * 8, FAMILY * 40]


def write_wide(folder: Path, names: list[str]) -> Path:
    """A corpus with these names of sources, and wide characters and long words."""
    text = f"Kim traf {WIDE * 2} und {'Donaudampfschiff' * 12} {FAMILY} nie.\n\tKim\r\nkam\x0bja. "
    frame = pl.DataFrame(
        {
            "doc_id": [f"{name}/{number}" for number, name in enumerate(names)],
            "source": names,
            "text": [f"{text} Wort{number} Wort{number}" for number in range(len(names))],
        }
    )
    frame.write_parquet(folder / "wide.parquet")
    return folder / "wide.parquet"


COMMANDS: list[list[object]] = [
    ["compare", "--lines", 2, "--min-count", 1, "--node", "Kim", "--node", "京|北*"],
    ["compare", "--by", "doc_id", "--lines", 1, "--top", 40, "--node", "*"],
    ["compare", "--node", "nie " * 60, "--node", "x" * 150],
    ["concordance", "*"],
    ["concordance", "--by", "source", "--order", "left", "kim|*dampf*"],
    ["concordance", "--by", "source", "--by", "doc_id", "--order", "right", "北|京|日"],
    ["concordance", "--lines", 2, "kim " * 60],
]


def widest(run: Run, path: Path, command: str, *options: object) -> int:
    code, output, errors = run(command, path, *options)
    assert (code, errors) == (0, "")
    return max(map(_width, output.split("\n")))


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda given: " ".join(map(str, given))[:50])
def test_no_line_is_too_wide_whatever_it_holds(
    run: Run, tmp_path: Path, arguments: list[object]
) -> None:
    assert widest(run, write_wide(tmp_path, NAMES), *map(str, arguments)) <= WIDTH
    if arguments[0] == "concordance":
        assert widest(run, write_wide(tmp_path, WIDE_NAMES), *map(str, arguments)) <= WIDTH


@pytest.mark.parametrize("arguments", [COMMANDS[0], ["concordance", WIDE * 12]])
def test_no_paragraph_is_too_wide(run: Run, tmp_path: Path, arguments: list[object]) -> None:
    assert widest(run, write_wide(tmp_path, WIDE_NAMES), *map(str, arguments)) <= WIDTH


def test_nothing_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    path = write_wide(tmp_path, ["a", "\x1b[31mrot\x07", "c\x9bd"])
    for arguments in (COMMANDS[0], ["concordance", "--by", "source", "\x1b[2J|kim"]):
        command, *options = map(str, arguments)
        _, output, _ = run(command, path, *options)
        assert not [sign for sign in output if unicodedata.category(sign) == "Cc" and sign != "\n"]


def test_a_paragraph_wraps_by_columns() -> None:
    lines = paragraph(f"{'中文 ' * 40}Zu\u0308ge {'x' * 150} \x1b[31mrot\x07\r\n\tEnde", indent=2)
    assert lines.split("\n") == [
        "  " + " ".join(["中文"] * 19),
        "  " + " ".join(["中文"] * 19),
        "  中文 中文 Zu\u0308ge",
        f"  {'x' * 97}…",
        "  [31mrot Ende",
    ]
    assert paragraph("x" * WIDTH) == "x" * WIDTH
    assert paragraph(f"{'x' * 50} {'y' * 49} z") == f"{'x' * 50} {'y' * 49}\nz"
    assert paragraph(f"{'x' * 50} {'y' * 50}") == f"{'x' * 50}\n{'y' * 50}"
    assert paragraph(" \n ") == ""


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("kurz", 4, "kurz"),
        ("kürzer", 4, "kü…r"),
        ("kürzer", 5, "kü…er"),
        ("a\tb", 3, "a b"),
        ("中文字漢", 8, "中文字漢"),
        ("中文字漢", 7, "中…漢"),
        ("Zu\u0308ge" * 2, 8, "Zu\u0308ge" * 2),
        ("", 3, ""),
    ],
)
def test_what_is_too_long_loses_its_middle(text: str, width: int, expected: str) -> None:
    assert middle(text, width) == expected


def test_long_texts_take_no_time() -> None:
    """Whoever tries every length would take minutes."""
    long = "x" * 200_000
    assert table([Column("word", [long])]).split("\n")[1] == f"  {'x' * 97}…"
    assert paragraph(long) == "x" * 99 + "…"
    assert middle(long, 9) == "xxxx…xxxx"
    assert _width(concordance_lines([("x:1", long, long, long)])[0]) == WIDTH
    assert len(paragraph("x " * 100_000).split("\n")) == 2000


# ---------------------------------------------------------------------------------------------
# Runs of words, and what they are told about


def runs_of(output: str) -> list[list[str]]:
    """The runs of words of each source."""
    found = re.findall(r"Runs of words \(count : others'\): (.*?)\n\n", output, re.DOTALL)
    return [flowing(runs).split(", ") for runs in found]


def test_runs_of_words_show_both_counts(run: Run, seeds: Path) -> None:
    every = runs_of(run("compare", seeds)[1])
    found = cs.compare_sources(cs.read_corpus(seeds), **PRINTED)
    assert len(every) == found.sources.height
    for source, shown in zip(found.sources["source"], every, strict=True):
        rows = found.ngrams.filter(source=source)["display", "count", "reference_count"].rows()
        assert len(shown) == 8
        assert set(shown) <= {f"{words} ({count}:{others})" for words, count, others in rows}


def test_runs_that_only_occur_in_longer_ones_are_not_shown(run: Run, seeds: Path) -> None:
    for shown in runs_of(run("compare", seeds)[1]):
        runs = [re.split(r" \((\d+):", words)[:2] for words in shown]
        for (words, count), (longer, other) in itertools.permutations(runs, 2):
            assert count != other or f" {words} " not in f" {longer} "


def test_a_run_stays_that_occurs_on_its_own_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Zug kam. Der Zug kam. Der Zug stand. Wir auch.", "utf-8")
    (tmp_path / "b.txt").write_text("Alle gehen heim. Alle gehen weg.", "utf-8")
    shown = runs_of(run("compare", tmp_path)[1])
    # "Zug kam" only ever follows "Der".
    assert shown == [["Der Zug (3:0)", "Der Zug kam (2:0)"], ["Alle gehen (2:0)"]]


def test_what_is_left_out_is_not_said_to_count(run: Run, seeds: Path, tmp_path: Path) -> None:
    corpus = cs.read_corpus(seeds)
    ends = corpus.documents["text"].str.find("\n", literal=True)
    heads = corpus.documents.select("doc_id", start=0, end=ends, zone=pl.lit("headline"))
    heads.write_csv(tmp_path / "zones.csv")
    arguments = ["--layer", tmp_path / "zones.csv=body", "--without", "zone=headline"]
    code, output, _ = run("compare", seeds, *arguments)
    assert code == 0
    assert "those of headlines" not in flowing(output)
    assert re.search(
        r"Tokens are words and numbers\. Not among them: \d+ punctuation marks", flowing(output)
    )
    within = run("compare", seeds, *arguments[:2], "--within", "zone=headline")[1]
    assert "those of headlines" not in flowing(within)
    assert "those of headlines" in flowing(run("compare", seeds, *arguments[:2])[1])


def _width(line: str) -> int:
    marks = ("Mn", "Me", "Cf")
    visible = [character for character in line if unicodedata.category(character) not in marks]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in visible)
