//! What each distinct word can be, asked once.

use super::SpeakerType;
use super::flags as f;
use super::lexicon::{Lexicon, Reading, Word, Words, form};
use super::paradigms::{flags_of_form, guess};
use super::parts::Parts;
use crate::parallel::Control;
use crate::{Kind, Result};

/// How many words are looked up between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 12;

/// English words in -ly that are no adverbs.
const LY_NOUNS: [&str; 14] = [
    "ally", "anomaly", "assembly", "bully", "butterfly", "elderly", "family", "homily", "italy",
    "melancholy", "monopoly", "rally", "reply", "supply",
];

impl Lexicon {
    /// What the words of a vocabulary can be, with their parts of speech where these are known.
    pub(crate) fn classify<'a>(
        &self,
        words: impl Iterator<Item = (&'a str, Kind, u32)>,
        parts: Option<&Parts>,
        control: &Control,
    ) -> Result<Words> {
        let mut all = Words::default();
        for (term, (text, kind, length)) in words.enumerate() {
            let mut word = self.word(text, kind, &mut all.readings);
            word.length = length;
            if let Some(parts) = parts {
                parts.narrow(term, text, self, &mut word, &mut all.readings);
            }
            all.words.push(word);
            if all.words.len().is_multiple_of(CHECK_INTERVAL) {
                control.check()?;
            }
        }
        Ok(all)
    }

    fn word(&self, text: &str, kind: Kind, readings: &mut Vec<Reading>) -> Word {
        let mut word = Word { first: u32::try_from(readings.len()).unwrap_or(u32::MAX), ..Word::default() };
        match kind {
            Kind::Punctuation | Kind::Symbol => {
                word.flags = punctuation(text);
                return word;
            }
            Kind::Number => word.flags |= f::NUMBER,
            Kind::Word => word.flags |= f::WORD,
            // taz.de is a name.
            _ => word.flags |= f::WORD | f::CAP,
        }
        let first = text.chars().next().unwrap_or(' ');
        // 39-Jährige, eBay
        let is_capital = first.is_uppercase() || text.chars().any(char::is_uppercase);
        if is_capital {
            word.flags |= f::CAP;
        }
        let lower = crate::lower(text);
        let lower: &str = &lower;
        let class = self.classes.get(lower).copied().unwrap_or_else(|| self.contracted(lower));
        word.flags |= class;
        if class & f::PREFIX != 0 || self.prefix_codes.contains_key(lower) {
            word.prefix = self.prefix_code(lower);
        }
        match lower {
            "laut" => word.flags |= f::LAUT,
            "nach" => word.flags |= f::NACH,
            "zufolge" => word.flags |= f::ZUFOLGE,
            "so" => word.flags |= f::SO,
            "wie" => word.flags |= f::WIE,
            "demnach" | "wonach" | "danach" => word.flags |= f::DEMNACH,
            "gemäß" => word.flags |= f::GEMAESS,
            _ => {}
        }
        if kind != Kind::Word {
            return word;
        }
        if word.flags & (f::ZUFOLGE | f::LAUT | f::GEMAESS) != 0 {
            return word;
        }
        // famously, quietly
        if self.english && class == 0 && !is_capital && lower.len() > 4 && lower.ends_with("ly") {
            word.flags |= if LY_NOUNS.contains(&lower) { 0 } else { f::ADV };
        }
        self.nouns_of(lower, is_capital, &mut word);
        if class & !(f::PREFIX | f::SOLL | f::ADJ) == 0 || class & (f::K1 | f::K2 | f::IND | f::MODAL) != 0 {
            self.verb_of(lower, class, &mut word, readings);
        }
        if !is_capital
            && class & (f::ADV | f::PREP | f::DET | f::DET_OBL | f::PRON | f::COORD) == 0
            && ["e", "en", "er", "es", "em"].iter().any(|ending| lower.ends_with(ending))
            && !self.english
        {
            word.flags |= match lower {
                _ if lower.ends_with("en") => f::ADJ | f::ADJ_N,
                _ if lower.ends_with("er") => f::ADJ | f::GENITIVE,
                _ => f::ADJ,
            };
        }
        word
    }

