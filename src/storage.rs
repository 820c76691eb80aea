//! The saved corpus: files that are read where they lie.
//!
//! Opening reads what says where the columns are, and a few checks of the vocabulary; the columns themselves are in
//! memory when they are looked at. All numbers that were worked out from the tokens are saved with them.

mod arrow;
mod builder;

pub use self::builder::Builder;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use arrow_buffer::{ArrowNativeType, Buffer, ScalarBuffer, ToByteSlice};

use self::arrow::{Columns, Kind as Type, Opened, Source};
use crate::attribute::Attribute;
use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::frequency::{DEFAULT_KINDS, Options, PARALLEL_TOKENS, frequencies};
use crate::index::Index;
use crate::layer::Layer;
use crate::parallel::{self, Control};
use crate::select::Selection;
use crate::strings::{Strings, bounds_of, place};
use crate::tokenize::Kind;
use crate::vocabulary::{Id, Vocabulary};

const TOKENS: &Columns = &[("term_id", Type::UInt32), ("gap", Type::UInt8)];
const PLACES: &Columns = &[("token", Type::UInt32)];
const LONG_GAPS: &Columns = &[("token", Type::Int64), ("gap", Type::UInt32)];
const BOUNDS: &Columns = &[("first_token", Type::Int64)];
const TERMS: &Columns =
    &[("word", Type::String), ("kind", Type::UInt8), ("length", Type::UInt32), ("count", Type::Int64)];
const VALUE_OF_TERM: &Columns = &[("value", Type::UInt32)];
const VALUES: &Columns = &[("value", Type::String), ("display", Type::UInt32)];
const DOCUMENTS: &Columns = &[("documents", Type::UInt32)];
const TEXTS: &Columns = &[("text", Type::String)];
const RANGES: &Columns = &[("first_token", Type::Int64), ("end_token", Type::Int64), ("label", Type::UInt32)];

/// How many places are put in order at a time: 128 MB.
const PLACES_AT_ONCE: usize = 1 << 25;

fn bad_file(path: &Path, problem: impl Into<String>) -> Error {
    Error::BadFile { path: path.display().to_string(), problem: problem.into() }
}

fn io_error(path: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        return bad_file(path, "there is no such file; it is part of the saved corpus");
    }
    Error::Io { path: path.display().to_string(), problem: error.to_string() }
}

/// CRC-32 of a file's bytes, as gzip and zip have it.
///
/// # Errors
///
/// The file cannot be read, or [`Error::Interrupted`] when asked to stop.
pub fn checksum(path: &Path, control: &Control) -> Result<u32> {
    let mut file = File::open(path).map_err(|error| io_error(path, &error))?;
    let (mut hasher, mut buffer) = (crc32fast::Hasher::new(), vec![0; 1 << 20]);
    loop {
        control.check()?;
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize()),
            Ok(length) => {
                hasher.update(&buffer[..length]);
                control.advance(length);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(io_error(path, &error)),
        }
    }
}

impl TokenTable {
    /// Saves the tokens to a folder that exists. The names of annotations are the caller's to keep: their files are
    /// numbered.
    ///
    /// # Errors
    ///
    /// A file cannot be written, or [`Error::Interrupted`] when asked to stop.
    pub fn save(&self, folder: &Path, control: &Control) -> Result<()> {
        let write = |name: &str, columns: &Columns, n_rows: usize, sources| {
            arrow::write(&folder.join(name), columns, n_rows as u64, sources, control)
        };
        write("tokens.arrow", TOKENS, self.ids.len(), vec![bytes(&self.ids), bytes(&self.gaps)])?;
        let long_gaps = vec![bytes(&self.long_gaps), bytes(&self.long_gap_lengths)];
        write("long_gaps.arrow", LONG_GAPS, self.long_gaps.len(), long_gaps)?;
        write("bounds.arrow", BOUNDS, self.bounds.len(), vec![bytes(&self.bounds)])?;
        let sentences = self.sentence_starts(control)?;
        write("sentences.arrow", BOUNDS, sentences.len(), vec![bytes(sentences)])?;
        save_terms(self.vocabulary(), folder, control)?;
        save_attribute(self.attribute("lower", control)?, folder, "lower", control)?;
        self.save_documents_of_lower(folder, control)?;
        self.save_places(folder, control)?;
        for (number, (_, attribute)) in self.named.iter().enumerate() {
            save_attribute(attribute, folder, &annotation(number), control)?;
        }
        Ok(())
    }

