"""The comparison of sources as a whole: several frames, and the corpus that they count."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpusstats.corpus import Corpus
    from corpusstats.divergence import Divergence
    from corpusstats.framing.audit import Audit
    from corpusstats.framing.naming import Naming
    from corpusstats.framing.reuse import Reuse
    from corpusstats.framing.voices import Voices

__all__ = ["MEANINGS", "Comparison"]

MEANINGS = {
    "single_document": "One document only: the figures describe this text, and nothing can be "
    "inferred from them about whoever published it.",
    "few_documents": "Fewer than 5 documents: the figures describe these texts, and carry no "
    "inference about whoever published them.",
    "no_tokens": "No token that counts, and so no rates to compare.",
    "groups_share_documents": "Made by a layer, so that a document can be on both sides: the "
    "groups are not independent of each other.",
    "null_group": "No value in a column or layer that makes the groups: a group of its own.",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How several sources word the same event, whom they quote, and what they copied.

    Made by :func:`compare_sources`.

    Attributes
    ----------
    by : list of str
        The columns and layers that make the groups, called sources here.
    corpus : Corpus
        The corpus with the layers that were counted: ``zone``, ``copy``, ``voice``, ``wording``.
        ``evidence(found.corpus, rows, of=found.keywords)`` lists the lines of any row.
    sources : polars.DataFrame
        One row a source, in order: ``by``, ``documents`` and ``tokens`` (Int64: those that count),
        ``left_out`` (Int64: tokens of other kinds in the same text), and where the documents have
        dates ``first_date`` and ``last_date``. A document of which nothing counts is none.
    shared : polars.DataFrame
        What does not count there, in tokens (Int64): ``by``, ``printed`` (all tokens, of every
        kind of zone and copy), ``other_zones``, and of the zones that count: ``shared`` (printed
        by another source as well), ``repeated`` (printed before by the same source), ``verbatim``
        and ``uncertain`` (quoted, in what is left). Null where it was not looked for.
    nodes : polars.DataFrame
        How often each node occurs in each source: ``node``, ``by``, ``count`` (Int64: hits, also
        0) and ``documents`` (Int64: those with a hit); the nodes in the order given.
    keywords : polars.DataFrame
        What each source says more or less often than all others together, see
        :func:`corpusstats.keywords`; and ``shared_count`` and ``verbatim_count`` (Int64: how often
        the source prints the word in shared text, and in quotation marks; null where that was not
        looked for).
    collocates : polars.DataFrame
        What stands near each node in each source, and whether the sources differ in it, see
        :func:`corpusstats.collocates` with ``compare=True``; the nodes in the order given.
    ngrams : polars.DataFrame
        Keywords among runs of words, each length compared on its own: the columns of ``keywords``
        with ``length`` (UInt32) after ``term``, but for those of inference. The family of their
        LRC are the n-grams listed. By length, and then like ``keywords``.
    copy_edits : polars.DataFrame or None
        What was edited in text that different sources share, see :func:`corpusstats.copy_edits`.
    flags : polars.DataFrame
        What the data cannot carry: ``by``, ``flag`` and ``meaning``, one row for each source and
        flag.
    audit : Audit
        What the corpus can say about its sources, see :func:`corpusstats.audit`.
    divergence : Divergence
        How far apart sources are, see :func:`corpusstats.divergence`.
    reuse : Reuse or None
        What sources share, see :func:`corpusstats.reuse`; ``None`` where layers alone make them.
    voices : Voices or None
        Who has a say, see :func:`corpusstats.voices`; ``None`` in a language without rules.
    naming : Naming or None
        What they call the actors asked for, see :func:`corpusstats.naming`.
    attributions : polars.DataFrame or None
        The statements that are somebody else's, see :func:`corpusstats.attributions`.
    provenance : Mapping
        Options, corpus and versions, as :func:`corpusstats.provenance` gives them for a frame.

    Examples
    --------
    >>> import corpusstats as cs
    >>> found = cs.compare_sources(cs.read_corpus("seeds"), nodes=["Kim|Kims"])
    >>> found.sources["source", "documents"].row(0)
    ('abendblatt-a', 3)
    """

    by: list[str]
    corpus: Corpus
    sources: pl.DataFrame
    shared: pl.DataFrame
    nodes: pl.DataFrame
    keywords: pl.DataFrame
    collocates: pl.DataFrame
    ngrams: pl.DataFrame
    copy_edits: pl.DataFrame | None
    flags: pl.DataFrame
    audit: Audit
    divergence: Divergence
    reuse: Reuse | None
    voices: Voices | None
    naming: Naming | None
    attributions: pl.DataFrame | None
    provenance: Mapping[str, Any]

    def frames(self) -> dict[str, pl.DataFrame]:
        """Give the frames by name; those of the audit, for one, are ``audit_groups`` and so on.

        Examples
        --------
        >>> import corpusstats as cs
        >>> list(cs.compare_sources(cs.read_corpus("seeds")).frames())[:5]
        ['sources', 'shared', 'nodes', 'keywords', 'collocates']
        """
        found: dict[str, pl.DataFrame] = {}
        for field in fields(self):
            value: Any = getattr(self, field.name)
            if isinstance(value, pl.DataFrame):
                found[field.name] = value
            elif hasattr(value, "frames"):
                of_part = value.frames().items()
                found |= {f"{field.name}_{name}": frame for name, frame in of_part}
        return found
