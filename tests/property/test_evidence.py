"""Laws of evidence: every row of a result has as many lines as it counts, at the right places."""

from typing import Any

import polars as pl
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

import corpusstats as cs
from tests.reference import concordance, ngrams, pairs, strategies, windows
from tests.reference.counting import Group, group_key
from tests.reference.stretches import Token, no_documents, stretches, tokens, value_of

corpora = strategies.running_documents(min_size=2).flatmap(strategies.layered)
some = settings(max_examples=30)

Place = tuple[object, int, int]  # a document, and where a line's node begins and ends


def selection(corpus: cs.Corpus, data: st.DataObject) -> dict[str, Any]:
    """A mix of `by`, `within` and `without` that leaves documents."""
    mix = data.draw(strategies.mixes(corpus))
    assume(not no_documents(corpus, **mix))
    return {"by": data.draw(strategies.groups) or None, **mix}


def counted(
    corpus: cs.Corpus, attribute: str, kinds: list[str], **selection: Any
) -> dict[tuple[Group, str], list[Place]]:
    """Where each term of a group stands."""
    found: dict[tuple[Group, str], list[Place]] = {}
    for stretch in stretches(corpus, **selection):
        for token in stretch.tokens:
            if token.kind in kinds:
                key = (stretch.group, value_of(token, attribute))
                found.setdefault(key, []).append((token.doc_id, token.start, token.end))
    return found


def groups_of(rows: pl.DataFrame, by: list[str] | None) -> list[Group]:
    return [tuple(row[name] for name in by or []) for row in rows.to_dicts()]


def check(
    corpus: cs.Corpus, rows: pl.DataFrame, places: list[list[Place]], **options: Any
) -> pl.DataFrame:
    """Look up rows, compare with where they ought to stand, and return the lines."""
    lines = cs.evidence(corpus, rows, **options)
    counts = dict(lines.group_by("row").len().rows())
    assert [counts.get(row, 0) for row in range(rows.height)] == rows["count"].to_list()
    documents = {doc_id: place for place, doc_id in enumerate(corpus.documents["doc_id"])}
    found = lines.select("row", "doc_id", "start", "end").rows()
    in_order = [(row, documents[doc_id], start) for row, doc_id, start, _ in found]
    assert in_order == sorted(in_order)
    assert sorted(found) == sorted(
        (row, *place) for row, wanted in enumerate(places) for place in wanted
    )
    return lines


def check_parts(
    corpus: cs.Corpus, rows: pl.DataFrame, lines: pl.DataFrame, data: st.DataObject
) -> None:
    """Some rows, or one as a mapping, have the lines that they have in the whole."""
    if rows.is_empty():
        return
    n = st.integers(0, rows.height - 1)
    chosen = data.draw(st.lists(n, min_size=1, max_size=4, unique=True))
    found = cs.evidence(corpus, rows[chosen], of=rows)
    for number, row in enumerate(chosen):
        own = lines.filter(row=row).drop("row")
        assert found.filter(row=number).drop("row").equals(own)
    alone = cs.evidence(corpus, rows.row(chosen[0], named=True), of=rows)
    assert alone.equals(found.filter(row=0))


@some
@given(
    corpus=corpora,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    data=st.data(),
)
def test_frequencies(
    corpus: cs.Corpus, attribute: str, kinds: list[Any], data: st.DataObject
) -> None:
    options = selection(corpus, data)
    rows = cs.frequencies(corpus, attribute=attribute, kinds=kinds, **options)
    places = counted(corpus, attribute, kinds, **options)
    keys = zip(groups_of(rows, options["by"]), rows["term"], strict=True)
    lines = check(corpus, rows, [places[key] for key in keys])
    every = {(token.doc_id, token.start): token for token in tokens(corpus)}
    for row, doc_id, start, node in lines.select("row", "doc_id", "start", "node").rows():
        assert every[doc_id, start].word == node
        assert value_of(every[doc_id, start], attribute) == rows["term"][row]
    check_parts(corpus, rows, lines, data)


@some
@given(corpus=corpora, attribute=strategies.attributes, data=st.data())
def test_keywords_have_the_occurrences_in_the_target(
    corpus: cs.Corpus, attribute: str, data: st.DataObject
) -> None:
    options = selection(corpus, data)
    by = options["by"]
    targets: list[Any] = [pl.col("edition") == 1, pl.col("doc_id") != "d0"]
    if by is not None:
        counts = cs.frequencies(corpus, **options)
        targets = [None, *sorted(set(groups_of(counts, by)), key=group_key)]
    way = {"target": data.draw(st.sampled_from(targets))}
    try:
        rows = cs.keywords(corpus, attribute=attribute, **options, **way)
    except cs.InputError:  # there are not two sides
        reject()
    within = options["within"] if isinstance(options["within"], list) else [options["within"]]
    narrowed = [part for part in within if part is not None]
    if by is None:
        narrowed.append(way["target"])
    kinds = ["word", "number"]
    places = counted(corpus, attribute, kinds, **options | {"within": narrowed})
    keys = zip(groups_of(rows, by), rows["term"], strict=True)
    lines = check(corpus, rows, [places.get(key, []) for key in keys])
    check_parts(corpus, rows, lines, data)


