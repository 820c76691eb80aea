//! From documents to ranges of tokens with a group: the one place that knows what is counted and for whom.

use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::vocabulary::Id;

/// A stretch of tokens of one document that belongs to one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    /// The document.
    pub document: Id,
    /// The group.
    pub group: Id,
}

impl Stretch {
    /// How many tokens it holds.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

/// What is counted, by group and within a group by document.
#[derive(Debug)]
pub struct Selection {
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) n_groups: usize,
}

impl Selection {
    /// Whole documents, each in one of `n_groups` groups.
    ///
    /// # Errors
    ///
    /// A document that the table does not have, a group beyond `n_groups`, or lists of unequal length.
    pub fn of_documents(
        table: &TokenTable,
        documents: &[Id],
        groups: &[Id],
        n_groups: usize,
    ) -> Result<Self> {
        if documents.len() != groups.len() {
            return Err(Error::LengthMismatch {
                what: "documents and groups",
                lengths: (documents.len(), groups.len()),
            });
        }
        if groups.iter().any(|&group| group as usize >= n_groups) {
            return Err(Error::TooMany { what: "groups", limit: n_groups as u64 });
        }
        let stretch = |(&document, &group): (&Id, &Id)| {
            let tokens = table.document(document)?;
            Ok(Stretch { start: tokens.start, end: tokens.end, document, group })
        };
        let mut stretches = documents.iter().zip(groups).map(stretch).collect::<Result<Vec<_>>>()?;
        stretches.sort_unstable_by_key(|stretch| (stretch.group, stretch.document, stretch.start));
        Ok(Self { stretches, n_groups })
    }

    /// The stretches, those of one document and group together.
    pub(crate) fn runs(&self) -> Vec<&[Stretch]> {
        let same =
            |left: &Stretch, right: &Stretch| (left.group, left.document) == (right.group, right.document);
        self.stretches.chunk_by(same).collect()
    }
}
