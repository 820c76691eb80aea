//! From documents and layers to ranges of tokens with a group: the one place that knows what is counted,
//! for whom, and where windows end.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::layer::{LabelledRange, Layer};
use crate::vocabulary::Id;

/// The label of a token outside all spans of a layer.
pub const NO_LABEL: Id = Id::MAX;

/// A stretch of tokens of one document that belongs to one group, without a border inside.
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

/// A layer that decides what is counted.
#[derive(Debug)]
pub struct Filter<'a> {
    /// The layer.
    pub layer: &'a Layer,
    /// Whether tokens with each label are kept.
    pub keeps: Vec<bool>,
    /// Whether tokens outside all spans are kept.
    pub keeps_rest: bool,
}

impl Filter<'_> {
    fn keeps(&self, label: Id) -> bool {
        self.keeps.get(label as usize).copied().unwrap_or(self.keeps_rest)
    }
}

/// What is counted: documents with a group each, cut up by layers.
#[derive(Debug, Default)]
pub struct Query<'a> {
    /// The documents.
    pub documents: &'a [Id],
    /// The group of each by its own columns.
    pub groups: &'a [Id],
    /// Layers whose labels make groups, together with those of the documents.
    pub by: Vec<&'a Layer>,
    /// What is left out.
    pub filters: Vec<Filter<'a>>,
    /// Layers whose borders end windows, and nothing else.
    pub borders: Vec<&'a Layer>,
}

/// Stretches of tokens by group, and within a group in the order of the tokens.
#[derive(Debug)]
pub struct Selection {
    stretches: Vec<Stretch>,
    /// For each group the number by its documents, and the label in each layer of `by`.
    keys: Vec<Vec<Id>>,
}

impl Selection {
    /// Cuts documents into stretches. Only groups with a document or a token exist; they are numbered in the
    /// order of their keys.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or lists of unequal length.
    pub fn new(table: &TokenTable, query: &Query<'_>) -> Result<Self> {
        if query.documents.len() != query.groups.len() {
            let lengths = (query.documents.len(), query.groups.len());
            return Err(Error::LengthMismatch { what: "documents and groups", lengths });
        }
        let mut groups: BTreeMap<Vec<Id>, Vec<Stretch>> = BTreeMap::new();
        for (&document, &group) in query.documents.iter().zip(query.groups) {
            let tokens = table.document(document)?;
            if query.by.is_empty() {
                groups.entry(vec![group]).or_default();
            }
            query.cut(tokens, |range, labels| {
                let stretch = Stretch { start: range.start, end: range.end, document, group: 0 };
                let mut key = Vec::with_capacity(1 + labels.len());
                key.push(group);
                key.extend_from_slice(labels);
                groups.entry(key).or_default().push(stretch);
            });
        }
        let keys = groups.keys().cloned().collect();
        let mut stretches = Vec::new();
        for (group, of_group) in (0..).zip(groups.into_values()) {
            let first = stretches.len();
            stretches.extend(of_group.into_iter().map(|stretch| Stretch { group, ..stretch }));
            stretches[first..].sort_unstable_by_key(|stretch| stretch.start);
        }
        Ok(Self { stretches, keys })
    }

    /// Whole documents, each in one of some groups.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or lists of unequal length.
    pub fn of_documents(table: &TokenTable, documents: &[Id], groups: &[Id]) -> Result<Self> {
        Self::new(table, &Query { documents, groups, ..Query::default() })
    }

    /// The stretches by group, and within a group in the order of the tokens.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// For each group the number that its documents have, and the label in each layer of the query, or
    /// [`NO_LABEL`].
    pub fn keys(&self) -> &[Vec<Id>] {
        &self.keys
    }

    /// How many documents each group has tokens in.
    pub fn documents(&self) -> Vec<u64> {
        let mut documents = vec![0; self.keys.len()];
        for run in self.runs() {
            documents[run[0].group as usize] += 1;
        }
        documents
    }

    /// The stretches, those of one document and group together.
    pub(crate) fn runs(&self) -> Vec<&[Stretch]> {
        let same =
            |left: &Stretch, right: &Stretch| (left.group, left.document) == (right.group, right.document);
        self.stretches.chunk_by(same).collect()
    }
}

impl Query<'_> {
    /// Calls `found` for every longest range of tokens that is kept and has no border inside, with its labels
    /// in the layers of `by`.
    fn cut(&self, tokens: Range<usize>, mut found: impl FnMut(Range<usize>, &[Id])) {
        let filters = self.filters.iter().map(|filter| filter.layer);
        let layers = self.by.iter().copied().chain(filters).chain(self.borders.iter().copied());
        let mut cursors: Vec<Cursor> = layers.map(|layer| Cursor(layer.within(&tokens))).collect();
        let mut labels = Vec::with_capacity(cursors.len());
        let mut start = tokens.start;
        while start < tokens.end {
            let mut end = tokens.end;
            labels.clear();
            for cursor in &mut cursors {
                let (label, border) = cursor.at(start);
                labels.push(label);
                end = end.min(border.unwrap_or(end));
            }
            let of_filters = &labels[self.by.len()..];
            if self.filters.iter().zip(of_filters).all(|(filter, &label)| filter.keeps(label)) {
                found(start..end, &labels[..self.by.len()]);
            }
            start = end;
        }
    }
}

/// The ranges of a layer from some token on.
struct Cursor<'a>(&'a [LabelledRange]);

impl Cursor<'_> {
    /// The label at a token, and where it ends. Tokens are asked for in order.
    fn at(&mut self, token: usize) -> (Id, Option<usize>) {
        while let Some((first, rest)) = self.0.split_first() {
            if token < first.start {
                return (NO_LABEL, Some(first.start));
            }
            if token < first.end {
                return (first.label, Some(first.end));
            }
            self.0 = rest;
        }
        (NO_LABEL, None)
    }
}
