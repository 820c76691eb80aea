//! Shared text: what is planted is found, for each number of threads, and alignments have both sides.

#![allow(clippy::unwrap_used)] // a test may panic

use corpusstats::{
    Control, Error, Id, Kind, ReuseOptions, Shared, TokenTable, Tokenizer, edits, passages, shared,
};

const OPTIONS: ReuseOptions<'_> = ReuseOptions {
    kinds: &[Kind::Word, Kind::Number],
    shingle: 3,
    min_run: 4,
    min_words: 6,
    gap: 3,
    most_places: 50,
    n_threads: Some(1),
};
const TEXTS: [&str; 3] = [
    "Am Abend kam der lange Zug mit zwei Wagen in der Stadt an. Danach war es still.",
    "Ganz anders: Am Abend kam der Zug mit zwei Wagen in der Stadt an, heißt es.",
    "Niemand weiß etwas davon.",
];

fn find(texts: &[&str], options: &ReuseOptions<'_>) -> (TokenTable, Vec<Id>, Shared) {
    let control = Control::default();
    let table = TokenTable::build(texts, &Tokenizer::default(), None, &control).unwrap();
    let documents: Vec<Id> = (0..).take(texts.len()).collect();
    let lower = table.attribute("lower", &control).unwrap();
    let found = shared(&table, &documents, lower, options, &control).unwrap();
    (table, documents, found)
}

#[test]
fn a_copy_with_an_edit_is_one_match() {
    let (_, _, found) = find(&TEXTS, &OPTIONS);
    let [one] = found.matches[..] else { unreachable!("{:?}", found.matches) };
    assert_eq!((one.a.document, one.b.document, one.matched, one.edits), (0, 1, 12, 1));
    assert_eq!((one.a.start, one.a.end, one.b.start, one.b.end), (0, 13, 2, 14));
    assert_eq!(passages(&found.matches).cluster, [0, 0]);
    assert_eq!(found.words, [17, 16, 4]);
}

#[test]
fn threads_change_nothing() {
    let text = "Wer A sagt, muss auch B sagen, und wer B sagt, muss auch C sagen. ".repeat(40);
    let texts: Vec<String> = (0..60).map(|number| format!("{number} {text} {}", number % 7)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (_, _, one) = find(&texts, &OPTIONS);
    let (_, _, three) = find(&texts, &ReuseOptions { n_threads: Some(3), ..OPTIONS });
    assert!(one.ubiquitous_shingles > 0);
    assert_eq!(one.matches, three.matches);
}

#[test]
fn what_is_asked_to_stop_stops() {
    let control = Control::default();
    let table = TokenTable::build(&TEXTS, &Tokenizer::default(), None, &control).unwrap();
    let lower = table.attribute("lower", &control).unwrap();
    control.stop();
    assert_eq!(shared(&table, &[0, 1], lower, &OPTIONS, &control).unwrap_err(), Error::Interrupted);
}

#[test]
fn edits_have_all_words_of_both_sentences() {
    let (table, documents, found) = find(&TEXTS, &OPTIONS);
    let control = Control::default();
    let lower = table.attribute("lower", &control).unwrap();
    let kinds = OPTIONS.kinds;
    let listed = edits(&table, &documents, lower, kinds, &found.matches, true, None, &control).unwrap();
    let words = |of: fn(&corpusstats::Edit) -> Id| listed.iter().map(of).sum::<Id>();
    assert_eq!((words(|edit| edit.a.words), words(|edit| edit.b.words)), (13, 16));
    let changed: Vec<_> = listed.iter().filter(|edit| !edit.is_equal).collect();
    assert_eq!(changed.len(), 3);
    assert_eq!((changed[1].a.words, changed[1].b.words), (1, 0));
}
