"""`name_speakers`, `speakers` and tables of aliases."""

import re
from datetime import date
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from corpusstats.framing.aliases import SPEAKER_TYPES, read_aliases
from corpusstats.framing.similar_names import jaro_winkler
from corpusstats.framing.spelling import fold, foldings


def named(*phrases: str | None, **options: Any) -> list[tuple[str | None, str | None]]:
    frame = cs.name_speakers(pl.DataFrame({"referent": phrases}), **options)
    return frame.select("speaker", "speaker_type").rows()


@pytest.mark.parametrize(
    ("phrase", "speaker", "kind"),
    [
        ("der Sprecher des US-Außenministeriums, Matthew Miller,", "Matthew Miller", "official"),
        ("Ute Muster, die Sprecherin der Polizei", "Ute Muster", "official"),
        ("Kreml-Sprecher Dmitrij Peskow", "Dmitri Peskow", "official"),
        ("der russische Präsident Wladimir Putin", "Wladimir Putin", "official"),
        ("Russlands Präsident Vladimir Putin", "Wladimir Putin", "official"),
        ("Putins", "Wladimir Putin", "official"),
        ("die Politologin Dr. Ute Muster von der Hochschule Ulm", "Ute Muster", "expert"),
        ("Ute Muster, Historikerin am Beispiel-Kolleg", "Ute Muster", "expert"),
        ("Dem Analysten W. Beispiel", "W. Beispiel", "expert"),
        ("Ute Muster von Greenpeace", "Ute Muster", None),
        ("EU-Kommissionspräsidentin Ursula von der Leyen", "Ursula von der Leyen", "official"),
        ("Ministerin Ute Muster (SPD)", "Ute Muster", "official"),
        ("der Gouverneur der Region, Ole Beispiel", "Ole Beispiel", "official"),
        ("State Department spokesman Matthew Miller", "Matthew Miller", "official"),
        ("die staatliche russische Nachrichtenagentur Ria Novosti", "Ria Nowosti", "state_agency"),
        ("der staatlichen nordkoreanischen KCNA", "KCNA", "state_agency"),
        ("amtlichen Koreanischen Zentralen Nachrichtenagentur", "KCNA", "state_agency"),
        ("Nordkoreas staatliche Medien", "Nordkoreanische Staatsmedien", "media"),
        ("die Zeitung »Beispiel Ilbo«", "Beispiel Ilbo", "media"),
        ("Bericht der New York Times", "New York Times", "media"),
        ("Moskau", "Moskau", "state_metonym"),
        ("der Kreml", "Kreml", "state_metonym"),
        ("Weißen Haus", "Weißes Haus", "state_metonym"),
        ("ein Sprecher des Verteidigungsministeriums in Ulm",
         "Sprecher des Verteidigungsministeriums in Ulm", "official"),
        ("das südkoreanische Verteidigungsministerium",
         "Südkoreanisches Verteidigungsministerium", "official"),
        ("ein Sprecher des Autokonzerns", "Sprecher des Autokonzerns", "company"),
        ("ein Beamter", "Beamter", "anonymous"),
        ("US-Beamte", "US-Beamte", "official"),
        ("ein Diplomat, der nicht genannt werden wollte", "Diplomat", "anonymous"),
        ("Insider", "Insider", "anonymous"),
        ("Beobachter:innen in Südkorea", "Beobachter:innen in Südkorea", "expert"),
        ("eine Augenzeugin", "Augenzeugin", "witness"),
        ("Gerüchten", "Gerüchten", "rumour"),
        ("einem Bericht", "Bericht", "document"),
        ("eine Hilfsorganisation", "Hilfsorganisation", "ngo"),
        ("Ute Muster", "Ute Muster", None),
        ("Secretary of State Antony Blinken", "Antony Blinken", "official"),
        ("a senior U.S. official", "senior U.S. official", "official"),
        ("people familiar with the plan", "people familiar with the plan", "anonymous"),
        ("the Kremlin", "Kreml", "state_metonym"),
        ("Angaben der Behörden", "Behörden", "official"),
        ("Ansicht von Beobachtern", "Beobachter", "expert"),
        ("einer Meldung der Agentur Tass", "Tass", "state_agency"),
        ("Berichten des Sozialministeriums", "Sozialministerium", "official"),
        ("die Sprecherin der Polizei Ute Muster", "Ute Muster", "official"),
        ("der WWF-Sprecher", "WWF-Sprecher", "ngo"),
        ("eine Sprecherin von Tesla", "Sprecherin von Tesla", "company"),
        ("der Außenminister Frankreichs", "Außenminister Frankreichs", "official"),
        ("Dem Sender al-Dschasira", "Al-Dschasira", "media"),
        ("Amnesty International und Greenpeace", "Amnesty International und Greenpeace", None),
        ("die Archäologin Ute Muster", "Ute Muster", "expert"),
        ("dem Vernehmen", "Vernehmen", "rumour"),
        ("eigenen Angaben", None, None),
        ("seiner Meinung", None, None),
        ("demnach", None, None),
        ("er", None, None),
        ("„“", None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_a_phrase_names_a_speaker(phrase: str | None, speaker: str | None, kind: str) -> None:
    assert named(phrase) == [(speaker, kind)]


def test_the_referent_counts_before_the_words_of_the_statement() -> None:
    frame = pl.DataFrame(
        {"referent": ["Ute Muster", None], "speaker_text": ["sie", "Ole Beispiel"], "n": [1, 2]}
    )
    found = cs.name_speakers(frame)
    assert found["speaker"].to_list() == ["Ute Muster", "Ole Beispiel"]
    assert found.select("referent", "speaker_text", "n").equals(frame)
    assert cs.name_speakers(found).equals(found)
    assert found.schema["speaker_type"] == pl.Enum(SPEAKER_TYPES)


def test_statements_of_nobody_have_a_type() -> None:
    frame = pl.DataFrame({"referent": [None, None], "mode": ["evidential_modal", "direct"]})
    found = cs.name_speakers(frame.with_columns(pl.col("referent").cast(pl.String)))
    assert found["speaker_type"].to_list() == ["none", None]


def test_every_alias_finds_its_canonical_name() -> None:
    table = cs.alias_table()
    known = read_aliases(None)
    found = [known.find(alias) for alias in table["alias"]]
    assert [row and row.canonical for row in found] == table["canonical"].to_list()
    canonical = table["canonical"].unique().to_list()
    assert [one for one, _ in named(*canonical)] == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nowosti", "Novosti"),
        ("Jong Un", "Jong-un"),
        ("Jong-Un", "jong un"),
        ("Erdoğan", "Erdogan"),
        ("Pjöngjang", "Pjongjang"),
        ("»Der Spiegel«", "der spiegel"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_genitive_is_one_of_several_foldings() -> None:
    assert foldings("Kims Jong Uns") == ["kims jong uns", "kims jong un", "kim jong un"]


def test_own_aliases_come_before_those_of_the_package() -> None:
    own = pl.DataFrame(
        {
            "alias": ["Muster", "Kreml"],
            "canonical": ["Ute Muster", "Moskau"],
            "type": ["expert", None],
        }
    )
    assert named("Muster", "der Kreml", "Kremlin", "Tass", aliases=own) == [
        ("Ute Muster", "expert"),
        ("Moskau", "state_metonym"),
        ("Moskau", "state_metonym"),
        ("Tass", "state_agency"),
    ]
    assert named("Muster", "Tass", aliases=own, extend=False) == [
        ("Ute Muster", "expert"),
        ("Tass", None),
    ]
    whole = pl.concat([cs.alias_table(), own.head(1)], how="diagonal")
    assert named("Muster", "Kremlin", aliases=whole) == [
        ("Ute Muster", "expert"),
        ("Kreml", "state_metonym"),
    ]


def test_own_types_come_before_those_of_the_package() -> None:
    own = pl.DataFrame(
        {"alias": ["WSJ"], "canonical": ["Wall Street Journal"], "type": ["company"]}
    )
    assert named("Wall Street Journal", aliases=own) == [("Wall Street Journal", "company")]


def test_an_own_name_that_leads_on_to_one_of_the_package_is_an_error() -> None:
    own = pl.DataFrame({"alias": ["Sprecher"], "canonical": ["Peskow"]})
    message = "line 2 ('Sprecher' is 'Peskow') and line"
    with pytest.raises(cs.InputError, match=re.escape(message)) as error:
        named("a", aliases=own)
    assert "of the package's table ('Peskow' is 'Dmitri Peskow')" in str(error.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [("Jong-un", "A"), ("x", "X"), ("Jong Un", "B")],
            "a name is two: line 2 ('Jong-un' is 'A') and line 4 ('Jong Un' is 'B')",
        ),
        (
            [("a", "B"), ("b", "C")],
            "a name leads on to another: line 2 ('a' is 'B') and line 3 ('b' is 'C')",
        ),
        ([("a", "")], "line 2 of aliases has no canonical"),
    ],
)
def test_conflicts_show_both_lines(rows: list[tuple[str, str]], message: str) -> None:
    frame = pl.DataFrame(rows, ["alias", "canonical"], orient="row")
    with pytest.raises(cs.InputError, match=re.escape(message)):
        named("a", aliases=frame)
    with pytest.raises(cs.InputError, match=re.escape(message)):
        named("a", aliases=frame, extend=False)


def test_a_name_can_be_two_at_different_times() -> None:
    own = pl.DataFrame(
        {
            "alias": ["Amt", "Amt"],
            "canonical": ["Altes Amt", "Neues Amt"],
            "valid_from": [None, date(2020, 1, 1)],
            "valid_to": [date(2019, 12, 31), None],
        }
    )
    known = read_aliases(own)
    assert known.find("Amt") is None
    day = known.on(date(2021, 5, 1)).find("Amt")
    assert day is not None
    assert day.canonical == "Neues Amt"
    days = pl.Series("date", [date(2010, 1, 1), date(2022, 1, 1), None])
    frame = pl.DataFrame({"referent": ["das Amt"] * 3}).with_columns(days)
    found = cs.name_speakers(frame, own)["speaker"].to_list()
    assert found == ["Altes Amt", "Neues Amt", "Amt"]
    late = own.with_columns(valid_to=pl.lit(date(2020, 1, 1)))
    with pytest.raises(cs.InputError, match=re.escape("is 'Altes Amt', … to 2020-01-01) and line")):
        read_aliases(late)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"alias": ["a"]}, "aliases have no column 'canonical'"),
        ({"alias": ["a"], "canonical": ["A"], "kind": ["x"]}, "a column 'kind' that means nothing"),
        ({"alias": ["a"], "canonical": ["A"], "type": ["x"]}, "line 2 of aliases: no type 'x'"),
        (
            {"alias": ["a"], "canonical": ["A"], "valid_to": ["2020"]},
            "line 2 of aliases: valid_to is no date as 2023-09-12: '2020'",
        ),
        (
            {"alias": ["a", "b"], "canonical": ["A", "A"], "type": ["media", "ngo"]},
            "a name has two types: line 2 ('a' is 'A'), media, and line 3 ('b' is 'A'), ngo",
        ),
    ],
)
def test_wrong_tables_are_named(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(cs.InputError, match=re.escape(message)):
        named("a", aliases=pl.DataFrame(columns))


def test_statements_need_a_text_and_documents() -> None:
    with pytest.raises(cs.InputError, match="neither a column 'referent' nor 'speaker_text'"):
        cs.name_speakers(pl.DataFrame({"speaker": ["a"]}))
    with pytest.raises(cs.InputError, match="no column 'doc_id'"):
        cs.speakers(pl.DataFrame({"referent": ["a"]}))


def test_speakers_are_listed_with_suggestions() -> None:
    rows = [
        ("a", "die Politologin Ute Muster", "Muster"),
        ("a", "Ute Muster", "sie"),
        ("b", "Ute Muster", "Ute Muster"),
        ("a", "Muster", "Muster"),
        ("b", "Ole Beispiel", "Beispiel"),
        ("b", "Ole Beispeil", "Beispeil"),
        ("c", "Kim Alpha", "Kim Alpha"),
        ("c", "Kim Beta", "Kim Beta"),
        ("c", "Kim", "Kim"),
        ("c", None, None),
    ]
    frame = pl.DataFrame(rows, ["doc_id", "referent", "speaker_text"], orient="row")
    found = cs.speakers(frame)
    assert found.columns == [
        *("speaker", "speaker_type", "aliases", "statements", "documents"),
        *("suggested_merge", "score"),
    ]
    first = found.row(0, named=True)
    assert first["speaker"] == "Ute Muster"
    assert first["speaker_type"] == "expert"
    assert first["aliases"] == ["Muster", "Ute Muster", "die Politologin Ute Muster", "sie"]
    assert (first["statements"], first["documents"]) == (3, 2)
    suggested = dict(found.select("speaker", "suggested_merge").rows())
    assert suggested["Muster"] == "Ute Muster"
    assert suggested["Ole Beispiel"] == "Ole Beispeil"
    assert suggested["Kim"] is None
    assert found["statements"].sum() == 9
    assert cs.provenance(found)["function"] == "speakers"


@pytest.mark.parametrize(
    ("one", "other", "value"),
    # Winkler (1990), table 1, and the examples usual since.
    [
        ("MARTHA", "MARHTA", 0.961),
        ("DWAYNE", "DUANE", 0.840),
        ("DIXON", "DICKSONX", 0.813),
        ("SHACKLEFORD", "SHACKELFORD", 0.982),
        ("abc", "abc", 1.0),
        ("abc", "xyz", 0.0),
        ("", "", 1.0),
    ],
)
def test_jaro_and_winklers_similarity(one: str, other: str, value: float) -> None:
    assert jaro_winkler(one, other) == pytest.approx(value, abs=0.0006)
    assert jaro_winkler(other, one) == pytest.approx(jaro_winkler(one, other))
