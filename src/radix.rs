//! Sorting numbers: by their upper bits into buckets, and within a bucket by comparison.

use crate::error::Result;
use crate::parallel::Control;

/// Fewer numbers than this are sorted by comparison.
const FEW: usize = 1 << 12;
/// How many numbers are moved between two looks at whether to stop.
const CHECK_INTERVAL: usize = 1 << 20;
/// How many bits are sorted by at once: as many buckets fit into the cache.
const BITS: u32 = 8;

/// A number that can be sorted.
pub(crate) trait Number: Copy + Default + Ord + Send + Sync {
    /// How many bits it has.
    const BITS: u32;
    /// The number with so many bits at its lower end added.
    fn push(self, bits: u32, value: u64) -> Self;
    /// The number without so many bits at its lower end.
    fn shift(self, bits: u32) -> Self;
    /// The lower 64 bits.
    fn low(self) -> u64;
}

macro_rules! impl_number {
    ($number:ty) => {
        impl Number for $number {
            const BITS: u32 = <$number>::BITS;
            #[inline]
            fn push(self, bits: u32, value: u64) -> Self {
                self << bits | Self::from(value)
            }
            #[inline]
            fn shift(self, bits: u32) -> Self {
                self >> bits
            }
            #[inline]
            #[allow(clippy::cast_possible_truncation, trivial_numeric_casts)] // that is what it is for
            fn low(self) -> u64 {
                self as u64
            }
        }
    };
}
impl_number!(u64);
impl_number!(u128);

/// Sorts numbers below 2 to the power of `bits`. `scratch` is room to work in, which is kept for the next call.
pub(crate) fn sort<N: Number>(
    numbers: &mut [N],
    bits: u32,
    scratch: &mut Vec<N>,
    control: &Control,
) -> Result<()> {
    if numbers.len() <= FEW || bits == 0 {
        numbers.sort_unstable();
        return Ok(());
    }
    if scratch.len() < numbers.len() {
        scratch.resize(numbers.len(), N::default());
    }
    let shift = bits.saturating_sub(BITS);
    let mut ends = [0_usize; 1 << BITS];
    for numbers in numbers.chunks(CHECK_INTERVAL) {
        control.check()?;
        for &number in numbers {
            ends[bucket(number, shift)] += 1;
        }
    }
    let mut start = 0;
    for end in &mut ends {
        // Where a bucket begins, until it is full.
        start += std::mem::replace(end, start);
    }
    for numbers in numbers.chunks(CHECK_INTERVAL) {
        control.check()?;
        for &number in numbers {
            let next = &mut ends[bucket(number, shift)];
            scratch[*next] = number;
            *next += 1;
        }
    }
    numbers.copy_from_slice(&scratch[..numbers.len()]);
    let mut start = 0;
    for end in ends {
        sort(&mut numbers[start..end], shift, scratch, control)?;
        start = end;
    }
    Ok(())
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // the mask leaves eight bits
fn bucket<N: Number>(number: N, shift: u32) -> usize {
    number.shift(shift).low() as usize & ((1 << BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn many_numbers_are_sorted_as_few_are() {
        let mut state = 1_u64;
        for bits in [1, 7, 8, 9, 24, 60, 64] {
            for len in [0, 1, FEW, FEW + 1, 100_000] {
                let next = |_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    state >> (64 - bits)
                };
                let mut numbers: Vec<u64> = (0..len).map(next).collect();
                let mut expected = numbers.clone();
                expected.sort_unstable();
                let mut wide: Vec<u128> =
                    numbers.iter().map(|&number| u128::from(number) << 64 | 7).collect();
                assert_eq!(sort(&mut wide, bits + 64, &mut Vec::new(), &Control::default()), Ok(()));
                assert!(wide.iter().map(|&number| (number >> 64) as u64).eq(expected.iter().copied()));
                assert_eq!(sort(&mut numbers, bits, &mut Vec::new(), &Control::default()), Ok(()));
                assert_eq!(numbers, expected);
            }
        }
    }

    proptest! {
        #[test]
        fn any_numbers_are_sorted(mut numbers: Vec<u64>) {
            let mut expected = numbers.clone();
            expected.sort_unstable();
            prop_assert_eq!(sort(&mut numbers, 64, &mut Vec::new(), &Control::default()), Ok(()));
            prop_assert_eq!(numbers, expected);
        }
    }
}
