//! Sentences: where one ends and the next begins, decided while the tokens are read.
//!
//! | rule | example (`|` is a border) |
//! |---|---|
//! | a paragraph ends whatever it follows | `Kim in Moskau` `|` `Der Zug …` |
//! | `.`, `!`, `?` and `…` end, with the quotes and brackets that close behind them | `„Wir kommen.“ \| Dann` |
//! | but not before a small letter, a comma or a colon | `„Warum?“, sagte er` |
//! | quotes and brackets that open belong to what follows | `… kam. \| „Ich …“` |
//! | a dash leaves it to what follows | `Er – ach! – kam. – \| Doch` |
//! | numbers, and abbreviations that can end a sentence, go on unless a function word with a capital follows | `am 12. September`, `Waffen usw. \| Die` |
//! | initials and other abbreviations go on | `N. Koreas`, `Dr. Kim` |

use crate::tokenize::{Kind, Language, Token, ends_sentences, starts_sentences};

/// What has been read of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The next token begins a sentence.
    Due,
    /// Nothing has ended it yet.
    Inside,
    /// It has ended, if what follows looks like a beginning.
    Ended(Stop),
    /// The same, and white space came after it.
    Spaced(Stop),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Any beginning will do.
    Plain,
    /// That of an abbreviation or a number: only a function word with a capital will do.
    Shared,
}

/// Finds the first token of each sentence of a document. Tokens are handed in one by one.
#[derive(Debug)]
pub(crate) struct Splitter {
    language: Language,
    state: State,
    /// Where the last word begins and ends.
    word: (usize, usize),
    /// How long the longest line of the document is in bytes, or that it is too long, once that was asked.
    longest_line: Option<usize>,
}

/// Lines are wrapped if none is longer than this.
const LONGEST_WRAPPED_LINE: usize = 120;

