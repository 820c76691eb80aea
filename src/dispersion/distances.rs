//! How far apart the occurrences of a value are, in a circle.

use super::sums::{float, x_log_x};
use crate::error::Result;
use crate::parallel::Control;

/// So many distances have their logarithms in a table.
const TABLE: u64 = 1 << 12;
/// How many places are looked at between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 16;

/// Sums over the distances *d* from each occurrence to the next, and from the last to the first as if the text
/// began again behind its end. They sum up to the tokens of the group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Distances {
    /// Σ d of those that are no longer than the mean.
    pub near: u64,
    /// How many are longer.
    pub far: u64,
    /// Σ d², exact up to 2⁵³.
    pub squares: f64,
    /// Σ d · ln d.
    pub logarithms: f64,
}

/// Measures, with a table that is used again.
pub(super) struct Measuring(Vec<f64>);

impl Measuring {
    pub(super) fn new() -> Self {
        Self((0..TABLE).map(|distance| x_log_x(float(distance))).collect())
    }

    /// The distances between places, of which there is one or more, in a circle of `tokens`.
    pub(super) fn distances(&self, places: &[u32], tokens: u32, control: &Control) -> Result<Distances> {
        let mut sums = Distances::default();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            return Ok(sums);
        };
        // A whole number is above a quotient if it is above the quotient's whole part.
        let mean = u64::from(tokens) / places.len() as u64;
        self.add(u64::from(*first) + u64::from(tokens) - u64::from(*last), mean, &mut sums);
        let pairs = places.iter().zip(&places[1..]);
        for (index, (one, next)) in pairs.enumerate() {
            if index % CHECK_INTERVAL == 0 {
                control.check()?;
            }
            self.add(u64::from(next - one), mean, &mut sums);
        }
        Ok(sums)
    }

    #[inline]
    fn add(&self, distance: u64, mean: u64, sums: &mut Distances) {
        let is_near = distance <= mean;
        sums.near += if is_near { distance } else { 0 };
        sums.far += u64::from(!is_near);
        sums.squares += float(distance * distance);
        let known = usize::try_from(distance).ok().and_then(|distance| self.0.get(distance));
        sums.logarithms += known.copied().unwrap_or_else(|| x_log_x(float(distance)));
    }
}
