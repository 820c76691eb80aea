"""`explain`: the methods paragraph of a result."""

import inspect
import itertools
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.explain import COUNTED, explain
from corpusstats.framing.comparison import MEANINGS
from corpusstats.options import ATTRIBUTES, KINDS, LANGUAGES
from corpusstats.phrases import PHRASES
from corpusstats.provenance import attach, record
from corpusstats.scores import SCORES
from tests.reference.strategies import corpus_of

VERSIONS = f"corpusstats {cs.__version__}, polars {pl.__version__}"
FIRST = pl.col("source") == "abendblatt-a"
SECOND = pl.col("source") == "rundschau-c"
TEXTS = pl.DataFrame({"doc_id": ["a"], "text": ["Der Zug."]})
TOKENISERS: list[dict[str, Any]] = [
    *({"language": language} for language in LANGUAGES),
    {"split_clitics": True, "joined": True, "abbreviations": ["Abg."], "unsplittable": ["A B"]},
    {"split_clitics": False},
]
SPANS = pl.DataFrame({"doc_id": ["abendblatt-a-2"], "start": [0], "end": [9]})


@pytest.fixture(scope="module", name="corpus")
def make_corpus() -> cs.Corpus:
    """The seeds with headlines marked in one document."""
    corpus = cs.read_corpus("seeds")
    spans = pl.DataFrame({"doc_id": ["abendblatt-a-1"], "start": [0], "end": [50]})
    return corpus.with_layer("zone", spans.with_columns(zone=pl.lit("head")), default="body")


def test_collocates_in_german(corpus: cs.Corpus) -> None:
    found = cs.collocates(corpus, "Kim|Kims", by="source", window=(3, 4), min_count=2)
    assert explain(found) == (
        "Das Korpus wurde aus „seeds“ eingelesen. Die Ebene „zone“ besteht aus 1 bezeichneten "
        "Textabschnitt; aller übrige Text trägt die Bezeichnung „body“. Der Text wurde "
        "nach den Regeln des Deutschen in Token und Sätze zerlegt. Als dasselbe Wort galten "
        "Formen, die in Kleinschreibung, in der "
        "Unicode-Normalform NFC und ohne weiche Trennstriche und Zeichen ohne Breite "
        "übereinstimmen. Als Einheiten zählten Wörter und Zahlen. Ausgewertet wurde getrennt nach "
        "„source“. Als Knoten dienten die Treffer der Suchanfrage „Kim|Kims“; gesucht wurden "
        "Kollokate in ihrer Nachbarschaft, einem Fenster von 3 Token links und 4 Token rechts, das "
        "Satzgrenzen nicht überschreitet. Im Fenster nehmen Satzzeichen und Token sonstiger Arten "
        "keinen Platz ein. Fenster, die sich überschneiden, bilden eines, und der Knoten selbst "
        "zählt weder innerhalb noch außerhalb (Evert 2008). Verglichen wurde die Häufigkeit in den "
        "Fenstern mit der im übrigen Text derselben Gruppe. Als Maße dienten Log-Likelihood mit "
        "vier Zellen (Dunning 1993), Mutual Information (MI; Church & Hanks 1990) und logDice mit "
        "dem Umfang der Fenster als Randhäufigkeit (Rychlý 2008). Nicht aufgeführt, aber in allen "
        "Bezugsgrößen enthalten sind Kollokate, die in den Fenstern insgesamt weniger als 2-mal "
        "vorkommen. Die Maße ordnen die Ergebnisse und sind keine Signifikanztests, denn die Token "
        "eines Dokuments hängen voneinander ab. "
        f"Berechnet mit {VERSIONS} und Unicode 16.0.0."
    )


def test_keywords_in_english(corpus: cs.Corpus) -> None:
    found = cs.keywords(corpus.filter(FIRST | SECOND), target=FIRST, zero="hardie", inference=None)
    assert explain(found, language="en") == (
        "The corpus was read from “seeds”. The layer “zone” consists of 1 labelled span of text; "
        f"all other text has the label “body”. The filter “{FIRST | SECOND}” left 6 documents of "
        "the corpus. "
        "The text was split into tokens by the rules of German. Forms that agree in lower case, in "
        "Unicode normal form NFC and without soft hyphens and zero-width characters counted as the "
        "same word. The tokens counted were words and numbers. For the keywords, the frequency of "
        f"each item in the documents for which “{FIRST}” holds was compared with that in all other "
        "documents. The measures are log-likelihood with four cells (Dunning 1993), log ratio "
        "(Hardie 2014; as there, a count of 0 is read as 0.5) and LRC (Evert 2022). The measures "
        "rank the results and are no significance tests, since tokens of one document depend on "
        "each other. "
        f"Computed with {VERSIONS} and Unicode 16.0.0."
    )


