"""Laws of zones."""

import re
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusstats as cs
from corpusstats import _core
from corpusstats.framing.zone_rules import rule_rows
from tests.reference import zones as reference
from tests.reference.strategies import FRAGMENTS
from tests.reference.zones import units

LINES = [
    *("Anzeige", "Der Zug rollt", "Von Ada Beispiel", "Seoul. Der Zug ist da.", "(slo/AFP)"),
    *("Der Zug. © Bildhaus", "Im Video: Der Zug", "date 2023-09 Der Zug ist da.", "5. Mai 2023"),
    *(
        "Der Zug kam am Morgen an. (dpa)",
        "(Nicht für Wiederverkauf)",
        "Wohin fährt er?",
        "Foto: dpa",
    ),
    *("Der Zug am Bahnhof. (Archivfoto) (Yonhap)", "SEOUL (dpa) - Der Zug ist da. dpa/AFP"),
]
line = st.sampled_from(LINES) | st.lists(st.sampled_from(FRAGMENTS), max_size=8).map(" ".join)
ends = st.sampled_from(["\n", "\n\n", "\r\n", " \n \n", "\u2029", ""])
texts = st.lists(st.tuples(line, ends), max_size=10).map(
    lambda parts: "".join(piece for part in parts for piece in part)
)


def corpus(documents: list[str], names: list[int]) -> cs.Corpus:
    frame = pl.DataFrame(
        {"doc_id": names, "text": documents}, {"doc_id": pl.Int64, "text": pl.String}
    )
    return cs.Corpus.from_frame(frame.with_columns(source=pl.lit("a")))