    /// Opens the tokens in a folder, with the names of their annotations.
    ///
    /// # Errors
    ///
    /// [`Error::BadFile`] for a file that is missing, damaged, or does not fit the others. That every token has a
    /// term of the vocabulary is left to [`TokenTable::check_terms`], which reads them all.
    pub fn open(folder: &Path, annotations: &[String]) -> Result<Self> {
        let table = Self::open_tokens(folder, annotations)?;
        let path = folder.join("lower.documents.arrow");
        let documents: ScalarBuffer<u32> = numbers(&mut arrow::open(&path, DOCUMENTS)?);
        if table.lower.get().is_some_and(|lower| lower.values().len() != documents.len()) {
            return Err(bad_file(&path, "it does not fit the values"));
        }
        let index = open_index(folder, &table)?;
        Ok(Self { documents_of_lower: OnceLock::from(documents), index, ..table })
    }

    /// Saves where each term stands, some terms at a time; nothing for more tokens than an index can have.
    fn save_places(&self, folder: &Path, control: &Control) -> Result<()> {
        if u32::try_from(self.ids.len()).is_err() {
            return Ok(());
        }
        let n_threads = parallel::default_threads(self.ids.len(), PARALLEL_TOKENS);
        let counts = self.vocabulary.counts().iter().map(|&count| place(count));
        let mut made = parallel::batches(counts, PLACES_AT_ONCE).into_iter().map(|terms| {
            // There are no more than 2^32 terms.
            let first = Id::try_from(terms.start).unwrap_or(Id::MAX);
            let term = |token: usize| self.ids[token].wrapping_sub(first);
            let index = Index::new(self.ids.len(), terms.len(), term, n_threads, control)?;
            Ok(index.all_places().clone())
        });
        let mut known = self.index.get().map(|index| Ok(index.all_places().clone())).into_iter();
        let places: &mut dyn Iterator<Item = _> = if known.len() > 0 { &mut known } else { &mut made };
        let n_bytes = 4 * self.ids.len() as u64;
        let path = folder.join("places.arrow");
        arrow::write(&path, PLACES, self.ids.len() as u64, vec![Source::Parts(places, n_bytes)], control)
    }

    /// Saves in how many documents each value of `lower` occurs, for which all tokens are looked at.
    fn save_documents_of_lower(&self, folder: &Path, control: &Control) -> Result<()> {
        let documents: Vec<Id> = (0..).take(self.n_documents()).collect();
        let selection = Selection::of_documents(self, &documents, &vec![0; documents.len()])?;
        let options = Options { kinds: &DEFAULT_KINDS, min_count: 1, min_documents: 1, n_threads: None };
        let lower = self.attribute("lower", control)?;
        frequencies(self, &selection, lower, &options, control)?;
        let documents = self.documents_of_lower.get().map(|documents| &documents[..]).unwrap_or_default();
        let path = folder.join("lower.documents.arrow");
        arrow::write(&path, DOCUMENTS, documents.len() as u64, vec![bytes(documents)], control)
    }

