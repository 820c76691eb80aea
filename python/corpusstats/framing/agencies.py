"""Agencies whose names stand under or above a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import read_aliases
from corpusstats.framing.zone_rules import LEAST_FOLDED
from corpusstats.framing.zones import zones as find_zones
from corpusstats.options import check_corpus
from corpusstats.provenance import attach, record

if TYPE_CHECKING:
    from corpusstats.corpus import Corpus
    from corpusstats.framing.aliases import Aliases

__all__ = ["agencies"]

SIGNED = ("agency_signature", "byline", "dateline")
NEEDED = ("doc_id", "start", "end", "zone")
BRACKETS = re.compile(r"\(([^()]*)\)")


def agencies(
    corpus: Corpus, *, zones: pl.DataFrame | None = None, aliases: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Name the agencies that sign each document.

    Parameters
    ----------
    corpus
        The corpus.
    zones
        Its zones, as :func:`corpusstats.zones` gives them; by default those with ``by=None``.
    aliases
        Own names beside those of :func:`corpusstats.alias_table`, as in
        :func:`corpusstats.name_speakers`.

    Returns
    -------
    polars.DataFrame
        ``doc_id`` and ``agencies`` (List of String: the canonical names of types ``agency`` and
        ``state_agency`` in signatures, in bylines and in the brackets of datelines, each once, in
        byte order; empty where nobody signs). One row a document, in their order;
        ``corpus.with_documents`` takes it. Credits of pictures are no signatures.

        A document without a signature can be an agency's all the same; :func:`corpusstats.audit`
        and the comparison of texts tell more.

    Examples
    --------
    >>> import corpusstats as cs
    >>> corpus = cs.read_corpus("seeds")
    >>> cs.agencies(corpus)["agencies"].head(3).to_list()
    [['AFP', 'dpa'], ['AFP'], []]
    """
    check_corpus(corpus)
    known = read_aliases(aliases)
    found = find_zones(corpus, by=None) if zones is None else zones
    missing = [name for name in NEEDED if name not in found.columns]
    if missing:
        msg = f"zones have no column {missing[0]!r}; there are {found.columns}"
        raise InputError(msg)
    texts = dict(zip(corpus._metadata["doc_id"], corpus._texts.of(corpus._rows), strict=True))
    signed: dict[object, set[str]] = {doc_id: set() for doc_id in texts}
    pattern = _pattern(known)
    spans = found.filter(pl.col("zone").cast(pl.String).is_in(SIGNED)).select(NEEDED)
    for doc_id, start, end, zone in spans.iter_rows():
        if doc_id not in texts:
            msg = f"zones are of a document {doc_id!r} that the corpus does not have"
            raise InputError(msg)
        text = texts[doc_id][start:end]
        if zone == "dateline":
            text = " / ".join(BRACKETS.findall(text))
        rows = (known.find(name) for name in pattern.findall(text))
        signed[doc_id] |= {row.canonical for row in rows if row}
    names = pl.Series("agencies", [sorted(names) for names in signed.values()], pl.List(pl.String))
    frame = pl.DataFrame([corpus._metadata["doc_id"], names])
    return attach(frame, record("agencies", {"aliases": aliases is not None}, corpus))


def _pattern(known: Aliases) -> re.Pattern[str]:
    """Match the names of agencies as words, in capitals or as they are spelled."""
    names = {row.alias for row in known.of_types("agency", "state_agency")}
    spelled = names | {name.upper() for name in names}
    spelled |= {name.lower() for name in names if len(name) <= LEAST_FOLDED}
    ordered = sorted(spelled, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
