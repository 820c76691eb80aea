//! Parts of speech that came with the tokens: what a word is not, whatever its letters could be.

use super::flags as f;
use super::lexicon::{Lexicon, Reading, Word, form};
use super::paradigms::guess;
use crate::parallel::Control;
use crate::{Id, Result, TokenTable};

/// The columns that can hold them, the finer ones first.
const COLUMNS: [&str; 3] = ["xpos", "pos", "upos"];

/// All that a verb can be.
const VERB: u128 = f::FINITE
    | f::V_PART
    | f::V_INF
    | f::V_ZU
    | f::READING
    | f::MODAL
    | f::PASSIVE
    | f::PERFECT
    | f::SEIN
    | f::SOLL
    | f::DUERFTE;
/// What lists have the forms of.
const AUXILIARY: u128 = f::IND | f::K1 | f::K2;
/// All that a noun can be.
const NOUN: u128 = f::N_ADP
    | f::N_DOC
    | f::N_NORM
    | f::N_CLAUSE
    | f::N_ATT
    | f::N_IMAGE
    | f::N_RUMOUR
    | f::N_WORDS
    | f::TITLE
    | f::HOLDER
    | f::PLACE;
/// All that a verb can be taken for beside a noun: meinen, sein, laut.
const OTHER: u128 = f::DET
    | f::DET_OBL
    | f::GENITIVE
    | f::ADJ
    | f::ADJ_N
    | f::CAP
    | f::PRON
    | f::PRON_OBL
    | f::PREP
    | f::ADV
    | f::SUBORD
    | f::COORD;

/// What a tag says. Of other parts of speech taggers err more often than the rules, which look at the sentence; and an
/// adjective may be a participle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Noun,
    /// In any form.
    Verb,
    Finite,
    Participle,
    Infinitive,
    /// With zu in it.
    ZuInfinitive,
}

impl Part {
    /// By the tags of Universal Dependencies, STTS and the Penn Treebank; what stands between the letters does not
    /// matter (`VV(FIN)`).
    fn of(tag: &str) -> Option<Self> {
        let tag: String =
            tag.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase()).collect();
        Some(match tag.as_str() {
            "NOUN" | "PROPN" | "NN" | "NE" | "NNS" | "NNP" | "NNPS" => Self::Noun,
            "VERB" | "AUX" => Self::Verb,
            "VVFIN" | "VAFIN" | "VMFIN" | "VBD" | "VBP" | "VBZ" | "MD" => Self::Finite,
            "VVPP" | "VAPP" | "VMPP" | "VBN" => Self::Participle,
            "VVINF" | "VAINF" | "VMINF" => Self::Infinitive,
            "VVIZU" | "VBG" => Self::ZuInfinitive,
            _ => return None,
        })
    }

    /// What a word of this kind is not.
    fn excludes(self) -> u128 {
        match self {
            Self::Noun => VERB,
            Self::Verb => NOUN | OTHER,
            Self::Finite => NOUN | OTHER | f::V_PART | f::V_INF | f::V_ZU,
            Self::Participle => NOUN | OTHER | f::FINITE | f::V_INF | f::V_ZU,
            Self::Infinitive => NOUN | OTHER | f::FINITE | f::V_PART | f::V_ZU,
            Self::ZuInfinitive => NOUN | OTHER | f::FINITE | f::V_PART | f::V_INF,
        }
    }

    /// The forms of verbs that it can be.
    fn forms(self) -> u8 {
        match self {
            Self::Noun => 0,
            Self::Participle => form::PARTICIPLE,
            Self::Verb => u8::MAX,
            Self::Finite => form::FINITE,
            Self::Infinitive => form::INFINITIVE,
            Self::ZuInfinitive => form::ZU,
        }
    }

    /// What a verb is that no list has.
    fn unknown_verb(self, lower: &str) -> u128 {
        match self {
            Self::Noun => 0,
            Self::Verb => guess(lower),
            Self::Finite if lower.ends_with('n') => f::V_PL,
            Self::Finite => f::V_FIN,
            Self::Participle => f::V_PART,
            Self::Infinitive => f::V_INF,
            Self::ZuInfinitive => f::V_ZU,
        }
    }
}

/// The part of speech of each term, where a column has them.
pub(crate) struct Parts {
    of_value: Vec<Option<Part>>,
    value_of_term: Vec<Id>,
}

impl Parts {
    /// Those of a table, if it has a column of that name with tags that are known.
    pub(crate) fn of(table: &TokenTable, control: &Control) -> Result<Option<Self>> {
        for name in COLUMNS {
            if !table.attributes().any(|known| known == name) {
                continue;
            }
            let attribute = table.attribute(name, control)?;
            let of_value: Vec<Option<Part>> = attribute.values().iter().map(Part::of).collect();
            if of_value.iter().any(Option::is_some) {
                return Ok(Some(Self { of_value, value_of_term: attribute.value_of_term().to_vec() }));
            }
        }
        Ok(None)
    }

    /// Takes away what a word is not.
    pub(crate) fn narrow(
        &self,
        term: usize,
        text: &str,
        lexicon: &Lexicon,
        word: &mut Word,
        readings: &mut Vec<Reading>,
    ) {
        let Some(part) = self.of_value[self.value_of_term[term] as usize] else { return };
        let lower = crate::lower(text);
        word.flags &= !part.excludes();
        // meinen is looked up as an article before.
        if part.forms() != 0 && word.n == 0 {
            lexicon.verb_of(&lower, word.flags & AUXILIARY, word, readings);
            word.flags &= !part.excludes();
        }
        let first = word.first as usize;
        let mut at = 0;
        readings.retain(|reading| {
            at += 1;
            at <= first || reading.form & part.forms() != 0
        });
        word.n = u16::try_from(readings.len() - first).unwrap_or(u16::MAX);
        if word.n == 0 {
            word.flags &= !f::READING;
        }
        if word.flags & (VERB & !f::READING) == 0 {
            word.flags |= part.unknown_verb(&lower);
        }
        if word.flags & f::HOLDER == 0 {
            word.holder = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn tags_of_three_tagsets_are_known() {
        assert_eq!(Part::of("VV(FIN)"), Some(Part::Finite));
        assert_eq!(Part::of("propn"), Some(Part::Noun));
        assert_eq!(Part::of("VBZ"), Some(Part::Finite));
        assert_eq!(Part::of("$,"), None);
    }

    /// What `meinen` is by a tag, and how many verbs of saying it can be.
    fn meinen(tag: &str) -> (u128, u16) {
        let lexicon = Lexicon::of("de").unwrap_or_default();
        let words = lexicon.classify(std::iter::once(("meinen", Kind::Word, 6)), None, &Control::default());
        let mut words = words.unwrap_or_default();
        let parts = Parts { of_value: vec![Part::of(tag)], value_of_term: vec![0] };
        let mut word = words.words[0];
        parts.narrow(0, "meinen", &lexicon, &mut word, &mut words.readings);
        (word.flags, word.n)
    }

    #[test]
    fn a_tag_takes_away_what_a_word_is_not() {
        let article = f::DET | f::DET_OBL;
        let (flags, n) = meinen("VVFIN");
        assert!(flags & f::FINITE != 0 && flags & (article | f::V_INF) == 0 && n > 0);
        let (flags, n) = meinen("NN");
        assert!(flags & VERB == 0 && n == 0);
        let (all, n) = meinen("PPOSAT");
        assert!(all & article != 0 && all & VERB == 0 && n == 0);
    }
}
