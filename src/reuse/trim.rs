//! Matches that take in a word or two of another sentence, because both texts happen to go on alike.

use super::words::{Words, number};
use super::{Match, MatchSide};
use crate::corpus::TokenTable;
use crate::error::Result;
use crate::frequency::LEFT_OUT;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// So many words of a sentence, and less than half of it, are left out of a match.
const MOST_OVERHANG: Id = 3;

/// Ends matches with a sentence where up to [`MOST_OVERHANG`] words of the next stand in them, and lets them begin
/// with one where as many words of the sentence before do: on both sides the same words, which are less than half of
/// the sentence, with a word before (or behind) them that is the same too. No match keeps fewer than `least` words.
pub(super) fn trim(
    table: &TokenTable,
    documents: &[Id],
    lookup: &[Id],
    words: &Words,
    matches: &mut Vec<Match>,
    least: usize,
    control: &Control,
) -> Result<()> {
    let overhangs = overhangs(table, documents, lookup, matches, control)?;
    for (found, overhangs) in matches.iter_mut().zip(overhangs.as_chunks::<2>().0) {
        let starts = [found.a.document, found.b.document].map(|of| words.document(of as usize).start);
        let value = |of: usize, place: Id| words.values()[starts[of] + place as usize];
        let can_lose = |found: &Match, n: Id| n > 0 && found.matched as usize >= least + n as usize;
        let [(_, n), (_, other)] = *overhangs;
        let same = |found: &Match, back: Id| value(0, found.a.end - back) == value(1, found.b.end - back);
        if n == other && can_lose(found, n) && (1..=n + 1).all(|back| same(found, back)) {
            (found.a.end, found.b.end, found.matched) = (found.a.end - n, found.b.end - n, found.matched - n);
        }
        let [(n, _), (other, _)] = *overhangs;
        let same = |found: &Match, on: Id| value(0, found.a.start + on) == value(1, found.b.start + on);
        if n == other && can_lose(found, n) && (0..=n).all(|on| same(found, on)) {
            (found.a.start, found.b.start, found.matched) =
                (found.a.start + n, found.b.start + n, found.matched - n);
        }
    }
    // Two that overlap may have become one.
    let order = |found: &Match| (found.b.document, found.a.document, found.a, found.b);
    matches.sort_by_key(order);
    matches.dedup_by_key(|found| (found.a, found.b));
    Ok(())
}

/// How many words stand before the first sentence that begins in each side, and from the last one on; 0 where the
/// side begins, or ends, with a sentence.
fn overhangs(
    table: &TokenTable,
    documents: &[Id],
    lookup: &[Id],
    matches: &[Match],
    control: &Control,
) -> Result<Vec<(Id, Id)>> {
    let sides: Vec<MatchSide> = matches.iter().flat_map(|found| [found.a, found.b]).collect();
    let mut order: Vec<usize> = (0..sides.len()).collect();
    order.sort_unstable_by_key(|&index| sides[index].document);
    let mut overhangs = vec![(0, 0); sides.len()];
    for of_document in order.chunk_by(|&left, &right| sides[left].document == sides[right].document) {
        control.check()?;
        let starts =
            sentence_starts(table, documents[sides[of_document[0]].document as usize], lookup, control)?;
        for &index in of_document {
            overhangs[index] = overhang(&starts, &sides[index]);
        }
    }
    Ok(overhangs)
}

fn overhang(starts: &[Id], side: &MatchSide) -> (Id, Id) {
    // The sentence that a place lies in, of which it is not the beginning.
    let sentence = |place: Id| {
        let at = starts.partition_point(|&start| start < place);
        let bounds = (*starts.get(at.checked_sub(1)?)?, *starts.get(at)?);
        (bounds.1 != place).then_some(bounds)
    };
    let few = |words: Id, (start, end): (Id, Id)| words <= MOST_OVERHANG && 2 * words < end - start;
    let before = sentence(side.start).filter(|bounds| bounds.1 < side.end);
    let before =
        before.map_or(0, |bounds| if few(bounds.1 - side.start, bounds) { bounds.1 - side.start } else { 0 });
    let behind = sentence(side.end).filter(|bounds| bounds.0 > side.start);
    let behind =
        behind.map_or(0, |bounds| if few(side.end - bounds.0, bounds) { side.end - bounds.0 } else { 0 });
    (before, behind)
}

/// The words that begin the sentences of a document, and the end of the last.
fn sentence_starts(table: &TokenTable, document: Id, lookup: &[Id], control: &Control) -> Result<Vec<Id>> {
    let (mut starts, mut words) = (Vec::new(), 0);
    for tokens in table.document_sentences(document, control)? {
        starts.push(number(words));
        words += table.ids()[tokens].iter().filter(|&&id| lookup[id as usize] != LEFT_OUT).count();
    }
    starts.push(number(words));
    starts.dedup();
    Ok(starts)
}
