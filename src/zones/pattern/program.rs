//! Patterns as programs: steps that name what comes next, forwards or backwards.

use super::characters::Set;
use super::parse::{Assertion, Ast};

/// The place of a step in its program.
pub(super) type Step = usize;

/// How often something is repeated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) is_lazy: bool,
}

/// One step of a program.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// The end.
    Accept,
    Literal {
        bytes: Vec<u8>,
        next: Step,
    },
    One {
        set: usize,
        next: Step,
    },
    /// A character of a set, many times.
    Many {
        set: usize,
        times: Times,
        next: Step,
    },
    /// The first that leads to the end counts; those that a byte can begin, by that byte, and what can be empty.
    Split {
        branches: Vec<Step>,
        by_byte: Option<Box<Dispatch>>,
    },
    /// Begins to count how often a loop is gone through.
    Enter {
        slot: usize,
        next: Step,
    },
    /// Goes through a loop once more, or on.
    Loop {
        slot: usize,
        body: Step,
        times: Times,
        next: Step,
    },
    /// What stands before (so many characters) or behind; `body` leads to an end of its own.
    Look {
        body: Step,
        before: Option<usize>,
        is_negated: bool,
        next: Step,
    },
    /// What matches first stands; `body` leads to an end of its own.
    Atomic {
        body: Step,
        next: Step,
    },
    Assert {
        assertion: Assertion,
        next: Step,
    },
}

/// Which branches to try, by the next byte; the last list is for the end of the text.
#[derive(Clone, Debug)]
pub(super) struct Dispatch {
    pub(super) lists: Vec<Vec<Step>>,
}

/// Alternatives of fewer branches are simply tried.
const LEAST_DISPATCHED: usize = 4;
/// The place of the list for the end of the text.
pub(super) const AT_END: usize = 256;

/// A pattern that can be run.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) nodes: Vec<Node>,
    pub(super) sets: Vec<Set>,
    pub(super) start: Step,
    pub(super) slots: usize,
    /// Which bytes the first character of a match can begin with (backwards: end with).
    pub(super) first: First,
}

impl Program {
    /// Makes a program of a pattern. Backwards, nothing is looked at round it and nothing is atomic: all texts match
    /// that do forwards, and some more.
    pub(super) fn new(ast: &Ast, is_backward: bool) -> Self {
        let first = first(ast, is_backward);
        let mut program = Self { nodes: vec![Node::Accept], sets: Vec::new(), start: 0, slots: 0, first };
        program.start = program.add(ast, 0, is_backward);
        program
    }

    fn push(&mut self, node: Node) -> Step {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn set(&mut self, ast: &Ast) -> Option<usize> {
        let set = match ast {
            Ast::Character(character) => Set::new(&super::characters::class(&[(*character, *character)])),
            Ast::Class(class) => Set::new(class),
            _ => return None,
        };
        self.sets.push(set);
        Some(self.sets.len() - 1)
    }

    /// Adds steps that lead to `next`.
    fn add(&mut self, ast: &Ast, next: Step, is_backward: bool) -> Step {
        match ast {
            Ast::Character(character) => {
                let bytes = character.to_string().into_bytes();
                self.push(Node::Literal { bytes, next })
            }
            Ast::Class(class) => {
                self.sets.push(Set::new(class));
                self.push(Node::One { set: self.sets.len() - 1, next })
            }
            Ast::Concat(items) => self.sequence(items, next, is_backward),
            Ast::Alternate(branches) => self.split(branches, next, is_backward),
            Ast::Repeat { ast, least, most, is_lazy } => {
                let times = Times { least: *least, most: most.unwrap_or(u32::MAX), is_lazy: *is_lazy };
                self.repeat(ast, times, next, is_backward)
            }
            Ast::Atomic(ast) if is_backward => self.add(ast, next, true),
            Ast::Look { .. } | Ast::Assert(_) if is_backward => next,
            Ast::Atomic(ast) => {
                let body = self.add(ast, 0, false);
                self.push(Node::Atomic { body, next })
            }
            Ast::Look { ast, is_behind, is_negated } => {
                let before = is_behind.then(|| usize::try_from(width(ast).0).unwrap_or(usize::MAX));
                let body = self.add(ast, 0, false);
                self.push(Node::Look { body, before, is_negated: *is_negated, next })
            }
            Ast::Assert(assertion) => self.push(Node::Assert { assertion: *assertion, next }),
        }
    }

    fn sequence(&mut self, items: &[Ast], mut next: Step, is_backward: bool) -> Step {
        let is_character = |ast: &Ast| matches!(ast, Ast::Character(_));
        let runs: Vec<&[Ast]> =
            items.chunk_by(|left, right| is_character(left) && is_character(right)).collect();
        let mut add = |run: &[Ast]| {
            next = if run.len() > 1 {
                let text: String = run.iter().filter_map(literal).collect();
                self.push(Node::Literal { bytes: text.into_bytes(), next })
            } else {
                run.iter().fold(next, |next, item| self.add(item, next, is_backward))
            };
        };
        if is_backward {
            runs.into_iter().for_each(&mut add);
        } else {
            runs.into_iter().rev().for_each(&mut add);
        }
        next
    }

    fn split(&mut self, branches: &[Ast], next: Step, is_backward: bool) -> Step {
        let steps: Vec<Step> = branches.iter().map(|branch| self.add(branch, next, is_backward)).collect();
        let by_byte = (steps.len() >= LEAST_DISPATCHED).then(|| {
            let firsts: Vec<First> = branches.iter().map(|branch| first(branch, is_backward)).collect();
            let list = |byte: usize| {
                let can = |first: &First| first.can_be_empty || (byte < AT_END && first.bytes[byte]);
                steps.iter().zip(&firsts).filter(|(_, first)| can(first)).map(|(&step, _)| step).collect()
            };
            Box::new(Dispatch { lists: (0..=AT_END).map(list).collect() })
        });
        self.push(Node::Split { branches: steps, by_byte })
    }

    fn repeat(&mut self, ast: &Ast, times: Times, next: Step, is_backward: bool) -> Step {
        if let Some(set) = self.set(ast) {
            return self.push(Node::Many { set, times, next });
        }
        if (times.least, times.most) == (0, 1) {
            let body = self.add(ast, next, is_backward);
            let branches = if times.is_lazy { vec![next, body] } else { vec![body, next] };
            return self.push(Node::Split { branches, by_byte: None });
        }
        let slot = self.slots;
        self.slots += 1;
        let again = self.push(Node::Accept);
        let body = self.add(ast, again, is_backward);
        self.nodes[again] = Node::Loop { slot, body, times, next };
        self.push(Node::Enter { slot, next: again })
    }
}

fn literal(ast: &Ast) -> Option<char> {
    if let Ast::Character(character) = ast { Some(*character) } else { None }
}

/// The bytes that a match can begin with, or end with.
#[derive(Clone, Debug)]
pub(super) struct First {
    pub(super) bytes: [bool; 256],
    pub(super) can_be_empty: bool,
}

impl First {
    fn new(can_be_empty: bool) -> Self {
        Self { bytes: [false; 256], can_be_empty }
    }

