//! Some documents of several tables as one table.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use arrow_buffer::ScalarBuffer;

use super::TokenTable;
use crate::attribute::Attribute;
use crate::error::{Error, Result};
use crate::layer::{LabelledRange, Layer};
use crate::parallel::Control;
use crate::strings::{Arena, bounds_of, place};
use crate::vocabulary::{Id, Vocabulary, new_id};

/// A table that becomes part of another, and which of its documents do.
#[derive(Clone, Copy, Debug)]
pub struct Documents<'a> {
    /// The table.
    pub table: &'a TokenTable,
    /// The documents, in the order that they are to have.
    pub documents: &'a [Id],
}

/// A term of one of the parts.
#[derive(Clone, Copy)]
struct Term<'a> {
    part: usize,
    table: &'a TokenTable,
    id: Id,
    count: u64,
}

impl Term<'_> {
    /// The order of terms: by word, kind and annotations.
    fn cmp(&self, other: &Self, annotations: &[&str]) -> Ordering {
        let key = |term: &Self| {
            let vocabulary = term.table.vocabulary();
            vocabulary.kinds()[term.id as usize] as u8
        };
        self.word().cmp(other.word()).then(key(self).cmp(&key(other))).then_with(|| {
            let annotations = annotations.iter();
            annotations
                .map(|name| self.value(name).cmp(other.value(name)))
                .find(|&order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        })
    }

    fn word(&self) -> &[u8] {
        self.table.vocabulary().words().bytes(self.id as usize)
    }

    /// What an annotation says of the term.
    fn value(&self, name: &str) -> &str {
        let found = self.table.named.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, attribute)| {
            attribute.values().get(attribute.value_of_term()[self.id as usize] as usize)
        })
    }
}

impl TokenTable {
    /// One table of documents of several, as if they had been read together: with the terms that they have, in order.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownName`] if one has annotations that the first has not, or the other way round; a document that
    /// does not exist; [`Error::TooMany`] terms; [`Error::Interrupted`] when asked to stop.
    pub fn concat(parts: &[Documents<'_>], control: &Control) -> Result<Self> {
        let annotations = common_annotations(parts)?;
        let terms = sorted_terms(parts, &annotations, control)?;
        let mut new_ids: Vec<Vec<Id>> =
            parts.iter().map(|part| vec![0; part.table.vocabulary().len()]).collect();
        let (mut words, mut kinds, mut counts, mut lengths) = (Arena::default(), vec![], vec![], vec![]);
        let mut firsts = Vec::new();
        for same in terms.chunk_by(|left, right| left.cmp(right, &annotations).is_eq()) {
            let (first, id) = (same[0], new_id(kinds.len())?);
            for term in same {
                new_ids[term.part][term.id as usize] = id;
            }
            words.push(first.word());
            kinds.push(first.table.vocabulary().kinds()[first.id as usize]);
            lengths.push(first.table.vocabulary().lengths[first.id as usize]);
            counts.push(same.iter().map(|term| term.count).sum());
            firsts.push(first);
        }
        let (counts, lengths) = (Vec::into(counts), lengths.into());
        let vocabulary = Vocabulary { words: words.into(), kinds, counts, lengths };
        let named = annotations.iter().map(|&name| {
            let value = |term: usize| Cow::Borrowed(firsts[term].value(name));
            Ok((name.to_owned(), Attribute::new(&vocabulary, value, control)?))
        });
        let named = named.collect::<Result<_>>()?;
        join(parts, &new_ids, vocabulary, named, control)
    }
}

fn common_annotations<'a>(parts: &[Documents<'a>]) -> Result<Vec<&'a str>> {
    let names = |part: &Documents<'a>| -> Vec<&'a str> {
        part.table.named.iter().map(|(name, _)| name.as_str()).collect()
    };
    let common = parts.first().map(names).unwrap_or_default();
    for part in parts {
        let here = names(part);
        let lacking = common.iter().find(|name| !here.contains(name));
        if let Some(name) = lacking.or_else(|| here.iter().find(|name| !common.contains(name))) {
            let known = common.iter().filter(|name| here.contains(name)).map(|&name| name.to_owned());
            let name = (*name).to_owned();
            return Err(Error::UnknownName { what: "annotation", name, known: known.collect() });
        }
    }
    Ok(common)
}

