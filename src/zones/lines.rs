//! Lines of texts, and what they say without quotation marks, case and blanks.

use std::ops::Range;

/// A line, or a paragraph of wrapped ones, and the empty lines behind it: bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// With the blanks round it: units follow each other without a gap.
    pub(super) whole: Range<usize>,
    /// What it says.
    pub(super) said: Range<usize>,
}

/// Paragraphs of lines as long as this are wrapped by hand, if at all.
const LONGEST_WRAPPED: usize = 120;
/// A text of fewer lines is not wrapped.
const LEAST_LINES: usize = 3;
/// A text is a wrapped one if one of so many lines right below others goes on in lower case.
const ONE_OF_WRAPPED: usize = 4;

/// Cuts a text into lines; together they are the text.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = start + line_length(&text.as_bytes()[start..]);
        let line = &text[start..end];
        let said = line.trim_end_matches(is_space);
        let head = said.len() - said.trim_start_matches(is_space).len();
        if !said.is_empty() {
            let whole = if units.is_empty() { 0..end } else { start..end };
            units.push(Unit { whole, said: start + head..start + said.len() });
        } else if let Some(last) = units.last_mut() {
            last.whole.end = end;
        }
        start = end;
    }
    if units.is_empty() && !text.is_empty() {
        return vec![Unit { whole: 0..text.len(), said: text.len()..text.len() }];
    }
    unwrapped(text, units)
}

/// How long the first line is, with its end: what Python's `str.splitlines` cuts.
fn line_length(bytes: &[u8]) -> usize {
    // What a line can end with, or a character that begins like one of these.
    let can_end = |byte: u8| byte < 0x20 || byte == 0xc2 || byte == 0xe2;
    let mut place = 0;
    loop {
        // Without a branch for each byte.
        while let Some(chunk) = bytes.get(place..place + 32)
            && !chunk.iter().fold(false, |any, &byte| any | can_end(byte))
        {
            place += 32;
        }
        place += bytes[place..].iter().take_while(|&&byte| !can_end(byte)).count();
        let end = match bytes[place..] {
            [] => 0,
            [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
            [0x0a..=0x0d | 0x1c..=0x1e, ..] => 1,
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
            _ => {
                place += 1;
                continue;
            }
        };
        return place + end;
    }
}

/// Joins the lines of paragraphs that were broken at a width.
fn unwrapped(text: &str, lines: Vec<Unit>) -> Vec<Unit> {
    if lines.len() < LEAST_LINES || lines.iter().any(|line| line.said.len() > 4 * LONGEST_WRAPPED) {
        return lines;
    }
    let width = lines.iter().map(|line| characters(&text[line.said.clone()])).max().unwrap_or(0);
    let is_below = |last: &Unit, next: &Unit| text[last.said.end..next.said.start].matches('\n').count() == 1;
    let below = lines.windows(2).filter(|pair| is_below(&pair[0], &pair[1]));
    let (all, lower) = below.fold((0, 0), |(all, lower), pair| {
        let is_lower = text[pair[1].said.clone()].starts_with(char::is_lowercase);
        (all + 1, lower + usize::from(is_lower))
    });
    if width > LONGEST_WRAPPED || lower == 0 || ONE_OF_WRAPPED * lower < all {
        return lines;
    }
    let mut joined: Vec<Unit> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(last) if is_below(last, &line) && is_full(text, last, &line, width) => {
                (last.said.end, last.whole.end) = (line.said.end, line.whole.end);
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// Whether the first word of the next line had no room in a line of some width.
fn is_full(text: &str, last: &Unit, next: &Unit, width: usize) -> bool {
    let said = &text[last.said.clone()];
    let line = &said[said.rfind('\n').map_or(0, |place| place + 1)..];
    let next = &text[next.said.clone()];
    let word = &next[..next.find(is_space).unwrap_or(next.len())];
    characters(line) + 1 + characters(word) > width
}

/// Tells what Python's `str.isspace` does.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

pub(super) fn characters(text: &str) -> usize {
    text.chars().count()
}

/// Folds lines: without quotation marks, in lower case, with single blanks. Keeps its room.
#[derive(Debug, Default)]
pub(super) struct Folder {
    bytes: Vec<u8>,
    length: usize,
}

impl Folder {
    /// Folds a line.
    pub(super) fn fold(&mut self, line: &str) -> &[u8] {
        // No character's lower case is twice as long. One byte more takes what is written and does not stay.
        let room = 2 * line.len() + 1;
        if self.bytes.len() < room {
            self.bytes.resize(room, 0);
        }
        self.length = 0;
        // The lower case of a sigma depends on what stands round it.
        if line.contains('Σ') {
            let bare: String = line.chars().filter(|&character| !is_quote(character)).collect();
            self.fold_characters(&bare.to_lowercase());
        } else {
            self.fold_characters(line);
        }
        let folded = &self.bytes[..self.length];
        folded.strip_suffix(b" ").unwrap_or(folded)
    }

    fn fold_characters(&mut self, line: &str) {
        let (bytes, mut place, mut is_blank) = (line.as_bytes(), 0, true);
        while let Some(&byte) = bytes.get(place) {
            if byte.is_ascii() {
                place += 1;
                // Without a branch: most bytes are letters, but nobody knows which.
                let folded = ASCII[byte as usize];
                self.bytes[self.length] = folded;
                self.length += usize::from(folded != QUOTE && !(is_blank && folded == b' '));
                is_blank = folded == b' ' || is_blank && folded == QUOTE;
                continue;
            }
            let Some(character) = line[place..].chars().next() else { break };
            place += character.len_utf8();
            if is_space(character) {
                self.push(if is_blank { "" } else { " " });
                is_blank = true;
            } else if !is_quote(character) {
                for character in character.to_lowercase() {
                    self.push(character.encode_utf8(&mut [0; 4]));
                }
                is_blank = false;
            }
        }
    }

    fn push(&mut self, text: &str) {
        let end = self.length + text.len();
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            room.copy_from_slice(text.as_bytes());
            self.length = end;
        }
    }
}

/// What stands for a quotation mark among the characters of ASCII.
const QUOTE: u8 = 0xff;

/// What each character of ASCII is folded to.
static ASCII: [u8; 128] = {
    let (mut folded, mut code) = ([0; 128], 0);
    while code < 128 {
        folded[code as usize] = match code {
            b'\t'..=b'\r' | 0x1c..=b' ' => b' ',
            b'"' | b'\'' => QUOTE,
            _ => code.to_ascii_lowercase(),
        };
        code += 1;
    }
    folded
};

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '„' | '“' | '”' | '‚' | '‘' | '’' | '»' | '«' | '›' | '‹')
}

