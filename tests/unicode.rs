//! UAX #29 as Unicode's own test files have it.
//!
//! The files are of the Unicode version whose properties the crate uses; see their headers for the terms.

#![allow(clippy::unwrap_used)] // a test may panic

use corpusstats::{Control, Mode, Place, Text, Tokenizer, UNICODE_VERSION, list_sentences};

const WORDS: &str = include_str!("conformance/WordBreakTest.txt");
const SENTENCES: &str = include_str!("conformance/SentenceBreakTest.txt");

/// The text of a line and its segments.
fn case(line: &str) -> Option<Vec<String>> {
    let line = line.split('#').next()?.trim();
    let mut segments = vec![String::new()];
    for item in line.strip_prefix('÷')?.strip_suffix('÷')?.split_whitespace() {
        match item {
            "÷" => segments.push(String::new()),
            "×" => {}
            code => {
                let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?;
                segments.last_mut()?.push(character);
            }
        }
    }
    Some(segments)
}

/// The number of each line with a case, its text and its segments.
fn cases(file: &str) -> impl Iterator<Item = (usize, String, Vec<String>)> {
    let lines = (1..).zip(file.lines());
    lines.filter_map(|(number, line)| case(line).map(|segments| (number, segments.concat(), segments)))
}

#[test]
fn the_files_are_of_the_version_of_the_tables() {
    for (name, file) in [("WordBreakTest", WORDS), ("SentenceBreakTest", SENTENCES)] {
        assert!(file.starts_with(&format!("# {name}-{UNICODE_VERSION}.txt")), "{name}");
    }
}

fn tokenizer() -> Tokenizer {
    Tokenizer { mode: Mode::Unicode, ..Tokenizer::default() }
}

#[test]
fn every_case_of_words_is_right() {
    let mut n_cases = 0;
    for (number, text, segments) in cases(WORDS) {
        let expected: Vec<&str> =
            segments.iter().map(|segment| segment.trim()).filter(|segment| !segment.is_empty()).collect();
        assert_eq!(tokenizer().words(&text), expected, "line {number}");
        n_cases += 1;
    }
    assert!(n_cases > 1800, "{n_cases} cases read");
}

#[test]
fn every_case_of_sentences_is_right() {
    let mut n_cases = 0;
    for (number, text, segments) in cases(SENTENCES) {
        let texts = [Text { text: &text, place: Place::default() }];
        let found = list_sentences(&texts, &tokenizer(), Some(1), &Control::default()).unwrap();
        let starts: Vec<usize> = found[0].start.iter().map(|&start| start as usize).collect();
        let expected: Vec<usize> = segments
            .iter()
            .scan(0, |at, segment| {
                *at += segment.chars().count();
                Some(*at - segment.chars().count())
            })
            .collect();
        assert_eq!(starts, expected, "line {number}");
        n_cases += 1;
    }
    assert!(n_cases > 500, "{n_cases} cases read");
}
