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

use super::class::{Class, flag};
use super::german_words::{
    ABBREVIATIONS, ABBREVIATIONS_BEFORE_NUMBERS, MONTHS, SENTENCE_STARTERS, TOP_LEVEL_DOMAINS,
};
use super::unicode::{Run, Scanner};
use super::{Kind, Scan, Token};
use crate::vocabulary::count_characters;

/// The longest address before its `@` that is looked for.
const MAX_LOCAL_PART: usize = 64;

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
        let next_class = self.scanner.class(text, next).map(|(class, _)| class);
        let token = |end, kind| Ok(Token { start, end, kind });
        match text[start] {
            sign @ (b'.' | b'-') if text.get(next) == Some(&sign) => {
                return token(repeated(text, next, &[sign]), Kind::Punctuation);
            }
            b'!' | b'?' => return token(repeated(text, next, b"!?"), Kind::Punctuation),
            b'-' if next_class == Some(Class::Letter) => {
                let word = self.word(text, next);
                return token(word.end, word.kind);
            }
            sign @ (b'@' | b'#') if next_class.is_some_and(is_word_start) && !follows_word(text, start) => {
                let mut run = Run::new(next);
                self.scanner.run(text, &mut run);
                if run.flags & flag::LETTER != 0 {
                    return token(run.end, if sign == b'@' { Kind::Mention } else { Kind::Hashtag });
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
        if matches!(text.get(run.end), None | Some(b' ' | b',' | b'\n')) && run.flags & flag::DIGIT == 0 {
            return Token { start, end: run.end, kind: kind_of(run.flags) };
        }
        self.rest_of_word(text, start, run)
    }

    /// Goes on with a word or number after its first run.
    fn rest_of_word(&self, text: &[u8], start: usize, mut run: Run) -> Token {
        if let Some((end, kind)) = address(text, start, run.end) {
            return Token { start, end, kind };
        }
        while let Some(resume) = self.connection(text, start, run) {
            run.end = resume;
            self.scanner.run(text, &mut run);
        }
        if text.get(run.end) == Some(&b'.') && self.keeps_full_stop(text, start, run) {
            run.end += 1;
            if text.get(run.end) == Some(&b'-') && self.starts_word(text, run.end + 1) {
                run.end += 1;
                self.scanner.run(text, &mut run);
                return self.rest_of_word(text, start, run);
            }
        } else if let Some(end) = trailing_hyphen(text, run.end) {
            run.end = end;
        }
        Token { start, end: run.end, kind: kind_of(run.flags) }
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
            b":" | b"*" => number || gender_suffix(&text[next..]),
            b"/" => {
                let suffix = &text[next..];
                return (gender_suffix(suffix.strip_prefix(b"-").unwrap_or(suffix)))
                    .then_some(next + usize::from(suffix.starts_with(b"-")));
            }
            _ => false,
        };
        connects.then_some(next)
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
        contains(ABBREVIATIONS, last)
            || word.contains(&b'.')
            || (contains(ABBREVIATIONS_BEFORE_NUMBERS, last) && self.number_follows(text, run.end + 1))
            || (count_characters(last) == 1 && self.is_initial(text, start, last, run.end + 1))
            || (word.len() > 3 && word.ends_with(b"str") && word[0].is_ascii_uppercase())
    }

    /// Single letters: `z.` and `J.`, but not the last word of a paragraph (`Plan B.`).
    fn is_initial(&self, text: &[u8], start: usize, letter: &[u8], after: usize) -> bool {
        letter[0].is_ascii_lowercase()
            || text[..start].trim_ascii_end().ends_with(b".")
            || match self.after_blank(text, after) {
                Some(at) => self.starts_word(text, at),
                None => matches!(text.get(after), Some(b'-' | b',')) || self.starts_word(text, after),
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
            return text.get(after) == Some(&b'-') && self.starts_word(text, after + 1);
        };
        let Some((class, _)) = self.scanner.class(text, at) else { return false };
        if class == Class::Digit {
            return number.len() < 3;
        }
        let mut run = Run::new(at);
        self.scanner.run(text, &mut run);
        let next = &text[at..run.end];
        class == Class::Letter && (contains(MONTHS, next) || !contains(SENTENCE_STARTERS, next))
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

    fn starts_word(&self, text: &[u8], at: usize) -> bool {
        self.scanner.class(text, at).is_some_and(|(class, _)| is_word_start(class))
    }
}

const HYPHEN: &[u8] = "\u{2010}".as_bytes();
const NO_BREAK_HYPHEN: &[u8] = "\u{2011}".as_bytes();
const APOSTROPHE: &[u8] = "\u{2019}".as_bytes();
const NARROW_NO_BREAK_SPACE: &[u8] = "\u{202f}".as_bytes();

/// True of the last part of `20 000`.
fn starts_with_three_digits(text: &[u8]) -> bool {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

fn kind_of(flags: u8) -> Kind {
    if flags & flag::LETTER != 0 {
        Kind::Word
    } else if flags & flag::DIGIT != 0 {
        Kind::Number
    } else {
        Kind::Punctuation
    }
}

fn is_word_start(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Digit | Class::Connector)
}

fn contains(sorted: &[&str], word: &[u8]) -> bool {
    sorted.binary_search_by(|entry| entry.as_bytes().cmp(word)).is_ok()
}

/// The end of the word with the hyphen that stands for its second half, as in `Vor- und Nachteile`.
fn trailing_hyphen(text: &[u8], end: usize) -> Option<usize> {
    let hyphen = text.get(end) == Some(&b'-');
    (hyphen && !matches!(text.get(end + 1), Some(b'-' | b'>'))).then_some(end + 1)
}

/// Whether the character before `at` could belong to the same word.
fn follows_word(text: &[u8], at: usize) -> bool {
    text[..at].last().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || *byte == b'&')
}

