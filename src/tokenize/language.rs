//! The tokens of a language: what joins two words or two numbers, and when a sign belongs to a word.
//!
//! Words and numbers are the runs of UAX #29; these rules say what may stand inside, before or behind them.
//! They are the same for all languages; what differs is data ([`Rules`](super::rules::Rules)).
//!
//! | rule | one token each |
//! |---|---|
//! | hyphens | `Kim-Regime`, `40-sekündig`, `Su-35-`, `-güter` |
//! | apostrophes | `geht's`, `O’Neill`, `70's`, `Marx'`, `'s`; `l'` and `État` are two |
//! | clitics, on request | `do` `n't`, `company` `'s` |
//! | gender forms | `Beobachter:innen`, `Schüler*innen`, `Lehrer/-innen`, `Freund(in)` |
//! | abbreviations | `z.B.`, `bzw.`, `Dr.`, `Dipl.-Ing.`, `U.S.`; `z. B.` is two, or one on request |
//! | numbers | `20.000`, `3,5`, `10:30`, `13.9.2023`, `1/2`, `-5`, `12.` in `12. September` |
//! | addresses | `https://example.org/a`, `name@example.org`, `spiegel.de`, `@name`, `#wort`, `a.pdf` |
//! | signs | `...`, `?!`, `--`, `***`, `''`, `:-)`, `AT&T`, `C++` |

mod stops;
mod text;

use self::text::{
    has_open_quote, is_clitic, is_lower_case, is_ordinal_sign, is_repeatable, is_thousands, is_upper_case,
    number_is_glued, price_end, repeated, split_of_word, starts_with_apostrophe,
};
use super::addresses::{address, extension_end, tag_end};
use super::class::{Class, flag};
use super::emoticons::emoticon_end;
use super::rules::{Lexicon, entry};
use super::unicode::{NARROW_NO_BREAK_SPACE, Run, Scanner, Segment, is_word_start, letters_end};
use super::{Kind, Scan, Token};

const HYPHEN: &[u8] = "\u{2010}".as_bytes();
const NO_BREAK_HYPHEN: &[u8] = "\u{2011}".as_bytes();
const APOSTROPHE: &[u8] = "\u{2019}".as_bytes();
const LEFT_QUOTE: &[u8] = "\u{2018}".as_bytes();
const ACUTE_ACCENT: &[u8] = "\u{b4}".as_bytes();
const ZERO_WIDTH_SPACE: &[u8] = "\u{200b}".as_bytes();
const MIDDLE_DOT: &[u8] = "\u{b7}".as_bytes();
const MINUS: &[u8] = "\u{2212}".as_bytes();
const NO_BREAK_SPACE: &[u8] = "\u{a0}".as_bytes();
const THIN_SPACE: &[u8] = "\u{2009}".as_bytes();
/// How far back an opening quotation mark is looked for.
const LOOK_BACK: usize = 200;

/// The tokens of a language.
pub(crate) struct LanguageScan<'a> {
    scanner: Scanner,
    lexicon: &'a Lexicon,
    /// Whether a word of letters with a blank behind it may still be part of something, or be split.
    looks_twice: bool,
}

impl Scan for LanguageScan<'_> {
    #[inline]
    fn next(&self, text: &[u8], from: usize) -> Option<Token> {
        let mut start = from + usize::from(text.get(from) == Some(&b' '));
        // Nearly every token is a word of Latin letters.
        let end = letters_end(text, start);
        if end > start {
            return Some(self.after_letters(text, start, end));
        }
        if let Some(end) = self.plain_sign_end(text, start) {
            return Some(Token { start, end, kind: Kind::Punctuation });
        }
        loop {
            let (class, next) = self.scanner.class(text, start)?;
            match class {
                Class::Space | Class::LineFeed => start = next,
                Class::Letter | Class::Digit | Class::Connector => return Some(self.word(text, start)),
                _ => match self.other(text, start, class, next) {
                    Ok(token) => return Some(token),
                    Err(end) => start = end,
                },
            }
        }
    }
}

