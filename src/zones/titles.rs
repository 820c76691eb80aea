//! What looks like a title.

use super::parts::is_at_most;

const CLOSING: &[char] = &['"', '\'', '“', '”', '‘', '’', '»', '«', '›', '‹', ')', ']'];
const OPENING: &[char] = &['"', '\'', '„', '“', '‚', '‘', '»', '«', '›', '‹'];

/// Whether a line is short and no sentence that ends.
pub(super) fn is_title(said: &str, longest: usize) -> bool {
    let Some(first) = said.chars().next() else { return false };
    if !is_at_most(said, longest) || first.is_lowercase() || said.contains('\t') {
        return false;
    }
    if !first.is_alphanumeric() && !OPENING.contains(&first) {
        return false;
    }
    let bare = said.trim_end_matches(CLOSING);
    if bare.is_empty() || bare.ends_with(['.', ':', ';', ',', '…']) {
        return false;
    }
    let is_quotation = OPENING.contains(&first) && said.ends_with(CLOSING);
    !(bare.ends_with(['!', '?']) && is_quotation || breaks(said))
}

/// Whether a sentence ends within a line: three small letters, a stop, blanks, a capital.
fn breaks(said: &str) -> bool {
    let is_small = |character: char| matches!(character, 'a'..='z' | 'ä' | 'ö' | 'ü' | 'ß');
    let is_capital = |character: char| matches!(character, 'A'..='Z' | 'Ä' | 'Ö' | 'Ü');
    said.match_indices(['.', '…']).any(|(place, stop)| {
        let behind = &said[place + stop.len()..];
        let next = behind.trim_start_matches(' ');
        let mut before = said[..place].chars().rev();
        next.len() < behind.len()
            && next.starts_with(is_capital)
            && (0..3).all(|_| before.next().is_some_and(is_small))
    })
}
