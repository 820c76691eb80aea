//! Terms and their numbers.
//!
//! A term is a distinct pair of word and kind, or of these and annotations that came with the tokens. While text is read, an [`Interner`] numbers terms as they
//! come; in the end a [`Vocabulary`] numbers them in byte order, so that no number depends on threads,
//! sorting terms is sorting integers, and a prefix is a range of numbers.

mod merge;

pub(crate) use self::merge::{Merged, merge, merge_lists};

use std::cmp::Ordering;

use arrow_buffer::ScalarBuffer;

use crate::error::{Error, Result};
use crate::parallel::Control;
use crate::strings::{Arena, Strings, place};
use crate::tokenize::{Kind, Token};
use crate::views::MASKS;

/// The number of a term, of a value of an attribute, or of a document.
pub type Id = u32;

/// What makes terms of the same word differ: the kind, and the number of the annotations that came with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Label(u32);

impl Label {
    const BITS: u32 = 28;
    /// How many bits of a tag are the label's.
    const TAG_BITS: u32 = 32;

    /// The label of a kind without annotations.
    pub(crate) const fn of(kind: Kind) -> Self {
        Self((kind as u32) << Self::BITS)
    }

    pub(crate) fn new(kind: Kind, annotation: u32) -> Result<Self> {
        let limit = 1 << Self::BITS;
        if annotation >= limit {
            return Err(Error::TooMany { what: "distinct annotations", limit: u64::from(limit) });
        }
        Ok(Self(Self::of(kind).0 | annotation))
    }

    fn kind(self) -> Kind {
        Kind::ALL[(self.0 >> Self::BITS) as usize % Kind::ALL.len()]
    }

    pub(crate) fn annotation(self) -> u32 {
        self.0 & ((1 << Self::BITS) - 1)
    }
}

/// Words up to this length are compared without a look at the arena.
const INLINE: usize = 16;
/// The least tag of longer ones.
const LONG: u64 = (INLINE as u64 + 2) << Label::TAG_BITS;
/// How many are sorted.
const TERMS_AT_ONCE: usize = 1 << 18;
/// The tag of a slot that is free: every other tag holds a length and 1.
const FREE: u64 = 0;

#[derive(Clone, Copy, Default)]
struct Slot {
    /// The first bytes of the word, padded with zeros.
    prefix: u128,
    /// Length and label in one: what a short word needs besides its prefix.
    tag: u64,
    id: Id,
    /// How often the term came, less the multiples of 2^32 in [`Interner::carried`].
    count: u32,
}

/// What a word is looked up by.
#[derive(Clone, Copy)]
struct Probe {
    prefix: u128,
    tag: u64,
    hash: usize,
}

/// Tokens of a text that wait to be looked up together.
pub(crate) struct Waiting {
    n: usize,
    /// Each with where its word begins.
    probes: [(Probe, usize); AT_ONCE],
}

/// How many tokens are looked up together.
const AT_ONCE: usize = 32;

impl Waiting {
    pub(crate) fn new() -> Self {
        Self { n: 0, probes: [(Probe { prefix: 0, tag: 0, hash: 0 }, 0); AT_ONCE] }
    }

    /// Adds a token, and says whether there is no room for another.
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8], token: Token, label: Label) -> bool {
        self.probes[self.n] = (Probe::new(text, token.start, token.end, label), token.start);
        self.n += 1;
        self.n == AT_ONCE
    }
}

/// Numbers distinct pairs of a word and a label in the order in which they come.
///
/// An open table with slots that hold short words whole; most look-ups touch one cache line.
pub(crate) struct Interner {
    words: Arena,
    labels: Vec<Label>,
    /// A power of two of them, at most three quarters of which are in use: the less memory they take, the more often
    /// it is near. Common words come first and so stand where they are looked for.
    slots: Vec<Slot>,
    carried: Vec<u64>,
}

impl Default for Interner {
    fn default() -> Self {
        let slots = vec![Slot::default(); 1 << 12];
        Self { words: Arena::default(), labels: Vec::new(), slots, carried: Vec::new() }
    }
}

impl Interner {
    /// The number of a token of a text.
    #[inline]
    pub(crate) fn intern(&mut self, text: &[u8], token: Token, label: Label) -> Result<Id> {
        let probe = Probe::new(text, token.start, token.end, label);
        self.find_or_insert(&probe, &text[token.start..token.end])
    }

