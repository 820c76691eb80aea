/*!
Zones: which lines of a document are its text, and which stand round it.

| file | what |
|---|---|
| `pattern.rs` | regular expressions as users write them |
| `rules.rs` | the table of patterns, by where in a line each of them looks |
| `lines.rs` | lines, and what they say without quotation marks, case and blanks |
| `repeats.rs` | in how many documents of a source a line stands |
| `parts.rs`, `titles.rs` | a line taken to pieces by patterns |
| `spans.rs` | what the place of a line decides, and the spans of a document |
*/

mod lines;
mod parts;
mod pattern;
mod repeats;
mod rules;
mod spans;
mod titles;

pub use self::rules::{Place as ZonePlace, ZoneRule, ZoneRules};

use std::ops::Range;

use self::parts::Rule;
use self::repeats::{Lines, Repeats, read};
use self::spans::{CodePoints, spans};
use crate::error::{Error, Result};
use crate::parallel::{self, Control, batches};
use crate::vocabulary::Id;

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Zone {
    Headline,
    Dateline,
    Byline,
    AgencySignature,
    Caption,
    Credit,
    Advertisement,
    Related,
    Teaser,
    UsageNote,
    Subhead,
    Metadata,
    Body,
    Repeated,
}

impl Zone {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Headline,
        Self::Dateline,
        Self::Byline,
        Self::AgencySignature,
        Self::Caption,
        Self::Credit,
        Self::Advertisement,
        Self::Related,
        Self::Teaser,
        Self::UsageNote,
        Self::Subhead,
        Self::Metadata,
        Self::Body,
        Self::Repeated,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::AgencySignature => "agency_signature",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Advertisement => "advertisement",
            Self::Related => "related",
            Self::Teaser => "teaser",
            Self::UsageNote => "usage_note",
            Self::Subhead => "subhead",
            Self::Metadata => "metadata",
            Self::Body => "body",
            Self::Repeated => "repeated",
        }
    }
}

/// Why a line is of its zone, if no pattern says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Reason {
    FirstLine,
    ShortLine,
    BeforeText,
    BeforeCredit,
    PrintedTwice,
    RepeatedLine,
    Text,
}

impl Reason {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::FirstLine,
        Self::ShortLine,
        Self::BeforeText,
        Self::BeforeCredit,
        Self::PrintedTwice,
        Self::RepeatedLine,
        Self::Text,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstLine => "first_line",
            Self::ShortLine => "short_line",
            Self::BeforeText => "before_text",
            Self::BeforeCredit => "before_credit",
            Self::PrintedTwice => "printed_twice",
            Self::RepeatedLine => "repeated_line",
            Self::Text => "text",
        }
    }
}

/// Zones of some texts: parallel columns, in the order of texts and of their code points.
#[derive(Debug, Default)]
pub struct ZoneColumns {
    /// Which text, by its place among all.
    pub text: Vec<Id>,
    /// The first code point.
    pub start: Vec<Id>,
    /// The code point after the last.
    pub end: Vec<Id>,
    /// What it is.
    pub zone: Vec<Zone>,
    /// The reason, by its number, or the number of the pattern's rule behind those of all reasons.
    pub rule: Vec<Id>,
    /// In how many texts of its group the line stands.
    pub repeated_in: Vec<u64>,
}

/// Below this many bytes of text no thread is started.
const PARALLEL_BYTES: usize = 1 << 20;
/// How many bytes of text make a batch.
const BATCH_BYTES: usize = 1 << 20;

/// Finds the zones of texts, which are in groups: lines that many texts of a group have are no text of theirs.
/// `control` counts bytes, twice.
///
/// # Errors
///
/// The lists differ in length, there are more than 2³² lines, or [`Error::Interrupted`] when asked to stop.
pub fn zones(
    texts: &[&str],
    groups: &[Id],
    rules: &ZoneRules,
    n_threads: Option<usize>,
    control: &Control,
) -> Result<ZoneColumns> {
    if texts.len() != groups.len() {
        return Err(Error::LengthMismatch { what: "texts and groups", lengths: (texts.len(), groups.len()) });
    }
    let sizes = || texts.iter().map(|text| text.len());
    let n_threads = parallel::threads(n_threads, sizes().sum(), PARALLEL_BYTES);
    let lines = read(texts, batches(sizes(), BATCH_BYTES), n_threads, control)?;
    let repeats = Repeats::count(&lines, groups, control)?;
    let work = |(): &mut (), range: Range<usize>| {
        let mut columns = ZoneColumns::default();
        for document in range {
            columns.add(document, texts[document], &lines[document], rules, &repeats);
            control.check()?;
            control.advance(texts[document].len());
        }
        Ok(columns)
    };
    let (_, done) = parallel::run(batches(sizes(), BATCH_BYTES), n_threads, control, || (), work)?;
    let mut all = ZoneColumns::default();
    for done in done {
        all.append(done.result);
    }
    Ok(all)
}

impl ZoneColumns {
    fn add(&mut self, document: usize, text: &str, lines: &Lines, rules: &ZoneRules, repeats: &Repeats) {
        let (mut start, mut code_points) = (0, CodePoints::default());
        for span in spans(text, lines, rules, (document, repeats)) {
            let end = code_points.up_to(text, span.end);
            let rule = match span.rule {
                Rule::Place(reason) => Id::from(reason as u8),
                Rule::Pattern(number) => Id::from(number) + Id::try_from(Reason::ALL.len()).unwrap_or(0),
            };
            self.text.push(Id::try_from(document).unwrap_or(Id::MAX));
            self.start.push(start);
            self.end.push(end);
            self.zone.push(span.zone);
            self.rule.push(rule);
            self.repeated_in.push(u64::from(span.documents));
            start = end;
        }
    }

    fn append(&mut self, other: Self) {
        self.text.extend(other.text);
        self.start.extend(other.start);
        self.end.extend(other.end);
        self.zone.extend(other.zone);
        self.rule.extend(other.rule);
        self.repeated_in.extend(other.repeated_in);
    }
}
