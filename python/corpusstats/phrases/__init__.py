"""Phrases of the languages in which methods are worded.

They are named by what they say; a name that ends in the value of an option words that value. Slots
in braces take phrases or values.
"""

from __future__ import annotations

from corpusstats.phrases.english import ENGLISH
from corpusstats.phrases.german import GERMAN

__all__ = ["PHRASES"]

PHRASES = {"de": GERMAN, "en": ENGLISH}
