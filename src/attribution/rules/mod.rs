//! The rules of German, a file a kind.

mod acts;
mod adpositions;
mod asides;
mod cited;
mod contents;
mod ends;
mod fragments;
mod full_names;
mod inserted;
mod names;
mod nouns;
mod phrases;
mod pronouns;
mod quotations;
mod quoted_names;
mod ranks;
mod sourceless;
mod sources;
mod subjects;
mod sure;
mod unlisted;
mod verbs;
