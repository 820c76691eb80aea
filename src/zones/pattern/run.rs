//! Running a program over a text, the way of Python's `re`: the first way that leads to the end counts.

use super::characters::WORD;
use super::parse::Assertion;
use super::program::{AT_END, Node, Program, Step, Times};
use crate::parallel::Control;

/// What to do where a way leads nowhere.
#[derive(Clone, Copy, Debug)]
enum Frame {
    /// Go on elsewhere.
    Try { step: Step, place: usize },
    /// Give back one character of many, down to a place.
    Fewer { step: Step, floor: usize, place: usize },
    /// Take one character more.
    More { step: Step, set: usize, left: u32, place: usize },
    /// Go through a loop once more.
    Again { slot: usize, passes: Passes, body: Step, place: usize },
    /// Forget a pass through a loop.
    Restore { slot: usize, passes: Passes },
}

/// How often a loop has been gone through, and where the last pass began.
#[derive(Clone, Copy, Debug, Default)]
struct Passes {
    number: u32,
    last: Option<usize>,
}

/// Runs programs; keeps its room.
#[derive(Debug, Default)]
pub(crate) struct Runner {
    stack: Vec<Frame>,
    passes: Vec<Passes>,
    steps: u64,
}

/// How many steps are gone between two looks at whether to stop.
const CHECK_INTERVAL: u64 = 1 << 16;
/// How many steps backwards are worth the while.
const MOST_BACKWARD: u64 = 1 << 12;

impl Runner {
    /// Matches from a place on; the end of the match. None, too, if the call is asked to stop.
    pub(super) fn forward(
        &mut self,
        program: &Program,
        text: &str,
        place: usize,
        control: &Control,
    ) -> Option<usize> {
        self.prepare(program);
        self.run::<false>(program, text, program.start, place, control)
    }

    /// Whether a match may end at the end of a text.
    pub(super) fn may_end(&mut self, program: &Program, text: &str, control: &Control) -> bool {
        self.prepare(program);
        let steps = self.steps;
        self.run::<true>(program, text, program.start, text.len(), control).is_some()
            || self.steps - steps > MOST_BACKWARD
    }

    fn prepare(&mut self, program: &Program) {
        self.stack.clear();
        self.passes.clear();
        self.passes.resize(program.slots, Passes::default());
    }

    fn run<const BACK: bool>(
        &mut self,
        program: &Program,
        text: &str,
        step: Step,
        place: usize,
        control: &Control,
    ) -> Option<usize> {
        let base = self.stack.len();
        let limit = self.steps + MOST_BACKWARD;
        let mut at = Some((step, place));
        loop {
            self.steps += 1;
            if self.steps.is_multiple_of(CHECK_INTERVAL) && control.check().is_err()
                || BACK && self.steps > limit
            {
                self.stack.truncate(base);
                return None;
            }
            let (step, place) = at.or_else(|| self.back::<BACK>(program, text, base))?;
            let node = &program.nodes[step];
            if matches!(node, Node::Accept) {
                self.stack.truncate(base);
                return Some(place);
            }
            at = self.go::<BACK>(program, text, node, place, control);
        }
    }