/// The terms that the documents have, those that are the same side by side.
fn sorted_terms<'a>(
    parts: &[Documents<'a>],
    annotations: &[&str],
    control: &Control,
) -> Result<Vec<Term<'a>>> {
    let mut terms = Vec::new();
    for (part, &Documents { table, documents }) in parts.iter().enumerate() {
        let counts = table.term_counts(documents, control)?;
        let counted = (0..).zip(counts).filter(|&(_, count)| count > 0);
        terms.extend(counted.map(|(id, count)| Term { part, table, id, count }));
    }
    // Each part is in order already, which this sort makes use of.
    terms.sort_by(|left, right| left.cmp(right, annotations));
    Ok(terms)
}

/// Puts the tokens of the documents one behind the other, under new numbers of terms.
fn join(
    parts: &[Documents<'_>],
    new_ids: &[Vec<Id>],
    vocabulary: Vocabulary,
    named: Vec<(String, Attribute)>,
    control: &Control,
) -> Result<TokenTable> {
    let (mut ids, mut gaps, mut lengths, mut sentences) = (vec![], vec![], vec![], vec![]);
    let (mut long_gaps, mut long_gap_lengths) = (vec![], vec![]);
    for (part, new_ids) in parts.iter().zip(new_ids) {
        for &document in part.documents {
            control.check()?;
            let (table, tokens, first) = (part.table, part.table.document(document)?, ids.len());
            let moved = |token: u64| (place(token) - tokens.start + first) as u64;
            let known = table.sentence_starts(control)?;
            sentences.extend(known[within(known, &tokens)].iter().map(|&token| moved(token)));
            let long = within(&table.long_gaps, &tokens);
            long_gap_lengths.extend_from_slice(&table.long_gap_lengths[long.clone()]);
            long_gaps.extend(table.long_gaps[long].iter().map(|&token| moved(token)));
            ids.extend(table.ids[tokens.clone()].iter().map(|&id| new_ids[id as usize]));
            gaps.extend_from_slice(&table.gaps[tokens.clone()]);
            lengths.push(tokens.len());
        }
    }
    Ok(TokenTable {
        vocabulary,
        ids: ids.into(),
        gaps: gaps.into(),
        long_gaps: long_gaps.into(),
        long_gap_lengths: long_gap_lengths.into(),
        bounds: bounds_of(lengths.into_iter()).into(),
        sentences: ScalarBuffer::from(sentences).into(),
        lower: OnceLock::new(),
        documents_of_lower: OnceLock::new(),
        word: OnceLock::new(),
        index: OnceLock::new(),
        searches: AtomicU32::new(0),
        sentence_layer: OnceLock::new(),
        named,
    })
}

/// Which of some tokens, given in order, lie in a range.
fn within(sorted: &[u64], tokens: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let first = sorted.partition_point(|&token| place(token) < tokens.start);
    first..sorted.partition_point(|&token| place(token) < tokens.end)
}

impl Layer {
    /// The layer of documents of several tables, each with its layer and the new numbers of its labels, in the order
    /// in which [`TokenTable::concat`] has them.
    ///
    /// # Errors
    ///
    /// A document that does not exist, or a label without a new number.
    pub fn concat(parts: &[(Documents<'_>, &Layer, &[Id])], rest: Id) -> Result<Self> {
        let (mut ranges, mut first) = (Vec::new(), 0);
        for &(Documents { table, documents }, layer, labels) in parts {
            for &document in documents {
                let tokens = table.document(document)?;
                for range in layer.within(&tokens) {
                    let label = labels.get(range.label as usize).copied();
                    let lengths = (labels.len(), range.label as usize + 1);
                    let label =
                        label.ok_or(Error::LengthMismatch { what: "labels and new numbers", lengths })?;
                    let moved = |token: usize| token - tokens.start + first;
                    ranges.push(LabelledRange { start: moved(range.start), end: moved(range.end), label });
                }
                first += tokens.len();
            }
        }
        Ok(Self::of_ranges(&ranges, rest))
    }
}
