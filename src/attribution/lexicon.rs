//! Words and what they can be: tables of a language, read once, and asked once for each distinct word.

use std::hash::{BuildHasherDefault, Hasher};

use super::flags as f;
use super::tables::{Tables, lines, rows, tables_of, unknown};
use super::{CueClass, SpeakerType};
use crate::Result;

/// Hashes short words fast. The tables hold words of ours, so that nobody can make them collide.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut padded = [0; 8];
            padded[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(padded)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

pub(super) type HashMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<WordHasher>>;
pub(super) type HashSet<K> = std::collections::HashSet<K, BuildHasherDefault<WordHasher>>;

/// What a verb of saying can go with.
pub(crate) mod frames {
    pub(crate) const CLAUSE: u16 = 1;
    pub(crate) const BARE: u16 = 2;
    pub(crate) const QUESTION: u16 = 4;
    pub(crate) const INFINITIVE: u16 = 8;
    pub(crate) const QUOTE: u16 = 16;
    pub(crate) const INSERTED: u16 = 32;
    pub(crate) const REPORTED: u16 = 64;
    pub(crate) const PASSIVE: u16 = 128;
    pub(crate) const ADVERB: u16 = 256;
    pub(crate) const EVIDENCE: u16 = 512;
}

/// The form of a verb, as bits.
pub(crate) mod form {
    pub(crate) const PRESENT: u8 = 1;
    pub(crate) const PLURAL: u8 = 2;
    pub(crate) const PAST: u8 = 4;
    pub(crate) const SUBJUNCTIVE: u8 = 8;
    pub(crate) const PARTICIPLE: u8 = 16;
    pub(crate) const INFINITIVE: u8 = 32;
    pub(crate) const ZU: u8 = 64;
    pub(crate) const SUBJUNCTIVE_2: u8 = 128;
    pub(crate) const FINITE: u8 = PRESENT | PLURAL | PAST | SUBJUNCTIVE | SUBJUNCTIVE_2;
}

/// A verb of saying.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// As it is reported, prefix and all.
    pub(crate) lemma: String,
    /// What stands apart from it in a main clause.
    pub(crate) prefix: Option<String>,
    pub(crate) class: CueClass,
    pub(crate) frames: u16,
    /// What stands before an object that says what was said; an empty string for nothing.
    pub(crate) acts: Vec<&'static str>,
}

/// What a form of a verb can mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// The verb of saying.
    pub(crate) cue: u16,
    /// The form.
    pub(crate) form: u8,
    /// Whether the prefix has to be found elsewhere.
    pub(crate) split: bool,
}

/// A distinct word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) flags: u128,
    /// How many code points it has: both are looked up for every token, and so lie together.
    pub(crate) length: u32,
    /// Where its readings begin, and how many there are.
    pub(crate) first: u32,
    pub(crate) n: u16,
    pub(crate) holder: u8,
    pub(crate) prefix: u8,
}

/// The words of a vocabulary.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) words: Vec<Word>,
    pub(crate) readings: Vec<Reading>,
}

impl Words {
    pub(crate) fn readings(&self, word: &Word) -> &[Reading] {
        &self.readings[word.first as usize..word.first as usize + word.n as usize]
    }
}

/// The tables of a language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(crate) english: bool,
    pub(super) classes: HashMap<String, u128>,
    pub(super) prefixes: Vec<String>,
    pub(super) prefix_codes: HashMap<String, u8>,
    /// Forms of simple verbs: the infinitive's number and the form.
    pub(super) forms: HashMap<String, Vec<(u32, u8)>>,
    pub(super) infinitives: Vec<String>,
    pub(crate) cues: Vec<Cue>,
    /// The number of what stands for verbs that are in no list.
    pub(crate) unlisted: u16,
    pub(super) by_lemma: HashMap<String, Vec<u16>>,
    pub(super) nouns: HashMap<String, u128>,
    pub(super) holder_words: HashMap<String, u8>,
    pub(super) holder_endings: HashMap<String, u8>,
    pub(super) titles: HashSet<String>,
}

impl Lexicon {
    /// The languages there are tables for.
    pub const LANGUAGES: [&str; 2] = ["de", "en"];

    /// The tables of a language.
    ///
    /// # Errors
    ///
    /// There are none; the error lists the languages that have some.
    pub fn of(language: &str) -> Result<Self> {
        match language {
            "de" | "en" => Self::with_cues(language, &Self::cues_of(language)?),
            _ => Err(unknown("language of attributions", language, &Self::LANGUAGES)),
        }
    }

