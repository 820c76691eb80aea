//! The texts of n-grams, written while they are counted.

use crate::error::{Error, Result};
use crate::strings::Strings;
use crate::views::{Place, view_of};
use crate::vocabulary::Id;

/// A buffer of this size is left for the next.
const FULL: usize = 1 << 30;
/// No text has been written yet.
const NOWHERE: usize = usize::MAX;

/// What gives each value a word: a list by value, or by another number that each value has.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The list.
    pub strings: &'a Strings,
    /// The number of each value in it, if it is another.
    pub numbers: Option<&'a [Id]>,
}

impl<'a> Words<'a> {
    #[inline]
    fn get(&self, value: Id) -> &'a [u8] {
        self.strings.bytes(self.numbers.map_or(value, |numbers| numbers[value as usize]) as usize)
    }
}

/// Words by value, so that most cost one look and are copied by one instruction.
#[derive(Debug)]
pub(super) struct WordTable<'a> {
    words: Words<'a>,
    /// A word, filled up with zeros, and its length; or [`LONG`].
    slots: Vec<[u8; SLOT]>,
}

const SLOT: usize = 16;
/// In the place of a length: the word does not fit.
const LONG: u8 = u8::MAX;

impl<'a> WordTable<'a> {
    pub(super) fn new(words: Words<'a>, n_values: usize) -> Self {
        let slot = |value| {
            let (word, mut slot) = (words.get(value), [0; SLOT]);
            if let Some(room) = slot[..SLOT - 1].get_mut(..word.len()) {
                room.copy_from_slice(word);
            }
            slot[SLOT - 1] =
                u8::try_from(word.len()).ok().filter(|&len| usize::from(len) < SLOT).unwrap_or(LONG);
            slot
        };
        Self { words, slots: (0..).take(n_values).map(slot).collect() }
    }

    #[inline]
    fn len(&self, value: Id) -> usize {
        match self.slots[value as usize][SLOT - 1] {
            LONG => self.words.get(value).len(),
            len => usize::from(len),
        }
    }

    #[inline]
    fn push(&self, value: Id, text: &mut Vec<u8>) {
        let slot = &self.slots[value as usize];
        match slot[SLOT - 1] {
            LONG => text.extend_from_slice(self.words.get(value)),
            len => {
                let end = text.len() + usize::from(len);
                text.extend_from_slice(slot);
                text.truncate(end);
            }
        }
    }
}

/// Texts of n-grams in the order of their values: words with blanks between them.
///
/// The text of an n-gram begins with those of shorter ones, so that these need none of their own.
pub(super) struct Text<'a> {
    words: &'a WordTable<'a>,
    /// For each length, how many bytes the n-gram at hand has, and where it was written.
    bytes: Vec<usize>,
    written: Vec<usize>,
    buffer: u32,
    output: Vec<u8>,
    full: Vec<(u32, Vec<u8>)>,
}

impl<'a> Text<'a> {
    pub(super) fn new(words: &'a WordTable<'a>, longest: usize) -> Self {
        let (bytes, written) = (vec![0; longest + 1], vec![NOWHERE; longest + 1]);
        Self { words, bytes, written, buffer: u32::MAX, output: Vec::new(), full: Vec::new() }
    }

    /// Makes room for the n-grams that begin with a value. `number` numbers buffers.
    pub(super) fn begin(&mut self, number: impl Fn() -> u32) {
        if self.output.len() > FULL {
            self.full.push((self.buffer, std::mem::take(&mut self.output)));
            self.buffer = u32::MAX;
        }
        if self.buffer == u32::MAX {
            self.buffer = number();
        }
    }

    /// Begins an n-gram with its last value.
    #[inline]
    pub(super) fn open(&mut self, length: usize, value: Id) {
        let blank = usize::from(length > 1);
        self.bytes[length] = self.bytes[length - 1] + blank + self.words.len(value);
        self.written[length] = NOWHERE;
    }

    /// The view of the n-gram at hand, whose values these are.
    #[inline]
    pub(super) fn view(&mut self, values: &[Id]) -> Result<u128> {
        let length = values.len();
        if self.written[length] == NOWHERE {
            self.write(values)?;
        }
        let start = self.written[length];
        let place = Place { buffer: self.buffer, offset: 0 };
        Ok(view_of(&self.output, start..start + self.bytes[length], place))
    }

    fn write(&mut self, values: &[Id]) -> Result<()> {
        let start = self.output.len();
        // What was written of a shorter one is written again.
        let known = (1..values.len()).rev().find(|&length| self.written[length] != NOWHERE).unwrap_or(0);
        if known > 0 {
            let from = self.written[known];
            self.output.extend_from_within(from..from + self.bytes[known]);
        }
        for &value in &values[known..] {
            if self.output.len() > start {
                self.output.push(b' ');
            }
            self.words.push(value, &mut self.output);
        }
        if u32::try_from(self.output.len()).is_err() {
            return Err(Error::TooMany {
                what: "bytes of n-grams that begin alike",
                limit: u64::from(u32::MAX),
            });
        }
        // What was written for a length holds for all below.
        for written in self.written[1..=values.len()].iter_mut().rev().take_while(|start| **start == NOWHERE)
        {
            *written = start;
        }
        Ok(())
    }

    /// All texts by the number of their buffer.
    pub(super) fn take(&mut self) -> Vec<(u32, Vec<u8>)> {
        let mut all = std::mem::take(&mut self.full);
        if self.buffer != u32::MAX {
            all.push((self.buffer, std::mem::take(&mut self.output)));
            self.buffer = u32::MAX;
        }
        for (_, text) in &mut all {
            text.shrink_to_fit();
        }
        all
    }
}
