//! Whether a sentence begins with a token.

use super::text::{
    Next, ahead, capitalized, cased_from, closes_later, first_character, is_bullet, is_dash, is_item,
    is_terminator, marker_at, next_letter, note_end, run_of,
};
use super::{FEW_WORDS, Splitter, State, Stop};
use crate::tokenize::{Kind, Token, entry};

impl Splitter<'_> {
    /// Whether a sentence begins although none has ended.
    pub(super) fn begins_inside(&self, text: &[u8], gap: usize, token: Token) -> bool {
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
    pub(super) fn begins_without_blank(&self, text: &[u8], token: Token, stop: Stop) -> bool {
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
    pub(super) fn begins_after(&mut self, text: &[u8], token: Token, stop: Stop) -> bool {
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
    pub(super) fn reads_note(&mut self, text: &[u8], token: Token, stop: Stop) -> bool {
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
}
