"""Slow oracle for lexical diversity: every measure from its definition, on lists of tokens."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from scipy import optimize, stats

from corpusstats import Corpus
from tests.reference.counting import WORDS_AND_NUMBERS, Group, group_key
from tests.reference.stretches import stretches, value_of

Tokens = Sequence[str]
Texts = Sequence[Tokens]  # the documents of a group, in the order of `doc_id`
Rest = str

OPTIONS: dict[str, Any] = {
    "log_base": "e",
    "brunet_exponent": 0.172,
    "msttr_segment": 50,
    "mattr_window": 50,
    "mtld_threshold": 0.72,
    "mtld_comparison": "at_most",
    "mtld_least": 1,
    "mtld_rest": "partial",
    "mtld_documents": "joined",
    "mtld_ma_comparison": "below",
    "mtld_ma_least": 10,
    "mtld_ma_mean": "directions",
    "hdd_sample": 42,
    "hdd_scale": "mean",
    "vocd_sizes": (35, 50),
}


def quotient(numerator: float, denominator: float) -> float | None:
    """Infinite for x/0, none for 0/0."""
    if denominator == 0:
        return None if numerator == 0 else math.copysign(math.inf, numerator)
    return numerator / denominator


def ratio(tokens: Tokens) -> float:
    """The type-token ratio."""
    return len(set(tokens)) / len(tokens)


def mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def segments(text: Tokens, size: int) -> list[Tokens]:
    return [text[start : start + size] for start in range(0, len(text) - size + 1, size)]


def windows(text: Tokens, size: int) -> list[Tokens]:
    return [text[start : start + size] for start in range(len(text) - size + 1)]


def closes(tokens: Tokens, threshold: float, comparison: str, least: int) -> bool:
    low = ratio(tokens) <= threshold if comparison == "at_most" else ratio(tokens) < threshold
    return low and len(tokens) >= least


def factors(
    text: Tokens, threshold: float, comparison: str, least: int, rest: Rest
) -> tuple[int, float]:
    """How many tokens count, and how many factors they make."""
    full, start = 0, 0
    for end in range(1, len(text) + 1):
        stays_open = rest == "partial_last" and end == len(text)
        if closes(text[start:end], threshold, comparison, least) and not stays_open:
            full, start = full + 1, end
    left = text[start:]
    if not left:
        return len(text), full
    if rest == "drop" or (rest == "drop_distinct" and ratio(left) == 1):
        return start, full
    return len(text), full + (1 - ratio(left)) / (1 - threshold)


def moving(
    text: Tokens, threshold: float, comparison: str, least: int, *, wraps: bool = False
) -> list[int]:
    """The lengths of the factors that begin at each token."""
    source = [*text, *text] if wraps else text
    found = []
    for start in range(len(text)):
        for end in range(start + 1, min(len(source), start + len(text)) + 1):
            if closes(source[start:end], threshold, comparison, least):
                found.append(end - start)
                break
    return found


def expected_types(counts: Counter[str], size: int) -> Fraction:
    """The expected number of types of a sample, exactly."""
    n = counts.total()
    every = math.comb(n, size)
    return sum(
        (1 - Fraction(math.comb(n - count, size), every) for count in counts.values()), Fraction()
    )


def vocd_d(counts: Counter[str], least: int, most: int) -> float | None:
    if counts.total() < most or max(counts.values()) == 1:
        return None
    sizes = range(least, most + 1)
    ratios = [float(expected_types(counts, size) / size) for size in sizes]
    return fit_d(list(sizes), ratios)


def fit_d(sizes: Sequence[int], ratios: Sequence[float]) -> float:
    def gradient(log: float) -> float:
        total = 0.0
        for n, found in zip(sizes, ratios, strict=True):
            x = n / math.exp(log)
            root = math.sqrt(1 + 2 * x)
            # The curve is (root - 1) / x; its derivative by log D is this without cancellation.
            total += (2 / (root + 1) - found) * x / ((1 + x + root) * root)
        return total

    return math.exp(optimize.brentq(gradient, -10, 20, xtol=1e-14))


def zipf_slope(counts: Counter[str]) -> float | None:
    if len(counts) < 2:
        return None
    ordered = sorted(counts.values(), reverse=True)
    if ordered[0] == ordered[-1]:
        return 0.0
    logs = [math.log(rank) for rank in range(1, len(ordered) + 1)]
    found = math.fsum(c * x for c, x in zip(ordered, logs, strict=True)) / sum(ordered)

    def excess(a: float) -> float:
        powers = [math.exp(-a * x) for x in logs]
        return found - math.fsum(p * x for p, x in zip(powers, logs, strict=True)) / sum(powers)

    return -float(optimize.brentq(excess, 0, 60, xtol=1e-14))


def heaps_slope(tokens: Tokens) -> float | None:
    sizes = []
    size = len(tokens)
    while size >= 50:
        sizes.append(size)
        size //= 2
    if len(sizes) < 3:
        return None
    points = [(math.log(size), math.log(len(set(tokens[:size])))) for size in sizes]
    x = math.fsum(point[0] for point in points) / len(points)
    y = math.fsum(point[1] for point in points) / len(points)
    return math.fsum((a - x) * (b - y) for a, b in points) / math.fsum(
        (a - x) ** 2 for a, _ in points
    )


def measures(texts: Texts, **given: Any) -> dict[str, float | None]:
    """All measures of a group that has a token."""
    o = OPTIONS | given
    tokens = [token for text in texts for token in text]
    counts = Counter(tokens)
    n, v = len(tokens), len(counts)
    spectrum = Counter(counts.values())
    squares = sum(m * m * types for m, types in spectrum.items())
    log: Callable[[float], float] = {"e": math.log, "10": math.log10, "2": math.log2}[o["log_base"]]
    return {
        "ttr": v / n,
        "root_ttr": v / math.sqrt(n),
        "cttr": v / math.sqrt(2 * n),
        "herdan_c": quotient(math.log(v), math.log(n)),
        "summer_s": quotient(log(log(v)), log(log(n))) if v > 1 and log(n) != 1 else None,
        "dugast_u": quotient(log(n) ** 2, log(n) - log(v) if n > v else 0),
        "maas_a2": quotient(log(n) - log(v), log(n) ** 2),
        "yule_k": 1e4 * (squares - n) / n**2,
        "yule_i": quotient(v * v, squares - v),
        "simpson_d": quotient(sum(x * m * (m - 1) for m, x in spectrum.items()), n * (n - 1)),
        "herdan_vm": math.sqrt(Fraction(squares, n * n) - Fraction(1, v)),
        "honore_r": quotient(100 * math.log(n), 1 - spectrum[1] / v),
        "brunet_w": n ** (v ** -o["brunet_exponent"]),
        "sichel_s": spectrum[2] / v,
        "michea_m": quotient(v, spectrum[2]),
        "baayen_p": spectrum[1] / n,
        "entropy": math.fsum(m * x / n * math.log2(n / m) for m, x in spectrum.items()),
        "zipf_slope": zipf_slope(counts),
        "heaps_slope": heaps_slope(tokens),
        "vocd_d": vocd_d(counts, *o["vocd_sizes"]),
        "hdd": _hdd(counts, o["hdd_sample"], o["hdd_scale"]),
        **_of_documents(texts, o),
        "mtld": _mtld(texts, o),
    }


def _hdd(counts: Counter[str], size: int, scale: str) -> float | None:
    if counts.total() < size:
        return None
    return float(expected_types(counts, size) / (size if scale == "mean" else 1))


def _mtld(texts: Texts, o: dict[str, Any]) -> float | None:
    rule = (o["mtld_threshold"], o["mtld_comparison"], o["mtld_least"], o["mtld_rest"])
    units = texts if o["mtld_documents"] == "apart" else [[x for text in texts for x in text]]
    means = []
    for step in (1, -1):
        found = [factors(text[::step], *rule) for text in units]
        n_tokens, n_factors = sum(f[0] for f in found), math.fsum(f[1] for f in found)
        if not n_factors:
            return None
        means.append(n_tokens / n_factors)
    return sum(means) / 2


def _of_documents(texts: Texts, o: dict[str, Any]) -> dict[str, float | None]:
    rule = (o["mtld_threshold"], o["mtld_ma_comparison"], o["mtld_ma_least"])
    forward = [length for text in texts for length in moving(text, *rule)]
    backward = [length for text in texts for length in moving(text[::-1], *rule)]
    wrapped = [length for text in texts for length in moving(text, *rule, wraps=True)]
    both: float | None = None
    if o["mtld_ma_mean"] == "factors":
        both = mean(forward + backward)
    elif forward and backward:
        both = ((mean(forward) or 0) + (mean(backward) or 0)) / 2
    return {
        "msttr": mean([ratio(s) for text in texts for s in segments(text, o["msttr_segment"])]),
        "mattr": mean([ratio(w) for text in texts for w in windows(text, o["mattr_window"])]),
        "mtld_ma_bi": both,
        "mtld_ma_wrap": mean(wrapped),
    }


def reach(
    texts: Texts, parts: int, confidence: float, names: Sequence[str], **given: Any
) -> dict[str, float | None]:
    """How far the intervals of a group reach: everything anew without each part."""
    g = min(parts, len(texts))
    borders = [part * len(texts) // g for part in range(g + 1)]
    without = [
        measures([*texts[: borders[part]], *texts[borders[part + 1] :]], **given)
        for part in range(g)
    ]
    t = float(stats.t.ppf((1 + confidence) / 2, g - 1))
    found: dict[str, float | None] = {}
    for name in names:
        values = [value for row in without if (value := row[name]) is not None]
        if len(values) < g or not all(map(math.isfinite, values)):
            found[name] = None
            continue
        centre = math.fsum(values) / g
        found[name] = t * math.sqrt((g - 1) / g * math.fsum((x - centre) ** 2 for x in values))
    return found


def texts_of_groups(
    corpus: Corpus,
    by: Sequence[str] = (),
    attribute: str = "lower",
    kinds: Sequence[str] = WORDS_AND_NUMBERS,
    **selection: Any,
) -> dict[Group, list[list[str]]]:
    """The documents of each group that have tokens, by `doc_id`; groups in order."""
    found: dict[Group, dict[Any, list[str]]] = {}
    for stretch in stretches(corpus, by=by, **selection):
        text = found.setdefault(stretch.group, {}).setdefault(stretch.doc_id, [])
        text += [value_of(token, attribute) for token in stretch.tokens if token.kind in kinds]
    return {
        group: [found[group][name] for name in sorted(found[group]) if found[group][name]]
        for group in sorted(found, key=group_key)
    }
