//! UAX #29 as Unicode's own test file has it.
//!
//! The file is of the Unicode version whose properties the crate uses; see its header for the terms.

use corpusstats::{Mode, Tokenizer, UNICODE_VERSION};

const TESTS: &str = include_str!("conformance/WordBreakTest.txt");

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

#[test]
fn the_file_is_of_the_version_of_the_tables() {
    assert!(TESTS.starts_with(&format!("# WordBreakTest-{UNICODE_VERSION}.txt")));
}

#[test]
fn every_case_of_the_file_is_right() {
    let tokenizer = Tokenizer { mode: Mode::Unicode, ..Tokenizer::default() };
    let mut n_cases = 0;
    for (number, segments) in
        TESTS.lines().enumerate().filter_map(|(number, line)| Some((number, case(line)?)))
    {
        let text = segments.concat();
        let tokens: Vec<&str> =
            tokenizer.tokens(&text).iter().map(|token| &text[token.start..token.end]).collect();
        let expected: Vec<&str> =
            segments.iter().map(|segment| segment.trim()).filter(|segment| !segment.is_empty()).collect();
        assert_eq!(tokens, expected, "line {}", number + 1);
        n_cases += 1;
    }
    assert!(n_cases > 1800, "{n_cases} cases read");
}
