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

from corpusstats import measures
from corpusstats.corpus import Corpus
from corpusstats.exceptions import CorpusStatsError, InputError, InternalError
from corpusstats.frequency import frequencies
from corpusstats.keywords import keywords
from corpusstats.provenance import __version__, provenance
from corpusstats.readers import read_corpus

__all__ = [
    "Corpus",
    "CorpusStatsError",
    "InputError",
    "InternalError",
    "__version__",
    "frequencies",
    "keywords",
    "measures",
    "provenance",
    "read_corpus",
]