impl<'a> LanguageScan<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let looks_twice = lexicon.splits_clitics || lexicon.has_spaced;
        Self { scanner: Scanner::new(), lexicon, looks_twice }
    }

    /// The end of a sign that is a token of its own, as its neighbours show.
    #[inline]
    fn plain_sign_end(&self, text: &[u8], start: usize) -> Option<usize> {
        let end = match text[start..] {
            [b',' | b'.' | b';' | b':' | b'?' | b'!' | b')', b' ' | b'\n', ..]
            | [b'(' | b'"', b'A'..=b'Z' | b'a'..=b'z', ..] => start + 1,
            // Quotation marks that are no apostrophes, dashes and the ellipsis; nothing may modify them.
            [0xe2, 0x80, 0x93 | 0x94 | 0x9c..=0x9e | 0xa6, 0..0x80, ..] => start + 3,
            _ => return None,
        };
        (!self.lexicon.begins_unsplittable(text[start])).then_some(end)
    }

    /// A token that begins with neither a letter nor a digit, or the end of what is no token.
    fn other(&self, text: &[u8], start: usize, class: Class, next: usize) -> Result<Token, usize> {
        if !class.is_white_space()
            && let Some(token) = self.signs(text, start, next)
        {
            return Ok(token);
        }
        let segment = self.scanner.segment(text, start);
        if class.is_white_space() && segment.is_blank() {
            return Err(segment.end);
        }
        Ok(self.scanner.token(text, start, segment))
    }

    /// A token that begins with a sign and is more than that sign.
    fn signs(&self, text: &[u8], start: usize, next: usize) -> Option<Token> {
        if let Some(end) = self.lexicon.unsplittable(text, start) {
            return Some(self.whole(text, start, end));
        }
        if let Some(end) = emoticon_end(text, start) {
            return Some(Token { start, end, kind: Kind::Emoji });
        }
        let token = |end, kind| (end > start).then_some(Token { start, end, kind });
        let sign = &text[start..next];
        match sign {
            b"." if text.get(next) != Some(&b'.') => {
                let end = extension_end(&self.scanner, text, next)?;
                (!self.follows_word(text, start)).then_some(Token { start, end, kind: Kind::Word })
            }
            b"!" | b"?" => token(repeated(text, next, b"!?"), Kind::Punctuation),
            b"'" | APOSTROPHE | b"`" => self.apostrophe(text, start, next),
            // Word processors turn the apostrophe of `‘t` into this; longer words may be quoted.
            LEFT_QUOTE if self.is_letter_alone(text, next) => self.apostrophe(text, start, next),
            b"," => text[next..].starts_with(b",").then(|| token(next + 1, Kind::Punctuation))?,
            b"@" => tag_end(&self.scanner, text, start).and_then(|end| token(end, Kind::Mention)),
            b"#" if text.get(next) != Some(&b'#') => {
                tag_end(&self.scanner, text, start).and_then(|end| token(end, Kind::Hashtag))
            }
            b"-" | b"+" | MINUS | HYPHEN | NO_BREAK_HYPHEN if self.prefixes(text, start, next) => {
                let word = self.word(text, next);
                token(word.end, word.kind)
            }
            &[byte] if is_repeatable(byte) => {
                let kind = self.scanner.kind(sign);
                token(repeated(text, next, sign), kind)
            }
            _ => None,
        }
    }

    /// Whether a hyphen or a plus or minus belongs to the word or number behind it: `-güter`, `-5`.
    fn prefixes(&self, text: &[u8], start: usize, next: usize) -> bool {
        let glued = self.scanner.class_before(text, start).is_some_and(|class| !class.is_white_space());
        let opened = matches!(text[..start].last(), Some(b'(' | b'[' | b'"' | b'\''));
        match self.scanner.class(text, next) {
            Some((Class::Digit, _)) => !glued || opened,
            // `und -güter`, `“-Rakete`, but not `- Ja` or `-Ja`.
            Some((Class::Letter, _)) => {
                text[start] != b'+' && &text[start..next] != MINUS && (glued || is_lower_case(&text[next..]))
            }
            _ => false,
        }
    }

    /// What begins with an apostrophe: `'s`, `'89`, and `''`, which stands for one quotation mark.
    fn apostrophe(&self, text: &[u8], start: usize, next: usize) -> Option<Token> {
        let doubled = text[next..].starts_with(&text[start..next]);
        if doubled {
            return Some(Token { start, end: next + (next - start), kind: Kind::Punctuation });
        }
        if text[start] == b'`' {
            return None;
        }
        let mut run = Run::new(next);
        self.scanner.run(text, &mut run);
        let word = &text[next..run.end];
        let follows_word = self.follows_word(text, start);
        let belongs = if follows_word {
            self.lexicon.splits_clitics && is_clitic(word)
        } else if word.first().is_some_and(u8::is_ascii_digit) {
            // A year; but in `'89'` a number is quoted.
            word.len() >= 2 && word[..2].iter().all(u8::is_ascii_digit) && {
                let rest = &word[2..];
                (rest.is_empty() || rest == b"s" || rest == b"er")
                    && !starts_with_apostrophe(&text[run.end..])
            }
        } else {
            self.lexicon.is(&word.to_ascii_lowercase(), entry::APOSTROPHE)
                && !starts_with_apostrophe(&text[run.end..])
        };
        if !belongs {
            return None;
        }
        if follows_word || word[0].is_ascii_digit() {
            return Some(Token { start, end: run.end, kind: Kind::Word });
        }
        let word = self.rest_of_word(text, next, run);
        Some(Token { start, ..word })
    }

    /// A token that begins with letters up to `end`.
    #[inline]
    fn after_letters(&self, text: &[u8], start: usize, end: usize) -> Token {
        // Nearly every word ends here.
        if matches!(text.get(end), None | Some(b' ' | b',' | b'\n')) && !self.looks_twice {
            return Token { start, end, kind: Kind::Word };
        }
        let mut run = Run::of_letters(end);
        if matches!(text[end..], [b'.', b' ' | b'\n', ..]) && !self.looks_twice {
            return self.before_full_stop(text, start, run);
        }
        self.scanner.run(text, &mut run);
        self.rest_of_word(text, start, run)
    }

    /// A word of letters with a full stop and a blank behind it.
    fn before_full_stop(&self, text: &[u8], start: usize, mut run: Run) -> Token {
        if self.keeps_full_stop(text, start, run) {
            run.end = self.end_of_abbreviation(text, start, run.end + 1);
        }
        Token { start, end: run.end, kind: Kind::Word }
    }

    /// A token that begins with a letter, a digit or a connector.
    fn word(&self, text: &[u8], start: usize) -> Token {
        let end = letters_end(text, start);
        if end > start {
            return self.after_letters(text, start, end);
        }
        let mut run = Run::new(start);
        self.scanner.run(text, &mut run);
        self.rest_of_word(text, start, run)
    }

    /// Goes on with a word or number after its first run.
    fn rest_of_word(&self, text: &[u8], start: usize, mut run: Run) -> Token {
        if let Some(end) = self.lexicon.unsplittable(text, start)
            && end >= run.end
            && (!self.scanner.starts_word(text, end) || !text[end - 1].is_ascii_alphanumeric())
        {
            return self.whole(text, start, end);
        }
        if let Some((end, kind)) = address(&self.scanner, text, start, run.end) {
            return Token { start, end, kind };
        }
        if self.lexicon.splits_clitics
            && let Some(length) = split_of_word(&text[start..run.end])
        {
            return Token { start, end: start + length, kind: Kind::Word };
        }
        loop {
            while let Some(join) = self.connection(text, start, run) {
                match join {
                    Join::Word(resume) => {
                        run.end = resume;
                        self.scanner.run(text, &mut run);
                    }
                    Join::End(end) => return Token { start, end, kind: Kind::Word },
                }
            }
            if text.get(run.end) == Some(&b'.') && self.keeps_full_stop(text, start, run) {
                run.end += 1;
                let goes_on = text.get(run.end) == Some(&b'-') && self.scanner.starts_word(text, run.end + 1);
                if goes_on && !self.lexicon.rules.stops_apart {
                    // As in `Dipl.-Ing.`
                    run.end += 1;
                    self.scanner.run(text, &mut run);
                    continue;
                }
                run.end = self.end_of_abbreviation(text, start, run.end);
            } else {
                run.end = self.ending(text, start, run);
            }
            break;
        }
        let segment = Segment { end: run.end, flags: run.flags };
        Token { start, end: run.end, kind: segment.kind(text, start) }
    }

    /// Where the token goes on behind what stands after its run, if that connects.
    fn connection(&self, text: &[u8], start: usize, run: Run) -> Option<Join> {
        let (_, next) = self.scanner.class(text, run.end)?;
        let sign = &text[run.end..next];
        if matches!(sign, b"'" | APOSTROPHE)
            && let Some(end) = self.end_before_clitic(text, start, run, next)
        {
            return Some(Join::End(end));
        }
        let (after, _) = self.scanner.class(text, next)?;
        let has_letter = run.flags & flag::LETTER != 0;
        let number = !has_letter && after == Class::Digit;
        let letters = has_letter && after == Class::Letter;
        let connects = match sign {
            b"-" | HYPHEN | NO_BREAK_HYPHEN if is_word_start(after) => true,
            b"'" | APOSTROPHE if after == Class::Letter => true,
            b"`" | ACUTE_ACCENT | MIDDLE_DOT | ZERO_WIDTH_SPACE => letters,
            b"." if !has_letter && is_ordinal_sign(&text[next..]) => true,
            b"." => number || (letters && self.is_dotted(text, start, run.end)),
            b"," => number,
            b":" | b"/" if number => true,
            // The numbers of European laws: `95/46/EG`.
            b"/" if !has_letter && after == Class::Letter => {
                text[start..run.end].contains(&b'/') && is_upper_case(&text[next..])
            }
            // `Ein-/Ausgang`
            b"-" if text.get(next) == Some(&b'/') && self.scanner.starts_word(text, next + 1) => {
                return Some(Join::Word(next + 1));
            }
            NARROW_NO_BREAK_SPACE | NO_BREAK_SPACE | THIN_SPACE | APOSTROPHE | b"'" => {
                number && is_thousands(&text[start..run.end], &text[next..])
            }
            b" " => {
                number
                    && self.lexicon.rules.blank_thousands
                    && is_thousands(&text[start..run.end], &text[next..])
            }
            b"&" => letters && text[run.end - 1].is_ascii_uppercase() && text[next].is_ascii_uppercase(),
            b"%" => number_is_glued(text, start, run, after),
            b":" | b"*" | b"/" if self.lexicon.rules.gender_signs && has_letter => {
                return self.gender_ending(text, start, sign, next).map(Join::Word);
            }
            _ => false,
        };
        connects.then_some(Join::Word(next))
    }

    /// Where the token ends because of a clitic or an elision at its apostrophe, which goes up to `next`.
    fn end_before_clitic(&self, text: &[u8], start: usize, run: Run, next: usize) -> Option<usize> {
        let word = &text[start..run.end];
        if self.lexicon.splits_elisions && !self.lexicon.rules.elisions.is_empty() {
            let last = word.rsplit(|&byte| byte == b'-').next().unwrap_or_default();
            let before = &word[..word.len() - last.len()];
            // `Côte-d'Or`, but not behind a dash of two hyphens.
            let is_compound = before.ends_with(b"-") && !before.ends_with(b"--");
            let last = std::str::from_utf8(last).ok()?.to_lowercase();
            if !is_compound && self.lexicon.is(last.as_bytes(), entry::ELISION) {
                return Some(next);
            }
        }
        if !self.lexicon.splits_clitics || run.flags & flag::LETTER == 0 {
            return None;
        }
        let mut after = Run::new(next);
        self.scanner.run(text, &mut after);
        let clitic = &text[next..after.end];
        let negates = matches!(clitic, b"t" | b"T") && word.len() > 1 && word.ends_with(&[clitic[0] - 6]);
        if negates {
            return Some(run.end - 1);
        }
        is_clitic(clitic).then_some(run.end)
    }

    /// Where a word goes on behind `:`, `*` or `/` with an ending for all genders, as in
    /// `Beobachter:innen` and `Lehrer/-innen`, but not in `auf/in`.
    fn gender_ending(&self, text: &[u8], start: usize, sign: &[u8], next: usize) -> Option<usize> {
        let is_noun = is_upper_case(&text[start..]);
        let next = next + usize::from(sign == b"/" && text.get(next) == Some(&b'-'));
        let mut run = Run::new(next);
        self.scanner.run(text, &mut run);
        let ends = self.lexicon.is(&text[next..run.end], entry::ENDING) && (sign != b"/" || is_noun);
        ends.then_some(next)
    }

    /// What stands behind the word: a hyphen for its second half, an apostrophe for a genitive, `++`, `(in)`.
    fn ending(&self, text: &[u8], start: usize, run: Run) -> usize {
        let (word, end) = (&text[start..run.end], run.end);
        let follows_nothing = |end: usize| !self.scanner.starts_word(text, end);
        match text.get(end) {
            Some(b'-') if !matches!(text.get(end + 1), Some(b'-' | b'>')) => end + 1,
            Some(b'.' | b',') if run.flags & flag::LETTER == 0 => price_end(text, end).unwrap_or(end),
            Some(b'\'' | 0xe2) if self.is_genitive(text, start, word, end) => {
                end + if text[end] == b'\'' { 1 } else { APOSTROPHE.len() }
            }
            Some(b'+') => {
                let end = repeated(text, end, b"+");
                if end - run.end < 3 && follows_nothing(end) && text.get(end) != Some(&b'-') {
                    end
                } else {
                    run.end
                }
            }
            Some(b'#') if word.len() == 1 && word[0].is_ascii_uppercase() && follows_nothing(end + 1) => {
                end + 1
            }
            Some(b'(') if run.flags & flag::LETTER != 0 => self.bracketed_ending(text, end).unwrap_or(end),
            _ => end,
        }
    }

    /// The end of `(in)` at `at`.
    fn bracketed_ending(&self, text: &[u8], at: usize) -> Option<usize> {
        let hyphen = usize::from(text.get(at + 1) == Some(&b'-'));
        let mut run = Run::new(at + 1 + hyphen);
        self.scanner.run(text, &mut run);
        let word = &text[at + 1 + hyphen..run.end];
        if text.get(run.end) != Some(&b')') || !self.lexicon.is(word, entry::ENDING) {
            return None;
        }
        // Another ending may follow: `ami(e)s`.
        let rest = self.run_at(text, run.end + 1);
        (rest.is_empty() || self.lexicon.is(rest, entry::ENDING)).then_some(run.end + 1 + rest.len())
    }

    /// Whether the apostrophe at `end` stands for a genitive, and closes no quotation.
    fn is_genitive(&self, text: &[u8], start: usize, word: &[u8], end: usize) -> bool {
        if !self.lexicon.rules.genitives || !starts_with_apostrophe(&text[end..]) {
            return false;
        }
        let after = end + if text[end] == b'\'' { 1 } else { APOSTROPHE.len() };
        let ends_in_s =
            [&b"s"[..], b"x", b"z", "ß".as_bytes(), b"ce"].iter().any(|ending| word.ends_with(ending));
        ends_in_s
            && is_upper_case(word)
            && !self.scanner.starts_word(text, after)
            && !starts_with_apostrophe(&text[after..])
            && !has_open_quote(&text[start.saturating_sub(LOOK_BACK)..start])
    }

    /// A token that is not split, and its kind.
    fn whole(&self, text: &[u8], start: usize, end: usize) -> Token {
        Token { start, end, kind: self.scanner.kind(&text[start..end]) }
    }

    fn run_at<'t>(&self, text: &'t [u8], at: usize) -> &'t [u8] {
        let mut run = Run::new(at);
        self.scanner.run(text, &mut run);
        &text[at..run.end]
    }

    fn follows_word(&self, text: &[u8], start: usize) -> bool {
        self.scanner.class_before(text, start).is_some_and(is_word_start)
    }

    /// Where the text goes on after blanks and at most one line end; `None` if there are none.
    fn after_blank(&self, text: &[u8], mut at: usize) -> Option<usize> {
        let (start, mut lines) = (at, 0);
        while let Some((class, next)) = self.scanner.class(text, at) {
            match class {
                Class::Space | Class::OtherSpace | Class::ConnectorSpace => {}
                Class::LineFeed if lines == 0 => lines = 1,
                _ => break,
            }
            at = next;
        }
        (at > start).then_some(at)
    }
}

/// What a sign behind a run does.
enum Join {
    /// The token goes on with what stands there.
    Word(usize),
    /// The token ends there.
    End(usize),
}
