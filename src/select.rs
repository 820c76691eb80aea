//! From documents and layers to ranges of tokens with a group: the one place that knows what is counted,
//! for whom, and where windows end.

use std::collections::HashMap;
use std::ops::Range;

use crate::corpus::TokenTable;
use crate::error::{Error, Result};
use crate::layer::{LabelledRange, Layer};
use crate::vocabulary::Id;

/// The label of a token outside all spans of a layer that has none for the rest.
pub const NO_LABEL: Id = Id::MAX;

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
    fn keeps(&self, label: Option<Id>) -> bool {
        label.map_or(self.keeps_rest, |label| self.keeps.get(label as usize).copied().unwrap_or(false))
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
    /// Cut where the group changes or tokens are left out, and not at borders that only end windows.
    stretches: Vec<Stretch>,
    /// Where windows end besides.
    borders: Vec<Layer>,
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
        if query.by.is_empty() && query.filters.is_empty() {
            return Self::of_whole_documents(table, query);
        }
        let (mut keys, mut stretches) = (Keys::default(), Vec::new());
        for (&document, &group) in query.documents.iter().zip(query.groups) {
            let tokens = table.document(document)?;
            if query.by.is_empty() {
                keys.number(&[group]);
            }
            query.cut(tokens, group, |range, key| {
                let group = keys.number(key);
                stretches.push(Stretch { start: range.start, end: range.end, document, group });
            });
        }
        let (keys, numbers) = keys.in_order();
        for stretch in &mut stretches {
            stretch.group = numbers[stretch.group as usize];
        }
        stretches.sort_by_key(|stretch| (stretch.group, stretch.start));
        Ok(Self { stretches, borders: query.borders.iter().copied().cloned().collect(), keys })
    }

    /// The same without layers, where nothing is cut.
    fn of_whole_documents(table: &TokenTable, query: &Query<'_>) -> Result<Self> {
        let mut keys = query.groups.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let mut stretches = Vec::with_capacity(query.documents.len());
        for (&document, key) in query.documents.iter().zip(query.groups) {
            let tokens = table.document(document)?;
            let group = keys.partition_point(|known| known < key);
            // There are no more groups than numbers for them.
            let group = Id::try_from(group).unwrap_or(Id::MAX);
            stretches.push(Stretch { start: tokens.start, end: tokens.end, document, group });
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches.sort_by_key(|stretch| (stretch.group, stretch.start));
        let borders = query.borders.iter().copied().cloned().collect();
        Ok(Self { stretches, borders, keys: keys.into_iter().map(|key| vec![key]).collect() })
    }

    /// Whole documents, each in one of some groups.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or lists of unequal length.
    pub fn of_documents(table: &TokenTable, documents: &[Id], groups: &[Id]) -> Result<Self> {
        Self::new(table, &Query { documents, groups, ..Query::default() })
    }

    /// What is selected, by group, and within a group in the order of the tokens; windows may end inside.
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The parts of a stretch that no window crosses, in order.
    pub fn pieces<'a>(&'a self, stretch: &Stretch) -> impl Iterator<Item = Stretch> + use<'a> {
        let tokens = stretch.start..stretch.end;
        let mut cursors: Vec<_> =
            self.borders.iter().map(|layer| Cursor::new(layer.within(&tokens))).collect();
        let (whole, mut start) = (*stretch, stretch.start);
        std::iter::from_fn(move || {
            if start >= whole.end {
                return None;
            }
            let borders = cursors.iter_mut().filter_map(|cursor| cursor.at(start).1);
            let piece = Stretch { start, end: borders.fold(whole.end, usize::min), ..whole };
            start = piece.end;
            Some(piece)
        })
    }

    /// Finds [`Selection::pieces`] by tokens in them, which come in order.
    pub(crate) fn finder(&self) -> PieceFinder<'_> {
        PieceFinder { borders: self.borders.iter().map(|layer| (layer, 0)).collect() }
    }

    /// For each group the number that its documents have, and the label in each layer of the query, or
    /// [`NO_LABEL`].
    pub fn keys(&self) -> &[Vec<Id>] {
        &self.keys
    }

    /// The same stretches in other groups: for each group its new number, or none to leave it out. Groups with
    /// the same new number become one, which keeps the key of the first.
    ///
    /// # Errors
    ///
    /// A list of another length than there are groups, or new numbers that are not 0, 1, 2, … without a gap.
    pub fn regrouped(&self, groups: &[Option<Id>]) -> Result<Self> {
        let n_groups = groups.iter().flatten().max().map_or(0, |&last| last as usize + 1);
        let mut keys = vec![Vec::new(); n_groups];
        for (key, group) in self.keys.iter().zip(groups) {
            if let Some(group) = group
                && keys[*group as usize].is_empty()
            {
                keys[*group as usize].clone_from(key);
            }
        }
        if groups.len() != self.keys.len() || keys.iter().any(Vec::is_empty) {
            let lengths = (self.keys.len(), groups.len());
            return Err(Error::LengthMismatch { what: "groups and their new numbers", lengths });
        }
        let renumber =
            |stretch: &Stretch| groups[stretch.group as usize].map(|group| Stretch { group, ..*stretch });
        let mut stretches: Vec<_> = self.stretches.iter().filter_map(renumber).collect();
        // A stable sort is fast where much is in order.
        stretches.sort_by_key(|stretch| (stretch.group, stretch.start));
        Ok(Self { stretches, borders: self.borders.clone(), keys })
    }

    /// Whether all tokens of a table are selected, for one group.
    pub(crate) fn is_whole(&self, table: &TokenTable) -> bool {
        let mut end = 0;
        let in_order = |stretch: &Stretch| stretch.start == std::mem::replace(&mut end, stretch.end);
        self.keys.len() == 1 && self.stretches.iter().all(in_order) && end == table.ids().len()
    }

    /// Whether a document can have tokens in several groups.
    pub(crate) fn shares_documents(&self) -> bool {
        self.keys.iter().any(|key| key.len() > 1)
    }

    /// How many documents each group has tokens in.
    pub fn documents(&self) -> Vec<u64> {
        let mut documents = vec![0; self.keys.len()];
        for run in self.runs() {
            documents[run[0].group as usize] += u64::from(run.iter().any(|stretch| !stretch.is_empty()));
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

/// The pieces of stretches by tokens in them.
pub(crate) struct PieceFinder<'a> {
    /// Each layer, and where in it the last token was.
    borders: Vec<(&'a Layer, usize)>,
}

impl PieceFinder<'_> {
    /// The piece of a stretch that has some token of it; none before the last one that was asked for.
    pub(crate) fn piece(&mut self, stretch: &Stretch, token: usize) -> Stretch {
        self.borders.iter_mut().fold(*stretch, |piece, (layer, range)| {
            let round = layer.round(token, range);
            Stretch { start: piece.start.max(round.start), end: piece.end.min(round.end), ..piece }
        })
    }
}

/// The keys of groups, numbered as they come.
#[derive(Default)]
struct Keys {
    listed: Vec<Vec<Id>>,
    numbers: HashMap<Vec<Id>, Id>,
    /// Neighbours are often of the same group.
    last: Id,
}

impl Keys {
    fn number(&mut self, key: &[Id]) -> Id {
        if self.listed.get(self.last as usize).is_none_or(|last| last != key) {
            self.last = if let Some(&number) = self.numbers.get(key) {
                number
            } else {
                // There are no more groups than tokens and documents, and numbers for all of these.
                let number = Id::try_from(self.listed.len()).unwrap_or(Id::MAX);
                self.listed.push(key.to_vec());
                self.numbers.insert(key.to_vec(), number);
                number
            };
        }
        self.last
    }

    /// The keys in order, and the place of each by its number.
    fn in_order(mut self) -> (Vec<Vec<Id>>, Vec<Id>) {
        let mut order: Vec<usize> = (0..self.listed.len()).collect();
        order.sort_by(|&one, &other| self.listed[one].cmp(&self.listed[other]));
        let mut numbers = vec![0; order.len()];
        for (place, &number) in (0..).zip(&order) {
            numbers[number] = place;
        }
        (order.into_iter().map(|number| std::mem::take(&mut self.listed[number])).collect(), numbers)
    }
}

impl Query<'_> {
    /// Calls `found` for every longest range of tokens that is kept and has no border inside, with its key:
    /// the documents' group and its labels in the layers of `by`.
    fn cut(&self, tokens: Range<usize>, group: Id, mut found: impl FnMut(Range<usize>, &[Id])) {
        let filters = self.filters.iter().map(|filter| filter.layer);
        let layers = self.by.iter().copied().chain(filters);
        let mut cursors: Vec<_> = layers.map(|layer| Cursor::new(layer.within(&tokens))).collect();
        let (mut labels, mut key) = (Vec::with_capacity(cursors.len()), Vec::new());
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
                key.clear();
                key.push(group);
                key.extend(self.by.iter().zip(&labels).map(|(layer, label)| label.unwrap_or(layer.rest)));
                found(start..end, &key);
            }
            start = end;
        }
    }
}

