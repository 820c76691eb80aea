"""What the command line prints of a comparison and of a concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.display_parts import (
    ABREAST,
    abreast,
    name_of,
    show_copies,
    show_naming,
    show_voices,
)
from corpusstats.evidence import evidence
from corpusstats.terminal import WIDTH, Column, concordance_lines, middle, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpusstats.corpus import Corpus
    from corpusstats.framing.comparison import Comparison

__all__ = ["count_of", "show_comparison", "show_concordance"]

SHARED = {
    "other_zones": "other lines",
    "shared": "shared",
    "repeated": "repeated",
    "verbatim": "quoted",
    "uncertain": "uncertain",
}
SIGNS = {"punctuation": "punctuation mark", "emoji": "emoji character"}
MOST_NGRAMS = 8
ZEROS = (
    "Where the others' count is 0, the log ratio depends on the rule for zeros (Walter's: 0.5 is "
    "added to both) and only ranks."
)
COLUMNS = (
    "Each group is set against all others together; upper and lower case count as the same word"
    "{left_out}. "
    "log ratio: 1 is twice the others' rate, 2 four times. G²: signed log-likelihood, by which "
    "rows are ordered; a score, not a test."
)


def show_comparison(
    corpus: Corpus, found: Comparison, *, path: str, top: int, lines: int
) -> Iterator[str]:
    """Show a comparison, one block of text after the other."""
    yield from _corpus(corpus, found, path)
    names = [name_of(row) for row in found.sources.select(found.by).rows()]
    for place, name in enumerate(names):
        yield from _keywords(corpus, found, place, name, top=top, lines=lines)
    for node in found.provenance["options"]["nodes"]:
        yield from _collocates(found, node, names, top)
    yield from show_naming(found, names, top)
    yield from show_voices(found, names, top)
    yield from show_copies(found, top)
    yield _notes(found, names)


def show_concordance(
    lines: pl.DataFrame, by: list[str], query: str, most: int | None
) -> Iterator[str]:
    """Show a concordance, or its first lines."""
    documents = count_of(lines["doc_id"].n_unique(), "document")
    yield paragraph(f"{query}: {count_of(lines.height, 'hit')} in {documents}")
    shown = lines if most is None else lines.head(most)
    if not shown.is_empty():
        yield "\n".join(concordance_lines(_lines(shown, by)))
    if shown.height < lines.height:
        yield f"  … and {lines.height - shown.height:,} more"


def count_of(number: int, noun: str) -> str:
    """Write a number and what it counts."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _corpus(corpus: Corpus, found: Comparison, path: str) -> Iterator[str]:
    """Show the corpus at a glance."""
    sources = found.sources
    total = count_of(int(sources["tokens"].sum()), "token")
    documents = count_of(corpus.n_documents, "document")
    groups = f"{count_of(sources.height, 'group')} by {' and '.join(found.by)}"
    yield paragraph(f"{path}: {documents}, {groups}, {total}")
    columns = [
        *(Column(name, [name_of((value,)) for value in sources[name]]) for name in found.by),
        Column("documents", _integers(sources["documents"]), numeric=True),
        Column("tokens", _integers(sources["tokens"]), numeric=True),
        *_shared(found),
    ]
    if "first_date" in sources.columns and "date" not in found.by:
        spans = sources.select("first_date", "last_date").rows()
        columns.append(Column("dates", [_span(first, last) for first, last in spans]))
    yield table(columns)
    yield "\n".join(_left_out(corpus, found))


def _shared(found: Comparison) -> list[Column]:
    """Show what is printed beside the tokens that count, as far as there is any."""
    options = found.provenance["options"]
    left_out = [
        *(["other_zones"] if options["zones"] else []),
        *(["shared", "repeated"] if options["copy"] == "own" else []),
        *(
            [name for name in ("verbatim", "uncertain") if name not in options["wording"]]
            if options["wording"]
            else []
        ),
    ]
    return [
        Column(SHARED[name], _integers(found.shared[name]), numeric=True)
        for name in left_out
        if found.shared[name].sum()
    ]


