"""`Corpus.tokens`: the conventions of tokenisation by example, and where tokens stand."""

import time

import polars as pl
import pytest

import corpusstats as cs
from corpusstats import _core
from corpusstats.options import KINDS
from tests.reference.strategies import MODES, corpus_of

SIGNS = {
    "p": "punctuation",
    "n": "number",
    "s": "symbol",
    "e": "emoji",
    "u": "url",
    "m": "email",
    "@": "mention",
    "#": "hashtag",
    "w": "word",
}


def split(text: str, mode: str = "language") -> list[tuple[str, str]]:
    """The tokens with the first sign of their kind."""
    short = {kind: sign for sign, kind in SIGNS.items()}
    frame = corpus_of(text, mode=mode).tokens().select("token", pl.col("kind").cast(pl.String))
    return [(token, short[kind]) for token, kind in frame.iter_rows()]


def check(text: str, tokens: str, kinds: str, mode: str = "language") -> None:
    """Compare with tokens that have blanks between them, and with their kinds in the same order."""
    expected = list(zip(tokens.split(" "), kinds.split(" "), strict=True))
    assert split(text, mode) == expected


GERMAN = {
    "hyphens": [
        ("Das Kim-Regime, U-Boote.", "Das Kim-Regime , U-Boote .", "w w p w p"),
        ("Su-35- und Su-57-Kampfjets", "Su-35- und Su-57-Kampfjets", "w w w"),
        ("ein 40-sekündiger E-Mail-Streit", "ein 40-sekündiger E-Mail-Streit", "w w w"),
        ("Vor- und Nachteile", "Vor- und Nachteile", "w w w"),
        ("Importe und -güter", "Importe und -güter", "w w w"),
        ("„Chollima-1“-Rakete", "„ Chollima-1 “ -Rakete", "p w p w"),
        ("Kim‐Regime Kim‑Regime", "Kim‐Regime Kim‑Regime", "w w"),
        ("Moskau - gestern – heute--morgen", "Moskau - gestern – heute -- morgen", "w p w p w p w"),
        ("Wort-> -5 -Ja 7 - 3", "Wort - > -5 - Ja 7 - 3", "w p s n p w n p n"),
        ("2023-09-12", "2023-09-12", "n"),
    ],
    "apostrophes": [
        ("geht's O’Neill d’Estaing", "geht's O’Neill d’Estaing", "w w w"),
        ("Hans' Haus, ‚Hans’", "Hans' Haus , ‚ Hans ’", "w w p p w p"),
        ("rock 'n' roll", "rock ' n ' roll", "w p w p w"),
    ],
    "gender forms": [
        ("Beobachter:innen, Schüler*innen", "Beobachter:innen , Schüler*innen", "w p w"),
        ("Lehrer/-innen Lehrer/innen.", "Lehrer/-innen Lehrer/innen .", "w w p"),
        ("Künstler_innen LehrerInnen", "Künstler_innen LehrerInnen", "w w"),
        ("Bürger:innen-Rat", "Bürger:innen-Rat", "w"),
        ("Er sagte: innen", "Er sagte : innen", "w w p w"),
        ("Der/die a*b", "Der / die a * b", "w p w w p w"),
    ],
    "abbreviations": [
        ("z.B. Dr. Kim, d.h. bzw. usw.", "z.B. Dr. Kim , d.h. bzw. usw.", "w w w p w w w"),
        ("z. B. Kim", "z. B. Kim", "w w w"),
        ("z.\u00a0B. Kim", "z. B. Kim", "w w w"),
        ("Dipl.-Ing. Kim", "Dipl.-Ing. Kim", "w w"),
        ("Art. 5 dieser Art. Ende.", "Art. 5 dieser Art . Ende .", "w n w w p w p"),
        ("50 v.Chr. und Plan B.", "50 v.Chr. und Plan B .", "n w w w w p"),
        ("J. Kirby, A. B. Müller", "J. Kirby , A. B. Müller", "w w p w w w"),
        ("Hauptstr. 5 usw...", "Hauptstr. 5 usw ...", "w n w p"),
        ("S. 5 ff.", "S. 5 ff.", "w n w"),
    ],
    "numbers": [
        ("am 13.9.2023: 20.000", "am 13.9.2023 : 20.000", "w n p n"),
        ("3,5 Prozent um 10:30 Uhr.", "3,5 Prozent um 10:30 Uhr .", "n w w n w p"),
        ("12. September, 70. Jahrestag", "12. September , 70. Jahrestag", "n w p n w"),
        ("vom 10. bis 13. September", "vom 10. bis 13. September", "w n w n w"),
        ("Er wurde 80. Die Feier", "Er wurde 80 . Die Feier", "w w n p w w"),
        ("1992. Thailändische", "1992 . Thailändische", "n p w"),
        ("am 13.9. in Seoul", "am 13.9. in Seoul", "w n w w"),
        ("20\u202f000 10\u202fEuro 1'000", "20\u202f000 10 Euro 1'000", "n n w n"),
        ("1.000,50 € 5 % 3€", "1.000,50 € 5 % 3 €", "n s n p n s"),
        ("2022/23 1/2 m² ½", "2022/23 1/2 m ² ½", "n n w n n"),
        ("50.000-mal .5", "50.000-mal . 5", "w p n"),
    ],
    "addresses": [
        ("(https://a.de/b?c=1).", "( https://a.de/b?c=1 ) .", "p u p p"),
        ("HTTP://X.de/a(b)c), ftp://a.b;", "HTTP://X.de/a(b)c) , ftp://a.b ;", "u p u p"),
        ("www.a-b.de, spiegel.de.", "www.a-b.de , spiegel.de .", "u p u p"),
        ("max.muster+x@a-b.co.uk.", "max.muster+x@a-b.co.uk .", "m p"),
        ("mailto:a@b.de a@b", "mailto : a@b.de a @ b", "w p m w p w"),
        (
            "@kim_jong #kim #1 a#b (#кім)",
            "@kim_jong #kim # 1 a # b ( #кім )",
            "@ # p n w p w p # p",
        ),
        ("&#39;", "& # 39 ;", "p p n p"),
    ],
    "signs": [
        ("„Ja!?“ ... und … ------", "„ Ja !? “ ... und … ------", "p w p p p w p p"),
        ("»Nein«, sagte er; ‹nie›.", "» Nein « , sagte er ; ‹ nie › .", "p w p p w w p p w p p"),
        ("AT&T C++ § 5", "AT&T C++ § 5", "w w p n"),
        ("_ __ a_b", "_ __ a_b", "p p w"),
    ],
    "emoji": [
        ("👍🏽👍 a😀b", "👍🏽 👍 a 😀 b", "e e w e w"),
        ("👨\u200d👩\u200d👧 🏳️\u200d🌈", "👨\u200d👩\u200d👧 🏳️\u200d🌈", "e e"),
        ("🇩🇪🇦🇹 🇩", "🇩🇪 🇦🇹 🇩", "e e e"),
        ("❤️ ❤ © ™ #️⃣", "❤️ ❤ © ™ #️⃣", "e s s s e"),
    ],
    "what does not show": [
        ("Macht\u00adhaber", "Macht\u00adhaber", "w"),
        ("a\ufeffb a\u200bb", "a\ufeffb a\u200bb", "w w"),
        ("e\u0301tat \u0308", "e\u0301tat \u0308", "w s"),
        ("a\x00b", "a \x00 b", "w s w"),
    ],
    "other scripts": [
        ("Київ, שלום!", "Київ , שלום !", "w p w p"),
        ("中文 カタカナ", "中 文 カタカナ", "w w w"),
        ("٣٤ ΑΣ", "٣٤ ΑΣ", "n w"),
    ],
}


