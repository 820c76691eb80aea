//! zitieren names two: whoever cites, and the one cited.

use super::super::engine::{Engine, Hit, QUOTING, Stretch};
use super::super::flags as f;

impl Engine<'_> {
    /// Who is cited: the object of zitieren, or the subject of its passive.
    pub(crate) fn cited(&self, hit: &Hit) -> Option<Stretch> {
        let subject = self.subject_of(hit)?;
        if hit.passive {
            return Some(subject);
        }
        if let Some((_, cited)) = self.apart(subject) {
            return Some(cited);
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

    /// A row of whoever cites, which holds that of the one cited; in the passive it comes first.
    pub(crate) fn cited_twice(&mut self, before: usize, hits: &[Hit]) {
        for hit in hits {
            if self.cue(hit).lemma != "zitieren" {
                continue;
            }
            let cue = self.unit.tokens((hit.verb, hit.verb + 1));
            let Some(outer) = self.citing(hit) else { continue };
            for row in before..self.rows.len() {
                let inner = &self.rows[row];
                if inner.cue != Some(cue)
                    || inner.speaker.is_none()
                    || inner.speaker == Some(outer)
                    || self.is_anybody(outer)
                {
                    continue;
                }
                let mut added = inner.clone();
                let (around, within) =
                    if hit.passive { (row, self.rows.len()) } else { (self.rows.len(), row) };
                added.rule = if hit.passive { added.rule } else { QUOTING };
                self.rows.push(added);
                (self.rows[around].speaker, self.rows[around].rule) = (Some(outer), QUOTING);
                self.rows[within].parent = Some(around);
            }
        }
    }

    /// Who cites: the subject of zitieren, or the agent of its passive.
    fn citing(&self, hit: &Hit) -> Option<Stretch> {
        if hit.passive {
            return self.agent(hit);
        }
        let subject = self.subject_of(hit)?;
        Some(self.unit.tokens(self.apart(subject).map_or(subject, |(subject, _)| subject)))
    }

    /// zitiert die „Post“ Roth, zitiert bild.de Sprecher Roth: where the one cited begins.
    fn apart(&self, (first, end): Stretch) -> Option<(Stretch, Stretch)> {
        let splits = |at: usize| {
            self.unit.is(at, f::CAP)
                && (self.unit.items[at - 1].quote.is_some()
                    || self.unit.is(at, f::TITLE) && !self.unit.is(at - 1, f::DET | f::DET_OBL | f::ADJ))
        };
        let border = (first + 1..end).find(|&at| splits(at))?;
        Some(((first, border), (border, end)))
    }
}
