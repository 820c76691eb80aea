"""`zones`: what each line of a document is, and `agencies`: who signs it."""

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from tests.reference.zones import units

Pieces = list[tuple[str, str]]


def corpus(*texts: str, **columns: list[Any]) -> cs.Corpus:
    frame = pl.DataFrame({"doc_id": [str(row) for row in range(len(texts))], "text": texts})
    return cs.Corpus.from_frame(frame.with_columns(pl.Series(k, v) for k, v in columns.items()))


def pieces(*texts: str, **options: Any) -> list[Pieces]:
    """Text and zone of each span, by document; without blanks."""
    made = corpus(*texts)
    found = cs.zones(made, by=None, **options)
    result: list[Pieces] = [[] for _ in texts]
    for doc_id, start, end, zone, *_ in found.rows():
        result[int(doc_id)].append((texts[int(doc_id)][start:end].strip(), zone))
    return result


def zone_of(line: str, *, after: str = "Der Zug fuhr am Morgen in den Bahnhof ein.\n") -> str:
    """Find the zone of a line that stands behind a paragraph and before another one."""
    found = pieces(f"Zug kommt an\n\n{after}\n{line}\n\nEr fuhr am Abend wieder ab.\n")[0]
    return next(zone for text, zone in found if text == line.strip())


ARTICLE = """date 2023-09 Der Zug rollt
Von Ada Beispiel
Der Zug ist da. Mehr weiß man nicht.
WIEN, 3. Mai (APA) – Der Zug kam am Morgen an. Das teilte die Bahn mit.
Der Zug am Bahnhof. (Archivfoto) © Bildhaus / dpa
Anzeige
Wer fährt mit?
An Bord waren zwölf Menschen, wie die Bahn mitteilte. (abc/APA/dpa)
Im Video: So fährt der Zug
(Nicht für Wiederverkauf)
"""


def test_an_article_is_taken_apart() -> None:
    assert pieces(ARTICLE) == [
        [
            ("date 2023-09", "metadata"),
            ("Der Zug rollt", "headline"),
            ("Von Ada Beispiel", "byline"),
            ("Der Zug ist da. Mehr weiß man nicht.", "teaser"),
            ("WIEN, 3. Mai (APA) –", "dateline"),
            ("Der Zug kam am Morgen an. Das teilte die Bahn mit.", "body"),
            ("Der Zug am Bahnhof.", "caption"),
            ("(Archivfoto)", "credit"),
            ("© Bildhaus / dpa", "credit"),
            ("Anzeige", "advertisement"),
            ("Wer fährt mit?", "subhead"),
            ("An Bord waren zwölf Menschen, wie die Bahn mitteilte.", "body"),
            ("(abc/APA/dpa)", "agency_signature"),
            ("Im Video: So fährt der Zug", "related"),
            ("(Nicht für Wiederverkauf)", "usage_note"),
        ]
    ]


