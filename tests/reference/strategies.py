"""Texts, corpora and options to test with."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
from hypothesis import strategies as st

import corpusstats as cs

MODES = ["language", "unicode", "words"]
KINDS = ["word", "number", "punctuation", "symbol", "emoji", "url", "email", "mention", "hashtag"]

# Characters that Python's tables know (Rust's are newer), no surrogates.
characters = st.characters(exclude_categories=["Cs", "Cn"])

SCRIPTS = [
    "abcxyzABCXYZ 0123456789",
    "äöüßÄÖÜẞéèçñøåœ ſ",
    "αβγςσΣΏ ϊ ἀ",
    "абвгдеёжЇїґЄ ",
    "אבגדה״׳ וזח\u05b0\u05bc",
    "ابتثج ٠١٢٣\u0640\u064b\u200f\u061c",
    "कखगघ\u093e\u094d\u0902 ०१२",
    "กขคง\u0e31\u0e48 ๑๒",
    "中文字漢々〆。、「」",
    "カタカナーひらがなﾊﾟ゛゜・",
    "한국어가각\u1100\u1161\u11a8",
    "😀👍🏽👩🏿❤️✔©™ℹ⌚🇩🇪🇦🇹🏴",
    "'’ʼ\"„“”‚‘»«›‹.,:;!?…·‧/\\-–—‐‑_‿&@#%§$€+*=<>()[]{}|~^`",
    " \t\r\n\v\f\x85\xa0\u1680\u2002\u2009\u2028\u2029\u202f\u205f\u3000",
    "\u0300\u0301\u0308\u0323\u20e3\ufe0e\ufe0f",
    "\xad\u200b\u200c\u200d\u2060\ufeff\u200e\u202a\x00\x1c\x1f\ufffd",
    "𝐀𝟘𐐀𐐨𞤀𞤢𑄶𠀀",
]

_FRAGMENTS = (
    # words, compounds, forms with hyphens, apostrophes and gender signs
    "der Der DER Zug Züge Zu\u0308ge ZÜGE Macht\xadhaber Machthaber Straße STRASSE naïve co\u0308 "
    "Kim-Regime Kim‑Regime Kim‐Regime U-Boot Vor- -güter 40-sekündig Su-35- E-Mail-Adresse geht's "
    "O’Neill Hans' Beobachter:innen Schüler*innen Lehrer/-innen Künstler_innen LehrerInnen x:in "
    # abbreviations
    "z.B. z. B. d.h. usw. usw... bzw. Dr. Prof. Dipl.-Ing. Nr. Art. Jh. v.Chr. Hauptstr. J. K. "
    # numbers
    "0 12 12. 1992. 13.9. 13.9.2023 2023-09-12 20.000 20\u202f000 20'000 3,5 1.000,50 10:30 1/2 ½ "
    "m² CO₂ ٣٤ 10% 5€ -5 +3 1. 2. 007 "
    # addresses
    "https://example.org/a?b=c#d http://x.de/Köln_(Stadt) www.a-b.de spiegel.de a@b.de "
    "max.muster+x@a-b.co.uk @kim @kim_jong #kim #1 #MeToo a@b mailto:a@b.de ftp:// &#39; "
    # emoji
    "😀 👍🏽 👨\u200d👩\u200d👧 🏳️\u200d🌈 ❤️ ❤ ✔ © ™ 1️⃣ #️⃣ *️⃣ 🇩🇪 🇩🇪🇦🇹 🇩 👩\u200d "
    # signs
    "„ “ ‚ ‘ » « \" ' ’ ( ) . , ; : ! ? ?! ... … - -- --- – — -> / & § € @ # _ __ * "
    # what does not show, and other scripts
    "a\u200bb a\u200cb a\u200d \xad a\xad \ufeff a\ufeffb \u2060 \x00 a\x00b \x1c \u0308 a\u0301 "
    "Київ Жінка שלום צה״ל مرحبا हिन्दी ไทย 中文 カタカナ ひらがな 한국어 İ ΑΣ ﬁ ŉ 𝐀𝟘 𐐀 "
    "Monat September Januar Die Er und"
)
FRAGMENTS = _FRAGMENTS.split(" ")

SEPARATORS = [
    " ",
    " ",
    " ",
    " ",
    "",
    ", ",
    ". ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\xa0",
    "\u202f",
    "  ",
]


@st.composite
def _mixed_texts(draw: st.DrawFn) -> str:
    """Pieces in one script each, or arbitrary."""
    pieces = st.one_of(*(st.text(script, max_size=6) for script in SCRIPTS), st.text(characters))
    return "".join(draw(st.lists(pieces, max_size=8)))


@st.composite
def _german_texts(draw: st.DrawFn) -> str:
    """Fragments of German text in any order."""
    pieces = st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(SEPARATORS))
    return "".join(piece for pair in draw(st.lists(pieces, max_size=25)) for piece in pair)


def texts() -> st.SearchStrategy[str]:
    """All sorts of texts."""
    return st.one_of(_german_texts(), _mixed_texts(), st.text(characters, max_size=30))


# Few words in many forms, so that they meet again.
REPETITIVE = [
    "der",
    "Der",
    "DER",
    "zug",
    "Zug",
    "ZUG",
    "Zu\xadg",
    "ein",
    "Ein",
    "é",
    "é",
    "É",
    "12",
    "12",
    "12.",
    ".",
    ",",
    "😀",
    "@x",
    "#x",
    "a@b.de",
    "x.de",
    "€",
]


def repetitive_texts() -> st.SearchStrategy[str]:
    """Texts of few different words."""
    return st.lists(st.sampled_from(REPETITIVE), max_size=12).map(" ".join)


sources = st.sampled_from(["a", "b", "B", "ä", "", None])
dates = st.one_of(
    st.none(), st.integers(0, 2).map(lambda days: date(2023, 9, 11) + timedelta(days))
)


@st.composite
def documents(
    draw: st.DrawFn, *, min_size: int = 1, max_size: int = 8, name: str = "d"
) -> pl.DataFrame:
    """Frames of documents: `doc_id`, `text`, `source`, `date` and `edition`, with nulls."""
    row = st.tuples(repetitive_texts(), sources, dates, st.sampled_from([1, 2, None]))
    rows = draw(st.lists(row, min_size=min_size, max_size=max_size))
    numbers = draw(st.permutations(range(len(rows))))
    schema = {
        "doc_id": pl.String,
        "text": pl.String,
        "source": pl.String,
        "date": pl.Date,
        "edition": pl.Int64,
    }
    data = [(f"{name}{number}", *row) for number, row in zip(numbers, rows, strict=True)]
    return pl.DataFrame(data, schema=schema, orient="row")


@st.composite
def shuffled(draw: st.DrawFn, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a frame in any order."""
    return frame[list(draw(st.permutations(range(frame.height))))]


