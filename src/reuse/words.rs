//! The words of documents behind each other, without what does not count.

use std::ops::Range;

use crate::corpus::{Span, TokenTable};
use crate::error::{Error, Result};
use crate::frequency::LEFT_OUT;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// Words by the numbers of their values.
#[derive(Debug)]
pub(super) struct Words {
    values: Vec<Id>,
    /// Where the words of each document begin, and the end of the last.
    starts: Vec<usize>,
    /// The document of the first of so many words in a row, and of the next, …
    of_block: Vec<Id>,
}

/// How many words make a block.
const BLOCK: usize = 64;

impl Words {
    pub(super) fn new(
        table: &TokenTable,
        documents: &[Id],
        lookup: &[Id],
        control: &Control,
    ) -> Result<Self> {
        let (mut values, mut starts) = (Vec::new(), vec![0]);
        for &document in documents {
            control.check()?;
            let ids = &table.ids()[table.document(document)?];
            values.extend(ids.iter().map(|&id| lookup[id as usize]).filter(|&value| value != LEFT_OUT));
            starts.push(values.len());
        }
        if Id::try_from(values.len()).is_err() {
            return Err(Error::TooMany { what: "words", limit: u64::from(Id::MAX) });
        }
        let mut of_block = Vec::with_capacity(values.len() / BLOCK + 1);
        for (document, bounds) in starts.windows(2).enumerate() {
            let blocks = bounds[0].div_ceil(BLOCK)..bounds[1].div_ceil(BLOCK);
            of_block.extend(blocks.map(|_| number(document)));
        }
        Ok(Self { values, starts, of_block })
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn n_documents(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn values(&self) -> &[Id] {
        &self.values
    }

    pub(super) fn document(&self, document: usize) -> Range<usize> {
        self.starts[document]..self.starts[document + 1]
    }

    /// The document that has a word.
    pub(super) fn document_of(&self, word: usize) -> usize {
        let mut document = self.of_block[word / BLOCK] as usize;
        while self.starts[document + 1] <= word {
            document += 1;
        }
        document
    }

    pub(super) fn lengths(&self) -> impl Iterator<Item = usize> + '_ {
        self.starts.windows(2).map(|bounds| bounds[1] - bounds[0])
    }
}

/// Where the words of a document stand.
pub(super) fn spans(table: &TokenTable, document: Id, lookup: &[Id]) -> Result<Vec<Span>> {
    let ids = &table.ids()[table.document(document)?];
    let counts = ids.iter().map(|&id| lookup[id as usize] != LEFT_OUT);
    Ok(table.spans(document)?.zip(counts).filter(|&(_, counts)| counts).map(|(span, _)| span).collect())
}

/// A place among words as it is stored: there are no more than fit.
pub(super) fn number(place: usize) -> Id {
    Id::try_from(place).unwrap_or(Id::MAX)
}
