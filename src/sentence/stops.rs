//! What ends a sentence: stops, marks, and what closes behind them.

use std::ops::Range;

use super::text::{Next, first_character, follows_digit, is_closing, is_terminator, next_letter};
use super::{Splitter, State, Stop};
use crate::tokenize::{Token, entry};

impl Splitter<'_> {
    /// Goes on with characters that are no words: a gap, or a token of signs.
    pub(super) fn read_signs(&mut self, text: &[u8], signs: Range<usize>) {
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
    pub(super) fn closes_phrase(&self, text: &[u8], token: Token) -> bool {
        let parts = [self.word_before(text), &text[token.start..token.end - 1]];
        parts.iter().all(|part| part.len() < 3)
            && self.word.1 + 1 == token.start
            && text[token.end - 1] == b'.'
            && self.lexicon.is(&parts.concat(), entry::CLOSING)
    }

    /// What the stop of an abbreviation or an ordinal does.
    pub(super) fn kept_stop(&self, text: &[u8], word: &[u8]) -> State {
        if word.first().is_some_and(u8::is_ascii_digit) {
            return State::Ended(Stop::Shared);
        }
        self.stop_of_abbreviation(text, word).unwrap_or(State::Inside)
    }
}