    /// The verbs of saying of a language: with `|` behind a separable prefix, the name of a class, and the letters
    /// of what they go with (see the head of `cues.tsv`).
    ///
    /// # Errors
    ///
    /// There are none for this language.
    pub fn cues_of(language: &str) -> Result<Vec<(String, String, String)>> {
        let mut all: Vec<(String, String, String)> = Vec::new();
        for row in lines(tables_of(language)?.cues) {
            if let [class, frames, verbs] = row.split('\t').collect::<Vec<_>>()[..] {
                for verb in verbs.split(' ').filter(|verb| !verb.is_empty()) {
                    match all.iter_mut().find(|known| known.0 == verb) {
                        Some(known) => known.2.extend(
                            frames.chars().filter(|letter| !known.2.contains(*letter)).collect::<Vec<_>>(),
                        ),
                        None => all.push((verb.to_owned(), class.to_owned(), frames.to_owned())),
                    }
                }
            }
        }
        Ok(all)
    }

    /// The tables of a language with other verbs of saying.
    ///
    /// # Errors
    ///
    /// A language, a class or a letter that is not known; the error lists those that are.
    pub fn with_cues(language: &str, cues: &[(String, String, String)]) -> Result<Self> {
        let tables = tables_of(language)?;
        let mut lexicon = Self::new(tables, language == "en");
        for (verb, class, letters) in cues {
            let known = CueClass::ALL.iter().find(|known| known.name() == class);
            let Some(&class) = known else {
                let names: Vec<&str> = CueClass::ALL.iter().map(|known| known.name()).collect();
                return Err(unknown("cue_class", class, &names));
            };
            if let Some(letter) = letters.chars().find(|&letter| frames_of(&letter.to_string()) == 0) {
                let known: Vec<&str> = FRAMES.iter().map(|(name, _)| *name).collect();
                return Err(unknown("letter of frames", &letter.to_string(), &known));
            }
            lexicon.add_cue(verb, class, frames_of(letters));
        }
        lexicon.unlisted = u16::try_from(lexicon.cues.len()).unwrap_or(u16::MAX);
        lexicon.cues.push(Cue {
            lemma: String::new(),
            prefix: None,
            class: CueClass::Neutral,
            frames: frames::CLAUSE | frames::QUOTE | frames::INSERTED,
            acts: Vec::new(),
        });
        for (preposition, verbs) in rows(tables.acts) {
            let preposition = if preposition == "-" { "" } else { preposition };
            for verb in verbs.split(' ') {
                for cue in lexicon.by_lemma.get(verb).into_iter().flatten() {
                    lexicon.cues[*cue as usize].acts.push(preposition);
                }
            }
        }
        Ok(lexicon)
    }

    fn new(tables: &Tables, english: bool) -> Self {
        let mut lexicon = Self { english, ..Self::default() };
        for (class, words) in rows(tables.words) {
            lexicon.add_words(class, words);
        }
        lexicon.prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        for row in lines(tables.strong) {
            let columns: Vec<&str> = row.split('\t').collect();
            if let [infinitive, present, past, participle] = columns[..] {
                lexicon.add_strong(infinitive, present, past, participle);
            }
        }
        for row in lines(tables.weak) {
            for infinitive in row.split(' ') {
                lexicon.add_weak(infinitive);
            }
        }
        for (kind, words) in rows(tables.nouns) {
            let flag = match kind {
                "adp" => f::N_ADP,
                "words" => f::N_WORDS,
                "doc" => f::N_DOC,
                "clause" => f::N_CLAUSE,
                "attitude" => f::N_ATT,
                "image" => f::N_IMAGE,
                "norm" => f::N_NORM | f::N_DOC,
                _ => f::N_RUMOUR,
            };
            for word in words.split(' ') {
                *lexicon.nouns.entry(word.to_owned()).or_default() |= flag;
            }
        }
        for (kind, words) in rows(tables.holders) {
            let code = SpeakerType::of(kind) as u8;
            for word in words.split(' ') {
                match word.strip_prefix('=') {
                    Some(word) => lexicon.holder_words.entry(word.to_owned()).or_insert(code),
                    None => lexicon.holder_endings.entry(word.to_owned()).or_insert(code),
                };
            }
        }
        for (_, words) in rows(tables.titles) {
            lexicon.titles.extend(words.split(' ').map(str::to_owned));
        }
        lexicon
    }