modes = st.sampled_from(MODES)
n_threads = st.sampled_from([None, 1, 2, 3, 7])
attributes = st.sampled_from(["lower", "word"])
kinds = st.lists(st.sampled_from(KINDS), min_size=1, unique=True)
columns = st.lists(st.sampled_from(["source", "date", "edition", "doc_id"]), unique=True)


def corpus(frame: pl.DataFrame, mode: str = "language", **options: Any) -> cs.Corpus:
    """A corpus of a frame of documents."""
    return cs.Corpus.from_frame(frame, mode=mode, **options)  # type: ignore[arg-type]


def corpus_of(*given_texts: str, mode: str = "language", **options: Any) -> cs.Corpus:
    """A corpus of texts, whose names are their numbers from 0."""
    frame = pl.DataFrame({"doc_id": range(len(given_texts)), "text": given_texts})
    return corpus(frame, mode, **options)


# ---------------------------------------------------------------------------------------------
# Running text in several sentences, layers over it, and what to look for in it

PIECES = ["ba", "Ba", "BA", "bo", "Bo", "bob", "du", "Du", "Da", "12", "😀", "-", "*"]
_GAPS = [" "] * 12 + [", ", " – ", "\n", " („", "“ ", "  "]
_ENDS = [". ", "! ", ".\n\n", "…“ ", "\n\n"]
_STEPS = [gap + piece for gap in _GAPS for piece in PIECES]
_STEPS += 2 * [end + piece for end in _ENDS for piece in PIECES if piece[0].isupper()]


def running_texts() -> st.SearchStrategy[str]:
    """Texts of few words in several sentences, with signs between them."""
    steps = st.integers(0, 16).flatmap(
        lambda n: st.lists(st.sampled_from(_STEPS), min_size=n, max_size=n)
    )
    ends = st.sampled_from(["", "."])
    return st.builds(lambda steps, end: "".join(steps).lstrip(" .!…“\n") + end, steps, ends)


def running_documents(
    *, min_size: int = 1, max_size: int = 5, name: str = "d"
) -> st.SearchStrategy[pl.DataFrame]:
    """Frames of documents as in `documents`, with running texts."""
    row = st.tuples(running_texts(), sources, st.sampled_from([1, 2, None]))
    schema = {"doc_id": pl.String, "text": pl.String, "source": pl.String, "edition": pl.Int64}

    def frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
        data = [(f"{name}{number}", *row) for number, row in enumerate(rows)]
        return pl.DataFrame(data, schema=schema, orient="row")

    return st.lists(row, min_size=min_size, max_size=max_size).map(frame)


LABELS: dict[str, list[Any]] = {"voice": ["a", "b", "ä"], "zone": [2, 1]}


