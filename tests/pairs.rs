//! Laws of pairs, on random texts of few words.

#![allow(clippy::unwrap_used)] // a test may panic

use std::collections::BTreeMap;

use corpusstats::{
    Control, Direction, Kind, PairCounter, PairOptions, Query, Selection, TokenTable, Tokenizer,
    cooccurrence_matrix, find_pairs,
};
use proptest::prelude::*;

const KINDS: [Kind; 2] = [Kind::Word, Kind::Number];

/// Counts and weights by group, term and other.
type Counts = BTreeMap<(u32, u32, u32), (u64, f64)>;

fn texts() -> impl Strategy<Value = Vec<String>> {
    let words = vec!["a", "B", "c", "Die", "12.", ".", "?", ",", "“", "\n\n"];
    let text = prop::collection::vec(prop::sample::select(words), 0..14).prop_map(|words| words.join(" "));
    prop::collection::vec(text, 1..5)
}

fn options() -> impl Strategy<Value = PairOptions<'static>> {
    let directions = vec![Direction::Unordered, Direction::Both, Direction::Behind];
    let (window, n_threads) = (1..5_usize, 1..4_usize);
    let choices = (window, prop::sample::select(directions), any::<bool>(), n_threads);
    choices.prop_map(|(window, direction, counts_all, n_threads)| PairOptions {
        window,
        direction,
        weights: true,
        kinds: &KINDS,
        counts_all,
        min_count: 1,
        memory: None,
        n_threads: Some(n_threads),
    })
}

fn build(texts: &[String]) -> TokenTable {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    TokenTable::build(&texts, &Tokenizer::default(), Some(1), &Control::default()).unwrap()
}

/// Documents in some groups, cut up into sentences.
fn by_sentence(table: &TokenTable, n_groups: u32) -> Selection {
    let sentences = table.sentence_layer(&Control::default()).unwrap();
    let documents: Vec<u32> = (0..).take(table.n_documents()).collect();
    let groups: Vec<u32> = documents.iter().map(|document| document % n_groups).collect();
    let query =
        Query { documents: &documents, groups: &groups, borders: vec![sentences], ..Query::default() };
    Selection::new(table, &query).unwrap()
}

/// Every two tokens of every stretch are looked at.
fn expected(table: &TokenTable, selection: &Selection, options: &PairOptions<'_>) -> Counts {
    let values = table.attribute("lower", &Control::default()).unwrap().value_of_term();
    let mut counts = Counts::new();
    for stretch in selection.stretches().iter().flat_map(|stretch| selection.pieces(stretch)) {
        let value =
            |&id: &u32| KINDS.contains(&table.vocabulary().kinds()[id as usize]).then(|| values[id as usize]);
        let mut room: Vec<Option<u32>> = table.ids()[stretch.start..stretch.end].iter().map(value).collect();
        room.retain(|value| options.counts_all || value.is_some());
        for (place, &one) in room.iter().enumerate() {
            for (distance, &two) in room.iter().enumerate().skip(place + 1).map(|(at, two)| (at - place, two))
            {
                let (Some(one), Some(two)) = (one, two) else { continue };
                if distance > options.window {
                    continue;
                }
                let cells = match options.direction {
                    Direction::Unordered => vec![(one.min(two), one.max(two))],
                    Direction::Both if one != two => vec![(one, two), (two, one)],
                    _ => vec![(one, two)],
                };
                for (term, other) in cells {
                    let cell = counts.entry((stretch.group, term, other)).or_default();
                    *cell = (cell.0 + 1, cell.1 + 1.0 / f64::from(u32::try_from(distance).unwrap()));
                }
            }
        }
    }
    counts
}

fn check(found: &Counts, expected: &Counts) -> Result<(), TestCaseError> {
    prop_assert!(found.keys().eq(expected.keys()));
    for (found, expected) in found.values().zip(expected.values()) {
        prop_assert_eq!(found.0, expected.0);
        prop_assert!((found.1 - expected.1).abs() < 1e-5);
    }
    Ok(())
}

proptest! {
    #[test]
    fn rows_and_what_is_found_are_every_pair(texts in texts(), options in options()) {
        let (table, control) = (build(&texts), Control::default());
        let selection = by_sentence(&table, 2);
        let lower = table.attribute("lower", &control).unwrap();
        let counter = PairCounter::new(&table, &selection, lower, &options, &control).unwrap();
        let mut counts = Counts::new();
        for part in counter.whole(&control).unwrap() {
            for row in 0..part.term.len() {
                let group = part.group.get(row).copied().unwrap_or_default();
                let count = u64::try_from(part.count[row]).unwrap();
                counts.insert((group, part.term[row], part.other[row]), (count, part.weight[row]));
            }
        }
        check(&counts, &expected(&table, &selection, &options))?;
        let rows: Vec<_> = counts.keys().copied().collect();
        let found = find_pairs(&table, &selection, lower, &options, &rows, &control).unwrap();
        let value = |token: usize| lower.value_of_term()[table.ids()[token] as usize];
        for (number, row) in rows.iter().enumerate() {
            let of_row: Vec<_> = found.iter().filter(|(of, _)| *of == number).map(|(_, pair)| pair).collect();
            prop_assert_eq!(of_row.len() as u64, counts[row].0);
            for pair in of_row {
                prop_assert_eq!((pair.hit.group, value(pair.hit.start), value(pair.other)), *row);
                prop_assert!(options.direction != Direction::Behind || pair.hit.start < pair.other);
            }
        }
    }

    #[test]
    fn a_matrix_has_every_pair_of_all_groups(texts in texts(), options in options(), cut in 1..3_u64) {
        let (table, control) = (build(&texts), Control::default());
        let lower = table.attribute("lower", &control).unwrap();
        let mut expected = expected(&table, &by_sentence(&table, 1), &options);
        expected.retain(|_, cell| cell.0 >= cut);
        let in_groups = by_sentence(&table, 2);
        let mut cells = [Counts::new(), Counts::new()];
        for (weights, cells) in [false, true].into_iter().zip(&mut cells) {
            let options = PairOptions { weights, min_count: cut, ..options };
            let matrix = cooccurrence_matrix(&table, &in_groups, lower, &options, &control).unwrap();
            prop_assert_eq!(matrix.starts.len(), matrix.value.len() + 1);
            for (row, bounds) in matrix.starts.windows(2).enumerate() {
                for cell in usize::try_from(bounds[0]).unwrap()..usize::try_from(bounds[1]).unwrap() {
                    let key = (0, matrix.value[row], matrix.value[matrix.column[cell] as usize]);
                    let count = matrix.count.get(cell).copied().unwrap_or_default();
                    let weight = matrix.weight.get(cell).copied().unwrap_or_default();
                    cells.insert(key, (u64::from(count), f64::from(weight)));
                }
            }
        }
        let [mut cells, weights] = cells;
        for (key, cell) in &mut cells {
            cell.1 = weights[key].1;
        }
        check(&cells, &expected)?;
    }
}
