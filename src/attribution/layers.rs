//! Whose content a text is, and whose words: statements laid over each other.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::corpus::Span;
use crate::error::{Error, Result};
use crate::parallel::{self, Control};
use crate::quotations::enclosed;
use crate::vocabulary::Id;

/// Whose words some are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Wording {
    /// Nobody knows for certain.
    Uncertain,
    /// The narrator's, for somebody else's content.
    Reported,
    /// The speaker's.
    Verbatim,
}

/// A reported statement, as far as the layers ask.
#[derive(Clone, Debug)]
pub struct Told {
    /// The number of its text.
    pub text: Id,
    /// Its own number, which no other of its text has.
    pub number: Id,
    /// The number of the statement in which it stands.
    pub parent: Option<Id>,
    /// Whether it counts; others only hold statements.
    pub counts: bool,
    /// Whether all of it is in quotation marks.
    pub is_quoted: bool,
    /// Whether it is uncertain.
    pub is_uncertain: bool,
    /// The number of its voice.
    pub voice: Id,
    /// Where its content stands, from the first piece to the last.
    pub content: Span,
    /// The pieces; none if it is in one.
    pub parts: Vec<Span>,
    /// Who says so and by what words: no content.
    pub frame: [Option<Span>; 2],
}

/// A span of a text with a label.
pub type Labelled<L> = (Id, Span, L);

/// What can be seen of statements that are laid over each other, the longest first: voices, and wordings, with what
/// stands in quotation marks on top.
pub type VoiceSpans = (Vec<Labelled<Id>>, Vec<Labelled<Wording>>);

/// Lays statements over each other, which come in the order of their texts. `texts` are those they are of, by number.
///
/// # Errors
///
/// A text that does not exist, or [`Error::Interrupted`] when asked to stop.
pub fn voice_spans(
    texts: &[&str],
    statements: &[Told],
    n_threads: Option<usize>,
    control: &Control,
) -> Result<VoiceSpans> {
    let groups: Vec<&[Told]> = statements.chunk_by(|left, right| left.text == right.text).collect();
    let sizes = groups.iter().map(|group| texts.get(group[0].text as usize).map_or(0, |text| text.len()));
    let n_threads = parallel::threads(n_threads, sizes.clone().sum(), PARALLEL_BYTES);
    let all = parallel::batches(sizes, BATCH_BYTES);
    let work = |(): &mut (), range: Range<usize>| {
        let (mut voices, mut wordings) = (Vec::new(), Vec::new());
        for &group in &groups[range] {
            control.check()?;
            let document = group[0].text;
            let text = texts.get(document as usize);
            let text = text.ok_or(Error::NoSuchDocument { document, documents: texts.len() })?;
            let listed = in_order(group);
            let spans = listed.iter().flat_map(|one| one.pieces().into_iter().map(|part| (part, one.voice)));
            voices.extend(paint(spans.collect()).into_iter().map(|(span, voice)| (document, span, voice)));
            let spans = paint(wordings_of(text, &listed));
            wordings.extend(spans.into_iter().map(|(span, wording)| (document, span, wording)));
        }
        Ok((voices, wordings))
    };
    let (_, done) = parallel::run(all, n_threads, control, || (), work)?;
    let (voices, wordings): (Vec<_>, Vec<_>) = done.into_iter().map(|done| done.result).unzip();
    Ok((voices.concat(), wordings.concat()))
}

/// Below this many bytes of text no thread is started.
const PARALLEL_BYTES: usize = 1 << 22;
/// How many bytes of text make a batch.
const BATCH_BYTES: usize = 1 << 20;

impl Told {
    /// The pieces of the content, less the words that report it and that name the speaker.
    fn pieces(&self) -> Vec<Span> {
        let mut left = if self.parts.is_empty() { vec![self.content] } else { self.parts.clone() };
        for told in self.frame.into_iter().flatten() {
            let before = left.iter().map(|part| Span { start: part.start, end: part.end.min(told.start) });
            let behind = left.iter().map(|part| Span { start: part.start.max(told.end), end: part.end });
            let mut pieces: Vec<Span> = before.chain(behind).filter(|part| part.start < part.end).collect();
            pieces.sort_unstable_by_key(|part| (part.start, part.end));
            pieces.dedup();
            left = pieces;
        }
        left
    }
}

/// The statements of a text that count; what comes later stands on top.
fn in_order(group: &[Told]) -> Vec<&Told> {
    let parents: HashMap<Id, Option<Id>> = group.iter().map(|one| (one.number, one.parent)).collect();
    let depth = |one: &Told| {
        let (mut depth, mut parent) = (0, one.parent);
        // Whoever made the statements may have made a circle.
        while let Some(above) = parent.filter(|_| depth < parents.len()) {
            (depth, parent) = (depth + 1, parents.get(&above).copied().flatten());
        }
        depth
    };
    let mut listed: Vec<&Told> = group.iter().filter(|one| one.counts).collect();
    let length = |one: &Told| i64::from(one.content.end) - i64::from(one.content.start);
    listed.sort_by_cached_key(|one| (Reverse(length(one)), depth(one), one.number));
    listed
}

/// The pieces that are reported, and on top of them those in quotation marks.
fn wordings_of(text: &str, listed: &[&Told]) -> Vec<(Span, Wording)> {
    let is_reported = |one: &&Told| !one.is_uncertain && !one.is_quoted;
    let quoted = if listed.iter().any(is_reported) { enclosed(text) } else { Vec::new() };
    let mut spans = Vec::new();
    for one in listed {
        let wording = match (one.is_uncertain, one.is_quoted) {
            (true, _) => Wording::Uncertain,
            (_, true) => Wording::Verbatim,
            _ => Wording::Reported,
        };
        let pieces = one.pieces();
        if wording == Wording::Reported {
            for piece in &pieces {
                let after = quoted.partition_point(|quoted| quoted.end <= piece.start);
                let within = quoted[after..].iter().take_while(|quoted| quoted.start < piece.end);
                spans.extend(within.map(|quoted| {
                    let (start, end) = (quoted.start.max(piece.start), quoted.end.min(piece.end));
                    (Span { start, end }, Wording::Verbatim)
                }));
            }
        }
        spans.extend(pieces.into_iter().map(|piece| (piece, wording)));
    }
    spans.retain(|(span, _)| span.start < span.end);
    spans.sort_by_key(|&(_, wording)| wording);
    spans
}

/// Lays labelled spans over each other, the last on top, and lists what can be seen of them.
fn paint<L: Copy + PartialEq>(spans: Vec<(Span, L)>) -> Vec<(Span, L)> {
    let mut borders: Vec<u32> = spans.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut seen = vec![None; borders.len()];
    for (span, label) in spans {
        let place = |border| borders.partition_point(|&other| other < border);
        let (start, end) = (place(span.start), place(span.end));
        if start < end {
            seen[start..end].fill(Some(label));
        }
    }
    let mut found: Vec<(Span, L)> = Vec::new();
    for (border, label) in borders.windows(2).zip(seen) {
        let Some(label) = label else { continue };
        match found.last_mut() {
            Some((last, known)) if last.end == border[0] && *known == label => last.end = border[1],
            _ => found.push((Span { start: border[0], end: border[1] }, label)),
        }
    }
    found
}