@pytest.mark.parametrize("row", cs.zone_patterns().rows(named=True), ids=lambda row: row["rule"])
def test_every_pattern_marks_its_example(row: dict[str, str]) -> None:
    text = row["example"]
    lead = "" if row["where"] in ("first", "head") else "Kopf der Seite\n\nEin Satz steht hier.\n\n"
    body = "\n\nEin zweiter Satz steht hier.\n"
    made = corpus(lead + text + body)
    found = cs.zones(made, by=None).filter(pl.col("rule") == row["rule"])
    assert found["zone"].to_list() == [row["zone"]]


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("ANZEIGE", "advertisement"),
        ("Werbung: Jetzt Bahnkarten kaufen", "advertisement"),
        ("Anzeige: Mann schlägt Fahrgast", "subhead"),
        ("Newsletter abonnieren", "related"),
        ("Jetzt unseren Newsletter abonnieren und nichts verpassen", "related"),
        ("Watch: The train arrives", "related"),
        ("von Ute Muster", "byline"),
        ("Ute Muster, dpa", "byline"),
        ("Reporting by Jane Doe; editing by John Roe", "byline"),
        ("Nur zur redaktionellen Verwendung", "usage_note"),
        ("Keine Weitergabe an Wiederverkäufer.", "body"),
        ("Nur die Nutzung der Bahn kostet Geld.", "body"),
        ("For editorial use only.", "usage_note"),
        ("Copyright Bildhaus Nord", "usage_note"),
        ("File photo", "credit"),
        ("(AP Photo/Jane Doe)", "credit"),
        ("(APA, red, 12.9.2023)", "agency_signature"),
        ("Lesezeit: 3 Min.", "metadata"),
        ("Politik", "metadata"),
        ("– Anzeige –", "advertisement"),
        ("Anzeige erstattete die Frau am Montag.", "body"),
        ("Die Polizei nahm eine Anzeige auf.", "body"),
        ("Anzeige gegen den Minister", "subhead"),
        ("Mehr zum Thema: Der Zug", "related"),
        ("Mehr zum Thema sagte die Ministerin nicht.", "body"),
        ("Lesen Sie auch: Der Zug", "related"),
        ("Read more: The train", "related"),
        ("Advertisement", "advertisement"),
        ("Von Ute Muster und Jan de Vries, Berlin", "byline"),
        ("Von: dpa/AFP", "byline"),
        ("By Jane Doe and John Smith", "byline"),
        ("Von Moskau nach Peking", "subhead"),
        ("Von Bonn nach Ulm fuhr der Zug.", "body"),
        ("Stand: 12.09.2023, 14:32 Uhr", "dateline"),
        ("12. September 2023", "dateline"),
        ("September 5, 2023", "dateline"),
        ("Im September", "subhead"),
        ("(dpa)", "agency_signature"),
        ("(ab/cd)", "body"),
        ("abc/dpa", "agency_signature"),
        ("(mit AFP und Reuters)", "agency_signature"),
        ("Mit Material der dpa", "agency_signature"),
        ("Quelle: dpa", "agency_signature"),
        ("Quelle: Statistisches Bundesamt", "credit"),
        ("Er sprach mit dpa über den Zug.", "body"),
        ("Foto: privat", "credit"),
        ("Das ergibt ein klares Bild: Der Zug fährt.", "body"),
        ("Dieses Foto zeigt den Zug.", "caption"),
        ("Das Bild zeigt sich selten so klar.", "body"),
        ("„Wohin fahren wir?“", "body"),
        ("Wohin fahren wir?", "subhead"),
        ("»Wir fahren«", "subhead"),
        ("und dann", "body"),
        ("Drei Dinge:", "body"),
        ("Alle Rechte vorbehalten.", "usage_note"),
    ],
)
def test_a_line_is_what_it_looks_like(line: str, zone: str) -> None:
    assert zone_of(line) == zone


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("Seoul. Der Zug ist da.", "Seoul."),
        ("Seoul/Moskau – Der Zug ist da.", "Seoul/Moskau –"),
        ("SEOUL (dpa) - Der Zug ist da.", "SEOUL (dpa) -"),
        ("Berlin (dpa/lhe) – Der Zug ist da.", "Berlin (dpa/lhe) –"),
        ("Wladiwostok, im September. Der Zug ist da.", "Wladiwostok, im September."),
        ("MOSCOW, Sept 5 (Reuters) - The train has arrived.", "MOSCOW, Sept 5 (Reuters) -"),
        ("Endlich. Der Zug ist da.", None),
        ("Seoul ist weit. Der Zug ist da.", None),
        ("Kim – Der Zug ist da.", None),
        ("Moskau: Der Zug ist da.", None),
    ],
)
def test_datelines_stand_at_the_head_of_the_text(line: str, dateline: str | None) -> None:
    found = pieces(f"Zug kommt an\n\n{line}\n\nEr fährt ab.")[0]
    assert [text for text, zone in found if zone == "dateline"] == ([dateline] if dateline else [])
    assert found[0] == ("Zug kommt an", "headline")


def test_a_line_printed_twice_is_repeated_whatever_its_quotes() -> None:
    line = "Ein Teil der Rakete „Stern-1“ liegt am Strand."
    other = 'Ein  Teil der Rakete "Stern-1" liegt am Strand.'
    found = pieces(f"Rakete gefunden\n\n{line}\n\nMan sucht weiter.\n\n{other}\n\nRakete gefunden")
    assert [zone for _, zone in found[0]] == ["headline", "body", "body", "repeated", "repeated"]


def test_lines_that_a_source_prints_often_are_repeated() -> None:
    texts = [
        f"Kopf {n}\n\nText {n} steht hier, lang genug.\n\nUnser Blatt ist schön!\n"
        for n in range(4)
    ]
    made = corpus(*texts, source=["a", "a", "a", "b"])
    found = cs.zones(made).filter(pl.col("rule") == "repeated_line")
    assert found.select("doc_id", "zone", "repeated_in").rows() == [
        ("0", "repeated", 3),
        ("1", "repeated", 3),
        ("2", "repeated", 3),
    ]
    assert cs.zones(made, by=None)["repeated_in"].max() == 4