def test_pairs_in_both_languages(corpus: cs.Corpus) -> None:
    found = cs.cooccurrences(corpus, window=1, weights="distance", min_count=2)
    assert (
        " Als Einheiten zählten Wörter und Zahlen. Gezählt wurden Paare von Token, die höchstens 1 "
        "Token auseinander stehen (unmittelbare Nachbarn 1 Token) und Satzgrenzen nicht "
        "überschreiten; jedes Paar von Stellen zählt einmal, gleich in welcher Reihenfolge. "
        "Zwischen beiden nehmen Satzzeichen und Token sonstiger Arten keinen Platz ein. Zusätzlich "
        "wurden die Kehrwerte der Abstände addiert (wie bei GloVe; Pennington u. a. 2014). Nicht "
        "aufgeführt sind Paare, die insgesamt weniger als 2-mal vorkommen. Die Häufigkeiten "
    ) in explain(found)
    directed = cs.cooccurrences(corpus, directed=True, boundary="zone", punctuation="count")
    assert (
        "Pairs of tokens were counted that stand at most 5 tokens apart (direct neighbours are 1 "
        "token apart) and do not cross the borders of the layer “zone”; each pair of places counts "
        "once, and the two orders are told apart. Between the two, punctuation and tokens of any "
        "other kind take up room. The counts describe the texts counted"
    ) in explain(directed, language="en")


def test_what_was_written_reads_like_what_was_not(corpus: cs.Corpus, tmp_path: Path) -> None:
    written = cs.cooccurrences(corpus, path=tmp_path / "pairs")
    assert explain(written) == explain(cs.cooccurrences(corpus))


def test_a_comparison_tells_its_sizes_nodes_and_flags(corpus: cs.Corpus) -> None:
    found = cs.compare_sources(corpus, nodes=["Kim|Kims", "Putin"], by="agency", **PRINTED)
    text = explain(found)
    assert "die 7 Gruppen haben zusammen 12 Dokumente und 3.091 Token, und 593 Token" in text
    assert "die Treffer der Suchanfragen „Kim|Kims“ und „Putin“" in text
    assert "Bei 5 von 7 Gruppen steht ein einziges Dokument" in text
    assert "Bei 1 von 7 Gruppen liegen weniger als 5 Dokumente vor" in text
    assert "auch Überschriften" in text
    assert "3,091 tokens" in explain(found, language="en")
    without_nodes = explain(cs.compare_sources(corpus, by="agency", **PRINTED))
    assert "Kollokate" not in without_nodes
    assert "Als Maße dienten Log-Likelihood" in without_nodes


def test_a_layer_of_copies_of_one_s_own_is_not_said_to_count_them(corpus: cs.Corpus) -> None:
    spans = pl.DataFrame(
        {"doc_id": ["abendblatt-a-1"], "start": [0], "end": [9], "copy": ["shared"]}
    )
    text = explain(cs.compare_sources(corpus.with_layer("copy", spans, default="own")))
    assert "Übernommene Passagen" not in text
    assert "Übernommene Passagen" in explain(cs.compare_sources(corpus, **PRINTED))


def test_documents_that_groups_share_are_not_added_up(corpus: cs.Corpus) -> None:
    text = explain(cs.compare_sources(corpus, by="zone", **PRINTED))
    assert "die 2 Gruppen haben zusammen 3.091 Token" in text
    assert "kann ein Dokument zu mehreren Gruppen gehören" in text


def test_counts_without_a_record_are_not_said_to_be_from_a_corpus() -> None:
    listed = pl.DataFrame({"term": ["zug", "der"], "source": ["a", "b"], "count": [1, 2]})
    text = explain(cs.keywords(listed, by="source"))
    assert text.startswith("Die Häufigkeiten stammen aus einer Tabelle, deren Herkunft nicht ")
    assert not any(word in text for word in ("Korpus", "zerlegt", "dasselbe Wort", "Zahlen"))