    /// wasn't, he's: a verb, and what it is contracted with.
    fn contracted(&self, lower: &str) -> u128 {
        let Some((word, clitic)) = lower.rsplit_once(['\'', '’']).filter(|_| self.english) else {
            return 0;
        };
        match clitic {
            "t" if word.ends_with('n') => f::IND | f::NEG,
            "s" | "re" | "ve" | "ll" | "d" | "m" => {
                let class = self.classes.get(word).copied().unwrap_or_default();
                if class & f::PRON != 0 { class | f::IND } else { 0 }
            }
            _ => 0,
        }
    }

    fn nouns_of(&self, lower: &str, is_capital: bool, word: &mut Word) {
        if !is_capital
            && word.flags & f::FUNCTION == 0
            && let Some(&code) = self.holder_words.get(lower)
            && !self.forms.contains_key(lower)
        {
            word.holder = code;
            word.flags |= f::HOLDER | f::CAP;
        }
        if !is_capital && !self.english {
            return;
        }
        let last = lower.rsplit('-').next().unwrap_or(lower);
        if let Some(&flags) = self.nouns.get(lower).or_else(|| self.nouns.get(last)) {
            word.flags |= flags;
        } else if !self.english && !last.is_empty() {
            // Compounds: Zeitungsberichten, Polizeiangaben.
            for (at, _) in last.char_indices().skip(3) {
                if last.len() - at >= 5
                    && let Some(&flags) = self.nouns.get(&last[at..])
                {
                    word.flags |= flags & !(f::N_CLAUSE | f::N_ATT);
                    break;
                }
            }
        }
        if !is_capital && self.english {
            if let Some(&code) = self.holder_endings.get(lower) {
                word.holder = code;
                word.flags |= f::HOLDER;
            }
            if self.titles.contains(lower) {
                word.flags |= f::TITLE;
            }
            return;
        }
        let genitive = last.strip_suffix('s').unwrap_or(last);
        let code = self
            .holder_words
            .get(lower)
            .or_else(|| self.holder_endings.get(last))
            .or_else(|| self.holder_endings.get(genitive))
            .or_else(|| self.holder_words.get(lower.strip_suffix('s').unwrap_or(lower)))
            .copied();
        let ending = |table: &dyn Fn(&str) -> bool| {
            table(last)
                || table(genitive)
                || last.char_indices().skip(2).any(|(at, _)| last.len() - at >= 4 && table(&last[at..]))
        };
        let code = code.or_else(|| {
            last.char_indices()
                .skip(2)
                .filter(|&(at, _)| last.len() - at >= 4)
                .find_map(|(at, _)| self.holder_endings.get(&last[at..]).copied())
        });
        if let Some(code) = code {
            word.holder = code;
            word.flags |= f::HOLDER;
            if code == SpeakerType::StateMetonym as u8 {
                word.flags |= f::PLACE;
            }
        }
        if lower.ends_with('s') {
            word.flags |= f::ENDS_S;
        }
        if ending(&|word| self.titles.contains(word)) {
            word.flags |= f::TITLE;
        }
    }

