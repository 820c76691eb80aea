//! Rules: patterns that make a zone, and where in a line each of them looks.

use regex::{RegexSet, RegexSetBuilder};

use super::Zone;
use super::pattern::{Pattern, of_whole};
use crate::error::{Error, Result};

/// Where a pattern looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the head of a document.
    First,
    /// At a whole line.
    Line,
    /// At the beginning of one of the first paragraphs.
    Head,
    /// At the end of a line.
    Tail,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::First, Self::Line, Self::Head, Self::Tail];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Line => "line",
            Self::Head => "head",
            Self::Tail => "tail",
        }
    }
}

/// A rule as a table has it.
#[derive(Clone, Debug)]
pub struct ZoneRule {
    /// What it makes of what it finds.
    pub zone: Zone,
    /// Where it looks.
    pub place: Place,
    /// Characters without one of which a line, or its end, is not looked at; none: always.
    pub needs: String,
    /// How many characters of a line's end are looked at.
    pub within: usize,
    /// A regular expression of the crate `regex`; what stands beyond a group `zone` is only looked at.
    pub pattern: String,
}

/// The number of a rule, by its place in the table.
pub(super) type Number = u16;

#[derive(Debug)]
struct Rule {
    number: Number,
    zone: Zone,
    needs: String,
    within: usize,
}

impl Rule {
    fn has_what_it_needs(&self, text: &str) -> bool {
        self.needs.is_empty() || self.needs.chars().any(|character| text.contains(character))
    }
}

/// The rules of a table, ready to be asked.
#[derive(Debug)]
pub struct ZoneRules {
    first: Vec<(Rule, Pattern)>,
    head: Vec<(Rule, Pattern)>,
    tail: Vec<(Rule, Pattern)>,
    line: Vec<Rule>,
    /// The patterns of whole lines, all asked at once: most lines match none.
    lines: RegexSet,
}

/// So much of a line's end is looked at to see whether what a rule needs is there.
const LONGEST_TAIL: usize = 300;

/// Bytes for what a search of whole lines remembers: what these patterns need at least is more than the default.
const ROOM_FOR_LINES: usize = 1 << 24;

impl ZoneRules {
    /// Compiles a table.
    ///
    /// # Errors
    ///
    /// A pattern is no regular expression, or there are more than 2¹⁶ rules.
    pub fn new(rules: &[ZoneRule]) -> Result<Self> {
        let (mut first, mut head, mut tail) = (Vec::new(), Vec::new(), Vec::new());
        let (mut line, mut wholes) = (Vec::new(), Vec::new());
        for (row, rule) in rules.iter().enumerate() {
            let number =
                Number::try_from(row).map_err(|_| Error::TooMany { what: "patterns", limit: 1 << 16 })?;
            let bad = |problem| Error::BadPattern { row, problem };
            let (zone, needs, within) = (rule.zone, rule.needs.clone(), rule.within);
            let made = Rule { number, zone, needs, within };
            match rule.place {
                Place::First => first.push((made, Pattern::of_heads(&rule.pattern).map_err(bad)?)),
                Place::Head => head.push((made, Pattern::of_heads(&rule.pattern).map_err(bad)?)),
                Place::Tail => tail.push((made, Pattern::of_ends(&rule.pattern).map_err(bad)?)),
                Place::Line => {
                    wholes.push(of_whole(&rule.pattern).map_err(bad)?);
                    line.push(made);
                }
            }
        }
        // Each has been compiled by itself, which bounds its size; so together they are no larger than they may be.
        let lines =
            RegexSetBuilder::new(wholes).size_limit(usize::MAX).dfa_size_limit(ROOM_FOR_LINES).build();
        let row = line.last().map_or(0, |rule| usize::from(rule.number));
        let lines = lines.map_err(|error| Error::BadPattern { row, problem: error.to_string() })?;
        Ok(Self { first, head, tail, line, lines })
    }

    /// The rule of a whole line.
    pub(super) fn of_line(&self, text: &str) -> Option<(Number, Zone)> {
        let mut found = self.lines.matches(text).into_iter().map(|place| &self.line[place]);
        found.find(|rule| rule.has_what_it_needs(text)).map(|rule| (rule.number, rule.zone))
    }

    /// The rule of a document's head, and where that ends.
    pub(super) fn of_first(&self, text: &str) -> Option<(Number, Zone, usize)> {
        of_head(&self.first, text)
    }

    /// The rule of a paragraph's head, and where that ends.
    pub(super) fn of_head(&self, text: &str) -> Option<(Number, Zone, usize)> {
        of_head(&self.head, text)
    }

    /// The rule of what stands at the end of a text, and where that begins: of several the one that reaches furthest.
    pub(super) fn of_tail(&self, text: &str) -> Option<(Number, Zone, usize)> {
        let mut best: Option<(Number, Zone, usize)> = None;
        let near = &text[last_characters(text, LONGEST_TAIL)..];
        for (rule, pattern) in self.tail.iter().filter(|(rule, _)| rule.has_what_it_needs(near)) {
            let found = pattern.start_of_end(text, last_characters(text, rule.within));
            // What matches nothing marks nothing.
            let found = found.filter(|&start| start < text.len());
            if let Some(start) = found.filter(|&start| best.is_none_or(|best| start < best.2)) {
                best = Some((rule.number, rule.zone, start));
            }
        }
        best
    }
}

fn of_head(rules: &[(Rule, Pattern)], text: &str) -> Option<(Number, Zone, usize)> {
    rules.iter().filter(|(rule, _)| rule.has_what_it_needs(text)).find_map(|(rule, pattern)| {
        // What matches nothing marks nothing.
        let end = pattern.end_of_head(text).filter(|&end| end > 0);
        end.map(|end| (rule.number, rule.zone, end))
    })
}

/// Where the last characters of a text begin.
fn last_characters(text: &str, count: usize) -> usize {
    // A character has one byte at least.
    if text.len() <= count {
        return 0;
    }
    text.char_indices().rev().take(count).last().map_or(text.len(), |(start, _)| start)
}
