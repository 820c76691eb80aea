"""Slow oracle for concordances: every hit with the text around it."""

from collections.abc import Sequence
from typing import Any

from corpusstats import Corpus
from tests.reference.counting import WORDS_AND_NUMBERS
from tests.reference.stretches import Token, names, stretches, tokens, value_of
from tests.reference.windows import Query, hits


def around(
    text: str,
    document: Sequence[Token],
    start: int,
    end: int,
    *,
    width: int | tuple[int, int] = 40,
    unit: str = "characters",
) -> tuple[str, str, str]:
    """The text before a place, at it and behind it; `document` are all tokens of the text."""
    left, right = (width, width) if isinstance(width, int) else width
    first, last = max(start - left, 0), end + right
    if unit == "tokens":
        before = [token.start for token in document if token.start < start]
        behind = [token.end for token in document if token.end > end]
        first = before[max(len(before) - left, 0)] if before and left else start
        last = behind[min(right, len(behind)) - 1] if behind and right else end
    return text[first:start], text[start:end], text[end:last]


def lines(
    corpus: Corpus,
    query: Query,
    *,
    by: str | Sequence[str] | None = None,
    boundary: str = "sentence",
    attribute: str = "lower",
    order: str = "text",
    within: Any = None,
    without: Any = None,
    **context: Any,
) -> list[dict[str, Any]]:
    """The rows of `corpusstats.concordance`, in order."""
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    every = tokens(corpus)
    found = []
    for stretch in stretches(corpus, by=by, within=within, without=without, boundary=boundary):
        for hit in hits(stretch, query, attribute):
            first, last = stretch.tokens[hit.first], stretch.tokens[hit.end - 1]
            document = [token for token in every if token.doc_id == first.doc_id]
            words = [token for token in document if token.kind in WORDS_AND_NUMBERS]
            before = [token for token in reversed(words) if token.position < first.position]
            behind = [token for token in words if token.position > last.position]
            by_values = {"text": [], "left": before, "right": behind}[order]
            key = [value_of(token, attribute).encode() for token in by_values]
            text = texts[first.doc_id]
            left, node, right = around(text, document, first.start, last.end, **context)
            line = {
                "doc_id": first.doc_id,
                **dict(zip(names(by), stretch.group, strict=True)),
                "start": first.start,
                "end": last.end,
                "left": left,
                "node": node,
                "right": right,
            }
            found.append(((key, first.place, first.start), line))
    found.sort(key=lambda pair: pair[0])
    return [line for _, line in found]
