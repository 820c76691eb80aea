"""The corpus: a frame of documents and a handle to their tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from corpusstats import _core, storage
from corpusstats.documents import (
    as_frame,
    cannot_evaluate,
    check_columns,
    check_condition,
    check_reserved,
    check_unique,
    checked_documents,
)
from corpusstats.exceptions import InputError
from corpusstats.given import given_tokens
from corpusstats.layers import make_layer
from corpusstats.options import ATTRIBUTES, check_threads, kind_names
from corpusstats.progress import progress_bar
from corpusstats.provenance import describe, versions
from corpusstats.texts import Texts
from corpusstats.tokenizer import Splitting

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from corpusstats.layers import Layer, Overlap
    from corpusstats.storage import Saved
    from corpusstats.tokenizer import Language, Mode

__all__ = ["Corpus"]


@dataclass(frozen=True, repr=False, eq=False)
class Corpus:
    """Documents and their tokens.

    Made by :meth:`from_frame` or :func:`corpusstats.read_corpus`; never changed afterwards. Every
    method that narrows or widens it returns another corpus that shares the same tokens.

    Attributes
    ----------
    provenance : Mapping
        How the corpus was read and tokenised.
    layers : Mapping
        The layers by name, see :meth:`with_layer`.
    """

    provenance: Mapping[str, Any]
    layers: Mapping[str, Layer]
    # The documents without their texts, and these: whoever needs no text does not read any.
    _metadata: pl.DataFrame
    _texts: Texts
    _table: _core.TokenTable
    # The places of the documents in the table, in order.
    _rows: pl.Series
    # Where the corpus lies, if it was opened.
    _saved: Saved | None = None

    @staticmethod
    def from_frame(
        frame: object,
        *,
        text: str = "text",
        doc_id: str = "doc_id",
        language: Language = "de",
        mode: Mode = "language",
        split_clitics: bool | None = None,
        joined: bool = False,
        abbreviations: Sequence[str] = (),
        unsplittable: Sequence[str] = (),
        n_threads: int | None = None,
        progress: bool = False,
    ) -> Corpus:
        r"""Tokenise the documents of a frame.

        Parameters
        ----------
        frame
            A polars DataFrame or LazyFrame, or anything that exports an Arrow table
            (``__arrow_c_stream__``). Columns other than the two below are kept as metadata.
        text
            The column with the texts; it is called ``text`` in the corpus. No nulls; an empty
            text is a document with 0 tokens.
        doc_id
            The column that names the documents, strings or integers, each once; it is called
            ``doc_id`` in the corpus.
        language, mode, split_clitics, joined, abbreviations, unsplittable
            How the text is split, as in :func:`corpusstats.tokenize`.
        n_threads
            How many threads read; by default all there are, and one for small input. The result
            is the same.
        progress
            Show a progress bar; needs tqdm.

        Returns
        -------
        Corpus
            In the order of the frame.

        Raises
        ------
        InputError
            A column is missing or of the wrong type, a name occurs twice, a text is null, or there
            are no documents.
        ValueError
            An unknown language or mode.

        Notes
        -----
        Time is linear in the text; memory is five bytes a token and the vocabulary, beside the
        texts themselves, which are not copied.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Der Zug fährt.", ""]})
        >>> corpus = cs.Corpus.from_frame(frame)
        >>> corpus.n_tokens
        4
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
        documents = checked_documents(as_frame(frame), text, doc_id)
        n_bytes = int(documents["text"].str.len_bytes().sum())
        with progress_bar(n_bytes, show=progress) as report:
            table = _core.TokenTable.build(
                documents["text"],
                tokenizer,
                n_threads=n_threads,
                progress=report,
            )
        provenance = {
            "reader": {"function": "Corpus.from_frame", "text": text, "doc_id": doc_id},
            "tokenizer": splitting.describe(),
            "versions": versions(),
        }
        return _new(documents, provenance, table)

    @staticmethod
    def from_tokens(
        frame: object, *, documents: object = None, language: Language = "de"
    ) -> Corpus:
        """Take over tokens that another program has found, with its annotations.

        Parameters
        ----------
        frame
            A frame or Arrow table, one row a token, those of a document in the order of its text:
            ``doc_id`` and ``token``, and if there are such ``start`` and ``end`` (code points of
            the text), ``kind``, ``sentence`` (a number that changes where a sentence begins) and
            ``space_after`` (whether a blank follows). ``position`` is not read. Every other column
            is an annotation (lemma, part of speech), of strings without nulls, and becomes an
            attribute of that name: ``frequencies(corpus, attribute="lemma")``.
        documents
            The documents, as in :meth:`from_frame`: ``doc_id``, ``text`` and further columns. A
            token without ``start`` and ``end`` is looked for behind the one before. Without
            documents, the texts are the tokens with blanks between them.
        language
            By whose rules sentences are found if there is no column ``sentence``. A missing kind is
            found by the look of the token.

        Returns
        -------
        Corpus
            As if this package had found the tokens.

        Raises
        ------
        InputError
            A column is missing, null or of the wrong type; a token is not in its text, or overlaps
            with another (the message names its document and place); a name is taken.
        ValueError
            An unknown language.

        Notes
        -----
        Time and memory are linear in the tokens. Terms are the distinct combinations of word,
        kind and annotations.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> frame = pl.DataFrame(
        ...     {"doc_id": "a", "token": ["Züge", "fahren", "."], "lemma": ["Zug", "fahren", "."]}
        ... )
        >>> corpus = cs.Corpus.from_tokens(frame)
        >>> cs.frequencies(corpus, attribute="lemma")["term"].to_list()
        ['Zug', 'fahren']
        """
        texts = None if documents is None else as_frame(documents)
        given = given_tokens(as_frame(frame), texts)
        splitting = Splitting.of(language)
        table = given.table(splitting.tokenizer())
        described = splitting.describe() | {
            "mode": "given",
            "sentences": "sentence" in given.tokens.columns,
            "annotations": list(given.annotations),
        }
        provenance = {
            "reader": {"function": "Corpus.from_tokens", "documents": texts is not None},
            "tokenizer": described,
            "versions": versions(),
        }
        return _new(given.documents, provenance, table)

    @property
    def documents(self) -> pl.DataFrame:
        """One row a document: ``doc_id``, ``text`` and whatever columns came along.

        Of a corpus that was opened from a folder, the texts are read when this is first asked for.

        Examples
        --------
        >>> import corpusstats as cs
        >>> cs.read_corpus("seeds").documents.columns[:3]
        ['doc_id', 'text', 'source']
        """
        text = self._texts.of(self._rows).alias("text")
        return self._metadata.select("doc_id", text, pl.exclude("doc_id"))

    @property
    def n_documents(self) -> int:
        """How many documents there are."""
        return self._metadata.height

    @property
    def n_tokens(self) -> int:
        """How many tokens there are, of all kinds.

        Examples
        --------
        >>> import corpusstats as cs
        >>> cs.read_corpus("seeds").n_tokens > 3000
        True
        """
        return int(self.document_tokens().sum())

    def document_tokens(self) -> pl.Series:
        """Count the tokens of each document, of all kinds; Int64, in the order of the documents.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> frame = pl.DataFrame({"doc_id": ["a", "b"], "text": ["Der Zug fährt.", ""]})
        >>> cs.Corpus.from_frame(frame).document_tokens().to_list()
        [4, 0]
        """
        return pl.DataFrame(self._table.document_tokens())["tokens"].gather(self._rows)

    def tokens(self) -> pl.DataFrame:
        """List all tokens with their places.

        Returns
        -------
        polars.DataFrame
            ``doc_id``, ``sentence`` and ``position`` (UInt32, from 0 within the document),
            ``token`` (String), ``kind`` (Enum: word, number, punctuation, symbol, emoji,
            url, email, mention, hashtag), ``start`` and ``end`` (UInt32: code points of the
            document's text, so that ``text[start:end]`` is the token), and the annotations that
            came with the tokens (:meth:`from_tokens`). In the order of documents and of their
            text.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Am 12. September."]})
        >>> cs.Corpus.from_frame(frame).tokens()
        shape: (4, 7)
        ┌────────┬──────────┬──────────┬───────────┬─────────────┬───────┬─────┐
        │ doc_id ┆ sentence ┆ position ┆ token     ┆ kind        ┆ start ┆ end │
        │ ---    ┆ ---      ┆ ---      ┆ ---       ┆ ---         ┆ ---   ┆ --- │
        │ str    ┆ u32      ┆ u32      ┆ str       ┆ enum        ┆ u32   ┆ u32 │
        ╞════════╪══════════╪══════════╪═══════════╪═════════════╪═══════╪═════╡
        │ a      ┆ 0        ┆ 0        ┆ Am        ┆ word        ┆ 0     ┆ 2   │
        │ a      ┆ 0        ┆ 1        ┆ 12.       ┆ number      ┆ 3     ┆ 6   │
        │ a      ┆ 0        ┆ 2        ┆ September ┆ word        ┆ 7     ┆ 16  │
        │ a      ┆ 0        ┆ 3        ┆ .         ┆ punctuation ┆ 16    ┆ 17  │
        └────────┴──────────┴──────────┴───────────┴─────────────┴───────┴─────┘
        """
        frame = pl.DataFrame(self._table.tokens(self._rows))
        doc_id = self._metadata["doc_id"].gather(frame["document"])
        own = ("sentence", "position", "token", kind_names("kind"), "start", "end")
        return frame.select(doc_id, *own, *self._annotations())

    def sentences(self) -> pl.DataFrame:
        """List all sentences with their places.

        A sentence ends at a full stop, question or exclamation mark or ellipsis, with the quotes
        and brackets that close behind it, unless what follows goes on in lower case or with a
        comma; at the end of a paragraph; and not after abbreviations, initials and ordinals. A
        quotation of several sentences is several. Sentences are also a layer, which ``by=``,
        ``within=``, ``without=`` and ``boundary=`` call ``sentence``; its labels are their numbers.

        Returns
        -------
        polars.DataFrame
            ``doc_id``, ``sentence`` (UInt32, from 0 within the document), ``start`` and ``end``
            (UInt32: code points from its first token to its last). In the order of documents and
            of their text. Every token is in one sentence.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> text = "Er kam am 12. September. „Wohin?“, fragte sie. Ende"
        >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
        >>> [text[start:end] for start, end in corpus.sentences().select("start", "end").rows()]
        ['Er kam am 12. September.', '„Wohin?“, fragte sie.', 'Ende']
        """
        frame = pl.DataFrame(self._table.sentences(self._rows))
        doc_id = self._metadata["doc_id"].gather(frame["document"])
        return frame.select(doc_id, "sentence", "start", "end")

    def vocabulary(self) -> pl.DataFrame:
        """List the distinct terms: pairs of word and kind.

        Returns
        -------
        polars.DataFrame
            ``term_id`` (UInt32, in byte order of the word, then by kind; shared by all corpora
            that share the tokens), ``word`` (exactly as in the text), ``lower`` (composed, in
            lower case, without soft hyphens and zero-width characters), ``kind`` (Enum),
            the annotations that came with the tokens, and ``count`` (Int64, at least 1). By
            ``term_id``.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> frame = pl.DataFrame({"doc_id": ["a"], "text": ["Zug um Zug."]})
        >>> cs.Corpus.from_frame(frame).vocabulary()["word", "count"].rows()
        [('.', 1), ('Zug', 2), ('um', 1)]
        """
        own = ("term_id", "word", "lower", kind_names("kind"))
        frame = pl.DataFrame(self._table.vocabulary(self._rows))
        return frame.select(*own, *self._annotations(), "count")

    def _annotations(self) -> list[str]:
        """List the attributes that came with the tokens."""
        return [name for name in self._table.attributes() if name not in ATTRIBUTES]

    def filter(self, *predicates: pl.Expr) -> Corpus:
        """Keep the documents for which all predicates hold.

        Parameters
        ----------
        *predicates
            Polars expressions over the columns of :attr:`documents`. A null counts as false.

        Returns
        -------
        Corpus
            The same tokens, fewer documents; nothing is read again.

        Raises
        ------
        InputError
            The predicates name columns that do not exist or are no conditions, or no document is
            left.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> corpus = cs.read_corpus("seeds")
        >>> corpus.filter(pl.col("source") == "abendblatt-a").n_documents
        3
        """
        documents = self._seen_by(predicates)
        try:
            for predicate in predicates:
                check_condition(documents, predicate)
            all_hold = pl.all_horizontal(pl.lit(value=True), *predicates).fill_null(value=False)
            holds = documents.with_columns(all_hold.alias(_HOLDS))[_HOLDS]
            kept = self._metadata.filter(holds)
        except pl.exceptions.PolarsError as error:
            raise InputError(cannot_evaluate("predicates", documents, error)) from None
        if kept.is_empty():
            msg = "no document is left: the predicates hold for none"
            raise InputError(msg)
        if not predicates:
            return self
        step = {"filter": [str(predicate) for predicate in predicates], "documents": kept.height}
        return replace(
            self,
            _metadata=kept,
            provenance=_with_step(self.provenance, step),
            _rows=self._rows.filter(holds),
        )

    def _seen_by(self, expressions: Sequence[pl.Expr]) -> pl.DataFrame:
        """Give the documents, without their texts if the expressions do not look at these."""
        known = {*self._metadata.columns}
        for expression in expressions:
            meta = expression.meta
            if meta.has_multiple_outputs() or not known.issuperset(meta.root_names()):
                return self.documents
        return self._metadata

    def with_documents(self, frame: object) -> Corpus:
        """Add columns to the documents.

        Parameters
        ----------
        frame
            A frame or Arrow table of ``doc_id`` and the new columns, each document at most once; a
            document that it does not name gets nulls.

        Returns
        -------
        Corpus
            The same tokens and documents with more columns.

        Raises
        ------
        InputError
            ``doc_id`` is missing, names a document twice or one that does not exist, or a column
            exists already.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": ["Der Zug."]}))
        >>> sources = pl.DataFrame({"doc_id": ["a"], "source": ["x"]})
        >>> corpus.with_documents(sources).documents.columns
        ['doc_id', 'text', 'source']
        """
        frame = as_frame(frame)
        check_columns(frame, {"doc_id": "doc_id"})
        names = frame["doc_id"]
        if names.dtype != self._metadata["doc_id"].dtype:
            wanted = self._metadata["doc_id"].dtype
            msg = f"column 'doc_id' has to hold {wanted} like that of the corpus, not {names.dtype}"
            raise InputError(msg)
        check_unique(names, "doc_id")
        known = self._names() - {"doc_id"}
        clashes = [name for name in frame.columns if name in known]
        if clashes:
            msg = f"columns {clashes} exist already: rename or drop them"
            raise InputError(msg)
        check_reserved(frame.columns)
        unknown = frame.join(self._metadata, on="doc_id", how="anti")["doc_id"].head(3).to_list()
        if unknown:
            msg = f"doc_id {unknown} name no documents of the corpus"
            raise InputError(msg)
        metadata = self._metadata.join(frame, on="doc_id", how="left", maintain_order="left")
        step = {"with_documents": [name for name in frame.columns if name != "doc_id"]}
        provenance = _with_step(self.provenance, step)
        return replace(self, _metadata=metadata, provenance=provenance)

    def with_layer(
        self,
        name: str,
        frame: pl.DataFrame,
        *,
        default: object = None,
        overlap: Overlap = "raise",
    ) -> Corpus:
        """Add a layer: labelled spans that can be counted, compared and left out.

        Parameters
        ----------
        name
            What ``by=``, ``within=`` and ``without=`` call it, and the column of the labels.
        frame
            ``doc_id``, ``start`` and ``end`` (code points of the document's text, half-open) and
            the labels in a column called ``name``.
        default
            The label of all tokens outside the spans. Without one they are a group of their own,
            null.
        overlap
            ``"raise"``, or ``"innermost"``: a token belongs to the shortest of its spans.

        Returns
        -------
        Corpus
            The same tokens with one layer more. A token belongs to the span that holds its first
            code point; a span that holds none has no effect.

        Raises
        ------
        InputError
            The name is taken, a column is missing, null or of the wrong type, a span lies outside
            its text, or spans overlap.

        Examples
        --------
        >>> import corpusstats as cs
        >>> import polars as pl
        >>> text = "Er sagte: „Der Zug kommt.“"
        >>> corpus = cs.Corpus.from_frame(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
        >>> quotes = pl.DataFrame({"doc_id": ["a"], "start": [10], "end": [26], "voice": ["Kim"]})
        >>> corpus = corpus.with_layer("voice", quotes, default="narrator")
        >>> cs.frequencies(corpus, by="voice")["term", "voice", "group_tokens"]
        shape: (5, 3)
        ┌───────┬──────────┬──────────────┐
        │ term  ┆ voice    ┆ group_tokens │
        │ ---   ┆ ---      ┆ ---          │
        │ str   ┆ str      ┆ i64          │
        ╞═══════╪══════════╪══════════════╡
        │ der   ┆ Kim      ┆ 3            │
        │ kommt ┆ Kim      ┆ 3            │
        │ zug   ┆ Kim      ┆ 3            │
        │ er    ┆ narrator ┆ 2            │
        │ sagte ┆ narrator ┆ 2            │
        └───────┴──────────┴──────────────┘
        """
        if name in self._names():
            msg = f"there is a column, layer or attribute {name!r} already: choose another name"
            raise InputError(msg)
        check_reserved([name])
        layer = make_layer(self, name, frame, default=default, overlap=overlap)
        step = {"with_layer": name, "spans": as_frame(frame).height, "default": describe(default)}
        return replace(
            self,
            layers={**self.layers, name: layer},
            provenance=_with_step(self.provenance, {**step, "overlap": overlap}),
            _saved=None,
        )

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Save the corpus to a folder, which :func:`corpusstats.open_corpus` opens at once.

        Parameters
        ----------
        path
            The folder to make, in one that exists.
        overwrite
            Replace a saved corpus that is there already. Nothing else is ever replaced.

        Raises
        ------
        InputError
            Something is there already, or there is no folder to put it in; a column of the
            documents has a type that parquet cannot hold.
        OSError
            The system cannot write, as where the disk is full. Nothing is left behind.

        Notes
        -----
        The folder is written under another name beside ``path``, and gets its own when all is on
        the disk. It holds

        - ``documents.parquet``: the documents without their texts;
        - ``texts.arrow``: their texts;
        - ``tokens.arrow``: ``term_id`` of each token and the ``gap`` of code points before it (255
          for a longer one, which stands in ``long_gaps.arrow``); ``bounds.arrow`` and
          ``sentences.arrow``: the first token of each document, with the end of the last, and of
          each sentence;
        - ``places.arrow``: the tokens of the first term, then those of the second, and so on;
        - ``terms.arrow``: ``word``, ``kind`` (a number: its place in ``kinds`` of the manifest),
          ``length`` in code points and ``count`` of each term, in order;
        - ``lower.terms.arrow``: the number of each term's value of ``lower``;
          ``lower.values.arrow``: the values, and the commonest term of each (``display``);
          ``lower.documents.arrow``: in how many documents each occurs as a word or number;
        - ``annotation-0.terms.arrow``, ``annotation-0.values.arrow``: the same of annotations;
        - ``layer-0.spans.parquet``, ``.labels.parquet`` and ``.ranges.arrow`` of each layer;
        - ``manifest.json``: the version of the format, the provenance, the names of annotations and
          layers, and of every file the size and the CRC-32.

        The Arrow files are not compressed. Polars (``pl.read_ipc``), pyarrow, R (``arrow``) and
        DuckDB (by way of Arrow) read them, as they do parquet.

        Of a corpus that was filtered, only its documents are saved, as if it had been read of them
        alone: ``term_id`` and ``display`` are those of what is left.

        Examples
        --------
        >>> import corpusstats as cs, tempfile
        >>> corpus = cs.read_corpus("seeds")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     corpus.save(f"{folder}/seeds")
        ...     cs.open_corpus(f"{folder}/seeds").n_tokens == corpus.n_tokens
        True
        """
        storage.save(self, path, overwrite=overwrite)

    def __reduce__(self) -> tuple[Any, ...]:
        return storage.reduce(self)

    def __copy__(self) -> Corpus:
        return self

    def __deepcopy__(self, _: object) -> Corpus:
        return self

    def _names(self) -> set[str]:
        """List all names that are taken."""
        return {"text", *self._metadata.columns, *self.layers, *self._annotations()}

    def __repr__(self) -> str:
        names = ", ".join(["doc_id", "text", *self._metadata.columns[1:], *self.layers])
        return f"Corpus({self.n_documents} documents, {self.n_tokens} tokens; {names})"


_HOLDS = "_holds"


def _new(documents: pl.DataFrame, provenance: Mapping[str, Any], table: _core.TokenTable) -> Corpus:
    """Make a corpus of all documents of a table."""
    rows = pl.arange(documents.height, dtype=pl.UInt32, eager=True)
    texts = Texts(documents["text"])
    return Corpus(provenance, {}, documents.drop("text"), texts, table, rows)


def _with_step(provenance: Mapping[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    """Add to the record what was done to a corpus after it was read."""
    return {**provenance, "steps": [*provenance.get("steps", []), step]}
