//! German: what joins two words or two numbers, and when a full stop belongs to the token before it.
//!
//! Words and numbers are the runs of UAX #29; these rules say what may stand inside or behind them.
//!
//! | rule | one token each |
//! |---|---|
//! | hyphens | `Kim-Regime`, `U-Boot`, `40-sekündig`, `Su-35-`, `-güter` |
//! | apostrophes between letters | `geht's`, `O’Neill` |
//! | gender forms | `Beobachter:innen`, `Schüler*innen`, `Lehrer/-innen` |
//! | abbreviations | `z.B.`, `bzw.`, `Dr.`, `Dipl.-Ing.`; `z. B.` is two |
//! | numbers | `20.000`, `3,5`, `10:30`, `13.9.2023`, `12.` in `12. September` |
//! | addresses | `https://example.org/a`, `name@example.org`, `spiegel.de`, `@name`, `#wort` |
//! | repeated signs | `...`, `?!`, `--` |

use super::addresses::{address, tag_end};
use super::class::{Class, flag};
use super::german_words::{
    ABBREVIATIONS, ABBREVIATIONS_AT_THE_END, ABBREVIATIONS_BEFORE_NUMBERS, SENTENCE_STARTERS,
};
use super::unicode::{NARROW_NO_BREAK_SPACE, Run, Scanner, Segment, is_word_start};
use super::{Kind, Scan, Token};
use crate::vocabulary::count_characters;

/// German tokens.
pub(crate) struct GermanScan {
    scanner: Scanner,
}