def _left_out(corpus: Corpus, found: Comparison) -> Iterator[str]:
    """Say what does not count, or was not read."""
    kinds = found.provenance["options"]["kinds"]
    left_out = (
        corpus.vocabulary()
        .with_columns(pl.col("kind").cast(pl.String))
        .filter(pl.col("kind").is_in(kinds).not_())
        .group_by("kind")
        .agg(pl.col("count").sum())
        .sort("count", "kind", descending=[True, False])
    )
    parts = ", ".join(count_of(number, SIGNS.get(kind, kind)) for kind, number in left_out.rows())
    yield paragraph(
        f"Tokens are words and numbers{_counted(found)}. Not among them: {parts or 'nothing'}."
    )
    skipped = corpus.provenance["reader"].get("skipped")
    if skipped:
        shown = ", ".join(skipped[:5]) + (", …" if len(skipped) > 5 else "")  # noqa: PLR2004
        yield paragraph(f"Not read: {count_of(len(skipped), 'other file')} ({shown}).")
    empty = int((corpus.document_tokens() == 0).sum())
    if empty:
        yield paragraph(f"Without any token: {count_of(empty, 'document')}.")


def _counted(found: Comparison) -> str:
    """Say which words and numbers are a source's own, and what stands beside them."""
    options = found.provenance["options"]
    own = []
    if options["zones"]:
        own.append("in headlines, teasers, subheads, body and captions")
    if options["copy"] == "own" and found.reuse is not None:
        own.append("that no other source prints as well (shared), once each (repeated)")
    if options["wording"] and found.attributions is not None:
        own.append("not in quotation marks (quoted)")
    if not own and (options["within"] or options["without"]):
        return ""
    if not own:
        return ", those of headlines, captions, bylines, advertisements and copies too"
    return f" of a source's own: {', '.join(own)}"


def _keywords(
    corpus: Corpus, found: Comparison, place: int, name: str, *, top: int, lines: int
) -> Iterator[str]:
    """Show what a source uses more often than the others."""
    rows = _of_source(found, found.keywords, place)
    more = rows.filter(pl.col("log_likelihood") > 0)
    shown = more.head(top)
    if shown.is_empty():
        yield paragraph(f"{name}: no word often enough that it uses more often than the others")
        return
    number = f"{len(shown)} " if len(shown) > 1 else ""
    strongest = f"the {number}strongest of " if len(shown) < len(more) else ""
    words = count_of(len(more), "word")
    yield paragraph(f"{name}: {strongest}{words} that it uses more often than the others")
    heading, *body = table(_keyword_columns(shown, found, place)).split("\n")
    if lines:
        behind = evidence(corpus, shown, of=found.keywords, width=80)
        several = int(found.sources["documents"][place]) > 1
        body = [
            "\n".join(
                [line, *_some_lines(behind.filter(pl.col("row") == row), lines, several=several)]
            )
            for row, line in enumerate(body)
        ]
    last = shown["log_likelihood"][-1]
    tied = more.filter(pl.col("log_likelihood") == last).height - (
        shown.filter(pl.col("log_likelihood") == last).height
    )
    if tied:
        body.append(f"  … and {tied:,} more with the same G² as the last")
    yield "\n".join([heading, *body])
    yield from _ngrams(_of_source(found, found.ngrams, place))


def _of_source(found: Comparison, frame: pl.DataFrame, place: int) -> pl.DataFrame:
    """Choose the rows of a source."""
    source = found.sources.select(found.by).slice(place, 1)
    return frame.join(source, on=found.by, how="semi", nulls_equal=True, maintain_order="left")


def _keyword_columns(shown: pl.DataFrame, found: Comparison, place: int) -> list[Column]:
    own = int(found.sources["documents"][place])
    columns = [
        Column("word", shown["display"].to_list()),
        Column("count", _integers(shown["count"]), numeric=True),
        Column("others'", _integers(shown["reference_count"]), numeric=True),
        Column("per 1,000", _rates(shown["per_million"]), numeric=True),
        Column("others'", _rates(shown["reference_per_million"]), numeric=True),
        Column("documents", [f"{n} of {own}" for n in shown["documents"]], numeric=True),
    ]
    if "groups_share_documents" not in found.flags["flag"]:
        rest = int(found.sources["documents"].sum()) - own
        of_rest = [f"{n} of {rest}" for n in shown["reference_documents"]]
        columns.append(Column("others'", of_rest, numeric=True))
    return [
        *columns,
        Column("log ratio", [f"{ratio:+.2f}" for ratio in shown["log_ratio"]], numeric=True),
        Column("G²", [f"{score:.1f}" for score in shown["log_likelihood"]], numeric=True),
    ]