@settings(max_examples=150, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_zones_are_the_text(documents: list[str]) -> None:
    found = cs.zones(corpus(documents, list(range(len(documents)))))
    for doc_id, text in enumerate(documents):
        spans = found.filter(pl.col("doc_id") == doc_id).select("start", "end").rows()
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(before[1] == after[0] for before, after in pairwise(spans))
        assert all(start < end for start, end in spans)
        assert [s.start for s in units(text)] == [0, *(s.end for s in units(text))][:-1] or not text


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(documents: list[str], random: object) -> None:
    names = list(range(len(documents)))
    random.shuffle(names)  # type: ignore[attr-defined]
    found = cs.zones(corpus(documents, list(range(len(documents)))))
    other = cs.zones(corpus([documents[name] for name in names], names))
    assert other.sort("doc_id", "start").equals(found)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_layer_of_zones_leaves_no_token_out(text: str) -> None:
    made = corpus([text, "Der Zug."], [0, 1])
    layered = made.with_layer("zone", cs.zones(made))
    counts = cs.frequencies(layered, by="zone", attribute="word")
    assert counts["count"].sum() == cs.frequencies(made, attribute="word")["count"].sum()
    assert counts["zone"].null_count() == 0


ROWS = [
    (name, *row)
    for name, row in zip(cs.zone_patterns()["rule"], rule_rows(cs.zone_patterns()), strict=True)
]
# Whatever patterns speak of, and what comes near it.
WORDS = [
    *cs.zone_patterns()["example"],
    *(word for text in cs.zone_patterns()["example"] for word in text.split()),
    *("dpa", "AFP", "REUTERS", "Yonhap", "afp", "slo", "ab", "Seoul", "Abu Dhabi", "MOSKAU"),
    *("Anzeige", "anzeige", "Werbung", "Von", "By", "Ada", "van", "de", "Beispiel", "und", "mit"),
    *("5.", "Mai", "September 5,", "2023", "2023-09-12", "12.9.", "14:32 Uhr", "am", "im"),
    *("Foto:", "Bild:", "Quelle:", "(Foto:", "©", "(c)", "picture", "alliance", "imago", "ſ", "K"),
    *("(Nur für Archiv)", "(no resale", "Nicht", "Nachdruck", "Archivfoto", "(Symbolbild)"),
    *("Dieses Foto zeigt", "Das undatierte Bild zeigt", "This photo", "shows", "Lesen Sie auch"),
    *("Mehr zum Thema", "Im Video:", "Read more", "Kommentare", "Alle Rechte vorbehalten."),
    *("ist", "da.", "Der Zug", "kommt!", "wohin?", "„Ja“", "»Nein«", "é", "Ἀ", "漢", "١"),
]
MARKS = [
    "",
    " ",
    "  ",
    "\u00a0",
    "\t",
    " – ",
    ", ",
    ". ",
    ": ",
    "/",
    "(",
    ")",
    "[",
    "]",
    "’",
]
pieced = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=7).map(
    lambda parts: "".join(piece for part in parts for piece in part)
)
long = st.tuples(st.integers(90, 320), pieced).map(lambda part: "lang " * (part[0] // 5) + part[1])
breaks = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\x0b", "\x1c", "\u2028", "\x85", " \n"])
documents = st.lists(st.tuples(pieced | line | long, breaks), max_size=8).map(
    lambda parts: "".join(piece for part in parts for piece in part)
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(documents, min_size=1, max_size=4),
    st.lists(st.integers(0, 1), min_size=4, max_size=4),
    st.integers(1, 3),
)
def test_zones_are_those_of_the_oracle(texts: list[str], groups: list[int], copies: int) -> None:
    texts, groups = texts * copies, (groups[: len(texts)]) * copies
    names = list(range(len(texts)))
    frame = pl.DataFrame({"doc_id": names, "text": texts, "source": groups})
    found = cs.zones(cs.Corpus.from_frame(frame))
    expected = [(number, *span) for number, span in reference.zones(texts, groups, ROWS)]
    assert found.select("doc_id", "start", "end", "zone", "rule", "repeated_in").rows() == expected


# Patterns as users may write them, and as Python means the same by.
atom = st.sampled_from(
    [
        *("a", "b", "ä", "ab", ".", r"\d", r"\w", r"\S", r"\s", r"[\W_]", r"\b", "^", "$"),
        *("[ab]", "[^a]", "[a-c_]", "(?i:A)", "(?i:ß|s)"),
    ]
)
quantifier = st.sampled_from(["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}"])
pattern = st.recursive(
    st.tuples(atom.filter(lambda one: one not in {r"\b", "^", "$"}), quantifier).map("".join)
    | atom,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.tuples(inner, inner).map(lambda both: f"(?:{both[0]}|{both[1]})")
    ),
    max_leaves=8,
)
short = st.text(alphabet="abcäAſßS _1.", max_size=9)


def zone_of_rule(place: str, pattern: str, text: str, within: int = 300) -> list[tuple[int, int]]:
    """Find what one rule marks in a line."""
    rules = _core.ZoneRules([("metadata", place, "", within, pattern)])
    table = rules.zones(pl.Series([text]), pl.Series([0], dtype=pl.UInt32))
    rows = pl.DataFrame(table).filter(pl.col("rule") >= len(_core.ZONE_REASONS))
    return rows.select("start", "end").rows()


@settings(max_examples=1000, deadline=None)
@given(pattern, short.filter(lambda text: text == text.strip() != ""), st.integers(1, 9))
def test_patterns_mean_what_they_mean_in_python(pattern: str, text: str, within: int) -> None:
    whole = bool(re.fullmatch(f"(?:{pattern})", text))
    assert bool(zone_of_rule("line", pattern, text)) == whole
    head = re.match(f"(?:{pattern})", text)
    found = zone_of_rule("first", pattern, text)
    length = head.end() if head else 0
    assert [end for _, end in found] == ([length] if length else [])
    if whole or length:
        return
    tail = re.compile(rf"(?:{pattern})\Z").search(text, max(0, len(text) - within))
    is_some = tail is not None and tail.start() < len(text)
    found = zone_of_rule("tail", pattern, text, within)
    assert [start for start, _ in found[-1:]] == ([tail.start()] if tail and is_some else [])


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (r"(a)\1", "backreferences are not supported"),
        ("a(?=b)", "look-around, including look-ahead and look-behind, is not supported"),
        ("(a", "unclosed group"),
        ("a)(b", "unopened group"),
    ],
)
def test_what_patterns_cannot_have_is_said(pattern: str, message: str) -> None:
    for place in ("first", "line", "head", "tail"):
        with pytest.raises(cs.InputError, match=f"row 0 of patterns is no .*: {message}"):
            zone_of_rule(place, pattern, "a")


def test_what_stands_beyond_a_group_is_looked_at() -> None:
    assert zone_of_rule("first", "(?P<zone>ab+ )c", "abb cd") == [(0, 4)]
    assert zone_of_rule("first", "(?P<zone>ab+ )c", "abb dc") == []
    assert zone_of_rule("tail", "(?:^|[.] )(?P<zone>b+)", "a. bb") == [(3, 5)]
    assert zone_of_rule("tail", "(?:^|[.] )(?P<zone>b+)", "a, bb") == []
    assert zone_of_rule("tail", "(?:^|[.] )(?P<zone>b+)", "bb") == [(0, 2)]
    # Not all of it lies within so many characters.
    assert zone_of_rule("tail", "(?:^|[.] )(?P<zone>b+)", "a. bb", within=3) == []
