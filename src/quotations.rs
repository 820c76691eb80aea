//! What quotation marks enclose; what crosses a paragraph's end is left out.

use crate::corpus::Span;
use crate::error::Result;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// What quotation marks enclose, without the marks, in order: code points.
///
/// A mark that nothing closes within its paragraph encloses nothing. Single marks are left out, since they are
/// apostrophes as well; what they enclose within others is enclosed anyhow.
pub(crate) fn enclosed(text: &str) -> Vec<Span> {
    let (mut found, mut opened, mut place): (_, Option<(char, u32)>, _) = (Vec::new(), None, 0);
    let (mut last, ends_at_lines) = (None, !has_blank_line(text));
    // Whether nothing but blanks has come since a line feed.
    let mut is_blank = false;
    for character in text.chars() {
        let here = place;
        place += 1;
        match character {
            '\n' => {
                if ends_at_lines || is_blank {
                    opened = None;
                }
                is_blank = true;
            }
            ' ' | '\t' | '\r' => {}
            _ => is_blank = false,
        }
        match (character, opened) {
            ('„' | '"' | '«' | '»', None) => opened = Some((character, here + 1)),
            ('“', None) if begins(last) => opened = Some((character, here + 1)),
            ('„' | '“' | '”' | '"' | '«' | '»', Some((mark, start))) if closes(mark, character) => {
                found.push(Span { start, end: here });
                opened = None;
            }
            _ => {}
        }
        last = Some(character);
    }
    found
}

/// What quotation marks enclose in some texts, with the number of the text.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn enclosed_spans(texts: &[&str], control: &Control) -> Result<Vec<Stretched>> {
    let mut found = Vec::new();
    for (number, text) in (0..).zip(texts) {
        control.check()?;
        found.extend(enclosed(text).into_iter().map(|span| (number, span)));
    }
    Ok(found)
}

/// Whether a text has blank lines: then they end its paragraphs, else every line does.
fn has_blank_line(text: &str) -> bool {
    let blank = |rest: &str| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    text.match_indices('\n').any(|(place, _)| blank(&text[place + 1..]))
}

/// Whether something can begin behind a character, as with English marks.
fn begins(last: Option<char>) -> bool {
    last.is_none_or(|last| {
        last.is_whitespace() || ('\x1c'..='\x1f').contains(&last) || "([{–—-/".contains(last)
    })
}

fn closes(opened: char, mark: char) -> bool {
    match opened {
        '«' => mark == '»',
        '»' => mark == '«',
        '"' => mark == '"',
        // German marks are often closed by the wrong one.
        _ => matches!(mark, '“' | '”' | '"'),
    }
}

/// A stretch of a text, by its number.
pub type Stretched = (Id, Span);

/// Tells of stretches of texts whether fewer words than `least` of them stand outside quotations: those of
/// `quotations`, in order, or what quotation marks enclose.
///
/// # Errors
///
/// [`crate::Error::Interrupted`] when asked to stop.
pub fn are_quoted(
    texts: &[&str],
    stretches: &[Stretched],
    quotations: Option<&[Stretched]>,
    least: usize,
    control: &Control,
) -> Result<Vec<bool>> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|&place| stretches[place].0);
    let mut found = vec![false; stretches.len()];
    for same in order.chunk_by(|&left, &right| stretches[left].0 == stretches[right].0) {
        control.check()?;
        let number = stretches[same[0]].0;
        let text = texts.get(number as usize).copied().unwrap_or_default();
        let spans = quotations.map_or_else(|| enclosed(text), |all| of_text(all, number));
        // Where nothing is within, no word has to be counted.
        if spans.is_empty() {
            continue;
        }
        let characters: Vec<char> = text.chars().collect();
        for &place in same {
            found[place] = is_within(&characters, &spans, stretches[place].1, least);
        }
    }
    Ok(found)
}

fn of_text(quotations: &[Stretched], number: Id) -> Vec<Span> {
    let first = quotations.partition_point(|&(text, _)| text < number);
    let own = quotations[first..].iter().take_while(|&&(text, _)| text == number);
    own.map(|&(_, span)| span).collect()
}

fn is_within(characters: &[char], spans: &[Span], stretch: Span, least: usize) -> bool {
    let (mut words, mut at) = (0, stretch.start);
    let behind = spans.partition_point(|span| (span.start, span.end) <= (stretch.start, stretch.end));
    for span in &spans[behind.saturating_sub(1)..] {
        if span.start >= stretch.end || words >= least {
            break;
        }
        if span.end > at {
            words += count_words(characters, at, span.start);
            at = span.end.min(stretch.end);
        }
    }
    at > stretch.start && words + count_words(characters, at, stretch.end) < least
}

fn is_word_character(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

/// How many runs of letters and digits there are from one place to another.
fn count_words(characters: &[char], start: Id, end: Id) -> usize {
    let part = characters.get(start as usize..end as usize).unwrap_or_default();
    part.chunk_by(|&left, &right| is_word_character(left) == is_word_character(right))
        .filter(|run| is_word_character(run[0]))
        .count()
}