    pub(super) fn verb_of(&self, lower: &str, class: u128, word: &mut Word, readings: &mut Vec<Reading>) {
        let is_small = word.flags & f::CAP == 0;
        let mut note = |word: &mut Word, lemma: &str, form: u8, split: bool| {
            if is_small && class & (f::IND | f::K1 | f::K2) == 0 {
                word.flags |= flags_of_form(form);
            } else if !is_small && form & form::PARTICIPLE != 0 {
                word.flags |= f::V_PART;
            }
            for &cue in self.by_lemma.get(lemma).into_iter().flatten() {
                let is_split = self.cues[cue as usize].prefix.is_some() && split;
                if self.cues[cue as usize].prefix.is_some() == split || !split {
                    readings.push(Reading { cue, form, split: is_split });
                    word.n += 1;
                    word.flags |= f::READING;
                }
            }
        };
        let simple = self.paradigm(lower);
        for (lemma, form) in &simple {
            note(word, lemma, *form, false);
            // bekannt gegeben: a prefix may be written apart.
            let apart = form & (form::FINITE | form::PARTICIPLE | form::INFINITIVE);
            if apart != 0 {
                note(word, &format!("|{lemma}"), apart, true);
            }
        }
        if self.english {
            if simple.is_empty() && is_small && lower.len() > 4 && lower.ends_with("ed") {
                word.flags |= f::V_FIN | f::V_PART;
            }
            return;
        }
        for prefix in &self.prefixes {
            let Some(rest) = lower.strip_prefix(prefix.as_str()) else { continue };
            if rest.len() < 3 {
                continue;
            }
            for (lemma, form) in self.paradigm(rest) {
                note(word, &format!("{prefix}{lemma}"), form, false);
            }
            if let Some(rest) = rest.strip_prefix("zu") {
                for (lemma, form) in self.paradigm(rest) {
                    if form & form::INFINITIVE != 0 {
                        note(word, &format!("{prefix}{lemma}"), form::ZU, false);
                    }
                }
                if is_small
                    && rest.len() >= 4
                    && (rest.ends_with("en") || rest.ends_with("ern") || rest.ends_with("eln"))
                {
                    word.flags |= f::V_ZU;
                }
            }
        }
        if simple.is_empty() && word.n == 0 && is_small {
            word.flags |= guess(lower);
        }
    }
}

fn punctuation(text: &str) -> u128 {
    // ,,so" on typewriters: a mark before a word, else two commas.
    if text == ",," {
        return f::COMMA | f::QUOTE;
    }
    match text.chars().next().unwrap_or(' ') {
        ',' => f::COMMA,
        '.' | '!' | '?' | '…' => f::STOP,
        ':' => f::COLON,
        ';' => f::SEMI,
        '–' | '—' => f::DASH,
        '-' if text == "-" || text == "--" => f::DASH,
        '(' | '[' => f::OPEN_PAREN,
        ')' | ']' => f::CLOSE_PAREN,
        '"' | '„' | '“' | '”' | '»' | '«' | '‚' | '‘' | '’' | '‹' | '›' | '\'' | '`' | '´' | '‟' => {
            f::QUOTE
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The verbs a word may belong to, with their forms, and whether a prefix is still to come.
    fn readings(word: &str) -> Vec<(String, u8, bool)> {
        let lexicon = Lexicon::of("de").unwrap_or_default();
        let words = lexicon.classify(std::iter::once((word, Kind::Word, 0)), None, &Control::default());
        let words = words.unwrap_or_default();
        let lemma = |reading: &Reading| lexicon.cues[reading.cue as usize].lemma.clone();
        words.readings.iter().map(|reading| (lemma(reading), reading.form, reading.split)).collect()
    }

    #[test]
    fn prefixes_are_found_where_they_stand() {
        assert!(readings("teilte").contains(&("mitteilen".to_owned(), form::PAST, true)));
        assert!(readings("mitgeteilt").contains(&("mitteilen".to_owned(), form::PARTICIPLE, false)));
        assert!(readings("mitzuteilen").contains(&("mitteilen".to_owned(), form::ZU, false)));
        assert!(readings("bekanntgab").contains(&("bekannt geben".to_owned(), form::PAST, false)));
        assert!(readings("wies").contains(&("hinweisen".to_owned(), form::PAST, true)));
    }

    #[test]
    fn forms_follow_from_infinitives() {
        assert!(readings("bezeichnete").contains(&("bezeichnen".to_owned(), form::PAST, false)));
        assert!(readings("widersprach").contains(&("widersprechen".to_owned(), form::PAST, false)));
        assert!(readings("Zug").is_empty());
    }
}