impl Splitter {
    /// A splitter for a document.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, state: State::Due, word: (0, 0), longest_line: None }
    }

    /// Whether a sentence begins with a token. `gap` is where the token before it ends.
    #[inline]
    pub(crate) fn begins(&mut self, text: &[u8], gap: usize, token: Token) -> bool {
        let is_word = matches!(token.kind, Kind::Word | Kind::Number);
        // A comma neither ends nor begins anything.
        let plain_gap = matches!(&text[gap..token.start], b" " | b"" | b", ");
        if is_word && plain_gap && self.state == State::Inside && text[token.end - 1] != b'.' {
            self.word = (token.start, token.end);
            return false;
        }
        if text[token.start] == b',' && gap == token.start && self.state == State::Inside {
            return false;
        }
        self.decide(text, gap, token)
    }

    fn decide(&mut self, text: &[u8], gap: usize, token: Token) -> bool {
        self.read_signs(text, gap..token.start);
        if self.ends_paragraph(text, gap, token) {
            self.state = State::Due;
        }
        let signs = matches!(token.kind, Kind::Punctuation | Kind::Symbol);
        if !signs {
            return self.read_word(text, token);
        }
        let first = first_character(&text[token.start..token.end]);
        if let State::Spaced(stop) = self.state
            && !is_dash(first)
        {
            self.state = opening(stop, first);
        }
        let begins = self.state == State::Due;
        if begins {
            self.state = State::Inside;
        }
        self.read_signs(text, token.start..token.end);
        begins
    }

    /// Whether a paragraph ends before a token: at a blank line, and at a line end in a text whose lines are
    /// paragraphs. They are not where no line is long and the next word would have made this one too long.
    fn ends_paragraph(&mut self, text: &[u8], gap: usize, token: Token) -> bool {
        let white_space = &text[gap..token.start];
        match line_ends(white_space) {
            0 => return false,
            1 => {}
            _ => return true,
        }
        let longest = *self.longest_line.get_or_insert_with(|| longest_line(text));
        if longest > LONGEST_WRAPPED_LINE {
            return true;
        }
        let line = text[..gap].iter().rev().take_while(|&&byte| !is_line_end(byte)).count();
        let word = text[token.start..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        line + 1 + word <= longest
    }

    /// Goes on with characters that are no words: a gap, or a token of signs.
    fn read_signs(&mut self, text: &[u8], signs: std::ops::Range<usize>) {
        let mut at = signs.start;
        while at < signs.end {
            let character = first_character(&text[at..signs.end]);
            self.state = self.after(text, at, character);
            at += character.len_utf8();
        }
    }

    fn after(&self, text: &[u8], at: usize, character: char) -> State {
        match self.state {
            State::Due => State::Due,
            State::Inside if is_terminator(character) => self.stop(text, at),
            State::Ended(stop) if character.is_whitespace() => State::Spaced(stop),
            State::Ended(Stop::Shared) if matches!(character, '!' | '?') => State::Ended(Stop::Plain),
            State::Ended(stop) if is_terminator(character) || is_closing(character) => State::Ended(stop),
            State::Inside | State::Ended(_) => State::Inside,
            State::Spaced(stop) if character.is_whitespace() || is_dash(character) => State::Spaced(stop),
            State::Spaced(_) if is_terminator(character) => State::Ended(Stop::Plain),
            State::Spaced(stop) => opening(stop, character),
        }
    }

    /// What a terminator at `at` does after the last word.
    fn stop(&self, text: &[u8], at: usize) -> State {
        let (start, end) = self.word;
        if text[at] != b'.' || at != end {
            return State::Ended(Stop::Plain);
        }
        let word = &text[start..end];
        let short_number = word.len() < 3 && word.iter().all(u8::is_ascii_digit);
        if short_number && self.language == Language::German {
            return State::Ended(Stop::Shared);
        }
        if is_initial(word) {
            State::Inside
        } else {
            self.abbreviation(word).unwrap_or(State::Ended(Stop::Plain))
        }
    }

    /// What the stop of an abbreviation does; `None` if the word is none.
    fn abbreviation(&self, word: &[u8]) -> Option<State> {
        ends_sentences(self.language, word)
            .map(|ends| if ends { State::Ended(Stop::Shared) } else { State::Inside })
    }

    fn read_word(&mut self, text: &[u8], token: Token) -> bool {
        let word = &text[token.start..token.end];
        let begins = match self.state {
            State::Due => true,
            State::Inside | State::Ended(_) => false,
            State::Spaced(Stop::Plain) => !first_character(word).is_lowercase(),
            State::Spaced(Stop::Shared) => starts_sentences(self.language, word),
        };
        self.word = (token.start, token.end);
        self.state = match word.strip_suffix(b".") {
            None => State::Inside,
            Some(number) if number[0].is_ascii_digit() => State::Ended(Stop::Shared),
            Some(word) if is_initial(word) => State::Inside,
            Some(word) => self.abbreviation(word).unwrap_or(State::Inside),
        };
        begins
    }
}

/// What a sign after a stop and white space makes of it.
fn opening(stop: Stop, character: char) -> State {
    let goes_on = matches!(character, ',' | ';' | ':' | ')' | ']' | '}' | '/' | '%' | '=');
    if goes_on || stop == Stop::Shared { State::Inside } else { State::Due }
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—')
}

fn is_terminator(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‽' | '؟' | '।')
}

/// Quotes and brackets that can close, whatever else they do.
fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›' | ')' | ']' | '}')
}

/// A single letter, as in `J. Kirby` and `z. B.`.
fn is_initial(word: &[u8]) -> bool {
    let first = first_character(word);
    first.is_alphabetic() && first.len_utf8() == word.len()
}

