//! Rules: patterns that make a zone, and where in a line each of them looks.

use super::Zone;
use super::pattern::{Pattern, Runner, back_by};
use crate::error::{Error, Result};
use crate::parallel::Control;

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
    /// Characters without one of which the end of a line is not looked at; none: always.
    pub needs: String,
    /// How many characters of a line's end are looked at.
    pub within: usize,
    /// A regular expression of Python, without references to groups.
    pub pattern: String,
}

/// The number of a rule, by its place in the table.
pub(super) type Number = u16;

#[derive(Debug)]
struct Compiled {
    number: Number,
    zone: Zone,
    needs: String,
    within: usize,
    pattern: Pattern,
}

/// The rules of a table, ready to be asked.
#[derive(Debug, Default)]
pub struct ZoneRules {
    first: Vec<Compiled>,
    line: Vec<Compiled>,
    head: Vec<Compiled>,
    tail: Vec<Compiled>,
    /// Which rules can match a whole line, by its first byte; the last list is for the empty line.
    line_by_byte: Vec<Vec<usize>>,
    /// Which rules can match at the end of a line, by its last byte.
    tail_by_byte: Vec<Vec<usize>>,
}

/// So much of a line's end is looked at to see whether what a rule needs is there.
const LONGEST_TAIL: usize = 300;

impl ZoneRules {
    /// Compiles a table.
    ///
    /// # Errors
    ///
    /// A pattern is no regular expression, or there are more than 2¹⁶ rules.
    pub fn new(rules: &[ZoneRule]) -> Result<Self> {
        let mut compiled = Self::default();
        for (row, rule) in rules.iter().enumerate() {
            let number =
                Number::try_from(row).map_err(|_| Error::TooMany { what: "patterns", limit: 1 << 16 })?;
            let (list, pattern) = match rule.place {
                Place::First => (&mut compiled.first, Pattern::of_heads(&rule.pattern)),
                Place::Head => (&mut compiled.head, Pattern::of_heads(&rule.pattern)),
                Place::Line => (&mut compiled.line, Pattern::of_wholes(&rule.pattern)),
                Place::Tail => (&mut compiled.tail, Pattern::of_ends(&rule.pattern)),
            };
            let pattern = pattern.map_err(|problem| Error::BadPattern { row, problem })?;
            let (zone, needs, within) = (rule.zone, rule.needs.clone(), rule.within);
            list.push(Compiled { number, zone, needs, within, pattern });
        }
        compiled.line_by_byte = by_byte(&compiled.line, Pattern::can_begin);
        compiled.tail_by_byte = by_byte(&compiled.tail, Pattern::can_end);
        Ok(compiled)
    }

    /// The rule of a whole line.
    pub(super) fn of_line(&self, text: &str, asking: &mut Asking<'_>) -> Option<(Number, Zone)> {
        candidates(&self.line_by_byte, text.bytes().next())
            .map(|place| &self.line[place])
            .find(|rule| rule.pattern.is_whole(text, &mut asking.runner, asking.control))
            .map(|rule| (rule.number, rule.zone))
    }

    /// The rule of a document's head, and where that ends.
    pub(super) fn of_first(&self, text: &str, asking: &mut Asking<'_>) -> Option<(Number, Zone, usize)> {
        of_head(&self.first, text, asking)
    }

    /// The rule of a paragraph's head, and where that ends.
    pub(super) fn of_head(&self, text: &str, asking: &mut Asking<'_>) -> Option<(Number, Zone, usize)> {
        of_head(&self.head, text, asking)
    }

    /// The rule of what stands at the end of a text, and where that begins: of several the one that reaches furthest.
    pub(super) fn of_tail(&self, text: &str, asking: &mut Asking<'_>) -> Option<(Number, Zone, usize)> {
        let mut best: Option<(Number, Zone, usize)> = None;
        let near = &text[back_by(text, text.len(), LONGEST_TAIL).unwrap_or(0)..];
        asking.there.0.clear();
        for place in candidates(&self.tail_by_byte, text.bytes().last()) {
            let rule = &self.tail[place];
            if !rule.needs.is_empty() && !asking.there.has_any(&rule.needs, near) {
                continue;
            }
            let found = rule.pattern.start_of_end(text, rule.within, &mut asking.runner, asking.control);
            if let Some(start) = found.filter(|&start| best.is_none_or(|best| start < best.2)) {
                best = Some((rule.number, rule.zone, start));
            }
        }
        best
    }
}

/// What asking a pattern takes.
pub(super) struct Asking<'a> {
    pub(super) runner: Runner,
    pub(super) control: &'a Control,
    there: There,
}

impl<'a> Asking<'a> {
    pub(super) fn new(runner: Runner, control: &'a Control) -> Self {
        Self { runner, control, there: There::default() }
    }
}

fn of_head(rules: &[Compiled], text: &str, asking: &mut Asking<'_>) -> Option<(Number, Zone, usize)> {
    rules.iter().find_map(|rule| {
        let end = rule.pattern.end_of_head(text, &mut asking.runner, asking.control);
        // What matches nothing marks nothing.
        end.filter(|&end| end > 0).map(|end| (rule.number, rule.zone, end))
    })
}

fn by_byte(rules: &[Compiled], can: impl Fn(&Pattern, Option<u8>) -> bool) -> Vec<Vec<usize>> {
    let list = |byte| (0..rules.len()).filter(|&place| can(&rules[place].pattern, byte)).collect();
    (0..=u8::MAX).map(Some).chain([None]).map(list).collect()
}

fn candidates(lists: &[Vec<usize>], byte: Option<u8>) -> impl Iterator<Item = usize> {
    lists.get(byte.map_or(256, usize::from)).into_iter().flatten().copied()
}

/// Which of the characters that rules need the end of a text has, as far as they have been looked for.
#[derive(Debug, Default)]
struct There(Vec<(char, bool)>);

impl There {
    /// Whether one of some characters is there.
    fn has_any(&mut self, characters: &str, end: &str) -> bool {
        characters.chars().any(|character| self.has(character, end))
    }

    fn has(&mut self, character: char, end: &str) -> bool {
        if let Some(&(_, is_there)) = self.0.iter().find(|&&(known, _)| known == character) {
            return is_there;
        }
        let is_there = end.contains(character);
        self.0.push((character, is_there));
        is_there
    }
}
