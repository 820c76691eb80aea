"""How long lexical diversity takes, beside the frequency list of the same corpus.

``python -m benches.diversity_speed [--rounds N] [--threads N] [--write | --smoke]``

The corpus is in memory and every function was called once before; the figures are medians. What
LexicalRichness and lexical-diversity take (where they are installed) is for the first document of
some thousand tokens alone, split into a list beforehand.
"""

from __future__ import annotations

import argparse
import importlib
import platform
import re
import statistics
import time
import warnings
from typing import TYPE_CHECKING, Any

import polars as pl

import corpusstats as cs
from benches.checking import made_up
from benches.compare_peers import RESULTS, write_table
from tests.shared_data import VARIABLE, shared_data

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "diversity_speed"
NOT_MOVING = ["ttr", "yule_k", "entropy", "msttr", "mattr", "mtld", "hdd", "vocd_d", "zipf_slope"]
NOT_MOVING.append("heaps_slope")
PEER_TOKENS = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--smoke", action="store_true", help="one round on a small text made here")
    options = parser.parse_args()
    shared = shared_data()
    if options.smoke:
        frame, options.rounds = made_up(), 1
    elif shared is None:
        print(f"skipped: needs {VARIABLE} set to the folder that has the speeches")
        return
    else:
        frame = pl.read_parquet(shared / "bench" / "de_100mb.parquet")
    table = race(frame, options.rounds, options.threads)
    print(table)
    if options.write:
        write_table(NAME, table)


def race(frame: pl.DataFrame, rounds: int, n_threads: int) -> str:
    corpus = cs.Corpus.from_frame(frame, mode="words")
    some = corpus.filter(pl.int_range(pl.len()) < 4000)

    def diversity(
        by: str | None, measures: list[str] | None = None, *, intervals: bool = False
    ) -> Callable[[], object]:
        return lambda: cs.diversity(
            corpus, by=by, measures=measures, intervals=intervals, n_threads=n_threads
        )

    jobs: dict[str, Callable[[], object]] = {
        "a corpus from the text": lambda: cs.Corpus.from_frame(
            frame, mode="words", n_threads=n_threads
        ),
        "`frequencies`, by party": lambda: cs.frequencies(corpus, by="source", n_threads=n_threads),
        "`diversity`, all measures, by party": diversity("source"),
        "the same without `mtld_ma_*`": diversity("source", NOT_MOVING),
        "all measures with intervals, by party": diversity("source", intervals=True),
        "all measures, each document": diversity("doc_id"),
        "`mattr` alone, by party": diversity("source", ["mattr"]),
        "`mtld` alone, by party": diversity("source", ["mtld"]),
        "`mtld_ma_wrap` alone, by party": diversity("source", ["mtld_ma_wrap"]),
        "`hdd` alone, by party": diversity("source", ["hdd"]),
        "`vocd_d` sampled, 4,000 documents": lambda: cs.diversity(
            some, by="doc_id", measures="vocd_d", vocd_method="sampled", n_threads=n_threads
        ),
    }
    jobs |= peers(frame)
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for name in rounds * list(jobs) if rounds == 1 else list(jobs) + rounds * list(jobs):
        start = time.perf_counter()
        jobs[name]()
        times[name].append(time.perf_counter() - start)
    list_seconds = statistics.median(times["`frequencies`, by party"][-rounds:])
    rows = []
    for name, seconds in times.items():
        median = statistics.median(seconds[-rounds:])
        rows.append(f"| {name} | {median:.3f} | {median / list_seconds:.1f} |")
    return "\n".join(
        [
            "### Lexical diversity",
            "",
            f"{corpus.n_documents:,} documents, {corpus.n_tokens:,} tokens, {n_threads} threads; "
            f"medians of {rounds} rounds.",
            "",
            "| what | seconds | times the list |",
            "|---|---:|---:|",
            *rows,
            "",
            f"corpusstats {cs.__version__}, polars {pl.__version__}, "
            f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.",
        ]
    )


def peers(frame: pl.DataFrame) -> dict[str, Callable[[], object]]:
    """Make jobs of other programs, as far as they are installed."""
    words = [re.findall(r"\w+", text.lower()) for text in frame["text"].head(2000)]
    text = max(words, key=len)[:PEER_TOKENS]
    if len(text) < PEER_TOKENS:
        return {}
    listed = cs.Corpus.from_tokens(pl.DataFrame({"doc_id": "a", "token": text}))
    jobs: dict[str, Callable[[], object]] = {
        f"`diversity`, all measures, {PEER_TOKENS:,} tokens": lambda: cs.diversity(listed)
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("lexicalrichness", "lexical_diversity.lex_div"):
            try:
                jobs |= peer(importlib.import_module(name), text)
            except ImportError:
                continue
    return jobs


def peer(module: Any, text: list[str]) -> dict[str, Callable[[], object]]:  # noqa: ANN401
    size = f"{len(text):,} tokens"
    if module.__name__ == "lexicalrichness":
        other = module.LexicalRichness(text, preprocessor=None, tokenizer=None)
        return {
            f"LexicalRichness, `mattr`, {size}": lambda: other.mattr(50),
            f"LexicalRichness, `mtld`, {size}": other.mtld,
            f"LexicalRichness, `vocd`, {size}": other.vocd,
        }
    return {
        f"lexical-diversity, `mattr`, {size}": lambda: module.mattr(text),
        f"lexical-diversity, `mtld`, {size}": lambda: module.mtld(text),
        f"lexical-diversity, `mtld_ma_wrap`, {size}": lambda: module.mtld_ma_wrap(text),
    }


if __name__ == "__main__":
    main()