    fn open_tokens(folder: &Path, annotations: &[String]) -> Result<Self> {
        let vocabulary = open_terms(folder)?;
        let lower = open_attribute(folder, "lower", vocabulary.len())?;
        let named = annotations.iter().enumerate().map(|(number, name)| {
            Ok((name.clone(), open_attribute(folder, &annotation(number), vocabulary.len())?))
        });
        let named = named.collect::<Result<_>>()?;
        let open = |name: &str, columns| arrow::open(&folder.join(name), columns);
        let mut tokens = open("tokens.arrow", TOKENS)?;
        let (ids, gaps) = (numbers(&mut tokens), numbers(&mut tokens));
        let mut long = open("long_gaps.arrow", LONG_GAPS)?;
        let (long_gaps, long_gap_lengths) = (numbers(&mut long), numbers(&mut long));
        let bounds: ScalarBuffer<u64> = numbers(&mut open("bounds.arrow", BOUNDS)?);
        let sentences = numbers::<u64>(&mut open("sentences.arrow", BOUNDS)?);
        let ends = bounds.first() == Some(&0) && bounds.last() == Some(&(tokens.n_rows as u64));
        if !ends || !bounds.is_sorted() {
            return Err(bad_file(&folder.join("bounds.arrow"), "it does not fit the number of tokens"));
        }
        let lower = OnceLock::from(lower);
        Ok(Self {
            vocabulary,
            ids,
            gaps,
            long_gaps,
            long_gap_lengths,
            bounds,
            sentences: sentences.into(),
            lower,
            documents_of_lower: OnceLock::new(),
            word: OnceLock::new(),
            index: OnceLock::new(),
            searches: AtomicU32::new(0),
            sentence_layer: OnceLock::new(),
            named,
        })
    }

    /// Looks whether every token has a term of the vocabulary.
    ///
    /// # Errors
    ///
    /// One has not, or [`Error::Interrupted`] when asked to stop.
    pub fn check_terms(&self, folder: &Path, control: &Control) -> Result<()> {
        for ids in self.ids().chunks(1 << 20) {
            control.check()?;
            if ids.iter().max().is_some_and(|&most| most as usize >= self.vocabulary().len()) {
                return Err(bad_file(&folder.join("tokens.arrow"), "it has terms that terms.arrow has not"));
            }
        }
        Ok(())
    }
}

/// Where each term stands, if that was saved: earlier versions of the format do not.
fn open_index(folder: &Path, table: &TokenTable) -> Result<OnceLock<Index>> {
    let path = folder.join("places.arrow");
    if !path.exists() {
        return Ok(OnceLock::new());
    }
    let places = numbers(&mut arrow::open(&path, PLACES)?);
    let index = Index::saved(table.vocabulary.counts(), places);
    index.map(OnceLock::from).ok_or_else(|| bad_file(&path, "it does not fit the number of tokens"))
}

fn annotation(number: usize) -> String {
    format!("annotation-{number}")
}

fn save_terms(vocabulary: &Vocabulary, folder: &Path, control: &Control) -> Result<()> {
    let kinds: Vec<u8> = vocabulary.kinds().iter().map(|&kind| kind as u8).collect();
    let words = vocabulary.words();
    let sources = vec![
        bytes(words.bounds()),
        Source::Bytes(words.buffer()),
        bytes(&kinds),
        bytes(&vocabulary.lengths),
        bytes(vocabulary.counts()),
    ];
    arrow::write(&folder.join("terms.arrow"), TERMS, words.len() as u64, sources, control)
}

fn open_terms(folder: &Path) -> Result<Vocabulary> {
    let path = folder.join("terms.arrow");
    let mut file = arrow::open(&path, TERMS)?;
    let words = checked(&path, &mut file)?;
    let kind = |&code: &u8| Kind::ALL.get(usize::from(code)).copied();
    let kinds = numbers::<u8>(&mut file).iter().map(kind).collect::<Option<_>>();
    let kinds = kinds.ok_or_else(|| bad_file(&path, "it has kinds that do not exist"))?;
    Ok(Vocabulary { words, kinds, lengths: numbers(&mut file), counts: numbers(&mut file) })
}

fn save_attribute(attribute: &Attribute, folder: &Path, name: &str, control: &Control) -> Result<()> {
    let terms = &attribute.value_of_term;
    let path = folder.join(format!("{name}.terms.arrow"));
    arrow::write(&path, VALUE_OF_TERM, terms.len() as u64, vec![bytes(terms)], control)?;
    let values = attribute.values();
    let sources = vec![bytes(values.bounds()), Source::Bytes(values.buffer()), bytes(attribute.display())];
    arrow::write(&folder.join(format!("{name}.values.arrow")), VALUES, values.len() as u64, sources, control)
}

