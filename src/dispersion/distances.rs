//! How far apart the occurrences of a value are, in a circle.

use super::sums::{float, x_log_x};
use crate::error::Result;
use crate::parallel::Control;

/// So many distances have their logarithms in a table.
const TABLE: u64 = 1 << 12;
/// So many distances are summed up at once: first what takes no call, then the logarithms of the others.
const AT_ONCE: usize = 1 << 10;

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
        Self((0..TABLE).map(|distance| x_log_x(float(distance))).chain([0.0]).collect())
    }

    /// The distances between places, of which there is one or more, in a circle of `tokens`.
    pub(super) fn distances(&self, places: &[u32], tokens: u32, control: &Control) -> Result<Distances> {
        let mut sums = Distances::default();
        let (Some(first), Some(last)) = (places.first(), places.last()) else {
            return Ok(sums);
        };
        // A whole number is above a quotient if it is above the quotient's whole part.
        let mean = u64::from(tokens) / places.len() as u64;
        self.add([u64::from(*first) + u64::from(tokens) - u64::from(*last)].into_iter(), mean, &mut sums);
        let rest = &places[1..];
        for (places, next) in places.chunks(AT_ONCE).zip(rest.chunks(AT_ONCE)) {
            control.check()?;
            let distances = places.iter().zip(next).map(|(place, next)| u64::from(next - place));
            self.add(distances, mean, &mut sums);
        }
        Ok(sums)
    }

    #[inline]
    fn add(&self, distances: impl Iterator<Item = u64> + Clone, mean: u64, sums: &mut Distances) {
        let (mut near, mut far, mut squares, mut logarithms) = (0, 0, 0, 0.0);
        for distance in distances.clone() {
            let is_near = distance <= mean;
            near += if is_near { distance } else { 0 };
            far += u64::from(!is_near);
            squares += distance * distance;
            // What is not in the table is 0 there, and added below.
            logarithms += self.0[distance.min(TABLE) as usize];
        }
        for distance in distances.filter(|&distance| distance >= TABLE) {
            logarithms += x_log_x(float(distance));
        }
        sums.near += near;
        sums.far += far;
        sums.squares += float(squares);
        sums.logarithms += logarithms;
    }
}