impl Scan for GermanScan {
    #[inline]
    fn next(&self, text: &[u8], from: usize) -> Option<Token> {
        let mut start = from;
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

impl GermanScan {
    pub(crate) fn new() -> Self {
        Self { scanner: Scanner::new() }
    }

    /// A token that begins with neither a letter nor a digit, or the end of what is no token.
    fn other(&self, text: &[u8], start: usize, class: Class, next: usize) -> Result<Token, usize> {
        let token = |end, kind| Ok(Token { start, end, kind });
        match text[start] {
            sign @ (b'.' | b'-') if text.get(next) == Some(&sign) => {
                return token(repeated(text, next, &[sign]), Kind::Punctuation);
            }
            b'!' | b'?' => return token(repeated(text, next, b"!?"), Kind::Punctuation),
            b'-' if matches!(self.scanner.class(text, next), Some((Class::Letter, _))) => {
                let word = self.word(text, next);
                return token(word.end, word.kind);
            }
            b'@' => {
                if let Some(end) = tag_end(&self.scanner, text, start) {
                    return token(end, Kind::Mention);
                }
            }
            b'#' => {
                if let Some(end) = tag_end(&self.scanner, text, start) {
                    return token(end, Kind::Hashtag);
                }
            }
            _ => {}
        }
        let segment = self.scanner.segment(text, start);
        if class.is_white_space() && segment.is_blank() {
            return Err(segment.end);
        }
        Ok(self.scanner.token(text, start, segment))
    }

    /// A token that begins with a letter, a digit or a connector.
    #[inline]
    fn word(&self, text: &[u8], start: usize) -> Token {
        let mut run = Run::new(start);
        self.scanner.run(text, &mut run);
        // Nearly every word ends here.
        if matches!(text.get(run.end), None | Some(b' ' | b',' | b'\n')) && run.flags == flag::LETTER {
            return Token { start, end: run.end, kind: Kind::Word };
        }
        self.rest_of_word(text, start, run)
    }

    /// Goes on with a word or number after its first run.
    fn rest_of_word(&self, text: &[u8], start: usize, mut run: Run) -> Token {
        if let Some((end, kind)) = address(&self.scanner, text, start, run.end) {
            return Token { start, end, kind };
        }
        loop {
            while let Some(resume) = self.connection(text, start, run) {
                run.end = resume;
                self.scanner.run(text, &mut run);
            }
            if text.get(run.end) == Some(&b'.') && self.keeps_full_stop(text, start, run) {
                run.end += 1;
                if text.get(run.end) != Some(&b'-') || !self.scanner.starts_word(text, run.end + 1) {
                    break;
                }
                // As in `Dipl.-Ing.`
                run.end += 1;
                self.scanner.run(text, &mut run);
            } else {
                run.end = trailing_hyphen(text, run.end).unwrap_or(run.end);
                break;
            }
        }
        let segment = Segment { end: run.end, flags: run.flags };
        Token { start, end: run.end, kind: segment.kind(text, start) }
    }

    /// Where the token goes on behind what stands after its run, if that connects.
    fn connection(&self, text: &[u8], start: usize, run: Run) -> Option<usize> {
        let (_, next) = self.scanner.class(text, run.end)?;
        let (after, _) = self.scanner.class(text, next)?;
        let number = run.flags & flag::LETTER == 0 && after == Class::Digit;
        let connects = match &text[run.end..next] {
            b"-" | HYPHEN | NO_BREAK_HYPHEN => is_word_start(after),
            b"'" | APOSTROPHE if after == Class::Letter => run.flags & flag::LETTER != 0,
            b"." => number || (after == Class::Letter && self.is_dotted(text, start, run.end)),
            b"," => number,
            NARROW_NO_BREAK_SPACE | APOSTROPHE | b"'" => number && starts_with_three_digits(&text[next..]),
            b":" | b"*" => number || self.is_gender_suffix(text, next),
            // A noun's, as in `Lehrer/-innen`, but not `auf/in`.
            b"/" if text[start].is_ascii_uppercase() || !text[start].is_ascii() => {
                let suffix = next + usize::from(text.get(next) == Some(&b'-'));
                return self.is_gender_suffix(text, suffix).then_some(suffix);
            }
            _ => false,
        };
        connects.then_some(next)
    }

    /// True of `in` and `innen` at `at`, up to the end of a word or of the first half of a compound.
    fn is_gender_suffix(&self, text: &[u8], at: usize) -> bool {
        let suffix = [&b"innen"[..], b"in"].into_iter().find(|suffix| text[at..].starts_with(suffix));
        suffix.is_some_and(|suffix| !self.scanner.starts_word(text, at + suffix.len()))
    }

    /// True of single letters with full stops between them (`z.B`), the last of which is followed by one.
    fn is_dotted(&self, text: &[u8], start: usize, stop: usize) -> bool {
        let piece = text[start..stop].rsplit(|&byte| byte == b'.').next().unwrap_or_default();
        let mut after = Run::new(stop + 1);
        self.scanner.run(text, &mut after);
        let ends_in_stop = text.get(after.end) == Some(&b'.');
        let letters = count_characters(&text[stop + 1..after.end]);
        count_characters(piece) == 1 && ends_in_stop && (letters == 1 || text[stop + 1..after.end] == *b"Chr")
    }

    /// Whether the full stop after the run belongs to the token.
    fn keeps_full_stop(&self, text: &[u8], start: usize, run: Run) -> bool {
        let word = &text[start..run.end];
        if text.get(run.end + 1) == Some(&b'.') {
            return false;
        }
        if run.flags & flag::LETTER == 0 {
            return self.is_ordinal(text, word, run.end + 1);
        }
        let last = word.rsplit(|&byte| byte == b'-').next().unwrap_or_default();
        let is_alone = last.len() == word.len() || word[..word.len() - last.len()].ends_with(b".-");
        contains(ABBREVIATIONS, last)
            || (last.contains(&b'.') && !last[0].is_ascii_digit())
            || (contains(ABBREVIATIONS_BEFORE_NUMBERS, last) && self.number_follows(text, run.end + 1))
            || (is_alone && count_characters(last) == 1 && self.is_initial(text, start, last, run.end + 1))
            || (word.len() > 3 && word.ends_with(b"str") && word[0].is_ascii_uppercase())
    }

    /// Single letters: `z.` and `J.`, but not the last word of a paragraph (`Plan B.`).
    fn is_initial(&self, text: &[u8], start: usize, letter: &[u8], after: usize) -> bool {
        letter[0].is_ascii_lowercase()
            || text[..start].trim_ascii_end().ends_with(b".")
            || match self.after_blank(text, after) {
                Some(at) => self.scanner.starts_word(text, at),
                None => matches!(text.get(after), Some(b'-' | b',')) || self.scanner.starts_word(text, after),
            }
    }

    /// Whether a number with a full stop is an ordinal (`12. September`) or a date (`13.9.`).
    fn is_ordinal(&self, text: &[u8], number: &[u8], after: usize) -> bool {
        if is_day_and_month(number) {
            return true;
        }
        if number.len() > 3 || !number.iter().all(u8::is_ascii_digit) {
            return false;
        }
        let Some(at) = self.after_blank(text, after) else {
            return text.get(after) == Some(&b'-') && self.scanner.starts_word(text, after + 1);
        };
        let Some((class, _)) = self.scanner.class(text, at) else { return false };
        if class == Class::Digit {
            return number.len() < 3;
        }
        let mut run = Run::new(at);
        self.scanner.run(text, &mut run);
        let next = &text[at..run.end];
        class == Class::Letter && !contains(SENTENCE_STARTERS, next)
    }

    fn number_follows(&self, text: &[u8], after: usize) -> bool {
        let at = self.after_blank(text, after).unwrap_or(after);
        matches!(self.scanner.class(text, at), Some((Class::Digit, _)))
    }

    /// Where the text goes on after blanks on the same line; `None` if there are none.
    fn after_blank(&self, text: &[u8], mut at: usize) -> Option<usize> {
        let start = at;
        while let Some((Class::Space | Class::OtherSpace, next)) = self.scanner.class(text, at) {
            at = next;
        }
        (at > start).then_some(at)
    }
}

/// For an abbreviation without its last full stop, whether a sentence can end with it; `None` for other words.
pub(super) fn ends_sentences(word: &[u8]) -> Option<bool> {
    let last = word.rsplit(|byte| b"-.".contains(byte)).next().unwrap_or_default();
    let is_letter = |part: &[u8]| count_characters(part) == 1 && !part[0].is_ascii_digit();
    let mut parts = word.split(|&byte| byte == b'.');
    // As in `U.S.A.`, or in `z.B.` and `v.Chr.`
    let is_acronym =
        word.contains(&b'.') && parts.all(|part| is_letter(part) && part[0].is_ascii_uppercase());
    let first = word.split(|&byte| byte == b'.').next().unwrap_or_default();
    let is_dotted = word.contains(&b'.') && is_letter(first);
    let is_abbreviation = is_dotted || contains(ABBREVIATIONS, last);
    is_abbreviation.then(|| is_acronym || contains(ABBREVIATIONS_AT_THE_END, last))
}

/// True of function words with a capital.
pub(super) fn starts_sentences(word: &[u8]) -> bool {
    contains(SENTENCE_STARTERS, word)
}

const HYPHEN: &[u8] = "\u{2010}".as_bytes();
const NO_BREAK_HYPHEN: &[u8] = "\u{2011}".as_bytes();
const APOSTROPHE: &[u8] = "\u{2019}".as_bytes();

/// True of the last part of `20 000`.
fn starts_with_three_digits(text: &[u8]) -> bool {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

fn contains(sorted: &[&str], word: &[u8]) -> bool {
    sorted.binary_search_by(|entry| entry.as_bytes().cmp(word)).is_ok()
}

/// The end of the word with the hyphen that stands for its second half, as in `Vor- und Nachteile`.
fn trailing_hyphen(text: &[u8], end: usize) -> Option<usize> {
    let hyphen = text.get(end) == Some(&b'-');
    (hyphen && !matches!(text.get(end + 1), Some(b'-' | b'>'))).then_some(end + 1)
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

#[cfg(test)]
mod tests {
    use crate::tokenize::{Language, Mode, Tokenizer};

    /// The tokens of a text, with blanks between them.
    fn split(text: &str) -> String {
        let tokenizer = Tokenizer { mode: Mode::Language, language: Language::German };
        let tokens: Vec<_> =
            tokenizer.tokens(text).iter().map(|token| text[token.start..token.end].to_owned()).collect();
        tokens.join(" ")
    }

    #[test]
    fn hyphens_hold_compounds_together() {
        assert_eq!(split("Das Kim-Regime, U-Boote."), "Das Kim-Regime , U-Boote .");
        assert_eq!(split("Su-35- und Su-57-Kampfjets"), "Su-35- und Su-57-Kampfjets");
        assert_eq!(split("ein 40-sekündiger Händedruck"), "ein 40-sekündiger Händedruck");
        assert_eq!(split("„Chollima-1“-Rakete"), "„ Chollima-1 “ -Rakete");
        assert_eq!(split("Importe und -güter"), "Importe und -güter");
        assert_eq!(split("Moskau - gestern – heute--morgen"), "Moskau - gestern – heute -- morgen");
    }

    #[test]
    fn full_stops_belong_to_abbreviations() {
        assert_eq!(split("z.B. Dr. Kim, d. h. bzw. usw."), "z.B. Dr. Kim , d. h. bzw. usw.");
        assert_eq!(split("z. B. Kim"), "z. B. Kim");
        assert_eq!(split("Dipl.-Ing. Kim"), "Dipl.-Ing. Kim");
        assert_eq!(split("Art. 5 dieser Art. Ende."), "Art. 5 dieser Art . Ende .");
        assert_eq!(split("im Jahr 50 v.Chr. und Plan B."), "im Jahr 50 v.Chr. und Plan B .");
        assert_eq!(split("J. Kirby, J.-P. Kirby"), "J. Kirby , J.-P. Kirby");
        assert_eq!(split("der Dipl.-Volkswirt. Vitamin-C."), "der Dipl.-Volkswirt . Vitamin-C .");
        assert_eq!(split("um 10.30Uhr. Jan. Er kam Jan. 2023"), "um 10.30Uhr . Jan . Er kam Jan. 2023");
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(split("am 13.9.2023: 20.000 Soldaten"), "am 13.9.2023 : 20.000 Soldaten");
        assert_eq!(split("3,5 Prozent um 10:30 Uhr, 10.30 Uhr."), "3,5 Prozent um 10:30 Uhr , 10.30 Uhr .");
        assert_eq!(split("12. September, 70. Jahrestages"), "12. September , 70. Jahrestages");
        assert_eq!(split("vom 10. bis 13. September"), "vom 10. bis 13. September");
        assert_eq!(split("1992. Thailändische"), "1992 . Thailändische");
        assert_eq!(split("Er wurde 80. Die Feier"), "Er wurde 80 . Die Feier");
        assert_eq!(split("am 13.9. in Seoul"), "am 13.9. in Seoul");
        assert_eq!(split("20\u{202f}000 10\u{202f}Euro 1'000"), "20\u{202f}000 10 Euro 1'000");
    }

    #[test]
    fn gender_forms_are_one_word() {
        assert_eq!(split("Beobachter:innen"), "Beobachter:innen");
        assert_eq!(split("auf/in"), "auf / in");
        assert_eq!(split("Schüler*innen, Lehrer/-innen"), "Schüler*innen , Lehrer/-innen");
        assert_eq!(split("Er sagte:in"), "Er sagte:in");
        assert_eq!(split("Er sagte: innen"), "Er sagte : innen");
    }

    #[test]
    fn addresses_are_one_token() {
        assert_eq!(split("(https://a.de/b?c=1)."), "( https://a.de/b?c=1 ) .");
        assert_eq!(split("www.a-b.de, spiegel.de."), "www.a-b.de , spiegel.de .");
        assert_eq!(split("max.muster@a.de"), "max.muster@a.de");
        assert_eq!(split("@kim #kim #1"), "@kim #kim # 1");
    }

    #[test]
    fn signs_stand_alone_or_repeat() {
        assert_eq!(split("„Ja!?“ ... und …"), "„ Ja !? “ ... und …");
        assert_eq!(split("geht's O’Neill ‚so’"), "geht's O’Neill ‚ so ’");
        assert_eq!(split("5 % 3€"), "5 % 3 €");
    }
}
