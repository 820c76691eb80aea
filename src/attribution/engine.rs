//! The rules: what reports a statement, where the statement stands, and who makes it.

use super::clauses::{Segment, Shape, Unit};
use super::document::Document;
use super::flags as f;
use super::lexicon::{Cue, Lexicon, Words, form, frames};
use super::{Attribution, CueClass, Flag, Mode, Polarity, SpeakerType};
use crate::parallel::Control;
use crate::{Id, Result};

/// How many sentences are read between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 10;

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

    fn hull(&self) -> Stretch {
        (
            self.parts.iter().map(|part| part.0).min().unwrap_or(0),
            self.parts.iter().map(|part| part.1).max().unwrap_or(0),
        )
    }

    pub(super) fn covers(&self, token: usize) -> bool {
        self.parts.iter().any(|part| part.0 <= token && token < part.1)
    }
}

/// A verb of saying where it stands. Places are items of the unit.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// The verb.
    verb: usize,
    /// Its prefix, where that stands apart.
    prefix: Option<usize>,
    /// The finite verb of its clause.
    finite: usize,
    segment: usize,
    /// The last segment of its clause.
    last: usize,
    cue: u16,
    passive: bool,
    /// Whether the finite verb stands at the end.
    is_final: bool,
    polarity: Polarity,
}

