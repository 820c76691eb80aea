"""What counts in a comparison is a source's own: not bylines, not copies, not quoted words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import corpusstats as cs

if TYPE_CHECKING:
    from pathlib import Path

COPIED = (
    "Der Machthaber ist am Dienstag in einem gepanzerten Sonderzug über die Grenze nach Russland "
    "gefahren. Bilder{} zeigten dunkelgrüne Waggons und eine Lokomotive der Eisenbahn."
)
TEXTS = {
    "a1": f"Zug erreicht Russland\n\nVon: Jana Kern\n\n{COPIED.format(' von Ria Nowosti')}\n\n"
    "Der Kremlchef wartet. Miller nannte den Gast einen „Paria“.\n\nAnzeige\n",
    "a2": "Der Kremlchef empfängt seinen Gast am Mittwoch mit einer Kapelle.",
    "b1": f"Kim ist da\n\n{COPIED.format('')}\n\nAm Abend wartet der Präsident auf den Besuch.\n",
    "b2": COPIED.format(""),
}
SOURCES = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}


def corpus(texts: dict[str, str], sources: dict[str, str]) -> cs.Corpus:
    days = [date(2023, 9, 12 + place) for place in range(len(texts))]
    columns = {
        "doc_id": [*texts],
        "source": [sources[name] for name in texts],
        "date": days,
        "text": [*texts.values()],
    }
    return cs.Corpus.from_frame(pl.DataFrame(columns))


@pytest.fixture(scope="module", name="found")
def make_found() -> cs.Comparison:
    return cs.compare_sources(
        corpus(TEXTS, SOURCES), min_count=1, actors={"Kim": ["Kim", "Machthaber"]}
    )


def test_bylines_copies_and_quotations_are_counted_apart(found: cs.Comparison) -> None:
    terms = set(found.keywords["term"])
    assert {"kremlchef", "präsident", "gast"} <= terms
    assert not {"jana", "anzeige", "waggons", "sonderzug", "paria"} & terms
    shared = {row["source"]: row for row in found.shared.to_dicts()}
    n_copied = 24
    assert (shared["a"]["shared"], shared["b"]["shared"]) == (n_copied + 3, n_copied)
    # The second printing by the same source.
    assert shared["b"]["repeated"] == n_copied
    assert (shared["a"]["verbatim"], shared["b"]["verbatim"]) == (1, 0)
    # Of the first article's lines: Von, Jana, Kern, Anzeige.
    assert shared["a"]["other_zones"] == 4


def test_a_document_of_which_nothing_is_left_is_none(found: cs.Comparison) -> None:
    assert found.sources.select("source", "documents").rows() == [("a", 2), ("b", 1)]
    assert found.keywords.filter(source="a")["reference_documents"].max() == 1


def test_both_counts_are_in_the_frame(found: cs.Comparison) -> None:
    rows = found.keywords.filter(source="b", term="der")
    assert rows.select("count", "shared_count").row(0) == (1, 2)
    gast = found.keywords.filter(source="a", term="gast").row(0, named=True)
    assert (gast["count"], gast["verbatim_count"]) == (2, 0)


def test_both_counts_are_there_where_copies_count() -> None:
    found = cs.compare_sources(corpus(TEXTS, SOURCES), copy="all", min_count=1).keywords
    rows = found.filter(source="b", term="der").select("count", "shared_count")
    # One of its own, and two printings of two.
    assert rows.row(0) == (5, 2)


def test_what_the_copy_did_to_the_evidence(found: cs.Comparison) -> None:
    assert found.copy_edits is not None
    told = found.copy_edits.filter(pl.col("evidence").cast(pl.String) != "none")
    assert set(told["evidence"].cast(pl.String)) == {"source_dropped"}
    assert set(told["text_a"]) == {"von Ria Nowosti"}
    assert set(told["direction"].cast(pl.String)) == {"a_to_b"}


def test_voices_hold_what_is_quoted(found: cs.Comparison) -> None:
    assert found.voices is not None
    voices = dict(found.voices.shares.filter(source="a").select("voice", "verbatim_tokens").rows())
    assert voices["Miller"] == 1


def test_namings_tell_wordings_apart(found: cs.Comparison) -> None:
    assert found.naming is not None
    assert "wording" in found.naming.by
    assert found.naming.forms.filter(naming="Kim").select("source", "count").rows() == [("b", 1)]


def test_lines_of_every_row_are_in_the_comparison_s_corpus(found: cs.Comparison) -> None:
    lines = cs.evidence(found.corpus, found.keywords)
    counts = dict(lines.group_by("row").len().rows())
    expected = [counts.get(row, 0) for row in range(found.keywords.height)]
    assert expected == found.keywords["count"].to_list()


def test_a_second_printing_changes_nothing(seeds: Path) -> None:
    """Of a source's own article, under another name and a day later."""
    once = cs.read_corpus(seeds)
    again = once.documents.filter(doc_id="rundschau-c-2").with_columns(
        doc_id=pl.lit("zz"), date=pl.col("date").dt.offset_by("1d")
    )
    twice = cs.Corpus.from_frame(pl.concat([once.documents, again]))
    one, two = cs.compare_sources(once), cs.compare_sources(twice)
    # How words are displayed is up to the whole corpus.
    assert_frame_equal(one.keywords.drop("display"), two.keywords.drop("display"))
    assert_frame_equal(one.ngrams.drop("display"), two.ngrams.drop("display"))
    sizes = ["source", "documents", "tokens"]
    assert_frame_equal(one.sources.select(sizes), two.sources.select(sizes))
    assert two.shared["repeated"].sum() > 0
    assert one.voices is not None
    assert two.voices is not None
    assert_frame_equal(one.voices.shares, two.voices.shares)