@some
@given(
    corpus=corpora,
    n=st.sampled_from([1, 2, 3, (1, 2), (2, 4)]),
    skip=st.sampled_from([0, 0, 1, 2]),
    punctuation=st.sampled_from(["break", "skip"]),
    boundary=strategies.boundaries,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    data=st.data(),
)
def test_ngrams(
    *,
    corpus: cs.Corpus,
    n: Any,
    skip: int,
    punctuation: str,
    boundary: str,
    attribute: str,
    kinds: list[Any],
    data: st.DataObject,
) -> None:
    options = selection(corpus, data)
    options |= {"skip": skip, "punctuation": punctuation, "boundary": boundary}
    options |= {"attribute": attribute, "kinds": kinds}
    rows = cs.ngrams(corpus, n, **options)
    places: dict[tuple[Group, str], list[Place]] = {}
    for one in ngrams.occurrences(corpus, n, **options):
        first, last = one.tokens[0], one.tokens[-1]
        place = (first.doc_id, first.start, last.end)
        places.setdefault((one.group, " ".join(one.values)), []).append(place)
    keys = zip(groups_of(rows, options["by"]), rows["term"], strict=True)
    lines = check(corpus, rows, [places[key] for key in keys])
    for row, node in lines.select("row", "node").rows():
        # Words of the term stand in the node in this order.
        at = 0
        for word in rows["term"][row].split(" "):
            assert word.lower() in node[at:].lower()
            at = node.lower().index(word.lower(), at) + len(word)
        assert at == len(node) or skip or punctuation == "skip" or attribute == "lower"
    check_parts(corpus, rows, lines, data)


@some
@given(
    corpus=corpora,
    node=strategies.queries(),
    window=strategies.windows,
    punctuation=st.sampled_from(["skip", "count"]),
    boundary=strategies.boundaries,
    attribute=strategies.attributes,
    kinds=strategies.counted_kinds,
    data=st.data(),
)
def test_collocates(
    *,
    corpus: cs.Corpus,
    node: Any,
    window: Any,
    punctuation: str,
    boundary: str,
    attribute: str,
    kinds: list[Any],
    data: st.DataObject,
) -> None:
    """One line for each token, with the nearest hit."""
    options = selection(corpus, data)
    options |= {"window": window, "punctuation": punctuation, "boundary": boundary}
    options |= {"attribute": attribute, "kinds": kinds}
    rows = cs.collocates(corpus, node, **options)
    lines = cs.evidence(corpus, rows)
    counts = dict(lines.group_by("row").len().rows())
    assert [counts.get(row, 0) for row in range(rows.height)] == rows["count"].to_list()

    near: dict[tuple[Group, str], dict[Place, list[tuple[int, int]]]] = {}
    for one in windows.windows(corpus, node, **options).tokens:
        if one.place is not None and one.token.kind in kinds:
            token: Token = one.token
            place = (token.doc_id, token.start, token.end)
            near.setdefault((one.group, one.value), {})[place] = one.hits
    keys = list(zip(groups_of(rows, options["by"]), rows["collocate"], strict=True))
    seen: list[set[Place]] = [set() for _ in keys]
    for line in lines.to_dicts():
        place = (line["doc_id"], line["collocate_start"], line["collocate_end"])
        # A place in several hits belongs to any of them.
        assert (line["start"], line["end"]) in near[keys[line["row"]]][place]
        seen[line["row"]].add(place)
    assert seen == [set(near[key]) for key in keys]
    documents = {doc_id: place for place, doc_id in enumerate(corpus.documents["doc_id"])}
    columns = ["row", "doc_id", "collocate_start"]
    in_order = [(row, documents[name], at) for row, name, at in lines.select(columns).rows()]
    assert in_order == sorted(in_order)
    check_parts(corpus, rows, lines, data)


@some
@given(
    corpus=corpora,
    ways=strategies.pair_ways,
    boundary=strategies.boundaries,
    min_count=st.sampled_from([1, 1, 2]),
    data=st.data(),
)
def test_pairs(
    *,
    corpus: cs.Corpus,
    ways: dict[str, Any],
    boundary: str,
    min_count: int,
    data: st.DataObject,
) -> None:
    """One line for each pair of places, with the place of the other."""
    options = selection(corpus, data) | ways | {"boundary": boundary}
    rows = cs.cooccurrences(corpus, **options, min_count=min_count)
    found = pairs.places(corpus, **options | {"by": options["by"] or []})
    keys = zip(groups_of(rows, options["by"]), rows["term"], rows["other"], strict=True)
    stands = [found[key] for key in keys]
    places = [[(one.doc_id, one.start, one.end) for one, _ in of_row] for of_row in stands]
    lines = check(corpus, rows, places)
    columns = ["row", "doc_id", "start", "other_start", "other_end"]
    assert sorted(lines.select(columns).rows()) == sorted(
        (row, one.doc_id, one.start, two.start, two.end)
        for row, of_row in enumerate(stands)
        for one, two in of_row
    )
    documents = {doc_id: place for place, doc_id in enumerate(corpus.documents["doc_id"])}
    in_order = [(row, documents[name], *rest) for row, name, *rest in lines.select(columns).rows()]
    assert in_order == sorted(in_order)
    check_parts(corpus, rows, lines, data)


@settings(max_examples=20)
@given(
    corpus=corpora,
    width=st.one_of(st.integers(0, 9), st.tuples(st.integers(0, 9), st.integers(0, 9))),
    unit=st.sampled_from(["characters", "tokens"]),
    skip=st.integers(0, 1),
)
def test_text_around_is_that_of_a_concordance(
    corpus: cs.Corpus, width: Any, unit: Any, skip: int
) -> None:
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    every = tokens(corpus)
    results = [cs.ngrams(corpus, 2, skip=skip), cs.collocates(corpus, "b*")]
    for rows in [*results, cs.cooccurrences(corpus, window=1 + skip)]:
        for line in cs.evidence(corpus, rows, width=width, unit=unit).to_dicts():
            document = [token for token in every if token.doc_id == line["doc_id"]]
            text = texts[line["doc_id"]]
            expected = concordance.around(
                text, document, line["start"], line["end"], width=width, unit=unit
            )
            assert (line["left"], line["node"], line["right"]) == expected
