"""Corpus statistics with polars: who words what how, with numbers that can be defended.

``read_corpus`` or ``Corpus.from_frame`` makes a :class:`Corpus`; ``frequencies`` and ``keywords``
count and compare and return polars frames; ``measures`` holds the formulas.

>>> import corpusstats as cs
>>> corpus = cs.read_corpus("seeds")
>>> cs.keywords(corpus, by="source")["term", "source", "count"].head(2)
shape: (2, 3)
┌────────────┬──────────────┬───────┐
│ term       ┆ source       ┆ count │
│ ---        ┆ ---          ┆ ---   │
│ str        ┆ str          ┆ i64   │
╞════════════╪══════════════╪═══════╡
│ machthaber ┆ abendblatt-a ┆ 6     │
│ regime     ┆ abendblatt-a ┆ 6     │
└────────────┴──────────────┴───────┘
"""

from corpusstats import corrections, expr, measures
from corpusstats.building import build_corpus
from corpusstats.collocations import collocates
from corpusstats.concat import concat
from corpusstats.concordance import concordance
from corpusstats.cooccurrence import cooccurrences
from corpusstats.corpus import Corpus
from corpusstats.dispersion import dispersion
from corpusstats.divergence import Divergence, divergence
from corpusstats.diversity import diversity
from corpusstats.evidence import evidence
from corpusstats.exceptions import CorpusStatsError, InputError, InternalError
from corpusstats.explain import explain
from corpusstats.framing.agencies import agencies
from corpusstats.framing.aliases import alias_table
from corpusstats.framing.attributions import attributions, cues
from corpusstats.framing.audit import Audit, audit
from corpusstats.framing.compare import compare_sources
from corpusstats.framing.comparison import Comparison
from corpusstats.framing.copy_edits import copy_edits
from corpusstats.framing.naming import Naming, naming
from corpusstats.framing.own_copy import effective_documents, own_copy
from corpusstats.framing.reuse import Reuse, reuse
from corpusstats.framing.speaker_naming import name_speakers
from corpusstats.framing.speakers import speakers
from corpusstats.framing.validation import Validation, validation
from corpusstats.framing.validation_sample import validation_sample
from corpusstats.framing.voice_layers import voice_layer
from corpusstats.framing.voices import Voices, voices
from corpusstats.framing.zones import EDITORIAL, zone_patterns, zones
from corpusstats.frequency import frequencies
from corpusstats.keywords import keywords
from corpusstats.matrix import TermMatrix, document_term_matrix
from corpusstats.merging import merge_counts
from corpusstats.ngrams import ngrams
from corpusstats.null import null_check
from corpusstats.pair_matrix import CooccurrenceMatrix, cooccurrence_matrix
from corpusstats.provenance import __version__, provenance
from corpusstats.readers import read_corpus
from corpusstats.storage import open_corpus
from corpusstats.tokenizer import split_sentences, tokenize

__all__ = [
    "EDITORIAL",
    "Audit",
    "Comparison",
    "CooccurrenceMatrix",
    "Corpus",
    "CorpusStatsError",
    "Divergence",
    "InputError",
    "InternalError",
    "Naming",
    "Reuse",
    "TermMatrix",
    "Validation",
    "Voices",
    "__version__",
    "agencies",
    "alias_table",
    "attributions",
    "audit",
    "build_corpus",
    "collocates",
    "compare_sources",
    "concat",
    "concordance",
    "cooccurrence_matrix",
    "cooccurrences",
    "copy_edits",
    "corrections",
    "cues",
    "dispersion",
    "divergence",
    "diversity",
    "document_term_matrix",
    "effective_documents",
    "evidence",
    "explain",
    "expr",
    "frequencies",
    "keywords",
    "measures",
    "merge_counts",
    "name_speakers",
    "naming",
    "ngrams",
    "null_check",
    "open_corpus",
    "own_copy",
    "provenance",
    "read_corpus",
    "reuse",
    "speakers",
    "split_sentences",
    "tokenize",
    "validation",
    "validation_sample",
    "voice_layer",
    "voices",
    "zone_patterns",
    "zones",
]
