//! Strings of Python's that are looked at where they are, and columns of parts of them.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait, StringViewArray};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::PyChunkedArray;

use crate::strings::{bounds_of, place};
use crate::{Id, Place, Strings, Text, views_of_strings};

/// How many bytes fit into a view.
const INLINE: u32 = 12;

/// The strings of an array, and the buffers that they lie in. A null is an empty text.
pub(super) struct Texts<'a> {
    all: Vec<Text<'a>>,
    buffers: Vec<Buffer>,
    valid: Vec<bool>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(array: &'a PyChunkedArray) -> PyResult<Self> {
        let mut texts = Self { all: Vec::new(), buffers: Vec::new(), valid: Vec::new() };
        for chunk in array.chunks() {
            match chunk.data_type() {
                DataType::Utf8View => texts.add_views(chunk.as_string_view()),
                DataType::LargeUtf8 => texts.add_strings(chunk.as_string::<i64>()),
                DataType::Utf8 => texts.add_strings(chunk.as_string::<i32>()),
                DataType::Null => {
                    texts.valid.resize(texts.valid.len() + chunk.len(), false);
                    texts.all.resize(texts.valid.len(), Text { text: "", place: Place::default() });
                }
                other => return Err(PyTypeError::new_err(format!("texts have to be strings, not {other}"))),
            }
        }
        Ok(texts)
    }

    pub(super) fn texts(&self) -> &[Text<'a>] {
        &self.all
    }

    /// Which of them are null.
    pub(super) fn nulls(&self) -> Option<NullBuffer> {
        (!self.valid.iter().all(|&valid| valid)).then(|| NullBuffer::from(self.valid.clone()))
    }

    fn add(&mut self, text: Option<&'a str>, place: Place) {
        self.valid.push(text.is_some());
        self.all.push(Text { text: text.unwrap_or_default(), place });
    }

    /// Views know their buffer; a short text is in its view, and so are its parts in theirs.
    fn add_views(&mut self, chunk: &'a StringViewArray) {
        let known = u32::try_from(self.buffers.len()).unwrap_or(u32::MAX);
        self.buffers.extend_from_slice(chunk.data_buffers());
        for (text, view) in chunk.iter().zip(chunk.views().iter()) {
            let [length, _, buffer, offset] = [0, 4, 8, 12].map(|at| number(&view.to_le_bytes(), at));
            let place =
                if length > INLINE { Place { buffer: known + buffer, offset } } else { Place::default() };
            self.add(text, place);
        }
    }

    /// Other strings lie behind each other; offsets have 32 bits, so that a long row of them is several buffers.
    fn add_strings<O: OffsetSizeTrait>(&mut self, chunk: &'a GenericStringArray<O>) {
        let (mut base, mut buffer) = (0, None);
        for (row, text) in chunk.iter().enumerate() {
            let start = chunk.value_offsets()[row].as_usize();
            let end = start + text.unwrap_or_default().len();
            let offset = u32::try_from(start - base).ok().filter(|_| u32::try_from(end - base).is_ok());
            let place = if let (Some(buffer), Some(offset)) = (buffer, offset) {
                Place { buffer, offset }
            } else {
                base = start;
                let next = u32::try_from(self.buffers.len()).unwrap_or(u32::MAX);
                buffer = Some(next);
                self.buffers.push(chunk.values().slice(start));
                Place { buffer: next, offset: 0 }
            };
            self.add(text, place);
        }
    }
}

fn number(bytes: &[u8; 16], at: usize) -> u32 {
    bytes[at..at + 4].iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}

/// A column of views of parts of texts, as `list_tokens` and `list_sentences` make them.
pub(super) fn views(views: Vec<u128>, texts: &Texts<'_>) -> ArrayRef {
    column(views, texts.buffers.clone())
}

/// A column of n-grams, as `NgramCounter` makes them.
pub(super) fn terms(views: Vec<u128>, buffers: &[Buffer]) -> ArrayRef {
    column(views, buffers.to_vec())
}

/// A column of some of the strings that `views_of_strings` made views of, in `buffer`.
pub(super) fn chosen(views: &[u128], chosen: &[Id], buffer: &Buffer) -> ArrayRef {
    column(chosen.iter().map(|&id| views[id as usize]).collect(), vec![buffer.clone()])
}

/// A column of copies of some strings.
pub(super) fn copies(strings: &Strings, chosen: &[Id]) -> ArrayRef {
    let words = || chosen.iter().map(|&id| strings.bytes(id as usize));
    let bounds = bounds_of(words().map(<[u8]>::len));
    let n_bytes = bounds.last().map_or(0, |&end| place(end));
    if u32::try_from(n_bytes).is_err() {
        return Arc::new(StringViewArray::from_iter_values(
            chosen.iter().map(|&id| strings.get(id as usize)),
        ));
    }
    let mut bytes = Vec::with_capacity(n_bytes);
    words().for_each(|word| bytes.extend_from_slice(word));
    column(views_of_strings(&bytes, &bounds), vec![Buffer::from_vec(bytes)])
}

fn column(views: Vec<u128>, buffers: Vec<Buffer>) -> ArrayRef {
    // SAFETY: Each view was made of a range of one of `buffers`, which it names, and of its bytes there, so that
    // its first bytes are those of the range, and a short view holds the range itself, padded with zeros (unit
    // test in the module `views` of the core). The range lies inside the buffer and is UTF-8:
    // - of a text, it begins and ends on borders of characters (laws of tokens and sentences, checked by property
    //   tests), and the text lies where the array that `texts` was made of has it;
    // - of n-grams, it begins with a word and ends with one, and between them are words and blanks;
    // - of a list of strings, it is one of them; and these and words come from `Strings`, which are UTF-8 (those
    //   of files are checked when they are opened).
    #[allow(unsafe_code)]
    let array = unsafe { StringViewArray::new_unchecked(views.into(), buffers, None) };
    Arc::new(array)
}