@pytest.mark.parametrize(
    ("text", "tokens", "kinds"),
    [pytest.param(*case, id=f"{rule}: {case[0]}") for rule in GERMAN for case in GERMAN[rule]],
)
def test_german(text: str, tokens: str, kinds: str) -> None:
    check(text, tokens, kinds)


@pytest.mark.parametrize(
    ("text", "tokens", "kinds"),
    [
        ("„Beobachter:innen“", "„ Beobachter:innen “", "p w p"),
        ("Schüler*innen– auch", "Schüler*innen – auch", "w p w"),
        ("Bürger:innen\u00a0hier", "Bürger:innen hier", "w w"),
    ],
)
def test_gender_forms_end_before_any_sign(text: str, tokens: str, kinds: str) -> None:
    check(text, tokens, kinds)


@pytest.mark.parametrize(
    ("text", "tokens", "kinds"),
    [
        ("„#MeToo“-Debatte", "„ #MeToo “ -Debatte", "p # p w"),
        ("–@kim", "– @kim", "p @"),
        ("von\u00a0@kim", "von @kim", "w @"),
    ],
)
def test_mentions_and_hashtags_begin_behind_any_sign(text: str, tokens: str, kinds: str) -> None:
    check(text, tokens, kinds)


@pytest.mark.parametrize(
    ("text", "tokens", "kinds"),
    [
        ("„spiegel.de“", "„ spiegel.de “", "p u p"),
        ("spiegel.de–Leser", "spiegel.de – Leser", "u p w"),
        ("bei\u00a0www.a.de\u00a0las", "bei www.a.de las", "w u w"),
    ],
)
def test_domains_end_before_any_sign(text: str, tokens: str, kinds: str) -> None:
    check(text, tokens, kinds)


