//! The rules: what reports a statement, where the statement stands, and who makes it.

use super::clauses::Unit;
use super::document::Document;
use super::flags as f;
use super::lexicon::{Cue, Lexicon, Words};
use super::{CueClass, Flag, Mode, Polarity, SpeakerType};
use crate::Result;
use crate::parallel::Control;

/// How many sentences are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 10;
/// What is longer than so many tokens is no sentence: a table, or a quotation that nobody closed.
const LONGEST_UNIT: usize = 1 << 12;

/// The rule of a row that says who cites, beside the row of the one cited.
pub(crate) const QUOTING: &str = "quoting";

/// Verbs that deny what their clause says.
pub(crate) const DENIALS: [&str; 7] =
    ["abstreiten", "ausschließen", "bestreiten", "dementieren", "leugnen", "zurückweisen", "deny"];

/// A stretch of tokens.
pub(crate) type Stretch = (usize, usize);

/// A statement in the making. Places are tokens.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) parts: Vec<Stretch>,
    pub(crate) speaker: Option<Stretch>,
    pub(crate) referent: Option<Stretch>,
    pub(crate) kind: SpeakerType,
    pub(crate) cue: Option<Stretch>,
    pub(crate) lemma: String,
    pub(crate) class: CueClass,
    pub(crate) mode: Mode,
    pub(crate) polarity: Polarity,
    pub(crate) rule: &'static str,
    pub(crate) confidence: f64,
    pub(crate) flag: Flag,
    pub(crate) parent: Option<usize>,
}

impl Row {
    pub(crate) fn new(mode: Mode, parts: Vec<Stretch>, rule: &'static str, confidence: f64) -> Self {
        Self {
            parts,
            speaker: None,
            referent: None,
            kind: SpeakerType::Unknown,
            cue: None,
            lemma: String::new(),
            class: CueClass::Neutral,
            mode,
            polarity: Polarity::Positive,
            rule,
            confidence,
            flag: Flag::Clear,
            parent: None,
        }
    }

    /// Takes over who spoke before, and says so.
    pub(crate) fn carry(&mut self, speaker: Option<Stretch>) {
        self.speaker = speaker;
        if speaker.is_some() && self.flag == Flag::Clear {
            self.flag = Flag::SpeakerCarried;
        }
    }

    /// Takes over who says the statement it is part of, and how.
    pub(crate) fn stand_in(&mut self, outer: &Self) {
        (self.speaker, self.kind, self.cue) = (outer.speaker, outer.kind, outer.cue);
        (self.class, self.polarity) = (outer.class, outer.polarity);
        self.lemma.clone_from(&outer.lemma);
    }

    /// Of verbs that deny what their clause says: that is no statement of whoever denies it, unless they do not.
    pub(crate) fn deny(&mut self) {
        let denies = DENIALS.contains(&self.lemma.as_str());
        if !denies || matches!(self.mode, Mode::Direct | Mode::Partial | Mode::Reported) {
            return;
        }
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
            other @ Polarity::Question => other,
        };
    }

    /// Goes on with what a quotation before says: the same speaker, the same verb.
    pub(crate) fn go_on(&mut self, said: &Self) {
        self.rule = "quote_goes_on";
        (self.speaker, self.cue, self.class) = (said.speaker, said.cue, said.class);
        self.lemma.clone_from(&said.lemma);
    }

    pub(crate) fn hull(&self) -> Stretch {
        (
            self.parts.iter().map(|part| part.0).min().unwrap_or(0),
            self.parts.iter().map(|part| part.1).max().unwrap_or(0),
        )
    }

    /// Whether a token is part of the speaker.
    pub(crate) fn names(&self, token: usize) -> bool {
        self.speaker.is_some_and(|(first, end)| first <= token && token < end)
    }

    pub(crate) fn covers(&self, token: usize) -> bool {
        self.parts.iter().any(|part| part.0 <= token && token < part.1)
    }
}

/// A verb of saying where it stands. Places are items of the unit.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// The verb.
    pub(crate) verb: usize,
    /// Its prefix, where that stands apart.
    pub(crate) prefix: Option<usize>,
    /// The finite verb of its clause.
    pub(crate) finite: usize,
    pub(crate) segment: usize,
    /// The last segment of its clause.
    pub(crate) last: usize,
    pub(crate) cue: u16,
    pub(crate) passive: bool,
    /// Whether the finite verb stands at the end.
    pub(crate) is_final: bool,
    pub(crate) polarity: Polarity,
}

impl Hit {
    /// nannte ihn „klug“ und forderte ihn auf, zu gehen: whether another verb of the clause follows, which has what
    /// stands behind.
    fn is_joined_by(&self, next: &Self) -> bool {
        next.segment == self.segment && next.last >= self.last && next.finite > self.verb.max(self.finite)
    }
}

