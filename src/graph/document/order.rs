//! The order of a list, beside the set of its values.
//!
//! The values are quads of their own, so that a query can ask for each. If the list is not in sorted order, one literal on the
//! same node gives it: the name of the list, then the place of each value, in sorted order. `form 1 0` says that of two forms
//! the one that sorts first stands second.

use std::cmp::Ordering;

/// The literal, or `None` where sorting the values gives the list back.
pub(super) fn say<T>(list: &str, values: &[T], by: impl Fn(&T, &T) -> Ordering) -> Option<String> {
    let mut sorted: Vec<usize> = (0..values.len()).collect();
    sorted.sort_by(|&a, &b| by(&values[a], &values[b]));
    if sorted.is_sorted() {
        return None;
    }
    let places: Vec<String> = sorted.iter().map(usize::to_string).collect();
    Some(format!("{list} {}", places.join(" ")))
}

/// Puts values into the order that the literal says. `None` if it is of another number of values or no order at all.
pub(super) fn restore<T>(said: &str, mut values: Vec<T>, by: impl Fn(&T, &T) -> Ordering) -> Option<Vec<T>> {
    values.sort_by(by);
    let places: Vec<usize> = said.split(' ').skip(1).map(|place| place.parse().ok()).collect::<Option<_>>()?;
    if places.len() != values.len() {
        return None;
    }
    let mut slots: Vec<Option<T>> = places.iter().map(|_| None).collect();
    for (place, value) in places.into_iter().zip(values) {
        let slot = slots.get_mut(place)?;
        if slot.is_some() {
            return None;
        }
        *slot = Some(value);
    }
    slots.into_iter().collect()
}

/// Compares ids with the numbers in them as numbers: `visit-9-20` stands before `visit-10-12`.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, other) = (digits(left), digits(right));
        let ordering = if one > 0 && other > 0 {
            let (x, y) = (left[..one].trim_start_matches('0'), right[..other].trim_start_matches('0'));
            let ordering = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
            (left, right) = (&left[one..], &right[other..]);
            ordering
        } else {
            let (mut x, mut y) = (left.chars(), right.chars());
            match (x.next(), y.next()) {
                // equal but for leading zeros
                (None, None) => return a.cmp(b),
                (one, other) => {
                    (left, right) = (x.as_str(), y.as_str());
                    one.cmp(&other)
                }
            }
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

fn digits(s: &str) -> usize {
    s.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_lists_need_no_word() {
        assert_eq!(say("form", &["a", "b"], Ord::cmp), None);
        assert_eq!(say("form", &["c", "a", "b"], Ord::cmp).as_deref(), Some("form 1 2 0"));
        assert_eq!(restore("form 1 2 0", vec!["b", "a", "c"], Ord::cmp), Some(vec!["c", "a", "b"]));
    }

    #[test]
    fn what_is_no_order_is_refused() {
        for wrong in ["form", "form 0", "form 0 0", "form 0 2", "form 0 x", "form 0 1 2"] {
            assert_eq!(restore(wrong, vec!["a", "b"], Ord::cmp), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_count() {
        let mut ids = ["visit-10-12", "visit-9-20", "visit-9-20-2", "visit-09-20", "act-3-4"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["act-3-4", "visit-09-20", "visit-9-20", "visit-9-20-2", "visit-10-12"]);
    }
}