def test_addresses_may_have_umlauts() -> None:
    check("http://x.de/wiki/Köln ist", "http://x.de/wiki/Köln ist", "u w")


def test_keycaps_are_emoji() -> None:
    check("1️⃣ da", "1️⃣ da", "e w")


UNICODE = [
    ("Das Kim-Regime, z.B. 3,5 Mio.", "Das Kim - Regime , z.B . 3,5 Mio .", "w w p w p w p n w p"),
    ("geht's O’Neill Beobachter:innen", "geht's O’Neill Beobachter:innen", "w w w"),
    ("„Ja!?“ ... a@b.de", "„ Ja ! ? “ . . . a @ b.de", "p w p p p p p p w p w"),
    ("10\u202fEuro 20.000 1️⃣", "10\u202fEuro 20.000 1️⃣", "w n e"),
    ("👨\u200d👩\u200d👧 🇩🇪🇦🇹 ❤️", "👨\u200d👩\u200d👧 🇩🇪 🇦🇹 ❤️", "e e e e"),
    (" \u0308a", "\u0308 a", "s w"),
    ("\r\n\x85a\u2028b", "a b", "w w"),
]


@pytest.mark.parametrize(("text", "tokens", "kinds"), UNICODE)
def test_unicode(text: str, tokens: str, kinds: str) -> None:
    check(text, tokens, kinds, "unicode")


WORDS = [
    ("Das Kim-Regime, z.B. 3,5 Mio.", "Das Kim Regime z B 3 5 Mio", "w w w w w n n w"),
    ("geht's foo_bar _ 12a 12 ٣٤", "geht s foo_bar _ 12a 12 ٣٤", "w w w w w n n"),
    ("e\u0301tat \u0308 a\u200db", "e\u0301tat \u0308 a\u200db", "w w w"),
    ("m² ½ Ⅷ 中文 😀 €", "m Ⅷ 中文", "w w w"),
    ("Macht\u00adhaber", "Macht haber", "w w"),
]


@pytest.mark.parametrize(("text", "tokens", "kinds"), WORDS)
def test_words(text: str, tokens: str, kinds: str) -> None:
    check(text, tokens, kinds, "words")


def test_the_frame_has_these_columns() -> None:
    schema = corpus_of("Der Zug.").tokens().schema
    assert {name: dtype.base_type() for name, dtype in schema.items()} == {
        "doc_id": pl.Int64,
        "sentence": pl.UInt32,
        "position": pl.UInt32,
        "token": pl.String,
        "kind": pl.Enum(KINDS),
        "start": pl.UInt32,
        "end": pl.UInt32,
    }