def test_counts_with_a_record_are_explained_first(corpus: cs.Corpus) -> None:
    text = explain(cs.keywords(cs.ngrams(corpus, 2, by="source", skip=1), by="source"))
    assert text.count("Ausgewertet wurde getrennt nach „source“.") == 1
    assert text.index("mit bis zu 1 Auslassungen") < text.index("Auf diesen Häufigkeiten beruht")
    assert text.index("Auf diesen Häufigkeiten beruht") < text.index("Für die Schlüsselwörter")


def test_no_option_of_a_corpus_is_claimed_of_counts(corpus: cs.Corpus) -> None:
    counts = cs.frequencies(corpus, by="source", attribute="word", kinds="word")
    text = explain(cs.keywords(counts, by="source"), language="en")
    assert "spelt exactly alike" in text
    assert "lower case" not in text
    assert "numbers" not in text


def test_a_column_named_like_a_measure_is_none(corpus: cs.Corpus) -> None:
    named = corpus.documents.select("doc_id", dice="source")
    text = explain(cs.frequencies(corpus.with_documents(named), by="dice"))
    assert "Maße" not in text


BASES: dict[Callable[..., Any], dict[str, Any]] = {
    cs.frequencies: {},
    cs.keywords: {"by": "source", "measures": ["log_likelihood", "log_ratio"]},
    cs.ngrams: {"n": 2},
    cs.cooccurrences: {},
    cs.collocates: {"node": "Kim"},
    cs.concordance: {"query": "Kim"},
    cs.compare_sources: {"nodes": ["Kim"]},
}
SELECTION: dict[str, list[Any]] = {
    "by": ["agency", ["source", "zone"]],
    "within": ["zone", {"zone": ["body"]}, {"zone": ["body", "head"]}, FIRST, ["zone", FIRST]],
    "without": [{"zone": ["head"]}, FIRST, SPANS],
}
COUNTING: dict[str, list[Any]] = {
    **SELECTION,
    "attribute": ["word"],
    "kinds": ["word", ["word", "punctuation"], list(KINDS)],
    "min_count": [2, 3],
    "min_documents": [2, 3],
}
STRETCHES: dict[str, list[Any]] = {"boundary": ["document", "zone"]}
CHANGES: dict[Callable[..., Any], dict[str, list[Any]]] = {
    cs.frequencies: COUNTING,
    cs.keywords: COUNTING
    | {
        "within": [{"zone": ["body"]}, pl.col("source") != "abendblatt-a"],
        "target": ["abendblatt-a", "rundschau-c"],
        "reference": [
            "abendblatt-a",
            corpus_of("Der Zug"),
            pl.DataFrame({"term": ["zug"], "count": [1]}),
            pl.LazyFrame({"term": ["zug"], "count": [1]}),
        ],
        "measures": ["mi", list(cs.measures.SCORES)],
        "contrasts": ["pairs"],
        "rest": ["mean"],
        "n": [2],
        "inference": ["clustered", None],
        "correction": ["bonferroni", "sidak", "holm", "bh", "by"],
        "interval": ["bootstrap"],
        "confidence": [0.9],
        "lockword_margin": [0.25],
        "strata": ["agency"],
        "blocks": [pl.DataFrame({"doc_id": ["abendblatt-a-1"], "block": [1]})],
        "cells": [2],
        "zero": ["hardie"],
    },
    cs.ngrams: COUNTING | STRETCHES | {"n": [3, (2, 3)], "skip": [1, 2], "punctuation": ["skip"]},
    cs.cooccurrences: COUNTING
    | STRETCHES
    | {
        "window": [4, 1],
        "directed": [True],
        "weights": ["distance"],
        "punctuation": ["count"],
    },
    cs.collocates: COUNTING
    | STRETCHES
    | {
        "node": ["Putin", "Kim|Kims", ["Kim", "Putin"]],
        "window": [4, (5, 4), (4, 5)],
        "punctuation": ["count"],
        "measures": ["mi", list(cs.measures.SCORES)],
        "marginal": ["node"],
        "positions": [True],
    },
    cs.concordance: SELECTION
    | STRETCHES
    | {
        "query": ["Putin"],
        "attribute": ["word"],
        "width": [30, (40, 30)],
        "unit": ["tokens"],
        "order": ["left", "right"],
    },
    cs.compare_sources: COUNTING
    | STRETCHES
    | {
        "within": [{"zone": ["body"]}, pl.col("source") != "abendblatt-a"],
        "without": [FIRST, SPANS],
        "nodes": [["Putin"], ["Kim", "Putin"], []],
        "window": [4, (5, 4)],
        "n": [2, (1, 3)],
        "min_count": [1, 3],
        "zones": [None],
        "copy": ["all"],
        "wording": [None, "own"],
        "actors": [{"Kim": ["Kim"]}, {"Putin": ["Putin"]}],
        "attributions": [cs.attributions(cs.read_corpus("seeds"))],
    },
}
# All that is printed counts.
PRINTED: dict[str, Any] = {"zones": None, "copy": "all", "wording": None}
# What changes columns or speed, and nothing that is counted; and what goes with a list only.
UNSAID = {"corpus", "counts", "n_threads", "memory", "path", "reference_tokens"}
UNSAID |= {"documents", "per_million", "display", "progress"}
# They go with groups, which the base of collocates does not have; see `samples`.
UNSAID |= {"compare", "n_permutations", "seed"}
# Borders are those of n-grams, which one word has not.
UNSAID |= {"boundary"}


