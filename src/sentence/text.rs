//! What can be told from a stretch of text alone.

use crate::tokenize::Token;

/// How far is looked for the first letter behind signs.
const LOOK_AHEAD: usize = 40;
/// Lines are wrapped if none is longer than this.
pub(super) const LONGEST_WRAPPED_LINE: usize = 120;

/// The marker of an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) is_letter: bool,
    pub(super) value: u32,
    /// What stands behind it: `.`, `)` or both.
    pub(super) signs: (bool, bool),
}

/// Where the word is whose case counts: a short form keeps its small letter where a sentence begins, and the word
/// behind it has the capital: `'s Avonds`, `'t Is`, `'s-Gravenhage`.
pub(super) fn cased_from(text: &[u8], token: Token) -> usize {
    let word = &text[token.start..token.end];
    let apostrophe = ["'", "’", "‘"].iter().find(|sign| word.starts_with(sign.as_bytes()));
    let Some(letters) = apostrophe.map(|sign| &word[sign.len()..]) else { return token.start };
    let short = letters.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(letters.len());
    let goes_on = short > 0 && matches!(letters.get(short), None | Some(b'-'));
    if goes_on { token.end - letters.len() + short } else { token.start }
}

/// Whether the next straight quotation mark of the line closes, as it does if one is open: a mark that was left
/// out must not keep all that follows in a quotation.
pub(super) fn closes_later(text: &[u8], from: usize) -> bool {
    const LONGEST_QUOTATION: usize = 400;
    let rest = &text[from..text.len().min(from + LONGEST_QUOTATION)];
    let line = rest.split(|&byte| is_line_end(byte)).next().unwrap_or_default();
    let mark = line.iter().position(|&byte| byte == b'"');
    mark.is_some_and(|at| at == 0 || !line[at - 1].is_ascii_whitespace())
}

/// What is found behind signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Small,
    Capital,
    /// A letter without case.
    Letter,
    Digit,
    /// Nothing, or signs that begin nothing.
    Sign,
}

/// What is looked at behind `at`, without a character that is cut off.
pub(super) fn ahead(text: &[u8], at: usize) -> &str {
    let mut end = text.len().min(at + LOOK_AHEAD);
    while end > at && end < text.len() && text[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    std::str::from_utf8(&text[at..end]).unwrap_or_default()
}

/// The first letter or digit at or after `at` in the line, behind blanks, quotes, dashes and the like.
pub(super) fn next_letter(text: &[u8], at: usize) -> Next {
    match text.get(at) {
        Some(b'a'..=b'z') => return Next::Small,
        Some(b'A'..=b'Z') => return Next::Capital,
        _ => {}
    }
    for character in ahead(text, at).chars() {
        match character {
            '\n' | '\r' | ',' | ';' => return Next::Sign,
            character if character.is_lowercase() => return Next::Small,
            character if character.is_uppercase() => return Next::Capital,
            character if character.is_alphabetic() => return Next::Letter,
            character if character.is_numeric() => return Next::Digit,
            _ => {}
        }
    }
    Next::Sign
}

/// The letters with which a text begins.
pub(super) fn run_of(text: &[u8]) -> &[u8] {
    const APOSTROPHE: &[u8] = "\u{2019}".as_bytes();
    let ends = |&at: &usize| {
        (text[at].is_ascii() && !text[at].is_ascii_alphanumeric()) || text[at..].starts_with(APOSTROPHE)
    };
    &text[..(0..text.len()).find(ends).unwrap_or(text.len())]
}

/// Whether a number stands before the blank before `at`.
pub(super) fn follows_digit(text: &[u8], at: usize) -> bool {
    text[..at].trim_ascii_end().last().is_some_and(u8::is_ascii_digit)
}

pub(super) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—')
}

pub(super) fn capitalized(word: &[u8]) -> Vec<u8> {
    let word = std::str::from_utf8(word).unwrap_or_default();
    let mut characters = word.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect::<String>().into_bytes(),
        None => Vec::new(),
    }
}

/// The marker of an item at `at` and where it ends: `1.`, `2)`, `a.)`, `b)`.
pub(super) fn marker_at(text: &[u8], at: usize) -> Option<(Marker, usize)> {
    const MOST_DIGITS: usize = 4;
    let digits = text[at..].iter().take(MOST_DIGITS + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let (is_letter, value, mut end) = match digits {
        0 => (true, u32::from(*text.get(at).filter(|byte| byte.is_ascii_lowercase())?), at + 1),
        1..=MOST_DIGITS => (
            false,
            text[at..at + digits].iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0')),
            at + digits,
        ),
        _ => return None,
    };
    let stop = text.get(end) == Some(&b'.');
    end += usize::from(stop);
    let bracket = text.get(end) == Some(&b')');
    end += usize::from(bracket);
    let is_marker = (stop || bracket) && text.get(end).is_some_and(u8::is_ascii_whitespace);
    is_marker.then_some((Marker { is_letter, value, signs: (stop, bracket) }, end))
}

/// Whether a letter stands at `at` that numbers an item of a list, which begins with a capital.
pub(super) fn is_item(text: &[u8], at: usize) -> bool {
    marker_at(text, at)
        .is_some_and(|(marker, end)| marker.is_letter && next_letter(text, end) == Next::Capital)
}

/// The end of the number of a note or of an omission at `at`: `[12]`, `[...]`.
pub(super) fn note_end(text: &[u8], at: usize) -> Option<usize> {
    const MOST: usize = 8;
    let rest = text[at..].strip_prefix(b"[")?;
    let length = rest.iter().take(MOST).position(|&byte| byte == b']')?;
    let note = &rest[..length];
    let is_note = note.iter().all(|byte| byte.is_ascii_digit() || b", -".contains(byte))
        || note == b"..."
        || note == "…".as_bytes();
    (is_note && length > 0).then_some(at + length + 2)
}

pub(super) fn is_plain_gap(gap: &[u8]) -> bool {
    matches!(gap, b" " | b"" | b", ")
}

pub(super) fn is_bullet(character: char) -> bool {
    matches!(character, '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '■' | '►')
}

pub(super) fn is_terminator(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‽' | '؟' | '।' | '。' | '！' | '？' | '｡' | '።' | '։')
}

/// Quotes and brackets that can close, whatever else they do.
pub(super) fn is_closing(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '‹' | '›' | ')' | ']' | '}' | '」' | '』'
    )
}
/// How long the longest line is; looks no further than to the first that is too long to be wrapped.
pub(super) fn longest_line(text: &[u8]) -> usize {
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

pub(super) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// How many lines end in a gap; a page or a paragraph is two.
pub(super) fn line_ends(gap: &[u8]) -> usize {
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
pub(super) fn first_character(text: &[u8]) -> char {
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
