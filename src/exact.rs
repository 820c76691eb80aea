//! Sums of floating-point numbers that are rounded once.

/// The sum of some numbers, rounded to the nearest, whatever their order: as Python's `math.fsum` (Shewchuk 1997). Of
/// numbers that are not finite it is what adding them one by one gives.
pub fn exact_sum(values: &[f64]) -> f64 {
    // Numbers that do not overlap and have the same sum, the smallest first.
    let mut parts: Vec<f64> = Vec::new();
    for &value in values {
        let (mut sum, mut kept) = (value, 0);
        for place in 0..parts.len() {
            let (total, rest) = two_sum(sum, parts[place]);
            if rest != 0.0 {
                parts[kept] = rest;
                kept += 1;
            }
            sum = total;
        }
        parts.truncate(kept);
        parts.push(sum);
    }
    if parts.iter().any(|part| !part.is_finite()) {
        return values.iter().sum();
    }
    rounded(&parts)
}

/// The sum of two numbers, and what rounding left of it.
fn two_sum(one: f64, other: f64) -> (f64, f64) {
    let (large, small) = if one.abs() < other.abs() { (other, one) } else { (one, other) };
    let total = large + small;
    (total, small - (total - large))
}

/// The sum of parts that do not overlap: from the largest on, until one makes a difference.
fn rounded(parts: &[f64]) -> f64 {
    let Some((&last, mut others)) = parts.split_last() else { return 0.0 };
    let mut sum = last;
    while let Some((&part, before)) = others.split_last() {
        let (total, rest) = two_sum(sum, part);
        (sum, others) = (total, before);
        if rest != 0.0 {
            // Half of a last digit goes to the even one, unless what follows says that it is more.
            let goes_on = before.last().is_some_and(|&next| next != 0.0 && (next < 0.0) == (rest < 0.0));
            let next = total + 2.0 * rest;
            if goes_on && (next - total).to_bits() == (2.0 * rest).to_bits() {
                sum = next;
            }
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_lost_on_the_way() {
        for (values, sum) in [
            (&[][..], 0.0),
            (&[0.1; 10], 1.0),
            (&[1e100, 1.0, -1e100, 1e-100], 1.0),
            (&[1e16, 1.0, 1e-16], 10_000_000_000_000_002.0),
            (&[1e16, 1.0, -1e-16], 1e16),
            (&[f64::INFINITY, 1.0], f64::INFINITY),
        ] {
            assert_eq!(exact_sum(values).to_bits(), f64::to_bits(sum), "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn order_does_not_matter(mut values in prop::collection::vec(-1e9..1e9f64, 0..40)) {
            let sum = exact_sum(&values);
            values.reverse();
            prop_assert_eq!(sum.to_bits(), exact_sum(&values).to_bits());
            prop_assert!((sum - values.iter().sum::<f64>()).abs() <= 1e-4);
        }
    }
}
