//! Saved corpora in the making: of the documents that have come, only the vocabulary is in memory.
//!
//! Tokens are put down under the numbers that their workers gave them, and get those in byte order when all
//! documents are there.

use std::fs::{File, remove_file};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use arrow_buffer::ToByteSlice;

use super::arrow::{self, Columns, Source};
use super::{BOUNDS, LONG_GAPS, TEXTS, TOKENS, io_error, save_attribute, save_terms};
use crate::corpus::{Numbered, Reader, TokenTable, lower_of};
use crate::error::Result;
use crate::parallel::{Control, default_threads};
use crate::strings::bounds_of;
use crate::tokenize::Tokenizer;
use crate::vocabulary::{Id, Interner, Merged, Vocabulary, merge};

/// A folder that becomes a saved corpus, document by document.
pub struct Builder {
    folder: PathBuf,
    tokenizer: Tokenizer,
    workers: Vec<Interner>,
    /// Who numbered how many tokens, in order.
    runs: Vec<(usize, usize)>,
    ids: Column,
    gaps: Column,
    long_gaps: Column,
    long_gap_lengths: Column,
    bounds: Column,
    sentences: Column,
    text_bounds: Column,
    texts: Column,
}

impl Builder {
    /// Begins with a folder that exists, and no documents.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub fn new(folder: &Path, tokenizer: Tokenizer) -> Result<Self> {
        let column = |name| Column::new(folder, name);
        let mut builder = Self {
            folder: folder.to_owned(),
            tokenizer,
            workers: Vec::new(),
            runs: Vec::new(),
            ids: column("ids")?,
            gaps: column("gaps")?,
            long_gaps: column("long_gaps")?,
            long_gap_lengths: column("long_gap_lengths")?,
            bounds: column("bounds")?,
            sentences: column("sentences")?,
            text_bounds: column("text_bounds")?,
            texts: column("texts")?,
        };
        builder.bounds.put(&[0_u64])?;
        builder.text_bounds.put(&[0_u64])?;
        Ok(builder)
    }

    /// Adds documents. `control` counts bytes. After an error the folder is of no use.
    ///
    /// # Errors
    ///
    /// As for [`TokenTable::build`], or a file cannot be written.
    pub fn add(&mut self, texts: &[&str], n_threads: Option<usize>, control: &Control) -> Result<()> {
        let reader = Reader { texts, finds_sentences: true, n_threads, control, workers: &mut self.workers };
        let numbered = self.tokenizer.with_scan(reader)?;
        self.put(numbered)?;
        for text in texts {
            self.texts.put(text.as_bytes())?;
            self.text_bounds.put(&[self.texts.length])?;
        }
        Ok(())
    }

    fn put(&mut self, Numbered { tokens, runs }: Numbered) -> Result<()> {
        let first = self.gaps.length;
        self.runs.extend(runs);
        self.ids.put(&tokens.ids)?;
        self.gaps.put(&tokens.gaps)?;
        let moved = |tokens: Vec<u64>| tokens.into_iter().map(|token| first + token).collect::<Vec<_>>();
        self.long_gaps.put(&moved(tokens.long_gaps))?;
        self.long_gap_lengths.put(&tokens.long_gap_lengths)?;
        self.sentences.put(&moved(tokens.sentences))?;
        self.bounds.put(&moved(bounds_of(tokens.counts.into_iter()))[1..])
    }

    /// Writes the files of the tokens and texts, as [`TokenTable::save`] and
    /// [`save_texts`](crate::save_texts) would.
    ///
    /// # Errors
    ///
    /// A file cannot be written, too many terms, or [`Error::Interrupted`](crate::Error::Interrupted) when asked to
    /// stop.
    pub fn finish(self, n_threads: Option<usize>, control: &Control) -> Result<()> {
        let n_threads = n_threads.unwrap_or_else(|| default_threads(1, 0));
        let Merged { words, labels, counts, new_ids } = merge(&self.workers, n_threads, control)?;
        drop(self.workers);
        let vocabulary = Vocabulary::new(words, &labels, counts)?;
        save_terms(&vocabulary, &self.folder, control)?;
        save_attribute(&lower_of(&vocabulary, control)?, &self.folder, "lower", control)?;
        drop(vocabulary);
        let (n_tokens, n_gaps) = (self.gaps.length, self.long_gaps.length / 8);
        let n_bounds = self.text_bounds.length / 8;
        let ids = Renumbered::new(self.ids.read()?, self.runs, &new_ids);
        let write = |name: &str, columns, n_rows, buffers| {
            write(&self.folder.join(name), columns, n_rows, buffers, control)
        };
        write("tokens.arrow", TOKENS, n_tokens, vec![Box::new(ids), Box::new(self.gaps.read()?)])?;
        let long_gaps: Buffers<'_> =
            vec![Box::new(self.long_gaps.read()?), Box::new(self.long_gap_lengths.read()?)];
        write("long_gaps.arrow", LONG_GAPS, n_gaps, long_gaps)?;
        for (name, column) in [("bounds.arrow", self.bounds), ("sentences.arrow", self.sentences)] {
            write(name, BOUNDS, column.length / 8, vec![Box::new(column.read()?)])?;
        }
        let texts: Buffers<'_> = vec![Box::new(self.text_bounds.read()?), Box::new(self.texts.read()?)];
        write("texts.arrow", TEXTS, n_bounds - 1, texts)?;
        let table = TokenTable::open_tokens(&self.folder, &[])?;
        table.save_documents_of_lower(&self.folder, control)?;
        table.save_places(&self.folder, control)
    }
}