def nested(corpus: cs.Corpus, default: object) -> cs.Corpus:
    """A corpus with a layer whose spans stand on each other."""
    spans = pl.DataFrame({"start": [0, 4], "end": [20, 9], "depth": [1, 2]})
    spans = spans.with_columns(doc_id=pl.lit("abendblatt-a-1"))
    return corpus.with_layer("depth", spans, default=default, overlap="innermost")


def test_layers_are_told_in_the_order_in_which_they_were_added() -> None:
    plain = cs.read_corpus("seeds").filter(FIRST)
    quotes = SPANS.clear().with_columns(voice=pl.lit("quote"))
    corpus = nested(plain, default=0).with_layer("voice", quotes)
    text = explain(cs.frequencies(corpus, by="voice"))
    filtered, nested_, quoted = map(
        text.index,
        (
            f"Der Filter „{FIRST}“ ließ 3 Dokumente des Korpus übrig.",
            "Die Ebene „depth“ besteht aus 2 bezeichneten Textabschnitten; aller übrige Text trägt "
            "die Bezeichnung „0“; wo sich Abschnitte überschneiden, gilt der kürzere.",
            "Die Ebene „voice“ besteht aus 0 bezeichneten Textabschnitten. Der Text wurde",
        ),
    )
    assert filtered < nested_ < quoted
    text = explain(cs.frequencies(nested(plain, default=None)), language="en")
    assert (
        "The layer “depth” consists of 2 labelled spans of text; where spans overlap, the shorter "
        "counts. The text was split" in text
    )
    assert "layer" not in explain(cs.frequencies(plain), language="en")


def changed() -> Iterator[tuple[Callable[..., Any], str, Any]]:
    """Every value of every option of every function, one at a time."""
    for function, options in CHANGES.items():
        for name, values in options.items():
            if name in inspect.signature(function).parameters:
                yield from ((function, name, value) for value in values)


def call(function: Callable[..., Any], corpus: cs.Corpus, **options: object) -> Any:
    given = {**BASES[function], **options}
    second = [given.pop(name) for name in ("n", "node", "query") if name in given]
    if function in (cs.compare_sources, cs.keywords) and "n" in options:
        return function(corpus, n=second[0], **given)
    return function(corpus, *second, **given)


def test_every_option_of_every_function_is_changed_below() -> None:
    for function, options in CHANGES.items():
        parameters = set(inspect.signature(function).parameters) - UNSAID
        assert parameters <= set(options), function.__name__


@pytest.mark.parametrize("function", CHANGES)
def test_whatever_changes_a_result_changes_the_text(
    corpus: cs.Corpus, function: Callable[..., Any]
) -> None:
    results = [("the base", call(function, corpus))]
    for one, name, value in changed():
        if one is function:
            results.append((f"{name}={value}", call(function, corpus, **{name: value})))
    for language in PHRASES:
        texts: dict[str, str] = {}
        for change, result in results:
            text = explain(result, language=language)
            assert text not in texts, f"{change} reads like {texts[text]}"
            texts[text] = change


