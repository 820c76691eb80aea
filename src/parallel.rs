//! Work split into batches of documents, done by threads of the call's own, merged in document order.
//!
//! There is no global pool: one that outlives a call does not survive a fork. Small inputs start no thread.

use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::error::{Error, Result};

/// More threads than this only cost memory.
const MOST_THREADS: usize = 256;

/// How the caller watches and stops a call that takes long.
#[derive(Debug, Default)]
pub struct Control {
    stop: AtomicBool,
    done: AtomicU64,
}

impl Control {
    /// Asks the call to stop; it does so within a fraction of a second.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// How much of the work is done, in the units of the call.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, amount: usize) {
        self.done.fetch_add(amount as u64, Ordering::Relaxed);
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
    }
}

/// How many threads a call uses when it may choose: all there are, or one below `least` units of work.
pub fn default_threads(work: usize, least: usize) -> usize {
    if work < least { 1 } else { thread::available_parallelism().map_or(1, usize::from) }
}

/// How many threads a call uses: as many as it was asked to, or those of [`default_threads`].
pub(crate) fn threads(asked: Option<usize>, work: usize, least: usize) -> usize {
    asked.unwrap_or_else(|| default_threads(work, least)).max(1)
}

/// Cuts a list of sizes into ranges of about `target` each; no range is empty.
pub(crate) fn batches(sizes: impl Iterator<Item = usize>, target: usize) -> Vec<Range<usize>> {
    let (mut ranges, mut start, mut size, mut end) = (Vec::new(), 0, 0, 0);
    for item in sizes {
        (size, end) = (size + item, end + 1);
        if size >= target {
            ranges.push(start..end);
            (start, size) = (end, 0);
        }
    }
    if end > start {
        ranges.push(start..end);
    }
    ranges
}

/// How many rows make one part of a table.
const ROWS_OF_PART: usize = 1 << 18;

/// Cuts labelled pieces that follow each other into parts of about as many rows each.
pub(crate) fn chunks<'a, L: Copy, T>(
    pieces: impl IntoIterator<Item = (L, &'a [T])>,
) -> Vec<Vec<(L, &'a [T])>> {
    let (mut parts, mut part, mut room) = (Vec::new(), Vec::new(), ROWS_OF_PART);
    for (label, mut rows) in pieces {
        while !rows.is_empty() {
            let (now, rest) = rows.split_at(rows.len().min(room));
            part.push((label, now));
            (rows, room) = (rest, room - now.len());
            if room == 0 {
                parts.push(std::mem::take(&mut part));
                room = ROWS_OF_PART;
            }
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// What came of one batch, and which worker did it.
pub(crate) struct Done<R> {
    pub(crate) worker: usize,
    pub(crate) result: R,
}

/// Does every batch with one of `n_threads` workers and returns the workers and the results in order.
///
/// Which worker does which batch is left to chance: nothing in the results may depend on it.
pub(crate) fn run<B, W, R>(
    batches: Vec<B>,
    n_threads: usize,
    control: &Control,
    new_worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, B) -> Result<R> + Sync,
) -> Result<(Vec<W>, Vec<Done<R>>)>
where
    B: Send,
    W: Send,
    R: Send,
{
    let n_workers = n_threads.clamp(1, batches.len().clamp(1, MOST_THREADS));
    let queue = Mutex::new(batches.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let drain = |id: usize| {
        let (mut worker, mut results) = (new_worker(), Vec::new());
        while let Some((index, batch)) = next() {
            control.check()?;
            results.push((index, Done { worker: id, result: work(&mut worker, batch)? }));
        }
        Ok::<_, Error>((worker, results))
    };
    let outcomes = if n_workers == 1 {
        vec![drain(0)]
    } else {
        thread::scope(|scope| {
            let drain = &drain;
            let handles: Vec<_> = (0..n_workers).map(|id| scope.spawn(move || drain(id))).collect();
            handles
                .into_iter()
                .map(|handle| handle.join().unwrap_or_else(|panic| resume_unwind(panic)))
                .collect()
        })
    };
    let (mut workers, mut results) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        let (worker, done) = outcome?;
        workers.push(worker);
        results.extend(done);
    }
    results.sort_unstable_by_key(|&(index, _)| index);
    Ok((workers, results.into_iter().map(|(_, done)| done).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn the_panic_of_a_worker_is_its_callers() {
        let work = |(): &mut (), batch: usize| {
            assert!(batch < 2, "worker");
            Ok(())
        };
        for n_threads in 1..4 {
            let call = || run(vec![0, 1, 2], n_threads, &Control::default(), || (), work).is_ok();
            assert!(catch_unwind(call).is_err());
        }
    }
}
