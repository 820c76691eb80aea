"""`naming`: what sources call an actor."""

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs

KIM = ["Kim Jong Un", "Kim", "Machthaber", "Staatschef", "Führer"]
PUTIN = ["Wladimir Putin", "Putin", "Präsident", "Kremlchef"]
ACTORS = {"Kim": KIM, "Putin": PUTIN, "Peskow": ["Dmitri Peskow", "Peskow"], "Moskau": ["Moskau"]}


def corpus(*texts: str, **columns: list[Any]) -> cs.Corpus:
    frame = pl.DataFrame({"doc_id": [str(row) for row in range(len(texts))], "text": texts})
    return cs.Corpus.from_frame(frame.with_columns(pl.Series(k, v) for k, v in columns.items()))


def found(text: str, actors: Any = ACTORS) -> list[tuple[Any, ...]]:
    mentions = cs.naming(corpus(text), actors, by=None).mentions
    assert [text[s:e] for s, e in mentions.select("start", "end").rows()] == (
        mentions["text"].to_list()
    )
    return mentions.select("actor", "form", "naming", "head", "modifiers").rows()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Kim Jong-un kam.", [("Kim", "full_name", "Kim Jong Un", "Kim Jong Un", [])]),
        ("Kims Jong Uns Zug.", [("Kim", "full_name", "Kim Jong Un", "Kim Jong Un", [])]),
        ("Das ist Putins Zug.", [("Putin", "surname", "Putin", "Putin", [])]),
        ("Vladimir Putin kam.", [("Putin", "full_name", "Wladimir Putin", "Wladimir Putin", [])]),
        ("Präsident Putin kam.", [("Putin", "title_name", "Präsident Putin", "Präsident", [])]),
        (
            "Er traf den russischen Präsidenten Wladimir Putin.",
            [("Putin", "adjective_title_name", "russische Präsident Wladimir Putin", "Präsident",
              ["russische"])],
        ),
        (
            "Nordkoreas Machthaber Kim kam.",
            [("Kim", "genitive_title_name", "Nordkoreas Machthaber Kim", "Machthaber",
              ["Nordkoreas"])],
        ),
        (
            "Kim Jong Un, der nordkoreanische Machthaber, kam.",
            [("Kim", "apposition", "Kim Jong Un, nordkoreanische Machthaber", "Machthaber",
              ["nordkoreanische"])],
        ),
        (
            "Marschall Kim, der oberste Führer Nordkoreas, kam.",
            [
                ("Kim", "title_name", "Marschall Kim", "Marschall", []),
                ("Kim", "apposition", "oberste Führer Nordkoreas", "Führer",
                 ["oberste", "Nordkoreas"]),
            ],
        ),
        (
            "Kreml-Sprecher Peskow schwieg.",
            [("Peskow", "compound", "Kreml-Sprecher Peskow", "Kreml-Sprecher", [])],
        ),
        ("Der Kremlchef kam.", [("Putin", "compound", "Kremlchef", "Kremlchef", [])]),
        (
            "Der Zug des nordkoreanischen Machthabers kam.",
            [("Kim", "epithet", "nordkoreanische Machthaber", "Machthaber", ["nordkoreanische"])],
        ),
        (
            "Nordkoreas Staatschef kam.",
            [("Kim", "epithet", "Nordkoreas Staatschef", "Staatschef", ["Nordkoreas"])],
        ),
        (
            "Der Führer Nordkoreas kam.",
            [("Kim", "epithet", "Führer Nordkoreas", "Führer", ["Nordkoreas"])],
        ),
        (
            "Der Zug des russischen Präsidenten kam.",
            [("Putin", "epithet", "russische Präsident", "Präsident", ["russische"])],
        ),
        ("Hakim kam. McKim ging. O'Kim blieb.", []),
        ("Nach Angaben von Moskau kam er.", [("Moskau", "metonym", "Moskau", "Moskau", [])]),
        ("Er kam nach Moskau.", []),
        ("In Moskau schweigt man.", []),
        ("Die Führer Nordkoreas und Russlands kamen.", []),
        ("Staatschef Xi kam.", []),
        ("Kim Il-sung kam zurück.", []),
        ("Das Kim-Regime schwieg.", []),
        (
            "Liefert Kim Putin Waffen?",
            [("Kim", "surname", "Kim", "Kim", []), ("Putin", "surname", "Putin", "Putin", [])],
        ),
        (
            "Den kranken Kim sah niemand.",
            [("Kim", "surname", "kranke Kim", "Kim", ["kranke"])],
        ),
        ("Gestern sagte Kim nichts.", [("Kim", "surname", "Kim", "Kim", [])]),
        ("Der Willkommens-Putin kam.", [("Putin", "compound", "Willkommens-Putin", "Putin", [])]),
        (
            "Der Staatschef Putin kam.",
            [("Putin", "title_name", "Staatschef Putin", "Staatschef", [])],
        ),
    ],
)  # fmt: skip
def test_mentions(text: str, rows: list[tuple[Any, ...]]) -> None:
    assert found(text) == rows


