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

use super::addresses::{address, extension_end, tag_end};
use super::class::{Class, flag};
use super::emoticons::emoticon_end;
use super::rules::{Lexicon, entry};
use super::unicode::{NARROW_NO_BREAK_SPACE, Run, Scanner, Segment, is_word_start, letters_end};
use super::{Kind, Scan, Token};
use crate::vocabulary::count_characters;

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

    /// True of single letters with full stops between them (`z.B`), the last of which is followed by one.
    fn is_dotted(&self, text: &[u8], start: usize, stop: usize) -> bool {
        if self.lexicon.rules.stops_apart {
            // What is a word in the lexicon; other letters stand alone, as their stops do.
            return self.phrase_end(text, start, stop + 1, entry::ABBREVIATION).is_some();
        }
        let piece = text[start..stop].rsplit(|&byte| byte == b'.').next().unwrap_or_default();
        let mut after = Run::new(stop + 1);
        self.scanner.run(text, &mut after);
        let ends_in_stop = text.get(after.end) == Some(&b'.');
        let letters = count_characters(&text[stop + 1..after.end]);
        let phrase = || {
            let end = after.end;
            self.lexicon.is(&text[start..end], entry::PHRASE)
                || self.lexicon.is(&text[start..end].to_ascii_lowercase(), entry::PHRASE)
        };
        (count_characters(piece) == 1 && letters == 1 && (ends_in_stop || ends_acronym(text, after.end)))
            || (ends_in_stop && phrase())
    }

    /// Whether the full stop after the run belongs to the token.
    fn keeps_full_stop(&self, text: &[u8], start: usize, run: Run) -> bool {
        let (word, after) = (&text[start..run.end], run.end + 1);
        if text.get(after) == Some(&b'.') {
            return false;
        }
        if run.flags & flag::LETTER == 0 {
            return self.lexicon.rules.ordinals && self.is_ordinal(text, start, word, after);
        }
        let last = word.rsplit(|&byte| byte == b'-').next().unwrap_or_default();
        let is_alone = last.len() == word.len() || word[..word.len() - last.len()].ends_with(b".-");
        let known = self.lexicon.get_folded(last);
        // As in `Art.-Nr.`
        let is_first_part = text.get(after) == Some(&b'-') && self.scanner.starts_word(text, after + 1);
        let is_abbreviation = known & entry::ABBREVIATION != 0
            || (known & (entry::BEFORE_NUMBERS | entry::BEFORE_NAMES) != 0 && is_first_part)
            || (known & entry::BEFORE_NUMBERS != 0 && self.number_follows(text, after))
            || (known & entry::AFTER_NUMBERS != 0 && follows_number(text, start))
            || (known & entry::BEFORE_NAMES != 0 && self.name_follows(text, after));
        is_abbreviation
            || (last.contains(&b'.') && !last[0].is_ascii_digit() && is_dotted_letters(last))
            || (is_alone && count_characters(last) == 1 && self.is_initial(text, start, last, after))
            || self.lexicon.has_abbreviated_ending(word)
            || (self.has_roman_ordinals() && is_roman(word) && self.goes_on(text, after))
    }

    fn has_roman_ordinals(&self) -> bool {
        self.lexicon.rules.ordinals && !self.lexicon.rules.bare_romans
    }

    /// Single letters: `z.` and `J.`, but not the last word of a sentence (`Plan B.`).
    fn is_initial(&self, text: &[u8], start: usize, letter: &[u8], after: usize) -> bool {
        let follows_initial = text[..start].trim_ascii_end().ends_with(b".");
        let next = self.after_blank(text, after);
        if is_lower_case(letter) {
            let digits =
                next.is_some_and(|at| matches!(self.scanner.class(text, at), Some((Class::Digit, _))));
            return self.lexicon.rules.small_initials
                || digits && letter != b"a"
                || self.begins_phrase(text, start)
                || self.continues_phrase(text, start);
        }
        // `N. Der koreanische`, but `Plan B. Der`: the word before tells.
        let stands_free = begins_line(text, start)
            || self.lexicon.rules.capital_nouns && is_lower_case(word_before(text, start));
        match next {
            Some(at) => {
                self.scanner.starts_word(text, at)
                    && (stands_free
                        || !self.is_starter(text, at)
                        || self.is_particle_of_name(text, at)
                        || follows_initial && self.is_single_letter(text, at))
            }
            None => matches!(text.get(after), Some(b'-' | b',')) || self.scanner.starts_word(text, after),
        }
    }

    /// Whether a word stands at `at` that can be part of a name, and one with a capital behind it.
    fn is_particle_of_name(&self, text: &[u8], at: usize) -> bool {
        let word = self.run_at(text, at);
        self.lexicon.is(word, entry::PARTICLE) && self.name_follows(text, at + word.len())
    }

    /// Whether a single small letter stands at `at` and nothing glued to it but a hyphen.
    fn is_letter_alone(&self, text: &[u8], at: usize) -> bool {
        text.get(at).is_some_and(u8::is_ascii_lowercase)
            && self.is_single_letter(text, at)
            && matches!(text.get(at + 1), Some(b' ' | b'-'))
    }

    fn is_single_letter(&self, text: &[u8], at: usize) -> bool {
        count_characters(self.run_at(text, at)) == 1
    }

    /// Whether an abbreviation of several words with blanks between them begins at `start`.
    fn begins_phrase(&self, text: &[u8], start: usize) -> bool {
        self.phrase_end(text, start, start, entry::PHRASE).is_some()
    }

    /// Whether the letter at `start` is a later part of one that begins up to three letters before it: `d. w. z.`
    fn continues_phrase(&self, text: &[u8], start: usize) -> bool {
        const MOST_BEFORE: usize = 3;
        let mut first = start;
        for _ in 0..MOST_BEFORE {
            let Some(before) = text[..first].trim_ascii_end().strip_suffix(b".") else { return false };
            first = before.len().saturating_sub(1);
            let is_letter = before.last().is_some_and(u8::is_ascii_alphabetic)
                && before[..first].last().is_none_or(|byte| b" .(\n".contains(byte));
            if !is_letter {
                return false;
            }
            if self.phrase_end(text, first, start, entry::PHRASE).is_some() {
                return true;
            }
        }
        false
    }

    /// The end of an abbreviation with its stop at `end`: that of `z. B.` from its first part on, if that is to be
    /// one token, and the one before the stop where stops are tokens of their own.
    fn end_of_abbreviation(&self, text: &[u8], start: usize, end: usize) -> usize {
        let phrase = || self.phrase_end(text, start, end, entry::PHRASE);
        let end = if self.lexicon.joins_phrases { phrase().unwrap_or(end) } else { end };
        end - usize::from(self.lexicon.rules.stops_apart)
    }

    /// Whether the full stop behind a word is that of an abbreviation or an ordinal, also where it is a token of
    /// its own.
    pub(crate) fn abbreviates(&self, text: &[u8], start: usize, end: usize) -> bool {
        let mut run = Run::new(start);
        self.scanner.run(text, &mut run);
        run.end = end;
        self.keeps_full_stop(text, start, run)
    }

    /// The end of the longest phrase, known as `what`, that begins at `start` and goes beyond `least`.
    fn phrase_end(&self, text: &[u8], start: usize, least: usize, what: u32) -> Option<usize> {
        const MOST_PARTS: usize = 4;
        let (mut squeezed, mut at, mut found) = (Vec::new(), start, None);
        for _ in 0..MOST_PARTS {
            let mut run = Run::new(at);
            self.scanner.run(text, &mut run);
            if run.end == at || text.get(run.end) != Some(&b'.') {
                break;
            }
            squeezed.extend_from_slice(&text[at..run.end]);
            let known = self.lexicon.is(&squeezed, what) || self.lexicon.is(&decapitalized(&squeezed), what);
            if known && run.end + 1 > least {
                found = Some(run.end + 1);
            }
            squeezed.push(b'.');
            at = self.after_blank(text, run.end + 1).unwrap_or(run.end + 1);
        }
        found
    }

    /// Whether a number with a full stop is an ordinal (`12. September`) or a date (`13.9.`).
    fn is_ordinal(&self, text: &[u8], start: usize, number: &[u8], after: usize) -> bool {
        let rules = self.lexicon.rules;
        if rules.capital_nouns && is_day_and_month(number) {
            return true;
        }
        if number.len() > 3 || !number.iter().all(u8::is_ascii_digit) {
            return false;
        }
        // The number of an item of a list.
        if begins_line(text, start) {
            return true;
        }
        let Some(at) = self.after_blank(text, after) else {
            return match text.get(after) {
                Some(b'-') => self.scanner.starts_word(text, after + 1),
                Some(b',' | b'/') => true,
                _ => false,
            };
        };
        if rules.capital_nouns && self.follows_sentence(text, start) {
            return true;
        }
        let Some((class, _)) = self.scanner.class(text, at) else { return false };
        let is_announced =
            || self.lexicon.is(&decapitalized(word_before(text, start)), entry::BEFORE_ORDINALS);
        match class {
            Class::Digit => number.len() < 3 && rules.capital_nouns,
            Class::Letter => {
                let next = self.run_at(text, at);
                let known = self.lexicon.get(next);
                if is_lower_case(next) || known & entry::AFTER_ORDINALS != 0 {
                    true
                } else if known & entry::STARTER != 0 {
                    false
                } else {
                    is_announced() || (rules.capital_nouns && number.len() < 3)
                }
            }
            _ if text[at] == b'-' => matches!(self.scanner.class(text, at + 1), Some((Class::Digit, _))),
            _ => is_opening_quote(text, at) && is_announced(),
        }
    }

    /// Whether a mark that ends a sentence, and is not that of an abbreviation, stands before a blank before `start`.
    fn follows_sentence(&self, text: &[u8], start: usize) -> bool {
        const SHORTEST: usize = 4;
        let before = text[start.saturating_sub(LOOK_BACK)..start].trim_ascii_end();
        match before.last() {
            Some(b'!' | b'?') => true,
            Some(b'.') => {
                let word = word_before(before, before.len() - 1);
                word.len() >= SHORTEST && self.lexicon.ends_sentences(word).is_none()
            }
            _ => false,
        }
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

    fn number_follows(&self, text: &[u8], after: usize) -> bool {
        let at = self.after_blank(text, after).unwrap_or(after);
        let is_digit = |at| matches!(self.scanner.class(text, at), Some((Class::Digit, _)));
        let word = self.run_at(text, at);
        // As in `art. L. 123-4`.
        let is_lettered = || {
            let end = at + word.len() + usize::from(text.get(at + word.len()) == Some(&b'.'));
            count_characters(word) == 1
                && is_upper_case(word)
                && self.after_blank(text, end).is_some_and(is_digit)
        };
        is_digit(at)
            || (at == after && text.get(at) == Some(&b':'))
            || is_roman(word)
            || matches!(word, b"I" | b"V" | b"X")
            || is_lettered()
    }

    /// Whether a word with a capital follows that is not one only because it begins a sentence.
    fn name_follows(&self, text: &[u8], after: usize) -> bool {
        let Some(at) = self.after_blank(text, after) else { return false };
        is_upper_case(&text[at..]) && !self.is_starter(text, at)
    }

    /// Whether a word follows with which no sentence begins.
    fn goes_on(&self, text: &[u8], after: usize) -> bool {
        self.after_blank(text, after)
            .is_some_and(|at| self.scanner.starts_word(text, at) && !self.is_starter(text, at))
    }

    fn is_starter(&self, text: &[u8], at: usize) -> bool {
        self.lexicon.begins_with_starter(&text[at..], self.run_at(text, at).len())
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

/// Whether an acronym such as `U.S` may end here although no full stop follows.
fn ends_acronym(text: &[u8], end: usize) -> bool {
    matches!(text.get(end), None | Some(b' ' | b'-' | b',' | b'\'' | b'\n' | b')'))
}

fn follows_number(text: &[u8], start: usize) -> bool {
    let before = text[..start].trim_ascii_end();
    before.len() < start && before.last().is_some_and(u8::is_ascii_digit)
}

/// The word before a blank before `start`.
fn word_before(text: &[u8], start: usize) -> &[u8] {
    let before = text[start.saturating_sub(LOOK_BACK)..start].trim_ascii_end();
    let word = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    &before[before.len() - word..]
}

/// The length of the first of the two words that one is: `can` of `cannot`, `do` of `dont`.
fn split_of_word(word: &[u8]) -> Option<usize> {
    const LONGEST: usize = 8;
    if word.len() > LONGEST || word.len() < 2 {
        return None;
    }
    let small = word.to_ascii_lowercase();
    if let Some(stem) = small.strip_suffix(b"nt") {
        let verbs: [&[u8]; 17] = [
            b"ai", b"are", b"ca", b"could", b"did", b"do", b"does", b"had", b"has", b"have", b"is",
            b"should", b"was", b"were", b"wo", b"would", b"must",
        ];
        // `cant` and `wont` are words as well, but rarer ones.
        return verbs.contains(&stem).then_some(stem.len());
    }
    match small.as_slice() {
        b"im" if word != b"IM" => Some(1),
        b"ive" => Some(1),
        b"hes" => Some(2),
        b"cannot" | b"gonna" | b"gotta" | b"wanna" | b"gimme" | b"lemme" | b"shes" | b"youre" | b"youve"
        | b"youll" | b"whos" => Some(3),
        b"thats" | b"whats" | b"theyre" | b"theyve" | b"theyll" | b"heres" => Some(4),
        b"theres" | b"wheres" => Some(5),
        _ => None,
    }
}

/// What an apostrophe ties to a word: `'s`, `'re`.
fn is_clitic(word: &[u8]) -> bool {
    matches!(word.to_ascii_lowercase().as_slice(), b"s" | b"re" | b"ve" | b"ll" | b"d" | b"m")
}

fn starts_with_apostrophe(text: &[u8]) -> bool {
    text.starts_with(b"'") || text.starts_with(APOSTROPHE)
}

/// Whether a single quotation mark is open at the end of a text.
fn has_open_quote(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let (mut open, mut before) = (false, ' ');
    for character in text.chars() {
        match character {
            '‚' | '‹' => open = true,
            '\'' | '’' | '‘' => {
                open = !before.is_alphanumeric() && (before.is_whitespace() || "([„“\"».".contains(before));
            }
            '›' => open = before.is_whitespace(),
            '\n' => open = false,
            _ => {}
        }
        before = character;
    }
    open
}

fn is_opening_quote(text: &[u8], at: usize) -> bool {
    ["„", "“", "\"", "»", "«", "‚", "'"].iter().any(|quote| text[at..].starts_with(quote.as_bytes()))
}

/// The first character, if there is one.
fn first(text: &[u8]) -> Option<char> {
    let length = text.iter().skip(1).take_while(|&&byte| byte & 0xc0 == 0x80).count() + 1;
    std::str::from_utf8(text.get(..length)?).ok()?.chars().next()
}

fn is_lower_case(text: &[u8]) -> bool {
    first(text).is_some_and(char::is_lowercase)
}

fn is_upper_case(text: &[u8]) -> bool {
    first(text).is_some_and(char::is_uppercase)
}

fn decapitalized(word: &[u8]) -> Vec<u8> {
    let Some(first) = first(word) else { return word.to_vec() };
    let mut small = first.to_lowercase().collect::<String>().into_bytes();
    small.extend_from_slice(&word[first.len_utf8()..]);
    small
}

fn is_ordinal_sign(text: &[u8]) -> bool {
    ["º", "ª"].iter().any(|sign| text.starts_with(sign.as_bytes()))
}

/// Whether only blanks, a bullet or a bracket stand between the beginning of the line and `start`.
fn begins_line(text: &[u8], start: usize) -> bool {
    let before = &text[start.saturating_sub(16)..start];
    let line = before.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_whole = line.len() < before.len() || start <= 16;
    is_whole && line.iter().all(|&byte| byte == b' ' || byte == b'\t')
        || line.trim_ascii_end().ends_with("•".as_bytes())
}

/// True of `U.S` and `z.B`: single letters and full stops.
fn is_dotted_letters(word: &[u8]) -> bool {
    word.split(|&byte| byte == b'.').take(2).all(|part| count_characters(part) <= 1) || word.ends_with(b"Chr")
}

/// Whether a number such as `12 000` goes on behind a separator with three digits.
fn is_thousands(number: &[u8], rest: &[u8]) -> bool {
    let first_group = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let last_group = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=3).contains(&first_group)
        && number[0] != b'0'
        && (last_group == 3 || last_group == number.len())
        && rest.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

/// True of `100%ig`: a letter right behind the sign.
fn number_is_glued(text: &[u8], start: usize, run: Run, after: Class) -> bool {
    run.flags & flag::LETTER == 0 && text[start].is_ascii_digit() && after == Class::Letter
}

/// True of Roman numerals of two letters and more.
fn is_roman(word: &[u8]) -> bool {
    word.len() > 1 && is_roman_or_one(word)
}

fn is_roman_or_one(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(|byte| b"IVXLC".contains(byte))
}

/// The end of the dash for no cents, as in `14,-` and `14.--`.
fn price_end(text: &[u8], at: usize) -> Option<usize> {
    let dashes =
        ["--", "-", "–", "—"].into_iter().find(|dashes| text[at + 1..].starts_with(dashes.as_bytes()))?;
    let end = at + 1 + dashes.len();
    (!text.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')).then_some(end)
}

/// Signs of which a run is one token.
fn is_repeatable(byte: u8) -> bool {
    b".-*=~#$<>+|/\\^%_".contains(&byte)
}

/// The end of a run of the given signs.
fn repeated(text: &[u8], from: usize, signs: &[u8]) -> usize {
    from + text[from..].iter().take_while(|byte| signs.contains(byte)).count()
}

/// True of `13.9`, a day and a month.
fn is_day_and_month(number: &[u8]) -> bool {
    let part = |part: &[u8], most| {
        let value = part.iter().fold(0, |value: u32, digit| value * 10 + u32::from(digit - b'0'));
        (1..=2).contains(&part.len()) && (1..=most).contains(&value)
    };
    if !number.iter().all(|&byte| byte.is_ascii_digit() || byte == b'.') || number.len() > 5 {
        return false;
    }
    match *number.split(|&byte| byte == b'.').collect::<Vec<_>>() {
        [day, month] => part(day, 31) && part(month, 12),
        _ => false,
    }
}