/// A number for a folded line.
pub(super) fn number(folded: &[u8]) -> u64 {
    let (chunks, rest) = folded.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = chunks.iter().chain([&last]).map(|chunk| u64::from_le_bytes(*chunk));
    words.fold(mix(folded.len() as u64, SEEDS[0]), |sum, word| mix(sum ^ word, SEEDS[1]))
}

/// Digits of π: numbers in which nobody has put anything.
const SEEDS: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345];

/// Both halves of a product: every bit of it depends on most of both factors.
#[allow(clippy::cast_possible_truncation)]
fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ SEEDS[0]) * u128::from(other);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_python() {
        let text = "a\r\nb\rc\u{b}d\u{85}e\u{2028}f\u{1d}g\u{1f}h–\n\n \ni";
        let said: Vec<&str> = units(text).into_iter().map(|unit| &text[unit.said]).collect();
        assert_eq!(said, ["a", "b", "c", "d", "e", "f", "g\u{1f}h–", "i"]);
        assert_eq!(units(" \n"), [Unit { whole: 0..2, said: 2..2 }]);
        assert_eq!(units(""), []);
    }

    #[test]
    fn marks_case_and_blanks_are_folded() {
        let folded = |line: &str| String::from_utf8_lossy(Folder::default().fold(line)).into_owned();
        assert_eq!(folded("„Ein  Ärger“ \"ΟΔΟΣ\"\u{a0}'x"), "ein ärger οδος x");
        assert_eq!(folded("„Ein  Ärger“ \"\u{a0}'X\u{1c}»"), "ein ärger x");
        assert_ne!(number(b"ab"), number(b"ab\0"));
        assert_ne!(number(b"12345678"), number(b"12345678\0\0\0\0\0\0\0\0"));
    }
}