def samples(corpus: cs.Corpus) -> Iterator[object]:
    """Results that together need every phrase."""
    yield from (call(function, corpus) for function in BASES)
    yield from (call(one, corpus, **{name: value}) for one, name, value in changed())
    days = corpus.documents.select("doc_id", early=pl.col("date").dt.day() < 13)
    yield cs.keywords(corpus.with_documents(days), by="early", target=True)
    yield cs.keywords(corpus.with_documents(days), by="early", target=False)
    yield cs.keywords(corpus, by=["source", "agency"], target=("abendblatt-a", None))
    yield cs.keywords(corpus, target=FIRST, min_count=2, min_documents=2)
    yield cs.collocates(corpus, "Kim", by="source", compare=True)
    yield cs.keywords(corpus, target=FIRST, inference=None, measures=SCORES)
    yield cs.keywords(corpus, target=FIRST, reference=SECOND)
    yield cs.keywords(corpus, reference=corpus_of("Der Zug"), without=FIRST)
    listed = pl.DataFrame({"term": ["zug"], "count": [1]})
    yield cs.keywords(corpus, reference=listed, reference_tokens=1)
    yield cs.keywords(corpus, reference=listed, attribute="word")
    yield cs.keywords(listed, reference=corpus)
    yield cs.keywords(cs.frequencies(corpus, by="source"), by="source")
    yield cs.merge_counts([cs.frequencies(corpus.filter(half)) for half in (FIRST, SECOND)])
    compared = cs.compare_sources(corpus, by="agency", nodes=["Kim"], **PRINTED)
    yield from (compared, compared.keywords, compared.ngrams, compared.collocates)
    yield cs.compare_sources(corpus, by="zone", **PRINTED)
    texts = ["…", "Ein Zug"]
    frame = pl.DataFrame({"body": texts, "id": ["a", "b"], "source": ["a", "b"]})
    yield cs.compare_sources(cs.Corpus.from_frame(frame, text="body", doc_id="id"))
    yield cs.frequencies(nested(corpus, default=None))
    for mode in ("unicode", "words"):
        yield cs.concordance(cs.read_corpus("seeds", language="und", mode=mode), "Kim")
    yield cs.concordance(cs.read_corpus("seeds", mode="unicode"), "Kim", width=1)
    filtered = corpus.filter(FIRST).filter(pl.col("doc_id") == "abendblatt-a-1")
    yield call(cs.collocates, filtered, window=1, kinds=list(KINDS))
    for options in TOKENISERS:
        yield cs.frequencies(cs.Corpus.from_frame(TEXTS, **options))
    given = corpus.tokens().select("doc_id", "token", "sentence", lemma="token")
    for frame in (given, given.drop("sentence")):
        yield cs.ngrams(cs.Corpus.from_tokens(frame), 2, attribute="lemma", min_count=9)


def read_folder(parent: Path) -> cs.Corpus:
    """A folder with a text and two files that are passed over."""
    folder = parent / "folder"
    folder.mkdir()
    for name in ("a.txt", "notes.md", ".hidden"):
        (folder / name).write_text("Ein Zug", encoding="utf-8")
    return cs.read_corpus(folder)


def read_table(parent: Path) -> cs.Corpus:
    """A table whose columns have names of their own."""
    path = parent / "table.csv"
    path.write_text("id,body,outlet\na,Der Zug,x\nb,Ein Zug,y\n", encoding="utf-8")
    return cs.read_corpus(path, text="body", doc_id="id", source="outlet")


class Noted(dict[str, str]):
    """Phrases that note which of them are said."""

    def __init__(self, phrases: dict[str, str]) -> None:
        super().__init__(phrases)
        self.said: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.said.add(name)
        return super().__getitem__(name)


