//! Who spoke last, which row holds which, and whom a speaker stands for.

use std::collections::{HashMap, HashSet};

use super::super::clauses::{Segment, Shape, Unit};
use super::super::engine::{Engine, Hit, QUOTING, Row, Stretch};
use super::super::flags as f;
use super::super::{Attribution, Flag, Mode, SpeakerType};
use super::pronouns::People;
use crate::Id;

/// How many people with one last name are told apart.
const MOST_NAMES: usize = 64;

impl Engine<'_> {
    pub(crate) fn add(&mut self, row: Row) {
        if row.parts.iter().all(|part| part.0 >= part.1) {
            return;
        }
        if self.rows.iter().rev().take(6).any(|other| other.parts == row.parts) {
            return;
        }
        self.rows.push(row);
    }

    /// Whether some tokens name somebody: an office, a name, er or sie.
    pub(crate) fn is_somebody(&self, (first, end): Stretch) -> bool {
        let tokens = &self.document.tokens[first..end];
        let any = tokens.iter().fold(0, |all, token| all | token.flags);
        let article = tokens[0].flags & (f::DET | f::DET_OBL) != 0;
        let neuter = end == first + 1 && matches!(self.document.text(first), "es" | "Es" | "Das" | "Dies");
        let names = tokens.iter().filter(|token| token.flags & f::CAP != 0).count();
        !neuter && (any & (f::HOLDER | f::TITLE | f::PRON) != 0 || !article && names >= 1)
    }

    /// Notes who spoke last.
    pub(crate) fn settle(&mut self, before: usize, hits: &[Hit]) {
        let told = |row: &Row| row.speaker.is_some() || row.mode == Mode::FreeIndirect;
        if !self.rows[before..].iter().any(told) {
            let said = hits.iter().rev().filter(|hit| !hit.is_final).find_map(|hit| self.subject(hit));
            let said = said.filter(|&speaker| self.is_somebody(speaker));
            let subject = said.or_else(|| {
                let main = |one: &Segment| one.shape == Shape::Main && one.finite.is_some();
                let segment = self.unit.segments.iter().position(main)?;
                let finite = self.unit.segments[segment].finite?;
                let front = self.front(segment, finite).filter(|&front| !self.is_adverbial(front));
                let found =
                    front.or_else(|| self.subject_behind(finite + 1, self.unit.segments[segment].end))?;
                // Besondere Probleme bereiten ...: a name is singular.
                let several = self.text(finite).ends_with("en") || self.text(finite) == "sind";
                let things = several
                    && self.rank(found) < 3
                    && !(found.0..found.1).any(|at| self.unit.is(at, f::COORD));
                let found = self.unit.tokens(found);
                (!things && self.is_somebody(found)).then_some(found)
            });
            if let Some(subject) = subject {
                self.topic = Some((subject, self.unit_number));
                self.topics.push(subject);
                self.topic_said = said.is_some();
                // Wir trafen X: what follows is not ours.
                if self.is_first_person(subject) {
                    (self.topic, self.last) = (None, None);
                }
            }
        }
        let mut rows: Vec<usize> = (before..self.rows.len()).collect();
        rows.sort_by_key(|&row| self.rows[row].hull());
        self.leave_inner(&mut rows);
        for row in rows {
            if let Some(speaker) = self.rows[row].referent.or(self.rows[row].speaker)
                && !matches!(self.rows[row].mode, Mode::EvidentialModal)
                && self.rows[row].rule != QUOTING
            {
                let carries = !self.is_first_person(speaker);
                self.last = carries.then_some((speaker, self.unit_number));
            } else if self.rows[row].mode == Mode::FreeIndirect
                && let Some(last) = &mut self.last
            {
                last.1 = self.unit_number;
            }
        }
    }

    /// ich, wir: whoever writes.
    fn is_first_person(&self, (first, end): Stretch) -> bool {
        self.document.tokens[first..end].iter().any(|token| token.flags & f::FIRST != 0)
    }

    /// Leaves out what somebody says inside a statement of somebody else.
    fn leave_inner(&self, rows: &mut Vec<usize>) {
        let outer: Vec<Stretch> = rows
            .iter()
            .filter(|&&row| self.rows[row].speaker.is_some())
            .map(|&row| self.rows[row].hull())
            .collect();
        rows.retain(|&row| {
            let hull = self.rows[row].hull();
            !outer.iter().any(|&one| one != hull && one.0 <= hull.0 && hull.1 <= one.1)
        });
    }

    /// The rows of the document.
    pub(crate) fn finish(mut self, document: Id) -> Vec<Attribution> {
        self.nest();
        self.resolve();
        self.name_anew();
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
            let named = [row.speaker, row.referent].into_iter().flatten();
            let known = named.map(|one| self.kind_of(one)).find(|&kind| kind != SpeakerType::Unknown);
            let kind = match (row.kind, row.speaker) {
                (SpeakerType::Unknown, Some(_)) => known.unwrap_or(SpeakerType::Unknown),
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
    pub(crate) fn stands_for(&self, speaker: Stretch) -> Option<Stretch> {
        let (first, end) = speaker;
        if end != first + 1 || self.document.tokens[first].flags & f::REL == 0 || first < 2 {
            return None;
        }
        let mut unit = Unit::default();
        let sentence = self.document.sentences.partition_point(|&start| start <= first) - 1;
        let from = self.document.sentences[sentence].max(first.saturating_sub(60));
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
    pub(crate) fn nest(&mut self) {
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
                && self.rows[outer].parent != Some(row)
            {
                self.rows[row].parent = Some(outer);
            }
            around.push(row);
        }
    }

    /// Fills in whom speakers stand for: pronouns the last one named, short names the full one.
    pub(crate) fn resolve(&mut self) {
        let speakers = self.rows.iter().enumerate().filter_map(|(row, one)| Some((one.speaker?, Some(row))));
        let mut order: Vec<(Stretch, Option<usize>)> = speakers.collect();
        // Whom a sentence is about matters before a pronoun.
        let pronouns = order.iter().map(|one| one.0).filter(|&speaker| self.is_pronoun(speaker));
        let sentences: HashSet<usize> = pronouns.map(|(first, _)| self.sentence_of(first)).collect();
        if !sentences.is_empty() {
            let topics = self.topics.iter().filter(|one| sentences.contains(&(self.sentence_of(one.0) + 1)));
            order.extend(topics.map(|&topic| (topic, None)));
        }
        order.sort_unstable();
        let mut people = People::default();
        let full_names = self.full_names();
        // By their last word.
        let mut names: HashMap<&str, Vec<Stretch>> = HashMap::new();
        for (speaker, row) in order {
            if row.is_some_and(|row| self.rows[row].referent.is_some()) {
                continue;
            }
            let found = row.and_then(|_| self.stands_for(speaker)).unwrap_or(speaker);
            if let Some(row) = row.filter(|_| self.is_pronoun(found)) {
                self.rows[row].referent = self.person(&people, &self.rows[row], found.0);
                continue;
            }
            let name = self.name_of(found);
            let word = self.document.text(name.1 - 1);
            let known = names.entry(word.strip_suffix('s').unwrap_or(word)).or_default();
            let full = known.iter().copied().find(|&known| self.is_short_for(name, known));
            let longer = || {
                let one = name.1 == name.0 + 1;
                full_names.get(word.strip_suffix('s').unwrap_or(word)).copied().flatten().filter(|_| one)
            };
            let full = full.or_else(longer).unwrap_or(name);
            let Some(row) = row else {
                self.note_topic(&mut people, found, full);
                continue;
            };
            if !known.contains(&full) && known.len() < MOST_NAMES {
                known.push(full);
            }
            self.rows[row].referent = Some(full);
            self.note_speaker(&mut people, &self.rows[row], found, full);
        }
    }

    /// Whose name comes again after the statement before is named by that: the nearest one.
    fn name_anew(&mut self) {
        for row in 0..self.rows.len() {
            let one = &self.rows[row];
            let around = one.parent.filter(|_| one.rule == "fragment").map(|outer| self.rows[outer].flag);
            let is_carried = around.unwrap_or(one.flag) == Flag::SpeakerCarried;
            let Some(speaker) = one.speaker.filter(|_| is_carried) else { continue };
            let name = self.name_of(speaker);
            let tokens = &self.document.tokens;
            let is_name = |at: usize| {
                tokens[at].flags & f::CAP != 0
                    && tokens[at].flags & (f::FUNCTION | f::TITLE | f::HOLDER | f::N_DOC | f::N_ADP) == 0
            };
            let word = name.1 - 1;
            if !(name.0..name.1).all(is_name) {
                continue;
            }
            let same = |at: &usize| is_name(*at) && self.document.text(*at) == self.document.text(word);
            if let Some(again) = (speaker.1..one.hull().0).rev().find(same) {
                self.rows[row].speaker = Some((again, again + 1));
            }
        }
    }

    pub(crate) fn kind_of(&self, (first, end): Stretch) -> SpeakerType {
        for token in first..end {
            let word = self.document.word(token);
            if word.flags & f::HOLDER != 0 {
                return SpeakerType::ALL.get(word.holder as usize).copied().unwrap_or(SpeakerType::Unknown);
            }
        }
        SpeakerType::Unknown
    }
}