    /// Goes one step; none where it leads nowhere.
    #[inline]
    fn go<const BACK: bool>(
        &mut self,
        program: &Program,
        text: &str,
        node: &Node,
        place: usize,
        control: &Control,
    ) -> Option<(Step, usize)> {
        match node {
            Node::Accept => None,
            Node::Literal { bytes, next } => {
                let end = literal::<BACK>(text, bytes, place);
                end.map(|end| (*next, end))
            }
            Node::One { set, next } => {
                let (character, end) = character::<BACK>(text, place)?;
                program.sets[*set].contains(character).then_some((*next, end))
            }
            Node::Many { set, times, next } => self.many::<BACK>(program, text, (*set, *times, *next), place),
            Node::Split { branches, by_byte } => {
                let branches = by_byte.as_ref().map_or(branches, |by_byte| {
                    &by_byte.lists[next_byte::<BACK>(text, place).map_or(AT_END, usize::from)]
                });
                let (&first, others) = branches.split_first()?;
                self.stack.extend(others.iter().rev().map(|&step| Frame::Try { step, place }));
                Some((first, place))
            }
            Node::Enter { slot, next } => {
                self.set_passes(*slot, Passes::default());
                Some((*next, place))
            }
            Node::Loop { slot, body, times, next } => {
                Some((self.pass(*slot, *times, (*body, *next), place), place))
            }
            Node::Look { body, before, is_negated, next } => {
                let from = before.map_or(Some(place), |width| back_by(text, place, width));
                let found = from.and_then(|from| self.run::<false>(program, text, *body, from, control));
                (found.is_some() != *is_negated).then_some((*next, place))
            }
            Node::Atomic { body, next } => {
                self.run::<false>(program, text, *body, place, control).map(|end| (*next, end))
            }
            Node::Assert { assertion, next } => holds(*assertion, text, place).then_some((*next, place)),
        }
    }

    /// Takes as many characters of a set as there are, or as few as there may be.
    fn many<const BACK: bool>(
        &mut self,
        program: &Program,
        text: &str,
        (set, times, step): (usize, Times, Step),
        place: usize,
    ) -> Option<(Step, usize)> {
        let (mut floor, mut end, mut number) = (place, place, 0);
        let most = if times.is_lazy { times.least } else { times.most };
        while number < most {
            let Some((_, behind)) =
                character::<BACK>(text, end).filter(|&(character, _)| program.sets[set].contains(character))
            else {
                break;
            };
            (end, number) = (behind, number + 1);
            if number == times.least {
                floor = end;
            }
        }
        if number < times.least {
            return None;
        }
        if times.is_lazy {
            self.stack.push(Frame::More { step, set, left: times.most - number, place: end });
        } else if end != floor {
            self.stack.push(Frame::Fewer { step, floor, place: end });
        }
        Some((step, end))
    }

    /// Counts a pass through a loop, or leaves it.
    fn pass(&mut self, slot: usize, times: Times, (body, next): (Step, Step), place: usize) -> Step {
        let Passes { number, last } = self.passes[slot];
        let once_more = Passes { number: number.saturating_add(1), last: Some(place) };
        if number < times.least {
            self.set_passes(slot, once_more);
            return body;
        }
        // Going through without a step would never end.
        if number >= times.most || last == Some(place) {
            return next;
        }
        if times.is_lazy {
            self.stack.push(Frame::Again { slot, passes: once_more, body, place });
            return next;
        }
        self.stack.push(Frame::Try { step: next, place });
        self.set_passes(slot, once_more);
        body
    }

    fn set_passes(&mut self, slot: usize, passes: Passes) {
        self.stack.push(Frame::Restore { slot, passes: self.passes[slot] });
        self.passes[slot] = passes;
    }

    /// Goes back to where another way begins.
    fn back<const BACK: bool>(
        &mut self,
        program: &Program,
        text: &str,
        base: usize,
    ) -> Option<(Step, usize)> {
        while self.stack.len() > base {
            match self.stack.pop()? {
                Frame::Try { step, place } => return Some((step, place)),
                Frame::Again { slot, passes, body, place } => {
                    self.set_passes(slot, passes);
                    return Some((body, place));
                }
                Frame::Restore { slot, passes } => self.passes[slot] = passes,
                Frame::Fewer { step, floor, place } => {
                    let place = less::<BACK>(program, text, step, floor, place);
                    if place != floor {
                        self.stack.push(Frame::Fewer { step, floor, place });
                    }
                    return Some((step, place));
                }
                Frame::More { step, set, left, place } => {
                    let Some(left) = left.checked_sub(1) else { continue };
                    let next = character::<BACK>(text, place);
                    let Some((_, place)) =
                        next.filter(|&(character, _)| program.sets[set].contains(character))
                    else {
                        continue;
                    };
                    self.stack.push(Frame::More { step, set, left, place });
                    return Some((step, place));
                }
            }
        }
        None
    }
}

