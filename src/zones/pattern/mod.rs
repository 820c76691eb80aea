/*!
Regular expressions as Python's `re` has them: users write them, and lines are many.

| file | what |
|---|---|
| `characters.rs` | what a letter, a digit, a blank is in Python, and what differs by case alone |
| `parse.rs` | the syntax |
| `program.rs` | steps to go, forwards and backwards, and which bytes can begin them |
| `run.rs` | going them: the first way that leads to the end counts, as in Python |

What ends a line is looked for from the left, at every place that can begin it. If a small letter can, nearly every place
can; then it is first gone backwards from the end, and most texts are done with after a step or two.
*/

mod characters;
mod parse;
mod program;
mod run;

pub(super) use self::characters::{WORD, is_space};
pub(super) use self::run::{Runner, back_by};

use self::parse::{Assertion, Ast, parse};
use self::program::{First, Program, first, width};
use crate::parallel::Control;

/// A regular expression for one use.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    forward: Program,
    /// For whole texts: what is looked at ahead of all else. Looking can be long, and most texts are no match anyhow.
    ahead: Vec<Program>,
    /// The same from behind, for ends of texts that anything could begin.
    backward: Option<Program>,
    /// What a match can end with.
    last: First,
    /// How many characters a match has at least, and at most.
    width: (u64, u64),
}

impl Pattern {
    /// One for the heads of texts, or what is wrong with it.
    pub(super) fn of_heads(pattern: &str) -> Result<Self, String> {
        parse(pattern).map(|ast| Self::new(&ast))
    }

    /// One for whole texts.
    pub(super) fn of_wholes(pattern: &str) -> Result<Self, String> {
        let whole = |ast| Ast::Concat(vec![ast, Ast::Assert(Assertion::End)]);
        parse(pattern).map(|ast| {
            let (ahead, rest) = split_ahead(ast);
            let ahead = ahead.iter().map(|look| Program::new(look, false)).collect();
            Self { ahead, ..Self::new(&whole(rest)) }
        })
    }

    /// One for the ends of texts.
    pub(super) fn of_ends(pattern: &str) -> Result<Self, String> {
        let ending = |ast| Ast::Concat(vec![ast, Ast::Assert(Assertion::End)]);
        parse(pattern).map(|ast| {
            let backward = first(&ast, false).is_common().then(|| Program::new(&ast, true));
            Self { backward, last: first(&ast, true), ..Self::new(&ending(ast)) }
        })
    }

    fn new(ast: &Ast) -> Self {
        let (least, most) = width(ast);
        let forward = Program::new(ast, false);
        Self {
            forward,
            ahead: Vec::new(),
            backward: None,
            last: first(ast, true),
            width: (least, most.unwrap_or(u64::MAX)),
        }
    }

    /// Whether a match can begin with a byte, or with nothing.
    pub(super) fn can_begin(&self, byte: Option<u8>) -> bool {
        self.forward.first.can_begin(byte)
    }

    /// Whether a match can end with a byte, or with nothing.
    pub(super) fn can_end(&self, byte: Option<u8>) -> bool {
        self.last.can_begin(byte)
    }

    /// Where the match ends that begins a text.
    pub(super) fn end_of_head(&self, text: &str, runner: &mut Runner, control: &Control) -> Option<usize> {
        if !self.can_begin(text.bytes().next()) {
            return None;
        }
        runner.forward(&self.forward, text, 0, control)
    }

    /// Whether a text is a match.
    pub(super) fn is_whole(&self, text: &str, runner: &mut Runner, control: &Control) -> bool {
        let bytes = text.len() as u64;
        // A character has one byte to four.
        let fits = self.width.0 <= bytes && bytes.div_ceil(4) <= self.width.1;
        fits && self.can_end(text.bytes().last())
            && self.end_of_head(text, runner, control).is_some()
            && self.ahead.iter().all(|look| runner.forward(look, text, 0, control).is_some())
    }

    /// Where the longest match begins that ends a text, of its last characters.
    pub(super) fn start_of_end(
        &self,
        text: &str,
        within: usize,
        runner: &mut Runner,
        control: &Control,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        if !self.can_end(bytes.last().copied()) {
            return None;
        }
        let backward = self.backward.as_ref();
        if backward.is_some_and(|backward| !runner.may_end(backward, text, control)) {
            return None;
        }
        let first = back_by(text, text.len(), within).unwrap_or(0);
        let begin = &self.forward.first;
        let mut starts = (first..).zip(&bytes[first..]).filter(|&(_, &byte)| begin.can_begin(Some(byte)));
        let start = starts.find(|&(start, _)| {
            text.is_char_boundary(start) && runner.forward(&self.forward, text, start, control).is_some()
        });
        start.map(|(start, _)| start)
    }
}

/// Parts what a pattern looks at ahead of all else from the rest.
fn split_ahead(ast: Ast) -> (Vec<Ast>, Ast) {
    let Ast::Concat(mut items) = ast else { return (Vec::new(), ast) };
    let is_ahead = |ast: &Ast| matches!(ast, Ast::Look { is_behind: false, .. });
    let rest = items.split_off(items.iter().take_while(|item| is_ahead(item)).count());
    (items, Ast::Concat(rest))
}

#[cfg(test)]
mod tests;
