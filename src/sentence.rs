//! Sentences: where one ends and the next begins, decided while the tokens are read.
//!
//! | rule | example (`|` is a border) |
//! |---|---|
//! | a paragraph ends whatever it follows | `Kim in Moskau` `|` `Der Zug …` |
//! | `.`, `!`, `?` and `…` end, with the quotes and brackets that close behind them | `„Wir kommen.“ \| Dann` |
//! | but not before a small letter, a comma or a colon | `„Warum?“, sagte er` |
//! | quotes, brackets and dashes that open belong to what follows | `… kam. \| „Ich …“`, `… kam. \| – Doch` |
//! | faces and the numbers of notes belong to what they follow | `Schön! :-) \| Er kam. [3] \| Dann` |
//! | ordinals, and abbreviations that can end a sentence, go on unless a function word with a capital follows | `am 12. September`, `Waffen usw. \| Die` |
//! | initials and other abbreviations go on | `N. Koreas`, `Dr. Kim` |
//! | markers of a list begin | `1. Öl 2. Wein` is two, `• Öl • Wein` |
//! | where nothing ended a line, a function word with a capital begins | `Zur Geschichte \| Der Ort …` |
//! | who begins in small letters goes on in small letters | `das war gut. \| immer wieder!` |

mod beginnings;
mod breaks;
mod stops;
mod text;

pub(crate) use self::breaks::sentence_end;
use self::text::{
    LONGEST_WRAPPED_LINE, Marker, Next, cased_from, is_line_end, is_plain_gap, line_ends, longest_line,
    marker_at, next_letter,
};

use crate::tokenize::{Kind, LanguageScan, Lexicon, Mode, Token};

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

/// What has ended a sentence, and so what has to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// A full stop: any beginning will do.
    Plain,
    /// An exclamation or question mark.
    Mark,
    /// A stop, a mark or an ellipsis with a quotation mark or bracket behind it.
    Closed,
    /// An ellipsis: a capital has to follow.
    Ellipsis,
    /// A face: a capital has to follow, or a function word with one where nouns have capitals.
    Face,
    /// That of an abbreviation with which sentences end: a capital will do, but not that of `2004 r. Nr 54`.
    Ending,
    /// That of an abbreviation or a number: only a function word with a capital will do.
    Shared,
}

/// Finds the first token of each sentence of a document. Tokens are handed in one by one.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools)] // each says a thing of its own of what has been read
pub struct Splitter<'a> {
    lexicon: &'a Lexicon,
    /// Where the next sentence begins, if UAX #29 says so.
    next_break: Option<usize>,
    /// Whether abbreviations keep their stops.
    keeps_stops: bool,
    /// What knows abbreviations where their stops are tokens of their own.
    stops_apart: Option<&'a LanguageScan<'a>>,
    state: State,
    /// Where the last word begins and ends.
    word: (usize, usize),
    /// Where the sentence begins, and how many words it has.
    first: usize,
    n_words: u32,
    begins_small: bool,
    /// The marker with which the sentence begins.
    marker: Option<Marker>,
    /// Tokens that begin before this place have been dealt with.
    dealt_with: usize,
    /// Whether a straight quotation mark is open in this paragraph.
    is_quoting: bool,
    /// How long the longest line of the document is in bytes, or that it is too long, once that was asked.
    longest_line: Option<usize>,
}

/// A sentence of no more words has only begun: `W 2010 r. Sejm …`, `At 5 a.m. Mr. Smith …`
const FEW_WORDS: u32 = 4;

