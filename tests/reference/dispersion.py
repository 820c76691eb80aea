"""Slow oracle for dispersion: every measure from its definition, over lists of all parts."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from corpusstats import Corpus
from tests.reference import counting
from tests.reference.counting import WORDS_AND_NUMBERS, Group
from tests.reference.stretches import Token, labelling, names, stretches, value_of

Row = dict[str, Any]


def of_parts(v: Sequence[int], sizes: Sequence[int]) -> Row:
    """The measures of a term that occurs, over two parts or more."""
    n, f, tokens = len(v), sum(v), sum(sizes)
    s = [size / tokens for size in sizes]
    p = [count / size for count, size in zip(v, sizes, strict=True)]
    present = [share for count, share in zip(v, s, strict=True) if count]
    dp = sum(abs(count / f - share) for count, share in zip(v, s, strict=True)) / 2
    pairs = list(combinations(p, 2))
    kld = sum(
        count / f * math.log2(count / f / share) for count, share in zip(v, s, strict=True) if count
    )
    rosengren = sum(math.sqrt(count * share) for count, share in zip(v, s, strict=True)) ** 2
    equal = sum(math.sqrt(count) for count in v) ** 2 / n
    d, d_equal, d2, d2_equal = juilland(p), juilland(v), carroll(p), carroll(v)
    d_a = 1 - sum(abs(one - two) for one, two in pairs) / len(pairs) / (2 * mean(p))
    ft, pt = mean(p), len(present) / n
    return {
        "range": len(present),
        "sd": sd(v),
        "variation_coefficient": sd(v) / mean(v),
        "juilland_d": d,
        "juilland_d_equal": d_equal,
        "carroll_d2": d2,
        "carroll_d2_equal": d2_equal,
        "rosengren_s": rosengren / f,
        "lyne_d3": 1 - chi_square(v, [f * share for share in s]) / (4 * f),
        "lyne_d3_equal": 1 - chi_square(v, [f / n] * n) / (4 * f),
        "dc": equal / f,
        "idf": math.log2(n / len(present)),
        "dp": dp,
        "dp_norm": dp / (1 - min(s)),
        "dp_egbert": 1 - dp / (1 - min(present)),
        "d_a": d_a,
        "kld": kld,
        "kld_base_2": 1 - 2**-kld,
        "kld_base_e": 1 - math.exp(-kld),
        "kld_odds": kld / (1 + kld),
        "juilland_u": f * d,
        "juilland_u_equal": f * d_equal,
        "carroll_um": f * d2 + (1 - d2) * f / n,
        "carroll_um_equal": f * d2_equal + (1 - d2_equal) * f / n,
        "rosengren_af": rosengren,
        "rosengren_af_equal": equal,
        "engwall_fm": f * pt,
        "kromer_ur": sum(1 / k for count in v for k in range(1, count + 1)),
        "ft": ft,
        "pt": pt,
        "ft_pt": ft * pt,
        "ft_da": ft * d_a,
    }


def mean(x: Sequence[float]) -> float:
    return sum(x) / len(x)


def sd(x: Sequence[float]) -> float:
    return math.sqrt(sum((one - mean(x)) ** 2 for one in x) / len(x))


def juilland(x: Sequence[float]) -> float:
    return 1 - sd(x) / mean(x) / math.sqrt(len(x) - 1)


def carroll(x: Sequence[float]) -> float:
    shares = [one / sum(x) for one in x if one]
    return -sum(share * math.log(share) for share in shares) / math.log(len(x))


def chi_square(v: Sequence[int], expected: Sequence[float]) -> float:
    return sum((count - e) ** 2 / e for count, e in zip(v, expected, strict=True))


def of_distances(places: Sequence[int], tokens: int) -> Row:
    """The measures of the places of a term in a circle of tokens."""
    f = len(places)
    again = [*places[1:], places[0] + tokens]
    d = [two - one for one, two in zip(places, again, strict=True)]
    ald = sum(one * math.log10(one) for one in d) / tokens
    return {
        "arf": f / tokens * sum(min(one, tokens / f) for one in d),
        "awt": (1 + sum(one**2 for one in d) / tokens) / 2,
        "ald": ald,
        "f_awt": tokens**2 / sum(one**2 for one in d),
        "f_ald": tokens * 10**-ald,
    }


def dispersion(
    corpus: Corpus,
    *,
    parts: str | int = "document",
    by: Any = None,
    attribute: str = "lower",
    kinds: Any = WORDS_AND_NUMBERS,
    min_count: int = 1,
    min_documents: int = 1,
    **selection: Any,
) -> list[Row]:
    """The rows of `corpusstats.dispersion`, in order, without flags."""
    found = _documents(corpus, by, kinds, parts, selection)
    count: Counter[str] = Counter()
    documents: dict[str, set[object]] = defaultdict(set)
    for of_group in found.values():
        for doc_id, tokens in of_group:
            for token in tokens:
                count[value_of(token, attribute)] += 1
                documents[value_of(token, attribute)].add(doc_id)
    display = counting.displays(counting.tokens(corpus, attribute))
    rows: list[Row] = []
    for group in sorted(found, key=counting.group_key):
        cut = [
            (doc_id, part)
            for doc_id, tokens in found[group]
            for part in _cut(corpus, tokens, parts)
        ]
        terms = [(d, [value_of(token, attribute) for token in part]) for d, part in cut]
        named = dict(zip(names(by), group, strict=True))
        rows += [{"term": row["term"], **named, **row} for row in _group_rows(terms)]
    return [
        {**row, "display": display[row["term"]]}
        for row in rows
        if count[row["term"]] >= min_count and len(documents[row["term"]]) >= min_documents
    ]


def _documents(
    corpus: Corpus, by: Any, kinds: Any, parts: str | int, selection: dict[str, Any]
) -> dict[Group, list[tuple[object, list[Token]]]]:
    """The tokens that count, by group and document, documents in order."""
    found: dict[Group, dict[object, list[Token]]] = {}
    layer = labelling(corpus, parts) if isinstance(parts, str) and parts != "document" else None
    for stretch in stretches(corpus, by=by, **selection):
        tokens = found.setdefault(stretch.group, {}).setdefault(stretch.doc_id, [])
        tokens += [
            token
            for token in stretch.tokens
            if token.kind in kinds and (layer is None or layer.span(token) is not None)
        ]
    return {
        group: sorted(of_group.items(), key=lambda item: counting.group_key((item[0],)))
        for group, of_group in found.items()
    }


def _cut(corpus: Corpus, tokens: list[Token], parts: str | int) -> list[list[Token]]:
    if parts == "document":
        found = [tokens]
    elif isinstance(parts, int):
        found = [tokens[start : start + parts] for start in range(0, len(tokens), parts)]
        if len(found) > 1 and 2 * len(found[-1]) < parts:
            found[-2:] = [found[-2] + found[-1]]
    else:
        layer = labelling(corpus, parts)
        spans: dict[int | None, list[Token]] = {}
        for token in tokens:
            spans.setdefault(layer.span(token), []).append(token)
        found = list(spans.values())
    return [part for part in found if part]


def _group_rows(parts: list[tuple[object, list[str]]]) -> list[Row]:
    sizes = [len(part) for _, part in parts]
    text = [term for _, part in parts for term in part]
    counts = Counter(text)
    rows = []
    for term in sorted(counts, key=lambda term: (-counts[term], term.encode())):
        v = [part.count(term) for _, part in parts]
        row: Row = {
            "term": term,
            "count": counts[term],
            "documents": len({doc_id for doc_id, part in parts if term in part}),
            "parts": sum(count > 0 for count in v),
            "group_parts": len(parts),
            "group_tokens": len(text),
        }
        measures = of_parts(v, sizes) if len(parts) > 1 else dict.fromkeys(of_parts([1, 1], [1, 1]))
        places = [place for place, other in enumerate(text) if other == term]
        rows.append({**row, **measures, **of_distances(places, len(text))})
    return rows
