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
from corpusstats.framing.attributions import attributions, cues
from corpusstats.framing.audit import Audit, audit
from corpusstats.framing.compare import Comparison, compare_sources
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
    "Audit",
    "Comparison",
    "CooccurrenceMatrix",
    "Corpus",
    "CorpusStatsError",
    "Divergence",
    "InputError",
    "InternalError",
    "TermMatrix",
    "__version__",
    "attributions",
    "audit",
    "build_corpus",
    "collocates",
    "compare_sources",
    "concat",
    "concordance",
    "cooccurrence_matrix",
    "cooccurrences",
    "corrections",
    "cues",
    "dispersion",
    "divergence",
    "diversity",
    "document_term_matrix",
    "evidence",
    "explain",
    "expr",
    "frequencies",
    "keywords",
    "measures",
    "merge_counts",
    "ngrams",
    "null_check",
    "open_corpus",
    "provenance",
    "read_corpus",
    "split_sentences",
    "tokenize",
]
