"""Reported speech: by example, by column, and what is refused."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import corpusstats as cs
from tests.unit.test_cases import cases

EDGE = " \n,.:;!?„“”‚‘’\"'«»‹›"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def found(text: str, language: str = "de", **options: Any) -> list[dict[str, Any]]:
    frame = pl.DataFrame({"doc_id": ["a"], "text": [text]})
    corpus = cs.Corpus.from_frame(frame, language=language)  # type: ignore[arg-type]
    return list(cs.attributions(corpus, **options).iter_rows(named=True))


def contents(text: str, row: dict[str, Any]) -> list[str]:
    spans = [(part["start"], part["end"]) for part in row["content_parts"] or []]
    spans = spans or [(row["content_start"], row["content_end"])]
    return [text[start:end].strip(EDGE) for start, end in spans]


def check(line: str, language: str) -> None:
    """A line has its content in brackets and its speaker in braces, and the mode behind a tab."""
    marked, mode = line.split("\t")
    text = re.sub(r"[\[\]{}]", "", marked)
    speaker = re.search(r"\{(.*?)\}", marked)
    wanted = re.findall(r"\[(.*?)\]", marked)
    plain = [re.sub(r"[{}]", "", part).strip(EDGE) for part in wanted]
    rows = [row for row in found(text, language) if row["parent_id"] is None]
    if mode == "none":
        assert rows == []
        return
    assert [row["mode"] for row in rows] == [mode]
    assert contents(text, rows[0]) == plain
    named = rows[0]["speaker_text"]
    assert (named and named.strip(EDGE)) == (speaker and speaker[1].strip(EDGE))


@pytest.mark.parametrize("line", cases("de_attributions.tsv"))
def test_german(line: str) -> None:
    check(line, "de")


@pytest.mark.parametrize("line", cases("en_attributions.tsv"))
def test_english(line: str) -> None:
    check(line, "en")


def test_columns() -> None:
    frame = cs.attributions(cs.read_corpus(SEEDS))
    assert frame.columns[:6] == ["attr_id", "parent_id", "doc_id", "sentence", "mode", "polarity"]
    assert frame.columns[-3:] == ["rule", "confidence", "flag"]
    assert frame["confidence"].is_between(0, 1, closed="right").all()
    assert cs.provenance(frame)["function"] == "attributions"


def test_no_statement_is_a_frame_of_the_same_columns() -> None:
    corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a", "b"], "text": ["", "Der Zug."]}))
    frame = cs.attributions(corpus)
    assert frame.height == 0
    assert frame.schema == cs.attributions(cs.read_corpus(SEEDS)).schema


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Haas lachte. „Das wird gut“, sagte sie.", "Anna Haas"),
        ("Der Bürgermeister besuchte die Halle. Sie sei zu klein, sagte er.", "Bürgermeister"),
        ("Minister Haas sagte, es gehe. Die Sprecherin sagte, er bleibe. „Ja“, sagte er.", "Haas"),
        # Nobody before can be meant.
        ("Die Ministerin kam zu spät. „Es tut mir leid“, sagte er.", None),
        ("Norwegen hat gewählt. „Es tut mir leid“, sagte er.", None),
        ("Der Zug kam zu spät. „Es tut mir leid“, sagte er.", None),
        # Nobody is meant who was spoken of earlier, and has said nothing.
        ("Anna Haas kam. Es regnete den ganzen Tag. „Das wird gut“, sagte sie.", None),
    ],
)
def test_whom_a_pronoun_stands_for(text: str, speaker: str | None) -> None:
    assert found(text)[-1]["speaker"] == speaker


def test_a_speaker_goes_on_in_the_same_sentence() -> None:
    first, second = found("Er habe nicht gelogen, so Haas; er werde das beweisen.")
    assert (first["mode"], first["speaker"]) == ("adposition", "Haas")
    assert (second["mode"], second["speaker"]) == ("free_indirect", "Haas")
    assert second["flag"] == "speaker_carried"


def test_what_is_said_against_somebody_is_not_theirs() -> None:
    (heard,) = found("Die Polizei reagierte auf Vorwürfe, sie habe zu spät eingegriffen.")
    (denied,) = found("Die Regierung dementierte Berichte, wonach Schiffe verlegt worden seien.")
    assert heard["speaker"] is None
    assert (denied["speaker"], denied["polarity"]) == ("Regierung", "negative")
    (countered,) = found("Der Hafen widersprach der Behauptung, die Mole sei gesperrt.")
    (counter,) = found("Der Hafen widersprach: Die Mole sei offen.")
    assert (countered["polarity"], counter["polarity"]) == ("negative", "positive")


def test_a_plan_is_set_apart() -> None:
    (plan,) = found("Das Treffen soll am Montag stattfinden.")
    (hearsay,) = found("Der Mann soll den Wagen gestohlen haben.")
    assert (plan["cue_class"], hearsay["cue_class"]) == ("scheduled", "evidential")
    assert plan["speaker_type"] == hearsay["speaker_type"] == "none"


def test_rumours_are_nobodys() -> None:
    (row,) = found("Gerüchten zufolge verlässt der Trainer den Verein.")
    assert (row["mode"], row["speaker_text"], row["speaker_type"]) == (
        "evidential_modal",
        None,
        "rumour",
    )


def test_two_levels() -> None:
    text = "Der Minister kündigte Medienberichten zufolge an, dass die Steuer sinkt."
    outer, inner = found(text)
    assert (outer["speaker_text"], inner["speaker_text"]) == ("Medienberichten", "Der Minister")
    assert inner["parent_id"] == outer["attr_id"]


def test_a_participle_ends_what_is_said() -> None:
    text = "The mayor said she would stay, calling the rumour “a joke.”"
    said, called = found(text, "en")
    assert contents(text, said) == ["she would stay"]
    assert (called["mode"], called["speaker"], called["parent_id"]) == ("partial", "mayor", None)


def test_short_quotations_go_on() -> None:
    text = "“No,” the coach said. “Never.”"
    (said,) = found(text, "en")
    assert (said["speaker"], said["mode"], len(said["content_parts"])) == ("coach", "direct", 2)


def test_in_another_paragraph_somebody_else_may_answer() -> None:
    text = "“Are you happy with it?” the coach asked.\n\n“Not at all.”"
    asked, answer = found(text, "en")
    assert (asked["content_parts"], answer["flag"]) == (None, "speaker_carried")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Auf die Frage, ob er gehe, antwortete der Wirt: „Nein.“", "Nein"),
        ("Der Wirt sagte auf die Frage, ob er gehe, er wisse es nicht.", "er wisse es nicht"),
    ],
)
def test_a_question_is_asked_by_nobody_named(text: str, said: str) -> None:
    asked, answer = found(text)
    assert (asked["rule"], asked["polarity"], asked["speaker"]) == (
        "noun_question",
        "question",
        None,
    )
    assert contents(text, asked) == ["ob er gehe"]
    assert (contents(text, answer), answer["speaker"]) == ([said], "Wirt")


def test_an_apostrophe_closes_no_quotation() -> None:
    text = "‘The Jays’ coach won’t stay,’ the mayor told the paper."
    (row,) = found(text, "en")
    assert (row["content_start"], row["content_end"]) == (0, text.index(" the mayor"))


def test_a_name_that_comes_again_is_the_speaker() -> None:
    text = "Trainer Jan Kuhl sagte, es sei zu spät. Obwohl Kuhl hofft, sei das „ganz weit weg“."
    *_, words = found(text)
    assert (words["speaker_start"], words["speaker_text"]) == (text.index("Kuhl hofft"), "Kuhl")
    assert words["speaker"] == "Jan Kuhl"


def test_words_in_marks_have_the_verb_before_them() -> None:
    *_, words = found("Der Verband kritisierte es als „völlig falsch“ und forderte ein Gesetz.")
    assert words["cue_lemma"] == "kritisieren"


def test_words_in_marks_inside_indirect_speech_have_a_parent() -> None:
    text = "Der Koch sagte, die Suppe sei „viel zu heiß“ gewesen."
    outer, inner = found(text)
    assert (inner["mode"], inner["parent_id"]) == ("partial", outer["attr_id"])
    assert contents(text, inner) == ["viel zu heiß"]


def test_inside_a_quotation() -> None:
    text = "„Ein Beamter sagte, der Tunnel sei gesperrt und werde geprüft“, heißt es im Bericht."
    outer, inner = found(text)
    assert (outer["mode"], inner["speaker_text"]) == ("direct", "Ein Beamter")
    assert inner["parent_id"] == outer["attr_id"]


@pytest.mark.parametrize(
    "text",
    [
        "Der Sender zitierte Ministerin Lange mit den Worten, es sei zu spät.",
        "Ministerin Lange wird vom Sender mit den Worten zitiert: „Es ist jetzt zu spät.“",
    ],
)
def test_who_is_cited_stands_in_what_is_cited_from(text: str) -> None:
    rows = {row["speaker"]: row for row in found(text)}
    outer, inner = rows[next(name for name in rows if "Sender" in name)], rows["Lange"]
    assert (outer["rule"], outer["parent_id"]) == ("quoting", None)
    assert inner["parent_id"] == outer["attr_id"]
    assert contents(text, inner) == contents(text, outer)


def test_quotations_that_und_joins_have_one_speaker() -> None:
    text = "Die Sprecherin sagte: „Wir kommen morgen.“ und „Wir bringen die Kinder mit.“"
    first, second = found(text)
    assert (second["rule"], second["speaker"]) == ("quote_goes_on", first["speaker"])


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Der Minister bestritt, dass der Plan teuer sei.", "negative"),
        ("Der Minister bestritt nicht, dass der Plan teuer sei.", "positive"),
        ("„Das stimmt so nicht“, dementierte der Minister.", "positive"),
    ],
)
def test_who_denies_says_the_contrary(text: str, polarity: str) -> None:
    (row,) = found(text)
    assert row["polarity"] == polarity


def test_a_surname_in_a_headline_is_known_from_the_text() -> None:
    text = "Sturm: Das Land muss handeln\n\nMinisterin Ada Sturm kam am Abend."
    (row,) = found(text)
    assert (row["rule"], row["speaker_text"]) == ("headline", "Sturm")


def test_denied() -> None:
    (row,) = found("Die Firma hat nicht bestätigt, dass der Vertrag endet.")
    assert row["polarity"] == "negative"


def test_pronouns_stand_for_the_last_named() -> None:
    text = "Anna Berg sagte, es regne. Sie fügte hinzu, der Wind sei stark."
    first, second = found(text)
    assert (first["speaker"], second["speaker_text"], second["speaker"]) == (
        "Anna Berg",
        "Sie",
        "Anna Berg",
    )


def test_short_names_stand_for_the_full_one() -> None:
    text = "„Es regnet heute“, sagte Anna Berg. „Der Wind ist stark“, sagte Berg."
    assert [row["speaker"] for row in found(text)] == ["Anna Berg", "Anna Berg"]


def test_subjunctives_go_on_with_the_speaker() -> None:
    text = "Der Wirt sagte, es sei voll. Die Küche habe geschlossen. Man warte auf Ware."
    _, chain = found(text)
    assert (chain["mode"], chain["speaker_text"]) == ("free_indirect", "Der Wirt")
    assert contents(text, chain) == ["Die Küche habe geschlossen. Man warte auf Ware"]
    assert chain["flag"] == "speaker_carried"


def test_words_in_marks_in_a_sentence_that_goes_on() -> None:
    text = "Der Wirt sagte, es sei voll. Die Küche habe zu. Man warte auf „frische Ware“."
    _, chain, words = found(text)
    assert (words["mode"], words["speaker_text"]) == ("partial", "Der Wirt")
    assert words["parent_id"] == chain["attr_id"]


def test_a_word_behind_an_article_is_no_statement() -> None:
    text = "Der Richter sagte, der Mann habe als „Anführer“ gegolten."
    assert [row["mode"] for row in found(text)] == ["indirect_k1"]


def test_who_speaks_within_a_statement_is_not_carried_on() -> None:
    text = "Anna Berg sagte, dass der Wirt behaupte, es sei voll. Man warte auf Ware."
    assert found(text)[-1]["speaker_text"] == "Anna Berg"


def test_a_paragraph_goes_on_with_who_it_is_about() -> None:
    text = "Der Wirt sagte, es sei voll.\n\nDie Ministerin Anna Lang ist besorgt. Er sei krank."
    assert [row["speaker_text"] for row in found(text)] == [
        "Der Wirt",
        "Die Ministerin Anna Lang",
    ]


def test_a_comfort_is_no_view() -> None:
    text = "Der Wirt sagte, es sei voll. Das sei für den Minister bequem."
    assert [row["speaker_text"] for row in found(text)] == ["Der Wirt", "Der Wirt"]


def test_an_interrupted_quotation_goes_on() -> None:
    text = "„Es regnet heute“, sagte Anna Berg, „aber morgen wird es schön.“"
    (row,) = found(text)
    assert (row["mode"], row["rule"], row["speaker"]) == ("direct", "quote_inserted", "Anna Berg")
    assert contents(text, row) == ["Es regnet heute", "aber morgen wird es schön"]


def test_nobody_speaks_for_whoever_writes() -> None:
    text = "Wir trafen den Minister im Park. Er habe keine Zeit. Er müsse gehen."
    (row,) = found(text)
    assert (row["mode"], row["speaker"]) == ("free_indirect", None)
    assert contents(text, row) == ["Er habe keine Zeit. Er müsse gehen"]


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("Vogt knatschte, das sei zu spät.", "Vogt"),
        ("Das sei zu spät, knatschte Vogt.", "Vogt"),
        ("„Das ist zu spät“, knatschte Vogt.", "Vogt"),
        ("Vogt knatschte, dass niemand helfe.", "Vogt"),
    ],
)
def test_unlisted_verbs_say_it_for_nobody_before(said: str, speaker: str) -> None:
    first, second = found(f"Berg sagte, er gehe. {said}")
    assert (first["speaker"], second["speaker"]) == ("Berg", speaker)
    assert second["cue_lemma"] == "knatschen"
    assert second["confidence"] < first["confidence"]


def test_demnach_stands_for_who_was_cited() -> None:
    text = "Laut Innenministerium stieg die Zahl der Brände. Demnach brannte es zehnmal."
    _, second = found(text)
    assert (second["speaker_text"], second["speaker"], second["speaker_type"]) == (
        "Demnach",
        "Innenministerium",
        "official",
    )


def test_what_they_say_of_themselves() -> None:
    (row,) = found("Die Firma verkaufte nach eigenen Angaben tausend Räder.")
    assert (row["speaker_text"], row["speaker"]) == ("eigenen Angaben", "Firma")


def test_a_fear_is_nobody() -> None:
    (row,) = found("Der Fluss, so die Befürchtung, werde bald über die Ufer treten.")
    assert row["speaker_text"] is None


def test_a_clause_in_marks_is_somebodys_words() -> None:
    text = "Anna Berg sprach lange. Ihr Haus war „ein Ort, an dem alle bleiben dürfen“."
    (row,) = found(text)
    assert (row["mode"], row["rule"]) == ("partial", "fragment_bare")


def test_reports_are_no_she() -> None:
    text = "“The plan failed,” the statement read. “We go on,” she said."
    assert [row["speaker_type"] for row in found(text, "en")] == ["document", None]


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "Der Wirt sagte: „Es ist voll.\n\n„Wir haben zu“, sagte die Köchin."
    first, second = found(text)
    assert first["content_end"] <= text.index("\n")
    assert second["speaker_text"] == "die Köchin"


def test_an_unbalanced_mark_does_not_lose_the_rest() -> None:
    text = "Darunter waren einige, die wachen“, und andere.\n\n„Wir haben zu“, sagte die Köchin."
    assert [row["speaker_text"] for row in found(text)] == ["die Köchin"]


def test_headline() -> None:
    text = "Putin: Russland hält sich an den Vertrag\n\nPräsident Putin reiste ab."
    (row,) = found(text)
    assert (row["rule"], row["speaker_text"]) == ("headline", "Putin")


def test_verbs_can_be_replaced() -> None:
    own = pl.DataFrame({"verb": ["orgeln"], "cue_class": ["neutral"], "frames": ["dvqi"]})
    text = "Der Wirt orgelte, es sei voll. Die Köchin sagte, es sei leer."
    orgeln, sagen = found(text, cues=own)
    assert (orgeln["cue_lemma"], orgeln["confidence"]) == ("orgeln", 0.95)
    # Whoever stands beside a clause in the Konjunktiv says so, with less confidence.
    assert (sagen["cue_lemma"], sagen["confidence"]) == ("sagen", 0.75)
    plain = "Der Wirt orgelt. Die Köchin sagt, dass es leer ist."
    assert found(plain, cues=own) == []
    assert found(plain, cues=own.clear()) == []


@pytest.mark.parametrize(
    ("column", "tags"),
    [
        ("pos", ["NE", "VVFIN", "$,", "PDS", "VAFIN", "PTKA", "ADJD", "$."]),
        ("xpos", ["NE", "VV(FIN)", "$,", "PDS", "VA(FIN)", "PTKA", "ADJ(D)", "$."]),
    ],
)
def test_parts_of_speech_tell_verbs(column: str, tags: list[str]) -> None:
    tokens = ["Vogt", "knatscht", ",", "das", "sei", "zu", "spät", "."]
    frame = pl.DataFrame({"doc_id": "a", "token": tokens})
    (row,) = cs.attributions(cs.Corpus.from_tokens(frame)).to_dicts()
    assert (row["mode"], row["speaker"]) == ("free_indirect", None)
    tagged = frame.with_columns(pl.Series(column, tags))
    (row,) = cs.attributions(cs.Corpus.from_tokens(tagged)).to_dicts()
    assert (row["mode"], row["speaker"], row["cue_lemma"]) == ("indirect_k1", "Vogt", "knatscht")


def test_parts_of_speech_tell_nouns() -> None:
    tokens = ["Sagen", "der", "Region", ",", "das", "sei", "wahr", ",", "gab", "es", "."]
    frame = pl.DataFrame({"doc_id": "a", "token": tokens})
    tags = ["NOUN", "DET", "NOUN", "PUNCT", "PRON", "AUX", "ADJ", "PUNCT", "VERB", "PRON", "PUNCT"]
    tagged = frame.with_columns(upos=pl.Series(tags))
    lemmas = [cs.attributions(cs.Corpus.from_tokens(one))["cue_lemma"] for one in (frame, tagged)]
    assert "sagen" not in lemmas[1].to_list()


def test_tags_of_an_unknown_kind_change_nothing() -> None:
    tokens = ["Vogt", "sagte", ",", "das", "sei", "zu", "spät", "."]
    frame = pl.DataFrame({"doc_id": "a", "token": tokens})
    tagged = frame.with_columns(pos=pl.lit("?"))
    plain, other = (cs.attributions(cs.Corpus.from_tokens(one)) for one in (frame, tagged))
    assert plain.to_dicts() == other.to_dicts()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Die Ministerin Anna Weber kam an. Weber sagte, der Plan sei gut.", "Anna Weber"),
        ("Kim Jong Un traf Putin. Kim sagte, er helfe.", "Kim Jong Un"),
        ("Anna Weber und Peter Weber kamen. Weber sagte, es sei gut.", "Weber"),
        ("Kim Jong Un kam mit Kim Yo Jong. Kim sagte, er helfe.", "Kim"),
        ("Der Rentner Weber kam. Weber sagte, es sei gut.", "Weber"),
    ],
)
def test_short_names_are_the_one_longer_name_of_the_document(text: str, speaker: str) -> None:
    (row,) = found(text)
    assert row["speaker"] == speaker
    assert row["speaker_text"] in ("Weber", "Kim")


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("Polizeiangaben zufolge brannte es dreimal.", "Polizei", "official"),
        ("Nach Regierungsangaben brannte es dreimal.", "Regierung", "official"),
    ],
)
def test_whose_a_compound_of_telling_is(text: str, speaker: str, kind: str) -> None:
    (row,) = found(text)
    assert (row["speaker"], row["speaker_type"]) == (speaker, kind)


def test_a_name_in_brackets_is_a_name() -> None:
    text = "die der an Award nach Daten (DAK) von für sensibler und ging unzulässige die Weitergabe"
    for row in found(text):
        assert row["speaker_text"] is None or row["speaker_text"].strip()


def test_names_hold_for_a_time() -> None:
    text = "Der Plan sei gut, sagte der Bürgermeister."
    days = [date(2019, 5, 1), date(2023, 5, 1)]
    documents = pl.DataFrame({"doc_id": ["a", "b"], "text": [text] * 2, "date": days})
    own = pl.DataFrame(
        {
            "alias": ["Bürgermeister"] * 2,
            "canonical": ["Ada Alt", "Nora Neu"],
            "valid_from": [None, date(2021, 1, 1)],
            "valid_to": [date(2020, 12, 31), None],
        }
    )
    corpus = cs.Corpus.from_frame(documents)
    assert cs.attributions(corpus, aliases=own)["speaker"].to_list() == ["Ada Alt", "Nora Neu"]


def test_unknown_language_lists_those_there_are() -> None:
    with pytest.raises(ValueError, match="de, en"):
        found("Le train part.", language="fr")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("cue_class", "loud", "neutral"), ("frames", "dk", "letter of frames")],
)
def test_a_table_of_verbs_is_checked(column: str, value: str, message: str) -> None:
    own = cs.cues("de").head(1).with_columns(pl.lit(value).alias(column))
    with pytest.raises(ValueError, match=message):
        found("Er sagte nichts.", cues=own)


def test_a_missing_column_of_verbs() -> None:
    with pytest.raises(cs.InputError, match="frames"):
        found("Er sagte nichts.", cues=cs.cues("de").drop("frames"))
