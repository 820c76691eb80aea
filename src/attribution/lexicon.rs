//! Words and what they can be: tables of a language, read once, and asked once for each distinct word.

use std::hash::{BuildHasherDefault, Hasher};

use super::flags as f;
use super::paradigms::{flags_of_form, guess};
use super::{CueClass, SpeakerType};
use crate::parallel::Control;
use crate::{Error, Kind, Result};

/// How many words are looked up between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 12;

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
    classes: HashMap<String, u128>,
    prefixes: Vec<String>,
    prefix_codes: HashMap<String, u8>,
    /// Forms of simple verbs: the infinitive's number and the form.
    pub(super) forms: HashMap<String, Vec<(u32, u8)>>,
    pub(super) infinitives: Vec<String>,
    pub(crate) cues: Vec<Cue>,
    by_lemma: HashMap<String, Vec<u16>>,
    nouns: HashMap<String, u128>,
    holder_words: HashMap<String, u8>,
    holder_endings: HashMap<String, u8>,
    titles: HashSet<String>,
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
            Some(prefix) if matches!(prefix, "bekannt" | "deutlich" | "klar" | "aufmerksam" | "zutage") => {
                format!("{prefix} {base}")
            }
            Some(prefix) => format!("{prefix}{base}"),
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

    /// What the words of a vocabulary can be.
    pub(crate) fn classify<'a>(
        &self,
        words: impl Iterator<Item = (&'a str, Kind)>,
        control: &Control,
    ) -> Result<Words> {
        let mut all = Words::default();
        for (word, kind) in words {
            let word = self.word(word, kind, &mut all.readings);
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
        let class = self.classes.get(lower).copied().unwrap_or_default();
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
        self.nouns_of(lower, is_capital, &mut word);
        if class & !(f::PREFIX | f::SOLL | f::ADJ) == 0 || class & (f::K1 | f::K2 | f::IND | f::MODAL) != 0 {
            self.verb_of(lower, class, &mut word, readings);
        }
        if !is_capital
            && class & (f::ADV | f::PREP | f::DET | f::DET_OBL | f::PRON | f::COORD) == 0
            && ["e", "en", "er", "es", "em"].iter().any(|ending| lower.ends_with(ending))
            && !self.english
        {
            word.flags |= if lower.ends_with("en") { f::ADJ | f::ADJ_N } else { f::ADJ };
        }
        word
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

    fn verb_of(&self, lower: &str, class: u128, word: &mut Word, readings: &mut Vec<Reading>) {
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

fn unknown(what: &'static str, name: &str, known: &[&str]) -> Error {
    Error::UnknownName {
        what,
        name: name.to_owned(),
        known: known.iter().map(|&known| known.to_owned()).collect(),
    }
}

fn tables_of(language: &str) -> Result<&'static Tables> {
    match language {
        "de" => Ok(&GERMAN),
        "en" => Ok(&ENGLISH),
        _ => Err(unknown("language of attributions", language, &Lexicon::LANGUAGES)),
    }
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    lines(table).filter_map(|line| line.split_once('\t'))
}

struct Tables {
    strong: &'static str,
    weak: &'static str,
    cues: &'static str,
    acts: &'static str,
    words: &'static str,
    nouns: &'static str,
    holders: &'static str,
    titles: &'static str,
}

static GERMAN: Tables = Tables {
    strong: include_str!("de/strong.tsv"),
    weak: include_str!("de/weak.txt"),
    cues: include_str!("de/cues.tsv"),
    acts: include_str!("de/acts.tsv"),
    words: include_str!("de/words.tsv"),
    nouns: include_str!("de/nouns.tsv"),
    holders: include_str!("de/holders.tsv"),
    titles: include_str!("de/titles.tsv"),
};

static ENGLISH: Tables = Tables {
    strong: include_str!("en/strong.tsv"),
    weak: include_str!("en/weak.txt"),
    cues: include_str!("en/cues.tsv"),
    acts: include_str!("en/acts.tsv"),
    words: include_str!("en/words.tsv"),
    nouns: include_str!("en/nouns.tsv"),
    holders: include_str!("en/holders.tsv"),
    titles: include_str!("en/titles.tsv"),
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The verbs a word may belong to, with their forms, and whether a prefix is still to come.
    fn readings(word: &str) -> Vec<(String, u8, bool)> {
        let lexicon = Lexicon::of("de").unwrap_or_default();
        let words =
            lexicon.classify(std::iter::once((word, Kind::Word)), &Control::default()).unwrap_or_default();
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