@st.composite
def spans(draw: st.DrawFn, documents: pl.DataFrame, name: str | None = None) -> pl.DataFrame:
    """Disjoint spans of the texts, some side by side; with the labels of a layer, if one is named.

    Spans without a label may overlap.
    """
    labels = LABELS[name] if name else [True]
    found = []
    for doc_id, text in documents.select("doc_id", "text").rows():
        cuts = draw(st.lists(st.integers(0, len(text)), max_size=6))
        for start, end in pairwise(sorted(cuts)):
            label = draw(st.sampled_from([*labels, None]))
            if label is not None:
                found.append((doc_id, start, end, label))
        if name is None and len(cuts) > 2:
            found.append((doc_id, min(cuts[:2]), max(cuts[:2]), True))
    schema = ["doc_id", "start", "end", name or "span"]
    types: list[Any] = [pl.String, pl.Int64, pl.Int64, pl.Series(labels).dtype]
    frame = pl.DataFrame(found, dict(zip(schema, types, strict=True)), orient="row")
    return frame if name else frame.select(schema[:3])


@st.composite
def layered(draw: st.DrawFn, documents: pl.DataFrame) -> cs.Corpus:
    """A corpus of documents with the layers `voice` and `zone`, of which `zone` has a default."""
    found = corpus(documents).with_layer("voice", draw(spans(documents, "voice")))
    default = draw(st.sampled_from([0, *LABELS["zone"]]))
    return found.with_layer("zone", draw(spans(documents, "zone")), default=default)


PREDICATES = [
    pl.col("source") == "a",
    pl.col("source").is_in(["b", "B", "ä", ""]),
    pl.col("source").is_null(),
    pl.col("edition") > 1,
    pl.col("edition") != 1,
]


@st.composite
def parts(draw: st.DrawFn, corpus: cs.Corpus) -> Any:
    """One part of `within` or `without`, in any form."""
    known = {name: layer.labels.to_list() for name, layer in corpus.layers.items()}
    known["sentence"] = sorted(set(corpus.tokens()["sentence"]))
    known = {name: labels for name, labels in known.items() if labels}
    names = st.sampled_from([*corpus.layers, "sentence"])
    forms: list[st.SearchStrategy[Any]] = [names, spans(corpus.documents)]
    if known:
        labels = {name: st.sampled_from(known[name]) for name in known}
        one_or_more = {
            name: st.one_of(one, st.lists(one, min_size=1, unique=True))
            for name, one in labels.items()
        }
        chosen = st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=2, unique=True)
        mappings = chosen.flatmap(
            lambda names: st.fixed_dictionaries({name: one_or_more[name] for name in names})
        )
        forms += [mappings, mappings]
    return draw(draw(st.sampled_from([*forms, st.sampled_from(PREDICATES)])))


@st.composite
def mixes(draw: st.DrawFn, corpus: cs.Corpus) -> dict[str, Any]:
    """`within` and `without`: nothing, one part or several."""
    one = parts(corpus)
    forms = st.sampled_from([st.none(), st.none(), one, st.lists(one, max_size=2)])
    return {name: draw(draw(forms)) for name in ("within", "without")}


groups = st.lists(
    st.sampled_from(["source", "edition", "voice", "zone", "sentence"]), max_size=2, unique=True
)
boundaries = st.sampled_from(["sentence", "document", "voice", "zone"])
counted_kinds = st.sampled_from(
    [["word", "number"], ["word"], ["word", "emoji"], ["punctuation", "number"], KINDS]
)
pair_ways = st.fixed_dictionaries(
    {
        "window": st.integers(1, 6),
        "directed": st.booleans(),
        "boundary": st.sampled_from(["sentence", "document"]),
        "punctuation": st.sampled_from(["skip", "count"]),
        "attribute": attributes,
        "kinds": counted_kinds,
    }
)

_WORDS = ["ba", "BA", "bo", "du", "Da", "12", "12.", "b*", "*o*", "?o", "d?", "*"]
_WORDS += [r"\*", r"\b?", r"b\*", ",", "."]
# In phrases some words match almost anything, so that phrases are found.
_PHRASES = [*_WORDS, *(3 * ["*", "b*", "?*", "d*", "??"])]
_PATTERNS = [r"b.", r"B[ao]+", r"\d+\.?", r"[^\w]", "", "x", r"b|bob"]


def query_strings() -> st.SearchStrategy[str]:
    """Words, phrases and alternatives, with wildcards."""
    phrases = st.lists(st.sampled_from(_PHRASES), min_size=2, max_size=3).map(" ".join)
    # Where several alternatives match at one place, one of them is longer.
    nested = phrases.map(lambda phrase: f"{phrase.split(' ')[0]}|{phrase}")
    alternatives = st.sampled_from(_WORDS) | phrases | nested
    return st.lists(alternatives, min_size=1, max_size=2).map("|".join)


def queries() -> st.SearchStrategy[Any]:
    """All forms of queries."""
    strings = query_strings()
    patterns = st.sampled_from(_PATTERNS).map(re.compile)
    several = st.lists(st.one_of(strings, patterns), min_size=1, max_size=3)
    return st.one_of(strings, patterns, several, several.map(tuple))


windows = st.one_of(st.integers(1, 6), st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(any))