    fn add_words(&mut self, class: &str, words: &str) {
        let flag = match class {
            "det_nom" => f::DET,
            "det_obl" => f::DET_OBL,
            "prep" => f::PREP,
            "prep_art" => f::PREP_ART,
            "dass" => f::DASS,
            "ob" => f::OB,
            "wword" => f::WWORD,
            "subord" => f::SUBORD,
            "rel" => f::REL,
            "coord" => f::COORD,
            "adv" => f::ADV,
            "pron" => f::PRON,
            "pron_obl" => f::PRON_OBL,
            "indicative" => f::IND,
            "konj1" => f::K1,
            "konj2" => f::K2,
            "soll" => f::SOLL,
            "duerfte" => f::DUERFTE,
            "neg" => f::NEG,
            "zu" => f::ZU,
            "modalverb" => f::MODAL,
            "passive_aux" => f::PASSIVE,
            "perfect_aux" => f::PERFECT,
            "sein_aux" => f::SEIN,
            "correlate" => f::CORRELATE,
            "month" | "weekday" => f::TIME,
            "prefix" => f::PREFIX,
            "first" => f::FIRST,
            "laut" => f::LAUT,
            "adjective" => f::ADJ,
            "genitive" => f::GENITIVE,
            "attach" => f::ATTACH,
            "hearsay" => f::HEARSAY,
            "um" => f::UM,
            _ => 0,
        };
        for word in words.split(' ') {
            *self.classes.entry(word.to_owned()).or_default() |= flag;
            if class == "prefix" {
                self.prefixes.push(word.to_owned());
            }
        }
    }

    pub(crate) fn add_cue(&mut self, verb: &str, class: CueClass, frames: u16) {
        let (prefix, base) = match verb.split_once('|') {
            Some((prefix, base)) => (Some(prefix), base),
            None => (None, verb),
        };
        if base.is_empty() || base.contains('_') {
            return;
        }
        if self.paradigm(base).is_empty() {
            self.add_weak(base);
        }
        let lemma = match prefix {
            Some(prefix) => match APART.iter().find(|(apart, _)| *apart == prefix) {
                Some((_, apart)) => format!("{apart} {base}"),
                None => format!("{prefix}{base}"),
            },
            None => base.to_owned(),
        };
        let cue = u16::try_from(self.cues.len()).unwrap_or(u16::MAX);
        let full = format!("{}{base}", prefix.unwrap_or_default());
        if let Some(&known) = self.by_lemma.get(&full).and_then(|known| known.first()) {
            let known = &mut self.cues[known as usize];
            if known.prefix.as_deref() == prefix {
                known.frames |= frames;
                return;
            }
        }
        self.cues.push(Cue { lemma, prefix: prefix.map(str::to_owned), class, frames, acts: Vec::new() });
        self.by_lemma.entry(full).or_default().push(cue);
        if let Some(prefix) = prefix {
            self.by_lemma.entry(format!("|{base}")).or_default().push(cue);
            if !self.prefix_codes.contains_key(prefix) {
                let code = u8::try_from(self.prefix_codes.len() + 1).unwrap_or(u8::MAX);
                self.prefix_codes.insert(prefix.to_owned(), code);
            }
        }
    }

    /// The number of a prefix.
    pub(crate) fn prefix_code(&self, prefix: &str) -> u8 {
        self.prefix_codes.get(prefix).copied().unwrap_or_default()
    }
}

/// What stands apart from its verb also in the infinitive, and how.
const APART: [(&str, &str); 14] = [
    ("aufmerksam", "aufmerksam"),
    ("ausdruck", "zum Ausdruck"),
    ("aussicht", "in Aussicht"),
    ("bedenken", "zu bedenken"),
    ("bekannt", "bekannt"),
    ("deutlich", "deutlich"),
    ("geltend", "geltend"),
    ("glaubhaft", "glaubhaft"),
    ("klar", "klar"),
    ("last", "zur Last"),
    ("protokoll", "zu Protokoll"),
    ("publik", "publik"),
    ("verstehen", "zu verstehen"),
    ("zutage", "zutage"),
];

/// The letters of what a verb can go with.
const FRAMES: [(&str, u16); 10] = [
    ("d", frames::CLAUSE),
    ("v", frames::BARE | frames::CLAUSE),
    ("w", frames::QUESTION),
    ("z", frames::INFINITIVE),
    ("q", frames::QUOTE),
    ("i", frames::INSERTED),
    ("r", frames::REPORTED),
    ("p", frames::PASSIVE),
    ("x", frames::ADVERB),
    ("e", frames::EVIDENCE),
];

fn frames_of(letters: &str) -> u16 {
    FRAMES.iter().filter(|(letter, _)| letters.contains(letter)).fold(0, |all, (_, frame)| all | frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn unknown_languages_and_classes_are_named() {
        let message = |error: Error| error.to_string();
        assert!(Lexicon::of("fr").map_err(message).is_err_and(|message| message.contains("de, en")));
        let cue = ("sagen".to_owned(), "loud".to_owned(), "d".to_owned());
        assert!(
            Lexicon::with_cues("de", &[cue])
                .map_err(message)
                .is_err_and(|message| message.contains("neutral"))
        );
    }
}