def test_every_text_is_one_clean_paragraph(
    corpus: cs.Corpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noted = {language: Noted(phrases) for language, phrases in PHRASES.items()}
    for language, phrases in noted.items():
        monkeypatch.setitem(PHRASES, language, phrases)
    corpora = [make(tmp_path) for make in (read_table, read_folder)]
    corpora.append(cs.build_corpus(tmp_path / "folder", tmp_path / "built"))
    corpora.append(cs.concat(corpora[:1]))
    read = [cs.frequencies(corpus) for corpus in corpora]
    for result, language in itertools.product([*read, *samples(corpus)], noted):
        text = explain(result, language=language)
        assert VERSIONS in text
        assert text.endswith("Unicode 16.0.0.")
        for sign in ("\n", "{", "}", "None", "True", "False", "  ", " ,", ",,", ".."):
            assert sign not in text, f"{sign!r} in {text}"
    for phrases in noted.values():
        assert set(phrases) == phrases.said


def slots(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


def test_both_languages_word_the_same_things() -> None:
    german, english = PHRASES["de"], PHRASES["en"]
    assert list(german) == list(english)
    for name, phrase in german.items():
        assert slots(phrase) == slots(english[name]), name


@pytest.mark.parametrize("language", PHRASES)
def test_everything_that_can_be_chosen_has_a_wording(language: str) -> None:
    wanted = [
        *(f"measure.{name}" for name in cs.measures.SCORES),
        *(f"kind.{name}" for name in KINDS),
        *(f"attribute.{name}" for name in ATTRIBUTES),
        *(f"flag.{name}" for name in MEANINGS),
        *(name for name in COUNTED),
    ]
    assert not [name for name in wanted if name not in PHRASES[language]]


def test_measures_do_what_is_said_where_no_option_chooses() -> None:
    said: dict[Callable[..., pl.Expr], dict[str, object]] = {
        cs.measures.log_likelihood: {"cells": 4, "correction": None},
        cs.measures.log_ratio: {"zero": "walter"},
        cs.measures.chi_square: {"correction": None},
        cs.measures.simple_maths: {"k": 1.0},
    }
    for measure, defaults in said.items():
        parameters = inspect.signature(measure).parameters.values()
        keyword_only = [p for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
        assert {p.name: p.default for p in keyword_only} == defaults


def test_files_that_were_passed_over_are_told(tmp_path: Path) -> None:
    text = explain(cs.frequencies(read_folder(tmp_path)))
    assert text.startswith(f"Das Korpus wurde aus „{tmp_path / 'folder'}“ eingelesen. Verborgene ")
    assert "wurden übergangen (insgesamt 2)." in text


def test_columns_of_a_table_are_told(tmp_path: Path) -> None:
    text = explain(cs.frequencies(read_table(tmp_path)))
    assert "aus der Spalte „body“ und den Dokumentnamen aus „id“, mit der Quelle" in text
    assert "aus der Spalte „outlet“." in text


def test_parts_of_a_corpus_are_told(corpus: cs.Corpus, tmp_path: Path) -> None:
    parts = [corpus.filter(pl.col("doc_id") == name) for name in corpus.documents["doc_id"].head(2)]
    text = explain(cs.frequencies(cs.concat(parts)), language="en")
    assert text.startswith("The corpus was put together of parts (2 in all). Part 1 was ")
    assert ". Part 2 was " in text
    assert text.count("The filter ") == 2


def test_a_corpus_that_was_built_on_the_disk_is_told(seeds: Path, tmp_path: Path) -> None:
    built = cs.build_corpus(seeds, tmp_path / "built")
    one, other = (explain(cs.frequencies(corpus)) for corpus in (built, cs.read_corpus(seeds)))
    assert one == other


def test_a_default_and_a_chosen_option_read_alike(corpus: cs.Corpus) -> None:
    chosen = cs.collocates(corpus, "Kim", window=(5, 5), boundary="sentence", marginal="window")
    assert explain(chosen) == explain(cs.collocates(corpus, "Kim"))
    pair = cs.ngrams(corpus, (2, 2), skip=0)
    assert explain(pair) == explain(cs.ngrams(corpus, 2))
    named = cs.frequencies(cs.read_corpus("seeds", source="source"))
    assert explain(named) == explain(cs.frequencies(cs.read_corpus("seeds")))


def test_values_with_braces_are_quoted_as_they_are(corpus: cs.Corpus) -> None:
    assert "„/.{3}/“" in explain(cs.concordance(corpus, "/.{3}/"))


def test_what_cannot_be_explained(corpus: cs.Corpus) -> None:
    found = cs.frequencies(corpus)
    with pytest.raises(ValueError, match="unknown language 'fr'; valid are de, en"):
        explain(found, language="fr")
    with pytest.raises(cs.InputError, match="this frame carries no provenance"):
        explain(found.head(1))
    for wrong in (corpus, 3, None, "text"):
        with pytest.raises(TypeError, match="expected a frame that corpusstats returned or a Comp"):
            explain(wrong)
    other = attach(pl.DataFrame(), record("other", {}, corpus))
    with pytest.raises(cs.InputError, match="no words for results of 'other'"):
        explain(other)
