"""What of a corpus is a source's own text: zones, copies and quotations, before counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.framing.attributions import attributions as find_attributions
from corpusstats.framing.attributions import has_rules
from corpusstats.framing.own_copy import own_copy
from corpusstats.framing.reuse import reuse
from corpusstats.framing.voice_layers import OWN, REPORTED, UNCERTAIN, VERBATIM, voice_layer
from corpusstats.framing.zones import ZONES, zones
from corpusstats.options import check_name, names
from corpusstats.selection import as_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.framing.reuse import Reuse

__all__ = ["WORDINGS", "Editorial", "Wanted", "check_wanted", "make_editorial"]

WORDINGS = (OWN, REPORTED, VERBATIM, UNCERTAIN)
COPIES = ("own", "all")


class Editorial(NamedTuple):
    """A corpus with layers that say what is a source's own text, and which of them count.

    Attributes
    ----------
    corpus : Corpus
        With the layers ``zone``, ``copy``, ``voice`` and ``wording``, as far as they are asked for.
    within : list
        What counts as the wording of a source.
    said_within : list
        The same with the words of those it quotes.
    reuse : Reuse or None
        Shared text; ``None`` where no column of the documents names sources.
    attributions : polars.DataFrame or None
        Reported statements; ``None`` where there are no rules for the language.
    blocks : polars.DataFrame or None
        Documents that depend on each other, where copies count.
    added : list of str
        The layers that were not there.
    """

    corpus: Corpus
    within: list[Any]
    said_within: list[Any]
    reuse: Reuse | None
    attributions: pl.DataFrame | None
    blocks: pl.DataFrame | None
    added: list[str]


class Wanted(NamedTuple):
    """What of a corpus is asked for: see :func:`corpusstats.compare_sources`."""

    zones: list[str] | None
    copy: str
    wording: list[str] | None


def check_wanted(zones_: object, copy: object, wording: object) -> Wanted:
    """Check the options that say what of a corpus counts."""
    check_name("copy", copy, COPIES)
    chosen = _chosen("zones", zones_, ZONES), _chosen("wording", wording, WORDINGS)
    return Wanted(chosen[0], str(copy), chosen[1])


def make_editorial(
    corpus: Corpus,
    wanted: Wanted,
    *,
    by: list[str],
    within: object,
    attributions: pl.DataFrame | None,
    n_threads: int | None,
) -> Editorial:
    """Add the layers that are needed and not there yet, and say what of them counts."""
    here, there = as_parts(within), {*corpus.layers}
    columns = [name for name in by if name in corpus._metadata.columns]
    if wanted.zones is not None:
        if "zone" not in corpus.layers:
            corpus = corpus.with_layer(
                "zone", zones(corpus, by=columns or None, n_threads=n_threads)
            )
        here.append(_labels(corpus, "zone", wanted.zones))
    found, blocks = None, None
    if columns:
        found = reuse(corpus, by=columns, n_threads=n_threads)
        # How much is shared is told either way.
        if "copy" not in corpus.layers:
            corpus = own_copy(corpus, found)
        if wanted.copy == "all":
            blocks = found.documents.select("doc_id", "block")
        else:
            here.append({"copy": ["own"]})
    if attributions is None and has_rules(corpus):
        attributions = find_attributions(corpus, n_threads=n_threads)
    if attributions is not None and not {"voice", "wording"} & corpus._names():
        corpus = voice_layer(corpus, attributions=attributions, n_threads=n_threads)
    added = [name for name in corpus.layers if name not in there]
    own = list(here)
    if wanted.wording is not None and "wording" in corpus.layers and "wording" not in by:
        own.append(_labels(corpus, "wording", wanted.wording))
    return Editorial(corpus, own, here, found, attributions, blocks, added)


def _labels(corpus: Corpus, name: str, wanted: list[str]) -> dict[str, list[str]]:
    """Choose those labels that the corpus has."""
    known = corpus.layers[name].labels.cast(pl.String).to_list()
    chosen = [label for label in wanted if label in known]
    if not chosen:
        msg = f"nothing of the corpus has the {name} {', '.join(wanted)}; there are {known}"
        raise InputError(msg)
    return {name: chosen}


def _chosen(argument: str, chosen: object, valid: Sequence[str]) -> list[str] | None:
    if chosen is None:
        return None
    listed = names(argument, chosen)  # type: ignore[arg-type]
    for name in listed:
        check_name(argument, name, valid)
    return listed