/// The end and kind of a web or mail address that begins at `start`; `end` is the end of the first run.
fn address(text: &[u8], start: usize, end: usize) -> Option<(usize, Kind)> {
    match text.get(end)? {
        b':' if text[end..].starts_with(b"://") && is_scheme(&text[start..end]) => {
            Some((url_end(text, end + 3), Kind::Url))
        }
        b'@' | b'.' | b'+' | b'-' => {
            if let Some(end) = mail_end(text, start) {
                return Some((end, Kind::Email));
            }
            let end = domain_end(text, start)?;
            Some((if text.get(end) == Some(&b'/') { url_end(text, end) } else { end }, Kind::Url))
        }
        _ => None,
    }
}

/// The end of a run of the given signs.
fn repeated(text: &[u8], from: usize, signs: &[u8]) -> usize {
    from + text[from..].iter().take_while(|byte| signs.contains(byte)).count()
}

/// True of `in` and `innen`, with a word border behind or the second half of a compound.
fn gender_suffix(rest: &[u8]) -> bool {
    let Some(after) = rest.strip_prefix(b"innen").or_else(|| rest.strip_prefix(b"in")) else { return false };
    after.first().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
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

fn is_scheme(word: &[u8]) -> bool {
    [&b"http"[..], b"https", b"ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// The end of an address: up to white space, quotation marks or brackets, less punctuation at its end.
fn url_end(text: &[u8], from: usize) -> usize {
    let rest = &text[from..];
    let mut length = rest
        .iter()
        .take_while(|&&byte| {
            byte > b' ' && byte < 0x7f && !matches!(byte, b'"' | b'<' | b'>' | b'|' | b'\\' | b'^' | b'`')
        })
        .count();
    while let Some(last) = rest[..length].last() {
        let open = rest[..length].contains(&b'(');
        if matches!(last, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b']' | b'}')
            || (*last == b')' && !open)
        {
            length -= 1;
        } else {
            break;
        }
    }
    from + length
}

/// The end of `label.label.tld` with a known top-level domain, or of anything that begins with `www.`.
fn domain_end(text: &[u8], start: usize) -> Option<usize> {
    let rest = &text[start..];
    let length =
        rest.iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')).count();
    let domain = rest[..length].trim_ascii_end();
    let domain = domain.strip_suffix(b".").unwrap_or(domain);
    if rest.get(length).is_some_and(|byte| !byte.is_ascii() || *byte == b'_' || *byte == b'@') {
        return None;
    }
    let (name, last) = domain.split_at(domain.iter().rposition(|&byte| byte == b'.')?);
    let known = contains(TOP_LEVEL_DOMAINS, &last[1..]) && !contains(ABBREVIATIONS, name);
    let labels = domain.split(|&byte| byte == b'.').all(|label| !label.is_empty());
    (labels && (known || rest.starts_with(b"www."))).then_some(start + domain.len())
}

/// The end of a mail address that begins at `start`.
fn mail_end(text: &[u8], start: usize) -> Option<usize> {
    let local = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
    let rest = &text[start..text.len().min(start + MAX_LOCAL_PART + 1)];
    let at = rest.iter().position(|&byte| !local(byte))?;
    if rest[at] != b'@' {
        return None;
    }
    let domain = &text[start + at + 1..];
    let length = domain
        .iter()
        .take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
        .count();
    let domain = &domain[..length];
    let domain = domain.strip_suffix(b".").unwrap_or(domain);
    let dotted = domain.contains(&b'.') && domain.split(|&byte| byte == b'.').all(|label| !label.is_empty());
    dotted.then_some(start + at + 1 + domain.len())
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
        assert_eq!(split("J. Kirby"), "J. Kirby");
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