def test_versions_of_an_article_are_no_repeated_lines() -> None:
    text = (
        "Der Zug rollt\n\nDer Zug kam am Morgen im Bahnhof an, wie die Bahn mitteilte.\n\nKurz.\n"
    )
    found = cs.zones(corpus(*[f"{text}\nFassung {n}.\n" for n in range(5)]), by=None)
    assert "repeated" not in found["zone"].to_list()
    assert found["repeated_in"].unique().to_list() == [1]


def test_lists_and_tables_have_no_subheads() -> None:
    text = "Der Zug rollt\n\nDer Zug ist da.\n\nBonn\nKöln\nMainz\nUlm\tWien\n----\n\nEs regnet."
    zones = [zone for _, zone in pieces(text)[0]]
    assert zones == ["headline", "body", "body", "subhead", "subhead", "body", "body", "body"]


def test_wrapped_lines_are_paragraphs() -> None:
    text = (
        "Der Zug rollt\n\nDer Zug kam am frühen Morgen im\nBahnhof an, wie die Bahn gestern\n"
        "mitteilte und jemand sah.\nEr bleibt.\n"
    )
    assert [text[unit.head : unit.tail] for unit in units(text)] == [
        "Der Zug rollt",
        "Der Zug kam am frühen Morgen im\nBahnhof an, wie die Bahn gestern\n"
        "mitteilte und jemand sah.",
        "Er bleibt.",
    ]


def test_users_extend_the_patterns() -> None:
    own = pl.DataFrame(
        {"rule": ["own"], "zone": ["related"], "where": ["line"], "pattern": ["Abo: .*"]}
    )
    text = "Kopf\n\nText.\n\nMehr.\n\nAbo: Jetzt\n\nAnzeige\n\nEnde."
    assert [zone for _, zone in pieces(text, patterns=own)[0]] == [
        *("headline", "body", "body", "related", "advertisement", "body"),
    ]
    alone = pieces(text, patterns=own, extend=False)[0]
    assert [zone for _, zone in alone] == [
        *("headline", "body", "body", "related", "subhead", "body"),
    ]
    other = own.with_columns(rule=pl.lit("advertisement"), pattern=pl.lit("Anzeige"))
    found = pieces(text, patterns=other)[0]
    assert [zone for _, zone in found] == [
        *("headline", "body", "body", "subhead", "related", "body"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"zone": "kicker"}, "row 0 of patterns has a zone 'kicker'; valid are ('headline'"),
        ({"where": "middle"}, "row 0 of patterns has a where 'middle'; valid are ('first'"),
        ({"within": "far"}, "row 0 of patterns: within is no number of characters: 'far'"),
        ({"pattern": "("}, "row 0 of patterns is no regular expression"),
    ],
)
def test_wrong_patterns_are_named(row: dict[str, str], message: str) -> None:
    good = {"rule": "own", "zone": "related", "where": "line", "pattern": "x"}
    with pytest.raises(cs.InputError, match=re.escape(message)):
        pieces("Text", patterns=pl.DataFrame([{**good, **row}]))
    with pytest.raises(cs.InputError, match="patterns have no column 'pattern'"):
        pieces("Text", patterns=pl.DataFrame({"rule": ["a"], "zone": ["a"], "where": ["a"]}))


def test_zones_are_a_layer_of_which_every_label_is_known() -> None:
    made = corpus(ARTICLE)
    found = cs.zones(made, by=None)
    assert found.schema["zone"] == pl.Enum(cs.framing.zones.ZONES)  # type: ignore[attr-defined]
    made = made.with_layer("zone", found)
    counts = cs.frequencies(made, by="zone")
    assert counts.filter(pl.col("zone") == "advertisement")["term"].to_list() == ["anzeige"]
    editorial = cs.frequencies(made, within={"zone": cs.EDITORIAL})
    assert "anzeige" not in editorial["term"].to_list()
    assert "repeated" not in counts["zone"].to_list()
    assert cs.frequencies(made, within={"zone": ["repeated"]}).is_empty()


def test_a_source_that_does_not_exist_is_named() -> None:
    with pytest.raises(cs.InputError, match=re.escape("by='source' is no column")):
        cs.zones(corpus("Text"))


