//! The rules of German, a file a kind.

mod acts;
mod adpositions;
mod asides;
mod cited;
mod contents;
mod fragments;
mod names;
mod nouns;
mod quotations;
mod quoted_names;
mod ranks;
mod sourceless;
mod sources;
mod subjects;
mod unlisted;
mod verbs;