pub(crate) struct Engine<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words,
    pub(crate) rows: Vec<Row>,
    pub(super) unit: Unit,
    /// The speaker of the last statement, and in which unit that was.
    last: Option<(Stretch, usize)>,
    /// The same for somebody who can be called er or sie.
    last_person: Option<Stretch>,
    /// The subject of the last sentence, where nothing was said in it.
    topic: Option<(Stretch, usize)>,
    unit_number: usize,
    /// Quotations whose speaker comes in a later paragraph.
    pub(super) pending: Vec<usize>,
    /// The unit of the last row of a kind that goes on, and the row.
    chain: Option<(usize, usize)>,
    soll_chain: Option<(usize, usize)>,
    paragraph: usize,
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
            last_person: None,
            topic: None,
            unit_number: 0,
            pending: Vec::new(),
            chain: None,
            soll_chain: None,
            paragraph: 0,
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
            self.paragraph = document.paragraphs.partition_point(|&start| start <= first);
            self.unit.read(document, (first, end), &outer[from..next], self.lexicon.english);
            self.unit_number += 1;
            if self.unit_number.is_multiple_of(CHECK_INTERVAL) {
                control.check()?;
            }
            self.read_unit();
        }
        Ok(())
    }

    fn cue(&self, hit: &Hit) -> &'a Cue {
        &self.lexicon.cues[hit.cue as usize]
    }

    fn text(&self, item: usize) -> &'a str {
        self.document.text(self.unit.items[item].token)
    }

    fn read_unit(&mut self) {
        if self.lexicon.english {
            self.read_english();
            return;
        }
        let before = self.rows.len();
        self.adpositions();
        self.wie_clauses();
        self.so_clauses();
        let hits = self.hits();
        let mut used = vec![false; hits.len()];
        for (index, hit) in hits.iter().enumerate() {
            used[index] = self.clause_of(hit);
        }
        self.nominal();
        self.headline();
        self.quotes(&hits);
        for (index, hit) in hits.iter().enumerate() {
            if !used[index] {
                self.reported(hit);
            }
        }
        self.evidential();
        self.free_indirect(before);
        self.fragments(before, &hits);
        self.settle(before, &hits);
        self.inside(before);
    }

    /// What is reported inside a quotation: „Ein Beamter sagte, ...“, heißt es in dem Bericht.
    fn inside(&mut self, before: usize) {
        let quotes: Vec<(usize, usize)> = (before..self.rows.len())
            .filter(|&row| self.rows[row].mode == Mode::Direct)
            .filter_map(|row| {
                let found = self
                    .document
                    .quotes
                    .iter()
                    .position(|quote| (quote.open, quote.end) == self.rows[row].parts[0]);
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
            let inner: Vec<usize> = (0..self.document.quotes.len())
                .filter(|&one| self.document.quotes[one].parent == Some(quote))
                .collect();
            let sentences: Vec<usize> = self
                .document
                .sentences
                .iter()
                .copied()
                .filter(|&first| first > bounds.first && first < bounds.last)
                .collect();
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
    pub(super) fn carried(&self, reach: usize) -> Option<Stretch> {
        let near = |found: Option<(Stretch, usize)>, reach: usize| {
            found.filter(|&(_, unit)| self.unit_number - unit <= reach).map(|(speaker, _)| speaker)
        };
        near(self.last, 1).or_else(|| near(self.topic, 1)).or_else(|| near(self.last, reach))
    }

    // ---- verbs ----

    /// The verbs of saying of the unit.
    fn hits(&self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        if self.unit.any & f::READING == 0 {
            return hits;
        }
        for item in 0..self.unit.items.len() {
            if !self.unit.is(item, f::READING) || self.unit.items[item].quote.is_some() {
                continue;
            }
            if self.unit.is(item, f::CAP) && item > 0 && !self.unit.is(item - 1, f::BOUNDARY | f::QUOTE) {
                continue;
            }
            if let Some(hit) = self.hit(item) {
                hits.push(hit);
            }
        }
        hits
    }

    fn hit(&self, item: usize) -> Option<Hit> {
        let word = self.document.word(self.unit.items[item].token);
        let index = self.unit.segment_of(item)?;
        let segment = self.unit.segments[index];
        let mut best: Option<Hit> = None;
        for reading in self.words.readings(word) {
            let mut found = None;
            if reading.form & form::FINITE != 0 {
                found = self.finite_hit(item, index, segment, reading.cue, reading.form, reading.split);
            }
            if found.is_none() && !reading.split && reading.form & form::PARTICIPLE != 0 {
                found = self.participle_hit(item, index, segment, reading.cue);
            }
            if found.is_none() && !reading.split && reading.form & form::INFINITIVE != 0 {
                found = self.infinitive_hit(item, index, segment, reading.cue);
            }
            if let Some(found) = found {
                // The prefix is obligatory: teilte ... mit is never teilen.
                if best.as_ref().is_none_or(|best| best.prefix.is_none() && found.prefix.is_some()) {
                    best = Some(found);
                }
            }
        }
        best
    }

    fn new_hit(&self, verb: usize, finite: usize, segment: usize, cue: u16) -> Hit {
        let shape = self.unit.segments[segment].shape;
        Hit {
            verb,
            prefix: None,
            finite,
            segment,
            last: segment,
            cue,
            passive: false,
            is_final: !matches!(shape, Shape::Main | Shape::Phrase),
            polarity: Polarity::Positive,
        }
    }

    fn finite_hit(
        &self,
        item: usize,
        index: usize,
        segment: Segment,
        cue: u16,
        form: u8,
        split: bool,
    ) -> Option<Hit> {
        let _ = form;
        if self.unit.is(item.wrapping_sub(1), f::ZU) {
            return None;
        }
        let mut hit = self.new_hit(item, item, index, cue);
        if split {
            let code = self.lexicon.prefix_code(self.lexicon.cues[cue as usize].prefix.as_deref()?);
            let (prefix, last) = self.find_prefix(item, index, code)?;
            (hit.prefix, hit.last) = (Some(prefix), last);
        }
        match segment.shape {
            Shape::Main => {
                if segment.finite != Some(item) {
                    // und forderte ...: another verb of the same clause.
                    let coordinated = segment.finite.is_some_and(|finite| finite < item)
                        && (self.unit.is(item - 1, f::COORD)
                            || self.unit.is(item - 1, f::ADV)
                                && self.unit.is(item.wrapping_sub(2), f::COORD));
                    if !coordinated || self.unit.is(item, f::V_PART) && !self.unit.is(item, f::V_FIN) {
                        return None;
                    }
                }
            }
            Shape::Aside => return None,
            Shape::Infinitive | Shape::Phrase => return None,
            _ => {
                if segment.finite != Some(item) && !self.unit.is(item + 1, f::COORD) {
                    return None;
                }
            }
        }
        hit.polarity = self.polarity(&hit);
        Some(hit)
    }

    /// Where the prefix of a verb stands: at the end of its clause, which an insertion may interrupt.
    fn find_prefix(&self, item: usize, index: usize, code: u8) -> Option<(usize, usize)> {
        let mut last = index;
        while last < self.unit.segments.len() && last < index + 5 {
            let segment = self.unit.segments[last];
            let from = if last == index { item + 1 } else { segment.first };
            for at in from..segment.end {
                let word = self.document.word(self.unit.items[at].token);
                if word.prefix == code && self.unit.items[at].quote.is_none() {
                    let closes = at + 1 >= segment.end
                        || self.unit.is(at + 1, f::COORD | f::QUOTE | f::SO)
                        || self.unit.is(at + 1, f::PREP | f::PREP_ART)
                            && !self.unit.is(at, f::PREP | f::PREP_ART | f::ADV);
                    if closes {
                        return Some((at, last));
                    }
                }
            }
            if last > index && matches!(segment.shape, Shape::That | Shape::Whether) {
                return None;
            }
            last += 1;
        }
        None
    }

    fn participle_hit(&self, item: usize, index: usize, segment: Segment, cue: u16) -> Option<Hit> {
        let finite =
            segment.finite.filter(|&finite| finite != item).or_else(|| self.earlier_finite(index))?;
        let of = self.unit.segment_of(finite)?;
        let flags = self.unit.flags(finite);
        let next_is_worden =
            self.unit.is(item + 1, f::PASSIVE) && !self.unit.is(item + 1, f::IND | f::K1 | f::K2);
        let has_passive = flags & f::PASSIVE != 0 && flags & (f::PERFECT | f::SEIN) == 0;
        let passive = has_passive
            || next_is_worden && flags & (f::SEIN | f::MODAL) != 0
            || flags & f::MODAL != 0 && self.unit.is(item + 1, f::PASSIVE);
        let motion = self.lexicon.cues[cue as usize].lemma.ends_with("gehen")
            || self.lexicon.cues[cue as usize].lemma.ends_with("kommen");
        let perfect = flags & f::PERFECT != 0
            || motion && flags & f::SEIN != 0
            || flags & f::MODAL != 0 && self.unit.is(item + 1, f::PERFECT);
        if !passive && !perfect {
            return None;
        }
        // The participle stands at the end of its clause.
        let is_end = item + 1 >= segment.end
            || self.unit.is(
                item + 1,
                f::COORD | f::PASSIVE | f::PERFECT | f::SEIN | f::QUOTE | f::MODAL | f::CORRELATE,
            )
            || finite == item + 1
            || item == segment.first;
        if !is_end && !self.unit.is(item + 1, f::PREP | f::PREP_ART) {
            return None;
        }
        let mut hit = self.new_hit(item, finite, of, cue);
        hit.last = index;
        hit.passive = passive;
        hit.polarity = self.polarity(&hit);
        Some(hit)
    }

    /// The finite verb of a clause that an insertion interrupts.
    fn earlier_finite(&self, index: usize) -> Option<usize> {
        let mut at = index;
        for _ in 0..3 {
            at = at.checked_sub(1)?;
            let segment = self.unit.segments[at];
            if segment.shape == Shape::Main {
                let finite = segment.finite?;
                return self.unit.is(finite, f::PERFECT | f::PASSIVE | f::MODAL | f::SEIN).then_some(finite);
            }
        }
        None
    }

    fn infinitive_hit(&self, item: usize, index: usize, segment: Segment, cue: u16) -> Option<Hit> {
        let finite = segment.finite.filter(|&finite| finite != item)?;
        if !self.unit.is(finite, f::MODAL)
            || self.unit.is(finite, f::SOLL | f::K2)
            || self.unit.is(item.wrapping_sub(1), f::ZU)
        {
            return None;
        }
        let mut hit = self.new_hit(item, finite, index, cue);
        hit.polarity = self.polarity(&hit);
        Some(hit)
    }

    /// Whether a clause denies that the statement was made.
    fn polarity(&self, hit: &Hit) -> Polarity {
        let segment = self.unit.segments[hit.segment];
        let end = self.unit.segments[hit.last].end;
        let negated = (segment.first..end).any(|at| {
            self.unit.is(at, f::NEG)
                && (self.unit.segment_of(at).is_some_and(|one| one == hit.segment || one == hit.last))
                // nicht nur
                && !matches!(self.document.tokens.get(self.unit.items[at].end).map(|_| self.document.text(self.unit.items[at].end)), Some("nur" | "only" | "näher"))
        });
        if negated && self.unit.segments[hit.segment].shape != Shape::Relative {
            return Polarity::Negative;
        }
        Polarity::Positive
    }

    /// The row of a verb and its clause, if it has one.
    fn clause_of(&mut self, hit: &Hit) -> bool {
        let cue = self.cue(hit);
        if cue.frames & frames::ADVERB != 0 && !self.has_adverb(hit) {
            return false;
        }
        if hit.passive && cue.frames & (frames::PASSIVE | frames::CLAUSE) == 0 {
            return false;
        }
        // die Einladung annehmen, den Vertrag erwarten
        if cue.class == CueClass::Mental && hit.is_final && cue.frames & frames::ADVERB == 0 {
            let segment = self.unit.segments[hit.segment];
            let subject = self.subject_of_final(segment, hit).map_or(segment.first, |found| found.1);
            if (subject..hit.verb).any(|at| {
                self.unit.is(at, f::CAP) && !self.unit.is(at, f::FUNCTION | f::TIME) && !self.governed(at)
            }) {
                return false;
            }
        }
        if let Some((parts, mode, rule, confidence)) =
            self.content_behind(hit).or_else(|| self.content_before(hit))
        {
            let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
            let mut row = Row::new(mode, parts, rule, confidence);
            self.finish_row(&mut row, hit);
            self.add(row);
            return true;
        }
        false
    }

    pub(super) fn finish_row(&self, row: &mut Row, hit: &Hit) {
        let cue = self.cue(hit);
        row.lemma.clone_from(&cue.lemma);
        row.class = cue.class;
        row.polarity = if matches!(row.rule, "verb_ob" | "verb_w") && hit.polarity == Polarity::Positive {
            Polarity::Question
        } else {
            hit.polarity
        };
        row.cue = Some(self.unit.tokens((hit.verb, hit.verb + 1)));
        let mut speaker = self.subject(hit);
        if speaker.is_none() && cue.lemma == "heißen" && !hit.is_final {
            speaker = self.carried(2);
            if speaker.is_some() {
                row.flag = Flag::SpeakerCarried;
            }
        }
        if speaker.is_none() && hit.passive && cue.class == CueClass::Distancing {
            // Vermutet wird: nobody says so.
            row.mode = Mode::EvidentialModal;
            row.class = CueClass::Evidential;
        }
        if let Some(speaker) = speaker {
            row.speaker = Some(speaker);
            if self.is_image(speaker) {
                row.mode = Mode::Visual;
            }
        }
        if cue.frames & frames::EVIDENCE != 0 && cue.frames & frames::REPORTED == 0 {
            row.class = CueClass::Neutral;
        }
    }

    fn is_image(&self, (first, end): Stretch) -> bool {
        self.document.tokens[first..end].iter().any(|token| token.flags & f::N_IMAGE != 0)
    }

    /// darauf, davon, or von, auf with an object.
    fn has_adverb(&self, hit: &Hit) -> bool {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        (first..end).any(|at| {
            self.unit.is(at, f::CORRELATE) && !self.unit.is(at, f::PRON)
                || self.unit.is(at, f::ATTACH)
                || self.unit.is(at, f::PREP) && self.text(at).eq_ignore_ascii_case("auf")
        }) || self.unit.segments.get(hit.last + 1).is_some_and(|next| next.shape == Shape::That)
    }

    /// What is said, behind the verb: parts in items, mode, rule and confidence.
    fn content_behind(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        let cue = self.cue(hit);
        let clause_end = self.unit.segments[hit.last].end;
        // A quotation right behind the verb, or at the end of its clause.
        let mut next = hit.last + 1;
        // Insertions before the clause: appositions, relative clauses.
        let mut skipped = 0;
        // Behind a verb at the end of its clause no apposition follows: what comes is the statement.
        let closed = self.closes(hit);
        let opener = next;
        while let Some(segment) = self.unit.segments.get(next) {
            let goes_on = self.unit.segments.get(next + 1).is_some();
            if goes_on
                && skipped < 3
                && segment.before & (f::COMMA | f::OPEN_PAREN | f::DASH | f::CLOSE_PAREN) != 0
                && (matches!(
                    segment.shape,
                    Shape::Relative | Shape::Aside | Shape::Phrase | Shape::Subordinate
                ))
                && !(segment.shape == Shape::Relative
                    && segment.finite.is_some_and(|verb| self.unit.is(verb, f::READING)))
                && !self.has_quote(segment)
            {
                next += 1;
                skipped += 1;
            } else {
                break;
            }
        }
        let segment = *self.unit.segments.get(next)?;
        let end = self.content_end(next, hit);
        let mut start = self.content_start(segment);
        let lead = self.unit.segments[opener];
        let inverted = segment.shape == Shape::Main && segment.finite == Some(segment.first);
        let resumes = skipped > 0
            && (closed
                && lead.shape == Shape::Phrase
                && (inverted || matches!(segment.shape, Shape::Infinitive | Shape::Main))
                || lead.shape == Shape::Subordinate && inverted);
        if resumes {
            start = lead.first;
        }
        let content = vec![(start, end)];
        if segment.before & f::COLON != 0 {
            if self.unit.is(segment.first, f::QUOTE) {
                return None;
            }
            let mode = self.mood(segment);
            let subjunctive = segment.finite.is_some_and(|verb| self.is_subjunctive(verb));
            return (cue.frames & (frames::CLAUSE | frames::QUOTE) != 0 && skipped == 0 && subjunctive)
                .then_some((content, mode, "verb_colon", 0.75));
        }
        if segment.before & (f::COMMA | f::CLOSE_PAREN | f::DASH) == 0 {
            return None;
        }
        match segment.shape {
            Shape::That if cue.frames & (frames::CLAUSE | frames::EVIDENCE) != 0 => {
                Some((content, self.mood(segment), "verb_dass", 0.95))
            }
            Shape::Whether if cue.frames & (frames::QUESTION | frames::CLAUSE) != 0 => {
                Some((content, self.mood(segment), "verb_ob", 0.9))
            }
            Shape::Question
                if cue.frames & frames::QUESTION != 0
                    && !(self.unit.is(segment.first, f::WIE) && self.is_wie_clause(next)) =>
            {
                Some((content, self.mood(segment), "verb_w", 0.85))
            }
            Shape::Infinitive if cue.frames & (frames::INFINITIVE | frames::CLAUSE) != 0 && skipped < 2 => {
                let allowed = cue.frames & frames::INFINITIVE != 0
                    || matches!(
                        cue.class,
                        CueClass::Distancing
                            | CueClass::Commissive
                            | CueClass::Affirmative
                            | CueClass::Evaluative
                            | CueClass::Mental
                            | CueClass::Neutral
                    );
                allowed.then_some((content, Mode::IndirectInd, "verb_zu", 0.85))
            }
            Shape::Main if cue.frames & frames::CLAUSE != 0 && segment.before & f::COMMA != 0 => {
                let verb = segment.finite?;
                let first_is_verb = verb == segment.first && !resumes;
                if self.is_subjunctive(verb) && !first_is_verb {
                    return Some((content, self.mood(segment), "verb_v2_subjunctive", 0.95));
                }
                let coordinated =
                    self.unit.is(segment.first, f::COORD) && !self.unit.is(segment.first, f::ADV);
                let frame = cue.frames & (frames::BARE | frames::INSERTED) == frames::BARE | frames::INSERTED;
                let inverted = self.precedes(hit);
                let object = self.has_object(hit);
                (frame
                    && !first_is_verb
                    && !coordinated
                    && !inverted
                    && !object
                    && skipped == 0
                    && clause_end <= segment.first
                    && !hit.is_final
                    && hit.finite == hit.verb)
                    .then_some((content, Mode::IndirectInd, "verb_v2", 0.7))
            }
            Shape::Phrase
                if closed
                    && cue.frames & frames::BARE != 0
                    && self.has_quote(&segment)
                    && segment.end > segment.first + 1 =>
            {
                Some((content, Mode::IndirectInd, "verb_mixed", 0.75))
            }
            _ => None,
        }
    }

    /// Whether a verb has an object of its own, so that what follows is no statement.
    fn has_object(&self, hit: &Hit) -> bool {
        let end = self.unit.segments[hit.last].end;
        let found = self.front(hit.segment, hit.finite);
        let mut at = hit.verb + 1;
        if found.is_none() {
            at = self.subject_behind(at, end).map_or(at, |found| found.1);
        }
        (at..end).any(|item| {
            self.unit.is(item, f::CAP) && !self.unit.is(item, f::FUNCTION | f::TIME) && !self.governed(item)
        })
    }

    /// Whether a noun hangs on a preposition.
    fn governed(&self, item: usize) -> bool {
        let mut at = item;
        while at > 0
            && self.unit.is(at - 1, f::CAP | f::ADJ | f::DET | f::DET_OBL | f::NUMBER)
            && !self.unit.is(at - 1, f::FINITE & !f::ADJ)
        {
            at -= 1;
        }
        at > 0 && self.unit.is(at - 1, f::PREP | f::PREP_ART) || self.unit.is(at, f::PREP_ART | f::PREP)
    }

    /// Whether the clause of a verb ends with it, or with its prefix.
    fn closes(&self, hit: &Hit) -> bool {
        let end = self.unit.segments[hit.last].end;
        let last = hit.prefix.unwrap_or(hit.verb);
        last + 1 >= end
            || last + 2 >= end && self.unit.is(end - 1, f::IND | f::K1 | f::PASSIVE | f::ADV | f::CORRELATE)
    }

    fn has_quote(&self, segment: &Segment) -> bool {
        (segment.first..segment.end).any(|at| self.unit.items[at].quote.is_some())
    }

    /// The content begins behind `und`.
    fn content_start(&self, segment: Segment) -> usize {
        segment.first
    }

    /// Whether a statement stands before the verb: `..., sagte er, ...`.
    fn precedes(&self, hit: &Hit) -> bool {
        let segment = self.unit.segments[hit.segment];
        hit.segment > 0 && segment.before & f::COMMA != 0 && self.is_first(hit.finite, segment)
    }

    /// Whether a verb is the first word of its segment, but for adverbs.
    fn is_first(&self, finite: usize, segment: Segment) -> bool {
        (segment.first..finite).all(|at| self.unit.is(at, f::SO))
    }

    fn is_subjunctive(&self, verb: usize) -> bool {
        self.unit.is(verb, f::K1 | f::K2) || self.unit.is(verb, f::V_K1) && !self.unit.is(verb, f::V_FIN)
    }

    /// The mode of an indirect statement.
    fn mood(&self, segment: Segment) -> Mode {
        match segment.finite {
            Some(verb)
                if self.unit.is(verb, f::K1)
                    || self.unit.is(verb, f::V_K1) && !self.unit.is(verb, f::V_FIN) =>
            {
                Mode::IndirectK1
            }
            Some(verb) if self.unit.is(verb, f::K2) => Mode::IndirectK2,
            _ => Mode::IndirectInd,
        }
    }

    /// Where a statement ends that begins with a segment.
    fn content_end(&self, first: usize, hit: &Hit) -> usize {
        let unit = &self.unit;
        let start = unit.segments[first];
        let mut end = unit.items.len();
        // The full stop is not part of it.
        while end > start.first && unit.is(end - 1, f::STOP | f::COLON | f::COMMA | f::SEMI) {
            end -= 1;
        }
        // The clause of the verb goes on behind it.
        if hit.is_final && unit.segments[hit.segment].shape != Shape::Subordinate || self.waits(hit) {
            for index in first + 1..unit.segments.len() {
                let segment = unit.segments[index];
                if segment.before & f::COMMA != 0 && segment.finite == Some(segment.first) {
                    return segment.first - 1;
                }
            }
        }
        for index in first..unit.segments.len() {
            let segment = unit.segments[index];
            if index > first {
                let opens = segment.before;
                if opens & f::CLOSE_PAREN != 0 && start.before & f::OPEN_PAREN != 0 {
                    return segment.first - 1;
                }
                if opens & f::SEMI != 0 && !segment.finite.is_some_and(|verb| self.is_subjunctive(verb)) {
                    return segment.first - 1;
                }
                if opens & f::COLON != 0 && unit.is(segment.first, f::QUOTE) {
                    return segment.first - 1;
                }
                if opens & (f::COMMA | f::DASH) != 0 && self.ends_statement(index, start) {
                    return segment.first - 1;
                }
            }
            // ... und forderte ...
            for at in segment.first + 1..segment.end {
                if unit.is(at, f::READING)
                    && at < end
                    && unit.is(at, f::V_FIN | f::IND)
                    && !unit.is(at, f::K1 | f::K2)
                    && (unit.is(at - 1, f::COORD)
                        || unit.is(at - 1, f::ADV) && unit.is(at.wrapping_sub(2), f::COORD))
                    && !(unit.is(at, f::V_PART) && !self.is_past(at))
                {
                    let cut = if unit.is(at - 1, f::COORD) { at - 1 } else { at - 2 };
                    if cut > start.first {
                        return self.trim(start.first, cut);
                    }
                }
            }
        }
        end
    }

    fn is_past(&self, item: usize) -> bool {
        let word = self.document.word(self.unit.items[item].token);
        self.words.readings(word).iter().any(|reading| reading.form & form::PAST != 0)
    }

    pub(super) fn trim(&self, start: usize, mut end: usize) -> usize {
        while end > start + 1 && self.unit.is(end - 1, f::COMMA | f::DASH) {
            end -= 1;
        }
        end
    }

    /// Whether the finite verb of the clause is still to come.
    fn waits(&self, hit: &Hit) -> bool {
        hit.finite > self.unit.segments[hit.last].end
    }

    /// Whether a segment behind a comma is no more part of a statement.
    fn ends_statement(&self, index: usize, start: Segment) -> bool {
        let segment = self.unit.segments[index];
        let unit = &self.unit;
        // ..., sagte er.  ..., so der Minister.  ..., wie er sagte.
        if segment.finite == Some(segment.first)
            && unit.is(segment.first, f::READING)
            && segment.shape == Shape::Main
        {
            return true;
        }
        if unit.is(segment.first, f::SO) && segment.finite.is_none() || self.is_wie_clause(index) {
            return true;
        }
        // ..., was bisher nicht bestätigt ist.
        if segment.shape == Shape::Question && matches!(self.text(segment.first), "was" | "womit" | "wobei") {
            return true;
        }
        // A main clause in the indicative behind an infinitive or a clause with its verb at the end.
        let complete = start.finite.is_some()
            || start.shape == Shape::Infinitive
            || unit.segments[..index].iter().any(|one| one.first > start.first && one.shape == Shape::Main);
        if segment.shape == Shape::Main
            && complete
            && start.shape != Shape::Main
            && segment.finite.is_some_and(|verb| !self.is_subjunctive(verb) && !unit.is(verb, f::V_PL))
            && (unit.is(segment.first, f::COORD | f::ADV | f::PRON))
        {
            return true;
        }
        start.shape == Shape::Main
            && segment.shape == Shape::Main
            && start.finite.is_some_and(|verb| self.is_subjunctive(verb))
            && unit.is(segment.first, f::COORD)
            && segment.finite.is_some_and(|verb| !self.is_subjunctive(verb) && !unit.is(verb, f::V_PL))
    }

    /// What is said, before the verb: `..., sagte er`.
    fn content_before(&self, hit: &Hit) -> Option<(Vec<Stretch>, Mode, &'static str, f64)> {
        let cue = self.cue(hit);
        let segment = self.unit.segments[hit.segment];
        if cue.frames & frames::INSERTED == 0 || hit.is_final && !self.lexicon.english || hit.segment == 0 {
            return None;
        }
        if segment.before & (f::COMMA | f::DASH) == 0 || !self.is_first(hit.finite, segment) {
            return None;
        }
        let passive = hit.passive && hit.finite != segment.first;
        if hit.finite != hit.verb && !hit.passive && !self.unit.is(hit.finite, f::PERFECT) || passive {
            return None;
        }
        if self.front(hit.segment, hit.finite).is_some() {
            return None;
        }
        let first = self.statement_start(hit.segment);
        let before = self.unit.segments[hit.segment - 1];
        let end = self.trim(self.unit.segments[first].first, segment.first - 1);
        let start = self.unit.segments[first].first;
        // A quotation on its own is for another rule.
        if end == start + 1 && self.unit.items[start].quote.is_some() || start >= end {
            return None;
        }
        // Only clauses: a list or a condition is no statement.
        let has_verb = (first..hit.segment).any(|index| match self.unit.segments[index].shape {
            Shape::Main | Shape::That => true,
            Shape::Whether | Shape::Infinitive => index == first,
            _ => false,
        });
        let subject_follows = self.subject_behind(hit.finite + 1, self.unit.segments[hit.last].end).is_some();
        let behind = self.unit.segments.get(hit.last + 1).copied();
        let rest = behind.filter(|one| {
            !has_verb
                && one.shape == Shape::Main
                && one.finite == Some(one.first)
                && one.before & f::COMMA != 0
        });
        if !has_verb && !self.has_quote(&before) && rest.is_none()
            || !subject_follows && !hit.passive && cue.lemma != "heißen"
        {
            return None;
        }
        if let Some(rest) = rest {
            let parts = vec![(start, end), (rest.first, self.stop())];
            return Some((parts, self.mood(rest), "inserted", 0.85));
        }
        if self.is_wie_clause(first) {
            return None;
        }
        let main =
            (first..hit.segment).map(|index| self.unit.segments[index]).find(|one| one.shape == Shape::Main);
        let mut parts = vec![(start, end)];
        let mode = main.map_or(Mode::IndirectInd, |main| self.mood(main));
        if let Some(more) = self.goes_on_behind(hit) {
            parts.push(more);
        }
        Some((parts, mode, "inserted", 0.9))
    }

    /// The rest of a statement behind `..., sagte er, ...`.
    fn goes_on_behind(&self, hit: &Hit) -> Option<Stretch> {
        let next = hit.last + 1;
        let segment = *self.unit.segments.get(next)?;
        if segment.before & f::COMMA == 0 || self.unit.items[segment.first].quote.is_some() {
            return None;
        }
        let follows = segment.shape == Shape::Main
            && segment.finite.is_some_and(|verb| self.is_subjunctive(verb))
            || matches!(segment.shape, Shape::That | Shape::Infinitive);
        follows.then(|| (segment.first, self.content_end(next, hit)))
    }

    /// The segment with which the statement before a segment begins.
    fn statement_start(&self, segment: usize) -> usize {
        let mut first = segment;
        while first > 0 {
            let before = self.unit.segments[first].before;
            if first < segment && before & (f::COLON | f::SEMI | f::STOP) != 0 {
                break;
            }
            first -= 1;
        }
        first
    }

    // ---- speakers ----

    /// Who is the subject of a verb, in tokens.
    fn subject(&self, hit: &Hit) -> Option<Stretch> {
        if self.cue(hit).lemma == "zitieren" {
            return self.cited(hit).map(|found| self.unit.tokens(found));
        }
        if hit.passive {
            return self.agent(hit);
        }
        if matches!(
            self.cue(hit).lemma.as_str(),
            "heißen" | "lauten" | "hervorgehen" | "verlauten" | "zutage fördern"
        ) {
            return self.source_phrase(hit);
        }
        let segment = self.unit.segments[hit.segment];
        let found =
            if hit.is_final { self.subject_of_final(segment, hit) } else { self.subject_of_main(hit) };
        found.map(|found| self.unit.tokens(found))
    }

    /// Who is cited: the object of zitieren, or the subject of its passive.
    fn cited(&self, hit: &Hit) -> Option<Stretch> {
        let subject = if hit.is_final {
            self.subject_of_final(self.unit.segments[hit.segment], hit)
        } else {
            self.subject_of_main(hit)
        }?;
        if hit.passive {
            return Some(subject);
        }
        let end = self.unit.segments[hit.last].end;
        let from = if subject.0 > hit.finite { subject.1 } else { hit.finite + 1 };
        let object = (from..end).find(|&at| {
            self.unit.is(at, f::CAP | f::DET | f::DET_OBL) && !self.unit.is(at, f::PREP | f::PREP_ART)
        });
        object
            .filter(|&at| !self.unit.is(at.wrapping_sub(1), f::PREP | f::PREP_ART))
            .and_then(|at| self.unit.phrase(at, end).map(|next| (at, next)))
            .or(Some(subject))
    }

    fn subject_of_final(&self, segment: Segment, hit: &Hit) -> Option<Stretch> {
        let mut at = segment.first;
        while at < segment.end && self.unit.is(at, f::COORD | f::ADV) && !self.unit.is(at, f::REL) {
            at += 1;
        }
        if segment.shape == Shape::Relative {
            // der ... vorwarf: the pronoun itself; den X ... nannte: what follows.
            if self.unit.is(at, f::DET) && !self.unit.is(at, f::PREP) {
                let behind = at + 1;
                let other = self
                    .unit
                    .is(behind, f::DET | f::PRON)
                    .then(|| self.unit.phrase(behind, hit.finite))
                    .flatten();
                let _ = other;
                return Some((at, at + 1));
            }
            at += if self.unit.is(at, f::PREP) { 2 } else { 1 };
        } else {
            at += 1;
        }
        self.subject_behind(at, hit.verb.max(hit.finite).min(segment.end))
    }

    fn subject_of_main(&self, hit: &Hit) -> Option<Stretch> {
        let segment = self.unit.segments[hit.segment];
        let front = self.front(hit.segment, self.clause_finite(hit));
        let behind_from = self.clause_finite(hit) + 1;
        let behind_end = self.unit.segments[hit.last].end;
        let behind = self.subject_behind(behind_from, behind_end);
        if front.is_some_and(|front| self.is_neuter(front)) {
            return behind.filter(|&found| !self.is_neuter(found)).map(|found| self.extend(found, hit));
        }
        let Some(front) = front else {
            return behind.map(|found| self.extend(found, hit)).or_else(|| self.elided(hit, segment));
        };
        // A pronoun behind the verb is the subject; what stands before it is an object.
        if let Some(found) = behind
            && self.unit.is(found.0, f::PRON)
            && !self.unit.is(found.0, f::DET)
            && found.1 == found.0 + 1
            && !matches!(self.text(found.0), "es" | "ihr")
            && !self.unit.is(front.0, f::PRON)
        {
            return Some(found);
        }
        if let Some(found) = behind
            && found.0 == behind_from
            && self.is_adverbial(front)
        {
            return Some(self.extend(found, hit));
        }
        if let Some(found) = behind
            && found.0 == behind_from
            && (self.object_first(front) && self.rank(found) >= 1 || self.rank(found) > self.rank(front) + 1)
        {
            return Some(self.extend(found, hit));
        }
        Some(front)
    }

    /// The finite verb of the main clause: that of the verb's own, or the first of those that `und` joins.
    fn clause_finite(&self, hit: &Hit) -> usize {
        let segment = self.unit.segments[hit.segment];
        if hit.finite == hit.verb {
            segment.finite.filter(|&first| first < hit.verb).unwrap_or(hit.finite)
        } else {
            hit.finite
        }
    }

    /// das, dies, den: an object in front.
    fn object_first(&self, front: Stretch) -> bool {
        self.unit.is(front.0, f::DET_OBL)
            || matches!(self.text(front.0).to_lowercase().as_str(), "das" | "dies" | "dieses")
                && front.1 == front.0 + 1
    }

    /// Sinngemäß, Offensichtlich: an adverb with a capital, at the beginning of a sentence.
    fn is_adverbial(&self, (first, end): Stretch) -> bool {
        let text = self.text(first);
        end == first + 1
            && first == 0
            && self.unit.items[first].quote.is_none()
            && ["lich", "weise", "mäß", "isch", "end", "iert", "ell"]
                .iter()
                .any(|ending| text.ends_with(ending))
    }

    /// es, das, dies: nobody.
    fn is_neuter(&self, (first, end): Stretch) -> bool {
        end == first + 1
            && matches!(self.text(first).to_lowercase().as_str(), "es" | "das" | "dies" | "dieses" | "was")
    }

    /// How much a phrase looks like somebody who speaks.
    fn rank(&self, (first, end): Stretch) -> u8 {
        let any = (first..end).fold(0, |flags, at| flags | self.unit.flags(at));
        if any & (f::HOLDER | f::TITLE) != 0 || self.unit.is(first, f::PRON) {
            3
        } else if (first..end).filter(|&at| self.unit.is(at, f::CAP)).count() >= 2 {
            2
        } else {
            u8::from(any & f::CAP != 0)
        }
    }

    /// The subject before the finite verb of a main clause, if there is one.
    fn front(&self, index: usize, finite: usize) -> Option<Stretch> {
        let segment = self.unit.segments[index];
        let mut at = segment.first;
        while at < finite && self.unit.is(at, f::COORD) {
            at += 1;
        }
        if at < finite {
            let mut found = self.front_phrase(at, finite)?;
            // One phrase stands in front of the verb, with all that hangs on it.
            let hangs = f::PREP | f::PREP_ART | f::CAP | f::ADJ | f::DET | f::DET_OBL | f::NUMBER;
            if found.1 < finite
                && self.unit.is(found.1, f::PREP | f::PREP_ART)
                && !self.unit.is(found.0, f::PRON)
                && (found.1..finite)
                    .all(|item| self.unit.is(item, hangs) && !self.unit.is(item, f::ADV | f::TIME))
            {
                found.1 = finite;
            }
            // Kim, der Staatschef Nordkoreas sagte: the comma behind is missing.
            if index == 1
                && found.0 == segment.first
                && segment.before & f::COMMA != 0
                && self.unit.segments[0].shape == Shape::Phrase
                && let Some(name) = self.front_phrase(0, self.unit.segments[0].end)
                && name == (0, self.unit.segments[0].end)
            {
                return Some((0, found.1));
            }
            return Some(found);
        }
        // Nothing but insertions between the subject and its verb.
        let mut first = index;
        while first > 0 {
            let before = self.unit.segments[first].before;
            if before & (f::COMMA | f::CLOSE_PAREN | f::OPEN_PAREN | f::DASH) == 0 {
                return None;
            }
            first -= 1;
            let one = self.unit.segments[first];
            match one.shape {
                Shape::Relative | Shape::Aside | Shape::Infinitive => {}
                Shape::Phrase => {
                    let starts = first == 0
                        || self.unit.segments[first].before & (f::COLON | f::SEMI | f::STOP) != 0
                        || matches!(self.unit.segments[first - 1].shape, Shape::Subordinate | Shape::Main);
                    if let Some(found) = self.front_phrase(one.first, one.end)
                        && starts
                    {
                        return Some(self.widen(found, index, finite));
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// With the appositions up to the verb.
    fn widen(&self, mut found: Stretch, _: usize, finite: usize) -> Stretch {
        // (SPD)
        if self.unit.is(found.1, f::OPEN_PAREN)
            && let Some(close) =
                (found.1..finite.min(found.1 + 5)).find(|&at| self.unit.is(at, f::CLOSE_PAREN))
        {
            found.1 = close + 1;
        }
        let end = self.unit.apposition(found.1, finite);
        if end > found.1 { (found.0, end) } else { found }
    }

    fn front_phrase(&self, mut at: usize, end: usize) -> Option<Stretch> {
        // Auch X sagte; Nur X sagte.
        while at < end && self.unit.is(at, f::ADV) && !self.unit.is(at, f::PREP | f::CORRELATE) {
            at += 1;
        }
        if at >= end
            || self.unit.is(at, f::PREP | f::PREP_ART | f::SUBORD) && !self.unit.is(at, f::DET)
            || self.unit.is(at, f::PRON_OBL) && !self.unit.is(at, f::PRON)
        {
            return None;
        }
        let found = self.unit.phrase(at, end)?;
        if found == at + 1 && at == 0 && self.unit.is(at, f::V_PART) && self.unit.is(at, f::CAP) {
            return None;
        }
        if self.unit.is(at, f::DET_OBL)
            && !self.unit.is(at, f::DET)
            && !matches!(self.text(at).to_lowercase().as_str(), "einer" | "beiden" | "deren" | "dessen")
        {
            return None;
        }
        // ..., die Sprecherin des Ministeriums in Berlin sagte
        Some((at, found))
    }

    /// The subject behind a finite verb: the first noun phrase that no preposition governs.
    fn subject_behind(&self, mut at: usize, end: usize) -> Option<Stretch> {
        let mut guard = 0;
        while at < end && guard < 12 {
            guard += 1;
            if self.unit.is(at, f::PRON)
                && !(self.unit.is(at, f::DET) && self.unit.is(at + 1, f::CAP | f::ADJ))
            {
                if matches!(self.text(at), "es") {
                    at += 1;
                    continue;
                }
                return Some((at, at + 1));
            }
            if self.unit.is(at, f::PRON_OBL) && !self.unit.is(at, f::DET) {
                at += 1;
                continue;
            }
            if self.unit.is(at, f::ADV | f::NEG) && !self.unit.is(at, f::DET) && !self.unit.is(at, f::CAP) {
                at += 1;
                continue;
            }
            if self.unit.is(at, f::PREP | f::PREP_ART | f::LAUT | f::GEMAESS | f::NACH) {
                at = self.after_preposition(at, end);
                continue;
            }
            if self.unit.is(at, f::DET_OBL) && !self.unit.is(at, f::DET) {
                at = self.unit.phrase(at, end)?;
                if self.unit.is(at, f::ZUFOLGE) {
                    at += 1;
                }
                continue;
            }
            let prefix = self.unit.is(at, f::PREFIX) && !self.unit.is(at, f::DET);
            if self.unit.is(at, f::BOUNDARY | f::DASS | f::OB) || prefix {
                return None;
            }
            if let Some(next) = self.unit.phrase(at, end) {
                if self.unit.is(next, f::ZUFOLGE) {
                    at = next + 1;
                    continue;
                }
                return Some((at, next));
            }
            if self.unit.is(at, f::TIME | f::NUMBER | f::ADJ | f::WORD) && !self.unit.is(at, f::FINITE) {
                at += 1;
                continue;
            }
            return None;
        }
        None
    }

    fn after_preposition(&self, at: usize, end: usize) -> usize {
        let mut next = at + 1;
        if self.unit.is(at, f::PREP_ART) || self.unit.is(next, f::TIME) {
            while next < end && self.unit.is(next, f::ADJ | f::NUMBER) && !self.unit.is(next, f::CAP) {
                next += 1;
            }
            if self.unit.is(next, f::TIME) {
                // am Dienstag, 12. September
                next += 1;
                while next < end && self.unit.is(next, f::NUMBER | f::TIME) {
                    next += 1;
                }
                return next;
            }
            let nouns = next;
            while next < end
                && self.unit.is(next, f::CAP)
                && (next == nouns
                    || !self.unit.is(next, f::TITLE | f::HOLDER)
                    || self.unit.is(next - 1, f::TITLE))
            {
                next += 1;
                if !self.unit.is(next - 1, f::TITLE) {
                    break;
                }
            }
            return self.genitives(next, end);
        }
        // in Juba der Presse: one name; vor der Presse.
        if self.unit.is(next, f::CAP) && !self.unit.is(next, f::DET | f::DET_OBL) {
            return next + 1;
        }
        if self.unit.is(next, f::PRON | f::PRON_OBL | f::CORRELATE)
            && !self.unit.is(next, f::DET | f::DET_OBL)
        {
            return next + 1;
        }
        match self.unit.core(next, end) {
            Some(core) => self.genitives(core, end),
            None => next,
        }
    }

    fn genitives(&self, mut at: usize, end: usize) -> usize {
        while self.unit.is(at, f::GENITIVE) && at < end && matches!(self.text(at), "des" | "eines") {
            match self.unit.core(at, end) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// With its apposition, unless what follows is the statement.
    fn extend(&self, mut found: Stretch, hit: &Hit) -> Stretch {
        if self.cue(hit).acts.iter().any(|act| !act.is_empty())
            && let Some(end) = self.unit.plain_phrase(found.0, found.1)
        {
            found.1 = end;
        }
        let limit = if hit.prefix.is_some() { hit.prefix.unwrap_or(0) } else { self.unit.items.len() };
        let end = self.unit.apposition(found.1, limit);
        (found.0, end)
    }

    /// und forderte: the subject of the clause before.
    fn elided(&self, hit: &Hit, segment: Segment) -> Option<Stretch> {
        let joined =
            self.unit.is(segment.first, f::COORD) || hit.verb > 0 && self.unit.is(hit.verb - 1, f::COORD);
        if !joined && segment.before & f::COMMA == 0 {
            return None;
        }
        for index in (0..hit.segment).rev() {
            let one = self.unit.segments[index];
            if let (Shape::Main, Some(finite)) = (one.shape, one.finite) {
                if let Some(front) = self.front(index, finite) {
                    return Some(front);
                }
                if let Some(found) = self.subject_behind(finite + 1, one.end) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// von X, durch X in a passive clause; aus Moskau.
    fn agent(&self, hit: &Hit) -> Option<Stretch> {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        let mut at = first;
        while at < end {
            if self.unit.is(at, f::PREP | f::PREP_ART) {
                let text = self.text(at).to_lowercase();
                let by = matches!(text.as_str(), "von" | "vom" | "durch" | "seitens" | "by");
                let place = text == "aus" && self.unit.is(at + 1, f::HOLDER);
                if matches!(text.as_str(), "in" | "im")
                    && let Some(next) = self.unit.phrase(at + 1, end)
                    && self.any_in((at + 1, next), f::N_DOC)
                {
                    return Some(self.unit.tokens((at + 1, next)));
                }
                if by || place {
                    let start = if text == "vom" { at + 1 } else { at + 1 };
                    if let Some(next) = self.unit.phrase(start, end)
                        && !self.unit.is(start, f::NUMBER | f::TIME)
                        && (self.rank((start, next)) >= 2 || self.unit.is(start, f::DET_OBL))
                    {
                        return Some(self.unit.tokens((start, next)));
                    }
                }
            }
            at += 1;
        }
        None
    }

    /// heißt es in dem Bericht; heißt es aus Moskau; lautete das Fazit.
    fn source_phrase(&self, hit: &Hit) -> Option<Stretch> {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        let lemma = self.cue(hit).lemma.as_str();
        if lemma == "lauten" {
            return self.subject_of_main(hit).map(|found| self.unit.tokens(found));
        }
        let mut at = first;
        while at < end {
            if self.unit.is(at, f::PREP | f::PREP_ART) {
                let text = self.text(at).to_lowercase();
                if matches!(text.as_str(), "in" | "im" | "aus" | "von" | "vom" | "seitens" | "bei" | "beim") {
                    if self.unit.is(at + 1, f::REL) && !self.unit.is(at + 2, f::CAP | f::ADJ) && at == first {
                        return self.antecedent(at).map(|found| self.unit.tokens(found));
                    }
                    let next = self.unit.phrase(at + 1, end);
                    if let Some(next) = next
                        && !self.unit.is(at + 1, f::TIME)
                    {
                        return Some(self.unit.tokens((at + 1, next)));
                    }
                }
            }
            at += 1;
        }
        None
    }

    /// The noun phrase a relative clause belongs to, which begins at an item behind a comma.
    fn antecedent(&self, item: usize) -> Option<Stretch> {
        let end = item.checked_sub(1)?;
        let limit = end.saturating_sub(10);
        (limit..end)
            .find(|&first| {
                self.unit.phrase(first, end) == Some(end)
                    && !self.unit.is(first, f::FINITE & !f::K1)
                    && (first == 0 || !self.unit.is(first - 1, f::ADJ | f::DET | f::DET_OBL))
            })
            .map(|first| (first, end))
    }

    // ---- adpositions ----

    fn adpositions(&mut self) {
        if self.unit.any & (f::LAUT | f::NACH | f::ZUFOLGE | f::GEMAESS | f::DEMNACH) == 0 {
            return;
        }
        for at in 0..self.unit.items.len() {
            if self.unit.items[at].quote.is_some() {
                continue;
            }
            let flags = self.unit.flags(at);
            if flags & (f::LAUT | f::GEMAESS) != 0 {
                self.laut(at, flags & f::GEMAESS != 0);
            } else if flags & f::NACH != 0 {
                self.nach(at);
            } else if flags & f::ZUFOLGE != 0 {
                self.zufolge(at);
            } else if flags & f::DEMNACH != 0
                && (self.text(at).eq_ignore_ascii_case("demnach")
                    || at == 0 && self.text(at) == "Danach" && self.unit.is(at + 1, f::K1))
            {
                self.demnach(at);
            }
        }
    }

    fn laut(&mut self, at: usize, is_gemaess: bool) {
        let end = self.unit.items.len();
        if self.unit.is(at + 1, f::REL) && !self.unit.is(at + 2, f::CAP | f::ADJ) {
            self.adposition((at, at + 1), (at + 1, at + 2), (at, at + 2), "laut");
            return;
        }
        let name =
            self.unit.is(at + 1, f::WORD) && !self.unit.is(at + 1, f::FUNCTION | f::ADJ) && !is_gemaess;
        let Some(mut next) = self.unit.phrase(at + 1, end).or(name.then_some(at + 2)) else { return };
        let speaker = (at + 1, next);
        if is_gemaess && !self.any_in(speaker, f::N_ADP | f::N_DOC | f::HOLDER) {
            return;
        }
        if self.unit.is(at + 1, f::PRON) && !self.unit.is(at + 1, f::DET) {
            return;
        }
        let apposition = self.unit.apposition(next, end);
        if apposition > next {
            next = apposition;
        }
        self.adposition((at, at + 1), (at + 1, next), (at, next), "laut");
    }

    fn any_in(&self, (first, end): Stretch, flags: u128) -> bool {
        (first..end).any(|at| self.unit.is(at, flags))
    }

    fn nach(&mut self, at: usize) {
        let end = self.unit.items.len();
        // Seiner Meinung nach.
        if at > 0 && self.unit.is(at - 1, f::N_ADP) && !self.unit.is(at + 1, f::CAP) {
            let mut start = at - 1;
            while start > 0
                && self.unit.is(start - 1, f::ADJ | f::DET | f::DET_OBL | f::CAP)
                && !self.unit.is(start - 1, f::BOUNDARY | f::FINITE)
            {
                start -= 1;
            }
            if self.unit.is(start, f::DET_OBL | f::DET) && !self.unit.is(start, f::FIRST) {
                self.adposition((at, at + 1), (start, at), (start, at + 1), "meinung_nach");
                return;
            }
        }
        // nach [den neuesten] Angaben [des Ministers]
        let mut noun = at + 1;
        while noun < end
            && noun < at + 5
            && !self.unit.is(noun, f::N_ADP | f::N_DOC)
            && self.unit.is(noun, f::DET | f::DET_OBL | f::ADJ | f::CAP | f::NUMBER)
            && !self.unit.is(noun, f::BOUNDARY)
        {
            noun += 1;
        }
        if !self.unit.is(noun, f::N_ADP | f::N_DOC) || !self.unit.is(noun, f::CAP) {
            return;
        }
        let is_report = self.unit.is(noun, f::N_ADP);
        let has_article = self.unit.is(at + 1, f::DET_OBL) && !self.unit.is(at + 1, f::GENITIVE);
        if !is_report && has_article && self.text(at + 1) != "einem" {
            return;
        }
        let Some(next) = self.unit.phrase(at + 1, end) else { return };
        let mut next = next;
        // Angaben aus Moskau; Angaben von gestern are none.
        if self.unit.is(next, f::PREP)
            && self.text(next) == "aus"
            && let Some(more) = self.unit.core(next + 1, end)
        {
            next = more;
        }
        if self.unit.is(at + 1, f::DET) && self.text(at + 1) == "der" && !is_report {
            return;
        }
        // Who: the genitive or what follows von; without one, the whole phrase.
        let own = self.text(at + 1) == "eigenen";
        let speaker = if next > noun + 1 {
            let start =
                if self.unit.is(noun + 1, f::PREP | f::PREP_ART | f::ATTACH) { noun + 2 } else { noun + 1 };
            (start, next)
        } else {
            (at + 1, next)
        };
        let apposition = self.unit.apposition(next, end);
        let (speaker, outer) =
            if apposition > next { ((speaker.0, apposition), apposition) } else { (speaker, next) };
        if own {
            self.adposition((at, noun + 1), (0, 0), (at, outer), "nach_eigenen");
        } else {
            self.adposition((at, noun + 1), speaker, (at, outer), "nach");
        }
    }

    fn zufolge(&mut self, at: usize) {
        // The longest phrase that ends right before it.
        let limit = at.saturating_sub(12);
        let mut start = None;
        for first in (limit..at).rev() {
            if self.unit.is(first, f::BOUNDARY) {
                break;
            }
            if self.unit.phrase(first, at) == Some(at) && !self.unit.is(first, f::FINITE & !f::K1) {
                start = Some(first);
            }
        }
        // Ersten Angaben vom Mittwoch zufolge: back to the verb or the beginning.
        let start = start.or_else(|| {
            let first = (limit..at).rev().find(|&first| {
                first == 0
                    || self.unit.is(first - 1, f::BOUNDARY | f::IND | f::K1 | f::K2 | f::V_FIN | f::ADV)
            })?;
            self.any_in((first, at), f::N_ADP | f::N_DOC | f::HOLDER).then_some(first)
        });
        let Some(start) = start else { return };
        let rumour = self.any_in((start, at), f::N_RUMOUR);
        // Angaben des Ministers zufolge: the minister.
        let noun = (start..at).find(|&noun| self.unit.is(noun, f::N_ADP) && self.unit.is(noun, f::CAP));
        let mut speaker = (start, at);
        if let Some(noun) = noun
            && noun + 1 < at
        {
            let from = if self.unit.is(noun + 1, f::PREP | f::PREP_ART) { noun + 2 } else { noun + 1 };
            speaker = (from, at);
        }
        if rumour {
            self.adposition((at, at + 1), (0, 0), (start, at + 1), "rumour");
        } else {
            self.adposition((at, at + 1), speaker, (start, at + 1), "zufolge");
        }
    }

    /// The row of an adposition. Places are items: the cue, the speaker, the whole phrase.
    fn adposition(&mut self, cue: Stretch, mut speaker: Stretch, mut phrase: Stretch, rule: &'static str) {
        // In front of the finite verb there is one phrase, and this is it.
        if matches!(rule, "nach" | "laut")
            && let Some(index) = self.unit.segment_of(phrase.0)
            && let Some(finite) = self.unit.segments[index].finite
            && self.unit.segments[index].shape == Shape::Main
            && (self.unit.segments[index].first..phrase.0).all(|at| self.unit.is(at, f::COORD | f::ADV))
            && phrase.1 < finite
            && finite - phrase.1 <= 8
            && self.unit.is(phrase.1, f::PREP | f::PREP_ART | f::COORD)
        {
            speaker.1 = finite;
            phrase.1 = finite;
        }
        let Some(parts) = self.around(phrase) else { return };
        let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
        let mut row = Row::new(Mode::Adposition, parts, rule, 0.9);
        row.cue = Some(self.unit.tokens(cue));
        row.lemma = match rule {
            "laut" => self.text(cue.0).to_lowercase(),
            "zufolge" | "rumour" => "zufolge".to_owned(),
            _ => "nach".to_owned(),
        };
        if rule == "rumour" {
            row.mode = Mode::EvidentialModal;
            row.class = CueClass::Evidential;
            row.kind = SpeakerType::Rumour;
        } else if rule == "nach_eigenen" {
            row.speaker = self.clause_subject(phrase);
        } else {
            row.speaker = Some(self.unit.tokens(speaker));
        }
        self.add(row);
    }

    /// Demnach: what has been cited says so.
    fn demnach(&mut self, at: usize) {
        let Some((speaker, unit)) = self.last else { return };
        if self.unit_number - unit > 2 {
            return;
        }
        let Some(parts) = self.around((at, at + 1)) else { return };
        let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
        let mut row = Row::new(Mode::Adposition, parts, "demnach", 0.7);
        row.cue = Some(self.unit.tokens((at, at + 1)));
        row.lemma = "demnach".to_owned();
        row.speaker = Some(speaker);
        row.flag = Flag::SpeakerCarried;
        self.add(row);
    }

    fn clause_subject(&self, phrase: Stretch) -> Option<Stretch> {
        let index = self.unit.segment_of(phrase.0)?;
        let segment = self.unit.segments[index];
        let finite = segment.finite?;
        if segment.shape == Shape::Relative {
            return Some(self.unit.tokens((segment.first, segment.first + 1)));
        }
        let found = self.front(index, finite).or_else(|| self.subject_behind(finite + 1, segment.end))?;
        Some(self.unit.tokens(found))
    }

    /// The clause round a phrase, without it: parts in items.
    fn around(&self, phrase: Stretch) -> Option<Vec<Stretch>> {
        let unit = &self.unit;
        let index = unit.segment_of(phrase.0)?;
        let segment = unit.segments[index];
        let last_index = unit.segment_of(phrase.1 - 1).unwrap_or(index);
        let mut stop = unit.items.len();
        while stop > 0 && unit.is(stop - 1, f::STOP | f::COLON | f::COMMA | f::SEMI) {
            stop -= 1;
        }
        let (first, mut end) = match segment.shape {
            Shape::Main | Shape::Phrase | Shape::Infinitive => {
                let mut start = index;
                // Back to where the sentence begins, over what belongs to the first phrase of the clause.
                while start > 0 {
                    let before = unit.segments[start].before;
                    if before & (f::COLON | f::SEMI | f::STOP) != 0 {
                        break;
                    }
                    let one = unit.segments[start - 1];
                    if one.shape == Shape::Main
                        && (unit.is(unit.segments[start].first, f::COORD)
                            || segment.finite.is_some_and(|verb| verb > segment.first))
                        && start == index
                        && phrase.0 >= segment.first
                    {
                        break;
                    }
                    if one.shape == Shape::Aside && before & f::OPEN_PAREN != 0 {
                        break;
                    }
                    start -= 1;
                }
                (unit.segments[start].first, stop)
            }
            Shape::Aside => (segment.first, segment.end),
            _ => {
                // A subordinate clause with what hangs on it.
                let mut end = unit.segments[last_index].end;
                let mut next = last_index + 1;
                while let Some(one) = unit.segments.get(next) {
                    if !matches!(
                        one.shape,
                        Shape::Relative | Shape::Phrase | Shape::Infinitive | Shape::Question
                    ) || one.before & f::COMMA == 0
                    {
                        break;
                    }
                    end = one.end;
                    next += 1;
                }
                (segment.first, end)
            }
        };
        // ..., darunter laut X ...: another phrase of the kind ends this one.
        for next in last_index + 1..unit.segments.len() {
            let one = unit.segments[next];
            if one.first >= end {
                break;
            }
            let other = (one.first..one.end.min(one.first + 3)).any(|at| {
                unit.is(at, f::LAUT | f::NACH) && (unit.is(at, f::LAUT) || unit.is(at + 1, f::N_ADP))
            });
            let aside = self.is_wie_clause(next) || unit.is(one.first, f::SO) && one.finite.is_none();
            let contrast = one.shape == Shape::Main
                && one.before & f::COMMA != 0
                && matches!(self.text(one.first), "aber" | "doch" | "jedoch");
            let semi = one.before & f::SEMI != 0;
            if other || aside || contrast || semi {
                end = end.min(one.first - 1);
                break;
            }
        }
        let mut parts = Vec::new();
        let mut lead = (first, phrase.0);
        while lead.0 < lead.1 && unit.is(lead.0, f::COORD) {
            lead.0 += 1;
        }
        lead.1 = self.trim(lead.0, lead.1);
        if lead.1 > lead.0 && !(lead.1 == lead.0 + 1 && unit.is(lead.0, f::COMMA)) {
            parts.push(lead);
        }
        let mut rest = (phrase.1, end);
        while rest.0 < rest.1 && unit.is(rest.0, f::COMMA) {
            rest.0 += 1;
        }
        if rest.1 > rest.0 {
            parts.push(rest);
        }
        let verbs = parts.iter().any(|&(first, end)| {
            (first..end).any(|at| unit.is(at, f::FINITE | f::QUOTE | f::V_ZU)) || end - first >= 3
        });
        (!parts.is_empty() && verbs).then_some(parts)
    }

    // ---- wie X sagte; so X ----

    /// Whether a segment is `wie X sagte`.
    fn is_wie_clause(&self, index: usize) -> bool {
        let segment = self.unit.segments[index];
        if !self.leads_wie(segment) || segment.shape != Shape::Question {
            return false;
        }
        self.wie_cue(index).is_some()
    }

    /// Whether a segment begins with wie, or denn wie.
    fn leads_wie(&self, segment: Segment) -> bool {
        self.unit.is(segment.first, f::WIE)
            || segment.first + 1 < segment.end
                && self.unit.is(segment.first, f::COORD | f::ADV)
                && self.unit.is(segment.first + 1, f::WIE)
    }

    /// The verb of saying of `wie X sagte`: the item, the reading's cue and the last segment.
    fn wie_cue(&self, index: usize) -> Option<Hit> {
        let mut last = index;
        while last < self.unit.segments.len() && last < index + 4 {
            let segment = self.unit.segments[last];
            for at in (segment.first..segment.end).rev() {
                if self.unit.is(at, f::READING)
                    && self.unit.items[at].quote.is_none()
                    && !self.unit.is(at, f::CAP)
                {
                    let word = self.document.word(self.unit.items[at].token);
                    let split = self.words.readings(word).iter().find(|reading| {
                        !reading.split
                            && !matches!(
                                self.lexicon.cues[reading.cue as usize].class,
                                CueClass::Mental | CueClass::Evaluative
                            )
                    });
                    let reading = *split.or(self.words.readings(word).first())?;
                    let is_end = at + 1 >= segment.end
                        || self.unit.is(
                            at + 1,
                            f::IND | f::K1 | f::K2 | f::PASSIVE | f::PREP | f::PREP_ART | f::COORD,
                        );
                    let cue = &self.lexicon.cues[reading.cue as usize];
                    if reading.split
                        || !is_end
                        || cue.frames & (frames::INSERTED | frames::REPORTED | frames::EVIDENCE) == 0
                    {
                        continue;
                    }
                    if cue.class == CueClass::Mental || cue.class == CueClass::Evaluative {
                        continue;
                    }
                    let mut hit = self.new_hit(at, at, index, reading.cue);
                    hit.last = last;
                    hit.is_final = true;
                    hit.passive = self.unit.is(at + 1, f::PASSIVE) && reading.form & form::PARTICIPLE != 0;
                    return Some(hit);
                }
            }
            if last > index && segment.shape == Shape::Main {
                return None;
            }
            last += 1;
        }
        None
    }

    fn wie_clauses(&mut self) {
        if self.unit.any & f::WIE == 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            if !self.leads_wie(segment) || segment.shape == Shape::Aside {
                continue;
            }
            // sagte, wie ...: a question.
            if index > 0
                && self.unit.segments[index - 1].finite.is_some_and(|verb| self.unit.is(verb, f::READING))
                && index == 1
                && !self.unit.segments[..index].iter().any(|one| one.end - one.first > 6)
            {
                continue;
            }
            let Some(hit) = self.wie_cue(index) else { continue };
            let items = self.unit.items.len();
            let mut stop = items;
            while stop > 0 && self.unit.is(stop - 1, f::STOP | f::COLON) {
                stop -= 1;
            }
            let next = self.unit.segments.get(hit.last + 1).map_or(stop, |next| next.first);
            let parts = if index == 0 {
                vec![(next, stop)]
            } else {
                let first = self.statement_start(index);
                let mut parts = vec![(self.unit.segments[first].first, segment.first.saturating_sub(1))];
                if let Some(one) = self.unit.segments.get(hit.last + 1)
                    && !(one.shape == Shape::Main && self.unit.is(one.first, f::COORD))
                    && one.before & f::COMMA != 0
                {
                    parts.push((next, stop));
                }
                parts
            };
            let parts: Vec<Stretch> =
                parts.into_iter().filter(|part| part.1 > part.0).map(|part| self.unit.tokens(part)).collect();
            if parts.is_empty() {
                continue;
            }
            let mut row = Row::new(Mode::WieClause, parts, "wie", 0.9);
            self.finish_row(&mut row, &hit);
            if row.speaker.is_none() {
                row.speaker = self.source_phrase(&hit);
            }
            if row.speaker.is_some_and(|(first, end)| end == first + 1 && self.document.text(first) == "man")
            {
                continue;
            }
            self.add(row);
        }
    }

    fn so_clauses(&mut self) {
        if self.unit.any & f::SO == 0 {
            return;
        }
        for index in 1..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            if !self.unit.is(segment.first, f::SO) || segment.before & (f::COMMA | f::DASH | f::QUOTE) == 0 {
                continue;
            }
            let Some(next) = self.unit.phrase(segment.first + 1, segment.end) else { continue };
            if segment.finite.is_some_and(|verb| {
                verb < segment.first + 2 || !self.unit.is(segment.first + 1, f::DET | f::CAP)
            }) {
                continue;
            }
            if (segment.first + 1..segment.end)
                .any(|at| self.unit.is(at, f::FINITE) && !self.unit.is(at, f::CAP | f::DET))
            {
                continue;
            }
            let end = self.unit.apposition(next, self.unit.items.len());
            let first = self.statement_start(index);
            let mut parts = vec![(self.unit.segments[first].first, self.trim(0, segment.first - 1))];
            let behind = self.unit.segments.iter().position(|one| one.first >= end.max(segment.end));
            if let Some(behind) = behind {
                let one = self.unit.segments[behind];
                let opening = self.unit.segments[first..index].iter().any(|one| one.finite.is_some());
                if one.before & f::COMMA != 0
                    && (!opening || one.finite.is_some_and(|verb| self.is_subjunctive(verb)))
                {
                    parts.push((one.first, self.stop()));
                }
            }
            if parts[0].1 == parts[0].0 + 1 && self.unit.items[parts[0].0].quote.is_some() && parts.len() == 1
            {
                continue;
            }
            let parts: Vec<Stretch> =
                parts.into_iter().filter(|part| part.1 > part.0).map(|part| self.unit.tokens(part)).collect();
            if parts.is_empty() {
                continue;
            }
            let mut row = Row::new(Mode::Adposition, parts, "so", 0.9);
            row.cue = Some(self.unit.tokens((segment.first, segment.first + 1)));
            row.lemma = "so".to_owned();
            row.speaker = Some(self.unit.tokens((segment.first + 1, end)));
            self.add(row);
        }
    }

    pub(super) fn stop(&self) -> usize {
        let mut stop = self.unit.items.len();
        while stop > 0 && self.unit.is(stop - 1, f::STOP | f::COLON) {
            stop -= 1;
        }
        stop
    }

    // ---- nouns ----

    fn nominal(&mut self) {
        if self.unit.any & (f::N_CLAUSE | f::N_ATT) == 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            if !matches!(
                segment.shape,
                Shape::That
                    | Shape::Infinitive
                    | Shape::Whether
                    | Shape::Question
                    | Shape::Main
                    | Shape::Subordinate
            ) || segment.before & f::COMMA == 0
                || index == 0
            {
                continue;
            }
            let before = self.unit.segments[index - 1];
            // The noun stands at the end of what is before, but for a genitive and a verb.
            let mut noun = None;
            for at in (before.first..before.end).rev() {
                if self.unit.is(at, f::N_CLAUSE | f::N_ATT) && self.unit.is(at, f::CAP) {
                    noun = Some(at);
                    break;
                }
                if before.end - at > 9 {
                    break;
                }
            }
            let Some(noun) = noun else { continue };
            // Only a verb, or a genitive, between.
            let between = (noun + 1..before.end).all(|at| {
                self.unit.is(
                    at,
                    f::V_PART
                        | f::V_INF
                        | f::V_FIN
                        | f::IND
                        | f::PASSIVE
                        | f::PERFECT
                        | f::GENITIVE
                        | f::CAP
                        | f::ADJ
                        | f::ATTACH
                        | f::PREFIX
                        | f::ADV
                        | f::SEIN
                        | f::K1,
                )
            });
            if !between {
                continue;
            }
            if matches!(self.text(segment.first), "um" | "ohne" | "statt" | "anstatt") {
                continue;
            }
            let allowed = match segment.shape {
                Shape::That | Shape::Infinitive => true,
                Shape::Whether | Shape::Question => {
                    matches!(self.text(noun), "Frage" | "Zweifel" | "Antwort")
                        && segment.shape == Shape::Whether
                        || matches!(self.text(noun), "Frage")
                }
                Shape::Main => {
                    segment.finite.is_some_and(|verb| self.is_subjunctive(verb) && verb > segment.first)
                }
                Shape::Subordinate => self.unit.is(segment.first, f::DEMNACH),
                _ => false,
            };
            let start = self.unit.items[segment.first].token;
            if !allowed || self.rows.iter().any(|row| row.parts.iter().any(|part| part.0 == start)) {
                continue;
            }
            let mut hit = self.new_hit(noun, before.finite.unwrap_or(noun), index - 1, 0);
            hit.is_final = false;
            let in_front = before.finite.is_none()
                || self.unit.segments[index + 1..]
                    .iter()
                    .any(|one| one.finite == Some(one.first) && one.before & f::COMMA != 0);
            let mut end = self.content_end(index, &hit);
            if in_front
                && let Some(one) = self.unit.segments[index + 1..]
                    .iter()
                    .find(|one| one.finite == Some(one.first) && one.before & f::COMMA != 0)
            {
                end = end.min(one.first - 1);
            }
            let content = self.unit.tokens((segment.first, end));
            let mut row = Row::new(self.mood(segment), vec![content], "noun", 0.8);
            row.cue = Some(self.unit.tokens((noun, noun + 1)));
            row.lemma = self.text(noun).to_owned();
            row.class = CueClass::Neutral;
            if segment.shape == Shape::Whether || segment.shape == Shape::Question {
                row.polarity = Polarity::Question;
            }
            row.speaker = self.holder_of_noun(noun, index - 1);
            self.add(row);
        }
    }

    /// Who holds what a noun says: its genitive, or the subject of its clause.
    fn holder_of_noun(&self, noun: usize, index: usize) -> Option<Stretch> {
        let segment = self.unit.segments[index];
        if self.unit.is(noun + 1, f::GENITIVE | f::ATTACH) && noun + 1 < segment.end {
            let start = if self.unit.is(noun + 1, f::ATTACH) { noun + 2 } else { noun + 1 };
            if let Some(end) = self.unit.phrase(start, segment.end) {
                return Some(self.unit.tokens((start, end)));
            }
        }
        let finite = segment.finite.or_else(|| self.earlier_finite(index))?;
        let of = self.unit.segment_of(finite)?;
        let passive = self.unit.is(finite, f::PASSIVE);
        let hit = Hit { passive, verb: noun, ..self.new_hit(noun, finite, of, 0) };
        if passive {
            return self.agent(&Hit { last: index, ..hit });
        }
        let main = self.unit.segments[of];
        let found = if main.shape == Shape::Main {
            let front = self.front(of, finite);
            match front {
                Some(front) if front.0 <= noun && noun < front.1 => self.subject_behind(finite + 1, main.end),
                Some(front) => Some(front),
                None => self.subject_behind(finite + 1, main.end),
            }
        } else {
            self.subject_of_final(main, &hit)
        }?;
        if found.0 <= noun && noun < found.1 {
            return None;
        }
        Some(self.unit.tokens(found))
    }

    // ---- headlines ----

    /// `Putin: Nordkorea hat Interesse` and `Kim könnte reisen: Bericht`, where no full stop ends the line.
    pub(super) fn headline(&mut self) {
        let items = self.unit.items.len();
        let Some(colon) = self.unit.items.iter().position(|item| item.is(f::COLON)) else { return };
        if items < 4 || self.unit.is(items - 1, f::STOP) || !self.document.paragraphs.contains(&self.unit.end)
        {
            return;
        }
        let is_name = |first: usize, end: usize| {
            self.unit.phrase(first, end) == Some(end)
                && self.rank((first, end)) >= 1
                && !self.unit.is(first, f::ADJ)
        };
        let front = colon <= 4 && is_name(0, colon);
        let back = items - colon <= 4
            && is_name(colon + 1, items)
            && self.any_in((colon + 1, items), f::N_DOC | f::HOLDER);
        let verb = |first: usize, end: usize| (first..end).any(|at| self.unit.is(at, f::FINITE));
        let (speaker, content) = if front
            && (verb(colon + 1, items) || self.unit.is(colon + 1, f::QUOTE))
            && self.capped(0, colon)
        {
            ((0, colon), (colon + 1, items))
        } else if back && verb(0, colon) {
            ((colon + 1, items), (0, colon))
        } else {
            return;
        };
        if content.1 == content.0 + 1 {
            return;
        }
        let mut row = Row::new(Mode::IndirectInd, vec![self.unit.tokens(content)], "headline", 0.8);
        row.speaker = Some(self.unit.tokens(speaker));
        row.lemma = ":".to_owned();
        self.add(row);
    }

    /// Whether somebody who can speak is named: a holder, or two capitals, or one at the beginning.
    fn capped(&self, first: usize, end: usize) -> bool {
        self.rank((first, end)) >= 2
            || end == first + 1 && self.unit.is(first, f::CAP) && !self.unit.is(first, f::N_CLAUSE | f::N_ADP)
    }

    // ---- quotations ----

    pub(super) fn words_in(&self, quote: usize) -> usize {
        let quote = self.document.quotes[quote];
        self.document.tokens[quote.first..quote.last]
            .iter()
            .filter(|token| token.flags & (f::WORD | f::NUMBER) != 0)
            .count()
    }

    fn quotes(&mut self, hits: &[Hit]) {
        if self.unit.any & f::QUOTE == 0 {
            return;
        }
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            self.quote(item, quote, hits);
        }
    }

    fn quote(&mut self, item: usize, quote: usize, hits: &[Hit]) {
        let Some(index) = self.unit.segment_of(item) else { return };
        let segment = self.unit.segments[index];
        let bounds = self.document.quotes[quote];
        let stretch = (bounds.open, bounds.end);
        let words = self.words_in(quote);
        let is_whole = item == segment.first && item + 1 == segment.end;
        let ends_sentence = self.document.tokens[bounds.last - 1].flags & f::STOP != 0
            || self.document.tokens.get(bounds.end).is_none_or(|token| token.flags & f::STOP != 0);
        let mut row = Row::new(Mode::Direct, vec![stretch], "quote", 0.9);
        if !bounds.closed {
            row.flag = Flag::UnbalancedQuote;
            row.confidence = 0.5;
        }
        // X sagte: „...“
        if segment.before & f::COLON != 0 && item == segment.first && index > 0 {
            if self.is_name(item, quote) && words <= 3 {
                return;
            }
            if let Some(hit) =
                hits.iter().rev().find(|hit| hit.segment < index && hit.last < index && hit.last + 3 >= index)
            {
                row.rule = "quote_colon";
                self.finish_row(&mut row, hit);
            } else {
                row.rule = "quote_colon_bare";
                row.confidence = 0.75;
                row.speaker = self.subject_before(index);
            }
            self.add_quote(row);
            return;
        }
        // „...“, sagte X
        if let Some(next) = self.unit.segments.get(index + 1)
            && is_whole
            && next.before & (f::COMMA | f::DASH) != 0
        {
            if let Some(hit) = hits.iter().find(|hit| {
                hit.segment == index + 1
                    && self.is_first(hit.finite, *next)
                    && self.cue(hit).frames & (frames::QUOTE | frames::INSERTED) != 0
            }) {
                row.rule = "quote_inserted";
                row.confidence = 0.95;
                self.finish_row(&mut row, hit);
                self.add_quote(row);
                return;
            }
            if self.unit.is(next.first, f::SO)
                && let Some(end) = self.unit.phrase(next.first + 1, next.end)
            {
                row.rule = "quote_so";
                row.confidence = 0.95;
                row.lemma = "so".to_owned();
                row.cue = Some(self.unit.tokens((next.first, next.first + 1)));
                let end = self.unit.apposition(end, self.unit.items.len());
                row.speaker = Some(self.unit.tokens((next.first + 1, end)));
                self.add_quote(row);
                return;
            }
        }
        // „...“ sagte X: without a comma.
        if is_first_in(segment, item)
            && item + 1 < segment.end
            && let Some(hit) = hits.iter().find(|hit| {
                hit.finite == item + 1 && self.cue(hit).frames & (frames::QUOTE | frames::INSERTED) != 0
            })
        {
            row.rule = "quote_inserted";
            self.finish_row(&mut row, hit);
            self.add_quote(row);
            return;
        }
        // A quotation that is a sentence of its own goes on with the speaker before.
        if is_whole
            && (segment.before == 0 || segment.before & f::STOP != 0)
            && words >= 3
            && (ends_sentence && self.unit.segments.len() == 1)
        {
            if let Some(speaker) = self.carried(2) {
                row.speaker = Some(speaker);
                row.flag = if row.flag == Flag::Clear { Flag::SpeakerCarried } else { row.flag };
            }
            row.rule = "quote_sentence";
            row.confidence = row.confidence.min(0.7);
            self.add_quote(row);
        }
    }

    fn add_quote(&mut self, row: Row) {
        self.add(row);
    }

    /// The subject of the clause before a colon.
    pub(super) fn subject_before(&self, index: usize) -> Option<Stretch> {
        for before in (0..index).rev() {
            let segment = self.unit.segments[before];
            if let (Shape::Main, Some(finite)) = (segment.shape, segment.finite) {
                let front = self.front(before, finite);
                let behind = self.subject_behind(finite + 1, segment.end);
                let found = match (front, behind) {
                    (Some(front), Some(behind)) if self.rank(behind) > self.rank(front) => behind,
                    (front, behind) => front.or(behind)?,
                };
                return Some(self.unit.tokens(found));
            }
            if self.unit.is(segment.first, f::SO)
                && let Some(end) = self.unit.phrase(segment.first + 1, segment.end)
            {
                return Some(self.unit.tokens((segment.first + 1, end)));
            }
        }
        let segment = self.unit.segments[index - 1];
        let end = self.unit.phrase(segment.first, segment.end)?;
        Some(self.unit.tokens((segment.first, end)))
    }

    /// Whether a quotation looks like a title or a name.
    pub(super) fn is_name(&self, item: usize, quote: usize) -> bool {
        let bounds = self.document.quotes[quote];
        let tokens = &self.document.tokens[bounds.first..bounds.last];
        let words = tokens.iter().filter(|token| token.flags & (f::WORD | f::NUMBER) != 0).count();
        let capital = tokens.first().is_some_and(|token| token.flags & (f::CAP | f::NUMBER) != 0);
        let behind_noun = item > 0
            && self.unit.is(item - 1, f::CAP)
            && !self.unit.is(item - 1, f::FUNCTION)
            && self.unit.items[item - 1].quote.is_none();
        let as_said = item > 0
            && (self.unit.is(item - 1, f::FINITE)
                || matches!(
                    self.text(item - 1),
                    "als" | "von" | "zu" | "vor" | "ein" | "eine" | "einen" | "einer" | "einem"
                ));
        // „Chollima-1“-Rakete
        if self
            .document
            .tokens
            .get(bounds.end)
            .is_some_and(|next| !next.spaced && next.flags & (f::BOUNDARY & !f::DASH | f::QUOTE) == 0)
        {
            return true;
        }
        let all = tokens.iter().filter(|token| token.flags & f::WORD != 0).all(|token| {
            token.flags & (f::CAP | f::DET | f::DET_OBL | f::PREP | f::PREP_ART | f::COORD) != 0
        });
        capital && (all && words <= 5 && !as_said || behind_noun && words <= 6)
    }

    /// Quotations inside what is reported otherwise: whose words they are is known.
    fn fragments(&mut self, before: usize, hits: &[Hit]) {
        for item in 0..self.unit.items.len() {
            let Some(quote) = self.unit.items[item].quote else { continue };
            let bounds = self.document.quotes[quote];
            let stretch = (bounds.open, bounds.end);
            if self.rows[before..].iter().any(|row| row.parts.contains(&stretch)) {
                continue;
            }
            if self.is_name(item, quote) {
                continue;
            }
            let around = self.rows[before..]
                .iter()
                .position(|row| row.covers(bounds.open) && row.class != CueClass::Scheduled);
            let mut row = Row::new(Mode::Partial, vec![stretch], "fragment", 0.8);
            if !bounds.closed {
                row.flag = Flag::UnbalancedQuote;
                row.confidence = 0.5;
            }
            if let Some(around) = around {
                let outer = &self.rows[before + around];
                row.speaker = outer.speaker;
                row.kind = outer.kind;
                row.cue = outer.cue;
                row.lemma.clone_from(&outer.lemma);
                row.class = outer.class;
                row.parent = Some(before + around);
                row.polarity = outer.polarity;
                self.rows.push(row);
                continue;
            }
            let Some(index) = self.unit.segment_of(item) else { continue };
            let near = hits.iter().find(|hit| {
                hit.segment <= index
                    && index <= hit.last
                    && self.cue(hit).frames & (frames::QUOTE | frames::REPORTED) != 0
            });
            if let Some(hit) = near {
                row.rule = "fragment_verb";
                self.finish_row(&mut row, hit);
                if row.speaker.is_some() {
                    self.rows.push(row);
                }
                continue;
            }
            if self.words_in(quote) < 3 || !bounds.closed {
                continue;
            }
            let segment = self.unit.segments[index];
            let Some(finite) = segment.finite.filter(|_| segment.shape == Shape::Main) else { continue };
            let found = self.front(index, finite).or_else(|| self.subject_behind(finite + 1, segment.end));
            if let Some(found) = found
                && !(found.0 <= item && item < found.1)
                && self.rank(found) >= 3
            {
                row.rule = "fragment_subject";
                row.confidence = 0.6;
                row.speaker = Some(self.unit.tokens(found));
                self.rows.push(row);
            }
        }
    }

    // ---- reported acts ----

    /// Bilder zeigten Waggons: what is seen.
    fn visual(&mut self, hit: &Hit) -> bool {
        if hit.is_final || self.cue(hit).lemma != "zeigen" || self.lexicon.english {
            return false;
        }
        let Some(front) = self.front(hit.segment, hit.finite) else { return false };
        if !self.any_in(front, f::N_IMAGE) {
            return false;
        }
        let Some((_, end)) = self.clause(hit) else { return false };
        if end <= hit.verb + 1 {
            return false;
        }
        let mut row = Row::new(Mode::Visual, vec![self.unit.tokens((hit.verb + 1, end))], "image", 0.8);
        self.finish_row(&mut row, hit);
        row.mode = Mode::Visual;
        self.add(row);
        true
    }

    /// hat weder Datum noch Ort mitgeteilt: what was not said.
    fn denied(&mut self, hit: &Hit) -> bool {
        let cue = self.cue(hit);
        if hit.is_final
            || hit.polarity != Polarity::Negative
            || cue.class != CueClass::Neutral
            || cue.frames & frames::REPORTED == 0
        {
            return false;
        }
        let end = self.unit.segments[hit.last].end;
        let Some(negation) = (hit.finite + 1..end).find(|&at| self.unit.is(at, f::NEG)) else { return false };
        let stop = if hit.verb > negation { hit.verb } else { end };
        if stop <= negation + 1 || !(negation + 1..stop).any(|at| self.unit.is(at, f::CAP)) {
            return false;
        }
        let mut row = Row::new(Mode::Reported, vec![self.unit.tokens((negation, stop))], "act_denied", 0.7);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() {
            return false;
        }
        self.add(row);
        true
    }

    /// Das bestätigte der Minister: what stands in the sentence before.
    fn anaphor(&mut self, hit: &Hit) -> bool {
        let segment = self.unit.segments[hit.segment];
        let cue = self.cue(hit);
        if hit.segment != 0
            || hit.is_final
            || hit.passive
            || cue.frames & frames::CLAUSE == 0
            || cue.frames & frames::EVIDENCE != 0
            || self.unit.first == 0
        {
            return false;
        }
        let first = self.text(segment.first);
        if !matches!(first, "Das" | "Dies") || self.clause_finite(hit) != segment.first + 1 {
            return false;
        }
        if self.document.paragraphs.contains(&self.unit.first) {
            return false;
        }
        let at = self.document.sentences.partition_point(|&start| start < self.unit.first);
        let Some(&start) = self.document.sentences.get(at.wrapping_sub(1)) else { return false };
        let mut end = self.unit.first;
        while end > start && self.document.tokens[end - 1].flags & f::STOP != 0 {
            end -= 1;
        }
        let mut row = Row::new(Mode::IndirectInd, vec![(start, end)], "das", 0.8);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() || end <= start {
            return false;
        }
        self.rows.push(row);
        true
    }

    fn reported(&mut self, hit: &Hit) {
        if self.anaphor(hit) || self.visual(hit) || self.denied(hit) {
            return;
        }
        let cue = self.cue(hit);
        if hit.is_final || !self.says_what(hit) {
            return;
        }
        if cue.frames & frames::ADVERB != 0 && !self.has_adverb(hit) {
            return;
        }
        let Some((first, end)) = self.clause(hit) else { return };
        let parts = vec![self.unit.tokens((first, end))];
        if self
            .rows
            .iter()
            .rev()
            .take(6)
            .any(|row| row.parts.iter().any(|&part| part.0 < parts[0].1 && parts[0].0 < part.1))
        {
            return;
        }
        let mut row = Row::new(Mode::Reported, parts, "act", 0.6);
        self.finish_row(&mut row, hit);
        if row.speaker.is_none() && !hit.passive {
            return;
        }
        if let Some(speaker) = row.speaker {
            let person = self.document.tokens[speaker.0..speaker.1]
                .iter()
                .any(|token| token.flags & (f::HOLDER | f::TITLE | f::PRON | f::N_DOC) != 0);
            let capitals = self.document.tokens[speaker.0..speaker.1]
                .iter()
                .filter(|token| token.flags & f::CAP != 0)
                .count();
            if !person && capitals == 0 {
                return;
            }
        }
        self.add(row);
    }

    /// Whether the object of a verb says what was said: fordert Neuwahlen, spricht von Erfolg.
    fn says_what(&self, hit: &Hit) -> bool {
        let end = self.unit.segments[hit.last].end;
        let first = self.unit.segments[hit.segment].first;
        self.cue(hit).acts.iter().any(|&preposition| match preposition {
            "" => hit.passive || self.has_object(hit) || self.front(hit.segment, hit.finite).is_none(),
            _ => (first..end).any(|at| {
                self.unit.items[at].quote.is_none() && {
                    let text = self.text(at).to_lowercase();
                    text == preposition
                        || text
                            .strip_suffix('m')
                            .is_some_and(|stem| preposition.starts_with(stem) && stem.len() > 1)
                        || text.strip_suffix('r').is_some_and(|stem| preposition == stem)
                }
            }),
        })
    }

    /// The clause of a verb with what hangs on it, in items.
    fn clause(&self, hit: &Hit) -> Option<Stretch> {
        let mut first = hit.segment;
        while first > 0
            && self.unit.segments[first].before & (f::COLON | f::SEMI | f::STOP) == 0
            && !(self.unit.segments[first - 1].shape == Shape::Main && first == hit.segment)
        {
            first -= 1;
        }
        let mut last = hit.last;
        while let Some(next) = self.unit.segments.get(last + 1) {
            if next.shape == Shape::Main || next.before & (f::SEMI | f::COLON | f::STOP) != 0 {
                break;
            }
            last += 1;
        }
        Some((self.unit.segments[first].first, self.unit.segments[last].end))
    }

    // ---- nobody says so ----

    fn evidential(&mut self) {
        if self.unit.any & (f::SOLL | f::DUERFTE) == 0 || self.lexicon.english {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let Some(verb) = segment.finite else { continue };
            if !self.unit.is(verb, f::SOLL | f::DUERFTE) || segment.shape != Shape::Main {
                continue;
            }
            let token = self.unit.items[verb].token;
            if self.rows.iter().rev().take(8).any(|row| row.covers(token)) {
                continue;
            }
            let several = self.unit.segments.iter().filter(|one| one.shape == Shape::Main).count() > 1;
            let (first, end) =
                if several { self.own_clause(index) } else { (self.unit.first, self.unit.end) };
            let mut row = Row::new(
                Mode::EvidentialModal,
                vec![(first, end)],
                if self.is_reportative(segment) { "soll_haben" } else { "soll" },
                0.6,
            );
            row.class = CueClass::Evidential;
            row.cue = Some((token, token + 1));
            row.lemma = if self.unit.is(verb, f::SOLL) { "sollen" } else { "dürfen" }.to_owned();
            if !self.is_reportative(segment) && self.unit.is(verb, f::SOLL) {
                row.class = CueClass::Scheduled;
            }
            self.add(row);
            return;
        }
    }

    /// The tokens of a main clause with what hangs on it.
    fn own_clause(&self, index: usize) -> Stretch {
        let segments = &self.unit.segments;
        let mut first = index;
        while first > 0
            && segments[first - 1].shape != Shape::Main
            && segments[first].before & (f::COLON | f::SEMI) == 0
        {
            first -= 1;
        }
        let mut last = index;
        while segments.get(last + 1).is_some_and(|next| {
            next.shape != Shape::Main && next.before & (f::SEMI | f::COLON | f::DASH) == 0
        }) {
            last += 1;
        }
        self.unit.tokens((segments[first].first, segments[last].end))
    }

    /// soll ... haben: somebody says so; soll ... stattfinden: a plan.
    fn is_reportative(&self, segment: Segment) -> bool {
        let last = segment.end - 1;
        self.unit.is(last, f::PERFECT)
            || self.unit.is(last, f::SEIN)
            || self.unit.is(last, f::SEIN | f::V_PL) && self.text(last) == "sein"
    }

    // ---- subjunctives without a frame ----

    fn free_indirect(&mut self, before: usize) {
        if self.unit.any & (f::K1 | f::K2 | f::V_K1) == 0 || self.lexicon.english {
            return;
        }
        if self.unit.any & f::FIRST != 0 {
            return;
        }
        for index in 0..self.unit.segments.len() {
            let segment = self.unit.segments[index];
            let Some(verb) = segment.finite else { continue };
            if segment.shape != Shape::Main {
                continue;
            }
            let token = self.unit.items[verb].token;
            if self.rows[before..].iter().any(|row| row.covers(token)) {
                continue;
            }
            let follows = self.last.is_some_and(|(_, unit)| self.unit_number - unit <= 2);
            let sure = self.unit.is(verb, f::K1)
                || self.unit.is(verb, f::V_K1)
                    && verb > segment.first
                    && !self.unit.is(verb, f::V_FIN)
                    && !self.unit.is(verb + 1, f::CAP);
            let chained = self.chain.is_some_and(|(unit, _)| unit + 1 == self.unit_number);
            let likely = self.unit.is(verb, f::K2)
                && follows
                && !self.unit.is(verb, f::DUERFTE)
                && (chained || !self.unit.is(verb, f::MODAL));
            if !sure && !likely || verb == segment.first && self.unit.segments.len() > 1 && !sure {
                continue;
            }
            // sei es, es sei denn
            if self.unit.is(verb, f::SEIN)
                && (matches!(
                    self.document.tokens.get(token + 1).map(|_| self.document.text(token + 1)),
                    Some("denn" | "es" | "dank")
                ))
            {
                continue;
            }
            let start = if index == 0 || self.rows.len() == before {
                self.unit.first
            } else {
                self.unit.items[segment.first].token
            };
            let parts = vec![(start, self.unit.end)];
            let mut row = Row::new(
                Mode::FreeIndirect,
                parts,
                if sure { "subjunctive_1" } else { "subjunctive_2" },
                if sure { 0.8 } else { 0.6 },
            );
            if let Some(speaker) = self.carried(4) {
                row.speaker = Some(speaker);
                row.flag = Flag::SpeakerCarried;
            }
            // A chain of such sentences is one statement.
            if let Some((unit, chained)) = self.chain
                && unit + 1 == self.unit_number
                && start == self.unit.first
                && !self.document.paragraphs.contains(&start)
                && self.rows[chained].speaker == row.speaker
            {
                self.rows[chained].parts[0].1 = self.unit.end;
                self.chain = Some((self.unit_number, chained));
                return;
            }
            if self.rows.len() == before {
                self.chain = Some((self.unit_number, self.rows.len()));
            }
            self.add(row);
            return;
        }
    }

    // ---- rows ----

    pub(super) fn add(&mut self, row: Row) {
        if row.parts.iter().all(|part| part.0 >= part.1) {
            return;
        }
        if self.rows.iter().rev().take(6).any(|other| other.parts == row.parts) {
            return;
        }
        self.rows.push(row);
    }

    /// Notes who spoke last.
    pub(super) fn settle(&mut self, before: usize, hits: &[Hit]) {
        if !self.rows[before..].iter().any(|row| row.speaker.is_some()) {
            let said = hits.iter().rev().filter(|hit| !hit.is_final).find_map(|hit| self.subject(hit));
            let subject = said.or_else(|| {
                let segment = self
                    .unit
                    .segments
                    .iter()
                    .position(|one| one.shape == Shape::Main && one.finite.is_some())?;
                let finite = self.unit.segments[segment].finite?;
                let found = self
                    .front(segment, finite)
                    .or_else(|| self.subject_behind(finite + 1, self.unit.segments[segment].end))?;
                (self.rank(found) >= 3).then(|| self.unit.tokens(found))
            });
            if let Some(subject) = subject {
                self.topic = Some((subject, self.unit_number));
            }
        }
        let mut rows: Vec<usize> = (before..self.rows.len()).collect();
        rows.sort_by_key(|&row| self.rows[row].hull());
        for row in rows {
            if let Some(speaker) = self.rows[row].speaker
                && !matches!(self.rows[row].mode, Mode::EvidentialModal)
            {
                self.last = Some((speaker, self.unit_number));
            } else if self.rows[row].mode == Mode::FreeIndirect
                && let Some(last) = &mut self.last
            {
                last.1 = self.unit_number;
            }
        }
        let _ = (&self.chain, &self.soll_chain, &self.last_person, self.paragraph);
    }

    /// The rows of the document.
    pub(crate) fn finish(mut self, document: Id) -> Vec<Attribution> {
        self.nest();
        self.resolve();
        let source = self.document;
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&row| {
            let hull = self.rows[row].hull();
            (hull.0, std::cmp::Reverse(hull.1), row)
        });
        let mut numbers = vec![0u32; self.rows.len()];
        for (number, &row) in (0..).zip(&order) {
            numbers[row] = number;
        }
        let mut all = Vec::with_capacity(order.len());
        for &index in &order {
            let row = std::mem::replace(&mut self.rows[index], Row::new(Mode::Direct, Vec::new(), "", 0.0));
            let hull = row.hull();
            let sentence = source.sentences.partition_point(|&first| first <= hull.0) - 1;
            let mut parts: Vec<_> = row.parts.iter().map(|&part| source.span(part)).collect();
            parts.sort_by_key(|part| part.start);
            let kind = match (row.kind, row.speaker) {
                (SpeakerType::Unknown, Some(speaker)) => self.kind_of(speaker),
                (SpeakerType::Unknown, None) => SpeakerType::Nobody,
                (kind, _) => kind,
            };
            all.push(Attribution {
                document,
                number: numbers[index],
                parent: row.parent.map(|parent| numbers[parent]),
                sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
                mode: row.mode,
                polarity: row.polarity,
                content: source.span(hull),
                parts: if parts.len() > 1 { parts } else { Vec::new() },
                speaker: row.speaker.map(|speaker| source.span(speaker)),
                referent: row.referent.or(row.speaker).map(|speaker| source.span(speaker)),
                speaker_type: kind,
                cue: row.cue.map(|cue| source.span(cue)),
                lemma: row.lemma,
                class: row.class,
                rule: row.rule,
                confidence: row.confidence,
                flag: row.flag,
            });
        }
        all
    }

    /// Whom a relative pronoun stands for.
    fn stands_for(&self, speaker: Stretch) -> Option<Stretch> {
        let (first, end) = speaker;
        if end != first + 1 || self.document.tokens[first].flags & f::REL == 0 || first < 2 {
            return None;
        }
        let mut unit = Unit::default();
        let sentence = self.document.sentences.partition_point(|&start| start <= first) - 1;
        let from = self.document.sentences[sentence];
        unit.read(self.document, (from, first), &[], self.lexicon.english);
        let mut stop = unit.items.len();
        if stop == 0 || !unit.is(stop - 1, f::COMMA) {
            return None;
        }
        stop -= 1;
        let limit = stop.saturating_sub(10);
        let start = (limit..stop).find(|&start| {
            unit.phrase(start, stop) == Some(stop)
                && (start == 0 || !unit.is(start - 1, f::ADJ | f::DET | f::DET_OBL))
        })?;
        Some(unit.tokens((start, stop)))
    }

    /// The parent of a row is the smallest one whose content holds it.
    fn nest(&mut self) {
        let hulls: Vec<Stretch> = self.rows.iter().map(Row::hull).collect();
        let mut order: Vec<usize> = (0..hulls.len()).collect();
        order.sort_by_key(|&row| (hulls[row].0, std::cmp::Reverse(hulls[row].1), row));
        let mut around: Vec<usize> = Vec::new();
        for row in order {
            while around.last().is_some_and(|&outer| hulls[outer].1 < hulls[row].1) {
                around.pop();
            }
            if let Some(&outer) = around.last()
                && self.rows[row].parent.is_none()
                && self.rows[outer].rule != "das"
            {
                self.rows[row].parent = Some(outer);
            }
            around.push(row);
        }
    }

    /// Fills in whom speakers stand for: pronouns the last one named, short names the full one.
    fn resolve(&mut self) {
        let mut order: Vec<usize> =
            (0..self.rows.len()).filter(|&row| self.rows[row].speaker.is_some()).collect();
        order.sort_by_key(|&row| (self.rows[row].speaker, row));
        let mut person: Option<Stretch> = None;
        let mut names: Vec<Stretch> = Vec::new();
        for row in order {
            let Some(speaker) = self.rows[row].speaker else { continue };
            let found = self.stands_for(speaker).unwrap_or(speaker);
            let (first, end) = found;
            let is_pronoun = end == first + 1 && self.document.tokens[first].flags & (f::PRON | f::DET) != 0;
            if is_pronoun {
                self.rows[row].referent = person;
                continue;
            }
            let name = self.name_of(found);
            let full = names.iter().copied().find(|&known| self.is_short_for(name, known)).unwrap_or(name);
            if full == name {
                names.push(name);
            }
            self.rows[row].referent = Some(full);
            person = Some(full);
        }
    }

    /// The name in a phrase: behind titles and offices, without its apposition; or the phrase.
    fn name_of(&self, (first, end): Stretch) -> Stretch {
        let tokens = &self.document.tokens;
        let comma =
            (first..end).find(|&at| tokens[at].flags & (f::COMMA | f::OPEN_PAREN) != 0).unwrap_or(end);
        let is_plain = |at: usize| {
            tokens[at].flags & f::CAP != 0
                && tokens[at].flags & (f::FUNCTION | f::TITLE | f::HOLDER | f::N_DOC | f::N_ADP) == 0
        };
        let run = |limit: usize| {
            let mut start = limit;
            while start > first && is_plain(start - 1) {
                start -= 1;
            }
            (start, limit)
        };
        // Der Sprecher, Jan Roth: the name behind the comma.
        let behind = run(end);
        let before = run(comma);
        let titled = |found: Stretch| {
            found.0 < found.1 && found.0 > first && tokens[found.0 - 1].flags & (f::TITLE | f::HOLDER) != 0
        };
        if titled(before) || before.0 == first && before.1 > first {
            return before;
        }
        if comma < end && behind.1 - behind.0 >= 2 && behind.0 == comma + 1 {
            return behind;
        }
        (first, comma)
    }

    /// Whether a name is the last part of a longer one.
    fn is_short_for(&self, (first, end): Stretch, (known_first, known_end): Stretch) -> bool {
        let n = end - first;
        let m = known_end - known_first;
        let same = |at: usize, other: usize| {
            let (one, two) = (self.document.text(at), self.document.text(other));
            one == two || one.strip_suffix('s') == Some(two)
        };
        let plain = |at: usize| self.document.tokens[at].flags & f::CAP != 0;
        m >= n
            && (first..end).all(plain)
            && (0..n).all(|k| same(first + k, known_end - n + k))
            && (known_first..known_end).all(plain)
    }

    fn kind_of(&self, (first, end): Stretch) -> SpeakerType {
        for token in first..end {
            let word = self.document.word(token);
            if word.flags & f::HOLDER != 0 {
                return SpeakerType::ALL.get(word.holder as usize).copied().unwrap_or(SpeakerType::Unknown);
            }
        }
        SpeakerType::Unknown
    }
}

fn is_first_in(segment: Segment, item: usize) -> bool {
    segment.first == item
}