/// What a file is made of, each read once.
type Buffers<'a> = Vec<Box<dyn Measured + 'a>>;

fn write(
    path: &Path,
    columns: &Columns,
    n_rows: u64,
    mut buffers: Buffers<'_>,
    control: &Control,
) -> Result<()> {
    let sources = buffers.iter_mut().map(|buffer| {
        let length = buffer.length();
        Source::Stream(buffer, length)
    });
    arrow::write(path, columns, n_rows, sources.collect(), control)
}

/// Numbers or bytes on the disk, until the file that they belong in is written.
struct Column {
    path: PathBuf,
    file: BufWriter<File>,
    /// In bytes.
    length: u64,
}

impl Column {
    fn new(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(format!("{name}.raw"));
        let file = File::create(&path).map_err(|error| io_error(&path, &error))?;
        Ok(Self { path, file: BufWriter::with_capacity(1 << 16, file), length: 0 })
    }

    fn put<T>(&mut self, numbers: &[T]) -> Result<()>
    where
        [T]: ToByteSlice,
    {
        let bytes = numbers.to_byte_slice();
        self.length += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| io_error(&self.path, &error))
    }

    fn read(self) -> Result<Reading> {
        let error = |error: io::Error| io_error(&self.path, &error);
        self.file.into_inner().map_err(|unwritten| error(unwritten.into_error()))?;
        let file = File::open(&self.path).map_err(error)?;
        Ok(Reading { path: self.path, length: self.length, file: BufReader::with_capacity(1 << 18, file) })
    }
}

/// What is read, and how many bytes.
trait Measured: Read {
    fn length(&self) -> u64;
}

/// What was put down, on its way into its file; gone in the end.
struct Reading {
    path: PathBuf,
    file: BufReader<File>,
    length: u64,
}

impl Measured for Reading {
    fn length(&self) -> u64 {
        self.length
    }
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        // What cannot be removed goes with the folder, or is refused by whoever lists its files.
        let _ = remove_file(&self.path);
    }
}

/// Numbers of terms, as they are read from the disk turned into those in byte order.
struct Renumbered<'a> {
    ids: Reading,
    runs: std::vec::IntoIter<(usize, usize)>,
    /// How many tokens are left that the same worker numbered.
    rest: usize,
    new_ids: &'a [Id],
    all: &'a [Vec<Id>],
}

impl<'a> Renumbered<'a> {
    fn new(ids: Reading, runs: Vec<(usize, usize)>, all: &'a [Vec<Id>]) -> Self {
        Self { ids, runs: runs.into_iter(), rest: 0, new_ids: &[], all }
    }
}

impl Measured for Renumbered<'_> {
    fn length(&self) -> u64 {
        self.ids.length
    }
}

impl Read for Renumbered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len() / 4 * 4;
        if length == 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        while self.rest == 0 {
            let Some((worker, n_tokens)) = self.runs.next() else { return Ok(0) };
            (self.rest, self.new_ids) =
                (n_tokens, self.all.get(worker).map(Vec::as_slice).unwrap_or_default());
        }
        let length = length.min(4 * self.rest);
        self.ids.read_exact(&mut buffer[..length])?;
        self.rest -= length / 4;
        for number in buffer[..length].chunks_exact_mut(4) {
            let old = number.try_into().map_or(0, Id::from_le_bytes);
            let new = self.new_ids.get(old as usize).ok_or(io::ErrorKind::InvalidData)?;
            number.copy_from_slice(&new.to_le_bytes());
        }
        Ok(length)
    }
}
