//! Verbs of saying: where they stand, with their prefixes and auxiliaries.

use super::super::clauses::{Segment, Shape};
use super::super::engine::{Engine, Hit, Row, Stretch};
use super::super::flags as f;
use super::super::lexicon::{Reading, form, frames};
use super::super::{CueClass, Flag, Mode, Polarity};

/// How somebody who says so shows themselves.
const ATTITUDES: [&str; 20] = [
    "besorgt", "bestürzt", "beunruhigt", "enttäuscht", "entsetzt", "erfreut", "erleichtert", "erstaunt",
    "gewiss", "hoffnungsvoll", "optimistisch", "pessimistisch", "sicher", "skeptisch", "stolz", "verärgert",
    "verwundert", "zufrieden", "zuversichtlich", "überzeugt",
];

impl Engine<'_> {
    /// The verbs of saying of the unit.
    pub(crate) fn hits(&self) -> Vec<Hit> {
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

    pub(crate) fn hit(&self, item: usize) -> Option<Hit> {
        let word = self.document.word(self.unit.items[item].token);
        let index = self.unit.segment_of(item)?;
        let segment = self.unit.segments[index];
        let mut best: Option<Hit> = None;
        for reading in self.words.readings(word) {
            let prefix = self.prefix_before(item, *reading);
            let whole = !reading.split || prefix.is_some();
            let mut found = None;
            if reading.form & form::FINITE != 0 {
                found = self.finite_hit(item, index, segment, *reading);
            }
            if found.is_none() && whole && reading.form & form::PARTICIPLE != 0 {
                found = self.participle_hit(item, index, segment, reading.cue);
            }
            if found.is_none() && whole && reading.form & form::INFINITIVE != 0 {
                found = self.infinitive_hit(item, index, segment, reading.cue);
            }
            if let Some(mut found) = found {
                found.prefix = found.prefix.or(prefix);
                // The prefix is obligatory: teilte ... mit is never teilen.
                if best.as_ref().is_none_or(|best| best.prefix.is_none() && found.prefix.is_some()) {
                    best = Some(found);
                }
            }
        }
        best
    }

    pub(crate) fn new_hit(&self, verb: usize, finite: usize, segment: usize, cue: u16) -> Hit {
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

    pub(crate) fn finite_hit(
        &self,
        item: usize,
        index: usize,
        segment: Segment,
        reading: Reading,
    ) -> Option<Hit> {
        if self.unit.is(item.wrapping_sub(1), f::ZU) {
            return None;
        }
        let mut hit = self.new_hit(item, item, index, reading.cue);
        if reading.split && (!hit.is_final || self.prefix_before(item, reading).is_none()) {
            let code = self.prefix_code(reading)?;
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
                                && self.unit.is(item.wrapping_sub(2), f::COORD)
                            || self.joined_subject(item).is_some());
                    if !coordinated || self.unit.is(item, f::V_PART) && !self.unit.is(item, f::V_FIN) {
                        return None;
                    }
                }
            }
            Shape::Aside | Shape::Infinitive | Shape::Phrase => return None,
            _ => {
                if segment.finite != Some(item) && !self.unit.is(item + 1, f::COORD) {
                    return None;
                }
            }
        }
        hit.polarity = self.polarity(&hit);
        Some(hit)
    }

    fn prefix_code(&self, reading: Reading) -> Option<u8> {
        let prefix = self.lexicon.cues[reading.cue as usize].prefix.as_deref()?;
        Some(self.lexicon.prefix_code(prefix))
    }

    /// bekannt gab, bekannt gegeben: where a prefix stands that is written apart, right before its verb.
    pub(crate) fn prefix_before(&self, item: usize, reading: Reading) -> Option<usize> {
        let before = item.checked_sub(1).filter(|_| reading.split)?;
        let code = self.prefix_code(reading)?;
        let is_prefix = self.unit.items[before].quote.is_none()
            && self.document.word(self.unit.items[before].token).prefix == code;
        is_prefix.then_some(before)
    }

    /// Where the prefix of a verb stands: at the end of its clause, which an insertion may interrupt.
    pub(crate) fn find_prefix(&self, item: usize, index: usize, code: u8) -> Option<(usize, usize)> {
        let mut last = index;
        while last < self.unit.segments.len() && last < index + 5 {
            let segment = self.unit.segments[last];
            let from = if last == index { item + 1 } else { segment.first };
            for at in from..segment.end {
                let word = self.document.word(self.unit.items[at].token);
                // sagte, der Plan lasse es nicht zu: what stands behind another verb is that one's.
                let is_others = last > index && segment.finite.is_some_and(|finite| finite < at);
                if word.prefix == code && self.unit.items[at].quote.is_none() && !is_others {
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

    pub(crate) fn participle_hit(
        &self,
        item: usize,
        index: usize,
        segment: Segment,
        cue: u16,
    ) -> Option<Hit> {
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
    pub(crate) fn earlier_finite(&self, index: usize) -> Option<usize> {
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

    pub(crate) fn infinitive_hit(
        &self,
        item: usize,
        index: usize,
        segment: Segment,
        cue: u16,
    ) -> Option<Hit> {
        let finite = segment.finite.filter(|&finite| finite != item)?;
        let will = self.unit.is(finite, f::PASSIVE) && !self.unit.is(item, f::V_PART);
        if !self.unit.is(finite, f::MODAL) && !will && !self.lets(finite)
            || self.unit.is(finite, f::SOLL | f::K2)
            || self.unit.is(item.wrapping_sub(1), f::ZU)
        {
            return None;
        }
        let mut hit = self.new_hit(item, finite, index, cue);
        hit.polarity = self.polarity(&hit);
        Some(hit)
    }

    /// ließ verlauten
    pub(crate) fn lets(&self, finite: usize) -> bool {
        matches!(self.text(finite), "lässt" | "ließ" | "lassen" | "ließen")
    }

    /// Whether a clause denies that the statement was made.
    pub(crate) fn polarity(&self, hit: &Hit) -> Polarity {
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
    pub(crate) fn clause_of(&mut self, hit: &Hit) -> bool {
        let cue = self.cue(hit);
        if cue.frames & frames::ADVERB != 0 && !self.has_adverb(hit) {
            return false;
        }
        if hit.passive && cue.frames & (frames::PASSIVE | frames::CLAUSE) == 0 {
            return false;
        }
        // Sie hoffe, dass ...; es werde geschätzt, dass ...: part of what somebody else says.
        if (cue.class == CueClass::Mental || hit.passive) && self.is_subjunctive(hit.finite) {
            return false;
        }
        // in einer Erklärung, die verbreitet wurde, ...
        if hit.passive && self.unit.segments[hit.segment].shape == Shape::Relative {
            return false;
        }
        // zeigte sich blutig, dass ...; but zeigte sich besorgt, dass ...
        let end = self.unit.segments[hit.last].end;
        if cue.lemma == "zeigen"
            && (hit.finite..end).any(|at| self.text(at) == "sich")
            && (hit.passive || !ATTITUDES.contains(&self.text(end - 1)))
        {
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
        // Die Lage sei ernst, sagte X, und sie werde schlimmer.
        let first = self.says_before(hit).then(|| self.content_before(hit)).flatten();
        let content = first.or_else(|| self.content_behind(hit)).or_else(|| self.content_before(hit));
        if let Some((parts, mode, rule, confidence)) = content {
            let parts: Vec<Stretch> = parts.into_iter().map(|part| self.unit.tokens(part)).collect();
            let mut row = Row::new(mode, parts, rule, confidence);
            self.finish_row(&mut row, hit);
            // Der Plan sei, sagte X, gut: no apposition.
            let second = row.parts.get(1).map(|part| part.0);
            if let (Some(speaker), Some(second)) = (row.speaker.as_mut(), second)
                && speaker.0 < second
            {
                let cut = |end: usize| end > second || self.document.tokens[end - 1].flags & f::COMMA != 0;
                while speaker.1 > speaker.0 + 1 && cut(speaker.1) {
                    speaker.1 -= 1;
                }
            }
            self.add(row);
            return true;
        }
        false
    }

    /// Whether a clause in the subjunctive stands right before the verb, and no verb of saying before that.
    pub(crate) fn says_before(&self, hit: &Hit) -> bool {
        let before = hit.segment.checked_sub(1).map(|before| self.unit.segments[before]);
        before.is_some_and(|one| {
            one.shape == Shape::Main
                && one.finite.is_some_and(|verb| self.is_subjunctive(verb))
                && !(0..one.first).any(|at| self.unit.is(at, f::READING) && !self.unit.is(at, f::CAP))
        })
    }

    pub(crate) fn finish_row(&self, row: &mut Row, hit: &Hit) {
        let cue = self.cue(hit);
        row.lemma.clone_from(&cue.lemma);
        row.class = cue.class;
        row.polarity = if matches!(row.rule, "verb_ob" | "verb_w") && hit.polarity == Polarity::Positive {
            Polarity::Question
        } else {
            hit.polarity
        };
        row.deny();
        // widersprach Berichten, wonach ...; no widersprach: Das sei falsch.
        let segment = self.unit.segments[hit.segment];
        if cue.lemma == "widersprechen"
            && row.rule.starts_with("verb_")
            && row.rule != "verb_colon"
            && self.any_in((segment.first, segment.end), f::N_CLAUSE | f::N_DOC | f::N_ADP)
        {
            row.polarity = Polarity::Negative;
        }
        row.cue = Some(self.unit.tokens((hit.verb, hit.verb + 1)));
        let mut speaker = self.subject(hit);
        if speaker.is_none() && cue.lemma == "heißen" && !hit.is_final {
            speaker = self.carried(2);
            if speaker.is_some() {
                row.flag = Flag::SpeakerCarried;
            }
        }
        let nobody = hit.passive && matches!(cue.class, CueClass::Distancing | CueClass::Mental)
            || cue.lemma == "heißen" && hit.finite > 0 && self.word(hit.finite - 1) == "es";
        if speaker.is_none() && nobody && row.mode != Mode::Direct {
            // Vermutet wird, befürchtet wird, es heißt: nobody says so.
            row.mode = Mode::EvidentialModal;
            row.class = CueClass::Evidential;
        }
        if let Some(speaker) = speaker.filter(|&speaker| !self.is_anybody(speaker)) {
            row.speaker = Some(speaker);
            if self.is_image(speaker) {
                row.mode = Mode::Visual;
            }
        }
        if cue.frames & frames::EVIDENCE != 0 && cue.frames & frames::REPORTED == 0 {
            row.class = CueClass::Neutral;
        }
    }

    /// man, niemand, wer: nobody in particular.
    pub(crate) fn is_anybody(&self, (first, end): Stretch) -> bool {
        let words = ["man", "niemand", "jemand", "wer"];
        end == first + 1 && words.contains(&self.document.text(first).to_lowercase().as_str())
    }

    pub(crate) fn is_image(&self, (first, end): Stretch) -> bool {
        self.document.tokens[first..end].iter().any(|token| token.flags & f::N_IMAGE != 0)
    }

    /// darauf, davon, or von, auf with an object.
    pub(crate) fn has_adverb(&self, hit: &Hit) -> bool {
        let (first, end) = (self.unit.segments[hit.segment].first, self.unit.segments[hit.last].end);
        (first..end).any(|at| {
            self.unit.is(at, f::CORRELATE) && !self.unit.is(at, f::PRON)
                || self.unit.is(at, f::ATTACH)
                || self.unit.is(at, f::PREP) && self.text(at).eq_ignore_ascii_case("auf")
        }) || self.unit.segments.get(hit.last + 1).is_some_and(|next| next.shape == Shape::That)
    }
}