    fn unite(&mut self, other: &Self) {
        for (byte, &can) in self.bytes.iter_mut().zip(&other.bytes) {
            *byte |= can;
        }
    }

    /// Whether nearly every place of a text can begin a match: a small letter can, or nothing has to.
    pub(super) fn is_common(&self) -> bool {
        self.can_be_empty || (b'a'..=b'z').any(|letter| self.bytes[letter as usize])
    }

    /// Whether a match can begin at a byte, or at the end of a text.
    pub(super) fn can_begin(&self, byte: Option<u8>) -> bool {
        self.can_be_empty || byte.is_some_and(|byte| self.bytes[byte as usize])
    }
}

pub(super) fn first(ast: &Ast, is_backward: bool) -> First {
    match ast {
        Ast::Character(character) => {
            let mut first = First::new(false);
            let text = character.to_string();
            let byte = if is_backward { text.bytes().last() } else { text.bytes().next() };
            first.bytes[byte.unwrap_or(0) as usize] = true;
            first
        }
        Ast::Class(class) => first_of_class(class, is_backward),
        Ast::Concat(items) if is_backward => first_of_sequence(items.iter().rev(), true),
        Ast::Concat(items) => first_of_sequence(items.iter(), false),
        Ast::Alternate(branches) => {
            let mut all = First::new(false);
            for branch in branches {
                let first = first(branch, is_backward);
                all.unite(&first);
                all.can_be_empty |= first.can_be_empty;
            }
            all
        }
        Ast::Repeat { ast, least, .. } => {
            let mut first = first(ast, is_backward);
            first.can_be_empty |= *least == 0;
            first
        }
        Ast::Atomic(ast) => first(ast, is_backward),
        Ast::Look { .. } | Ast::Assert(_) => First::new(true),
    }
}

fn first_of_sequence<'a>(items: impl Iterator<Item = &'a Ast>, is_backward: bool) -> First {
    let mut all = First::new(true);
    for item in items {
        let first = first(item, is_backward);
        all.unite(&first);
        if !first.can_be_empty {
            all.can_be_empty = false;
            break;
        }
    }
    all
}

fn first_of_class(class: &regex_syntax::hir::ClassUnicode, is_backward: bool) -> First {
    let mut first = First::new(false);
    for range in class.ranges() {
        for code in u32::from(range.start())..=u32::from(range.end()).min(0x7f) {
            first.bytes[code as usize] = true;
        }
        if range.end() > '\x7f' {
            // Whatever begins, or goes on with, a character of several bytes.
            let others = if is_backward { 0x80..=0xbf } else { 0xc2..=0xf4 };
            first.bytes[others].fill(true);
        }
    }
    first
}

/// How many characters a pattern matches at least, and at most if there is a bound.
pub(super) fn width(ast: &Ast) -> (u64, Option<u64>) {
    match ast {
        Ast::Character(_) | Ast::Class(_) => (1, Some(1)),
        Ast::Assert(_) | Ast::Look { .. } => (0, Some(0)),
        Ast::Atomic(ast) => width(ast),
        Ast::Concat(items) => items.iter().map(width).fold((0, Some(0)), |(least, most), (low, high)| {
            (least.saturating_add(low), most.zip(high).and_then(|(most, high)| most.checked_add(high)))
        }),
        Ast::Alternate(branches) => {
            let widths = || branches.iter().map(width);
            let most = widths().map(|(_, most)| most.unwrap_or(u64::MAX)).max().unwrap_or(0);
            (widths().map(|(least, _)| least).min().unwrap_or(0), Some(most).filter(|&most| most < u64::MAX))
        }
        Ast::Repeat { ast, least, most, .. } => {
            let (low, high) = width(ast);
            let product = |high: u64, most: u32| high.checked_mul(u64::from(most));
            (
                low.saturating_mul(u64::from(*least)),
                high.zip(*most).and_then(|(high, most)| product(high, most)),
            )
        }
    }
}
