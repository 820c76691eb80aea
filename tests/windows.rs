//! Laws of sentences, n-grams and windows, on random texts of few words.

#![allow(clippy::unwrap_used)] // a test may panic

use std::collections::BTreeMap;

use corpusstats::{
    Control, Kind, NgramCounter, NgramOptions, NgramTable, Options, Phrases, Query, Selection, Shape,
    TokenTable, Tokenizer, Window, Words, collocates, find, find_collocates, find_ngrams,
};
use proptest::prelude::*;

const KINDS: [Kind; 2] = [Kind::Word, Kind::Number];

fn text() -> impl Strategy<Value = String> {
    let words = vec!["a", "B", "c", "Die", "12.", "usw.", ".", "?", ",", "“", "„", "\n\n"];
    prop::collection::vec(prop::sample::select(words), 0..14).prop_map(|words| words.join(" "))
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 1..5)
}

fn build(texts: &[String]) -> TokenTable {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let tokenizer = Tokenizer::default();
    TokenTable::build(&texts, &tokenizer, Some(1), &Control::default()).unwrap()
}

/// Documents in two groups, cut up into sentences.
fn by_sentence(table: &TokenTable) -> Selection {
    let sentences = table.sentence_layer(&Control::default()).unwrap();
    let documents: Vec<u32> = (0..).take(table.n_documents()).collect();
    let groups: Vec<u32> = documents.iter().map(|document| document % 2).collect();
    let query =
        Query { documents: &documents, groups: &groups, borders: vec![sentences], ..Query::default() };
    Selection::new(table, &query).unwrap()
}

/// For each stretch its group, and the values of its tokens, `None` for those that do not count.
fn stretches(table: &TokenTable, selection: &Selection) -> Vec<(u32, Vec<Option<u32>>)> {
    let values = table.attribute("lower", &Control::default()).unwrap().value_of_term();
    let value =
        |&id: &u32| KINDS.contains(&table.vocabulary().kinds()[id as usize]).then(|| values[id as usize]);
    let of_stretch = |stretch: corpusstats::Stretch| {
        (stretch.group, table.ids()[stretch.start..stretch.end].iter().map(value).collect())
    };
    let pieces = selection.stretches().iter().flat_map(|stretch| selection.pieces(stretch));
    pieces.map(of_stretch).collect()
}

