"""What is counted of voices, by group and document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from corpusstats.concordance import concordance
from corpusstats.counts import group_codes
from corpusstats.exceptions import InputError
from corpusstats.framing.aliases import read_aliases
from corpusstats.framing.hedges import HEDGES
from corpusstats.framing.speaker_names import is_name
from corpusstats.framing.voice_layers import (
    EVIDENTIAL,
    NARRATOR,
    PLAN,
    UNCERTAIN,
    UNKNOWN,
    VERBATIM,
)
from corpusstats.grouped import tokens_of_groups
from corpusstats.layers import SENTENCE
from corpusstats.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.selection import Part, Selected

__all__ = ["IS_KNOWN", "IS_SAID", "LAYERS", "Counted", "statement_kinds", "sum_up"]

LAYERS = ("voice", "wording")
OFFICIAL = ("official", "state_metonym")
# Of tokens: somebody else answers for them than the narrator.
IS_SAID = ~pl.col("voice").is_in([NARRATOR, UNCERTAIN])
# Of statements: whose they are is known, be it no name.
IS_KNOWN = pl.col("counts") & ~pl.col("voice").is_in([UNCERTAIN, UNKNOWN])


class Counted(NamedTuple):
    """What is counted of a corpus that has the layers of voices."""

    corpus: Corpus
    selected: Selected
    within: Part | Sequence[Part] | None
    without: Part | Sequence[Part] | None
    kinds: list[str]

    def cells(self) -> pl.DataFrame:
        """Count tokens: ``_group, doc_id, sentence, voice, wording, tokens``."""
        by = list(dict.fromkeys([*self.selected.by, "doc_id", SENTENCE, *LAYERS]))
        narrow = select(self.corpus, by=by, within=self.within, without=self.without)
        tokens = tokens_of_groups(narrow.handle, self.corpus, self.kinds)  # type: ignore[arg-type]
        sizes = narrow.groups.with_columns(tokens).filter(pl.col("tokens") > 0)
        named = sizes.with_columns(group_codes(sizes, self.selected.by, self._groups()))
        return named.select("_group", "doc_id", SENTENCE, *LAYERS, "tokens")

    def place(self, statements: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
        """Add the group to statements; those in sentences that do not count are left out."""
        sentences = cells.select("_group", "doc_id", SENTENCE).unique(
            ["doc_id", SENTENCE], keep="first", maintain_order=True
        )
        return statements.with_columns(pl.col(SENTENCE).cast(pl.UInt32)).join(
            sentences, on=["doc_id", SENTENCE], how="inner", maintain_order="left"
        )

    def hedges(self) -> pl.DataFrame:
        """Count the words that hold back: ``_group, doc_id, voice, hedges``."""
        words = self._hedging_words()
        return words.group_by("_group", "doc_id", "voice").agg(hedges=pl.len().cast(pl.Int64))

    def hedging_words(self) -> pl.DataFrame:
        """List the narrator's words that hold back: ``_group, doc_id, start, end``."""
        words = self._hedging_words().filter(pl.col("voice") == NARRATOR)
        return words.select("_group", "doc_id", "start", "end")

    def _hedging_words(self) -> pl.DataFrame:
        language = self.corpus.provenance["tokenizer"]["language"]
        if language not in HEDGES:
            msg = f"no hedging words are known of language {language!r}; there are {list(HEDGES)}"
            raise InputError(msg)
        by = list(dict.fromkeys([*self.selected.by, "voice"]))
        lines = concordance(
            self.corpus,
            "|".join(HEDGES[language]),
            by=by,
            within=self.within,
            without=self.without,
            width=0,
        )
        return lines.with_columns(group_codes(lines, self.selected.by, self._groups()))

    def _groups(self) -> pl.DataFrame:
        return self.selected.groups.select(*self.selected.by, "_group")


def sum_up(cells: pl.DataFrame, placed: pl.DataFrame, hedges: pl.DataFrame) -> pl.DataFrame:
    """Sum up each group and document, in order."""
    keys = ["_group", "doc_id"]
    voice, tokens = pl.col("voice"), pl.col("tokens")
    is_uncertain = voice == UNCERTAIN
    said, uncertain = IS_SAID.any(), is_uncertain.any()
    of_tokens = cells.group_by(keys).agg(
        all=tokens.sum(),
        said=tokens.filter(IS_SAID).sum(),
        unsure=tokens.filter(is_uncertain).sum(),
        own=tokens.filter(voice == NARRATOR).sum(),
        verbatim=tokens.filter(IS_SAID, pl.col("wording") == VERBATIM).sum(),
    )
    of_sentences = (
        cells.group_by(*keys, SENTENCE)
        .agg(said=said, unsure=uncertain & ~said)
        .group_by(keys)
        .agg(
            sentences=pl.len().cast(pl.Int64),
            said_sentences=pl.col("said").sum().cast(pl.Int64),
            unsure_sentences=pl.col("unsure").sum().cast(pl.Int64),
        )
    )
    of_statements = placed.group_by(keys).agg(
        condition.sum().cast(pl.Int64).alias(name)
        for name, condition in statement_kinds(placed).items()
    )
    of_hedges = hedges.group_by(keys).agg(
        hedges=pl.col("hedges").filter(voice == NARRATOR).sum(),
        unsure_hedges=pl.col("hedges").filter(is_uncertain).sum(),
    )
    joined = of_tokens
    for frame in (of_sentences, of_statements, of_hedges):
        joined = joined.join(frame, on=keys, how="left")
    return joined.with_columns(pl.exclude(keys).fill_null(0)).sort(keys)


def statement_kinds(placed: pl.DataFrame) -> dict[str, pl.Expr]:
    """Tell which statements count where."""
    voice = pl.col("voice")
    is_uncertain = voice == UNCERTAIN
    is_sure, is_evidential = ~is_uncertain, pl.col("mode").cast(pl.String) == EVIDENTIAL
    if "cue_class" in placed.columns:
        is_plan = pl.col("cue_class").cast(pl.String) == PLAN
        is_evidential &= ~is_plan.fill_null(value=False)
    kind = pl.col("speaker_type").cast(pl.String)
    is_named = voice.is_in(_names(placed["voice"]))
    return {
        "statements": pl.col("counts") & is_sure,
        "unsure_statements": pl.col("counts") & is_uncertain,
        "named": pl.col("counts") & is_sure & is_named,
        "official": pl.col("counts") & is_sure & kind.is_in(OFFICIAL).fill_null(value=False),
        "evidentials": is_evidential,
    }


def _names(voices: pl.Series) -> list[str]:
    """List the voices that have a name."""
    known = read_aliases(None)
    reserved = (NARRATOR, UNCERTAIN, UNKNOWN)
    distinct = (voice for voice in voices.unique() if voice not in reserved)
    return [voice for voice in distinct if is_name(voice, known)]