    /// Adds the numbers of tokens that wait, and lets none wait any more.
    ///
    /// Their slots are fetched together: one after the other each would be waited for.
    pub(crate) fn intern_all(&mut self, text: &[u8], waiting: &mut Waiting, ids: &mut Vec<Id>) -> Result<()> {
        let probes = &waiting.probes[..waiting.n];
        let mask = self.slots.len() - 1;
        std::hint::black_box(
            probes.iter().fold(0, |all, (probe, _)| all ^ self.slots[probe.hash & mask].tag),
        );
        let mut found = [0; AT_ONCE];
        for (&(probe, start), id) in probes.iter().zip(&mut found) {
            *id = match self.find_at_once(&probe) {
                Some(id) => id,
                None => self.find_or_insert(&probe, &text[start..start + probe.length()])?,
            };
        }
        ids.extend_from_slice(&found[..waiting.n]);
        waiting.n = 0;
        Ok(())
    }

    /// The number of a short word that stands in the first slot where it may: as nearly all tokens do.
    #[inline]
    fn find_at_once(&mut self, probe: &Probe) -> Option<Id> {
        let mask = self.slots.len() - 1;
        let slot = &mut self.slots[probe.hash & mask];
        let found = slot.prefix == probe.prefix && slot.tag == probe.tag;
        (found && probe.tag < LONG && slot.count < u32::MAX).then(|| {
            slot.count += 1;
            slot.id
        })
    }

    #[inline]
    fn find_or_insert(&mut self, probe: &Probe, word: &[u8]) -> Result<Id> {
        let mut at = probe.hash;
        loop {
            at &= self.slots.len() - 1;
            let slot = &mut self.slots[at];
            if slot.prefix == probe.prefix
                && slot.tag == probe.tag
                && (word.len() <= INLINE || self.words.bytes(slot.id as usize)[INLINE..] == word[INLINE..])
            {
                slot.count = slot.count.wrapping_add(1);
                if slot.count == 0 {
                    self.carried[slot.id as usize] += 1 << 32;
                }
                return Ok(slot.id);
            }
            if slot.tag == FREE {
                return self.insert(at, probe, word);
            }
            at += 1;
        }
    }

    #[cold]
    fn insert(&mut self, at: usize, probe: &Probe, word: &[u8]) -> Result<Id> {
        let id = new_id(self.labels.len())?;
        self.slots[at] = Slot { prefix: probe.prefix, tag: probe.tag, id, count: 1 };
        self.words.push(word);
        self.labels.push(probe.label());
        self.carried.push(0);
        if self.len() * 4 > self.slots.len() * 3 {
            self.grow();
        }
        Ok(id)
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); mask + 1]);
        for slot in old.into_iter().filter(|slot| slot.tag != FREE) {
            let mut at = hash(slot.prefix, slot.tag, self.words.bytes(slot.id as usize)) & mask;
            while self.slots[at].tag != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }

    /// How often each term came.
    fn counts(&self) -> Vec<u64> {
        let mut counts = self.carried.clone();
        for slot in self.slots.iter().filter(|slot| slot.tag != FREE) {
            counts[slot.id as usize] += u64::from(slot.count);
        }
        counts
    }

    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The terms in byte order.
    fn sorted(&self, control: &Control) -> Result<Vec<Key<'_>>> {
        let key = |id: usize| Key::new(self.words.bytes(id), self.labels[id], id);
        let mut keys: Vec<Key> = (0..self.len()).map(key).collect();
        sort(&mut keys, control)?;
        Ok(keys)
    }
}

/// Sorts terms. Many are halved first, so that there is time to look at whether to stop.
pub(crate) fn sort(keys: &mut [Key<'_>], control: &Control) -> Result<()> {
    control.check()?;
    if keys.len() <= TERMS_AT_ONCE {
        keys.sort_unstable();
        return Ok(());
    }
    let (less, _, more) = keys.select_nth_unstable(keys.len() / 2);
    sort(less, control)?;
    sort(more, control)
}

/// A term as it sorts: by its bytes, most of which the prefix holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key<'a> {
    prefix: u128,
    word: &'a [u8],
    label: Label,
    id: usize,
}

impl<'a> Key<'a> {
    pub(crate) fn new(word: &'a [u8], label: Label, id: usize) -> Self {
        Self { prefix: prefix_of(word).swap_bytes(), word, label, id }
    }