/// Group, values and count of each row. No word of these texts holds a blank.
fn rows(table: &NgramTable, attribute: &corpusstats::Attribute) -> Vec<((u32, Vec<u32>), u64)> {
    let text = |view: u128| {
        let bytes = view.to_le_bytes();
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let buffer = &table.buffers[0];
        let text = if number(0) <= 12 {
            &bytes[4..][..number(0)]
        } else {
            &buffer[number(8)][number(12)..][..number(0)]
        };
        String::from_utf8(text.to_vec()).unwrap()
    };
    let mut rows = Vec::new();
    for part in &table.parts {
        for (row, &view) in part.views[0].iter().enumerate() {
            let values: Vec<u32> = text(view).split(' ').map(|word| attribute.find(word).unwrap()).collect();
            assert_eq!(values.len(), part.length[row] as usize);
            rows.push((
                (part.group.get(row).copied().unwrap_or(0), values),
                part.count[row].try_into().unwrap(),
            ));
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sentences_partition_the_tokens_of_a_document(texts in texts()) {
        let table = build(&texts);
        for document in (0..).take(table.n_documents()) {
            let tokens = table.document(document).unwrap();
            let mut end = tokens.start;
            for sentence in table.document_sentences(document, &Control::default()).unwrap() {
                prop_assert_eq!(sentence.start, end);
                prop_assert!(!sentence.is_empty());
                end = sentence.end;
            }
            prop_assert_eq!(end, tokens.end);
        }
    }

    #[test]
    fn ngrams_are_what_a_walk_over_every_stretch_gives(
        texts in texts(), length in 1..4_usize, skip in 0..3_usize, passes_over: bool, n_threads in 1..4_usize,
    ) {
        let table = build(&texts);
        let selection = by_sentence(&table);
        let mut expected: BTreeMap<(u32, Vec<u32>), u64> = BTreeMap::new();
        for (group, values) in stretches(&table, &selection) {
            let segments: Vec<Vec<u32>> = if passes_over {
                vec![values.into_iter().flatten().collect()]
            } else {
                values.split(Option::is_none).map(|segment| segment.iter().copied().flatten().collect()).collect()
            };
            for segment in segments {
                // Every set of places is a number in binary.
                for places in 0_u32..1 << segment.len() {
                    let chosen: Vec<usize> = (0..segment.len()).filter(|place| places >> place & 1 == 1).collect();
                    let spread = chosen.last().zip(chosen.first()).map(|(last, first)| last - first);
                    if chosen.len() == length && spread.is_some_and(|spread| spread < length + skip) {
                        let ngram = chosen.iter().map(|&place| segment[place]).collect();
                        *expected.entry((group, ngram)).or_default() += 1;
                    }
                }
            }
        }
        let control = Control::default();
        let lower = table.attribute("lower", &control).unwrap();
        let shape = Shape { shortest: length, longest: length, skip, kinds: &KINDS, passes_over };
        let options = NgramOptions {
            min_count: 1, min_documents: 1, documents: true, memory: None, n_threads: Some(n_threads),
        };
        let words = [Words { strings: lower.values(), numbers: None }];
        let whole = NgramCounter::new(&table, &selection, lower, &shape, &options, false, &control).unwrap();
        let found: BTreeMap<_, _> = rows(&whole.whole(&words, &control).unwrap(), lower).into_iter().collect();
        prop_assert_eq!(&found, &expected);
        let in_parts = NgramCounter::new(&table, &selection, lower, &shape, &options, true, &control).unwrap();
        let parts = (0..in_parts.n_parts()).map(|part| in_parts.part(part, &words, &control).unwrap());
        let mut by_value: Vec<_> = parts.flat_map(|part| rows(&part, lower)).collect();
        prop_assert!(by_value.is_sorted_by_key(|((group, values), _)| (values.clone(), *group)));
        by_value.sort();
        prop_assert_eq!(by_value, found.clone().into_iter().collect::<Vec<_>>());
        let keys: Vec<_> = found.keys().cloned().collect();
        let hits = find_ngrams(&table, &selection, lower, &shape, &keys, &control).unwrap();
        for (row, count) in found.values().enumerate() {
            prop_assert_eq!(hits.iter().filter(|hit| hit.0 == row).count() as u64, *count);
        }
    }

    #[test]
    fn windows_are_what_a_look_at_every_pair_of_tokens_gives(
        texts in texts(), left in 0..4_usize, right in 0..4_usize, counts_all: bool,
    ) {
        prop_assume!(left + right > 0);
        let table = build(&texts);
        let selection = by_sentence(&table);
        let control = Control::default();
        let lower = table.attribute("lower", &control).unwrap();
        let Some(node) = lower.find("a") else { return Ok(()) };
        let mut cells: BTreeMap<(u32, u32), [u64; 2]> = BTreeMap::new();
        let mut sizes = vec![[0; 2]; selection.keys().len()];
        for (group, values) in stretches(&table, &selection) {
            let takes_room = |place: usize| counts_all || values[place].is_some();
            let is_node = |place: usize| values[place] == Some(node);
            let room = |from: usize, to: usize| {
                (from..to).filter(|&place| takes_room(place) && !is_node(place)).count()
            };
            for place in (0..values.len()).filter(|&place| takes_room(place) && !is_node(place)) {
                let near = (0..values.len()).filter(|&other| is_node(other)).any(|other| {
                    if other < place { room(other + 1, place) < right } else { room(place + 1, other) < left }
                });
                sizes[group as usize][0] += u64::from(near);
                sizes[group as usize][1] += 1;
                if let Some(value) = values[place] {
                    let cell = cells.entry((group, value)).or_default();
                    cell[0] += u64::from(near);
                    cell[1] += 1;
                }
            }
        }
        cells.retain(|_, cell| cell[0] > 0);
        let phrases = Phrases::new(lower, vec![vec![vec![node]]]);
        let window = Window { left, right, kinds: &KINDS, counts_all, places: true };
        let options = Options { kinds: &KINDS, min_count: 1, min_documents: 1, n_threads: Some(1) };
        let list = collocates(&table, &selection, lower, &phrases, &window, &options, &control).unwrap();
        let keys: Vec<(u32, u32)> = list.group.iter().copied().zip(list.value.iter().copied()).collect();
        let counts = list.count.iter().zip(&list.total).map(|(&count, &total)| [count, total]);
        prop_assert_eq!(keys.iter().copied().zip(counts).collect::<BTreeMap<_, _>>(), cells);
        let found: Vec<[u64; 2]> = list.sizes.iter().map(|size| [size.window, size.tokens]).collect();
        prop_assert_eq!(found, sizes);
        let hits = find(&table, &selection, &phrases, &control).unwrap();
        prop_assert_eq!(list.sizes.iter().map(|size| size.hits).sum::<u64>(), hits.len() as u64);
        let lines = find_collocates(&table, &selection, lower, &phrases, &window, &keys, &control).unwrap();
        for (row, count) in list.count.iter().enumerate() {
            prop_assert_eq!(lines.iter().filter(|line| line.0 == row).count() as u64, *count);
            let places = list.places.iter().map(|counts| counts[row]).sum::<u64>();
            prop_assert_eq!(places, *count);
        }
    }
}
