//! What is found: a row a statement, and the names of what it can be.

use crate::{Id, Span};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All of them, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name that results carry.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
    };
}

named! {
    /// How a statement is reported.
    Mode {
        Direct "direct",
        Mixed "mixed",
        Partial "partial",
        IndirectK1 "indirect_k1",
        IndirectK2 "indirect_k2",
        IndirectInd "indirect_ind",
        Adposition "adposition",
        WieClause "wie_clause",
        FreeIndirect "free_indirect",
        Reported "reported",
        EvidentialModal "evidential_modal",
        Visual "visual",
    }
}

named! {
    /// What the words that report do to the statement.
    CueClass {
        Neutral "neutral",
        Affirmative "affirmative",
        Distancing "distancing",
        Directive "directive",
        Evaluative "evaluative",
        Commissive "commissive",
        Mental "mental",
        Evidential "evidential",
        Scheduled "scheduled",
    }
}

named! {
    /// What kind of speaker it is, as far as the words say.
    SpeakerType {
        Official "official",
        StateMetonym "state_metonym",
        Agency "agency",
        StateAgency "state_agency",
        Media "media",
        Expert "expert",
        Witness "witness",
        Company "company",
        Ngo "ngo",
        Document "document",
        Anonymous "anonymous",
        Rumour "rumour",
        Nobody "none",
        Unknown "unknown",
    }
}

named! {
    /// Whether the statement is reported as made.
    Polarity {
        Positive "positive",
        Negative "negative",
        Question "question",
    }
}

named! {
    /// What a reader should know of a row.
    Flag {
        Clear "",
        UnbalancedQuote "unbalanced_quote",
        SpeakerCarried "speaker_carried",
    }
}

impl SpeakerType {
    pub(crate) fn of(name: &str) -> Self {
        Self::ALL.iter().copied().find(|kind| kind.name() == name).unwrap_or(Self::Unknown)
    }
}

/// A reported statement. Places are code points of the document.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The document, by its place in the list that was asked for.
    pub document: Id,
    /// Which statement of the document, from 0.
    pub number: u32,
    /// The statement this one is part of, or that reports this one.
    pub parent: Option<u32>,
    /// The sentence in which the content begins.
    pub sentence: u32,
    /// How it is reported.
    pub mode: Mode,
    /// Whether it is reported as made.
    pub polarity: Polarity,
    /// From the first to the last code point of the content.
    pub content: Span,
    /// The pieces of the content, where something stands between them.
    pub parts: Vec<Span>,
    /// Who says so.
    pub speaker: Option<Span>,
    /// The fullest name in the document for the same one.
    pub referent: Option<Span>,
    /// What kind of speaker.
    pub speaker_type: SpeakerType,
    /// The word that reports.
    pub cue: Option<Span>,
    /// Its base form.
    pub lemma: String,
    /// What it does.
    pub class: CueClass,
    /// The rule that found it.
    pub rule: &'static str,
    /// How far to trust the row, in (0, 1].
    pub confidence: f64,
    /// What to know of it.
    pub flag: Flag,
}