def _some_lines(lines: pl.DataFrame, most: int, *, several: bool) -> list[str]:
    """Show the first lines of evidence, with their document where there are several."""
    shown = concordance_lines(_lines(lines.head(most), several=several), indent=4)
    left = lines.height - most
    return [*shown, f"    … and {left:,} more"] if left > 0 else shown


def _lines(
    lines: pl.DataFrame, by: Sequence[str] = (), *, several: bool = True
) -> list[tuple[str, str, str, str]]:
    """Put lines as the terminal sets them; the place is the document and the first character."""
    places = []
    for *groups, doc_id, start in lines.select(*by, "doc_id", "start").iter_rows():
        place = f"{doc_id}:{start}" if several else str(start)
        places.append(f"{name_of(tuple(groups))}, {place}" if groups else place)
    return list(zip(places, lines["left"], lines["node"], lines["right"], strict=True))


def _ngrams(rows: pl.DataFrame) -> Iterator[str]:
    """Show the n-grams that a source uses more often than the others, in one paragraph."""
    more = rows.filter(pl.col("log_likelihood") > 0).sort(
        "log_likelihood", "length", "count", "term", descending=[True, True, True, False]
    )
    candidates = more.select("display", "count", "reference_count").rows()
    same_count: dict[int, list[str]] = {}
    for words, count, _ in candidates:
        same_count.setdefault(count, []).append(f" {words} ")
    shown: list[tuple[str, int, int]] = []
    for words, count, others in candidates:
        # What only ever occurs as part of something longer says nothing of its own.
        alone = f" {words} "
        if not any(alone in other and alone != other for other in same_count[count]):
            shown.append((words, count, others))
        if len(shown) == MOST_NGRAMS:
            break
    if shown:
        listed = ", ".join(f"{words} ({count}:{others})" for words, count, others in shown)
        yield paragraph(f"Runs of words (count : others'): {listed}", indent=2)


def _collocates(found: Comparison, node: str, names: list[str], top: int) -> Iterator[str]:
    """Show what stands near a node, the sources side by side."""
    hits = found.nodes.filter(pl.col("node") == node)["count"]
    if not hits.sum():
        yield paragraph(f"{node}: does not occur")
        return
    window = found.provenance["options"]["window"]
    yield paragraph(
        f"{node}: what stands near it (window of {window}) more often than elsewhere, by falling "
        "G², with counts; behind each source, how often the node occurs in it"
    )
    of_node = found.collocates.filter(pl.col("node") == node)
    columns = []
    for place, (name, n_hits) in enumerate(zip(names, hits, strict=True)):
        rows = _of_source(found, of_node, place).filter(pl.col("log_likelihood") > 0).head(top)
        cells = [f"{word} {count}" for word, count in rows.select("display", "count").rows()]
        behind = f" ({n_hits:,})"
        heading = middle(name, WIDTH // ABREAST - 3 - len(behind)) + behind
        columns.append(Column(heading, cells or ["–"]))
    yield from abreast(columns)


def _notes(found: Comparison, names: list[str]) -> str:
    """Say what the columns mean and what they cannot carry."""
    notes = []
    labels = dict(zip(found.sources.select(found.by).rows(), names, strict=True))
    for (meaning,), rows in found.flags.group_by("meaning", maintain_order=True):
        flagged = [labels[row] for row in rows.select(found.by).rows()]
        whose = "All groups" if len(flagged) == len(names) else ", ".join(flagged)
        notes.append(f"{whose}: {meaning}")
    if found.keywords["reference_count"].min() == 0:
        notes.append(ZEROS)
    least = found.provenance["options"]["min_count"]
    left_out = f", and what occurs fewer than {least} times in all is left out" if least > 1 else ""
    notes.append(COLUMNS.format(left_out=left_out))
    return "\n".join(map(paragraph, notes))


def _span(first: object, last: object) -> str:
    return "" if first is None else str(first) if first == last else f"{first} to {last}"


def _integers(column: pl.Series) -> list[str]:
    return [f"{value:,}" for value in column]


def _rates(column: pl.Series) -> list[str]:
    return ["" if value is None else f"{value / 1000:.2f}" for value in column]