def test_documents_follow_each_other_and_empty_ones_have_no_tokens() -> None:
    found = corpus_of("", "Der Zug", " ", "", "Er").tokens()
    rows = [(1, 0, "Der", 0, 3), (1, 1, "Zug", 4, 7), (4, 0, "Er", 0, 2)]
    assert found.drop("kind", "sentence").rows() == rows


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("gap", [1, 2, 127, 254, 255, 256, 257, 511, 65_535, 70_000])
def test_gaps_of_any_length_between_tokens(mode: str, gap: int) -> None:
    """Gaps that do not fit in a byte, at the beginning of a document and within."""
    space = "\u2003" * gap
    corpus = corpus_of(f"{space}a{space}b c", "a b", f"a{space}b{space}", space, mode=mode)
    spans = {
        0: [(gap, gap + 1), (2 * gap + 1, 2 * gap + 2), (2 * gap + 3, 2 * gap + 4)],
        1: [(0, 1), (2, 3)],
        2: [(0, 1), (gap + 1, gap + 2)],
    }
    for chosen in ([0, 1, 2, 3], [2], [1, 2], [0, 2]):
        part = corpus.filter(pl.col("doc_id").is_in(chosen)).tokens()
        expected = [(doc_id, *span) for doc_id in chosen for span in spans.get(doc_id, [])]
        assert part.select("doc_id", "start", "end").rows() == expected


@pytest.mark.parametrize("mode", MODES)
def test_offsets_count_code_points(mode: str) -> None:
    """Not bytes, not UTF-16 units, and a carriage return counts like any other."""
    text = "😀\r\n𝐀 ä\r\r\nZug \ufeff Wort"
    found = corpus_of(text, mode=mode).tokens().filter(pl.col("token").is_in(["ä", "Zug", "Wort"]))
    assert found.select("start", "end").rows() == [(5, 6), (9, 12), (15, 19)]


@pytest.mark.parametrize("mode", MODES)
def test_tokens_of_any_length(mode: str) -> None:
    words = ["a" * length for length in (1, 15, 16, 17, 31, 32, 33, 70_000)]
    assert corpus_of(" ".join(words), mode=mode).tokens()["token"].to_list() == words


def test_words_that_begin_alike_are_told_apart() -> None:
    """At and round the length up to which words are compared at once."""
    words = [("a" * length) + end for length in range(14, 19) for end in ("", "b", "ä", "bc")]
    assert corpus_of(" ".join(words)).tokens()["token"].to_list() == words


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ab.", id="labels"),
        pytest.param("a@a..", id="mail"),
        pytest.param("a-", id="hyphens"),
        pytest.param("a.", id="dots"),
        pytest.param("1'", id="numbers"),
        pytest.param("a'\u0308", id="marks"),
        pytest.param("👩\u200d", id="joiners"),
        pytest.param("\u202f\u0308", id="spaces"),
    ],
)
def test_time_is_linear_in_the_text(text: str) -> None:
    """Without blanks it takes about as long as with them."""
    n = 30_000

    def seconds(text: str) -> float:
        start = time.perf_counter()
        corpus_of(text)
        return time.perf_counter() - start

    assert seconds(text * n) < 20 * seconds(f"{text} " * n) + 0.1


@pytest.mark.alone
def test_time_is_linear_in_the_signs_behind_an_address() -> None:
    start = time.perf_counter()
    corpus_of("https://a" + "." * 200_000)
    assert time.perf_counter() - start < 0.2


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ZUG", "zug"),
        ("Straße", "straße"),
        ("STRASSE", "strasse"),
        ("Macht\u00adhaber", "machthaber"),
        ("U\u0308BER", "über"),
        ("Ma\u200b\u0308rz", "märz"),
        ("x\u200c\u2060\ufeffy", "xy"),
        ("ΟΔΟΣ", "οδος"),
        ("İ", "i̇"),
        ("ẞ", "ß"),
        ("A\u200dÄ", "aä"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("\u00ad", "\u00ad"),
        ("", ""),
    ],
)
def test_lower(word: str, expected: str) -> None:
    assert _core.lower(word) == expected


def test_lower_is_idempotent_before_circled_letters() -> None:
    once = _core.lower("👩\u200dⓂ")
    assert _core.lower(once) == once


def test_tokens_of_all_kinds() -> None:
    text = "Zug 1 , € 😀 http://a.de a@b.de @kim #kim"
    kinds = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]})).tokens()["kind"]
    expected = ["word", "number", "punctuation", "symbol", "emoji", "url", "email", "mention"]
    assert kinds.to_list() == [*expected, "hashtag"]