@pytest.mark.parametrize(
    ("text", "form", "naming", "modifiers"),
    [
        ("Despot Putin kam.", "title_name", "Despot Putin", []),
        ("Kremlherrscher Putin kam.", "compound", "Kremlherrscher Putin", []),
        (
            "Der russische Autokrat Putin kam.",
            "adjective_title_name",
            "russische Autokrat Putin",
            ["russische"],
        ),
        (
            "Russian strongman Putin came.",
            "adjective_title_name",
            "Russian strongman Putin",
            ["Russian"],
        ),
        ("Kremlin leader Putin came.", "compound", "Kremlin leader Putin", []),
        ("Former KGB agent Putin came.", "compound", "former KGB agent Putin", ["former"]),
        ("The dictator Putin came.", "title_name", "dictator Putin", []),
        ("Putin, the Russian leader, came.", "apposition", "Putin, Russian leader", ["Russian"]),
        ("Russia's president Putin came.", "genitive_title_name", None, ["Russia's"]),
    ],
)
def test_namings_that_judge_and_english_ones(
    text: str, form: str, naming: str | None, modifiers: list[str]
) -> None:
    ((_, made, called, _, adjectives),) = found(text, {"Putin": ["Wladimir Putin", "Putin"]})
    assert (made, adjectives) == (form, modifiers)
    assert naming is None or called == naming


def test_namings_are_counted_by_group_within_the_actor() -> None:
    made = corpus(
        "Machthaber Kim kam. Kim schwieg. Kim ging.",
        "Kim kam. Putin ging.",
        "Staatschef Kim kam.",
        source=["a", "a", "b"],
    )
    result = cs.naming(made, ACTORS)
    columns = ("actor", "source", "naming", "count", "documents", "share", "flag")
    assert result.forms.select(columns).rows() == [
        ("Kim", "a", "Kim", 3, 2, 0.75, "few_documents"),
        ("Kim", "a", "Machthaber Kim", 1, 1, 0.25, "single_document"),
        ("Putin", "a", "Putin", 1, 1, 1.0, "single_document"),
        ("Kim", "b", "Staatschef Kim", 1, 1, 1.0, "single_document"),
    ]
    assert result.forms["count"].sum() == result.mentions.height
    assert list(result.frames()) == ["forms", "mentions"]
    assert cs.provenance(result.forms)["options"]["by"] == ["source"]


def test_a_mention_belongs_to_the_group_of_its_head() -> None:
    text = "Machthaber Kim kam. „Kim ist da“, sagte sie."
    quotes = pl.DataFrame({"doc_id": ["0"], "start": [21], "end": [31], "wording": ["verbatim"]})
    made = corpus(text, source=["a"]).with_layer("wording", quotes, default="own")
    result = cs.naming(made, ACTORS, by=["source", "wording"])
    assert result.forms.select("source", "wording", "naming").rows() == [
        ("a", "own", "Machthaber Kim"),
        ("a", "verbatim", "Kim"),
    ]
    part = cs.naming(made, ACTORS, within={"wording": "verbatim"})
    assert part.mentions["naming"].to_list() == ["Kim"]
    assert cs.naming(made, ACTORS, without="wording").mentions["naming"].to_list() == [
        "Machthaber Kim"
    ]
    assert cs.naming(made, {"X": "Niemand"}).forms.is_empty()


def test_epithets_rest_on_the_list() -> None:
    forms = cs.naming(corpus("Der Machthaber kam."), ACTORS, by=None).forms
    assert forms["flag"].to_list() == ["single_document reference_assumed"]


def test_a_frame_of_actors_names_kinds() -> None:
    frame = pl.DataFrame(
        {
            "actor": ["Kim", "Kim"],
            "alias": ["Kim", "Gast aus dem Norden"],
            "kind": ["name", "epithet"],
        }
    )
    assert [row[1] for row in found("Kim kam. Der Gast aus dem Norden ging.", frame)] == [
        "surname",
        "epithet",
    ]


@pytest.mark.parametrize(
    ("actors", "message"),
    [
        ({}, "actors are empty"),
        ({"A": ["Kim"], "B": ["kim"]}, "'kim' is an alias of two actors, 'A' and 'B'"),
        ({"A": [""]}, "actor 'A' has an alias that is no name: ''"),
        (pl.DataFrame({"actor": ["A"]}), "actors have no column 'alias'"),
        (
            pl.DataFrame({"actor": ["A"], "alias": ["a"], "kind": ["x"]}),
            "alias 'a' of actor 'A' has a kind 'x'; valid are ('name'",
        ),
    ],
)
def test_wrong_actors_are_named(actors: Any, message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        found("Text", actors)


def test_unknown_columns_are_named() -> None:
    message = r"by='source' is no column .* the layers \['sentence'\]"
    with pytest.raises(cs.InputError, match=message):
        cs.naming(corpus("Kim kam."), ACTORS)


def test_five_articles_call_an_actor_differently(shared_data: Path) -> None:
    files = sorted((shared_data / "seeds").glob("*.txt"))
    made = corpus(*(file.read_text(encoding="utf-8") for file in files))
    forms = cs.naming(made, {"Kim": KIM}, by="doc_id").forms
    counts = forms.group_by("head", "doc_id").agg(pl.col("count").sum())
    of = {(head, doc_id): count for head, doc_id, count in counts.rows()}
    for head, expected in [
        ("Machthaber", [3, 3, 0, 0, 2]),
        ("Staatschef", [0, 0, 1, 3, 0]),
        ("Führer", [0, 0, 0, 1, 0]),
    ]:
        assert [of.get((head, str(doc_id)), 0) for doc_id in range(5)] == expected
