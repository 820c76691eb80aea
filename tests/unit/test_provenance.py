"""`provenance`: every result can say where it comes from."""

import inspect
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats import _core
from tests.reference.strategies import corpus_of


def defaults(function: Callable[..., object]) -> dict[str, Any]:
    """The options of a function that may change its result, as they are unless given."""
    parameters = inspect.signature(function).parameters.values()
    options = {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}
    del options["n_threads"]
    return options


def as_lists(options: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in options.items()
    }


def test_versions(small: cs.Corpus) -> None:
    expected = {"corpusstats": cs.__version__, "polars": pl.__version__, "unicode": "16.0.0"}
    assert cs.provenance(cs.frequencies(small))["versions"] == expected
    assert small.provenance["versions"] == expected


@pytest.mark.parametrize("function", [cs.frequencies, cs.keywords])
def test_every_option_is_there_as_given_and_by_default(
    small: cs.Corpus, function: Callable[..., pl.DataFrame]
) -> None:
    record = cs.provenance(function(small, by="year"))
    assert record.keys() == {"function", "options", "corpus", "versions"}
    assert record["function"] == function.__name__
    assert asked(record["options"]) == as_lists(defaults(function)) | {"by": ["year"]}
    given = {"attribute": "word", "kinds": ["word"], "min_count": 2, "min_documents": 2}
    found = cs.provenance(function(small, by=["year", "source"], **given))["options"]
    assert asked(found) == as_lists(defaults(function)) | given | {"by": ["year", "source"]}


def asked(options: dict[str, Any]) -> dict[str, Any]:
    """Leave out what followed from options and corpus."""
    followed = {"method", "corrected_by", "n_arrangements", "is_exact", "family_size"}
    return {
        name: value
        for name, value in options.items()
        if name not in followed | {"skip", "punctuation"}
    }


def test_the_corpus_says_how_it_was_read(small: cs.Corpus, seeds: Path) -> None:
    made = cs.provenance(cs.frequencies(small))["corpus"]
    assert made["reader"] == {"function": "Corpus.from_frame", "text": "text", "doc_id": "doc_id"}
    assert made["tokenizer"] == {
        "name": "corpusstats",
        "version": _core.TOKENIZER_VERSION,
        "unicode": _core.UNICODE_VERSION,
        "language": "de",
        "mode": "language",
        "split_clitics": None,
        "joined": False,
        "abbreviations": [],
        "unsplittable": [],
    }
    read = cs.provenance(cs.keywords(cs.read_corpus(seeds, mode="words"), by="source"))["corpus"]
    assert read["reader"]["function"] == "read_corpus"
    assert read["reader"]["path"] == str(seeds)
    assert read["reader"]["skipped"] == []
    assert read["tokenizer"] == made["tokenizer"] | {"mode": "words"}


def test_the_corpus_says_what_was_done_to_it(small: cs.Corpus) -> None:
    assert "steps" not in small.provenance
    spans = pl.DataFrame(
        {"doc_id": ["x1", "y1"], "start": [0, 0], "end": [3, 3], "zone": ["h"] * 2}
    )
    year = pl.col("year") == 2023
    corpus = small.with_layer("zone", spans, default="body").filter(year)
    corpus = corpus.with_layer("day", spans.head(0).rename({"zone": "day"}), overlap="innermost")
    steps = [
        {"with_layer": "zone", "spans": 2, "default": "body", "overlap": "raise"},
        {"filter": [str(year)], "documents": 3},
        {"with_layer": "day", "spans": 0, "default": None, "overlap": "innermost"},
    ]
    assert corpus.provenance == {**small.provenance, "steps": steps}
    assert cs.provenance(cs.frequencies(corpus))["corpus"] == corpus.provenance
    assert "steps" not in small.provenance


def test_a_default_is_written_as_a_plain_value(small: cs.Corpus) -> None:
    days = pl.DataFrame({"doc_id": ["x2"], "start": [0], "end": [3], "day": [date(2022, 1, 1)]})
    found = cs.frequencies(small.with_layer("day", days, default=date(2023, 1, 1)))
    record = cs.provenance(found)
    assert record["corpus"]["steps"][0]["default"] == "2023-01-01"
    assert json.loads(json.dumps(record)) == record


def test_target_and_reference_are_described(small: cs.Corpus) -> None:
    year = pl.col("year") == 2022
    options = cs.provenance(cs.keywords(small, target=year))["options"]
    assert options["target"] == str(year)
    assert options["reference"] is None
    record = cs.provenance(cs.keywords(small, reference=corpus_of("Zug")))
    assert record["options"]["reference"]["tokenizer"]["mode"] == "language"
    listed = pl.DataFrame({"term": ["zug", "der"], "count": [1, 2]})
    record = cs.provenance(cs.keywords(small, reference=listed, reference_tokens=9))
    assert record["options"]["reference"] == "frame of 2 rows: term, count"
    assert record["options"]["reference_tokens"] == 9


def test_counts_from_elsewhere_have_no_corpus() -> None:
    listed = pl.DataFrame({"term": ["zug"] * 2, "source": ["a", "b"], "count": [1, 2]})
    assert cs.provenance(cs.keywords(listed, by="source", target="a"))["corpus"] is None


def test_a_record_can_be_written_as_json(small: cs.Corpus) -> None:
    for frame in (
        cs.frequencies(small, by=("year", "source")),
        cs.keywords(small, by="year", target=2022),
        cs.keywords(small, target=pl.col("year") == 2022, reference=pl.col("year") == 2023),
        cs.keywords(small, reference=corpus_of("Zug")),
    ):
        assert json.loads(json.dumps(cs.provenance(frame))) == cs.provenance(frame)


@pytest.mark.parametrize("target", [date(2022, 1, 1), (date(2022, 1, 1),)])
def test_dates_and_tuples_are_written_as_plain_values(small: cs.Corpus, target: object) -> None:
    days = small.documents.select("doc_id", day=pl.date("year", 1, 1))
    record = cs.provenance(cs.keywords(small.with_documents(days), by="day", target=target))
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.filter(pl.col("count") > 1),
        lambda frame: frame.head(1),
        lambda _: pl.DataFrame({"term": ["a"], "count": [1]}),
    ],
)
def test_any_other_frame_carries_none(
    small: cs.Corpus, change: Callable[[pl.DataFrame], pl.DataFrame]
) -> None:
    with pytest.raises(cs.InputError, match="this frame carries no provenance"):
        cs.provenance(change(cs.frequencies(small)))