    /// Compares terms, whatever their numbers. Of short words with the same prefix one is the other, or the other with
    /// zeros behind.
    #[inline]
    fn cmp_term(&self, other: &Self) -> Ordering {
        let words = || {
            if self.word.len().max(other.word.len()) <= INLINE {
                self.word.len().cmp(&other.word.len())
            } else {
                self.word.cmp(other.word)
            }
        };
        self.prefix.cmp(&other.prefix).then_with(words).then_with(|| self.label.cmp(&other.label))
    }
}

impl Ord for Key<'_> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_term(other).then_with(|| self.id.cmp(&other.id))
    }
}

impl PartialOrd for Key<'_> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn prefix_of(word: &[u8]) -> u128 {
    let mut bytes = [0; INLINE];
    let length = word.len().min(INLINE);
    bytes[..length].copy_from_slice(&word[..length]);
    u128::from_le_bytes(bytes)
}

impl Probe {
    #[inline]
    fn new(text: &[u8], start: usize, end: usize, label: Label) -> Self {
        let word = &text[start..end];
        let prefix = match text.get(start..start + INLINE).and_then(|bytes| bytes.try_into().ok()) {
            Some(bytes) => u128::from_le_bytes(bytes) & MASKS[word.len().min(INLINE)],
            None => prefix_of(word),
        };
        // An empty string has the length 0 like a free slot, hence the 1.
        let tag = (word.len() as u64 + 1) << Label::TAG_BITS | u64::from(label.0);
        Self { prefix, tag, hash: hash(prefix, tag, word) }
    }

    #[allow(clippy::cast_possible_truncation)] // the lower half
    fn label(self) -> Label {
        Label(self.tag as u32)
    }

    /// How many bytes the word has.
    fn length(self) -> usize {
        place(self.tag >> Label::TAG_BITS) - 1
    }
}

/// A hash for this table alone; it is stored nowhere. Each step folds a full product (the method of wyhash).
#[inline]
#[allow(clippy::cast_possible_truncation)] // the halves of a product
fn hash(prefix: u128, tag: u64, word: &[u8]) -> usize {
    const KEYS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93];
    let fold = |state: u64, block: u128| {
        let product = u128::from(block as u64 ^ KEYS[0] ^ state) * u128::from((block >> 64) as u64 ^ KEYS[1]);
        (product >> 64) as u64 ^ product as u64
    };
    let mut state = fold(tag.rotate_left(32), prefix);
    for chunk in word.get(INLINE..).unwrap_or_default().chunks(INLINE) {
        state = fold(state.rotate_left(23), prefix_of(chunk));
    }
    state as usize
}

/// The number of the next of `n` terms.
pub(crate) fn new_id(n: usize) -> Result<Id> {
    // The last number is left free for "none".
    let id = u32::try_from(n).ok().filter(|&id| id < Id::MAX);
    id.ok_or(Error::TooMany { what: "distinct terms", limit: u64::from(Id::MAX) })
}

/// The terms of a corpus in byte order of the word, then by kind.
#[derive(Debug)]
pub struct Vocabulary {
    pub(crate) words: Strings,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) counts: ScalarBuffer<u64>,
    /// How many code points each word has.
    pub(crate) lengths: ScalarBuffer<u32>,
}

impl Vocabulary {
    /// The words, by term.
    pub fn words(&self) -> &Strings {
        &self.words
    }

    /// The kinds, by term.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// How often each term occurs in the whole corpus.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// True of a corpus without tokens.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    pub(crate) fn new(words: Strings, labels: &[Label], counts: Vec<u64>) -> Result<Self> {
        let too_long = |_| Error::TooMany { what: "characters in one token", limit: u64::from(u32::MAX) };
        let length = |index| u32::try_from(count_characters(words.bytes(index))).map_err(too_long);
        let lengths = (0..words.len()).map(length).collect::<Result<Vec<_>>>()?.into();
        let kinds = labels.iter().map(|&label| label.kind()).collect();
        Ok(Self { words, kinds, counts: counts.into(), lengths })
    }
}

/// How many code points UTF-8 holds.
pub(crate) fn count_characters(text: &[u8]) -> usize {
    // So few that their number fits into a byte: compilers add up many bytes at a time then.
    let few = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>();
    text.chunks(usize::from(u8::MAX)).map(|bytes| usize::from(few(bytes))).sum()
}