impl<'a> Splitter<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon, mode: Mode, scan: Option<&'a LanguageScan<'a>>) -> Self {
        Self {
            lexicon,
            next_break: (mode == Mode::Unicode).then_some(0),
            keeps_stops: mode == Mode::Language,
            stops_apart: scan.filter(|_| lexicon.has_stops_apart()),
            state: State::Due,
            word: (0, 0),
            first: 0,
            n_words: 0,
            begins_small: false,
            marker: None,
            dealt_with: 0,
            is_quoting: false,
            longest_line: None,
        }
    }

    /// Whether a sentence begins with a token. `gap` is where the token before it ends.
    #[inline]
    pub fn begins(&mut self, text: &[u8], gap: usize, token: Token) -> bool {
        // Nearly every word stands inside a sentence, and has no capital.
        if self.state == State::Inside
            && self.n_words > 0
            && self.marker.is_none()
            && self.next_break.is_none()
        {
            let (first, last) = (text[token.start], text[token.end - 1]);
            let is_word = matches!(token.kind, Kind::Word | Kind::Number);
            if is_word && last != b'.' && is_plain_gap(&text[gap..token.start]) {
                let is_small = first.is_ascii_lowercase() || first.is_ascii_digit();
                if is_small || !self.may_begin(&text[token.start..token.end]) {
                    self.word = (token.start, token.end);
                    self.n_words += 1;
                    return false;
                }
            } else if first == b',' && token.end == token.start + 1 && gap == token.start {
                return false;
            }
        }
        self.decide(text, gap, token)
    }

    /// Whether a word with a capital can begin a sentence where none has ended.
    #[inline]
    fn may_begin(&self, word: &[u8]) -> bool {
        self.n_words == 2
            || (self.lexicon.may_start(word) && self.lexicon.is(word, self.lexicon.restarters()))
    }

    fn decide(&mut self, text: &[u8], gap: usize, token: Token) -> bool {
        if let Some(next_break) = self.next_break {
            return self.begins_by_standard(text, next_break, token);
        }
        if token.start < self.dealt_with {
            return false;
        }
        self.read_signs(text, gap..token.start);
        if self.ends_paragraph(text, gap, token) {
            self.state = State::Due;
            self.is_quoting = false;
        }
        let begins = match self.state {
            State::Due => true,
            State::Inside => self.begins_inside(text, gap, token),
            State::Ended(stop) => {
                !self.reads_note(text, token, stop) && self.begins_without_blank(text, token, stop)
            }
            State::Spaced(stop) => self.begins_after(text, token, stop),
        };
        if begins {
            self.begin(text, token);
        }
        if token.start >= self.dealt_with {
            self.read(text, token);
        }
        begins
    }

    /// UAX #29: a sentence begins with the first token behind a boundary.
    fn begins_by_standard(&mut self, text: &[u8], mut next_break: usize, token: Token) -> bool {
        let begins = token.start >= next_break;
        while token.start >= next_break {
            next_break = breaks::sentence_end(text, next_break);
        }
        self.next_break = Some(next_break);
        begins
    }

    fn begin(&mut self, text: &[u8], token: Token) {
        (self.first, self.n_words, self.marker) = (token.start, 0, None);
        self.begins_small = next_letter(text, cased_from(text, token)) == Next::Small;
        self.state = State::Inside;
    }

    /// Goes on with a token that has been found to begin a sentence or not.
    fn read(&mut self, text: &[u8], token: Token) {
        if self.n_words == 0 && self.marker.is_none() && self.reads_marker(text, token) {
            return;
        }
        if matches!(token.kind, Kind::Punctuation | Kind::Symbol) {
            self.read_signs(text, token.start..token.end);
        } else if token.kind == Kind::Emoji {
            // A face stands at the end of what it is about.
            self.state = match self.state {
                State::Spaced(stop) => State::Ended(stop),
                State::Inside if self.n_words > 0 => State::Ended(Stop::Face),
                state => state,
            };
        } else {
            self.read_word(text, token);
        }
    }

    /// A marker at the beginning of a sentence: its stop ends nothing.
    fn reads_marker(&mut self, text: &[u8], token: Token) -> bool {
        let Some((marker, end)) = marker_at(text, token.start) else { return false };
        (self.marker, self.dealt_with, self.state) = (Some(marker), end, State::Inside);
        self.word = (token.start, token.end);
        true
    }

    /// The word that was read last.
    fn word_before<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.word.0..self.word.1]
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

    fn read_word(&mut self, text: &[u8], token: Token) {
        let word = &text[token.start..token.end];
        let closes = self.closes_phrase(text, token);
        self.word = (token.start, token.end);
        self.n_words += 1;
        self.state = match word.strip_suffix(b".") {
            None => State::Inside,
            Some(_) if closes => State::Ended(Stop::Shared),
            Some(word) => self.kept_stop(text, word),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::{Scan, Tokenizer, WithScan};

    /// A text with a bar before each sentence but the first.
    fn split(text: &str, mode: Mode) -> String {
        struct Mark<'t>(&'t str);
        impl WithScan for Mark<'_> {
            type Output = String;
            fn call<S: Scan>(self, scan: &S, splitter: &Splitter<'_>) -> String {
                let (text, mut splitter, mut gap, mut marked) = (self.0, splitter.clone(), 0, String::new());
                while let Some(token) = scan.next(text.as_bytes(), gap) {
                    marked.push_str(&text[gap..token.start]);
                    if splitter.begins(text.as_bytes(), gap, token) && !marked.is_empty() {
                        marked.push_str("| ");
                    }
                    marked.push_str(&text[token.start..token.end]);
                    gap = token.end;
                }
                marked + &text[gap..]
            }
        }
        Tokenizer { mode, ..Tokenizer::default() }.with_scan(Mark(text))
    }

    /// Checks that a text is split where it has bars.
    fn check(marked: &str) {
        assert_eq!(split(&marked.replace("| ", ""), Mode::Language), marked);
    }

    #[test]
    fn terminators_end_sentences() {
        check("Der Zug kam. | Er fuhr weiter! | Wohin? | Nach … | Das war’s.");
        check("Er kam?! | Ja, er kam ... und ging.");
        check("Am Freitag kamen sie. | 12 Mann. | – Doch. | Er – ach! – kam nicht. | – so");
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
        let line = "der Zug ".repeat(20);
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
