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

mod breaks;
mod text;

use std::ops::Range;

pub(crate) use self::breaks::sentence_end;
use self::text::{
    LONGEST_WRAPPED_LINE, Marker, Next, ahead, capitalized, cased_from, closes_later, first_character,
    follows_digit, is_bullet, is_closing, is_dash, is_item, is_line_end, is_plain_gap, is_terminator,
    line_ends, longest_line, marker_at, next_letter, note_end, run_of,
};

use crate::tokenize::{Kind, LanguageScan, Lexicon, Mode, Token, entry};

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

    /// Whether a sentence begins although none has ended.
    fn begins_inside(&self, text: &[u8], gap: usize, token: Token) -> bool {
        let first = first_character(&text[token.start..token.end]);
        if is_bullet(first) {
            return true;
        }
        if gap == token.start {
            return false;
        }
        if let Some(marker) = self.marker
            && self.n_words > 1
            && let Some((next, end)) = marker_at(text, token.start)
            && (next.is_letter, next.signs) == (marker.is_letter, marker.signs)
            && next.value == marker.value + 1
        {
            let before = self.word_before(text).to_ascii_lowercase();
            return next_letter(text, end) != Next::Sign && !self.lexicon.is(&before, entry::BEFORE_ORDINALS);
        }
        if token.kind != Kind::Word || !first.is_uppercase() {
            return false;
        }
        self.ends_metadata(text, gap) || self.lacks_stop(text, gap, token)
    }

    /// The word that was read last.
    fn word_before<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.word.0..self.word.1]
    }

    /// Whether the document begins with a line of metadata that ends here: `date 2023-09`.
    fn ends_metadata(&self, text: &[u8], gap: usize) -> bool {
        let Some(date) = text[self.first..gap].strip_prefix(b"date ") else { return false };
        let is_date = matches!(date.len(), 7 | 10)
            && date
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
        is_date && text[..self.first].iter().all(u8::is_ascii_whitespace)
    }

    /// Whether a function word with a capital stands where there is no stop: behind a headline or a line that
    /// lost its end.
    fn lacks_stop(&self, text: &[u8], gap: usize, token: Token) -> bool {
        let word = &text[token.start..token.end];
        if self.n_words == 0
            || self.word.1 != gap
            || !self.lexicon.is(word, self.lexicon.restarters())
            || text[gap..token.start] != *b" "
        {
            return false;
        }
        let (before, next) = (self.word_before(text), next_letter(text, token.end));
        if next != Next::Small && !self.lexicon.begins_before_capital(word, before) {
            return false;
        }
        // A title, as in `Der Spiegel`, stands behind one of these; what follows it goes on.
        let is_function_word = self.lexicon.is(before, entry::STARTER | entry::BEFORE_ORDINALS)
            || self.lexicon.is(&capitalized(before), entry::STRONG_STARTER);
        let in_title = self.lexicon.is(before, entry::BEFORE_TITLES)
            || self.lexicon.is(run_of(text[token.end..].trim_ascii_start()), entry::TITLE);
        let goes_on = is_function_word
            || in_title
            || before.ends_with(b".")
            || (self.is_quoting && closes_later(text, token.end))
            || matches!(text.get(token.end), Some(b'-' | b'/' | b':'));
        // Where nouns have no capitals, one with a capital behind another is a title: `There Will Be Blood`.
        let goes_on = goes_on || (next == Next::Capital && !self.lexicon.has_capital_nouns());
        !goes_on && matches!(next, Next::Small | Next::Capital | Next::Digit)
    }

    /// Whether a sentence begins right behind a stop, where a blank is missing: `gut.Immer`.
    fn begins_without_blank(&self, text: &[u8], token: Token, stop: Stop) -> bool {
        let word = self.word_before(text);
        let stands_alone = matches!(stop, Stop::Plain | Stop::Mark | Stop::Ellipsis)
            && token.kind == Kind::Word
            && self.word.1 < token.start
            && word.len() > 2
            && std::str::from_utf8(word)
                .is_ok_and(|word| !word.chars().skip(1).any(|letter| letter.is_uppercase() || letter == '.'));
        stands_alone && first_character(&text[token.start..]).is_uppercase()
    }

    /// Whether a token behind a stop and a blank begins a sentence.
    fn begins_after(&mut self, text: &[u8], token: Token, stop: Stop) -> bool {
        if matches!(token.kind, Kind::Punctuation | Kind::Symbol | Kind::Emoji) {
            return self.sign_begins(text, token, stop);
        }
        let word = &text[token.start..token.end];
        let begins = match stop {
            Stop::Ending if self.n_words > FEW_WORDS => {
                first_character(word).is_uppercase() && !self.lexicon.is(run_of(word), entry::BEFORE_NUMBERS)
            }
            Stop::Shared | Stop::Ending => {
                self.is_starter(text, token.start) && (!word.ends_with(b".") || self.n_words > FEW_WORDS)
            }
            Stop::Face if self.lexicon.has_capital_nouns() => self.is_starter(text, token.start),
            Stop::Face | Stop::Ellipsis => {
                !matches!(next_letter(text, token.start), Next::Small | Next::Digit)
            }
            // `… lang. b. Der Preis`
            Stop::Plain | Stop::Mark if is_item(text, token.start) => true,
            // `… responsabilità. a) il danno`
            Stop::Plain if marker_at(text, token.start).is_some_and(|(marker, _)| marker.signs.1) => true,
            _ if next_letter(text, cased_from(text, token)) == Next::Small => {
                (self.begins_small && matches!(stop, Stop::Plain | Stop::Mark))
                    || (stop == Stop::Plain && self.lexicon.is_full_word(self.word_before(text)))
            }
            _ => true,
        };
        if !begins {
            self.state = State::Inside;
        }
        begins
    }

    /// The same for what is no word.
    fn sign_begins(&mut self, text: &[u8], token: Token, stop: Stop) -> bool {
        let sign = first_character(&text[token.start..token.end]);
        if token.kind == Kind::Emoji || is_terminator(sign) {
            return false;
        }
        if is_bullet(sign) {
            return true;
        }
        if self.reads_note(text, token, stop) {
            return false;
        }
        if self.closes(text, token) {
            return false;
        }
        // `,,` opens; behind a mark that is no `''` it may be a comma and a quote.
        let is_low_quote = sign == ',' && token.end > token.start + 1;
        let opens_low =
            is_low_quote && (stop != Stop::Closed || text[..token.start].trim_ascii_end().ends_with(b"''"));
        // `%50` stands before its number in Turkish.
        let opens = opens_low || sign == '%' && text.get(token.end).is_some_and(u8::is_ascii_digit);
        if matches!(sign, ',' | ';' | ':' | ')' | ']' | '}' | '/' | '%' | '=') && !opens {
            self.state = State::Inside;
            return false;
        }
        let next = next_letter(text, token.end);
        let begins = match stop {
            Stop::Shared | Stop::Ending => next == Next::Capital && self.starter_follows(text, token.end),
            Stop::Ellipsis | Stop::Face => next == Next::Capital,
            // Asides and the items of lists begin in small letters too.
            Stop::Plain => next != Next::Small || sign == '(' || is_dash(sign) || self.begins_small,
            Stop::Mark | Stop::Closed => next != Next::Small,
        };
        if !begins {
            self.state = State::Inside;
        }
        begins
    }

    /// Goes over the number of a note behind a stop, to which it belongs: `[12]`.
    fn reads_note(&mut self, text: &[u8], token: Token, stop: Stop) -> bool {
        let Some(end) = note_end(text, token.start).filter(|_| !matches!(stop, Stop::Shared | Stop::Ending))
        else {
            return false;
        };
        (self.dealt_with, self.state) = (end, State::Ended(stop));
        true
    }

    /// Whether a quotation mark behind a stop and a blank closes what was quoted before.
    fn closes(&self, text: &[u8], token: Token) -> bool {
        let spaced = text.get(token.end).is_none_or(u8::is_ascii_whitespace);
        match &text[token.start..token.end] {
            b"\"" => spaced && self.is_quoting,
            b"''" => spaced || !text[token.end].is_ascii_alphanumeric(),
            b"'" => spaced,
            sign => spaced && ["”", "“", "’", "»", "›", "’’"].iter().any(|mark| mark.as_bytes() == sign),
        }
    }

    fn starter_follows(&self, text: &[u8], from: usize) -> bool {
        let start = ahead(text, from).find(char::is_alphanumeric);
        start.is_some_and(|start| self.is_starter(text, from + start))
    }

    /// Whether a sentence can begin with the word at `at`, which is no initial.
    fn is_starter(&self, text: &[u8], at: usize) -> bool {
        let rest = &text[at..];
        self.lexicon.begins_with_starter(rest, run_of(rest).len())
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
    fn read_signs(&mut self, text: &[u8], signs: Range<usize>) {
        let mut at = signs.start.max(self.dealt_with);
        while at < signs.end {
            let character = first_character(&text[at..signs.end]);
            self.state = self.after(text, at, character);
            at = (at + character.len_utf8()).max(self.dealt_with);
        }
    }

    fn after(&mut self, text: &[u8], at: usize, character: char) -> State {
        if character == '"' {
            self.is_quoting = !self.is_quoting;
        }
        match self.state {
            State::Due => State::Due,
            State::Inside if is_terminator(character) => self.stop(text, at, character),
            State::Ended(stop) if character.is_whitespace() => State::Spaced(stop),
            State::Ended(Stop::Shared | Stop::Ending | Stop::Face) if matches!(character, '!' | '?') => {
                State::Ended(Stop::Mark)
            }
            // `(23 proc.). Dalej`: this stop is the sentence's own.
            State::Ended(Stop::Shared | Stop::Ending) if character == '.' && text[at - 1] != b'.' => {
                State::Ended(Stop::Plain)
            }
            State::Ended(Stop::Face) if character == '.' => State::Ended(Stop::Plain),
            State::Ended(Stop::Plain) if matches!(character, '.' | '…') => State::Ended(Stop::Ellipsis),
            State::Ended(Stop::Mark) if matches!(character, '.' | '…') => State::Ended(Stop::Mark),
            State::Ended(stop) if is_terminator(character) => State::Ended(stop),
            State::Ended(Stop::Plain | Stop::Mark) if is_closing(character) => State::Ended(Stop::Closed),
            State::Ended(stop) if is_closing(character) => State::Ended(stop),
            State::Inside | State::Ended(_) => State::Inside,
            State::Spaced(stop) if character.is_whitespace() => State::Spaced(stop),
            State::Spaced(stop) if is_terminator(character) => {
                State::Ended(if stop == Stop::Shared || character == '.' { stop } else { Stop::Mark })
            }
            State::Spaced(stop) if is_closing(character) => State::Ended(stop),
            State::Spaced(stop) => State::Spaced(stop),
        }
    }

    /// What a terminator at `at` does after the last word.
    fn stop(&mut self, text: &[u8], at: usize, character: char) -> State {
        if character == '.'
            && let Some(state) = self.spaced_ellipsis(text, at)
        {
            return state;
        }
        // What has no word yet cannot end: `… und`.
        if self.n_words == 0 {
            return State::Inside;
        }
        match character {
            '…' if matches!(text[..at].last(), Some(b'[' | b'(')) => return State::Inside,
            '…' => return State::Ended(Stop::Ellipsis),
            '!' | '?' | '‽' | '؟' => return State::Ended(Stop::Mark),
            // Nothing need stand behind these.
            '。' | '！' | '？' | '｡' => return State::Spaced(Stop::Plain),
            _ => {}
        }
        let stops = text[..at].iter().rev().take_while(|&&byte| byte == b'.').count();
        if matches!(text[..at - stops].last(), Some(b'[' | b'(')) {
            return State::Inside;
        }
        let (start, end) = self.word;
        if at != end {
            return State::Ended(Stop::Plain);
        }
        let word = &text[start..end];
        if self.lexicon.has_capital_nouns() && word.len() < 3 && word.iter().all(u8::is_ascii_digit) {
            return State::Ended(Stop::Shared);
        }
        // An abbreviation has kept its stop where the language's rules apply, but where stops stand apart.
        let is_abbreviation = match self.stops_apart {
            Some(scan) => character == '.' && scan.abbreviates(text, start, end),
            None => !self.keeps_stops && self.lexicon.is_abbreviation(word),
        };
        if is_abbreviation { self.kept_stop(text, word) } else { State::Ended(Stop::Plain) }
    }

    /// `. . .` ends nothing, but a fourth stop does. Three of them behind a stop begin what follows.
    fn spaced_ellipsis(&mut self, text: &[u8], at: usize) -> Option<State> {
        let (mut n, mut end) = (1, at + 1);
        while text[end..].starts_with(b" .") && text.get(end + 2) != Some(&b'.') {
            (n, end) = (n + 1, end + 2);
        }
        if n < 3 {
            return None;
        }
        let is_attached = at > 0 && !text[at - 1].is_ascii_whitespace();
        let capital = text.get(end) == Some(&b' ') && next_letter(text, end) == Next::Capital;
        if is_attached && n == 4 && capital && self.n_words > 0 {
            self.dealt_with = at + 1;
            return Some(State::Due);
        }
        self.dealt_with = end;
        Some(if n == 3 || self.n_words == 0 { State::Inside } else { State::Ended(Stop::Ellipsis) })
    }

    /// What the stop of an abbreviation does; `None` if the word is none.
    fn stop_of_abbreviation(&self, text: &[u8], word: &[u8]) -> Option<State> {
        let known = self.lexicon.get(word);
        let is_name = known & entry::BEFORE_NAMES != 0 && !follows_digit(text, self.word.0);
        if known & entry::ENDING_SENTENCES != 0 && !is_name {
            return Some(State::Ended(Stop::Ending));
        }
        self.lexicon
            .ends_sentences(word)
            .map(|ends| if ends { State::Ended(Stop::Shared) } else { State::Inside })
    }

    /// Whether a token is the second part of an abbreviation that can end a sentence: `u. a.`
    fn closes_phrase(&self, text: &[u8], token: Token) -> bool {
        let parts = [self.word_before(text), &text[token.start..token.end - 1]];
        parts.iter().all(|part| part.len() < 3)
            && self.word.1 + 1 == token.start
            && text[token.end - 1] == b'.'
            && self.lexicon.is(&parts.concat(), entry::CLOSING)
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

    /// What the stop of an abbreviation or an ordinal does.
    fn kept_stop(&self, text: &[u8], word: &[u8]) -> State {
        if word.first().is_some_and(u8::is_ascii_digit) {
            return State::Ended(Stop::Shared);
        }
        self.stop_of_abbreviation(text, word).unwrap_or(State::Inside)
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