/// How long the longest line is; looks no further than to the first that is too long to be wrapped.
fn longest_line(text: &[u8]) -> usize {
    let (mut longest, mut line) = (0, 0);
    for &byte in text {
        line = if is_line_end(byte) { 0 } else { line + 1 };
        longest = longest.max(line);
        if longest > LONGEST_WRAPPED_LINE {
            break;
        }
    }
    longest
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// How many lines end in a gap; a page or a paragraph is two.
fn line_ends(gap: &[u8]) -> usize {
    let (mut ends, mut at) = (0, 0);
    while at < gap.len() {
        let character = first_character(&gap[at..]);
        at += character.len_utf8();
        ends += match character {
            '\u{c}' | '\u{2029}' => 2,
            '\r' => usize::from(gap.get(at) != Some(&b'\n')),
            '\n' | '\u{b}' | '\u{85}' | '\u{2028}' => 1,
            _ => 0,
        };
    }
    ends
}

/// The first character of text that is valid UTF-8.
fn first_character(text: &[u8]) -> char {
    let length = match text.first() {
        None => return '\0',
        Some(&byte @ 0..0x80) => return char::from(byte),
        Some(0x80..0xe0) => 2,
        Some(0xe0..0xf0) => 3,
        Some(_) => 4,
    };
    std::str::from_utf8(&text[..length.min(text.len())])
        .ok()
        .and_then(|text| text.chars().next())
        .unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::{Mode, Tokenizer};

    /// A text with a bar before each sentence but the first.
    fn split(text: &str, mode: Mode) -> String {
        let tokens = Tokenizer { mode, language: Language::German }.tokens(text);
        let (mut splitter, mut gap, mut marked) = (Splitter::new(Language::German), 0, String::new());
        for token in tokens {
            marked.push_str(&text[gap..token.start]);
            if splitter.begins(text.as_bytes(), gap, token) && !marked.is_empty() {
                marked.push_str("| ");
            }
            marked.push_str(&text[token.start..token.end]);
            gap = token.end;
        }
        marked + &text[gap..]
    }

    /// Checks that a text is split where it has bars.
    fn check(marked: &str) {
        assert_eq!(split(&marked.replace("| ", ""), Mode::Language), marked);
    }

    #[test]
    fn terminators_end_sentences() {
        check("Der Zug kam. | Er fuhr weiter! | Wohin? | Nach … | Das war’s.");
        check("Er kam?! | Ja, er kam ... und ging.");
        check("Am Freitag kamen sie. | 12 Mann. – | Doch. | Er – ach! – kam nicht.");
        check(
            "ein Film wie „Warum?“, sagte er. | Nein: Das geht. Nicht; so"
                .replace(". Nicht", ". | Nicht")
                .as_str(),
        );
    }

    #[test]
    fn quotes_and_brackets_stay_with_their_sentence() {
        check("„Deshalb sind wir hier.“ | Nordkorea zeige „Interesse an Technik. | Sie kommen“, hieß es.");
        check("\"Wir haben Zeit.\" | \"Ich auch\", sagte er. | (So war es.) | Dann ging er. | (slo/AFP)");
        check("»Kommt er?« | Er kam. | ›Ja.‹");
        check("„Kommt!“ rief er. | „Er kommt!“, rief sie.");
    }

    #[test]
    fn abbreviations_and_ordinals_go_on() {
        check("Am 12. September kam Dr. Kim bzw. Prof. Lee. | Das war z. B. gut, d.h. sehr gut.");
        check("J. Kirby und N. Der koreanische Staatschef.");
        check("Er nannte Panzer, Waffen usw. | Die Liste ist lang. | Waffen usw. und Panzer");
        check(
            "am 31.12.2020. | Die Reise in die U.S.A. | Die Seite spiegel.de. | Die Version 2.0. | Die z.B. Die Grünen.",
        );
        check("Seit 1992. | Thailändische Zeitungen. | Er wurde 80. | Die Feier war am 13.9. | Er kam.");
    }

    #[test]
    fn paragraphs_end_sentences() {
        check("Kim in Moskau\n\n| Der Zug\r\n\r\n| kam an");
        let wrapped = "Der Zug von Kim Jong Un ist in\nRussland angekommen und fuhr dann\nweiter.\n| Ende";
        check(wrapped);
        let line = "Der Zug ".repeat(20);
        check(&format!("{line}\n| Kim in Moskau\n| {line}"));
    }

    #[test]
    fn modes_without_signs_split_alike() {
        let text = "Am 12. September kam Dr. Kim. „Warum?“, fragte er. Er ging usw. Die Zeit.\n\nEnde";
        let words =
            "Am 12. September kam Dr. Kim. „| Warum?“, fragte er. | Er ging usw. | Die Zeit.\n\n| Ende";
        assert_eq!(split(text, Mode::Words), words);
    }
}
