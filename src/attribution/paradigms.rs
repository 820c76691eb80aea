//! The forms of verbs: from principal parts, by the rules for weak verbs, and with prefixes that stay.

use super::flags as f;
use super::lexicon::{Lexicon, form};

/// Prefixes that are never split off, and keep ge- from the participle.
const INSEPARABLE: [&str; 13] =
    ["be", "ver", "er", "ent", "zer", "emp", "miss", "über", "unter", "wider", "hinter", "um", "wieder"];

impl Lexicon {
    pub(super) fn add_form(&mut self, word: &str, verb: u32, form: u8) {
        if word == "-" {
            return;
        }
        let forms = self.forms.entry(word.to_owned()).or_default();
        match forms.iter_mut().find(|(known, _)| *known == verb) {
            Some((_, known)) => *known |= form,
            None => forms.push((verb, form)),
        }
    }

    pub(super) fn verb(&mut self, infinitive: &str) -> u32 {
        self.infinitives.push(infinitive.to_owned());
        u32::try_from(self.infinitives.len() - 1).unwrap_or_default()
    }

    pub(super) fn add_strong(&mut self, infinitive: &str, present: &str, past: &str, participle: &str) {
        let verb = self.verb(infinitive);
        self.add_form(infinitive, verb, form::PLURAL | form::INFINITIVE);
        self.add_form(present, verb, form::PRESENT);
        self.add_form(participle, verb, form::PARTICIPLE);
        if self.english {
            for form in english_forms(infinitive) {
                self.add_form(&form.0, verb, form.1);
            }
            for past in past.split('/') {
                self.add_form(past, verb, form::PAST);
            }
            return;
        }
        self.add_form(past, verb, form::PAST);
        let plural = if past.ends_with('e') { format!("{past}n") } else { format!("{past}en") };
        self.add_form(&plural, verb, form::PAST);
        let stem = infinitive.strip_suffix("en").or(infinitive.strip_suffix('n')).unwrap_or(infinitive);
        self.add_form(&format!("{stem}e"), verb, form::SUBJUNCTIVE);
        // fand, fände; what keeps its vowel looks like the indicative.
        let umlaut: String = past.chars().map(umlaut).collect();
        if umlaut != past && !past.ends_with("te") {
            for ending in ["e", "en"] {
                self.add_form(&format!("{umlaut}{ending}"), verb, form::SUBJUNCTIVE_2);
            }
        }
        // Older spelling.
        for (new, old) in [(present, present.replace("ss", "ß")), (past, past.replace("ss", "ß"))] {
            if new != old {
                self.add_form(&old, verb, if new == past { form::PAST } else { form::PRESENT });
            }
        }
    }

    pub(super) fn add_weak(&mut self, infinitive: &str) {
        if self.forms.get(infinitive).is_some_and(|forms| {
            forms.iter().any(|&(verb, form)| {
                form & form::INFINITIVE != 0 && self.infinitives[verb as usize] == infinitive
            })
        }) {
            return;
        }
        let verb = self.verb(infinitive);
        self.add_form(infinitive, verb, form::PLURAL | form::INFINITIVE);
        if self.english {
            for form in english_forms(infinitive) {
                self.add_form(&form.0, verb, form.1);
            }
            return;
        }
        let stem = infinitive.strip_suffix("en").or(infinitive.strip_suffix('n')).unwrap_or(infinitive);
        let needs_e = stem.ends_with(['t', 'd'])
            || (stem.ends_with(['n', 'm'])
                && !stem.ends_with("nn")
                && !stem.ends_with("mm")
                && !is_smooth(stem));
        let middle = if needs_e { "e" } else { "" };
        self.add_form(&format!("{stem}{middle}t"), verb, form::PRESENT);
        self.add_form(&format!("{stem}{middle}te"), verb, form::PAST);
        self.add_form(&format!("{stem}{middle}ten"), verb, form::PAST);
        self.add_form(&format!("{stem}e"), verb, form::SUBJUNCTIVE);
        let bare = infinitive.ends_with("ieren")
            || INSEPARABLE.iter().any(|prefix| {
                infinitive.strip_prefix(prefix).is_some_and(|base| base.chars().count() >= 4)
                    && !matches!(infinitive, "ernten" | "erben" | "beten" | "wiederholen")
            })
            || infinitive == "wiederholen";
        let participle = if bare { format!("{stem}{middle}t") } else { format!("ge{stem}{middle}t") };
        self.add_form(&participle, verb, form::PARTICIPLE);
    }