fn open_attribute(folder: &Path, name: &str, n_terms: usize) -> Result<Attribute> {
    let path = folder.join(format!("{name}.values.arrow"));
    let mut file = arrow::open(&path, VALUES)?;
    let (values, display) = (checked(&path, &mut file)?, numbers(&mut file));
    if !all_below(&display, n_terms) {
        return Err(bad_file(&path, "it has terms that terms.arrow has not"));
    }
    let path = folder.join(format!("{name}.terms.arrow"));
    let value_of_term = numbers(&mut arrow::open(&path, VALUE_OF_TERM)?);
    if value_of_term.len() != n_terms || !all_below(&value_of_term, values.len()) {
        return Err(bad_file(&path, "it does not fit terms.arrow and the values"));
    }
    Ok(Attribute { values, value_of_term, display })
}

fn all_below(ids: &[Id], n: usize) -> bool {
    ids.iter().max().is_none_or(|&most| (most as usize) < n)
}

/// Saves texts to a file.
///
/// # Errors
///
/// The file cannot be written, or [`Error::Interrupted`] when asked to stop.
pub fn save_texts(texts: &[&str], path: &Path, control: &Control) -> Result<()> {
    let bounds = bounds_of(texts.iter().map(|text| text.len()));
    let length = bounds.last().copied().unwrap_or_default();
    arrow::write(path, TEXTS, texts.len() as u64, vec![bytes(&bounds), Source::Texts(texts, length)], control)
}

/// Opens texts in a file. Whether they are UTF-8 is seen when they are read.
///
/// # Errors
///
/// [`Error::BadFile`] for a file that is missing or damaged.
pub fn open_texts(path: &Path) -> Result<Strings> {
    strings(path, &mut arrow::open(path, TEXTS)?)
}

impl Layer {
    /// Saves the ranges of the layer to a file.
    ///
    /// # Errors
    ///
    /// The file cannot be written, or [`Error::Interrupted`] when asked to stop.
    pub fn save(&self, path: &Path, control: &Control) -> Result<()> {
        let sources = vec![bytes(&self.starts), bytes(&self.ends), bytes(&self.labels)];
        arrow::write(path, RANGES, self.labels.len() as u64, sources, control)
    }

    /// Opens a layer, with the label of tokens outside all ranges.
    ///
    /// # Errors
    ///
    /// [`Error::BadFile`] for a file that is missing or damaged.
    pub fn open(path: &Path, rest: Id) -> Result<Self> {
        let mut file = arrow::open(path, RANGES)?;
        let (starts, ends) = (numbers(&mut file), numbers(&mut file));
        Ok(Self { starts, ends, labels: numbers(&mut file), rest, n_labels: OnceLock::new() })
    }
}

fn bytes<T>(numbers: &[T]) -> Source<'_>
where
    [T]: ToByteSlice,
{
    Source::Bytes(numbers.to_byte_slice())
}

/// The next buffer of a file as numbers. It is as long as it should be.
fn numbers<T: ArrowNativeType>(file: &mut Opened) -> ScalarBuffer<T> {
    ScalarBuffer::from(next(file))
}

/// The next column of a file as strings.
fn strings(path: &Path, file: &mut Opened) -> Result<Strings> {
    let bounds = numbers(file);
    let strings = Strings::in_buffer(next(file), bounds);
    strings.ok_or_else(|| bad_file(path, "its strings overlap or lie outside; it is damaged"))
}

/// The next column of a file as strings that are known to be UTF-8.
fn checked(path: &Path, file: &mut Opened) -> Result<Strings> {
    let strings = strings(path, file)?;
    strings.checked().ok_or_else(|| bad_file(path, "its strings are not UTF-8; it is damaged"))
}

fn next(file: &mut Opened) -> Buffer {
    file.buffers.next().unwrap_or_default()
}