def test_documents_without_text_have_no_zones() -> None:
    assert cs.zones(corpus("", "Der Zug."), by=None)["doc_id"].to_list() == ["1"]
    assert cs.zones(corpus(""), by=None).is_empty()
    assert cs.zones(corpus("\n \n"), by=None).select("start", "end", "zone").rows() == [
        (0, 3, "body")
    ]


def test_agencies_sign_in_signatures_bylines_and_datelines() -> None:
    texts = (
        ARTICLE,
        "Der Zug\n\nSEOUL, 4. Mai (Yonhap) – Er ist da. Das sagt Tass.\n\nFoto: Reuters\n",
        "Der Zug\n\nVon dpa\n\nEr ist da.\n\nMehr folgt. rtr/SID",
        "Der Zug\n\nEr ist da.",
    )
    made = corpus(*texts)
    found = cs.agencies(made)
    assert found["agencies"].to_list() == [
        ["APA", "dpa"],
        ["Yonhap"],
        ["Reuters", "SID", "dpa"],
        [],
    ]
    assert made.with_documents(found).documents["agencies"].len() == 4
    with pytest.raises(cs.InputError, match="zones have no column 'start'"):
        cs.agencies(made, zones=found)


def test_own_articles_line_by_line() -> None:
    made = cs.read_corpus("seeds")
    counts = cs.zones(made)["zone"].value_counts()
    assert dict(counts.sort("zone").rows()) == {
        "headline": 12,
        "dateline": 7,
        "byline": 4,
        "agency_signature": 7,
        "caption": 2,
        "credit": 5,
        "advertisement": 3,
        "related": 2,
        "teaser": 2,
        "usage_note": 1,
        "subhead": 9,
        "body": 62,
        "repeated": 1,
    }
    headlines = cs.zones(made).filter(pl.col("zone") == "headline")
    texts = dict(made.documents.select("doc_id", "text").rows())
    said = [texts[doc_id][start:end].strip() for doc_id, start, end, *_ in headlines.rows()]
    assert said == made.documents["headline"].to_list()


def test_five_articles_line_by_line(shared_data: Path) -> None:
    files = sorted((shared_data / "seeds").glob("*.txt"))
    made = corpus(*(file.read_text(encoding="utf-8") for file in files))
    counts = cs.zones(made, by=None).group_by("doc_id", "zone").len()
    found = {
        zone: dict(counts.filter(pl.col("doc_id") == doc_id).select("zone", "len").rows()).get(
            zone, 0
        )
        for doc_id, zone in [("0", "advertisement"), ("0", "related"), ("0", "teaser")]
    }
    assert found == {"advertisement": 3, "related": 1, "teaser": 1}
    of = {(doc_id, zone): many for doc_id, zone, many in counts.rows()}
    assert of["3", "repeated"] == of["3", "usage_note"] == of["1", "agency_signature"] == 1
    assert of["3", "credit"] == 3
    assert of["3", "caption"] == 2
    assert of["1", "subhead"] == of["0", "subhead"] == of["1", "credit"] == 2
    assert cs.agencies(made)["agencies"].to_list() == [[], ["AFP"], [], ["Yonhap"], []]


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        ("STUTTGART. Der Zug ist da.", "STUTTGART."),
        ("BERLIN abc/dpa | Der Zug ist da.", "BERLIN abc/dpa |"),
        ("Die NATO. Der Zug ist da.", None),
    ],
)
def test_datelines_in_capitals(head: str, dateline: str | None) -> None:
    text = f"Zug erreicht die Stadt\n\n{head}\n"
    found = cs.zones(corpus(text), by=None).filter(zone="dateline")
    spans = [text[start:end].strip() for start, end in found["start", "end"].rows()]
    assert spans == ([] if dateline is None else [dateline])


def test_a_rubric_is_no_headline() -> None:
    found = cs.zones(corpus("Politik\n\nZug erreicht die Stadt\n\nDer Zug ist da.\n"), by=None)
    assert found["zone"].to_list() == ["metadata", "headline", "body"]


def test_a_line_under_all_articles_may_be_their_longest() -> None:
    pay = (
        "Diesen und alle weiteren Artikel lesen Sie, wenn Sie sich anmelden oder ein Konto anlegen."
    )
    texts = [f"Der Zug Nummer {number} ist da.\n\n{pay}\n" for number in range(4)]
    frame = pl.DataFrame({"doc_id": list("abcd"), "text": texts})
    found = cs.zones(cs.Corpus.from_frame(frame), by=None)
    assert found["zone"].to_list() == ["body", "repeated"] * 4
