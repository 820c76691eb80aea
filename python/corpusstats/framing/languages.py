"""Which language a text is in, by its function words: for texts that are plainly in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from corpusstats.grouped import Rows

__all__ = ["FUNCTION_WORDS", "found_languages"]

# Frequent words that are words of no other language here, capitals aside.
FUNCTION_WORDS = {
    "de": "und der das nicht ist mit auf sich auch dem den für dass eine einen wurde sind",
    "en": "the and that with this have from which were would their been has his",
    "es": "el los las por para como más pero también fue sus muy",
    "fr": "les et est dans pour une qui pas sur avec cette été sont mais",
    "it": "che di della sono gli delle nel anche questo più dei alla dal degli",
    "nl": "het een van niet zijn dat voor aan ook worden naar bij maar deze wordt",
    "pl": "się że jest przez oraz dla który które jego był została przy",
    "tr": "ve bir bu için ile olarak olan daha çok gibi kadar sonra",
    "uk": "і що та від це як або його який які був є",
}
# Shorter texts can be all names and numbers.
LEAST_TOKENS = 50
# So large a share of a text are function words of its language, and so many times those of others.
LEAST_SHARE = 0.05
LEAST_RATIO = 3


def found_languages(rows: Rows, terms: pl.Series) -> pl.Series:
    """Name the language of each row of a matrix of terms in lower case; null where it is not plain.

    A text of 50 tokens or more is in a language if at least a twentieth of its tokens are that
    language's function words, and these are three times as many as those of any other.
    """
    codes = list(FUNCTION_WORDS)
    numbers = {word: code for code, name in enumerate(codes) for word in _words(name)}
    of_columns = np.array([numbers.get(term, len(codes)) for term in terms], dtype=np.int64)
    places = np.repeat(np.arange(len(rows.lengths)), rows.lengths)
    keys = places * (len(codes) + 1) + (of_columns[rows.columns] if len(terms) else 0)
    sums = np.bincount(keys, rows.counts, len(rows.lengths) * (len(codes) + 1))
    counts = sums.reshape(len(rows.lengths), -1)[:, :-1]
    best = counts.argmax(1)
    first, second = np.sort(counts, 1)[:, :-3:-1].T
    plain = (first >= LEAST_SHARE * rows.tokens) & (first >= LEAST_RATIO * second)
    plain &= rows.tokens >= LEAST_TOKENS
    names = [codes[code] if known else None for code, known in zip(best, plain, strict=True)]
    return pl.Series("language", names, pl.String)


def _words(language: str) -> list[str]:
    return FUNCTION_WORDS[language].split()