pub(crate) struct Engine<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) words: &'a Words,
    pub(crate) rows: Vec<Row>,
    pub(crate) unit: Unit,
    /// The speaker of the last statement, and in which unit that was.
    pub(crate) last: Option<(Stretch, usize)>,
    /// The subject of the last sentence, where nothing was said in it.
    pub(crate) topic: Option<(Stretch, usize)>,
    /// Whether it is the subject of a verb of saying.
    pub(crate) topic_said: bool,
    /// All such subjects.
    pub(crate) topics: Vec<Stretch>,
    pub(crate) unit_number: usize,
    /// The unit with which the paragraph begins.
    pub(crate) paragraph: usize,
    /// Quotations whose speaker comes in a later paragraph.
    pub(crate) pending: Vec<usize>,
    /// The last quotation, and the unit in which it ends: it may go on.
    pub(crate) turn: Option<(usize, usize)>,
    /// The unit of the last row of a kind that goes on, and the row.
    pub(crate) chain: Option<(usize, usize)>,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(document: &'a Document<'a>, lexicon: &'a Lexicon, words: &'a Words) -> Self {
        Self {
            document,
            lexicon,
            words,
            rows: Vec::new(),
            unit: Unit::default(),
            last: None,
            topic: None,
            topic_said: false,
            topics: Vec::new(),
            unit_number: 0,
            paragraph: 0,
            pending: Vec::new(),
            turn: None,
            chain: None,
        }
    }

    /// Reads the document unit by unit.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Interrupted`] when asked to stop.
    pub(crate) fn run(&mut self, control: &Control) -> Result<()> {
        let document = self.document;
        let outer: Vec<usize> =
            (0..document.quotes.len()).filter(|&quote| document.quotes[quote].parent.is_none()).collect();
        let (mut sentence, mut next) = (0, 0);
        let mut silent = None;
        while sentence + 1 < document.sentences.len() {
            let first = document.sentences[sentence];
            let mut end = document.sentences[sentence + 1];
            let from = next;
            sentence += 1;
            // A quotation that goes on holds its sentences together.
            while let Some(&quote) = outer.get(next)
                && document.quotes[quote].open < end
            {
                while document.quotes[quote].end > end && sentence + 1 < document.sentences.len() {
                    sentence += 1;
                    end = document.sentences[sentence];
                }
                next += 1;
            }
            self.unit_number += 1;
            if document.paragraphs.binary_search(&first).is_ok() {
                self.paragraph = self.unit_number;
            }
            if self.unit_number.is_multiple_of(CHECK_INTERVAL) {
                control.check()?;
            }
            if end - first > LONGEST_UNIT {
                silent = None;
                continue;
            }
            let any = document.tokens[first..end].iter().fold(0, |any, token| any | token.flags);
            if !may_report(any) {
                silent = Some((first, end));
                continue;
            }
            // Who is spoken of in the sentence before matters only now.
            if any & (f::K1 | f::K2 | f::V_K1 | f::QUOTE | f::DEMNACH) != 0
                && let Some(before) = silent
            {
                self.unit.read(document, before, &[], self.lexicon.english);
                self.unit_number -= 1;
                self.settle(self.rows.len(), &[]);
                self.unit_number += 1;
            }
            silent = None;
            self.unit.read(document, (first, end), &outer[from..next], self.lexicon.english);
            self.read_unit();
        }
        Ok(())
    }

    pub(crate) fn cue(&self, hit: &Hit) -> &'a Cue {
        &self.lexicon.cues[hit.cue as usize]
    }

    pub(crate) fn text(&self, item: usize) -> &'a str {
        self.document.text(self.unit.items[item].token)
    }

    /// A word in small letters, or nothing behind the end.
    pub(crate) fn word(&self, item: usize) -> String {
        if item < self.unit.items.len() { self.text(item).to_lowercase() } else { String::new() }
    }

    pub(crate) fn read_unit(&mut self) {
        if self.lexicon.english {
            self.read_english();
            return;
        }
        let before = self.rows.len();
        self.adpositions();
        self.wie_clauses();
        self.so_clauses();
        self.sure();
        let hits = self.hits();
        let mut used = vec![false; hits.len()];
        for (index, hit) in hits.iter().enumerate() {
            used[index] = !hits[index + 1..].iter().any(|next| hit.is_joined_by(next)) && self.clause_of(hit);
            // They have one subject, unless the second has its own.
            let first = hits[..index].iter().find(|first| first.is_joined_by(hit));
            if let (true, Some(first), None) = (used[index], first, self.joined_subject(hit.verb)) {
                let subject = self.subject(first);
                if let Some(row) = self.rows.last_mut() {
                    row.speaker = subject;
                }
            }
        }
        self.nominal();
        self.asked();
        self.seen();
        self.headline();
        self.quotes(&hits);
        for (index, hit) in hits.iter().enumerate() {
            let next = self.unit.segments.get(hit.last + 1);
            if !used[index] || next.is_some_and(|&next| self.is_joined(next)) {
                self.reported(hit);
            }
        }
        self.evidential();
        self.unlisted(before);
        self.free_indirect(before);
        self.cited_twice(before, &hits);
        self.all_quoted(before);
        self.fragments(before, &hits);
        self.settle(before, &hits);
        self.inside(before);
    }

    /// What is reported inside a quotation: „Ein Beamter sagte, ...“, heißt es in dem Bericht.
    pub(crate) fn inside(&mut self, before: usize) {
        let quotes: Vec<(usize, usize)> = (before..self.rows.len())
            .filter(|&row| self.rows[row].mode == Mode::Direct && self.rows[row].rule != QUOTING)
            .filter_map(|row| {
                let part = self.rows[row].parts[0];
                let quotes = &self.document.quotes;
                let first = quotes.partition_point(|quote| quote.open < part.0);
                let found = (first..quotes.len())
                    .take_while(|&quote| quotes[quote].open == part.0)
                    .find(|&quote| quotes[quote].end == part.1);
                found.map(|quote| (row, quote))
            })
            .collect();
        if quotes.is_empty() {
            return;
        }
        let unit = std::mem::take(&mut self.unit);
        for (row, quote) in quotes {
            let bounds = self.document.quotes[quote];
            if bounds.last - bounds.first < 7 {
                continue;
            }
            let quotes = &self.document.quotes;
            let inner: Vec<usize> = (quote + 1..quotes.len())
                .take_while(|&one| quotes[one].open < bounds.end)
                .filter(|&one| quotes[one].parent == Some(quote))
                .collect();
            let starts = &self.document.sentences;
            let behind = starts.partition_point(|&first| first <= bounds.first);
            let sentences: Vec<usize> =
                starts[behind..].iter().copied().take_while(|&first| first < bounds.last).collect();
            let starts = std::iter::once(bounds.first).chain(sentences.iter().copied());
            let ends = sentences.iter().copied().chain([bounds.last]);
            for sentence in starts.zip(ends) {
                let own: Vec<usize> = inner
                    .iter()
                    .copied()
                    .filter(|&one| {
                        self.document.quotes[one].open >= sentence.0
                            && self.document.quotes[one].end <= sentence.1
                    })
                    .collect();
                self.unit.read(self.document, sentence, &own, self.lexicon.english);
                if self.unit.any & f::READING == 0 {
                    continue;
                }
                let from = self.rows.len();
                for hit in self.hits() {
                    if !matches!(
                        self.cue(&hit).class,
                        CueClass::Mental | CueClass::Commissive | CueClass::Evaluative
                    ) {
                        self.clause_of(&hit);
                    }
                }
                let first = |row: &Row| {
                    row.speaker.is_none_or(|(first, end)| {
                        self.document.tokens[first..end]
                            .iter()
                            .any(|token| token.flags & (f::FIRST | f::PRON) != 0)
                    })
                };
                let keep: Vec<bool> = self.rows[from..].iter().map(|row| !first(row)).collect();
                let mut keep = keep.into_iter();
                let mut at = 0;
                self.rows.retain(|_| {
                    at += 1;
                    at <= from || keep.next().unwrap_or(false)
                });
                for inner in &mut self.rows[from..] {
                    inner.parent = Some(row);
                }
            }
        }
        self.unit = unit;
    }

    /// Who goes on speaking where nobody is named.
    pub(crate) fn carried(&self, reach: usize) -> Option<Stretch> {
        let near = |found: Option<(Stretch, usize)>, reach: usize| {
            found.filter(|&(_, unit)| self.unit_number - unit <= reach).map(|(speaker, _)| speaker)
        };
        let said = self.topic.filter(|_| self.topic_said);
        // Who is spoken of in this paragraph comes before who spoke in the last.
        let anew = self.topic.filter(|&(_, unit)| unit >= self.paragraph);
        let stale = self.last.is_none_or(|(_, unit)| unit < self.paragraph);
        if let Some(topic) = near(anew.filter(|_| stale), 1) {
            return Some(topic);
        }
        near(self.last, 1)
            .or_else(|| near(said, 1))
            .or_else(|| near(self.last, reach.min(2)))
            .or_else(|| near(self.topic, 1))
            .or_else(|| near(self.last, reach))
    }
}

/// Whether a sentence has any word without which no rule applies.
fn may_report(any: u128) -> bool {
    let alone = f::READING
        | f::LAUT
        | f::ZUFOLGE
        | f::GEMAESS
        | f::DEMNACH
        | f::HEARSAY
        | f::N_CLAUSE
        | f::N_ATT
        | f::QUOTE
        | f::SOLL
        | f::DUERFTE
        | f::K1
        | f::K2
        | f::V_K1
        | f::COLON;
    any & alone != 0
        || any & f::NACH != 0 && any & (f::N_ADP | f::N_DOC) != 0
        || any & f::SO != 0 && any & (f::COMMA | f::DASH) != 0
        || any & f::N_IMAGE != 0 && any & f::ZU != 0
}
