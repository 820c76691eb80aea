r"""Splitting text without a corpus: tokens and sentences of a string or of a column.

Every option means the same here, in :meth:`corpusstats.Corpus.from_frame`,
:func:`corpusstats.read_corpus` and :mod:`corpusstats.expr`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import polars as pl

from corpusstats import _core
from corpusstats.options import (
    LANGUAGES,
    MODES,
    check_bool,
    check_name,
    check_threads,
    kind_names,
)

__all__ = ["Language", "Mode", "split_sentences", "tokenize"]

Language = Literal["de", "en", "fr", "nl", "it", "es", "pl", "uk", "tr", "und"]
Mode = Literal["language", "unicode", "words"]


@dataclass(frozen=True, kw_only=True)
class Splitting:
    """How text is split: the options of :func:`tokenize`."""

    language: Language
    mode: Mode
    split_clitics: bool | None
    joined: bool
    abbreviations: Sequence[str]
    unsplittable: Sequence[str]

    @staticmethod
    def of(language: Language) -> Splitting:
        """Take a language as it is."""
        return Splitting(
            language=language,
            mode="language",
            split_clitics=None,
            joined=False,
            abbreviations=(),
            unsplittable=(),
        )

    def tokenizer(self) -> _core.Tokenizer:
        """Check the options and make a tokeniser."""
        check_name("language", self.language, LANGUAGES)
        check_name("mode", self.mode, MODES)
        if self.split_clitics is not None:
            check_bool("split_clitics", self.split_clitics)
        check_bool("joined", self.joined)
        return _core.Tokenizer(
            language=self.language,
            mode=self.mode,
            split_clitics=self.split_clitics,
            joined=self.joined,
            abbreviations=_check_strings("abbreviations", self.abbreviations),
            unsplittable=_check_strings("unsplittable", self.unsplittable),
        )

    def describe(self) -> dict[str, Any]:
        """Say with what a corpus was split, so that it can be split so again."""
        return {
            "name": "corpusstats",
            "version": _core.TOKENIZER_VERSION,
            "unicode": _core.UNICODE_VERSION,
            **asdict(self),
            "abbreviations": list(self.abbreviations),
            "unsplittable": list(self.unsplittable),
        }


def _check_strings(argument: str, values: Sequence[str]) -> list[str]:
    """Make a list of strings with something to see at either end."""
    if isinstance(values, str) or not isinstance(values, Sequence):
        msg = f"{argument} has to be a list of strings, not {values!r}"
        raise TypeError(msg)
    for value in values:
        if not isinstance(value, str):
            msg = f"{argument} has to hold strings, not {value!r}"
            raise TypeError(msg)
        if not value or value != value.strip():
            msg = f"{argument} holds {value!r}: empty, or with white space at its border"
            raise ValueError(msg)
    return list(values)


def tokenize(
    text: str | pl.Series,
    *,
    language: Language = "de",
    mode: Mode = "language",
    split_clitics: bool | None = None,
    joined: bool = False,
    abbreviations: Sequence[str] = (),
    unsplittable: Sequence[str] = (),
    n_threads: int | None = None,
) -> pl.DataFrame:
    r"""List the tokens of a text, or of many, with their kinds, sentences and places.

    Parameters
    ----------
    text
        A string, or a Series of them. A null has no tokens.
    language
        Whose rules split the text: ``"de"``, ``"en"``, ``"fr"``, ``"nl"``, ``"it"``, ``"es"``,
        ``"pl"``, ``"uk"``, ``"tr"``, or ``"und"`` for any other that writes blanks between words.
    mode
        ``"language"`` for the language's rules, ``"unicode"`` for words and sentences as Unicode
        Standard Annex #29 has them, ``"words"`` for maximal runs of ``\w``.
    split_clitics
        None splits elisions where the language writes them (``l'`` ``État``, ``dell'`` ``arte`` in
        French and Italian); True splits ``do`` ``n't`` and ``company`` ``'s`` in English as well;
        False splits nothing.
    joined
        Whether an abbreviation of several words is one token: ``z. B.``
    abbreviations
        More abbreviations, with or without their full stop, written as in the text. A sentence
        ends with one only before a function word with a capital.
    unsplittable
        Strings that are one token wherever one begins with them, as ``"New York"`` or ``"C3PO!"``.
    n_threads
        How many threads read; by default all there are, and one for small input. The result is
        the same.

    Returns
    -------
    polars.DataFrame
        ``row`` (UInt32, which text of a Series; missing for a string), ``sentence`` (UInt32, from 0
        within the text), ``token`` (String), ``kind`` (Enum: word, number, punctuation,
        symbol, emoji, url, email, mention, hashtag), ``start`` and ``end`` (UInt32: code points, so
        that ``text[start:end]`` is the token). In the order of the texts. All but white space is
        in exactly one token, save in mode ``"words"``.

    Raises
    ------
    TypeError
        The text is neither a string nor a Series of strings.
    ValueError
        An unknown language or mode; the message lists the known ones.

    Notes
    -----
    Time is linear in the text, whatever it holds. The tokens of a Series lie in the buffers of the
    Series, which live on as long as the frame.

    See Also
    --------
    corpusstats.expr.tokens : The same inside a query, also a lazy or streaming one.

    References
    ----------
    The Unicode Consortium, "Unicode Text Segmentation", Unicode Standard Annex #29.

    Examples
    --------
    >>> import corpusstats as cs
    >>> cs.tokenize("Am 12. September kam z. B. Dr. Kim.")["token"].to_list()
    ['Am', '12.', 'September', 'kam', 'z.', 'B.', 'Dr.', 'Kim', '.']
    >>> cs.tokenize("I don't.", language="en", split_clitics=True)["token"].to_list()
    ['I', 'do', "n't", '.']
    """
    splitting = Splitting(
        language=language,
        mode=mode,
        split_clitics=split_clitics,
        joined=joined,
        abbreviations=abbreviations,
        unsplittable=unsplittable,
    )
    tokenizer = splitting.tokenizer()
    check_threads(n_threads)
    texts = _series(text)
    frame = pl.DataFrame(tokenizer.tokens(texts, n_threads=n_threads))
    frame = frame.with_columns(kind_names("kind"))
    return _numbered(frame, text)


def split_sentences(
    text: str | pl.Series,
    *,
    language: Language = "de",
    mode: Mode = "language",
    split_clitics: bool | None = None,
    joined: bool = False,
    abbreviations: Sequence[str] = (),
    unsplittable: Sequence[str] = (),
    n_threads: int | None = None,
) -> pl.DataFrame:
    """List the sentences of a text, or of many, with their places.

    A paragraph ends a sentence; a colon or semicolon never does; sentences inside a quotation end,
    with the quotation mark that closes behind them. Abbreviations, initials and ordinals go on.

    Parameters
    ----------
    text
        A string, or a Series of them. A null has no sentences.
    language, mode, split_clitics, joined, abbreviations, unsplittable, n_threads
        As in :func:`tokenize`.

    Returns
    -------
    polars.DataFrame
        ``row`` (UInt32, which text of a Series; missing for a string), ``sentence`` (String),
        ``start`` and ``end`` (UInt32: code points, so that ``text[start:end]`` is the sentence),
        from the first token of each to its last. In mode ``"unicode"`` sentences are the segments
        of UAX #29, which take white space with them and cover the text.

    Raises
    ------
    TypeError
        The text is neither a string nor a Series of strings.
    ValueError
        An unknown language or mode; the message lists the known ones.

    References
    ----------
    The Unicode Consortium, "Unicode Text Segmentation", Unicode Standard Annex #29.

    Examples
    --------
    >>> import corpusstats as cs
    >>> cs.split_sentences("Er kam am 12. September. „Wohin?“, fragte sie.")["sentence"].to_list()
    ['Er kam am 12. September.', '„Wohin?“, fragte sie.']
    """
    splitting = Splitting(
        language=language,
        mode=mode,
        split_clitics=split_clitics,
        joined=joined,
        abbreviations=abbreviations,
        unsplittable=unsplittable,
    )
    tokenizer = splitting.tokenizer()
    check_threads(n_threads)
    frame = pl.DataFrame(tokenizer.sentences(_series(text), n_threads=n_threads))
    frame = frame.select("text", sentence="string", start="start", end="end")
    return _numbered(frame, text)


def _series(text: object) -> pl.Series:
    """Take a string or a Series of strings."""
    if isinstance(text, str):
        return pl.Series([text])
    if not isinstance(text, pl.Series):
        msg = f"text has to be a string or a polars Series of strings, not {type(text).__name__}"
        raise TypeError(msg)
    return strings(text)


def strings(texts: pl.Series) -> pl.Series:
    """Take a column of strings."""
    if isinstance(texts.dtype, pl.Categorical | pl.Enum):
        return texts.cast(pl.String)
    if texts.dtype not in (pl.String, pl.Null):
        msg = f"text {texts.name!r} has to hold strings, not {texts.dtype}"
        raise TypeError(msg)
    return texts.cast(pl.String)


def _numbered(frame: pl.DataFrame, text: str | pl.Series) -> pl.DataFrame:
    return frame.drop("text") if isinstance(text, str) else frame.rename({"text": "row"})