/// The ranges of a layer from some token on.
struct Cursor<I> {
    range: Option<LabelledRange>,
    rest: I,
}

impl<I: Iterator<Item = LabelledRange>> Cursor<I> {
    fn new(mut ranges: I) -> Self {
        Self { range: ranges.next(), rest: ranges }
    }

    /// The label at a token, and where it ends. Tokens are asked for in order.
    fn at(&mut self, token: usize) -> (Option<Id>, Option<usize>) {
        while let Some(range) = self.range {
            if token < range.start {
                return (None, Some(range.start));
            }
            if token < range.end {
                return (Some(range.label), Some(range.end));
            }
            self.range = self.rest.next();
        }
        (None, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{LabelledSpan, Overlap};
    use crate::parallel::Control;
    use crate::tokenize::Tokenizer;
    use proptest::prelude::*;

    /// Spans of whole one-letter words, some of them with a gap before them.
    fn layer(table: &TokenTable, steps: &[(u32, u32)]) -> Result<Layer> {
        let mut end = 0;
        let spans = steps.iter().map(|&(gap, length)| {
            let start = end + gap;
            end = start + length;
            LabelledSpan { document: 0, start: 2 * start, end: 2 * end, label: 0 }
        });
        let spans: Vec<_> = spans.filter(|span| span.end <= 40).collect();
        Layer::new(table, &spans, NO_LABEL, Overlap::Refuse)
    }

    proptest! {
        #[test]
        fn the_piece_of_a_token_is_the_one_that_has_it(
            layers in prop::collection::vec(prop::collection::vec((0..4_u32, 1..5_u32), 0..8), 0..3),
            asked in prop::collection::btree_set(0..20_usize, 0..9),
        ) {
            let table = TokenTable::build(&["a ".repeat(20).as_str()], &Tokenizer::default(), Some(1), &Control::default())?;
            let layers = layers.iter().map(|steps| layer(&table, steps)).collect::<Result<Vec<_>>>()?;
            let query = Query { documents: &[0], groups: &[0], borders: layers.iter().collect(), ..Query::default() };
            let selection = Selection::new(&table, &query)?;
            let (stretch, mut finder) = (selection.stretches()[0], selection.finder());
            for token in asked {
                let expected = selection.pieces(&stretch).find(|piece| (piece.start..piece.end).contains(&token));
                prop_assert_eq!(Some(finder.piece(&stretch, token)), expected);
            }
        }
    }
}
