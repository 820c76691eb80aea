//! What stays within documents: types in windows and in segments, moving factors, factors of each document.

use super::DiversityOptions;
use super::factors::{self, Direction, Pass};
use super::moving::{self, Moving};
use crate::error::Result;
use crate::frequency::CHECK_INTERVAL;
use crate::parallel::Control;
use crate::vocabulary::Id;

/// What is added up over documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spread {
    /// How many windows there are.
    pub windows: u64,
    /// How many types they have, added up.
    pub window_types: u64,
    /// How many documents have a window.
    pub window_documents: u64,
    /// How many segments there are.
    pub segments: u64,
    /// How many types they have, added up.
    pub segment_types: u64,
    /// How many documents have a segment.
    pub segment_documents: u64,
    /// Factors that begin at every token: read forward, backward, and forward round the end of the document.
    pub moving: [Moving; 3],
}

impl Spread {
    fn add(self, other: Self) -> Self {
        let [forward, backward, wrapped] = self.moving;
        let [of_forward, of_backward, of_wrapped] = other.moving;
        Self {
            windows: self.windows + other.windows,
            window_types: self.window_types + other.window_types,
            window_documents: self.window_documents + other.window_documents,
            segments: self.segments + other.segments,
            segment_types: self.segment_types + other.segment_types,
            segment_documents: self.segment_documents + other.segment_documents,
            moving: [forward.add(of_forward), backward.add(of_backward), wrapped.add(of_wrapped)],
        }
    }
}

/// The same with the factors of documents that are not joined.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) spread: Spread,
    pub(super) passes: [Pass; 2],
}

impl Sums {
    pub(super) fn are_asked(options: &DiversityOptions<'_>) -> bool {
        let apart = options.factors.is_some_and(|(_, joined)| !joined);
        options.window.is_some() || options.segment.is_some() || options.moving.is_some() || apart
    }

    pub(super) fn add(self, other: Self) -> Self {
        let [forward, backward] = self.passes;
        let passes = [forward.add(other.passes[0]), backward.add(other.passes[1])];
        Self { spread: self.spread.add(other.spread), passes }
    }
}

/// Counts one document after the other.
pub(super) struct Counter<'a> {
    options: &'a DiversityOptions<'a>,
    apart: Option<factors::Counter>,
    moving: Option<moving::Counter>,
    /// Behind which token each value stood last, in a count over all documents so far.
    last: Vec<usize>,
    seen: usize,
    /// Behind which token of its document each token's value stood before; 0 if nowhere.
    previous: Vec<u32>,
}

impl<'a> Counter<'a> {
    pub(super) fn new(n_values: usize, options: &'a DiversityOptions<'a>) -> Self {
        let apart = options.factors.filter(|&(_, joined)| !joined);
        let asked = options.window.is_some() || options.segment.is_some() || options.moving.is_some();
        Self {
            options,
            apart: apart.map(|(factors, _)| factors::Counter::new(n_values, factors)),
            moving: options.moving.map(moving::Counter::new),
            last: vec![0; if asked { n_values } else { 0 }],
            seen: 0,
            previous: Vec::new(),
        }
    }

    pub(super) fn count(&mut self, document: &[Id], control: &Control) -> Result<Sums> {
        control.check()?;
        let mut sums = Sums::default();
        if let Some(apart) = &mut self.apart {
            for direction in [Direction::Forward, Direction::Backward] {
                sums.passes[direction as usize] = apart.count(document, direction, control)?;
            }
        }
        if self.last.is_empty() {
            return Ok(sums);
        }
        self.look_back(document, control)?;
        if let Some(size) = self.options.window.filter(|&size| size <= document.len()) {
            sums.spread.windows = (document.len() - size + 1) as u64;
            sums.spread.window_types = types_in_windows(&self.previous, size);
            sums.spread.window_documents = 1;
        }
        if let Some(size) = self.options.segment.filter(|&size| size <= document.len()) {
            sums.spread.segments = (document.len() / size) as u64;
            sums.spread.segment_types = types_in_segments(&self.previous, size);
            sums.spread.segment_documents = 1;
        }
        if let Some(moving) = &mut self.moving {
            sums.spread.moving = moving.count(&self.previous, control)?;
        }
        Ok(sums)
    }

    fn look_back(&mut self, document: &[Id], control: &Control) -> Result<()> {
        let (before, last) = (self.seen, &mut self.last);
        self.previous.clear();
        for values in document.chunks(CHECK_INTERVAL) {
            control.check()?;
            self.previous.extend((self.seen + 1..).zip(values).map(|(place, &value)| {
                let last = std::mem::replace(&mut last[value as usize], place);
                // Documents have fewer tokens than numbers for them.
                u32::try_from(last.saturating_sub(before)).unwrap_or(u32::MAX)
            }));
            self.seen += values.len();
        }
        Ok(())
    }
}

/// How many types all windows have, added up. A token is a type of those windows that hold it and nothing like it
/// before it: those that begin behind the token before and at most at the token itself.
fn types_in_windows(previous: &[u32], size: usize) -> u64 {
    let last_start = previous.len() - size;
    let windows = previous.iter().enumerate().map(|(place, &previous)| {
        let first = (place + 1).saturating_sub(size).max(previous as usize);
        (place.min(last_start) + 1).saturating_sub(first) as u64
    });
    windows.sum()
}

/// How many types all full segments have, added up.
fn types_in_segments(previous: &[u32], size: usize) -> u64 {
    let segments = previous.chunks_exact(size).zip((0..).step_by(size));
    let types = segments.map(|(segment, start)| {
        segment.iter().filter(|&&previous| previous as usize <= start).count() as u64
    });
    types.sum()
}
