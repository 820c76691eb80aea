//! The zones of one document, by the patterns of its lines and by where these stand.

use std::collections::HashSet;

use super::lines::{Unit, characters};
use super::parts::{LONGEST_HEADLINE, Part, Piece, Rule, Standing, is_at_most, part};
use super::repeats::{Lines, Repeats};
use super::rules::ZoneRules;
use super::{Reason, Zone};
use crate::vocabulary::Id;

/// A subhead is no longer than this, in characters.
const LONGEST_SUBHEAD: usize = 120;
/// Nor is a teaser.
const LONGEST_TEASER: usize = 250;
/// Of so many short lines that follow each other, the first is no subhead.
const LEAST_LISTED: usize = 3;
/// A dateline stands before one of so many first paragraphs.
const DATELINES_WITHIN: usize = 3;

/// A piece of a text in one zone: bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) end: usize,
    pub(super) zone: Zone,
    pub(super) rule: Rule,
    /// In how many documents its line stands.
    pub(super) documents: Id,
}

/// Finds the zones of a text: they follow each other from its beginning to its end.
pub(super) fn spans(
    text: &str,
    lines: &Lines,
    rules: &ZoneRules,
    (document, repeats): (usize, &Repeats),
) -> Vec<Span> {
    let documents = repeats.of(document);
    let (mut seen, mut parts, mut paragraphs) = (HashSet::new(), Vec::new(), 0);
    for ((unit, &number), &often) in lines.units.iter().zip(&lines.numbers).zip(documents) {
        let again = (!seen.insert(number)).then_some(Reason::PrintedTwice);
        let many = repeats.are_many(document, often).then_some(Reason::RepeatedLine);
        let standing = Standing {
            is_first: parts.is_empty(),
            can_be_dated: paragraphs < DATELINES_WITHIN,
            repeated: again.or(many),
        };
        let part = part(text, unit, rules, standing);
        paragraphs += usize::from(part.zone.is_none());
        parts.push(part);
    }
    place(text, &mut parts);
    let mut spans = Vec::with_capacity(parts.len());
    for ((unit, part), &documents) in lines.units.iter().zip(&parts).zip(documents) {
        cut(unit, part, documents, &mut spans);
    }
    spans
}

/// Gives each line's text a zone by its place where no pattern has.
fn place(text: &str, parts: &mut [Part]) {
    let texts: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].zone.is_none()).collect();
    let short: Vec<bool> = texts.iter().map(|&at| parts[at].is_short(text, LONGEST_SUBHEAD)).collect();
    let listed = |number: usize| {
        short.get(number..number + LEAST_LISTED).is_some_and(|lines| lines.iter().all(|&is_short| is_short))
    };
    let (mut is_titled, mut is_led) = (false, false);
    let mut zones = Vec::with_capacity(texts.len());
    for (number, &at) in texts.iter().enumerate() {
        let (zone, reason) = if !is_titled && !is_led && parts[at].is_short(text, LONGEST_HEADLINE) {
            is_titled = true;
            (Zone::Headline, Reason::FirstLine)
        } else if short[number] && number + 1 < texts.len() && !listed(number) {
            (Zone::Subhead, Reason::ShortLine)
        } else if !std::mem::replace(&mut is_led, true) && is_lead(text, parts, at) {
            (Zone::Teaser, Reason::BeforeText)
        } else {
            (Zone::Body, Reason::Text)
        };
        zones.push((zone, Rule::Place(reason)));
    }
    for (at, zone) in texts.into_iter().zip(zones) {
        parts[at].zone = Some(zone);
    }
}

/// Whether a paragraph stands apart from the text, by what is before and behind it.
fn is_lead(text: &str, parts: &[Part], at: usize) -> bool {
    let (part, zone) = (&parts[at], |part: &Part| part.zone.map(|(zone, _)| zone));
    let is_no_caption = |part: &&Part| zone(part) != Some(Zone::Caption);
    if !part.tails.is_empty() || part.is_dated() || !is_at_most(&text[part.start..part.end], LONGEST_TEASER) {
        return false;
    }
    let mut behind = parts[at + 1..].iter().filter(is_no_caption).peekable();
    let Some(next) = behind.peek().copied() else { return false };
    if !behind.any(|part| part.zone.is_none()) {
        return false;
    }
    let before = parts[..at].iter().rev().find(is_no_caption);
    let around = [Zone::Advertisement, Zone::Byline, Zone::Dateline, Zone::Related];
    next.is_dated()
        || zone(next).is_some_and(|zone| around.contains(&zone))
        || before.is_some_and(|part| zone(part) == Some(Zone::Byline))
}

/// Cuts a line, with the blanks round it, where its pieces begin.
fn cut(unit: &Unit, part: &Part, documents: Id, spans: &mut Vec<Span>) {
    let text = part.zone.filter(|_| part.start < part.end || part.heads.is_empty() && part.tails.is_empty());
    let text = text.map(|(zone, rule)| Piece { start: part.start, zone, rule });
    let mut pieces = part.heads.iter().copied().chain(text).chain(part.tails.iter().copied()).peekable();
    while let Some(Piece { zone, rule, .. }) = pieces.next() {
        let end = pieces.peek().map_or(unit.whole.end, |next| next.start);
        spans.push(Span { end, zone, rule, documents });
    }
}

/// Counts code points from one place in a text to the next.
#[derive(Debug, Default)]
pub(super) struct CodePoints {
    place: usize,
    number: usize,
}

impl CodePoints {
    pub(super) fn up_to(&mut self, text: &str, place: usize) -> Id {
        self.number += characters(&text[self.place..place]);
        self.place = place;
        Id::try_from(self.number).unwrap_or(Id::MAX)
    }
}
