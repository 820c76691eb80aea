//! The rules of German, a file a kind.

mod acts;
mod adpositions;
mod asides;
mod contents;
mod names;
mod nouns;
mod quotations;
mod ranks;
mod sourceless;
mod sources;
mod subjects;
mod verbs;
