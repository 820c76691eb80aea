//! What can be told from a stretch of text alone.

use super::{APOSTROPHE, LOOK_BACK};
use crate::tokenize::class::{Class, flag};
use crate::tokenize::unicode::Run;
use crate::vocabulary::count_characters;

/// Whether an acronym such as `U.S` may end here although no full stop follows.
pub(super) fn ends_acronym(text: &[u8], end: usize) -> bool {
    matches!(text.get(end), None | Some(b' ' | b'-' | b',' | b'\'' | b'\n' | b')'))
}

pub(super) fn follows_number(text: &[u8], start: usize) -> bool {
    let before = text[..start].trim_ascii_end();
    before.len() < start && before.last().is_some_and(u8::is_ascii_digit)
}

/// The word before a blank before `start`.
pub(super) fn word_before(text: &[u8], start: usize) -> &[u8] {
    let before = text[start.saturating_sub(LOOK_BACK)..start].trim_ascii_end();
    let word = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    &before[before.len() - word..]
}

/// The length of the first of the two words that one is: `can` of `cannot`, `do` of `dont`.
pub(super) fn split_of_word(word: &[u8]) -> Option<usize> {
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
pub(super) fn is_clitic(word: &[u8]) -> bool {
    matches!(word.to_ascii_lowercase().as_slice(), b"s" | b"re" | b"ve" | b"ll" | b"d" | b"m")
}

pub(super) fn starts_with_apostrophe(text: &[u8]) -> bool {
    text.starts_with(b"'") || text.starts_with(APOSTROPHE)
}

/// Whether a single quotation mark is open at the end of a text.
pub(super) fn has_open_quote(text: &[u8]) -> bool {
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

pub(super) fn is_opening_quote(text: &[u8], at: usize) -> bool {
    ["„", "“", "\"", "»", "«", "‚", "'"].iter().any(|quote| text[at..].starts_with(quote.as_bytes()))
}

/// The first character, if there is one.
pub(super) fn first(text: &[u8]) -> Option<char> {
    let length = text.iter().skip(1).take_while(|&&byte| byte & 0xc0 == 0x80).count() + 1;
    std::str::from_utf8(text.get(..length)?).ok()?.chars().next()
}

pub(super) fn is_lower_case(text: &[u8]) -> bool {
    first(text).is_some_and(char::is_lowercase)
}

pub(super) fn is_upper_case(text: &[u8]) -> bool {
    first(text).is_some_and(char::is_uppercase)
}

pub(super) fn is_ordinal_sign(text: &[u8]) -> bool {
    ["º", "ª"].iter().any(|sign| text.starts_with(sign.as_bytes()))
}

/// Whether only blanks, a bullet or a bracket stand between the beginning of the line and `start`.
pub(super) fn begins_line(text: &[u8], start: usize) -> bool {
    let before = &text[start.saturating_sub(16)..start];
    let line = before.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_whole = line.len() < before.len() || start <= 16;
    is_whole && line.iter().all(|&byte| byte == b' ' || byte == b'\t')
        || line.trim_ascii_end().ends_with("•".as_bytes())
}

/// True of `U.S` and `z.B`: single letters and full stops.
pub(super) fn is_dotted_letters(word: &[u8]) -> bool {
    word.split(|&byte| byte == b'.').take(2).all(|part| count_characters(part) <= 1) || word.ends_with(b"Chr")
}

/// Whether a number such as `12 000` goes on behind a separator with three digits.
pub(super) fn is_thousands(number: &[u8], rest: &[u8]) -> bool {
    let first_group = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let last_group = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=3).contains(&first_group)
        && number[0] != b'0'
        && (last_group == 3 || last_group == number.len())
        && rest.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

/// True of `100%ig`: a letter right behind the sign.
pub(super) fn number_is_glued(text: &[u8], start: usize, run: Run, after: Class) -> bool {
    run.flags & flag::LETTER == 0 && text[start].is_ascii_digit() && after == Class::Letter
}

/// True of Roman numerals of two letters and more.
pub(super) fn is_roman(word: &[u8]) -> bool {
    word.len() > 1 && is_roman_or_one(word)
}

pub(super) fn is_roman_or_one(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(|byte| b"IVXLC".contains(byte))
}

/// The end of the dash for no cents, as in `14,-` and `14.--`.
pub(super) fn price_end(text: &[u8], at: usize) -> Option<usize> {
    let dashes =
        ["--", "-", "–", "—"].into_iter().find(|dashes| text[at + 1..].starts_with(dashes.as_bytes()))?;
    let end = at + 1 + dashes.len();
    (!text.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')).then_some(end)
}

/// Signs of which a run is one token.
pub(super) fn is_repeatable(byte: u8) -> bool {
    b".-*=~#$<>+|/\\^%_".contains(&byte)
}

/// The end of a run of the given signs.
pub(super) fn repeated(text: &[u8], from: usize, signs: &[u8]) -> usize {
    from + text[from..].iter().take_while(|byte| signs.contains(byte)).count()
}

/// True of `13.9`, a day and a month.
pub(super) fn is_day_and_month(number: &[u8]) -> bool {
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
