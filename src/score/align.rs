//! One-to-one alignment, the likest pair first.

/// `(gold, said)` indexes of the aligned pairs. Deterministic: ties go to what must be found, then to the order.
pub(super) fn align(
    golds: usize,
    saids: usize,
    optional: &dyn Fn(usize) -> bool,
    likeness: &dyn Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(f64, bool, usize, usize)> = (0..golds)
        .flat_map(|gold| (0..saids).map(move |said| (gold, said)))
        .map(|(gold, said)| (likeness(gold, said), optional(gold), gold, said))
        .filter(|(likeness, ..)| *likeness > 0.0)
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    let (mut taken_gold, mut taken_said) = (vec![false; golds], vec![false; saids]);
    let mut out = Vec::new();
    for (_, _, gold, said) in pairs {
        if !taken_gold[gold] && !taken_said[said] {
            taken_gold[gold] = true;
            taken_said[said] = true;
            out.push((gold, said));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn the_likest_first_and_each_once() {
        let likeness = |gold: usize, said: usize| [[0.5, 0.9], [0.4, 0.8]][gold][said];
        assert_eq!(align(2, 2, &|_| false, &likeness), [(0, 1), (1, 0)]);
        // Equally like: what must be found goes before what may be.
        assert_eq!(align(2, 1, &|gold| gold == 0, &|_, _| 0.7), [(1, 0)]);
        assert!(align(1, 1, &|_| false, &|_, _| 0.0).is_empty());
    }
}
