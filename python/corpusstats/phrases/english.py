"""How methods are worded in English."""

from __future__ import annotations

__all__ = ["ENGLISH"]

ENGLISH = {
    # Values and lists.
    "quote": "“{value}”",
    "value.none": "without a value",
    "value.true": "true",
    "value.false": "false",
    "thousands": ",",
    "and": " and ",
    "or": " or ",
    "and.clauses": " and ",
    "document.one": "{n} document",
    "document.many": "{n} documents",
    "token.one": "{n} token",
    "token.many": "{n} tokens",
    "character.one": "{n} character",
    "character.many": "{n} characters",
    "lengths.one": "{shortest}",
    "lengths.many": "{shortest} to {longest}",
    # The corpus.
    "corpus": "The corpus",
    "corpus.part": "Part {number}",
    "corpus.reference": "The reference corpus",
    "read.read_corpus": "{corpus} was read from {path}{columns}{source}.",
    "read.build_corpus": "{corpus} was read from {path}{columns}{source}.",
    "read.concat": "{corpus} was put together of parts ({n} in all).",
    "read.Corpus.from_frame": "{corpus} was made from a table{columns}{source}.",
    "read.Corpus.from_tokens": "{corpus} was made from tokens found elsewhere.",
    "read.columns": ", with the text in column {text} and the names of documents in {doc_id}",
    "read.source": ", with the source in column {source}",
    "read.skipped": "Hidden files and files other than .txt were passed over ({n} in all).",
    "read.unknown": "The counts come from a table whose origin is not on record.",
    "filter": "The filter {conditions} left {documents} of the corpus.",
    "layer": "The layer {name} consists of {spans}{default}{innermost}.",
    "layer.default": "; all other text has the label {default}",
    "layer.innermost": "; where spans overlap, the shorter counts",
    "span.one": "{n} labelled span of text",
    "span.many": "{n} labelled spans of text",
    "tokens.language": "The text was split into tokens{sentences} {language}.",
    "sentences.language": " and sentences",
    "tokens.given": "The tokens are those of another program{sentences}.",
    "sentences.given": ", and so are the sentences",
    "sentences.found": "; sentences were delimited {language}",
    "tokens.unicode": "The text was split into tokens at the word boundaries of Unicode (UAX #29)"
    "{sentences}.",
    "sentences.unicode": ", and into sentences at the sentence boundaries of the same standard",
    "tokens.words": r"The longest runs of \w, that is of letters, digits, underscores and the "
    "like, were taken as tokens{sentences}.",
    "tokens.clitics.True": "Clitics counted as tokens of their own.",
    "tokens.clitics.False": "Clitics and elisions remained part of their word.",
    "tokens.joined": "Abbreviations of several words counted as one token.",
    "tokens.abbreviations": "Further abbreviations were {words}.",
    "tokens.unsplittable": "Left unsplit were {words}.",
    "language.de": "by the rules of German",
    "language.en": "by the rules of English",
    "language.fr": "by the rules of French",
    "language.nl": "by the rules of Dutch",
    "language.it": "by the rules of Italian",
    "language.es": "by the rules of Spanish",
    "language.pl": "by the rules of Polish",
    "language.uk": "by the rules of Ukrainian",
    "language.tr": "by the rules of Turkish",
    "language.und": "by rules of no one language",
    "attribute.lower": "Forms that agree in lower case, in Unicode normal form NFC and without "
    "soft hyphens and zero-width characters counted as the same word.",
    "attribute.other": "Counting went by {name}.",
    "attribute.word": "Only forms spelt exactly alike in the text counted as the same word.",
    "kinds": "The tokens counted were {kinds}.",
    "kind.word": "words",
    "kind.number": "numbers",
    "kind.punctuation": "punctuation marks",
    "kind.symbol": "symbols",
    "kind.emoji": "emoji",
    "kind.url": "web addresses",
    "kind.email": "e-mail addresses",
    "kind.mention": "mentions (@name)",
    "kind.hashtag": "hashtags",
    "others": "tokens of other kinds",
    "others.punctuation": "punctuation and tokens of any other kind",
    # What of it is counted, and for which groups.
    "within": "Only what {parts} was considered.",
    "without": "What {parts} was left out.",
    "part.layer": "is annotated on the layer {name}",
    "part.labels": "counts as {labels} on the layer {name}",
    "part.spans": "stands at the given places in the text ({spans})",
    "part.condition": "stands in documents for which {name} holds",
    "groups": "The analysis was done separately by {by}.",
    "groups.concordance": "Each hit is given with its {by}.",
    "groups.sized": "The analysis was done separately by {by}; the {groups} groups together have "
    "{sizes}, and {left_out} of other kinds did not count.",
    "boundary.sentence": "sentence boundaries",
    "boundary.document": "document boundaries",
    "boundary.layer": "the borders of the layer {name}",
    # What is counted and compared.
    "reused": "Everything further rests on these counts.",
    "merged": "{n} parts with documents of their own were counted in this way, the first of which "
    "is described here, and their counts added up.",
    "frequencies": "For each item, its occurrences were counted, absolutely and per million "
    "tokens counted, and so were the documents in which it stands.",
    "ngrams": "N-grams of {lengths} tokens {skip} were counted, none of which crosses {boundary}; "
    "{punctuation}.",
    "skip.none": "without gaps",
    "skip.some": "with up to {skip} tokens left out between the first and the last (skip-grams; "
    "Guthrie et al. 2006)",
    "ngrams.break": "{others} end an n-gram",
    "ngrams.skip": "{others} are passed over inside n-grams",
    "cooccurrences": "Pairs of tokens were counted that stand at most {window} apart (direct "
    "neighbours are 1 token apart) and do not cross {boundary}; each pair of places counts once, "
    "{order}. {punctuation}.",
    "pairs.unordered": "in either order",
    "pairs.directed": "and the two orders are told apart",
    "cooccurrences.skip": "Between the two, {others} take up no room",
    "cooccurrences.count": "Between the two, {others} take up room",
    "weights.distance": "In addition, the inverses of the distances were added up (as in GloVe; "
    "Pennington et al. 2014).",
    "keywords": "For the keywords, the frequency of each item {target} was compared with that "
    "{reference}.",
    "keywords of n-grams": "For each length, the frequency of each n-gram {target}, relative to "
    "all n-grams of that length, was compared with that {reference}.",
    "contrasts.pairs": "Every two groups were compared.",
    "rest.mean": "The reference is the mean of the rates of the other groups.",
    "inference.permutation": "Whether both sides differ was tested by {arrangements} of the groups "
    "of documents (studentised difference of rates, with their variance over documents).",
    "arrangements.all": "all {n} arrangements",
    "arrangements.sampled": "{n} arrangements, the observed one among them (seed {seed}),",
    "inference.clustered": "Whether both sides differ was tested by the variance of their rates "
    "clustered by document (Student’s distribution).",
    "strata": "Groups changed places only within equal values of {strata}.",
    "blocks": "Documents that belong together counted as one.",
    "correction": "p-values hold after correction for {family} tests ({correction}); intervals of "
    "{confidence} % hold for each row on its own; as good as equal are rates whose interval lies "
    "between −{margin} and {margin}.",
    "interval.clustered": "The intervals of the log ratio rest on the variance of both rates "
    "clustered by document.",
    "interval.bootstrap": "The intervals of the log ratio come from {n} samples of the documents "
    "of each side, drawn with replacement (seed {seed}; BCa bootstrap, Efron 1987).",
    "correction.max_t": "largest statistic of each arrangement; Westfall & Young 1993",
    "correction.bonferroni": "Bonferroni; Dunn 1961",
    "correction.sidak": "Šidák 1967",
    "correction.holm": "Holm 1979",
    "correction.bh": "Benjamini & Hochberg 1995",
    "correction.by": "Benjamini & Yekutieli 2001",
    "caveat.inference": "A small p says that texts differ, not why, and takes for granted that "
    "documents are exchangeable, which texts about one event are only in part. The measures rank "
    "the results and are no tests.",
    "target.each": "in each group",
    "target.other": "in each other group",
    "target.whole": "overall",
    "side.group": "in the group {value}",
    "side.condition": "in the documents for which {value} holds",
    "reference.groups": "in all other groups together",
    "reference.documents": "in all other documents",
    "reference.corpus": "in a reference corpus",
    "reference.list": "in a given frequency list{told}{tokens}",
    "reference.told": " ({value})",
    "reference.tokens": ", which stands for {tokens}",
    "reference.alike": "The reference corpus was split and counted in the same way.",
    "reference.whole": "The reference corpus was split in the same way, but counted as a whole.",
    "list.lower": "The entries of the list were normalised in the same way.",
    "list.word": "The entries of the list were compared as they stand.",
    "collocates": "The nodes were {nodes}; collocates were sought in their neighbourhood, a window "
    "of {left} to the left and {right} to the right that does not cross {boundary}. "
    "{punctuation}. Windows that overlap make one, and the node itself counts neither inside nor "
    "outside (Evert 2008). The frequency in the windows was compared with that in the remaining "
    "text{group}.",
    "nodes.one": "the hits of the query {nodes}",
    "nodes.many": "the hits of the queries {nodes}, each query on its own",
    "collocates.skip": "In the window, {others} take up no room",
    "collocates.count": "In the window, {others} take up room and count towards its size and that "
    "of the whole text",
    "collocates.group": " of the same group",
    "positions": "In addition, it was counted how often the collocate stands at each place of the "
    "window.",
    "compare": "Whether the node draws a collocate in one group more than in others was tested on "
    "the odds ratios of the groups (Woolf 1955; Breslow & Day 1980 with the correction of Tarone "
    "1985; the same with the variance of documents). The p-values come from permutations of the "
    "groups of documents (all where there are few, else {n} random ones, seed {seed}); adjusted "
    "ones hold for all collocates together (Westfall & Young 1993). It is assumed that documents "
    "are exchangeable. The intervals (95 %) rest on the variance between documents.",
    "concordance": "All hits of the query {query} are listed with {left} of text before and "
    "{right} after them, {order}; phrases do not cross {boundary}.",
    "order.text": "in the order of the documents and their text",
    "order.left": "ordered by the words and numbers to the left of the hit",
    "order.right": "ordered by the words and numbers to the right of the hit",
    # Measures and their variants.
    "measures": "The measures are {measures}.",
    "measures.both": "The measures are, for keywords and n-grams, {keywords}, and for collocates "
    "{collocates}.",
    "measure.chi_square": "chi-square without continuity correction (Pearson 1900)",
    "measure.delta_p_backward": "ΔP {backward} (Gries 2013)",
    "measure.delta_p_forward": "ΔP {forward} (Gries 2013)",
    "measure.dice": "the Dice coefficient (Dice 1945)",
    "measure.jaccard": "the Jaccard index (Jaccard 1912)",
    "measure.local_mi": "local MI (Evert 2004)",
    "measure.log_dice": "logDice {marginal} (Rychlý 2008)",
    "measure.log_likelihood": "log-likelihood with {cells}",
    "measure.average_mi": "average MI (Evert 2004)",
    "measure.bic": "BIC (Wilson 2013)",
    "measure.chi_square_williams": "chi-square with the correction of Williams (1976)",
    "measure.chi_square_yates": "chi-square with the correction of Yates (1934)",
    "measure.difference_coefficient": "the difference coefficient (Hofland & Johansson 1982)",
    "measure.ell": "ELL (Johnston et al. 2006)",
    "measure.fisher": "Fisher’s exact test, upper side (log₁₀ p)",
    "measure.fisher_less": "Fisher’s exact test, lower side (log₁₀ p)",
    "measure.fisher_two_sided": "Fisher’s exact test, two-sided (log₁₀ p)",
    "measure.geometric_mean": "the geometric mean (Evert 2004)",
    "measure.liddell": "Liddell’s difference (Liddell 1976)",
    "measure.log_likelihood_2": "log-likelihood with two cells, as a column of its own",
    "measure.log_likelihood_williams": "log-likelihood with the correction of Williams (1976)",
    "measure.log_odds": "weighted log-odds (Monroe et al. 2008)",
    "measure.log_odds_prior": "the size of their prior",
    "measure.log_odds_tidylo": "weighted log-odds as in tidylo",
    "measure.log_ratio_hardie": "log ratio with Hardie’s rule for zeros (2014)",
    "measure.lrc_normal": "LRC by normal approximation",
    "measure.lrc_one_sided": "one-sided LRC",
    "measure.odds_ratio": "odds ratio (log₂)",
    "measure.odds_ratio_discounted": "odds ratio with 0.5 in every cell",
    "measure.poisson": "the Poisson test, upper side (log₁₀ p)",
    "measure.poisson_less": "the Poisson test, lower side (log₁₀ p)",
    "measure.poisson_stirling": "Poisson-Stirling (Quasthoff & Wolff 2002)",
    "measure.relative_risk": "relative risk",
    "measure.simple_ll": "simple log-likelihood (Evert 2008)",
    "measure.z_score_yates": "z-score with the correction of Yates (1934)",
    "measure.lrc": "LRC (Evert 2022)",
    "measure.log_ratio": "log ratio (Hardie 2014; {zero})",
    "measure.mi": "mutual information (MI; Church & Hanks 1990)",
    "measure.mi2": "MI² (Daille 1994)",
    "measure.mi3": "MI³ (Daille 1994)",
    "measure.minimum_sensitivity": "minimum sensitivity (Pedersen 1998)",
    "measure.npmi": "normalised mutual information (NPMI; Bouma 2009)",
    "measure.percent_difference": "%DIFF (Gabrielatos & Marchi 2011)",
    "measure.simple_maths": "simple maths with k = 1 (Kilgarriff 2009)",
    "measure.t_score": "t-score (Church et al. 1991)",
    "measure.z_score": "z-score (Berry-Rogghe 1973)",
    "measure.adjusted_residual": "the adjusted residual (Haberman 1973)",
    "cells.4": "four cells (Dunning 1993)",
    "cells.2": "two cells (Rayson & Garside 2000)",
    "zero.walter": "after Walter 1975, 0.5 is always added to both counts and both sizes",
    "zero.hardie": "as there, a count of 0 is read as 0.5",
    "marginal.window": "with the size of the windows as marginal",
    "marginal.node": "with the frequency of the node as marginal",
    "marginal.target": "with the size of the target as marginal",
    "forward.node": "from the node to the collocate",
    "forward.target": "from the target to the item",
    "backward.node": "from the collocate to the node",
    "backward.target": "from the item to the target",
    # Cut-offs, caveats, versions.
    "cut": "Not listed, but included in all totals, are {cuts}.",
    "cut.only": "Not listed are {cuts}.",
    "cut.frequencies": "items that occur {limits} in all",
    "cut.ngrams": "n-grams that occur {limits} in all",
    "cut.cooccurrences": "pairs that occur {limits} in all",
    "cut.keywords": "items that occur {limits} in target and reference together",
    "cut.keywords of n-grams": "n-grams that occur {limits} in target and reference together",
    "cut.collocates": "collocates that occur {limits} in all windows together",
    "min_count": "fewer than {n} times",
    "min_documents": "in fewer than {n} documents",
    "caveat.counts": "The counts describe the texts counted; tokens of one document depend on each "
    "other.",
    "caveat.scores": "The measures rank the results and are no significance tests, since tokens of "
    "one document depend on each other.",
    "editorial.text": "Everything selected counts, headlines and bylines too where they are part "
    "of the text.",
    "editorial.zone": "The layer “zone” was made by rules for the lines of news texts: it tells "
    "headlines, teasers, subheads, body and captions from bylines, datelines, signatures of "
    "agencies, credits, advertisements and repeated lines.",
    "editorial.own": "On the layer “copy”, “own” is what no other source prints as well, nor the "
    "same one a second time; matches of at least 12 words were looked for, but for small edits, "
    "common quotations aside. What was taken over in other words is not found.",
    "editorial.all": "Copied passages count once for each group that prints them.",
    "editorial.wording": "The layer “wording” tells, by rules of grammar, the words of the source "
    "(“own”), its words for what others have said (“reported”), and their words in quotation marks "
    "(“verbatim”); the rules do not find everything, and more in one source than in another.",
    "editorial.given": "The statements of others were given, and not looked for.",
    "editorial.actors": "It was also counted what {actors} are called.",
    "flag.single_document": "In {n} of {groups} groups, one document stands for the whole group: "
    "the figures describe this text and allow no inference beyond it.",
    "flag.few_documents": "In {n} of {groups} groups, there are fewer than {least} documents: the "
    "figures describe these texts and allow no inference beyond them.",
    "flag.no_tokens": "In {n} of {groups} groups, no token counts; they have no relative "
    "frequencies.",
    "flag.groups_share_documents": "Since a layer of annotation makes the groups, a document can "
    "belong to several; the groups are not independent of each other.",
    "flag.null_group": "What has no value for its group is a group of its own.",
    "versions": "Computed with corpusstats {corpusstats}, polars {polars} and Unicode {unicode}.",
}
