//! The tables of a language, as they lie beside the code.

use super::Lexicon;
use crate::{Error, Result};

pub(super) fn unknown(what: &'static str, name: &str, known: &[&str]) -> Error {
    Error::UnknownName {
        what,
        name: name.to_owned(),
        known: known.iter().map(|&known| known.to_owned()).collect(),
    }
}

pub(super) fn tables_of(language: &str) -> Result<&'static Tables> {
    match language {
        "de" => Ok(&GERMAN),
        "en" => Ok(&ENGLISH),
        _ => Err(unknown("language of attributions", language, &Lexicon::LANGUAGES)),
    }
}

pub(super) fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

pub(super) fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    lines(table).filter_map(|line| line.split_once('\t'))
}

/// What a language has.
pub(super) struct Tables {
    pub(super) strong: &'static str,
    pub(super) weak: &'static str,
    pub(super) cues: &'static str,
    pub(super) acts: &'static str,
    pub(super) words: &'static str,
    pub(super) nouns: &'static str,
    pub(super) holders: &'static str,
    pub(super) titles: &'static str,
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