def test_copies_that_count_are_blocks() -> None:
    """Where a block spans sources no arrangement of documents is like another."""
    texts = {
        f"{source}{n}": f"{name} {n} kam." for source in "ab" for n, name in enumerate("xyzuvw")
    }
    texts |= {"a6": COPIED.format(""), "b6": COPIED.format("")}
    sources = {name: name[0] for name in texts}
    everything: dict[str, Any] = {"zones": None, "copy": "all", "wording": None}
    found = cs.compare_sources(corpus(texts, sources), min_count=1, **everything)
    assert found.reuse is not None
    assert found.reuse.clusters["spans_sources"].to_list() == [True]
    options = cs.provenance(found.keywords)["options"]
    assert options["method"] == "clustered"
    assert "sonderzug" in set(found.keywords["term"])


def test_a_layer_of_one_s_own_takes_the_place_of_zones() -> None:
    made = corpus(TEXTS, SOURCES)
    spans = pl.DataFrame({"doc_id": ["a2"], "start": [0], "end": [13], "zone": ["body"]})
    found = cs.compare_sources(made.with_layer("zone", spans, default="caption"), zones="body")
    assert found.sources.select("source", "tokens").rows() == [("a", 2), ("b", 0)]


def test_options_that_make_no_sense_are_named() -> None:
    made = corpus(TEXTS, SOURCES)
    with pytest.raises(ValueError, match="unknown zones 'text'; valid are headline"):
        cs.compare_sources(made, zones="text")
    with pytest.raises(ValueError, match="unknown copy 'mine'; valid are own, all"):
        cs.compare_sources(made, copy="mine")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown wording 'quoted'; valid are own"):
        cs.compare_sources(made, wording="quoted")
    spans = pl.DataFrame({"doc_id": ["a2"], "start": [0], "end": [13], "zone": ["head"]})
    foreign = made.with_layer("zone", spans)
    with pytest.raises(cs.InputError, match="nothing of the corpus has the zone body"):
        cs.compare_sources(foreign, zones="body")
