"""What holds for the package and its sources as a whole."""

import inspect
import re
from pathlib import Path

import pytest

import corpusstats as cs

FUNCTIONS = [name for name in cs.__all__ if inspect.isfunction(getattr(cs, name))]
CLASSES = [name for name in cs.__all__ if inspect.isclass(getattr(cs, name))]
EXCEPTIONS = [name for name in CLASSES if issubclass(getattr(cs, name), Exception)]

TEST_MODULE = re.compile(r"^#\[cfg\(test\)\]\n(?:pub )?mod \w+ \{.*?^\}", re.DOTALL | re.MULTILINE)
SUFFIXES = {
    ".cff", ".cfg", ".csv", ".in", ".json", ".lock", ".md", ".py", ".pyi", ".rs", ".sh", ".toml",
    ".tsv", ".txt", ".yaml", ".yml", "",
}  # fmt: skip


def documented(name: str) -> str:
    return inspect.getdoc(getattr(cs, name)) or ""


def rust_sources(root: Path) -> list[Path]:
    sources = sorted((root / "src").rglob("*.rs"))
    assert sources
    return sources


def without_comments(source: str) -> str:
    """Comments that fill lines of their own are left out."""
    return re.sub(r"(?m)^\s*//.*$", "", re.sub(r"(?ms)^/\*!.*?^\*/", "", source))


def test_all_names_are_sorted_and_there() -> None:
    assert cs.__all__ == sorted(cs.__all__, key=lambda name: (not name.isupper(), name))
    assert [name for name in cs.__all__ if not hasattr(cs, name)] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_an_example(name: str) -> None:
    assert ">>> " in documented(name)


@pytest.mark.parametrize("name", cs.measures.__all__)
def test_measures_have_an_example_and_a_source(name: str) -> None:
    text = inspect.getdoc(getattr(cs.measures, name)) or ""
    assert ">>> " in text
    assert re.search(r"\(\d{4}\)", text)


@pytest.mark.parametrize("name", [name for name in CLASSES if name not in EXCEPTIONS])
def test_classes_have_examples_of_all_they_do(name: str) -> None:
    members = vars(getattr(cs, name))
    methods = {
        member: value.__func__ if isinstance(value, staticmethod) else value
        for member, value in members.items()
        if not member.startswith("_") and isinstance(value, staticmethod | type(documented))
    }
    assert documented(name)
    assert [
        member for member, value in methods.items() if ">>> " not in (value.__doc__ or "")
    ] == []


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_exceptions_say_what_is_wrong(name: str) -> None:
    assert len(documented(name)) > 20
    assert issubclass(getattr(cs, name), cs.CorpusStatsError)


def test_the_package_itself_has_an_example() -> None:
    assert ">>> " in (cs.__doc__ or "")


def test_the_version_is_a_version() -> None:
    assert re.match(r"\d+\.\d+\.\d+", cs.__version__)


def test_only_the_bindings_know_python(root: Path) -> None:
    foreign = re.compile(r"\b(?:pyo3\w*|PyO3|numpy|Py[A-Z]\w+|python::)")
    for path in rust_sources(root):
        if "python" not in path.relative_to(root / "src").parts:
            source = path.read_text(encoding="utf-8")
            if path.name == "lib.rs":
                source = without_comments(source)
            assert foreign.findall(source) == [], path


def test_the_core_neither_panics_nor_prints(root: Path) -> None:
    """Tests aside."""
    wrong = re.compile(
        r"\.unwrap\(\)|\.expect\(|\b(?:panic|todo|unimplemented|unreachable|e?println|dbg)!"
    )
    for path in rust_sources(root):
        source = TEST_MODULE.sub("", path.read_text(encoding="utf-8"))
        assert wrong.findall(without_comments(source)) == [], path


def test_unsafe_stands_in_two_places_each_with_its_proof(root: Path) -> None:
    places = {root / "src" / "python" / "views.rs", root / "src" / "storage" / "arrow.rs"}
    for path in places:
        source = path.read_text(encoding="utf-8")
        assert len(re.findall(r"\bunsafe\b \{", source)) == source.count("// SAFETY: ") == 1
    for path in set(rust_sources(root)) - places:
        source = without_comments(path.read_text(encoding="utf-8"))
        assert not re.search(r"\bunsafe\b(?!_)", source), path


def test_no_path_of_a_machine_in_any_file(root: Path) -> None:
    machine = re.compile(r"(?<![\w.:/~])/(?:home|Users|root|work|mnt)/[\w.]|\b[A-Z]:\\Users\\")
    ignored = {
        line.strip("/\n") for line in (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    } | {".git"}
    checked = 0
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if ignored.isdisjoint(parts) and path.is_file() and path.suffix in SUFFIXES:
            assert machine.findall(path.read_text(encoding="utf-8")) == [], path
            checked += 1
    assert checked > 30
