//! What a noun phrase looks like: somebody, something, an adverb.

use super::super::engine::{Engine, Stretch};
use super::super::flags as f;

impl Engine<'_> {
    /// das, dies, den: an object in front.
    pub(crate) fn object_first(&self, front: Stretch) -> bool {
        self.unit.is(front.0, f::DET_OBL)
            || matches!(self.word(front.0).as_str(), "das" | "dies" | "dieses") && front.1 == front.0 + 1
    }

    /// Sinngemäß, Offensichtlich: an adverb with a capital, at the beginning of a sentence.
    pub(crate) fn is_adverbial(&self, (first, end): Stretch) -> bool {
        let text = self.text(first);
        (end == first + 1 || self.unit.is(first + 1, f::PREP | f::PREP_ART | f::ATTACH))
            && first == 0
            && !self.unit.is(first, f::HOLDER | f::TITLE)
            && self.unit.items[first].quote.is_none()
            && ["lich", "weise", "mäß", "isch", "end", "iert", "ell", "ig"]
                .iter()
                .any(|ending| text.ends_with(ending))
    }

    /// es, das, dies: nobody.
    pub(crate) fn is_neuter(&self, (first, end): Stretch) -> bool {
        end == first + 1 && matches!(self.word(first).as_str(), "es" | "das" | "dies" | "dieses" | "was")
    }

    /// How much a phrase looks like somebody who speaks.
    pub(crate) fn rank(&self, (first, end): Stretch) -> u8 {
        let any = (first..end).fold(0, |flags, at| flags | self.unit.flags(at));
        if any & (f::HOLDER | f::TITLE) != 0 || self.unit.is(first, f::PRON) {
            3
        } else if (first..end).filter(|&at| self.unit.is(at, f::CAP)).count() >= 2 {
            2
        } else {
            u8::from(any & f::CAP != 0)
        }
    }

    /// The same without what hangs on its noun.
    pub(crate) fn head_rank(&self, found: Stretch) -> u8 {
        self.rank(self.unit.core(found.0, found.1).map_or(found, |end| (found.0, end)))
    }
}
