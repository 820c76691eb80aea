"""Tokens and sentences of German and English by example: the files in `tests/cases`."""

from pathlib import Path
from typing import Any

import pytest

import corpusstats as cs

CASES = Path(__file__).resolve().parents[1] / "cases"


def cases(name: str) -> list[Any]:
    """The lines of a file, each with its phenomenon."""
    phenomenon, found = "", []
    for number, line in enumerate((CASES / name).read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("## "):
            phenomenon = line.removeprefix("## ")
        elif line:
            found.append(pytest.param(line, id=f"{name}:{number} {phenomenon}"))
    return found


def check_tokens(line: str, language: str, *, split_clitics: bool | None = None) -> None:
    text, expected = line.split("\t")
    found = cs.tokenize(text, language=language, split_clitics=split_clitics)  # type: ignore[arg-type]
    assert found["token"].to_list() == expected.split(" ")


def check_sentences(line: str, language: str) -> None:
    expected = [part.strip() for part in line.replace("\\n", "\n").split("| ")]
    text = line.replace("\\n", "\n").replace("| ", "")
    found = cs.split_sentences(text, language=language)  # type: ignore[arg-type]
    assert found["sentence"].to_list() == expected


@pytest.mark.parametrize("line", cases("de_tokens.tsv"))
def test_german_tokens(line: str) -> None:
    check_tokens(line, "de")


@pytest.mark.parametrize("line", cases("en_tokens.tsv"))
def test_english_tokens(line: str) -> None:
    check_tokens(line, "en")


@pytest.mark.parametrize("line", cases("en_clitics_tokens.tsv"))
def test_english_clitics(line: str) -> None:
    check_tokens(line, "en", split_clitics=True)


@pytest.mark.parametrize("line", cases("de_sentences.txt"))
def test_german_sentences(line: str) -> None:
    check_sentences(line, "de")


@pytest.mark.parametrize("line", cases("en_sentences.txt"))
def test_english_sentences(line: str) -> None:
    check_sentences(line, "en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_there_are_at_least_three_hundred_cases_a_language(language: str) -> None:
    names = [path.name for path in CASES.glob(f"{language}_*")]
    assert sum(len(cases(name)) for name in names) >= 300
