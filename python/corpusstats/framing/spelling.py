"""How names are compared: without regard to case, hyphens, marks, and ways of transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "foldings"]

# Hyphens and dashes, apostrophes and quotation marks; the former part words, the latter do not.
_BREAKS = re.compile(r"[\s\-‐‑–—_/]+")
_MARKS = re.compile(r"[\"'’‘‚‛“”„‟«»‹›`´]")
_SPELLED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "w": "v"})
# Shorter words end in their own s.
_LEAST_GENITIVE = 3


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Write a name so that its spellings are one, such as ``Jong-un`` and ``Jong Un``.

    Case, diacritics, hyphens and quotation marks go, and w is v (``Nowosti``, ``Novosti``). Two
    names can become one by it.
    """
    if name.isascii():
        text = name.lower().replace("w", "v")
        return _BREAKS.sub(" ", _MARKS.sub("", text)).strip(" .,;:()[]")
    # Taking letters apart makes capitals of some signs.
    whole = unicodedata.normalize("NFKD", name).casefold()
    letters = unicodedata.normalize("NFKD", whole).translate(_SPELLED)
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", _MARKS.sub("", text)).strip(" .,;:()[]")


def foldings(name: str) -> list[str]:
    """List what a name can be as a word of its own: as it is, and without a genitive's s.

    The second drops the s of the last word, the third that of every word (``Kims Jong Uns``).
    """
    whole = fold(name)
    if not whole.endswith("s") and "s " not in whole:
        return [whole]
    words = whole.split(" ")
    last = " ".join([*words[:-1], _bare(words[-1])])
    return list(dict.fromkeys([whole, last, " ".join(map(_bare, words))]))


def _bare(word: str) -> str:
    return word[:-1] if len(word) > _LEAST_GENITIVE - 1 and word.endswith("s") else word
