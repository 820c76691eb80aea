"""The methods paragraph of a result: what was counted and compared, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from corpusstats.exceptions import InputError
from corpusstats.flags import LEAST_DOCUMENTS
from corpusstats.framing.comparison import Comparison
from corpusstats.options import check_name
from corpusstats.phrases import PHRASES
from corpusstats.provenance import provenance
from corpusstats.wordings import Record, Words, against, as_list, as_pair, list_parts

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["explain"]


def explain(result: object, *, language: str = "de") -> str:
    """Write the methods paragraph of a result.

    Parameters
    ----------
    result
        A frame, lazy or not, that :func:`corpusstats.frequencies`, ``keywords``, ``ngrams``,
        ``cooccurrences``, ``collocates``, ``concordance`` or ``merge_counts`` returned, or a
        :class:`corpusstats.Comparison`. Polars makes a new frame of every operation, and a new
        frame has no record: ask before you filter.
    language
        ``"de"`` or ``"en"``.

    Returns
    -------
    str
        One paragraph: what the corpus is, how it was split into tokens, what was selected, counted
        and compared, the measures with their variants and sources, the cut-offs, what the figures
        cannot carry, and the versions. It says what the record of the result knows, and nothing
        else; expressions, queries and paths stand in it as they were given.

    Raises
    ------
    InputError
        The frame has no record.
    TypeError, ValueError
        The result is neither a frame nor a Comparison, or the language is not known.

    Examples
    --------
    >>> import corpusstats as cs
    >>> from corpusstats.explain import explain
    >>> found = cs.keywords(cs.read_corpus("seeds"), by="source")
    >>> print(explain(found, language="en"))
    The corpus was read from “seeds”. ... was compared with that in all other groups together. ...
    """
    check_name("language", language, PHRASES)
    words = Words(PHRASES[language])
    if isinstance(result, Comparison):
        made = result.provenance
        sentences = _comparison(words, result)
    elif isinstance(result, pl.DataFrame | pl.LazyFrame):
        made = provenance(result)
        sentences = _account(words, made)
        # Lines of a concordance are no figures.
        if made["function"] != "concordance":
            sentences.append(words.say(f"caveat.{_caveat(made)}"))
    else:
        given = type(result).__name__
        msg = f"expected a frame that corpusstats returned or a Comparison, not {given}"
        raise TypeError(msg)
    return " ".join([*sentences, words.say("versions", **made["versions"])])


def _account(words: Words, made: Record) -> list[str]:
    """Tell what a record says, without caveats and versions."""
    if made["function"] == "merge_counts":
        return _merged(words, made)
    if made["function"] not in COUNTED:
        msg = f"there are no words for results of {made['function']!r}, only for {list(COUNTED)}"
        raise InputError(msg)
    sentences = [*_basis(words, made), *_groups(words, made)]
    sentences += COUNTED[made["function"]](words, made)
    if made["function"] in SCORED:
        sentences.append(words.say("measures", measures=words.measures(made)))
    return [*sentences, *_inference(words, made["options"]), *words.cuts([made])]


def _caveat(made: Record) -> str:
    """Tell what the figures are not."""
    if made["options"].get("method") is not None:
        return "inference"
    return "scores" if made["function"] in SCORED else "counts"


def _inference(words: Words, options: Record) -> list[str]:
    """Tell how keywords were tested, if they were."""
    if options.get("method") is None:
        return []
    sentences = []
    for method in options["method"].split(" and "):
        n = words.number(options["n_arrangements"] or 1)
        which = "all" if options["is_exact"] else "sampled"
        said = words.say(f"arrangements.{which}", n=n, seed=str(options["seed"]))
        sentences.append(words.say(f"inference.{method}", arrangements=said))
    if options["strata"]:
        strata = words.list_up(map(words.quote, as_list(options["strata"])))
        sentences.append(words.say("strata", strata=strata))
    if options["blocks"] is not None:
        sentences.append(words.say("blocks"))
    correction = words.say(f"correction.{options['corrected_by']}")
    family = words.list_up(map(words.number, as_list(options["family_size"])))
    confidence = f"{100 * options['confidence']:g}"
    said = words.say(
        "correction",
        family=family,
        correction=correction,
        confidence=confidence,
        margin=f"{options['lockword_margin']:g}",
    )
    resamples = words.number(options["n_permutations"])
    interval = words.say(f"interval.{options['interval']}", n=resamples, seed=str(options["seed"]))
    return [*sentences, said, interval]


def _merged(words: Words, made: Record) -> list[str]:
    """Tell what counts were added up: the first stand for all, which were counted alike."""
    parts = made["options"]["frames"]
    known = all(isinstance(part, dict) for part in parts)
    basis = _account(words, parts[0]) if known else [words.say("read.unknown")]
    return [*basis, words.say("merged", n=str(len(parts)))] if len(parts) > 1 else basis


def _comparison(words: Words, result: Comparison) -> list[str]:
    """Tell how a comparison of sources was made, and what its figures cannot carry."""
    made = result.provenance
    single, runs, near = map(provenance, (result.keywords, result.ngrams, result.collocates))
    has_nodes = bool(made["options"]["nodes"])
    sentences = [*_basis(words, made), *_editorial(words, made["options"])]
    sentences += [_sizes(words, result), *_keywords(words, single)]
    sentences += _ngram_keywords(words, runs)
    # The same measures are taken of n-grams.
    measures = {"keywords": words.measures(single)}
    if has_nodes:
        sentences += _collocates(words, near)
        measures["collocates"] = words.measures(near)
        sentences.append(words.say("measures.both", **measures))
    else:
        sentences.append(words.say("measures", measures=measures["keywords"]))
    sentences += _inference(words, single["options"])
    sentences += words.cuts([single, runs, near] if has_nodes else [single, runs])
    caveat = words.say(f"caveat.{_caveat(single)}")
    return [*sentences, caveat, *_flags(words, result)]


def _editorial(words: Words, options: Record) -> list[str]:
    """Tell what counts as the own words of a source, and what else was counted."""
    said = [f"editorial.{layer}" for layer in ("zone", "wording") if layer in options["added"]]
    if options["zones"] is None:
        said.append("editorial.text")
    parts = options["within"] or []
    if not any(isinstance(part, dict) and "copy" in part for part in parts):
        said.append("editorial.all")
    elif "copy" in options["added"]:
        said.append("editorial.own")
    if options["attributions"] is not None:
        said.append("editorial.given")
    sentences = [words.say(name) for name in said]
    if options["actors"] is not None:
        actors = words.list_up(map(words.quote, options["actors"]))
        sentences.append(words.say("editorial.actors", actors=actors))
    return sentences


def _basis(words: Words, made: Record) -> list[str]:
    """Tell what was counted from: a corpus, counts that have a record, or counts that have none."""
    origin, options = made["corpus"], made["options"]
    if made["function"] == "keywords":
        # Single words cross no border.
        options = {**options, "boundary": None}
    if origin is None:
        return [words.say("read.unknown")]
    if "function" in origin:
        return [*_account(words, origin), words.say("reused")]
    return [
        *_corpus(words, origin, words.say("corpus")),
        _tokens(words, origin["tokenizer"], options),
        words.terms(options),
        *_selection(words, options),
    ]


def _corpus(words: Words, origin: Record, name: str) -> list[str]:
    """Tell how a corpus was read or put together, and filtered."""
    steps = filter(None, (_step(words, step) for step in origin.get("steps", [])))
    return [*_reader(words, origin["reader"], name), *steps]


def _reader(words: Words, reader: Record, name: str) -> list[str]:
    """Tell how a corpus was read, or its parts."""
    if "corpora" in reader:
        parts = reader["corpora"]
        sentences = [words.say("read.concat", corpus=name, n=words.number(len(parts)))]
        for number, part in enumerate(parts, start=1):
            sentences += _corpus(words, part, words.say("corpus.part", number=str(number)))
        return sentences
    is_table = "path" not in reader or reader["path"].lower().endswith((".csv", ".parquet"))
    columns = {slot: words.quote(reader.get(slot)) for slot in ("text", "doc_id")}
    source = reader.get("source")
    is_renamed = source not in (None, "source")
    read = words.say(
        f"read.{reader['function']}",
        corpus=name,
        path=words.quote(reader.get("path")),
        columns=words.say("read.columns", **columns) if is_table else "",
        source=words.say("read.source", source=words.quote(source)) if is_renamed else "",
    )
    skipped = len(reader.get("skipped", []))
    passed_over = [words.say("read.skipped", n=words.number(skipped))] if skipped else []
    return [read, *passed_over]


def _step(words: Words, step: Record) -> str:
    """Tell what was done to a corpus after it was read."""
    if "filter" in step:
        conditions = words.quotes(step["filter"])
        documents = words.amount("document", step["documents"])
        return words.say("filter", conditions=conditions, documents=documents)
    if "with_layer" not in step:
        return ""
    default = step["default"]
    return words.say(
        "layer",
        name=words.quote(step["with_layer"]),
        spans=words.amount("span", step["spans"]),
        default="" if default is None else words.say("layer.default", default=words.quote(default)),
        innermost=words.say("layer.innermost") if step["overlap"] == "innermost" else "",
    )


def _tokens(words: Words, tokenizer: Record, options: Record) -> str:
    """Tell how text was split into tokens, and into sentences if they matter."""
    language, mode = words.say(f"language.{tokenizer['language']}"), tokenizer["mode"]
    named = [name for part in ("within", "without") for name, _ in list_parts(options.get(part))]
    used = [options.get("boundary"), *options["by"], *named]
    # Where words are runs of \w, or come from elsewhere, sentences are found by rules all the same.
    split = "found" if mode == "words" or (mode == "given" and not tokenizer["sentences"]) else mode
    sentences = words.say(f"sentences.{split}", language=language) if "sentence" in used else ""
    said = [words.say(f"tokens.{mode}", sentences=sentences, language=language)]
    if (clitics := tokenizer["split_clitics"]) is not None:
        said.append(words.say(f"tokens.clitics.{clitics}"))
    if tokenizer["joined"]:
        said.append(words.say("tokens.joined"))
    for argument in ("abbreviations", "unsplittable"):
        if tokenizer[argument]:
            said.append(words.say(f"tokens.{argument}", words=words.quotes(tokenizer[argument])))
    return " ".join(said)


def _selection(words: Words, options: Record) -> list[str]:
    """Tell what was selected, and what was left out."""
    sentences = []
    for argument, joined in (("within", "and"), ("without", "or")):
        if parts := [words.part(*part) for part in list_parts(options.get(argument))]:
            sentences.append(words.say(argument, parts=words.list_up(parts, joined)))
    return sentences


def _groups(words: Words, made: Record) -> list[str]:
    """Tell what makes the groups, unless the counts that came in have said so."""
    by, origin = made["options"]["by"], made["corpus"] or {}
    if not by or by == origin.get("options", {}).get("by"):
        return []
    phrase = "groups.concordance" if made["function"] == "concordance" else "groups"
    return [words.say(phrase, by=words.quotes(by))]


def _sizes(words: Words, result: Comparison) -> str:
    """Tell what makes the groups of a comparison, and how large they are in all."""
    sums = result.sources.select(pl.col("documents", "tokens", "left_out").sum()).row(0, named=True)
    # Documents in several groups cannot be added up.
    shared = "groups_share_documents" in result.flags["flag"]
    sizes = [] if shared else [words.amount("document", sums["documents"])]
    return words.say(
        "groups.sized",
        by=words.quotes(result.by),
        groups=words.number(result.sources.height),
        sizes=words.list_up([*sizes, words.amount("token", sums["tokens"])]),
        left_out=words.amount("token", sums["left_out"]),
    )


def _frequencies(words: Words, _: Record) -> list[str]:
    return [words.say("frequencies")]


def _ngrams(words: Words, made: Record) -> list[str]:
    options = made["options"]
    shortest, longest = map(str, as_pair(options["n"]))
    unit = "lengths.one" if shortest == longest else "lengths.many"
    skip = options["skip"]
    return [
        words.say(
            "ngrams",
            lengths=words.say(unit, shortest=shortest, longest=longest),
            skip=words.say("skip.some" if skip else "skip.none", skip=words.number(skip)),
            boundary=words.boundary(options),
            punctuation=words.punctuation("ngrams", options),
        )
    ]


def _cooccurrences(words: Words, made: Record) -> list[str]:
    options = made["options"]
    counted = words.say(
        "cooccurrences",
        window=words.amount("token", options["window"]),
        boundary=words.boundary(options),
        order=words.say("pairs.directed" if options["directed"] else "pairs.unordered"),
        punctuation=words.punctuation("cooccurrences", options),
    )
    weights = options["weights"]
    return [counted] if weights is None else [counted, words.say(f"weights.{weights}")]


def _keywords(words: Words, made: Record) -> list[str]:
    options = made["options"]
    compared = words.say("keywords", **words.sides(options))
    if options["contrasts"] == "pairs":
        compared = words.say("contrasts.pairs")
    mean = [words.say("rest.mean")] if options["rest"] == "mean" else []
    return [compared, *mean, *_foreign(words, made)]


def _ngram_keywords(words: Words, made: Record) -> list[str]:
    compared = words.say("keywords of n-grams", **words.sides(made["options"]))
    return [*_ngrams(words, made), compared]


def _foreign(words: Words, made: Record) -> list[str]:
    """Tell how a reference from elsewhere was read and counted."""
    options = made["options"]
    kind, from_corpus = against(options), "tokenizer" in (made["corpus"] or {})
    if kind == "list":
        return [words.say(f"list.{options['attribute']}")] if from_corpus else []
    if kind != "corpus":
        return []
    origin = options["reference"]
    sentences = _corpus(words, origin, words.say("corpus.reference"))
    if not from_corpus:
        tokens = _tokens(words, origin["tokenizer"], {"by": []})
        return [*sentences, tokens, words.terms(options)]
    selects = any(options[name] is not None for name in ("within", "without"))
    return [*sentences, words.say("reference.whole" if selects else "reference.alike")]


def _collocates(words: Words, made: Record) -> list[str]:
    options = made["options"]
    nodes = as_list(options["node"])
    left, right = (words.amount("token", places) for places in options["window"])
    number = "nodes.one" if len(nodes) == 1 else "nodes.many"
    sought = words.say(
        "collocates",
        nodes=words.say(number, nodes=words.quotes(nodes)),
        left=left,
        right=right,
        boundary=words.boundary(options),
        punctuation=words.punctuation("collocates", options),
        group=words.say("collocates.group") if options["by"] else "",
    )
    sentences = [sought, words.say("positions")] if options["positions"] else [sought]
    if options.get("compare"):
        permutations = words.number(options["n_permutations"])
        sentences.append(words.say("compare", n=permutations, seed=str(options["seed"])))
    return sentences


def _concordance(words: Words, made: Record) -> list[str]:
    options = made["options"]
    unit = options["unit"].removesuffix("s")
    left, right = (words.amount(unit, size) for size in as_pair(options["width"]))
    listed = words.say(
        "concordance",
        query=words.quote(options["query"]),
        left=left,
        right=right,
        order=words.say(f"order.{options['order']}"),
        boundary=words.boundary(options),
    )
    return [listed]


def _flags(words: Words, result: Comparison) -> list[str]:
    """Tell what the data of some groups cannot carry."""
    flagged = result.flags.group_by("flag", maintain_order=True).len().rows()
    groups, least = words.number(result.sources.height), words.number(LEAST_DOCUMENTS)
    return [
        words.say(f"flag.{flag}", n=words.number(n), groups=groups, least=least)
        for flag, n in flagged
    ]


COUNTED: dict[str, Callable[[Words, Record], list[str]]] = {
    "frequencies": _frequencies,
    "ngrams": _ngrams,
    "cooccurrences": _cooccurrences,
    "keywords": _keywords,
    "keywords of n-grams": _ngram_keywords,
    "collocates": _collocates,
    "concordance": _concordance,
}
SCORED = ("keywords", "keywords of n-grams", "collocates")
