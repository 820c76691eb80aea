//! A line taken to pieces by patterns.

use super::lines::{Unit, characters, is_space};
use super::rules::{Number, ZoneRules};
use super::titles::is_title;
use super::{Reason, Zone};

/// A caption is no longer than this, in characters.
const LONGEST_CAPTION: usize = 600;
/// Nor is a headline.
pub(super) const LONGEST_HEADLINE: usize = 200;

/// Why a piece is of its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Pattern(Number),
    Place(Reason),
}

/// What stands before or behind the text of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) zone: Zone,
    pub(super) rule: Rule,
}

/// A line in pieces; without a zone as long as the place of its text decides.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) heads: Vec<Piece>,
    /// The text: bytes of the document.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) zone: Option<(Zone, Rule)>,
    pub(super) tails: Vec<Piece>,
}

impl Part {
    pub(super) fn is_dated(&self) -> bool {
        self.heads.iter().any(|piece| piece.zone == Zone::Dateline)
    }

    /// Whether the text is a title, and nothing else stands in the line.
    pub(super) fn is_short(&self, text: &str, longest: usize) -> bool {
        self.tails.is_empty() && !self.is_dated() && is_title(&text[self.start..self.end], longest)
    }
}

/// What is known of a line before it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Whether it is the first.
    pub(super) is_first: bool,
    /// Whether a dateline can stand before it.
    pub(super) can_be_dated: bool,
    /// Why it would be a repeated one.
    pub(super) repeated: Option<Reason>,
}

/// Takes a line to pieces.
pub(super) fn part(text: &str, unit: &Unit, rules: &ZoneRules, standing: Standing) -> Part {
    let (mut start, end) = (unit.said.start, unit.said.end);
    let mut heads = Vec::new();
    let first = if standing.is_first { rules.of_first(&text[start..end]) } else { None };
    if let Some((number, zone, length)) = first {
        heads.push(Piece { start, zone, rule: Rule::Pattern(number) });
        start += length;
    }
    let line = &text[start..end];
    let whole = rules.of_line(line);
    if let Some(zone) = zone_of_whole(whole, standing.repeated) {
        return Part { heads, start, end, zone: Some(zone), tails: Vec::new() };
    }
    let (said, mut tails) = tails(line, start, rules);
    let end = start + said;
    if let Some(zone) = zone_of_photo(whole, &line[..said], &mut tails) {
        return Part { heads, start, end, zone: Some(zone), tails };
    }
    if standing.can_be_dated
        && !is_title(&line[..said], LONGEST_HEADLINE)
        && let Some((number, zone, length)) = rules.of_head(&line[..said])
    {
        heads.push(Piece { start, zone, rule: Rule::Pattern(number) });
        return Part { heads, start: start + length, end, zone: None, tails };
    }
    let zone = (said == 0).then_some((Zone::Body, Rule::Place(Reason::Text)));
    Part { heads, start, end, zone, tails }
}

/// What a line is as a whole: what its pattern says, unless that is a caption, or a repeated one.
fn zone_of_whole(whole: Option<(Number, Zone)>, repeated: Option<Reason>) -> Option<(Zone, Rule)> {
    match whole {
        Some((number, zone)) if zone != Zone::Caption => Some((zone, Rule::Pattern(number))),
        _ => repeated.map(|reason| (Zone::Repeated, Rule::Place(reason))),
    }
}

/// Tells whether a text is a caption, by its own pattern or by what ends its line.
fn zone_of_photo(whole: Option<(Number, Zone)>, said: &str, tails: &mut [Piece]) -> Option<(Zone, Rule)> {
    let is_photo = tails.iter().any(|piece| matches!(piece.zone, Zone::Credit | Zone::UsageNote));
    if !is_photo && whole.is_none() {
        return None;
    }
    // Who took a picture is no agency that has written.
    for piece in tails.iter_mut().filter(|piece| piece.zone == Zone::AgencySignature) {
        piece.zone = Zone::Credit;
    }
    let by_place = !said.is_empty() && is_at_most(said, LONGEST_CAPTION);
    let by_place = by_place.then_some(Rule::Place(Reason::BeforeCredit));
    let rule = whole.map(|(number, _)| Rule::Pattern(number)).or(by_place);
    rule.map(|rule| (Zone::Caption, rule))
}

/// Takes off what is no text at the end of a line, the last first; also tells how much is left.
fn tails(line: &str, start: usize, rules: &ZoneRules) -> (usize, Vec<Piece>) {
    let (mut tails, mut end) = (Vec::new(), line.len());
    while end > 0
        && let Some((number, zone, begins)) = rules.of_tail(&line[..end])
    {
        tails.insert(0, Piece { start: start + begins, zone, rule: Rule::Pattern(number) });
        end = line[..begins].trim_end_matches(is_space).len();
    }
    (end, tails)
}

/// Whether a text has so many characters or fewer.
pub(super) fn is_at_most(text: &str, most: usize) -> bool {
    // A character has one byte to four.
    text.len() <= most || text.len() <= 4 * most && characters(text) <= most
}
