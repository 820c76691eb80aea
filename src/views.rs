//! String views: strings that lie in somebody else's buffer, in the form of Arrow's `Utf8View`.
//!
//! A view is 16 bytes: the length, and then either the string itself, if it has at most twelve bytes, or its
//! first four bytes, the number of a buffer and an offset into it.

use std::ops::Range;

use crate::strings::place;
use crate::vocabulary::count_characters;

/// How many bytes fit into a view.
const INLINE: usize = 12;
/// How many bytes are read at once.
const WIDTH: usize = 16;

/// Where a string begins: the number of a buffer and an offset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The number of the buffer.
    pub buffer: u32,
    /// The offset of the first byte.
    pub offset: u32,
}

/// What the first bytes of a part of a text are good for: its view, and how many characters it has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    bytes: u128,
    length: usize,
}

/// For each length the bytes that count.
pub(crate) const MASKS: [u128; WIDTH + 1] = {
    let mut masks = [u128::MAX; WIDTH + 1];
    let mut length = 0;
    while length < WIDTH {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
};

impl Glance {
    /// Looks at a part of a text.
    #[inline]
    pub(crate) fn new(text: &[u8], range: &Range<usize>) -> Self {
        let length = range.len();
        let bytes = match text.get(range.start..range.start + WIDTH).and_then(|bytes| bytes.try_into().ok()) {
            Some(bytes) => u128::from_le_bytes(bytes) & MASKS[length.min(WIDTH)],
            None => first_bytes(&text[range.clone()]),
        };
        Self { bytes, length }
    }

    /// How many characters the part has, as no text is longer than 2³² − 1 bytes.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn characters(self, text: &[u8], range: Range<usize>) -> u32 {
        const ONES: u128 = u128::from_le_bytes([1; WIDTH]);
        if self.length > WIDTH {
            return count_characters(&text[range]) as u32;
        }
        // Bytes of the form 10xxxxxx go on with a character; the product adds them up in its highest byte.
        let going_on = (self.bytes >> 7) & !(self.bytes >> 6) & ONES;
        let pairs = (going_on >> 64) as u64 + going_on as u64;
        self.length as u32 - (pairs.wrapping_mul(ONES as u64) >> 56) as u32
    }

    /// The view of the part, which begins at `start` of a text that begins at `place`.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn view(self, start: usize, place: Place) -> u128 {
        if self.length <= INLINE {
            self.length as u128 | self.bytes << 32
        } else {
            let offset = u128::from(place.offset.wrapping_add(start as u32));
            let prefix = u128::from(self.bytes as u32);
            self.length as u128 | prefix << 32 | u128::from(place.buffer) << 64 | offset << 96
        }
    }
}

/// The view of a part of a buffer that begins at a place.
#[inline]
pub(crate) fn view_of(buffer: &[u8], range: Range<usize>, place: Place) -> u128 {
    Glance::new(buffer, &range).view(range.start, place)
}

/// The views of strings that lie behind each other in a buffer of less than 4 GiB: each from its bound to the next.
pub fn views_of_strings(buffer: &[u8], bounds: &[u64]) -> Vec<u128> {
    let view = |bound: &[u64]| view_of(buffer, place(bound[0])..place(bound[1]), Place::default());
    bounds.windows(2).map(view).collect()
}

fn first_bytes(text: &[u8]) -> u128 {
    let mut bytes = [0; WIDTH];
    let length = text.len().min(WIDTH);
    bytes[..length].copy_from_slice(&text[..length]);
    u128::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a view says, with the buffer that it was made for.
    fn read(view: u128, buffer: &[u8]) -> Vec<u8> {
        let bytes = view.to_le_bytes();
        let number =
            |at: usize| bytes[at..at + 4].iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte));
        let length = number(0);
        if length <= INLINE {
            assert!(bytes[4 + length..].iter().all(|&byte| byte == 0), "padding");
            return bytes[4..4 + length].to_vec();
        }
        assert_eq!(number(8), 3);
        let text = &buffer[number(12)..number(12) + length];
        assert_eq!(bytes[4..8], text[..4]);
        text.to_vec()
    }

    #[test]
    fn views_say_what_the_text_has() {
        let text = b"Der Weltraumbahnhof Wostotschny.";
        let buffer = [&b"....."[..], text].concat();
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let view = Glance::new(text, &(start..end)).view(start, Place { buffer: 3, offset: 5 });
                assert_eq!(read(view, &buffer), text[start..end]);
            }
        }
    }

    #[test]
    fn characters_are_counted_whatever_the_length() {
        let text = "Übermäßig große Züge fahren über die Brücke in Köln 😀 ab.";
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for &start in &borders {
            for &end in borders.iter().filter(|&&end| end >= start) {
                let found =
                    Glance::new(text.as_bytes(), &(start..end)).characters(text.as_bytes(), start..end);
                assert_eq!(found as usize, text[start..end].chars().count());
            }
        }
    }
}
