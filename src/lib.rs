/*!
Corpus statistics: from text to tokens, from tokens to counts.

This crate is the counting half of `corpusstats`; formulas and comparisons stand on the other side of the
binding, which is compiled on request only (see the features).

# Overview

- A [`Tokenizer`] finds tokens: by the rules of a [`Language`], by UAX #29, or as runs of `\w`.
- A [`TokenTable`] holds the tokens of many documents: five bytes each, with their place in the text.
- Its [`Vocabulary`] holds the distinct terms in byte order; an [`Attribute`] is a function of them.
- A [`Layer`] is a set of labelled spans; a [`Selection`] says which tokens count, and for which group.
- [`frequencies`], [`diversity()`], [`document_term_matrix`], [`NgramCounter`], [`PairCounter`], [`cooccurrence_matrix`] and
  [`collocates`] count; [`find`], [`find_ngrams`], [`find_pairs`] and [`find_collocates`] say where what they count
  stands, and [`lines`] in which code points.
- [`Contrasts`] sets groups against each other, value by value.
- [`divergence_terms`] says how far apart two groups are, and [`divergence_null`] how far chance would put them.
- [`shared`] finds what documents share or repeat, [`passages`] puts it together, and [`edits`] lists what was edited.
- [`dispersion`] sums up how evenly values are spread over parts of a corpus, from which measures are made.
- [`TokenTable::save`] and [`TokenTable::open`] keep a table in files that are read where they lie; a [`Builder`] makes
  them of more documents than fit into memory, and [`TokenTable::concat`] makes one table of several.
- [`zones()`] says what each line of a document is, by the patterns of [`ZoneRules`] and by where it stands.
- [`attributions()`] finds reported speech: who says what, by the word lists of a [`Lexicon`].
- [`special`] has the functions behind tests and intervals.

# Example

```
use corpusstats::{Control, Kind, Options, Selection, TokenTable, Tokenizer, frequencies};

let tokenizer = Tokenizer::default();
let control = Control::default();
let table = TokenTable::build(&["Der Zug.", "Der Zug fährt."], &tokenizer, None, &control)?;
let selection = Selection::of_documents(&table, &[0, 1], &[0, 1])?;
let options = Options { kinds: &[Kind::Word], min_count: 1, min_documents: 1, n_threads: None };
let lower = table.attribute("lower", &control)?;
let list = frequencies(&table, &selection, lower, &options, &control)?;
let rows: Vec<_> = list.group.iter().zip(&list.value).zip(&list.count).collect();
assert_eq!(rows.len(), 5);
assert_eq!(lower.values().get(list.value[0] as usize), "der");
# Ok::<(), corpusstats::Error>(())
```

# Results do not depend on threads

Every call starts threads of its own, or none for small input, and merges what they find in document order.
Numbers of terms follow byte order, so that two runs give the same numbers whatever the machine.

# Crate features

- `python`: the extension module `corpusstats._core`.
- `abi3`: one extension module for CPython 3.11 and newer.
*/

mod attribute;
mod attribution;
mod concordance;
mod contrast;
mod cooccurrence;
mod corpus;
mod dispersion;
mod divergence;
mod diversity;
mod error;
mod exact;
mod frequency;
mod index;
mod layer;
mod listing;
mod matrix;
mod ngram;
mod pairs;
mod parallel;
mod pieces;
mod postings;
#[cfg(feature = "python")]
mod python;
mod quotations;
mod radix;
mod resample;
mod reuse;
mod scores;
mod select;
mod sentence;
mod sequence;
pub mod special;
mod storage;
mod strings;
mod student;
mod tally;
mod tokenize;
mod views;
mod vocabulary;
mod zones;

pub use attribute::{Attribute, lower};
pub use attribution::{
    Attribution, CueClass, Flag as AttributionFlag, Labelled, Lexicon, Mode as AttributionMode, Polarity,
    SpeakerType, Told, VoiceSpans, Wording, attributions, voice_spans,
};
pub use concordance::{Hit, Line, Order, Phrases, find, lines, slices, sort_by_context};
pub use contrast::{Contrast, Contrasts, Occurrences, Sides};
pub use cooccurrence::{
    Collocates, GroupSize, Neighbour, Window, WindowCell, WindowSums, WindowUnit, WindowUnits, collocates,
    find_collocates,
};
pub use corpus::{Documents, Given, SentenceList, Span, Texts, TokenList, TokenTable};
pub use dispersion::{
    Cell, Cut, Dispersion, Distances, Spread as Evenness, Sums, Whole, dispersion, sums_of_cells,
};
pub use divergence::{
    Compared as ComparedSets, CountRows, Order as DivergenceOrder, Sets, compare_sets, divergence_null,
    divergence_terms,
};
pub use diversity::{
    Diversity, DiversityOptions, Draws, Factors, Moving, Pass, Rest, Rule, Spectrum, Spread, diversity,
};
pub use error::{Error, Result};
pub use exact::exact_sum;
pub use frequency::{Frequencies, Options, frequencies, group_tokens};
pub use layer::{LabelledSpan, Layer, Overlap};
pub use listing::{SentenceColumns, Text, TokenColumns, list_sentences, list_tokens};
pub use matrix::{TermMatrix, document_term_matrix};
pub use ngram::{NgramColumns, NgramCounter, NgramOptions, NgramTable, Shape, Words, find_ngrams};
pub use pairs::{
    Direction, FoundPair, PairCounter, PairMatrix, PairOptions, Pairs, cooccurrence_matrix, find_pairs,
};
pub use parallel::{Control, default_threads};
pub use postings::{Moments, Postings, Units};
pub use quotations::{Stretched, are_quoted, enclosed_spans};
pub use resample::{
    Against, Arrangements, Bounds, Compared, Permuted, RateTests, bootstrap, compare_rates, compare_windows,
    permute,
};
pub use reuse::{
    Edit, EditedSide, Match, MatchSide, Passages, ReuseOptions, Shared, components, edits, passages, shared,
    spans_of_sides,
};
pub use scores::{Counts, Limit, Score, Side, log_p_values, scores};
pub use select::{Filter, NO_LABEL, Query, Selection, Stretch};
pub use sentence::Splitter;
pub use storage::{Builder, checksum, open_texts, save_texts};
pub use strings::Strings;
pub use student::{student_p_values, student_quantiles};
pub use tokenize::{
    Kind, Language, Mode, Scan, TOKENIZER_VERSION, Token, Tokenizer, UNICODE_VERSION, WithScan,
};
pub use views::{Place, views_of_strings};
pub use vocabulary::{Id, Vocabulary};
pub use zones::{Reason as ZoneReason, Zone, ZoneColumns, ZonePlace, ZoneRule, ZoneRules, zones};
