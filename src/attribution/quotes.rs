//! Quotations: which mark closes which, in every style, nested, mixed and unbalanced.
//!
//! A mark opens where white space stands before it and none behind, closes the other way round, and where the look
//! does not decide, it closes what is open. `„` and `‚` only open. A mark that closes nothing is no quotation; what is
//! never closed ends with its paragraph and says so. An apostrophe is no quotation mark.

use super::document::{Document, is};
use super::flags as f;

/// A quotation, marks and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The token of its first mark.
    pub(crate) open: usize,
    /// The token behind its last mark.
    pub(crate) end: usize,
    /// The first token within.
    pub(crate) first: usize,
    /// The token behind the last within.
    pub(crate) last: usize,
    /// Whether a mark closes it.
    pub(crate) closed: bool,
    /// Whether it goes on in the next paragraph, which opens again.
    pub(crate) goes_on: bool,
    /// The quotation it stands in.
    pub(crate) parent: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    token: usize,
    end: usize,
    character: char,
    is_double: bool,
}

/// Two straight marks or ticks side by side are one.
fn mark(document: &Document<'_>, token: usize) -> Option<Mark> {
    if !document.tokens.get(token).is_some_and(|token| is(token, f::QUOTE)) {
        return None;
    }
    let text = document.text(token);
    let character = text.chars().next()?;
    let opens = || {
        let spaced = token == 0 || document.tokens[token].spaced;
        spaced && document.tokens.get(token + 1).is_some_and(|next| !next.spaced && is(next, f::WORD))
    };
    if character == ',' && !opens() {
        return None;
    }
    let is_single = matches!(character, '‚' | '‘' | '’' | '‹' | '›' | '\'' | '`' | '´');
    let is_twin = is_single
        && (text.chars().nth(1) == Some(character)
            || document.tokens.get(token + 1).is_some_and(|next| !next.spaced)
                && document.tokens.get(token + 1).is_some_and(|next| is(next, f::QUOTE))
                && document.text(token + 1) == text
                && matches!(character, '\'' | '`' | '´' | '’' | '‘' | '‚'));
    let end = if is_twin && text.chars().count() == 1 { token + 2 } else { token + 1 };
    Some(Mark { token, end, character, is_double: !is_single || is_twin })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

fn side(document: &Document<'_>, mark: Mark, paragraph: (usize, usize)) -> Side {
    let tokens = &document.tokens;
    let before = mark.token == paragraph.0
        || tokens[mark.token].spaced
        || is(&tokens[mark.token - 1], f::OPEN_PAREN | f::DASH)
        || is(&tokens[mark.token - 1], f::QUOTE) && tokens[mark.token - 1].spaced;
    let behind = mark.end >= paragraph.1 || tokens[mark.end].spaced || is(&tokens[mark.end], f::BOUNDARY);
    match mark.character {
        '„' | '‚' | '‟' | ',' => Side::Open,
        '”' | '’' if !before || behind => Side::Close,
        _ => match (before, behind) {
            (true, false) => Side::Open,
            (false, true) => Side::Close,
            _ => Side::Either,
        },
    }
}

/// The quotations of a document by their first mark.
pub(crate) fn pair(document: &Document<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    if !document.tokens.iter().any(|token| is(token, f::QUOTE)) {
        return quotes;
    }
    let mut open: Vec<Mark> = Vec::new();
    for (index, paragraph) in document.paragraphs.windows(2).enumerate() {
        let bounds = (paragraph[0], paragraph[1]);
        let mut token = bounds.0;
        while token < bounds.1 {
            let Some(mark) = mark(document, token) else {
                token += 1;
                continue;
            };
            token = mark.end;
            if is_genitive(document, mark, bounds) {
                continue;
            }
            take(document, mark, side(document, mark, bounds), &mut open, &mut quotes);
        }
        if !open.is_empty() && !goes_on(document, index, &open) {
            close_all(document, &mut open, bounds.1, &mut quotes);
        }
    }
    close_all(document, &mut open, document.tokens.len(), &mut quotes);
    quotes.sort_by_key(|quote| (quote.open, std::cmp::Reverse(quote.end)));
    nest(&mut quotes);
    quotes
}

fn take(_: &Document<'_>, mark: Mark, side: Side, open: &mut Vec<Mark>, quotes: &mut Vec<Quote>) {
    let partner = open.iter().rposition(|one| one.is_double == mark.is_double);
    let closes = match side {
        Side::Open => false,
        Side::Close => true,
        Side::Either => partner.is_some(),
    };
    if !closes {
        open.push(mark);
        return;
    }
    if let Some(partner) = partner {
        let first = open[partner];
        open.truncate(partner);
        if mark.token > first.end {
            quotes.push(Quote {
                open: first.token,
                end: mark.end,
                first: first.end,
                last: mark.token,
                closed: true,
                goes_on: false,
                parent: None,
            });
        }
    }
}

/// ‘The Tories’ plan won’t work.’: an apostrophe behind s, as another mark closes before one opens.
fn is_genitive(document: &Document<'_>, mark: Mark, paragraph: (usize, usize)) -> bool {
    let tokens = &document.tokens;
    if mark.is_double
        || !matches!(mark.character, '’' | '\'')
        || mark.token == paragraph.0
        || tokens[mark.token].spaced
        || !document.text(mark.token - 1).ends_with('s')
        || !tokens.get(mark.end).is_some_and(|next| next.spaced && is(next, f::WORD) && !is(next, f::CAP))
    {
        return false;
    }
    let next =
        (mark.end..paragraph.1).find_map(|token| self::mark(document, token).filter(|one| !one.is_double));
    next.is_some_and(|next| {
        is(&tokens[next.token - 1], f::COMMA | f::STOP) && side(document, next, paragraph) == Side::Close
    })
}

/// Whether what is open at the end of a paragraph is closed in one of the next without opening again.
fn goes_on(document: &Document<'_>, paragraph: usize, open: &[Mark]) -> bool {
    if open.len() > 1 || !open[0].is_double || open[0].character != '„' {
        return false;
    }
    for bounds in document.paragraphs[paragraph + 1..].windows(2).take(3) {
        for token in bounds[0]..bounds[1] {
            if let Some(mark) = mark(document, token)
                && mark.is_double
            {
                return side(document, mark, (bounds[0], bounds[1])) == Side::Close;
            }
        }
    }
    false
}

/// Ends what nothing closes: at the next quotation, or with the paragraph. Single marks are apostrophes then.
fn close_all(document: &Document<'_>, open: &mut Vec<Mark>, end: usize, quotes: &mut Vec<Quote>) {
    for mark in open.drain(..) {
        if !mark.is_double {
            continue;
        }
        let behind = quotes.iter().rev().take_while(|quote| quote.end > mark.token);
        let inner = behind.filter(|quote| quote.open > mark.token).map(|quote| quote.open).min();
        let end = inner.unwrap_or(end).min(end);
        if end > mark.end {
            // Where another begins, this one cannot be told from the text: only its sentence.
            let end = match inner {
                Some(_) => {
                    let next = document.sentences.partition_point(|&first| first <= mark.token);
                    document.sentences.get(next).copied().unwrap_or(end).min(end)
                }
                None => end,
            };
            let opens_again = self::mark(document, end).is_some_and(|next| next.character == mark.character)
                && document.paragraphs.binary_search(&end).is_ok();
            quotes.push(Quote {
                open: mark.token,
                end,
                first: mark.end,
                last: end,
                closed: opens_again,
                goes_on: opens_again,
                parent: None,
            });
        }
    }
}

fn nest(quotes: &mut [Quote]) {
    let mut around: Vec<usize> = Vec::new();
    for index in 0..quotes.len() {
        while around.last().is_some_and(|&outer| quotes[outer].end <= quotes[index].open) {
            around.pop();
        }
        quotes[index].parent = around.last().copied();
        around.push(index);
    }
}
