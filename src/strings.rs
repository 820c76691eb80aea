//! Many strings in one buffer: while they come, and when they are all there.

use std::iter::once;

use arrow_buffer::{Buffer, ScalarBuffer};

use crate::views::Place;

/// A number that says where something lies in memory. None is larger than memory is.
#[allow(clippy::cast_possible_truncation)]
pub(crate) const fn place(number: u64) -> usize {
    number as usize
}

/// Strings as they come.
#[derive(Debug)]
pub(crate) struct Arena {
    bytes: Vec<u8>,
    /// Where each string begins, and the end of the last.
    bounds: Vec<u64>,
}

impl Default for Arena {
    fn default() -> Self {
        Self { bytes: Vec::new(), bounds: vec![0] }
    }
}

impl Arena {
    pub(crate) fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.bounds.push(self.bytes.len() as u64);
    }

    /// Adds the strings of another.
    pub(crate) fn append(&mut self, other: &Self) {
        let first = self.bytes.len() as u64;
        self.bytes.extend_from_slice(&other.bytes);
        self.bounds.extend(other.bounds[1..].iter().map(|bound| first + bound));
    }

    #[inline]
    pub(crate) fn bytes(&self, index: usize) -> &[u8] {
        &self.bytes[place(self.bounds[index])..place(self.bounds[index + 1])]
    }
}

impl From<Arena> for Strings {
    fn from(arena: Arena) -> Self {
        Self { bytes: Buffer::from_vec(arena.bytes), bounds: arena.bounds.into() }
    }
}

/// Many strings in one buffer, in memory or in a file.
#[derive(Clone, Debug)]
pub struct Strings {
    bytes: Buffer,
    /// Where each string begins, and the end of the last.
    bounds: ScalarBuffer<u64>,
}

impl Default for Strings {
    fn default() -> Self {
        Arena::default().into()
    }
}

impl Strings {
    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A string's bytes.
    #[inline]
    pub fn bytes(&self, index: usize) -> &[u8] {
        &self.bytes[place(self.bounds[index])..place(self.bounds[index + 1])]
    }

    /// A string. What goes in is UTF-8, so nothing is lost here.
    pub fn get(&self, index: usize) -> &str {
        std::str::from_utf8(self.bytes(index)).unwrap_or_default()
    }

    /// All strings in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The buffer, which is shared and not copied.
    pub fn buffer(&self) -> &Buffer {
        &self.bytes
    }

    /// Where each string begins in the buffer, followed by the end of the last.
    pub fn bounds(&self) -> &[u64] {
        &self.bounds
    }

    /// Where each string lies, if the buffer is cut so that no offset and no end of a string is beyond `largest`
    /// (but for strings that are longer than that), and where the cuts are.
    pub fn places(&self, largest: u64) -> (Vec<usize>, Vec<Place>) {
        let (mut cuts, mut places): (Vec<usize>, _) = (Vec::new(), Vec::with_capacity(self.len()));
        for bounds in self.bounds.windows(2) {
            let base = match cuts.last() {
                Some(&base) if bounds[1] - base as u64 <= largest => base,
                _ => {
                    cuts.push(place(bounds[0]));
                    place(bounds[0])
                }
            };
            let buffer = u32::try_from(cuts.len() - 1).unwrap_or(u32::MAX);
            let offset = u32::try_from(bounds[0] - base as u64).unwrap_or(u32::MAX);
            places.push(Place { buffer, offset });
        }
        (cuts, places)
    }

    /// A copy in memory, which no file can change; none if a string is not UTF-8.
    pub(crate) fn checked(&self) -> Option<Self> {
        let bytes = self.bytes.to_vec();
        let text = std::str::from_utf8(&bytes).ok()?;
        let whole = self.bounds.iter().all(|&bound| text.is_char_boundary(place(bound)));
        whole.then(|| Self { bytes: Buffer::from_vec(bytes), bounds: self.bounds.to_vec().into() })
    }

    /// Strings that lie in a buffer already; none if the bounds are not in order or lie outside. Whether the
    /// bytes are UTF-8 is seen when a string is read.
    pub(crate) fn in_buffer(bytes: Buffer, bounds: ScalarBuffer<u64>) -> Option<Self> {
        let ends = bounds.first() == Some(&0) && bounds.last() == Some(&(bytes.len() as u64));
        (ends && bounds.is_sorted()).then_some(Self { bytes, bounds })
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<T: IntoIterator<Item = &'a str>>(strings: T) -> Self {
        let mut arena = Arena::default();
        strings.into_iter().for_each(|string| arena.push(string.as_bytes()));
        arena.into()
    }
}

/// Where each of some strings would begin, were they one behind the other, and the end of the last.
pub(crate) fn bounds_of(lengths: impl Iterator<Item = usize>) -> Vec<u64> {
    let mut end = 0;
    once(0)
        .chain(lengths.map(|length| {
            end += length as u64;
            end
        }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_in_the_buffers_that_the_cuts_make() {
        let strings: Strings = ["", "abc", "de", "", "fghijklmnop", "q", "rs", ""].into_iter().collect();
        for largest in 0..20 {
            let (cuts, places) = strings.places(largest);
            for (index, place) in places.iter().enumerate() {
                let buffer = strings.buffer().slice(cuts[place.buffer as usize]);
                let (start, text) = (place.offset as usize, strings.bytes(index));
                assert_eq!(&buffer[start..start + text.len()], text);
                assert!(start == 0 || (start + text.len()) as u64 <= largest);
            }
        }
    }

    #[test]
    fn bounds_that_do_not_fit_make_no_strings() {
        let strings = |bounds: &[u64]| {
            Strings::in_buffer(Buffer::from_vec(b"abc".to_vec()), bounds.to_vec().into()).is_some()
        };
        assert!(strings(&[0, 0, 1, 3]));
        for wrong in [&[][..], &[0], &[0, 2], &[1, 3], &[0, 4], &[0, 2, 1, 3], &[0, u64::MAX, 3]] {
            assert!(!strings(wrong), "{wrong:?}");
        }
    }
}