    /// The infinitive of a finite form, where the tables have it.
    pub(super) fn infinitive(&self, word: &str) -> Option<String> {
        self.paradigm(word).into_iter().find(|(_, form)| form & form::FINITE != 0).map(|(verb, _)| verb)
    }

    /// The verbs a form belongs to: infinitives and forms. A prefix that cannot be split off is taken off.
    pub(super) fn paradigm(&self, word: &str) -> Vec<(String, u8)> {
        if let Some(found) = self.forms.get(word) {
            return found
                .iter()
                .map(|&(verb, form)| (self.infinitives[verb as usize].clone(), form))
                .collect();
        }
        let mut all = Vec::new();
        if self.english {
            return all;
        }
        for prefix in INSEPARABLE {
            let Some(rest) = word.strip_prefix(prefix) else { continue };
            for &(verb, form) in self.forms.get(rest).into_iter().flatten() {
                if form & !form::PARTICIPLE != 0 {
                    all.push((
                        format!("{prefix}{}", self.infinitives[verb as usize]),
                        form & !form::PARTICIPLE,
                    ));
                }
            }
            if let Some(forms) = self.forms.get(&format!("ge{rest}")) {
                for &(verb, form) in forms {
                    if form & form::PARTICIPLE != 0 {
                        all.push((format!("{prefix}{}", self.infinitives[verb as usize]), form::PARTICIPLE));
                    }
                }
            }
            // bekommen, vergeben: the participle looks like the infinitive.
            if let Some(rest) = rest.strip_suffix("en")
                && let Some(forms) = self.forms.get(&format!("ge{rest}en"))
            {
                for &(verb, form) in forms {
                    if form & form::PARTICIPLE != 0 {
                        all.push((format!("{prefix}{}", self.infinitives[verb as usize]), form::PARTICIPLE));
                    }
                }
            }
            if !all.is_empty() {
                break;
            }
        }
        all
    }
}

/// What an unknown word in small letters looks like.
pub(super) fn guess(lower: &str) -> u128 {
    if lower.ends_with("iert") {
        f::V_FIN | f::V_PART
    } else if lower.ends_with("ierte") || lower.ends_with("ierten") {
        f::V_FIN
    } else if lower.ends_with("ieren") {
        f::V_INF | f::V_PL
    } else {
        0
    }
}

pub(super) fn flags_of_form(form: u8) -> u128 {
    let mut flags = 0;
    for (bit, flag) in [
        (form::PRESENT, f::V_FIN),
        (form::PAST, f::V_FIN),
        (form::PLURAL, f::V_PL),
        (form::SUBJUNCTIVE, f::V_K1),
        (form::SUBJUNCTIVE_2, f::K2),
        (form::PARTICIPLE, f::V_PART),
        (form::INFINITIVE, f::V_INF),
        (form::ZU, f::V_ZU),
    ] {
        if form & bit != 0 {
            flags |= flag;
        }
    }
    flags
}

fn english_forms(infinitive: &str) -> Vec<(String, u8)> {
    let past = if infinitive.ends_with('e') {
        format!("{infinitive}d")
    } else if infinitive.ends_with('y') && !infinitive.ends_with("ay") && !infinitive.ends_with("ey") {
        format!("{}ied", &infinitive[..infinitive.len() - 1])
    } else {
        format!("{infinitive}ed")
    };
    let present = if infinitive.ends_with('y') && !infinitive.ends_with("ay") && !infinitive.ends_with("ey") {
        format!("{}ies", &infinitive[..infinitive.len() - 1])
    } else if infinitive.ends_with("sh") || infinitive.ends_with("ss") || infinitive.ends_with("ch") {
        format!("{infinitive}es")
    } else {
        format!("{infinitive}s")
    };
    let stem = infinitive.strip_suffix('e').unwrap_or(infinitive);
    vec![(past, form::PAST | form::PARTICIPLE), (present, form::PRESENT), (format!("{stem}ing"), form::ZU)]
}

fn umlaut(letter: char) -> char {
    match letter {
        'a' => 'ä',
        'o' => 'ö',
        'u' => 'ü',
        other => other,
    }
}

/// Whether a t can follow a stem that ends with m or n: wohnt, lernt, but rechnet, öffnet.
fn is_smooth(stem: &str) -> bool {
    let mut letters = stem.chars().rev().skip(1);
    match letters.next() {
        Some('h') => letters.next() != Some('c'),
        Some(letter) => "aeiouäöürl".contains(letter),
        None => true,
    }
}
