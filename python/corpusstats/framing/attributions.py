"""Reported speech: which statements a text reports, who makes them, and how it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core
from corpusstats.documents import as_frame, check_columns
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import SPEAKER_TYPES
from corpusstats.framing.speaker_naming import name_speakers
from corpusstats.options import check_corpus, check_name, check_threads
from corpusstats.progress import progress_bar
from corpusstats.provenance import attach, describe, record

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus

__all__ = ["attributions", "cues", "has_rules"]

COLUMNS = (
    "attr_id", "parent_id", "doc_id", "sentence", "mode", "polarity",
    "content_start", "content_end", "content_parts",
    "speaker_start", "speaker_end", "speaker_text", "speaker", "speaker_type",
    "cue_start", "cue_end", "cue_lemma", "cue_class", "rule", "confidence", "flag",
)  # fmt: skip
CUES = ("verb", "cue_class", "frames")
# What the rules do not know of a speaker they leave out.
_UNKNOWN = "unknown"
_TYPES = pl.Enum(SPEAKER_TYPES)
_ENUMS = {
    "mode": _core.ATTRIBUTION_MODES,
    "polarity": _core.POLARITIES,
    "speaker_type": _core.SPEAKER_TYPES,
    "cue_class": _core.CUE_CLASSES,
    "flag": _core.ATTRIBUTION_FLAGS,
}


def attributions(
    corpus: Corpus,
    *,
    language: str | None = None,
    cues: object = None,
    aliases: pl.DataFrame | None = None,
    n_threads: int | None = None,
    progress: bool = False,
) -> pl.DataFrame:
    """List the statements that texts report, with who makes them.

    Parameters
    ----------
    corpus
        German or English.
    language
        Whose rules apply; by default the language the corpus was tokenised in.
    cues
        Verbs of saying to use in place of the built-in ones: a frame as :func:`corpusstats.cues`
        returns it.
    aliases
        Own names of speakers, as in :func:`corpusstats.name_speakers`; names that hold for a time
        are used in documents of a ``date`` within it.
    n_threads
        How many threads read; by default all there are, and one for small input. The result is
        the same.
    progress
        Show a progress bar; needs tqdm.

    Returns
    -------
    polars.DataFrame
        One row a statement, in the order of documents and of where the statements begin, the
        longer first:

        - ``attr_id`` (UInt32, from 0 within the document), ``parent_id`` (UInt32: the row whose
          content holds this one, null at the top), ``doc_id``, ``sentence`` (UInt32: where the
          content begins);
        - ``mode`` (Enum): ``direct``, ``partial`` (words in quotation marks inside something
          reported), ``mixed``, ``indirect_k1``, ``indirect_k2`` and ``indirect_ind`` (by mood),
          ``adposition`` (laut, nach Angaben, zufolge, so), ``wie_clause``, ``free_indirect`` (a
          subjunctive without a frame), ``reported`` (a speech act without a clause: the whole
          clause is its content), ``evidential_modal`` (nobody says so: soll, dürfte, es wird
          vermutet, rumours) and ``visual`` (what images show);
        - ``polarity`` (Enum: ``positive``, ``negative``: it is denied that this was said,
          ``question``);
        - ``content_start`` and ``content_end`` (UInt32), and ``content_parts`` (a list of structs
          ``start, end``) where something stands between them, else null;
        - ``speaker_start``, ``speaker_end``, ``speaker_text`` (as in the text), ``speaker`` (the
          canonical name, see :func:`corpusstats.name_speakers`, of the fullest name in
          the document, if there is one; for pronouns of the last speaker named, or of whom
          the sentence before is about) and
          ``speaker_type`` (Enum), all null where the rules cannot tell; ``speaker_type`` is
          ``none`` where nobody is named, ``rumour`` where the text says that;
        - ``cue_start``, ``cue_end``, ``cue_lemma`` and ``cue_class`` (Enum: what the verb does;
          ``evidential`` and, for plans with `soll`, ``scheduled`` where nobody says so);
        - ``rule``, ``confidence`` (Float64, over 0 and at most 1: an order of the rules, no
          measured probability) and ``flag`` (Enum: ``unbalanced_quote``: a quotation mark is
          missing, the span closes with its paragraph; ``speaker_carried``: from an earlier
          sentence; or empty).

        All places are code points of the document: ``text[start:end]``. They do not overlap but
        where one statement holds another.

    Raises
    ------
    ValueError
        There are no rules for the language; the message lists those there are. A class or a
        letter of ``cues`` is not known.
    InputError
        A column of ``cues`` is missing.

    Notes
    -----
    Rules of grammar and word lists, no parser and no model; precision before recall. Where tokens
    came with parts of speech (:meth:`corpusstats.Corpus.from_tokens` with a column ``xpos``,
    ``pos`` or ``upos``, by the tags of STTS, the Penn Treebank or Universal Dependencies), these
    tell nouns and forms of verbs apart, also of verbs that are in no list. Scores on
    annotated texts, per mode, and what the rules cannot do, are in ``docs/SCORES.md``: a share made
    from this frame is not publishable without a look at how often it errs in each source. Time
    and memory are linear in the text.

    Examples
    --------
    >>> import corpusstats as cs
    >>> import polars as pl
    >>> text = "Der Zug habe Verspätung, sagte ein Sprecher der Bahn. Laut Polizei fährt er nun."
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> found = cs.attributions(corpus)
    >>> found["mode", "speaker_text"].rows()
    [('indirect_k1', 'ein Sprecher der Bahn'), ('adposition', 'Polizei')]
    >>> [text[start:end] for start, end in found["content_start", "content_end"].rows()]
    ['Der Zug habe Verspätung', 'fährt er nun']
    """
    check_corpus(corpus)
    check_threads(n_threads)
    language = _language(corpus, language)
    verbs = None if cues is None else _verbs(cues)
    texts = corpus._texts.of(corpus._rows)
    n_tokens = corpus.n_tokens
    with progress_bar(n_tokens, show=progress, unit=" tokens") as report:
        table = _core.attributions(
            corpus._table,
            texts,
            corpus._rows,
            language=language,
            cues=verbs,
            n_threads=n_threads,
            progress=report,
        )
    found = _named(pl.DataFrame(table), corpus, texts)
    if corpus._metadata.schema.get("date") == pl.Date:
        # Some names hold for a time.
        found = found.with_columns(corpus._metadata["date"].gather(found["_document"]))
    frame = name_speakers(found, aliases)
    # What the sentence says of a speaker holds where there is no name, or it says nothing.
    said = found["speaker_type"].cast(pl.String).cast(_TYPES)
    named = pl.when(pl.col("speaker").is_null()).then(said).otherwise("speaker_type")
    frame = frame.with_columns(pl.coalesce(named, said, "speaker_type").alias("speaker_type"))
    options: dict[str, Any] = {"language": language, "cues": describe(cues)}
    options["aliases"] = describe(aliases)
    return attach(frame.select(COLUMNS), record("attributions", options, corpus))


def cues(language: str = "de") -> pl.DataFrame:
    """List the verbs of saying that :func:`corpusstats.attributions` knows.

    Parameters
    ----------
    language
        ``"de"`` or ``"en"``.

    Returns
    -------
    polars.DataFrame
        ``verb`` (``|`` stands behind what is split off in a main clause: ``mit|teilen``),
        ``cue_class`` (as in the result) and ``frames``: the letters of what the verb goes with. d:
        a clause with `dass`; v: the same without one, also in the indicative; w: `ob` and
        questions; z: an infinitive with `zu`; q: a quotation; i: it may stand inside or behind what
        it introduces; r: its object alone reports; p: its passive counts; x: only with an adverb
        such as `darauf`; e: evidence that shows. In the order of the table.

    Raises
    ------
    ValueError
        There are no rules for the language.

    Examples
    --------
    Verbs of one's own go to the end:

    >>> import corpusstats as cs
    >>> import polars as pl
    >>> own = pl.DataFrame({"verb": ["raunen"], "cue_class": ["distancing"], "frames": ["dvqi"]})
    >>> verbs = pl.concat([cs.cues("de"), own])
    >>> text = "Der Zug stehe, raunte der Schaffner."
    >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> cs.attributions(corpus, cues=verbs)["cue_lemma"].to_list()
    ['raunen']
    """
    check_name("language", language, _core.ATTRIBUTION_LANGUAGES)
    return pl.DataFrame(_core.cues(language), schema=dict.fromkeys(CUES, pl.String), orient="row")


def has_rules(corpus: Corpus) -> bool:
    """Tell whether there are rules for the language of a corpus."""
    return corpus.provenance["tokenizer"]["language"] in _core.ATTRIBUTION_LANGUAGES


def _language(corpus: Corpus, language: str | None) -> str:
    """Find whose rules apply, and raise where there are none."""
    if language is None:
        language = dict(corpus.provenance.get("tokenizer", {})).get("language")
    check_name("language", language, _core.ATTRIBUTION_LANGUAGES)
    return str(language)


def _verbs(cues: object) -> list[tuple[str, str, str]]:
    """Read a table of verbs."""
    frame = as_frame(cues)
    check_columns(frame, {f"cues: {name}": name for name in CUES})
    frame = frame.select(pl.col(CUES).cast(pl.String))
    if any(frame.null_count().row(0)):
        msg = f"cues: {', '.join(CUES)} may not be null"
        raise InputError(msg)
    return frame.rows()


def _named(frame: pl.DataFrame, corpus: Corpus, texts: pl.Series) -> pl.DataFrame:
    """Give codes their names, and spans their texts."""
    names = [
        pl.col(column)
        .replace_strict(dict(enumerate(known)), return_dtype=pl.String)
        .replace({_UNKNOWN: None})
        .cast(pl.Enum([name for name in known if name != _UNKNOWN]))
        for column, known in _ENUMS.items()
    ]
    return frame.with_columns(
        *names,
        corpus._metadata["doc_id"].gather(frame["_document"]),
        *_texts(frame, texts, {"speaker": "speaker_text", "_referent": "referent"}),
    )


def _texts(frame: pl.DataFrame, texts: pl.Series, kinds: dict[str, str]) -> list[pl.Series]:
    """Cut out the spans of some kinds under their names; null where there is none.

    All at once: what takes time is to count the characters of a text up to its spans.
    """
    spans = pl.concat(
        frame.select("_document", start=f"{kind}_start", end=f"{kind}_end") for kind in kinds
    ).fill_null(0)
    cut = pl.DataFrame(_core.slices(texts, spans["_document"], spans["start"], spans["end"]))[
        "text"
    ]
    return [
        cut.slice(place * frame.height, frame.height)
        .set(frame[f"{kind}_start"].is_null(), None)
        .alias(name)
        for place, (kind, name) in enumerate(kinds.items())
    ]