/// The place behind some bytes in the direction of the match, if they are there.
#[inline]
fn literal<const BACK: bool>(text: &str, bytes: &[u8], place: usize) -> Option<usize> {
    // Byte by byte: most differ in the first.
    if BACK {
        let start = place.checked_sub(bytes.len())?;
        let there = &text.as_bytes()[start..place];
        return there.iter().rev().eq(bytes.iter().rev()).then_some(start);
    }
    let there = text.as_bytes().get(place..place + bytes.len())?;
    there.iter().eq(bytes).then_some(place + bytes.len())
}

/// Gives back characters against the direction of the match, until the next step can be gone or a floor is reached.
fn less<const BACK: bool>(program: &Program, text: &str, step: Step, floor: usize, place: usize) -> usize {
    let mut place = place;
    loop {
        place = if BACK { after(text, place) } else { before(text, place) };
        let next = next_byte::<BACK>(text, place);
        let can_go = match &program.nodes[step] {
            Node::Literal { bytes, .. } => {
                next.is_some() && next == (if BACK { bytes.last() } else { bytes.first() }).copied()
            }
            Node::One { set, .. } => {
                next.is_some_and(|byte| !byte.is_ascii() || program.sets[*set].contains(char::from(byte)))
            }
            _ => true,
        };
        if can_go || place == floor {
            return place;
        }
    }
}

/// The next character in the direction of the match, and the place behind it.
#[inline]
fn character<const BACK: bool>(text: &str, place: usize) -> Option<(char, usize)> {
    let byte = next_byte::<BACK>(text, place)?;
    if byte.is_ascii() {
        return Some((char::from(byte), if BACK { place - 1 } else { place + 1 }));
    }
    let character = if BACK { text[..place].chars().next_back() } else { text[place..].chars().next() }?;
    Some((character, if BACK { place - character.len_utf8() } else { place + character.len_utf8() }))
}

#[inline]
fn next_byte<const BACK: bool>(text: &str, place: usize) -> Option<u8> {
    let place = if BACK { place.checked_sub(1)? } else { place };
    text.as_bytes().get(place).copied()
}

fn before(text: &str, place: usize) -> usize {
    text[..place].char_indices().next_back().map_or(0, |(place, _)| place)
}

fn after(text: &str, place: usize) -> usize {
    text[place..].chars().next().map_or(text.len(), |character| place + character.len_utf8())
}

/// The place so many characters before another; none if there are not so many.
pub(crate) fn back_by(text: &str, place: usize, characters: usize) -> Option<usize> {
    let (mut place, mut missing) = (place, characters);
    while missing > 0 {
        let mut start = place.checked_sub(missing)?;
        while !text.is_char_boundary(start) {
            start += 1;
        }
        // Within a character that is one of those that are wanted.
        if start == place {
            start = before(text, place);
        }
        missing -= text[start..place].chars().count();
        place = start;
    }
    Some(place)
}

fn holds(assertion: Assertion, text: &str, place: usize) -> bool {
    let (left, right) = (&text[..place], &text[place..]);
    let is_border = || {
        let is_word = |character: Option<char>| character.is_some_and(|character| WORD.contains(character));
        is_word(left.chars().next_back()) != is_word(right.chars().next())
    };
    match assertion {
        Assertion::Start => left.is_empty(),
        Assertion::End => right.is_empty(),
        Assertion::LastEnd => right.is_empty() || right == "\n",
        Assertion::LineStart => left.is_empty() || left.ends_with('\n'),
        Assertion::LineEnd => right.is_empty() || right.starts_with('\n'),
        Assertion::Border => is_border(),
        // In Python before 3.14 an empty text has neither.
        Assertion::NoBorder => !text.is_empty() && !is_border(),
    }
}
