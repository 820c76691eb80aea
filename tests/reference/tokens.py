"""Slow oracles for tokens and for what `lower` makes of them."""

import unicodedata
from functools import cache

import polars as pl

ZERO_WIDTH_JOINER = "\u200d"
INVISIBLE = {
    "\u00ad",
    "\u061c",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2065)),
    *map(chr, range(0x2066, 0x2070)),
    "\ufeff",
}

# White_Space of PropList.txt. Python's str.isspace takes U+001C to U+001F for white space as well.
WHITE_SPACE = frozenset(
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def words(text: str) -> list[str]:
    r"""Maximal runs of `\w`, by the regular expressions of polars, which are Rust's."""
    found: list[str] = pl.Series([text]).str.extract_all(r"\w+").to_list()[0]
    return found


def kind_of_word(word: str) -> str:
    """A number has decimal digits and no letter."""
    letters = r"\p{Alphabetic}"
    has = pl.Series([word]).str
    return (
        "number" if has.contains(r"\p{Nd}").item() and not has.contains(letters).item() else "word"
    )


def spans(text: str, tokens: list[str]) -> list[tuple[int, int]]:
    """Where the tokens stand, each looked for from the end of the one before."""
    found, end = [], 0
    for token in tokens:
        start = text.index(token, end)
        end = start + len(token)
        found.append((start, end))
    return found


@cache
def is_pictograph(character: str) -> bool:
    """True of emoji and other pictographs that are no letters."""
    pictograph = r"[\p{Extended_Pictographic}&&\P{Alphabetic}]"
    found: bool = pl.Series([character]).str.contains(pictograph).item()
    return found


def lower(word: str) -> str:
    """Composed, in lower case, without characters that do not show.

    A zero-width joiner stays between something and a pictograph, and what does not show at all
    stays as it is.
    """
    kept: list[str] = []
    for character, following in zip(word, f"{word[1:]}\n", strict=False):
        joins = character == ZERO_WIDTH_JOINER and kept and is_pictograph(following)
        if character not in INVISIBLE or joins:
            kept.append(character)
    composed = unicodedata.normalize("NFC", "".join(kept) or word)
    return unicodedata.normalize("NFC", composed.lower())
