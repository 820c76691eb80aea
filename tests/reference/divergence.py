"""Slow oracle for divergences: dictionaries of counts, and all arrangements one by one."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from corpusstats import Corpus
from tests.reference.counting import WORDS_AND_NUMBERS, Group, tokens

Counts = Mapping[str, int]


def documents_of(
    corpus: Corpus, by: Sequence[str], attribute: str, kinds: Sequence[str] = WORDS_AND_NUMBERS
) -> dict[Group, dict[object, Counter[str]]]:
    """The counts of every document, by group; groups of documents without tokens too."""
    found: dict[Group, dict[object, Counter[str]]] = {}
    group_of = {}
    for row in corpus.documents.to_dicts():
        group = tuple(row[name] for name in by)
        group_of[row["doc_id"]] = group
        found.setdefault(group, {})
    for token in tokens(corpus, attribute):
        if token.kind in kinds:
            counts = found[group_of[token.doc_id]].setdefault(token.doc_id, Counter())
            counts[token.term] += 1
    return found


def add(documents: Sequence[Counter[str]]) -> Counter[str]:
    """The counts of several documents together."""
    whole: Counter[str] = Counter()
    for counts in documents:
        whole.update(counts)
    return whole


def contributions(one: Counts, other: Counts, order: int) -> dict[str, float]:
    """What each term adds, by the textbook."""
    sizes = sum(one.values()), sum(other.values())
    rates = {
        term: (one.get(term, 0) / sizes[0], other.get(term, 0) / sizes[1])
        for term in {*one, *other}
    }
    if order == 2:
        whole = sum(p * p + q * q for p, q in rates.values())
        return {term: (p - q) ** 2 / whole for term, (p, q) in rates.items()}

    def half(p: float, q: float) -> float:
        return p * math.log2(2 * p / (p + q)) / 2 if p else 0.0

    return {term: half(p, q) + half(q, p) for term, (p, q) in rates.items()}


def divergence(one: Counts, other: Counts, order: int) -> float:
    return math.fsum(contributions(one, other, order).values())


def arrangements(
    one: Sequence[Counter[str]], other: Sequence[Counter[str]], order: int
) -> Iterator[float]:
    """The divergence of every arrangement of documents."""
    documents = [*one, *other]
    for chosen in combinations(range(len(documents)), len(one)):
        rest = [place for place in range(len(documents)) if place not in chosen]
        left, right = (add([documents[place] for place in places]) for places in (chosen, rest))
        yield divergence(left, right, order)


def commonest(one: Counts, other: Counts, n: int) -> list[str]:
    whole = Counter(one) + Counter(other)
    return sorted(whole, key=lambda term: (-whole[term], term.encode()))[:n]


def ranks(counts: Sequence[int]) -> list[float]:
    """Ranks from the largest; the mean of all places that a tied one could have."""
    ordered = sorted(counts, reverse=True)
    places = {
        value: [place for place, other in enumerate(ordered, start=1) if other == value]
        for value in set(counts)
    }
    return [sum(places[value]) / len(places[value]) for value in counts]


def cosine(one: Counts, other: Counts) -> float:
    dot = sum(count * other.get(term, 0) for term, count in one.items())
    return dot / math.hypot(*one.values()) / math.hypot(*other.values())


def spearman(one: Counts, other: Counts, terms: Sequence[str]) -> float | None:
    a, b = (ranks([side.get(term, 0) for term in terms]) for side in (one, other))
    middle = (len(terms) + 1) / 2
    dot = math.fsum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    spread = math.prod(math.sqrt(math.fsum((x - middle) ** 2 for x in side)) for side in (a, b))
    return dot / spread if spread else None


def chi_square(one: Counts, other: Counts, terms: Sequence[str]) -> float:
    """Σ (observed - expected)² / expected on both sides, by the number of terms."""
    sizes = sum(one.values()), sum(other.values())
    total = 0.0
    for term in terms:
        both = one.get(term, 0) + other.get(term, 0)
        for side, size in zip((one, other), sizes, strict=True):
            expected = both * size / sum(sizes)
            total += (side.get(term, 0) - expected) ** 2 / expected
    return total / len(terms)


def delta(
    one: Counts, other: Counts, terms: Sequence[str], documents: Sequence[Counter[str]]
) -> float:
    total = 0.0
    for term in terms:
        rates = [counts[term] / sum(counts.values()) for counts in documents]
        if len(set(rates)) > 1:
            mean = math.fsum(rates) / len(rates)
            variance = math.fsum((rate - mean) ** 2 for rate in rates) / (len(rates) - 1)
            p, q = (side.get(term, 0) / sum(side.values()) for side in (one, other))
            total += abs(p - q) / math.sqrt(variance)
    return total / len(terms)


def turbulence(one: Counts, other: Counts, alpha: float, *, over_both: bool = False) -> float:
    """As in the paper; `over_both`: what is divided by is taken over the terms of both sides."""
    terms = sorted({*one, *other})
    r, s = (
        dict(zip(terms, ranks([side.get(term, 0) for term in terms]), strict=True))
        for side in (one, other)
    )

    def apart(x: float, y: float) -> float:
        if alpha == 0:
            return abs(math.log(x / y))
        if math.isinf(alpha):
            return 0.0 if x == y else max(1 / x, 1 / y)
        return float(abs(x**-alpha - y**-alpha) ** (1 / (alpha + 1)))

    n, m = len(one), len(other)
    whole = sum(apart(r[term], n + m / 2) for term in (terms if over_both else one))
    whole += sum(apart(s[term], m + n / 2) for term in (terms if over_both else other))
    return sum(apart(r[term], s[term]) for term in terms) / whole


def floor(one: int, other: int) -> float:
    """The least p: the share of the best arrangement, and of its mirror image if there is one."""
    return (2 if one == other else 1) / math.comb(one + other, one)
